"""What a principal has to know before a day of events."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ungacli import phrases
from ungacli.model import Event, Mode, Participant, Role, Schedule, Status
from ungacli.planning.parts import takes_time
from ungacli.query.lookup import by_organizer, by_speaker

NO_VENUE = "venue not published"

_MOST_DAYS = 400
"""On how many days an event is looked for by what is beside it."""


class Near(NamedTuple):
    """Another *event* of the day, and the time between it and the entry, or that both go on."""

    event: Event
    length: timedelta


class Entry(NamedTuple):
    """One *event*, by the clock of the schedule, its own *zone*, and the *part* of whom the brief is of, in words.

    *before* is the one that ends last before it on its day, *after* the one that starts first after it: the
    lengths are the time free of events. *overlaps* are those that go on at the same time. Of what is
    cancelled there are none of these.
    """

    event: Event
    zone: ZoneInfo
    part: str | None = None
    before: Near | None = None
    after: Near | None = None
    overlaps: tuple[Near, ...] = ()
    is_off: bool = False


class Open(NamedTuple):
    """What is not confirmed yet of an *event*, or of all if it is None; *who* names those whom it is about."""

    event: Event | None
    what: str
    who: str = ""

    @property
    def in_full(self) -> str:
        """What is open, with all the names."""
        return f"{self.what}: {self.who}" if self.who else self.what


class Brief(NamedTuple):
    """The entries under their days, in order of time, and all that is not confirmed in them.

    *page* is the one on which all of several events were published.
    """

    title: str
    of: Participant | None
    days: tuple[tuple[date, tuple[Entry, ...]], ...]
    unconfirmed: tuple[Open, ...]
    page: str | None = None

    @property
    def is_of_one_event(self) -> bool:
        """Whether there is but one event, and so no day to speak of."""
        return len(self.events) == 1

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries of all days."""
        return tuple(entry for _, entries in self.days for entry in entries)

    @property
    def events(self) -> tuple[Event, ...]:
        """The events of all days."""
        return tuple(entry.event for entry in self.entries)


def agenda_of(schedule: Schedule, party: Participant, roles: Sequence[Role] = ()) -> list[Event]:
    """Return the events in which *party* speaks or organizes, be it in one of *roles* alone, in order of time."""
    found = {
        event.id: event
        for involved in (by_speaker(schedule, roles), by_organizer(schedule, roles))
        for one, events in involved
        if one == party
        for event in events
    }
    return sorted(found.values(), key=_start)


def compose(
    schedule: Schedule, events: Iterable[Event], *, of: Participant | None = None, notes: bool = False
) -> Brief:
    """Return the brief on *events* by the clock of *schedule*'s zone.

    Gaps are those in the whole agenda of whom it is *of*, else those among *events*. The
    private notes are in it with *notes* alone.
    """
    events = sorted(events, key=_start)
    told = [_told(schedule, event, notes=notes) for event in events]
    agenda = [_told(schedule, event, notes=False) for event in agenda_of(schedule, of)] if of else told
    busy = _by_day([event for event in agenda if takes_time(event, [of] if of else [])])
    zones = {event.id: event.timezone for event in events}
    entries = [_entry(event, zones[event.id], busy, of) for event in told]
    days = groupby(entries, key=lambda entry: entry.event.start.date())
    title = f"Brief for {of.name}" if of else f"Brief: {schedule.title}"
    pages = {event.url for event in told}
    return Brief(
        title,
        of,
        tuple((day, tuple(group)) for day, group in days),
        tuple(_unconfirmed(entries)),
        pages.pop() if len(pages) == 1 and len(told) > 1 else None,
    )


def _start(event: Event) -> float:
    return event.start.timestamp()


def _told(schedule: Schedule, event: Event, *, notes: bool) -> Event:
    local = event.in_zone(schedule.timezone)
    return local if notes or local.note is None else replace(local, note=None)


