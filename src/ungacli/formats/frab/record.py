"""The common shape of both formats: the keys of c3voc's schedule JSON, whatever a program put behind them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ungacli.draft.diagnostics import Place

GENERATOR = "ungacli"
"""The name by which files of our own are known."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Record(dict[str, Any]):
    """One mapping of a file that knows where it stands there, in the file's own way of counting."""

    __slots__ = ("at",)

    def __init__(self, *args: Any, at: Any = None) -> None:
        super().__init__(*args)
        self.at = at


@dataclass(frozen=True, slots=True)
class Session:
    """One event of the file: what is said of it, in which room it stands and on which day."""

    record: Record
    room: str
    day: Record


Places = Mapping[str, Place]
"""Where the values of a record stand, by their keys; the record itself under an empty one."""


def text(value: object) -> str:
    """Return *value* as text without control characters; of a text in several languages English or the first."""
    if isinstance(value, dict):
        value = value.get("en") or next((one for one in value.values() if isinstance(one, str)), "")
    return _UNPRINTABLE.sub("", value).strip() if isinstance(value, str) else ""


def mapping(value: object) -> Record:
    """Return *value* if it is a mapping, else an empty one."""
    return value if isinstance(value, Record) else Record()


def records(value: object) -> Iterator[Record]:
    """Yield the mappings in the list *value*, none if it is no list."""
    yield from (one for one in value if isinstance(one, Record)) if isinstance(value, list) else ()


def conference_of(schedule: Record) -> Record:
    """Return what *schedule* says of the conference."""
    return mapping(schedule.get("conference"))


def sessions(schedule: Record) -> Iterator[Session]:
    """Yield the events of *schedule* in its order: days are lists, rooms a list or a mapping from their names."""
    days = conference_of(schedule).get("days")
    for day in records(days if isinstance(days, list) else schedule.get("days")):
        rooms = day.get("rooms")
        if isinstance(rooms, dict):
            named = list(rooms.items())
        else:
            named = [(room.get("name"), room.get("events") or room.get("talks")) for room in records(rooms)]
        for name, events in named:
            yield from (Session(event, text(name), day) for event in records(events))
