"""Printing answers on standard output, and notes and errors on standard error, in any encoding.

The entry point imports this for `--version` too, so it imports nothing slow.
"""

import codecs
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from enum import StrEnum
from functools import partial
from io import TextIOWrapper
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from ungacli.errors import Spot, UngaError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ungacli.record import Record

_PIPED_WIDTH = 100
# More would only take apart what belongs together.
_WIDEST = 200
# The second half is what timelines are drawn with.
_SUBSTITUTES = dict(zip("−–—…‘’“”█▐▌▒╌◆←→├┼┤─", "---.''\"\"#[]~-*<>+++-", strict=True))


class Color(StrEnum):
    """When an answer is coloured."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def width() -> int:
    """Return how many columns an answer may take: the terminal's, or COLUMNS, or 100 in a pipe, but at most 200."""
    return min(_WIDEST, get_terminal_size((_PIPED_WIDTH, 24)).columns)


def print_answer(answer: "Iterable[RenderableType]", color: Color) -> None:
    """Print the parts of *answer* on standard output, each as soon as it is ready."""
    # 20 ms for Rich, which JSON and exports never pay.
    from rich.console import Console

    from ungacli.render.layout import Trimmed

    forced = {Color.AUTO: None, Color.ALWAYS: True, Color.NEVER: False}[color]
    # Without force Rich itself looks at the terminal, TERM, NO_COLOR and FORCE_COLOR.
    no_color = None if forced is None else not forced
    console = Console(
        width=width(),
        height=100,  # Unused, but without one Rich takes every dumb terminal for 80 columns.
        markup=False,
        emoji=False,
        highlight=False,
        force_terminal=forced,
        # By itself Rich gives a dumb terminal no colours, even if they are forced; there are no colours but these.
        color_system="standard" if forced else "auto",
        no_color=no_color,
        # In a pipe Rich takes Windows for an old console, without colours and a column narrower.
        legacy_windows=None if sys.stdout.isatty() else False,
    )
    for part in answer:
        console.print(Trimmed(part), end="")


def can_print(text: str) -> bool:
    """Return whether the encoding of standard output has every character of *text*."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def substitute_characters(*streams: TextIOWrapper) -> set[str]:
    """Have *streams* print substitutes for symbols that their encodings lack, and `?` for every other character.

    A substitute is as wide as its symbol. Return the set to which the streams add the encodings that lost a character.
    """
    lossy: set[str] = set()

    def substitute(error: UnicodeError, encoding: str) -> tuple[str, int]:
        assert isinstance(error, UnicodeEncodeError)
        substitutes = [_SUBSTITUTES.get(char, "?") for char in error.object[error.start : error.end]]
        if "?" in substitutes:
            lossy.add(encoding)
        return "".join(substitutes), error.end

    for stream in streams:
        # The error of some encodings only has the name "charmap".
        name = f"ungacli-{stream.encoding}"
        codecs.register_error(name, partial(substitute, encoding=stream.encoding))
        stream.reconfigure(errors=name)
    return lossy


def note_lost_characters(lossy: set[str]) -> None:
    """Warn about each of the *lossy* encodings, and how to print everything."""
    # This variable would win over the other.
    way = "PYTHONIOENCODING=utf-8" if "PYTHONIOENCODING" in os.environ else "PYTHONUTF8=1"
    for encoding in sorted(lossy):
        note(f"{encoding} has no letters for some of this; {way} in the environment prints everything", kind="warning")


def print_json(record: "Record | list[Record]", *, by_line: bool = False) -> None:
    """Print *record* on standard output as JSON, or *by_line*: one line for each of several."""
    from ungacli.escapes import dumped

    # Other encodings lack characters.
    only_ascii = not (sys.stdout.encoding or "").casefold().startswith("utf")
    for one in record if by_line and isinstance(record, list) else [record]:
        print(dumped(one, only_ascii=only_ascii, indent=None if by_line else 2))


def print_lines(lines: Iterable[str]) -> None:
    """Print *lines* on standard output without wrapping them."""
    for line in lines:
        print(line)


def note(message: str, hint: str | None = None, *, kind: str = "note", details: Iterable[str] = ()) -> None:
    """Print *message*, *details* and *hint* on standard error: `note: ...`, `hint: ...`, wrapped on a terminal alone.

    The details are printed as they are.
    """
    from ungacli.escapes import safe

    texts = [f"{label}: {safe(words)}" for label, words in ((kind, message), ("hint", hint)) if words]
    if sys.stderr.isatty():
        from textwrap import fill

        wrap = partial(fill, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
        texts = [wrap(text, width()) for text in texts]
    texts[1:1] = (f"  {line}" for line in details)
    # Where this cannot be printed there must still be the answer and the exit code.
    with suppress(OSError):
        print(*texts, sep="\n", file=sys.stderr, flush=True)


def complain(error: UngaError) -> None:
    """Print *error* on standard error, its details between its message, shortened to 400 characters, and its hint."""
    from ungacli.escapes import safe

    message = error.message
    if len(message) > 400:
        message = f"{message[:200]} … {message[-200:]}"
    details = [*(_pointed(error.spot) if error.spot else ()), *map(safe, error.details)]
    note(message, error.hint, kind="error", details=details)


def _pointed(spot: Spot) -> tuple[str, str]:
    """Return the text around *spot* on one line, and below it carets under the spot."""
    from rich.cells import cell_len, set_cell_size

    from ungacli.escapes import safe

    room = max(20, min(width(), _PIPED_WIDTH) - 4)
    # What fails at the end of a text is the place after it.
    marked = safe(spot.text[spot.start : spot.end].strip()) or " "
    before, after = safe(spot.text[: spot.start].lstrip()), safe(spot.text[spot.end :].rstrip())
    if cell_len(marked) > room // 2:
        marked = f"{set_cell_size(marked, room // 2 - 1).rstrip()}…"
    if cell_len(before) > room // 4:
        before = "…" + set_cell_size(before[::-1], room // 4)[::-1].lstrip()
    left = max(2, room - cell_len(before + marked))
    if cell_len(after) > left:
        after = f"{set_cell_size(after, left - 1).rstrip()}…"
    return before + marked + after, " " * cell_len(before) + "^" * cell_len(marked)
