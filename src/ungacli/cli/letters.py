"""What is printed of characters that the encoding of a terminal or a pipe does not have."""

import codecs
import os
from functools import partial
from io import TextIOWrapper

from ungacli.render.terminal_text import STAND_INS


def stand_in(*streams: TextIOWrapper) -> set[str]:
    """Have *streams* print signs that their encodings do not have as others, and what has no other as `?`.

    Returned is where they note the encodings for which something was lost.
    """
    short: set[str] = set()
    for stream in streams:
        # Of some encodings the error itself only knows that it is a charmap.
        name = f"ungacli-{stream.encoding}"
        codecs.register_error(name, partial(_other, encoding=stream.encoding, short=short))
        stream.reconfigure(errors=name)
    return short


def _other(error: UnicodeError, *, encoding: str, short: set[str]) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    told = [STAND_INS.get(char, "?") for char in error.object[error.start : error.end]]
    if "?" in told:
        short.add(encoding)
    return "".join(told), error.end


def tell_what_was_lost(short: set[str]) -> None:
    """Say for which encodings something was lost, and how to print everything."""
    if not short:
        return
    # 15 ms that --version never pays.
    from ungacli.cli.terminal import note

    # This variable would win over the other.
    way = "PYTHONIOENCODING=utf-8" if "PYTHONIOENCODING" in os.environ else "PYTHONUTF8=1"
    for encoding in sorted(short):
        note(f"{encoding} has no letters for some of this; {way} in the environment prints everything", kind="warning")
