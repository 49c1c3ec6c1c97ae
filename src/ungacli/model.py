"""The values a schedule is made of: frozen, with aware times, checked before they are built."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol, runtime_checkable
from zoneinfo import ZoneInfo


class Status(StrEnum):
    """How certain something is (RFC 5545, section 3.8.1.11). A page's "TBC" is tentative."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"


class Mode(StrEnum):
    """How people take part (schema.org's eventAttendanceMode)."""

    IN_PERSON = "in-person"
    VIRTUAL = "virtual"
    HYBRID = "hybrid"


class SpeakerRole(StrEnum):
    """What a person does in an event."""

    SPEAKER = "speaker"
    OPENING_REMARKS = "opening-remarks"
    KEYNOTE = "keynote"
    PANELIST = "panelist"
    MODERATOR = "moderator"


class OrganizerRole(StrEnum):
    """What a person or an organization does for an event."""

    ORGANIZER = "organizer"
    CO_ORGANIZER = "co-organizer"
    CO_HOST = "co-host"
    SPONSOR = "sponsor"
    PARTNER = "partner"


Role = SpeakerRole | OrganizerRole


@dataclass(frozen=True, slots=True)
class Organization:
    """A body that organizes events or that people belong to.

    *kind* is the file's own word for what sort of body it is: un, state, ngo ...
    """

    id: str
    name: str
    acronym: str | None = None
    kind: str | None = None
    aliases: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The acronym where there is one, else the name."""
        return self.acronym or self.name

    @property
    def names(self) -> tuple[str, ...]:
        """The name, the acronym and other names."""
        return (self.name, *((self.acronym,) if self.acronym else ()), *self.aliases)

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way to write this organization, the name first."""
        return (*self.names, self.id)


@dataclass(frozen=True, slots=True)
class Person:
    """A person who speaks or organizes; the name has no honorifics."""

    id: str
    name: str
    honorific: str | None = None
    honorific_suffix: str | None = None
    office: str | None = None
    organization: Organization | None = None
    aliases: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The name."""
        return self.name

    @property
    def names(self) -> tuple[str, ...]:
        """The name and other names."""
        return (self.name, *self.aliases)

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way to write this person, the name first."""
        return (*self.names, self.id)


Participant = Organization | Person
"""A person or an organization in a role of an event."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """One person's role in one event."""

    person: Person
    role: SpeakerRole = SpeakerRole.SPEAKER
    status: Status = Status.CONFIRMED
    mode: Mode | None = None

    @property
    def participant(self) -> Participant:
        """The person."""
        return self.person

    @property
    def represents(self) -> tuple[Participant, ...]:
        """The person alone."""
        return (self.person,)


@dataclass(frozen=True, slots=True)
class Organizer:
    """One organizer's role in one event; an office-holder may be named instead of the body."""

    participant: Participant
    role: OrganizerRole = OrganizerRole.ORGANIZER
    status: Status = Status.CONFIRMED

    @property
    def represents(self) -> tuple[Participant, ...]:
        """The participant and, if that is a person, the organization too."""
        organization = self.participant.organization if isinstance(self.participant, Person) else None
        return (self.participant, organization) if organization else (self.participant,)


@dataclass(frozen=True, slots=True)
class Document:
    """A paper that belongs to an event; the link is None where none was published."""

    title: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One event. *start* and *end* are aware and carry the event's own ZoneInfo; *end* is later.

    *contact* is for questions about it (RFC 5545, section 3.8.4.2). *note* is the reader's own and private: it
    is shown and stored, and not passed on.
    """

    id: str
    title: str
    start: datetime
    end: datetime
    uid: str
    schedule: str
    sources: tuple[str, ...]
    status: Status = Status.CONFIRMED
    mode: Mode | None = None
    location: str | None = None
    speakers: tuple[Speaker, ...] = ()
    organizers: tuple[Organizer, ...] = ()
    audience: str | None = None
    topics: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
    summary: str | None = None
    url: str | None = None
    contact: str | None = None
    note: str | None = None

    @property
    def roles(self) -> tuple[Speaker | Organizer, ...]:
        """The roles of the speakers, then those of the organizers."""
        return (*self.speakers, *self.organizers)

    @property
    def timezone(self) -> ZoneInfo:
        """The zone that *start* and *end* are given in."""
        assert isinstance(self.start.tzinfo, ZoneInfo)
        return self.start.tzinfo

    @property
    def duration(self) -> timedelta:
        """The time that really passes, clock changes included."""
        return timedelta(seconds=self.end.timestamp() - self.start.timestamp())

    def in_zone(self, zone: ZoneInfo) -> "Event":
        """Return this event at the same instants, its times in *zone*."""
        if self.timezone == zone:
            return self
        return replace(self, start=self.start.astimezone(zone), end=self.end.astimezone(zone))

    def with_participants(
        self, person: Callable[[Person], Person], organization: Callable[[Organization], Organization]
    ) -> "Event":
        """Return this event with everyone in it as *person* and *organization* change them."""
        speakers = tuple(replace(role, person=person(role.person)) for role in self.speakers)
        organizers = tuple(
            replace(role, participant=person(one) if isinstance(one, Person) else organization(one))
            for role in self.organizers
            for one in (role.participant,)
        )
        return replace(self, speakers=speakers, organizers=organizers)


@dataclass(frozen=True, slots=True)
class DayRange:
    """The days from *first* to *last*, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Context:
    """What a schedule is part of (schema.org's superEvent)."""

    title: str
    theme: str | None = None
    opens: date | None = None
    high_level_days: tuple[DayRange, ...] = ()
    summary: str | None = None


@runtime_checkable
class TimeIndexed(Protocol):
    """A sequence of events that finds those of some time without reading all."""

    def during(self, start: float, end: float) -> Sequence[Event]:
        """Return the events as Schedule.during does."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A published schedule: its events in order of time, the people and the organizations it names.

    *revised* is in UTC; *revision* goes up whenever the file changes for its readers.
    *own_days* are the days that the file names; an event outside of them is reported.
    """

    id: str
    title: str
    timezone: ZoneInfo
    revised: datetime
    revision: int = 1
    url: str | None = None
    own_days: DayRange | None = None
    context: Context | None = None
    events: Sequence[Event] = ()
    people: tuple[Person, ...] = ()
    organizations: tuple[Organization, ...] = ()

    @property
    def local_events(self) -> Sequence[Event]:
        """The events, their times in the schedule's zone."""
        return self.in_zone(self.timezone).events

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which events start in the schedule's zone, each once, in order."""
        return tuple(self.day_counts)

    @property
    def day_counts(self) -> dict[date, int]:
        """How many events start on each of these days."""
        return dict(sorted(Counter(event.start.date() for event in self.local_events).items()))

    def in_zone(self, zone: ZoneInfo) -> "Schedule":
        """Return this schedule with the times of all events in *zone*."""
        return replace(self, timezone=zone, events=tuple(event.in_zone(zone) for event in self.events))

    def during(self, start: float, end: float) -> Sequence[Event]:
        """Return the events going on at any time after *start* and before *end*, in seconds since 1970 in UTC."""
        if isinstance(self.events, TimeIndexed):
            return self.events.during(start, end)
        return tuple([one for one in self.events if one.end.timestamp() > start and one.start.timestamp() < end])

    def without_notes(self) -> "Schedule":
        """Return this schedule as it may be passed on: without the notes of its reader."""
        return replace(self, events=tuple(replace(event, note=None) for event in self.events))
