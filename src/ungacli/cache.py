"""What was read of a schedule file, kept for the next time: one SQLite file for each source."""

import json
import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote
from zlib import crc32

from ungacli import __version__
from ungacli.model import Schedule
from ungacli.names import slug
from ungacli.record import event_record, schedule_from, schedule_record

# A change within the clock tick of the last one leaves a file's times as they were.
_SETTLED_AFTER = 2_000_000_000


def recall(folder: Path, sources: Sequence[Path], how: str) -> Schedule | None:
    """Return the schedule kept in *folder* for *source*, or None if it is missing, damaged or outdated.

    It is outdated when path, size, times or inode of *source* or the version of this program have
    changed since, and when *source* was changed less than two seconds before it was kept. Raises
    OSError if *source* cannot be looked at.
    """
    abouts = [source.stat() for source in sources]
    kept = _file(folder, sources, how)
    try:
        if max(about.st_mtime_ns for about in abouts) > kept.stat().st_mtime_ns - _SETTLED_AFTER:
            return None
        # The file is never written to once it stands there: no locks are needed.
        with closing(sqlite3.connect(f"file:{quote(str(kept))}?immutable=1", uri=True)) as store:
            key, header, checksum = store.execute("SELECT key, header, checksum FROM schedule").fetchone()
            if key != _key(sources, how, abouts):
                return None
            records = [record for (record,) in store.execute("SELECT record FROM event ORDER BY position")]
        if checksum != _checksum(header, records):
            return None
        return schedule_from(json.loads(header), [json.loads(record) for record in records])
    except (OSError, sqlite3.Error, LookupError, TypeError, ValueError, AttributeError, RecursionError):
        # A cache that cannot be used is as good as none: the source itself is read.
        return None


def keep(folder: Path, sources: Sequence[Path], how: str, schedule: Schedule, abouts: Sequence[os.stat_result]) -> None:
    """Keep *schedule*, read from *sources* when they were as *abouts* say; a failure to do so is no error."""
    import tempfile  # 5 ms that an answer from the cache never pays.

    header = _json(schedule_record(schedule))
    records = [_json(event_record(event)) for event in schedule.events]
    temporary: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(suffix=".tmp", dir=folder)
        temporary = Path(name)
        os.close(handle)
        with closing(sqlite3.connect(temporary, isolation_level=None)) as store:
            # Nobody else sees the file before it is whole, so a journal would guard nothing.
            store.execute("PRAGMA journal_mode = OFF")
            store.execute("BEGIN")
            store.execute("CREATE TABLE schedule (key TEXT, header TEXT, checksum INTEGER)")
            store.execute("CREATE TABLE event (position INTEGER PRIMARY KEY, record TEXT)")
            row = (_key(sources, how, abouts), header, _checksum(header, records))
            store.execute("INSERT INTO schedule VALUES (?, ?, ?)", row)
            store.executemany("INSERT INTO event VALUES (?, ?)", enumerate(records))
            store.execute("COMMIT")
        temporary.replace(_file(folder, sources, how))
    except (OSError, sqlite3.Error):
        # What cannot be kept is read again the next time.
        return
    finally:
        if temporary:
            with suppress(OSError):
                temporary.unlink()


def _checksum(header: str, records: list[str]) -> int:
    checksum = crc32(header.encode())
    for record in records:
        checksum = crc32(record.encode(), checksum)
    return checksum


def _json(record: object) -> str:
    return json.dumps(record, separators=(",", ":"))


def _file(folder: Path, sources: Sequence[Path], how: str) -> Path:
    names = b"\0".join([*(os.fsencode(source.resolve()) for source in sources), how.encode()])
    return folder / f"{slug(sources[0].stem)}-{crc32(names):08x}.sqlite"


def _key(sources: Sequence[Path], how: str, abouts: Sequence[os.stat_result]) -> str:
    times = [(about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino) for about in abouts]
    return json.dumps([__version__, how, [[str(source.resolve()), source.stem] for source in sources], times])
