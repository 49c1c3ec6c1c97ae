"""How a schedule is written into a cache file, with the index that finds its events."""

import json
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from zlib import compress

from ungacli.cache import seal
from ungacli.cache.numbered import Registers, event_row, organization_row, person_row
from ungacli.cache.rows import clocks
from ungacli.cache.stored import BLOCK, Kind, party_value
from ungacli.model import Event, Participant, Schedule
from ungacli.query.lookup import INVOLVED, ParticipantKind, name_order
from ungacli.query.text_search import event_text
from ungacli.record import about_record

_TABLES = (
    "CREATE TABLE schedule (key TEXT, header TEXT, starts BLOB, ends BLOB)",
    "CREATE TABLE block (kind TEXT, number INTEGER, content BLOB, PRIMARY KEY (kind, number))",
    """CREATE TABLE facet
    (field TEXT, value TEXT, place INTEGER, number INTEGER, positions BLOB, PRIMARY KEY (field, value))""",
)


def write(path: Path, key: str, schedule: Schedule) -> None:
    """Write *schedule* into the empty file at *path*, under *key*. Raises sqlite3.Error and OSError."""
    known = Registers(schedule)
    with closing(sqlite3.connect(path, isolation_level=None)) as store:
        # Nobody else sees the file before it is whole, so a journal would guard nothing.
        store.execute("PRAGMA journal_mode = OFF")
        store.execute(f"PRAGMA application_id = {seal.APPLICATION}")
        store.execute("BEGIN")
        for table in _TABLES:
            store.execute(table)
        # In this order: events name people, and people bodies, whom the schedule does not list.
        _write(store, "event", (event_row(event, known) for event in schedule.events))
        _write(store, "text", map(event_text, schedule.events))
        _write(store, "name", ([event.id, event.title] for event in schedule.events))
        for kind in INVOLVED:
            _write_parties(store, kind, schedule, known)
        _write_topics(store, schedule.events)
        _write(store, "person", (person_row(person, known) for person in known.people.all))
        _write(store, "organization", map(organization_row, known.organizations.all))
        header = {
            "about": about_record(schedule),
            "people": len(schedule.people),
            "organizations": len(schedule.organizations),
            "zones": known.zones.all,
            "clocks": clocks(known.zones.all),
        }
        times = [
            array("d", [moment.timestamp() for moment in moments]).tobytes()
            for moments in ([event.start for event in schedule.events], [event.end for event in schedule.events])
        ]
        store.execute("INSERT INTO schedule VALUES (?, ?, ?, ?)", (key, _json(header), *times))
        store.execute("COMMIT")


def _write(store: sqlite3.Connection, kind: Kind, rows: Iterable[object]) -> None:
    left = iter(rows)
    blocks = iter(lambda: list(islice(left, BLOCK[kind])), [])
    # The fastest: twice the time would save a fifth of the room.
    told = ((kind, number, compress(_json(block).encode(), 1)) for number, block in enumerate(blocks))
    store.executemany("INSERT INTO block VALUES (?, ?, ?)", told)


def _write_parties(store: sqlite3.Connection, kind: ParticipantKind, schedule: Schedule, known: Registers) -> None:
    parties: dict[str, Participant] = {}

    def values(event: Event) -> Iterator[str]:
        for party, _ in INVOLVED[kind](event):
            value = party_value(party)
            parties.setdefault(value, party)
            yield value

    found = _positions(schedule.events, values)
    values_in_order = sorted(found, key=lambda value: name_order(parties[value]))
    rows = ((value, known.party(parties[value]), found[value]) for value in values_in_order)
    _write_facet(store, kind, rows)


def _write_topics(store: sqlite3.Connection, events: Iterable[Event]) -> None:
    found = _positions(events, lambda event: event.topics)
    _write_facet(store, "topic", ((topic, None, found[topic]) for topic in sorted(found)))


def _positions(events: Iterable[Event], values: Callable[[Event], Iterable[str]]) -> "dict[str, array[int]]":
    """Return where the events of each of the *values* are, in order, each position once."""
    found: dict[str, array[int]] = {}
    for position, event in enumerate(events):
        for value in values(event):
            positions = found.setdefault(value, array("I"))
            if not positions or positions[-1] != position:
                positions.append(position)
    return found


def _write_facet(store: sqlite3.Connection, field: str, rows: "Iterable[tuple[str, int | None, array[int]]]") -> None:
    told = ((field, value, place, number, positions.tobytes()) for place, (value, number, positions) in enumerate(rows))
    store.executemany("INSERT INTO facet VALUES (?, ?, ?, ?, ?)", told)


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
