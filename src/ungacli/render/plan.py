"""Conflicts and free time, day by day."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from ungacli import phrases
from ungacli.model import Event, Schedule, Status
from ungacli.planning.conflicts import Conflict
from ungacli.planning.free import FreeDay
from ungacli.render import time_text
from ungacli.render.agenda import event_title
from ungacli.render.layout import (
    GAP,
    NARROW,
    OWN,
    QUIET,
    TIME,
    TIMES,
    UNSURE,
    grid,
    heading,
    lines,
    plain,
    spaced,
    times,
    under_day,
)
from ungacli.when.time_options import TimeRange


def conflict_pairs(
    conflicts: Sequence[Conflict], schedule: Schedule, *, width: int, also: Sequence[ZoneInfo] = ()
) -> Iterator[RenderableType]:
    """Yield *conflicts*, in their order of time, day by day by the clock of *schedule*; nothing if there are none."""
    if not conflicts:
        return
    zone = schedule.timezone
    local = [one._replace(first=one.first.in_zone(zone), second=one.second.in_zone(zone)) for one in conflicts]
    yield heading(schedule.title, phrases.count(local, "conflict"), time_text.times_in(schedule.local_events, also))
    for day, group in groupby(local, key=lambda one: one.first.start.date()):
        yield under_day(day, *spaced(_pair(one, day, width, also) for one in group))


def _pair(conflict: Conflict, day: date, width: int, also: Sequence[ZoneInfo]) -> RenderableType:
    events = (conflict.first, conflict.second)
    # An event of the user's own calendar cannot be looked up by its id.
    places = [plain(one, QUIET) for one in (conflict.first.id, "yours" if conflict.with_own else conflict.second.id)]
    days = [_other_day(event, day) for event in events]
    clocks = [times(event, also) for event in events]
    if width < NARROW:
        cards = [
            lines([*other_day, Text("  ").join([when, place]), *others, event_title(event)])
            for event, other_day, (when, *others), place in zip(events, days, clocks, places, strict=True)
        ]
        return Group(_summary(conflict), *cards)
    cells = [lines([*other_day, *clock]) for other_day, clock in zip(days, clocks, strict=True)]
    table = grid([max(TIMES, *(len(line) for cell in cells for line in cell.plain.split("\n"))), None])
    for event, cell, place in zip(events, cells, places, strict=True):
        table.add_row(cell, lines([event_title(event), place]))
    return Group(_summary(conflict), Padding(table, (0, 0, 0, GAP)))


def _summary(conflict: Conflict) -> Text:
    """Return `Amy Pope: 30 min at once`, or `30 min between`; a name is marked where the part is not certain."""
    names = []
    for person in conflict.people:
        parts = (*conflict.first.speakers, *conflict.second.speakers)
        is_unsure = any(part.status is Status.TENTATIVE for part in parts if part.person == person)
        names.append(f"~ {person.name} ({phrases.certainty(Status.TENTATIVE)})" if is_unsure else person.name)
    length, which = (conflict.overlap, "at once") if conflict.overlap else (conflict.gap, "between")
    words = (f"{time_text.duration(length)} {which}", UNSURE)
    return Text.assemble(plain(phrases.several(names), OWN), ": " if names else "", words)


def _other_day(event: Event, day: date) -> list[Text]:
    """Return the day on which *event* starts where that is another one than *day*."""
    start = event.start.date()
    return [] if start == day else [Text(time_text.days(start, start), QUIET)]


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
    day_after = timedelta(days=1)
    windows = [f"{one._replace(end=one.end - day_after) if one.end > day_after else one}" for one in hours]
    length = f"At least {time_text.duration(at_least)}" if at_least else "However short"
    yield heading(
        title,
        f"Free time between {events}",
        f"{time_text.day_list([day.day for day in days])}, {' and '.join(windows)}",
        length + (f", {time_text.duration(buffer)} kept around events" if buffer else ""),
        time_text.times_in([window for day in days for window in day.windows], also),
    )
    width = max((len(time_text.times(slot, day.day)) for day in days for slot in day.slots), default=0)
    for day in days:
        mark = ", wholly free" if day.is_free_all_day else ""
        slots: list[Text] = []
        for slot in day.slots:
            hours_of_slot = time_text.times(slot, day.day).ljust(width + GAP)
            slots.append(Text.assemble((hours_of_slot, TIME), time_text.duration(slot.duration), mark))
            slots += [plain(words, QUIET) for words in time_text.other_times(slot, also, day=day.day)]
        yield under_day(day.day, lines(slots or [Text(no_gap(at_least), QUIET)]))


def nothing_free(days: Sequence[FreeDay], at_least: timedelta) -> tuple[str, str]:
    """Return that no free time of such a length is left on *days*, and what to look for instead."""
    if not days:
        hint = "open ranges end with the schedule; name both ends of others: --date 2024-10-01..2024-10-04"
        return "there are no days to look at, or none with such hours", hint
    when = time_text.day_list([day.day for day in days])
    return f"{no_gap(at_least)} on {when}", "ask for less with --at-least, or for other hours with --between"


def no_gap(at_least: timedelta) -> str:
    """Return `no gap of 30 min`."""
    return f"no gap of {time_text.duration(at_least)}" if at_least else "no gap"
