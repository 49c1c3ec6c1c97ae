"""VTIMEZONE components (RFC 5545, section 3.6.5) for any IANA zone."""

import re
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")


@dataclass(frozen=True, slots=True)
class _Change:
    """One change of a zone's clock: the moment in UTC and the offsets before and after it."""

    moment: datetime
    before: timedelta
    after: timedelta


@dataclass(frozen=True, slots=True)
class _Rule:
    """A change on the *week*-th *weekday* (0 is Sunday, week 5 the last) of *month*, *shift* after its midnight."""

    month: int
    week: int
    weekday: int
    shift: timedelta

    def local(self, year: int) -> datetime:
        """Return when the clock, as it was set until then, shows the change in *year*."""
        first = date(year, self.month, 1)
        day = first + timedelta(days=(self.weekday - first.isoweekday()) % 7 + 7 * (self.week - 1))
        while day.month != self.month:
            day -= timedelta(days=7)
        return datetime(day.year, day.month, day.day) + self.shift

    def rrule(self) -> dict[str, object] | None:
        """Return the recurrence (RFC 5545, section 3.3.10), or None where it would cross a month's end."""
        days = self.shift // timedelta(days=1)
        weekday = _DAYS[(self.weekday + days) % 7]
        yearly: dict[str, object] = {"freq": "yearly", "bymonth": self.month}
        if days == 0:
            return {**yearly, "byday": f"{-1 if self.week == 5 else self.week}{weekday}"}
        # A leap day makes February's last week two weeks.
        length = (date(2001, self.month % 12 + 1, 1) - timedelta(days=1)).day
        last = (length if self.week == 5 else 7 * self.week) + days
        if last - 6 < 1 or last > length or (self.week == 5 and self.month == 2):
            return None
        return {**yearly, "bymonthday": list(range(last - 6, last + 1)), "byday": weekday}


def vtimezone(zone: ZoneInfo, first: datetime, last: datetime) -> Timezone:
    """Return the component that places every time from *first* to *last* (both aware) in *zone* rightly.

    It holds yearly rules where the zone's current rule covers those times, else one observance
    for each change of the clock. No rule is claimed for earlier years than it is needed for.
    """
    component = Timezone()
    component.add("tzid", zone.key)
    margin = timedelta(days=1)
    start, end = (moment.astimezone(UTC).replace(microsecond=0) for moment in (first - margin, last + margin))
    for observance in _by_rule(zone, start, end) or _one_by_one(zone, start, end):
        component.add_component(observance)
    return component


def _by_rule(zone: ZoneInfo, start: datetime, end: datetime) -> list[TimezoneStandard | TimezoneDaylight]:
    rules = _footer(zone)
    if rules is None:
        return []
    standard, daylight, to_daylight, to_standard = rules
    observed = list(_changes(zone, start, end))
    if to_daylight is None or to_standard is None:
        if observed or _offset(zone, start) != standard:
            return []
        return [_observance(datetime(1970, 1, 1), standard, standard, _name(zone, start))]
    years = range(start.year - 1, end.year + 2)
    pairs = ((to_daylight, standard, daylight), (to_standard, daylight, standard))
    ruled = sorted(
        (
            _Change((rule.local(year) - before).replace(tzinfo=UTC), before, after)
            for rule, before, after in pairs
            for year in years
        ),
        key=lambda change: change.moment,
    )
    in_force = [change.after for change in ruled if change.moment <= start][-1]
    if in_force != _offset(zone, start) or [change for change in ruled if start < change.moment <= end] != observed:
        return []
    # The rule may be newer than the year that it is said from, so names are those of the offsets.
    months = [datetime(year, month, 1, tzinfo=UTC) for year in years for month in range(1, 13)]
    names = {_offset(zone, month): _name(zone, month) for month in months}
    observances = []
    for rule, before, after in pairs:
        if (rrule := rule.rrule()) is None:
            return []
        onset = rule.local(start.year - 1)
        observance = _observance(onset, before, after, names.get(after, zone.key), daylight=after > before)
        observance.add("rrule", rrule)
        observances.append(observance)
    return observances


