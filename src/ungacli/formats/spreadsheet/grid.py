"""The rows and cells of CSV and TSV, each row with its line in the file."""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from typing import NamedTuple

from ungacli.draft.diagnostics import BadFileError, Diagnostic, Level, bad_file, quoted
from ungacli.escapes import unguarded
from ungacli.formats.spreadsheet.columns import MOST_COLUMNS, WHEN, SheetColumn, columns, is_header
from ungacli.formats.text import decoded

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "strokes"}
# Excel's own files: a zip (ECMA-376) or the older compound file.
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_SAMPLE = 64 * 1024
_ROWS_BEFORE_HEADER = 20
_NAMED_SEPARATOR = re.compile(r'"?sep=(.)"?(?:\r\n|\r|\n)', re.IGNORECASE)


class Row(NamedTuple):
    """The *cells* of a row that begins in *line*, counted from 1, without the empty ones at its end.

    *width* is the number of all its cells.
    """

    line: int
    cells: list[str]
    width: int


class Grid(NamedTuple):
    """A table: its *columns*, named in line *header_line*, and its *rows* that are not empty.

    *recognized* is what had to be inferred about it, in words.
    """

    columns: list[SheetColumn]
    header_line: int
    rows: list[Row]
    diagnostics: list[Diagnostic]
    recognized: list[str]


def parse(data: bytes) -> Grid:
    """Return the table in *data*.

    Raises BadFileError with the place for what is no text, a workbook, a cell without its closing
    quote or longer than the csv module takes (131,072 characters; Excel ends at 32,767), and a file
    without a row that names the columns.
    """
    if data.startswith(_WORKBOOKS):
        raise bad_file("this is a spreadsheet's own file and not CSV; save it as CSV and give that")
    text, diagnostics = decoded(data)
    first = 1
    if named := _NAMED_SEPARATOR.match(text):
        text, first = text[named.end() :], 2
    separator = named[1] if named else _separator(text)
    rows = list(_rows(text, separator, first))
    named_columns = [columns(row.cells) for row in rows[:_ROWS_BEFORE_HEADER]]
    header = next((number for number, found in enumerate(named_columns) if is_header(found)), None)
    if header is None:
        raise _no_header(rows, named_columns)
    # The last columns may be those without names.
    nameless = min(rows[header].width, MOST_COLUMNS) - len(rows[header].cells)
    found = columns([*rows[header].cells, *[""] * nameless])
    if not rows[header + 1 :]:
        raise bad_file("no row below the names of the columns", (rows[header].line, 1))
    if header:
        above = " ".join(cell for row in rows[:header] for cell in row.cells if cell)
        message = f"what stands above the names of the columns is not read: {quoted(above)}"
        diagnostics.append(Diagnostic((), message, Level.NOTE, (rows[0].line, 1)))
    recognized = [] if separator in {",", "\t"} or named else [f"columns between {SEPARATORS[separator]}"]
    return Grid(found, rows[header].line, rows[header + 1 :], diagnostics, recognized)


def _rows(text: str, separator: str, first: int) -> Iterator[Row]:
    """Yield the rows that are not empty, without the empty cells at their ends, and with text for what is guarded."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    line = first
    try:
        for cells in reader:
            width = len(cells)
            while cells and not cells[-1].strip():
                cells.pop()
            if cells:
                texts = [unguarded(cell.replace("\r\n", "\n").replace("\r", "\n")) for cell in cells]
                yield Row(line, texts, width)
            begun, line = line, first + reader.line_num
    except csv.Error as error:
        raise bad_file(f"no CSV: {error}; is a closing quote missing?", (line, 1)) from None
    if line > first:
        _check_closed(text, separator, first, begun)


def _check_closed(text: str, separator: str, first: int, begun: int) -> None:
    """Raise BadFileError if the row that begins in line *begun*, the last, has no closing quote."""
    lines = StringIO(text, newline="")
    for _ in range(begun - first):
        next(lines)
    try:
        for _ in csv.reader(lines, delimiter=separator, strict=True):
            pass
    except csv.Error as error:
        if "end of data" in str(error):
            raise bad_file("the quote that opens a cell in this row is never closed", (begun, 1)) from None


def _separator(text: str) -> str:
    """Return the separator by which a row near the beginning has the most names of columns, or else the most cells."""
    sample = text[:_SAMPLE]

    def worth(separator: str) -> tuple[bool, int, int]:
        best = (False, 0, 0)
        # A sample is too short for what the csv module does not take.
        for cells in islice(csv.reader(StringIO(sample, newline=""), delimiter=separator), _ROWS_BEFORE_HEADER):
            found = columns(cells)
            best = max(best, (is_header(found), sum(column.meaning is not None for column in found), len(cells)))
        return best

    return max(SEPARATORS, key=worth)


def _no_header(rows: list[Row], named_columns: list[list[SheetColumn]]) -> BadFileError:
    if not rows:
        return bad_file("the file is empty")
    row, nearest = max(
        zip(rows, named_columns, strict=False), key=lambda pair: sum(column.meaning is not None for column in pair[1])
    )
    meanings = {column.meaning for column in nearest}
    missing = [] if "title" in meanings else ['a title (call it "Title", "Event" or "Subject")']
    missing += [] if meanings & WHEN.keys() else ['a day (call it "Date" or "Start")']
    names = ", ".join(quoted(column.header) for column in nearest[:12])
    message = f"no row names the columns: none is {' and none '.join(missing)}; nearest is {names}"
    return bad_file(message, (row.line, 1))
