"""Listings as a table of the columns that somebody asked for."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ungacli.render.agenda import NARROW, QUIET
from ungacli.render.rows import Rows
from ungacli.render.text import lines, plain

NARROWEST = 10


def table(
    header: Sequence[str], rows: Rows, *, width: int, heading: RenderableType | None = None
) -> Iterator[RenderableType]:
    """Yield a *heading* and the *rows* under their *header*, or each as a card where columns would be too narrow."""
    if heading:
        yield Group(heading, Text())
    if width < max(NARROW, NARROWEST * len(header)):
        for number, row in enumerate(rows):
            if number:
                yield Text()
            yield lines([_fact(name, cell) for name, cell in zip(header, row, strict=True) if cell])
        return
    grid = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=QUIET)
    for name in header:
        grid.add_column(name, overflow="fold")
    for row in rows:
        grid.add_row(*map(plain, row))
    yield grid


def _fact(name: str, cell: str) -> Text:
    return Text.assemble((f"{name}: ", QUIET), plain(cell))
