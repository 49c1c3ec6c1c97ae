"""Events, people and organizations that lie in a file and are made when they are looked at."""

import json
import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote
from zlib import decompress
from zoneinfo import ZoneInfo

from ungacli.cache.rows import event_from, organization_from, person_from, schedule_from
from ungacli.indexed import Indexed, Made, moment
from ungacli.model import Event, Participant, Person, Schedule
from ungacli.record import Record

Kind = Literal["event", "text", "name", "person", "organization"]

BLOCK: dict[Kind, int] = {"event": 64, "text": 256, "name": 1024, "person": 256, "organization": 256}
"""How many rows of each kind lie together."""
# What is asked for in order of time: one block at a time is enough.
_ONE_BY_ONE = {"event", "text"}


class Store:
    """The content of a cache file: its *key* and *header*, and rows by kind and number.

    Raises sqlite3.Error, TypeError or ValueError for a file that was not written as one.
    """

    def __init__(self, path: Path) -> None:
        # The file is never written to once it stands there: no locks are needed, and any thread may read.
        self._file = sqlite3.connect(f"file:{quote(os.fsencode(path))}?immutable=1", uri=True, check_same_thread=False)
        key, header, starts, ends = self.one("SELECT key, header, starts, ends FROM schedule")
        self.key: str = key
        self.header: Record = json.loads(header)
        self.starts, self.ends = memoryview(starts).cast("d"), memoryview(ends).cast("d")
        self._blocks: dict[Kind, dict[int, list[Any]]] = {kind: {} for kind in BLOCK}

    def __del__(self) -> None:
        with suppress(AttributeError):
            self._file.close()

    def one(self, query: str, *values: object) -> Any:
        """Return the one row that *query* finds, or None."""
        return self._file.execute(query, values).fetchone()

    def all(self, query: str, *values: object) -> list[Any]:
        """Return the rows that *query* finds."""
        return self._file.execute(query, values).fetchall()

    def row(self, kind: Kind, number: int) -> Any:
        """Return row *number* of a *kind*."""
        block, place = divmod(number, BLOCK[kind])
        blocks = self._blocks[kind]
        if block not in blocks:
            if kind in _ONE_BY_ONE:
                blocks.clear()
            blocks[block] = self.block(kind, block)
        return blocks[block][place]

    def block(self, kind: Kind, number: int) -> list[Any]:
        """Return the rows of block *number* of a *kind*."""
        (content,) = self.one("SELECT content FROM block WHERE kind = ? AND number = ?", kind, number)
        rows: list[Any] = json.loads(decompress(content))
        return rows

    def schedule(self) -> Schedule:
        """Return the schedule, its people, organizations and events made when they are looked at."""
        zones = [ZoneInfo(key) for key in self.header["zones"]]
        organizations = cache(lambda number: organization_from(self.row("organization", number)))
        people = cache(lambda number: person_from(self.row("person", number), organizations))

        def event(position: int) -> Event:
            row = self.row("event", position)
            zone = zones[row[0]]
            start, end = moment(self.starts[position], zone), moment(self.ends[position], zone)
            return event_from(row, start, end, people, organizations)

        def party(value: str, number: int) -> Participant:
            return people(number) if value.startswith("person") else organizations(number)

        return schedule_from(
            self.header["about"],
            StoredEvents(self, cache(event), party),
            Made(range(self.header["people"]), people),
            Made(range(self.header["organizations"]), organizations),
        )


class StoredEvents(Indexed[Event]):
    """The events of a *store*, of which *one* makes that at a position, and *party* whom a value and number mean."""

    def __init__(self, store: Store, one: Callable[[int], Event], party: Callable[[str, int], Participant]) -> None:
        super().__init__(store.starts, store.ends, one)
        self._store = store
        self._party = party
        self._by_clock: dict[ZoneInfo, StoredEvents] = {}

    def in_zone(self, zone: ZoneInfo) -> "StoredEvents":
        """Return the same, told by the clock of *zone*."""
        if zone not in self._by_clock:
            told = cache(lambda position: self._one(position).in_zone(zone))
            self._by_clock[zone] = StoredEvents(self._store, told, self._party)
        return self._by_clock[zone]

    def with_topic(self, topic: str) -> Sequence[int]:
        """Return the positions of the events about *topic*."""
        return self._with("topic", topic)

    def topics(self) -> dict[str, int]:
        """Return each topic, in order, with the number of events about it."""
        found = self._store.all("SELECT value, positions FROM facet WHERE field = 'topic' ORDER BY place")
        return {value: len(_positions(positions)) for value, positions in found}

    def with_party(self, kind: str, party: Participant) -> Sequence[int]:
        """Return the positions of the events in which *party* is a speaker or an organizer, as *kind* says."""
        return self._with(kind, party_value(party))

    def parties(self, kind: str) -> list[tuple[Participant, Sequence[Event]]]:
        """Return all speakers or organizers, as *kind* says, by the order of names, each with their events."""
        query = "SELECT value, number, positions FROM facet WHERE field = ? ORDER BY place"
        return [
            (self._party(value, number), Made(_positions(positions), self._one))
            for value, number, positions in self._store.all(query, kind)
        ]

    def names(self) -> list[tuple[str, str]]:
        """Return the id and the title of each event."""
        blocks = range(-(-len(self) // BLOCK["name"]))
        return [(key, title) for number in blocks for key, title in self._store.block("name", number)]

    def text(self, position: int) -> str:
        """Return the text of the event at *position* in which words are looked for."""
        text: str = self._store.row("text", position)
        return text

    def _with(self, field: str, value: str) -> Sequence[int]:
        found = self._store.one("SELECT positions FROM facet WHERE field = ? AND value = ?", field, value)
        return _positions(found[0]) if found else ()


def _positions(content: bytes) -> Sequence[int]:
    return memoryview(content).cast("I")


def party_value(party: Participant) -> str:
    """Return *party* as it stands among the values of a facet: a body may have the id of a person."""
    return f"{'person' if isinstance(party, Person) else 'organization'} {party.id}"
