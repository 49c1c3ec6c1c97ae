"""The schedule that a command works on: which files, how they are read and what is odd about them."""

import os
from collections.abc import Iterable, Sequence
from contextlib import nullcontext, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ungacli import sources
from ungacli.cli.options import FileOptions, SourceOptions
from ungacli.cli.session import local_zone, zone
from ungacli.cli.terminal import note
from ungacli.draft.read_options import ReadOptions
from ungacli.errors import DataError, QuestionError
from ungacli.model import DayRange, Event, Schedule

if TYPE_CHECKING:
    from ungacli.draft.diagnostics import FileDiagnostic
    from ungacli.read_files import Reading


def open_schedule(source: SourceOptions) -> Schedule:
    """Return the schedule that *source* names, told by the clock that it asks for; warnings are noted."""
    schedule, found = sources.read(
        files_named(source.events),
        assumed=assumptions(source),
        format_name=format_read(source.from_format),
        cache_folder=cache_folder(),
    )
    tell(found)
    return schedule.in_zone(zone(source.tz, schedule)) if source.tz is not None else schedule


# Longer than anything that repeats goes on, and than what is on when a schedule has begun its last day.
_AROUND = timedelta(days=92)


def own_calendars(
    paths: Sequence[Path], source: SourceOptions, schedule: Schedule, *, days: Sequence[date] = ()
) -> list[Event]:
    """Return what keeps whose calendars are in the files *paths*, of any format, busy: told by the clock of *schedule*.

    Each is read by itself, with what *source* takes for granted; what repeats is told three months around
    *schedule* and *days* if no others are asked for. What is odd is noted. Raises DataError as `sources.read`
    does for the first that cannot be read.
    """
    assumed, around = assumptions(source)._replace(busy_only=True), sorted([*schedule.days, *days])
    if assumed.window is None:
        assumed = assumed._replace(window=DayRange(around[0] - _AROUND, around[-1] + _AROUND))
    events: list[Event] = []
    for path in files_named(paths):
        own, found = sources.read([path], assumed=assumed, cache_folder=cache_folder())
        tell(found)
        events += own.in_zone(schedule.timezone).events
    return events


def inspect_sources(source: SourceOptions) -> "Reading":
    """Return what reading the files of *source* anew comes to."""
    return sources.inspect(
        files_named(source.events), assumed=assumptions(source), format_name=format_read(source.from_format)
    )


_MOST_FINDINGS = 10


def tell(found: "Sequence[FileDiagnostic]") -> None:
    """Say what was odd about the files that were read: of much the beginning."""
    for finding in found[:_MOST_FINDINGS]:
        note(f"{finding.where}: {finding.message}", kind=finding.level.words)
    if len(found) > _MOST_FINDINGS:
        from ungacli.names import shell_word

        files = " ".join(dict.fromkeys(shell_word(finding.file) for finding in found))
        note(f"{len(found) - _MOST_FINDINGS} more like these", f"`ungacli validate {files}` lists them all")


def tell_what_is_lost(schedule: Schedule, format_name: str, *, of_events: bool = False) -> None:
    """Say what of *schedule*, or *of_events* alone, a file of that format cannot carry."""
    from ungacli.formats.facts import FACTS, OF_EVENTS, lost
    from ungacli.formats.table import FORMATS

    if facts := lost(schedule, format_name, among=OF_EVENTS if of_events else FACTS):
        note(f"{FORMATS[format_name].title} does not carry {', '.join(facts)}")


def assumptions(source: SourceOptions | FileOptions) -> ReadOptions:
    """Return what to take for granted where a file does not say."""
    today = datetime.now().astimezone().date()
    # Whoever looks at a calendar wants what is to come, next year's too.
    until = date(today.year + 2, 1, 1)
    if source.tz is None and not any((source.year, source.duration, source.date_order, source.window)):
        return ReadOptions(until=until)
    from ungacli.when.durations import parse_duration

    zone = None
    # What it means to those who look at a schedule depends on its days, and is told when these are known.
    with suppress(QuestionError) if isinstance(source, SourceOptions) else nullcontext():
        zone = _zone_assumed(source.tz) if source.tz else None
    return ReadOptions(
        zone=zone,
        year=source.year,
        date_order=source.date_order,
        duration=parse_duration(source.duration) if source.duration is not None else None,
        window=_window(source.window) if source.window is not None else None,
        until=until,
    )


def _zone_assumed(text: str) -> ZoneInfo:
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
    """Return the name of the format that *text* asks to read; QuestionError if there is none."""
    if text is None:
        return None
    from ungacli.formats.table import READABLE

    return find_format(text, READABLE)


def find_format(text: str, among: Iterable[str]) -> str:
    """Return the one of the formats *among* that *text* names; QuestionError if there is none."""
    from ungacli.query.lookup import find_word

    return find_word("format", text, list(among))


def files_named(texts: Sequence[Path | str]) -> list[Path]:
    """Return the files that *texts* name, as file_named does."""
    return [path for text in texts if (path := file_named(text))]


def file_named(text: Path | str | None) -> Path | None:
    """Return the file that *text* names, in which no shell has put a home for `~`; None without a text."""
    # Unlike Path's own this leaves what is nobody's home as it is.
    return Path(os.path.expanduser(text)) if text else None  # noqa: PTH111


def data_folder() -> Path:
    """Return where the user's own things are kept; UNGACLI_DATA names another folder. DataError if there is none."""
    if wanted := file_named(os.environ.get("UNGACLI_DATA")):
        return wanted
    from platformdirs import user_data_path

    try:
        return user_data_path("ungacli", appauthor=False)
    except RuntimeError:
        raise DataError("this user has no folder for picks", hint="UNGACLI_DATA names one") from None


def cache_folder() -> Path | None:
    """Return where to keep what was read; UNGACLI_CACHE names another folder, or is "off"."""
    wanted = os.environ.get("UNGACLI_CACHE")
    if wanted:
        return None if wanted.casefold() == "off" else file_named(wanted)
    from platformdirs import user_cache_path

    try:
        return user_cache_path("ungacli", appauthor=False)
    except RuntimeError:
        # A user without a home, as in some containers, has no place for it.
        return None
