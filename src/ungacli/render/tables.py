"""Listings as tables: of named columns, and of people or organizations with their events."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ungacli.phrases import count
from ungacli.query.lookup import Involvement
from ungacli.render import layout, time_text
from ungacli.render.agenda import about_participant, participant_name
from ungacli.render.column_widths import GAP, NARROW, fitted_columns
from ungacli.render.data import Rows, total_duration
from ungacli.render.layout import QUIET, TITLE, highlight, lines, plain

# So many rows are laid out before they are printed: long tables appear bit by bit.
_PIECE = 200
# Where a query looks for words: 2024 in a date is not what it found.
_SEARCHED = {"title", "location", "speakers", "organizers", "audience", "topics", "documents", "summary"}


def participants(involvements: Sequence[Involvement], *, width: int) -> RenderableType:
    """Return a line for each person or organization: name, office or kind, number of events and hours."""
    table = Table(box=None, padding=(0, GAP, 0, 0), pad_edge=False, header_style=QUIET, width=min(width, 120))
    table.add_column("Name", ratio=3, overflow="fold", style=TITLE)
    table.add_column("Office or kind", ratio=4, overflow="fold")
    table.add_column("Events", justify="right", width=6)
    table.add_column("Time", justify="right", width=12)
    cards = []
    for one, events in involvements:
        name, about, hours = participant_name(one), about_participant(one), time_text.duration(total_duration(events))
        table.add_row(name, plain(about), str(len(events)), hours)
        cards.append(lines([name, *([plain(about)] if about else []), Text(f"{count(events)}, {hours}", QUIET)]))
    return Text("\n\n").join(cards) if width < NARROW else table


def table(
    header: Sequence[str],
    rows: Rows,
    *,
    width: int,
    heading: RenderableType | None = None,
    marked: Sequence[str] = (),
) -> Iterator[RenderableType]:
    """Yield a *heading* and the *rows* under their *header*, or each row as a card where columns would be too narrow.

    The words of the phrases *marked* are highlighted in the columns that a query searches.
    """
    if heading:
        yield Group(heading, Text())
    cells = [[plain(cell) for cell in row] for row in rows]
    widths = fitted_columns(header, cells, width)
    if marked:
        for row in cells:
            for name, cell in zip(header, row, strict=True):
                if name in _SEARCHED:
                    highlight(cell, marked)
    if widths is None:
        for number, row in enumerate(cells):
            facts = zip(header, row, strict=True)
            card = lines([Text.assemble((f"{name}: ", QUIET), cell) for name, cell in facts if cell])
            yield Group(Text(), card) if number else card
        return
    for start in range(0, len(cells), _PIECE):
        piece = layout.grid(widths, header=() if start else header)
        for row in cells[start : start + _PIECE]:
            piece.add_row(*row)
        yield piece
