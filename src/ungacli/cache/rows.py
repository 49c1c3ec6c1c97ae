"""Schedules, events, people and organizations as plain values, there and back."""

import zoneinfo
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Generic, TypeVar
from zlib import crc32
from zoneinfo import ZoneInfo

from ungacli.model import (
    Appearance,
    Context,
    DayRange,
    Document,
    Event,
    Hosting,
    Mode,
    Organization,
    OrganizerRole,
    Party,
    Person,
    Schedule,
    SpeakerRole,
    Status,
)
from ungacli.record import Record

T = TypeVar("T")
Row = list[Any]
"""Text, numbers, None, and lists of them."""

FIELDS = [one.__match_args__ for one in (Schedule, Context, Event, Appearance, Hosting, Document, Person, Organization)]
"""What is told in rows: where that changes, older ones mean something else."""

_STATUS: dict[str, Status] = {one.value: one for one in Status}
_MODES: dict[str | None, Mode | None] = {None: None, **{one.value: one for one in Mode}}
_ROLES: dict[str, SpeakerRole] = {one.value: one for one in SpeakerRole}
_HOST_ROLES: dict[str, OrganizerRole] = {one.value: one for one in OrganizerRole}


class Numbered(Generic[T]):
    """*all* things that rows refer to by number: those *known* from the start, and others as they come."""

    def __init__(self, known: Iterable[T] = ()) -> None:
        self.all = list(known)
        self._numbers = {one: number for number, one in enumerate(self.all)}

    def number(self, one: T) -> int:
        """Return the number of *one*, a new one for what has none."""
        number = self._numbers.setdefault(one, len(self.all))
        if number == len(self.all):
            self.all.append(one)
        return number


class Registers:
    """What the rows of *schedule* refer to by number."""

    def __init__(self, schedule: Schedule) -> None:
        self.zones = Numbered([schedule.timezone.key])
        self.people = Numbered(schedule.people)
        self.organizations = Numbered(schedule.organizations)

    def party(self, party: Party) -> int:
        """Return the number of *party* among its own kind."""
        return self.people.number(party) if isinstance(party, Person) else self.organizations.number(party)


def event_row(event: Event, known: Registers) -> Row:
    """Return *event* without its times, which stand elsewhere."""
    return [
        known.zones.number(event.timezone.key),
        event.id,
        event.title,
        event.uid,
        event.schedule,
        event.sources,
        event.status,
        event.mode,
        event.location,
        [(known.people.number(part.person), part.role, part.status, part.mode) for part in event.speakers],
        [_hosting_row(part, known) for part in event.organizers],
        event.audience,
        event.topics,
        [(paper.title, paper.url) for paper in event.documents],
        event.summary,
        event.url,
        event.contact,
        event.note,
    ]


def _hosting_row(part: Hosting, known: Registers) -> tuple[bool, int, str, str]:
    return isinstance(part.host, Person), known.party(part.host), part.role, part.status


def event_from(
    row: Row,
    start: datetime,
    end: datetime,
    people: Callable[[int], Person],
    organizations: Callable[[int], Organization],
) -> Event:
    """Return the event of *row* from *start* to *end*, with those to whom the numbers in it belong."""
    (_, own_id, title, uid, schedule, sources, status, mode, location, speakers, organizers, *rest) = row
    audience, topics, documents, summary, url, contact, note = rest
    return Event(
        own_id,
        title,
        start,
        end,
        uid,
        schedule,
        tuple(sources),
        _STATUS[status],
        _MODES[mode],
        location,
        tuple([Appearance(people(who), _ROLES[role], _STATUS[sure], _MODES[how]) for who, role, sure, how in speakers]),
        tuple(
            [
                Hosting(people(who) if is_person else organizations(who), _HOST_ROLES[role], _STATUS[sure])
                for is_person, who, role, sure in organizers
            ]
        ),
        audience,
        tuple(topics),
        tuple([Document(*paper) for paper in documents]),
        summary,
        url,
        contact,
        note,
    )


def person_row(person: Person, known: Registers) -> Row:
    """Return *person*, the organization by its number."""
    body = person.organization
    number = None if body is None else known.organizations.number(body)
    return [person.id, person.name, person.honorific, person.honorific_suffix, person.office, number, person.aliases]


def person_from(row: Row, organizations: Callable[[int], Organization]) -> Person:
    """Return the person of *row*."""
    own_id, name, honorific, suffix, office, number, aliases = row
    body = None if number is None else organizations(number)
    return Person(own_id, name, honorific, suffix, office, body, tuple(aliases))


def organization_row(body: Organization) -> Row:
    """Return the organization *body*."""
    return [body.id, body.name, body.acronym, body.kind, body.aliases]


def organization_from(row: Row) -> Organization:
    """Return the organization of *row*."""
    own_id, name, acronym, kind, aliases = row
    return Organization(own_id, name, acronym, kind, tuple(aliases))


def schedule_from(
    about: Record, events: Sequence[Event], people: Sequence[Person], organizations: Sequence[Organization]
) -> Schedule:
    """Return the schedule that record.about_record told of."""
    context = about["context"]
    return Schedule(
        id=about["id"],
        title=about["title"],
        timezone=ZoneInfo(about["timezone"]),
        url=about["url"],
        revision=about["revision"],
        revised=datetime.fromisoformat(about["revised"]),
        context=context
        and Context(
            title=context["title"],
            theme=context["theme"],
            opens=date.fromisoformat(context["opens"]) if context["opens"] else None,
            high_level_days=tuple(
                DayRange(date.fromisoformat(first), date.fromisoformat(last))
                for first, last in context["high_level_days"]
            ),
            summary=context["summary"],
        ),
        events=events,
        people=people,
        organizations=organizations,
    )


def clocks(zones: Iterable[str]) -> list[int]:
    """Return a number for each of *zones* that is another when its rules change: instants are kept, times are not."""
    return [_clock(zone) for zone in zones]


def _clock(zone: str) -> int:
    for folder in zoneinfo.TZPATH:
        path = Path(folder, zone)
        if path.is_file():
            return crc32(path.read_bytes())
    # Where the system has none they are those of a package, which has a version.
    import tzdata  # type: ignore[import-untyped]

    return crc32(tzdata.IANA_VERSION.encode())
