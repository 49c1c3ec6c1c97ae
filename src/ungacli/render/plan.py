"""Conflicts and free time, day by day."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from ungacli import phrases
from ungacli.model import Schedule, Status
from ungacli.planning.busy_time import Conflict
from ungacli.planning.free import FreeDay
from ungacli.render import time_text
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
from ungacli.render.listings import event_title
from ungacli.when.time_options import TimeRange


def conflict_pairs(
    conflicts: Sequence[Conflict], schedule: Schedule, *, width: int, also: Sequence[ZoneInfo] = ()
) -> Iterator[RenderableType]:
    """Yield *conflicts*, in their order, day by day in the zone of *schedule*; nothing if there are none."""
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
    cards, rows = [], []
    for event, place in zip(events, places, strict=True):
        when, *others = times(event, also)
        start = event.start.date()
        other_day = [] if start == day else [Text(time_text.days(start, start), QUIET)]
        cards.append(lines([*other_day, Text("  ").join([when, place]), *others, event_title(event)]))
        rows.append((lines([*other_day, when, *others]), lines([event_title(event), place])))
    if width < NARROW:
        return Group(_summary(conflict), *cards)
    table = grid([max(TIMES, *(len(line) for cell, _ in rows for line in cell.plain.split("\n"))), None])
    for row in rows:
        table.add_row(*row)
    return Group(_summary(conflict), Padding(table, (0, 0, 0, GAP)))


def _summary(conflict: Conflict) -> Text:
    """Return `Amy Pope: 30 min at once`, or `30 min between`; a name is marked where the role is tentative."""
    names = []
    for person in conflict.people:
        parts = (*conflict.first.speakers, *conflict.second.speakers)
        is_unsure = any(part.status is Status.TENTATIVE for part in parts if part.person == person)
        names.append(f"~ {person.name} ({phrases.certainty(Status.TENTATIVE)})" if is_unsure else person.name)
    length, which = (conflict.overlap, "at once") if conflict.overlap else (conflict.gap, "between")
    words = (f"{time_text.duration(length)} {which}", UNSURE)
    return Text.assemble(plain(phrases.several(names), OWN), ": " if names else "", words)


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
    """Yield the search under the *title* of the schedule, and the free time day by day; nothing without days.

    The search is for time between *events*, in words, in these *hours*, *at_least* this long, with a *buffer*.
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
        yield under_day(day.day, lines(slots or [Text(_no_gap(at_least), QUIET)]))


def nothing_free(days: Sequence[FreeDay], at_least: timedelta) -> tuple[str, str]:
    """Return the message that *days* have no free time of this length, and a hint."""
    if not days:
        hint = "open ranges end with the schedule; name both ends of others: --date 2024-10-01..2024-10-04"
        return "there are no days to look at, or none with such hours", hint
    when = time_text.day_list([day.day for day in days])
    return f"{_no_gap(at_least)} on {when}", "ask for less with --at-least, or for other hours with --between"


def _no_gap(at_least: timedelta) -> str:
    return f"no gap of {time_text.duration(at_least)}" if at_least else "no gap"
