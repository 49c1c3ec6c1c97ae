"""Make a Schedule of the draft of one file, alone or over the schedule of earlier files, with everything checked."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ungacli.draft.diagnostics import BadFileError, Diagnostic, KeyPath, Level, path_text, quoted
from ungacli.draft.draft import Draft, RawEvent, event_path
from ungacli.draft.ids import default_uid, event_ids
from ungacli.draft.layers import changed_events, joined, when_over
from ungacli.draft.registry import Registry
from ungacli.model import Event, Organizer, OrganizerRole, Person, Schedule, Speaker, SpeakerRole, Status
from ungacli.names import slug
from ungacli.when.when import PartialWhen, Unclear, When


class Assembled(NamedTuple):
    """A *schedule*, the *diagnostics* that it can be used with, and each event as the file has it, by its id."""

    schedule: Schedule
    diagnostics: tuple[Diagnostic, ...]
    raw_events: Mapping[str, RawEvent]


def assemble(
    draft: Draft, *, stem: str, zone: ZoneInfo | None = None, known: Schedule | None = None, needs_events: bool = True
) -> Assembled:
    """Return the schedule that *draft* describes, over one that is *known* if given, with the warnings and notes.

    *stem* is the file's name without its suffix: it stands in for an id and a title that the file does not give, and
    *zone*, or that of the known schedule, for its time zone. An event that cannot be read is skipped and reported; in
    a strict draft it refuses the file, and so does any error. A draft without events is refused if it *needs_events*,
    unless it declares participants over a known schedule. Raises BadFileError with every diagnostic of the file.

    Over a known schedule, an entry that lacks a title or times changes the event with its id or UID in the fields that
    it gives. An entry that is whole does the same where the UID, or title and start, are those of a known event; any
    other is one more event, with its id qualified if another has it. A participant with a known spelling is that one.
    """
    zone = draft.timezone or (known.timezone if known else zone)
    schedule_id, title = draft.id or slug(stem) or "schedule", draft.title or " ".join(stem.split())
    registry = Registry(draft, known)
    targets, unknown_targets = changed_events(draft, known) if known else ({}, [])
    # Without a zone, the reader has reported that; times are tried in UTC to find what else is wrong with them.
    whens = [when_over(raw, targets.get(number), zone or ZoneInfo("UTC")) for number, raw in enumerate(draft.events)]
    built, problems = _build_events(draft, whens, targets, registry, schedule_id)
    # An event that is not there has one problem, not three.
    missing = {one.path[:2] for one in unknown_targets}
    diagnostics = [*draft.diagnostics, *registry.diagnostics, *unknown_targets]
    diagnostics += [one for one in problems if one.path[:2] not in missing]
    zones = Counter(when.zone for when in whens if isinstance(when, When))
    home = zone or (zones.most_common(1)[0][0] if zones else ZoneInfo("UTC"))
    if not zone and built and (len(zones) > 1 or home.key == "UTC"):
        of_most = f"times are shown in {home}, the zone of most events"
        message = of_most if len(zones) > 1 else "the file names no time zone: times are shown in UTC"
        diagnostics.append(Diagnostic((), f"{message}; --tz ZONE for another", Level.NOTE))
    people = {person.id: person for person in registry.people}
    organizations = {organization.id: organization for organization in registry.organizations}
    before = [
        event.with_participants(lambda one: people[one.id], lambda one: organizations[one.id])
        for event in (known.events if known else ())
    ]
    events, raw_events, clashes = joined(before, draft, built, targets)
    diagnostics += clashes
    has_participants = known and (draft.people or draft.organizations)
    errors = [one for one in diagnostics if one.level is Level.ERROR]
    if needs_events and not built and not has_participants and not errors:
        skipped = [replace(one, level=Level.ERROR) for one in diagnostics if one.level is Level.SKIPPED]
        message = "expected a list of at least one event" if draft.strict else "no event in it can be read"
        errors = [Diagnostic(("events",) if draft.strict else (), message), *skipped]
    if errors:
        listed = {(one.path, one.message) for one in errors}
        raise BadFileError([*errors, *(one for one in diagnostics if (one.path, one.message) not in listed)])
    # The day of the first event, at midnight in UTC: the same on every machine.
    first_day = built[0][1].start.date() if built else date(1970, 1, 1)
    revised = draft.revised or datetime.combine(first_day, time(), UTC)
    schedule = known or Schedule(
        id=schedule_id,
        title=title,
        timezone=home,
        revised=revised,
        revision=1 if draft.revision is None else draft.revision,
        url=draft.url,
        own_days=draft.days,
        context=draft.context,
    )
    grown = known and len(events) > len(known.events) and f" + {title} + " not in f" + {known.title} + "
    schedule = replace(
        schedule,
        title=f"{schedule.title} + {title}" if grown else schedule.title,
        revised=max(schedule.revised, revised),
        events=tuple(sorted(events.values(), key=lambda event: event.start.timestamp())),
        people=registry.people,
        organizations=registry.organizations,
    )
    return Assembled(schedule, tuple(diagnostics), raw_events)


def _build_events(
    draft: Draft,
    whens: Sequence[When | Unclear],
    targets: Mapping[int, Event],
    registry: Registry,
    schedule_id: str,
) -> tuple[list[tuple[int, Event]], list[Diagnostic]]:
    """Return the events of *draft* whose title and time are clear, in order of time, with their numbers in the draft.

    The diagnostics name an event that is skipped, an id or a UID that two events have, and an event outside the
    schedule's own days.
    """
    level = Level.ERROR if draft.strict else Level.SKIPPED
    diagnostics: list[Diagnostic] = []
    readable: list[tuple[int, RawEvent, When]] = []
    # Where the reader reported why the time of an event is not clear, nothing is to be added.
    explained = {one.path[:2] for one in draft.diagnostics if one.level in {Level.SKIPPED, Level.ERROR}}
    for number, (given, when) in enumerate(zip(draft.events, whens, strict=True)):
        raw = replace(given, title=targets[number].title) if number in targets and not given.title else given
        if isinstance(when, When) and raw.title:
            readable.append((number, raw, when))
        path = event_path(raw, number)
        diagnostics += _problems(raw, None if path[:2] in explained and not draft.strict else when, path, level)
    ids = event_ids([(raw, when.start) for _, raw, when in readable])
    # In a strict draft ids are compared whatever else is wrong with their events.
    compared = [*enumerate(draft.events)] if draft.strict else [(number, raw) for number, raw, _ in readable]
    for key in ("id", "uid"):
        diagnostics += _written_twice(compared, key, strict=draft.strict)
    events: list[tuple[int, Event]] = []
    uids: set[str] = set()
    for (number, raw, when), id_ in zip(readable, ids, strict=True):
        path = event_path(raw, number)
        uid = raw.uid if raw.uid and raw.uid.casefold() not in uids else default_uid(draft.url, schedule_id, id_)
        uids.add(uid.casefold())
        event = Event(
            id=id_,
            title=raw.title or "",
            start=when.start,
            end=when.end,
            uid=uid,
            schedule=schedule_id,
            sources=(schedule_id,),
            status=raw.status or Status.CONFIRMED,
            mode=raw.mode,
            location=raw.location,
            speakers=tuple(
                Speaker(person, one.role, one.status, one.mode)
                for one, person in registry.resolved(raw.speakers, (*path, "speakers"))
                if isinstance(person, Person) and isinstance(one.role, SpeakerRole)
            ),
            organizers=tuple(
                Organizer(participant, one.role, one.status)
                for one, participant in registry.resolved(raw.organizers, (*path, "organizers"))
                if isinstance(one.role, OrganizerRole)
            ),
            audience=raw.audience,
            topics=tuple(dict.fromkeys(raw.topics or ())),
            documents=raw.documents or (),
            summary=raw.summary or None,
            url=raw.url or draft.url,
            contact=raw.contact,
            note=raw.note or None,
        )
        events.append((number, event))
        # The times of an event with an error may only stand in for what could not be read.
        days = None if path[:2] in explained else draft.days
        if days and not days.first <= when.start.date() <= days.last:
            message = f"the event is outside the schedule's own days, {days.first} to {days.last}"
            diagnostics.append(Diagnostic((*path, "start"), message, Level.WARNING, raw.places.get("start", raw.place)))
    return sorted(events, key=lambda numbered: numbered[1].start.timestamp()), diagnostics


def _problems(raw: RawEvent, when: When | Unclear | None, path: KeyPath, level: Level) -> Iterator[Diagnostic]:
    times = raw.when or PartialWhen()
    parts = [part for part in ("start", "end") if getattr(times, part) is None]
    missing = parts if isinstance(when, Unclear) and when.is_missing else []
    for field in [*([] if raw.title else ["title"]), *missing]:
        yield Diagnostic(path, f'"{field}" is missing', level, raw.places.get(field, raw.place))
    if isinstance(when, Unclear) and not missing:
        name = f"{quoted(raw.title)}: " if raw.title and level is Level.SKIPPED else ""
        place = raw.places.get(when.part, raw.place)
        yield Diagnostic((*path, when.part), name + when.message, level, place)


def _written_twice(events: Iterable[tuple[int, RawEvent]], key: str, *, strict: bool) -> Iterator[Diagnostic]:
    """Yield what is wrong with each written id or UID that an earlier event has in any case of letters."""
    owners: dict[str, KeyPath] = {}
    for number, raw in events:
        written = getattr(raw, key)
        path = event_path(raw, number)
        if written and (owner := owners.setdefault(written.casefold(), path)) != path:
            way_out = "give another" if strict else "this event gets another"
            message = f'the {key} "{written}" is that of {path_text(owner)} already; {way_out}'
            level = Level.ERROR if strict else Level.WARNING
            yield Diagnostic((*path, key), message, level, raw.places.get(key, raw.place))
