"""The commands speaker and organizer: one participant's agenda, or everyone's."""

from typing import Annotated

import typer

from ungacli.cli.filters import apply_filters, zones
from ungacli.cli.listing import list_matches, print_participants
from ungacli.cli.options import FilterOptions, ListOptions, SourceOptions, ViewOptions, with_options
from ungacli.cli.sources import open_schedule
from ungacli.cli.terminal import note
from ungacli.model import Schedule
from ungacli.query.lookup import ParticipantKind, find_participant, involvements

Name = Annotated[
    list[str] | None,
    typer.Argument(metavar="[NAME]", help="Any part of the name; everyone without it."),
]


@with_options
def speaker(
    filters: FilterOptions, source: SourceOptions, listing: ListOptions, view: ViewOptions, name: Name = None
) -> None:
    """Show one speaker's agenda, or everyone who speaks."""
    _participants("speaker", name, open_schedule(source), filters, listing, view)


@with_options
def organizer(
    filters: FilterOptions, source: SourceOptions, listing: ListOptions, view: ViewOptions, name: Name = None
) -> None:
    """Show one organizer's events, or everyone who organizes."""
    _participants("organizer", name, open_schedule(source), filters, listing, view)


def _participants(
    kind: ParticipantKind,
    words: list[str] | None,
    schedule: Schedule,
    filters: FilterOptions,
    listing: ListOptions,
    view: ViewOptions,
) -> None:
    # A zone that does not exist is an error even where no time is shown.
    zones(listing.also, schedule)
    if words:
        name = " ".join(words)
        all_filters, of = filters.filters().of_participant(kind, name), find_participant(schedule, kind, name)
        list_matches(schedule, filters, listing, view, all_filters=all_filters, of=of)
        return
    matches, _ = apply_filters(schedule, filters)
    everyone = involvements(matches, kind, filters.filters().roles_of(kind))
    if matches.events and not everyone:
        events = "that event" if len(matches.events) == 1 else f"any of these {len(matches.events)} events"
        whole = len(involvements(schedule, kind))
        hint = f"`ungacli {kind}` lists all {whole}" if whole else "`ungacli list` shows what there is of each event"
        note(f"no {kind} is named in {events}", hint)
    print_participants(kind, everyone, listing, view)
