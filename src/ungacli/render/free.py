"""Free time as lines under its days."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from rich.console import RenderableType
from rich.text import Text

from ungacli.planning.free import FreeDay
from ungacli.render import time_text
from ungacli.render.layout import GAP, QUIET, TIME, heading, lines, plain, under_day
from ungacli.render.no_results import no_gap
from ungacli.when.ranges import TimeRange


def free_time(
    days: Sequence[FreeDay],
    title: str,
    events: str,
    hours: Sequence[TimeRange],
    *,
    at_least: timedelta,
    buffer: timedelta,
    also: Sequence[ZoneInfo] = (),
) -> Iterator[RenderableType]:
    """Yield what was looked for in the schedule of this *title*, and the free time day by day; nothing without days.

    *events*, in words, are those between which there is time: in these *hours*, for so long, so far from them.
    """
    if not days:
        return
    length = f"At least {time_text.duration(at_least)}" if at_least else "However short"
    yield heading(
        title,
        f"Free time between {events}",
        f"{time_text.day_list([day.day for day in days])}, {' and '.join(map(_hours, hours))}",
        length + (f", {time_text.duration(buffer)} kept around events" if buffer else ""),
        time_text.times_in([window for day in days for window in day.windows], also),
    )
    width = max((len(time_text.times(slot, day.day)) for day in days for slot in day.slots), default=0)
    for day in days:
        slots = list(_slots(day, width + GAP, also)) or [Text(no_gap(at_least), QUIET)]
        yield under_day(day.day, lines(slots))


def _hours(hours: TimeRange) -> str:
    day = timedelta(days=1)
    return f"{hours._replace(end=hours.end - day)}" if hours.end > day else f"{hours}"


def _slots(day: FreeDay, width: int, also: Sequence[ZoneInfo]) -> Iterator[Text]:
    """Yield the lines of each free slot; a day that is free all day is marked."""
    mark = ", wholly free" if day.is_free_all_day else ""
    for slot in day.slots:
        times = time_text.times(slot, day.day).ljust(width)
        yield Text.assemble((times, TIME), time_text.duration(slot.duration), mark)
        yield from (plain(words, QUIET) for words in time_text.other_times(slot, also, day=day.day))
