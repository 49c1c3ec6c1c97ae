"""Days as cells have them, and in which order a column writes those of three numbers."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from ungacli.draft.read_options import DateOrder
from ungacli.when.day_text import readings
from ungacli.when.vocabulary import WEEKDAYS, squeezed

ORDERS: tuple[DateOrder, ...] = ("dmy", "mdy", "ymd")
ORDER_WORDS: Mapping[DateOrder, str] = {
    "dmy": "days before months",
    "mdy": "months before days",
    "ymd": "years before months before days",
}
_EPOCH = date(1899, 12, 30)
_NUMBERS = re.compile(r"(\d{1,4})\s?([-./])\s?(\d{1,2})(?:\s?\2\s?(\d{4}|\d{2})?)?")
_DAY_NUMBER = re.compile(r"[2-7]\d{4}")
_HINTS = {"d": "d", "m": "m", "y": "y", "j": "d"}


class WrittenDay(NamedTuple):
    """A day as written: year (or None), month and day by each *order* in which it can be read.

    What has one meaning has it under every order. *short* tells of a year of two digits, *numbered*
    that it is Excel's number of the day; Monday is *weekday* 0.
    """

    orders: Mapping[DateOrder, tuple[int | None, int, int]]
    weekday: int | None = None
    short: bool = False
    numbered: bool = False

    @property
    def is_clear(self) -> bool:
        """Whether it is the same day in every order."""
        return len(set(self.orders.values())) == 1 and len(self.orders) == len(ORDERS)


def written_day(text: str) -> WrittenDay | None:
    """Return the day that *text* is, or None: `2024-09-23`, `Mon 23 Sep`, `23.9.24`, `45558` as Excel counts days."""
    word = squeezed(text)
    if _DAY_NUMBER.fullmatch(word):
        day = _EPOCH + timedelta(days=int(word))
        return WrittenDay(_always((day.year, day.month, day.day)), numbered=True)
    weekday, rest = _without_weekday(word)
    if found := _NUMBERS.fullmatch(rest):
        return _in_numbers(found[1], found[3], found[4], weekday)
    # What is left are words; a day of the week alone, or a bare number, is no day.
    told = [parts for parts in readings(word) if parts.month and parts.day]
    if not told:
        return None
    parts = told[0]
    short = parts.year is not None and not re.search(r"\d{4}", word)
    assert parts.month
    assert parts.day
    return WrittenDay(_always((parts.year, parts.month, parts.day)), parts.weekday, short)


def _always(day: tuple[int | None, int, int]) -> Mapping[DateOrder, tuple[int | None, int, int]]:
    return dict.fromkeys(ORDERS, day)


def _without_weekday(word: str) -> tuple[int | None, str]:
    for pattern in (r"([^\W\d]{2,9})\.?,?\s(.*)", r"(.*?),?\s\(?([^\W\d]{2,9})\.?\)?"):
        if found := re.fullmatch(pattern, word):
            name, rest = sorted(found.groups(), key=lambda part: any(sign.isdigit() for sign in part))
            short = name.casefold()
            numbers = [number for number, day in enumerate(WEEKDAYS) if day.casefold().startswith(short)]
            if len(numbers) == 1 and len(short) > 2:
                return numbers[0], rest
    return None, word


def _in_numbers(first: str, second: str, third: str | None, weekday: int | None) -> WrittenDay | None:
    if len(first) == 4 and third:
        read: dict[DateOrder, tuple[int | None, int, int]] = dict(_always((int(first), int(second), int(third))))
        short = False
    elif len(first) > 2:
        return None
    else:
        year = int(third) if third else None
        short = third is not None and len(third) == 2
        read = {"dmy": (year, int(second), int(first)), "mdy": (year, int(first), int(second))}
        if short:
            read["ymd"] = (int(first), int(second), int(third or 0))
    # A year is needed to tell about 29 February; 2000 had one.
    orders = {order: day for order, day in read.items() if existing((2000 if short else day[0] or 2000, *day[1:]))}
    return WrittenDay(orders, weekday, short) if orders else None


def existing(day: tuple[int, int, int]) -> date | None:
    """Return the date of a year, a month and a day, or None if the calendar has none."""
    try:
        return date(*day)
    except ValueError:
        return None


def hinted_order(hint: str) -> DateOrder | None:
    """Return the order that a column's name gives in brackets: `dd/mm/yyyy`."""
    letters = re.sub(r"[^a-z]", "", hint.casefold())
    order = "".join(dict.fromkeys(_HINTS.get(letter, "?") for letter in letters))
    return next((known for known in ORDERS if known == order or (len(order) == 2 and known.startswith(order))), None)


def column_orders(days: Iterable[WrittenDay], year: int | None) -> set[DateOrder]:
    """Return the orders by which all *days* of a column can be read, for years of two digits of the *year* alone.

    Years that come first in two digits are nobody's guess: `ymd` is not among the orders for those.
    """
    possible, right = set(ORDERS), set(ORDERS)
    for day in days:
        orders = {order for order in day.orders if not day.short or order != "ymd" or day.is_clear}
        possible &= orders
        right &= {order for order in orders if _is_right(day, order, year)}
    # Days of the week decide between orders; where they decide against all of them they are wrong.
    return right or possible


def _is_right(day: WrittenDay, order: DateOrder, year: int | None) -> bool:
    found = resolved(day, order, year)
    return found is None or day.weekday in {None, found.weekday()}


def resolved(day: WrittenDay, order: DateOrder, year: int | None) -> date | None:
    """Return the day by this *order*, in the *year* where it has none or one of two digits; None without that."""
    said, month, number = day.orders[order]
    if day.short and said is not None:
        # In words a short year comes as one of this century.
        said = None if year is None or said % 100 != year % 100 else year
    elif said is None:
        said = year
    return None if said is None else existing((said, month, number))
