"""The schedule file that people write by hand (docs/dataset.md)."""

from datetime import datetime

from ungacli.errors import DataError
from ungacli.formats import tree
from ungacli.formats.assemble import assemble
from ungacli.formats.problems import BadFileError, Problem, located, path_text
from ungacli.model import Schedule

_ENCODING_HINT = "save it as UTF-8 and try again"


def read(data: bytes, *, name: str, stem: str, modified: datetime) -> tuple[Schedule, tuple[str, ...]]:
    """Return the schedule in *data* and the warnings about it, a line each.

    *name* is what to call the file in messages; *stem* and *modified* stand in for what the file
    leaves out, as assemble says. Raises DataError with every problem and its line and column.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"{name} is not UTF-8: byte 0x{data[error.start]:02x} in line {line}"
        raise DataError(message, hint=_ENCODING_HINT) from None
    if "\0" in text:
        raise DataError(f"{name} is not UTF-8 text: it holds NUL bytes", hint=_ENCODING_HINT)
    try:
        root, noted = tree.parse(text)
        schedule, warnings = assemble(root, stem=stem, modified=modified, noted=noted)
    except BadFileError as bad:
        found = located(bad.problems, tree.places(text))
        count = sum(not problem.warning for problem in found)
        problems = "1 problem" if count == 1 else f"{count} problems"
        details = tuple(_line(name, problem) for problem in found)
        raise DataError(f"{name} has {problems}", details=details, hint="docs/dataset.md describes the file") from None
    if not warnings:
        return schedule, ()
    return schedule, tuple(_line(name, problem) for problem in located(warnings, tree.places(text)))


def _line(name: str, problem: Problem) -> str:
    line, column = problem.place or (1, 1)
    where = f"{path_text(problem.path)}: " if problem.path else ""
    kind = "warning: " if problem.warning else ""
    return f"{name}:{line}:{column}: {kind}{where}{problem.message}"
