"""The entry point: runs the command line and turns what goes wrong into text and exit codes."""

import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from itertools import takewhile
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from ungacli.errors import UngaError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that *arguments*, by default the process's, name and return the exit code.

    0: done; 1: the data or the machine failed; 2: the question was wrong; 130: Ctrl-C.
    """
    from typer.exceptions import TyperException

    if "_UNGACLI_COMPLETE" in os.environ:
        from ungacli.cli import completion

        return completion.run()
    # Rich takes ² for a number of columns, and fails when it reads it; in 0 columns it prints nothing.
    columns = os.environ.get("COLUMNS", "1")
    if not columns.isdecimal() or not int(columns):
        del os.environ["COLUMNS"]
    from ungacli.cli import COMMANDS, app
    from ungacli.errors import DataError, UngaError, reason

    given = list(sys.argv[1:] if arguments is None else arguments)
    leading = list(takewhile(lambda argument: argument.startswith("-"), given))
    verbose = "--verbose" in leading or "-v" in leading
    try:
        code = app(given, prog_name="ungacli", standalone_mode=False)
        sys.stdout.flush()
    except UngaError as error:
        return _complain(error)
    except TyperException as error:
        context = getattr(error, "ctx", None)
        # The error for an option without its value does not name the command.
        named = next((word for word in given if word in COMMANDS), "")
        command = context.command_path if context else f"ungacli {named}".strip()
        message = error.format_message()
        hint = _misplaced(message, command, given) or f"`{command} --help` shows how to use it"
        return _complain(UngaError(message, hint=hint), error.exit_code)
    except OSError as error:
        if verbose:
            raise
        where = f": {error.filename}" if error.filename else ""
        return _complain(DataError(f"the system refused: {reason(error)}{where}"))
    except Exception as error:
        if verbose:
            raise
        what = f"{type(error).__name__}: {error}"
        return _complain(UngaError(f"this is a bug in ungacli: {what}", hint="`ungacli --verbose ...` shows where"))
    return code or 0


def _misplaced(message: str, command: str, given: Sequence[str]) -> str | None:
    """Return a hint if *message* is about words of *given* in a wrong place: `--date 23 Sep`, `list climate`."""
    if command == "ungacli" and message.startswith("No such option"):
        return "most options stand behind a command, as in ungacli list --date 23; `ungacli --help` lists the commands"
    found = re.fullmatch(r"Got unexpected extra argument\S* \((.+)\)", message, re.DOTALL)
    words = found[1].split() if found else []
    if not words or words[0] not in given:
        return None
    at = given.index(words[0])
    if at > 1 and given[at - 2].startswith("--"):
        option, value = given[at - 2 : at]
        behind = [word for word, other in zip(words, given[at:], strict=False) if word == other]
        each = f"{option} {value} {option} {behind[0]}"
        return f'put one value of several words in quotes: {option} "{" ".join([value, *behind])}"; several: {each}'
    return "`ungacli filter climate` looks for words, `ungacli list --date 23` for a day" if "list" in given else None


def _complain(error: "UngaError", exit_code: int | None = None) -> int:
    from ungacli.cli.terminal import complain

    complain(error)
    return error.exit_code if exit_code is None else exit_code


def run() -> NoReturn:
    """Run the command line as a process of its own."""
    import gc
    import signal
    from io import BytesIO, TextIOWrapper

    # Collecting garbage would take a tenth of the time of such a short process.
    gc.disable()
    # A closed pipe, as of `| head`, ends this program as quietly as any other.
    if sigpipe := getattr(signal, "SIGPIPE", None):
        signal.signal(sigpipe, signal.SIG_DFL)
    # After the shell's `>&-` there is no stream, and the output is not wanted.
    sys.stdout = sys.stdout or TextIOWrapper(BytesIO())
    sys.stderr = sys.stderr or TextIOWrapper(BytesIO())
    assert isinstance(sys.stdout, TextIOWrapper)
    assert isinstance(sys.stderr, TextIOWrapper)
    try:
        from ungacli.cli.terminal import note_lost_characters, substitute_characters

        # A character that an old terminal's encoding lacks is no reason to fail.
        lossy = substitute_characters(sys.stdout, sys.stderr)
        code = main()
        note_lost_characters(lossy)
    except KeyboardInterrupt:  # Typer catches it in a command, but not while that is being imported.
        code = 130
    with suppress(OSError):  # A failure to write has been reported already.
        sys.stdout.flush()
    # Everything is written and closed; an orderly end of the interpreter would only take time.
    os._exit(code)


if __name__ == "__main__":
    run()
