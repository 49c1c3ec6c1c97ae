"""Events, people and organizations as plain values that refer to each other by number."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from ungacli.cache.rows import Row
from ungacli.model import Event, Organization, Organizer, Participant, Person, Schedule

T = TypeVar("T")


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

    def party(self, party: Participant) -> int:
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


def _hosting_row(part: Organizer, known: Registers) -> tuple[bool, int, str, str]:
    return isinstance(part.participant, Person), known.party(part.participant), part.role, part.status


def person_row(person: Person, known: Registers) -> Row:
    """Return *person*, the organization by its number."""
    body = person.organization
    number = None if body is None else known.organizations.number(body)
    return [person.id, person.name, person.honorific, person.honorific_suffix, person.office, number, person.aliases]


def organization_row(body: Organization) -> Row:
    """Return the organization *body*."""
    return [body.id, body.name, body.acronym, body.kind, body.aliases]
