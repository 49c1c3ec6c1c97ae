"""A draft over a schedule: what it adds, and what it changes of events that are there already."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from ungacli.draft.assemble import Assembled, Built, build_events, first_day, refuse_errors
from ungacli.draft.diagnostics import Diagnostic, Level, unknown
from ungacli.draft.draft import Draft, RawEvent, event_path
from ungacli.draft.ids import by_title_and_start, free_id, title_and_start
from ungacli.draft.registry import Registry, register
from ungacli.model import Event, Schedule
from ungacli.names import fold, slug
from ungacli.when.when import PartialWhen, Unclear, When, complete

_FIELDS = {field.name for field in fields(Event)} & {field.name for field in fields(RawEvent)} - {"id"}


def overlay(known: Schedule, draft: Draft, *, stem: str) -> Assembled:
    """Return the schedule *known* with what *draft* says too, and what it says of each event that it names.

    An entry that lacks a title or times changes the event with its id or UID in the fields that it gives. An
    entry that is whole does the same where the UID, or title and start, are those of a known event; any other is
    one more event, with its id qualified if another has it. Who is known under one spelling is the same. The rest is
    as for `assemble`.
    """
    registry = register(draft, known)
    zone = draft.timezone or known.timezone
    targets, unknown_targets = _targets(draft, known, zone)
    completed = replace(
        draft, events=tuple(_with_title(raw, targets.get(number)) for number, raw in enumerate(draft.events))
    )
    whens = {number: _when(raw, targets.get(number), zone) for number, raw in enumerate(draft.events)}
    # An event that is not there has one problem, not three.
    missing = {one.path[:2] for one in unknown_targets}
    schedule_id = draft.id or slug(stem) or "schedule"
    built = build_events(completed, whens, registry, schedule_id=schedule_id)
    problems = [one for one in built.diagnostics if one.path[:2] not in missing]
    events, raw_events, clashes = _joined(_with_participants(known, registry), built, targets, draft, schedule_id)
    diagnostics = [*draft.diagnostics, *registry.diagnostics, *unknown_targets, *problems, *clashes]
    participants = draft.people or draft.organizations
    refuse_errors(draft, diagnostics, needs_events=not built.events and not participants)
    title = draft.title or " ".join(stem.split())
    grown = len(events) > len(known.events) and title not in known.title
    schedule = replace(
        known,
        title=f"{known.title} + {title}" if grown else known.title,
        revised=max(known.revised, draft.revised or first_day(built.events)),
        events=tuple(sorted(events.values(), key=lambda event: event.start.timestamp())),
        people=registry.people,
        organizations=registry.organizations,
    )
    return Assembled(schedule, tuple(diagnostics), raw_events)


def _targets(draft: Draft, known: Schedule, zone: ZoneInfo) -> tuple[dict[int, Event], list[Diagnostic]]:
    """Return the event that each incomplete entry changes, in *zone*, by the entry's number; and the unknown ones."""
    events = [event.in_zone(zone) if draft.timezone else event for event in known.events]
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
            ids = [one.id for one in known.events] if raw.id else ()
            message = unknown("event", name or "", ids)
            unknown_targets.append(Diagnostic((*event_path(raw, number), key), message, place=raw.place))
    return targets, unknown_targets


def _with_title(raw: RawEvent, target: Event | None) -> RawEvent:
    return replace(raw, title=target.title) if target and not raw.title else raw


def _when(raw: RawEvent, target: Event | None, zone: ZoneInfo) -> When | Unclear:
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


def _joined(
    known: Schedule,
    built: Built,
    targets: Mapping[int, Event],
    draft: Draft,
    schedule_id: str,
) -> tuple[dict[str, Event], dict[str, RawEvent], list[Diagnostic]]:
    """Return the events of both by their ids, what the draft says of those that it names, and whose ids clashed."""
    events = {event.id: event for event in known.events}
    by_uid = {event.uid: event.id for event in known.events}
    by_title = by_title_and_start(known.events)
    taken = {id_.casefold() for id_ in events}
    raw_events: dict[str, RawEvent] = {}
    clashes: list[Diagnostic] = []
    for event in built.events:
        number = built.numbers[event.id]
        raw = draft.events[number]
        target = targets.get(number)
        # A UID that is made of the title may be that of another event of the same words.
        uid = event.uid if raw.uid or raw.id else ""
        same = target.id if target else by_uid.get(uid) or by_title.get(title_and_start(event))
        if same:
            sources = tuple(dict.fromkeys((*events[same].sources, *event.sources)))
            events[same] = replace(events[same], **_changes(raw, event), sources=sources)
        else:
            same = free_id(event.id, taken, qualified=[f"{schedule_id}-{event.id}"])
            if same != event.id:
                message = f'"{event.id}" is another event of the files before; this one is called "{same}"'
                path = (*event_path(raw, number), "id")
                clashes.append(Diagnostic(path, message, Level.WARNING, raw.places.get("id", raw.place)))
            taken.add(same.casefold())
            events[same] = replace(event, id=same)
        raw_events[same] = raw
    return events, raw_events, clashes


def _changes(raw: RawEvent, event: Event) -> dict[str, Any]:
    """Return the fields of *event* that *raw* gives."""
    names = {name for name in _FIELDS if getattr(raw, name) is not None} | ({"start", "end"} if raw.when else set())
    return {name: getattr(event, name) for name in names}


def _with_participants(known: Schedule, registry: Registry) -> Schedule:
    """Return *known* with its people and organizations as they are now."""
    people = {person.id: person for person in registry.people}
    organizations = {organization.id: organization for organization in registry.organizations}

    events = (
        event.with_participants(lambda one: people[one.id], lambda one: organizations[one.id]) for event in known.events
    )
    return replace(known, events=tuple(events))
