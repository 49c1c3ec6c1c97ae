"""The clocks of a calendar: what each TZID shows, by its name and by the file's own rules (RFC 5545, section 3.6.5)."""

import heapq
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime, timedelta, timezone
from itertools import chain
from zoneinfo import ZoneInfo

from ungacli.draft.diagnostics import Diagnostic, Level, quoted
from ungacli.draft.read_options import ReadOptions
from ungacli.formats.ics.rules import LAST_YEAR, Effort, ruled
from ungacli.formats.ics.syntax import Component, ContentLine, Length, LineError, Stamp, at_line, stamps, text
from ungacli.model import DayRange
from ungacli.when.when import Unclear
from ungacli.when.zones import likely_zones, read_zone

UTC_ZONE = ZoneInfo("UTC")

_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)(\d\d)?", re.ASCII)
_MOST_YEARS = 30
_MOST_FITTED = 50
_LONG_AGO = datetime(1970, 1, 1)
# Later than any time that a file can give, to the second.
_NEVER = datetime(MAXYEAR, 12, 31, 23, 59, 59, 1)


class Rules:
    """The rules of one VTIMEZONE, followed as far as times need it; ValueError for one that is wrong."""

    def __init__(self, component: Component, *, since: datetime, effort: Effort) -> None:
        parts = component.parts("STANDARD", "DAYLIGHT")
        if not parts:
            raise ValueError("it has neither STANDARD nor DAYLIGHT")
        end = (_NEVER, timedelta(), timedelta())
        self._coming = chain(heapq.merge(*[_onsets(part, since, effort) for part in parts]), [end])
        self._first, before, after = next(self._coming)
        # When each offset ends; after the last there is one more offset.
        self._ends = [self._first + max(after - before, timedelta())]
        self._offsets = [before, after]

    def read(self, local: datetime) -> tuple[datetime, bool]:
        """Return the moment when this clock shows *local*, and whether it is within the rules.

        Of a time that it shows twice the first counts, and one that it skips is read by the offset before
        (RFC 5545, section 3.3.5). The rules begin with the first onset and end with the last, if they come to one
        and the clock ever changes.
        """
        while self._ends[-1] <= local:
            onset, before, after = next(self._coming)
            self._ends.append(onset + max(after - before, timedelta()))
            self._offsets.append(after)
        index = bisect_right(self._ends, local)
        is_within = self._ends[index] < _NEVER or len({*self._offsets[:-1]}) == 1
        return (local - self._offsets[index]).replace(tzinfo=UTC), is_within and self._first <= local


def _onsets(part: Component, since: datetime, effort: Effort) -> Iterator[tuple[datetime, timedelta, timedelta]]:
    """Return the onsets of *part*, in order and perhaps without those before *since*, with the offsets around each."""
    line = part.first("DTSTART")
    if line is None:
        raise ValueError(f"its {part.name} has no DTSTART")
    start = stamps(line)[0].local
    offsets = []
    for name in ("TZOFFSETFROM", "TZOFFSETTO"):
        match = _OFFSET.fullmatch(part.value(name))
        if match is None or int(match[2]) >= 24:
            raise ValueError(f"its {part.name} has no {name} such as +0100")
        length = timedelta(hours=int(match[2]), minutes=int(match[3]), seconds=int(match[4] or 0))
        offsets.append(-length if match[1] == "-" else length)
    before, after = offsets
    days = {stamp.local for line in part.all("RDATE") for stamp in stamps(line)}
    times = ruled(part.all("RRULE"), start, effort, since=since, utc=lambda local: (local - before).replace(tzinfo=UTC))
    return ((onset, before, after) for onset in heapq.merge(sorted({start, *days}), times))


