"""Schedules that were read before: one file in the user's cache folder for each set of sources.

The first line of a file has a checksum of the rest and the key that says what the file is valid for. The rest is
a pickle of the schedule without its events, of what else recall needs, and of the events in blocks, each a pickle by
itself: a block is read when one of its events is first looked at. A pickle could name any class or function to call, so
only those that a schedule is made of are accepted.
"""

import os
import pickle
import time
import zoneinfo
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from enum import Enum
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32
from zoneinfo import ZoneInfo

from ungacli import __version__
from ungacli.errors import DataError
from ungacli.files import LEFT_BEHIND, write_whole
from ungacli.model import Event, Organization, Participant, Person, Schedule
from ungacli.names import slug

if TYPE_CHECKING:
    from ungacli.draft.diagnostics import FileDiagnostic

MOST_FILES = 64
"""How many files a cache folder holds, those that were used last."""

_SIGNATURE = b"ungacli cache "
# Those of a day are near each other.
_EVENTS_PER_BLOCK = 16
# A second change within the clock tick of the first leaves a file's times as they are.
_SETTLED_AFTER = 2_000_000_000
_DAY_IN_NANOSECONDS = 86_400_000_000_000
_ACCEPTED = {
    "datetime": {"date", "datetime", "timedelta", "timezone"},
    "zoneinfo": {"ZoneInfo"},
    "ungacli.draft.diagnostics": {"FileDiagnostic", "Level"},
    "ungacli.model": {
        *("Schedule", "Context", "DayRange", "Event", "Document", "Speaker", "Organizer", "Person", "Organization"),
        *("Status", "Mode", "SpeakerRole", "OrganizerRole"),
    },
}


def recall(folder: Path, sources: Sequence[Path], how: str = "") -> "tuple[Schedule, Sequence[FileDiagnostic]] | None":
    """Return the schedule stored in *folder* for *sources* read together, with the diagnostics of that reading.

    *how* stands for whatever else shaped the reading. Return None if nothing is stored, if it is damaged, or if it is
    outdated: path, size, times or inode of a source, the version of this program or the rules of a time zone
    have changed since. Raises OSError if a source cannot be looked at.
    """
    path, key = _entry(folder, sources, how, [source.stat() for source in sources])
    try:
        with path.open("rb") as file:
            first_line, body = file.readline(), file.read()
        if first_line != _first_line(key, body):
            return None
        zones, diagnostics, schedule, starts, ends, blocks = _Unpickler(BytesIO(body)).load()
        if zones != _zone_rules(zones):
            return None
        participants = (*schedule.people, *schedule.organizations)
        events = _Events(starts, ends, lambda block: _Unpickler(BytesIO(blocks[block]), participants).load())
        # A file is named as it is named now.
        found = [one if source is None else one._replace(file=str(sources[source])) for source, one in diagnostics]
    except (OSError, LookupError, TypeError, ValueError, AttributeError, EOFError, pickle.UnpicklingError):
        # Without a usable cache the source itself is read.
        return None
    with suppress(OSError):
        os.utime(path)
    return replace(schedule, events=events), found


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
    schedule, diagnostics = read
    events, names = schedule.events, {str(source): number for number, source in enumerate(sources)}
    everyone: Sequence[Participant] = (*schedule.people, *schedule.organizations)
    numbers = {one: number for number, one in enumerate(everyone)}
    content = (
        _zone_rules({schedule.timezone.key, *(event.timezone.key for event in events)}),
        [(names.get(one.file), one) for one in diagnostics],
        replace(schedule, events=()),
        [event.start.timestamp() for event in events],
        [event.end.timestamp() for event in events],
        [
            _pickled(tuple(events[first : first + _EVENTS_PER_BLOCK]), numbers)
            for first in range(0, len(events), _EVENTS_PER_BLOCK)
        ],
    )
    body = _pickled(content)
    path, key = _entry(folder, sources, how, abouts)
    with suppress(OSError, DataError):
        folder.mkdir(parents=True, exist_ok=True)
        write_whole({path: _first_line(key, body) + body}, private=True)
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
            if time.time_ns() - path.stat().st_mtime_ns > _DAY_IN_NANOSECONDS:
                path.unlink()


