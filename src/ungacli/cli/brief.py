"""The command that writes briefs."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from ungacli.cli.files import place_of_file, write_files
from ungacli.cli.options import BriefOptions, FilterOptions, SourceOptions, with_options
from ungacli.cli.session import ask, zones
from ungacli.cli.sources import open_schedule
from ungacli.cli.terminal import note, print_answer, print_json, print_lines, width
from ungacli.errors import QuestionError
from ungacli.model import Event, Participant, Schedule
from ungacli.names import slug
from ungacli.phrases import count

if TYPE_CHECKING:
    from ungacli.planning.brief import Brief

Whom = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[WHOM]", help="A person, an organizer or an event, by any part of the name; all events without it."
    ),
]
Notes = Annotated[
    bool, typer.Option("--notes", help="Tell your private notes on the events too.", rich_help_panel="Output")
]
Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="PATH",
        help="Write this file, .md or .html, or one into this folder.",
        rich_help_panel="Output",
    ),
]
Force = Annotated[
    bool, typer.Option("--force", help="Replace a file that has other content.", rich_help_panel="Output")
]

_SUFFIXES = {"markdown": ".md", "html": ".html"}
_KINDS = {".md": "markdown", ".html": "html", ".htm": "html"}


@with_options
def brief(
    filters: FilterOptions,
    source: SourceOptions,
    view: BriefOptions,
    whom: Whom = None,
    notes: Notes = False,
    output: Output = None,
    force: Force = False,
) -> None:
    """Write what somebody has to know before a day of events."""
    from ungacli.planning.brief import compose

    goes_to = None if output == "-" else output
    kind = _kind_of_file(goes_to, view) if goes_to else view.chosen
    schedule = open_schedule(source)
    others = zones(view.also, schedule)
    events, of = _meant(schedule, " ".join(whom or ()), filters)
    told = compose(schedule, events, of=of, notes=notes)
    if goes_to:
        _write(told, kind, goes_to, others, force=force)
    else:
        _print(told, kind, view, others)


def _kind_of_file(output: str, view: BriefOptions) -> str:
    """Return the format of the file or, in a folder, the one asked for; QuestionError if no file has it."""
    named = None if view.chosen == "table" else view.chosen
    kind = named if _is_folder(output) else _KINDS.get(Path(output).suffix.casefold())
    if kind not in _SUFFIXES:
        missing = "add --format markdown or html" if _is_folder(output) else "name it .md or .html"
        raise QuestionError(f"a brief cannot be written to {output} like this", hint=missing)
    if named not in {None, kind}:
        raise QuestionError(f"{output} is no name for --format {named}", hint="leave one of them out")
    return str(kind)


def _is_folder(output: str) -> bool:
    return place_of_file("a", output) != Path(output)


def _write(told: "Brief", kind: str, output: str, also: Sequence[ZoneInfo], *, force: bool) -> None:
    if not told.events:
        note("nothing was written")
        return
    place = place_of_file(f"{slug(told.title) or 'brief'}{_SUFFIXES[kind]}", output)
    changed = write_files({place: _document(told, kind, also).encode()}, force=force)
    events = count(told.events)
    note(f"brief on {events} written to {place}" if changed else f"{place} holds that already; nothing was written")


def _print(told: "Brief", kind: str, view: BriefOptions, also: Sequence[ZoneInfo]) -> None:
    if kind == "json":
        from ungacli.render.data import brief_record

        print_json(brief_record(told))
    elif told.events and kind == "table":
        from ungacli.render.brief import brief_blocks

        print_answer(brief_blocks(told, width=width(), also=also), view)
    elif told.events:
        print_lines(_document(told, kind, also).splitlines())


def _document(told: "Brief", kind: str, also: Sequence[ZoneInfo]) -> str:
    from ungacli.render.brief_files import html_page, markdown_document

    return html_page(told, also=also) if kind == "html" else markdown_document(told, also=also)


def _meant(schedule: Schedule, name: str, filters: FilterOptions) -> tuple[Sequence[Event], Participant | None]:
    """Return the events of the brief, and whom it is of."""
    from ungacli.planning.whom import find_whom

    if not name:
        return ask(schedule, filters.filters(), at=filters.at)[0].events, None
    whom = find_whom(schedule, name)
    if not isinstance(whom, Event):
        return _of_party(schedule, whom, filters), whom
    found, _ = ask(schedule, filters.filters(), at=filters.at)
    events = [event for event in found.events if event.id == whom.id]
    if found.events and not events:
        note(f"{whom.title} is none of the {count(found.events)} that the filters leave")
    return events, None


def _of_party(schedule: Schedule, party: Participant, filters: FilterOptions) -> Sequence[Event]:
    """Return the events of *party* that *filters* leave; a role is theirs unless somebody else is asked for."""
    from ungacli.planning.brief import agenda_of
    from ungacli.query.lookup import find_role

    asked = filters.filters()
    theirs = not asked.speaker and not asked.organizer
    roles = [find_role(text) for text in asked.role] if theirs else []
    own = agenda_of(schedule, party, roles)
    found, _ = ask(schedule, asked._replace(role=()) if theirs else asked, at=filters.at)
    left = {event.id for event in found.events}
    events = [event for event in own if event.id in left]
    if left and not events:
        note(f"{party.name} has no {'such ' if roles else ''}part in the {count(found.events)} that the filters leave")
    return events
