"""The command convert: files of any format as one file of another."""

import sys
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from ungacli.cli.files import note_written, place_of_file, write_files
from ungacli.cli.options import FILES_HELP, FileOptions, option, with_options
from ungacli.cli.sources import inspect, note_diagnostics, note_lost_facts, read_options
from ungacli.cli.terminal import note
from ungacli.draft.diagnostics import Level
from ungacli.formats import yaml
from ungacli.formats.table import FORMATS, WRITABLE, format_written
from ungacli.names import shell_word
from ungacli.phrases import count
from ungacli.query.lookup import find_word
from ungacli.read_files import Reading, refusal

Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help=FILES_HELP)]
Output = Annotated[str, option("--output -o", "PATH", "A file, a folder, or - for standard output.")]
ToFormat = Annotated[
    str | None, option("--to-format", "FORMAT", "Write this: yaml, ics, csv ... The default follows the suffix.")
]
Force = Annotated[bool, option("--force", None, "Replace a file that has other content.")]


@with_options
def convert(
    file: Files, reading: FileOptions, output: Output, to_format: ToFormat = None, force: Force = False
) -> None:
    """Write schedule files, of any format, as one file of another."""
    target = format_written(output) if to_format is None else find_word("format", to_format, list(WRITABLE))
    result = inspect(file, reading)
    name, events, content = _converted(result, target, read_options(reading).zone)
    # What a draft lacks is no failure: the user completes it.
    note_diagnostics(
        [one if one.level is not Level.ERROR else one._replace(level=Level.WARNING) for one in result.findings]
    )
    if output == "-":
        sys.stdout.buffer.write(content)
    else:
        path = place_of_file(f"{name}{WRITABLE[target].suffixes[0]}", output)
        note_written(events, [path], write_files({path: content}, force=force))
        if result.schedule is None:
            note("the draft is not complete yet", f"`ungacli validate {shell_word(str(path))}` shows what is missing")
    if result.schedule:
        note_lost_facts(result.schedule, target)


def _converted(result: Reading, target: str, zone: ZoneInfo | None) -> tuple[str, str, bytes]:
    """Return the name of the schedule, the number of its events in words, and the file of the format *target*.

    Of one published page YAML is a draft to be completed, with the diagnostics as comments.
    """
    first = result.results[0] if result.files == len(result.results) == 1 else None
    if target == "yaml" and first and FORMATS[first.format].is_for_people:
        content = yaml.write_draft(first.draft, file=first.path.name, zone=zone, diagnostics=first.diagnostics)
        return first.path.stem, count(first.draft.events), content
    if result.schedule is None:
        raise refusal(result)
    return result.schedule.id, count(result.schedule.events), WRITABLE[target].write(result.schedule)
