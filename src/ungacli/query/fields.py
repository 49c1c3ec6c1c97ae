"""The fields of the filter language: each reads one value as a condition on events."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NamedTuple

from ungacli.errors import QuestionError
from ungacli.model import Event, Mode, OrganizerRole, SpeakerRole, Status
from ungacli.names import fold, suggestion
from ungacli.participants.roles import mode_of, status_of
from ungacli.query.conditions import Condition
from ungacli.query.context import QueryContext
from ungacli.query.days_and_times import MOMENTS, at_moment, at_times, from_one_day, lasting, on_days
from ungacli.query.lookup import ROLES, find_event, find_role, find_topic, find_word
from ungacli.query.text_search import folded, occurs
from ungacli.when.vocabulary import PARTS_OF_THE_DAY


class Field(NamedTuple):
    """A field: what reads one value of it, and what its *values* are, in words for people.

    *choices* are all of its values if they are the same for every schedule. *prefix* is whether a label names the
    field before a value, *any_words* whether a value is just text that is looked for.
    """

    read: Callable[[str, QueryContext], Condition]
    values: str
    choices: Sequence[str] = ()
    prefix: bool = True
    any_words: bool = False


def words(text: str, context: QueryContext) -> Condition:
    """Return the condition that *text*, a word or a phrase, occurs in an event."""
    phrase = _phrase(text)

    def hint(events: Sequence[Event]) -> str | None:
        missing = _missing(phrase, context, events)
        if missing is None:
            return None
        if missing == _missing(missing, context, context.schedule.events):
            for name in ("role", "is", "date", "time", "id"):
                with suppress(QuestionError):
                    FIELDS[name].read(missing, context)
                    return f"did you mean {name}:{missing}?"
        others = sorted({other for event in events for other in context.text(event).split() if other != "|"})
        return suggestion(missing, others, "") or None

    # Words side by side are another question than the phrase of them, or than the speaker of that name.
    slug = f"phrase-{phrase}" if " " in phrase else f"with-{phrase}"
    return Condition(f'"{phrase}"', lambda event: occurs(phrase, context.text(event)), slug, hint=hint, words=(phrase,))


def _missing(phrase: str, context: QueryContext, events: Sequence[Event]) -> str | None:
    """Return the first word of *phrase* that stands in none of *events*."""
    texts = [context.text(event) for event in events]
    return next((word for word in phrase.split() if not any(occurs(word, text) for text in texts)), None)


def _phrase(text: str) -> str:
    phrase = fold(text)
    if not phrase:
        raise QuestionError(f'there is no word in "{text}"', hint="name words of a title, a summary, a name or a topic")
    return phrase


def _words_in(name: str, piece: Callable[[Event], str | None]) -> Field:
    def read(text: str, context: QueryContext) -> Condition:
        phrase = _phrase(text)
        slug = f"{name}-{phrase}"
        return Condition(f'"{phrase}"', lambda event: occurs(phrase, folded([piece(event)])), slug, words=(phrase,))

    return Field(read, f"a word or phrase of the {name}", any_words=True)


def _speaker(text: str, context: QueryContext) -> Condition:
    person = context.participant("speaker", text)
    return Condition(
        person.name,
        lambda event: any(part.person == person for part in event.speakers),
        person.id,
        personal=True,
    )


def _organizer(text: str, context: QueryContext) -> Condition:
    organizer = context.participant("organizer", text)
    return Condition(
        organizer.label,
        lambda event: any(organizer in part.represents for part in event.organizers),
        f"organizer-{organizer.id}",
    )


def _role(text: str, context: QueryContext) -> Condition:
    """Return the condition that somebody has a role: one of the speakers named beside it, else of the organizers.

    A role of speakers is not that of an organizer, so beside organizers it may be anybody's.
    """
    role, speakers = find_role(text), context.speakers
    of = speakers or (context.organizers if isinstance(role, OrganizerRole) else ())

    def holds(event: Event) -> bool:
        return any(part.role == role and (not of or any(one in of for one in part.represents)) for part in event.roles)

    def hint(events: Sequence[Event]) -> str | None:
        roles = sorted({part.role for event in events for part in event.roles if part.participant in speakers})
        return f"{' or '.join(one.name for one in speakers)} appears as {', '.join(roles)}" if roles else None

    return Condition(role, holds, f"role-{role}", hint=hint)


def _topic(text: str, context: QueryContext) -> Condition:
    topic = find_topic(context.schedule, text)
    return Condition(topic, lambda event: topic in event.topics, f"topic-{topic}")


def _id(text: str, context: QueryContext) -> Condition:
    wanted = find_event(context.schedule, text).id
    return Condition(wanted, lambda event: event.id == wanted, f"id-{wanted}")


_OTHER_WORDS = {"docs": "documents", "venue": "location", "place": "location", "link": "url"}


def _choice(what: str, text: str, choices: Sequence[str]) -> str:
    """Return the one of *choices* that *text* spells, begins or is another word for; QuestionError if none."""
    other = status_of(text) or mode_of(text) or _OTHER_WORDS.get(fold(text), text)
    return find_word(what, other if other in choices else text, [*choices])


PICKED = "picked"
STATES = (*Status, *Mode, *MOMENTS, PICKED)


def state_named(text: str) -> str:
    """Return the one of STATES that *text* spells or begins; QuestionError if none or several."""
    return _choice("state", text, STATES)


def _state(what: str, choices: Sequence[str]) -> Field:
    def read(text: str, context: QueryContext) -> Condition:
        state = _choice(what, text, choices)
        if state == PICKED:
            return picked(context)
        if state in MOMENTS:
            return at_moment(state, context.now)
        return _with_status(Status(state)) if state in [*Status] else _with_mode(Mode(state))

    return Field(read, ", ".join(choices), choices)


def _with_status(status: Status) -> Condition:
    def hint(events: Sequence[Event]) -> str | None:
        inside = [event.id for event in events if any(part.status is status for part in event.roles)]
        return f"speakers or organizers are {status} in some: `ungacli show {' '.join(inside[:6])}`" if inside else None

    return Condition(status, lambda event: event.status is status, f"status-{status}", hint=hint)


def _with_mode(mode: Mode) -> Condition:
    def hint(events: Sequence[Event]) -> str | None:
        inside = [event.id for event in events if any(part.mode is mode for part in event.speakers)]
        return f"speakers take part {mode} in some: `ungacli show {' '.join(inside[:6])}`" if inside else None

    return Condition(mode, lambda event: event.mode is mode, f"mode-{mode}", hint=hint)


def picked(context: QueryContext) -> Condition:
    """Return the condition that an event is picked, by the person that the context names."""
    label = PICKED if context.selection is None else f"{PICKED} for {' '.join(context.selection.split())}"
    return Condition(
        label,
        lambda event: event.id in context.picked(),
        label,
        personal=True,
        hint=lambda _: None if context.picked() else "`ungacli pick EVENT` picks one",
    )


_FACTS: dict[str, Callable[[Event], object]] = {
    "speakers": lambda event: event.speakers,
    "organizers": lambda event: event.organizers,
    "location": lambda event: event.location,
    "mode": lambda event: event.mode,
    "audience": lambda event: event.audience,
    "topics": lambda event: event.topics,
    "documents": lambda event: event.documents,
    "summary": lambda event: event.summary,
    "url": lambda event: event.url,
}
# "speakers" and "organizers" find whoever speaks or organizes at all.
POSSESSIONS = (*_FACTS, *(role for role in ROLES if role not in {SpeakerRole.SPEAKER, OrganizerRole.ORGANIZER}))


def _has(text: str, context: QueryContext) -> Condition:
    name = _choice("part", text, POSSESSIONS)

    def has_role(event: Event) -> bool:
        return any(part.role == name for part in event.roles)

    fact = _FACTS.get(name, has_role)
    return Condition(name, lambda event: bool(fact(event)), f"has-{name}")


_ONE_DAY = "a day: 2024-09-23, 23, 23 Sep, Monday, first, today"
_TIMES_OF_DAY = "a time of day: 9-12, 14h30-16h, morning, afternoon, evening, after 17:00"
_NAME = "a name, or the beginnings of words of it"
FIELDS = {
    "title": _words_in("title", lambda event: event.title),
    "speaker": Field(_speaker, _NAME),
    "role": Field(_role, ", ".join(ROLES), ROLES),
    "organizer": Field(_organizer, _NAME),
    "topic": Field(_topic, "a topic of the schedule"),
    "date": Field(on_days, "a day or a range of days: 23, 23..25, Monday.., ..2024-09-22", prefix=False),
    **{word: Field(from_one_day(word), _ONE_DAY) for word in ("before", "after", "from", "to")},
    "time": Field(at_times, _TIMES_OF_DAY, PARTS_OF_THE_DAY),
    "status": _state("status", [*Status]),
    "mode": _state("mode", [*Mode]),
    "is": _state("state", STATES),
    "has": Field(_has, ", ".join(POSSESSIONS), POSSESSIONS),
    "location": _words_in("location", lambda event: event.location),
    "id": Field(_id, "an id, or its start"),
    "lasting": Field(lasting, "a length of time: 90m, >1h30, <=2h, 1h..2h"),
}
