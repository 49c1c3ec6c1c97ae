"""Listings as lines of text for other programs: plain, CSV, TSV and Markdown."""

import csv
from collections.abc import Callable, Iterator, Sequence
from io import StringIO

from ungacli.escapes import guarded, markdown
from ungacli.render.terminal_text import safe

Rows = Sequence[Sequence[str]]
# One long cell is no reason to move what is right of it away from everybody.
_WIDEST = 100


def plain_lines(_: Sequence[str], rows: Rows) -> Iterator[str]:
    """Yield a line for each row, its cells one below the other; a cell wider than 100 columns shifts its own line."""
    from rich.cells import cell_len

    safe_rows = [[safe(cell) for cell in row] for row in rows]
    widths = [
        max((size for cell in column if (size := cell_len(cell)) <= _WIDEST), default=0)
        for column in zip(*safe_rows, strict=True)
    ]
    for row in safe_rows:
        cells = [cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)]
        yield "  ".join(cells).rstrip()


def csv_lines(header: Sequence[str], rows: Rows) -> Iterator[str]:
    """Yield *header* and *rows* as CSV (RFC 4180, but for the ends of lines, which are the system's), a line each.

    What a spreadsheet would run has an apostrophe put before it.
    """
    for row in (header, *rows):
        line = StringIO()
        csv.writer(line, lineterminator="").writerow([guarded(safe(cell)) for cell in row])
        yield line.getvalue()


def tsv_lines(header: Sequence[str], rows: Rows) -> Iterator[str]:
    """Yield *header* and *rows* with tabs between the cells, which hold none, and nothing quoted."""
    for row in (header, *rows):
        yield "\t".join(guarded(safe(cell)) for cell in row)


def markdown_text(text: str) -> str:
    """Return *text* on one line for GitHub's Markdown, in which nothing is markup and links are links."""
    return markdown(safe(text).strip())


def markdown_lines(header: Sequence[str], rows: Rows) -> Iterator[str]:
    """Yield *header* and *rows* as a table of GitHub's Markdown, in which no cell is markup and links are links."""
    yield _markdown_row(name.replace("_", " ").capitalize() for name in header)
    yield _markdown_row("---" for _ in header)
    for row in rows:
        yield _markdown_row(map(markdown_text, row))


def _markdown_row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


LINES: dict[str, Callable[[Sequence[str], Rows], Iterator[str]]] = {
    "plain": plain_lines,
    "csv": csv_lines,
    "tsv": tsv_lines,
    "markdown": markdown_lines,
}
"""How each of these formats writes a header and its rows."""