@dataclass(frozen=True, slots=True)
class Clock:
    """What a TZID stands for: a *named* zone or offset, the file's own *rules*, which count in their time, or both."""

    name: str
    named: ZoneInfo | timezone | None
    rules: Rules | None = None

    @property
    def zone(self) -> ZoneInfo | None:
        """The zone in which to show its times."""
        return self.named if isinstance(self.named, ZoneInfo) else None

    def utc(self, local: datetime) -> datetime:
        """Return the moment at which this clock shows *local*, the first of two (RFC 5545, section 3.3.5)."""
        if self.rules:
            moment, is_within = self.rules.read(local)
            if is_within or self.named is None:
                return moment
        return local.replace(tzinfo=self.named, fold=0).astimezone(UTC)

    def local(self, moment: datetime) -> datetime:
        """Return what this clock shows at *moment* (aware)."""
        bare = moment.astimezone(UTC).replace(tzinfo=None)
        guess = bare
        for _ in range(2):
            guess = bare + (guess - self.utc(guess).replace(tzinfo=None))
        return guess


UTC_CLOCK = Clock("UTC", UTC_ZONE)


class CalendarSource:
    """One VCALENDAR of a file with its clocks, each resolved when it is first needed, and their *diagnostics*.

    *starts* are the starts of its events, *default* is the zone of X-WR-TIMEZONE. *zone* and *floating* are those
    of its days and of its times without a zone, if known. *days* are the first and the last day for repeated events.
    """

    def __init__(self, calendar: Component, options: ReadOptions, effort: Effort) -> None:
        self.calendar = calendar
        self.options = options
        self.effort = effort
        self.days = options.window or DayRange(date(1900, 1, 1), options.until - timedelta(days=1))
        self.diagnostics: list[Diagnostic] = []
        self.starts: list[Stamp] = []
        self._starts: dict[str | None, list[datetime]] = {}
        for line in (event.first("DTSTART") for event in calendar.parts("VEVENT")):
            with suppress(ValueError):
                self.starts += stamps(line)[:1] if line else []
        for start in self.starts:
            self._starts.setdefault(start.tzid, []).append(start.local)
        self.vtimezones = {
            text(line.value).strip(): component
            for component in reversed(calendar.parts("VTIMEZONE"))
            if (line := component.first("TZID"))
        }
        self._clocks: dict[str, Clock | None] = {}
        self._fitted = 0
        self.default: ZoneInfo | None = None
        self.zone: ZoneInfo | None = None
        self.floating: ZoneInfo | None = None
        if line := calendar.first("X-WR-TIMEZONE"):
            clock = self.named(line.value)
            self.default = clock.zone if clock else None
            if self.default is None:
                self.diagnostics.append(at_line(line.number, f"{quoted(line.value.strip())} names no time zone"))

    def clock(self, stamp: Stamp, line: ContentLine) -> Clock:
        """Return the clock that shows *stamp*; LineError if the file does not settle which it is."""
        if stamp.in_utc:
            return UTC_CLOCK
        if stamp.is_day or stamp.tzid is None:
            zone = self.default or (self.zone if stamp.is_day else self.floating)
            if zone is None:
                what = "a day" if stamp.is_day else "a time"
                raise LineError(line.number, f"{what} without a time zone; --tz ZONE says which")
            return Clock("", zone)
        clock = self.named(stamp.tzid)
        if clock is None:
            message = f"there is no time zone {quoted(stamp.tzid)}, and no VTIMEZONE describes it"
            raise LineError(line.number, message)
        return clock

    def length(self, start: Stamp, end: Stamp | Length, line: ContentLine) -> Length:
        """Return the time from *start* to *end*, which stands in *line*; LineError if it is before the start."""
        if isinstance(end, Stamp) and start.is_day:
            if not end.is_day:
                raise LineError(line.number, "it starts with a day and ends with a time")
            end = Length((end.local - start.local).days)
        elif isinstance(end, Stamp):
            clock = self.clock(start, line)
            # A day ends it as its first minute would, by the clock that shows the start.
            moment = (clock if end.is_day else self.clock(end, line)).utc(end.local)
            end = Length(exact=moment - clock.utc(start.local))
        if timedelta(days=end.days) + end.exact < timedelta():
            raise LineError(line.number, "it ends before it starts")
        return end

    def named(self, tzid: str) -> Clock | None:
        """Return the clock called *tzid*, or None where neither the name nor a VTIMEZONE describes it."""
        name = text(tzid).strip()
        if name not in self._clocks:
            self._clocks[name] = self._resolve(name)
        return self._clocks[name]

    def _resolve(self, name: str) -> Clock | None:
        component = self.vtimezones.get(name)
        place = component.first("X-LIC-LOCATION") if component else None
        named = [
            zone for word in (name, place.value if place else "") if not isinstance(zone := read_zone(word), Unclear)
        ]
        # A zone says more than an offset.
        best = min(named, key=lambda zone: isinstance(zone, timezone), default=None)
        if component is None:
            return Clock(name, best) if best else None
        starts = self._starts.get(name, [])
        since = datetime(max(min(starts, default=_LONG_AGO).year - 2, 1), 1, 1)
        try:
            rules = Rules(component, since=since, effort=self.effort)
        except (ValueError, OverflowError) as error:
            self.diagnostics.append(at_line(component.line, f"the VTIMEZONE cannot be read: {error}"))
            return Clock(name, best) if best else None
        if not isinstance(best, ZoneInfo):
            if fitting := self._fitting(rules, starts):
                message = f"the time zone {quoted(name)} is read as {fitting}, whose clock agrees"
                self.diagnostics.append(at_line(component.line, message, Level.NOTE))
                best = fitting
            else:
                message = f"the time zone {quoted(name)} is none that is known; the rules in the file count"
                self.diagnostics.append(at_line(component.line, message))
        return Clock(name, best, rules)

    def _fitting(self, rules: Rules, starts: list[datetime]) -> ZoneInfo | None:
        """Return a zone that shows the time of these *rules* in every month of the years in which events start."""
        self._fitted += 1
        if self._fitted > _MOST_FITTED:
            return None
        starts = [start for start in starts if 1900 <= start.year <= LAST_YEAR]
        years = sorted({start.year for start in starts})[-_MOST_YEARS:]
        times = [datetime(year, month, 15, 12) for year in years for month in range(1, 13)]
        moments = [(time, rules.read(time)[0]) for time in [*times, *starts[:1000]]]
        own = [self.default.key] if self.default else []
        clocks = (Clock("", ZoneInfo(key)) for key in [*own, *likely_zones()] if moments)
        fitting = (clock for clock in clocks if all(clock.utc(time) == moment for time, moment in moments))
        return next((clock.zone for clock in fitting), None)


