"""Commands that answer questions: list, filter, show, speaker, organizer, info.

What draws tables is imported only for a table: 30 ms that JSON never pays.
"""

from collections.abc import Sequence
from itertools import chain
from typing import Annotated

import typer

from ungacli import dataset
from ungacli.cli.options import FilterOptions, SourceOptions, ViewOptions, with_options
from ungacli.cli.session import ask, open_schedule
from ungacli.cli.terminal import print_answer, print_json, width
from ungacli.model import Party, Schedule
from ungacli.query import lookup
from ungacli.query.filters import Filters, of_party
from ungacli.render import data

Name = Annotated[list[str] | None, typer.Argument(metavar="[NAME]", help="Any part of the name; everyone without it.")]
Words = Annotated[
    list[str], typer.Argument(metavar="WORDS", help="Each must occur in title, summary, names or topics.")
]
EventNames = Annotated[list[str], typer.Argument(metavar="EVENT...", help="An id, its start, or words of the title.")]


@with_options
def welcome(source: SourceOptions, view: ViewOptions) -> None:
    """Say what the schedule is, on which days, and what to try first."""
    from ungacli.render import cards

    print_answer([cards.welcome(open_schedule(source))], view)


@with_options
def list_events(filters: FilterOptions, source: SourceOptions, view: ViewOptions) -> None:
    """List the events, day by day."""
    _list(open_schedule(source), filters.filters(), view)


@with_options
def filter_events(words: Words, filters: FilterOptions, source: SourceOptions, view: ViewOptions) -> None:
    """List the events in which every word occurs."""
    _list(open_schedule(source), filters.filters(words=words), view)


def _list(schedule: Schedule, filters: Filters, view: ViewOptions) -> None:
    found, _ = ask(schedule, filters)
    if view.as_json:
        print_json(data.events_data(found.events))
    elif found.events:
        from ungacli.render import agenda

        print_answer(chain([agenda.heading(found)], agenda.days(found, width=width())), view)


@with_options
def show(event: EventNames, source: SourceOptions, view: ViewOptions) -> None:
    """Show everything about one event or several."""
    schedule = open_schedule(source)
    events = [lookup.find_event(schedule, text) for text in event]
    if view.as_json:
        records = data.events_data(events)
        print_json(records[0] if len(records) == 1 else records)
    else:
        from ungacli.render import cards

        print_answer(cards.event_cards(events, width=width()), view)


@with_options
def speaker(filters: FilterOptions, source: SourceOptions, view: ViewOptions, name: Name = None) -> None:
    """Show one speaker's agenda, or everyone who speaks."""
    _parties("speaker", name, open_schedule(source), filters.filters(), view)


@with_options
def organizer(filters: FilterOptions, source: SourceOptions, view: ViewOptions, name: Name = None) -> None:
    """Show one organizer's events, or everyone who organizes."""
    _parties("organizer", name, open_schedule(source), filters.filters(), view)


def _parties(
    kind: lookup.PartyKind, words: list[str] | None, schedule: Schedule, filters: Filters, view: ViewOptions
) -> None:
    if not words:
        found, _ = ask(schedule, filters)
        _everyone(lookup.EVERYONE[kind](found), view)
    else:
        name = " ".join(words)
        found, _ = ask(schedule, *of_party(filters, kind, name))
        _agenda(found, lookup.FIND[kind](schedule, name), view)


def _everyone(involvements: Sequence[lookup.Involvement], view: ViewOptions) -> None:
    if view.as_json:
        print_json(data.parties_data(involvements))
    elif involvements:
        from ungacli.render import parties

        print_answer([parties.table(involvements, width=width())], view)


def _agenda(found: Schedule, of: Party, view: ViewOptions) -> None:
    if view.as_json:
        print_json(data.events_data(found.events))
    elif found.events:
        from ungacli.render import agenda, parties

        print_answer(chain([parties.heading(of, found)], agenda.days(found, width=width(), of=of)), view)


@with_options
def info(source: SourceOptions, view: ViewOptions) -> None:
    """Tell what the schedule is and what it holds."""
    schedule = open_schedule(source)
    path = source.events or dataset.bundled()
    if view.as_json:
        print_json(data.schedule_data(schedule, str(path)))
    else:
        from ungacli.render import cards

        print_answer([cards.schedule_card(schedule, path=path, width=width())], view)
