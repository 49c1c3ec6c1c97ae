"""What is on at a moment, what comes next, and what was last once all is over."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from ungacli.model import Event, Schedule, Status
from ungacli.planning.busy_time import span_of


class State(StrEnum):
    """Where an event stands at a moment."""

    NOW = "now"
    UPCOMING = "upcoming"
    PAST = "past"


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

    def of(self, state: State) -> tuple[Turn, ...]:
        """Return the turns in this *state*."""
        return tuple(turn for turn in self.turns if turn.state is state)


def outlook(schedule: Schedule, now: datetime, *, count: int) -> Outlook:
    """Return what is on *now*, an aware moment, and the next *count* events, in order of time.

    An event is on from its start until just before its end. Those that start together with the last
    one that counts come too; who has to choose between them wants to see them all. Cancelled events
    are left out. The times are in the zone of the schedule.
    """
    moment = now.astimezone(UTC)
    events = [(event, span_of(event)) for event in schedule.local_events if event.status is not Status.CANCELLED]
    begun = [(event, span) for event, span in events if span.start <= moment]
    coming = events[len(begun) :]
    turns = [Turn(event, State.NOW, None, span.end - moment) for event, span in begun if span.end > moment]
    last = [span.start for _, span in coming[: max(count, 0)]][-1:]
    turns += [
        Turn(event, State.UPCOMING, span.start - moment, span.end - moment)
        for event, span in coming
        if last and span.start <= last[0]
    ]
    if begun and not turns:
        latest = max(span.end for _, span in begun)
        turns = [Turn(event, State.PAST) for event, span in begun if span.end == latest]
    return Outlook(now, begun=bool(begun), turns=tuple(turns))
