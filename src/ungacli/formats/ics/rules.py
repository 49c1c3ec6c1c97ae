"""The times of a recurrence rule (RFC 5545, section 3.3.10), within bounds that hold for any rule."""

import heapq
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import MAXYEAR, datetime, timedelta

from dateutil.rrule import rrule, rrulestr

from ungacli.formats.ics.syntax import ContentLine, LineError, stamp

LAST_YEAR = 2199
MAX_TIMES_A_DAY = 1440
MAX_RULE = 500
MAX_EFFORT = 1_000_000

_PARTS = re.compile(r"[A-Z-]+=[A-Z0-9,+-]+(?:;[A-Z-]+=[A-Z0-9,+-]+)*+")
# The highest number that each part may hold (RFC 5545, section 3.3.10).
_HIGHEST = {
    "BYSECOND": 60,
    "BYMINUTE": 59,
    "BYHOUR": 23,
    "BYDAY": 53,
    "BYMONTHDAY": 31,
    "BYYEARDAY": 366,
    "BYWEEKNO": 53,
    "BYMONTH": 12,
    "BYSETPOS": 366,
}
_KNOWN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", *_HIGHEST}
_FINE = {"HOURLY": timedelta(hours=1), "MINUTELY": timedelta(minutes=1), "SECONDLY": timedelta(seconds=1)}
_STEPS = {"WEEKLY": timedelta(days=7), "DAILY": timedelta(days=1), **_FINE}
# The calendar repeats itself after 400 years, weekdays included. With dates this much later, a rule that never
# comes true is followed for a few centuries and not for eight millennia, since dateutil stops only at the year 9999.
_LATER = 19 * 400


class EndlessError(Exception):
    """Rules that take more work to follow than a file may cost."""


class Effort:
    """The work that a file may still cost, in days of the calendar looked at."""

    def __init__(self, days: int = MAX_EFFORT) -> None:
        self._left = days

    def spend(self, days: int) -> None:
        """Take *days* off; EndlessError if there are not as many left."""
        self._left -= days
        if self._left < 0:
            raise EndlessError


def ruled(
    lines: Iterable[ContentLine],
    start: datetime,
    effort: Effort,
    *,
    since: datetime,
    utc: Callable[[datetime], datetime],
) -> Iterator[datetime]:
    """Return the times of all the rules in *lines*, in order; LineError for one that cannot be followed."""
    return heapq.merge(*[read_rule(line).times(start, effort, since=since, utc=utc) for line in lines])


def read_rule(line: ContentLine) -> "Rule":
    """Return the rule in *line*; LineError for one that cannot be followed."""
    try:
        return Rule(line.value)
    except ValueError as error:
        raise LineError(line.number, f"its {line.name} cannot be followed: {error}") from None


def _parts(value: str) -> dict[str, str]:
    """Return the parts of a rule by their names, without X- parts; ValueError for a wrong part."""
    text = re.sub(r"\s+", "", value).upper().removeprefix("RRULE:").rstrip(";")
    if len(text) > MAX_RULE:
        raise ValueError(f"a rule of more than {MAX_RULE} characters")
    if not _PARTS.fullmatch(text):
        raise ValueError("it is not made of parts such as FREQ=WEEKLY")
    # Some programs write COUNT=-1 for no COUNT.
    ignored = ("X-", "COUNT=-") if "UNTIL=" in text else "X-"
    parts = dict(part.split("=") for part in text.split(";") if not part.startswith(ignored))
    if parts.pop("RSCALE", "GREGORIAN") != "GREGORIAN" or parts.pop("SKIP", "OMIT") != "OMIT":
        raise ValueError("it counts by another calendar")
    if unknown := parts.keys() - _KNOWN:
        raise ValueError(f"it has the unknown part {min(unknown)}")
    for name, form in (("INTERVAL", "[1-9][0-9]{0,5}"), ("COUNT", "[0-9]{1,9}")):
        if not re.fullmatch(form, parts.get(name, "1")):
            raise ValueError(f"its {name} is no whole number")
    for name, highest in _HIGHEST.items():
        # A value that no time has is ignored where others remain; dateutil fails at one that is far out of range.
        possible = [value for value in parts.get(name, "").split(",") if _is_within(value, highest)]
        if not possible:
            raise ValueError(f"its {name} has a number above {highest}")
        parts |= {name: ",".join(possible)} if name in parts else {}
    return parts


