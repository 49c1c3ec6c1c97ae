"""Who counts as busy: whose time an event takes, and when."""

from collections.abc import Collection, Iterable, Sequence

from ungacli.model import Event, Participant, Status
from ungacli.planning.spans import Span, span_of


def takes_time(event: Event, of: Collection[Participant] = ()) -> bool:
    """Return whether *event* takes the time *of* any of some people or organizations; of anybody's without them.

    A cancelled event takes nobody's, nor does one in which all their roles are cancelled; one that names
    none of them is theirs for another reason. What is tentative counts.
    """
    if event.status is Status.CANCELLED:
        return False
    statuses = [part.status for part in event.roles if any(one in of for one in part.represents)]
    return not statuses or any(status is not Status.CANCELLED for status in statuses)


def busy_spans(events: Iterable[Event], people: Sequence[Participant] = (), *, own: Sequence[Event] = ()) -> list[Span]:
    """Return when *events*, or those of one's *own*, take the time of *people*, or of anybody."""
    busy = [event for event in events if takes_time(event, people)]
    return [span_of(event) for event in (*busy, *filter(takes_time, own))]
