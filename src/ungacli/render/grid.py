"""Listings as a table of the columns that somebody asked for."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ungacli.render.rows import Rows
from ungacli.render.style import GAP, NARROW, QUIET
from ungacli.render.text import highlight, lines, plain

# As long as a moment with its offset; a word that is longer may be broken.
LONGEST_WORD = 25
# So many rows are laid out before they are printed: long tables appear bit by bit.
PIECE = 200
# What a query looks for words in: 2024 in a date is not what it found.
SEARCHED = {"title", "location", "speakers", "organizers", "audience", "topics", "documents", "summary"}


def table(
    header: Sequence[str],
    rows: Rows,
    *,
    width: int,
    heading: RenderableType | None = None,
    marked: Sequence[str] = (),
) -> Iterator[RenderableType]:
    """Yield a *heading* and the *rows* under their *header*, or each as a card where columns would be too narrow.

    The words of the phrases *marked* are so in the columns that words are looked for in.
    """
    if heading:
        yield Group(heading, Text())
    told = [[plain(cell) for cell in row] for row in rows]
    widths = _widths(header, told, width - GAP * (len(header) - 1)) if width >= NARROW else None
    if widths is None:
        for number, row in enumerate(told):
            if number:
                yield Text()
            cells = _marked(header, row, marked)
            yield lines([_fact(name, cell) for name, cell in zip(header, cells, strict=True) if cell])
        return
    for start in range(0, len(told), PIECE):
        piece = [_marked(header, row, marked) for row in told[start : start + PIECE]]
        yield _piece(header, piece, widths, is_first=not start)


def _marked(header: Sequence[str], row: Sequence[Text], phrases: Sequence[str]) -> list[Text]:
    return [
        highlight(cell, phrases) if phrases and name in SEARCHED else cell
        for name, cell in zip(header, row, strict=True)
    ]


def _piece(header: Sequence[str], rows: Sequence[Sequence[Text]], widths: Sequence[int], *, is_first: bool) -> Table:
    grid = Table(box=None, padding=(0, GAP, 0, 0), pad_edge=False, header_style=QUIET, show_header=is_first)
    for name, column in zip(header, widths, strict=True):
        # Given widths spare Rich measuring every cell again in each piece.
        grid.add_column(name, overflow="fold", width=column)
    for row in rows:
        grid.add_row(*row)
    return grid


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


def _fact(name: str, cell: Text) -> Text:
    return Text.assemble((f"{name}: ", QUIET), cell)
