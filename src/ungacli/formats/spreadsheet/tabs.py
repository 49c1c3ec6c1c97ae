"""TSV: the table that CSV has, with tabs between the cells.

It has no byte order mark and its rows end with LF, for programs. What holds a tab, a quote or the end of a line
is put into quotes as in CSV, which spreadsheets take off: so nothing is lost.
"""

from ungacli.formats.spreadsheet.writing import table
from ungacli.model import Schedule


def write(schedule: Schedule, *, title: str | None = None) -> bytes:
    """Return the events of *schedule* as TSV in UTF-8; a *title* has no place in it."""
    return table(schedule, separator="\t", ending="\n").encode()
