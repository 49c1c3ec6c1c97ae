"""Where schedules come from: the bundled one or files, laid one over the other, read anew or from the cache."""

import os
import stat
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ungacli.draft.draft import Assumptions, Draft
from ungacli.errors import DataError, reason
from ungacli.model import Schedule

if TYPE_CHECKING:
    from ungacli.draft.problems import Finding, KeyPath, Problem

MAX_BYTES = 100 * 1024 * 1024
ASSUMED_NOTHING = Assumptions()
_LATEST = int(datetime(2200, 1, 1, tzinfo=UTC).timestamp())


def bundled() -> Path:
    """Return the path of the schedule that comes with the program."""
    installed = Path(__file__).with_name("events.yaml")
    # An editable install runs from the checkout, where the file stands at the top.
    return installed if installed.exists() else Path(__file__).parents[2] / "events.yaml"


class Source(NamedTuple):
    """A file that is read: its *path*, its content and what the system says *about* it."""

    path: Path
    data: bytes
    about: os.stat_result

    @property
    def modified(self) -> datetime:
        """When it was last changed, in UTC."""
        # Times that no calendar has come from broken clocks and archives.
        return datetime.fromtimestamp(min(max(int(self.about.st_mtime), 0), _LATEST), UTC)


class Told(NamedTuple):
    """What one file told: its *draft*, the *problems* of that, and where in it the events stand, by their ids."""

    path: Path
    draft: Draft
    problems: "Sequence[Problem]"
    entries: "Mapping[str, KeyPath]"


class Reading(NamedTuple):
    """What reading files came to: the *schedule* that they make together, or None, and what was found on the way."""

    schedule: Schedule | None
    findings: "Sequence[Finding]"
    told: Sequence[Told]
    is_plain: bool
    """Whether nothing that was assumed can have made a difference."""


def read(
    sources: Sequence[Path] = (),
    *,
    assumed: Assumptions = ASSUMED_NOTHING,
    format_name: str | None = None,
    cache_folder: Path | None = None,
) -> "tuple[Schedule, Sequence[Finding]]":
    """Return the schedule in the files *sources*, by default the bundled one, and what is odd about them.

    A later file is laid over the earlier ones (`ungacli.draft.layers`). The format of each is the one
    named, or else what content and suffix tell. With a *cache_folder* files that have not changed are
    not parsed again; what is odd is told only when they are. Raises DataError for a file that is
    missing, unreadable, larger than MAX_BYTES or not a valid schedule, with every problem.
    """
    paths = tuple(sources) or (bundled(),)
    hows = _hows(assumed, format_name)
    if cache_folder is not None and (kept := _recalled(cache_folder, paths, hows)):
        return kept, ()
    opened = [_opened(path) for path in paths]
    done = interpreted(opened, assumed=assumed, format_name=format_name)
    if done.schedule is None:
        raise refusal(done)
    if cache_folder is not None and all(stat.S_ISREG(source.about.st_mode) for source in opened):
        from ungacli import cache

        how = hows[0] if done.is_plain else hows[1]
        cache.keep(cache_folder, paths, how, done.schedule, [source.about for source in opened])
    return done.schedule, done.findings


def inspect(
    sources: Sequence[Path], *, assumed: Assumptions = ASSUMED_NOTHING, format_name: str | None = None
) -> Reading:
    """Return what reading *sources* comes to, whether it makes a schedule or not; nothing is cached.

    Raises DataError for a file that cannot be read at all.
    """
    opened = [_opened(path) for path in tuple(sources) or (bundled(),)]
    return interpreted(opened, assumed=assumed, format_name=format_name)


class Origin(NamedTuple):
    """Where a *field* of an event was read: the *file* and the *line*."""

    field: str
    file: Path
    line: int


def origins(reading: Reading, event_id: str) -> list[Origin]:
    """Return where each field of the event was read, in the words of the files; the last that gave it counts."""
    found: dict[str, Origin] = {}
    for one in reading.told:
        path = one.entries.get(event_id)
        if path is not None:
            places = one.draft.places()
            entry = one.draft.tree["events"][path[1]]
            # What a later file calls an event by is not what it says of it.
            known = found.keys() & {"id", "uid"}
            given = [key for key, value in entry.items() if value is not None and key not in known]
            default = places.get(path, (1, 1))
            found.update({key: Origin(key, one.path, places.get((*path, key), default)[0]) for key in given})
    return list(found.values())


