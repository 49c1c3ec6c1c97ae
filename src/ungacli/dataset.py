"""Where schedules come from: the bundled one or a file, read anew or from the cache."""

import os
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ungacli.draft.draft import Assumptions
from ungacli.errors import DataError, reason
from ungacli.model import Schedule

if TYPE_CHECKING:
    from ungacli.draft.problems import Finding

MAX_BYTES = 100 * 1024 * 1024
ASSUMED_NOTHING = Assumptions()
_LATEST = int(datetime(2200, 1, 1, tzinfo=UTC).timestamp())


def bundled() -> Path:
    """Return the path of the schedule that comes with the program."""
    installed = Path(__file__).with_name("events.yaml")
    # An editable install runs from the checkout, where the file stands at the top.
    return installed if installed.exists() else Path(__file__).parents[2] / "events.yaml"


def read(
    source: Path | None = None,
    *,
    assumed: Assumptions = ASSUMED_NOTHING,
    format_name: str | None = None,
    cache_folder: Path | None = None,
) -> tuple[Schedule, tuple["Finding", ...]]:
    """Return the schedule in the file *source*, by default the bundled one, and what is odd about it.

    With a *cache_folder* a file that has not changed is not parsed again; what is odd is told
    only when it is. Raises DataError for a file that is missing, unreadable, larger than
    MAX_BYTES or not a valid schedule.
    """
    path = source or bundled()
    try:
        if cache_folder is not None:
            from ungacli import cache  # 5 ms for SQLite, and only where there is a cache.

            if kept := cache.recall(cache_folder, path):
                return kept, ()
        about, data = _content(path)
    except OSError as error:
        raise DataError(f"cannot read {path}: {reason(error)}", hint=_hint(error)) from None
    except ValueError:  # A NUL in the name: the system would not even try.
        raise DataError(f"cannot read {path}: that is no file name") from None
    # Times that no calendar has come from broken clocks and archives.
    modified = datetime.fromtimestamp(min(max(int(about.st_mtime), 0), _LATEST), UTC)
    schedule, found = parse(data, path, modified=modified, assumed=assumed, format_name=format_name)
    if cache_folder is not None and stat.S_ISREG(about.st_mode):
        cache.keep(cache_folder, path, schedule, about)
    return schedule, tuple(found)


def parse(
    data: bytes,
    path: Path,
    *,
    modified: datetime,
    assumed: Assumptions = ASSUMED_NOTHING,
    format_name: str | None = None,
) -> tuple[Schedule, list["Finding"]]:
    """Return the schedule in *data*, the content of the file at *path*, and what is odd about it.

    The format is the one named or else what content and suffix tell. *modified* is when the file
    was changed, in UTC. Raises DataError with every problem and its line and column.
    """
    # 150 ms for YAML and Pydantic, and only for a file that has changed.
    from ungacli.draft.assemble import assemble
    from ungacli.draft.problems import BadFileError, Level, findings
    from ungacli.formats.table import FORMATS, format_of

    kind = FORMATS[format_name or format_of(data, path.suffix)]
    draft = None
    try:
        draft = kind.read(data, assumed)
        done = assemble(draft, stem=path.stem, modified=modified, zone=assumed.zone)
    except BadFileError as bad:
        found = findings(str(path), bad.problems, draft.places() if draft else {})
        count = sum(finding.level is Level.ERROR for finding in found)
        problems = "1 problem" if count == 1 else f"{count} problems"
        raise DataError(f"{path} has {problems}", details=tuple(map(str, found)), hint=kind.hint) from None
    return done.schedule, findings(str(path), done.problems, draft.places() if done.problems else {})


def load(source: str | os.PathLike[str] | None = None) -> Schedule:
    """Return the schedule in the file *source*, by default the bundled one.

    Raises UngaError with every problem of a file that is no valid schedule.
    """
    return read(None if source is None else Path(source))[0]


def _content(path: Path) -> tuple[os.stat_result, bytes]:
    with path.open("rb") as file:
        about = os.fstat(file.fileno())
        data = file.read(MAX_BYTES + 1) if about.st_size <= MAX_BYTES else None
    if data is None or len(data) > MAX_BYTES:
        limit = MAX_BYTES // 1024**2
        raise DataError(
            f"{path} is larger than {limit} MiB", hint="is it really a schedule? A file of that size is not read"
        )
    return about, data


def _hint(error: OSError) -> str | None:
    if isinstance(error, IsADirectoryError):
        return "name a schedule file inside it"
    if isinstance(error, FileNotFoundError):
        return "check the path; without --events the bundled schedule is used"
    return None
