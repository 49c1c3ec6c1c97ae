"""Text from files nobody here wrote, made safe to show."""

import re
from collections.abc import Iterator, Sequence

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

# C0 and C1 controls and DEL move the cursor or start escape sequences; the rest turns the direction
# of what follows or hides in it. Lone surrogates cannot be encoded at all.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def safe(text: str) -> str:
    """Return *text* on one line, with every control or direction character written as its escape."""
    return _UNSAFE.sub(lambda found: _escape(found[0]), " ".join(re.split(r"[ \t\r\n]+", text)))


def _escape(char: str) -> str:
    return f"\\x{ord(char):02x}" if ord(char) < 0x100 else f"\\u{ord(char):04x}"


def plain(text: str, style: str = "") -> Text:
    """Return *text* for Rich to print as it is: safe line by line, and never read as markup."""
    return Text("\n".join(map(safe, text.split("\n"))), style=style)


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


def lines(texts: Sequence[Text]) -> Text:
    """Return *texts* one below the other."""
    return Text("\n").join(texts)
