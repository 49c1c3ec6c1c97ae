"""How a list of events, people, organizations or other rows is printed, in every format.

What makes tables is imported only for a table, 30 ms that the formats for programs never pay, and
the columns only for those who want some of them or another order.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ungacli.cli.ask import ask, highlighted, zones
from ungacli.cli.options import FilterOptions, ListOptions, ViewOptions
from ungacli.cli.terminal import print_answer, print_json, print_lines, width
from ungacli.model import Event, Participant, Schedule
from ungacli.query.context import Filters
from ungacli.query.lookup import Involvement, ParticipantKind
from ungacli.record import Record

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ungacli.render.columns import Columns

Table = Callable[[Sequence[Any]], "Iterable[RenderableType]"]
"""Return things as something for Rich to print."""

Listed = Callable[[], "tuple[Sequence[Any], Columns[Any]]"]
"""Return things with what their columns need, and these columns."""


def list_matches(
    schedule: Schedule,
    filters: FilterOptions,
    listing: ListOptions,
    view: ViewOptions,
    *,
    all_filters: Sequence[Filters] = (),
    of: Participant | None = None,
) -> None:
    """Print the events that match *filters*, or *all_filters*, as `ask` does; *of* one participant, as an agenda."""
    matches, conditions = ask(schedule, filters, all_filters)
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
        from ungacli.render import agenda

        return agenda.heading(replace(schedule, events=tuple(events)), of=of, total=len(schedule.events), also=also)

    def days(events: Sequence[Event]) -> "Iterable[RenderableType]":
        from ungacli.render import agenda

        yield heading(events)
        yield from agenda.days(replace(schedule, events=tuple(events)), agenda.View(width(), of, also, marked))

    def columns() -> "tuple[Sequence[Any], Columns[Any]]":
        from ungacli.render.columns import AGENDA, EVENTS, listed_events

        return listed_events(schedule, also=also, of=of), AGENDA if of else EVENTS

    table, by_day = cards or days, cards is None
    print_listing(schedule.events, table, columns, listing, view, by_day=by_day, above=heading, marked=marked)


def print_participants(
    kind: ParticipantKind, involvements: Sequence[Involvement], listing: ListOptions, view: ViewOptions
) -> None:
    """Print people or organizations with what they take part in."""

    def table(involved: Sequence[Involvement]) -> "Iterable[RenderableType]":
        from ungacli.render import tables

        return [tables.participants(involved, width=width())]

    def columns() -> "tuple[Sequence[Any], Columns[Any]]":
        from ungacli.render.columns import ORGANIZERS, SPEAKERS, ListedParticipant

        return [*map(ListedParticipant, involvements)], SPEAKERS if kind == "speaker" else ORGANIZERS

    print_listing(involvements, table, columns, listing, view)


def print_facts(
    header: Sequence[str],
    facts: Iterable[Sequence[Any]],
    view: ViewOptions,
    records: Iterable[Record] | None = None,
) -> None:
    """Print *facts*, a row each under their *header*, in any format but a table; as JSON the *records* if given."""
    if view.format in {"json", "jsonl"}:
        rows = (dict(zip(header, fact, strict=True)) for fact in facts) if records is None else records
        print_json([*rows], by_line=view.format == "jsonl")
    else:
        from ungacli.render.data import LINES

        cells = [["" if cell is None else str(cell) for cell in fact] for fact in facts]
        print_lines(LINES[view.format](header, cells))


def print_listing(
    things: Sequence[Any],
    table: Table,
    columns: Listed,
    listing: ListOptions,
    view: ViewOptions,
    *,
    by_day: bool = False,
    above: "Callable[[Sequence[Any]], RenderableType] | None" = None,
    marked: Sequence[str] = (),
) -> None:
    """Print *things*: as a table by *table*, unless columns are named or the order breaks up the days."""
    arranged_by_user = listing.columns or listing.sort or listing.reverse or listing.limit is not None
    if view.format == "table" and not arranged_by_user:
        if things:
            print_answer(table(things), view.color)
        return
    from ungacli.render.columns import arranged, records, rows

    every, available = columns()
    sort = available.named(listing.sort) if listing.sort else []
    names = available.named(listing.columns) if listing.columns else None
    items = arranged(every, available, sort=sort, reverse=listing.reverse, limit=listing.limit)
    if view.format in {"json", "jsonl"}:
        print_json(records(items, available, names), by_line=view.format == "jsonl")
    elif view.format != "table":
        header = names or available.default[view.format]
        exact = view.format in {"csv", "tsv"}
        print_facts(header, rows(items, available, header, exact=exact), view)
    elif items and names is None and (not by_day or {*sort} <= {"start", "date"}):
        print_answer(table([item.thing for item in items]), view.color)
    elif items:
        from ungacli.render import tables

        header = names or available.default["markdown"]
        title = above([item.thing for item in items]) if above else None
        cells = rows(items, available, header)
        print_answer(tables.table(header, cells, width=width(), heading=title, marked=marked), view.color)