def _parts(event: Event, of: Participant) -> list[str]:
    parts = [phrases.speaker_part(part) for part in event.speakers if part.person == of]
    parts += [
        phrases.organizer_part(part) + (f" ({part.participant.name})" if part.participant != of else "")
        for part in event.organizers
        if part.is_by(of)
    ]
    return parts


def _days_of(event: Event) -> Iterator[date]:
    first, last = event.start.date(), (event.end - timedelta.resolution).date()
    yield from (first + timedelta(days=number) for number in range(min((last - first).days + 1, _MOST_DAYS)))


class _Timed(NamedTuple):
    """An event with the instants of its start and end, which are slow to tell from times."""

    event: Event
    start: float
    end: float


def _timed(event: Event) -> _Timed:
    return _Timed(event, event.start.timestamp(), event.end.timestamp())


def _by_day(events: Iterable[Event]) -> dict[date, list[_Timed]]:
    found: dict[date, list[_Timed]] = {}
    for event in events:
        span = _timed(event)
        for day in _days_of(event):
            found.setdefault(day, []).append(span)
    return found


def _entry(event: Event, zone: ZoneInfo, busy: dict[date, list[_Timed]], of: Participant | None) -> Entry:
    whose = [of] if of else []
    part = phrases.several(_parts(event, of)) if of else None
    if not takes_time(event, whose):
        return Entry(event, zone, part, is_off=True)
    own = _timed(event)
    near = {one.event.id: one for day in _days_of(event) for one in busy.get(day, ()) if one.event.id != event.id}
    overlaps = [one for one in near.values() if one.end > own.start and own.end > one.start]
    # What began earlier or lasts longer leaves no time free.
    start = min([own.start, *(one.start for one in overlaps)])
    end = max([own.end, *(one.end for one in overlaps)])
    that_day = [one for one in busy.get(event.start.date(), ()) if one.event.id in near]
    before = max((one for one in that_day if one.end <= start), key=lambda one: one.end, default=None)
    after = min((one for one in that_day if one.start >= end), key=lambda one: one.start, default=None)
    return Entry(
        event,
        zone,
        part,
        Near(before.event, timedelta(seconds=start - before.end)) if before else None,
        Near(after.event, timedelta(seconds=after.start - end)) if after else None,
        tuple(Near(one.event, _shared(own, one)) for one in overlaps),
    )


def _shared(one: _Timed, other: _Timed) -> timedelta:
    return timedelta(seconds=min(one.end, other.end) - max(one.start, other.start))


def open_of(event: Event) -> Iterator[Open]:
    """Yield what is not confirmed of *event*: itself, its speakers, its organizers, its venue."""
    if event.status is Status.CANCELLED:
        return
    if event.status is Status.TENTATIVE:
        yield Open(event, "the event itself")
    for part in event.speakers:
        if part.status is Status.TENTATIVE:
            words = phrases.role_words(part.role) + (f", {part.mode}" if part.mode else "")
            yield Open(event, words, part.person.name)
    hosts = [part for part in event.organizers if part.status is Status.TENTATIVE]
    for role, number in Counter(part.role for part in hosts).items():
        names = phrases.several(part.participant.name for part in hosts if part.role is role)
        words = phrases.role_words(role)
        yield Open(event, f"{number} {words}s" if number > 1 else words, names)
    if _lacks_a_venue(event):
        yield Open(event, NO_VENUE)


def _lacks_a_venue(event: Event) -> bool:
    return event.location is None and event.mode is not Mode.VIRTUAL


def _unconfirmed(entries: Sequence[Entry]) -> Iterator[Open]:
    events = [entry.event for entry in entries if entry.event.status is not Status.CANCELLED]
    everywhere = len(events) > 1 and all(map(_lacks_a_venue, events))
    for event in events:
        yield from (one for one in open_of(event) if not (everywhere and one.what == NO_VENUE))
    if everywhere:
        yield Open(None, NO_VENUE)
