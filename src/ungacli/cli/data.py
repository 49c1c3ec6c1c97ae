"""Commands about files: validate, convert."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from ungacli import sources
from ungacli.cli.files import place_of_file, write_files
from ungacli.cli.options import FileOptions, with_options
from ungacli.cli.sources import assumptions, files_named, find_format, format_read, tell, tell_what_is_lost
from ungacli.cli.terminal import note, print_json, print_lines
from ungacli.draft.diagnostics import FileDiagnostic, Level
from ungacli.errors import QuestionError
from ungacli.formats import yaml
from ungacli.formats.table import WRITABLE, format_written
from ungacli.model import Schedule
from ungacli.names import shell_word
from ungacli.phrases import count
from ungacli.read_files import Reading, refusal

_FILES_HELP = "Schedule files of any format; a later one is laid over the earlier ones."
Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help=_FILES_HELP)]
MaybeFiles = Annotated[list[Path] | None, typer.Argument(metavar="[FILE]...", help=_FILES_HELP)]
Strict = Annotated[bool, typer.Option("--strict", help="Fail for warnings too.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print what was found as JSON.")]
Schema = Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of the schedule file, for editors.")]
Output = Annotated[
    str, typer.Option("--output", "-o", metavar="PATH", help="A file, a folder, or - for standard output.")
]
ToFormat = Annotated[
    str | None,
    typer.Option("--to-format", metavar="FORMAT", help="Write this: yaml, ics, csv ... By default the suffix tells."),
]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that has other content.")]

_SERIOUS = {Level.ERROR, Level.SKIPPED}


@with_options
def validate(
    reading: FileOptions,
    file: MaybeFiles = None,
    strict: Strict = False,
    json: AsJson = False,
    schema: Schema = False,
) -> None:
    """Check schedule files and list all that is wrong or odd, each with its place."""
    if schema:
        from ungacli.draft.schema import dataset_schema

        print_json(dataset_schema())
        return
    if not file:
        raise QuestionError("no file is named", hint="`ungacli validate mine.yaml` checks one")
    done = sources.inspect(
        files_named(file), assumed=assumptions(reading), format_name=format_read(reading.from_format)
    )
    if json:
        print_json([finding.record for finding in done.findings])
    else:
        print_lines([*map(str, done.findings), _verdict(done.findings, done.schedule)])
    serious = _SERIOUS | ({Level.WARNING} if strict else set())
    if any(finding.level in serious for finding in done.findings):
        raise typer.Exit(1)


def _verdict(found: Sequence[FileDiagnostic], schedule: Schedule | None) -> str:
    counted = {
        "problem": [finding for finding in found if finding.level in _SERIOUS],
        "warning": [finding for finding in found if finding.level is Level.WARNING],
    }
    told = ", ".join(count(some, what) for what, some in counted.items() if some) or "no problems"
    return f"{count(schedule.events)}, {told}" if schedule else told


@with_options
def convert(
    file: Files, reading: FileOptions, output: Output, to_format: ToFormat = None, force: Force = False
) -> None:
    """Write schedule files, of any format, as one file of another."""
    target = find_format(to_format, WRITABLE) if to_format is not None else format_written(output)
    assumed = assumptions(reading)
    done = sources.inspect(files_named(file), assumed=assumed, format_name=format_read(reading.from_format))
    name, events, content = _converted(done, target, assumed.zone)
    # What a draft lacks is no failure: it is there to be completed.
    tell([one if one.level is not Level.ERROR else one._replace(level=Level.WARNING) for one in done.findings])
    if output == "-":
        sys.stdout.buffer.write(content)
    else:
        path = place_of_file(f"{name}{WRITABLE[target].suffixes[0]}", output)
        changed = write_files({path: content}, force=force)
        note(f"{events} written to {path}" if changed else f"{path} already holds {events}; nothing was written")
        if done.schedule is None:
            note("the draft is not complete yet", f"`ungacli validate {shell_word(str(path))}` tells what it lacks")
    if done.schedule:
        tell_what_is_lost(done.schedule, target)


def _converted(done: Reading, target: str, zone: ZoneInfo | None) -> tuple[str, str, bytes]:
    """Return the name of what was read, how many events it has, and the file of the format *target*.

    Of one file whose reader had doubts, YAML is a draft with those as comments.
    """
    first = done.results[0] if done.files == len(done.results) == 1 else None
    if target == "yaml" and first and first.tree and first.tree.remarks is not None:
        content = yaml.write_draft(first.tree, file=first.path.name, zone=zone, problems=first.diagnostics)
        return first.path.stem, count(first.tree.tree["events"]), content
    if done.schedule is None:
        raise refusal(done)
    return done.schedule.id, count(done.schedule.events), WRITABLE[target].write(done.schedule)
