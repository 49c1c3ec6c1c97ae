"""What has changed from one schedule to another, and which events were withdrawn."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any, NamedTuple

from ungacli.draft.ids import default_uid, free_id
from ungacli.model import Event, Schedule, Status
from ungacli.names import fold
from ungacli.phrases import part_words
from ungacli.planning.pairing import Identified, Identity, Keys, Part, paired, paired_events
from ungacli.record import Record, about_record, event_record


class ChangeKind(StrEnum):
    """What sort of change it is.

    An event is added or removed; a participant joins or leaves it. What was to be confirmed is settled,
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

    kind: ChangeKind
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
            {"kind": kind.value, "event": event, "title": title, "field": field, "old": old, "new": new}
            for (kind, field, old, new), event, title in rows
        ]


def differences(old: Schedule, new: Schedule) -> Differences:
    """Return how *new* differs from *old*.

    Events are the same by a UID that lasts, or else by title and one who takes part, by start
    and all who take part, or at last by an id or UID that is made of the title. The reader's notes are private
    and not compared; nor are the orders of people, topics and documents. It takes as long as there are
    events, and no longer.
    """
    pairs, removed, added = paired_events(old, new)
    result = [EventDifference(one.event, other.event, tuple(_changes(one, other))) for one, other in pairs]
    result += [
        EventDifference(one.event, None, (Change(ChangeKind.REMOVED, "event", one.span, None),)) for one in removed
    ]
    result += [EventDifference(None, one.event, (Change(ChangeKind.ADDED, "event", None, one.span),)) for one in added]
    result.sort(key=lambda one: (one.event.start.timestamp(), one.event.id, one.new is None))
    before, after = _facts(old), _facts(new)
    about = [
        Change(ChangeKind.CHANGED, field, before.get(field) or None, after.get(field) or None)
        for field in dict.fromkeys([*before, *after])
        if (before.get(field) or None) != (after.get(field) or None)
    ]
    return Differences(tuple(about), tuple(one for one in result if one.changes))


# In the order in which changes are listed.
_FIELDS = (
    *("status", "title", "start", "end", "timezone", "location", "speakers", "organizers"),
    *("mode", "audience", "topics", "documents", "summary", "url", "contact"),
)
_PART_STAGES: list[Keys[Part]] = [lambda part: [part_words(part)], lambda part: [part.role], lambda _: [""]]
_KINDS = {"title": ChangeKind.RETITLED, **dict.fromkeys(("start", "end", "timezone", "location"), ChangeKind.MOVED)}


def _changes(before: Identified, after: Identified) -> Iterator[Change]:
    old, new = _comparable(before.event), _comparable(after.event)
    for field in _FIELDS:
        if field in before.parts:
            yield from _part_changes(field, before.parts[field], after.parts[field])
        elif field == "status" and old[field] != new[field]:
            yield Change(_kind_of_status(before.event.status, after.event.status), field, old[field], new[field])
        elif old[field] != new[field]:
            # The same instant by another clock is no other time.
            moments = {getattr(one.event, field).timestamp() for one in (before, after) if field in {"start", "end"}}
            if len(moments) != 1:
                yield Change(_KINDS.get(field, ChangeKind.CHANGED), field, old[field], new[field])


def _comparable(event: Event) -> Record:
    """Return *event* as in its JSON, but for topics and documents: each once, as text, in order."""
    documents = {paper.title + (f": {paper.url}" if paper.url else "") for paper in event.documents}
    return event_record(event) | {"topics": sorted({*event.topics}), "documents": sorted(documents)}


def _kind_of_status(old: Status, new: Status) -> ChangeKind:
    if new is Status.CANCELLED:
        return ChangeKind.CANCELLED
    if old is Status.CANCELLED:
        return ChangeKind.REINSTATED
    return ChangeKind.SETTLED if new is Status.CONFIRMED else ChangeKind.UNSETTLED


def _part_changes(
    field: str, old: Mapping[Identity, Sequence[Part]], new: Mapping[Identity, Sequence[Part]]
) -> Iterator[Change]:
    """Yield who joined, who left and who does something else; the same one may do several things."""
    for identity in dict.fromkeys([*old, *new]):
        before, after = old.get(identity, ()), new.get(identity, ())
        # Most parts stay as they are.
        if [*map(_part, before)] == [*map(_part, after)]:
            continue
        pairs, left, joined = paired(before, after, _PART_STAGES, order=_part)
        for one, other in pairs:
            # A name is the same if both schedules use a spelling of it that they share, accents aside.
            is_same_name = {*map(fold, one.participant.names)} & {*map(fold, other.participant.names)}
            if part_words(one) != part_words(other) or not is_same_name:
                is_same = one.status is other.status
                kind = ChangeKind.CHANGED if is_same else _kind_of_status(one.status, other.status)
                yield Change(kind, field, _part(one), _part(other))
        yield from (Change(ChangeKind.LEFT, field, _part(part), None) for part in left)
        yield from (Change(ChangeKind.JOINED, field, None, _part(part)) for part in joined)


def _part(part: Part) -> str:
    """Return who does what: `Amy Pope, opening remarks, TBC`."""
    return f"{part.participant.name}, {part_words(part)}"


def _facts(schedule: Schedule) -> Record:
    """Return what *schedule* says of itself; its id and when its file was written are none of its readers' business.

    Days are as a schedule file has them: `2024-09-20..2024-09-28`.
    """
    facts = about_record(schedule)
    context = facts.pop("context") or {}
    del facts["id"], facts["revised"]
    facts["own_days"] = facts["own_days"] and "..".join(dict.fromkeys(facts["own_days"]))
    return facts | {
        f"context.{field}": ["..".join(dict.fromkeys(days)) for days in value] if field == "high_level_days" else value
        for field, value in context.items()
    }


def following(new: Schedule, old: Schedule) -> Schedule:
    """Return *new* with what is gone since *old* as withdrawn: cancelled, at its time.

    An event that is in both keeps the UID that it had, if its new one is made of its title.

    A calendar that follows a schedule learns of an event that is gone by its UID and this status alone. An id
    that another event of *new* has becomes `id-cancelled`, or this with a number. The revision is above that of
    *old*, for a change is recognized by its number (RFC 5545, section 3.8.7.4).
    """
    pairs, _, _ = paired_events(old, new)
    uids = {
        two.event.id: one.event.uid
        for one, two in pairs
        # An id that is made of a title may be another event's: the title or the start has to be the same too.
        if not two.has_lasting_uid
        and (not one.has_lasting_uid or fold(one.event.title) == fold(two.event.title) or one.start == two.start)
    }
    carried = {*uids.values()}
    events = []
    for event in new.events:
        uid = uids.get(event.id, event.uid)
        if event.id not in uids and uid in carried:
            # The made UID of a new event was another one's before.
            uid = default_uid(new.url, event.schedule, f"{event.id} {event.start.isoformat()}")
        events.append(replace(event, uid=uid))
    uids_now = {event.uid for event in events}
    ids = {event.id.casefold() for event in events}
    every_id = ids | {event.id.casefold() for event in old.events}
    for event in old.events:
        if event.uid in uids_now:
            continue
        name = free_id(f"{event.id}-cancelled", every_id) if event.id.casefold() in ids else event.id
        events.append(replace(event, id=name, status=Status.CANCELLED))
    events.sort(key=lambda event: event.start.timestamp())
    return replace(new, events=tuple(events), revision=max(new.revision, old.revision + 1))
