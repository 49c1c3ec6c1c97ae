"""The command brief: what to know before a day of events."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from ungacli.cli.files import place_of_file, write_files
from ungacli.cli.filters import apply_filters, zones
from ungacli.cli.options import BriefFormat, BriefOptions, FilterOptions, SourceOptions, option, with_options
from ungacli.cli.sources import open_schedule
from ungacli.cli.terminal import note, print_answer, print_json, print_lines, width
from ungacli.errors import QuestionError
from ungacli.model import Event, Participant, Schedule
from ungacli.names import slug
from ungacli.phrases import count

Subject = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[WHOM]", help="A person, an organizer or an event, by any part of the name; all events without it."
    ),
]
Notes = Annotated[bool, option("--notes", None, "Show your private notes on the events too.", "Output")]
Output = Annotated[
    str | None, option("--output -o", "PATH", "Write this file, .md or .html, or one into this folder.", "Output")
]
Force = Annotated[bool, option("--force", None, "Replace a file that has other content.", "Output")]

_SUFFIXES: dict[BriefFormat, str] = {"markdown": ".md", "html": ".html"}
_KINDS: dict[str, BriefFormat] = {".md": "markdown", ".html": "html", ".htm": "html"}


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
    """Write what a person needs to know before a day of events."""
    from ungacli.planning.brief import compose

    target = None if output == "-" else output
    kind = _kind_of_file(target, view.format) if target else view.format
    schedule = open_schedule(source)
    also = zones(view.also, schedule)
    events, of = _subject(schedule, " ".join(whom or ()), filters)
    result = compose(schedule, events, of=of, notes=notes)
    if kind == "json":
        from ungacli.render.data import brief_record

        print_json(brief_record(result))
    elif not result.events:
        if target:
            note("nothing was written")
    elif kind == "table":
        from ungacli.render.brief import brief_blocks

        print_answer(brief_blocks(result, width=width(), also=also), view.color)
    else:
        from ungacli.render.brief import html_page, markdown_document

        text = html_page(result, also=also) if kind == "html" else markdown_document(result, also=also)
        if target is None:
            print_lines(text.splitlines())
            return
        place = place_of_file(f"{slug(result.title) or 'brief'}{_SUFFIXES[kind]}", target)
        changed = write_files({place: text.encode()}, force=force)
        written = f"brief on {count(result.events)} written to {place}"
        note(written if changed else f"{place} holds that already; nothing was written")


def _kind_of_file(output: str, format_name: BriefFormat) -> BriefFormat:
    """Return the format of the file *output* or, in a folder, *format_name*; QuestionError if no file has it."""
    is_folder = place_of_file("a", output) != Path(output)
    named = None if format_name == "table" else format_name
    kind = named if is_folder else _KINDS.get(Path(output).suffix.casefold())
    if kind is None or kind not in _SUFFIXES:
        missing = "add --format markdown or html" if is_folder else "name it .md or .html"
        raise QuestionError(f"a brief cannot be written to {output} like this", hint=missing)
    if named not in {None, kind}:
        raise QuestionError(f"{output} is no name for --format {named}", hint="leave one of them out")
    return kind


def _subject(schedule: Schedule, name: str, filters: FilterOptions) -> tuple[Sequence[Event], Participant | None]:
    """Return the events of the brief on what *name* names, and the participant whose agenda it is, if any.

    The subject is a participant or an event, or all events without a name. A role in *filters* is that
    participant's unless the filters name another one.
    """
    from ungacli.planning.brief import agenda_of, brief_subject
    from ungacli.query.lookup import ROLES, find_word

    if not name:
        return apply_filters(schedule, filters)[0].events, None
    subject = brief_subject(schedule, name)
    if isinstance(subject, Event):
        left = apply_filters(schedule, filters)[0].events
        events = [subject] if subject in left else []
        if left and not events:
            note(f"{subject.title} is none of the {count(left)} that the filters leave")
        return events, None
    own_role = not filters.speaker and not filters.organizer
    roles = [find_word("role", text, ROLES) for text in filters.role] if own_role else []
    matches, _ = apply_filters(schedule, filters._replace(role=[]) if own_role else filters)
    agenda = agenda_of(matches, subject, roles)
    if matches.events and not agenda:
        part = "such part" if roles else "part"
        note(f"{subject.name} has no {part} in the {count(matches.events)} that the filters leave")
    return agenda, subject
