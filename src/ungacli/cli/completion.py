"""The candidates for the word at the cursor of a command line."""

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import typer

from ungacli.cli import COMMANDS, app, load_command
from ungacli.cli.files import data_folder, files_named
from ungacli.cli.options import FileOptions, SourceOptions
from ungacli.cli.shells import PRINTERS, SCRIPTS, script, split, zsh_files
from ungacli.cli.sources import read_schedule
from ungacli.errors import DataError
from ungacli.escapes import safe
from ungacli.model import Schedule
from ungacli.query.completions import Candidate, fitting, in_query, values_of
from ungacli.query.lookup import KINDS

FILES = 3
"""The exit code that asks a script for the names of files."""


def run() -> int:
    """Answer the shell that set _UNGACLI_COMPLETE, and return the exit code."""
    instruction, _, shell = os.environ["_UNGACLI_COMPLETE"].partition("_")
    if instruction == "source" and shell in SCRIPTS:
        print(script(shell), end="")
        return 0
    text, code = answer(shell, os.environ)
    if text:
        print(text)
    return code


def answer(shell: str, environment: Mapping[str, str]) -> tuple[str, int]:
    """Return the output for the *shell* whose *environment* holds the line up to the cursor, and the exit code.

    An unknown shell, an unreadable schedule and any other error give no candidates.
    """
    try:
        printed = PRINTERS[shell]
        escape = "`" if SCRIPTS[shell] == "ps1" else "\\"
        typed = split(environment["_UNGACLI_LINE"], escape=escape, breaks=environment.get("_UNGACLI_BREAKS", ""))
        candidates = offered(typed.words, typed.last, environment)
        if candidates is None:
            return (zsh_files(typed.last), 0) if shell == "zsh" else ("", FILES)
        return printed([one for one in candidates if safe(one.value) == one.value], typed, environment), 0
    except Exception:  # noqa: BLE001 (who is typing must not be disturbed)
        return "", 1


class _Line(NamedTuple):
    """A command by its *name*, the *values* that it has so far, and the *environment* it would run in."""

    name: str
    values: Mapping[str, Any]
    environment: Mapping[str, str]


def offered(words: Sequence[str], last: str, environment: Mapping[str, str]) -> list[Candidate] | None:
    """Return the candidates for the word *last* after the *words* of a command line, without the program's name.

    None stands for the names of files. The schedule is that of `--events` or, as the *environment* has it,
    UNGACLI_EVENTS. Raises the errors of reading it.
    """
    name = next((word for word in words if not word.startswith("-")), None)
    command: Any = load_command(name, COMMANDS[name]) if name else typer.main.get_command(app)
    parameters = command.get_params(typer.Context(command))
    options = {flag: one for one in parameters if one.param_type_name == "option" for flag in one.opts}
    flags = [Candidate(flag, option.help) for flag, option in options.items()]
    if name is None:
        commands = [Candidate(command, entry.summary) for command, entry in COMMANDS.items()]
        return fitting(last, flags if last.startswith("-") else commands)
    behind = words[words.index(name) + 1 :]
    parameter = options.get(behind[-1]) if behind else None
    if parameter and parameter.is_flag:
        parameter = None
    # What is wrong or missing so far is ignored.
    context = command.make_context(name, [*behind[: -1 if parameter else None]], resilient_parsing=True)
    line = _Line(name, context.params, environment)
    # What stands before the value: an option in the same word, or earlier words of a name, which needs no quotes.
    flag = before = ""
    if last.startswith("--") and "=" in last:
        flag = last[: last.index("=") + 1]
        parameter = options.get(flag[:-1])
    elif last.startswith("-o") and last != "-o" and "-o" in options:
        parameter = options[last[:2]]
    elif not parameter:
        if last.startswith("--") or last == "-" or (last.startswith("-") and not COMMANDS[name].takes_query):
            return fitting(last, flags)
        parameter = next((one for one in command.params if one.param_type_name == "argument"), None)
        before = "".join(f"{word} " for word in line.values["name"] or ()) if name in KINDS else ""
    if parameter and (parameter.metavar == "PATH" or parameter.type.name == "path"):
        return None
    values = _values(parameter, before + last[len(flag) :], line)
    return [
        one._replace(value=f"{flag}{one.value[len(before) :]}")
        for one in values
        if one.value.casefold().startswith(before.casefold())
    ]


_ZONES = {"tz", "also"}
_COLUMNS = {"columns", "sort"}
_QUERIES = {"query", "where"}


def _values(parameter: Any, last: str, line: _Line) -> list[Candidate]:
    """Return the values that fit for *parameter*, an option or an argument of the *line*'s command."""
    kind = parameter.name.rstrip("_") if parameter else ""
    if kind in _QUERIES:
        return in_query(last, _schedule(line))
    if kind in _COLUMNS:
        earlier, comma, name = last.rpartition(",")
        return [Candidate(f"{earlier}{comma}{one.value}") for one in fitting(name, _columns(line))]
    values: Iterable[Candidate] = ()
    if kind in _ZONES:
        from ungacli.when.zones import zone_names

        values = map(Candidate, zone_names())
    elif kind in {"from_format", "to_format"}:
        from ungacli.formats.table import READABLE, WRITABLE

        formats = READABLE if kind == "from_format" else WRITABLE
        values = [Candidate(name, one.title) for name, one in formats.items()]
    elif kind and (choices := getattr(parameter.type, "choices", None)):
        values = [Candidate(str(getattr(choice, "value", choice))) for choice in choices]
    elif kind == "for" or (line.name, kind) == ("unpick", "event"):
        values = _picked(kind, line)
    elif kind:
        values = values_of({"name": line.name, "event": "id"}.get(kind, kind), _schedule(line))
    return fitting(last, values)


def _picked(kind: str, line: _Line) -> list[Candidate]:
    """Return the names that have picks or, for events, the picks of the name in the *line*."""
    from ungacli import picks

    schedule = _schedule(line)
    # Completion must not move any file.
    stored = picks.read(data_folder(), schedule, mend=False)
    if kind == "for":
        return [*map(Candidate, stored.names)]
    return [Candidate(key, pick.title) for key, pick in picks.named(stored.of(line.values["for_"]), schedule)]


def _columns(line: _Line) -> Iterable[Candidate]:
    from ungacli.render import columns

    listing = columns.EVENTS
    if line.name in KINDS:
        # With a name it is an agenda.
        listing = columns.AGENDA if line.values["name"] else columns.SPEAKERS
    return map(Candidate, listing.all)


def _schedule(line: _Line) -> Schedule:
    files = line.values.get("events") or line.environment.get("UNGACLI_EVENTS", "").split(os.pathsep)
    paths = files_named([os.path.expandvars(text) for text in files])
    for path in paths:
        if not path.is_file():
            # Reading a pipe would never end, or take what it holds from others.
            raise DataError(f"{path} is no file")
    return read_schedule(paths, SourceOptions(**{name: line.values[name] for name in FileOptions._fields}))[0]
