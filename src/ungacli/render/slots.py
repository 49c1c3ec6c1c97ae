"""Free time in words and as plain data, without what draws it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ungacli.planning.free import FreeDay
from ungacli.record import Record
from ungacli.render import clock
from ungacli.render.data import iso_duration
from ungacli.when.times import TimeRange

_HEADER = ("date", "start", "end", "duration")


class Question(NamedTuple):
    """What was asked of the schedule with this *title*: in which *hours*, how long, how far from events.

    *who* tells which events are meant; *also* are the zones by whose clocks times are told too.
    """

    title: str
    who: str
    hours: Sequence[TimeRange]
    at_least: timedelta
    buffer: timedelta
    also: Sequence[ZoneInfo] = ()


def nothing_free(found: Sequence[FreeDay], asked: Question) -> tuple[str, str]:
    """Return that nothing is free on the days that were *found*, and what to ask instead."""
    if not found:
        hint = "open ranges end with the schedule; name both ends of others: --date 2024-10-01..2024-10-04"
        return "there are no days to look at, or none with such hours", hint
    when = clock.day_list([day.day for day in found])
    return f"{none_so_long(asked)} on {when}", "ask for less with --at-least, or for other hours with --between"


def none_so_long(asked: Question) -> str:
    """Return `no gap of 30 min`."""
    return f"no gap of {clock.duration(asked.at_least)}" if asked.at_least else "no gap"


def table(
    found: Sequence[FreeDay], also: Sequence[ZoneInfo], *, exact: bool
) -> tuple[tuple[str, ...], list[list[str]]]:
    """Return a header, and a row for each slot: the day and the time on which it begins, its end, how long it is.

    An end on another day has `+1`, and the same by the clocks *also* stands in a column of its own; *exact*
    ones are moments with their offsets alone, for other programs.
    """
    rows: list[list[str]] = []
    header = _HEADER if exact or not also else (*_HEADER, "also")
    for slot in (slot for day in found for slot in day.slots):
        if exact:
            told = [slot.start.isoformat(), slot.end.isoformat(), iso_duration(slot.duration)]
        else:
            others = ["; ".join(clock.other_times(slot, also))] if also else []
            told = [*clock.times(slot).split("–", 1), clock.duration(slot.duration), *others]
        rows.append([slot.start.date().isoformat(), *told])
    return header, rows


def records(found: Sequence[FreeDay]) -> list[Record]:
    """Return each slot as plain data: its start and end with their offsets, its zone, its length by ISO 8601."""
    return [
        {
            "start": slot.start.isoformat(),
            "end": slot.end.isoformat(),
            "timezone": slot.timezone.key,
            "duration": iso_duration(slot.duration),
        }
        for day in found
        for slot in day.slots
    ]
