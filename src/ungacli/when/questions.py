"""The days and moments that command-line options accept: tomorrow, Monday, 23, Monday 9am."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from ungacli.errors import QuestionError
from ungacli.names import did_you_mean, fold, quoted_list
from ungacli.when.clocks import DAY, clock_time, iso_moment
from ungacli.when.days import DayParts, readings
from ungacli.when.vocabulary import MONTHS, PARTS_OF_THE_DAY, WEEKDAYS, squeezed

_RELATIVE = {"yesterday": -1, "today": 0, "tomorrow": 1}
_ENDS = {"first": 0, "last": -1}
_DAY_HINT = "write it as 2024-09-23, 23 September, Monday or today"


class KnownDays:
    """The days of a schedule: those on which events start, in order, and the one on which the last of them ends."""

    def __init__(self, start: Sequence[date], end: date | None = None) -> None:
        self._start = tuple(start)
        self._end = end

    @property
    def start(self) -> tuple[date, ...]:
        """The days on which events start, in order."""
        return self._start

    @property
    def all(self) -> Sequence[date]:
        """Every day from the first to the last, with events or without."""
        return days_between(self._start[0], self._end or self._start[-1]) if self._start else ()


@lru_cache
def days_between(first: date, last: date) -> tuple[date, ...]:
    """Return every day from *first* to *last*, both included."""
    return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))


class Days(NamedTuple):
    """The days from *first* to *last*, both included; *whole* tells that all of an event must lie in them."""

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


def parse_day(text: str, *, known: KnownDays, today: date) -> date:
    """Return the day that *text* names: an ISO date, a day of a month, a weekday, first, last or today.

    *known* are the schedule's days: a weekday, or a day without month or year, is the one from the
    first to the last of them, first and last are those on which events start. Raises QuestionError
    for what is no day, for a day that does not exist, and where two days would fit.
    """
    parts = parts_of_day(text, known=known, today=today)
    found = {day: one for one in parts for day in days_of(one, known)}
    # A weekday decides between years; where it decides against all of them it is wrong.
    right = [day for day, one in found.items() if one.weekday in {None, day.weekday()}]
    if not found:
        raise _not_found(text, parts, known)
    if len(right or found) > 1:
        raise unclear(text, in_likely_order(right or found, known))
    if not right:
        (day,) = found
        raise QuestionError(f'"{text}" is no day: {day} is a {WEEKDAYS[day.weekday()]}', hint=_DAY_HINT)
    return right[0]


def in_likely_order(days: Iterable[date], known: KnownDays) -> list[date]:
    """Return *days* in order, but those on which events start before the others."""
    return sorted(days, key=lambda day: (day not in known.start, day))


def parts_of_day(text: str, *, known: KnownDays, today: date) -> list[DayParts]:
    """Return each way to understand *text* as a day; today, first and their like are whole days then.

    Raises QuestionError for tomorrow and yesterday where there is none.
    """
    word = squeezed(text.casefold()).removeprefix("on ").removeprefix("the ")
    if word in _RELATIVE:
        try:
            return [_whole(today + timedelta(days=_RELATIVE[word]))]
        except OverflowError:
            raise beyond(text) from None
    if (end := _ENDS.get(word.removesuffix(" day"))) is not None:
        return [_whole(known.start[end])] if known.start else []
    return readings(text)


def _whole(day: date) -> DayParts:
    return DayParts(day.year, day.month, day.day)


def days_of(parts: DayParts, known: KnownDays) -> list[date]:
    """Return the days that *parts* may mean among the *known* ones of a schedule and those between.

    A date that is none of them is one without events: of their years, and without a month of their months.
    """
    if None not in parts[:3]:
        return _existing([parts])
    if parts.day is None:
        return [day for day in known.all if day.weekday() == parts.weekday]
    if inside := [day for day in known.all if parts.fit(day)]:
        return inside
    return _existing(dict.fromkeys(parts.filled(DayParts(day.year, day.month)) for day in known.all))


def _existing(whole: Iterable[DayParts]) -> list[date]:
    # 29 February is none in most years.
    return [day for parts in whole if (day := parts.existing())]


def unclear(text: str, readings: Sequence[object]) -> QuestionError:
    """Return the error for *text* that has several *readings*, the likeliest first."""
    meant = quoted_list([f"{one}" for one in readings[:4]])
    return QuestionError(f'"{text}" could be several days', hint=f"did you mean {meant}?")


def beyond(text: str) -> QuestionError:
    """Return the error for *text* that names what is before or after all days."""
    return QuestionError(f'"{text}" is beyond the calendar', hint=f"it runs from {date.min} to {date.max}")


def _not_found(text: str, parts: Sequence[DayParts], known: KnownDays) -> QuestionError:
    if not parts and fold(text) not in _ENDS:
        return no_day(text)
    if any(None not in one[:3] for one in parts):
        return QuestionError(f'there is no day "{text}" in the calendar', hint=_DAY_HINT)
    days = f"it runs from {known.all[0]} to {known.all[-1]}" if known.start else "it has no events"
    return QuestionError(
        f'no "{text}" within this schedule', hint=f"{days}; a full date such as 2024-09-23 always works"
    )


def no_day(text: str) -> QuestionError:
    """Return the error for *text* that names no day, with what may have been meant."""
    return QuestionError(f'"{text}" is no day', hint=lambda: _meant(text))


def _meant(text: str) -> str:
    if part := next((word for word in fold(text).split() if word in PARTS_OF_THE_DAY), None):
        return f"name the time by itself: --time {part}, or time:{part} in a query"
    if re.search(r",|&| and ", text):
        return "name each day by itself: --date 23 --date 25, or date:23,25 in a query"
    words = [*WEEKDAYS, *MONTHS, *(month[:3] for month in MONTHS), *_RELATIVE, *_ENDS]

    def mended(word: str) -> str:
        near = did_you_mean(word, words, limit=1) if len(word) > 2 and word.isalpha() else []
        return near[0] if near else word

    meant = " ".join(map(mended, text.split()[:6]))
    is_day = fold(meant) in {*_RELATIVE, *_ENDS} or readings(meant)
    slip = is_day and len(text) < 40 and meant.casefold() != text.casefold()
    return f'did you mean "{meant}"?' if slip else _DAY_HINT


_MOMENT = re.compile(
    r"(?:(?P<day>.*?)[ ,]+(?:at )?)?"
    r"(?P<time>\d{1,2}(?::\d\d)?\s?[ap]\.?\s?m\.?|\d{1,2}[:h]\d\d|\d{1,2}h|noon|midday|midnight)",
    re.IGNORECASE,
)
_NUMBER_LAST = re.compile(r"(?:(?P<day>.+?),? )?(?P<number>(?:1?\d|2[0-3])(?:\.[0-5]\d)?)")
_MOMENT_HINT = "write it as 2024-09-23T14:00, Monday 9am or now"


def parse_moment(text: str, *, known: KnownDays, now: datetime) -> datetime:
    """Return the moment that *text* names, in the zone of *now*: `2024-09-23T14:00`, `Monday 9am`, `14:30`.

    A day alone is its first moment, a time alone is of today. An offset in the ISO form counts.
    *known* are the schedule's days, as for parse_day. Raises QuestionError for what is no moment,
    and for a number that may be a day or a time: `14`, `Mon 9`.
    """
    words = squeezed(text)
    if words.casefold() == "now":
        return now
    try:
        if exact := iso_moment(words):
            return exact.astimezone(now.tzinfo) if exact.tzinfo else exact.replace(tzinfo=now.tzinfo)
        return _named_moment(text, words, known, now)
    except OverflowError:
        raise QuestionError(f'"{text}" is beyond the calendar', hint=_MOMENT_HINT) from None


def _named_moment(text: str, words: str, known: KnownDays, now: datetime) -> datetime:
    found = _MOMENT.fullmatch(words)
    if found is None:
        _refuse_a_number(text, words, known, now.date())
    named, at = (found["day"], _time(text, found["time"])) if found else (words, timedelta())
    day = now.date() if named is None else _day(text, named, known, now.date())
    return datetime.combine(day, time(), now.tzinfo) + at


def _time(text: str, word: str) -> timedelta:
    try:
        return clock_time(text, word.casefold())
    except QuestionError as error:
        error.hint = _MOMENT_HINT
        raise


def _day(text: str, words: str, known: KnownDays, today: date) -> date:
    try:
        return parse_day(words, known=known, today=today)
    except QuestionError:
        if parts_of_day(words, known=known, today=today):
            raise  # It is a day, but comes twice or never.
        raise QuestionError(f'"{text}" is no moment', hint=_MOMENT_HINT) from None


def _refuse_a_number(text: str, words: str, known: KnownDays, today: date) -> None:
    """Raise QuestionError if *words* end in a number that may be meant for a time: `14`, `Mon 9`, `tomorrow 14`."""
    found = _NUMBER_LAST.fullmatch(words)
    if not found or (found["day"] and not parts_of_day(found["day"], known=known, today=today)):
        return
    hour = found["number"].replace(".", ":")
    as_time = f"write the time as {hour if ':' in hour else f'{hour}:00'}"
    try:
        day = parse_day(words, known=known, today=today)
    except QuestionError:
        raise QuestionError(f'"{text}" is no moment', hint=as_time) from None
    raise QuestionError(f'"{text}" could be a day or a time', hint=f"{as_time}, or the day as {day}")
