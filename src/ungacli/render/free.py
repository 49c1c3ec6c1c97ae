"""Free time as lines under its days."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from rich.console import Group, RenderableType
from rich.text import Text

from ungacli.planning.free import FreeDay
from ungacli.render import clock
from ungacli.render.slots import Question, none_so_long
from ungacli.render.style import DAY, QUIET, TIME, TITLE
from ungacli.render.text import lines, plain
from ungacli.when.times import TimeRange

_GAP = 2


def drawn(found: Sequence[FreeDay], asked: Question) -> Iterator[RenderableType]:
    """Yield what was asked and the free time day by day; nothing where there are no hours at all."""
    if found:
        yield heading(found, asked)
        yield from days(found, asked)


def heading(found: Sequence[FreeDay], asked: Question) -> RenderableType:
    """Return the schedule's title, what was asked on which days, and whose clocks tell the times."""
    windows = [window for day in found for window in day.windows]
    others = [[window.in_zone(zone) for window in windows] for zone in asked.also if zone != windows[0].timezone]
    told = [
        f"Free time between {asked.who}",
        f"{clock.day_list([day.day for day in found])}, {' and '.join(map(_hours, asked.hours))}",
        f"{_length(asked.at_least)}{_kept(asked.buffer)}",
        clock.times_in(windows, *others),
    ]
    return Group(plain(asked.title, TITLE), plain("\n".join(told), QUIET))


def _hours(hours: TimeRange) -> str:
    day = timedelta(days=1)
    return f"{hours._replace(end=hours.end - day)}" if hours.end > day else f"{hours}"


def _length(at_least: timedelta) -> str:
    return f"At least {clock.duration(at_least)}" if at_least else "However short"


def _kept(buffer: timedelta) -> str:
    return f", {clock.duration(buffer)} kept around events" if buffer else ""


def days(found: Sequence[FreeDay], asked: Question) -> Iterator[RenderableType]:
    """Yield the free time of each day under it; a day that is wholly free, or has no gap, is told to be so."""
    times = [clock.times(slot, day.day) for day in found for slot in day.slots]
    wide = max(map(len, times), default=0) + _GAP
    for day in found:
        yield Group(Text(), Text(clock.day(day.day), style=DAY), lines([*_slots(day, asked, wide)]))


def _slots(day: FreeDay, asked: Question, wide: int) -> Iterator[Text]:
    mark = ", wholly free" if day.is_wholly_free else ""
    for slot in day.slots:
        yield Text.assemble((clock.times(slot, day.day).ljust(wide), TIME), clock.duration(slot.duration), mark)
        yield from (plain(words, QUIET) for words in clock.other_times(slot, asked.also, day=day.day))
    if not day.slots:
        yield Text(none_so_long(asked), QUIET)
