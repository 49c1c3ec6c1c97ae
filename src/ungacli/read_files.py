"""The content of files read together, what is wrong in them, and where each fact stands."""

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
    """A file: its *path*, its content and what the system has *about* it."""

    path: Path
    data: bytes
    about: os.stat_result


class FileResult(NamedTuple):
    """The content of one file: its *draft*, the *diagnostics* of it, and by id each event as the file has it."""

    path: Path
    format: str
    draft: Draft
    diagnostics: Sequence[Diagnostic]
    raw_events: Mapping[str, RawEvent]


class Reading(NamedTuple):
    """The *schedule* in some *files*, None if one of them is no schedule, and what was found while they were read."""

    schedule: Schedule | None
    findings: Sequence[FileDiagnostic]
    results: Sequence[FileResult]
    files: int
    is_plain: bool
    """Whether other options would give the same schedule."""


def read_all(opened: Sequence[Source], *, options: ReadOptions = NOTHING, format_name: str | None = None) -> Reading:
    """Return what the files *opened* contain together."""
    schedule: Schedule | None = None
    found: list[FileDiagnostic] = []
    results: list[FileResult] = []
    names = [format_name or format_of(source.data, source.path.suffix) for source in opened]
    failed = False
    for (path, data, _), name in zip(opened, names, strict=True):
        draft: Draft | None = None
        problems: Sequence[Diagnostic]
        raw_events: Mapping[str, RawEvent] = {}
        hint = None
        try:
            # A later file that names no zone is in that of the first.
            draft = FORMATS[name].read(data, options._replace(zone=schedule.timezone) if schedule else options)
            stem, needs_events = path.stem, not options.busy_only
            built = assemble(draft, stem=stem, zone=options.zone, known=schedule, needs_events=needs_events)
            schedule, problems, raw_events = built.schedule, built.diagnostics, built.raw_events
        except BadFileError as error:
            failed = True
            problems, hint = error.problems, FORMATS[name].hint
        found += findings(str(path), problems, draft.locate() if draft and problems else {}, hint)
        if draft:
            results.append(FileResult(path, name, draft, problems, raw_events))
    is_plain = (
        not failed
        and results[0].draft.timezone not in {None, options.zone}
        and all(FORMATS[name].is_plain for name in names)
    )
    return Reading(None if failed else schedule, found, results, len(opened), is_plain)


class Origin(NamedTuple):
    """Where a *field* of an event was read: the *file* and the *line*."""

    field: str
    file: Path
    line: int


def origins(reading: Reading, event_id: str) -> list[Origin]:
    """Return where each field of the event stands, by the names of the file; of several files the last counts."""
    found: dict[str, Origin] = {}
    for one in reading.results:
        raw = one.raw_events.get(event_id)
        if raw is None:
            continue
        places = {path[-1]: place for path, place in one.draft.locate().items() if path and path[:-1] == raw.path}
        fields = {str(key): place for key, place in (raw.places or places).items() if _is_given(raw, str(key))}
        if {"start", "end"} <= fields.keys():
            # What belonged to other times counts no longer.
            for key in ("date", "end_date", "timezone"):
                found.pop(key, None)
        # A later file names the event by these, and does not change them.
        names = found.keys() & {"id", "uid"}
        found |= {key: Origin(key, one.path, line) for key, (line, _) in fields.items() if key not in names}
    return list(found.values())


def _is_given(raw: RawEvent, field: str) -> bool:
    """Return whether *raw* has a value for a *field* of the file; one left empty has none."""
    times = {"start": "start", "end": "end", "date": "day", "end_date": "end_day", "timezone": "zone"}
    if field in times:
        return not isinstance(raw.when, PartialWhen) or getattr(raw.when, times[field]) is not None
    return getattr(raw, field, None) is not None


def refusal(reading: Reading) -> DataError:
    """Return the error with every problem for which *reading* has no schedule."""
    wrong = [finding for finding in reading.findings if finding.level in {Level.ERROR, Level.SKIPPED}]
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
        with path.open("rb") as file:
            about = os.fstat(file.fileno())
            data = file.read(MAX_BYTES + 1) if about.st_size <= MAX_BYTES else None
    except OSError as error:
        hints = {FileNotFoundError: "check the path", IsADirectoryError: "name a schedule file inside it"}
        raise DataError(f"cannot read {path}: {reason(error)}", hint=hints.get(type(error))) from None
    except ValueError:  # A NUL in the name: the system would not even try.
        raise DataError(f"cannot read {path}: that is no file name") from None
    if data is None or len(data) > MAX_BYTES:
        hint = "is it really a schedule? A file of that size is not read"
        raise DataError(f"{path} is larger than {MAX_BYTES // 1024**2} MiB", hint=hint)
    return Source(path, data, about)
