"""How a list of events, people or organizations is printed, whichever way it was asked for.

What draws tables is imported only for a table, 30 ms that the formats for programs never pay, and
the columns only for those who want some of them or another order.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ungacli.cli.options import Format, ListOptions, ViewOptions
from ungacli.cli.terminal import can_print, print_answer, print_json, print_lines, width
from ungacli.errors import QuestionError
from ungacli.model import Event, Participant, Schedule
from ungacli.query.lookup import Involvement, ParticipantKind
from ungacli.record import Record

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ungacli.query.conditions import Condition
    from ungacli.read_files import Reading
    from ungacli.render.columns import Columns

Drawn = Callable[[Sequence[Any]], "Iterable[RenderableType]"]
"""Things that are listed as something for Rich to print."""


def print_events(
    found: Schedule,
    asked: "Sequence[Condition]",
    listing: ListOptions,
    view: ViewOptions,
    *,
    also: Sequence[ZoneInfo],
    of: Participant | None = None,
) -> None:
    """Print the events of *found*, which met what was *asked*; *of* one speaker or organizer, as an agenda."""
    # A word that is asked for twice is marked once.
    marked = [*dict.fromkeys(word for condition in asked for word in condition.words)]

    def drawn(events: Sequence[Event]) -> "Iterable[RenderableType]":
        from ungacli.render import agenda

        yield _heading(found, events, also, of)
        yield from agenda.days(replace(found, events=tuple(events)), agenda.View(width(), of, also, marked))

    if _is_as_it_comes(listing, view):
        _draw(drawn, found.events, view)
        return
    from ungacli.render import columns

    items = columns.listed_events(found, also=also, of=of)
    known = columns.AGENDA if of else columns.EVENTS
    _print(
        items,
        known,
        listing,
        view,
        drawn,
        by_day=True,
        heading=lambda events: _heading(found, events, also, of),
        marked=marked,
    )


def print_cards(found: Schedule, listing: ListOptions, view: ViewOptions, *, also: Sequence[ZoneInfo]) -> None:
    """Print everything about each event of *found*; as JSON, one by itself is no array."""

    def drawn(events: Sequence[Event]) -> "Iterable[RenderableType]":
        from ungacli.render import cards

        return cards.event_cards(events, width=width(), also=also)

    if _is_as_it_comes(listing, view):
        _draw(drawn, found.events, view)
        return
    from ungacli.render import columns

    items = columns.listed_events(found, also=also)
    if len(items) == 1 and view.chosen is Format.JSON:
        names = columns.EVENTS.named(listing.columns) if listing.columns else None
        print_json(columns.records(items, columns.EVENTS, names)[0])
    else:
        _print(items, columns.EVENTS, listing, view, drawn, heading=lambda events: _heading(found, events, also))


def print_codes(events: Sequence[Event], view: ViewOptions, *, also: Sequence[ZoneInfo]) -> None:
    """Print for each of *events* a QR code that puts it into a phone's calendar.

    Raises QuestionError for another format than a table, and where there is no room for a code or no letter to draw it.
    """
    if view.chosen is not Format.TABLE:
        raise QuestionError(f"--qr draws a code, which {view.chosen} cannot hold", hint="leave the format out")
    from ungacli.formats.ics.qr import event_text
    from ungacli.render import qr

    codes = {event: qr.code(event_text(event)) for event in events}
    needed = max(code.width for code in codes.values())
    if needed > width():
        hint = "make the window wider or its letters smaller; `ungacli export` makes a file for calendars"
        raise QuestionError(f"the QR code needs {needed} columns, and there are {width()}", hint=hint)
    if not can_print(qr.BLOCKS):
        raise QuestionError(
            "a QR code is drawn of blocks, for which this encoding has no letters",
            hint="PYTHONUTF8=1 in the environment prints them",
        )
    for number, (event, code) in enumerate(codes.items()):
        if number:
            print()
        print_answer([qr.event_code(event, code, also)], view)


def print_origins(events: Iterable[Event], reading: "Reading", view: ViewOptions) -> None:
    """Print for each of *events* where its fields were read."""
    from ungacli.read_files import origins

    told = {event: origins(reading, event.id) for event in events}

    def drawn() -> "Iterable[RenderableType]":
        from ungacli.render import cards

        pairs = {event: [(one.field, f"{one.file}:{one.line}") for one in found] for event, found in told.items()}
        return cards.origin_cards(pairs, width=width())

    facts = [(event.id, one.field, str(one.file), one.line) for event, found in told.items() for one in found]
    print_facts(("event", "field", "file", "line"), facts, view, drawn)


def print_facts(
    header: Sequence[str],
    facts: Sequence[Sequence[Any]],
    view: ViewOptions,
    drawn: "Callable[[], Iterable[RenderableType]]",
    *,
    records: Sequence[Record] | None = None,
) -> None:
    """Print *facts*, a row each under their *header*; a table is what is *drawn*, JSON the *records* if any."""
    if view.chosen is Format.TABLE:
        print_answer(drawn(), view)
    elif view.chosen in {Format.JSON, Format.JSONL}:
        told = [dict(zip(header, fact, strict=True)) for fact in facts] if records is None else list(records)
        print_json(told, by_line=view.chosen is Format.JSONL)
    else:
        from ungacli.render.rows import LINES

        rows = [["" if cell is None else str(cell) for cell in fact] for fact in facts]
        print_lines(LINES[view.chosen](header, rows))


def _heading(
    found: Schedule, events: Sequence[Event], also: Sequence[ZoneInfo], of: Participant | None = None
) -> "RenderableType":
    """Return what stands above those *events* of all that were *found*: whose they are, and by which clocks."""
    from ungacli.render import agenda

    shown, total = replace(found, events=tuple(events)), len(found.events)
    return agenda.heading(shown, of=of, total=total, also=also)


def print_parties(
    kind: ParticipantKind, involvements: Sequence[Involvement], listing: ListOptions, view: ViewOptions
) -> None:
    """Print people or organizations with what they take part in."""

    def drawn(involved: Sequence[Involvement]) -> "Iterable[RenderableType]":
        from ungacli.render import tables

        return [tables.participants(involved, width=width())]

    if _is_as_it_comes(listing, view):
        _draw(drawn, involvements, view)
        return
    from ungacli.render import columns

    known = columns.SPEAKERS if kind == "speaker" else columns.ORGANIZERS
    _print(columns.listed_participants(involvements), known, listing, view, drawn)


def _is_as_it_comes(listing: ListOptions, view: ViewOptions) -> bool:
    """Return whether the answer is a table of everything that there is, in its own order."""
    arranged = listing.columns or listing.sort or listing.reverse or listing.limit is not None
    return view.chosen is Format.TABLE and not arranged


def _draw(drawn: Drawn, things: Sequence[Any], view: ViewOptions) -> None:
    if things:
        print_answer(drawn(things), view)


def _print(
    items: Sequence[Any],
    known: "Columns[Any]",
    listing: ListOptions,
    view: ViewOptions,
    drawn: Drawn,
    *,
    by_day: bool = False,
    heading: "Callable[[Sequence[Any]], RenderableType] | None" = None,
    marked: Sequence[str] = (),
) -> None:
    """Print *items*: as a table the way they are *drawn*, unless columns are named or the order breaks up the days."""
    from ungacli.render.columns import arranged, records, rows

    sort = known.named(listing.sort) if listing.sort else []
    names = known.named(listing.columns) if listing.columns else None
    found = arranged(items, known, sort=sort, reverse=listing.reverse, limit=listing.limit)
    things = [item.thing for item in found]
    if view.chosen in {Format.JSON, Format.JSONL}:
        print_json(records(found, known, names), by_line=view.chosen is Format.JSONL)
    elif view.chosen is not Format.TABLE:
        from ungacli.render.rows import LINES

        header = names or known.default[view.chosen]
        exact = view.chosen in {Format.CSV, Format.TSV}
        print_lines(LINES[view.chosen](header, rows(found, known, header, exact=exact)))
    elif names is None and (not by_day or {*sort} <= {"start", "date"}):
        _draw(drawn, things, view)
    elif found:
        from ungacli.render import tables

        header = names or known.default[Format.MARKDOWN]
        above = heading(things) if heading else None
        told = rows(found, known, header)
        print_answer(tables.table(header, told, width=width(), heading=above, marked=marked), view)
