"""Schedules that were read before: one file in the user's cache folder for each set of sources.

A file has lines of ASCII: who wrote it with a checksum of all that follows, and then JSON: a header, the organizations,
the people, which of these the schedule lists, and the events, a block of them on each line. The header holds
the key that says what the file is valid for, the schedule's own facts, the diagnostics, and the instants at which
events start and end. An event is built when it is first looked at.
"""

import json
import os
import time
import zoneinfo
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zlib import crc32
from zoneinfo import ZoneInfo

from ungacli import __version__
from ungacli.errors import DataError
from ungacli.files import LEFT_BEHIND, write_whole
from ungacli.model import (
    Context,
    DayRange,
    Document,
    Event,
    Mode,
    Organization,
    Organizer,
    OrganizerRole,
    Person,
    Schedule,
    Speaker,
    SpeakerRole,
    Status,
    moment,
)
from ungacli.names import slug
from ungacli.record import Record, about_record

if TYPE_CHECKING:
    from ungacli.draft.diagnostics import FileDiagnostic

MOST_FILES = 64
"""How many files a cache folder holds, those that were used last."""

_T = TypeVar("_T")
_SIGNATURE = b"ungacli cache "
_FIRST_LINE = len(_SIGNATURE) + 8
# How many events stand on a line: those of a day are near each other.
_BLOCK = 64
# A second change within the clock tick of the first leaves a file's times as they are.
_SETTLED_AFTER = 2_000_000_000
_DAY = 86_400_000_000_000
_STATUS: dict[str, Status] = {one.value: one for one in Status}
_MODES: dict[str | None, Mode | None] = {None: None, **{one.value: one for one in Mode}}
_ROLES: dict[str, SpeakerRole] = {one.value: one for one in SpeakerRole}
_HOST_ROLES: dict[str, OrganizerRole] = {one.value: one for one in OrganizerRole}


def recall(folder: Path, sources: Sequence[Path], how: str = "") -> "tuple[Schedule, Sequence[FileDiagnostic]] | None":
    """Return the schedule stored in *folder* for *sources* read together, with the diagnostics of that reading.

    *how* stands for whatever else shaped the reading. Return None if nothing is stored, if it is damaged, or if it is
    outdated: path, size, times or inode of a source, the version of this program or the rules of a time zone
    have changed since. Raises OSError if a source cannot be looked at.
    """
    key = _key(sources, how, [source.stat() for source in sources])
    path = _path(folder, sources, how)
    try:
        first, *lines = _checked_lines(path.read_bytes())
        header = json.loads(first)
        if header["key"] != key or header["zones"] != _zone_rules(header["zones"]):
            return None
        recalled = _schedule(header, lines), _diagnostics(header["diagnostics"], sources)
    except (OSError, LookupError, TypeError, ValueError, AttributeError, RecursionError):
        # Without a usable cache the source itself is read.
        return None
    with suppress(OSError):
        os.utime(path)
    return recalled


def store(
    folder: Path,
    sources: Sequence[Path],
    how: str,
    read: "tuple[Schedule, Sequence[FileDiagnostic]]",
    abouts: Sequence[os.stat_result],
) -> None:
    """Store the schedule and the diagnostics that were *read* from *sources* when these were as *abouts* say.

    *how* is as for recall. Nothing is stored of a source that changed within the last two seconds, and a failure is
    no error. Of more than MOST_FILES files in *folder* those that were not used for longest are removed.
    """
    if max(about.st_mtime_ns for about in abouts) > time.time_ns() - _SETTLED_AFTER:
        return
    body = "\n".join(_lines(_key(sources, how, abouts), sources, *read)).encode("ascii")
    with suppress(OSError, DataError):
        folder.mkdir(parents=True, exist_ok=True)
        write_whole({_path(folder, sources, how): b"\n".join([_first_line(body), body])}, private=True)
        _make_room(folder)


