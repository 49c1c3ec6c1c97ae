"""The common shape of both formats: the keys of c3voc's schedule JSON, whatever a program put behind them."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from ungacli.draft.diagnostics import Place
from ungacli.escapes import without_controls


class Record(dict[str, Any]):
    """One mapping of a file; *place* is where it stands, and *places* are those of its values, by their keys."""

    __slots__ = ("place", "places")

    def __init__(
        self, *args: Any, place: Place | None = None, places: Mapping[str, Place] = MappingProxyType({})
    ) -> None:
        super().__init__(*args)
        self.place = place
        self.places = places


class Session(NamedTuple):
    """One event of the file, the name of the *room* that it stands in, and the *day* that the room stands in."""

    record: Record
    room: str
    day: Record


def text(value: object) -> str:
    """Return *value* as text without control characters; of a text in several languages English or the first."""
    if isinstance(value, dict):
        value = value.get("en") or next((one for one in value.values() if isinstance(one, str)), "")
    return without_controls(value).strip() if isinstance(value, str) else ""


def line(*values: object) -> str:
    """Return the first of *values* that has text, on one line; an empty one if none has."""
    return next(filter(None, (" ".join(text(value).split()) for value in values)), "")


def records(value: object, key: str = "") -> Iterator[Record]:
    """Yield the mappings in the list *value*, none if it is no list; a text in it is one with that *key*, if any."""
    for one in value if isinstance(value, list) else ():
        if isinstance(one, Record):
            yield one
        elif key and isinstance(one, str):
            yield Record({key: one})


def sessions(schedule: Record) -> Iterator[Session]:
    """Yield the events of *schedule* in its order: days are lists, rooms a list or a mapping from their names."""
    days = schedule["conference"].get("days")
    for day in records(days if isinstance(days, list) else schedule.get("days")):
        rooms = day.get("rooms")
        if isinstance(rooms, dict):
            named = list(rooms.items())
        else:
            named = [(room.get("name"), room.get("events") or room.get("talks")) for room in records(rooms)]
        for name, events in named:
            yield from (Session(event, line(name), day) for event in records(events))
