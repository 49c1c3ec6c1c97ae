"""How a list of events, people, organizations or other rows is printed, in every format.

What makes tables is imported only for a table, 30 ms that the formats for programs never pay, and
the columns only where some of them or another order are wanted.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ungacli.cli.filters import apply_filters, highlighted, zones
from ungacli.cli.options import FilterOptions, ListOptions, ViewOptions
from ungacli.cli.terminal import print_answer, print_json, print_lines, width
from ungacli.model import Event, Participant, Schedule
from ungacli.query.conditions import Filters
from ungacli.query.lookup import Involvement, ParticipantKind
from ungacli.record import Record

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ungacli.render.columns import Columns, Listed

Table = Callable[[Sequence[Any]], "Iterable[RenderableType]"]
"""Return events or involvements as something for Rich to print."""


def list_matches(
    schedule: Schedule,
    filters: FilterOptions,
    listing: ListOptions,
    view: ViewOptions,
    *,
    all_filters: Sequence[Filters] = (),
    of: Participant | None = None,
) -> None:
    """Print the events that match *filters*, or *all_filters* if given; *of* one participant, as an agenda."""
    matches, conditions = apply_filters(schedule, filters, all_filters)
    print_events(matches, listing, view, also=zones(listing.also, schedule), of=of, marked=highlighted(conditions))


def print_events(
    schedule: Schedule,
    listing: ListOptions,
    view: ViewOptions,
    *,
    also: Sequence[ZoneInfo],
    of: Participant | None = None,
    marked: Sequence[str] = (),
    cards: Table | None = None,
) -> None:
    """Print the events of *schedule* day by day, *of* one participant as an agenda, or as the *cards* of each."""

    def heading(events: Sequence[Event]) -> "RenderableType":
        from ungacli.render import listings

        return listings.heading(replace(schedule, events=tuple(events)), of=of, total=len(schedule.events), also=also)

    def days(events: Sequence[Event]) -> "Iterable[RenderableType]":
        from ungacli.render import listings

        yield heading(events)
        yield from listings.days(replace(schedule, events=tuple(events)), listings.View(width(), of, also, marked))

    def columns() -> "tuple[Sequence[Listed], Columns]":
        from ungacli.render.columns import AGENDA, EVENTS, listed_events

        return listed_events(schedule, also=also, of=of), AGENDA if of else EVENTS

    table, by_day = cards or days, cards is None
    _print_listing(schedule.events, table, columns, listing, view, by_day=by_day, above=heading, marked=marked)


def print_participants(
    kind: ParticipantKind, involvements: Sequence[Involvement], listing: ListOptions, view: ViewOptions
) -> None:
    """Print people or organizations with the events that they take part in."""

    def table(involved: Sequence[Involvement]) -> "Iterable[RenderableType]":
        from ungacli.render import listings

        return [listings.participants(involved, width=width())]

    def columns() -> "tuple[Sequence[Listed], Columns]":
        from ungacli.render.columns import ORGANIZERS, SPEAKERS, ListedParticipant

        return [*map(ListedParticipant, involvements)], SPEAKERS if kind == "speaker" else ORGANIZERS

    _print_listing(involvements, table, columns, listing, view)


def _print_listing(
    things: Sequence[Any],
    table: Table,
    columns: "Callable[[], tuple[Sequence[Listed], Columns]]",
    listing: ListOptions,
    view: ViewOptions,
    *,
    by_day: bool = False,
    above: "Callable[[Sequence[Any]], RenderableType] | None" = None,
    marked: Sequence[str] = (),
) -> None:
    """Print *things*: as a table by *table*, unless columns are named or the order breaks up the days."""
    if view.format == "table" and listing._replace(also=[]) == ListOptions():
        if things:
            print_answer(table(things), view.color)
        return
    every, available = columns()
    sort, names = available.named(listing.sort), available.named(listing.columns) or None
    items = available.arranged(every, sort=sort, reverse=listing.reverse, limit=listing.limit)
    if view.format in {"json", "jsonl"}:
        print_json(available.records(items, names), by_line=view.format == "jsonl")
    elif view.format != "table":
        from ungacli.render.data import LINES

        header = names or available.default[view.format]
        print_lines(LINES[view.format](header, available.rows(items, header, exact=view.format in {"csv", "tsv"})))
    elif items and names is None and (not by_day or {*sort} <= {"start", "date"}):
        print_answer(table([item.thing for item in items]), view.color)
    elif items:
        from ungacli.render import listings

        header = names or available.default["markdown"]
        heading = above([item.thing for item in items]) if above else None
        cells = available.rows(items, header)
        print_answer(listings.table(header, cells, width=width(), heading=heading, marked=marked), view.color)


def print_rows(
    header: Sequence[str], rows: Iterable[Record], view: ViewOptions, records: Iterable[Record] | None = None
) -> None:
    """Print the cells *header* of *rows* in any format but a table; as JSON the *records*, by default the *rows*."""
    if view.format in {"json", "jsonl"}:
        print_json([*(rows if records is None else records)], by_line=view.format == "jsonl")
    else:
        from ungacli.render.data import LINES

        cells = [["" if row[name] is None else str(row[name]) for name in header] for row in rows]
        print_lines(LINES[view.format](header, cells))
