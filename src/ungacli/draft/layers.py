"""Lay one file over the schedule of earlier files: which event an entry changes, in which fields, and which are new."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from ungacli.draft.diagnostics import Diagnostic, Level, unknown
from ungacli.draft.draft import Draft, RawEvent, event_path
from ungacli.draft.ids import by_title_and_start, free_id, title_and_start
from ungacli.model import Event, Schedule
from ungacli.when.when import PartialWhen, Unclear, When, complete

_FIELDS = {field.name for field in fields(Event)} & {field.name for field in fields(RawEvent)} - {"id"}


def changed_events(draft: Draft, known: Schedule) -> tuple[dict[int, Event], list[Diagnostic]]:
    """Return the known event that each entry without a title or times changes, by the entry's number.

    With them come diagnostics on the entries that name an unknown event. An entry that has both is for `joined`.
    """
    events = [event.in_zone(draft.timezone) if draft.timezone else event for event in known.events]
    by_name = {key: event for event in events for key in (event.uid, event.id.casefold())}
    targets: dict[int, Event] = {}
    unknown_targets: list[Diagnostic] = []
    for number, raw in enumerate(draft.events):
        times = raw.when if isinstance(raw.when, PartialWhen) else PartialWhen()
        has_times = isinstance(raw.when, When) or (times.start is not None and times.end is not None)
        if raw.title and has_times:
            continue
        event = by_name.get((raw.id or "").casefold()) or by_name.get(raw.uid or "")
        if event is not None:
            targets[number] = event
        elif (raw.id or raw.uid) and times.start is None and times.end is None:
            key, name = ("id", raw.id) if raw.id else ("uid", raw.uid)
            message = unknown("event", name or "", [one.id for one in known.events] if raw.id else ())
            unknown_targets.append(Diagnostic((*event_path(raw, number), key), message, place=raw.place))
    return targets, unknown_targets


def when_over(raw: RawEvent, target: Event | None, zone: ZoneInfo) -> When | Unclear:
    """Return when the event of *raw* takes place; what the entry does not give is as in its *target*, if it has one.

    *zone* is that of an entry without a target that names none.
    """
    if isinstance(raw.when, When):
        return raw.when
    partial = raw.when or PartialWhen()
    if target is None:
        return complete(partial, zone)
    # The entry may give its times in a zone of its own.
    before = target.in_zone(partial.zone or target.timezone)
    if partial == PartialWhen(zone=partial.zone):
        return When(before.start, before.end)
    start: time | datetime = partial.start or before.start.time()
    start_day = start.date() if isinstance(start, datetime) else partial.day or before.start.date()
    end_day = partial.end_day
    if partial.end is None and end_day is None:
        end_day = start_day + (before.end.date() - before.start.date())
    day = partial.day if isinstance(start, datetime) else start_day
    return complete(PartialWhen(start, partial.end or before.end.time(), day, end_day), before.timezone)


def joined(
    before: Sequence[Event], draft: Draft, built: Sequence[tuple[int, Event]], targets: Mapping[int, Event]
) -> tuple[dict[str, Event], dict[str, RawEvent], list[Diagnostic]]:
    """Return the events *before* and those *built* by their ids, the draft's events by their ids, and diagnostics.

    An event that has the UID, or the title and start, of one before changes it in the fields that the draft gives.
    Any other is new; if its id is another event's, it gets an id with that of its schedule in front.
    """
    events = {event.id: event for event in before}
    by_uid = {event.uid: event.id for event in before}
    by_title = by_title_and_start(before)
    taken = {id_.casefold() for id_ in events}
    raw_events: dict[str, RawEvent] = {}
    clashes: list[Diagnostic] = []
    for number, event in built:
        raw = draft.events[number]
        # A UID that is made of the title may be that of another event of the same words.
        uid = event.uid if raw.uid or raw.id else ""
        id_ = targets[number].id if number in targets else by_uid.get(uid) or by_title.get(title_and_start(event))
        if id_:
            names = {name for name in _FIELDS if getattr(raw, name) is not None}
            names |= {"start", "end"} if raw.when else set()
            changes: dict[str, Any] = {name: getattr(event, name) for name in names}
            sources = tuple(dict.fromkeys((*events[id_].sources, *event.sources)))
            events[id_] = replace(events[id_], **changes, sources=sources)
        else:
            id_ = free_id(event.id, taken, qualified=f"{event.schedule}-{event.id}")
            if id_ != event.id:
                message = f'"{event.id}" is another event of the files before; this one is called "{id_}"'
                path = (*event_path(raw, number), "id")
                clashes.append(Diagnostic(path, message, Level.WARNING, raw.places.get("id", raw.place)))
            taken.add(id_.casefold())
            events[id_] = replace(event, id=id_)
        raw_events[id_] = raw
    return events, raw_events, clashes