def _make_room(folder: Path) -> None:
    """Remove from *folder* what is too much or was left behind by a process that was killed; no file of others."""
    files = sorted(folder.glob("*-????????.cache"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in files[MOST_FILES:]:
        with suppress(OSError), path.open("rb") as file:
            if file.read(len(_SIGNATURE)) == _SIGNATURE:
                path.unlink()
    for path in folder.glob(LEFT_BEHIND):
        with suppress(OSError):
            if time.time_ns() - path.stat().st_mtime_ns > _DAY:
                path.unlink()


def _first_line(body: "bytes | memoryview") -> bytes:
    return _SIGNATURE + b"%08x" % crc32(body)


def _checked_lines(content: bytes) -> list[bytes]:
    """Return the lines of a cache file after the first; ValueError if it is another file or damaged."""
    first, *lines = content.split(b"\n")
    if first != _first_line(memoryview(content)[_FIRST_LINE + 1 :]):
        raise ValueError
    return lines


def _path(folder: Path, sources: Sequence[Path], how: str) -> Path:
    identity = json.dumps([how, _places(sources)])
    return folder / f"{slug(sources[0].stem)}-{crc32(identity.encode()):08x}.cache"


def _places(sources: Sequence[Path]) -> list[tuple[str, str]]:
    """Return where each of *sources* really is, and the name it was opened by, which may become a title."""
    return [(str(source.resolve()), source.stem) for source in sources]


def _key(sources: Sequence[Path], how: str, abouts: Sequence[os.stat_result]) -> str:
    times = [(about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino) for about in abouts]
    return json.dumps([_program(), how, _places(sources), times])


def _program() -> str:
    """Return the version of this program; in a checkout, also when its code was last changed."""
    package = Path(__file__).parent
    return __version__ if (package / "events.yaml").exists() else f"{__version__} {_changed(package)}"


def _changed(folder: Path) -> int:
    """Return when a module in *folder* was last changed, in nanoseconds."""
    with os.scandir(folder) as entries:
        times = [
            _changed(Path(entry)) if entry.is_dir() else entry.stat().st_mtime_ns
            for entry in entries
            if entry.name != "__pycache__"
        ]
    return max(times, default=0)


def _zone_rules(zones: Iterable[str]) -> dict[str, int]:
    """Return for each of *zones* a number that changes with its rules: instants are stored, not local times."""

    def rules(zone: str) -> int:
        for folder in zoneinfo.TZPATH:
            with suppress(OSError):
                return crc32(Path(folder, zone).read_bytes())
        # A system without time zones uses those of a package, which has a version.
        import tzdata  # type: ignore[import-untyped]

        return crc32(tzdata.IANA_VERSION.encode())

    return {zone: rules(zone) for zone in zones}


class _Events(Sequence[Event]):
    """Events in order of time, each of which *build* returns for its position; equal to a tuple of them.

    *starts* and *ends* are instants in seconds since 1970 in UTC.
    """

    def __init__(self, starts: Sequence[float], ends: Sequence[float], build: Callable[[int], Event]) -> None:
        self._starts = starts
        self._ends = ends
        self._build = build

    def __len__(self) -> int:
        return len(self._starts)

    def __iter__(self) -> Iterator[Event]:
        return map(self._build, range(len(self)))

    def __getitem__(self, index: Any) -> Any:
        positions = range(len(self))[index]
        return tuple(map(self._build, positions)) if isinstance(positions, range) else self._build(positions)

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, tuple | _Events) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def during(self, start: float, end: float) -> tuple[Event, ...]:
        """Return the events as Schedule.during does, and build no others."""
        before = bisect_left(self._starts, end)
        return tuple([self._build(place) for place in range(before) if self._ends[place] > start])


class _Numbers(dict[_T, int]):
    """The number of each thing in order; what has none gets the next."""

    def __missing__(self, one: _T) -> int:
        self[one] = number = len(self)
        return number


def _lines(key: str, sources: Sequence[Path], schedule: Schedule, diagnostics: "Sequence[FileDiagnostic]") -> list[str]:
    """Return the header and the blocks of events.

    An event is the list of its fields, but for times the number of their zone, for people their number, and for
    an organization its number in a list by itself.
    """
    people: _Numbers[Person] = _Numbers()
    bodies: _Numbers[Organization] = _Numbers()
    zones: _Numbers[str] = _Numbers({schedule.timezone.key: 0})

    def plain(value: Any) -> object:
        if isinstance(value, datetime):
            return zones[str(value.tzinfo)]
        if isinstance(value, Person):
            return people[value]
        return [bodies[value]] if isinstance(value, Organization) else _fields(value)

    def text(value: object) -> str:
        return json.dumps(value, separators=(",", ":"), default=plain)

    events = [_fields(event) for event in schedule.events]
    blocks = [text(events[first : first + _BLOCK]) for first in range(0, len(events), _BLOCK)]
    listed = text((schedule.people, schedule.organizations))
    persons = text([_fields(person) for person in people])
    names = {str(source): number for number, source in enumerate(sources)}
    header = {
        "key": key,
        "zones": _zone_rules(zones),
        "about": about_record(schedule),
        # A file is named as it is named when the cache is used.
        "diagnostics": [(names.get(one.file, one.file), *one[1:]) for one in diagnostics],
        "starts": [_instant(event.start) for event in schedule.events],
        "ends": [_instant(event.end) for event in schedule.events],
    }
    return [text(header), text([_fields(body) for body in bodies]), persons, listed, *blocks]


def _fields(value: Any) -> list[Any]:
    return [getattr(value, name) for name in value.__match_args__]


def _instant(when: datetime) -> float:
    seconds = when.timestamp()
    # A whole number is read twice as fast.
    return int(seconds) if seconds.is_integer() else seconds


def _schedule(header: Record, lines: Sequence[bytes]) -> Schedule:
    """Return the schedule of a cache file of these *lines* after the header."""
    bodies = [
        Organization(own_id, name, acronym, kind, tuple(aliases))
        for own_id, name, acronym, kind, aliases in json.loads(lines[0])
    ]
    people = [
        Person(own_id, name, prefix, suffix, office, body and bodies[body[0]], tuple(aliases))
        for own_id, name, prefix, suffix, office, body, aliases in json.loads(lines[1])
    ]
    zones = [ZoneInfo(key) for key in header["zones"]]
    starts, ends = header["starts"], header["ends"]
    rows = cache(lambda block: json.loads(lines[block + 3]))

    def host(reference: int | list[int]) -> Person | Organization:
        return people[reference] if isinstance(reference, int) else bodies[reference[0]]

    @cache
    def event(position: int) -> Event:
        fields = dict(zip(Event.__match_args__, rows(position // _BLOCK)[position % _BLOCK], strict=True))
        speakers, organizers = fields["speakers"], fields["organizers"]
        fields |= {
            "start": moment(starts[position], zones[fields["start"]]),
            "end": moment(ends[position], zones[fields["end"]]),
            "sources": tuple(fields["sources"]),
            "status": _STATUS[fields["status"]],
            "mode": _MODES[fields["mode"]],
            "speakers": tuple(
                [Speaker(people[who], _ROLES[role], _STATUS[sure], _MODES[how]) for who, role, sure, how in speakers]
            ),
            "organizers": tuple(
                [Organizer(host(who), _HOST_ROLES[role], _STATUS[sure]) for who, role, sure in organizers]
            ),
            "topics": tuple(fields["topics"]),
            "documents": tuple([Document(*document) for document in fields["documents"]]),
        }
        return Event(**fields)

    about, (listed_people, listed_bodies) = header["about"], json.loads(lines[2])
    return Schedule(
        **{
            **about,
            "timezone": ZoneInfo(about["timezone"]),
            "revised": datetime.fromisoformat(about["revised"]),
            "own_days": about["own_days"] and _days(about["own_days"]),
            "context": about["context"] and _context(**about["context"]),
            "events": _Events(starts, ends, event),
            "people": tuple([people[number] for number in listed_people]),
            "organizations": tuple([bodies[number] for (number,) in listed_bodies]),
        }
    )


def _context(opens: str | None, high_level_days: Iterable[Sequence[str]], **texts: str) -> Context:
    return Context(
        opens=date.fromisoformat(opens) if opens else None, high_level_days=tuple(map(_days, high_level_days)), **texts
    )


def _days(ends: Sequence[str]) -> DayRange:
    return DayRange(*map(date.fromisoformat, ends))


def _diagnostics(rows: Iterable[list[Any]], sources: Sequence[Path]) -> "Sequence[FileDiagnostic]":
    if not rows:
        return ()
    from ungacli.draft.diagnostics import FileDiagnostic, Level

    return [
        FileDiagnostic(str(sources[file]) if isinstance(file, int) else file, line, column, path, Level(level), *texts)
        for file, line, column, path, level, *texts in rows
    ]
