"""Pairs of events that clash, each with who is concerned, how much they overlap or how little is between them."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from ungacli import phrases
from ungacli.model import Event, Schedule, Status
from ungacli.planning.conflicts import Conflict
from ungacli.render import time_text
from ungacli.render.agenda import event_title
from ungacli.render.layout import (
    GAP,
    NARROW,
    OWN,
    QUIET,
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
    """Return `Amy Pope: 30 min at once`, or `30 min between`."""
    is_overlap = bool(conflict.overlap)
    length = time_text.duration(conflict.overlap if is_overlap else conflict.gap)
    names = phrases.several(_name(conflict, place) for place in range(len(conflict.people)))
    words = f"{length} {'at once' if is_overlap else 'between'}"
    return Text.assemble(plain(names, OWN), ": " if names else "", (words, UNSURE))


def _name(conflict: Conflict, place: int) -> str:
    """Return the name of one of the people, marked where the part in one of the events is not certain."""
    person = conflict.people[place]
    parts = [part for event in (conflict.first, conflict.second) for part in event.speakers if part.person == person]
    is_unsure = any(part.status is Status.TENTATIVE for part in parts)
    return f"~ {person.name} ({phrases.certainty(Status.TENTATIVE)})" if is_unsure else person.name


def _other_day(event: Event, day: date) -> list[Text]:
    """Return the day on which *event* starts where that is another one than *day*."""
    start = event.start.date()
    return [] if start == day else [Text(time_text.days(start, start), QUIET)]
