"""What each shell needs for completion: its script, its words of a command line, and candidates as it reads them.

The scripts are in the folder beside this file. Typer's own would pass bash words without the cursor and let it run
the answers again, do nothing at the first Tab in zsh, and ask twice in fish.
"""

import re
import shlex
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from ungacli.errors import DataError
from ungacli.escapes import safe
from ungacli.query.completions import Candidate

_FOLDER = Path(__file__).with_name("scripts")
SCRIPTS = {"bash": "bash", "zsh": "zsh", "fish": "fish", "powershell": "ps1", "pwsh": "ps1"}
"""The suffixes of the scripts by the names of the shells."""


class Typed(NamedTuple):
    """A command line up to the cursor: its whole *words*, without the program's name, and the *last* one, half typed.

    *quote* is the quote that is still open, and *elsewhere* how many letters of the last word bash keeps.
    """

    words: list[str]
    last: str
    quote: str = ""
    elsewhere: int = 0


def script(shell: str) -> str:
    """Return what *shell* runs to complete the command line."""
    return (_FOLDER / f"ungacli.{SCRIPTS[shell]}").read_text(encoding="utf-8")


def current() -> str:
    """Return the shell that the program runs in; DataError if it has no completion."""
    from shellingham import ShellDetectionFailure, detect_shell

    try:
        name, _ = detect_shell()
    except ShellDetectionFailure:
        name = "this shell"
    if name not in SCRIPTS:
        raise DataError(f"there is no completion for {name}", hint=f"it is there for {', '.join(SCRIPTS)}")
    return str(name)


def install() -> tuple[str, Path]:
    """Install the script of the current shell where it reads its settings; return the shell and the script's path."""
    # Typer finds the place in every shell, but does not export these two functions.
    completion: Any = import_module("typer.completion")
    shell, path = completion.install(shell=current(), prog_name="ungacli", complete_var="_UNGACLI_COMPLETE")
    typers = completion.get_completion_script(prog_name="ungacli", complete_var="_UNGACLI_COMPLETE", shell=shell)
    # PowerShell's settings hold more than this script.
    path.write_text(path.read_text().replace(typers, script(shell).strip()))
    return shell, path


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
            before = escape if quote and escape == "\\" and char not in '$`"\\\n' else ""
            text = (text or "") + (before + char if char != "\n" else "")
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


def _for_bash(candidates: Sequence[Candidate], typed: Typed, environment: Mapping[str, str]) -> str:
    rest = [one.value[typed.elsewhere :] for one in candidates]
    if typed.quote == "'":
        return "\n".join(value.replace("'", "'\\''") for value in rest)
    if typed.quote:
        # Of an exclamation mark nothing would take away the backslash.
        return "\n".join(re.sub(r'([$`"\\])', r"\\\1", value) for value in rest if "!" not in value)
    return "\n".join(re.sub(r"([^\w@%+=:,./-])", r"\\\1", value) for value in rest)


def _for_zsh(candidates: Sequence[Candidate], typed: Typed, environment: Mapping[str, str]) -> str:
    """Return code that zsh runs: every text of the schedule in it is one quoted word."""
    if not candidates:
        return ""
    values = " ".join(shlex.quote(one.value) for one in candidates)
    suffix = "-S '' " if all(one.value.endswith((":", "=")) for one in candidates) else ""
    if not any(one.meaning for one in candidates):
        return f"local -a values; values=({values}); compadd {suffix}-U -a values"
    width = int(environment.get("_UNGACLI_WIDTH", "80"))
    descriptions = [" -- ".join(filter(None, [one.value, safe(one.meaning)])) for one in candidates]
    if any(2 * len(line) >= width for line in descriptions):
        from rich.cells import cell_len, set_cell_size  # 2 ms, and only where one may be too long.

        descriptions = [
            line if cell_len(line) < width else f"{set_cell_size(line, width - 2).rstrip()}…" for line in descriptions
        ]
    lines = " ".join(map(shlex.quote, descriptions))
    return f"local -a values lines; values=({values}); lines=({lines}); compadd {suffix}-U -l -d lines -a values"


def zsh_files(last: str) -> str:
    """Return code that makes zsh complete file names for the half-typed word *last*."""
    flag = re.match("--[a-z]+=|-o", last)
    return f"compset -P {shlex.quote(flag[0])}; _files" if flag else "_files"


def _for_fish(candidates: Sequence[Candidate], typed: Typed, environment: Mapping[str, str]) -> str:
    return "\n".join(f"{one.value}\t{safe(one.meaning)}" for one in candidates)


def _for_powershell(candidates: Sequence[Candidate], typed: Typed, environment: Mapping[str, str]) -> str:
    def quoted(value: str) -> str:
        # The typographic ones end a text in quotes as well.
        doubled = re.sub("(['\u2018-\u201b])", r"\1\1", value)
        return value if re.fullmatch(r"[\w:./-]+", value) else f"'{doubled}'"

    return "\n".join(f"{quoted(one.value)}\t{safe(one.meaning) or ' '}" for one in candidates)


PRINTERS: dict[str, Callable[[Sequence[Candidate], Typed, Mapping[str, str]], str]] = {
    "bash": _for_bash,
    "zsh": _for_zsh,
    "fish": _for_fish,
    "powershell": _for_powershell,
    "pwsh": _for_powershell,
}
