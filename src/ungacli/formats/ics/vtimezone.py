"""VTIMEZONE components (RFC 5545, section 3.6.5) for any IANA zone."""

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import MAXYEAR, UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vRecur

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
        """The local time of the change, by the offset before it."""
        return (self.moment + self.before).replace(tzinfo=None)


def vtimezone(zone: ZoneInfo, first: datetime, last: datetime) -> Timezone:
    """Return the component that places every time from *first* to *last* (both aware) in *zone* correctly.

    It holds yearly rules where the zone follows them then and later, else one observance
    for each change of the clock. No rule is claimed for earlier years than it is needed for.
    """
    start, end = (moment.astimezone(UTC).replace(microsecond=0) for moment in (first - _DAY, last + _DAY))
    until = end.replace(year=min(end.year + _YEARS_OF_A_RULE + 1, MAXYEAR), day=1)
    changes, later = list(_changes(zone, start, end, _DAY)), list(_changes(zone, end, until, 20 * _DAY))
    initial = _ClockChange(start, _offset(zone, start), _offset(zone, start))
    observances = _yearly(initial, changes, later, end)
    if not observances:
        observances = [(change, change.local, "") for change in (initial, *changes)]
    if not changes and not later:
        observances = [(initial, datetime(1970, 1, 1), "")]
    component = Timezone()
    component.add("tzid", zone.key)
    for change, onset, rule in observances:
        shown = change.moment.astimezone(zone)
        is_daylight = change.after > change.before and (rule or shown.dst())
        observance = TimezoneDaylight() if is_daylight else TimezoneStandard()
        observance.add("dtstart", onset)
        observance.add("tzoffsetfrom", change.before)
        observance.add("tzoffsetto", change.after)
        observance.add("tzname", shown.tzname() or zone.key)
        if rule:
            observance.add("rrule", vRecur.from_ical(rule))
        component.add_component(observance)
    return component


def _yearly(
    initial: _ClockChange, changes: Sequence[_ClockChange], later: Sequence[_ClockChange], end: datetime
) -> list[tuple[_ClockChange, datetime, str]]:
    """Return the two kinds of change, daylight saving time first, each with its first onset and its yearly RRULE.

    Nothing is returned if the *changes* until *end* and *later* do not all follow such rules.
    """
    kinds: dict[tuple[timedelta, timedelta], list[_ClockChange]] = {}
    for change in (*changes, *later):
        kinds.setdefault((change.before, change.after), []).append(change)
    rules = {kind: _rule([change.local for change in same]) for kind, same in kinds.items()}
    if len(kinds) != 2 or not all(rules.values()):
        return []
    observances = []
    expected = []
    for (before, after), rule in sorted(rules.items(), key=lambda pair: pair[0][1], reverse=True):
        change = kinds[before, after][0]
        begin = datetime.combine(datetime(initial.moment.year - 1, 1, 1), change.local.time())
        onsets = rrulestr(rule, dtstart=begin).between(begin, datetime(end.year + 2, 1, 1), inc=True)
        observances.append((change, onsets[0], rule))
        expected += [_ClockChange((onset - before).replace(tzinfo=UTC), before, after) for onset in onsets]
    expected.sort()
    in_force = [change.after for change in expected if change.moment <= initial.moment][-1]
    within = [change for change in expected if initial.moment < change.moment <= end]
    return observances if in_force == initial.after and within == [*changes] else []


def _rule(times: Sequence[datetime]) -> str:
    """Return the yearly RRULE that the local *times* of one kind of change follow, or nothing."""
    if len(times) < _YEARS_OF_A_RULE or len({(one.month, one.weekday(), one.time()) for one in times}) > 1:
        return ""
    weekday = _WEEKDAYS[times[0].weekday()]
    first, last = (limit(one.day for one in times) for limit in (min, max))
    if all(one.day + 7 > monthrange(one.year, one.month)[1] for one in times):
        days = f"BYDAY=-1{weekday}"
    elif last - first > 6:
        return ""
    elif first % 7 == 1:
        days = f"BYDAY={first // 7 + 1}{weekday}"
    else:
        days = f"BYDAY={weekday};BYMONTHDAY={','.join(map(str, range(first, first + 7)))}"
    return f"FREQ=YEARLY;BYMONTH={times[0].month};{days}"


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


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()
