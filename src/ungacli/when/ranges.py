"""Days and times of day from one to another, as command-line options and queries accept them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from ungacli.errors import QuestionError
from ungacli.when.clocks import DAY, NOON, TIME_HINT, clear_time, clock_label, times_between
from ungacli.when.days import DayParts
from ungacli.when.questions import Days, KnownDays, beyond, days_of, in_likely_order, parse_day, parts_of_day, unclear
from ungacli.when.vocabulary import FROM, JOINT, PARTS_OF_THE_DAY, TO, squeezed

_ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_RANGES_OF_DAYS = (
    re.compile(rf"(?:(?:{'|'.join(FROM)}|between) )?(.*?) ?(?:{JOINT}) ?(.*)", re.IGNORECASE),
    re.compile(r"between (.*?) and (.*)", re.IGNORECASE),
)
_ONE_DAY_END = re.compile(rf"({'|'.join((*FROM, *TO))}|after|before) (.*)", re.IGNORECASE)
# As many readings as an error tells.
_ENOUGH = 4
# Longer ones name no days, and each hyphen in them would have to be tried.
_LONGEST_WITH_HYPHENS = 60


def parse_days(text: str, *, known: KnownDays, today: date) -> Days:
    """Return the days that *text* names: one, or from one to another: `23..25`, `Mon to Wed`, `23 Sep..`, `after 23`.

    Either end of a range may be left open, and is then the calendar's. What one end leaves out of
    month and year the other tells: `23..2 Oct`. A weekday that the schedule does not have after the
    beginning is the next one: in `Wed..Mon`; and January after December is that of the next year. The
    rest is as parse_day has it, which see. Raises QuestionError, also for a range that ends before it
    begins and for what could be several ranges: `11-14`, `Thu..26`.
    """
    try:
        return _days(text, squeezed(text), known, today)
    except OverflowError:
        raise beyond(text) from None


def _days(text: str, words: str, known: KnownDays, today: date) -> Days:
    """Return the days that *words*, the *text* with single spaces, name."""
    match = next((match for pattern in _RANGES_OF_DAYS if (match := pattern.fullmatch(words))), None)
    if match:
        return _range_of_days(text, *match.groups(), known=known, today=today)
    if one_end := _ONE_DAY_END.fullmatch(words):
        return open_days(one_end[1].casefold(), parse_day(one_end[2], known=known, today=today))
    pairs = _around_hyphens(words)
    if readings := [days for left, right in pairs for days in _readings(left, right, known, today)]:
        days = {day for parts in parts_of_day(text, known=known, today=today) for day in days_of(parts, known)}
        return _the_one(text, [*readings, *(Days(day, day) for day in days)], known)
    if not parts_of_day(text, known=known, today=today):
        for left, right in pairs:
            if all(parts_of_day(end, known=known, today=today) for end in (left, right)):
                # Which tells what is wrong with it.
                return _range_of_days(text, left, right, known=known, today=today)
    day = parse_day(text, known=known, today=today)
    return Days(day, day)


def _around_hyphens(words: str) -> list[tuple[str, str]]:
    """Return what stands on either side of each hyphen that may join two days."""
    if _ISO.fullmatch(words) or len(words) > _LONGEST_WITH_HYPHENS:
        return []
    hyphens = [match.start() for match in re.finditer("[-\u2010\u2011]", words)]
    return [(words[:at].strip(), words[at + 1 :].strip()) for at in hyphens]


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


def _range_of_days(text: str, left: str, right: str, *, known: KnownDays, today: date) -> Days:
    if not left and not right:
        raise QuestionError(f'"{text}" names no day', hint="write a range as 23..25, 23.. or ..25")
    if left and right and (readings := _readings(left, right, known, today)):
        return _the_one(text, readings, known)
    # What is wrong with either end is told first.
    first = parse_day(left, known=known, today=today) if left else date.min
    last = parse_day(right, known=known, today=today) if right else date.max
    if last < first:
        raise QuestionError(f'"{text}" ends before it begins', hint=f"{first} is after {last}")
    return Days(first, last)


def _the_one(text: str, readings: Sequence[Days], known: KnownDays) -> Days:
    def likely(days: Days) -> tuple[bool, Days]:
        return days.first not in known.start, days

    apart = sorted({*readings}, key=likely)
    if len(apart) > 1:
        raise unclear(text, apart)
    return apart[0]


def _readings(left: str, right: str, known: KnownDays, today: date) -> list[Days]:
    """Return each range that the texts of its ends could mean."""
    ends = [parts_of_day(end, known=known, today=today) for end in (left, right)]
    return [days for first in ends[0] for last in ends[1] for days in _between(first, last, known)]


def _between(first: DayParts, last: DayParts, known: KnownDays) -> list[Days]:
    """Return the ranges from *first* to *last*, or as many as show that it is unclear which is meant.

    They are as each completes the other, else each by itself, else from or to the nearest day of the week.
    """
    for start, end in ((first.filled(last), last.filled(first)), (first, last)):
        starts, ends = (_on_weekday(parts, known) for parts in (start, end))
        pairs = (Days(one, other) for one in in_likely_order(starts, known) for other in ends[bisect_left(ends, one) :])
        if found := [*islice(pairs, _ENOUGH)]:
            return found
    # Those of each by itself.
    if len(starts) == 1:
        return [Days(starts[0], day) for day in _next(last, starts[0])]
    if len(ends) == 1 and not starts and first.day is None:
        return [Days(day, ends[0]) for day in _week(ends[0], -1) if day.weekday() == first.weekday]
    return []


def _on_weekday(parts: DayParts, known: KnownDays) -> list[date]:
    return [day for day in days_of(parts, known) if parts.weekday in {None, day.weekday()}]


def _next(parts: DayParts, day: date) -> list[date]:
    """Return the day of the week that *parts* name after *day*, or that of an earlier month in the next year."""
    if parts.day is None:
        return [later for later in _week(day, 1) if later.weekday() == parts.weekday]
    if parts.month is None or parts.year is not None or parts.month >= day.month:
        return []
    return _on_weekday(parts._replace(year=day.year + 1), KnownDays(()))


def _week(day: date, direction: int) -> Iterator[date]:
    """Yield the seven days after *day*, or before it in the *direction* -1."""
    yield from (day + direction * DAY * number for number in range(1, 8))


class TimeRange(NamedTuple):
    """Times of day, since midnight by the clock: from *start*, included, to *end*, excluded.

    An *end* before the *start* is on the next day. *whole* tells that all of an event must lie in
    it: after 17:00, which then has no end, or before 9:00.
    """

    start: timedelta
    end: timedelta
    whole: bool = False

    def __str__(self) -> str:
        """Return `09:00–12:30`, `after 17:00`, or `08:00` for a minute."""
        if self.whole:
            return (
                f"after {clock_label(self.start)}" if self.end == timedelta.max else f"before {clock_label(self.end)}"
            )
        minute = self.end - self.start == timedelta(minutes=1)
        return clock_label(self.start) if minute else f"{clock_label(self.start)}–{clock_label(self.end)}"


_NIGHT, _MORNING, _EVENING = timedelta(), timedelta(hours=6), timedelta(hours=18)
PARTS = dict(
    zip(
        PARTS_OF_THE_DAY,
        (TimeRange(_MORNING, NOON), TimeRange(NOON, _EVENING), TimeRange(_EVENING, DAY), TimeRange(_NIGHT, _MORNING)),
        strict=True,
    )
)
"""The parts of the day that have names."""
_RANGE_OF_TIMES = re.compile(rf"(?:(?:{'|'.join(FROM)}|between) )?(.*?) ?(?:{JOINT}|-|\band\b) ?(.*)")
_ONE_TIME_END = re.compile(rf"({'|'.join((*FROM, *TO))}|after|before) (.*)")


def parse_times(text: str) -> TimeRange:
    """Return the times of day that *text* names: `9-12`, `14h30-16h`, `9am-noon`, `morning`, `after 17:00`.

    A single time is the minute that begins then. A range may run over midnight if it begins after
    noon. Raises QuestionError for what is no time, for a range that ends before it begins, and for
    what may be in the night as well as in the afternoon: `2-4`, `after 5`.
    """
    word = squeezed(text.casefold()).removeprefix("in the ")
    if part := PARTS.get(word):
        return part
    left, right = joined.groups() if (joined := _RANGE_OF_TIMES.fullmatch(word)) else ("", "")
    if left and right:
        return TimeRange(*times_between(text, left, right))
    if match := _ONE_TIME_END.fullmatch(word):
        return _from_one_end(text, match[1], clear_time(text, match[2], f"{match[1]} {{}}"))
    if left:
        return _from_one_end(text, FROM[0], clear_time(text, left, "{}.."))
    if right:
        return _from_one_end(text, TO[0], clear_time(text, right, "..{}"))
    start = clear_time(text, word.removeprefix("at "), "{}") % DAY
    return TimeRange(start, start + timedelta(minutes=1))


def _from_one_end(text: str, word: str, at: timedelta) -> TimeRange:
    if word in {"after", *FROM}:
        if at == DAY:
            raise QuestionError(f'"{text}": no day goes on after 24:00', hint=TIME_HINT)
        return TimeRange(at, timedelta.max, whole=True) if word == "after" else TimeRange(at, DAY)
    # Nothing is before the midnight with which a day begins: the one meant is that at its end.
    return TimeRange(timedelta(), at or DAY, whole=word == "before")
