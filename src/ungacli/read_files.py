"""Files read: what each says, what they say together, and where it was read."""

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from ungacli.draft.assemble import assemble
from ungacli.draft.diagnostics import BadFileError, Diagnostic, FileDiagnostic, KeyPath, Level, explained, findings
from ungacli.draft.overlay import laid_over
from ungacli.draft.read_options import NOTHING, ReadOptions
from ungacli.draft.tree_draft import Draft
from ungacli.errors import DataError, reason
from ungacli.formats.table import FORMATS, format_of
from ungacli.model import Schedule
from ungacli.names import shell_word

MAX_BYTES = 100 * 1024 * 1024
_MOST_TOLD = 50
_LATEST = int(datetime(2200, 1, 1, tzinfo=UTC).timestamp())


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
    problems: Sequence[Diagnostic]
    entries: Mapping[str, KeyPath]


class Reading(NamedTuple):
    """What reading files came to: the *schedule* that they make together, or None, and what was found on the way."""

    schedule: Schedule | None
    findings: Sequence[FileDiagnostic]
    told: Sequence[Told]
    files: int
    is_plain: bool
    """Whether nothing that was assumed can have made a difference."""


def read_all(opened: Sequence[Source], *, assumed: ReadOptions = NOTHING, format_name: str | None = None) -> Reading:
    """Return what the files *opened* say together."""
    schedule: Schedule | None = None
    found: list[FileDiagnostic] = []
    told: list[Told] = []
    names = [format_name or format_of(source.data, source.path.suffix) for source in opened]
    failed = False
    for source, name in zip(opened, names, strict=True):
        draft = None
        try:
            # What names no zone is by the clock of the first file.
            taken = assumed._replace(zone=schedule.timezone) if schedule else assumed
            draft = FORMATS[name].read(source.data, taken)
            if schedule is None:
                done = assemble(
                    draft,
                    stem=source.path.stem,
                    modified=source.modified,
                    zone=assumed.zone,
                    needs_events=not assumed.busy_only,
                )
            else:
                done = laid_over(schedule, draft, stem=source.path.stem, modified=source.modified)
        except BadFileError as bad:
            failed = True
            problems = explained(bad.problems, draft.noted) if draft else list(bad.problems)
            if draft:
                told.append(Told(source.path, draft, problems, {}))
            found += findings(str(source.path), problems, draft.places() if draft else {}, FORMATS[name].hint)
        else:
            schedule = done.schedule
            found += findings(str(source.path), done.problems, draft.places() if done.problems else {})
            told.append(Told(source.path, draft, done.problems, done.entries))
    if failed:
        return Reading(None, found, told, len(opened), is_plain=False)
    # Later files are read by the clock of the first.
    is_plain = all(FORMATS[name].is_plain for name in names) and _has_zone(told[0].draft)
    return Reading(schedule, found, told, len(opened), is_plain)


def _has_zone(draft: Draft) -> bool:
    about = draft.tree.get("schedule")
    return isinstance(about, dict) and about.get("timezone") is not None


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
            if {"start", "end"} <= {*given}:
                # What stood beside other times says nothing any more.
                for key in ("date", "end_date", "timezone"):
                    found.pop(key, None)
            found.update({key: Origin(key, one.path, places.get((*path, key), default)[0]) for key in given})
    return list(found.values())


def refusal(done: Reading) -> DataError:
    """Return the error that tells why *done* came to no schedule."""
    wrong = [finding for finding in done.findings if finding.level in {Level.ERROR, Level.SKIPPED}]
    files = list(dict.fromkeys(finding.file for finding in wrong))
    problems = "1 problem" if len(wrong) == 1 else f"{len(wrong)} problems"
    what = f"{files[0]} has {problems}" if len(files) == 1 else f"{len(files)} files have {problems}"
    details = list(map(str, wrong[:_MOST_TOLD]))
    if len(wrong) > _MOST_TOLD:
        details.append(f"{len(wrong) - _MOST_TOLD} more: `ungacli validate {shell_word(files[0])}` lists them all")
    hints = dict.fromkeys(finding.hint for finding in wrong if finding.hint)
    return DataError(what, details=tuple(details), hint=next(iter(hints), None))


def opened_file(path: Path) -> Source:
    """Return the file at *path*; DataError if it is missing, unreadable or larger than MAX_BYTES."""
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
        return "check the path"
    return None
