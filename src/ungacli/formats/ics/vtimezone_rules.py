"""The clock that a VTIMEZONE of a file describes (RFC 5545, section 3.6.5)."""

import heapq
import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from ungacli.formats.ics.components import Component
from ungacli.formats.ics.recurrence import Effort, Rule
from ungacli.formats.ics.values import stamps

_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)(\d\d)?", re.ASCII)


class _Observance(NamedTuple):
    """One STANDARD or DAYLIGHT: when it sets in by the clock until then, and the offsets before and after."""

    start: datetime
    before: timedelta
    after: timedelta
    rules: tuple[Rule, ...]
    days: tuple[datetime, ...]

    def onsets(self, since: datetime, effort: Effort) -> Iterator[tuple[datetime, timedelta, timedelta]]:
        """Yield when it sets in, in order, perhaps without the times before *since*."""

        def utc(local: datetime) -> datetime:
            return (local - self.before).replace(tzinfo=UTC)

        ruled = (rule.times(self.start, effort, since=since, utc=utc) for rule in self.rules)
        return ((onset, self.before, self.after) for onset in heapq.merge(sorted({self.start, *self.days}), *ruled))


class Rules:
    """The rules of one VTIMEZONE, followed as far as times are asked for; ValueError for one that is wrong."""

    def __init__(self, component: Component, *, since: datetime, effort: Effort) -> None:
        observances = [_observance(part) for part in component.children if part.name in {"STANDARD", "DAYLIGHT"}]
        if not observances:
            raise ValueError("it has neither STANDARD nor DAYLIGHT")
        self._coming = heapq.merge(*(one.onsets(since, effort) for one in observances))
        self._boundaries: list[datetime] = []
        self._offsets = [min(observances, key=lambda one: one.start).before]

    def utc(self, local: datetime) -> datetime:
        """Return the moment when this clock shows *local*.

        Of a time that it shows twice the first is meant, and one that it skips is told by the offset before
        (RFC 5545, section 3.3.5).
        """
        while not self._boundaries or self._boundaries[-1] <= local:
            onset, before, after = next(self._coming, (datetime.max, timedelta(), timedelta()))  # noqa: DTZ901
            if onset == datetime.max:  # noqa: DTZ901
                self._boundaries.append(onset)
                break
            self._boundaries.append(onset + max(after - before, timedelta()))
            self._offsets.append(after)
        return (local - self._offsets[bisect_right(self._boundaries, local)]).replace(tzinfo=UTC)


def _observance(part: Component) -> _Observance:
    start = part.first("DTSTART")
    if start is None:
        raise ValueError(f"its {part.name} has no DTSTART")
    days = (stamp.local for line in part.all("RDATE") for stamp in stamps(line))
    rules = tuple(Rule(line.value) for line in part.all("RRULE"))
    onset = stamps(start)[0].local
    return _Observance(onset, _offset(part, "TZOFFSETFROM"), _offset(part, "TZOFFSETTO"), rules, tuple(days))


def _offset(part: Component, name: str) -> timedelta:
    line = part.first(name)
    found = _OFFSET.fullmatch(line.value.strip()) if line else None
    if found is None or int(found[2]) >= 24:
        raise ValueError(f"its {part.name} has no {name} such as +0100")
    length = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4] or 0))
    return -length if found[1] == "-" else length