def calendar_sources(
    calendars: Sequence[Component], options: ReadOptions
) -> tuple[ZoneInfo | None, list[CalendarSource]]:
    """Return the zone of the schedule, if the file gives one, and the calendars with their clocks.

    It is X-WR-TIMEZONE, else that of most events or of the one VTIMEZONE, else UTC if all times are moments.
    """
    effort = Effort()
    sources = [CalendarSource(calendar, options, effort) for calendar in calendars]
    starts = [(start, source) for source in sources for start in source.starts]
    used: Counter[ZoneInfo] = Counter()
    for source in sources:
        names = [start.tzid for start in source.starts if start.tzid]
        if not names and len(source.vtimezones) == 1:
            names = [*source.vtimezones]
        used.update(clock.zone for name in names if (clock := source.named(name)) and clock.zone)
    default = next((source.default for source in sources if source.default), None)
    zone = default or next((zone for zone, _ in used.most_common(1)), None)
    if zone is None and all(start.is_day or start.in_utc or start.tzid for start, _ in starts):
        has_moments = any(start.in_utc or (start.tzid and source.named(start.tzid)) for start, source in starts)
        has_days = any(start.is_day for start, _ in starts)
        zone = UTC_ZONE if has_moments and not (has_days and options.zone) else None
    for source in sources:
        source.zone = zone or options.zone
        source.floating = default or (zone if len(used) == 1 else options.zone)
    return zone, sources
