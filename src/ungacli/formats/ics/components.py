"""The lines of an iCalendar file and the components they make, each with its place (RFC 5545, sections 3.1 and 3.4)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from ungacli.draft.diagnostics import BadFileError, Diagnostic, Level

MAX_DEPTH = 20
MAX_LENGTH = 1_000_000

# None of these stands within another: where the END of one is missing, it has ended all the same.
_APART = {"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE"}
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
        match[1].upper(): re.sub(r"\^[nN'^]", lambda caret: _CARETS[caret[0]], match[2].replace('"', ""))
        for match in _PARAMETER.finditer(raw)
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
        """Return the lines that bear one of *names* and have a value."""
        return [line for name in names for line in self.properties.get(name, ()) if line.value.strip()]

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


def at_line(number: int, message: str, level: Level = Level.WARNING) -> Diagnostic:
    """Return a diagnostic at the line *number*."""
    return Diagnostic((), message, level, (number, 1))


def calendars(text: str) -> tuple[list[Component], list[Diagnostic]]:
    """Return every VCALENDAR of *text*, and what was ignored; a component that lacks its END is not `closed`.

    Raises BadFileError for what is no iCalendar at all, for a line of more than MAX_LENGTH characters and for
    more than MAX_DEPTH levels.
    """
    root = Component("", 0)
    inside = [root]
    diagnostics: list[Diagnostic] = []
    for number, whole in _unfolded(text):
        match = _LINE.match(whole)
        if match is None:
            diagnostics.append(at_line(number, "no line of the form NAME:value; passed over"))
            continue
        name, raw, value = match[1].upper(), match[2], match[3]
        if name == "BEGIN":
            component = Component(value.strip().upper(), number)
            inside = [*_around(component, inside), component]
        elif name == "END":
            depths = [depth for depth, outer in enumerate(inside) if depth and outer.name == value.strip().upper()]
            if depths:
                inside[depths[-1]].closed = True
                inside = inside[: depths[-1]]
            else:
                diagnostics.append(at_line(number, "an END without its BEGIN; passed over"))
        elif len(inside) > 1:
            if len(whole) > MAX_LENGTH and name != "ATTACH":
                raise _too_long(number)
            inside[-1].properties.setdefault(name, []).append(Line(number, name, raw, value))
    found = root.parts("VCALENDAR")
    if not found:
        raise BadFileError([at_line(1, "not iCalendar: it has no line BEGIN:VCALENDAR", Level.ERROR)])
    message = "the calendar has no END:VCALENDAR; the file may have been cut off"
    diagnostics += [at_line(calendar.line, message) for calendar in found if not calendar.closed]
    return found, diagnostics


def _around(component: Component, inside: list[Component]) -> list[Component]:
    """Return those of *inside* that a new *component* is within, after adding it to the innermost of them."""
    ended = {"VCALENDAR"} if component.name == "VCALENDAR" else _APART if component.name in _APART else set()
    depth = next((depth for depth, outer in enumerate(inside) if outer.name in ended), len(inside))
    if depth > MAX_DEPTH:
        message = f"nested more than {MAX_DEPTH} levels deep"
        raise BadFileError([at_line(component.line, message, Level.ERROR)])
    inside[depth - 1].children.append(component)
    return inside[:depth]


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
    return BadFileError([at_line(number, f"a line of more than {MAX_LENGTH:,} characters", Level.ERROR)])
