"""How a list of events, people, organizations or other rows is printed, in every format.

What makes tables is imported only for a table, 30 ms that the formats for programs never pay, and
the columns only where some of them or another order are wanted.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import chain
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

Cells = tuple[Sequence[str], Sequence[Sequence[str]]]
"""The names of columns, and rows of cells under them."""


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
    as_cards: bool = False,
) -> None:
    """Print the events of *schedule* day by day, *of* one participant as an agenda; *as_cards* with all their facts.

    A single event to be shown as a card is an object in JSON, not an array.
    """

    def table(events: Sequence[Event], cells: Cells | None) -> "Iterable[RenderableType]":
        if as_cards and not cells:
            from ungacli.render.cards import event_cards

            return event_cards(events, width=width(), also=also)
        from ungacli.render import listings

        shown = replace(schedule, events=tuple(events))
        heading = listings.heading(shown, of=of, total=len(schedule.events), also=also)
        if cells:
            return listings.table(*cells, width=width(), heading=heading, marked=marked)
        return chain([heading], listings.days(shown, listings.View(width(), of, also, marked)))

    def columns() -> "tuple[Sequence[Listed], Columns]":
        from ungacli.render.columns import AGENDA, EVENTS, listed_events

        return listed_events(schedule, also=also, of=of), AGENDA if of else EVENTS

    single = as_cards and len(schedule.events) == 1
    _print_listing(schedule.events, table, columns, listing, view, by_day=not as_cards, single=single)


def print_participants(
    kind: ParticipantKind, involvements: Sequence[Involvement], listing: ListOptions, view: ViewOptions
) -> None:
    """Print people or organizations with the events that they take part in."""

    def table(involved: Sequence[Involvement], cells: Cells | None) -> "Iterable[RenderableType]":
        from ungacli.render import listings

        if cells:
            return listings.table(*cells, width=width())
        return [listings.participants(involved, width=width())]

    def columns() -> "tuple[Sequence[Listed], Columns]":
        from ungacli.render.columns import ORGANIZERS, SPEAKERS, ListedParticipant

        return [*map(ListedParticipant, involvements)], SPEAKERS if kind == "speaker" else ORGANIZERS

    _print_listing(involvements, table, columns, listing, view)


def _print_listing(
    things: Sequence[Any],
    table: "Callable[[Sequence[Any], Cells | None], Iterable[RenderableType]]",
    columns: "Callable[[], tuple[Sequence[Listed], Columns]]",
    listing: ListOptions,
    view: ViewOptions,
    *,
    by_day: bool = False,
    single: bool = False,
) -> None:
    """Print *things*: as a *table*, with cells only where columns are named or the order breaks up the days."""
    cells = None
    if view.format != "table" or listing._replace(also=[]) != ListOptions():
        every, available = columns()
        sort, names = available.named(listing.sort), available.named(listing.columns) or None
        items = available.arranged(every, sort=sort, reverse=listing.reverse, limit=listing.limit)
        if view.format in {"json", "jsonl"}:
            records = available.records(items, names)
            print_json(records[0] if single else records, by_line=view.format == "jsonl")
            return
        things = [item.thing for item in items]
        header = names or available.default["markdown" if view.format == "table" else view.format]
        if view.format != "table":
            from ungacli.render.data import LINES

            print_lines(LINES[view.format](header, available.rows(items, header, exact=view.format in {"csv", "tsv"})))
            return
        if names or (by_day and not {*sort} <= {"start", "date"}):
            cells = header, available.rows(items, header)
    if things:
        print_answer(table(things, cells), view.color)


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
