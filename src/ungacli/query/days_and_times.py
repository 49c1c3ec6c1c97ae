"""Whether an event is on some days, at some times of day, and as long as wanted."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cached_property
from math import inf
from zoneinfo import ZoneInfo

from ungacli.errors import QuestionError
from ungacli.model import Event, Schedule
from ungacli.query.conditions import Condition, Filters, QueryContext
from ungacli.when.clocks import DAY, parse_length_range
from ungacli.when.day_options import Days, ScheduleDays, days_between, open_days, parse_day, parse_days
from ungacli.when.time_options import TimeRange, parse_times


class DaysOfSchedule(ScheduleDays):
    """The days of *schedule* in its zone, worked out when they matter: a whole date needs none of them.

    An event that ends at midnight is not on the next day.
    """

    def __init__(self, schedule: Schedule) -> None:
        self._schedule = schedule

    @cached_property
    def start(self) -> tuple[date, ...]:
        """The days on which events start, in order."""
        return self._schedule.days

    @cached_property
    def all(self) -> Sequence[date]:
        """Every day from the first to the last, with events or without."""
        events, zone = self._schedule.events, self._schedule.timezone
        if not events:
            return ()
        # Where a clock is set back over midnight, what starts or ends last by it does not do so last.
        first, last = events[0].start.timestamp(), events[-1].end.timestamp()
        starts = [one.in_zone(zone).start for one in self._schedule.during(first, first + DAY.total_seconds())]
        ends = [one.in_zone(zone).end for one in self._schedule.during(last - DAY.total_seconds(), inf)]
        return days_between(min(starts).date(), (max(ends) - timedelta.resolution).date())


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
    first = -inf if days.first == date.min else min(_instants(datetime.combine(days.first, time()), zone))
    last = inf if days.last == date.max else max(_instants(datetime.combine(days.last + DAY, time()), zone))
    return first, last


def _instants(local: datetime, zone: ZoneInfo) -> tuple[float, float]:
    """Return when the clock of *zone* shows *local*, twice where it repeats it; about then where it skips it."""
    return local.replace(tzinfo=zone).timestamp(), local.replace(tzinfo=zone, fold=1).timestamp()


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


def on_days(text: str, context: QueryContext, *, word: str | None = None) -> Condition:
    """Return the condition that an event takes place on the days that *text* names.

    With a *word*, from, to, before or after, *text* names one day, and the days are those from it on, to it, before
    it or after it.
    """
    today, zone = context.now.date(), context.schedule.timezone
    if word:
        day = parse_day(text, within=context.days, today=today)
        days, label, slug = open_days(word, day), f"{day}", f"{word}-{day}"
    else:
        days = parse_days(text, within=context.days, today=today)
        label = slug = f"{days}"
        if days.whole:
            slug = label.replace(" ", "-")
        elif days.last == date.max:
            slug = f"from-{days.first}"
        else:
            slug = f"to-{days.last}" if days.first == date.min else label.replace("..", "-to-")
    return Condition(label, lambda event: is_on(event.in_zone(zone), days), slug, span=instants_of(days, zone))


def at_times(text: str, context: QueryContext) -> Condition:
    """Return the condition that an event takes place at the times of day that *text* names."""
    times, zone = parse_times(text), context.schedule.timezone
    # A range in numbers is labelled as it was read, so that 1-5 is shown as 13:00–17:00.
    label = str(times) if re.search(r"\d", text) else " ".join(text.split())
    return Condition(label, lambda event: is_at(event.in_zone(zone), times), f"time-{label.replace(':', '')}")


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
    # By the clock an event may seem to end before it begins: what a change repeats is seen by the instants, from its
    # first coming to the end of its second.
    return any(
        _instants(midnight + start, event.timezone)[0] < event.end.timestamp()
        and _instants(midnight + start + length - timedelta.resolution, event.timezone)[1] >= event.start.timestamp()
        for start in starts
    )


def lasting(text: str, context: QueryContext) -> Condition:
    """Return the condition that an event is as long as *text* says."""
    shortest, longest = parse_length_range(text)
    signs = {"<": "under-", "<=": "at-most-", ">": "over-", ">=": "at-least-"}
    words = re.sub("[<>]=?", lambda sign: signs[sign[0]], text).replace("..", "-to-").replace(".", "-")
    return Condition(text, lambda event: shortest <= event.duration <= longest, f"lasting-{words}")
