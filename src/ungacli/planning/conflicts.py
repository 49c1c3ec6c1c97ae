"""Events that overlap, or that leave too little time between them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from typing import NamedTuple

from ungacli.model import Event, Participant, Person
from ungacli.names import fold
from ungacli.planning.parts import takes_time


class Conflict(NamedTuple):
    """Two events that overlap or have too little between them.

    In one plan *first* is the one that starts first; *with_own*, *second* is that of a calendar of one's own.
    *people* are those who speak in both, if they were asked for. *overlap* is the time that really passes
    while both go on, *gap* that between them: one of the two is nothing.
    """

    first: Event
    second: Event
    people: tuple[Person, ...]
    overlap: timedelta
    gap: timedelta
    with_own: bool = False


def conflicts(
    events: Sequence[Event],
    *,
    buffer: timedelta,
    one_plan: bool = False,
    only: Collection[Participant] = (),
    own: Iterable[Event] | None = None,
) -> list[Conflict]:
    """Return in order of time the pairs of *events* that overlap, or leave less than *buffer*, for whom they are asked.

    These are all pairs if somebody wants to be at all of them, in *one_plan*; else those of the people *only*,
    or of everybody. With one's *own* events those with them are looked for, and others only if they are asked for.
    """
    found = [] if own is None else with_own(events, own, buffer=buffer)
    if one_plan:
        found += overlapping(events, buffer=buffer)
    elif only or own is None:
        found += double_booked(events, buffer=buffer, only=only or None)
    return sorted(found, key=_order)


def double_booked(
    events: Iterable[Event], *, buffer: timedelta = timedelta(), only: Collection[Participant] | None = None
) -> list[Conflict]:
    """Return the pairs of *events* that overlap, or leave less than *buffer*, in which the same person speaks.

    Each pair comes once, with everybody concerned, of *only* these people if any are given. Cancelled events
    make nobody busy, nor do cancelled appearances; tentative ones do.
    """
    asked = None if only is None else {one.id for one in only}
    plans: dict[str, tuple[Person, dict[str, Event]]] = {}
    for event in events:
        for part in event.speakers:
            if (asked is None or part.person.id in asked) and takes_time(event, [part.person]):
                plans.setdefault(part.person.id, (part.person, {}))[1][event.id] = event
    found: dict[tuple[str, str], Conflict] = {}
    for person, plan in plans.values():
        for one in _in_one_plan(plan.values(), buffer):
            known = found.setdefault((one.first.id, one.second.id), one)
            found[one.first.id, one.second.id] = known._replace(people=(*known.people, person))
    return sorted(found.values(), key=_order)


def overlapping(events: Iterable[Event], *, buffer: timedelta = timedelta()) -> list[Conflict]:
    """Return the pairs of *events* that overlap, or leave less than *buffer*, whoever speaks in them.

    Cancelled events make nobody busy, tentative ones do.
    """
    return sorted(_in_one_plan(filter(takes_time, events), buffer), key=_order)


def with_own(events: Iterable[Event], own: Iterable[Event], *, buffer: timedelta = timedelta()) -> list[Conflict]:
    """Return the pairs of one of *events* and one of one's *own* that overlap, or leave less than *buffer*.

    Two that are the same event, by their UID or by title and start, are none. Cancelled events make nobody busy.
    """
    spans = [*_timed(filter(takes_time, events), 0), *_timed(filter(takes_time, own), 1)]
    pairs = ((other, one) if one.side else (one, other) for one, other in _close(spans, buffer, lambda side: 1 - side))
    found = (_conflict(one, other) for one, other in pairs if not _is_same(one.event, other.event))
    return sorted((one._replace(with_own=True) for one in found), key=_order)


class _Timed(NamedTuple):
    """An event from *start* to *end* in UTC; its *place* among all sets those apart that are alike.

    A heap of them begins with what ends first. *side* tells whose plan it is in.
    """

    end: datetime
    place: int
    start: datetime
    event: Event
    side: int


def _timed(events: Iterable[Event], side: int = 0) -> list[_Timed]:
    # Two moments by the clock of one zone are compared as that shows them, be there a clock change between them.
    return [
        _Timed(event.end.astimezone(UTC), place, event.start.astimezone(UTC), event, side)
        for place, event in enumerate(events)
    ]


def _in_one_plan(events: Iterable[Event], buffer: timedelta) -> Iterator[Conflict]:
    return (_conflict(one, other) for one, other in _close(_timed(events), buffer, lambda side: side))


def _close(
    spans: Iterable[_Timed], buffer: timedelta, other_side: Callable[[int], int]
) -> Iterator[tuple[_Timed, _Timed]]:
    """Yield the pairs of *spans* that overlap or leave less than *buffer*, of each side with its *other_side*.

    The work is that of sorting them, and what is found: of those that have begun only the ones that
    are not over are looked at.
    """
    going: tuple[list[_Timed], list[_Timed]] = ([], [])
    for span in sorted(spans, key=lambda span: (span.start, span.end, span.side, span.place)):
        others = going[other_side(span.side)]
        while others and others[0].end + buffer <= span.start:
            heappop(others)
        for other in others:
            yield other, span
        heappush(going[span.side], span)


def _conflict(one: _Timed, other: _Timed) -> Conflict:
    nothing = timedelta()
    overlap = min(one.end, other.end) - max(one.start, other.start)
    return Conflict(one.event, other.event, (), max(overlap, nothing), max(-overlap, nothing))


def _is_same(event: Event, own: Event) -> bool:
    if event.uid.casefold() == own.uid.casefold():
        return True
    return event.start.timestamp() == own.start.timestamp() and fold(event.title) == fold(own.title)


def _order(one: Conflict) -> tuple[float, float, str, str]:
    return one.first.start.timestamp(), one.second.start.timestamp(), one.first.id, one.second.id
