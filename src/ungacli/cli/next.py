"""The command next: what is on now and what comes next."""

from typing import Annotated, NamedTuple

from ungacli.cli.filters import apply_filters, highlighted, moment, zones
from ungacli.cli.listing import print_rows
from ungacli.cli.options import Also, FilterOptions, SourceOptions, ViewOptions, option, with_options
from ungacli.cli.sources import open_schedule
from ungacli.cli.terminal import note, print_answer, width
from ungacli.planning.upcoming import outlook
from ungacli.render import data


class NextOptions(NamedTuple):
    """How many upcoming events to show."""

    number: Annotated[
        int,
        option("--count", "NUMBER", "So many that come next; those that start together with the last too.", min=1),
    ] = 3
    also: Also = []


@with_options
def next_events(filters: FilterOptions, source: SourceOptions, options: NextOptions, view: ViewOptions) -> None:
    """Show what is on now and what comes next, with countdowns."""
    schedule = open_schedule(source)
    matches, conditions = apply_filters(schedule, filters)
    also = zones(options.also, schedule)
    upcoming = outlook(matches, moment(filters.at, schedule), count=options.number)
    if matches.events and not upcoming.turns:
        note("every event of these is cancelled")
    if view.format != "table":
        others = () if view.format in {"csv", "tsv"} else also
        rows = [data.upcoming_row(turn, others) for turn in upcoming.turns]
        print_rows(data.UPCOMING_HEADER, rows, view, map(data.upcoming_record, upcoming.turns))
    elif upcoming.turns:
        from ungacli.render import listings

        style = listings.View(width(), None, also, highlighted(conditions))
        print_answer(listings.upcoming(matches, upcoming, style), view.color)
