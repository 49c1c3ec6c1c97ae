"""What a text by itself says of a day, before a schedule tells the rest."""

import re
from datetime import date
from typing import NamedTuple

from ungacli.when.vocabulary import MONTHS, WEEKDAYS, squeezed

_SEPARATED = re.compile(r"(?P<first>\d{1,4})(?P<sign>[-./])(?P<second>\d{1,2})(?:(?P=sign)(?P<third>\d{1,4})?)?")
_TOGETHER = re.compile(r"(\d{4})(\d\d)(\d\d)")
_NUMBER = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
_MONTH = r"(?P<month>[^\W\d]{3,})\.?"
_YEAR = r"(?P<year>\d{4}|'?\d\d)"
# What of that may be another day all the same: Sep 23, 24.
_OR_ANOTHER_DAY = re.compile(r".*(?:\d(?:st|nd|rd|th)?|,) (\d\d)")
_BETWEEN = r"[\s-]?\s*"
_IN_WORDS = (
    re.compile(rf"{_NUMBER}{_BETWEEN}(?:of\s)?{_MONTH}(?:,?{_BETWEEN}{_YEAR})?"),
    re.compile(rf"{_MONTH}{_BETWEEN}(?:the\s)?{_NUMBER}(?:,?\s+{_YEAR}|-(?P<long>\d{{4}}))?"),
    re.compile(rf"(?P<year>\d{{4}}),?{_BETWEEN}{_MONTH}{_BETWEEN}{_NUMBER}"),
)
_NUMBER_ALONE = re.compile(rf"{_NUMBER}(?:,?\s+(?P<year>\d{{4}}))?")
# What people write besides the beginnings of the names.
_OTHER_SPELLINGS = {"weds": "wed", "sept": "sep"}


class DayParts(NamedTuple):
    """What is said of a day, None where nothing is; Monday is *weekday* 0."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None

    def fit(self, day: date) -> bool:
        """Return whether *day* is as said, whatever its day of the week."""
        return all(
            said is None or said == other for said, other in zip(self[:3], (day.year, day.month, day.day), strict=True)
        )

    def filled(self, other: "DayParts") -> "DayParts":
        """Return this with month and year of *other* where it has none; a day of the week alone needs none."""
        if self.day is None:
            return self
        month = other.month if self.month is None else self.month
        return self._replace(month=month, year=other.year if self.year is None else self.year)

    def existing(self) -> date | None:
        """Return the day of which year, month and number are said, or None if the calendar has none."""
        assert self.year is not None
        assert self.month is not None
        assert self.day is not None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


def readings(text: str) -> list[DayParts]:
    """Return each way to understand *text* as a day: `23`, `23 Sep`, `Monday`, `9/10`, `2024-09-23`."""
    word = squeezed(text.casefold()).removeprefix("on ").removeprefix("the ")
    weekday, rest = _without_weekday(word)
    if not rest:
        return [] if weekday is None else [DayParts(weekday=weekday)]
    if weekday is not None:
        rest = rest.removeprefix("the ")
    found = _in_numbers(rest) or _in_words(rest)
    return [parts._replace(weekday=weekday) for parts in dict.fromkeys(found)]


def _without_weekday(word: str) -> tuple[int | None, str]:
    for taken in (re.match(r"([^\W\d]{3,})\.?(?:,?\s+|$)", word), re.search(r",?\s\(?([^\W\d]{3,})\.?\)?$", word)):
        if taken and (weekday := _place(taken[1], WEEKDAYS)) is not None:
            return weekday, word[: taken.start()] + word[taken.end() :]
    return None, word


def _place(word: str, names: tuple[str, ...]) -> int | None:
    """Return which of *names* a *word* of at least three letters begins."""
    known = _OTHER_SPELLINGS.get(word, word)
    return next((place for place, name in enumerate(names) if name.casefold().startswith(known)), None)


def _in_numbers(word: str) -> list[DayParts]:
    if alone := _NUMBER_ALONE.fullmatch(word):
        return [DayParts(day=int(alone["day"]), year=int(alone["year"]) if alone["year"] else None)]
    if together := _TOGETHER.fullmatch(word):
        return [DayParts(*map(int, together.groups()))]
    found = _SEPARATED.fullmatch(word)
    if not found:
        return []
    first, sign, second, third = found.groups()
    if len(first) == 4 and third:
        return [DayParts(int(first), int(second), int(third))]
    if len(first) > 2 or len(third or "") in {1, 3}:
        return []
    # In one country the day stands first, in the other the month; with hyphens it may be an ISO date cut short.
    orders = [(third, second, first), (third, first, second)]
    if third and len(third) == 2 and sign == "-":
        orders.append((first, second, third))
    told = [DayParts(_year(year), int(month), int(day)) for year, month, day in orders]
    return [parts for parts in told if _is_possible(parts)]


def _year(text: str | None) -> int | None:
    return int(text) + (2000 if len(text) == 2 else 0) if text else None


def _is_possible(parts: DayParts) -> bool:
    # 2000 had a 29 February.
    return parts.filled(DayParts(2000, 1)).existing() is not None


def _in_words(word: str) -> list[DayParts]:
    found = next((match for form in _IN_WORDS if (match := form.fullmatch(word))), None)
    if not found or (place := _place(found["month"], MONTHS)) is None:
        return []
    # Imported for days in words alone: 10 ms that numbers never pay.
    from dateutil import parser

    told = found.groupdict()
    year = _year((told["year"] or told.get("long") or "").lstrip("'"))
    try:
        # It is asked for what is plain alone: by itself it takes 9/10 for either and the 25th for a year.
        day = parser.parse(f"{told['day']} {MONTHS[place]} 2000")
    except ValueError:
        return []
    read = [DayParts(year, day.month, day.day)]
    if other := _OR_ANOTHER_DAY.fullmatch(word):
        read.append(DayParts(None, day.month, int(other[1])))
    return [parts for parts in read if _is_possible(parts)]
