"""What every answer in the terminal is made of: colours, headings, days, grids and labelled lines."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from ungacli.model import Status
from ungacli.render import time_text
from ungacli.render.column_widths import GAP
from ungacli.render.terminal_text import safe
from ungacli.when.vocabulary import day_words

# The sixteen colours of the terminal's own theme, so that they suit dark and light ones.
DAY, TIME, TITLE, OWN, QUIET, UNSURE = "bold blue", "cyan", "bold", "green", "dim", "magenta"


class Trimmed:
    """A renderable without the spaces with which Rich fills its lines: they spoil copies and diffs."""

    def __init__(self, content: RenderableType) -> None:
        self._content = content

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        for line in console.render_lines(self._content, options, pad=False):
            while line and not line[-1].text.rstrip():
                line.pop()
            if line:
                text, style, control = line[-1]
                line[-1] = Segment(text.rstrip(), style, control)
            yield from line
            yield Segment.line()


def plain(text: str, style: str = "") -> Text:
    """Return *text* for Rich to print as it is: safe line by line, never read as markup."""
    return Text("\n".join(map(safe, text.split("\n"))), style=style)


def lines(texts: Sequence[Text]) -> Text:
    """Return *texts* one below the other."""
    return Text("\n").join(texts)


def highlight(text: Text, phrases: Sequence[str]) -> Text:
    """Mark the words of the folded *phrases* in *text* itself, without regard to colours, and return it."""
    from ungacli.query.text_search import spans

    for start, end in spans(phrases, text.plain):
        text.stylize("reverse not dim", start, end)
    return text


def tilde(status: Status) -> tuple[str, str]:
    """Return the sign before what is tentative: colour alone is not enough."""
    return ("~ " if status is Status.TENTATIVE else "", UNSURE)


def style_of(status: Status, confirmed: str) -> str:
    """Return the style *confirmed* for what is confirmed, and the one for uncertain things for the rest."""
    return confirmed if status is Status.CONFIRMED else UNSURE


def heading(title: str, *below: str) -> RenderableType:
    """Return what stands above an answer: its *title*, and quiet lines *below* it."""
    return Group(plain(title, TITLE), plain("\n".join(below), QUIET))


def under_day(day: date | str, *parts: RenderableType) -> RenderableType:
    """Return *parts* below the name of a *day*, or another heading of that level, with a blank line above."""
    return Group(Text(), Text(day if isinstance(day, str) else day_words(day), style=DAY), *parts)


def spaced(parts: Iterable[RenderableType]) -> Iterator[RenderableType]:
    """Yield *parts* with a blank line between each two."""
    for number, part in enumerate(parts):
        if number:
            yield Text()
        yield part


def times(event: "time_text.Timed", also: Sequence[ZoneInfo]) -> list[Text]:
    """Return the times of *event*, and dimmed those in the zones *also*, a line each."""
    others = [plain(words, QUIET) for words in time_text.other_times(event, also)]
    return [Text(time_text.times(event), TIME), *others]


def grid(widths: Sequence[int | None], *, header: Sequence[str] = (), below: int = 0) -> Table:
    """Return a table without lines, with columns of these *widths* and so many blank lines *below* each row."""
    table = Table(box=None, show_header=bool(header), header_style=QUIET, padding=(0, GAP, below, 0), pad_edge=False)
    for width, name in zip(widths, header or [""] * len(widths), strict=True):
        # Given widths spare Rich measuring every cell.
        table.add_column(name, width=width, overflow="fold")
    return table


def facts(rows: Iterable[tuple[str, Sequence[Text]]], width: int) -> RenderableType:
    """Return each label with its lines beside it, in at most *width* columns."""
    table = Table(box=None, show_header=False, padding=(0, GAP, 0, 0), pad_edge=False, width=min(width, 100))
    table.add_column(style=QUIET, width=10)
    table.add_column(ratio=1, overflow="fold")
    for label, values in rows:
        table.add_row(label, lines(values))
    return table
