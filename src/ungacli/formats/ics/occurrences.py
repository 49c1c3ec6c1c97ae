"""The occurrences of one event, repeated or not: rules, further and excepted times, and changes of single ones."""

import heapq
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import groupby

from ungacli.draft.diagnostics import Diagnostic, Level
from ungacli.draft.read_options import ReadOptions
from ungacli.formats.ics.components import Component, Line, at_line
from ungacli.formats.ics.recurrence import Rule
from ungacli.formats.ics.timing import SkippedError, Source, Timing, listed
from ungacli.formats.ics.values import Stamp

MAX_TIMES = 10_000
# How far a change of one time and all later ones may move those into the days that are wanted.
_ROOM = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Entry:
    """One VEVENT and the calendar that it stands in."""

    event: Component
    source: Source


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time of an event as *entry* has it; *mark* says which of its times it is, if it has several."""

    entry: Entry
    timing: Timing
    local: datetime
    mark: str | None = None

    @property
    def start(self) -> datetime:
        """The moment at which it starts, in UTC."""
        return self.timing.clock.utc(self.local)

    @property
    def end(self) -> datetime:
        """The moment at which it ends, in UTC."""
        return self.timing.end(self.local)


class _TooManyError(Exception):
    """A series of more than MAX_TIMES times."""


@dataclass(frozen=True, slots=True)
class _Change:
    """What *entry* changes of one time of a series that was to be at *local*; *timing* is None if it is unreadable."""

    local: datetime
    is_day: bool
    mark: str
    timing: Timing | None
    entry: Entry

    @property
    def goes_on(self) -> bool:
        """Whether all later times change with it (RFC 5545, section 3.2.13)."""
        line = self.entry.event.first("RECURRENCE-ID")
        return bool(line and line.parameters.get("RANGE", "").upper() == "THISANDFUTURE" and self.timing)


class _Spots:
    """Times of a series, some of them named by their day alone."""

    def __init__(self, spots: Iterable[tuple[datetime, bool]]) -> None:
        all_spots = list(spots)
        self._times = {local for local, is_day in all_spots if not is_day}
        self._days = {local.date() for local, is_day in all_spots if is_day}

    def __contains__(self, local: datetime) -> bool:
        return local in self._times or local.date() in self._days


def occurrences(master: Entry | None, entries: Sequence[Entry]) -> Iterator[Occurrence | Diagnostic]:
    """Yield the wanted times of one UID, those of *master* and then what the *entries* change, and what was skipped.

    A series of more than MAX_TIMES times is skipped. Of one that goes on without a COUNT and began long ago
    the last two years that are wanted are read, with a note, unless a window was asked for. Raises EndlessError
    where the rules take too much work to follow.
    """
    timing = None
    first, last = (master or entries[0]).source.around.days
    if master:
        try:
            timing = master.source.timing(master.event)
        except SkippedError as skipped:
            yield skipped.diagnostic
    changes: list[_Change] = []
    for entry in entries:
        change, diagnostics = _change(entry, timing)
        changes += [change] if change else []
        yield from diagnostics
    if master and timing:
        try:
            found, first = _bounded(master, timing, changes)
            yield from found
        except SkippedError as skipped:
            yield skipped.diagnostic
    for one in changes:
        if one.timing and first <= one.timing.start.local.date() <= last:
            yield Occurrence(one.entry, one.timing, one.timing.start.local, one.mark)


def _change(entry: Entry, timing: Timing | None) -> tuple[_Change | None, list[Diagnostic]]:
    """Return which time of a series with this *timing*, if it has one, *entry* changes, and what was skipped."""
    line = entry.event.all("RECURRENCE-ID")[0]
    try:
        stamp = listed(line)[0]
        if timing is None:
            local, is_day = stamp.local, stamp.is_day
            mark = _mark(local if is_day else entry.source.clock(stamp, line).utc(local), stamp)
        else:
            local, is_day = _spot(stamp, line, entry.source, timing)
            mark = _mark(local if is_day else timing.clock.utc(local), timing.start)
    except SkippedError as skipped:
        return None, [skipped.diagnostic]
    try:
        return _Change(local, is_day, mark, entry.source.timing(entry.event), entry), []
    except SkippedError as skipped:
        return _Change(local, is_day, mark, None, entry), [skipped.diagnostic]


def _bounded(master: Entry, timing: Timing, changes: Sequence[_Change]) -> tuple[list[Occurrence | Diagnostic], date]:
    """Return at most MAX_TIMES times of *master*, and the first day on which they are wanted."""
    event, around = master.event, master.source.around
    first, _ = around.days
    with suppress(_TooManyError):
        return list(_of_master(master, timing, changes, first)), first
    too_many = f"it repeats more than {MAX_TIMES:,} times{fewer(around.options)}"
    # Of what is counted every time has to be followed from the first on.
    if around.options.window or any(_rule(line).is_counted for line in event.all("RRULE")):
        raise SkippedError(event.line, too_many)
    recent = date(around.options.until.year - 2, 1, 1)
    try:
        found = list(_of_master(master, timing, changes, recent))
    except _TooManyError:
        raise SkippedError(event.line, too_many) from None
    message = f"it repeats more than {MAX_TIMES:,} times: told from {recent} on; --window DAYS takes other days"
    return [*found, at_line(event.line, message, Level.NOTE)], recent


def fewer(options: ReadOptions) -> str:
    """Return in which days there are too many times, and how to take fewer."""
    if options.window:
        return f" from {options.window.first} to {options.window.last}; a shorter --window takes fewer"
    return f" before {options.until}; --window DAYS takes fewer"


def _of_master(
    master: Entry, timing: Timing, changes: Sequence[_Change], first: date
) -> Iterator[Occurrence | Diagnostic]:
    changed = _Spots((one.local, one.is_day) for one in changes)
    if not master.event.all("RRULE", "RDATE"):
        if timing.start.local not in changed:
            yield Occurrence(master, timing, timing.start.local)
        return
    later = sorted((one for one in changes if one.goes_on), key=lambda one: one.local)
    since = [one.local for one in later]
    added = [(stamp, line) for line in master.event.all("RDATE") for stamp in listed(line)]
    more = {_spot(stamp, line, master.source, timing)[0]: (stamp, line) for stamp, line in added}
    periods = {local: length for local, one in more.items() if (length := master.source.period(*one))}
    _, last = master.source.around.days
    number = 0
    for local in _locals(master, timing, [*more], first, room=_ROOM if later else timedelta()):
        if isinstance(local, Diagnostic):
            yield local
            continue
        if local in changed:
            continue
        mark = _mark(local if timing.start.is_day else timing.clock.utc(local), timing.start)
        found = Occurrence(master, replace(timing, length=periods.get(local, timing.length)), local, mark)
        before = bisect_right(since, local)
        change = later[before - 1] if before else None
        if change and change.timing:
            moved = local + (change.timing.start.local - change.local)
            found = Occurrence(change.entry, change.timing, moved, mark)
        if first <= found.local.date() <= last:
            number += 1
            if number > MAX_TIMES:
                raise _TooManyError
            yield found


def _locals(
    master: Entry, timing: Timing, more: Sequence[datetime], first: date, *, room: timedelta
) -> Iterator[datetime | Diagnostic]:
    """Yield what the clock shows when the event starts, in order, within *room* of the wanted days from *first* on.

    At last comes a note if it goes on after the days that are wanted.
    """
    event, around = master.event, master.source.around
    _, last = around.days
    since = datetime.combine(first, time()) - room
    until = datetime.combine(last, time(23, 59, 59)) + room

    def ruled(name: str) -> list[Iterator[datetime]]:
        return [
            _rule(line).times(timing.start.local, around.effort, since=since, utc=timing.clock.utc)
            for line in event.all(name)
        ]

    excepted = _Spots(
        _spot(stamp, line, master.source, timing) for line in event.all("EXDATE") for stamp in listed(line)
    )
    ruled_out = heapq.merge(*ruled("EXRULE"))
    out = next(ruled_out, None)
    for local, _ in groupby(heapq.merge(sorted({timing.start.local, *more}), *ruled("RRULE"))):
        if local > until:
            if around.options.window is None:
                yield at_line(event.line, f"it goes on after {last}; what comes later is not told", Level.NOTE)
            return
        while out and out < local:
            out = next(ruled_out, None)
        if local >= since and local != out and local not in excepted:
            yield local


def _rule(line: Line) -> Rule:
    try:
        return Rule(line.value)
    except ValueError as error:
        raise SkippedError(line.number, f"its {line.name} cannot be followed: {error}") from None


def _spot(stamp: Stamp, line: Line, source: Source, timing: Timing) -> tuple[datetime, bool]:
    """Return what the clock of a series shows at *stamp*, and whether that is the day alone."""
    if timing.start.is_day:
        return stamp.local.replace(hour=0, minute=0, second=0), False
    if stamp.is_day:
        return stamp.local, True
    if stamp.tzid is None and not stamp.in_utc:
        return stamp.local, False
    clock = source.clock(stamp, line)
    return (stamp.local if clock == timing.clock else timing.clock.local(clock.utc(stamp.local))), False


def _mark(moment: datetime, stamp: Stamp) -> str:
    return f"{moment:%Y%m%d}" if stamp.is_day else f"{moment:%Y%m%dT%H%M%SZ}"
