"""What is on at a moment, what comes next, and what was last once all is over."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from ungacli.model import Event, Schedule, Status
from ungacli.planning.busy_time import span_of
from ungacli.query.conditions import State, state_at


class Turn(NamedTuple):
    """An *event* with its *state*; *starts_in* and *ends_in* are how long until then, None for the past."""

    event: Event
    state: State
    starts_in: timedelta | None = None
    ends_in: timedelta | None = None


class Outlook(NamedTuple):
    """The *turns* to look at *now*, and whether any event has *begun*.

    These are all events that are on, then those that come next; if there are neither, those that ended last.
    """

    now: datetime
    begun: bool
    turns: tuple[Turn, ...]


def outlook(schedule: Schedule, now: datetime, *, count: int) -> Outlook:
    """Return what is on *now*, an aware moment, and the next *count* events, at least one, in order of time.

    Events that start together with the last one that counts come too. Cancelled events are left out. The times
    are in the zone of the schedule.
    """
    moment = now.astimezone(UTC)
    turns = []
    for event in schedule.local_events:
        if event.status is not Status.CANCELLED:
            state, span = state_at(event, now.timestamp()), span_of(event)
            starts_in = span.start - moment if state is State.UPCOMING else None
            turns.append(Turn(event, state, starts_in, None if state is State.PAST else span.end - moment))
    coming = [turn.starts_in for turn in turns if turn.starts_in is not None][:count]
    shown = [
        turn
        for turn in turns
        if turn.state is State.NOW or (turn.starts_in is not None and turn.starts_in <= coming[-1])
    ]
    if not shown:
        latest = max((turn.event.end.timestamp() for turn in turns), default=None)
        shown = [turn for turn in turns if turn.event.end.timestamp() == latest]
    return Outlook(now, begun=any(turn.state is not State.UPCOMING for turn in turns), turns=tuple(shown))
