"""Commands that keep a plan of one's own: pick, unpick."""

from collections.abc import Sequence
from typing import Annotated

import typer

from ungacli import picks
from ungacli.cli.listing import print_events
from ungacli.cli.options import FilterOptions, ListOptions, SourceOptions, ViewOptions, with_options
from ungacli.cli.session import ask, tell_of_damage, zones
from ungacli.cli.sources import data_folder, open_schedule
from ungacli.cli.terminal import note
from ungacli.errors import QuestionError
from ungacli.model import Event, Schedule
from ungacli.phrases import count
from ungacli.query import lookup
from ungacli.query.filters import Filters

EventNames = Annotated[
    list[str] | None,
    typer.Argument(metavar="[EVENT]...", help="An id, its start, or words of the title."),
]
Listed = Annotated[bool, typer.Option("--list", help="List what is picked.")]
For = Annotated[
    str | None, typer.Option("--for", metavar="NAME", help="Take them out of the picks under this name, not your own.")
]
Everything = Annotated[bool, typer.Option("--all", help="Take out everything.")]


@with_options
def pick(
    filters: FilterOptions,
    source: SourceOptions,
    listing: ListOptions,
    view: ViewOptions,
    event: EventNames = None,
    listed: Listed = False,
) -> None:
    """Pick events, for a plan of your own or under a name."""
    wanted = filters.filters()
    asks = not wanted.ask_nothing
    if event and (asks or listed):
        raise QuestionError("events are named or asked for, not both", hint="leave out the names, or the options")
    if not (event or asks or listed):
        raise QuestionError("nothing to pick is named", hint="`ungacli pick EVENT`, or --list for what is picked")
    if not listed and (listing != ListOptions() or view != ViewOptions()):
        raise QuestionError("only --list prints events", hint="add --list, or leave out how to print them")
    schedule = open_schedule(source)
    if listed:
        found, asked = ask(schedule, wanted._replace(picked=True), at=filters.at)
        print_events(found, asked, listing, view, also=zones(listing.also, schedule))
    elif chosen := _named(event, schedule) if event else _asked(wanted, schedule, filters.at):
        _pick(chosen, schedule, filters.for_)


def _named(texts: Sequence[str], schedule: Schedule) -> list[Event]:
    return [*dict.fromkeys(lookup.find_event(schedule, text) for text in texts)]


def _asked(wanted: Filters, schedule: Schedule, at: str | None) -> Sequence[Event]:
    from ungacli.query.compiler import ask_for_picks

    # Without a word of picks it only tells for whom these are.
    own = wanted if ask_for_picks(wanted) else wanted._replace(selection=None)
    return ask(schedule, own, at=at)[0].events


def _pick(events: Sequence[Event], schedule: Schedule, name: str | None) -> None:
    change = picks.changed(data_folder(), schedule, name, add=events)
    tell_of_damage(change.damaged)
    new = {one.id for one in change.after[len(change.before) :]}
    if new:
        note(f"picked {count([*new])}{_whose(change.name)}; {len(change.after)} in all")
    if already := [event.id for event in events if event.id not in new]:
        more = f" and {len(already) - 6} more" if len(already) > 6 else ""
        note(f"picked already{_whose(change.name)}: {', '.join(already[:6])}{more}")


@with_options
def unpick(source: SourceOptions, event: EventNames = None, everything: Everything = False, for_: For = None) -> None:
    """Take events out of what was picked."""
    if bool(event) is everything:
        wrong = "--all takes out every event, and some are named" if event else "no event to take out is named"
        raise QuestionError(wrong, hint="name events, or give --all; `ungacli pick --list` lists what is picked")
    schedule, folder = open_schedule(source), data_folder()
    kept = picks.read(folder, schedule)
    tell_of_damage(kept.damaged)
    chosen = kept.of(for_)
    leaving = {picks.find(text, chosen, schedule).uid for text in event or ()} or {one.uid for one in chosen}
    change = picks.changed(folder, schedule, for_, remove=leaving)
    gone = [one for one in change.before if one not in change.after]
    note(f"took out {count(gone)}{_whose(change.name)}; {len(change.after)} left" if gone else "nothing is picked")


def _whose(name: str) -> str:
    return f" for {name}" if name else ""
