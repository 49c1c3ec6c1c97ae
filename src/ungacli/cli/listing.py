"""How a list of events, people or organizations is printed, whichever way it was asked for.

What draws tables is imported only for a table: 30 ms that the formats for programs never pay.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from ungacli.cli.options import Format, ListOptions, ViewOptions
from ungacli.cli.session import zone
from ungacli.cli.terminal import print_answer, print_json, print_lines, width
from ungacli.model import Party, Schedule
from ungacli.query.conditions import Condition, words_of
from ungacli.query.lookup import Involvement, PartyKind
from ungacli.render import columns
from ungacli.render.columns import Columns, arranged, records, rows

if TYPE_CHECKING:
    from rich.console import RenderableType

Item = TypeVar("Item")
Drawn = Callable[[Sequence[Any]], "Iterable[RenderableType]"]


def print_events(
    found: Schedule, asked: Sequence[Condition], listing: ListOptions, view: ViewOptions, *, of: Party | None = None
) -> None:
    """Print the events of *found*, which met what was *asked*; *of* one speaker or organizer, as an agenda."""
    also = [zone(text, found) for text in listing.also]

    def drawn(items: Sequence[columns.ListedEvent]) -> "Iterable[RenderableType]":
        from itertools import chain

        from ungacli.render import agenda, parties

        shown = replace(found, events=tuple(item.event for item in items))
        total = len(found.events)
        head = (
            parties.heading(of, shown, total=total, also=also) if of else agenda.heading(shown, total=total, also=also)
        )
        return chain([head], agenda.days(shown, agenda.View(width(), of, also, words_of(asked))))

    items = columns.listed_events(found, also=also, of=of)
    _print(items, columns.AGENDA if of else columns.EVENTS, listing, view, drawn)


def print_cards(found: Schedule, listing: ListOptions, view: ViewOptions) -> None:
    """Print everything about each event of *found*; as JSON, one by itself is no array."""
    also = [zone(text, found) for text in listing.also]
    items = columns.listed_events(found, also=also)

    def drawn(items: Sequence[columns.ListedEvent]) -> "Iterable[RenderableType]":
        from ungacli.render import cards

        return cards.event_cards([item.event for item in items], width=width(), also=also)

    if len(items) == 1 and view.chosen is Format.JSON:
        names = columns.EVENTS.named(listing.columns) if listing.columns is not None else None
        print_json(records(items, columns.EVENTS, names)[0])
    else:
        _print(items, columns.EVENTS, listing, view, drawn, any_order=True)


def print_parties(
    kind: PartyKind, involvements: Sequence[Involvement], listing: ListOptions, view: ViewOptions
) -> None:
    """Print people or organizations with what they take part in."""

    def drawn(items: Sequence[columns.ListedParty]) -> "Iterable[RenderableType]":
        from ungacli.render import parties

        return [parties.table([(item.party, item.events) for item in items], width=width())]

    items = columns.listed_parties(involvements)
    _print(items, columns.SPEAKERS if kind == "speaker" else columns.ORGANIZERS, listing, view, drawn, any_order=True)


def _print(
    items: Sequence[Any],
    known: Columns[Any],
    listing: ListOptions,
    view: ViewOptions,
    drawn: Drawn,
    *,
    any_order: bool = False,
) -> None:
    """Print *items*: as a table the way they are *drawn*, unless columns are named or the order breaks up the days."""
    sort = known.named(listing.sort) if listing.sort is not None else []
    found = arranged(items, known, sort=sort, reverse=listing.reverse, limit=listing.limit)
    names = known.named(listing.columns) if listing.columns is not None else None
    if view.chosen in {Format.JSON, Format.JSONL}:
        print_json(records(found, known, names), by_line=view.chosen is Format.JSONL)
    elif view.chosen is not Format.TABLE:
        from ungacli.render.rows import LINES

        header = names or known.unasked[view.chosen]
        exact = view.chosen in {Format.CSV, Format.TSV}
        print_lines(LINES[view.chosen](header, rows(found, known, header, exact=exact)))
    elif found and names is None and (any_order or {*sort} <= {"start", "date"}):
        print_answer(drawn(found), view)
    elif found:
        from ungacli.render import grid

        header = names or known.unasked[Format.MARKDOWN]
        print_answer(grid.table(header, rows(found, known, header), width=width()), view)
