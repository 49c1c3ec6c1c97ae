"""Commands that answer questions: list, filter, show, speaker, organizer, info.

What draws tables is imported only for a table: 30 ms that JSON never pays.
"""

from dataclasses import replace
from typing import Annotated

import typer

from ungacli import sources
from ungacli.cli.listing import print_cards, print_codes, print_events, print_origins, print_parties
from ungacli.cli.options import (
    CardOptions,
    FilterOptions,
    Format,
    ListOptions,
    SourceOptions,
    ViewOptions,
    with_options,
)
from ungacli.cli.session import ask, zones
from ungacli.cli.sources import files_named, inspect_sources, open_schedule
from ungacli.cli.terminal import note, print_answer, print_json, width
from ungacli.errors import QuestionError
from ungacli.model import Schedule
from ungacli.query import lookup
from ungacli.query.filters import of_party, roles_of
from ungacli.render import data

Name = Annotated[
    list[str] | None,
    typer.Argument(metavar="[NAME]", help="Any part of the name; everyone without it."),
]
Query = Annotated[
    list[str],
    typer.Argument(
        metavar="QUERY...",
        help='Words, "phrases" and fields: speaker:pope -is:tentative after:23 (climate OR health). The fields are '
        "title, speaker, role, organizer, topic, date, before, after, from, to, time, status, mode, is, has, location, "
        "id, lasting.",
    ),
]
EventNames = Annotated[
    list[str],
    typer.Argument(metavar="EVENT...", help="An id, its start, or words of the title."),
]


Sources = Annotated[
    bool, typer.Option("--sources", help="Tell for each field the file and the line that it was read from.")
]
Qr = Annotated[bool, typer.Option("--qr", help="Draw a QR code that puts the event into a phone's calendar.")]


@with_options
def welcome(source: SourceOptions, view: CardOptions) -> None:
    """Say what the schedule is, on which days, and what to try first."""
    from ungacli.render import cards

    print_answer([cards.welcome(open_schedule(source))], view)


@with_options
def list_events(filters: FilterOptions, source: SourceOptions, listing: ListOptions, view: ViewOptions) -> None:
    """List the events, day by day."""
    schedule = open_schedule(source)
    found, asked = ask(schedule, filters.filters(), at=filters.at)
    print_events(found, asked, listing, view, also=zones(listing.also, schedule))


@with_options
def filter_events(
    query: Query, filters: FilterOptions, source: SourceOptions, listing: ListOptions, view: ViewOptions
) -> None:
    """List the events that a query in the filter language describes."""
    schedule = open_schedule(source)
    found, asked = ask(schedule, filters.filters(" ".join(query)), at=filters.at)
    print_events(found, asked, listing, view, also=zones(listing.also, schedule))


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
    # Two texts may mean one event.
    shown = dict.fromkeys(lookup.find_event(schedule, text) for text in event)
    if sources:
        print_origins(shown, inspect_sources(source), view)
        return
    if qr:
        print_codes([*shown], view, also=zones(listing.also, schedule))
        return
    found = replace(schedule, events=tuple(shown))
    print_cards(found, listing, view, also=zones(listing.also, schedule))


@with_options
def speaker(
    filters: FilterOptions, source: SourceOptions, listing: ListOptions, view: ViewOptions, name: Name = None
) -> None:
    """Show one speaker's agenda, or everyone who speaks."""
    _parties("speaker", name, open_schedule(source), filters, listing, view)


@with_options
def organizer(
    filters: FilterOptions, source: SourceOptions, listing: ListOptions, view: ViewOptions, name: Name = None
) -> None:
    """Show one organizer's events, or everyone who organizes."""
    _parties("organizer", name, open_schedule(source), filters, listing, view)


def _parties(
    kind: lookup.ParticipantKind,
    words: list[str] | None,
    schedule: Schedule,
    filters: FilterOptions,
    listing: ListOptions,
    view: ViewOptions,
) -> None:
    also = zones(listing.also, schedule)
    if not words:
        asked_for = filters.filters()
        found, _ = ask(schedule, asked_for, at=filters.at)
        everyone = lookup.EVERYONE[kind](found, roles_of(asked_for, kind))
        if found.events and not everyone:
            from ungacli.render.no_results import nobody_found

            note(*nobody_found(kind, found, schedule))
        print_parties(kind, everyone, listing, view)
    else:
        name = " ".join(words)
        found, asked = ask(schedule, *of_party(filters.filters(), kind, name), at=filters.at)
        of = lookup.FIND[kind](schedule, name)
        print_events(found, asked, listing, view, also=also, of=of)


@with_options
def info(source: SourceOptions, view: CardOptions) -> None:
    """Tell what the schedule is and what it holds."""
    schedule = open_schedule(source)
    paths = files_named(source.events) or [sources.bundled()]
    if view.chosen is not Format.TABLE:
        print_json(data.schedule_data(schedule, list(map(str, paths))), by_line=view.chosen is Format.JSONL)
        return
    from ungacli.render import cards

    print_answer([cards.schedule_card(schedule, paths=paths, width=width())], view)
