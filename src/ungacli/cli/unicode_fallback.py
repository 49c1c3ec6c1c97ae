"""What is printed where the encoding of a terminal or pipe lacks a character."""

import codecs
import os
import sys
from functools import partial
from io import TextIOWrapper

from ungacli.cli.terminal import note

# The second half is what timelines are drawn with.
SUBSTITUTES = dict(zip("−–—…‘’“”█▐▌▒╌◆←→├┼┤─", "---.''\"\"#[]~-*<>+++-", strict=True))
"""What is printed for a symbol that an encoding lacks, as wide as the symbol; letters have no substitute but `?`."""


def can_print(text: str) -> bool:
    """Return whether the encoding of standard output has every character of *text*."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def substitute_characters(*streams: TextIOWrapper) -> set[str]:
    """Have *streams* print substitutes for symbols that their encodings lack, and `?` for every other character.

    Return the set to which the streams add the encodings that lost a character.
    """
    lossy: set[str] = set()
    for stream in streams:
        # The error of some encodings only has the name "charmap".
        name = f"ungacli-{stream.encoding}"
        codecs.register_error(name, partial(_substitute, encoding=stream.encoding, lossy=lossy))
        stream.reconfigure(errors=name)
    return lossy


def _substitute(error: UnicodeError, *, encoding: str, lossy: set[str]) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    substitutes = [SUBSTITUTES.get(char, "?") for char in error.object[error.start : error.end]]
    if "?" in substitutes:
        lossy.add(encoding)
    return "".join(substitutes), error.end


def note_lost_characters(lossy: set[str]) -> None:
    """Warn about each of the *lossy* encodings, and how to print everything."""
    # This variable would win over the other.
    way = "PYTHONIOENCODING=utf-8" if "PYTHONIOENCODING" in os.environ else "PYTHONUTF8=1"
    for encoding in sorted(lossy):
        note(f"{encoding} has no letters for some of this; {way} in the environment prints everything", kind="warning")
