"""Commands that look at who is busy: conflicts.

What draws tables is imported only for a table.
"""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ungacli.cli.listing import print_facts
from ungacli.cli.options import FilterOptions, Format, SourceOptions, ViewOptions, with_options
from ungacli.cli.session import ask, zones
from ungacli.cli.sources import open_schedule, own_calendars
from ungacli.cli.terminal import note, width
from ungacli.model import Event, Schedule
from ungacli.render.clock import count

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ungacli.planning.conflicts import Conflict

Buffer = Annotated[
    str | None,
    typer.Option(
        "--buffer", metavar="TIME", help="So much has to be between two events: 30m, 1h30.", show_default=False
    ),
]
With = Annotated[
    list[Path] | None, typer.Option("--with", metavar="FILE", help="Check against these calendars of your own.")
]
Check = Annotated[bool, typer.Option("--check", help="Exit with code 1 if there is any.")]
Also = Annotated[
    list[str] | None,
    typer.Option("--also", metavar="ZONE", help="Tell the times in this zone too.", rich_help_panel="Output"),
]


@with_options
def conflicts(
    filters: FilterOptions,
    source: SourceOptions,
    view: ViewOptions,
    buffer: Buffer = None,
    with_: With = None,
    check: Check = False,
    also: Also = None,
) -> None:
    """Find events that overlap or follow too closely."""
    from ungacli.render import conflict_data
    from ungacli.when.durations import parse_duration

    least = parse_duration(buffer) if buffer is not None else timedelta()
    schedule = open_schedule(source)
    told = zones(also or [], schedule)
    own = own_calendars(with_ or [], source, schedule)
    found, _ = ask(schedule, filters.filters(), at=filters.at)
    clashes = _clashes(found, schedule, filters, own if with_ else None, buffer=least)
    if found.events and not clashes:
        note(_none(found, with_own=bool(with_)))

    def drawn() -> "Iterable[RenderableType]":
        from ungacli.render import conflicts as pairs

        return pairs.drawn(clashes, schedule, width=width(), also=told)

    as_json = view.chosen in {Format.JSON, Format.JSONL}
    records = [*map(conflict_data.record, clashes)] if as_json else None
    print_facts(conflict_data.HEADER, [*map(conflict_data.row, clashes)], view, drawn, records=records)
    if check and clashes:
        raise typer.Exit(1)


def _clashes(
    found: Schedule, schedule: Schedule, filters: FilterOptions, own: "list[Event] | None", *, buffer: timedelta
) -> "list[Conflict]":
    """Return the conflicts of the events *found*: with one's *own*, and of those whose plan was asked for.

    Without either everybody's is.
    """
    from ungacli.planning.conflicts import double_booked, in_order, overlapping, with_own
    from ungacli.query.lookup import find_speaker

    clashes = [] if own is None else with_own(found.events, own, buffer=buffer)
    if getattr(filters, "picked", False):
        clashes += overlapping(found.events, buffer=buffer)
    elif filters.speaker or own is None:
        only = [find_speaker(schedule, name) for name in filters.speaker] or None
        clashes += double_booked(found.events, buffer=buffer, only=only)
    return in_order(clashes)


def _none(found: Schedule, *, with_own: bool) -> str:
    events = count(found.events)
    return f"no conflicts of {events} with your calendars" if with_own else f"no conflicts among {events}"
