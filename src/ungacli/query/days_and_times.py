"""Whether an event is on some days, at some times of day, past or upcoming, and as long as wanted."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import cached_property
from math import inf
from zoneinfo import ZoneInfo

from ungacli.errors import QuestionError
from ungacli.model import Event, Schedule
from ungacli.query.conditions import Condition
from ungacli.query.context import Filters, QueryContext
from ungacli.when.clocks import DAY, parse_length_range
from ungacli.when.day_options import Days, ScheduleDays, days_between, open_days, parse_day, parse_days
from ungacli.when.time_options import TimeRange, parse_times


class _LazyDays(ScheduleDays):
    """The days of *schedule*, worked out when they matter: a whole date needs none of them."""

    def __init__(self, schedule: Schedule) -> None:
        self._schedule = schedule

    @cached_property
    def start(self) -> tuple[date, ...]:
        return self._schedule.days

    @cached_property
    def all(self) -> Sequence[date]:
        events, zone = self._schedule.events, self._schedule.timezone
        if not events:
            return ()
        # Where a clock is set back over midnight, what starts or ends last by it does not do so last.
        first, last = events[0].start.timestamp(), events[-1].end.timestamp()
        starts = [one.in_zone(zone).start for one in self._schedule.during(first, first + DAY.total_seconds())]
        ends = [one.in_zone(zone).end for one in self._schedule.during(last - DAY.total_seconds(), inf)]
        return days_between(min(starts).date(), (max(ends) - timedelta.resolution).date())


def days_of_schedule(schedule: Schedule) -> ScheduleDays:
    """Return the days of *schedule* in its zone; an event that ends at midnight is not on the next."""
    return _LazyDays(schedule)


def is_on(event: Event, days: Days) -> bool:
    """Return whether *event* takes place on *days*, in part or *whole*, in its own zone.

    An event over midnight is on both days; one that ends at midnight is not on the next.
    """
    first, last = event.start.date(), (event.end - timedelta.resolution).date()
    if days.whole:
        return days.first <= first and last <= days.last
    return first <= days.last and last >= days.first


def instants_of(days: Days, zone: ZoneInfo) -> tuple[float, float]:
    """Return two instants between which every event on *days* in *zone* goes on.

    They are in seconds since 1970 in UTC, and endless where the days are.
    """
    first = -inf if days.first == date.min else min(_midnights(days.first, zone))
    last = inf if days.last == date.max else max(_midnights(days.last + DAY, zone))
    return first, last


def _midnights(day: date, zone: ZoneInfo) -> list[float]:
    # One that the clock skips or repeats has two.
    midnight = datetime.combine(day, time())
    return [_instant(midnight, zone, fold) for fold in (0, 1)]


def _instant(local: datetime, zone: ZoneInfo, fold: int) -> float:
    # What a clock change repeats begins at its first coming and ends at its second.
    return local.replace(tzinfo=zone, fold=fold).timestamp()


def from_to(filters: Filters, within: ScheduleDays, today: date) -> Days:
    """Return the days between the options `--from` and `--to`; QuestionError if they are none.

    With several values of one option each counts: what is from one of them on is wanted.
    """
    starts, ends = (
        [parse_day(text, within=within, today=today) for text in texts] for texts in (filters.from_, filters.to)
    )
    if starts and ends and max(ends) < min(starts):
        raise QuestionError(f"--from {min(starts)} is after --to {max(ends)}", hint="give the earlier day as --from")
    return Days(min(starts, default=date.min), max(ends, default=date.max))


def on_days(text: str, context: QueryContext) -> Condition:
    """Return the condition that an event takes place on the days that *text* names."""
    days = parse_days(text, within=context.days, today=context.now.date())
    if days.whole:
        slug = f"{days}".replace(" ", "-")
    elif days.last == date.max:
        slug = f"from-{days.first}"
    else:
        slug = f"to-{days.last}" if days.first == date.min else f"{days}".replace("..", "-to-")
    return _on(days, f"{days}", slug, context)


def from_one_day(word: str) -> Callable[[str, QueryContext], Condition]:
    """Return what reads a day as the condition that an event takes place from it on, or to, before or after it."""

    def read(text: str, context: QueryContext) -> Condition:
        day = parse_day(text, within=context.days, today=context.now.date())
        return _on(open_days(word, day), f"{day}", f"{word}-{day}", context)

    return read


def _on(days: Days, label: str, slug: str, context: QueryContext) -> Condition:
    span = instants_of(days, context.schedule.timezone)
    return Condition(label, lambda event: is_on(context.local(event), days), slug, span=span)


def at_times(text: str, context: QueryContext) -> Condition:
    """Return the condition that an event takes place at the times of day that *text* names."""
    times = parse_times(text)
    # A range in numbers is labelled as it was read, so that 1-5 is shown as 13:00–17:00.
    label = str(times) if re.search(r"\d", text) else " ".join(text.split())
    return Condition(label, lambda event: is_at(context.local(event), times), f"time-{label.replace(':', '')}")


def is_at(event: Event, times: TimeRange) -> bool:
    """Return whether *event* takes place at *times* on some day, in part or *whole*, in its own zone."""
    midnight = datetime.combine(event.start, time())
    begins, ends = event.start.replace(tzinfo=None) - midnight, event.end.replace(tzinfo=None) - midnight
    if times.whole:
        return begins >= times.start and ends <= times.end
    if ends - begins >= DAY:
        return True
    length = (times.end - times.start) % DAY or DAY
    # Yesterday's range may run into today, and the event into tomorrow.
    starts = [times.start + DAY * day for day in (-1, 0, 1)]
    if any(begins < start + length and start < ends for start in starts):
        return True
    # By the clock an event may seem to end before it begins: what a change repeats is seen by the instants.
    return any(
        _instant(midnight + start, event.timezone, 0) < event.end.timestamp()
        and _instant(midnight + start + length - timedelta.resolution, event.timezone, 1) >= event.start.timestamp()
        for start in starts
    )


MOMENTS = ("past", "now", "upcoming")
"""The states of an event at a moment."""


def at_moment(state: str, moment: datetime) -> Condition:
    """Return the condition that an event is in one of the states of MOMENTS at a *moment*."""
    now = moment.timestamp()
    holds: Callable[[Event], bool]
    if state == "past":
        span, holds = (-inf, now), lambda event: event.end.timestamp() <= now
    elif state == "now":
        span, holds = (now, now + 1), lambda event: event.start.timestamp() <= now < event.end.timestamp()
    else:
        span, holds = (now, inf), lambda event: event.start.timestamp() > now
    hint = f"{state} is seen at {moment:%Y-%m-%d %H:%M}, which --at changes"
    return Condition(state, holds, f"is-{state}", hint=lambda _: hint, span=span)


def lasting(text: str, context: QueryContext) -> Condition:
    """Return the condition that an event is as long as *text* says."""
    shortest, longest = parse_length_range(text)
    signs = {"<": "under-", "<=": "at-most-", ">": "over-", ">=": "at-least-"}
    words = re.sub("[<>]=?", lambda sign: signs[sign[0]], text).replace("..", "-to-").replace(".", "-")
    return Condition(text, lambda event: shortest <= event.duration <= longest, f"lasting-{words}")
