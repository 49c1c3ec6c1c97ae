"""In which style the columns of one file write days and times, as all their cells together show it."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ungacli.draft.read_options import ReadOptions
from ungacli.formats.spreadsheet.columns import WHEN, Cells, SheetColumn
from ungacli.when.cells import CellText, cell_text
from ungacli.when.clocks import counts_to_24
from ungacli.when.days import ORDER_WORDS, ORDERS, DayText, common_orders, contradiction, read_day
from ungacli.when.vocabulary import DateOrder
from ungacli.when.when import Unclear

_LETTERS = {"d": "d", "m": "m", "y": "y", "j": "d"}
TimeCells = Mapping[str, CellText | None]
"""What the cells of one row mean as days and times, by meaning; None for what is neither."""


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How a file writes days and times: *orders* by column, the *options*, and whether hours count *to_24*."""

    orders: Mapping[int, set[DateOrder]]
    options: ReadOptions
    to_24: bool
    recognized: tuple[str, ...]

    def day(self, text: DayText, column: int) -> date | Unclear:
        """Return the day that *text* in *column* means."""
        orders = self._orders(text, column)
        if not orders:
            message = "the days of this column are written in several orders; write them as 2024-09-23"
            return Unclear(f'"{text.text[:100]}" {message}', "date")
        day = read_day(text, orders=orders, year=self.options.year)
        if not isinstance(day, Unclear) and (problem := contradiction(text, day)):
            return Unclear(f'"{text.text[:100]}" is no day: {problem}', "date")
        return day

    def _orders(self, text: DayText, column: int) -> Collection[DateOrder]:
        if text.is_clear:
            return ORDERS
        return {self.options.date_order} if self.options.date_order else self.orders.get(column) or set()


def time_cells(cells: Cells) -> TimeCells:
    """Return what the *cells* of a row mean as days and times."""
    return {
        meaning: cell_text(cells[meaning].text, prefer=prefer) for meaning, prefer in WHEN.items() if meaning in cells
    }


def date_style(
    rows: Sequence[tuple[Cells, TimeCells]], columns: Sequence[SheetColumn], options: ReadOptions
) -> DateStyle:
    """Return the style of the *columns* that hold days and times, from all *rows*."""
    texts = [(cells[meaning].number, one) for cells, times in rows for meaning, one in times.items() if one]
    days: dict[int, list[DayText]] = defaultdict(list)
    for column, one in texts:
        if one.day:
            days[column].append(one.day)
    orders: dict[int, set[DateOrder]] = {}
    for column, written in days.items():
        hint = next((order for part in columns[column].hint.split(";") if (order := _order_in(part))), None)
        orders[column] = {hint} if hint else common_orders(written, options.year)
    # One program writes all its columns in one order.
    decided = [possible for possible in orders.values() if len(possible) == 1]
    for column, possible in orders.items():
        for other in decided:
            orders[column] = possible & other or possible
    to_24 = counts_to_24([one.times for _, one in texts if one.times])
    return DateStyle(orders, options, to_24, tuple(_recognized([one for _, one in texts], days, orders, options)))


def _recognized(
    texts: Sequence[CellText],
    days: Mapping[int, Sequence[DayText]],
    orders: Mapping[int, set[DateOrder]],
    options: ReadOptions,
) -> Iterator[str]:
    unclear = {column for column, written in days.items() if not all(day.is_clear for day in written)}
    used = {order for column in unclear if len(orders[column]) == 1 for order in orders[column]}
    if unclear:
        yield from (ORDER_WORDS[order] for order in ([options.date_order] if options.date_order else sorted(used)))
    if any(one.days_counted for one in texts):
        yield "numbers of days as Excel counts them"
    if any(one.times_counted for one in texts):
        yield "times as parts of a day"
    if options.year is not None and any(day.year is None for written in days.values() for day in written):
        yield f"days without a full year as of {options.year}"


def _order_in(hint: str) -> DateOrder | None:
    """Return the order that a column's name gives in brackets: `dd/mm/yyyy`."""
    letters = re.sub(r"[^a-z]", "", hint.casefold())
    order = "".join(dict.fromkeys(_LETTERS.get(letter, "?") for letter in letters))
    return next((one for one in ORDERS if one == order or (len(order) == 2 and one.startswith(order))), None)
