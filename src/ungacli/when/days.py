"""Days as people write them, and the day that one is by a file's order of numbers and its year."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from ungacli.when.vocabulary import MONTHS, WEEKDAYS, DateOrder, squeezed
from ungacli.when.when import Unclear

ORDERS: tuple[DateOrder, ...] = ("dmy", "mdy", "ymd")
ORDER_WORDS: Mapping[DateOrder, str] = {
    "dmy": "days before months",
    "mdy": "months before days",
    "ymd": "years before months before days",
}
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_SEPARATED = re.compile(
    r"(?P<first>\d{1,4})\s?(?P<sign>[-./])\s?(?P<second>\d{1,2})(?:\s?(?P=sign)\s?(?P<third>\d{1,4})?)?"
)
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
    """What a text gives of a day, None where it gives nothing; Monday is *weekday* 0."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None

    def filled(self, year: int | None, month: int | None) -> "DayParts":
        """Return this with *year* and *month* where it has none; a day of the week alone needs none."""
        if self.day is None:
            return self
        return self._replace(
            year=year if self.year is None else self.year, month=month if self.month is None else self.month
        )

    def existing(self) -> date | None:
        """Return the day if year, month and number are given and the calendar has it, else None."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class DayText:
    """A day as a file writes it: its *text*, and its parts by each order in which it can be read.

    What has one meaning has it in every order; a text without any orders is no day of the calendar. A *short*
    year has two digits; *several* are the days from one to another.
    """

    text: str
    orders: Mapping[DateOrder, DayParts]
    short: bool = False
    several: bool = False

    @property
    def is_clear(self) -> bool:
        """Whether it is the same day in every order."""
        return len(set(self.orders.values())) == 1 and len(self.orders) == len(ORDERS)

    @property
    def year(self) -> int | None:
        """The year if it is written in full."""
        return None if self.short else next((parts.year for parts in self.orders.values()), None)


@lru_cache(maxsize=1024)
def day_text(text: str) -> DayText | None:
    """Return the day that *text* is, whatever it leaves out, or None: `2024-09-23`, `Mon 23 Sep`, `23.9.24`."""
    weekday, rest = _without_weekday(text)
    orders = _by_order(rest) or {order: parts for parts in _in_one_way(rest)[:1] for order in ORDERS}
    # 31 February is none in any order, though it looks like one.
    orders = {order: parts._replace(weekday=weekday) for order, parts in orders.items() if _is_possible(parts)}
    if not orders:
        return None
    has_year = any(parts.year is not None for parts in orders.values())
    return DayText(text, orders, short=has_year and not re.search(r"\d{4}", rest))


def read_day(day: DayText, *, orders: Collection[DateOrder] = ORDERS, year: int | None = None) -> date | Unclear:
    """Return the day that a file means which writes its days in one of *orders*.

    A day without a year is of *year*; one of two digits must be that of *year*. A day of the week decides between
    orders; one that contradicts all of them changes nothing (see contradiction). Unclear are several days, one
    that *year* does not have and one out of the years 1900 to 2199.
    """
    dates = {one for order in orders if (parts := day.orders.get(order)) and (one := _completed(day, parts, year))}
    days = {one for one in dates if not contradiction(day, one)} or dates
    option = ""
    if day.several:
        problem = "is more than one day; give the event's own date"
    elif not day.orders:
        problem = "is no day of the calendar"
    elif not any(order in orders for order in day.orders):
        problem = f"is no day with {' or '.join(ORDER_WORDS[order] for order in orders)}"
    elif not any(parts.month for parts in day.orders.values()):
        problem = "names no month"
    elif len(days) > 1:
        readings = " or ".join(f"{one}" for one in sorted(days))
        problem, option = f"could be several days, {readings}; give --date-order dmy, mdy or ymd", "--date-order"
    elif not days and year is None:
        missing = (
            "a year of two digits; give --year YEAR, or write it with four"
            if day.short
            else "no year; give --year YEAR"
        )
        problem, option = f"has {missing}", "--year"
    elif not days:
        problem = f"is not of the year {year}; write years with four digits" if day.short else f"is no day of {year}"
    elif not _FIRST_YEAR <= min(days).year <= _LAST_YEAR:
        problem = f"is not between the years {_FIRST_YEAR} and {_LAST_YEAR}"
    else:
        return min(days)
    return Unclear(f'"{day.text[:100]}" {problem}', "date", option=option)


def _completed(day: DayText, parts: DayParts, year: int | None) -> date | None:
    """Return the day of *parts*, in *year* where they have none or one of two digits; None without that."""
    if day.short and parts.year is not None and (year is None or parts.year % 100 != year % 100):
        return None
    return (parts._replace(year=year) if day.short or parts.year is None else parts).existing()


def contradiction(day: DayText, other: date) -> str | None:
    """Return how the day of the week in *day* contradicts the date *other*: `2024-09-23 is a Monday`."""
    weekday = next((parts.weekday for parts in day.orders.values()), None)
    return None if weekday in {None, other.weekday()} else f"{other} is a {WEEKDAYS[other.weekday()]}"


def could_be(day: DayText, other: date) -> bool:
    """Return whether *day* may mean the day *other*."""
    return other in {_completed(day, parts, other.year) for parts in day.orders.values()}


def common_orders(days: Iterable[DayText], year: int | None) -> set[DateOrder]:
    """Return the orders by which all *days* of a file can be read, for years of two digits of the *year* alone.

    Years of two digits do not come first by a guess: `ymd` is not among the orders for those.
    """
    possible, right = set(ORDERS), set(ORDERS)
    for day in days:
        orders = {order for order in day.orders if not day.short or order != "ymd" or day.is_clear}
        dates = {order: one for order in orders if (one := _completed(day, day.orders[order], year))}
        possible &= orders
        right &= orders - {order for order, one in dates.items() if contradiction(day, one)}
    # Days of the week decide between orders; where they decide against all of them they are wrong.
    return right or possible


def readings(text: str) -> list[DayParts]:
    """Return each way to understand *text* as a day: `23`, `23 Sep`, `Monday`, `9/10`, `2024-09-23`."""
    weekday, rest = _without_weekday(text)
    if not rest:
        return [] if weekday is None else [DayParts(weekday=weekday)]
    # With hyphens three numbers may be an ISO date cut short.
    by_order = {order: parts for order, parts in _by_order(rest).items() if order != "ymd" or "-" in rest}
    return [parts._replace(weekday=weekday) for parts in dict.fromkeys([*by_order.values(), *_in_one_way(rest)])]


def _without_weekday(text: str) -> tuple[int | None, str]:
    """Return the day of the week that *text* names, and the rest of it in small letters."""
    word = squeezed(text.replace("’", "'").casefold()).removeprefix("on ").removeprefix("the ")
    for match in (re.match(r"([^\W\d]{3,})\.?(?:,?\s+|$)", word), re.search(r",?\s\(?([^\W\d]{3,})\.?\)?$", word)):
        if match and (weekday := _place(match[1], WEEKDAYS)) is not None:
            return weekday, (word[: match.start()] + word[match.end() :]).removeprefix("the ")
    return None, word


def _place(word: str, names: tuple[str, ...]) -> int | None:
    """Return which of *names* a *word* of at least three letters begins."""
    short = _OTHER_SPELLINGS.get(word, word)
    return next((place for place, name in enumerate(names) if name.casefold().startswith(short)), None)


def _by_order(word: str) -> dict[DateOrder, DayParts]:
    """Return the parts of two or three numbers with signs between them, by each order in which they are a day."""
    match = _SEPARATED.fullmatch(word)
    if not match:
        return {}
    first, second, third = match["first"], match["second"], match["third"]
    if len(first) == 4 and third:
        return dict.fromkeys(ORDERS, DayParts(int(first), int(second), int(third)))
    if len(first) > 2 or len(third or "") in {1, 3}:
        return {}
    # In one country the day stands first, in the other the month.
    texts: dict[DateOrder, tuple[str | None, str, str]] = {"dmy": (third, second, first), "mdy": (third, first, second)}
    if third and len(third) == 2:
        texts["ymd"] = (first, second, third)
    parts = {order: DayParts(_year(year), int(month), int(day)) for order, (year, month, day) in texts.items()}
    return {order: one for order, one in parts.items() if _is_possible(one)}


def _in_one_way(word: str) -> list[DayParts]:
    """Return the parts of a number alone, a day in eight digits or one in words."""
    if alone := _NUMBER_ALONE.fullmatch(word):
        return [DayParts(_year(alone["year"]), day=int(alone["day"]))]
    if together := _TOGETHER.fullmatch(word):
        return [DayParts(*map(int, together.groups()))]
    match = next((match for form in _IN_WORDS if (match := form.fullmatch(word))), None)
    if not match or (place := _place(match["month"], MONTHS)) is None:
        return []
    groups = match.groupdict()
    year = _year((groups["year"] or groups.get("long") or "").lstrip("'"))
    readings = [DayParts(year, place + 1, int(match["day"]))]
    if other := _OR_ANOTHER_DAY.fullmatch(word):
        readings.append(DayParts(None, place + 1, int(other[1])))
    return [parts for parts in readings if _is_possible(parts)]


def _year(text: str | None) -> int | None:
    return int(text) + (2000 if len(text) == 2 else 0) if text else None


def _is_possible(parts: DayParts) -> bool:
    # 2000 had a 29 February.
    return parts.filled(2000, 1).existing() is not None
