"""The values of content lines: texts, links, days and times, lengths of time (RFC 5545, section 3.3)."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

from ungacli.draft.diagnostics import quoted
from ungacli.formats.ics.components import Line

_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?", re.IGNORECASE | re.ASCII)
_DURATION = re.compile(
    r"([+-]?)P(?:(\d{1,6})W)?(?:(\d{1,7})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?",
    re.IGNORECASE | re.ASCII,
)
_ESCAPE = re.compile(r'\\([nN,;:"\\])')
_LINK = re.compile(r"https?://[^\s\x00-\x1f]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A day or a time as written: what the *local* clock shows, and which clock that is, if any is named.

    *until* is the end or the duration of a period as written.
    """

    local: datetime
    is_day: bool = False
    in_utc: bool = False
    tzid: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time: *days* of whatever length the clock changes give them, then an *exact* time."""

    days: int
    exact: timedelta

    def __bool__(self) -> bool:
        """Return whether it is any time at all."""
        return bool(self.days or self.exact)


def text(value: str) -> str:
    r"""Return a TEXT without its escapes (RFC 5545, section 3.3.11); other backslashes stay."""
    if "\\" not in value:
        return value
    return _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def one_line(line: Line | None) -> str | None:
    """Return the text of *line* with its whitespace folded, or None where nothing is left."""
    return " ".join(text(line.value).split()) or None if line else None


def texts(value: str) -> list[str]:
    """Return the texts of a list, each on one line, empty ones left out."""
    parts = re.findall(r"((?:\\.|[^,])*+),?", value, re.DOTALL)
    return [told for part in parts if (told := " ".join(text(part).split()))]


def link(value: str) -> str | None:
    """Return *value* if it is a link to a page or file on the web, else None."""
    address = value.strip()
    if not _LINK.fullmatch(address):
        return None
    scheme, colon, rest = address.partition(":")
    return scheme.lower() + colon + rest


def stamps(line: Line) -> list[Stamp]:
    """Return the days, times or periods that *line* lists, at least one; ValueError for anything else."""
    value, tzid = line.value, line.parameters.get("TZID")
    if tzid is not None and ":" in value:
        # Names such as (GMT-05:00) Eastern Time, which nobody has put into quotation marks.
        tzid = f"{line.raw.partition('TZID=')[2]}:{value.rpartition(':')[0]}"
        value = value.rpartition(":")[2]
    tzid = text(tzid).strip() if tzid else None
    found = []
    for one in value.split(","):
        begins, _, until = one.partition("/")
        if one.strip():
            found.append(replace(stamp(begins, tzid), until=until) if until else stamp(begins, tzid))
    if not found:
        raise ValueError("no day and no time")
    return found


@lru_cache(maxsize=2**16)
def stamp(value: str, tzid: str | None = None) -> Stamp:
    """Return the day or time that *value* writes, `20240924` or `20240924T170000Z`; ValueError for anything else."""
    found = _STAMP.fullmatch(value.strip())
    if found is None:
        raise ValueError(f"{quoted(value)} is no day and no time such as 20240924T170000")
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    try:
        # A leap second, which no clock of ours shows.
        local = datetime(year, month, day, hour, minute, min(second, 59))
    except ValueError as error:
        raise ValueError(f"{quoted(value)} is no day and no time ({error})") from None
    if found[4] is None:
        return Stamp(local, is_day=True)
    return Stamp(local, in_utc=True) if found[7] else Stamp(local, tzid=tzid or None)


def duration(value: str) -> Length:
    """Return the length that *value* writes, `PT1H30M` or `P1D`; ValueError for anything else."""
    found = _DURATION.fullmatch(value.strip())
    if found is None or not re.search(r"\d", value):
        raise ValueError(f"{quoted(value)} is no duration such as PT1H30M")
    sign = -1 if found[1] == "-" else 1
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    exact = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return Length(sign * (7 * weeks + days), sign * exact)
