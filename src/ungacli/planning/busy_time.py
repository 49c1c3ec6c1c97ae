"""Spans of time: when events keep people busy, what spans share, and which events overlap or follow too closely."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ungacli.model import Event, Participant, Person, Status

_NOTHING = timedelta()


class Span(NamedTuple):
    """The time from *start*, included, to *end*, excluded; in UTC, for arithmetic, or as in_zone returns it, to show.

    In a zone two times are compared as its clock shows them, be there a clock change between them.
    """

    start: datetime
    end: datetime

    @property
    def timezone(self) -> ZoneInfo:
        """The zone of a span that in_zone returned."""
        assert isinstance(self.start.tzinfo, ZoneInfo)
        return self.start.tzinfo

    @property
    def duration(self) -> timedelta:
        """The time that really passes, clock changes included."""
        return self.end.astimezone(UTC) - self.start.astimezone(UTC)

    def in_zone(self, zone: ZoneInfo) -> "Span":
        """Return the same time by the clock of *zone*."""
        return Span(self.start.astimezone(zone), self.end.astimezone(zone))

    def overlap(self, other: "Span") -> timedelta:
        """Return how much time both share, if any; both are in UTC."""
        return max(min(self.end, other.end) - max(self.start, other.start), _NOTHING)

    def gap(self, other: "Span") -> timedelta:
        """Return how much time is between both, if any; both are in UTC."""
        return max(max(self.start, other.start) - min(self.end, other.end), _NOTHING)


def span_of(event: Event) -> Span:
    """Return when *event* takes place, in UTC."""
    return Span(event.start.astimezone(UTC), event.end.astimezone(UTC))


def takes_time(event: Event, of: Collection[Participant] = ()) -> bool:
    """Return whether *event* takes the time *of* one of some people or organizations, or of anyone if none are given.

    A cancelled event takes no one's, nor does one in which all their roles are cancelled; one that names
    none of them is theirs for another reason. Tentative events and roles count.
    """
    if event.status is Status.CANCELLED:
        return False
    statuses = [part.status for part in event.roles if any(one in of for one in part.represents)]
    return not statuses or any(status is not Status.CANCELLED for status in statuses)


def close_pairs(
    spans: Sequence[Span], others: Sequence[Span] | None = None, *, buffer: timedelta = _NOTHING
) -> Iterator[tuple[int, int]]:
    """Yield the indexes of any two of *spans* that overlap or leave less than *buffer*; the first starts first.

    With *others* the pairs are of one of *spans* and one of *others*. The work is that of sorting, and of
    what is yielded: of the spans that have begun only those that are not over are looked at.
    """
    # Heaps of ends, so that those that are over come first.
    begun: tuple[list[tuple[datetime, int]], ...] = ([], [])
    sides = [(span, 0, index) for index, span in enumerate(spans)]
    sides += [(span, 1, index) for index, span in enumerate(others or ())]
    for span, side, index in sorted(sides):
        near = begun[side if others is None else 1 - side]
        while near and span.start - near[0][0] >= buffer:
            heappop(near)
        for _, other in near:
            yield (index, other) if others is not None and side == 0 else (other, index)
        heappush(begun[side], (span.end, index))


def overlapping(spans: Sequence[Span]) -> list[list[int]]:
    """Return for each of *spans* the indexes of those that overlap it, in order."""
    near: list[list[int]] = [[] for _ in spans]
    for one, other in close_pairs(spans):
        near[one].append(other)
        near[other].append(one)
    return [sorted(indexes) for indexes in near]


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
    with_own: bool


def conflicts(
    events: Sequence[Event],
    *,
    buffer: timedelta = _NOTHING,
    one_plan: bool = False,
    only: Collection[Participant] = (),
    own: Sequence[Event] | None = None,
) -> list[Conflict]:
    """Return in order of time the pairs of *events* that overlap, or leave less than *buffer*.

    These are all pairs in *one_plan*, where one person wants to be at every event; else those in which the same
    person speaks, of the people *only* if any are given. With the user's *own* events these are the pairs with
    one of them that is another event, by its UID or by title and start, and others only for *one_plan* or *only*.
    """
    result: list[Conflict] = []
    if own is not None:
        # 3 ms for hashes, which those who compare no calendars never pay.
        from ungacli.draft.ids import title_and_start

        result += [
            one
            for one in _pairs(events, buffer, own)
            if one.first.uid.casefold() != one.second.uid.casefold()
            and title_and_start(one.first) != title_and_start(one.second)
        ]
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
    busy = [*filter(takes_time, events)]
    others = busy if own is None else [*filter(takes_time, own)]
    spans, other_spans = [*map(span_of, busy)], [*map(span_of, others)]
    for one, other in close_pairs(spans, None if own is None else other_spans, buffer=buffer):
        span, near = spans[one], other_spans[other]
        yield Conflict(busy[one], others[other], (), span.overlap(near), span.gap(near), with_own=own is not None)
