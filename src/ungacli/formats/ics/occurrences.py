"""The occurrences of one event, repeated or not: rules, further and excepted times, and changes of single ones."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from heapq import merge
from itertools import groupby, islice

from ungacli.draft.diagnostics import Diagnostic, Level
from ungacli.draft.read_options import ReadOptions
from ungacli.formats.ics.recurrence import read_rule, ruled
from ungacli.formats.ics.syntax import LineError, at_line, stamps
from ungacli.formats.ics.timing import CalendarEvent, TimedEvent, timed

MAX_TIMES = 10_000
# How far a change of one time and all later ones may move those into the days that are wanted.
_ROOM = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time of an *event* by its clock; *mark* says which of its times it is, if it has several."""

    event: TimedEvent
    local: datetime
    mark: str | None = None

    @property
    def start(self) -> datetime:
        """The moment at which it starts, in UTC."""
        return self.event.clock.utc(self.local)

    @property
    def end(self) -> datetime:
        """The moment at which it ends, in UTC."""
        return self.event.end(self.local)


@dataclass(frozen=True, slots=True)
class _Change:
    """What is in place of the occurrence that was to be at *local*, or on the *spot*, which may be the day alone.

    *event* is None if it cannot be read. One that *goes_on* changes all later occurrences too (RFC 5545,
    section 3.2.13).
    """

    spot: date
    local: datetime
    mark: str
    event: TimedEvent | None
    goes_on: bool


def occurrences(master: CalendarEvent | None, entries: Sequence[CalendarEvent]) -> Iterator[Occurrence | Diagnostic]:
    """Yield the wanted times of one UID, those of *master* and then what the *entries* change, and what was skipped.

    A series of more than MAX_TIMES times is skipped. Of one that goes on without a COUNT and began long ago
    the last two years that are wanted are read, with a note, unless a window was asked for. Raises EndlessError
    where the rules take too much work to follow.
    """
    first, last = (master or entries[0]).source.days
    series = None
    changes = []
    try:
        series = timed(master) if master else None
    except LineError as error:
        yield error.diagnostic
    for entry in entries:
        event = None
        try:
            event = timed(entry)
        except LineError as error:
            yield error.diagnostic
        try:
            changes += _change(entry, event, series)
        except LineError as error:
            yield error.diagnostic
    try:
        found, first = _bounded(series, changes) if series else ([], first)
        yield from found
    except LineError as error:
        yield error.diagnostic
    for change in changes:
        if change.event and first <= change.event.start.local.date() <= last:
            yield Occurrence(change.event, change.event.start.local, change.mark)


def _change(entry: CalendarEvent, event: TimedEvent | None, series: TimedEvent | None) -> list[_Change]:
    """Return which occurrence of *series* an *entry* changes; without the series it is one of the *event* itself."""
    line = entry.event.all("RECURRENCE-ID")[0]
    stamp = stamps(line)[0]
    of = series or event
    if of is None:
        return []
    local = of.local(stamp, line, entry.source)
    goes_on = line.parameters.get("RANGE", "").upper() == "THISANDFUTURE" and event is not None
    return [_Change(local.date() if stamp.is_day else local, local, of.mark(local), event, goes_on)]


def _bounded(series: TimedEvent, changes: Sequence[_Change]) -> tuple[list[Occurrence | Diagnostic], date]:
    """Return at most MAX_TIMES occurrences of *series*, and the first day on which they are wanted."""
    event, options = series.event, series.source.options
    first, _ = series.source.days
    recent = date(options.until.year - 2, 1, 1)
    for since in (first, recent):
        found = list(islice(_times(series, changes, since), MAX_TIMES + 2))
        if sum(isinstance(one, Occurrence) for one in found) <= MAX_TIMES:
            break
        # Of what is counted every time has to be followed from the first on.
        if since == recent or options.window or any(read_rule(line).is_counted for line in event.all("RRULE")):
            raise LineError(event.line, f"it repeats more than {MAX_TIMES:,} times{fewer(options)}")
    if since != first:
        message = f"it repeats more than {MAX_TIMES:,} times: read from {recent} on; --window DAYS takes other days"
        found.append(at_line(event.line, message, Level.NOTE))
    return found, since


def fewer(options: ReadOptions) -> str:
    """Return in which days there are too many times, and how to take fewer."""
    if options.window:
        return f" from {options.window.first} to {options.window.last}; a shorter --window takes fewer"
    return f" before {options.until}; --window DAYS takes fewer"


def _times(series: TimedEvent, changes: Sequence[_Change], first: date) -> Iterator[Occurrence | Diagnostic]:
    """Yield the occurrences of *series* on the wanted days from *first* on but those that *changes* are in place of."""
    event, source = series.event, series.source
    changed = {change.spot for change in changes}
    if not event.all("RRULE", "RDATE"):
        if not changed & {series.start.local, series.start.local.date()}:
            yield Occurrence(series, series.start.local)
        return
    later = sorted((change for change in changes if change.goes_on), key=lambda change: change.local)
    begins = [change.local for change in later]
    added = [(stamp, line) for line in event.all("RDATE") for stamp in stamps(line)]
    lengths = {
        series.local(stamp, line, source): source.length(stamp, stamp.end, line) if stamp.end else series.length
        for stamp, line in added
    }
    _, last = source.days
    for local in _locals(series, [*lengths], first, room=_ROOM if later else timedelta()):
        if isinstance(local, Diagnostic):
            yield local
        elif not changed & {local, local.date()}:
            occurrence = Occurrence(
                replace(series, length=lengths.get(local, series.length)), local, series.mark(local)
            )
            change = later[bisect_right(begins, local) - 1] if later and begins[0] <= local else None
            if change and change.event:
                moved = local + (change.event.start.local - change.local)
                occurrence = replace(occurrence, event=change.event, local=moved)
            if first <= occurrence.local.date() <= last:
                yield occurrence


def _locals(
    series: TimedEvent, added: Sequence[datetime], first: date, *, room: timedelta
) -> Iterator[datetime | Diagnostic]:
    """Yield what the clock shows when *series* occurs, in order, within *room* of the wanted days from *first* on.

    At last comes a note if it goes on after the days that are wanted.
    """
    event, source, start = series.event, series.source, series.start.local
    _, last = source.days
    since = datetime.combine(first, time()) - room
    until = datetime.combine(last, time(23, 59, 59)) + room
    included, excluded = (
        ruled(event.all(name), start, source.clocks.effort, since=since, utc=series.clock.utc)
        for name in ("RRULE", "EXRULE")
    )
    excepted: set[date] = set()
    for line in event.all("EXDATE"):
        for stamp in stamps(line):
            local = series.local(stamp, line, source)
            excepted.add(local.date() if stamp.is_day else local)
    out = next(excluded, None)
    for local, _ in groupby(merge(sorted({start, *added}), included)):
        if local > until:
            if source.options.window is None:
                yield at_line(event.line, f"it goes on after {last}; later times are skipped", Level.NOTE)
            return
        while out and out < local:
            out = next(excluded, None)
        if local >= since and local != out and not excepted & {local, local.date()}:
            yield local