def _first_line(key: str, body: bytes) -> bytes:
    return _SIGNATURE + f"{crc32(body):08x} {key}\n".encode("ascii")


def _entry(folder: Path, sources: Sequence[Path], how: str, abouts: Sequence[os.stat_result]) -> tuple[Path, str]:
    """Return the path of a cache file, and in one line of ASCII what it is valid for."""
    # Where each source really is, and the name it was opened by, which may become a title.
    places = [(str(source.resolve()), source.stem) for source in sources]
    path = folder / f"{slug(sources[0].stem)}-{crc32(ascii((how, places)).encode()):08x}.cache"
    package = Path(__file__).parent
    # In a checkout, other than where the program is installed, the code may change without the version.
    changed = 0 if (package / "events.yaml").exists() else _last_change(package)
    times = [(about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino) for about in abouts]
    return path, ascii((__version__, changed, how, places, times))


def _last_change(folder: Path) -> int:
    """Return when a module in *folder* was last changed, in nanoseconds."""
    with os.scandir(folder) as entries:
        times = [
            _last_change(Path(entry)) if entry.is_dir() else entry.stat().st_mtime_ns
            for entry in entries
            if entry.name != "__pycache__"
        ]
    return max(times, default=0)


def _zone_rules(zones: Iterable[str]) -> dict[str, int]:
    """Return for each of *zones* a number that changes with its rules: other rules make other instants."""

    def rules(zone: str) -> int:
        for folder in zoneinfo.TZPATH:
            with suppress(OSError):
                return crc32(Path(folder, zone).read_bytes())
        # A system without time zones uses those of a package, which has a version.
        import tzdata  # type: ignore[import-untyped]

        return crc32(tzdata.IANA_VERSION.encode())

    return {zone: rules(zone) for zone in zones}


class _Events(Sequence[Event]):
    """Events in order of time, of which *read_block* returns those of each block by its number.

    *starts* and *ends* are instants in seconds since 1970 in UTC.
    """

    def __init__(
        self, starts: Sequence[float], ends: Sequence[float], read_block: Callable[[int], Sequence[Event]]
    ) -> None:
        self._starts = starts
        self._ends = ends
        self._block = cache(read_block)

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, index: Any) -> Any:
        places = range(len(self))[index]
        if isinstance(places, range):
            return tuple(map(self.__getitem__, places))
        return self._block(places // _EVENTS_PER_BLOCK)[places % _EVENTS_PER_BLOCK]

    def __iter__(self) -> Iterator[Event]:
        return map(self.__getitem__, range(len(self)))

    def during(self, start: float, end: float) -> tuple[Event, ...]:
        """Return the events as Schedule.during does, and read no block of others alone."""
        before = bisect_left(self._starts, end)
        return tuple([self[place] for place in range(before) if self._ends[place] > start])


def _pickled(value: object, participants: Mapping[Participant, int] | None = None) -> bytes:
    file = BytesIO()
    _Pickler(file, participants or {}).dump(value)
    return file.getvalue()


class _Pickler(pickle.Pickler):
    """Pickles values by what makes them anew, and each of *participants* as its number."""

    def __init__(self, file: BytesIO, participants: Mapping[Participant, int]) -> None:
        super().__init__(file, protocol=5)
        self._participants = participants

    def persistent_id(self, value: object) -> int | None:
        return self._participants.get(value) if isinstance(value, Organization | Person) else None

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, ZoneInfo):
            return ZoneInfo, (value.key,)
        if isinstance(value, Enum):
            return type(value), (value.value,)
        if hasattr(value, "__match_args__") and not isinstance(value, type):
            return type(value), tuple([getattr(value, name) for name in value.__match_args__])
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    """Reads what _Pickler wrote."""

    def __init__(self, file: BytesIO, participants: Sequence[Participant] = ()) -> None:
        super().__init__(file)
        self._participants = participants

    def persistent_load(self, number: int) -> Participant:
        return self._participants[number]

    def find_class(self, module: str, name: str) -> Any:
        if name not in _ACCEPTED.get(module, ()):
            raise pickle.UnpicklingError
        return super().find_class(module, name)
