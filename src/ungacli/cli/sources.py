"""The schedule that a command works on: which files, how they are read, and the diagnostics of reading them."""

from collections.abc import Sequence
from contextlib import nullcontext, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ungacli import sources
from ungacli.cli.files import cache_folder, files_named
from ungacli.cli.filters import local_zone, zones
from ungacli.cli.options import FileOptions, SourceOptions
from ungacli.cli.terminal import note
from ungacli.draft.read_options import ReadOptions
from ungacli.errors import QuestionError
from ungacli.model import DayRange, Event, Schedule
from ungacli.names import shell_word

if TYPE_CHECKING:
    from ungacli.draft.diagnostics import FileDiagnostic
    from ungacli.read_files import Reading


def open_schedule(source: SourceOptions) -> Schedule:
    """Return the schedule that *source* names, in its zone if given, and report the diagnostics of reading it."""
    schedule, diagnostics = read_schedule(source.events, source)
    note_diagnostics(diagnostics)
    return schedule.in_zone(zones([source.tz], schedule)[0]) if source.tz is not None else schedule


def read_schedule(
    paths: Sequence[Path | str], reading: SourceOptions | FileOptions
) -> "tuple[Schedule, Sequence[FileDiagnostic]]":
    """Return the schedule in the files *paths* and its diagnostics, from the cache if the files have not changed."""
    return sources.read(
        files_named(paths),
        options=read_options(reading),
        format_name=format_read(reading.from_format),
        cache_folder=cache_folder(),
    )


def inspect(paths: Sequence[Path | str], reading: SourceOptions | FileOptions) -> "Reading":
    """Return the result of reading the files *paths*, valid or not, without the cache."""
    return sources.inspect(
        files_named(paths), options=read_options(reading), format_name=format_read(reading.from_format)
    )


# Series in a calendar are expanded for so long before and after the days in question.
_AROUND = timedelta(days=92)


def own_calendars(
    paths: Sequence[Path], source: SourceOptions, schedule: Schedule, *, days: Sequence[date] = ()
) -> list[Event]:
    """Return the events that take time in the calendars *paths*, files of any format, in the zone of *schedule*.

    Each is read by itself, with the options of *source* but for the format, which it shows itself. Series are expanded
    three months around *schedule* and *days* unless a window is given. Diagnostics are reported.
    """
    options, around = read_options(source)._replace(busy_only=True), sorted([*schedule.days, *days])
    if options.window is None:
        options = options._replace(window=DayRange(around[0] - _AROUND, around[-1] + _AROUND))
    events: list[Event] = []
    for path in files_named(paths):
        own, diagnostics = sources.read([path], options=options, cache_folder=cache_folder())
        note_diagnostics(diagnostics)
        events += own.in_zone(schedule.timezone).events
    return events


_MOST_DIAGNOSTICS = 10


def note_diagnostics(diagnostics: "Sequence[FileDiagnostic]") -> None:
    """Print at most ten *diagnostics* on standard error, notes last."""
    for one in sorted(diagnostics, key=lambda one: one.level == "note")[:_MOST_DIAGNOSTICS]:
        note(f"{one.where}: {one.message}", kind=one.level)
    if len(diagnostics) > _MOST_DIAGNOSTICS:
        files = " ".join(dict.fromkeys(shell_word(one.file) for one in diagnostics))
        note(
            f"{len(diagnostics) - _MOST_DIAGNOSTICS} more like these",
            f"`ungacli validate {files}`, with the same options, lists them all",
        )


def note_lost_facts(schedule: Schedule, format_name: str, *, notes_only: bool = False) -> None:
    """Report which facts of *schedule*, or only its notes, a file of that format cannot carry."""
    from ungacli.formats.table import FACTS, FORMATS, lost

    if facts := lost(schedule, format_name, among={"notes"} if notes_only else FACTS):
        note(f"{FORMATS[format_name].title} does not carry {', '.join(facts)}")


def read_options(source: SourceOptions | FileOptions) -> ReadOptions:
    """Return the defaults for what a file leaves open; QuestionError for an option that cannot be read."""
    today = datetime.now().astimezone().date()
    # A calendar is read for what is to come, next year's too.
    until = date(today.year + 2, 1, 1)
    default_zone = duration = None
    if source.duration is not None:
        from ungacli.when.clocks import parse_duration

        duration = parse_duration(source.duration)
    # A zone to show times in may depend on the schedule's days, and is read again when these are known.
    with suppress(QuestionError) if isinstance(source, SourceOptions) else nullcontext():
        default_zone = _default_zone(source.tz) if source.tz else None
    return ReadOptions(
        zone=default_zone,
        year=source.year,
        date_order=source.date_order,
        duration=duration,
        window=_window(source.window) if source.window is not None else None,
        until=until,
    )


def _default_zone(text: str) -> ZoneInfo:
    from ungacli.when.zones import parse_zone

    # What an abbreviation means depends on the season; EDT names the same places in winter.
    year = datetime.now(UTC).year
    for month in (1, 7):
        with suppress(QuestionError):
            return parse_zone(text, at=[datetime(year, month, 1, tzinfo=UTC)], local=local_zone)
    return parse_zone(text, local=local_zone)


def _window(text: str) -> DayRange:
    first, dots, last = text.partition("..")
    ends = ("1900-01-01", "2199-12-31") if dots else (first, first)
    try:
        window = DayRange(date.fromisoformat(first.strip() or ends[0]), date.fromisoformat(last.strip() or ends[1]))
    except ValueError:
        window = None
    if window is None or window.last < window.first:
        raise QuestionError(f'"{text}" names no days', hint="write them as 2025-09-01..2025-12-31")
    return window


def format_read(text: str | None) -> str | None:
    """Return the name of the format to read that *text* names; QuestionError if there is none."""
    from ungacli.formats.table import READABLE
    from ungacli.query.lookup import find_word

    return None if text is None else find_word("format", text, list(READABLE))
