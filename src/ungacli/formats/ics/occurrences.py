"""The occurrences of one event, repeated or not: rules, further and excepted times, and changes of single ones."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from heapq import merge
from itertools import groupby

from ungacli.draft.diagnostics import Diagnostic, Level
from ungacli.draft.read_options import ReadOptions
from ungacli.formats.ics.rules import LAST_YEAR, read_rule, ruled
from ungacli.formats.ics.syntax import Component, ContentLine, Length, LineError, Stamp, at_line, duration, stamps
from ungacli.formats.ics.zones import CalendarSource, Clock

MAX_TIMES = 10_000
# How far a change of one time and all later ones may move those into the days that are wanted.
_ROOM = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One VEVENT and the calendar in which it stands."""

    component: Component
    source: CalendarSource


@dataclass(frozen=True, slots=True)
class Occurrence(CalendarEvent):
    """One time of an event, at *local* by the *clock* that shows its DTSTART, *start*.

    *mark* identifies it among the occurrences of a series.
    """

    start: Stamp
    clock: Clock
    length: Length
    local: datetime
    mark: str | None = None

    @property
    def begin(self) -> datetime:
        """The moment at which it starts, in UTC."""
        return self.clock.utc(self.local)

    @property
    def end(self) -> datetime:
        """The moment at which it ends, in UTC."""
        return self.clock.utc(self.local + timedelta(days=self.length.days)) + self.length.exact

    def at(self, local: datetime) -> "Occurrence":
        """Return the occurrence at *local* of the same series; its mark is its day, or its time in UTC."""
        mark = f"{local:%Y%m%d}" if self.start.is_day else f"{self.clock.utc(local):%Y%m%dT%H%M%SZ}"
        return replace(self, local=local, mark=mark)

    def local_at(self, stamp: Stamp, line: ContentLine, source: CalendarSource) -> datetime:
        """Return what the clock of this event shows at *stamp*, which stands in *line* of *source*.

        A day is the time of this event on that day.
        """
        if self.start.is_day or stamp.is_day:
            return datetime.combine(stamp.local, self.start.local.time())
        if stamp.tzid is None and not stamp.in_utc:
            return stamp.local
        clock = source.clock(stamp, line)
        return stamp.local if clock == self.clock else self.clock.local(clock.utc(stamp.local))


@dataclass(frozen=True, slots=True)
class _Change:
    """The *event* in place of the occurrence at *local*, or on the *spot*, which may be the day alone.

    *event* is None if it cannot be read. One that *goes_on* changes all later occurrences too (RFC 5545,
    section 3.2.13).
    """

    spot: date
    local: datetime
    event: Occurrence | None
    goes_on: bool


def occurrences(
    master: CalendarEvent | None, entries: Sequence[CalendarEvent]
) -> tuple[list[Occurrence], list[Diagnostic]]:
    """Return the wanted times of one UID, those of *master* and then what the *entries* change, and what was skipped.

    A series of more than MAX_TIMES times is skipped. Of one that goes on without a COUNT and began long ago
    the last two years that are wanted are read, with a note, unless a window was asked for. Raises EndlessError
    where the rules take too much work to follow.
    """
    found: list[Occurrence] = []
    changes: list[_Change] = []
    diagnostics: list[Diagnostic] = []
    days = (master or entries[0]).source.days
    first = days.first
    series = None
    with _skipping(master, diagnostics):
        series = _timed(master) if master else None
    for entry in entries:
        event = None
        with _skipping(entry, diagnostics):
            event = _timed(entry)
        with _skipping(entry, diagnostics):
            line = entry.component.all("RECURRENCE-ID")[0]
            stamp = stamps(line)[0]
            if of := series or event:
                replaced = of.at(of.local_at(stamp, line, entry.source))
                goes_on = line.parameters.get("RANGE", "").upper() == "THISANDFUTURE" and event is not None
                spot = replaced.local.date() if stamp.is_day else replaced.local
                event = event and replace(event, mark=replaced.mark)
                changes.append(_Change(spot, replaced.local, event, goes_on))
    with _skipping(master, diagnostics):
        if series:
            found, first, notes = _bounded(series, changes)
            diagnostics += notes
    found += [change.event for change in changes if change.event and first <= change.event.local.date() <= days.last]
    in_years = []
    for one in found:
        with _skipping(one, diagnostics):
            if not (one.begin.year >= 1900 and one.end.year <= LAST_YEAR):
                raise OverflowError
            in_years.append(one)
    return in_years, diagnostics


