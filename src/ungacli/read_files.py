"""Files read: what each says, what they say together, and where it was read."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ungacli.draft.assemble import assemble
from ungacli.draft.diagnostics import BadFileError, Diagnostic, FileDiagnostic, Level, findings
from ungacli.draft.draft import Draft, RawEvent
from ungacli.draft.read_options import NOTHING, ReadOptions
from ungacli.errors import DataError, reason
from ungacli.formats.table import FORMATS, format_of
from ungacli.model import Schedule
from ungacli.names import shell_word
from ungacli.when.when import PartialWhen

MAX_BYTES = 100 * 1024 * 1024
_MOST_LISTED = 50


class Source(NamedTuple):
    """A file that is read: its *path*, its content and what the system says *about* it."""

    path: Path
    data: bytes
    about: os.stat_result


class FileResult(NamedTuple):
    """What one file of a *format* says: its *draft*, the *diagnostics* of it, and each event in its words, by id."""

    path: Path
    format: str
    draft: Draft
    diagnostics: Sequence[Diagnostic]
    raw_events: Mapping[str, RawEvent]


class Reading(NamedTuple):
    """What reading files came to: the *schedule* that they make together, or None, and what was found on the way."""

    schedule: Schedule | None
    findings: Sequence[FileDiagnostic]
    results: Sequence[FileResult]
    files: int
    is_plain: bool
    """Whether no option can have made a difference."""


def read_all(opened: Sequence[Source], *, options: ReadOptions = NOTHING, format_name: str | None = None) -> Reading:
    """Return what the files *opened* say together."""
    schedule: Schedule | None = None
    found: list[FileDiagnostic] = []
    results: list[FileResult] = []
    names = [format_name or format_of(source.data, source.path.suffix) for source in opened]
    failed = False
    for source, name in zip(opened, names, strict=True):
        draft = None
        # What names no zone is in that of the first file.
        here = options._replace(zone=schedule.timezone) if schedule else options
        try:
            draft = FORMATS[name].read(source.data, here)
            stem = source.path.stem
            done = assemble(draft, stem=stem, zone=options.zone, known=schedule, needs_events=not options.busy_only)
        except BadFileError as bad:
            failed = True
            if draft:
                results.append(FileResult(source.path, name, draft, bad.problems, {}))
            found += findings(str(source.path), bad.problems, draft.locate() if draft else {}, FORMATS[name].hint)
        else:
            schedule = done.schedule
            places = draft.locate() if done.diagnostics else {}
            found += findings(str(source.path), done.diagnostics, places)
            results.append(FileResult(source.path, name, draft, done.diagnostics, done.raw_events))
    if failed:
        return Reading(None, found, results, len(opened), is_plain=False)
    # Later files are read in the zone of the first.
    is_plain = all(FORMATS[name].is_plain for name in names) and not _needs_zone(results[0].draft, options)
    return Reading(schedule, found, results, len(opened), is_plain)


def _needs_zone(draft: Draft, options: ReadOptions) -> bool:
    return draft.timezone is None or draft.timezone == options.zone


class Origin(NamedTuple):
    """Where a *field* of an event was read: the *file* and the *line*."""

    field: str
    file: Path
    line: int


def origins(reading: Reading, event_id: str) -> list[Origin]:
    """Return where each field of the event was read, in the words of the files; the last that gave it counts."""
    found: dict[str, Origin] = {}
    for one in reading.results:
        raw = one.raw_events.get(event_id)
        if raw is None:
            continue
        places = {path[-1]: place for path, place in one.draft.locate().items() if path and path[:-1] == raw.path}
        fields = {str(key): place for key, place in (raw.places or places).items() if _is_given(raw, str(key))}
        if {"start", "end"} <= fields.keys():
            # What stood beside other times counts no longer.
            for key in ("date", "end_date", "timezone"):
                found.pop(key, None)
        # What a later file calls an event by is not what it says about it.
        names = found.keys() & {"id", "uid"}
        found |= {key: Origin(key, one.path, line) for key, (line, _) in fields.items() if key not in names}
    return list(found.values())


def _is_given(raw: RawEvent, field: str) -> bool:
    """Return whether *raw* has a value for a *field* of the file; one left empty has none."""
    times = {"start": "start", "end": "end", "date": "day", "end_date": "end_day", "timezone": "zone"}
    if field in times:
        return not isinstance(raw.when, PartialWhen) or getattr(raw.when, times[field]) is not None
    return getattr(raw, field, None) is not None


def refusal(done: Reading) -> DataError:
    """Return the error that tells why *done* came to no schedule."""
    wrong = [finding for finding in done.findings if finding.level in {Level.ERROR, Level.SKIPPED}]
    files = list(dict.fromkeys(finding.file for finding in wrong))
    problems = "1 problem" if len(wrong) == 1 else f"{len(wrong)} problems"
    what = f"{files[0]} has {problems}" if len(files) == 1 else f"{len(files)} files have {problems}"
    details = list(map(str, wrong[:_MOST_LISTED]))
    if len(wrong) > _MOST_LISTED:
        details.append(f"{len(wrong) - _MOST_LISTED} more: `ungacli validate {shell_word(files[0])}` lists them all")
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
