"""Arithmetic of lengths of time that lie between two instants."""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple


class Span(NamedTuple):
    """The time from *start*, included, to *end*, excluded, in seconds since 1970 in UTC."""

    start: float
    end: float


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the time that *spans* cover, in order; those that overlap or touch are one, empty ones none."""
    found: list[Span] = []
    for span in sorted(span for span in spans if span.start < span.end):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def free_slots(
    busy: Iterable[Span], within: Span, *, at_least: timedelta, buffer: timedelta = timedelta()
) -> tuple[Span, ...]:
    """Return the gaps in *within* that *busy* does not cover, each lasting *at_least*, in order.

    On either side of what is busy a *buffer* is not free. Spans are half-open; *busy* may overlap and need
    not be sorted. A gap without any length is none.
    """
    around = buffer.total_seconds()
    taken = merged(Span(start - around, end + around) for start, end in busy)
    starts = [within.start, *(span.end for span in taken)]
    ends = [*(span.start for span in taken), within.end]
    gaps = (Span(max(one, within.start), min(other, within.end)) for one, other in zip(starts, ends, strict=True))
    return tuple(gap for gap in gaps if gap.end - gap.start >= max(at_least.total_seconds(), 1e-6))
