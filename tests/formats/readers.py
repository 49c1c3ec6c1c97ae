"""Independent readers of iCalendar files, behind one interface.

None of them is built on the library that writes the files.
"""

import io
import re
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

import ics
import vobject
from dateutil.tz import tzical
from ical.calendar_stream import IcsCalendarStream


@dataclass(frozen=True, order=True, slots=True)
class ReadEvent:
    """What a reader makes of one event; the times are in UTC."""

    start: datetime
    end: datetime
    uid: str
    title: str


Reader = Callable[[bytes], tuple[ReadEvent, ...]]


def by_ical(content: bytes) -> tuple[ReadEvent, ...]:
    """Read with `ical`: the zone is Python's own of the TZID's name, the VTIMEZONE only where there is none."""
    calendar = IcsCalendarStream.calendar_from_ics(content.decode())
    return _in_order(
        ReadEvent(_utc(event.dtstart), _utc(event.dtend), event.uid, event.summary or "") for event in calendar.events
    )


def by_ical_and_vtimezone(content: bytes) -> tuple[ReadEvent, ...]:
    """Read with `ical` under a TZID that names no zone, so that its own evaluation of the VTIMEZONE counts.

    It takes no notice of an observance without RRULE or RDATE, so it can read zones of yearly rules only.
    """
    return by_ical(re.sub(rb"(TZID[:=])", rb"\1Own-", content))


def by_vobject(content: bytes) -> tuple[ReadEvent, ...]:
    """Read with `vobject`: the zone is the file's VTIMEZONE, evaluated by `dateutil`."""
    for name in re.findall(rb"^TZID:(\S+)", content, re.MULTILINE):
        # It keeps the first VTIMEZONE of each name for all later files.
        vobject.icalendar.registerTzid(name.decode(), None)
    calendar = vobject.readOne(content.decode())
    return _in_order(
        ReadEvent(_utc(event.dtstart.value), _utc(event.dtend.value), event.uid.value, event.summary.value)
        for event in calendar.contents.get("vevent", [])
    )


def by_ics(content: bytes) -> tuple[ReadEvent, ...]:
    """Read with `ics`: the zone is `dateutil`'s of the TZID's name; the VTIMEZONE is never used."""
    with warnings.catch_warnings():
        # The parser generator under it calls re.split in a way that newer Pythons warn about.
        warnings.filterwarnings("ignore", "'maxsplit' is passed", DeprecationWarning)
        calendar = ics.Calendar(content.decode())
    return _in_order(
        ReadEvent(_utc(event.begin.datetime), _utc(event.end.datetime), event.uid, event.name)
        for event in calendar.events
    )


READERS: tuple[Reader, ...] = (by_ical, by_vobject, by_ics)


def zone_by_dateutil(vtimezone: bytes) -> tzinfo:
    """Return the zone that *vtimezone*, a component as it stands in a file, describes to `dateutil`."""
    zone = tzical(io.StringIO(f"BEGIN:VCALENDAR\r\n{vtimezone.decode()}END:VCALENDAR\r\n")).get()
    assert isinstance(zone, tzinfo)
    return zone


def content_lines(content: bytes) -> list[str]:
    """Return the unfolded lines of *content*, for readers that end a line at anything like a line break."""
    lines: list[str] = []
    for line in content.decode().splitlines():
        if line.startswith((" ", "\t")):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return lines


def components(content: bytes, name: str) -> list[list[str]]:
    """Return the lines of each component *name* of *content*, without those of the components in it."""
    found: list[list[str]] = []
    inside: list[list[str]] = []
    for line in content_lines(content):
        if line.startswith("BEGIN:"):
            inside.append([])
            if line == f"BEGIN:{name}":
                found.append(inside[-1])
        elif line.startswith("END:"):
            inside.pop()
        else:
            inside[-1].append(line)
    return found


def _utc(moment: object) -> datetime:
    assert isinstance(moment, datetime)
    assert moment.tzinfo is not None
    return moment.astimezone(UTC)


def _in_order(events: Iterable[ReadEvent]) -> tuple[ReadEvent, ...]:
    return tuple(sorted(events))