def _is_within(value: str, highest: int) -> bool:
    return all(int(number) <= highest for number in re.findall("[0-9]+", value))


class Rule:
    """A recurrence rule, with *count* times if it is counted; ValueError for one that is wrong or too fine."""

    def __init__(self, value: str) -> None:
        parts = _parts(value)
        until = stamp(parts.pop("UNTIL", "99991231"))
        self._until = until.local.replace(hour=23, minute=59, second=59) if until.is_day else until.local
        self._until_in_utc = until.in_utc
        self._freq = parts.get("FREQ", "")
        self._interval = int(parts.get("INTERVAL", "1"))
        self.count = int(parts["COUNT"]) if "COUNT" in parts else None
        if self._freq in _FINE and any(name.startswith("BY") for name in parts):
            raise ValueError(f"{self._freq} with parts such as BYHOUR is not followed")
        times = [len(parts.get(name, "").split(",")) for name in ("BYHOUR", "BYMINUTE", "BYSECOND")]
        if times[0] * times[1] * times[2] > MAX_TIMES_A_DAY:
            raise ValueError(f"it comes more than {MAX_TIMES_A_DAY:,} times a day")
        # What one day costs dateutil, in tenths of what it costs where each day is looked at by itself.
        positions = len(parts["BYSETPOS"].split(",")) if "BYSETPOS" in parts else 0
        self._weight = (1 + positions) * (1 if self._freq in {"YEARLY", "MONTHLY"} else 10)
        try:
            rule = rrulestr(";".join("=".join(part) for part in parts.items()), dtstart=datetime(2000, 1, 1))
        except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
            raise ValueError("it cannot be read") from error
        assert isinstance(rule, rrule)
        self._rule = rule

    def times(
        self, start: datetime, effort: Effort, *, since: datetime, utc: Callable[[datetime], datetime]
    ) -> Iterator[datetime]:
        """Yield the local times from *start* on, in order, until LAST_YEAR, perhaps without those before *since*.

        *utc* returns the moment of a local time, for the UNTIL of the rule. Raises EndlessError when the *effort* is
        spent.
        """
        begin = self._advanced(start, since)
        number, last = 0, begin
        if begin.year > LAST_YEAR:
            return
        later = iter(self._rule.replace(dtstart=begin.replace(year=begin.year + _LATER)))
        while True:
            try:
                time = next(later)
            except (StopIteration, ValueError, OverflowError):  # The last of them where weeks leave the year 9999.
                break
            time = time.replace(year=time.year - _LATER)
            effort.spend(1 + self._weight * (time - last).days // 10)
            last = time
            shown = utc(time).replace(tzinfo=None) if self._until_in_utc else time
            if time.year > LAST_YEAR or shown > self._until:
                return
            number += 1
            yield time
        if number != self.count:
            effort.spend(self._weight * 365 * (MAXYEAR - _LATER - last.year) // 10)

    def _advanced(self, start: datetime, since: datetime) -> datetime:
        """Return a start, a step or two before *since* or UNTIL, from which all later times are the same."""
        since = min(since, self._until)
        if self.count is not None or since <= start:
            return start
        if self._freq in _STEPS:
            step = _STEPS[self._freq] * self._interval
            return start + max((since - start) // step - 1, 0) * step
        step_months = self._interval * (12 if self._freq == "YEARLY" else 1)
        months = 12 * (since.year - start.year) + since.month - start.month
        months = max(months // step_months - 2, 0) * step_months
        # In some months there is no such day.
        if start.day > 28 and (self._freq != "YEARLY" or start.month == 2):
            return start
        years, month = divmod(start.month - 1 + months, 12)
        return start.replace(year=start.year + years, month=month + 1)
