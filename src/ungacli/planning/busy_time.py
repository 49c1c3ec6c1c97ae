"""Spans of time: when events keep people busy, what spans share, and what lies between them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ungacli.model import Event, Participant, Status

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
    """Return whether *event* takes the time *of* any of some people or organizations; of anybody's without them.

    A cancelled event takes nobody's, nor does one in which all their roles are cancelled; one that names
    none of them is theirs for another reason. What is tentative counts.
    """
    if event.status is Status.CANCELLED:
        return False
    statuses = [part.status for part in event.roles if any(one in of for one in part.represents)]
    return not statuses or any(status is not Status.CANCELLED for status in statuses)


def busy_spans(events: Iterable[Event], people: Sequence[Participant] = (), *, own: Sequence[Event] = ()) -> list[Span]:
    """Return when *events*, or those of one's *own*, take the time of *people*, or of anybody."""
    busy = [event for event in events if takes_time(event, people)]
    return [span_of(event) for event in (*busy, *filter(takes_time, own))]


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


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the time that *spans* cover, in order; those that overlap or touch are one, empty ones none."""
    result: list[Span] = []
    for span in sorted(span for span in spans if span.start < span.end):
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return tuple(result)


def free_slots(
    busy: Iterable[Span], within: Span, *, at_least: timedelta, buffer: timedelta = _NOTHING
) -> tuple[Span, ...]:
    """Return the gaps in *within* that *busy* does not cover, each lasting *at_least*, in order.

    On either side of what is busy a *buffer* is not free. *busy* may overlap and need not be sorted. A gap
    without any length is none.
    """
    # Compared before it is added: beyond the ends of the calendar there are no times.
    covered = merged(
        Span(
            span.start - buffer if span.start - within.start > buffer else within.start,
            span.end + buffer if within.end - span.end > buffer else within.end,
        )
        for span in busy
    )
    starts, ends = [within.start, *(span.end for span in covered)], [*(span.start for span in covered), within.end]
    gaps = map(Span, starts, ends)
    return tuple(gap for gap in gaps if gap.end - gap.start >= max(at_least, timedelta.resolution))
