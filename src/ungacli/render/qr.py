"""QR codes in half blocks: two modules, one above the other, in each character."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.text import Text

from ungacli.model import Event
from ungacli.render import time_text
from ungacli.render.agenda import event_title
from ungacli.render.layout import DAY, QUIET, TIME, lines, plain

BLOCKS = "█▀▄"
"""What a code is drawn of, besides spaces."""
# How many light modules must be around it (ISO/IEC 18004).
_MARGIN = 4
_DARK_ON_LIGHT = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
_LIGHT_ON_DARK = {(not upper, not lower): block for (upper, lower), block in _DARK_ON_LIGHT.items()}
# Not the theme's black and white, which may be two greys; a terminal of 16 colours takes its nearest.
_INK, _EDGE = "#000000 on #ffffff", "#ffffff on #ffffff"


class Code(NamedTuple):
    """The *rows* of a QR code with its margin, from above, each module True where it is dark."""

    rows: Sequence[Sequence[bool]]

    @property
    def width(self) -> int:
        """How many columns it takes."""
        return len(self.rows)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        """Yield its lines: black on white in colours, and otherwise light blocks, as terminals are dark."""
        colored = console.color_system is not None and not console.no_color
        light = [False] * self.width
        below = [*self.rows[1::2], light]
        for upper, lower in zip(self.rows[::2], below, strict=True):
            pairs = list(zip(upper, lower, strict=True))
            if colored:
                # The last column is a block, white on white: spaces at an end are taken off.
                row = "".join(_DARK_ON_LIGHT[pair] for pair in pairs[:-1])
                yield Text.assemble((row, _INK), ("█", _EDGE), no_wrap=True)
            else:
                yield Text("".join(_LIGHT_ON_DARK[pair] for pair in pairs), no_wrap=True)


def code(text: str) -> Code:
    """Return *text*, in UTF-8, as a QR code of the smallest size, corrected as well as that size allows."""
    import segno

    made = segno.make_qr(text, error="l", encoding="utf-8")
    return Code([[bool(module) for module in row] for row in made.matrix_iter(border=_MARGIN)])


def event_code(event: Event, drawn: Code, also: Sequence[ZoneInfo]) -> RenderableType:
    """Return the title of *event*, its day and its times, by other clocks *also*, and its code as *drawn*."""
    others = [plain(words, QUIET) for words in time_text.other_times(event, also, in_full=True)]
    day = Text(time_text.day(event.start.date()), style=DAY)
    times = Text.assemble((time_text.times(event), TIME), "  ", plain(time_text.zones([event]), QUIET))
    return Group(lines([event_title(event), day, times, *others]), Text(), drawn)
