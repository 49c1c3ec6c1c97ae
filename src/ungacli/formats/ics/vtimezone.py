"""VTIMEZONE components (RFC 5545, section 3.6.5) for any IANA zone."""

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_DAY = timedelta(days=1)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# In 28 years every date of a month falls on every weekday.
_YEARS_OF_A_RULE = 28


class _ClockChange(NamedTuple):
    """One change of a zone's clock: the moment in UTC and the offsets before and after it."""

    moment: datetime
    before: timedelta
    after: timedelta

    @property
    def local(self) -> datetime:
        """What the clock, as it was set until then, shows at the change."""
        return (self.moment + self.before).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A yearly change at *clock* on the *weekday* (0 is Monday) among the seven days of *month* from *first* on.

    Where *first* is 0, these are the month's last seven days.
    """

    month: int
    weekday: int
    first: int
    clock: time

    def local(self, year: int) -> datetime:
        """Return when the clock, as it was set until then, shows the change in *year*."""
        first = self.first or monthrange(year, self.month)[1] - 6
        start = datetime.combine(datetime(year, self.month, first), self.clock)
        return start + (self.weekday - start.weekday()) % 7 * _DAY

    @property
    def recurrence(self) -> dict[str, object]:
        """The rule as an RRULE (RFC 5545, section 3.3.10)."""
        weekday = _WEEKDAYS[self.weekday]
        yearly: dict[str, object] = {"freq": "yearly", "bymonth": self.month}
        if self.first == 0:
            return {**yearly, "byday": f"-1{weekday}"}
        if self.first % 7 == 1:
            return {**yearly, "byday": f"{self.first // 7 + 1}{weekday}"}
        return {**yearly, "bymonthday": list(range(self.first, self.first + 7)), "byday": weekday}


def vtimezone(zone: ZoneInfo, first: datetime, last: datetime) -> Timezone:
    """Return the component that places every time from *first* to *last* (both aware) in *zone* rightly.

    It holds yearly rules where the zone follows them then and later, else one observance
    for each change of the clock. No rule is claimed for earlier years than it is needed for.
    """
    component = Timezone()
    component.add("tzid", zone.key)
    start, end = (moment.astimezone(UTC).replace(microsecond=0) for moment in (first - _DAY, last + _DAY))
    for observance in _by_rule(zone, start, end) or _one_by_one(zone, start, end):
        component.add_component(observance)
    return component


def _by_rule(zone: ZoneInfo, start: datetime, end: datetime) -> list[TimezoneStandard | TimezoneDaylight]:
    """Return one observance, or two with a yearly rule; none if the changes until *end* and later follow no such."""
    until = end.replace(year=min(end.year + _YEARS_OF_A_RULE + 1, MAXYEAR), day=1)
    observed = list(_changes(zone, start, end, _DAY))
    changes = [*observed, *_changes(zone, end, until, 20 * _DAY)]
    if not changes:
        return [_observance(datetime(1970, 1, 1), _offset(zone, start), _offset(zone, start), _name(zone, start))]
    kinds: dict[tuple[timedelta, timedelta], list[_ClockChange]] = {}
    for change in changes:
        kinds.setdefault((change.before, change.after), []).append(change)
    rules = [(rule, same[0]) for same in kinds.values() if (rule := _rule([change.local for change in same]))]
    if len(kinds) != 2 or len(rules) != 2:
        return []
    ruled = sorted(
        _ClockChange((rule.local(year) - change.before).replace(tzinfo=UTC), change.before, change.after)
        for rule, change in rules
        for year in range(start.year - 1, end.year + 2)
    )
    in_force = [change.after for change in ruled if change.moment <= start][-1]
    if in_force != _offset(zone, start) or [one for one in ruled if start < one.moment <= end] != observed:
        return []
    observances = []
    for rule, change in sorted(rules, key=lambda pair: pair[1].after, reverse=True):
        name = _name(zone, change.moment)
        is_daylight = change.after > change.before
        observance = _observance(rule.local(start.year - 1), change.before, change.after, name, daylight=is_daylight)
        observance.add("rrule", rule.recurrence)
        observances.append(observance)
    return observances


def _rule(times: Sequence[datetime]) -> _Rule | None:
    """Return the rule that the local *times* of one kind of change follow, or None."""
    if len(times) < _YEARS_OF_A_RULE or len({(one.month, one.weekday(), one.time()) for one in times}) > 1:
        return None
    first, last = (limit(one.day for one in times) for limit in (min, max))
    if all(one.day + 7 > monthrange(one.year, one.month)[1] for one in times):
        first = 0
    elif last - first > 6:
        return None
    return _Rule(times[0].month, times[0].weekday(), first, times[0].time())


def _one_by_one(zone: ZoneInfo, start: datetime, end: datetime) -> list[TimezoneStandard | TimezoneDaylight]:
    offset = _offset(zone, start)
    observances = [_observance((start + offset).replace(tzinfo=None), offset, offset, _name(zone, start))]
    for change in _changes(zone, start, end, _DAY):
        is_daylight = bool(change.moment.astimezone(zone).dst()) and change.after > change.before
        name = _name(zone, change.moment)
        observances.append(_observance(change.local, change.before, change.after, name, daylight=is_daylight))
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


def _changes(zone: ZoneInfo, start: datetime, end: datetime, step: timedelta) -> Iterator[_ClockChange]:
    """Yield the changes of the offset after *start* and until *end*, to the second.

    Two that undo each other within one *step* are overlooked.
    """
    low, before = start, _offset(zone, start)
    while low < end:
        high = min(low + step, end)
        after = _offset(zone, high)
        if before != after:
            seconds = range(int((high - low).total_seconds()) + 1)
            changed = bisect_left(
                seconds, 1, key=lambda second: _offset(zone, low + timedelta(seconds=second)) != before
            )
            yield _ClockChange(low + timedelta(seconds=changed), before, after)
        low, before = high, after
