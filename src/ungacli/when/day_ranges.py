"""How people write several days, from one to another."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ungacli.errors import QuestionError
from ungacli.model import DayRange
from ungacli.when.days import days_of, parse_day, parts_of_day, unclear
from ungacli.when.words import FROM, JOINT, TO
from ungacli.when.written import DayParts

_ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_RANGES = (
    re.compile(rf"(?:(?:{'|'.join(FROM)}|between)\s+)?(.*?)\s*(?:{JOINT})\s*(.*)", re.DOTALL | re.IGNORECASE),
    re.compile(r"between\s+(.*?)\s+and\s+(.*)", re.DOTALL | re.IGNORECASE),
)
_ONE_END = re.compile(rf"({'|'.join((*FROM, *TO))}|after|before)\s+(.*)", re.DOTALL | re.IGNORECASE)
_DAY = timedelta(days=1)
# Longer ones name no days, and each hyphen in them would have to be tried.
_LONGEST_WITH_HYPHENS = 60


def parse_days(text: str, *, known: Sequence[date], today: date) -> DayRange:
    """Return the days that *text* names: one, or from one to another: `23..25`, `Mon to Wed`, `23 Sep..`, `after 23`.

    Either end of a range may be left open, and is then the calendar's. What one end leaves out of
    month and year the other tells; a weekday at the end that is no later day of the schedule is the next
    one after the beginning. The rest is as parse_day has it, which see. Raises QuestionError, also
    for a range that ends before it begins and for what could be several ranges: `11-14`, `Thu..26`.
    """
    try:
        return _days(text, known, today)
    except OverflowError:
        raise QuestionError(f'"{text}" is beyond the calendar', hint=f"it runs from {date.min} to {date.max}") from None


def _days(text: str, known: Sequence[date], today: date) -> DayRange:
    stripped = text.strip()
    found = next((match for pattern in _RANGES if (match := pattern.fullmatch(stripped))), None)
    if found:
        return _range(text, *found.groups(), known=known, today=today)
    if one_end := _ONE_END.fullmatch(stripped):
        return _from_one_end(one_end[1].casefold(), parse_day(one_end[2], known=known, today=today))
    readings = _with_hyphens(stripped, known, today)
    if not readings:
        day = parse_day(text, known=known, today=today)
        return DayRange(day, day)
    days = {day for parts in parts_of_day(text, known=known, today=today) for day in days_of(parts, known)}
    return _the_one(text, [*readings, *(DayRange(day, day) for day in days)])


def _with_hyphens(text: str, known: Sequence[date], today: date) -> list[DayRange]:
    """Return each range that *text* could be if one of its hyphens stood between two days."""
    if _ISO.fullmatch(text) or len(text) > _LONGEST_WITH_HYPHENS:
        return []
    hyphens = [found.start() for found in re.finditer("[-\u2010\u2011]", text)]
    return [days for at in hyphens for days in _readings(text[:at].strip(), text[at + 1 :].strip(), known, today)]


def _from_one_end(word: str, day: date) -> DayRange:
    if word in FROM:
        return DayRange(day, date.max)
    if word in TO:
        return DayRange(date.min, day)
    return DayRange(day + _DAY, date.max) if word == "after" else DayRange(date.min, day - _DAY)


def _range(text: str, left: str, right: str, *, known: Sequence[date], today: date) -> DayRange:
    if not left and not right:
        raise QuestionError(f'"{text}" names no day', hint="write a range as 23..25, 23.. or ..25")
    if left and right and (readings := _readings(left, right, known, today)):
        return _the_one(text, readings)
    # What is wrong with either end is told first.
    first = parse_day(left, known=known, today=today) if left else date.min
    last = parse_day(right, known=known, today=today) if right else date.max
    if last < first:
        raise QuestionError(f'"{text}" ends before it begins', hint=f"{first} is after {last}")
    return DayRange(first, last)


def _the_one(text: str, readings: Sequence[DayRange]) -> DayRange:
    apart = sorted(set(readings), key=lambda days: (days.first, days.last))
    if len(apart) > 1:
        raise unclear(text, [f"{one.first}" if one.first == one.last else f"{one.first}..{one.last}" for one in apart])
    return apart[0]


def _readings(left: str, right: str, known: Sequence[date], today: date) -> list[DayRange]:
    """Return each range that the texts of its ends could mean."""
    ends = [parts_of_day(end, known=known, today=today) for end in (left, right)]
    return [days for first in ends[0] for last in ends[1] for days in _between(first, last, known)]


def _between(first: DayParts, last: DayParts, known: Sequence[date]) -> list[DayRange]:
    """Return the ranges from *first* to *last*: as each completes the other, else each by itself."""
    for start, end in ((first.filled(last), last.filled(first)), (first, last)):
        pairs = [(one, other) for one in _on_weekday(start, known) for other in _on_weekday(end, known)]
        if found := [DayRange(one, other) for one, other in pairs if one <= other]:
            return found
    starts = _on_weekday(first, known)
    return [DayRange(day, end) for day in starts for end in _next(last, day)] if len(starts) == 1 else []


def _on_weekday(parts: DayParts, known: Sequence[date]) -> list[date]:
    return [day for day in days_of(parts, known) if parts.weekday in {None, day.weekday()}]


def _next(parts: DayParts, day: date) -> Iterator[date]:
    """Yield the first day of the week, or of the year, that *parts* name after *day*; a bare number is none."""
    if parts.day is None:
        yield from (day + _DAY * n for n in range(1, 8) if (day + _DAY * n).weekday() == parts.weekday)
    elif parts.month and not parts.year:
        yield from _on_weekday(parts._replace(year=day.year + 1), ())
