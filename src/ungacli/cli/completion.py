"""What a shell offers for a half-typed word, asked for and answered the way of Typer's scripts for the shells.

Typer installs these scripts; its own answers would be run by zsh as code, broken at colons by bash
and left without quotes by PowerShell.
"""

import os
import re
import shlex
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import typer

from ungacli import dataset
from ungacli.cli import COMMANDS, app, load_command
from ungacli.cli.session import cache_folder
from ungacli.model import Schedule
from ungacli.query.candidates import Candidate, fitting, in_query, values_of
from ungacli.render.safe import safe


class Typed(NamedTuple):
    """A command line up to the cursor: its whole *words*, the *last* one half typed, and how that stands there.

    *quote* is that with which it begins, and *elsewhere* what of it the shell keeps for itself.
    """

    words: list[str]
    last: str
    quote: str = ""
    elsewhere: str = ""


def answer(shell: str, environment: dict[str, str]) -> tuple[str, int]:
    """Return what to print for the *shell* that tells in its *environment* what was typed, and the exit code.

    A shell that nobody knows, a schedule that cannot be read and any other trouble offer nothing.
    """
    try:
        read, told = _SHELLS[shell]
        typed = read(environment)
        found = [one for one in offered(typed.words, typed.last, environment) if safe(one.value) == one.value]
    except Exception:  # noqa: BLE001 (who is typing must not be disturbed)
        return "", 1
    if shell == "fish" and environment.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
        return "", 0 if found else 1
    return told(found, typed), 0


def offered(words: Sequence[str], last: str, environment: dict[str, str]) -> list[Candidate]:
    """Return what could stand for the word *last* behind the *words* of a command line, the program's name left out.

    The schedule is that of `--events` or, as the *environment* has it, UNGACLI_EVENTS. Raises what reading
    it may raise.
    """
    name = next((word for word in words if not word.startswith("-")), None)
    if name is None:
        if last.startswith("-"):
            return _flags(last, _options(typer.main.get_command(app)))
        return fitting(last, [Candidate(command, entry.summary) for command, entry in COMMANDS.items()])
    command = load_command(name, COMMANDS[name])
    options = _options(command)
    rest = [*words[words.index(name) + 1 :]]
    if last.startswith("--") and "=" in last:
        flag, _, last = last.partition("=")
        return [
            Candidate(f"{flag}={one.value}", one.meaning)
            for one in _values(name, options.get(flag), last, rest, environment)
        ]
    if rest and (option := options.get(rest[-1])) and not option.is_flag:
        return _values(name, option, last, rest, environment)
    if last.startswith("--") or last == "-" or (last.startswith("-") and not COMMANDS[name].takes_query):
        return _flags(last, options)
    argument = next((one for one in command.params if one.param_type_name == "argument"), None)
    return _values(name, argument, last, rest, environment)


def _options(command: Any) -> dict[str, Any]:
    taken = command.get_params(typer.Context(command))
    return {flag: option for option in taken if option.param_type_name == "option" for flag in option.opts}


def _flags(last: str, options: dict[str, Any]) -> list[Candidate]:
    return fitting(last, [Candidate(flag, option.help) for flag, option in options.items()])


_ZONES = {"tz", "also"}
_COLUMNS = {"columns", "sort"}
_QUERIES = {"query", "where"}


def _values(command: str, taken: Any, last: str, rest: Sequence[str], environment: dict[str, str]) -> list[Candidate]:
    """Return the values that fit for what is *taken*, an option or an argument of *command*."""
    kind = taken.name.rstrip("_") if taken else ""
    if kind in _ZONES:
        from ungacli.when.zones import zone_names

        return fitting(last, map(Candidate, zone_names()))
    if kind in _COLUMNS:
        earlier, comma, name = last.rpartition(",")
        return [Candidate(f"{earlier}{comma}{one.value}") for one in fitting(name, _columns(command, rest))]
    if choices := getattr(getattr(taken, "type", None), "choices", None):
        return fitting(last, [Candidate(str(getattr(choice, "value", choice))) for choice in choices])
    if kind in _QUERIES:
        return in_query(last, _schedule(rest, environment))
    field = {"name": command, "event": "id"}.get(kind, kind)
    return fitting(last, values_of(field, _schedule(rest, environment)))


def _columns(command: str, rest: Sequence[str]) -> list[Candidate]:
    from ungacli.render import columns

    lists = {"speaker": columns.SPEAKERS, "organizer": columns.ORGANIZERS}
    if command not in lists:
        return [*map(Candidate, columns.EVENTS.all)]
    # With a name, which is all that may stand before the options, it is an agenda.
    named = rest and not rest[0].startswith("-")
    return [*map(Candidate, columns.AGENDA.all if named else lists[command].all)]


