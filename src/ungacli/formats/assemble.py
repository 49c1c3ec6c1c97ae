"""From the tree of a schedule file to a Schedule, with everything checked."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import chain
from typing import TypeVar
from uuid import NAMESPACE_URL, uuid5

from ungacli.formats.problems import BadFileError, Path, Problem, Problems, path_text, unknown
from ungacli.formats.registry import Registries
from ungacli.formats.shape import (
    IDENTIFIER,
    EventShape,
    OrganizationShape,
    PersonShape,
    ScheduleShape,
    fitted,
    is_identifier,
    mended,
)
from ungacli.formats.times import span
from ungacli.formats.tree import Tree
from ungacli.model import Appearance, Context, Document, Event, Hosting, Schedule
from ungacli.names import slug

SECTIONS = ("schedule", "people", "organizations", "events")
EntryShape = TypeVar("EntryShape", OrganizationShape, PersonShape)
PlacedShape = tuple[Path, EventShape]


def assemble(
    tree: Tree, *, stem: str, modified: datetime, noted: Sequence[Problem] = ()
) -> tuple[Schedule, tuple[Problem, ...]]:
    """Return the schedule that *tree* describes and the warnings about it.

    *stem* is the file's name without its suffix, *modified* when it was last changed: they stand
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
    shapes = list(_event_shapes(tree, problems))
    schedule_id = (about and about.id) or slug(stem) or "schedule"
    ids = _ids(shapes)
    placed_ids = [
        ((*path, "id" if shape.id else "title"), event_id) for (path, shape), event_id in zip(shapes, ids, strict=True)
    ]
    _check_unique("id", placed_ids, problems)
    _check_unique("uid", [((*path, "uid"), shape.uid) for path, shape in shapes if shape.uid], problems)
    # All speakers come before any organizer: whom one event names as organizer may speak in another.
    speakers = _speakers(shapes, registries)
    organizers = _organizers(shapes, registries)
    # Without a zone times cannot be told, but whatever else is wrong can.
    settings = about or ScheduleShape(timezone="UTC")  # type: ignore[arg-type]
    events = []
    for index, (path, shape) in enumerate(shapes):
        if times := _times(shape, path, settings, problems):
            uid = shape.uid or str(uuid5(NAMESPACE_URL, f"{settings.url or f'ungacli:{schedule_id}'}#{ids[index]}"))
            events.append(
                Event(
                    id=ids[index],
                    title=shape.title,
                    start=times[0],
                    end=times[1],
                    uid=uid,
                    schedule=schedule_id,
                    sources=(schedule_id,),
                    status=shape.status,
                    mode=shape.mode,
                    location=shape.location,
                    speakers=speakers[index],
                    organizers=organizers[index],
                    audience=shape.audience,
                    topics=tuple(dict.fromkeys(shape.topics)),
                    documents=tuple(Document(document.title, document.url) for document in shape.documents),
                    summary=shape.summary,
                    url=shape.url or settings.url,
                )
            )
    if about is None or any(not problem.warning for problem in problems):
        raise BadFileError(problems)
    # Only now: what a mistaken entry refers to would seem unused.
    registries.note_unused()
    context = (
        Context(
            about.context.title,
            about.context.theme,
            about.context.opens,
            tuple(about.context.high_level_days),
            about.context.summary,
        )
        if about.context
        else None
    )
    schedule = Schedule(
        id=schedule_id,
        title=about.title or " ".join(stem.split()),
        timezone=about.timezone,
        revised=about.revised or modified.astimezone(UTC).replace(microsecond=0),
        revision=about.revision,
        url=about.url,
        context=context,
        events=tuple(sorted(events, key=lambda event: event.start.timestamp())),
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


def _event_shapes(tree: dict[str, Tree], problems: Problems) -> Iterator[PlacedShape]:
    entries = tree.get("events")
    if not isinstance(entries, list) or not entries:
        problems.error(("events",), "expected a list of at least one event")
        return
    for index, entry in enumerate(entries):
        shape, found = fitted(EventShape, entry, ("events", index))
        problems.extend(found)
        if shape is None and isinstance(entry, dict):
            # Whom it names, and which id it takes, can be checked all the same.
            shape, _ = fitted(EventShape, mended(entry, found), ("events", index))
        if shape:
            yield ("events", index), shape


def _ids(shapes: Sequence[PlacedShape]) -> list[str]:
    """Return the id of each event: its own, or its title's slug, with day and time where that is not enough."""

    def day(shape: EventShape) -> date | None:
        return shape.start.date() if isinstance(shape.start, datetime) else shape.date

    events = [shape for _, shape in shapes]
    ids = [shape.id or slug(shape.title) or "event" for shape in events]
    suffixes: list[Callable[[EventShape], str]] = [
        lambda shape: f"-{day(shape)}",
        lambda shape: f"-{shape.start:%H%M}",
    ]
    for more in suffixes:
        count = Counter(key.casefold() for key in ids)
        ids = [
            key + more(shape) if count[key.casefold()] > 1 and not shape.id else key
            for key, shape in zip(ids, events, strict=True)
        ]
    return ids


def _check_unique(what: str, values: Iterable[tuple[Path, str]], problems: Problems) -> None:
    # Some file systems do not tell "A" from "a", and an id becomes a file's name.
    owners: dict[str, Path] = {}
    for path, value in values:
        owner = owners.setdefault(value.casefold(), path)
        if owner != path:
            message = f'the {what} "{value}" is that of {path_text(owner[:-1])} already; give another'
            problems.error(path, message)


def _speakers(shapes: Sequence[PlacedShape], registries: Registries) -> list[tuple[Appearance, ...]]:
    placed = [
        [((*path, "speakers", index), part) for index, part in enumerate(shape.speakers)] for path, shape in shapes
    ]
    registries.take_offices(chain.from_iterable(placed))
    return [
        tuple(
            Appearance(person, part.role, part.status, part.mode)
            for path, part in parts
            if (person := registries.speaker(part, path))
        )
        for parts in placed
    ]


def _organizers(shapes: Sequence[PlacedShape], registries: Registries) -> list[tuple[Hosting, ...]]:
    return [
        tuple(
            Hosting(host, part.role, part.status)
            for index, part in enumerate(shape.organizers)
            if (host := registries.host(part, (*path, "organizers", index)))
        )
        for path, shape in shapes
    ]


def _times(
    shape: EventShape, path: Path, settings: ScheduleShape, problems: Problems
) -> tuple[datetime, datetime] | None:
    times = span(shape, shape.timezone or settings.timezone, path, problems)
    if times and settings.days and not settings.days.first <= times[0].date() <= settings.days.last:
        own = f"{settings.days.first} to {settings.days.last}"
        problems.warn((*path, "title"), f"the event is outside the schedule's own days, {own}")
    return times
