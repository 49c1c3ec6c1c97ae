"""When an event is: what a reader hands over, complete or as far as the file gives it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo


class Unclear(NamedTuple):
    """Why a text cannot be read as one day, time or zone.

    *message* is for people and names the way out; *part* is what it is about: start, end, date, end_date or
    timezone. *is_missing* is whether the file gives none at all; *option* is the command-line option that settles it.
    """

    message: str
    part: str = "start"
    is_missing: bool = False
    option: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """The time of one event: aware moments, *end* after *start*, both in the event's own ZoneInfo."""

    start: datetime
    end: datetime

    @property
    def zone(self) -> ZoneInfo:
        """The event's own time zone."""
        assert isinstance(self.start.tzinfo, ZoneInfo)
        return self.start.tzinfo


@dataclass(frozen=True, slots=True)
class PartialWhen:
    """The time of one event as far as a file gives it; None is what it leaves to others.

    *start* and *end* are times on a day, local date-times or date-times with an offset. *day* is that of the start,
    *end_day* that of the end, *zone* the event's own.
    """

    start: time | datetime | None = None
    end: time | datetime | None = None
    day: date | None = None
    end_day: date | None = None
    zone: ZoneInfo | None = None


def complete(partial: PartialWhen, zone: ZoneInfo) -> When | Unclear:
    """Return the start and end of *partial*, in its own zone or else in *zone*.

    Unclear are a missing start or end, a time without a day or with two, a local time that a clock change
    skips or repeats, and an end that is not after the start. An end without a day is on the day of the start.
    """
    zone = partial.zone or zone
    if partial.start is None or partial.end is None:
        part = "start" if partial.start is None else "end"
        return Unclear(f'"{part}" is missing', part, is_missing=True)
    start_day = partial.start.date() if isinstance(partial.start, datetime) else partial.day
    for part, day, moment in (("date", partial.day, partial.start), ("end_date", partial.end_day, partial.end)):
        if day and isinstance(moment, datetime) and moment.date() != day:
            return Unclear(f"the day {day} is not that of {moment:%Y-%m-%d %H:%M}; give one of them", part)
    start = _moment(partial.start, start_day, zone, "start")
    end = _moment(partial.end, partial.end_day or start_day, zone, "end")
    if isinstance(start, Unclear):
        return start
    if isinstance(end, Unclear):
        return end
    if end.timestamp() <= start.timestamp():
        order = f"the event ends at {end:%Y-%m-%d %H:%M}, not after its start at {start:%Y-%m-%d %H:%M}"
        same_day = partial.end_day is None and isinstance(partial.end, time)
        return Unclear(order + ("; if it ends on a later day, give end_date" if same_day else ""), "end")
    return When(start, end)


def _moment(clock: time | datetime, day: date | None, zone: ZoneInfo, part: str) -> datetime | Unclear:
    if isinstance(clock, datetime):
        return clock.astimezone(zone) if clock.tzinfo else localize(clock, zone, part)
    if day is None:
        return Unclear("a time without a day; give date, or a start such as 2024-09-24T17:00")
    return localize(datetime.combine(day, clock), zone, part)


def localize(local: datetime, zone: ZoneInfo, part: str = "start") -> datetime | Unclear:
    """Return the naive *local* time as a moment in *zone*; Unclear is one that a clock change skips or repeats."""
    moment = local.replace(tzinfo=zone)
    if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local:
        return Unclear(f"{local:%Y-%m-%d %H:%M} does not exist in {zone}: the clocks skip it", part)
    if is_repeated(moment):
        example = moment.isoformat(timespec="minutes")
        return Unclear(f"{local:%Y-%m-%d %H:%M} exists twice in {zone}: give its offset too, such as {example}", part)
    return moment


def is_repeated(moment: datetime) -> bool:
    """Return whether a clock change makes the local time of *moment* come twice, or skips it."""
    return moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()
