"""Text for Rich to print as it is."""

from collections.abc import Iterator, Sequence

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from ungacli.render.safe import safe


def plain(text: str, style: str = "") -> Text:
    """Return *text* for Rich to print as it is: safe line by line, and never read as markup."""
    return Text("\n".join(map(safe, text.split("\n"))), style=style)


def highlight(text: Text, phrases: Sequence[str]) -> Text:
    """Mark the words of the folded *phrases* in *text* itself, without regard to colours, and return it."""
    from ungacli.query.text_search import spans

    for start, end in spans(phrases, text.plain):
        text.stylize("reverse not dim", start, end)
    return text


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