def load(*sources: str | os.PathLike[str]) -> Schedule:
    """Return the schedule in the files *sources*, by default the bundled one, later ones laid over earlier ones.

    Raises UngaError with every problem of what is no valid schedule.
    """
    return read([Path(source) for source in sources])[0]


def interpreted(
    opened: Sequence[Source], *, assumed: Assumptions = ASSUMED_NOTHING, format_name: str | None = None
) -> Reading:
    """Return what the files *opened* say together."""
    # 150 ms for YAML and Pydantic, and only for files that have changed.
    from ungacli.draft.assemble import assemble
    from ungacli.draft.layers import laid_over
    from ungacli.draft.problems import BadFileError, findings
    from ungacli.formats.table import FORMATS, format_of

    schedule: Schedule | None = None
    found: list[Finding] = []
    told: list[Told] = []
    names = [format_name or format_of(source.data, source.path.suffix) for source in opened]
    failed = False
    for source, name in zip(opened, names, strict=True):
        draft = None
        try:
            draft = FORMATS[name].read(source.data, assumed)
            if schedule is None:
                done = assemble(draft, stem=source.path.stem, modified=source.modified, zone=assumed.zone)
            else:
                done = laid_over(schedule, draft, stem=source.path.stem, modified=source.modified)
        except BadFileError as bad:
            failed = True
            if draft:
                told.append(Told(source.path, draft, bad.problems, {}))
            found += findings(str(source.path), bad.problems, draft.places() if draft else {}, FORMATS[name].hint)
        else:
            schedule = done.schedule
            found += findings(str(source.path), done.problems, draft.places() if done.problems else {})
            told.append(Told(source.path, draft, done.problems, done.entries))
    if failed:
        return Reading(None, found, told, is_plain=False)
    # Later files are read by the clock of the first.
    is_plain = all(FORMATS[name].is_plain for name in names) and _has_zone(told[0].draft)
    return Reading(schedule, found, told, is_plain)


def _has_zone(draft: Draft) -> bool:
    about = draft.tree.get("schedule")
    return isinstance(about, dict) and about.get("timezone") is not None


def _hows(assumed: Assumptions, format_name: str | None) -> tuple[str, str]:
    """Return what to keep a schedule under: one that nothing *assumed* has shaped, and any other."""
    plain = format_name or ""
    return plain, f"{plain} {assumed}"


def _recalled(folder: Path, paths: Sequence[Path], hows: Sequence[str]) -> Schedule | None:
    from ungacli import cache  # 5 ms for SQLite, and only where there is a cache.

    try:
        return next(filter(None, (cache.recall(folder, paths, how) for how in hows)), None)
    except (OSError, ValueError):
        # Whoever opens the files tells of it.
        return None


def refusal(done: Reading) -> DataError:
    """Return the error that tells why *done* came to no schedule."""
    from ungacli.draft.problems import Level

    files = list(dict.fromkeys(finding.file for finding in done.findings if finding.level is Level.ERROR))
    count = sum(finding.level is Level.ERROR for finding in done.findings)
    problems = "1 problem" if count == 1 else f"{count} problems"
    what = f"{files[0]} has {problems}" if len(files) == 1 else f"{len(files)} files have {problems}"
    hints = dict.fromkeys(finding.hint for finding in done.findings if finding.hint)
    return DataError(what, details=tuple(map(str, done.findings)), hint=next(iter(hints), None))


def _opened(path: Path) -> Source:
    try:
        about, data = _content(path)
    except OSError as error:
        raise DataError(f"cannot read {path}: {reason(error)}", hint=_hint(error)) from None
    except ValueError:  # A NUL in the name: the system would not even try.
        raise DataError(f"cannot read {path}: that is no file name") from None
    return Source(path, data, about)


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
