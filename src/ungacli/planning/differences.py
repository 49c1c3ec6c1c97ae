"""What has changed from one schedule to another, and which events were withdrawn."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any, NamedTuple

from ungacli.model import Event, Organizer, Participant, Schedule, Speaker, Status
from ungacli.names import fold
from ungacli.phrases import part_words
from ungacli.planning.pairing import Identities, Identity, paired
from ungacli.record import Record, about_record

Part = Speaker | Organizer


class Kind(StrEnum):
    """What sort of change it is.

    An event is added or removed; somebody joins or leaves it. What was to be confirmed is settled,
    and unsettled the other way round.
    """

    ADDED = "added"
    REMOVED = "removed"
    CANCELLED = "cancelled"
    REINSTATED = "reinstated"
    MOVED = "moved"
    RETITLED = "retitled"
    JOINED = "joined"
    LEFT = "left"
    SETTLED = "settled"
    UNSETTLED = "unsettled"
    CHANGED = "changed"


class Change(NamedTuple):
    """One change of a *field*, which is called as in the JSON of an event or schedule.

    *old* and *new* are plain data: text, a number, a list of texts, or None where there is nothing;
    times are ISO 8601 with their offset.
    """

    kind: Kind
    field: str
    old: Any
    new: Any


class EventDifference(NamedTuple):
    """How one event differs; *old* is None for one that was added, *new* for one that was removed."""

    old: Event | None
    new: Event | None
    changes: tuple[Change, ...]

    @property
    def event(self) -> Event:
        """The event as it is now, or as it last was."""
        event = self.new or self.old
        assert event
        return event


class Differences(NamedTuple):
    """How one schedule differs from another: in what it says of itself, and in its events by start."""

    about: tuple[Change, ...]
    events: tuple[EventDifference, ...]

    @property
    def records(self) -> list[Record]:
        """Every change as plain data; those of the schedule itself name no event."""
        rows: list[tuple[Change, str | None, str | None]] = [(change, None, None) for change in self.about]
        rows += [(change, one.event.id, one.event.title) for one in self.events for change in one.changes]
        return [
            {
                "kind": change.kind.value,
                "event": event,
                "title": title,
                "field": change.field,
                "old": change.old,
                "new": change.new,
            }
            for change, event, title in rows
        ]


def differences(old: Schedule, new: Schedule) -> Differences:
    """Return how *new* differs from *old*.

    Events are the same by id, or else by UID, or else by title and one who takes part, or else by
    start and all who take part. The reader's notes are private and not compared; nor are the orders
    of people, topics and documents. It takes as long as there are events, and no longer.
    """
    identities = Identities(old, new)
    before = [_identified(event, identities, is_new=False) for event in old.events]
    after = [_identified(event, identities, is_new=True) for event in new.events]
    pairs, removed, added = paired(before, after, _STAGES, order=_order)
    changed = [EventDifference(one.event, other.event, tuple(_changes(one, other))) for one, other in pairs]
    result = [one for one in changed if one.changes]
    for gone in removed:
        change = Change(Kind.REMOVED, "event", _span(gone.event), None)
        result.append(EventDifference(gone.event, None, (change,)))
    for come in added:
        change = Change(Kind.ADDED, "event", None, _span(come.event))
        result.append(EventDifference(None, come.event, (change,)))
    result.sort(key=lambda one: (one.event.start.timestamp(), one.event.id, one.new is None))
    return Differences(tuple(_about(old, new)), tuple(result))


class _Identified(NamedTuple):
    """An event with the parts of its speakers and organizers by their identities in both schedules."""

    event: Event
    speakers: dict[Identity, list[Part]]
    organizers: dict[Identity, list[Part]]

    @property
    def everyone(self) -> list[Identity]:
        return sorted({*self.speakers, *self.organizers})


def _identified(event: Event, identities: Identities, *, is_new: bool) -> _Identified:
    def by_identity(parts: Sequence[Part]) -> dict[Identity, list[Part]]:
        result: dict[Identity, list[Part]] = {}
        for part in parts:
            result.setdefault(identities.of(_participant(part), is_new=is_new), []).append(part)
        return result

    return _Identified(event, by_identity(event.speakers), by_identity(event.organizers))


def _order(one: _Identified) -> tuple[float, str]:
    return one.event.start.timestamp(), one.event.id


def _title_and_people(one: _Identified) -> list[tuple[str, Identity]]:
    title = fold(one.event.title) or one.event.title
    # Two events in which nobody is named share that.
    return [(title, identity) for identity in one.everyone or [""]]


def _on_time(one: _Identified) -> list[tuple[float, str, Identity]]:
    return [(one.event.start.timestamp(), *key) for key in _title_and_people(one)]


def _start_and_people(one: _Identified) -> list[tuple[float, tuple[Identity, ...]]]:
    people = tuple(one.everyone)
    return [(one.event.start.timestamp(), people)] if people else []


_STAGES: list[Callable[[_Identified], Sequence[Any]]] = [
    lambda one: [(one.event.id, one.event.uid)],
    lambda one: [one.event.id],
    lambda one: [one.event.uid],
    # What repeats is the same at its time first.
    _on_time,
    _title_and_people,
    _start_and_people,
]


def _span(event: Event) -> str:
    return f"{event.start.isoformat()}/{event.end.isoformat()}"


def _changes(before: _Identified, after: _Identified) -> Iterator[Change]:
    old, new = before.event, after.event
    if old.status is not new.status:
        yield Change(_kind_of_status(old.status, new.status), "status", old.status.value, new.status.value)
    if old.title != new.title:
        yield Change(Kind.RETITLED, "title", old.title, new.title)
    yield from _moves(old, new)
    yield from _parts("speakers", before.speakers, after.speakers)
    yield from _parts("organizers", before.organizers, after.organizers)
    for field, value in _FIELDS.items():
        if value(old) != value(new):
            yield Change(Kind.CHANGED, field, value(old), value(new))


def _kind_of_status(old: Status, new: Status) -> Kind:
    if new is Status.CANCELLED:
        return Kind.CANCELLED
    if old is Status.CANCELLED:
        return Kind.REINSTATED
    return Kind.SETTLED if new is Status.CONFIRMED else Kind.UNSETTLED


def _moves(old: Event, new: Event) -> Iterator[Change]:
    for field, one, other in (("start", old.start, new.start), ("end", old.end, new.end)):
        # By whatever clocks they are told.
        if one.timestamp() != other.timestamp():
            yield Change(Kind.MOVED, field, one.isoformat(), other.isoformat())
    if old.timezone.key != new.timezone.key:
        yield Change(Kind.MOVED, "timezone", old.timezone.key, new.timezone.key)
    if old.location != new.location:
        yield Change(Kind.MOVED, "location", old.location, new.location)


_FIELDS: dict[str, Callable[[Event], Any]] = {
    "mode": lambda event: event.mode and event.mode.value,
    "audience": lambda event: event.audience,
    "topics": lambda event: sorted(set(event.topics)),
    "documents": lambda event: sorted(
        {paper.title + (f": {paper.url}" if paper.url else "") for paper in event.documents}
    ),
    "summary": lambda event: event.summary,
    "url": lambda event: event.url,
    "contact": lambda event: event.contact,
}


def _parts(field: str, old: dict[Identity, list[Part]], new: dict[Identity, list[Part]]) -> Iterator[Change]:
    """Yield who joined, who left and who does something else; the same one may do several things."""
    for identity in dict.fromkeys([*old, *new]):
        before, after = old.get(identity, []), new.get(identity, [])
        # Most parts stay as they are.
        if [*map(_part, before)] == [*map(_part, after)]:
            continue
        pairs, left, joined = paired(before, after, _PART_STAGES, order=_part)
        for one, other in pairs:
            if part_words(one) != part_words(other) or not _share_a_name(one, other):
                is_same = one.status is other.status
                kind = Kind.CHANGED if is_same else _kind_of_status(one.status, other.status)
                yield Change(kind, field, _part(one), _part(other))
        yield from (Change(Kind.LEFT, field, _part(part), None) for part in left)
        yield from (Change(Kind.JOINED, field, None, _part(part)) for part in joined)


_PART_STAGES: list[Callable[[Part], Sequence[str]]] = [
    lambda part: [part_words(part)],
    lambda part: [part.role],
    lambda _: [""],
]


def _part(part: Part) -> str:
    """Return who does what: `Amy Pope, opening remarks, TBC`."""
    return f"{_participant(part).name}, {part_words(part)}"


def _share_a_name(one: Part, other: Part) -> bool:
    """Return whether both know whom they name by a spelling that they share; accents are none of it."""
    first, second = ({*map(fold, _participant(part).names)} for part in (one, other))
    return not first.isdisjoint(second)


def _participant(part: Part) -> Participant:
    return part.person if isinstance(part, Speaker) else part.participant


def _about(old: Schedule, new: Schedule) -> Iterator[Change]:
    """Yield how the schedules differ in what they say of themselves, in the order of their record."""
    before, after = _facts(old), _facts(new)
    for field in dict.fromkeys([*before, *after]):
        one, other = before.get(field) or None, after.get(field) or None
        if one != other:
            yield Change(Kind.CHANGED, field, one, other)


def _facts(schedule: Schedule) -> Record:
    """Return what *schedule* says of itself; its id and when its file was written are none of its readers' business."""
    facts = about_record(schedule)
    context = facts.pop("context") or {}
    del facts["id"], facts["revised"]
    facts["own_days"] = facts["own_days"] and _days(facts["own_days"])
    return facts | {
        f"context.{field}": [_days(days) for days in value] if field == "high_level_days" else value
        for field, value in context.items()
    }


def _days(ends: Sequence[str]) -> str:
    """Return days as a schedule file has them: `2024-09-20..2024-09-28`."""
    return "..".join(dict.fromkeys(ends))


def following(new: Schedule, old: Schedule) -> Schedule:
    """Return *new* with the events of *old* whose UID it lacks as withdrawn: cancelled, each at its time.

    A calendar that follows a schedule learns of an event that is gone by its UID and this status alone. An id
    that another event of *new* has is one of `id-cancelled`, `id-cancelled-cancelled` ... The revision is above
    that of *old*, for a change is recognized by its number (RFC 5545, section 3.8.7.4).
    """
    uids, ids = {event.uid for event in new.events}, {event.id for event in new.events}
    taken = ids | {event.id for event in old.events}
    events = list(new.events)
    for event in old.events:
        if event.uid in uids:
            continue
        name = event.id
        if name in ids:
            while name in taken:
                name += "-cancelled"
            taken.add(name)
        events.append(replace(event, id=name, status=Status.CANCELLED))
    events.sort(key=lambda event: event.start.timestamp())
    return replace(new, events=tuple(events), revision=max(new.revision, old.revision + 1))
