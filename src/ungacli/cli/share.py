"""Commands that hand the schedule on: export."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated
from zlib import crc32

import typer

from ungacli.cli.files import place_of_file, write_files
from ungacli.cli.options import FilterOptions, SourceOptions, with_options
from ungacli.cli.session import ask
from ungacli.cli.sources import open_schedule
from ungacli.cli.terminal import note
from ungacli.errors import QuestionError
from ungacli.model import Schedule
from ungacli.names import slug
from ungacli.query.conditions import told
from ungacli.render.clock import count
from ungacli.when.durations import parse_duration

Output = Annotated[
    str | None, typer.Option("--output", "-o", metavar="PATH", help="A file, a folder, or - for standard output.")
]
Ics = Annotated[bool, typer.Option("--ics", show_default=False, help="Write iCalendar, which is the default.")]
Split = Annotated[bool, typer.Option("--split", help="Write one file an event, into a folder.")]
Force = Annotated[bool, typer.Option("--force", help="Replace files that have other content.")]
AlarmBefore = Annotated[
    str | None, typer.Option("--alarm", metavar="TIME", help="Remind this long before each event: 30m, 1h.")
]
Utc = Annotated[bool, typer.Option("--utc", help="Give times in UTC, for programs that read no time zones.")]


@with_options
def export(
    filters: FilterOptions,
    source: SourceOptions,
    ics: Ics = True,
    output: Output = None,
    split: Split = False,
    force: Force = False,
    alarm: AlarmBefore = None,
    utc: Utc = False,
) -> None:
    """Write the events into a calendar file."""
    reminder = parse_duration(alarm) if alarm is not None else None
    if split and output == "-":
        raise QuestionError("standard output cannot take several files", hint="name a folder: -o FOLDER/")
    schedule = open_schedule(source)
    found, asked = ask(schedule, filters.filters(), at=filters.at)
    if not found.events:
        note("nothing was written")
        return
    from ungacli.formats.ics import writing as calendar  # 90 ms for icalendar, and only for a file.

    title = ": ".join(filter(None, [schedule.title, told(asked)]))
    personal = any(condition.personal for condition in asked)
    write = partial(calendar.write, title=title, personal=personal, utc=utc, alarm=reminder)
    name = _name(" ".join([schedule.id, *(condition.slug for condition in asked)]))
    if output == "-":
        sys.stdout.buffer.write(write(found))
    elif split:
        parts = {f"{schedule.id}-{event.id}.ics": write(replace(found, events=(event,))) for event in found.events}
        folder = Path(output or name)
        files = {folder / part: content for part, content in parts.items()}
        _tell(found, folder, write_files(files, force=force, new_folder=None if output else folder))
    else:
        path = place_of_file(f"{name}.ics", output)
        _tell(found, path, write_files({path: write(found)}, force=force))


def _name(words: str, *, longest: int = 120) -> str:
    """Return the name of a file that holds what *words* tell: another one for other words, however many."""
    name = slug(words, limit=longest)
    return name if name == slug(words, limit=2 * len(words)) else f"{name}-{crc32(words.encode()):08x}"


def _tell(found: Schedule, path: Path, changed: Sequence[Path]) -> None:
    events = count(found.events)
    one_each = ", one a file" if path.is_dir() else ""
    note(f"{events} written to {path}{one_each}" if changed else f"{path} already holds {events}; nothing was written")
