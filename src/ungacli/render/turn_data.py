"""What is on and what comes next, for other programs."""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from ungacli.planning.upcoming import Turn
from ungacli.record import Record, event_record
from ungacli.render import clock
from ungacli.render.data import iso_duration

HEADER = ("state", "starts_in", "ends_in", "date", "time", "id", "title")


def record(turn: Turn) -> Record:
    """Return an event with its state at a moment, and how long until it starts and ends: null for what has been."""
    return {
        **event_record(turn.event),
        "state": turn.state.value,
        "starts_in": _until(turn.starts_in),
        "ends_in": _until(turn.ends_in),
    }


def row(turn: Turn, also: Sequence[ZoneInfo] = ()) -> tuple[object, ...]:
    """Return the same as cells below HEADER, with its times by the clocks *also*."""
    event = turn.event
    times = "; ".join([clock.times(event), *clock.other_times(event, also)])
    return turn.state, _until(turn.starts_in), _until(turn.ends_in), event.start.date(), times, event.id, event.title


def _until(value: timedelta | None) -> str | None:
    """Return *value*, if there is one, as iso_duration does."""
    return None if value is None else iso_duration(value)
