"""The commands list and filter."""

from typing import Annotated

import typer

from ungacli.cli.listing import list_matches
from ungacli.cli.options import FilterOptions, ListOptions, SourceOptions, ViewOptions, with_options
from ungacli.cli.sources import open_schedule

Query = Annotated[
    list[str],
    typer.Argument(
        metavar="QUERY...",
        help='Words, "phrases" and fields: speaker:pope -is:tentative after:23 (climate OR health). The fields are '
        "title, speaker, role, organizer, topic, date, before, after, from, to, time, status, mode, is, has, location, "
        "id, lasting.",
    ),
]


@with_options
def list_events(filters: FilterOptions, source: SourceOptions, listing: ListOptions, view: ViewOptions) -> None:
    """List the events, day by day."""
    list_matches(open_schedule(source), filters, listing, view)


@with_options
def filter_events(
    query: Query, filters: FilterOptions, source: SourceOptions, listing: ListOptions, view: ViewOptions
) -> None:
    """List the events that a query in the filter language describes."""
    list_matches(open_schedule(source), filters, listing, view, all_filters=[filters.filters(" ".join(query))])
