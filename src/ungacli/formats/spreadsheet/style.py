"""In which style the columns of one file write days and times, found out from all their cells together."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ungacli.draft.read_options import ReadOptions
from ungacli.formats.spreadsheet.columns import WHEN, Column
from ungacli.when.cells import CellText, cell_text
from ungacli.when.clocks import counts_to_24
from ungacli.when.days import ORDER_WORDS, ORDERS, DayText, common_orders, contradiction, read_day
from ungacli.when.vocabulary import DateOrder
from ungacli.when.when import Unclear

_HINTS = {"d": "d", "m": "m", "y": "y", "j": "d"}
Cells = Mapping[str, tuple[str, int]]
"""What the columns of one meaning say in one row, and the number of the first of them."""


@dataclass(frozen=True)
class Style:
    """How a file writes days and times: *orders* by column, what is *assumed*, and whether clocks go *to_24*."""

    orders: Mapping[int, set[DateOrder]]
    assumed: ReadOptions
    to_24: bool
    recognized: tuple[str, ...]

    def day(self, written: DayText, column: int) -> date | Unclear:
        """Return the day that is *written* in *column*."""
        orders = self._orders(written, column)
        if not orders:
            message = f'"{written.text[:100]}" the days of this column are written in several orders'
            return Unclear(f"{message}; write them as 2024-09-23", "date", option="several orders")
        day = read_day(written, orders=orders, year=self.assumed.year)
        if not isinstance(day, Unclear) and (problem := contradiction(written, day)):
            return Unclear(f'"{written.text[:100]}" is no day: {problem}', "date")
        return day

    def _orders(self, written: DayText, column: int) -> Collection[DateOrder]:
        if written.is_clear:
            return ORDERS
        return {self.assumed.date_order} if self.assumed.date_order else self.orders.get(column) or set()


def said_in(rows: Sequence[Cells]) -> list[dict[str, CellText | None]]:
    """Return what the cells of each row say of when; None for what is no day and no time."""
    return [
        {meaning: cell_text(cells[meaning][0], prefer=prefer) for meaning, prefer in WHEN.items() if meaning in cells}
        for cells in rows
    ]


def style_of(
    said: Sequence[Mapping[str, CellText | None]],
    columns: Sequence[Column],
    picked: Mapping[str, int],
    assumed: ReadOptions,
) -> Style:
    """Return the style of the columns that are *picked* for each meaning, from what their cells have *said*."""
    days: dict[int, list[DayText]] = defaultdict(list)
    for meaning, one in _each(said):
        if one.day:
            days[picked[meaning]].append(one.day)
    orders: dict[int, set[DateOrder]] = {}
    for column, found in days.items():
        hint = next((order for part in columns[column].hint.split(";") if (order := _order_in(part))), None)
        orders[column] = {hint} if hint else common_orders(found, assumed.year)
    # One program writes all its columns in one order.
    decided = [known for known in orders.values() if len(known) == 1]
    for column, known in orders.items():
        for other in decided:
            orders[column] = known & other or known
    times = [one.times for _, one in _each(said) if one.times]
    return Style(orders, assumed, counts_to_24(times), tuple(_recognized(said, days, orders, assumed)))


def _each(said: Sequence[Mapping[str, CellText | None]]) -> Iterator[tuple[str, CellText]]:
    return ((meaning, one) for cells in said for meaning, one in cells.items() if one)


def _recognized(
    said: Sequence[Mapping[str, CellText | None]],
    days: Mapping[int, Sequence[DayText]],
    orders: Mapping[int, set[DateOrder]],
    assumed: ReadOptions,
) -> Iterator[str]:
    unclear = {column for column, found in days.items() if not all(day.is_clear for day in found)}
    used = {order for column in unclear if len(orders[column]) == 1 for order in orders[column]}
    if unclear:
        yield from (ORDER_WORDS[order] for order in ([assumed.date_order] if assumed.date_order else sorted(used)))
    if any(one.days_counted for _, one in _each(said)):
        yield "numbers of days as Excel counts them"
    if any(one.times_counted for _, one in _each(said)):
        yield "times as parts of a day"
    if assumed.year is not None and any(day.year is None for found in days.values() for day in found):
        yield f"days without a full year as of {assumed.year}"


def _order_in(hint: str) -> DateOrder | None:
    """Return the order that a column's name gives in brackets: `dd/mm/yyyy`."""
    letters = re.sub(r"[^a-z]", "", hint.casefold())
    order = "".join(dict.fromkeys(_HINTS.get(letter, "?") for letter in letters))
    return next((one for one in ORDERS if one == order or (len(order) == 2 and one.startswith(order))), None)
