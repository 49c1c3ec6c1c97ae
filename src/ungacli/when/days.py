"""How people write days, alone and from one to another."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from ungacli.errors import QuestionError
from ungacli.model import DayRange, Event
from ungacli.names import did_you_mean, fold, quoted_list
from ungacli.when.words import MONTHS, WEEKDAYS

MOMENT = timedelta(microseconds=1)
_RELATIVE = {"yesterday": -1, "today": 0, "tomorrow": 1}
_ENDS = {"first": 0, "last": -1}
_DAY_HINT = "write it as 2024-09-23, 23 September, Monday or today"
_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?")
_NAMED_NUMBER = re.compile(rf"(?:([^\W\d]{{3,}})[.,]? )?{_NUMBER.pattern}")
_DAY_AND_MONTH = re.compile(r"(\d{1,2})[./](\d{1,2})\.?")
_RANGES = (
    re.compile(r"(.*?)\s*(?:\.{2,3}|…|–|—|\s-\s|\s(?:to|until)\s)\s*(.*)", re.DOTALL),
    re.compile(r"(\d{1,2})-(\d{1,2}\s+[^\W\d].*)"),
    re.compile(r"([^\W\d].*\s\d{1,2})-(\d{1,2}\b.*)"),
    re.compile(r"([^\W\d]+)-([^\W\d]+)"),
    re.compile(r"(1[3-9]|[23]\d)-(1[3-9]|[23]\d)"),
)


def parse_days(text: str, *, known: Sequence[date], today: date) -> DayRange:
    """Return the days that *text* names: one, or from one to another: `23..25`, `Mon to Wed`, `23 Sep..`.

    Either end of a range may be left open; a bare number takes month and year from the other end.
    The rest is as parse_day has it, which see. Raises QuestionError, also for a range that ends
    before it begins.
    """
    stripped = text.strip()
    found = next((match for pattern in _RANGES if (match := pattern.fullmatch(stripped))), None)
    if found is None:
        day = parse_day(text, known=known, today=today)
        return DayRange(day, day)
    left, right = found.groups()
    if not left and not right:
        raise QuestionError(f'"{text}" names no day', hint="write a range as 23..25, 23.. or ..25")
    ends = [parse_day(end, known=known, today=today) if end else None for end in (left, right)]
    first = _completed(left, ends[0], ends[1], before=True) or date.min
    last = _completed(right, ends[1], ends[0], before=False) or date.max
    if last < first:
        raise QuestionError(f'"{text}" ends before it begins', hint=f"{first} is after {last}")
    return DayRange(first, last)


def _completed(text: str, day: date | None, other: date | None, *, before: bool) -> date | None:
    """Return *day*, or if *text* is a bare number that number in the month of the *other* end."""
    if day is None or other is None or not (number := _NUMBER.fullmatch(text)):
        return day
    found = _day_or_none(other.year, other.month, int(number[1]))
    return found if found and (found <= other if before else found >= other) else day


def parse_day(text: str, *, known: Sequence[date], today: date) -> date:
    """Return the day that *text* names: an ISO date, a day of a month, a weekday, first, last or today.

    *known* are the schedule's days in order: a weekday, or a day without month or year, is the one
    from the first to the last of them. Raises QuestionError for what is no day, for a day that
    does not exist, and where two days would fit.
    """
    word = " ".join(text.casefold().split()).removeprefix("on ").removeprefix("the ")
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", word):
        return _calendar_day(text, *map(int, word.split("-")))
    if word in _RELATIVE:
        return today + timedelta(days=_RELATIVE[word])
    if (end := _ENDS.get(word.removesuffix(" day"))) is not None:
        return _end_of(text, known, end)
    if (weekday := _weekday(word)) is not None:
        return _one_of(text, [day for day in _span(known) if day.weekday() == weekday], known)
    named = _NAMED_NUMBER.fullmatch(word)
    if named and (not named[1] or _weekday(named[1]) is not None):
        return _on_its_weekday(text, _numbered(text, int(named[2]), known), [named[1] or ""])
    return _other_day(text, word, known)


def _calendar_day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise QuestionError(f'there is no day "{text}": {error}', hint=_DAY_HINT) from None


def _end_of(text: str, known: Sequence[date], end: int) -> date:
    if not known:
        return _one_of(text, [], known)
    return known[end]


def _span(known: Sequence[date]) -> list[date]:
    if not known:
        return []
    return [known[0] + timedelta(days=n) for n in range((known[-1] - known[0]).days + 1)]


def _numbered(text: str, number: int, known: Sequence[date]) -> date:
    """Return the day of that number in the schedule, or else in one of its months: that is a day without events."""
    span = _span(known)
    inside = [day for day in span if day.day == number]
    months = dict.fromkeys((day.year, day.month) for day in span)
    return _one_of(text, inside or [day for month in months if (day := _day_or_none(*month, number))], known)


def _one_of(text: str, fitting: list[date], known: Sequence[date]) -> date:
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        choices = quoted_list([day.isoformat() for day in fitting[:4]])
        raise QuestionError(f'"{text}" could be several days of this schedule', hint=f"did you mean {choices}?")
    days = f"it runs from {known[0]} to {known[-1]}" if known else "it has no events"
    raise QuestionError(
        f'no "{text}" within this schedule', hint=f"{days}; a full date such as 2024-09-23 always works"
    )


def _other_day(text: str, word: str, known: Sequence[date]) -> date:
    # Imported for days that are not ISO dates alone: 10 ms that those never pay.
    from dateutil import parser

    def read(default: datetime, *, day_first: bool) -> datetime:
        return parser.parse(word, default=default, dayfirst=day_first, ignoretz=True)

    if numbers := _DAY_AND_MONTH.fullmatch(word):
        # 23.9 is a number to dateutil, and 23/9 in the American order no day.
        word = "/".join(sorted(numbers.groups(), key=lambda number: int(number) > 12))
    # What the text leaves out comes from the default: two of them tell what it left out.
    early, late = datetime(2000, 1, 1), datetime(2004, 12, 28)
    try:
        day, other, swapped = read(early, day_first=True), read(late, day_first=True), read(early, day_first=False)
    except (ValueError, OverflowError):
        raise _no_day(text) from None
    if day.time() != time() or (day.month, day.day) != (other.month, other.day):
        raise _no_day(text)
    if day != swapped:
        readings = f"{day.day} {MONTHS[day.month - 1]} or {swapped.day} {MONTHS[swapped.month - 1]}"
        raise QuestionError(f'"{text}" could be {readings}', hint=_DAY_HINT)
    years = [day.year] if day.year == other.year else sorted({one.year for one in known})
    fitting = [found for year in years if (found := _day_or_none(year, day.month, day.day))]
    found = _one_of(text, [one for one in fitting if one in _span(known)] or fitting, known)
    return _on_its_weekday(text, found, fold(text).split())


def _on_its_weekday(text: str, found: date, words: Sequence[str]) -> date:
    """Return the day that was *found* for *text*, unless one of its *words* is another day of the week."""
    if {weekday for word in words if (weekday := _weekday(word)) is not None} - {found.weekday()}:
        raise QuestionError(f'"{text}" is no day: {found} is a {WEEKDAYS[found.weekday()]}', hint=_DAY_HINT)
    return found


def _no_day(text: str) -> QuestionError:
    words = [*WEEKDAYS, *MONTHS, *(month[:3] for month in MONTHS), *_RELATIVE, *_ENDS]

    def mended(word: str) -> str:
        near = did_you_mean(word, words, limit=1) if len(word) > 2 and word.isalpha() else []
        return near[0] if near else word

    meant = " ".join(map(mended, text.split()[:6]))
    # Only a slip in a word can be mended: the same words again would be no help.
    slip = fold(meant) != fold(text) and len(text) < 40
    hint = f'did you mean "{meant}"?' if slip else _DAY_HINT
    if re.search(r",|&| and ", text):
        hint = "name each day by itself: --date 23 --date 25, or date:23,25 in a query"
    return QuestionError(f'"{text}" is no day', hint=hint)


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # 29 February, in most years.
        return None


def _weekday(word: str) -> int | None:
    if len(word) < 3:
        return None
    return next((number for number, name in enumerate(WEEKDAYS) if name.casefold().startswith(word)), None)


def touches(event: Event, days: DayRange) -> bool:
    """Return whether *event* takes place on one of *days*, by the clock that it is told in.

    An event over midnight is on both days; one that ends at midnight is not on the next.
    """
    return event.start.date() <= days.last and (event.end - MOMENT).date() >= days.first
