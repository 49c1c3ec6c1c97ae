"""Listings as tables: of named columns, and of people or organizations with their events."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ungacli.phrases import count
from ungacli.query.lookup import Involvement
from ungacli.render import layout, time_text
from ungacli.render.agenda import about_participant, participant_name
from ungacli.render.data import Rows, total_duration
from ungacli.render.layout import GAP, NARROW, QUIET, TITLE, highlight, lines, plain

# As long as a moment with its offset; a word that is longer may be broken.
LONGEST_WORD = 25
# So many rows are laid out before they are printed: long tables appear bit by bit.
PIECE = 200
# What a query looks for words in: 2024 in a date is not what it found.
SEARCHED = {"title", "location", "speakers", "organizers", "audience", "topics", "documents", "summary"}


def participants(involvements: Sequence[Involvement], *, width: int) -> RenderableType:
    """Return a line for each person or organization: name, office or kind, number of events and hours."""
    rows = [
        (participant_name(one), about_participant(one), events, time_text.duration(total_duration(events)))
        for one, events in involvements
    ]
    if width < NARROW:
        cards = (
            lines([name, *([plain(about)] if about else []), Text(f"{count(events)}, {hours}", QUIET)])
            for name, about, events, hours in rows
        )
        return Text("\n\n").join(cards)
    grid = Table(box=None, padding=(0, GAP, 0, 0), pad_edge=False, header_style=QUIET, width=min(width, 120))
    grid.add_column("Name", ratio=3, overflow="fold", style=TITLE)
    grid.add_column("Office or kind", ratio=4, overflow="fold")
    grid.add_column("Events", justify="right", width=6)
    grid.add_column("Time", justify="right", width=12)
    for name, about, events, hours in rows:
        grid.add_row(name, plain(about), str(len(events)), hours)
    return grid


def table(
    header: Sequence[str],
    rows: Rows,
    *,
    width: int,
    heading: RenderableType | None = None,
    marked: Sequence[str] = (),
) -> Iterator[RenderableType]:
    """Yield a *heading* and the *rows* under their *header*, or each row as a card where columns would be too narrow.

    The words of the phrases *marked* are so in the columns that words are looked for in.
    """
    if heading:
        yield Group(heading, Text())
    cells = [[plain(cell) for cell in row] for row in rows]
    widths = _widths(header, cells, width - GAP * (len(header) - 1)) if width >= NARROW else None
    if widths is None:
        for number, row in enumerate(cells):
            facts = zip(header, _marked(header, row, marked), strict=True)
            card = lines([Text.assemble((f"{name}: ", QUIET), cell) for name, cell in facts if cell])
            yield Group(Text(), card) if number else card
        return
    for start in range(0, len(cells), PIECE):
        piece = layout.grid(widths, header=() if start else header)
        for row in cells[start : start + PIECE]:
            piece.add_row(*_marked(header, row, marked))
        yield piece


def _marked(header: Sequence[str], row: Sequence[Text], phrases: Sequence[str]) -> list[Text]:
    return [
        highlight(cell, phrases) if phrases and name in SEARCHED else cell
        for name, cell in zip(header, row, strict=True)
    ]


def _widths(header: Sequence[str], rows: Sequence[Sequence[Text]], room: int) -> list[int] | None:
    """Return the widths of columns in *room* cells, each enough for its longest word; None if that is too much.

    None is wider than its longest line. What is left they share by how much more their longest lines want.
    """
    columns = [[cell.plain for cell in column] for column in zip(map(Text, header), *rows, strict=True)]
    least = [min(LONGEST_WORD, _widest(word for cell in cells for word in cell.split())) for cells in columns]
    left = room - sum(least)
    if left < 0:
        return None
    # No line is worth more than the whole room: a long summary leaves something to the others.
    wanted = [min(room, _widest(line for cell in cells for line in cell.split("\n"))) for cells in columns]
    missing = [most - enough for most, enough in zip(wanted, least, strict=True)]
    share = min(1, left / (sum(missing) or 1))
    return [enough + int(more * share) for enough, more in zip(least, missing, strict=True)]


def _widest(texts: Iterator[str]) -> int:
    # Most words come again and again.
    return max(map(cell_len, set(texts)))
