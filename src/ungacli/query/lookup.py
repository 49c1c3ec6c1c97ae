"""Who or what is meant by a name: one speaker, one organizer, one event, one choice."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Literal, TypeVar

from ungacli.errors import QuestionError
from ungacli.model import Event, OrganizerRole, Participant, Person, Role, Schedule, SpeakerRole
from ungacli.names import fold, fold_joined, matching, quoted_list, shell_word, suggestion

Choice = TypeVar("Choice", bound=StrEnum)
Involvement = tuple[Participant, Sequence[Event]]
"""Somebody and the events that they take part in."""


ParticipantKind = Literal["speaker", "organizer"]
"""In which capacity somebody is asked for."""


def _speakers(event: Event) -> Iterator[tuple[Participant, Role]]:
    return ((part.person, part.role) for part in event.speakers)


def _organizers(event: Event) -> Iterator[tuple[Participant, Role]]:
    for part in event.organizers:
        yield part.participant, part.role
        if isinstance(part.participant, Person) and part.participant.organization:
            yield part.participant.organization, part.role


INVOLVED: dict[ParticipantKind, Callable[[Event], Iterator[tuple[Participant, Role]]]] = {
    "speaker": _speakers,
    "organizer": _organizers,
}
"""Who takes part in an event in which capacity and role; a body is where somebody who holds an office in it is."""


def by_speaker(schedule: Schedule, roles: Sequence[Role] = ()) -> list[Involvement]:
    """Return everyone who speaks, be it in one of *roles* alone, with these events, in the order of their names."""
    return _involvements("speaker", schedule, roles)


def by_organizer(schedule: Schedule, roles: Sequence[Role] = ()) -> list[Involvement]:
    """Return everyone who organizes, be it in one of *roles* alone, and the bodies of people who do, likewise."""
    return _involvements("organizer", schedule, roles)


def _involvements(kind: ParticipantKind, schedule: Schedule, roles: Sequence[Role]) -> list[Involvement]:
    found: dict[tuple[type, str], tuple[Participant, dict[str, Event]]] = {}
    for event in schedule.events:
        for party, role in INVOLVED[kind](event):
            if not roles or role in roles:
                found.setdefault((type(party), party.id), (party, {}))[1][event.id] = event
    everyone = [(party, tuple(events.values())) for party, events in found.values()]
    return sorted(everyone, key=lambda one: name_order(one[0]))


def name_order(party: Participant) -> str:
    """Return what people and organizations are ordered by."""
    return fold(party.name)


def find_speaker(schedule: Schedule, name: str) -> Participant:
    """Return the one speaker whom *name* means; QuestionError if it is nobody or several."""

    def who_organizes() -> str | None:
        hosts = matching(name, [(host.spellings, host) for host, _ in by_organizer(schedule)])
        return f"{hosts[0].name} organizes: `ungacli organizer {shell_word(hosts[0].label)}`" if hosts else None

    return _the_one("speaker", name, by_speaker(schedule), elsewhere=who_organizes)


def find_organizer(schedule: Schedule, name: str) -> Participant:
    """Return the one organizer whom *name* means; QuestionError if it is nobody or several."""
    return _the_one("organizer", name, by_organizer(schedule), elsewhere=lambda: None)


def _the_one(
    what: str, name: str, involvements: Sequence[Involvement], *, elsewhere: Callable[[], str | None]
) -> Participant:
    known = [party for party, _ in involvements]
    found = matching(name, [(party.spellings, party) for party in known])
    if len(found) == 1:
        return found[0]
    if found:
        names = [one.name for one in found]
        # Two may bear one name; only their ids tell them apart.
        apart = names if len(set(map(fold, names))) == len(names) else [one.id for one in found]
        hint = f"did you mean {quoted_list(apart[:6])}?"
        raise QuestionError(f'"{name}" could be {len(found)} {what}s', hint=hint)

    def meant() -> str:
        near = suggestion(name, [spelling for one in known for spelling in one.spellings], "")
        return elsewhere() or f"{near} `ungacli {what}` lists all {len(known)}".strip()

    raise QuestionError(f'no {what} matches "{name}"', hint=meant)


EVERYONE: dict[ParticipantKind, Callable[..., list[Involvement]]] = {
    "speaker": by_speaker,
    "organizer": by_organizer,
}
FIND: dict[ParticipantKind, Callable[[Schedule, str], Participant]] = {
    "speaker": find_speaker,
    "organizer": find_organizer,
}


def find_event(schedule: Schedule, text: str) -> Event:
    """Return the one event that *text* means: its id, a unique start of an id, or words of its title.

    Raises QuestionError if it is none or several.
    """
    otherwise = "`ungacli list` shows every event with its id"
    return schedule.events[find_named(text, event_names(schedule), what="event", otherwise=otherwise)]


def find_named(text: str, events: Sequence[tuple[str, str]], *, what: str, otherwise: str) -> int:
    """Return the place of the one of *events*, ids and titles, that *text* means, as find_event does.

    An error calls it *what*, and hints at *otherwise* if nothing is near.
    """
    wanted = text.strip().casefold()
    exact = [place for place, (key, _) in enumerate(events) if key.casefold() == wanted]
    begun = [place for place, (key, _) in enumerate(events) if wanted and key.casefold().startswith(wanted)]
    found = exact or begun or matching(text, [((title,), place) for place, (_, title) in enumerate(events)])
    if len(found) == 1:
        return found[0]
    if found:
        hint = f"did you mean {quoted_list([events[place][0] for place in found[:6]])}?"
        raise QuestionError(f'"{text}" could be {len(found)} {what}s', hint=hint)
    raise QuestionError(
        f'no {what} matches "{text}"', hint=lambda: suggestion(text, [key for key, _ in events], otherwise)
    )


def event_names(schedule: Schedule) -> Sequence[tuple[str, str]]:
    """Return the id and the title of each event."""
    return [(event.id, event.title) for event in schedule.events]


def find_topic(schedule: Schedule, text: str) -> str:
    """Return the one topic that *text* means; QuestionError if it is none or several."""
    return find_word("topic", text, list(topic_counts(schedule)))


def topic_counts(schedule: Schedule) -> dict[str, int]:
    """Return each topic, in order, with the number of events about it."""
    return dict(sorted(Counter(topic for event in schedule.events for topic in event.topics).items()))


def find_role(text: str) -> Role:
    """Return the one role of speakers or organizers that *text* spells or begins; QuestionError if none or several."""
    roles: list[Role] = [*SpeakerRole, *OrganizerRole]
    return find_choice("role", text, roles)


def find_choice(what: str, text: str, choices: Iterable[Choice]) -> Choice:
    """Return the one of *choices* that *text* spells or begins; QuestionError if none or several."""
    by_value = {choice.value: choice for choice in choices}
    return by_value[find_word(what, text, list(by_value))]


def find_word(what: str, text: str, known: Sequence[str]) -> str:
    """Return the one of *known* that *text* spells or begins; QuestionError if none or several."""
    wanted = fold(text)
    # C is not C++, though it is without its signs; women's-health is meant by womens-health too.
    found = [value for value in known if value == text]
    found = found or [value for value in known if wanted in {fold(value), fold_joined(value)}]
    found = found or [value for value in known if wanted and fold(value).startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise QuestionError(f'"{text}" could be several {what}s', hint=f"did you mean {quoted_list(found)}?")
    among = f"it is one of {', '.join(known)}" if known else f"no event has a {what}"
    raise QuestionError(f'there is no {what} "{text}"', hint=lambda: suggestion(text, known, among))
