"""What to say when no event is left, or nobody in those that are."""

from collections.abc import Sequence

from ungacli.model import Schedule
from ungacli.query.conditions import Condition, emptied_by, told
from ungacli.query.lookup import EVERYONE, ParticipantKind
from ungacli.render import clock


def nothing_found(schedule: Schedule, asked: Sequence[Condition]) -> tuple[str, str]:
    """Return that no event meets all that was *asked*, and what would have been found otherwise."""
    message = f"no event matches {told(asked)}"
    last = emptied_by(schedule, asked)
    if last and last.hint:
        return message, last.hint
    if last is None or len(asked) == 1 or not last.others.events:
        return message, f"the schedule has {_when(schedule)}"
    return message, f"without {told([last.condition])} there would be {_when(last.others)}"


def _when(schedule: Schedule) -> str:
    return f"{clock.count(schedule.events)}, on {clock.day_list(schedule.days)}"


def nobody_found(kind: ParticipantKind, found: Schedule, schedule: Schedule) -> tuple[str, str]:
    """Return that nobody speaks or organizes in the events that were *found* in *schedule*, and where somebody does."""
    events = "that event" if len(found.events) == 1 else f"any of these {len(found.events)} events"
    everyone = len(EVERYONE[kind](schedule))
    hint = f"`ungacli {kind}` lists all {everyone}" if everyone else "`ungacli list` shows what there is of each event"
    return f"no {kind} is named in {events}", hint
