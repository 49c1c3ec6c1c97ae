"""The syntax of iCalendar: lines, components and values, each with its place (RFC 5545, sections 3.1 to 3.4)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from ungacli.draft.diagnostics import Diagnostic, Level, bad_file, quoted

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
_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?", re.IGNORECASE | re.ASCII)
_DURATION = re.compile(
    r"([+-]?)P(?=T?\d)(?:(\d{1,6})W)?(?:(\d{1,7})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?",
    re.IGNORECASE | re.ASCII,
)
_ESCAPE = re.compile(r'\\([nN,;:"\\])')


class ContentLine(NamedTuple):
    """One content line: the *number* of the line it begins on, its *name* in capitals, its parameters and its value."""

    number: int
    name: str
    raw: str
    value: str

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters by their names in capitals, without quotation marks and escapes (RFC 6868)."""
        return {
            match[1].upper(): re.sub(r"\^[nN'^]", lambda caret: _CARETS[caret[0]], match[2].replace('"', ""))
            for match in _PARAMETER.finditer(self.raw)
        }


@dataclass(slots=True)
class Component:
    """What stands between BEGIN and END: its *name* in capitals, the number of its first *line* and its content."""

    name: str
    line: int
    properties: dict[str, list[ContentLine]] = field(default_factory=dict)
    children: list["Component"] = field(default_factory=list)
    closed: bool = False

    def all(self, *names: str) -> list[ContentLine]:
        """Return the lines with one of *names*, those of the first name first."""
        return [line for name in names for line in self.properties.get(name, ())]

    def first(self, *names: str) -> ContentLine | None:
        """Return the first line of the first of *names* that is there."""
        return next(iter(self.all(*names)), None)

    def value(self, name: str) -> str:
        """Return the value of the first line *name* as it stands, in capitals, or nothing."""
        line = self.first(name)
        return line.value.strip().upper() if line else ""

    def parts(self, *names: str) -> list["Component"]:
        """Return the components with one of *names* directly within this one."""
        return [child for child in self.children if child.name in names]


class LineError(ValueError):
    """A line that cannot be read, or an event because of it: the *number* of the line and the reason."""

    def __init__(self, number: int, reason: str) -> None:
        super().__init__(reason)
        self.diagnostic = at_line(number, reason, Level.SKIPPED)


def at_line(number: int, message: str, level: Level = Level.WARNING) -> Diagnostic:
    """Return a diagnostic at the line *number*."""
    return Diagnostic((), message, level, (number, 1))


def calendars(text: str) -> tuple[list[Component], list[Diagnostic]]:
    """Return every VCALENDAR of *text*, and what was ignored; a component that lacks its END is not `closed`.

    Lines without a value are left out. Raises BadFileError for a file that is not iCalendar, for a line of more
    than MAX_LENGTH characters and for more than MAX_DEPTH levels.
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
        word = value.strip().upper()
        if name == "BEGIN":
            ended = {word} if word == "VCALENDAR" else _APART if word in _APART else set()
            depth = next((depth for depth, outer in enumerate(inside) if outer.name in ended), len(inside))
            if depth > MAX_DEPTH:
                raise bad_file(f"nested more than {MAX_DEPTH} levels deep", (number, 1))
            inside = [*inside[:depth], Component(word, number)]
            inside[-2].children.append(inside[-1])
        elif name == "END":
            depths = [depth for depth, outer in enumerate(inside) if depth and outer.name == word]
            if depths:
                inside[depths[-1]].closed = True
                inside = inside[: depths[-1]]
            else:
                diagnostics.append(at_line(number, "an END without its BEGIN; passed over"))
        elif word and len(inside) > 1:
            inside[-1].properties.setdefault(name, []).append(ContentLine(number, name, raw, value))
    found = root.parts("VCALENDAR")
    if not found:
        raise bad_file("not iCalendar: it has no line BEGIN:VCALENDAR")
    message = "the calendar has no END:VCALENDAR; the file may have been cut off"
    diagnostics += [at_line(calendar.line, message) for calendar in found if not calendar.closed]
    return found, diagnostics


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Yield each content line with the number of the line that it begins on, without empty lines."""
    began, parts = 0, [""]
    # The line after the last ends that one too.
    for number, line in enumerate([*re.split("\r\n|\n|\r", text), "END"], start=1):
        if line[:1] in {" ", "\t"} and began:
            parts.append(line[1:])
        elif line.strip():
            whole = "".join(parts)
            if len(whole) > MAX_LENGTH and whole[:6].upper() != "ATTACH":
                raise bad_file(f"a line of more than {MAX_LENGTH:,} characters", (began, 1))
            if began:
                yield began, whole
            began, parts = number, [line]


