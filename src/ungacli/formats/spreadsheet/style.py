"""In which style the columns of one file write days and times, found out from all their cells together."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ungacli.draft.read_options import DateOrder, ReadOptions
from ungacli.formats.spreadsheet.clocks import goes_to_24
from ungacli.formats.spreadsheet.columns import WHEN, Column
from ungacli.formats.spreadsheet.days import (
    ORDER_WORDS,
    WrittenDay,
    column_orders,
    hinted_order,
    resolved,
)
from ungacli.formats.spreadsheet.moments import Said, taken_apart
from ungacli.when.vocabulary import WEEKDAYS

_FIRST_YEAR, _LAST_YEAR = 1900, 2199
Cells = Mapping[str, tuple[str, int]]
"""What the columns of one meaning say in one row, and the number of the first of them."""


class StyleError(Exception):
    """A day that cannot be told, with the reason; it *is_general* where one option mends all days like it."""

    def __init__(self, message: str, *, is_general: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.is_general = is_general


@dataclass(frozen=True)
class Style:
    """How a file writes days and times: *orders* by column, what is *assumed*, and whether clocks go *to_24*."""

    orders: Mapping[int, set[DateOrder]]
    assumed: ReadOptions
    to_24: bool
    recognized: tuple[str, ...]

    def day(self, written: WrittenDay, column: int) -> date:
        """Return the day that is *written* in *column*; StyleError with the reason if that cannot be told."""
        orders = self._orders(written, column)
        days = {resolved(written, order, self.assumed.year) for order in orders if order in written.orders}
        if not days:
            raise StyleError(self._out_of_order(column), is_general=not self.assumed.date_order)
        if len(days) > 1:
            days.discard(None)
        if len(days) > 1:
            raise StyleError("could be several days; give --date-order dmy, mdy or ymd", is_general=True)
        (day,) = days
        if day is None:
            raise StyleError(self._yearless(written), is_general=self.assumed.year is None)
        if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            raise StyleError(f"is not between the years {_FIRST_YEAR} and {_LAST_YEAR}")
        if written.weekday not in {None, day.weekday()}:
            raise StyleError(f"is no day: {day} is a {WEEKDAYS[day.weekday()]}")
        return day

    def could_be(self, written: WrittenDay, day: date) -> bool:
        """Return whether what is *written* may be this *day*."""
        said = {resolved(written, order, day.year) for order in written.orders}
        return day in said

    def _orders(self, written: WrittenDay, column: int) -> set[DateOrder]:
        if written.is_clear:
            return set(written.orders)
        return {self.assumed.date_order} if self.assumed.date_order else self.orders.get(column) or set()

    def _out_of_order(self, column: int) -> str:
        if self.assumed.date_order:
            return f"is no day with {ORDER_WORDS[self.assumed.date_order]}"
        if not self.orders.get(column):
            return "the days of this column are written in several orders; write them as 2024-09-23"
        return "is no day in the order of its column"

    def _yearless(self, written: WrittenDay) -> str:
        if not written.short:
            if self.assumed.year is None:
                return "has no year; give --year YEAR"
            return f"is no day of {self.assumed.year}"
        if self.assumed.year is None:
            return "has a year of two digits; give --year YEAR, or write it with four"
        return f"is not of the year {self.assumed.year}; write years with four digits"


def said_in(rows: Sequence[Cells]) -> list[dict[str, Said | None]]:
    """Return what the cells of each row say of when; None for what is no day and no time."""
    return [
        {meaning: taken_apart(cells[meaning][0], rather=rather) for meaning, rather in WHEN.items() if meaning in cells}
        for cells in rows
    ]


def style_of(
    said: Sequence[Mapping[str, Said | None]],
    columns: Sequence[Column],
    picked: Mapping[str, int],
    assumed: ReadOptions,
) -> Style:
    """Return the style of the columns that are *picked* for each meaning, from what their cells have *said*."""
    days: dict[int, list[WrittenDay]] = defaultdict(list)
    for meaning, one in _each(said):
        if one.day:
            days[picked[meaning]].append(one.day)
    orders: dict[int, set[DateOrder]] = {}
    for column, found in days.items():
        hint = next((order for part in columns[column].hint.split(";") if (order := hinted_order(part))), None)
        orders[column] = {hint} if hint else column_orders(found, assumed.year)
    # One program writes all its columns in one order.
    decided = [known for known in orders.values() if len(known) == 1]
    for column, known in orders.items():
        for other in decided:
            orders[column] = known & other or known
    times = [one.times for _, one in _each(said) if one.times]
    return Style(orders, assumed, goes_to_24(times), tuple(_recognized(said, days, orders, assumed)))


def _each(said: Sequence[Mapping[str, Said | None]]) -> Iterator[tuple[str, Said]]:
    return ((meaning, one) for cells in said for meaning, one in cells.items() if one)


def _recognized(
    said: Sequence[Mapping[str, Said | None]],
    days: Mapping[int, Sequence[WrittenDay]],
    orders: Mapping[int, set[DateOrder]],
    assumed: ReadOptions,
) -> Iterator[str]:
    unclear = {column for column, found in days.items() if not all(day.is_clear for day in found)}
    used = {order for column in unclear if len(orders[column]) == 1 for order in orders[column]}
    if unclear:
        yield from (ORDER_WORDS[order] for order in ([assumed.date_order] if assumed.date_order else sorted(used)))
    if any(day.numbered for found in days.values() for day in found):
        yield "numbers of days as Excel counts them"
    if any(one.times and one.times.numbered for _, one in _each(said)):
        yield "times as parts of a day"
    if assumed.year is not None and any(year is None or day.short for day, year in _years(days)):
        yield f"days without a full year as of {assumed.year}"


def _years(days: Mapping[int, Sequence[WrittenDay]]) -> Iterator[tuple[WrittenDay, int | None]]:
    return ((day, next(iter(day.orders.values()))[0]) for found in days.values() for day in found)
