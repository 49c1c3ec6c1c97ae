"""The times of one event, repeated or not: rules, further and excepted times, and single times told anew."""

import heapq
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from ungacli.draft.read_options import ReadOptions
from ungacli.formats.ics.components import Component, Line
from ungacli.formats.ics.moments import LeftOutError, Source, Timing, listed
from ungacli.formats.ics.recurrence import Rule
from ungacli.formats.ics.values import Stamp

MAX_TIMES = 10_000
_FIRST_DAY = date(1900, 1, 1)
# How far a change of one time and all later ones may move those into the days that are asked for.
_ROOM = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Entry:
    """One VEVENT and the calendar that it stands in."""

    event: Component
    source: Source


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time of an event as *entry* tells it; *mark* says which of its times it is, if it has several."""

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
class _Anew:
    """A time of a series told anew: when it was to be, and what *entry* says of it; *timing* is None for nothing."""

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
        told = list(spots)
        self._times = {local for local, is_day in told if not is_day}
        self._days = {local.date() for local, is_day in told if is_day}

    def __contains__(self, local: datetime) -> bool:
        return local in self._times or local.date() in self._days


def occurrences(master: Entry | None, others: Sequence[Entry]) -> Iterator[Occurrence]:
    """Yield the times of one UID that are asked for: those of *master*, then what the *others* tell anew.

    What cannot be told is noted as left out, and so is a series of more than MAX_TIMES times. Of one that
    goes on without a COUNT and began long ago the last two years asked for are told, which is noted, unless
    a window was asked for. Raises EndlessError where the rules take too much work to follow.
    """
    timing, first = None, _asked((master or others[0]).source)[0]
    if master:
        notes = master.source.around.notes
        try:
            timing = master.source.timing(master.event)
        except LeftOutError as left:
            notes.left_out(left.line, left.reason)
    told = [one for entry in others if (one := _told_anew(entry, master, timing))]
    if master and timing:
        try:
            found, first = _bounded(master, timing, told)
            yield from found
        except LeftOutError as left:
            notes.left_out(left.line, left.reason)
    for one in told:
        if one.timing and _is_asked(one.entry.source, one.timing.start.local, first):
            yield Occurrence(one.entry, one.timing, one.timing.start.local, one.mark)


def _told_anew(entry: Entry, master: Entry | None, timing: Timing | None) -> _Anew | None:
    notes = entry.source.around.notes
    (line, *_) = entry.event.all("RECURRENCE-ID")
    try:
        stamp = listed(line)[0]
        if timing is None or master is None:
            mark = _mark(stamp.local if stamp.is_day else entry.source.clock(stamp, line).utc(stamp.local), stamp)
            spot, is_day = stamp.local, stamp.is_day
        else:
            spot, is_day = _spot(stamp, line, entry.source, timing)
            mark = _mark(spot if is_day else timing.clock.utc(spot), timing.start)
    except LeftOutError as left:
        notes.left_out(left.line, left.reason)
        return None
    try:
        own = entry.source.timing(entry.event)
    except LeftOutError as left:
        notes.left_out(left.line, left.reason)
        own = None
    return _Anew(spot, is_day, mark, own, entry)


def _bounded(master: Entry, timing: Timing, told: Sequence[_Anew]) -> tuple[list[Occurrence], date]:
    """Return at most MAX_TIMES times of *master*, and the first day on which they are told."""
    event, around = master.event, master.source.around
    first, _ = _asked(master.source)
    with suppress(_TooManyError):
        return list(_of_master(master, timing, told, first)), first
    too_many = f"it repeats more than {MAX_TIMES:,} times{fewer(around.assumed)}"
    # Of what is counted every time has to be followed from the first on.
    if around.assumed.window or any(_rule(line).is_counted for line in event.all("RRULE")):
        raise LeftOutError(event.line, too_many)
    recent = date(around.assumed.until.year - 2, 1, 1)
    try:
        found = list(_of_master(master, timing, told, recent))
    except _TooManyError:
        raise LeftOutError(event.line, too_many) from None
    message = f"it repeats more than {MAX_TIMES:,} times: told from {recent} on; --window DAYS takes other days"
    around.notes.note("recent", event.line, message)
    return found, recent


def fewer(assumed: ReadOptions) -> str:
    """Return in which days there are too many times, and how to take fewer."""
    if assumed.window:
        return f" from {assumed.window.first} to {assumed.window.last}; a shorter --window takes fewer"
    return f" before {assumed.until}; --window DAYS takes fewer"


def _of_master(master: Entry, timing: Timing, told: Sequence[_Anew], first: date) -> Iterator[Occurrence]:
    anew = _Spots((one.local, one.is_day) for one in told)
    if not master.event.all("RRULE", "RDATE"):
        if timing.start.local not in anew:
            yield Occurrence(master, timing, timing.start.local)
        return
    later = sorted((one for one in told if one.goes_on), key=lambda one: one.local)
    since = [one.local for one in later]
    number = 0
    for local in _locals(master, timing, first, room=_ROOM if later else timedelta()):
        if local in anew:
            continue
        mark = _mark(local if timing.start.is_day else timing.clock.utc(local), timing.start)
        found = Occurrence(master, timing, local, mark)
        before = bisect_right(since, local)
        change = later[before - 1] if before else None
        if change and change.timing:
            moved = local + (change.timing.start.local - change.local)
            found = Occurrence(change.entry, change.timing, moved, mark)
        if _is_asked(master.source, found.local, first):
            number += 1
            if number > MAX_TIMES:
                raise _TooManyError
            yield found


def _locals(master: Entry, timing: Timing, first: date, *, room: timedelta) -> Iterator[datetime]:
    """Yield what the clock shows when the event starts, in order, within *room* of the days asked for from *first*."""
    event, around = master.event, master.source.around
    _, last = _asked(master.source)
    since = datetime.combine(first, time()) - room
    until = datetime.combine(last, time(23, 59, 59)) + room

    def ruled(name: str) -> list[Iterator[datetime]]:
        return [
            _rule(line).times(timing.start.local, around.effort, since=since, utc=timing.clock.utc)
            for line in event.all(name)
        ]

    more = (_spot(stamp, line, master.source, timing)[0] for line in event.all("RDATE") for stamp in listed(line))
    out = _Spots(
        _spot(stamp, line, master.source, timing)
        for line in event.all("EXDATE")
        if line.value.strip()
        for stamp in listed(line)
    )
    ruled_out = heapq.merge(*ruled("EXRULE"))
    excepted = next(ruled_out, None)
    for local, _ in groupby(heapq.merge(sorted({timing.start.local, *more}), *ruled("RRULE"))):
        if local > until:
            if around.assumed.window is None:
                message = f"it goes on after {last}; what comes later is not told"
                around.notes.note("goes-on", event.line, message)
            return
        while excepted and excepted < local:
            excepted = next(ruled_out, None)
        if local >= since and local != excepted and local not in out:
            yield local


def _rule(line: Line) -> Rule:
    try:
        return Rule(line.value)
    except ValueError as error:
        raise LeftOutError(line.number, f"its {line.name} cannot be followed: {error}") from None


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


def _asked(source: Source) -> tuple[date, date]:
    assumed = source.around.assumed
    if assumed.window:
        return assumed.window.first, assumed.window.last
    return _FIRST_DAY, assumed.until - timedelta(days=1)


def _is_asked(source: Source, local: datetime, first: date) -> bool:
    _, last = _asked(source)
    return first <= local.date() <= last
