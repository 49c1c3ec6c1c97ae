"""The lines of an iCalendar file and the components they make, each with its place (RFC 5545, sections 3.1 and 3.4)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from ungacli.draft.diagnostics import BadFileError, Diagnostic
from ungacli.formats.ics.notes import Notes

MAX_DEPTH = 20
MAX_LENGTH = 1_000_000

_LINE = re.compile(
    r"([A-Za-z0-9-]++)"
    r'((?:;[^=;:",]++=(?:"[^"]*+"|[^";:,]*+)(?:,(?:"[^"]*+"|[^";:,]*+))*+)*+)'
    r":(.*+)",
    re.DOTALL,
)
_PARAMETER = re.compile(r';([^=;:",]++)=((?:"[^"]*+"|[^";])*+)')
_CARETS = {"^n": "\n", "^N": "\n", "^'": '"', "^^": "^"}


class Line(NamedTuple):
    """One content line: the *number* of the line it begins on, its *name* in capitals, its parameters and its value."""

    number: int
    name: str
    raw: str
    value: str

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters by their names in capitals, without quotation marks and escapes (RFC 6868)."""
        return _parameters(self.raw) if self.raw else {}


@lru_cache(maxsize=1024)
def _parameters(raw: str) -> dict[str, str]:
    return {
        found[1].upper(): re.sub(r"\^[nN'^]", lambda caret: _CARETS[caret[0]], found[2].replace('"', ""))
        for found in _PARAMETER.finditer(raw)
    }


@dataclass(slots=True)
class Component:
    """What stands between BEGIN and END: its *name* in capitals, the number of its first *line* and what is in it."""

    name: str
    line: int
    properties: dict[str, list[Line]] = field(default_factory=dict)
    children: list["Component"] = field(default_factory=list)
    closed: bool = False

    def all(self, *names: str) -> list[Line]:
        """Return the lines that bear one of *names*."""
        return [line for name in names for line in self.properties.get(name, ())]

    def first(self, *names: str) -> Line | None:
        """Return the first line of the first of *names* that there is."""
        return next((self.properties[name][0] for name in names if name in self.properties), None)

    def value(self, name: str) -> str:
        """Return the value of the first line *name* as it stands, in capitals, or nothing."""
        line = self.first(name)
        return line.value.strip().upper() if line else ""

    def parts(self, name: str) -> list["Component"]:
        """Return the components *name* right within this one."""
        return [child for child in self.children if child.name == name]


def calendars(text: str, notes: Notes) -> list[Component]:
    """Return every VCALENDAR of *text*; a component that lacks its END is not `closed`.

    What is no content line is noted and passed over. Raises BadFileError for what is no iCalendar at
    all, for a line of more than MAX_LENGTH characters and for more than MAX_DEPTH levels.
    """
    root = Component("", 0)
    inside = [root]
    for number, whole in _unfolded(text):
        found = _LINE.match(whole)
        if found is None:
            notes.warn("no-line", number, "no line of the form NAME:value; passed over")
            continue
        name, raw, value = found[1].upper(), found[2], found[3]
        if name == "BEGIN":
            _begin(Component(value.strip().upper(), number), inside)
        elif name == "END":
            _end(value.strip().upper(), number, inside, notes)
        elif len(inside) > 1:
            if len(whole) > MAX_LENGTH and name != "ATTACH":
                raise _too_long(number)
            inside[-1].properties.setdefault(name, []).append(Line(number, name, raw, value))
    found_calendars = root.parts("VCALENDAR")
    if not found_calendars:
        raise BadFileError([Diagnostic((), "not iCalendar: it has no line BEGIN:VCALENDAR", place=(1, 1))])
    for calendar in found_calendars:
        if not calendar.closed:
            notes.warn("cut", calendar.line, "the calendar has no END:VCALENDAR; the file may have been cut off")
    return found_calendars


def _begin(component: Component, inside: list[Component]) -> None:
    # No event is within another one: where the END of the first is missing, it has ended all the same.
    names = [outer.name for outer in inside]
    for name in {"VCALENDAR", "VEVENT"} & {component.name}:
        if name in names:
            del inside[names.index(name) :]
    if len(inside) > MAX_DEPTH:
        raise BadFileError([Diagnostic((), f"nested more than {MAX_DEPTH} levels deep", place=(component.line, 1))])
    inside[-1].children.append(component)
    inside.append(component)


def _end(name: str, number: int, inside: list[Component], notes: Notes) -> None:
    names = [outer.name for outer in inside]
    if name not in names[1:]:
        notes.warn("no-begin", number, "an END without its BEGIN; passed over")
        return
    while inside[-1].name != name:
        inside.pop()
    inside.pop().closed = True


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Yield each content line with the number of the line that it begins on; empty lines are passed over."""
    began, parts = 0, [""]
    for number, line in enumerate(re.split("\r\n|\n|\r", text), start=1):
        if len(line) > MAX_LENGTH:
            raise _too_long(number)
        if line[:1] in {" ", "\t"} and began:
            parts.append(line[1:])
        elif line.strip():
            if began:
                yield began, "".join(parts)
            began, parts = number, [line]
    if began:
        yield began, "".join(parts)


def _too_long(number: int) -> BadFileError:
    return BadFileError([Diagnostic((), f"a line of more than {MAX_LENGTH:,} characters", place=(number, 1))])
