"""From the tree of a schedule file to a Schedule, with everything checked."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from ungacli.formats.events import build_events, event_shapes
from ungacli.formats.fitting import fitted
from ungacli.formats.problems import BadFileError, Problem, Problems, unknown
from ungacli.formats.registry import Registries
from ungacli.formats.shape import (
    IDENTIFIER,
    OrganizationShape,
    PersonShape,
    ScheduleShape,
    is_identifier,
)
from ungacli.formats.tree import Tree
from ungacli.model import Context, Schedule
from ungacli.names import slug

SECTIONS = ("schedule", "people", "organizations", "events")
EntryShape = TypeVar("EntryShape", OrganizationShape, PersonShape)


def assemble(
    tree: Tree, *, stem: str, modified: datetime, noted: Sequence[Problem] = ()
) -> tuple[Schedule, tuple[Problem, ...]]:
    """Return the schedule that *tree* describes and the warnings about it.

    *stem* is the file's name without its suffix, *modified* when it was last changed, in UTC: they stand
    in for an id, a title and a `revised` that the file does not give. Raises BadFileError with every
    problem of the file, those *noted* before among them.
    """
    if not isinstance(tree, dict):
        what = "the file is empty" if tree is None else "expected a mapping"
        raise BadFileError([Problem((), f"{what}; a schedule file has the keys {', '.join(SECTIONS)}")])
    problems = Problems(noted)
    for key in tree:
        if key not in SECTIONS:
            problems.error((key,), unknown("key", key, SECTIONS))
    about = _about(tree, problems)
    registries = Registries(
        _entries(tree, "organizations", OrganizationShape, problems),
        _entries(tree, "people", PersonShape, problems),
        problems,
    )
    shapes = list(event_shapes(tree, problems))
    schedule_id = (about and about.id) or slug(stem) or "schedule"
    # Without a zone times cannot be told, but whatever else is wrong can.
    settings = about or ScheduleShape.model_validate({"timezone": "UTC"})
    events = build_events(shapes, schedule_id, settings, registries, problems)
    if about is None or any(not problem.warning for problem in problems):
        raise BadFileError(problem for problem in problems if not problem.warning)
    # Only now: what a mistaken entry refers to would seem unused.
    registries.note_unused()
    schedule = Schedule(
        id=schedule_id,
        title=about.title or " ".join(stem.split()),
        timezone=about.timezone,
        revised=about.revised or modified,
        revision=about.revision,
        url=about.url,
        context=_context(about),
        events=tuple(events),
        people=registries.people.all(),
        organizations=registries.organizations.all(),
    )
    return schedule, tuple(problems)


def _about(tree: dict[str, Tree], problems: Problems) -> ScheduleShape | None:
    if "schedule" not in tree:
        problems.error((), '"schedule" is missing; give at least its timezone')
        return None
    about, found = fitted(ScheduleShape, tree["schedule"], ("schedule",))
    problems.extend(found)
    return about


def _context(about: ScheduleShape) -> Context | None:
    shape = about.context
    if shape is None:
        return None
    return Context(shape.title, shape.theme, shape.opens, tuple(shape.high_level_days), shape.summary)


def _entries(
    tree: dict[str, Tree], section: str, shape: type[EntryShape], problems: Problems
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
