"""Events that a calendar still shows though its schedule no longer has them."""

from collections.abc import Sequence
from dataclasses import replace

from ungacli.model import Event, Schedule, Status


def withdrawn(old: Sequence[Event], new: Sequence[Event]) -> tuple[Event, ...]:
    """Return the events of *old* whose UID is none of *new*, as cancelled.

    Who follows a calendar learns of an event that is gone by its UID and this status alone. An id
    that another event of *new* has is one of `id-cancelled`, `id-cancelled-cancelled` ...
    """
    kept, taken = {event.uid for event in new}, {event.id for event in (*old, *new)}
    ids = {event.id for event in new}
    gone = []
    for event in old:
        if event.uid in kept:
            continue
        name = event.id
        if name in ids:
            while name in taken:
                name += "-cancelled"
            taken.add(name)
        gone.append(replace(event, id=name, status=Status.CANCELLED))
    return tuple(gone)


def following(new: Schedule, old: Schedule) -> Schedule:
    """Return *new* with what it lacks of the events of *old* as cancelled, each at its time.

    Its revision is above that of *old*, for a change is told by its number (RFC 5545, section 3.8.7.4).
    """
    events = sorted((*new.events, *withdrawn(old.events, new.events)), key=lambda event: event.start.timestamp())
    return replace(new, events=tuple(events), revision=max(new.revision, old.revision + 1))
