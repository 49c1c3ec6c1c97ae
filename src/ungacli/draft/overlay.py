"""A draft laid over a schedule: what it adds, and what it says otherwise of events that are known."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from itertools import chain, count
from typing import Any
from zoneinfo import ZoneInfo

from ungacli.draft.assemble import Assembled, assemble
from ungacli.draft.diagnostics import Diagnostic, Diagnostics, KeyPath, Level, unknown
from ungacli.draft.from_schedule import times_tree
from ungacli.draft.match_participants import acquainted
from ungacli.draft.tree_draft import Draft, Tree
from ungacli.draft.validate import STAND_INS
from ungacli.errors import QuestionError
from ungacli.model import Event, Organization, Person, Schedule
from ungacli.names import fold
from ungacli.when.zones import parse_zone

_TIMES = frozenset(("date", "start", "end", "end_date", "timezone"))
_NEEDED = ("title", "start", "end")
_FIELDS = frozenset(field.name for field in fields(Event)) - {"id", "sources", "schedule"}


def laid_over(known: Schedule, draft: Draft, *, stem: str, modified: datetime) -> Assembled:
    """Return the schedule *known* with what *draft* says too, and the places in its tree of the events it speaks of.

    An entry that lacks a title or times changes the event with its id or uid in the fields that it
    gives. An entry that is whole does the same where the uid, or title and start, are those of a
    known event; any other is one more event, with its id qualified if another has it. Whoever is
    known under one of their spellings is the same. The rest is as for `assemble`.
    """
    if not isinstance(draft.tree, dict):
        return assemble(draft, stem=stem, modified=modified)
    noted = Diagnostics(draft.noted)
    tree = acquainted(draft.tree, known, noted)
    changed: dict[int, Event] = {}
    entries = tree.get("events")
    if isinstance(entries, list):
        own_zone = _own_zone(tree)
        told = [event.in_zone(own_zone) for event in known.events] if own_zone else known.events
        by_name = {key: event for event in told for key in (event.uid, fold(event.id))}
        tree["events"] = [_completed(entry, index, by_name, changed, noted) for index, entry in enumerate(entries)]
    done = assemble(
        replace(draft, tree=tree, noted=tuple(noted)),
        stem=stem,
        modified=modified,
        zone=known.timezone,
        # People and organizations alone are a layer too.
        needs_events=not (draft.tree.get("people") or draft.tree.get("organizations")),
    )
    events, places, clashes = _joined(known, done, draft.tree.get("events") or (), changed)
    grown = len(events) > len(known.events) and done.schedule.title not in known.title
    schedule = replace(
        known,
        title=f"{known.title} + {done.schedule.title}" if grown else known.title,
        revised=max(known.revised, done.schedule.revised),
        events=tuple(sorted(events.values(), key=lambda event: event.start.timestamp())),
        people=done.schedule.people,
        organizations=done.schedule.organizations,
    )
    problems = [one for one in done.problems if one in noted or not _is_of_known(one, known)]
    return Assembled(schedule, (*problems, *clashes), places)


def _own_zone(tree: dict[str, Tree]) -> ZoneInfo | None:
    """Return the zone that the draft itself is told in, or None for that of what it is laid over."""
    about = tree.get("schedule")
    name = about.get("timezone") if isinstance(about, dict) else None
    # What is no zone is told of where the section is read.
    with suppress(QuestionError):
        return parse_zone(name) if isinstance(name, str) else None
    return None


def _is_of_known(problem: Diagnostic, known: Schedule) -> bool:
    """Return whether *problem* tells of somebody whom the draft itself only borrows."""
    ids = {
        "people": {person.id for person in known.people},
        "organizations": {body.id for body in known.organizations},
    }
    return len(problem.path) == 2 and problem.path[1] in ids.get(str(problem.path[0]), ())


def _completed(
    entry: Tree, index: int, known: Mapping[str, Event], changed: dict[int, Event], noted: Diagnostics
) -> Tree:
    """Return *entry* with what it lacks taken from the event that it *changed*, which is noted under its *index*."""
    if not isinstance(entry, dict) or all(entry.get(key) is not None for key in _NEEDED):
        return entry
    name, uid = (text if isinstance(text := entry.get(key), str) else "" for key in ("id", "uid"))
    event = known.get(fold(name)) or known.get(uid)
    if event is None:
        if not (name or uid) or any(entry.get(key) is not None for key in ("start", "end")):
            return entry
        key = "id" if name else "uid"
        ids = dict.fromkeys(one.id for one in known.values())
        noted.error(("events", index, key), unknown("event", name or uid, ids if name else ()))
        return {**STAND_INS, **entry}
    changed[index] = event
    return {"title": event.title, **_times(entry, event), **entry}


def _times(entry: dict[str, Tree], event: Event) -> dict[str, str]:
    """Return the times of *event* as far as *entry* leaves them; an end moves with its day."""
    if not any(entry.get(key) is not None for key in _TIMES):
        return {"start": event.start.isoformat(), "end": event.end.isoformat(), "timezone": event.timezone.key}
    with suppress(QuestionError):
        # The instants stay, by whichever clock the entry tells its own.
        event = event.in_zone(parse_zone(entry["timezone"])) if isinstance(entry.get("timezone"), str) else event
    told = {**times_tree(event), "timezone": event.timezone.key}
    starts = str(entry.get("date") or (entry["start"] if len(str(entry.get("start"))) > len("00:00:00") else ""))[:10]
    if len(str(entry.get("start") or told["start"])) > len("00:00:00"):
        told.pop("date", None)
    if starts and "end_date" in told:
        told["end_date"] = _moved(told["end_date"], event.start.date(), starts)
    if entry.get("end") is not None:
        # As everywhere, an end without a day is on that of the start.
        told.pop("end_date", None)
    return {key: value for key, value in told.items() if entry.get(key) is None}


def _moved(day: str, before: date, after: str) -> str:
    try:
        by: timedelta = date.fromisoformat(after) - before
    except ValueError:
        # What is no day is told of where the entry is read.
        return day
    return (date.fromisoformat(day) + by).isoformat()


def _joined(
    known: Schedule, done: Assembled, entries: Sequence[Tree], changed: Mapping[int, Event]
) -> tuple[dict[str, Event], dict[str, KeyPath], list[Diagnostic]]:
    """Return the events of both by their ids, the places of those that the draft speaks of, and whose ids clashed."""
    people = {person.id: person for person in done.schedule.people}
    bodies = {body.id: body for body in done.schedule.organizations}
    events = {event.id: _with_parties(event, people, bodies) for event in known.events}
    by_uid = {event.uid: event.id for event in known.events}
    by_title = _by_title_and_start(known.events)
    taken = {name.casefold() for name in events}
    places: dict[str, KeyPath] = {}
    clashes: list[Diagnostic] = []
    for event in done.schedule.events:
        path = done.entries[event.id]
        index = int(path[1])
        own = entries[index]
        same = changed[index].id if index in changed else by_uid.get(event.uid) or by_title.get(_title_and_start(event))
        if same:
            sources = tuple(dict.fromkeys((*events[same].sources, *event.sources)))
            events[same] = replace(events[same], **_given(own, event), sources=sources)
        else:
            same = _free(event.id, done.schedule.id, taken)
            if same != event.id:
                message = f'"{event.id}" is another event of the files before; this one is called "{same}"'
                clashes.append(Diagnostic((*path, "id"), message, Level.WARNING))
            taken.add(same.casefold())
            events[same] = replace(event, id=same)
        places[same] = path
    return events, places, clashes


def _given(entry: dict[str, Tree], event: Event) -> dict[str, Any]:
    """Return the fields of *event* that *entry* gives."""
    keys = {key for key, value in entry.items() if value is not None}
    names = (keys & _FIELDS) - _TIMES | ({"start", "end"} if keys & _TIMES else set())
    return {name: getattr(event, name) for name in names}


def _title_and_start(event: Event) -> tuple[str, float]:
    return fold(event.title), event.start.timestamp()


def _by_title_and_start(events: Sequence[Event]) -> dict[tuple[str, float], str]:
    found: dict[tuple[str, float], str] = {}
    twice = set()
    for event in events:
        key = _title_and_start(event)
        if found.setdefault(key, event.id) != event.id:
            twice.add(key)
    return {key: name for key, name in found.items() if key not in twice}


def _free(name: str, schedule: str, taken: Collection[str]) -> str:
    """Return *name*, or if that is *taken* (in lower case) the name qualified by its *schedule*."""
    numbered = (f"{schedule}-{name}-{number}" for number in count(2))
    return next(one for one in chain([name, f"{schedule}-{name}"], numbered) if one.casefold() not in taken)


def _with_parties(event: Event, people: Mapping[str, Person], bodies: Mapping[str, Organization]) -> Event:
    """Return *event* with its people and organizations as they are known now."""
    return replace(
        event,
        speakers=tuple(replace(part, person=people[part.person.id]) for part in event.speakers),
        organizers=tuple(
            replace(part, participant=(people if isinstance(part.participant, Person) else bodies)[part.participant.id])
            for part in event.organizers
        ),
    )
