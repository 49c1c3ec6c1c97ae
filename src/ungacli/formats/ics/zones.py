"""The clocks of a calendar: what each TZID shows, by its name and by the file's own rules (RFC 5545, section 3.6.5)."""

import heapq
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ungacli.draft.diagnostics import Diagnostic, Level, quoted
from ungacli.formats.ics.components import Component, at_line
from ungacli.formats.ics.recurrence import LAST_YEAR, Effort, Rule
from ungacli.formats.ics.values import Stamp, stamps, text
from ungacli.when.zones import likely_zones, read_zone

UTC_ZONE = ZoneInfo("UTC")

_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)(\d\d)?", re.ASCII)
_MOST_YEARS = 30
_MOST_FITTED = 50
_LONG_AGO = datetime(1970, 1, 1)


class _Observance(NamedTuple):
    """One STANDARD or DAYLIGHT: when it first sets in by the clock until then, the offsets, and all its onsets."""

    start: datetime
    before: timedelta
    after: timedelta
    onsets: Iterator[tuple[datetime, timedelta, timedelta]]


class Rules:
    """The rules of one VTIMEZONE, followed as far as times are asked for; ValueError for one that is wrong."""

    def __init__(self, component: Component, *, since: datetime, effort: Effort) -> None:
        parts = [part for part in component.children if part.name in {"STANDARD", "DAYLIGHT"}]
        observances = [_observance(part, since, effort) for part in parts]
        if not observances:
            raise ValueError("it has neither STANDARD nor DAYLIGHT")
        earliest = min(observances, key=lambda one: one.start)
        self._first = earliest.start
        self._is_constant = len({offset for one in observances for offset in (one.before, one.after)}) == 1
        self._coming = heapq.merge(*(one.onsets for one in observances))
        self._boundaries: list[datetime] = []
        self._offsets = [earliest.before]

    def utc(self, local: datetime) -> datetime:
        """Return the moment when this clock shows *local*.

        Of a time that it shows twice the first is meant, and one that it skips is read by the offset before
        (RFC 5545, section 3.3.5).
        """
        return (local - self._offsets[self._index(local)]).replace(tzinfo=UTC)

    def covers(self, local: datetime) -> bool:
        """Return whether *local* is between the first onset and the last that the rules come to.

        A clock that never changes has no last onset.
        """
        is_after = self._boundaries[self._index(local) :] == [datetime.max]  # noqa: DTZ901
        return self._first <= local and (self._is_constant or not is_after)

    def _index(self, local: datetime) -> int:
        while not self._boundaries or self._boundaries[-1] <= local:
            onset, before, after = next(self._coming, (datetime.max, timedelta(), timedelta()))  # noqa: DTZ901
            if onset == datetime.max:  # noqa: DTZ901
                self._boundaries.append(onset)
                break
            self._boundaries.append(onset + max(after - before, timedelta()))
            self._offsets.append(after)
        return bisect_right(self._boundaries, local)


def _observance(part: Component, since: datetime, effort: Effort) -> _Observance:
    """Return what *part* says, its onsets in order and perhaps without those before *since*."""
    line = part.first("DTSTART")
    if line is None:
        raise ValueError(f"its {part.name} has no DTSTART")
    start = stamps(line)[0].local
    before, after = _offset(part, "TZOFFSETFROM"), _offset(part, "TZOFFSETTO")

    def utc(local: datetime) -> datetime:
        return (local - before).replace(tzinfo=UTC)

    days = {stamp.local for line in part.all("RDATE") for stamp in stamps(line)}
    ruled = [Rule(line.value).times(start, effort, since=since, utc=utc) for line in part.all("RRULE")]
    onsets = heapq.merge(sorted({start, *days}), *ruled)
    return _Observance(start, before, after, ((onset, before, after) for onset in onsets))


def _offset(part: Component, name: str) -> timedelta:
    line = part.first(name)
    match = _OFFSET.fullmatch(line.value.strip()) if line else None
    if match is None or int(match[2]) >= 24:
        raise ValueError(f"its {part.name} has no {name} such as +0100")
    length = timedelta(hours=int(match[2]), minutes=int(match[3]), seconds=int(match[4] or 0))
    return -length if match[1] == "-" else length


@dataclass(frozen=True, slots=True)
class Clock:
    """What a TZID means: the *zone* to show its times in, and the file's own *rules*, which count where they reach.

    Where neither the name nor the rules are those of any zone, there are rules or an *offset* alone.
    """

    name: str
    zone: ZoneInfo | None
    rules: Rules | None = None
    offset: timezone | None = None

    def utc(self, local: datetime) -> datetime:
        """Return the moment at which this clock shows *local*, the first of two (RFC 5545, section 3.3.5)."""
        named = self.zone or self.offset
        if self.rules and (named is None or self.rules.covers(local)):
            return self.rules.utc(local)
        return zone_utc(local, named or UTC_ZONE)

    def local(self, moment: datetime) -> datetime:
        """Return what this clock shows at *moment* (aware)."""
        bare = moment.astimezone(UTC).replace(tzinfo=None)
        guess = bare
        for _ in range(2):
            guess = bare + (guess - self.utc(guess).replace(tzinfo=None))
        return guess

    def differs(self, local: datetime) -> bool:
        """Return whether the zone that bears this name shows *local* at another moment."""
        return bool(self.rules and self.zone and self.utc(local) != zone_utc(local, self.zone))


