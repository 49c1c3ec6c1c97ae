"""What to print when no event is left, nobody in those that are, or no free time: a message and a hint."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from ungacli.model import Schedule
from ungacli.phrases import count
from ungacli.query.conditions import Condition, emptied_by, joined_labels
from ungacli.query.lookup import ParticipantKind, involvements
from ungacli.render import time_text

if TYPE_CHECKING:
    from ungacli.planning.free import FreeDay


def nothing_found(schedule: Schedule, asked: Sequence[Condition]) -> tuple[str, str]:
    """Return that no event meets all conditions, and what would have been found with fewer."""
    message = f"no event matches {joined_labels(asked)}"
    last = emptied_by(schedule, asked)
    if last and last.hint:
        return message, last.hint
    if last is None or len(asked) == 1 or not last.others.events:
        return message, f"the schedule has {_when(schedule)}"
    return message, f"without {joined_labels([last.condition])} there would be {_when(last.others)}"


def _when(schedule: Schedule) -> str:
    return f"{count(schedule.events)}, on {time_text.day_list(schedule.days)}"


def nobody_found(kind: ParticipantKind, matches: Schedule, schedule: Schedule) -> tuple[str, str]:
    """Return that nobody speaks or organizes in the events of *matches*, and where in *schedule* somebody does."""
    events = "that event" if len(matches.events) == 1 else f"any of these {len(matches.events)} events"
    everyone = len(involvements(schedule, kind))
    hint = f"`ungacli {kind}` lists all {everyone}" if everyone else "`ungacli list` shows what there is of each event"
    return f"no {kind} is named in {events}", hint


def nothing_free(days: "Sequence[FreeDay]", at_least: timedelta) -> tuple[str, str]:
    """Return that no free time of such a length is left on *days*, and what to look for instead."""
    if not days:
        hint = "open ranges end with the schedule; name both ends of others: --date 2024-10-01..2024-10-04"
        return "there are no days to look at, or none with such hours", hint
    when = time_text.day_list([day.day for day in days])
    return f"{no_gap(at_least)} on {when}", "ask for less with --at-least, or for other hours with --between"


def no_gap(at_least: timedelta) -> str:
    """Return `no gap of 30 min`."""
    return f"no gap of {time_text.duration(at_least)}" if at_least else "no gap"
