"""The clocks of a calendar: what each TZID shows, by its name and by the file's own rules (RFC 5545, section 3.6.5)."""

import heapq
import re
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from ungacli.draft.diagnostics import Diagnostic, Level, quoted
from ungacli.formats.ics.recurrence import LAST_YEAR, Effort, ruled
from ungacli.formats.ics.syntax import Component, Stamp, at_line, stamps, text
from ungacli.when.when import Unclear
from ungacli.when.zones import likely_zones, read_zone

UTC_ZONE = ZoneInfo("UTC")

_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)(\d\d)?", re.ASCII)
_MOST_YEARS = 30
_MOST_FITTED = 50
_LONG_AGO = datetime(1970, 1, 1)
_NEVER = (datetime(LAST_YEAR + 1, 1, 1), timedelta(), timedelta())


class Rules:
    """The rules of one VTIMEZONE, followed as far as times need it; ValueError for one that is wrong."""

    def __init__(self, component: Component, *, since: datetime, effort: Effort) -> None:
        parts = component.parts("STANDARD", "DAYLIGHT")
        if not parts:
            raise ValueError("it has neither STANDARD nor DAYLIGHT")
        self._coming = heapq.merge(*[_onsets(part, since, effort) for part in parts])
        self._first, before, after = next(self._coming)
        # When each offset ends; behind the last there is one more offset.
        self._ends = [self._first + max(after - before, timedelta())]
        self._offsets = [before, after]

    def read(self, local: datetime) -> tuple[datetime, bool]:
        """Return the moment when this clock shows *local*, and whether it is within the rules.

        Of a time that it shows twice the first counts, and one that it skips is read by the offset before
        (RFC 5545, section 3.3.5). The rules begin with the first onset and end with the last, if they come to one
        and the clock ever changes.
        """
        is_after = False
        while self._ends[-1] <= local and not is_after:
            onset, before, after = next(self._coming, _NEVER)
            if onset.year <= LAST_YEAR:
                self._ends.append(onset + max(after - before, timedelta()))
                self._offsets.append(after)
            else:
                is_after = True
        offset = self._offsets[bisect_right(self._ends, local)]
        is_within = self._first <= local and not (is_after and len({*self._offsets}) > 1)
        return (local - offset).replace(tzinfo=UTC), is_within


def _onsets(part: Component, since: datetime, effort: Effort) -> Iterator[tuple[datetime, timedelta, timedelta]]:
    """Return when *part* sets in, in order and perhaps without times before *since*, with the offsets around it."""
    line = part.first("DTSTART")
    if line is None:
        raise ValueError(f"its {part.name} has no DTSTART")
    start = stamps(line)[0].local
    before, after = _offset(part, "TZOFFSETFROM"), _offset(part, "TZOFFSETTO")
    days = {stamp.local for line in part.all("RDATE") for stamp in stamps(line)}
    times = ruled(part.all("RRULE"), start, effort, since=since, utc=lambda local: (local - before).replace(tzinfo=UTC))
    return ((onset, before, after) for onset in heapq.merge(sorted({start, *days}), times))


def _offset(part: Component, name: str) -> timedelta:
    line = part.first(name)
    match = _OFFSET.fullmatch(line.value.strip()) if line else None
    if match is None or int(match[2]) >= 24:
        raise ValueError(f"its {part.name} has no {name} such as +0100")
    length = timedelta(hours=int(match[2]), minutes=int(match[3]), seconds=int(match[4] or 0))
    return -length if match[1] == "-" else length


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

    def differs(self, local: datetime) -> bool:
        """Return whether the zone that bears this name shows *local* at another moment."""
        return bool(self.rules and self.zone and self.utc(local) != Clock("", self.zone).utc(local))


UTC_CLOCK = Clock("UTC", UTC_ZONE)


class Clocks:
    """The clocks that one calendar names, each worked out when it is first needed, and then its *diagnostics*.

    *starts* are when its events start, and *default* is the zone of X-WR-TIMEZONE.
    """

    def __init__(self, calendar: Component, effort: Effort) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.effort = effort
        self.starts: list[Stamp] = []
        self._starts: dict[str | None, list[datetime]] = {}
        for line in (event.first("DTSTART") for event in calendar.parts("VEVENT")):
            with suppress(ValueError):
                self.starts += stamps(line)[:1] if line else []
        for start in self.starts:
            self._starts.setdefault(start.tzid, []).append(start.local)
        self._components = {
            text(line.value).strip(): component
            for component in reversed(calendar.parts("VTIMEZONE"))
            if (line := component.first("TZID"))
        }
        self._clocks: dict[str, Clock | None] = {}
        self._fitted = 0
        self.default: ZoneInfo | None = None
        if line := calendar.first("X-WR-TIMEZONE"):
            clock = self.clock(line.value)
            self.default = clock.zone if clock else None
            if self.default is None:
                self.diagnostics.append(at_line(line.number, f"{quoted(line.value.strip())} names no time zone"))

    @property
    def zones(self) -> list[ZoneInfo]:
        """The zone of each event that names one; where none does, that of the one VTIMEZONE."""
        names = [start.tzid for start in self.starts if start.tzid]
        if not names and len(self._components) == 1:
            names = [*self._components]
        return [clock.zone for name in names if (clock := self.clock(name)) and clock.zone]

    def clock(self, tzid: str) -> Clock | None:
        """Return the clock called *tzid*, or None where neither the name nor a VTIMEZONE says what it shows."""
        name = text(tzid).strip()
        if name not in self._clocks:
            self._clocks[name] = self._resolve(name)
        return self._clocks[name]

    def _resolve(self, name: str) -> Clock | None:
        component = self._components.get(name)
        place = component.first("X-LIC-LOCATION") if component else None
        named = [
            zone for word in (name, place.value if place else "") if not isinstance(zone := read_zone(word), Unclear)
        ]
        # A zone says more than an offset.
        best = min(named, key=lambda zone: isinstance(zone, timezone), default=None)
        starts = self._starts.get(name, [])
        rules = self._rules(component, min(starts, default=_LONG_AGO)) if component else None
        if rules and component and not isinstance(best, ZoneInfo):
            if fitting := self._fitting(rules, starts):
                message = f"the time zone {quoted(name)} is read as {fitting}, whose clock agrees"
                self.diagnostics.append(at_line(component.line, message, Level.NOTE))
                best = fitting
            else:
                message = f"the time zone {quoted(name)} is none that is known; the rules in the file count"
                self.diagnostics.append(at_line(component.line, message))
        return Clock(name, best, rules) if best or rules else None

    def _rules(self, component: Component, first: datetime) -> Rules | None:
        try:
            return Rules(component, since=datetime(max(first.year - 2, 1), 1, 1), effort=self.effort)
        except (ValueError, OverflowError) as error:
            self.diagnostics.append(at_line(component.line, f"the VTIMEZONE cannot be read: {error}"))
            return None

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
