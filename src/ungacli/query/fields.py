"""The fields that a query can ask for: each reads one value as a condition on events."""

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from typing import NamedTuple

from ungacli.errors import QuestionError
from ungacli.model import (
    Event,
    Mode,
    Organizer,
    OrganizerRole,
    Participant,
    Role,
    Speaker,
    SpeakerRole,
    Status,
)
from ungacli.names import fold, suggestion
from ungacli.participants.roles import mode_of, status_of
from ungacli.query.conditions import Condition, Subject
from ungacli.query.lookup import find_choice, find_event, find_role, find_topic, find_word
from ungacli.query.text_search import folded, occurs
from ungacli.query.times import MOMENTS, at_moment, at_times, from_one_day, lasting, on_days


class Field(NamedTuple):
    """A field: how one value of it is *read*, and what its values are, for people.

    *prefix* tells whether the field's name is said before a value, *any_words* whether a value is just
    text that is looked for.
    """

    read: Callable[[str, Subject], Condition]
    values: str
    prefix: bool = True
    any_words: bool = False


def words(text: str, subject: Subject) -> Condition:
    """Return the condition that *text*, a word or a phrase, occurs in an event."""
    phrase = _phrase(text)

    def hint(events: Sequence[Event]) -> str | None:
        missing = _missing(phrase, subject, events)
        if missing is None:
            return None
        if missing == _missing(missing, subject, subject.schedule.events) and (asked := _asked(missing, subject)):
            return f"did you mean {asked}?"
        known = sorted({other for event in events for other in subject.text(event).split() if other != "|"})
        return suggestion(missing, known, "") or None

    # Words side by side are another question than the phrase of them, or than the speaker of that name.
    slug = f"phrase-{phrase}" if " " in phrase else f"with-{phrase}"
    return Condition(
        f'"{phrase}"',
        lambda event: occurs(phrase, subject.text(event)),
        slug,
        hint=hint,
        words=(phrase,),
    )


def _missing(phrase: str, subject: Subject, events: Sequence[Event]) -> str | None:
    """Return the first word of *phrase* that stands in none of *events*."""
    texts = [subject.text(event) for event in events]
    return next((word for word in phrase.split() if not any(occurs(word, text) for text in texts)), None)


def _asked(word: str, subject: Subject) -> str | None:
    """Return `role:moderator` for a *word* that says what one of these fields asks, or None."""
    for name in ("role", "is", "date", "time", "id"):
        with suppress(QuestionError):
            FIELDS[name].read(word, subject)
            return f"{name}:{word}"
    return None


def _phrase(text: str) -> str:
    phrase = fold(text)
    if not phrase:
        raise QuestionError(f'there is no word in "{text}"', hint="name words of a title, a summary, a name or a topic")
    return phrase


def _words_in(name: str, piece: Callable[[Event], str | None]) -> Field:
    def read(text: str, subject: Subject) -> Condition:
        phrase = _phrase(text)
        slug = f"{name}-{phrase}"
        return Condition(f'"{phrase}"', lambda event: occurs(phrase, folded([piece(event)])), slug, words=(phrase,))

    return Field(read, f"a word or phrase of the {name}", any_words=True)


def _speaker(text: str, subject: Subject) -> Condition:
    person = subject.party("speaker", text)
    return Condition(
        person.name,
        lambda event: any(part.person == person for part in event.speakers),
        person.id,
        personal=True,
    )


def _organizer(text: str, subject: Subject) -> Condition:
    host = subject.party("organizer", text)
    return Condition(
        host.label,
        lambda event: any(part.is_by(host) for part in event.organizers),
        f"organizer-{host.id}",
    )


def _role(text: str, subject: Subject) -> Condition:
    role = find_role(text)
    people, hosts = subject.people, subject.hosts

    def hint(events: Sequence[Event]) -> str | None:
        if not people:
            return None
        parts = [part for event in events for part in _all_parts(event)]
        roles = sorted({part.role for part in parts if _by(part) in people})
        return f"{' or '.join(person.name for person in people)} appears as {', '.join(roles)}" if roles else None

    return Condition(role, lambda event: _in_role(event, role, people, hosts), f"role-{role}", hint=hint)


def _in_role(event: Event, role: Role, people: Sequence[Participant], hosts: Sequence[Participant]) -> bool:
    """Return whether somebody has *role* in *event*: one of *people*, else one of *hosts*, else anybody.

    A role of speakers is nobody's who organizes, so it may be anybody's in an event of *hosts*.
    """
    if people:
        return any(_by(part) in people and part.role == role for part in _all_parts(event))
    if any(part.role == role for part in event.speakers):
        return True
    return any(part.role == role and (not hosts or any(map(part.is_by, hosts))) for part in event.organizers)


def _all_parts(event: Event) -> tuple[Speaker | Organizer, ...]:
    return (*event.speakers, *event.organizers)


def _by(part: Speaker | Organizer) -> Participant:
    return part.person if isinstance(part, Speaker) else part.participant