def _schedule(rest: Sequence[str], environment: dict[str, str]) -> Schedule:
    path = environment.get("UNGACLI_EVENTS")
    for word, following in pairwise([*rest, ""]):
        if word == "--events":
            path = following
        elif word.startswith("--events="):
            path = word.partition("=")[2]
    schedule, _ = dataset.read(Path(path).expanduser() if path else None, cache_folder=cache_folder())
    return schedule


def _split(line: str) -> Typed:
    """Take a command *line* up to the cursor apart, of which the last word may be without its closing quote."""
    line = line.rstrip("\\")  # Which escapes nothing yet.
    quote = next(mark for mark in ("", '"', "'") if _is_whole(line + mark))
    words = shlex.split(line + quote)
    if not quote and (not line or line[-1].isspace()):
        words.append("")
    return Typed(words[1:-1], words[-1], quote)


def _is_whole(line: str) -> bool:
    try:
        shlex.split(line)
    except ValueError:
        return False
    return True


def _read_bash(environment: dict[str, str]) -> Typed:
    at = int(environment["COMP_CWORD"])
    pieces = environment["COMP_WORDS"].split("\n")[: at + 1]
    current = pieces[at] if at < len(pieces) else ""
    line = ""
    for piece in pieces:
        # Bash takes words apart at colons and equals signs, unless COMP_WORDBREAKS leaves these out.
        joined = re.fullmatch("[:=]+", piece) or (line[-1:] in {":", "="} and line[-2:-1] != " ")
        line += piece if joined or not line else f" {piece}"
    if not current:
        line += "" if line[-1:] in {":", "="} else " "
    typed = _split(line)
    kept = 0 if re.fullmatch("[:=]*", current) else len(current.lstrip("\"'"))
    return typed._replace(elsewhere=typed.last[: max(0, len(typed.last) - kept)])


def _tell_bash(found: Sequence[Candidate], typed: Typed) -> str:
    values = [one.value[len(typed.elsewhere) :] for one in found]
    return "\n".join(value if typed.quote else re.sub(r"([^\w@%+=:,./-])", r"\\\1", value) for value in values)


def _read_line(environment: dict[str, str]) -> Typed:
    return _split(environment["_TYPER_COMPLETE_ARGS"])


def _tell_zsh(found: Sequence[Candidate], typed: Typed) -> str:
    """Return code that zsh runs: every text of the schedule in it is one quoted word."""
    if not found:
        return "_files" if typed.words and typed.words[-1] in {"--events", "--output", "-o"} else ""
    values = " ".join(shlex.quote(one.value) for one in found)
    lines = " ".join(shlex.quote(" -- ".join(filter(None, [one.value, safe(one.meaning)]))) for one in found)
    suffix = "-S '' " if all(one.value.endswith((":", "=")) for one in found) else ""
    return f"local -a values lines; values=({values}); lines=({lines}); compadd {suffix}-U -l -d lines -a values"


def _tell_fish(found: Sequence[Candidate], typed: Typed) -> str:
    return "\n".join(f"{one.value}\t{safe(one.meaning)}" for one in found)


def _read_powershell(environment: dict[str, str]) -> Typed:
    typed = _split(environment["_TYPER_COMPLETE_ARGS"])
    # The line has no space at its end, behind which a new word would begin.
    last = environment.get("_TYPER_COMPLETE_WORD_TO_COMPLETE", "")
    return typed if last else Typed([*typed.words, *filter(None, [typed.last])], "")


def _tell_powershell(found: Sequence[Candidate], typed: Typed) -> str:
    def quoted(value: str) -> str:
        return value if re.fullmatch(r"[\w:./-]+", value) else "'" + value.replace("'", "''") + "'"

    return "\n".join(f"{quoted(one.value)}:::{safe(one.meaning).replace(':::', ' ') or ' '}" for one in found)


_SHELLS: dict[str, tuple[Callable[[dict[str, str]], Typed], Callable[[Sequence[Candidate], Typed], str]]] = {
    "bash": (_read_bash, _tell_bash),
    "zsh": (_read_line, _tell_zsh),
    "fish": (_read_line, _tell_fish),
    "powershell": (_read_powershell, _tell_powershell),
    "pwsh": (_read_powershell, _tell_powershell),
}


def run() -> int:
    """Answer the shell that set _UNGACLI_COMPLETE, and return the exit code."""
    shell = os.environ["_UNGACLI_COMPLETE"].removeprefix("complete_")
    text, code = answer(shell, dict(os.environ))
    if text:
        print(text)
    return code
