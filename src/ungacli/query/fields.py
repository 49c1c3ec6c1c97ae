"""The fields of the filter language: each reads one value as a condition on events."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import NamedTuple, TypeVar

from ungacli.errors import QuestionError
from ungacli.model import Event, Mode, OrganizerRole, SpeakerRole, Status
from ungacli.names import fold, suggestion
from ungacli.participants.roles import mode_of, status_of
from ungacli.query.conditions import Condition, QueryContext, State, in_state
from ungacli.query.days_and_times import at_times, lasting, on_days
from ungacli.query.lookup import ROLES, ParticipantKind, find_event, find_topic, find_word
from ungacli.query.text_search import folded, occurs
from ungacli.when.vocabulary import PARTS_OF_THE_DAY

Choice = TypeVar("Choice", bound=str)


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

    def missing(phrase: str, events: Sequence[Event]) -> str | None:
        """Return the first word of *phrase* that stands in none of *events*."""
        texts = [context.text(event) for event in events]
        return next((word for word in phrase.split() if not any(occurs(word, text) for text in texts)), None)

    def hint(events: Sequence[Event]) -> str | None:
        word = missing(phrase, events)
        if word is None:
            return None
        if missing(word, context.schedule.events):
            for name in ("role", "is", "date", "time", "id"):
                with suppress(QuestionError):
                    FIELDS[name].read(word, context)
                    return f"did you mean {name}:{word}?"
        others = sorted({other for event in events for other in context.text(event).split() if other != "|"})
        return suggestion(word, others, "") or None

    # Words side by side are another question than the phrase of them, or than the speaker of that name.
    slug = f"phrase-{phrase}" if " " in phrase else f"with-{phrase}"
    return Condition(f'"{phrase}"', lambda event: occurs(phrase, context.text(event)), slug, hint=hint, words=(phrase,))


def _words_of(text: str, context: QueryContext, *, name: str) -> Condition:
    """Return the condition that *text* occurs in one fact of an event, by *name*."""
    phrase = _phrase(text)
    return Condition(
        f'"{phrase}"',
        lambda event: occurs(phrase, folded([getattr(event, name)])),
        f"{name}-{phrase}",
        words=(phrase,),
    )


def _phrase(text: str) -> str:
    if phrase := fold(text):
        return phrase
    raise QuestionError(f'there is no word in "{text}"', hint="name words of a title, a summary, a name or a topic")


def _participant(text: str, context: QueryContext, *, kind: ParticipantKind) -> Condition:
    one, is_speaker = context.participant(kind, text), kind == "speaker"
    return Condition(
        one.label,
        lambda event: any(one in part.represents for part in (event.speakers if is_speaker else event.organizers)),
        one.id if is_speaker else f"organizer-{one.id}",
        personal=is_speaker,
    )


def _role(text: str, context: QueryContext) -> Condition:
    """Return the condition that one of the speakers named beside a role has it, else one of the organizers.

    A role of speakers is not that of an organizer: beside organizers any speaker may have it.
    """
    role, speakers = find_word("role", text, ROLES), context.named["speaker"]
    of = speakers or (context.named["organizer"] if isinstance(role, OrganizerRole) else ())

    def holds(event: Event) -> bool:
        return any(part.role == role and (not of or any(one in of for one in part.represents)) for part in event.roles)

    def hint(events: Sequence[Event]) -> str | None:
        roles = sorted({part.role for event in events for part in event.roles if part.participant in speakers})
        return f"{' or '.join(one.name for one in speakers)} appears as {', '.join(roles)}" if roles else None

    return Condition(role.value, holds, f"role-{role}", hint=hint)


def _topic(text: str, context: QueryContext) -> Condition:
    topic = find_topic(context.schedule, text)
    return Condition(topic, lambda event: topic in event.topics, f"topic-{topic}")


def _id(text: str, context: QueryContext) -> Condition:
    wanted = find_event(context.schedule, text).id
    return Condition(wanted, lambda event: event.id == wanted, f"id-{wanted}")


PICKED = "picked"
STATES = (*Status, *Mode, *State, PICKED)
_OTHER_WORDS = {"docs": "documents", "venue": "location", "place": "location", "link": "url"}


def find_choice(what: str, text: str, choices: Sequence[Choice]) -> Choice:
    """Return the one of *choices* that *text* spells, begins or is another word for; QuestionError if none."""
    other = status_of(text) or mode_of(text) or _OTHER_WORDS.get(fold(text), text)
    return find_word(what, other if other in choices else text, choices)


def _state(text: str, context: QueryContext, *, what: str = "state", choices: Sequence[str] = STATES) -> Condition:
    """Return the condition that an event has a status, a mode, a state at the moment, or is picked."""
    state = find_choice(what, text, choices)
    if state == PICKED:
        return picked(context)
    if isinstance(state, State):
        return in_state(state, context.now)
    name, who = ("status", "speakers or organizers are") if state in [*Status] else ("mode", "speakers take part")

    def hint(events: Sequence[Event]) -> str | None:
        inside = [event.id for event in events if any(getattr(part, name, None) == state for part in event.roles)]
        return f"{who} {state} in some: `ungacli show {' '.join(inside[:6])}`" if inside else None

    return Condition(f"{state}", lambda event: getattr(event, name) == state, f"{name}-{state}", hint=hint)


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


_FACTS = ("speakers", "organizers", "location", "mode", "audience", "topics", "documents", "summary", "url")
# "speakers" and "organizers" find whoever speaks or organizes at all.
POSSESSIONS = (*_FACTS, *(role for role in ROLES if role not in {SpeakerRole.SPEAKER, OrganizerRole.ORGANIZER}))


def _has(text: str, context: QueryContext) -> Condition:
    name = find_choice("part", text, POSSESSIONS)

    def holds(event: Event) -> bool:
        return bool(getattr(event, name)) if name in _FACTS else any(part.role == name for part in event.roles)

    return Condition(f"{name}", holds, f"has-{name}")


_ONE_DAY = "a day: 2024-09-23, 23, 23 Sep, Monday, first, today"
_TIMES_OF_DAY = "a time of day: 9-12, 14h30-16h, morning, afternoon, evening, after 17:00"
_NAME = "a name, or the beginnings of words of it"
FIELDS = {
    "title": Field(partial(_words_of, name="title"), "a word or phrase of the title", any_words=True),
    "speaker": Field(partial(_participant, kind="speaker"), _NAME),
    "role": Field(_role, ", ".join(ROLES), ROLES),
    "organizer": Field(partial(_participant, kind="organizer"), _NAME),
    "topic": Field(_topic, "a topic of the schedule"),
    "date": Field(on_days, "a day or a range of days: 23, 23..25, Monday.., ..2024-09-22", prefix=False),
    **{word: Field(partial(on_days, word=word), _ONE_DAY) for word in ("before", "after", "from", "to")},
    "time": Field(at_times, _TIMES_OF_DAY, PARTS_OF_THE_DAY),
    "status": Field(partial(_state, what="status", choices=[*Status]), ", ".join(Status), [*Status]),
    "mode": Field(partial(_state, what="mode", choices=[*Mode]), ", ".join(Mode), [*Mode]),
    "is": Field(_state, ", ".join(STATES), STATES),
    "has": Field(_has, ", ".join(POSSESSIONS), POSSESSIONS),
    "location": Field(partial(_words_of, name="location"), "a word or phrase of the location", any_words=True),
    "id": Field(_id, "an id, or its start"),
    "lasting": Field(lasting, "a length of time: 90m, >1h30, <=2h, 1h..2h"),
}
