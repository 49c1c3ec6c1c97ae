"""The events of each day, cut to it, side by side where they overlap."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from heapq import heappop, heappush
from math import ceil, floor
from typing import NamedTuple, TypeVar

from ungacli.model import Event, Person, Schedule, Status
from ungacli.planning.busy_time import Span, overlapping, span_of

T = TypeVar("T")
HOUR = timedelta(hours=1)
_FEWEST_HOURS = 4


class Bar(NamedTuple):
    """The part of *event* that lies on one day, as a *span* in UTC.

    It may begin *from_day_before* or go on *to_day_after*. *status* is that of the event; in the row of a
    speaker, that of the speaker's role in it.
    """

    event: Event
    span: Span
    from_day_before: bool
    to_day_after: bool
    status: Status


class Day(NamedTuple):
    """A day with the bars on it, as a *span* in UTC; or all days from *first* to *last*, with the span of the first.

    On several days in a row are the same events, none of which starts or ends there. A day has 24 hours
    unless the clock changes.
    """

    first: date
    last: date
    span: Span
    bars: Sequence[Bar] = ()


def days(schedule: Schedule) -> list[Day]:
    """Return the days, by the clock of *schedule*, on which any of its events goes on, in order.

    An event that ends at midnight is not on the next day.
    """
    zone, events = schedule.timezone, schedule.local_events
    # By UTC: a day may have two midnights, and what ends at the second is on it.
    ends = [(event.end.astimezone(UTC) - timedelta.resolution).astimezone(zone).date() for event in events]
    edges = sorted({*(event.start.date() for event in events), *ends})
    runs: list[tuple[date, date]] = []
    for edge, after in zip(edges, [*edges[1:], None], strict=True):
        runs.append((edge, edge))
        if after and (after - edge).days > 1:
            runs.append((edge + timedelta(days=1), after - timedelta(days=1)))
    midnights = [datetime.combine(first, time(), zone) for first, _ in runs]
    spans = [Span(one.astimezone(UTC), (one + timedelta(days=1)).astimezone(UTC)) for one in midnights]
    starts = [span.start for span in spans]
    bars: list[list[Bar]] = [[] for _ in runs]
    for event in events:
        whole = span_of(event)
        index = bisect_right(starts, whole.start) - 1
        while index < len(runs) and starts[index] < whole.end:
            day = spans[index]
            cut = Span(max(whole.start, day.start), min(whole.end, day.end))
            bars[index].append(Bar(event, cut, whole.start < day.start, whole.end > day.end, event.status))
            index += 1
    return [Day(*run, span, day) for run, span, day in zip(runs, spans, bars, strict=True) if day]


def hours(days: Sequence[Day]) -> tuple[int, int]:
    """Return the first and last whole hour that any day needs, since each day began; there are some at least."""
    first = min(floor((bar.span.start - day.span.start) / HOUR) for day in days for bar in day.bars)
    last = max(ceil((bar.span.end - day.span.start) / HOUR) for day in days for bar in day.bars)
    last = max(last, min(24, first + _FEWEST_HOURS))
    return min(first, last - _FEWEST_HOURS), last


def lanes(things: Iterable[T], span: Callable[[T], tuple[float, float]]) -> list[list[T]]:
    """Return *things* in as few lanes as there can be if no two in a lane overlap, each lane in order.

    *span* says where each starts and ends; where one ends another may start.
    """
    result: list[list[T]] = []
    busy: list[tuple[float, int]] = []
    free: list[int] = []
    for thing in sorted(things, key=span):
        start, end = span(thing)
        while busy and busy[0][0] <= start:
            heappush(free, heappop(busy)[1])
        if not free:
            free.append(len(result))
            result.append([])
        lane = heappop(free)
        result[lane].append(thing)
        heappush(busy, (end, lane))
    return result


def rows_of_speakers(bars: Iterable[Bar]) -> list[tuple[Person | None, list[Bar]]]:
    """Return for each speaker by the order of names their *bars*; at the end those of events without one, under None.

    A cancelled role is none; a tentative one makes the bar tentative.
    """
    rows: dict[Person | None, list[Bar]] = {}
    for bar in bars:
        statuses: dict[Person | None, Status] = {}
        for part in bar.event.speakers:
            # A person with one confirmed role is there.
            if part.status is not Status.CANCELLED and statuses.get(part.person) is not Status.CONFIRMED:
                statuses[part.person] = part.status
        for person, status in statuses.items() or [(None, Status.CONFIRMED)]:
            in_row = bar._replace(status=status) if bar.status is Status.CONFIRMED else bar
            rows.setdefault(person, []).append(in_row)
    return sorted(rows.items(), key=lambda row: (row[0] is None, row[0].name.casefold() if row[0] else ""))


def overlaps(bars: Sequence[Bar]) -> dict[str, list[Event]]:
    """Return for the id of each event that is not cancelled the others that go on at the same time, by their start."""
    taking_place = sorted((bar for bar in bars if bar.status is not Status.CANCELLED), key=lambda bar: bar.span)
    near = overlapping([bar.span for bar in taking_place])
    return {
        bar.event.id: [taking_place[index].event for index in indexes]
        for bar, indexes in zip(taking_place, near, strict=True)
    }
