"""Pairs of events that clash, each with who is concerned, how much they overlap or how little is between them."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ungacli import phrases
from ungacli.model import Event, Schedule, Status
from ungacli.planning.conflicts import Conflict
from ungacli.render import clock
from ungacli.render.agenda import event_title, times_in
from ungacli.render.style import DAY, GAP, NARROW, OWN, QUIET, TIME, TIMES, TITLE, UNSURE
from ungacli.render.text import lines, plain


def drawn(
    conflicts: Sequence[Conflict], schedule: Schedule, *, width: int, also: Sequence[ZoneInfo] = ()
) -> Iterator[RenderableType]:
    """Yield *conflicts*, in their order of time, day by day by the clock of *schedule*; nothing if there are none."""
    told = [_in_zone(one, schedule.timezone) for one in conflicts]
    if told:
        yield Group(
            plain(schedule.title, TITLE), plain(f"{clock.count(told, 'conflict')}\n{times_in(schedule, also)}", QUIET)
        )
    for day, group in groupby(told, key=lambda one: one.first.start.date()):
        pairs: list[RenderableType] = []
        for one in group:
            pairs += [Text(), _pair(one, day, width, also)]
        yield Group(Text(), Text(clock.day(day), style=DAY), *pairs[1:])


def _in_zone(conflict: Conflict, zone: ZoneInfo) -> Conflict:
    return conflict._replace(first=conflict.first.in_zone(zone), second=conflict.second.in_zone(zone))


def _pair(conflict: Conflict, day: date, width: int, also: Sequence[ZoneInfo]) -> RenderableType:
    events = (conflict.first, conflict.second)
    # What is in a calendar of one's own cannot be asked for by its id.
    places = [plain(one, QUIET) for one in (conflict.first.id, "yours" if conflict.with_own else conflict.second.id)]
    if width < NARROW:
        cards = [
            lines([*_day(event, day), Text("  ").join([when, place]), *others, event_title(event)])
            for event, (when, *others), place in zip(
                events, (_times(event, also) for event in events), places, strict=True
            )
        ]
        return Group(_heading(conflict), *cards)
    cells = [lines([*_day(event, day), *_times(event, also)]) for event in events]
    table = Table(box=None, show_header=False, padding=(0, GAP, 0, 0), pad_edge=False)
    table.add_column(width=max(TIMES, *(len(line) for cell in cells for line in cell.plain.split("\n"))))
    table.add_column(overflow="fold")
    for event, cell, place in zip(events, cells, places, strict=True):
        table.add_row(cell, lines([event_title(event), place]))
    return Group(_heading(conflict), Padding(table, (0, 0, 0, GAP)))


def _heading(conflict: Conflict) -> Text:
    """Return `Amy Pope: 30 min at once`, or `30 min between`."""
    if conflict.overlap:
        told = f"{clock.duration(conflict.overlap)} at once"
    else:
        told = f"{clock.duration(conflict.gap)} between"
    names = phrases.several(_name(conflict, place) for place in range(len(conflict.people)))
    return Text.assemble(plain(names, OWN), ": " if names else "", (told, UNSURE))


def _name(conflict: Conflict, place: int) -> str:
    """Return the name of one of the people, marked where the part in one of the events is not certain."""
    person = conflict.people[place]
    parts = [part for event in (conflict.first, conflict.second) for part in event.speakers if part.person == person]
    is_unsure = any(part.status is Status.TENTATIVE for part in parts)
    return f"~ {person.name} ({phrases.certainty(Status.TENTATIVE)})" if is_unsure else person.name


def _day(event: Event, day: date) -> list[Text]:
    """Return the day on which *event* starts where that is another one than *day*."""
    start = event.start.date()
    return [] if start == day else [Text(clock.days(start, start), QUIET)]


def _times(event: Event, also: Sequence[ZoneInfo]) -> list[Text]:
    others = [plain(words, QUIET) for words in clock.other_times(event, also)]
    return [Text(clock.times(event), TIME), *others]