@contextmanager
def _skipping(event: CalendarEvent | None, diagnostics: list[Diagnostic]) -> Iterator[None]:
    """Add to *diagnostics* why an *event*, or some of its times, cannot be read."""
    try:
        yield
    except LineError as error:
        diagnostics.append(error.diagnostic)
    except OverflowError:
        number = event.component.line if event else 1
        diagnostics.append(at_line(number, f"the year is not between 1900 and {LAST_YEAR}", Level.SKIPPED))


def _timed(entry: CalendarEvent) -> Occurrence:
    """Return the time of *entry*; LineError where that is missing or wrong."""
    component, source = entry.component, entry.source
    line = component.first("DTSTART")
    if line is None:
        raise LineError(component.line, "it has no DTSTART")
    start = stamps(line)[0]
    clock = source.clock(start, line)
    length = Length()
    if line := component.first("DTEND", "DURATION"):
        try:
            end = stamps(line)[0] if line.name == "DTEND" else duration(line.value)
        except ValueError as error:
            raise LineError(line.number, str(error)) from None
        length = source.length(start, end, line)
    if not any(length):
        length = Length(1) if start.is_day else Length(exact=source.options.duration or timedelta())
    if not any(length) and line:
        raise LineError(line.number, "it ends when it starts; --duration 1h gives it a length")
    if not any(length):
        raise LineError(component.line, "no end is given, nor how long it lasts; --duration 1h says it")
    return Occurrence(component, source, start, clock, length, start.local)


def _bounded(series: Occurrence, changes: Sequence[_Change]) -> tuple[list[Occurrence], date, list[Diagnostic]]:
    """Return at most MAX_TIMES occurrences of *series*, the first day on which they are wanted, and notes."""
    component, options, days = series.component, series.source.options, series.source.days
    recent = date(options.until.year - 2, 1, 1)
    for since in (days.first, recent):
        found, goes_on = _times(series, changes, since)
        if len(found) <= MAX_TIMES:
            break
        # Of what is counted every time has to be followed from the first on.
        is_counted = any(read_rule(line).count is not None for line in component.all("RRULE"))
        if since == recent or options.window or is_counted:
            raise LineError(component.line, f"it repeats more than {MAX_TIMES:,} times{fewer(options)}")
    messages = [f"it goes on after {days.last}; later times are skipped"] if goes_on and not options.window else []
    if since != days.first:
        days_read = f"read from {recent} on; --window DAYS takes other days"
        messages.append(f"it repeats more than {MAX_TIMES:,} times: {days_read}")
    return found, since, [at_line(component.line, message, Level.NOTE) for message in messages]


def fewer(options: ReadOptions) -> str:
    """Return in which days there are too many times, and how to take fewer."""
    if options.window:
        return f" from {options.window.first} to {options.window.last}; a shorter --window takes fewer"
    return f" before {options.until}; --window DAYS takes fewer"


def _times(series: Occurrence, changes: Sequence[_Change], first: date) -> tuple[list[Occurrence], bool]:
    """Return the occurrences of *series* on the wanted days from *first* on, and whether it goes on after these.

    Those that *changes* are in place of are left out. There are no more than MAX_TIMES + 1.
    """
    component, source, days = series.component, series.source, series.source.days
    missing = {change.spot for change in changes}
    if not component.all("RRULE", "RDATE"):
        return ([] if missing & {series.local, series.local.date()} else [series]), False
    later = sorted((change for change in changes if change.goes_on), key=lambda change: change.local)
    begins = [change.local for change in later]
    lengths = {
        series.local_at(stamp, line, source): source.length(stamp, stamp.end, line) if stamp.end else series.length
        for line in component.all("RDATE")
        for stamp in stamps(line)
    }
    room = _ROOM if later else timedelta()
    since, until = datetime.combine(first, time()) - room, datetime.combine(days.last, time(23, 59, 59)) + room
    included, excluded = (
        ruled(component.all(name), series.local, source.effort, since=since, utc=series.clock.utc)
        for name in ("RRULE", "EXRULE")
    )
    for line in component.all("EXDATE"):
        for stamp in stamps(line):
            local = series.local_at(stamp, line, source)
            missing.add(local.date() if stamp.is_day else local)
    out = next(excluded, None)
    found: list[Occurrence] = []
    for local, _ in groupby(merge(sorted({series.local, *lengths}), included)):
        if local > until or len(found) > MAX_TIMES:
            return found, local > until
        while out and out < local:
            out = next(excluded, None)
        if local < since or local == out or missing & {local, local.date()}:
            continue
        one = replace(series.at(local), length=lengths.get(local, series.length))
        change = later[bisect_right(begins, local) - 1] if later and begins[0] <= local else None
        if change and change.event:
            one = replace(change.event, local=local + (change.event.local - change.local), mark=one.mark)
        if first <= one.local.date() <= days.last:
            found.append(one)
    return found, False
