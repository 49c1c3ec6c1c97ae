"""The command show: everything about events, where it was read, or a QR code of each."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from ungacli.cli.filters import zones
from ungacli.cli.listing import print_events, print_rows
from ungacli.cli.options import ListOptions, SourceOptions, ViewOptions, option, with_options
from ungacli.cli.sources import inspect, open_schedule
from ungacli.cli.terminal import can_print, print_answer, width
from ungacli.errors import QuestionError
from ungacli.model import Event
from ungacli.query.lookup import find_event

if TYPE_CHECKING:
    from ungacli.read_files import Reading

EventNames = Annotated[
    list[str],
    typer.Argument(metavar="EVENT...", help="An id, its start, or words of the title."),
]
Sources = Annotated[bool, option("--sources", None, "Show for each field the file and the line that it was read from.")]
Qr = Annotated[bool, option("--qr", None, "Draw a QR code that puts the event into a phone's calendar.")]


@with_options
def show(
    event: EventNames,
    source: SourceOptions,
    listing: ListOptions,
    view: ViewOptions,
    sources: Sources = False,
    qr: Qr = False,
) -> None:
    """Show everything about one event or several."""
    if sources and qr:
        raise QuestionError("--sources and --qr ask for two answers", hint="give one of them")
    schedule = open_schedule(source)
    events = tuple(dict.fromkeys(find_event(schedule, text) for text in event))
    if sources:
        _print_origins(events, inspect(source.events, source), view)
        return
    also = zones(listing.also, schedule)
    if qr:
        _print_codes(events, view, also=also)
    else:
        print_events(replace(schedule, events=events), listing, view, also=also, as_cards=True)


def _print_codes(events: Sequence[Event], view: ViewOptions, *, also: Sequence[ZoneInfo]) -> None:
    """Print for each of *events* a QR code that puts it into a phone's calendar.

    Raises QuestionError for another format than a table, and where there is no room for a code or no letter to draw it.
    """
    if view.format != "table":
        raise QuestionError(f"--qr draws a code, which {view.format} cannot hold", hint="leave the format out")
    from ungacli.formats.ics.writing import qr_text
    from ungacli.render import cards

    codes = [cards.qr_code(qr_text(event)) for event in events]
    needed = max(code.index("\n") for code in codes)
    if needed > width():
        hint = "make the window wider or its letters smaller; `ungacli export` makes a file for calendars"
        raise QuestionError(f"the QR code needs {needed} columns, and there are {width()}", hint=hint)
    if not can_print(cards.BLOCKS):
        raise QuestionError(
            "a QR code is drawn of blocks, for which this encoding has no letters",
            hint="PYTHONUTF8=1 in the environment prints them",
        )
    for number, (event, code) in enumerate(zip(events, codes, strict=True)):
        if number:
            print()
        print_answer([cards.event_code(event, code, also)], view.color)


def _print_origins(events: Sequence[Event], reading: "Reading", view: ViewOptions) -> None:
    """Print for each of *events* where its fields were read."""
    from ungacli.read_files import origins

    every = [(event, one) for event in events for one in origins(reading, event.id)]
    if view.format == "table":
        from ungacli.render.cards import origin_cards

        places: dict[Event, dict[str, str]] = {event: {} for event in events}
        for event, one in every:
            places[event][one.field] = f"{one.file}:{one.line}"
        print_answer(origin_cards(places, width=width()), view.color)
    else:
        rows = [
            {"event": event.id, "field": one.field, "file": str(one.file), "line": one.line} for event, one in every
        ]
        print_rows(("event", "field", "file", "line"), rows, view)
