"""What to say when no event is left."""

from collections.abc import Sequence

from ungacli.model import Schedule
from ungacli.query.conditions import Condition, emptied_by, told
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
