"""The command export: events as files for calendars and other programs."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

from ungacli.cli.files import note_written, place_of_file, write_files
from ungacli.cli.filters import apply_filters, moment, quietly_picked_ids
from ungacli.cli.options import FilterOptions, SourceOptions, option, with_options
from ungacli.cli.sources import note_lost_facts, open_schedule
from ungacli.cli.terminal import note
from ungacli.errors import QuestionError
from ungacli.model import Event, Schedule
from ungacli.names import file_stem
from ungacli.phrases import count
from ungacli.planning.differences import following
from ungacli.query.conditions import joined_labels
from ungacli.when.clocks import parse_duration

if TYPE_CHECKING:
    from ungacli.query.conditions import Condition

_format = partial(option, metavar=None, panel="Formats", show_default=False)


class Formats(NamedTuple):
    """Which files are written."""

    ics: Annotated[bool, _format("--ics", summary="iCalendar, for every calendar program; the default.")] = False
    csv: Annotated[bool, _format("--csv", summary="CSV, for spreadsheets and Google Calendar's import.")] = False
    json: Annotated[bool, _format("--json", summary="JSON, as the schedule file has it.")] = False
    markdown: Annotated[bool, _format("--markdown", summary="Markdown, for mails and web pages.")] = False
    xml: Annotated[bool, _format("--xml", summary="schedule.xml, for conference apps.")] = False


Output = Annotated[str | None, option("--output -o", "PATH", "A file, a folder, or - for standard output.")]
Split = Annotated[bool, option("--split", None, "Write one file an event, into a folder.")]
Force = Annotated[bool, option("--force", None, "Replace files that have other content.")]
AlarmBefore = Annotated[
    str | None, option("--alarm", "TIME", "In iCalendar, remind this long before each event: 30m, 1h.")
]
Utc = Annotated[bool, option("--utc", None, "In iCalendar, give times in UTC, for programs without time zones.")]
_SINCE = "In iCalendar, mark as cancelled what these filters find in this older schedule and no more."
Since = Annotated[Path | None, option("--since", "OLD", _SINCE)]


@with_options
def export(
    filters: FilterOptions,
    source: SourceOptions,
    formats: Formats,
    output: Output = None,
    split: Split = False,
    force: Force = False,
    alarm: AlarmBefore = None,
    utc: Utc = False,
    since: Since = None,
) -> None:
    """Write the events into files for calendars and other programs."""
    kinds = _kinds([name for name, is_chosen in formats._asdict().items() if is_chosen], output)
    reminder = parse_duration(alarm) if alarm is not None else None
    _check_calendar_alone(kinds, **{"--utc": utc, "--alarm": alarm is not None, "--since": since is not None})
    if output == "-" and (split or len(kinds) > 1):
        raise QuestionError("standard output cannot take several files", hint="name a folder: -o FOLDER/")
    schedule = open_schedule(source)
    if since is None:
        matches, conditions = apply_filters(schedule, filters)
        events = count(matches.events)
    else:
        old = open_schedule(source._replace(events=[since]))
        matches, conditions, events = _with_withdrawn(schedule, old, filters)
    if not matches.events:
        note("nothing was written")
        return
    from ungacli.formats.table import WRITABLE

    title = ": ".join(filter(None, [schedule.title, joined_labels(conditions)]))
    calendar = {"personal": any(condition.personal for condition in conditions), "utc": utc, "alarm": reminder}
    matches = matches.without_notes()

    def content(kind: str, events: Sequence[Event]) -> bytes:
        shown = replace(matches, events=tuple(events))
        return WRITABLE[kind].write(shown, title=title, **(calendar if kind == "ics" else {}))

    name = file_stem(" ".join([schedule.id, *(condition.slug for condition in conditions)]))
    suffixes = {kind: WRITABLE[kind].suffixes[0] for kind in kinds}
    if output == "-":
        sys.stdout.buffer.write(content(kinds[0], matches.events))
    elif split:
        folder = Path(output or name)
        files = {
            folder / f"{schedule.id}-{event.id}{suffix}": content(kind, [event])
            for event in matches.events
            for kind, suffix in suffixes.items()
        }
        changed = write_files(files, force=force, new_folder=None if output else folder)
        note_written(events, [folder], changed, addition=", one a file")
    else:
        places = {kind: place_of_file(f"{name}{suffix}", output) for kind, suffix in suffixes.items()}
        if len(set(places.values())) < len(places):
            raise QuestionError(f"{output} cannot take several files", hint="name a folder: -o FOLDER/")
        files = {place: content(kind, matches.events) for kind, place in places.items()}
        note_written(events, list(files), write_files(files, force=force))
    for kind in kinds:
        note_lost_facts(matches, kind, notes_only=True)


def _check_calendar_alone(kinds: Sequence[str], **is_given: bool) -> None:
    """Raise QuestionError for an option that *is_given* and that files of these *kinds* do not support."""
    for flag in (flag for flag, given in is_given.items() if given):
        if "ics" not in kinds:
            raise QuestionError(f"{flag} is for iCalendar", hint="add --ics")
        if flag == "--since" and len(kinds) > 1:
            raise QuestionError("--since is for iCalendar alone", hint="write other formats by themselves")


def _with_withdrawn(
    schedule: Schedule, old: Schedule, filters: FilterOptions
) -> "tuple[Schedule, Sequence[Condition], str]":
    """Return the matches in *schedule* and those in *old* that are gone, their conditions, and a count in words.

    The count is `2 events and 1 cancelled`. A name or value that only one of the two schedules has
    matches nothing in the other.
    """
    from ungacli.query.compiler import conditions as compiled
    from ungacli.query.conditions import select

    before = None
    with suppress(QuestionError):
        picked = cache(lambda: quietly_picked_ids(schedule, filters.for_, old=old))
        every = compiled(filters.filters(), old, now=moment(filters.at, old), picked=picked)
        before = select(old, every)
    try:
        matches, conditions = apply_filters(schedule, filters)
    except QuestionError:
        if before is None:
            raise
        matches, conditions = replace(schedule, events=()), every
    whole = following(matches, before or replace(old, events=()))
    gone = len(whole.events) - len(matches.events)
    return whole, conditions, count(matches.events) + (f" and {gone} cancelled" if gone else "")


def _kinds(chosen: list[str], output: str | None) -> list[str]:
    """Return the formats to write: those *chosen*, or that of the suffix of *output*, or iCalendar."""
    from ungacli.formats.table import format_written

    suffix_format = None
    if output and not os.path.isdir(output):  # noqa: PTH112 (Path's raises on names that are too long)
        with suppress(QuestionError):
            suffix_format = format_written(output)
    if not chosen:
        return [suffix_format or "ics"]
    # A .json file may be the schedule file or that of conference programs.
    suits = suffix_format is None or suffix_format == chosen[0] or (suffix_format, chosen[0]) == ("voc", "json")
    if len(chosen) == 1 and not suits:
        raise QuestionError(f"{output} is no name for --{chosen[0]}", hint="leave one of them out")
    return chosen