def _one_by_one(zone: ZoneInfo, start: datetime, end: datetime) -> list[TimezoneStandard | TimezoneDaylight]:
    offset = _offset(zone, start)
    observances = [_observance((start + offset).replace(tzinfo=None), offset, offset, _name(zone, start))]
    for change in _changes(zone, start, end):
        local = (change.moment + change.before).replace(tzinfo=None)
        is_daylight = bool(change.moment.astimezone(zone).dst()) and change.after > change.before
        name = _name(zone, change.moment)
        observances.append(_observance(local, change.before, change.after, name, daylight=is_daylight))
    return observances


def _observance(
    onset: datetime, before: timedelta, after: timedelta, name: str, *, daylight: bool = False
) -> TimezoneStandard | TimezoneDaylight:
    observance = TimezoneDaylight() if daylight else TimezoneStandard()
    observance.add("dtstart", onset)
    observance.add("tzoffsetfrom", before)
    observance.add("tzoffsetto", after)
    observance.add("tzname", name)
    return observance


def _name(zone: ZoneInfo, moment: datetime) -> str:
    return moment.astimezone(zone).tzname() or zone.key


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None
    return offset


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[_Change]:
    """Yield the changes of the offset after *start* and until *end*, to the second."""
    low = start
    while low < end:
        high = min(low + timedelta(days=1), end)
        before, after = _offset(zone, low), _offset(zone, high)
        day_end = high
        if before != after:
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) // 2
                middle = middle.replace(microsecond=0)
                if _offset(zone, middle) == before:
                    low = middle
                else:
                    high = middle
            yield _Change(high, before, after)
        low = day_end


_FOOTER = re.compile(
    r"(?:<[^>]+>|[A-Za-z]+)(?P<standard>[-+]?[\d:]+)"
    r"(?:(?:<[^>]+>|[A-Za-z]+)(?P<daylight>[-+]?[\d:]+)?,(?P<to_daylight>M[^,]+),(?P<to_standard>M[^,]+))?"
)


def _footer(zone: ZoneInfo) -> tuple[timedelta, timedelta, _Rule | None, _Rule | None] | None:
    """Return the rule in force after the last listed change: both offsets and when they change.

    It stands in the last line of the zone's TZif file (RFC 9636, section 3.3) as a POSIX TZ string.
    """
    data = _tzif(zone.key)
    found = _FOOTER.fullmatch(data.rstrip(b"\n").rpartition(b"\n")[2].decode("ascii")) if data else None
    if found is None:
        return None
    # POSIX counts offsets westwards.
    standard = -_clock(found["standard"])
    daylight = -_clock(found["daylight"]) if found["daylight"] else standard + timedelta(hours=1)
    if found["to_daylight"] is None:
        return standard, standard, None, None
    return standard, daylight, _rule(found["to_daylight"]), _rule(found["to_standard"])


def _rule(text: str) -> _Rule:
    day, _, shift = text.partition("/")
    month, week, weekday = map(int, day.removeprefix("M").split("."))
    return _Rule(month, week, weekday, _clock(shift or "2"))


def _clock(text: str) -> timedelta:
    hours, minutes, seconds = ([*map(int, text.lstrip("+-").split(":")), 0, 0])[:3]
    length = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -length if text.startswith("-") else length


def _tzif(key: str) -> bytes | None:
    """Return the zone's file from where ZoneInfo takes it: the system's folders, else the tzdata package."""
    for folder in zoneinfo.TZPATH:
        path = Path(folder, key)
        if path.is_file():
            return path.read_bytes()
    try:
        return resources.files("tzdata").joinpath("zoneinfo", *key.split("/")).read_bytes()
    except (ModuleNotFoundError, OSError):
        return None
