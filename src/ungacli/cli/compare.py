"""The command that compares schedules: diff."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ungacli import sources
from ungacli.cli.listing import print_facts
from ungacli.cli.options import FileOptions, Format, ViewOptions, with_options
from ungacli.cli.sources import assumptions, cache_folder, files_named, format_read, tell
from ungacli.cli.terminal import note, print_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from ungacli.planning.comparable import Comparable

Old = Annotated[Path, typer.Argument(metavar="OLD", help="The schedule as it was, a file of any format.")]
New = Annotated[Path, typer.Argument(metavar="NEW", help="The schedule as it is now, a file of any format.")]
Check = Annotated[bool, typer.Option("--check", help="Fail if there is any difference.")]


@with_options
def diff(old: Old, new: New, reading: FileOptions, view: ViewOptions, check: Check = False) -> None:
    """Tell what has changed from one schedule file to another."""
    from ungacli.planning.differences import differences

    both = _read(old, new, reading)
    found = differences(both.old, both.new)
    records = found.records
    if not records:
        note("nothing has changed")
    if view.chosen is Format.MARKDOWN:
        from ungacli.render.differences import markdown_lines

        print_lines(markdown_lines(found, both.new) if records else ())
    else:

        def drawn() -> "Iterable[RenderableType]":
            from ungacli.render.differences import blocks

            return blocks(found, both.new)

        from ungacli.render.differences import words

        header = ("kind", "event", "title", "field", "old", "new")
        facts = [[words(record[name]) for name in header] for record in records]
        print_facts(header, facts, view, drawn, records=records)
    if check and records:
        raise typer.Exit(1)


def _read(old: Path, new: Path, reading: FileOptions) -> "Comparable":
    """Return both schedules without what the format of either cannot carry, and note what that is."""
    from ungacli.planning.comparable import comparable

    named = format_read(reading.from_format)
    assumed = assumptions(reading)
    schedules, formats = [], []
    for path in files_named([old, new]):
        schedule, odd = sources.read([path], assumed=assumed, format_name=named, cache_folder=cache_folder())
        tell(odd)
        schedules.append(schedule)
        formats += [named] if named else _formats(path)
    before, after = schedules
    both = comparable(before, after, formats)
    for title, facts in both.left_out:
        note(f"{title} does not carry {', '.join(facts)}; that is not compared")
    return both


def _formats(path: Path) -> list[str]:
    """Return the name of the format of the file at *path*; none for what can be read only once."""
    from ungacli.formats.table import HEAD, format_of

    if not path.is_file():
        return []
    with path.open("rb") as file:
        return [format_of(file.read(HEAD), path.suffix)]
