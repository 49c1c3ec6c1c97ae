"""What is on at a moment, what comes next, and what was last once all is over."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from ungacli.model import Event, Schedule, Status


class State(StrEnum):
    """Where an event stands at a moment."""

    NOW = "now"
    UPCOMING = "upcoming"
    PAST = "past"


class Turn(NamedTuple):
    """An *event* with its *state*; *starts_in* and *ends_in* tell how long until then, None for what has been."""

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
    events = schedule.local_events
    starts, ends = [one.start.timestamp() for one in events], [one.end.timestamp() for one in events]
    instant = now.timestamp()
    begun = bisect_right(starts, instant)
    on = _taking_place(events, [place for place in range(begun) if ends[place] > instant])
    after = _taking_place(events, range(begun, len(starts)))
    turns = [_turn(event, State.NOW, instant) for event in on]
    turns += [_turn(event, State.UPCOMING, instant) for event in _first(after, count)]
    return Outlook(
        now,
        begun=any(_taking_place(events, range(begun))),
        turns=tuple(turns or [Turn(event, State.PAST) for event in _last_to_end(events, ends)]),
    )


def _taking_place(events: Sequence[Event], places: Sequence[int]) -> Iterator[Event]:
    return (event for event in map(events.__getitem__, places) if event.status is not Status.CANCELLED)


def _first(events: Iterator[Event], count: int) -> Iterator[Event]:
    for _, together in groupby(events, key=lambda event: event.start.timestamp()):
        if count <= 0:
            return
        for event in together:
            count -= 1
            yield event


def _last_to_end(events: Sequence[Event], ends: Sequence[float]) -> Iterator[Event]:
    latest = sorted(range(len(ends)), key=ends.__getitem__, reverse=True)
    for _, together in groupby(_taking_place(events, latest), key=lambda event: event.end.timestamp()):
        yield from together
        return


def _turn(event: Event, state: State, instant: float) -> Turn:
    starts_in = timedelta(seconds=event.start.timestamp() - instant)
    ends_in = timedelta(seconds=event.end.timestamp() - instant)
    return Turn(event, state, starts_in if state is State.UPCOMING else None, ends_in)
