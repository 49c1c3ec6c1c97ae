"""When there is time: the gaps between events in the hours of some days."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ungacli.errors import QuestionError
from ungacli.model import Event, Participant, Schedule
from ungacli.planning.busy_time import Span, span_of, takes_time
from ungacli.query.conditions import Filters
from ungacli.query.days_and_times import DaysOfSchedule, from_to
from ungacli.when.clocks import DAY
from ungacli.when.day_options import beyond, parse_days
from ungacli.when.time_options import TimeRange, parse_times

MOST_DAYS = 366
_SECOND = timedelta(seconds=1)
_NOTHING = timedelta()


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


def days_to_search(filters: Filters, schedule: Schedule, *, today: date) -> tuple[date, ...]:
    """Return the days that the dates of *filters* name, with events or without; else those on which events start.

    Ranges that are open end with the schedule. Raises QuestionError for what names no days, and for more
    than MOST_DAYS.
    """
    if not filters.date and not filters.from_ and not filters.to:
        days = {*schedule.days}
    else:
        within, days = DaysOfSchedule(schedule), set()
        bounds = from_to(filters, within, today)
        for one in [parse_days(text, within=within, today=today) for text in filters.date] or [bounds]:
            first, last = max(one.first, bounds.first), min(one.last, bounds.last)
            if first == date.min or last == date.max:
                if not within.all:
                    continue
                first = within.all[0] if first == date.min else first
                last = within.all[-1] if last == date.max else last
            # As many as show that they are too many.
            days |= {first + DAY * number for number in range(min((last - first).days, MOST_DAYS) + 1)}
    if len(days) > MOST_DAYS:
        hint = "name fewer: --date 2024-09-23..2024-09-27"
        raise QuestionError(f"these are more than {MOST_DAYS} days", hint=hint)
    return tuple(sorted(days))


def busy_spans(events: Iterable[Event], people: Sequence[Participant] = (), *, own: Sequence[Event] = ()) -> list[Span]:
    """Return when *events*, or those of one's *own*, take the time of *people*, or of anyone."""
    busy = [event for event in events if takes_time(event, people)]
    return [span_of(event) for event in (*busy, *filter(takes_time, own))]


def free_days(
    days: Iterable[date],
    hours: Sequence[TimeRange],
    busy: Sequence[Span],
    zone: ZoneInfo,
    *,
    at_least: timedelta,
    buffer: timedelta = _NOTHING,
) -> tuple[FreeDay, ...]:
    """Return what is free in the *hours* of each of *days*, in order, by the clock of *zone*.

    Length and buffer are those of free_slots. Hours that the clock skips are left out, and days without
    any others; an hour that it repeats belongs to them twice. A window that runs into the hours of the next day
    is one with them, on the day on which it begins. Raises QuestionError at the ends of the calendar.
    """
    covered = merged(busy)
    by_day: dict[date, list[Span]] = {}
    before: list[Span] = []
    for day in days:
        for span in merged(window(day, times, zone) for times in hours):
            if before and span.start < before[-1].end:
                before[-1] = Span(before[-1].start, max(before[-1].end, span.end))
            else:
                before = by_day.setdefault(day, [])
                before.append(span)

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
        for day, windows in by_day.items()
    )


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the time that *spans* cover, in order; those that overlap or touch are one, empty ones none."""
    result: list[Span] = []
    for span in sorted(span for span in spans if span.start < span.end):
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return tuple(result)


def free_slots(
    busy: Iterable[Span], within: Span, *, at_least: timedelta, buffer: timedelta = _NOTHING
) -> tuple[Span, ...]:
    """Return the gaps in *within* that *busy* does not cover, each lasting *at_least*, in order.

    On either side of what is busy a *buffer* is not free. *busy* may overlap and need not be sorted. A gap
    without any length is none.
    """
    # Compared before it is added: beyond the ends of the calendar there are no times.
    covered = merged(
        Span(
            span.start - buffer if span.start - within.start > buffer else within.start,
            span.end + buffer if within.end - span.end > buffer else within.end,
        )
        for span in busy
    )
    starts, ends = [within.start, *(span.end for span in covered)], [*(span.start for span in covered), within.end]
    gaps = map(Span, starts, ends)
    return tuple(gap for gap in gaps if gap.end - gap.start >= max(at_least, timedelta.resolution))


def window(day: date, hours: TimeRange, zone: ZoneInfo) -> Span:
    """Return the time in UTC from the first instant of *hours* to the last, on a *day* by the clock of *zone*.

    It is empty where the clock skips all of them. Raises QuestionError at the ends of the calendar.
    """
    midnight = datetime.combine(day, time())
    try:
        # The end itself does not belong to them: a clock that is set back may show it once more.
        start, last = midnight + hours.start, midnight + hours.end - _SECOND
        return Span(_instants(start, zone)[0], _instants(last, zone)[1])
    except OverflowError:
        raise beyond(f"{day}") from None


def _instants(local: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return in UTC when the clock of *zone* first shows *local*, and the second after it last does.

    Where the clock skips it, both are the instant at which it is put forward.
    """

    def clock(moment: datetime) -> datetime:
        return moment.astimezone(zone).replace(tzinfo=None)

    early, late = sorted(local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if clock(early) == local:
        return early, late + _SECOND
    number = bisect_left(range((late - early) // _SECOND), local, key=lambda one: clock(early + one * _SECOND))
    return early + number * _SECOND, early + number * _SECOND