def zone_utc(local: datetime, zone: ZoneInfo | timezone) -> datetime:
    """Return the moment at which *zone* shows *local*: the first of two, and what is skipped by the offset before."""
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


class Clocks:
    """The clocks that one calendar names, each worked out when it is first needed, and then its *diagnostics*.

    *starts* are when its events start, and *default* is the zone of X-WR-TIMEZONE.
    """

    def __init__(self, calendar: Component, effort: Effort) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._effort = effort
        self._components = {
            text(line.value).strip(): component
            for component in reversed(calendar.parts("VTIMEZONE"))
            if (line := component.first("TZID"))
        }
        self.starts = _starts(calendar)
        self._starts: dict[str, list[datetime]] = {}
        for start in self.starts:
            if start.tzid:
                self._starts.setdefault(start.tzid, []).append(start.local)
        self._resolved: dict[str, Clock | None] = {}
        self._fitted = 0
        self.default: ZoneInfo | None = None
        line = calendar.first("X-WR-TIMEZONE")
        if line and (name := line.value.strip()):
            clock = self.clock(name)
            self.default = clock.zone if clock else None
            if self.default is None:
                self.diagnostics.append(at_line(line.number, f"{quoted(name)} names no time zone"))

    @property
    def names(self) -> Counter[str]:
        """How often events start by each clock; where none is named, the one VTIMEZONE counts."""
        names = Counter({name: len(starts) for name, starts in self._starts.items()})
        return names or Counter(list(self._components) if len(self._components) == 1 else [])

    @property
    def zones(self) -> list[ZoneInfo]:
        """The zones that this calendar has a VTIMEZONE for."""
        return [clock.zone for name in self._components if (clock := self.clock(name)) and clock.zone]

    def clock(self, tzid: str) -> Clock | None:
        """Return the clock called *tzid*, or None where neither the name nor a VTIMEZONE says what it shows."""
        name = text(tzid).strip()
        if name not in self._resolved:
            self._resolved[name] = self._resolve(name)
        return self._resolved[name]

    def _resolve(self, name: str) -> Clock | None:
        component = self._components.get(name)
        place = component.first("X-LIC-LOCATION") if component else None
        named = [read_zone(word) for word in (name, place.value if place else "") if word]
        zone = next((one for one in named if isinstance(one, ZoneInfo)), None)
        offset = next((one for one in named if isinstance(one, timezone)), None)
        rules = self._rules(component, name) if component else None
        if rules is None or component is None or zone:
            return Clock(name, zone, rules, offset) if zone or offset else None
        zone = self._fitting(rules, name)
        if zone:
            message = f"the time zone {quoted(name)} is told as {zone}, whose clock agrees"
            self.diagnostics.append(at_line(component.line, message, Level.NOTE))
        else:
            message = f"the time zone {quoted(name)} is none that is known; the rules in the file count"
            self.diagnostics.append(at_line(component.line, message))
        return Clock(name, zone, rules, offset)

    def _rules(self, component: Component, name: str) -> Rules | None:
        first = min(self._starts.get(name, ()), default=_LONG_AGO)
        since = datetime(max(first.year - 2, 1), 1, 1)
        try:
            return Rules(component, since=since, effort=self._effort)
        except ValueError as error:
            self.diagnostics.append(at_line(component.line, f"the VTIMEZONE cannot be read: {error}"))
            return None

    def _fitting(self, rules: Rules, name: str) -> ZoneInfo | None:
        """Return a zone that shows the time of these *rules* in every month of the years in which events start."""
        self._fitted += 1
        if self._fitted > _MOST_FITTED:
            return None
        starts = [start for start in self._starts.get(name, ()) if 1900 <= start.year <= LAST_YEAR]
        years = sorted({start.year for start in starts})[-_MOST_YEARS:]
        times = [datetime(year, month, 15, 12) for year in years for month in range(1, 13)]
        moments = [(time, rules.utc(time)) for time in [*times, *starts[:1000]]]
        own = [self.default.key] if self.default else []
        for key in dict.fromkeys([*own, *likely_zones()]):
            zone = ZoneInfo(key)
            if moments and all(zone_utc(time, zone) == moment for time, moment in moments):
                return zone
        return None


def _starts(calendar: Component) -> list[Stamp]:
    """Return when the events start by the clock of each, as far as that can be read, in the order of the file."""
    starts: list[Stamp] = []
    for line in (event.first("DTSTART") for event in calendar.parts("VEVENT")):
        with suppress(ValueError):
            starts += stamps(line)[:1] if line else []
    return starts
