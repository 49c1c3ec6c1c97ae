"""From the tree of a schedule file to a Schedule, with everything checked."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from ungacli.draft.diagnostics import BadFileError, Diagnostic, Diagnostics, KeyPath, Level, unknown
from ungacli.draft.events import build_events, event_shapes
from ungacli.draft.registry import Registries
from ungacli.draft.schema_models import (
    IDENTIFIER,
    OrganizationShape,
    PersonShape,
    ScheduleShape,
    is_identifier,
)
from ungacli.draft.tree_draft import Draft, Tree
from ungacli.draft.validate import fitted
from ungacli.model import Context, Schedule
from ungacli.names import slug

SECTIONS = ("schedule", "people", "organizations", "events")
EntryShape = TypeVar("EntryShape", OrganizationShape, PersonShape)


class Assembled(NamedTuple):
    """A *schedule*, the *problems* that it can be used with, and the place in the tree of each event, by its id."""

    schedule: Schedule
    problems: tuple[Diagnostic, ...]
    entries: Mapping[str, KeyPath]


def assemble(
    draft: Draft, *, stem: str, modified: datetime, zone: ZoneInfo | None = None, needs_events: bool = True
) -> Assembled:
    """Return the schedule that *draft* describes, with the warnings and notes about it.

    *stem* is the file's name without its suffix, *modified* when it was last changed, in UTC: they stand
    in for an id, a title and a `revised` that the file does not give, and *zone* for its time zone. Of a
    lenient draft the events that are wrong are left out, and what is wrong with them is among the
    problems. A file without events is refused if it *needs_events*. Raises BadFileError with every
    problem of the file.
    """
    tree = draft.tree
    if not isinstance(tree, dict):
        what = "the file is empty" if tree is None else "expected a mapping"
        raise BadFileError([Diagnostic((), f"{what}; a schedule file has the keys {', '.join(SECTIONS)}")])
    left_out: list[Diagnostic] = []
    told = partial(_assembled, tree, stem=stem, modified=modified, zone=zone, needs_events=needs_events)
    noted = frozenset(draft.noted)
    while True:
        wrong = frozenset(problem.path[1] for problem in left_out)
        try:
            done = told(draft.noted, wrong)
        except BadFileError as bad:
            found = [problem for problem in bad.problems if problem not in noted]
            if not draft.lenient or not found or not all(_is_of_an_event(problem) for problem in found):
                raise BadFileError([*left_out, *bad.problems]) from None
            left_out += [replace(problem, level=Level.SKIPPED) for problem in found]
        else:
            return done._replace(problems=(*left_out, *done.problems))


def _is_of_an_event(problem: Diagnostic) -> bool:
    return problem.path[:1] == ("events",) and len(problem.path) > 1


def _assembled(
    tree: dict[str, Tree],
    noted: Sequence[Diagnostic],
    wrong: Collection[str | int],
    *,
    stem: str,
    modified: datetime,
    zone: ZoneInfo | None,
    needs_events: bool,
) -> Assembled:
    problems = Diagnostics(noted)
    for key in tree:
        if key not in SECTIONS:
            problems.error((key,), unknown("key", key, SECTIONS))
    about = _about(tree, zone, problems)
    registries = Registries(
        _entries(tree, "organizations", OrganizationShape, problems),
        _entries(tree, "people", PersonShape, problems),
        problems,
    )
    shapes = list(event_shapes(tree, problems, wrong, needed=needs_events))
    schedule_id = (about and about.id) or slug(stem) or "schedule"
    # Without a zone times cannot be told, but whatever else is wrong can.
    settings = about or ScheduleShape.model_validate({"timezone": "UTC"})
    events = build_events(shapes, schedule_id, settings, registries, problems)
    if about is None or any(problem.level is Level.ERROR for problem in problems):
        raise BadFileError(problem for problem in problems if problem.level is Level.ERROR)
    # Only now: what a mistaken entry refers to would seem unused.
    registries.note_unused()
    schedule = Schedule(
        id=schedule_id,
        title=about.title or " ".join(stem.split()),
        timezone=about.timezone,
        revised=about.revised or modified,
        revision=about.revision,
        url=about.url,
        own_days=about.days,
        context=_context(about),
        events=tuple(sorted(events.values(), key=lambda event: event.start.timestamp())),
        people=registries.people.all(),
        organizations=registries.organizations.all(),
    )
    return Assembled(schedule, tuple(problems), {event.id: path for path, event in events.items()})


def _about(tree: dict[str, Tree], zone: ZoneInfo | None, problems: Diagnostics) -> ScheduleShape | None:
    section = tree.get("schedule")
    if zone is not None and (section is None or (isinstance(section, dict) and section.get("timezone") is None)):
        section = {**(section or {}), "timezone": zone.key}
    elif "schedule" not in tree:
        problems.error((), '"schedule" is missing; give at least its timezone, or --tz ZONE')
        return None
    about, found = fitted(ScheduleShape, section, ("schedule",))
    problems.extend(found)
    return about


def _context(about: ScheduleShape) -> Context | None:
    shape = about.context
    if shape is None:
        return None
    return Context(shape.title, shape.theme, shape.opens, tuple(shape.high_level_days), shape.summary)


def _entries(
    tree: dict[str, Tree], section: str, shape: type[EntryShape], problems: Diagnostics
) -> Iterator[tuple[str, EntryShape]]:
    entries = {} if tree.get(section) is None else tree[section]
    if not isinstance(entries, dict):
        problems.error((section,), "expected a mapping from ids to entries")
        return
    for key, entry in entries.items():
        fitting, found = fitted(shape, entry, (section, key))
        problems.extend(found)
        if not is_identifier(key):
            problems.error((section, key), f'"{key}" is not {IDENTIFIER}')
        if fitting:
            yield key, fitting
