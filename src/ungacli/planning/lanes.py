"""The events of each day, cut to it, side by side where they overlap."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from heapq import heappop, heappush
from math import ceil, floor
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from ungacli.model import Event, Person, Schedule, Status

T = TypeVar("T")
HOUR = 3600
_FEWEST_HOURS = 4


class Bar(NamedTuple):
    """The part of *event* that lies on one day: instants in seconds since 1970 in UTC, *end* after *start*.

    *came* says that it began on a day before, *goes_on* that it ends on one after.
    *status* is how sure it is; for one of its speakers, how sure that speaker's part is.
    """

    event: Event
    start: float
    end: float
    came: bool
    goes_on: bool
    status: Status


class Day(NamedTuple):
    """A day with what is on it, from the instant *start* to *end*; or all days from *first* to *last*.

    On several days in a row are the same events, none of which starts or ends there; the instants
    are those of the first. A day has 24 hours unless the clock changes.
    """

    first: date
    last: date
    start: float
    end: float
    bars: Sequence[Bar] = ()


def days(schedule: Schedule) -> list[Day]:
    """Return the days, by the clock of *schedule*, on which any of its events goes on, in order.

    An event that ends at midnight is not on the next day.
    """
    zone, events = schedule.timezone, schedule.local_events
    edges = sorted({day for event in events for day in (event.start.date(), _last_date(event, zone))})
    runs: list[tuple[date, date]] = []
    for edge, after in zip(edges, [*edges[1:], None], strict=True):
        runs.append((edge, edge))
        if after and (after - edge).days > 1:
            runs.append((edge + timedelta(days=1), after - timedelta(days=1)))
    empty = [Day(first, last, *_instants(first, zone)) for first, last in runs]
    shared = zip(empty, _shared_out(events, empty), strict=True)
    return [day._replace(bars=tuple(bars)) for day, bars in shared if bars]


def _shared_out(events: Iterable[Event], empty: Sequence[Day]) -> list[list[Bar]]:
    bars: list[list[Bar]] = [[] for _ in empty]
    starts = [day.start for day in empty]
    for event in events:
        start, end = event.start.timestamp(), event.end.timestamp()
        at = bisect_right(starts, start) - 1
        while at < len(empty) and starts[at] < end:
            day = empty[at]
            cut = max(start, day.start), min(end, day.end)
            bars[at].append(Bar(event, *cut, start < day.start, end > day.end, event.status))
            at += 1
    return bars


def _last_date(event: Event, zone: ZoneInfo) -> date:
    # By UTC: a day may have two midnights, and what ends at the second is on it.
    return (event.end.astimezone(UTC) - timedelta.resolution).astimezone(zone).date()


def _instants(day: date, zone: ZoneInfo) -> tuple[float, float]:
    """Return the instants at which *day* begins and ends by the clock of *zone*."""
    midnight = datetime.combine(day, time(), zone)
    return midnight.timestamp(), (midnight + timedelta(days=1)).timestamp()


def hours(found: Sequence[Day]) -> tuple[int, int]:
    """Return from which hour to which anything goes on, on any day: whole hours since each day began, some at least."""
    first = min(floor((bar.start - day.start) / HOUR) for day in found for bar in day.bars)
    last = max(ceil((bar.end - day.start) / HOUR) for day in found for bar in day.bars)
    last = max(last, min(24, first + _FEWEST_HOURS))
    return min(first, max(0, last - _FEWEST_HOURS)), last


def lanes(things: Iterable[T], span: Callable[[T], tuple[float, float]]) -> list[list[T]]:
    """Return *things* in as few lanes as there can be if no two in a lane overlap, each lane in order.

    *span* says where each starts and ends; where one ends another may start.
    """
    found: list[list[T]] = []
    busy: list[tuple[float, int]] = []
    free: list[int] = []
    for thing in sorted(things, key=span):
        start, end = span(thing)
        while busy and busy[0][0] <= start:
            heappush(free, heappop(busy)[1])
        if not free:
            free.append(len(found))
            found.append([])
        lane = heappop(free)
        found[lane].append(thing)
        heappush(busy, (end, lane))
    return found


def rows_of_speakers(bars: Iterable[Bar]) -> list[tuple[Person | None, list[Bar]]]:
    """Return for each speaker by the order of names their *bars*, at the end those of nobody, under None.

    Who has cancelled does not speak; who is not sure makes the bar tentative.
    """
    found: dict[Person | None, list[Bar]] = {}
    for bar in bars:
        for person, status in _parts(bar.event):
            unsure = bar.status is Status.CONFIRMED and status is not Status.CONFIRMED
            found.setdefault(person, []).append(bar._replace(status=status) if unsure else bar)
    return sorted(found.items(), key=lambda row: (row[0] is None, row[0].name.casefold() if row[0] else ""))


def _parts(event: Event) -> list[tuple[Person | None, Status]]:
    """Return who speaks in *event*, each once, and how sure that is; None if nobody does."""
    known: dict[Person | None, Status] = {}
    for part in event.speakers:
        # Of several parts the surest says whether somebody is there.
        if part.status is not Status.CANCELLED and known.get(part.person) is not Status.CONFIRMED:
            known[part.person] = part.status
    return [*known.items()] or [(None, Status.CONFIRMED)]


def overlaps(bars: Sequence[Bar]) -> dict[str, list[Event]]:
    """Return for the id of each event that is not cancelled the others that go on at the same time, by their start."""
    found: dict[str, list[Event]] = {}
    going_on: list[Bar] = []
    for bar in sorted(bars, key=lambda one: (one.start, one.end)):
        if bar.status is Status.CANCELLED:
            continue
        going_on = [one for one in going_on if one.end > bar.start]
        own = found.setdefault(bar.event.id, [])
        for one in going_on:
            found[one.event.id].append(bar.event)
            own.append(one.event)
        going_on.append(bar)
    return found
