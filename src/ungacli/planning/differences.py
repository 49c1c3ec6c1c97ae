"""What has changed from one schedule to another."""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from ungacli.model import Event, Organizer, Participant, Schedule, Speaker, Status
from ungacli.names import fold
from ungacli.phrases import organizer_part, speaker_part
from ungacli.planning.acquaintance import Acquaintance, Who
from ungacli.planning.pairing import paired
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
        told = [_record(change, None, None) for change in self.about]
        for one in self.events:
            told += [_record(change, one.event.id, one.event.title) for change in one.changes]
        return told


def _record(change: Change, event: str | None, title: str | None) -> Record:
    return {
        "kind": change.kind.value,
        "event": event,
        "title": title,
        "field": change.field,
        "old": change.old,
        "new": change.new,
    }


def differences(old: Schedule, new: Schedule) -> Differences:
    """Return how *new* differs from *old*.

    Events are the same by id, or else by UID, or else by title and one who takes part, or else by
    start and all who take part. The reader's notes are private and not compared; nor are the orders
    of people, topics and documents. It takes as long as there are events, and no longer.
    """
    known = Acquaintance(old, new)
    before = [_Seen(event, _roster(event, known, is_new=False)) for event in old.events]
    after = [_Seen(event, _roster(event, known, is_new=True)) for event in new.events]
    pairs, removed, added = paired(before, after, _STAGES, order=_order)
    found = [EventDifference(one.event, other.event, tuple(_changes(one, other))) for one, other in pairs]
    found = [one for one in found if one.changes]
    found += [
        EventDifference(one.event, None, (Change(Kind.REMOVED, "event", _span(one.event), None),)) for one in removed
    ]
    found += [EventDifference(None, one.event, (Change(Kind.ADDED, "event", None, _span(one.event)),)) for one in added]
    found.sort(key=lambda one: (one.event.start.timestamp(), one.event.id, one.new is None))
    return Differences(tuple(_about(old, new)), tuple(found))


class _Roster(NamedTuple):
    """Who takes part in an event, by the words for them."""

    speakers: dict[Who, list[Part]]
    organizers: dict[Who, list[Part]]

    @property
    def everyone(self) -> frozenset[Who]:
        return frozenset(self.speakers) | frozenset(self.organizers)


def _roster(event: Event, known: Acquaintance, *, is_new: bool) -> _Roster:
    speakers: dict[Who, list[Part]] = {}
    organizers: dict[Who, list[Part]] = {}
    for part in event.speakers:
        speakers.setdefault(known.who(part.person, is_new=is_new), []).append(part)
    for hosting in event.organizers:
        organizers.setdefault(known.who(hosting.participant, is_new=is_new), []).append(hosting)
    return _Roster(speakers, organizers)


class _Seen(NamedTuple):
    """An event and who is who in it."""

    event: Event
    roster: _Roster


def _order(seen: _Seen) -> tuple[float, str]:
    return seen.event.start.timestamp(), seen.event.id


def _title_and_people(seen: _Seen) -> list[tuple[str, Who]]:
    title = fold(seen.event.title) or seen.event.title
    # Two events in which nobody is named share that.
    return [(title, who) for who in sorted(seen.roster.everyone) or [""]]


def _on_time(seen: _Seen) -> list[tuple[float, str, Who]]:
    return [(seen.event.start.timestamp(), *key) for key in _title_and_people(seen)]


def _start_and_people(seen: _Seen) -> list[tuple[float, tuple[Who, ...]]]:
    people = tuple(sorted(seen.roster.everyone))
    return [(seen.event.start.timestamp(), people)] if people else []


_STAGES: list[Callable[[_Seen], Sequence[Any]]] = [
    lambda seen: [(seen.event.id, seen.event.uid)],
    lambda seen: [seen.event.id],
    lambda seen: [seen.event.uid],
    # What repeats is the same at its time first.
    _on_time,
    _title_and_people,
    _start_and_people,
]


def _span(event: Event) -> str:
    return f"{event.start.isoformat()}/{event.end.isoformat()}"


def _changes(before: _Seen, after: _Seen) -> Iterator[Change]:
    old, new = before.event, after.event
    if old.status is not new.status:
        yield Change(_kind_of_status(old.status, new.status), "status", old.status.value, new.status.value)
    if old.title != new.title:
        yield Change(Kind.RETITLED, "title", old.title, new.title)
    yield from _moves(old, new)
    yield from _parts("speakers", before.roster.speakers, after.roster.speakers)
    yield from _parts("organizers", before.roster.organizers, after.roster.organizers)
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


def _parts(field: str, old: dict[Who, list[Part]], new: dict[Who, list[Part]]) -> Iterator[Change]:
    """Yield who joined, who left and who does something else; the same one may do several things."""
    for who in dict.fromkeys([*old, *new]):
        before, after = old.get(who, []), new.get(who, [])
        # Most parts stay as they are.
        if [*map(_part, before)] == [*map(_part, after)]:
            continue
        pairs, left, come = paired(before, after, _PART_STAGES, order=_part)
        for one, other in pairs:
            if _told(one) != _told(other) or not _share_a_name(one, other):
                is_same = one.status is other.status
                kind = Kind.CHANGED if is_same else _kind_of_status(one.status, other.status)
                yield Change(kind, field, _part(one), _part(other))
        yield from (Change(Kind.LEFT, field, _part(part), None) for part in left)
        yield from (Change(Kind.JOINED, field, None, _part(part)) for part in come)


_PART_STAGES: list[Callable[[Part], Sequence[str]]] = [
    lambda part: [_told(part)],
    lambda part: [part.role],
    lambda _: [""],
]


def _told(part: Part) -> str:
    """Return what *part* is in words."""
    return speaker_part(part) if isinstance(part, Speaker) else organizer_part(part)


def _part(part: Part) -> str:
    """Return who does what: `Amy Pope, opening remarks, TBC`."""
    return f"{_party(part).name}, {_told(part)}"


def _share_a_name(one: Part, other: Part) -> bool:
    """Return whether both know whom they name by a spelling that they share; accents are none of it."""
    first, second = ({*map(fold, _party(part).names)} for part in (one, other))
    return not first.isdisjoint(second)


def _party(part: Part) -> Participant:
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
    told = about_record(schedule)
    context = told.pop("context") or {}
    del told["id"], told["revised"]
    told["own_days"] = told["own_days"] and _days(told["own_days"])
    return told | {
        f"context.{field}": [_days(days) for days in value] if field == "high_level_days" else value
        for field, value in context.items()
    }


def _days(ends: Sequence[str]) -> str:
    """Return days as a schedule file has them: `2024-09-20..2024-09-28`."""
    return "..".join(dict.fromkeys(ends))
