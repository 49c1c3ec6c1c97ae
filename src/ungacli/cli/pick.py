"""The commands pick and unpick: a plan of one's own."""

from typing import Annotated

import typer

from ungacli import picks
from ungacli.cli.files import data_folder
from ungacli.cli.filters import apply_filters, report_damage, without_unused_owner
from ungacli.cli.listing import list_matches
from ungacli.cli.options import FilterOptions, ListOptions, SourceOptions, ViewOptions, option, with_options
from ungacli.cli.sources import open_schedule
from ungacli.cli.terminal import note
from ungacli.errors import QuestionError
from ungacli.phrases import count
from ungacli.query.lookup import find_event

EventNames = Annotated[
    list[str] | None,
    typer.Argument(metavar="[EVENT]...", help="An id, its start, or words of the title."),
]
Listed = Annotated[bool, option("--list", None, "List what is picked.")]
For = Annotated[str | None, option("--for", "NAME", "Take them out of the picks under this name, not your own.")]
Everything = Annotated[bool, option("--all", None, "Take out everything.")]


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
    filtered = not filters.filters().is_empty
    if event and (filtered or listed):
        raise QuestionError("events are named or asked for, not both", hint="leave out the names, or the options")
    if not (event or filtered or listed):
        raise QuestionError("nothing to pick is named", hint="`ungacli pick EVENT`, or --list for what is picked")
    if not listed and (listing != ListOptions() or view != ViewOptions()):
        raise QuestionError("only --list prints events", hint="add --list, or leave out how to print them")
    schedule = open_schedule(source)
    if listed:
        list_matches(schedule, filters._replace(picked=True), listing, view)
        return
    if event:
        events = [*dict.fromkeys(find_event(schedule, text) for text in event)]
    else:
        # --for names the owner of the new picks, who need not be the one of the filters.
        events = [*apply_filters(schedule, without_unused_owner(filters))[0].events]
    if not events:
        return
    change = picks.changed(data_folder(), schedule, filters.for_, add=events)
    report_damage(change.damaged)
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
    stored = picks.read(folder, schedule)
    report_damage(stored.damaged)
    chosen = stored.of(for_)
    leaving = {picks.find(text, chosen, schedule).uid for text in event or ()} or {one.uid for one in chosen}
    change = picks.changed(folder, schedule, for_, remove=leaving)
    gone = [one for one in change.before if one not in change.after]
    note(f"took out {count(gone)}{_whose(change.name)}; {len(change.after)} left" if gone else "nothing is picked")


def _whose(name: str) -> str:
    return f" for {name}" if name else ""
