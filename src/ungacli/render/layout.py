"""What every answer in the terminal is made of: colours, headings, days, grids and labelled lines, and their widths."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from ungacli.escapes import safe
from ungacli.model import Status
from ungacli.render import time_text
from ungacli.when.vocabulary import day_words

# The sixteen colours of the terminal's own theme, so that they suit dark and light ones.
DAY, TIME, TITLE, OWN, QUIET, UNSURE = "bold blue", "cyan", "bold", "green", "dim", "magenta"
WIDE = 120
"""From here on a table of events has columns for organizers and topics too."""
NARROW = 60
"""Below this width there are cards instead of tables."""
GAP = 2
TIMES = 18
"""The width of the column of times, unless second time zones need more."""
_TOPICS = 12
# As long as a timestamp with its offset; a word that is longer may be broken.
_LONGEST_WORD = 25


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


def times(event: "time_text.Timed", also: Sequence[ZoneInfo], *, in_full: bool = False) -> list[Text]:
    """Return the times of *event*, and dimmed those in the zones *also*, *in_full* with their names, a line each."""
    others = [plain(words, QUIET) for words in time_text.other_times(event, also, in_full=in_full)]
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


def is_narrow(width: int, times: int) -> bool:
    """Return whether *width* leaves so little beside a column of *times* that each event has to be a card."""
    return width - times < NARROW - TIMES


def event_columns(width: int, times: int) -> list[int]:
    """Return the widths of the columns: times, title and speakers; if there is room organizers and topics too."""
    if width < WIDE:
        rest = width - times - 2 * GAP
        title = rest * 3 // 5
        return [times, title, rest - title]
    rest = width - times - _TOPICS - 4 * GAP
    title = rest * 3 // 7
    speakers = (rest - title) // 2
    return [times, title, speakers, rest - title - speakers, _TOPICS]


def fitted_columns(header: Sequence[str], rows: Sequence[Sequence[Text]], width: int) -> list[int] | None:
    """Return the widths of columns that fit into *width*, each enough for its longest word; None if that is too much.

    No column is wider than its longest line. The rest is shared by how much more the longest lines need.
    """
    if width < NARROW:
        return None

    def widest(texts: Iterable[str]) -> int:
        # Most words come again and again.
        return max(map(cell_len, set(texts)))

    room = width - GAP * (len(header) - 1)
    columns = [[name, *(cell.plain for cell in cells)] for name, *cells in zip(header, *rows, strict=True)]
    least = [min(_LONGEST_WORD, widest(word for cell in cells for word in cell.split())) for cells in columns]
    left = room - sum(least)
    if left < 0:
        return None
    # No line is worth more than the whole room: a long summary leaves something to the others.
    wanted = [min(room, widest(line for cell in cells for line in cell.split("\n"))) for cells in columns]
    missing = [most - enough for most, enough in zip(wanted, least, strict=True)]
    share = min(1, left / (sum(missing) or 1))
    return [enough + int(more * share) for enough, more in zip(least, missing, strict=True)]
