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
from ungacli.names import fold
from ungacli.when.when import PartialWhen, Unclear, When, complete

_FIELDS = {field.name for field in fields(Event)} & {field.name for field in fields(RawEvent)} - {"id"}


def changed_events(draft: Draft, known: Schedule) -> tuple[dict[int, Event], list[Diagnostic]]:
    """Return the known event that each incomplete entry changes, by the entry's number; and the unknown ones."""
    events = [event.in_zone(draft.timezone) if draft.timezone else event for event in known.events]
    by_name = {key: event for event in events for key in (event.uid, fold(event.id))}
    targets: dict[int, Event] = {}
    unknown_targets: list[Diagnostic] = []
    for number, raw in enumerate(draft.events):
        times = raw.when if isinstance(raw.when, PartialWhen) else PartialWhen()
        has_times = isinstance(raw.when, When) or (times.start is not None and times.end is not None)
        if raw.title and has_times:
            continue
        event = by_name.get(fold(raw.id or "")) or by_name.get(raw.uid or "")
        if event is not None:
            targets[number] = event
        elif (raw.id or raw.uid) and times.start is None and times.end is None:
            key, name = ("id", raw.id) if raw.id else ("uid", raw.uid)
            message = unknown("event", name or "", [one.id for one in known.events] if raw.id else ())
            unknown_targets.append(Diagnostic((*event_path(raw, number), key), message, place=raw.place))
    return targets, unknown_targets


def when_over(raw: RawEvent, target: Event | None, zone: ZoneInfo) -> When | Unclear:
    """Return when the event of *raw* is: as far as it leaves that open, as the event that it changes."""
    if isinstance(raw.when, When):
        return raw.when
    partial = raw.when or PartialWhen()
    if target is None:
        return complete(partial, zone)
    # The instants stay, in whichever zone the entry gives its own times.
    before = target.in_zone(partial.zone or target.timezone)
    if partial == PartialWhen(zone=partial.zone):
        return When(before.start, before.end)
    start: time | datetime = partial.start or before.start.time()
    day = partial.day or (None if isinstance(start, datetime) else before.start.date())
    end_day = partial.end_day
    if partial.end is None and end_day is None:
        starts = start.date() if isinstance(start, datetime) else day
        assert starts is not None
        end_day = starts + (before.end.date() - before.start.date())
    return complete(PartialWhen(start, partial.end or before.end.time(), day, end_day), before.timezone)


def joined(
    before: Sequence[Event], draft: Draft, built: Sequence[tuple[int, Event]], targets: Mapping[int, Event]
) -> tuple[dict[str, Event], dict[str, RawEvent], list[Diagnostic]]:
    """Return the events *before* and those *built*, by their ids, the latter as the draft has them, and id clashes."""
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
            events[id_] = replace(event, id=id_) if id_ != event.id else event
        raw_events[id_] = raw
    return events, raw_events, clashes
