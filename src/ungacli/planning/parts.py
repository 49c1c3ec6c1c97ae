"""Whose time an event takes."""

from collections.abc import Collection

from ungacli.model import Event, Participant, Status


def takes_time(event: Event, of: Collection[Participant] = ()) -> bool:
    """Return whether *event* takes the time *of* any of some people or organizations; of anybody's without them.

    A cancelled event takes nobody's, nor does one in which all their parts are cancelled; one that names
    none of them is theirs for another reason. What is tentative counts.
    """
    if event.status is Status.CANCELLED:
        return False
    parts = [part.status for part in event.speakers if part.person in of]
    parts += [part.status for part in event.organizers if any(map(part.is_by, of))]
    return not parts or any(status is not Status.CANCELLED for status in parts)
