"""Commands that show the days as they go on: next, timeline."""

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from ungacli.cli.listing import print_facts
from ungacli.cli.options import Also, FilterOptions, Format, SourceOptions, TimelineOptions, ViewOptions, with_options
from ungacli.cli.session import ask, moment, quietly_picked_ids, zones
from ungacli.cli.sources import open_schedule
from ungacli.cli.terminal import note, print_answer, print_json, print_lines, width
from ungacli.planning.upcoming import outlook
from ungacli.query.compiler import ask_for_picks
from ungacli.record import event_record
from ungacli.render import data

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType


class NextOptions(NamedTuple):
    """How much of what comes next."""

    number: Annotated[
        int,
        typer.Option(
            "--count",
            metavar="NUMBER",
            min=1,
            help="So many that come next; those that start together with the last too.",
        ),
    ] = 3
    also: Also = []


@with_options
def next_events(filters: FilterOptions, source: SourceOptions, wanted: NextOptions, view: ViewOptions) -> None:
    """Show what is on now and what comes next, with countdowns."""
    schedule = open_schedule(source)
    found, asked = ask(schedule, filters.filters(), at=filters.at)
    clocks = zones(wanted.also, schedule)
    seen = outlook(found, moment(filters.at, schedule), count=wanted.number)
    if found.events and not seen.turns:
        note("every event of these is cancelled")

    def drawn() -> "Iterable[RenderableType]":
        from ungacli.render import agenda

        marked = [*dict.fromkeys(word for condition in asked for word in condition.words)]
        return agenda.upcoming(found, seen, agenda.View(width(), None, clocks, marked)) if seen.turns else ()

    others = () if view.chosen in {Format.CSV, Format.TSV} else clocks
    rows = [data.upcoming_row(turn, others) for turn in seen.turns]
    print_facts(data.UPCOMING_HEADER, rows, view, drawn, records=[data.upcoming_record(turn) for turn in seen.turns])


@with_options
def timeline(filters: FilterOptions, source: SourceOptions, view: TimelineOptions) -> None:
    """Draw each day to scale, with events that overlap side by side."""
    schedule = open_schedule(source)
    asked_for = filters.filters()
    if not ask_for_picks(asked_for):
        # Whose picks are marked, not whose are asked for.
        asked_for = asked_for._replace(selection=None)
    found, _ = ask(schedule, asked_for, at=filters.at)
    also = zones(view.also, schedule)
    if view.chosen in {Format.JSON, Format.JSONL}:
        print_json([event_record(event) for event in found.events], by_line=view.chosen is Format.JSONL)
        return
    if not found.events:
        return
    picked = quietly_picked_ids(schedule, filters.for_)
    if view.chosen is Format.PLAIN:
        from ungacli.render.timeline_text import sentences

        print_lines(sentences(found, also=also, by_speaker=bool(view.by), picked=picked))
    else:
        from ungacli.render.timeline import TimelineView
        from ungacli.render.timeline import timeline as drawn

        asked = TimelineView(width(), also, by_speaker=bool(view.by), picked=picked)
        print_answer(drawn(found, asked, total=len(schedule.events)), view)
