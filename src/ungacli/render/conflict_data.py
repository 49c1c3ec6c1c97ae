"""Pairs of events that clash, for other programs."""

from ungacli import phrases
from ungacli.planning.conflicts import Conflict
from ungacli.record import Record, event_record
from ungacli.render.data import iso_duration

_FIRST, _SECOND = ("first", "first_start", "first_end"), ("second", "second_start", "second_end")
HEADER = ("people", *_FIRST, *_SECOND, "overlap", "gap", "with_own")


def record(conflict: Conflict) -> Record:
    """Return *conflict* as plain data, the lengths as ISO 8601 writes them."""
    return {
        "people": [{"id": person.id, "name": person.name} for person in conflict.people],
        "overlap": iso_duration(conflict.overlap),
        "gap": iso_duration(conflict.gap),
        "with_own": conflict.with_own,
        "first": event_record(conflict.first),
        "second": event_record(conflict.second),
    }


def row(conflict: Conflict) -> tuple[str, ...]:
    """Return *conflict* as cells below the HEADER: the events by their ids, times with their offset."""
    first, second = (
        (event.id, event.start.isoformat(), event.end.isoformat()) for event in (conflict.first, conflict.second)
    )
    names = phrases.several(person.name for person in conflict.people)
    lengths = (iso_duration(conflict.overlap), iso_duration(conflict.gap))
    return (names, *first, *second, *lengths, "yes" if conflict.with_own else "no")
