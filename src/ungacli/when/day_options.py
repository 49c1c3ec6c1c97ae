"""The days that command-line options and queries accept: tomorrow, Monday, 23, 23..25, after 23."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache, partial
from itertools import islice, product
from typing import NamedTuple

from ungacli.errors import QuestionError
from ungacli.names import ambiguous, did_you_mean, fold
from ungacli.when.clocks import DAY
from ungacli.when.days import DayParts, readings
from ungacli.when.vocabulary import FROM, MONTHS, ONE_END, PARTS_OF_THE_DAY, TO, WEEKDAYS, range_ends, squeezed

_ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
# As many readings as an error names.
_ENOUGH = 4
# Longer ones name no days, and each hyphen in them would have to be tried.
_LONGEST_WITH_HYPHENS = 60
_RELATIVE = {"yesterday": -1, "today": 0, "tomorrow": 1}
_ENDS = {"first": 0, "last": -1}
_DAY_HINT = "write it as 2024-09-23, 23 September, Monday or today"


class ScheduleDays(NamedTuple):
    """The days of a schedule: those of *start*, on which events start, in order, and the *end* of the last event."""

    start: tuple[date, ...]
    end: date | None = None

    @property
    def all(self) -> Sequence[date]:
        """Every day from the first to the last, with events or without."""
        return days_between(self.start[0], self.end or self.start[-1]) if self.start else ()

    def likely_first(self, days: Iterable[date]) -> list[date]:
        """Return *days* in order, but those on which events start before the others."""
        return sorted(days, key=lambda day: (day not in self.start, day))


@lru_cache
def days_between(first: date, last: date) -> tuple[date, ...]:
    """Return every day from *first* to *last*, both included."""
    return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))


class Days(NamedTuple):
    """The days from *first* to *last*, both included; *whole* is whether all of an event must lie in them."""

    first: date
    last: date
    whole: bool = False

    def __str__(self) -> str:
        """Return `2024-09-23`, `2024-09-23..2024-09-25`, `2024-09-23..`, or `after 2024-09-23`."""
        first = "" if self.first == date.min else f"{self.first}"
        last = "" if self.last == date.max else f"{self.last}"
        if self.whole:
            return f"after {self.first - DAY}" if first else f"before {self.last + DAY}"
        return first if first == last else f"{first}..{last}"


def parse_day(text: str, *, within: ScheduleDays, today: date) -> date:
    """Return the day that *text* names: an ISO date, a day of a month, a weekday, first, last or today.

    *within* are the schedule's days: a weekday, or a day without month or year, is the one from the first to the
    last of them, first and last are those on which events start. Raises QuestionError for what is no day, for a
    day that does not exist, and where two days would fit.
    """
    parts = parts_of_day(text, within=within, today=today)
    days = {day: one for one in parts for day in _days_of(one, within)}
    # A weekday decides between years; where it decides against all of them it is wrong.
    right = [day for day, one in days.items() if one.weekday in {None, day.weekday()}]
    if not days and not parts and fold(text) not in _ENDS:
        raise QuestionError(f'"{text}" is no day', hint=lambda: _suggested_day(text))
    if not days and any(None not in one[:3] for one in parts):
        raise QuestionError(f'there is no day "{text}" in the calendar', hint=_DAY_HINT)
    if not days:
        limits = f"it runs from {within.all[0]} to {within.all[-1]}" if within.start else "it has no events"
        hint = f"{limits}; a full date such as 2024-09-23 always works"
        raise QuestionError(f'no "{text}" within this schedule', hint=hint)
    if len(right or days) > 1:
        raise ambiguous(text, "several days", [f"{day}" for day in within.likely_first(right or days)[:_ENOUGH]])
    if not right:
        (day,) = days
        raise QuestionError(f'"{text}" is no day: {day} is a {WEEKDAYS[day.weekday()]}', hint=_DAY_HINT)
    return right[0]


def parts_of_day(text: str, *, within: ScheduleDays, today: date) -> list[DayParts]:
    """Return each way to understand *text* as a day; today, first and their like are whole days then.

    Raises QuestionError for tomorrow and yesterday where there is none.
    """
    word = squeezed(text.casefold()).removeprefix("on ").removeprefix("the ")
    if word in _RELATIVE:
        try:
            days = [today + timedelta(days=_RELATIVE[word])]
        except OverflowError:
            raise beyond(text) from None
    elif (end := _ENDS.get(word.removesuffix(" day"))) is not None:
        days = [within.start[end]] if within.start else []
    else:
        return readings(text)
    return [DayParts(day.year, day.month, day.day) for day in days]


def _days_of(parts: DayParts, within: ScheduleDays) -> list[date]:
    """Return the days that *parts* may mean among the *within* ones of a schedule and those between.

    A date that is none of them is one without events: of their years, and without a month of their months.
    """
    if parts.day is None:
        return [day for day in within.all if day.weekday() == parts.weekday]
    if None not in parts[:3]:
        whole = [parts]
    elif inside := [day for day in within.all if parts.filled(day.year, day.month).existing() == day]:
        return inside
    else:
        whole = [*dict.fromkeys(parts.filled(day.year, day.month) for day in within.all)]
    # 29 February is none in most years.
    return [day for one in whole if (day := one.existing())]


def beyond(text: str) -> QuestionError:
    """Return the error for *text* that names what is before or after all days."""
    return QuestionError(f'"{text}" is beyond the calendar', hint=f"it runs from {date.min} to {date.max}")


def _suggested_day(text: str) -> str:
    if part := next((word for word in fold(text).split() if word in PARTS_OF_THE_DAY), None):
        return f"name the time by itself: --time {part}, or time:{part} in a query"
    if re.search(r",|&| and ", text):
        return "name each day by itself: --date 23 --date 25, or date:23,25 in a query"
    names = [*WEEKDAYS, *MONTHS, *(month[:3] for month in MONTHS), *_RELATIVE, *_ENDS]
    words = text.split()[:6]
    near = [did_you_mean(word, names, limit=1) if len(word) > 2 and word.isalpha() else [] for word in words]
    likely = " ".join(names[0] if names else word for word, names in zip(words, near, strict=True))
    is_day = fold(likely) in {*_RELATIVE, *_ENDS} or readings(likely)
    is_typo = is_day and len(text) < 40 and likely.casefold() != text.casefold()
    return f'did you mean "{likely}"?' if is_typo else _DAY_HINT


def parse_days(text: str, *, within: ScheduleDays, today: date) -> Days:
    """Return the days that *text* names: one, or from one to another: `23..25`, `Mon to Wed`, `23 Sep..`, `after 23`.

    Either end of a range may be left open, and is then the calendar's. What one end leaves out of month and year
    the other gives: `23..2 Oct`. A weekday that the schedule does not have after the beginning is the next one, as
    in `Wed..Mon`; January after December is that of the next year. The rest is as in parse_day. Raises
    QuestionError, also for a range that ends before it begins and for what could be several: `11-14`, `Thu..26`.
    """
    try:
        return _days(text, within, today)
    except OverflowError:
        raise beyond(text) from None


def _days(text: str, within: ScheduleDays, today: date) -> Days:
    parts = partial(parts_of_day, within=within, today=today)
    only_day = partial(parse_day, within=within, today=today)
    words = squeezed(text)
    ends = range_ends(words)
    if ends == ("", ""):
        raise QuestionError(f'"{text}" names no day', hint="write a range as 23..25, 23.. or ..25")
    pairs = [ends] if ends else []
    if not ends and len(words) <= _LONGEST_WITH_HYPHENS and not _ISO.fullmatch(words):
        hyphens = re.finditer("[-\u2010\u2011]", words)
        pairs = [(words[: hyphen.start()].strip(), words[hyphen.end() :].strip()) for hyphen in hyphens]
    both = [one for left, right in pairs for one in product(parts(left), parts(right))]
    readings = {days for first, last in both for days in _between(first, last, within)}
    alone = [] if ends else parts(text)
    if readings:
        readings |= {Days(day, day) for one in alone for day in _days_of(one, within)}
        apart = sorted(readings, key=lambda days: (days.first not in within.start, days))
        if len(apart) > 1:
            raise ambiguous(text, "several days", [f"{days}" for days in apart[:_ENOUGH]])
        return apart[0]
    if not ends and (one_end := ONE_END.fullmatch(words)):
        return open_days(one_end[1].casefold(), only_day(one_end[2]))
    if not ends and not alone:
        ends = next((pair for pair in pairs if all(map(parts, pair))), None)
    # What is wrong with either end is reported first.
    left, right = ends or (text, text)
    first = only_day(left) if left or not ends else date.min
    last = only_day(right) if right or not ends else date.max
    if last < first:
        raise QuestionError(f'"{text}" ends before it begins', hint=f"{first} is after {last}")
    return Days(first, last)


def open_days(word: str, day: date) -> Days:
    """Return the days that *word*, one of FROM or TO, after or before, means with a *day*; the last two exclude it.

    Raises QuestionError where there are none.
    """
    if word in FROM:
        return Days(day, date.max)
    if word in TO:
        return Days(date.min, day)
    try:
        return Days(day + DAY, date.max, whole=True) if word == "after" else Days(date.min, day - DAY, whole=True)
    except OverflowError:
        raise beyond(f"{word} {day}") from None


def _between(first: DayParts, last: DayParts, within: ScheduleDays) -> list[Days]:
    """Return the ranges from *first* to *last*, or as many as show that it could be several.

    They are as each completes the other, else each by itself, else from or to the nearest day of the week.
    """
    filled = first.filled(last.year, last.month), last.filled(first.year, first.month)
    for both in (filled, (first, last)):
        starts, ends = (_on_weekday(parts, within) for parts in both)
        pairs = (Days(one, other) for one in within.likely_first(starts) for other in ends[bisect_left(ends, one) :])
        if ranges := [*islice(pairs, _ENOUGH)]:
            return ranges
    # Those of each by itself.
    if len(starts) == 1 and last.day is None:
        (start,) = starts
        return [Days(start, day) for day in days_between(start + DAY, start + 7 * DAY) if day.weekday() == last.weekday]
    if len(starts) == 1 and last.month is not None and last.year is None and last.month < starts[0].month:
        next_year = last._replace(year=starts[0].year + 1)
        return [Days(starts[0], day) for day in _on_weekday(next_year, within)]
    if len(ends) == 1 and not starts and first.day is None:
        (end,) = ends
        return [Days(day, end) for day in days_between(end - 7 * DAY, end - DAY) if day.weekday() == first.weekday]
    return []


def _on_weekday(parts: DayParts, within: ScheduleDays) -> list[date]:
    return [day for day in _days_of(parts, within) if parts.weekday in {None, day.weekday()}]
