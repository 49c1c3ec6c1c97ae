"""What was read of schedule files, kept for the next time in an indexed SQLite file."""

import json
import os
import sqlite3
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from ungacli import __version__
from ungacli.cache import seal
from ungacli.cache.rows import FIELDS, clocks
from ungacli.cache.stored import Store
from ungacli.model import Schedule
from ungacli.names import slug

MOST_FILES = 64
"""As many files a folder keeps, those that were used last."""

# A change within the clock tick of the last one leaves a file's times as they were.
_SETTLED_AFTER = 2_000_000_000
_DAY = 86_400_000_000_000


def recall(folder: Path, sources: Sequence[Path], how: str = "") -> Schedule | None:
    """Return the schedule kept in *folder* of *sources* read together, or None if it is missing, damaged or outdated.

    *how* tells whatever else shaped the reading. It is outdated when path, size, times or inode of a
    source, the version of this program or the rules of a time zone in it have changed since, and when a
    source was changed less than two seconds before it was kept. Its events are made when they are
    looked at. Raises OSError if a source cannot be looked at.
    """
    abouts = [source.stat() for source in sources]
    places = _places(sources)
    kept = _file(folder, places, how)
    try:
        about = kept.stat()
        if max(one.st_mtime_ns for one in abouts) > about.st_mtime_ns - _SETTLED_AFTER or not seal.holds(kept):
            return None
        store = Store(kept)
        if store.key != _key(places, how, abouts) or store.header["clocks"] != clocks(store.header["zones"]):
            return None
        schedule = store.schedule()
    except (OSError, sqlite3.Error, LookupError, TypeError, ValueError, AttributeError, RecursionError):
        # A cache that cannot be used is as good as none: the source itself is read.
        return None
    _note_use(kept, about)
    return schedule


def _note_use(kept: Path, about: os.stat_result) -> None:
    """Let the time of the last use, which few systems keep by themselves, show on which day that was."""
    now = time.time_ns()
    if now - about.st_atime_ns > _DAY:
        with suppress(OSError):
            os.utime(kept, ns=(now, about.st_mtime_ns))


def keep(folder: Path, sources: Sequence[Path], how: str, schedule: Schedule, abouts: Sequence[os.stat_result]) -> None:
    """Keep *schedule*, read from *sources* when they were as *abouts* say; a failure to do so is no error.

    *how* is as for recall. Of more than MOST_FILES such files in *folder* those that were not used for
    longest are removed.
    """
    import tempfile  # 5 ms that an answer from the cache never pays.

    from ungacli.cache.writing import write

    places = _places(sources)
    temporary: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix="ungacli-", suffix=".tmp", dir=folder)
        temporary = Path(name)
        os.close(handle)
        write(temporary, _key(places, how, abouts), schedule)
        seal.close(temporary)
        temporary.replace(_file(folder, places, how))
        temporary = None
        _make_room(folder)
    except (OSError, sqlite3.Error, UnicodeError):
        # What cannot be kept, such as half a character, is read again the next time.
        return
    finally:
        if temporary:
            with suppress(OSError):
                temporary.unlink()


def _make_room(folder: Path) -> None:
    """Remove what is too much in *folder*: of the files that say that they are this program's, and no other."""
    called_so = sorted(folder.glob("*-????????.sqlite"), key=lambda path: path.stat().st_atime_ns, reverse=True)
    for left in folder.glob("ungacli-*.tmp"):
        # Of a process that was killed; one at work needs its file for seconds.
        with suppress(OSError):
            if time.time_ns() - left.stat().st_mtime_ns > _DAY:
                left.unlink()
    # To look into a file is to use it, for many systems.
    for path in called_so[MOST_FILES:]:
        with suppress(OSError):
            if seal.is_ours(path):
                path.unlink()


def _places(sources: Sequence[Path]) -> list[tuple[str, str]]:
    """Return where each of *sources* really lies, and the name it was opened by, which may stand for a title."""
    return [(str(source.resolve()), source.stem) for source in sources]


def _file(folder: Path, places: Sequence[tuple[str, str]], how: str) -> Path:
    told = b"\0".join([*(os.fsencode(place) for place, _ in places), how.encode()])
    return folder / f"{slug(places[0][1])}-{crc32(told):08x}.sqlite"


def _program() -> str:
    """Return which program this is: its version, and in a checkout when what reads files was last changed."""
    package = Path(__file__).parents[1]
    if (package / "events.yaml").exists():
        return __version__
    # Whoever works on the program or pulls its next state has the same version before and after.
    return f"{__version__} {max(_changed(package / part) for part in ('draft', 'formats'))}"


def _changed(folder: Path) -> int:
    """Return when anything in *folder* was last changed, in nanoseconds."""
    with os.scandir(folder) as entries:
        return max(_changed(Path(one)) if one.is_dir() else one.stat().st_mtime_ns for one in entries)


def _key(places: Sequence[tuple[str, str]], how: str, abouts: Sequence[os.stat_result]) -> str:
    times = [(about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino) for about in abouts]
    return json.dumps([_program(), sys.byteorder, FIELDS, how, places, times])
