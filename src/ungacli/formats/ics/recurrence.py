"""The times that a recurrence rule stands for (RFC 5545, section 3.3.10), within bounds that hold for any rule."""

import re
from collections.abc import Callable, Iterator
from datetime import MAXYEAR, datetime, timedelta

from dateutil.rrule import rrule, rrulestr

from ungacli.formats.ics.values import stamp

LAST_YEAR = 2199
MAX_TIMES_A_DAY = 1440
MAX_RULE = 500
MAX_EFFORT = 1_000_000

_PARTS = re.compile(r"[A-Z]+=[A-Z0-9,+-]+(?:;[A-Z]+=[A-Z0-9,+-]+)*+")
_KNOWN = {
    *("FREQ", "INTERVAL", "COUNT", "WKST", "BYSETPOS", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"),
    *("BYDAY", "BYHOUR", "BYMINUTE", "BYSECOND"),
}
_FINE = {"HOURLY": timedelta(hours=1), "MINUTELY": timedelta(minutes=1), "SECONDLY": timedelta(seconds=1)}
_STEPS = {"WEEKLY": timedelta(days=7), "DAILY": timedelta(days=1), **_FINE}
# The calendar repeats itself after 400 years, weekdays and all. Told this much later, a rule that never comes
# true is followed for a few centuries and not for eight millennia, since dateutil stops with the year 9999 alone.
_LATER = 19 * 400


class EndlessError(Exception):
    """Rules that take more work to follow than a file may cost."""


class Effort:
    """How much work a file may cost yet, in days of the calendar looked at."""

    def __init__(self, days: int = MAX_EFFORT) -> None:
        self._left = days

    def spend(self, days: int) -> None:
        """Take *days* off; EndlessError if there are not as many left."""
        self._left -= days
        if self._left < 0:
            raise EndlessError


class Rule:
    """A recurrence rule as written; ValueError for one that is wrong, or finer than anybody means."""

    def __init__(self, value: str) -> None:
        text = value.strip().upper().rstrip(";")
        if len(text) > MAX_RULE:
            raise ValueError(f"a rule of more than {MAX_RULE} characters")
        if not _PARTS.fullmatch(text):
            raise ValueError("it is not made of parts such as FREQ=WEEKLY")
        parts = dict(part.split("=") for part in text.split(";"))
        if parts.pop("RSCALE", "GREGORIAN") != "GREGORIAN" or parts.pop("SKIP", "OMIT") != "OMIT":
            raise ValueError("it counts by another calendar")
        until = parts.pop("UNTIL", None)
        self.until = stamp(until) if until else None
        if unknown := parts.keys() - _KNOWN:
            raise ValueError(f"it has the unknown part {min(unknown)}")
        self._freq = parts.get("FREQ", "")
        if not re.fullmatch("[1-9][0-9]{0,5}", parts.get("INTERVAL", "1")):
            raise ValueError("its INTERVAL is no whole number")
        if not re.fullmatch("[0-9]{1,9}", parts.get("COUNT", "1")):
            raise ValueError("its COUNT is no whole number")
        self._interval = int(parts.get("INTERVAL", "1"))
        self._count = int(parts["COUNT"]) if "COUNT" in parts else None
        if self._freq in _FINE and any(name.startswith("BY") for name in parts):
            raise ValueError(f"{self._freq} with parts such as BYHOUR is not followed")
        times = [len(parts.get(name, "").split(",")) for name in ("BYHOUR", "BYMINUTE", "BYSECOND")]
        if times[0] * times[1] * times[2] > MAX_TIMES_A_DAY:
            raise ValueError(f"it comes more than {MAX_TIMES_A_DAY:,} times a day")
        # What one day costs dateutil, in tenths of what it costs where each day is looked at by itself.
        self._weight = (1 + parts.get("BYSETPOS", "").count(",") + ("BYSETPOS" in parts)) * (
            1 if self._freq in {"YEARLY", "MONTHLY"} else 10
        )
        self._text = ";".join("=".join(part) for part in parts.items())
        self._is_yearly = self._freq == "YEARLY" and {"BYMONTH"} < parts.keys() - {"FREQ", "INTERVAL", "WKST"}
        self._dateutil(datetime(2000, 1, 1))

    @property
    def is_counted(self) -> bool:
        """Whether it says how many times there are."""
        return self._count is not None

    def times(
        self, start: datetime, effort: Effort, *, since: datetime, utc: Callable[[datetime], datetime]
    ) -> Iterator[datetime]:
        """Yield the local times from *start* on, in order, until LAST_YEAR, perhaps without those before *since*.

        *utc* tells the moment of a local time, for the UNTIL of the rule. Raises EndlessError when the *effort* is
        spent.
        """
        until, last, number = self.until, start, 0
        for time in self._followed(self._advanced(start, since)):
            effort.spend(1 + self._weight * (time - last).days // 10)
            last = time
            if time.year > LAST_YEAR or (
                until and _is_past(time, until.local, utc if until.in_utc else None, until.is_day)
            ):
                return
            number += 1
            yield time
        if number != self._count:
            effort.spend(self._weight * 365 * (MAXYEAR - _LATER - last.year) // 10)

    def _advanced(self, start: datetime, since: datetime) -> datetime:
        """Return a start from which the times after *since* are the same."""
        if self._count is not None or since <= start:
            return start
        if self._is_yearly and self._interval == 1 and start.day < 29:
            return start.replace(year=max(start.year, since.year - 1))
        step = _STEPS.get(self._freq, since - start) * self._interval
        return start + (since - start) // step * step if self._freq in _STEPS else start

    def _followed(self, start: datetime) -> Iterator[datetime]:
        if self._freq in _FINE:
            yield from self._every(start, _FINE[self._freq] * self._interval)
            return
        shifted = iter(self._dateutil(start.replace(year=start.year + _LATER)))
        while True:
            try:
                time = next(shifted)
            except (StopIteration, ValueError, OverflowError):  # The last of them where weeks leave the year 9999.
                return
            yield time.replace(year=time.year - _LATER)

    def _every(self, start: datetime, step: timedelta) -> Iterator[datetime]:
        number = 0
        while number != self._count and start.year <= LAST_YEAR:
            yield start
            start += step
            number += 1

    def _dateutil(self, start: datetime) -> rrule:
        try:
            rule = rrulestr(self._text, dtstart=start)
        except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
            raise ValueError("it cannot be read") from error
        assert isinstance(rule, rrule)
        return rule


def _is_past(
    time: datetime,
    until: datetime,
    utc: Callable[[datetime], datetime] | None,
    is_day: bool,  # noqa: FBT001
) -> bool:
    if is_day:
        return time.date() > until.date()
    return (utc(time).replace(tzinfo=None) if utc else time) > until
