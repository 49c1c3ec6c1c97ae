"""The command brief: what to know before a day of events."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from ungacli.cli.ask import ask, zones
from ungacli.cli.files import place_of_file, write_files
from ungacli.cli.options import BriefOptions, FilterOptions, SourceOptions, option, with_options
from ungacli.cli.sources import open_schedule
from ungacli.cli.terminal import note, print_answer, print_json, print_lines, width
from ungacli.errors import QuestionError
from ungacli.model import Event, Participant, Schedule
from ungacli.names import slug
from ungacli.phrases import count

if TYPE_CHECKING:
    from ungacli.planning.brief import Brief

Subject = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[WHOM]", help="A person, an organizer or an event, by any part of the name; all events without it."
    ),
]
Notes = Annotated[bool, option("--notes", None, "Tell your private notes on the events too.", "Output")]
Output = Annotated[
    str | None, option("--output -o", "PATH", "Write this file, .md or .html, or one into this folder.", "Output")
]
Force = Annotated[bool, option("--force", None, "Replace a file that has other content.", "Output")]

_SUFFIXES = {"markdown": ".md", "html": ".html"}
_KINDS = {".md": "markdown", ".html": "html", ".htm": "html"}


@with_options
def brief(
    filters: FilterOptions,
    source: SourceOptions,
    view: BriefOptions,
    whom: Subject = None,
    notes: Notes = False,
    output: Output = None,
    force: Force = False,
) -> None:
    """Write what somebody has to know before a day of events."""
    from ungacli.planning.brief import compose

    target = None if output == "-" else output
    kind = _kind_of_file(target, view) if target else view.format
    schedule = open_schedule(source)
    also = zones(view.also, schedule)
    events, of = _subject(schedule, " ".join(whom or ()), filters)
    result = compose(schedule, events, of=of, notes=notes)
    if target:
        _write(result, kind, target, also, force=force)
    else:
        _print(result, kind, view, also)


def _kind_of_file(output: str, view: BriefOptions) -> str:
    """Return the format of the file or, in a folder, the one asked for; QuestionError if no file has it."""
    named = None if view.format == "table" else view.format
    kind = named if _is_folder(output) else _KINDS.get(Path(output).suffix.casefold())
    if kind not in _SUFFIXES:
        missing = "add --format markdown or html" if _is_folder(output) else "name it .md or .html"
        raise QuestionError(f"a brief cannot be written to {output} like this", hint=missing)
    if named not in {None, kind}:
        raise QuestionError(f"{output} is no name for --format {named}", hint="leave one of them out")
    return str(kind)


def _is_folder(output: str) -> bool:
    return place_of_file("a", output) != Path(output)


def _subject(schedule: Schedule, name: str, filters: FilterOptions) -> tuple[Sequence[Event], Participant | None]:
    """Return the events of the brief, and the participant whose agenda it is, if any.

    A role in *filters* is that participant's unless they name somebody else.
    """
    from ungacli.planning.brief import agenda_of, brief_subject
    from ungacli.query.lookup import find_role

    if not name:
        return ask(schedule, filters)[0].events, None
    subject = brief_subject(schedule, name)
    if isinstance(subject, Event):
        left = ask(schedule, filters)[0].events
        events = [subject] if subject in left else []
        if left and not events:
            note(f"{subject.title} is none of the {count(left)} that the filters leave")
        return events, None
    own_role = not filters.speaker and not filters.organizer
    roles = [find_role(text) for text in filters.role] if own_role else []
    matches, _ = ask(schedule, filters._replace(role=[]) if own_role else filters)
    agenda = agenda_of(matches, subject, roles)
    if matches.events and not agenda:
        part = "such part" if roles else "part"
        note(f"{subject.name} has no {part} in the {count(matches.events)} that the filters leave")
    return agenda, subject


def _write(result: "Brief", kind: str, output: str, also: Sequence[ZoneInfo], *, force: bool) -> None:
    if not result.events:
        note("nothing was written")
        return
    place = place_of_file(f"{slug(result.title) or 'brief'}{_SUFFIXES[kind]}", output)
    changed = write_files({place: _file_text(result, kind, also).encode()}, force=force)
    events = count(result.events)
    note(f"brief on {events} written to {place}" if changed else f"{place} holds that already; nothing was written")


def _print(result: "Brief", kind: str, view: BriefOptions, also: Sequence[ZoneInfo]) -> None:
    if kind == "json":
        from ungacli.render.data import brief_record

        print_json(brief_record(result))
    elif result.events and kind == "table":
        from ungacli.render.brief import brief_blocks

        print_answer(brief_blocks(result, width=width(), also=also), view.color)
    elif result.events:
        print_lines(_file_text(result, kind, also).splitlines())


def _file_text(result: "Brief", kind: str, also: Sequence[ZoneInfo]) -> str:
    from ungacli.render.brief_files import html_page, markdown_document

    return html_page(result, also=also) if kind == "html" else markdown_document(result, also=also)
