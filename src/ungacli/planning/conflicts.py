"""Events that overlap, or that leave too little time between them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from ungacli.draft.ids import title_and_start
from ungacli.model import Event, Participant, Person
from ungacli.planning.busy_time import close_pairs, span_of, takes_time


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
    buffer: timedelta = timedelta(),
    one_plan: bool = False,
    only: Collection[Participant] = (),
    own: Sequence[Event] | None = None,
) -> list[Conflict]:
    """Return in order of time the pairs of *events* that overlap, or leave less than *buffer*.

    These are all pairs in *one_plan*, where one person wants to be at every event; else those in which the same
    person speaks, of the people *only* if any are given. With the user's *own* events these are the pairs with
    one of them that is another event, and others only for *one_plan* or *only*.
    """
    result: list[Conflict] = []
    if own is not None:
        result += [one for one in _pairs(events, buffer, own) if not _is_same(one.first, one.second)]
    if one_plan:
        result += _pairs(events, buffer)
    elif only or own is None:
        result += _double_booked(events, buffer, {one.id for one in only})
    return sorted(
        result,
        key=lambda one: (one.first.start.timestamp(), one.second.start.timestamp(), one.first.id, one.second.id),
    )


def _double_booked(events: Iterable[Event], buffer: timedelta, only: Collection[str]) -> Iterable[Conflict]:
    """Return the close pairs of *events* in which the same person speaks, each once with everybody concerned.

    *only* has the ids of the people to look at, all of them if it is empty.
    """
    plans: dict[str, tuple[Person, dict[str, Event]]] = {}
    for event in events:
        for part in event.speakers:
            if (not only or part.person.id in only) and takes_time(event, [part.person]):
                plans.setdefault(part.person.id, (part.person, {}))[1][event.id] = event
    by_pair: dict[tuple[str, str], Conflict] = {}
    for person, plan in plans.values():
        for one in _pairs([*plan.values()], buffer):
            same = by_pair.setdefault((one.first.id, one.second.id), one)
            by_pair[one.first.id, one.second.id] = same._replace(people=(*same.people, person))
    return by_pair.values()


def _pairs(events: Sequence[Event], buffer: timedelta, own: Sequence[Event] | None = None) -> Iterator[Conflict]:
    """Yield the pairs of *events* that are close to each other, or of one of them and one of the user's *own*."""
    busy = [(event, span_of(event)) for event in events if takes_time(event)]
    others = busy if own is None else [(event, span_of(event)) for event in own if takes_time(event)]
    other_spans = None if own is None else [span for _, span in others]
    for one, other in close_pairs([span for _, span in busy], other_spans, buffer=buffer):
        (first, span), (second, other_span) = busy[one], others[other]
        yield Conflict(first, second, (), span.overlap(other_span), span.gap(other_span), with_own=own is not None)


def _is_same(event: Event, own: Event) -> bool:
    """Return whether both are one event, by their UID or by title and start."""
    return event.uid.casefold() == own.uid.casefold() or title_and_start(event) == title_and_start(own)
