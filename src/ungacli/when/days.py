"""How people write days."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from ungacli.errors import QuestionError
from ungacli.model import DayRange, Event
from ungacli.names import did_you_mean, fold, quoted_list
from ungacli.when.words import MONTHS, PARTS_OF_THE_DAY, WEEKDAYS
from ungacli.when.written import DayParts, readings

MOMENT = timedelta(microseconds=1)
_RELATIVE = {"yesterday": -1, "today": 0, "tomorrow": 1}
_ENDS = {"first": 0, "last": -1}
_DAY_HINT = "write it as 2024-09-23, 23 September, Monday or today"


def parse_day(text: str, *, known: Sequence[date], today: date) -> date:
    """Return the day that *text* names: an ISO date, a day of a month, a weekday, first, last or today.

    *known* are the schedule's days in order: a weekday, or a day without month or year, is the one
    from the first to the last of them. Raises QuestionError for what is no day, for a day that
    does not exist, and where two days would fit.
    """
    parts = parts_of_day(text, known=known, today=today)
    found = sorted({day for one in parts for day in days_of(one, known)})
    if not found:
        raise _not_found(text, parts, known)
    if len(found) > 1:
        raise unclear(text, [day.isoformat() for day in found])
    if wrong := [one for one in parts if one.weekday not in {None, found[0].weekday()}]:
        assert wrong[0].weekday is not None
        raise QuestionError(f'"{text}" is no day: {found[0]} is a {WEEKDAYS[found[0].weekday()]}', hint=_DAY_HINT)
    return found[0]


def parts_of_day(text: str, *, known: Sequence[date], today: date) -> list[DayParts]:
    """Return each way to understand *text* as a day; today, first and their like are whole days then."""
    word = " ".join(text.casefold().split()).removeprefix("the ")
    if word in _RELATIVE:
        return [_whole(today + timedelta(days=_RELATIVE[word]))]
    if (end := _ENDS.get(word.removesuffix(" day"))) is not None:
        return [_whole(known[end])] if known else []
    return readings(text)


def _whole(day: date) -> DayParts:
    return DayParts(day.year, day.month, day.day)


def days_of(parts: DayParts, known: Sequence[date]) -> list[date]:
    """Return the days that *parts* may mean among the *known* ones of a schedule and those between.

    A date that is none of them is one without events: of their years, and without a month of their months.
    """
    if parts.day and parts.month and parts.year:
        return _existing([(parts.year, parts.month)], parts.day)
    span = [known[0] + timedelta(days=n) for n in range((known[-1] - known[0]).days + 1)] if known else []
    if parts.day is None:
        return [day for day in span if day.weekday() == parts.weekday]
    if inside := [day for day in span if parts.fit(day)]:
        return inside
    months = dict.fromkeys((parts.year or day.year, parts.month or day.month) for day in span)
    return _existing(months, parts.day)


def _existing(months: "Sequence[tuple[int, int]] | dict[tuple[int, int], None]", number: int) -> list[date]:
    found = []
    for year, month in months:
        try:
            found.append(date(year, month, number))
        except ValueError:  # 29 February, in most years.
            continue
    return found


def unclear(text: str, readings: Sequence[str]) -> QuestionError:
    """Return the error for *text* that has several *readings*."""
    return QuestionError(f'"{text}" could be several days', hint=f"did you mean {quoted_list(readings[:4])}?")


def _not_found(text: str, parts: Sequence[DayParts], known: Sequence[date]) -> QuestionError:
    if not parts and fold(text) not in _ENDS:
        return no_day(text)
    if any(None not in one[:3] for one in parts):
        return QuestionError(f'there is no day "{text}" in the calendar', hint=_DAY_HINT)
    days = f"it runs from {known[0]} to {known[-1]}" if known else "it has no events"
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
    slip = len(text) < 40 and (fold(meant) in {*_RELATIVE, *_ENDS} or readings(meant))
    return f'did you mean "{meant}"?' if slip else _DAY_HINT


def touches(event: Event, days: DayRange) -> bool:
    """Return whether *event* takes place on one of *days*, by the clock that it is told in.

    An event over midnight is on both days; one that ends at midnight is not on the next.
    """
    return event.start.date() <= days.last and (event.end - MOMENT).date() >= days.first
