"""The clocks of a calendar: what each TZID means, by its name and by the file's own rules."""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timezone
from zoneinfo import ZoneInfo

from ungacli.draft.diagnostics import quoted
from ungacli.formats.ics.components import Component
from ungacli.formats.ics.notes import Notes
from ungacli.formats.ics.recurrence import LAST_YEAR, Effort
from ungacli.formats.ics.values import stamps
from ungacli.formats.ics.vtimezone_rules import Rules
from ungacli.when.zones import likely_zones, read_zone

UTC_ZONE = ZoneInfo("UTC")

_MOST_YEARS = 30
_MOST_FITTED = 50
_LONG_AGO = datetime(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Clock:
    """What a TZID means: the *zone* to tell its times in, and the file's own *rules*, which count where there are any.

    Where neither the name nor the rules are those of any zone, there are rules or an *offset* alone.
    """

    name: str
    zone: ZoneInfo | None
    rules: Rules | None = None
    offset: timezone | None = None

    def utc(self, local: datetime) -> datetime:
        """Return the moment at which this clock shows *local*, the first of two (RFC 5545, section 3.3.5)."""
        if self.rules:
            return self.rules.utc(local)
        return zone_utc(local, self.zone or self.offset or UTC_ZONE)

    def local(self, moment: datetime) -> datetime:
        """Return what this clock shows at *moment* (aware)."""
        bare = moment.astimezone(UTC).replace(tzinfo=None)
        guess = bare
        for _ in range(2):
            guess = bare + (guess - self.utc(guess).replace(tzinfo=None))
        return guess

    def differs(self, local: datetime) -> bool:
        """Return whether the zone that bears this name shows *local* at another moment."""
        return bool(self.rules and self.zone and self.rules.utc(local) != zone_utc(local, self.zone))


def zone_utc(local: datetime, zone: ZoneInfo | timezone) -> datetime:
    """Return the moment at which *zone* shows *local*: the first of two, and what is skipped by the offset before."""
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


class Clocks:
    """The clocks that one calendar names, each worked out when it is first asked for."""

    def __init__(self, calendar: Component, notes: Notes, effort: Effort) -> None:
        self._notes = notes
        self._effort = effort
        self._components = {
            line.value.strip(): component
            for component in reversed(calendar.parts("VTIMEZONE"))
            if (line := component.first("TZID"))
        }
        self._starts = _starts(calendar)
        self._known: dict[str, Clock | None] = {}
        self._fitted = 0
        self.default: ZoneInfo | None = None
        line = calendar.first("X-WR-TIMEZONE")
        if line and (name := line.value.strip()):
            clock = self.clock(name)
            self.default = clock.zone if clock else None
            if self.default is None:
                notes.warn("x-wr-timezone", line.number, f"{quoted(name)} names no time zone")

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
        name = tzid.strip()
        if name not in self._known:
            self._known[name] = self._worked_out(name)
        return self._known[name]

    def _worked_out(self, name: str) -> Clock | None:
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
            self._notes.note("fitting", component.line, message)
        else:
            message = f"the time zone {quoted(name)} is none that is known; the rules in the file count"
            self._notes.warn("foreign", component.line, message)
        return Clock(name, zone, rules)

    def _rules(self, component: Component, name: str) -> Rules | None:
        first = min(self._starts.get(name, ()), default=_LONG_AGO)
        since = datetime(max(first.year - 2, 1), 1, 1)
        try:
            return Rules(component, since=since, effort=self._effort)
        except ValueError as error:
            self._notes.warn("vtimezone", component.line, f"the VTIMEZONE cannot be read: {error}")
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


def _starts(calendar: Component) -> dict[str, list[datetime]]:
    """Return what the local clocks show when events start, by the TZID that they name, in the order of the file."""
    starts: dict[str, list[datetime]] = {}
    for event in calendar.parts("VEVENT"):
        line = event.first("DTSTART")
        with suppress(ValueError):
            if line and (tzid := (found := stamps(line)[0]).tzid):
                starts.setdefault(tzid.strip(), []).append(found.local)
    return starts
