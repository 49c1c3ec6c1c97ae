"""What is wrong with a schedule file, and where."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from ungacli.names import did_you_mean, quoted_list

MAX_SKIPPED = 200
"""How many skipped events are reported one by one."""
_OPTION = re.compile(r"(?:^|\s)--[a-z]")

KeyPath = tuple[str | int, ...]
"""The way from a file's root to one value: ("events", 3, "title")."""

Place = tuple[int, int]
"""Line and column, both counted from 1."""


class Level(StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    """Something could not be read."""
    WARNING = "warning"
    """Something is odd, though the schedule can be used."""
    SKIPPED = "skipped"
    """An event could not be read; the others are there."""
    NOTE = "note"
    """Something was understood in one of several ways."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing wrong at *path*, or at *place* where that is known better."""

    path: KeyPath
    message: str
    level: Level = Level.ERROR
    place: Place | None = None


class BadFileError(Exception):
    """A file that cannot be a schedule, with every problem found in it."""

    def __init__(self, problems: Iterable[Diagnostic]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)


def bad_file(message: str, place: Place | None = (1, 1)) -> BadFileError:
    """Return the error for a file of which nothing can be read, with the *place* at which that shows."""
    return BadFileError([Diagnostic((), message, place=place)])


def each_kind_once(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return *diagnostics* with one note or warning of each kind: the first, with ` (and 3 more)` behind it.

    Two are of one kind if their messages differ in numbers and in what is quoted alone. Errors stay, and so do
    the first MAX_SKIPPED events that were skipped, except for those whose way out is one option for all of them.
    """
    kinds: dict[tuple[Level, str], list[Diagnostic]] = {}
    skipped = 0
    for number, one in enumerate(diagnostics):
        kind = re.sub(r'"[^"]*"|\d+', "", one.message)
        if one.level in {Level.ERROR, Level.SKIPPED} and not _OPTION.search(one.message):
            skipped += one.level is Level.SKIPPED
            kind = "" if skipped > MAX_SKIPPED and one.level is Level.SKIPPED else str(number)
        kinds.setdefault((one.level, kind), []).append(one)
    return [
        replace(first, message=f"{first.message} (and {len(others)} more)") if others else first
        for first, *others in kinds.values()
    ]


class FileDiagnostic(NamedTuple):
    """A problem of the file called *file*, with its *line* and *column* and a *hint* how to mend it."""

    file: str
    line: int
    column: int
    path: str
    level: Level
    message: str
    hint: str | None = None

    @property
    def where(self) -> str:
        """The place: `mine.yaml:4:5: events[0]`."""
        return ": ".join(filter(None, [f"{self.file}:{self.line}:{self.column}", self.path]))

    def __str__(self) -> str:
        """Return `mine.yaml:4:5: events[0]: "title" is missing`, with the level of what is no error."""
        level = None if self.level is Level.ERROR else self.level
        return ": ".join(filter(None, [f"{self.file}:{self.line}:{self.column}", level, self.path, self.message]))


def findings(
    file: str, problems: Iterable[Diagnostic], places: Mapping[KeyPath, Place], hint: str | None = None
) -> list[FileDiagnostic]:
    """Return *problems* of *file* in its order, each with the place of the nearest value known."""
    found: list[FileDiagnostic] = []
    for one in problems:
        path = one.path
        while path not in places and path:
            path = path[:-1]
        place = one.place or places.get(path, (1, 1))
        found.append(FileDiagnostic(file, *place, path_text(one.path), one.level, one.message, hint))
    return sorted(found, key=lambda one: (one.line, one.column))


def path_text(path: KeyPath) -> str:
    """Return *path* as text: `events[3].speakers[0].role`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def unknown(what: str, value: str, known: Iterable[str]) -> str:
    """Return the message for a *value* that is not among the *known* ones, with the nearest or all of them."""
    choices = list(known)
    # A page of text put into the wrong place is no slip of a name.
    near = did_you_mean(value, choices) if len(value) <= 100 else []
    expected = f"; expected {quoted_list(choices)}" if 0 < len(choices) <= 12 else ""
    return f"unknown {what} {quoted(value)}" + (f"; did you mean {quoted_list(near)}?" if near else expected)


def quoted(value: str) -> str:
    """Return *value* in quotes, its beginning where it is long."""
    return f'"{value}"' if len(value) <= 100 else f'"{value[:100]}..."'
