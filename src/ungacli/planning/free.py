"""When there is time: the gaps between events in the hours of some days."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ungacli.errors import QuestionError
from ungacli.model import Schedule
from ungacli.planning.busy_time import Span, free_slots, merged
from ungacli.query.conditions import Filters
from ungacli.query.days_and_times import DaysOfSchedule, from_to
from ungacli.when.clocks import DAY
from ungacli.when.day_options import Days, ScheduleDays, beyond, parse_days
from ungacli.when.time_options import TimeRange, parse_times

MOST_DAYS = 366
_SECOND = timedelta(seconds=1)


class FreeDay(NamedTuple):
    """The *windows* that begin on a *day*, at least one, and the *slots* in them that are free, in the same zone."""

    day: date
    windows: tuple[Span, ...]
    slots: tuple[Span, ...]

    @property
    def is_free_all_day(self) -> bool:
        """Whether nothing takes any time of the windows."""
        return self.windows == self.slots


def parse_window(text: str) -> TimeRange:
    """Return the hours of each day that *text* names: `08:00-20:00`, `morning`, `after 17:00`, which is to 24:00.

    An end that is on the next day is later than 24 hours. Raises QuestionError as parse_times does, and for a
    time by itself.
    """
    times = parse_times(text)
    if times.end - times.start == timedelta(minutes=1):
        raise QuestionError(
            f'"{text}" is one time, not hours of a day', hint="write them as 08:00-20:00 or after 17:00"
        )
    end = min(times.end, DAY)
    return TimeRange(times.start, end + DAY if end <= times.start else end)


def asked_days(filters: Filters, schedule: Schedule, *, today: date) -> tuple[date, ...]:
    """Return the days that the dates of *filters* name, with events or without; else those on which events start.

    Ranges that are open end with the schedule. Raises QuestionError for what names no days, and for more
    than MOST_DAYS.
    """
    days: Sequence[date] = schedule.days
    if filters.date or filters.from_ or filters.to:
        within = DaysOfSchedule(schedule)
        first, last = from_to(filters, within, today)[:2]
        ranges = [parse_days(text, within=within, today=today) for text in filters.date] or [Days(date.min, date.max)]
        narrowed = [Days(max(one.first, first), min(one.last, last)) for one in ranges]
        days = sorted({day for one in narrowed for day in _each(one, within)})
    if len(days) > MOST_DAYS:
        hint = "name fewer: --date 2024-09-23..2024-09-27"
        raise QuestionError(f"these are more than {MOST_DAYS} days", hint=hint)
    return tuple(days)


def _each(days: Days, within: ScheduleDays) -> Iterable[date]:
    """Yield each of *days*, as many as show that they are too many."""
    first, last = days[:2]
    if date.min == first or date.max == last:
        if not within.all:
            return
        first = within.all[0] if date.min == first else first
        last = within.all[-1] if date.max == last else last
    for number in range(min((last - first).days, MOST_DAYS) + 1):
        yield first + DAY * number


def free_days(
    days: Iterable[date],
    hours: Sequence[TimeRange],
    busy: Sequence[Span],
    zone: ZoneInfo,
    *,
    at_least: timedelta,
    buffer: timedelta = timedelta(),
) -> tuple[FreeDay, ...]:
    """Return what is free in the *hours* of each of *days*, in order, by the clock of *zone*.

    Length and buffer are those of free_slots. Hours that the clock skips are left out, and days without
    any others; an hour that it repeats belongs to them twice. A window that runs into the hours of the next day
    is one with them, on the day on which it begins. Raises QuestionError at the ends of the calendar.
    """
    covered = merged(busy)

    def slots_in(window: Span) -> tuple[Span, ...]:
        # A year has many windows: for each only what is near is looked at.
        first = bisect_right(covered, -buffer, key=lambda span: span.end - window.start)
        last = bisect_left(covered, buffer, key=lambda span: span.start - window.end)
        return free_slots(covered[first:last], window, at_least=at_least, buffer=buffer)

    return tuple(
        FreeDay(
            day,
            tuple(window.in_zone(zone) for window in windows),
            tuple(slot.in_zone(zone) for window in windows for slot in slots_in(window)),
        )
        for day, windows in _windows(days, hours, zone).items()
    )


def _windows(days: Iterable[date], hours: Sequence[TimeRange], zone: ZoneInfo) -> dict[date, list[Span]]:
    """Return the windows that begin on each of *days*, none of which overlap."""
    by_day: dict[date, list[Span]] = {}
    before: list[Span] = []
    for day in days:
        for span in merged(window(day, times, zone) for times in hours):
            if before and span.start < before[-1].end:
                before[-1] = Span(before[-1].start, max(before[-1].end, span.end))
            else:
                before = by_day.setdefault(day, [])
                before.append(span)
    return by_day


def window(day: date, hours: TimeRange, zone: ZoneInfo) -> Span:
    """Return the time in UTC from the first instant of *hours* to the last, on a *day* by the clock of *zone*.

    It is empty where the clock skips all of them. Raises QuestionError at the ends of the calendar.
    """
    midnight = datetime.combine(day, time())
    try:
        start, last = midnight + hours.start, midnight + hours.end - _SECOND
        before, after = _shown(start, zone), _shown(last, zone)
        return Span(
            before[0] if before else _change(start, zone),
            # The end itself does not belong to them: a clock that is set back may show it once more.
            after[-1] + _SECOND if after else _change(last, zone),
        )
    except OverflowError:
        raise beyond(f"{day}") from None


def _both(local: datetime, zone: ZoneInfo) -> list[datetime]:
    return sorted(local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))


def _shown(local: datetime, zone: ZoneInfo) -> list[datetime]:
    """Return when the clock of *zone* shows *local*, in UTC and in order; never where it skips that."""
    return [moment for moment in _both(local, zone) if moment.astimezone(zone).replace(tzinfo=None) == local]


def _change(skipped: datetime, zone: ZoneInfo) -> datetime:
    """Return when the clock of *zone* is put forward over what is *skipped*, in UTC."""
    early, late = _both(skipped, zone)
    offset = late.astimezone(zone).utcoffset()

    def is_changed(number: int) -> bool:
        return (early + number * _SECOND).astimezone(zone).utcoffset() == offset

    return early + bisect_left(range((late - early) // _SECOND), 1, key=is_changed) * _SECOND
