"""What to say when no event is left."""

from collections.abc import Sequence

from ungacli.model import Schedule
from ungacli.query.conditions import Condition, emptied_by, select, told
from ungacli.render import clock


def nothing_found(schedule: Schedule, asked: Sequence[Condition]) -> tuple[str, str]:
    """Return that no event meets all that was *asked*, and what would have been found otherwise."""
    message = f"no event matches {told(asked)}"
    last = emptied_by(schedule, asked)
    if last and (hint := last.hint()):
        return message, hint
    others = select(schedule, [condition for condition in asked if condition is not last])
    if last is None or len(asked) == 1 or not others.events:
        return message, f"the schedule has {clock.count(schedule.events)}, on {clock.day_list(schedule.days)}"
    return (
        message,
        f"without {told([last])} there would be {clock.count(others.events)}, on {clock.day_list(others.days)}",
    )
