"""What a schedule may say, fact by fact: which of it a format carries, and a schedule without the rest."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeVar

from ungacli.formats.table import FORMATS
from ungacli.model import (
    Document,
    Event,
    Organization,
    Organizer,
    OrganizerRole,
    Person,
    Schedule,
    SpeakerRole,
    Status,
)
from ungacli.phrases import office

P = TypeVar("P", Person, Organization)
Without = Callable[[Schedule], Schedule]


def _events(change: Callable[[Event], Event]) -> Without:
    return lambda schedule: replace(schedule, events=tuple(change(event) for event in schedule.events))


def _fields(**values: Any) -> Without:
    return _events(lambda event: replace(event, **values))


def _speakers(**values: Any) -> Without:
    return _events(lambda event: replace(event, speakers=tuple(replace(part, **values) for part in event.speakers)))


def _organizers(**values: Any) -> Without:
    return _events(lambda event: replace(event, organizers=tuple(replace(part, **values) for part in event.organizers)))


def _own_zones(schedule: Schedule) -> Schedule:
    return schedule.in_zone(schedule.timezone)


def _document_links(event: Event) -> Event:
    return replace(event, documents=tuple(Document(paper.title) for paper in event.documents))


def _people_who_organize(event: Event) -> Event:
    return replace(event, organizers=tuple(map(_as_body, event.organizers)))


def _as_body(part: Organizer) -> Organizer:
    named = part.participant
    return replace(part, participant=Organization(named.id, named.name)) if isinstance(named, Person) else part


def _parties(person: Callable[[Person], Person], body: Callable[[Organization], Organization]) -> Without:
    """Return what changes everyone wherever they are named."""
    return lambda schedule: replace(
        _events(lambda event: event.with_participants(person, body))(schedule),
        people=tuple(map(person, schedule.people)),
        organizations=tuple(map(body, schedule.organizations)),
    )


def _same(party: P) -> P:
    return party


OF_EVENTS: dict[str, Without] = {
    "time zones of events": _own_zones,
    "statuses": _fields(status=Status.CONFIRMED),
    "modes": _fields(mode=None),
    "venues": _fields(location=None),
    "speakers": _fields(speakers=()),
    "roles of speakers": _speakers(role=SpeakerRole.SPEAKER),
    "certainty of speakers": _speakers(status=Status.CONFIRMED, mode=None),
    "organizers": _fields(organizers=()),
    "roles of organizers": _organizers(role=OrganizerRole.ORGANIZER),
    "certainty of organizers": _organizers(status=Status.CONFIRMED),
    "people as organizers": _events(_people_who_organize),
    "audiences": _fields(audience=None),
    "topics": _fields(topics=()),
    "documents": _fields(documents=()),
    "links of documents": _events(_document_links),
    "summaries": _fields(summary=None),
    "links": _fields(url=None),
    "contacts": _fields(contact=None),
    "notes": _fields(note=None),
}
"""What makes a schedule one without the fact of that name, of facts about its events."""

FACTS: dict[str, Without] = {
    **OF_EVENTS,
    "offices": _parties(lambda person: replace(person, office=None, organization=None), _same),
    "employers": _parties(lambda person: replace(person, office=office(person) or None, organization=None), _same),
    "honorifics": _parties(lambda person: replace(person, honorific=None), _same),
    "honorific suffixes": _parties(lambda person: replace(person, honorific_suffix=None), _same),
    "acronyms": _parties(_same, lambda body: replace(body, acronym=None)),
    "aliases": _parties(lambda person: replace(person, aliases=()), lambda body: replace(body, aliases=())),
    "kinds of organizations": _parties(_same, lambda body: replace(body, kind=None)),
    "title of the schedule": lambda schedule: replace(schedule, title=schedule.id),
    "own days": lambda schedule: replace(schedule, own_days=None),
    "context": lambda schedule: replace(schedule, context=None),
    "page of the schedule": lambda schedule: replace(schedule, url=None),
    "revision": lambda schedule: replace(schedule, revision=1),
}
"""The same with facts about people, organizations and the schedule itself."""


def lost(schedule: Schedule, name: str, *, among: Iterable[str] = FACTS) -> list[str]:
    """Return the facts of *schedule*, *among* those named, that the format called *name* cannot carry."""
    return [fact for fact in among if fact in FORMATS[name].lacks and holds(schedule, fact)]


def holds(schedule: Schedule, fact: str) -> bool:
    """Return whether *schedule* says anything of that *fact*."""
    without = FACTS[fact](schedule)
    # Two moments are the same by any clock.
    zones = ([event.timezone for event in one.events] for one in (without, schedule))
    return without != schedule or next(zones) != next(zones)
