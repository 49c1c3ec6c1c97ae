"""Find what a name stands for: one speaker, one organizer, one event, one topic, one word of several."""

from collections import Counter
from collections.abc import Sequence
from typing import Literal, TypeVar

from ungacli.errors import QuestionError
from ungacli.model import Event, OrganizerRole, Participant, Role, Schedule, SpeakerRole
from ungacli.names import ambiguous, fold, fold_joined, matching, shell_word, suggestion

Word = TypeVar("Word", bound=str)
ROLES: tuple[Role, ...] = (*SpeakerRole, *OrganizerRole)
Involvement = tuple[Participant, Sequence[Event]]
"""A person or an organization, and the events that they take part in."""


ParticipantKind = Literal["speaker", "organizer"]
"""The two ways in which a person or an organization takes part."""

KINDS: tuple[ParticipantKind, ...] = ("speaker", "organizer")


def involvements(schedule: Schedule, kind: ParticipantKind, roles: Sequence[Role] = ()) -> list[Involvement]:
    """Return everyone who speaks, or organizes, and the events, in the order of their names.

    With *roles* only those in one of them count. An organization organizes where a person who holds an office in
    it does.
    """
    everyone: dict[tuple[type, str], tuple[Participant, dict[str, Event]]] = {}
    for event in schedule.events:
        for part in event.speakers if kind == "speaker" else event.organizers:
            for one in part.represents if not roles or part.role in roles else ():
                everyone.setdefault((type(one), one.id), (one, {}))[1][event.id] = event
    listed = [(one, tuple(events.values())) for one, events in everyone.values()]
    return sorted(listed, key=lambda involvement: fold(involvement[0].name))


def find_participant(schedule: Schedule, kind: ParticipantKind, name: str) -> Participant:
    """Return the one speaker or organizer that *name* matches; QuestionError if none or several."""
    everyone = [one for one, _ in involvements(schedule, kind)]
    matches = matching(name, [(one.spellings, one) for one in everyone])
    if len(matches) == 1:
        return matches[0]
    if matches:
        names = [one.name for one in matches]
        raise ambiguous(name, f"{len(matches)} {kind}s", names, ids=[one.id for one in matches])

    def otherwise() -> str:
        organizers = [one for one, _ in involvements(schedule, "organizer")] if kind == "speaker" else []
        if others := matching(name, [(one.spellings, one) for one in organizers]):
            return f"{others[0].name} organizes: `ungacli organizer {shell_word(others[0].label)}`"
        near = suggestion(name, [spelling for one in everyone for spelling in one.spellings], "")
        return f"{near} `ungacli {kind}` lists all {len(everyone)}".strip()

    raise QuestionError(f'no {kind} matches "{name}"', hint=otherwise)


def find_event(schedule: Schedule, text: str) -> Event:
    """Return the one event that *text* names: its id, a unique start of an id, or words of its title.

    Raises QuestionError if it is none or several.
    """
    otherwise = "`ungacli list` shows every event with its id"
    return schedule.events[find_named(text, event_names(schedule), what="event", otherwise=otherwise)]


def find_named(text: str, events: Sequence[tuple[str, str]], *, what: str, otherwise: str) -> int:
    """Return the place of the one of *events*, ids and titles, that *text* names, as find_event does.

    An error calls it *what*, and hints at *otherwise* if nothing is near.
    """
    wanted = text.strip().casefold()
    exact = [place for place, (key, _) in enumerate(events) if key.casefold() == wanted]
    begun = [place for place, (key, _) in enumerate(events) if wanted and key.casefold().startswith(wanted)]
    places = exact or begun or matching(text, [((title,), place) for place, (_, title) in enumerate(events)])
    if len(places) == 1:
        return places[0]
    if places:
        raise ambiguous(text, f"{len(places)} {what}s", [events[place][0] for place in places])
    raise QuestionError(
        f'no {what} matches "{text}"', hint=lambda: suggestion(text, [key for key, _ in events], otherwise)
    )


def event_names(schedule: Schedule) -> Sequence[tuple[str, str]]:
    """Return the id and the title of each event."""
    return [(event.id, event.title) for event in schedule.events]


def find_topic(schedule: Schedule, text: str) -> str:
    """Return the one topic that *text* names; QuestionError if it is none or several."""
    return find_word("topic", text, list(topic_counts(schedule)))


def topic_counts(schedule: Schedule) -> dict[str, int]:
    """Return each topic, in order, with the number of events about it."""
    return dict(sorted(Counter(topic for event in schedule.events for topic in event.topics).items()))


def find_word(what: str, text: str, words: Sequence[Word]) -> Word:
    """Return the one of *words* that *text* spells or begins; QuestionError if none or several."""
    wanted = fold(text)
    # C is not C++, though it is without its signs; women's-health is found by womens-health too.
    matches = [word for word in words if word == text]
    matches = matches or [word for word in words if wanted in {fold(word), fold_joined(word)}]
    matches = matches or [word for word in words if wanted and fold(word).startswith(wanted)]
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise ambiguous(text, f"several {what}s", matches)
    among = f"it is one of {', '.join(words)}" if words else f"no event has a {what}"
    raise QuestionError(f'there is no {what} "{text}"', hint=lambda: suggestion(text, words, among))
