"""Commands that hand the schedule on: export."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from ungacli.cli.files import place_of_file, write_files
from ungacli.cli.options import FilterOptions, SourceOptions, with_options
from ungacli.cli.session import ask, moment, quietly_picked_ids
from ungacli.cli.sources import open_schedule, tell_what_is_lost
from ungacli.cli.terminal import note
from ungacli.errors import QuestionError
from ungacli.model import Event, Schedule
from ungacli.names import file_stem
from ungacli.phrases import count
from ungacli.planning.withdrawn import following
from ungacli.query.conditions import told
from ungacli.when.durations import parse_duration

if TYPE_CHECKING:
    from ungacli.query.conditions import Condition

Output = Annotated[
    str | None, typer.Option("--output", "-o", metavar="PATH", help="A file, a folder, or - for standard output.")
]


def _written(name: str, summary: str) -> Any:
    return typer.Option(f"--{name}", show_default=False, help=summary, rich_help_panel="Formats")


class Formats(NamedTuple):
    """Which files are written."""

    ics: Annotated[bool, _written("ics", "iCalendar, for every calendar program; the default.")] = False
    csv: Annotated[bool, _written("csv", "CSV, for spreadsheets and Google Calendar's import.")] = False
    json: Annotated[bool, _written("json", "JSON, as the schedule file has it.")] = False
    markdown: Annotated[bool, _written("markdown", "Markdown, for mails and web pages.")] = False
    xml: Annotated[bool, _written("xml", "schedule.xml, for conference apps.")] = False

    @property
    def asked(self) -> list[str]:
        """The names of the formats that are asked for."""
        return [name for name, wanted in self._asdict().items() if wanted]


Split = Annotated[bool, typer.Option("--split", help="Write one file an event, into a folder.")]
Force = Annotated[bool, typer.Option("--force", help="Replace files that have other content.")]
AlarmBefore = Annotated[
    str | None,
    typer.Option("--alarm", metavar="TIME", help="In iCalendar, remind this long before each event: 30m, 1h."),
]
Utc = Annotated[bool, typer.Option("--utc", help="In iCalendar, give times in UTC, for programs without time zones.")]

Since = Annotated[
    Path | None,
    typer.Option(
        "--since",
        metavar="OLD",
        help="In iCalendar, tell as cancelled what these filters find in this older schedule and no more.",
    ),
]


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
    kinds = _kinds(formats.asked, output)
    reminder = parse_duration(alarm) if alarm is not None else None
    _check_calendar_alone(kinds, **{"--utc": utc, "--alarm": alarm is not None, "--since": since is not None})
    if output == "-" and (split or len(kinds) > 1):
        raise QuestionError("standard output cannot take several files", hint="name a folder: -o FOLDER/")
    schedule = open_schedule(source)
    if since is None:
        found, asked = ask(schedule, filters.filters(), at=filters.at)
        events = count(found.events)
    else:
        found, asked, events = _followed(schedule, open_schedule(source._replace(events=[since])), filters)
    if not found.events:
        note("nothing was written")
        return
    from ungacli.formats.table import WRITABLE

    title = ": ".join(filter(None, [schedule.title, told(asked)]))
    calendar = {"personal": any(condition.personal for condition in asked), "utc": utc, "alarm": reminder}
    found = found.without_notes()

    def content(kind: str, events: Sequence[Event]) -> bytes:
        shown = replace(found, events=tuple(events))
        return WRITABLE[kind].write(shown, title=title, **(calendar if kind == "ics" else {}))

    name = file_stem(" ".join([schedule.id, *(condition.slug for condition in asked)]))
    suffixes = {kind: WRITABLE[kind].suffixes[0] for kind in kinds}
    if output == "-":
        sys.stdout.buffer.write(content(kinds[0], found.events))
    elif split:
        folder = Path(output or name)
        files = {
            folder / f"{schedule.id}-{event.id}{suffix}": content(kind, [event])
            for event in found.events
            for kind, suffix in suffixes.items()
        }
        _tell(events, [folder], write_files(files, force=force, new_folder=None if output else folder), one_each=True)
    else:
        places = {kind: place_of_file(f"{name}{suffix}", output) for kind, suffix in suffixes.items()}
        if len(set(places.values())) < len(places):
            raise QuestionError(f"{output} cannot take several files", hint="name a folder: -o FOLDER/")
        files = {place: content(kind, found.events) for kind, place in places.items()}
        _tell(events, list(files), write_files(files, force=force))
    for kind in kinds:
        tell_what_is_lost(found, kind, of_events=True)


def _check_calendar_alone(kinds: Sequence[str], **given: bool) -> None:
    """Raise QuestionError for an option that is *given* and that files of these *kinds* do not know."""
    for option in (name for name, is_given in given.items() if is_given):
        if "ics" not in kinds:
            raise QuestionError(f"{option} is for iCalendar", hint="add --ics")
        if option == "--since" and len(kinds) > 1:
            raise QuestionError("--since is for iCalendar alone", hint="write other formats by themselves")


def _followed(schedule: Schedule, old: Schedule, filters: FilterOptions) -> "tuple[Schedule, Sequence[Condition], str]":
    """Return what *filters* find in *schedule* with what is gone of that since *old*, what they ask, and a count.

    The count is in words: `2 events and 1 cancelled`. A name or value that only one of the two knows
    finds nothing in the other.
    """
    before = _known(old, filters, cache(lambda: quietly_picked_ids(schedule, filters.for_, old=old)))
    try:
        found, asked = ask(schedule, filters.filters(), at=filters.at)
    except QuestionError:
        if before is None:
            raise
        found, asked = replace(schedule, events=()), before[1]
    whole = following(found, before[0] if before else replace(old, events=()))
    gone = len(whole.events) - len(found.events)
    return whole, asked, count(found.events) + (f" and {gone} cancelled" if gone else "")


def _known(
    old: Schedule, filters: FilterOptions, picked: Callable[[], frozenset[str]]
) -> "tuple[Schedule, Sequence[Condition]] | None":
    """Return what *filters* find in *old*, where *picked* is, and what they ask, or None if it knows no such values."""
    from ungacli.query.compiler import conditions
    from ungacli.query.conditions import select

    with suppress(QuestionError):
        asked = conditions(filters.filters(), old, now=moment(filters.at, old), picked=picked)
        return select(old, asked), asked
    return None


def _kinds(asked: list[str], output: str | None) -> list[str]:
    """Return the formats to write: those *asked* for, or that of the suffix of *output*, or iCalendar."""
    from ungacli.formats.table import format_written

    told = None
    if output and not os.path.isdir(output):  # noqa: PTH112 (Path's raises on names that are too long)
        with suppress(QuestionError):
            told = format_written(output)
    if not asked:
        return [told or "ics"]
    if told and len(asked) == 1 and told != asked[0] and not (told in {"json", "voc"} and asked[0] == "json"):
        raise QuestionError(f"{output} is no name for --{asked[0]}", hint="leave one of them out")
    return asked


def _tell(events: str, places: Sequence[Path], changed: Sequence[Path], *, one_each: bool = False) -> None:
    *others, last = map(str, places)
    where = f"{', '.join(others)} and {last}" if others else last
    if changed:
        note(f"{events} written to {where}{', one a file' if one_each else ''}")
    else:
        note(f"{where} already {'holds' if len(places) == 1 else 'hold'} {events}; nothing was written")
