"""The events of a schedule file: each with its id, its people and its times."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from uuid import NAMESPACE_URL, uuid5

from ungacli.draft.diagnostics import Diagnostics, KeyPath, path_text
from ungacli.draft.registry import Registries
from ungacli.draft.schema_models import EventShape, ScheduleShape
from ungacli.draft.times import span
from ungacli.draft.tree_draft import Tree
from ungacli.draft.validate import STAND_INS, fitted, mended
from ungacli.model import Document, Event, Organizer, Speaker
from ungacli.names import slug

PlacedShape = tuple[KeyPath, EventShape]


def build_events(
    shapes: Sequence[PlacedShape],
    schedule_id: str,
    settings: ScheduleShape,
    registries: Registries,
    problems: Diagnostics,
) -> dict[KeyPath, Event]:
    """Return the events that *shapes* describe by their places; an event whose times are wrong is left out."""
    ids = _ids(shapes)
    keys = [(*path, "id" if shape.id else "title") for path, shape in shapes]
    _check_unique("id", zip(keys, ids, strict=True), problems)
    _check_unique("uid", [((*path, "uid"), shape.uid) for path, shape in shapes if shape.uid], problems)
    return {
        path: _event(shape, key, times, speakers, organizers, schedule_id=schedule_id, page=settings.url)
        for (path, shape), key, speakers, organizers in zip(shapes, ids, *_parts(shapes, registries), strict=True)
        if (times := _times(shape, path, settings, problems))
    }


def event_shapes(
    tree: dict[str, Tree], problems: Diagnostics, left_out: Collection[str | int] = (), *, needed: bool = True
) -> Iterator[PlacedShape]:
    """Yield the events of the file *tree* with their places; what is wrong with one is noted and stood in for.

    Nothing is said of those whose places in the list are *left_out*. That there is none is a problem
    where one is *needed*.
    """
    entries = tree.get("events")
    if entries is None and not needed:
        return
    if not isinstance(entries, list) or not entries:
        problems.error(("events",), "expected a list of at least one event")
        return
    for index, entry in enumerate(entries):
        if index in left_out:
            continue
        shape, found = fitted(EventShape, entry, ("events", index))
        problems.extend(found)
        if shape is None and isinstance(entry, dict):
            # Whom it names, and which id it takes, can be checked all the same.
            stand_ins = {"id": f"unreadable-{index}", **STAND_INS}
            shape, _ = fitted(EventShape, {**stand_ins, **mended(entry, found)}, ("events", index))
        if shape:
            yield ("events", index), shape


def _event(
    shape: EventShape,
    event_id: str,
    times: tuple[datetime, datetime],
    speakers: tuple[Speaker, ...],
    organizers: tuple[Organizer, ...],
    *,
    schedule_id: str,
    page: str | None,
) -> Event:
    return Event(
        id=event_id,
        title=shape.title,
        start=times[0],
        end=times[1],
        uid=shape.uid or default_uid(page, schedule_id, event_id),
        schedule=schedule_id,
        sources=(schedule_id,),
        status=shape.status,
        mode=shape.mode,
        location=shape.location,
        speakers=speakers,
        organizers=organizers,
        audience=shape.audience,
        topics=tuple(dict.fromkeys(shape.topics)),
        documents=tuple(Document(document.title, document.url) for document in shape.documents),
        summary=shape.summary or None,
        url=shape.url or page,
        contact=shape.contact,
        note=shape.note or None,
    )


def default_uid(page: str | None, schedule_id: str, event_id: str) -> str:
    """Return the uid of an event that gives none: the UUID5 of *page*, or else the schedule's id, and the event's."""
    return str(uuid5(NAMESPACE_URL, f"{page or f'ungacli:{schedule_id}'}#{event_id}"))


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


def _check_unique(what: str, values: Iterable[tuple[KeyPath, str]], problems: Diagnostics) -> None:
    # Some file systems do not tell "A" from "a", and an id becomes a file's name.
    owners: dict[str, KeyPath] = {}
    for path, value in values:
        owner = owners.setdefault(value.casefold(), path)
        if owner != path:
            message = f'the {what} "{value}" is that of {path_text(owner[:-1])} already; give another'
            problems.error(path, message)


def _parts(
    shapes: Sequence[PlacedShape], registries: Registries
) -> tuple[list[tuple[Speaker, ...]], list[tuple[Organizer, ...]]]:
    # All speakers come before any organizer: whom one event names as organizer may speak in another.
    speakers = _speakers(shapes, registries)
    return speakers, _organizers(shapes, registries)


def _speakers(shapes: Sequence[PlacedShape], registries: Registries) -> list[tuple[Speaker, ...]]:
    placed = [
        [((*path, "speakers", index), part) for index, part in enumerate(shape.speakers)] for path, shape in shapes
    ]
    registries.take_particulars(chain.from_iterable(placed))
    return [
        tuple(
            Speaker(person, part.role, part.status, part.mode)
            for path, part in parts
            if (person := registries.speaker(part, path))
        )
        for parts in placed
    ]


def _organizers(shapes: Sequence[PlacedShape], registries: Registries) -> list[tuple[Organizer, ...]]:
    return [
        tuple(
            Organizer(host, part.role, part.status)
            for index, part in enumerate(shape.organizers)
            if (host := registries.host(part, (*path, "organizers", index)))
        )
        for path, shape in shapes
    ]


def _times(
    shape: EventShape, path: KeyPath, settings: ScheduleShape, problems: Diagnostics
) -> tuple[datetime, datetime] | None:
    times = span(shape, shape.timezone or settings.timezone, path, problems)
    if times and settings.days and not settings.days.first <= times[0].date() <= settings.days.last:
        own = f"{settings.days.first} to {settings.days.last}"
        problems.warn((*path, "title"), f"the event is outside the schedule's own days, {own}")
    return times