def _topic(text: str, subject: Subject) -> Condition:
    topic = find_topic(subject.schedule, text)
    return Condition(
        topic,
        lambda event: topic in event.topics,
        f"topic-{topic}",
    )


_OTHER_WORDS = {"docs": "documents", "venue": "location", "place": "location", "link": "url"}


def _spelled(text: str, known: Collection[str]) -> str:
    """Return the one of *known* that *text* is another word for, or *text*."""
    other = status_of(text) or mode_of(text) or _OTHER_WORDS.get(fold(text), text)
    return other if other in known else text


def _status(text: str, subject: Subject) -> Condition:
    return _with_status(find_choice("status", _spelled(text, [*Status]), Status))


def _with_status(status: Status) -> Condition:
    def hint(events: Sequence[Event]) -> str | None:
        inside = [event.id for event in events if any(part.status is status for part in _all_parts(event))]
        return f"speakers or organizers are {status} in some: `ungacli show {' '.join(inside[:6])}`" if inside else None

    return Condition(status, lambda event: event.status is status, f"status-{status}", hint=hint)


def _mode(text: str, subject: Subject) -> Condition:
    return _with_mode(find_choice("mode", _spelled(text, [*Mode]), Mode))


def _with_mode(mode: Mode) -> Condition:
    def hint(events: Sequence[Event]) -> str | None:
        inside = [event.id for event in events if any(part.mode is mode for part in event.speakers)]
        return f"speakers take part {mode} in some: `ungacli show {' '.join(inside[:6])}`" if inside else None

    return Condition(mode, lambda event: event.mode is mode, f"mode-{mode}", hint=hint)


PICKED = "picked"
STATES = (*Status, *Mode, *MOMENTS, PICKED)


def picked(subject: Subject) -> Condition:
    """Return the condition that an event is among those that were picked, by whomever the subject asks for."""
    whose = "" if subject.selection is None else f" for {' '.join(subject.selection.split())}"
    return Condition(
        f"{PICKED}{whose}",
        lambda event: event.id in subject.picked(),
        f"{PICKED}{whose}",
        personal=True,
        hint=lambda _: None if subject.picked() else "`ungacli pick EVENT` picks one",
    )


def state_named(text: str) -> str:
    """Return the one of STATES that *text* spells or begins; QuestionError if none or several."""
    return find_word("state", _spelled(text, STATES), STATES)


def _is(text: str, subject: Subject) -> Condition:
    state = state_named(text)
    if state == PICKED:
        return picked(subject)
    if state in MOMENTS:
        return at_moment(state, subject.now)
    return _with_status(Status(state)) if state in list(Status) else _with_mode(Mode(state))


_PARTS: dict[str, Callable[[Event], object]] = {
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
# Who speaks or organizes at all, "speakers" and "organizers" tell.
_PLAIN_ROLES = {SpeakerRole.SPEAKER, OrganizerRole.ORGANIZER}
POSSESSIONS = (*_PARTS, *(role for role in [*SpeakerRole, *OrganizerRole] if role not in _PLAIN_ROLES))


def _has(text: str, subject: Subject) -> Condition:
    name = find_word("part", _spelled(text, POSSESSIONS), POSSESSIONS)
    if part := _PARTS.get(name):
        return Condition(name, lambda event: bool(part(event)), f"has-{name}")
    return Condition(name, lambda event: any(one.role == name for one in _all_parts(event)), f"has-{name}")


def _id(text: str, subject: Subject) -> Condition:
    found = find_event(subject.schedule, text)
    return Condition(
        found.id,
        lambda event: event.id == found.id,
        f"id-{found.id}",
    )


_ONE_DAY = "a day: 2024-09-23, 23, 23 Sep, Monday, first, today"
FIELDS = {
    "title": _words_in("title", lambda event: event.title),
    "speaker": Field(_speaker, "a name, or the beginnings of words of it"),
    "role": Field(_role, ", ".join([*SpeakerRole, *OrganizerRole])),
    "organizer": Field(_organizer, "a name, or the beginnings of words of it"),
    "topic": Field(_topic, "a topic of the schedule"),
    "date": Field(on_days, "a day or a range of days: 23, 23..25, Monday.., ..2024-09-22", prefix=False),
    **{word: Field(from_one_day(word), _ONE_DAY) for word in ("before", "after", "from", "to")},
    "time": Field(at_times, "a time of day: 9-12, 14h30-16h, morning, afternoon, evening, after 17:00"),
    "status": Field(_status, ", ".join(Status)),
    "mode": Field(_mode, ", ".join(Mode)),
    "is": Field(_is, ", ".join(STATES)),
    "has": Field(_has, ", ".join(POSSESSIONS)),
    "location": _words_in("location", lambda event: event.location),
    "id": Field(_id, "an id, or its start"),
    "lasting": Field(lasting, "a length of time: 90m, >1h30, <=2h, 1h..2h"),
}
