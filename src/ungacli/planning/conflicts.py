"""Events that overlap, or that leave too little time between them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from ungacli.model import Event, Participant, Person
from ungacli.names import fold
from ungacli.planning.busy import takes_time
from ungacli.planning.spans import close_pairs, span_of


class Conflict(NamedTuple):
    """Two events that overlap or have too little between them.

    *first* is the one that starts first, or *with_own* the one that is not of the user's own calendar.
    *people* are those who speak in both, where that is what conflicts. *overlap* is the time that really passes
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
    """Return in order of time the pairs of *events* that overlap, or leave less than *buffer*.

    These are all pairs in *one_plan*, where one person wants to be at every event; else those in which the same
    person speaks, of the people *only* if any are given. With the user's *own* events these are the pairs with
    one of them, and others only for *one_plan* or *only*.
    """
    result = [] if own is None else with_own(events, own, buffer=buffer)
    if one_plan:
        result += overlapping(events, buffer=buffer)
    elif only or own is None:
        result += double_booked(events, buffer=buffer, only=only or None)
    return sorted(result, key=_order)


def double_booked(
    events: Iterable[Event], *, buffer: timedelta = timedelta(), only: Collection[Participant] | None = None
) -> list[Conflict]:
    """Return the pairs of *events* that overlap, or leave less than *buffer*, in which the same person speaks.

    Each pair comes once, with everybody concerned, of *only* these people if any are given.
    """
    wanted = None if only is None else {one.id for one in only}
    plans: dict[str, tuple[Person, dict[str, Event]]] = {}
    for event in events:
        for part in event.speakers:
            if (wanted is None or part.person.id in wanted) and takes_time(event, [part.person]):
                plans.setdefault(part.person.id, (part.person, {}))[1][event.id] = event
    by_pair: dict[tuple[str, str], Conflict] = {}
    for person, plan in plans.values():
        for one in _pairs([*plan.values()], None, buffer):
            same = by_pair.setdefault((one.first.id, one.second.id), one)
            by_pair[one.first.id, one.second.id] = same._replace(people=(*same.people, person))
    return sorted(by_pair.values(), key=_order)


def overlapping(events: Iterable[Event], *, buffer: timedelta = timedelta()) -> list[Conflict]:
    """Return the pairs of *events* that overlap, or leave less than *buffer*, whoever speaks in them."""
    return sorted(_pairs([*filter(takes_time, events)], None, buffer), key=_order)


def with_own(events: Iterable[Event], own: Iterable[Event], *, buffer: timedelta = timedelta()) -> list[Conflict]:
    """Return the pairs of one of *events* and one of the user's *own* that overlap, or leave less than *buffer*.

    Two that are the same event, by their UID or by title and start, are none.
    """
    pairs = _pairs([*filter(takes_time, events)], [*filter(takes_time, own)], buffer)
    return sorted((one for one in pairs if not _is_same(one.first, one.second)), key=_order)


def _pairs(events: Sequence[Event], own: Sequence[Event] | None, buffer: timedelta) -> Iterator[Conflict]:
    spans = [*map(span_of, events)]
    own_spans = None if own is None else [*map(span_of, own)]
    others, other_spans = (events, spans) if own is None or own_spans is None else (own, own_spans)
    for one, other in close_pairs(spans, own_spans, buffer=buffer):
        span, other_span = spans[one], other_spans[other]
        overlap, gap = span.overlap(other_span), span.gap(other_span)
        yield Conflict(events[one], others[other], (), overlap, gap, with_own=own is not None)


def _is_same(event: Event, own: Event) -> bool:
    if event.uid.casefold() == own.uid.casefold():
        return True
    return event.start.timestamp() == own.start.timestamp() and fold(event.title) == fold(own.title)


def _order(one: Conflict) -> tuple[float, float, str, str]:
    return one.first.start.timestamp(), one.second.start.timestamp(), one.first.id, one.second.id
