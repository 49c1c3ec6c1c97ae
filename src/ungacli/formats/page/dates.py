"""Days as pages write them: where one stands in a line, and what it says."""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from ungacli.draft.read_options import ReadOptions
from ungacli.when.day_text import DayParts, readings
from ungacli.when.vocabulary import MONTHS, WEEKDAYS

_WEEKDAY = r"(?:Mon|Tue|Tues|Wed|Weds|Thu|Thur|Thurs|Fri|Sat|Sun|" + "|".join(WEEKDAYS) + r")\b\.?"
_MONTH = r"(?:" + "|".join(MONTHS) + r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:(?:19|20|21)\d\d|['’]\d\d)(?!\d)"
_BEFORE = rf"(?:{_WEEKDAY},?\s+(?:the\s+)?)?"
_AND_WEEKDAY = rf"(?:,?\s\(?{_WEEKDAY}\)?)?"
_DAY_FORMS = (
    rf"{_BEFORE}{_NUMBER}[\s-]?(?:of\s+)?{_MONTH}(?:,?[\s-]{_YEAR})?{_AND_WEEKDAY}",
    rf"{_BEFORE}{_MONTH}\s(?:the\s+)?{_NUMBER}(?!\s?[:.h]\s?\d|\d|\s?[ap]\.?m)(?:(?:,\s?|\s){_YEAR})?{_AND_WEEKDAY}",
    rf"{_BEFORE}\d{{4}}-\d\d?-\d\d?(?!\d)",
    rf"{_BEFORE}\d{{1,2}}(?P<sign>[./-])\d{{1,2}}(?P=sign)(?:\d{{4}}|\d\d)(?!\d){_AND_WEEKDAY}",
    # Without a year two numbers are a day only before a time.
    rf"{_BEFORE}\d{{1,2}}[./]\d{{1,2}}(?=,?\s(?:at\s)?\d{{1,2}}[:.][0-5]\d)",
    rf"{_WEEKDAY},?\s+(?:the\s+)?{_NUMBER}(?!\s?[:.h]\s?\d|\d|\s?[ap]\.?m|\s?[-–—])",
)
_JOINT = r"\s?(?:[-–—]|to|and|&|until|till|through)\s?"
_SEVERAL_FORMS = (
    rf"{_BEFORE}{_NUMBER}(?:\s{_MONTH})?(?:,?\s{_YEAR})?{_JOINT}{_BEFORE}{_NUMBER}\s{_MONTH}(?:,?\s{_YEAR})?",
    rf"{_BEFORE}{_MONTH}\s{_NUMBER}(?:,?\s{_YEAR})?{_JOINT}{_BEFORE}(?:{_MONTH}\s)?{_NUMBER}(?!\s?[:.h]\s?\d|\d|\s?[ap]\.?m)(?:,?\s{_YEAR})?",
)
_DAY = [re.compile(form, re.IGNORECASE) for form in _DAY_FORMS]
_SEVERAL = [re.compile(form, re.IGNORECASE) for form in _SEVERAL_FORMS]
_ONE_OF_MANY = re.compile(
    rf"(?:{_WEEKDAY}|day\s(?:\d{{1,2}}|one|two|three|four|five|six|seven)(?:\s?[:–—-].{{0,60}})?)", re.IGNORECASE
)
_FULL_YEAR = re.compile(r"(?:19|20|21)\d\d")
_YEAR_IN_TWO = re.compile(r"['’](\d\d)$|[./-](\d\d)$")
_HINT_YEAR = "--year 2025 says which"
_HINT_ORDER = "--date-order dmy or mdy says which"


class WrittenDay(NamedTuple):
    """A day as a page writes it; *several* tells that it is from one day to another."""

    text: str
    several: bool = False

    @property
    def year(self) -> int | None:
        """The year if it is said in full."""
        found = _FULL_YEAR.search(self.text)
        return int(found[0]) if found else None


class ReadDay(NamedTuple):
    """The *day* that was meant, or None, with a *doubt*; *by_others* tells that its year is that of other days."""

    day: date | None
    doubt: str | None = None
    by_others: bool = False


def day_at(text: str, at: int) -> tuple[WrittenDay, int] | None:
    """Return the day that stands in *text* from *at* on, and where it ends, or None."""
    for forms, several in ((_SEVERAL, True), (_DAY, False)):
        for form in forms:
            if found := form.match(text, at):
                return WrittenDay(found[0].strip(), several), found.end()
    return None


def is_day_of_a_list(text: str) -> bool:
    """Return whether *text* heads a day of which it does not tell the date: `Tuesday`, `Day 2`."""
    return _ONE_OF_MANY.fullmatch(text.strip(" :.")) is not None


@lru_cache(maxsize=1024)
def read_day(written: WrittenDay, assumed: ReadOptions, said_year: int | None) -> ReadDay:
    """Return the day that *written* means with what is *assumed*; *said_year* is that of the page's other days."""
    text = written.text
    if written.several:
        return ReadDay(None, f'"{text}" is more than one day; give the event\'s own date')
    two = _YEAR_IN_TWO.search(text)
    told = [parts for parts in readings(text.replace("’", "'")) if parts.day is not None]
    if two and not written.year:
        year = _of_two_digits(int(two[1] or two[2]), assumed.year)
        told = [parts._replace(year=year) for parts in told if parts.year and parts.year % 100 == int(two[1] or two[2])]
        if year is None:
            return ReadDay(None, f'the year of "{text}" is not said in full; {_HINT_YEAR}')
    if not told:
        return ReadDay(None, f'there is no day "{text}"')
    told = _in_order(told, assumed)
    if len(told) > 1:
        return ReadDay(None, f'"{text}" is {" or ".join(sorted(_iso(parts) for parts in told))}; {_HINT_ORDER}')
    return _completed(text, told[0], assumed, said_year)


def _of_two_digits(digits: int, year: int | None) -> int | None:
    return year if year is not None and year % 100 == digits else None


def _in_order(told: list[DayParts], assumed: ReadOptions) -> list[DayParts]:
    """Return what the assumed order leaves of two readings; days before months is the first that readings gives."""
    apart = list(dict.fromkeys(told))
    if len(apart) < 2 or assumed.date_order is None:
        return apart
    return [apart[{"dmy": 0, "mdy": 1, "ymd": -1}[assumed.date_order]]]


def _iso(parts: DayParts) -> str:
    return "-".join(f"{part:02}" for part in parts[:3] if part is not None)


def _completed(text: str, parts: DayParts, assumed: ReadOptions, said_year: int | None) -> ReadDay:
    if parts.month is None:
        return ReadDay(None, f'"{text}" names no month')
    doubt, by_others = None, False
    if parts.year is None:
        if assumed.year is None and said_year is None:
            return ReadDay(None, f'"{text}" names no year; {_HINT_YEAR}')
        if assumed.year is None:
            by_others = True
            doubt = f'"{text}" names no year; taken from the other days of the page, {said_year}'
        parts = parts._replace(year=assumed.year or said_year)
    day = parts.existing()
    if day is None:
        return ReadDay(None, f'there is no day "{text}" in {parts.year}')
    if parts.weekday not in {None, day.weekday()}:
        doubt, by_others = f'"{text}": {day} is a {WEEKDAYS[day.weekday()]}', False
    return ReadDay(day, doubt, by_others)
