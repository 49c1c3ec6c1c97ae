"""Things in order of time that an index finds: none is made before it is asked for."""

from abc import abstractmethod
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar, overload
from zoneinfo import ZoneInfo

T = TypeVar("T")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = 86_400


class Made(Sequence[T]):
    """The thing that *one* returns, always the same, for each of *places*; equal to a tuple of them."""

    def __init__(self, places: Sequence[int], one: Callable[[int], T]) -> None:
        self._places = places
        self._one = one

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[T]:
        return map(self._one, self._places)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        if isinstance(index, slice):
            return tuple(map(self._one, self._places[index]))
        return self._one(self._places[index])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, tuple | Made):
            return NotImplemented
        return len(self) == len(other) and all(one == another for one, another in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))


class Indexed(Made[T]):
    """Things with the instants of their *starts*, in this order, and of their *ends*, as seconds since 1970 in UTC.

    A position is a thing's place among them, counted from 0.
    """

    def __init__(self, starts: Sequence[float], ends: Sequence[float], one: Callable[[int], T]) -> None:
        super().__init__(range(len(starts)), one)
        self.starts = starts
        self.ends = ends

    @abstractmethod
    def in_zone(self, zone: ZoneInfo) -> "Indexed[T]":
        """Return the same, told by the clock of *zone*."""

    @abstractmethod
    def with_topic(self, topic: str) -> Sequence[int]:
        """Return the positions of what is about *topic*."""

    @abstractmethod
    def topics(self) -> dict[str, int]:
        """Return each topic, in order, and how much there is about it."""

    @abstractmethod
    def with_party(self, kind: str, party: Any) -> Sequence[int]:
        """Return the positions of that in which *party* is of this *kind*: a speaker or an organizer."""

    @abstractmethod
    def parties(self, kind: str) -> list[tuple[Any, Sequence[T]]]:
        """Return everyone of a *kind* by the order of names, each with what they take part in."""

    @abstractmethod
    def names(self) -> list[tuple[str, str]]:
        """Return the id and the title at each position."""

    @abstractmethod
    def text(self, position: int) -> str:
        """Return the folded text at *position* in which words are looked for."""

    def at(self, positions: Iterable[int]) -> tuple[T, ...]:
        """Return what is at *positions*, in order of time."""
        return tuple(map(self._one, sorted(positions)))

    def between(self, first: float, last: float) -> Collection[int]:
        """Return the positions of what goes on at any time after the instant *first* and before *last*."""
        ends = self.ends
        return [place for place in range(bisect_left(self.starts, last)) if ends[place] > first]

    def day_counts(self, zone: ZoneInfo) -> dict[date, int]:
        """Return how many start on each day on which any do, by the clock of *zone*, in order."""
        counts: dict[date, int] = {}
        at = 0
        while at < len(self.starts):
            local = moment(self.starts[at], zone)
            passed = local - local.replace(hour=0, minute=0, second=0, microsecond=0)
            midnight = self.starts[at] + _DAY - passed.total_seconds()
            # On a day on which the clock changes each is looked at.
            steady = moment(midnight, zone).utcoffset() == local.utcoffset()
            after = bisect_left(self.starts, midnight, at) if steady else at + 1
            counts[local.date()] = counts.get(local.date(), 0) + after - at
            at = after
        return dict(sorted(counts.items()))

    def last_day(self, zone: ZoneInfo) -> date | None:
        """Return the last day on which anything goes on; what ends at midnight does not on the next."""
        # A clock may be set back by a day: what ends last by it is not what ends last.
        latest = max(self.ends, default=0) - 2 * _DAY
        ends = {end for end in self.ends if end > latest}
        return max(((moment(end, zone) - timedelta.resolution).date() for end in ends), default=None)


def moment(instant: float, zone: ZoneInfo) -> datetime:
    """Return the *instant*, in seconds since 1970 in UTC, by the clock of *zone*."""
    return (EPOCH + timedelta(seconds=instant)).astimezone(zone)
