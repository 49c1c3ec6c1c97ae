"""The command conflicts: events that overlap or follow too closely."""

from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from ungacli.cli.filters import apply_filters, zones
from ungacli.cli.listing import print_rows
from ungacli.cli.options import FilterOptions, SourceOptions, ViewOptions, option, with_options
from ungacli.cli.sources import open_schedule, own_calendars
from ungacli.cli.terminal import note, print_answer, width
from ungacli.phrases import count
from ungacli.query.lookup import find_participant


class ConflictOptions(NamedTuple):
    """What counts as a conflict."""

    buffer: Annotated[str, option("--buffer", "TIME", "So much has to be between two events: 30m, 1h30.")] = "0m"
    with_: Annotated[list[Path], option("--with", "FILE", "Check against these calendars of your own.")] = []
    check: Annotated[bool, option("--check", None, "Exit with code 1 if there is any.")] = False
    also: Annotated[list[str], option("--also", "ZONE", "Show the times in this zone too.", "Output")] = []


@with_options
def conflicts(filters: FilterOptions, source: SourceOptions, options: ConflictOptions, view: ViewOptions) -> None:
    """Find events that overlap or follow too closely."""
    from ungacli.planning.busy_time import conflicts as find_conflicts
    from ungacli.render import data
    from ungacli.when.clocks import parse_duration

    buffer = parse_duration(options.buffer)
    schedule = open_schedule(source)
    also = zones(options.also, schedule)
    own = own_calendars(options.with_, source, schedule) if options.with_ else None
    matches, _ = apply_filters(schedule, filters)
    only = [find_participant(schedule, "speaker", name) for name in filters.speaker]
    pairs = find_conflicts(matches.events, buffer=buffer, one_plan=filters.picked, only=only, own=own)
    if matches.events and not pairs:
        events = count(matches.events)
        note(f"no conflicts of {events} with your calendars" if options.with_ else f"no conflicts among {events}")
    if view.format == "table":
        from ungacli.render.plan import conflict_pairs

        print_answer(conflict_pairs(pairs, schedule, width=width(), also=also), view.color)
    else:
        print_rows(data.CONFLICT_HEADER, map(data.conflict_row, pairs), view, map(data.conflict_record, pairs))
    if options.check and pairs:
        raise typer.Exit(1)
