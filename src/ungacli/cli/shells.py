"""How each shell asks what could stand at the cursor, and is answered; its script is in the folder beside this file.

Typer installs the scripts. Its own would pass bash words without the cursor and let it run the answers
again, do nothing at the first Tab in zsh, and ask twice in fish.
"""

import os
import re
import shlex
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ungacli.cli.completion import offered, wants_files
from ungacli.query.candidates import Candidate
from ungacli.render.terminal_text import safe

FILES = 3
"""The exit code that asks a script for the names of files."""

_FOLDER = Path(__file__).with_name("scripts")
_ENDINGS = {"bash": "bash", "zsh": "zsh", "fish": "fish", "powershell": "ps1", "pwsh": "ps1"}


class Typed(NamedTuple):
    """A command line up to the cursor: its whole *words*, the program's name left out, and the *last* one, half typed.

    *quote* is the one that is still open, and *elsewhere* how many letters of the last word bash leaves
    as they are.
    """

    words: list[str]
    last: str
    quote: str = ""
    elsewhere: int = 0


def script(shell: str) -> str:
    """Return what *shell* runs to complete the command line."""
    return (_FOLDER / f"ungacli.{_ENDINGS[shell]}").read_text(encoding="utf-8")


def teach_typer() -> None:
    """Let --install-completion and --show-completion take these scripts."""
    from typer import _completion_shared

    # There is no public way to them; a test of each shell shows when a new Typer takes them from elsewhere.
    _completion_shared._completion_scripts.update({shell: script(shell) for shell in _ENDINGS})  # noqa: SLF001


def answer(shell: str, environment: Mapping[str, str]) -> tuple[str, int]:
    """Return what to print for the *shell* that tells in its *environment* what was typed, and the exit code.

    A shell that nobody knows, a schedule that cannot be read and any other trouble offer nothing.
    """
    try:
        tell = _TELL[shell]
        escape = "`" if tell is _tell_powershell else "\\"
        typed = split(environment["_UNGACLI_LINE"], escape=escape, breaks=environment.get("_UNGACLI_BREAKS", ""))
        if wants_files(typed.words, typed.last):
            return (_zsh_files(typed.last), 0) if shell == "zsh" else ("", FILES)
        found = offered(typed.words, typed.last, environment)
        return tell([one for one in found if safe(one.value) == one.value], typed, environment), 0
    except Exception:  # noqa: BLE001 (who is typing must not be disturbed)
        return "", 1


def split(line: str, *, escape: str, breaks: str = "") -> Typed:
    """Return the *line* up to the cursor in words, as a shell with this *escape* sign takes it apart.

    Bash begins the word that it replaces behind an open quote, or else behind the last of the *breaks*
    that stands outside of quotes.
    """
    words: list[str] = []
    text: str | None = None
    quote, escaped, broken, opened = "", False, 0, 0
    for char in line:
        if escaped:
            # Within double quotes only these lose their backslash.
            kept = escape if quote and escape == "\\" and char not in '$`"\\\n' else ""
            text = (text or "") + (kept + char if char != "\n" else "")
            escaped = False
        elif char == escape and quote != "'":
            escaped = True
        elif char == quote:
            quote = ""
        elif quote:
            text = (text or "") + char
        elif char in "\"'":
            text, quote = text or "", char
            opened = len(text)
        elif char.isspace():
            words += [] if text is None else [text]
            text, broken = None, 0
        else:
            text = (text or "") + char
            broken = len(text) if char in breaks else broken
    return Typed(words[1:], text or "", quote, opened if quote else broken)


def _tell_bash(found: Sequence[Candidate], typed: Typed, environment: Mapping[str, str]) -> str:
    rest = [one.value[typed.elsewhere :] for one in found]
    if typed.quote == "'":
        return "\n".join(value.replace("'", "'\\''") for value in rest)
    if typed.quote:
        # Of an exclamation mark nothing would take away the backslash.
        return "\n".join(re.sub(r'([$`"\\])', r"\\\1", value) for value in rest if "!" not in value)
    return "\n".join(re.sub(r"([^\w@%+=:,./-])", r"\\\1", value) for value in rest)


def _tell_zsh(found: Sequence[Candidate], typed: Typed, environment: Mapping[str, str]) -> str:
    """Return code that zsh runs: every text of the schedule in it is one quoted word."""
    if not found:
        return ""
    values = " ".join(shlex.quote(one.value) for one in found)
    suffix = "-S '' " if all(one.value.endswith((":", "=")) for one in found) else ""
    if not any(one.meaning for one in found):
        return f"local -a values; values=({values}); compadd {suffix}-U -a values"
    width = int(environment.get("_UNGACLI_WIDTH", "80"))
    told = [" -- ".join(filter(None, [one.value, safe(one.meaning)])) for one in found]
    lines = " ".join(shlex.quote(_cut(line, width - 1)) for line in told)
    return f"local -a values lines; values=({values}); lines=({lines}); compadd {suffix}-U -l -d lines -a values"


def _cut(line: str, width: int) -> str:
    if 2 * len(line) <= width:
        return line
    from rich.cells import cell_len, set_cell_size  # 2 ms, and only where it may be too long.

    return line if cell_len(line) <= width else f"{set_cell_size(line, width - 1).rstrip()}…"


def _zsh_files(last: str) -> str:
    flag = re.match("--[a-z]+=|-o", last)
    return f"compset -P {shlex.quote(flag[0])}; _files" if flag else "_files"


def _tell_fish(found: Sequence[Candidate], typed: Typed, environment: Mapping[str, str]) -> str:
    return "\n".join(f"{one.value}\t{safe(one.meaning)}" for one in found)


def _tell_powershell(found: Sequence[Candidate], typed: Typed, environment: Mapping[str, str]) -> str:
    def quoted(value: str) -> str:
        # The typographic ones end a text in quotes as well.
        doubled = re.sub("(['\u2018-\u201b])", r"\1\1", value)
        return value if re.fullmatch(r"[\w:./-]+", value) else f"'{doubled}'"

    return "\n".join(f"{quoted(one.value)}\t{safe(one.meaning) or ' '}" for one in found)


_TELL: dict[str, Callable[[Sequence[Candidate], Typed, Mapping[str, str]], str]] = {
    "bash": _tell_bash,
    "zsh": _tell_zsh,
    "fish": _tell_fish,
    "powershell": _tell_powershell,
    "pwsh": _tell_powershell,
}


def run() -> int:
    """Answer the shell that set _UNGACLI_COMPLETE, and return the exit code."""
    asked, _, shell = os.environ["_UNGACLI_COMPLETE"].partition("_")
    if asked == "source" and shell in _ENDINGS:
        print(script(shell), end="")
        return 0
    text, code = answer(shell, os.environ)
    if text:
        print(text)
    return code
