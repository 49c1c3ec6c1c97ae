"""A brief for the terminal."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ungacli.planning.brief import Brief, Entry
from ungacli.render import clock
from ungacli.render.brief_lines import NOTHING_OPEN, OPEN, Fact, Line, facts, heading, times, title, unconfirmed
from ungacli.render.style import DAY, NARROW, OWN, QUIET, TIME, TITLE, UNSURE
from ungacli.render.text import lines, plain


def drawn(brief: Brief, *, width: int, also: Sequence[ZoneInfo] = ()) -> Iterator[RenderableType]:
    """Yield the parts of *brief*: the title, the days with their events, and what is open."""
    yield Group(plain(brief.title, TITLE), *(plain(line.text, QUIET) for line in heading(brief, also)))
    for day, entries in brief.days:
        yield Group(Text(), Text(clock.day(day), style=DAY))
        for entry in entries:
            yield _entry(brief, entry, width, also)
    yield Group(Text(), Text(OPEN, style=DAY))
    for event, what in unconfirmed(brief):
        yield Padding(Text.assemble(plain(event), ": ", plain(what, UNSURE)), (0, 0, 0, 2), expand=False)
    if not brief.unconfirmed:
        yield Text(NOTHING_OPEN)


def _entry(brief: Brief, entry: Entry, width: int, also: Sequence[ZoneInfo]) -> RenderableType:
    above = Text.assemble((times(entry.event), TIME), "  ", plain(title(entry.event), TITLE))
    return Group(Text(), above, _facts(facts(brief, entry, also), width))


def _facts(rows: Sequence[Fact], width: int) -> RenderableType:
    if width < NARROW:
        told = [Text.assemble((f"{label}: ", QUIET), lines(list(map(_line, values)))) for label, values in rows]
        return Group(*told)
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False, width=min(width, 100))
    table.add_column(style=QUIET, width=10)
    table.add_column(ratio=1, overflow="fold")
    for label, values in rows:
        table.add_row(label, lines([_line(value, OWN if label == "Part" else "") for value in values]))
    return table


def _line(line: Line, style: str = "") -> Text:
    # A sign beside the colour, for those who see none.
    mark = ("~ " if line.unsure else "", UNSURE)
    return Text.assemble(mark, plain(line.text, UNSURE if line.unsure else QUIET if line.quiet else style))
