"""Commands that plan the days: next."""

from typing import TYPE_CHECKING, Annotated

import typer

from ungacli.cli.listing import print_facts
from ungacli.cli.options import FilterOptions, Format, SourceOptions, ViewOptions, with_options
from ungacli.cli.session import ask, moment, zones
from ungacli.cli.sources import open_schedule
from ungacli.cli.terminal import note, width
from ungacli.planning.upcoming import outlook
from ungacli.render import clock
from ungacli.render.data import turn_record, until

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

Also = Annotated[
    list[str] | None,
    typer.Option("--also", metavar="ZONE", help="Tell the times in this zone too, in tables, plain and Markdown."),
]
Count = Annotated[
    int,
    typer.Option(
        "--count", metavar="NUMBER", min=1, help="So many that come next; those that start together with the last too."
    ),
]


@with_options
def next_events(
    filters: FilterOptions, source: SourceOptions, view: ViewOptions, count: Count = 3, also: Also = None
) -> None:
    """Show what is on now and what comes next, with countdowns."""
    schedule = open_schedule(source)
    found, asked = ask(schedule, filters.filters(), at=filters.at)
    clocks = zones(also or [], schedule)
    seen = outlook(found, moment(filters.at, schedule), count=count)
    if found.events and not seen.turns:
        note("every event of these is cancelled")
    exact = view.chosen in {Format.CSV, Format.TSV}
    facts = [
        (
            turn.state,
            until(turn.starts_in),
            until(turn.ends_in),
            turn.event.start.date(),
            "; ".join([clock.times(turn.event), *(() if exact else clock.other_times(turn.event, clocks))]),
            turn.event.id,
            turn.event.title,
        )
        for turn in seen.turns
    ]

    def drawn() -> "Iterable[RenderableType]":
        from ungacli.render import agenda, upcoming

        marked = [*dict.fromkeys(word for condition in asked for word in condition.words)]
        return upcoming.drawn(found, seen, agenda.View(width(), None, clocks, marked)) if seen.turns else ()

    header = ("state", "starts_in", "ends_in", "date", "time", "id", "title")
    print_facts(header, facts, view, drawn, records=[turn_record(turn) for turn in seen.turns])