class Length(NamedTuple):
    """A length of time: *days* of whatever length the clock changes give them, then an *exact* time."""

    days: int = 0
    exact: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Stamp:
    """A day or a time as written: the *local* time, and the clock that shows it, if one is named.

    *end* is the end or the length of a period.
    """

    local: datetime
    is_day: bool = False
    in_utc: bool = False
    tzid: str | None = None
    end: "Stamp | Length | None" = None


def text(value: str) -> str:
    r"""Return a TEXT without its escapes (RFC 5545, section 3.3.11); other backslashes stay."""
    return _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def one_line(line: ContentLine | None) -> str | None:
    """Return the text of *line* with its whitespace folded, or None where nothing is left."""
    return " ".join(text(line.value).split()) or None if line else None


def texts(value: str) -> list[str]:
    """Return the texts of a list, each on one line, without empty ones."""
    parts = re.findall(r"((?:\\.|[^,])*+),?", value, re.DOTALL)
    return [words for part in parts if (words := " ".join(text(part).split()))]


def stamps(line: ContentLine) -> list[Stamp]:
    """Return the days, times or periods that *line* lists, at least one; LineError for anything else."""
    value, tzid = line.value, line.parameters.get("TZID")
    if tzid is not None and ":" in value:
        # Names such as (GMT-05:00) Eastern Time without quotation marks.
        tzid = f"{line.raw.partition('TZID=')[2]}:{value.rpartition(':')[0]}"
        value = value.rpartition(":")[2]
    tzid = text(tzid).strip() if tzid else None
    found = []
    try:
        for one in filter(str.strip, value.split(",")):
            start, _, end = one.partition("/")
            length = duration(end) if end[:1] in {*"Pp+-"} else stamp(end, tzid) if end else None
            found.append(replace(stamp(start, tzid), end=length))
    except ValueError as error:
        raise LineError(line.number, str(error)) from None
    if not found:
        raise LineError(line.number, "no day and no time")
    return found


@lru_cache(maxsize=2**16)
def stamp(value: str, tzid: str | None = None) -> Stamp:
    """Return the day or time that *value* writes, `20240924` or `20240924T170000Z`; ValueError for anything else."""
    found = _STAMP.fullmatch(value.strip())
    if found is None:
        raise ValueError(f"{quoted(value)} is no day and no time such as 20240924T170000")
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    try:
        # No clock here shows a leap second.
        local = datetime(year, month, day, hour, minute, min(second, 59))
    except ValueError as error:
        raise ValueError(f"{quoted(value)} is no day and no time ({error})") from None
    if found[4] is None:
        return Stamp(local, is_day=True)
    return Stamp(local, in_utc=True) if found[7] else Stamp(local, tzid=tzid or None)


def duration(value: str) -> Length:
    """Return the length that *value* writes, `PT1H30M` or `P1D`; ValueError for anything else."""
    found = _DURATION.fullmatch(value.strip())
    if found is None:
        raise ValueError(f"{quoted(value)} is no duration such as PT1H30M")
    sign = -1 if found[1] == "-" else 1
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    exact = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return Length(sign * (7 * weeks + days), sign * exact)
