"""From the typed facts of one file to a Schedule, with everything checked."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ungacli.draft.diagnostics import BadFileError, Diagnostic, KeyPath, Level, path_text, quoted
from ungacli.draft.draft import Draft, RawEvent, event_path
from ungacli.draft.ids import Naming, default_uid, event_ids
from ungacli.draft.registry import Registry, register
from ungacli.model import Event, Organizer, OrganizerRole, Person, Schedule, Speaker, SpeakerRole, Status
from ungacli.names import slug
from ungacli.participants.values import RawRole
from ungacli.when.when import PartialWhen, Unclear, When, complete


class Assembled(NamedTuple):
    """A *schedule*, the *diagnostics* that it can be used with, and what the file says of each event, by its id."""

    schedule: Schedule
    diagnostics: tuple[Diagnostic, ...]
    raw_events: Mapping[str, RawEvent]


def assemble(draft: Draft, *, stem: str, zone: ZoneInfo | None = None, needs_events: bool = True) -> Assembled:
    """Return the schedule that *draft* describes, with the warnings and notes about it.

    *stem* is the file's name without its suffix: it stands in for an id and a title that the file does not give, and
    *zone* for its time zone. An event that cannot be read is skipped and reported; in a strict draft it refuses
    the file, and so does any error. A draft without events is refused if it *needs_events*. Raises BadFileError with
    every problem of the file.
    """
    whens = dict(_whens(draft, zone))
    home = draft.timezone or zone or _usual_zone(whens.values())
    registry = register(draft)
    built = build_events(draft, whens, registry, schedule_id=draft.id or slug(stem) or "schedule")
    diagnostics = [*draft.diagnostics, *registry.diagnostics, *built.diagnostics]
    if not draft.timezone and not zone and built.events:
        diagnostics += _zone_note(home, whens.values())
    refuse_errors(draft, diagnostics, needs_events=needs_events and not built.events)
    schedule = Schedule(
        id=draft.id or slug(stem) or "schedule",
        title=draft.title or " ".join(stem.split()),
        timezone=home,
        revised=draft.revised or first_day(built.events),
        revision=1 if draft.revision is None else draft.revision,
        url=draft.url,
        own_days=draft.days,
        context=draft.context,
        events=built.events,
        people=registry.people,
        organizations=registry.organizations,
    )
    raw_events = {id_: draft.events[number] for id_, number in built.numbers.items()}
    return Assembled(schedule, tuple(diagnostics), raw_events)


def first_day(events: Sequence[Event]) -> datetime:
    """Return the day of the first event, at midnight in UTC: the same on every machine."""
    day = events[0].start.date() if events else datetime(1970, 1, 1, tzinfo=UTC).date()
    return datetime.combine(day, time(), UTC)


def refuse_errors(draft: Draft, diagnostics: Sequence[Diagnostic], *, needs_events: bool) -> None:
    """Raise BadFileError if *diagnostics* has an error, or if an event is needed and there is none."""
    errors = [one for one in diagnostics if one.level is Level.ERROR]
    if needs_events and not errors:
        skipped = [replace(one, level=Level.ERROR) for one in diagnostics if one.level is Level.SKIPPED]
        message = "expected a list of at least one event" if draft.strict else "no event in it can be read"
        errors = [Diagnostic(("events",) if draft.strict else (), message), *skipped]
    if errors:
        raise BadFileError(errors)


class Built(NamedTuple):
    """The *events* of a draft in order of time, the number of each in the draft by its id, and the *diagnostics*."""

    events: tuple[Event, ...]
    numbers: Mapping[str, int]
    diagnostics: tuple[Diagnostic, ...]


def build_events(draft: Draft, whens: Mapping[int, When | Unclear], registry: Registry, *, schedule_id: str) -> Built:
    """Return the events of *draft* whose title and time are clear, by their place in the draft in *whens*.

    The diagnostics name an event that is skipped, an id or a UID that two events have, and an event outside the
    schedule's own days.
    """
    level = Level.ERROR if draft.strict else Level.SKIPPED
    diagnostics: list[Diagnostic] = []
    readable: list[tuple[int, RawEvent, When]] = []
    # Where the reader says why the time of an event is not clear, nothing is to be added.
    explained = {one.path[:2] for one in draft.diagnostics if one.level in {Level.SKIPPED, Level.ERROR}}
    for number, raw in enumerate(draft.events):
        when, path = whens[number], event_path(raw, number)
        if isinstance(when, When) and raw.title:
            readable.append((number, raw, when))
        diagnostics += _problems(raw, None if path[:2] in explained and not draft.strict else when, path, level)
    namings = [Naming(raw.title or "", when.start, raw.location, raw.id, raw.occurrence) for _, raw, when in readable]
    ids = event_ids(namings)
    for key in ("id", "uid"):
        # In a strict draft ids are compared whatever else is wrong with their events.
        compared = [*enumerate(draft.events)] if draft.strict else [(number, raw) for number, raw, _ in readable]
        diagnostics += _written_twice(compared, key, strict=draft.strict)
    events: list[Event] = []
    uids: set[str] = set()
    for (number, raw, when), id_ in zip(readable, ids, strict=True):
        path = event_path(raw, number)
        uid = raw.uid if raw.uid and raw.uid.casefold() not in uids else default_uid(draft.url, schedule_id, id_)
        uids.add(uid.casefold())
        events.append(_event(raw, when, registry, path, id_=id_, uid=uid, schedule_id=schedule_id, page=draft.url))
        if draft.days and not draft.days.first <= when.start.date() <= draft.days.last:
            message = f"the event is outside the schedule's own days, {draft.days.first} to {draft.days.last}"
            diagnostics.append(Diagnostic((*path, "title"), message, Level.WARNING, raw.place))
    numbers = {event.id: number for event, (number, _, _) in zip(events, readable, strict=True)}
    return Built(tuple(sorted(events, key=lambda event: event.start.timestamp())), numbers, tuple(diagnostics))


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


def _event(
    raw: RawEvent,
    when: When,
    registry: Registry,
    path: KeyPath,
    *,
    id_: str,
    uid: str,
    schedule_id: str,
    page: str | None,
) -> Event:
    return Event(
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
        speakers=_speakers(raw.speakers or (), registry, (*path, "speakers")),
        organizers=_organizers(raw.organizers or (), registry, (*path, "organizers")),
        audience=raw.audience,
        topics=tuple(dict.fromkeys(raw.topics or ())),
        documents=raw.documents or (),
        summary=raw.summary or None,
        url=raw.url or page,
        contact=raw.contact,
        note=raw.note or None,
    )


def _speakers(raws: Sequence[RawRole], registry: Registry, path: KeyPath) -> tuple[Speaker, ...]:
    resolved = [(raw, registry.by_role.get((*path, index))) for index, raw in enumerate(raws)]
    return tuple(
        Speaker(person, raw.role, raw.status, raw.mode)
        for raw, person in resolved
        if isinstance(person, Person) and isinstance(raw.role, SpeakerRole)
    )


def _organizers(raws: Sequence[RawRole], registry: Registry, path: KeyPath) -> tuple[Organizer, ...]:
    resolved = [(raw, registry.by_role.get((*path, index))) for index, raw in enumerate(raws)]
    return tuple(
        Organizer(participant, raw.role, raw.status)
        for raw, participant in resolved
        if participant and isinstance(raw.role, OrganizerRole)
    )


def _written_twice(events: Sequence[tuple[int, RawEvent]], key: str, *, strict: bool) -> Iterator[Diagnostic]:
    """Yield what is wrong with each written id or UID that an earlier event has in any case of letters."""
    owners: dict[str, KeyPath] = {}
    for number, raw in events:
        written = getattr(raw, key)
        if not written:
            continue
        path = event_path(raw, number)
        owner = owners.setdefault(written.casefold(), path)
        if owner != path:
            way_out = "give another" if strict else "this event gets another"
            message = f'the {key} "{written}" is that of {path_text(owner)} already; {way_out}'
            level = Level.ERROR if strict else Level.WARNING
            yield Diagnostic((*path, key), message, level, raw.places.get(key, raw.place))


def _whens(draft: Draft, zone: ZoneInfo | None) -> Iterator[tuple[int, When | Unclear]]:
    """Yield when each event is, by its number in the draft."""
    for number, raw in enumerate(draft.events):
        if isinstance(raw.when, When):
            yield number, raw.when
        else:
            # Without a zone times stay unclear, but whatever else is wrong with them is reported.
            yield number, complete(raw.when or PartialWhen(), draft.timezone or zone or ZoneInfo("UTC"))


def _usual_zone(whens: Collection[When | Unclear]) -> ZoneInfo:
    zones = Counter(when.zone for when in whens if isinstance(when, When))
    return zones.most_common(1)[0][0] if zones else ZoneInfo("UTC")


def _zone_note(home: ZoneInfo, whens: Collection[When | Unclear]) -> Iterator[Diagnostic]:
    if len({when.zone for when in whens if isinstance(when, When)}) > 1:
        message = f"times are shown in {home}, the zone of most events; --tz ZONE for another"
        yield Diagnostic((), message, Level.NOTE)
    elif home.key == "UTC":
        yield Diagnostic((), "the file names no time zone: times are shown in UTC; --tz ZONE for another", Level.NOTE)
