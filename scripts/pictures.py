"""Draw docs/pictures: what the program itself prints in a terminal of 80 columns, as SVG."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from html import escape
from io import StringIO
from pathlib import Path
from string import Template

from rich.console import Console, ConsoleOptions
from rich.segment import Segment
from rich.terminal_theme import TerminalTheme
from rich.text import Text

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
COLUMNS = 80
COMMANDS = {
    "list": "ungacli list --date 23",
    "filter": "ungacli filter '(climate OR mayors) -topic:peace'",
    "speaker": 'ungacli speaker "Amy Pope" --also Geneva',
    "error": "ungacli filter 'topic:climate -speeker:pope'",
}

# Dark, so that the same picture suits light and dark pages.
_THEME = TerminalTheme(
    (22, 27, 34),
    (225, 231, 239),
    [
        *((72, 79, 88), (255, 123, 114), (126, 231, 135), (227, 179, 65)),
        *((121, 192, 255), (210, 168, 255), (118, 227, 234), (201, 209, 217)),
    ],
)
# What stands in braces is Rich's to fill in. Fonts are the reader's own: pages show no picture that loads one.
_FRAME = Template("""\
<svg xmlns="http://www.w3.org/2000/svg" role="img" width="$width" height="$height" viewBox="0 0 $width $height">
<title>$title</title>
<style>
.{unique_id} {{
  font: {char_height}px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}}
{styles}
</style>
<defs>
{lines}
</defs>
<rect fill="$ground" stroke="#484f58" x="0.5" y="0.5" width="$inner_width" height="$inner_height" rx="10"/>
<circle fill="#ff5f57" cx="26" cy="24" r="7"/>
<circle fill="#febc2e" cx="48" cy="24" r="7"/>
<circle fill="#28c840" cx="70" cy="24" r="7"/>
<g class="{unique_id}" transform="translate(20, 48)">
{backgrounds}
{matrix}
</g>
</svg>
""")


def picture(name: str) -> str:
    """Return the picture of the command of that *name* with its prompt, the same on every machine."""
    command = COMMANDS[name]
    printed = _printed(command)
    paper = Console(record=True, width=COLUMNS, file=StringIO())
    paper.print(_InPieces(Text.assemble(("$ ", "bold green"), (command, "bold"))))
    paper.print(_InPieces(Text.from_ansi(printed)))
    # Rich draws letters 20 high, 12 wide and 24.4 apart.
    width, height = COLUMNS * 12 + 40, round((printed.count("\n") + 2) * 24.4) + 68
    frame = _FRAME.substitute(
        title=escape(f"What {command} prints", quote=False),
        ground=_THEME.background_color.hex,
        width=width,
        height=height,
        inner_width=width - 1,
        inner_height=height - 1,
    )
    drawn = paper.export_svg(
        title="", theme=_THEME, code_format=frame, font_aspect_ratio=0.6, unique_id=f"ungacli-{name}"
    )
    # Rich draws the ends of lines too, outside of the picture; as those of the file they make it fit for diffs.
    return re.sub(r"<text[^>]*>\n</text>", "\n", drawn)


class _InPieces:
    """Text in pieces that neither begin nor end with spaces: some viewers drop those, and shift the rest."""

    def __init__(self, text: Text) -> None:
        self._text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        for text, style, _ in console.render(self._text, options):
            yield from (Segment(piece, style) for piece in re.findall(r"\n| +|[^ \n]+(?: +[^ \n]+)*", text))


def _printed(command: str) -> str:
    """Return what *command* prints, answers and errors alike, whatever the settings of who draws are."""
    _, *arguments = shlex.split(command)
    # Windows starts no process without this one.
    needed = {name: value for name, value in os.environ.items() if name == "SYSTEMROOT"}
    settings = {"COLUMNS": str(COLUMNS), "FORCE_COLOR": "1", "TERM": "xterm-256color", "UNGACLI_CACHE": "off"}
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "ungacli", *arguments],
        env={**needed, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
    )
    return done.stdout.rstrip("\n")


if __name__ == "__main__":
    for name in COMMANDS:
        (FOLDER / f"{name}.svg").write_text(picture(name), encoding="utf-8", newline="\n")
