"""The command diff: what changed between two schedules."""

from pathlib import Path
from typing import Annotated

import typer

from ungacli.cli.files import files_named
from ungacli.cli.listing import print_rows
from ungacli.cli.options import FileOptions, ViewOptions, option, with_options
from ungacli.cli.sources import format_read, note_diagnostics, read_schedule
from ungacli.cli.terminal import note, print_answer, print_lines
from ungacli.model import Schedule

# Facts of participants, and the reader's own notes: neither is compared, so that none need be reported as missing.
_NOT_COMPARED = {"employers", "honorific suffixes", "aliases", "kinds of organizations", "notes"}
Old = Annotated[Path, typer.Argument(metavar="OLD", help="The schedule as it was, a file of any format.")]
New = Annotated[Path, typer.Argument(metavar="NEW", help="The schedule as it is now, a file of any format.")]
Check = Annotated[bool, option("--check", None, "Fail if there is any difference.")]


@with_options
def diff(old: Old, new: New, reading: FileOptions, view: ViewOptions, check: Check = False) -> None:
    """Show what has changed from one schedule file to another."""
    from ungacli.planning.differences import differences
    from ungacli.render.differences import blocks, markdown_lines, words

    before, after = _read(old, new, reading)
    changes = differences(before, after)
    records = changes.records
    if not records:
        note("nothing has changed")
    if view.format == "table":
        print_answer(blocks(changes, after), view.color)
    elif view.format == "markdown":
        print_lines(markdown_lines(changes, after) if records else ())
    else:
        header = ("kind", "event", "title", "field", "old", "new")
        rows = [{name: words(record[name]) for name in header} for record in records]
        print_rows(header, rows, view, records)
    if check and records:
        raise typer.Exit(1)


def _read(old: Path, new: Path, reading: FileOptions) -> tuple[Schedule, Schedule]:
    """Return both schedules without the facts that the format of either cannot carry, and report which these are."""
    from ungacli.formats.table import FACTS, FORMATS, HEAD, format_of, holds

    schedules, formats = [], []
    named = format_read(reading.from_format)
    for path in files_named([old, new]):
        schedule, diagnostics = read_schedule([path], reading)
        note_diagnostics(diagnostics)
        schedules.append(schedule)
        if named:
            formats.append(named)
        # The format of what can be read only once stays unknown.
        elif path.is_file():
            with path.open("rb") as file:
                formats.append(format_of(file.read(HEAD), path.suffix))
    before, after = schedules
    for name in dict.fromkeys(formats):
        lacks = FORMATS[name].lacks - _NOT_COMPARED
        facts = [fact for fact in FACTS if fact in lacks and (holds(before, fact) or holds(after, fact))]
        for fact in facts:
            before, after = FACTS[fact](before), FACTS[fact](after)
        if facts:
            note(f"{FORMATS[name].title} does not carry {', '.join(facts)}; that is not compared")
    return before, after
