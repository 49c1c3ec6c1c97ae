"""A conference's schedule as typed facts, whichever of the two formats it came in."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timezone
from functools import partial
from typing import NamedTuple
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from ungacli.draft.diagnostics import Diagnostic, KeyPath, Level, Place, each_kind_once, quoted
from ungacli.draft.draft import Draft, RawEvent
from ungacli.draft.ids import is_identifier
from ungacli.draft.read_options import ReadOptions
from ungacli.escapes import link_or_none
from ungacli.formats.conference.record import Record, Session, Where, conference_of, line, records, sessions, text
from ungacli.formats.conference.times import Times, UnreadableError, read_when, time_or_none
from ungacli.formats.conference.writing import OWN_KEY
from ungacli.formats.own_data import OwnEvent, digest, read_event_data
from ungacli.formats.text import is_markup, plain_text
from ungacli.model import Document, SpeakerRole, Status
from ungacli.names import slug
from ungacli.participants.values import RawPerson, RawRole
from ungacli.phrases import VENUE_NOT_PUBLISHED, without_mark
from ungacli.when.when import PartialWhen, Unclear, When
from ungacli.when.zones import read_zone

# Which fields of an event stand under which keys of its record.
_KEYS = {"start": ("date", "start"), "title": ("title",), "location": ("room",), "url": ("url",), "uid": ("guid",)}
_NAMES = ("public_name", "full_public_name", "name", "display_name")


class _OwnData(NamedTuple):
    """What a file of ours carries for itself: facts of its events by their guids, and of the schedule in a draft."""

    schedule: Draft
    events: Mapping[str, OwnEvent]
    is_damaged: bool = False


class _Result(NamedTuple):
    """One event as far as it can be read, and what is wrong or uncertain about it."""

    event: RawEvent | None
    problems: Sequence[tuple[Level, str]]
    needs_zone: bool = False


def read_schedule(schedule: Record, diagnostics: Sequence[Diagnostic], where: Where, options: ReadOptions) -> Draft:
    """Return the facts of *schedule*, with the *diagnostics* of the file and its own.

    *where* finds the places of a record. Times without an offset need a zone of the file or of *options*: if there is
    none, that is an error. Facts that a file of ours carries for itself count before what stands for them.
    """
    conference = conference_of(schedule)
    zone, zone_problem = _zone(text(conference.get("time_zone_name")))
    times = Times(zone or options.zone, options.duration, time_or_none(conference.get("day_change")))
    base = text(schedule.get("base_url")) or text(conference.get("base_url"))
    own = _own_data(schedule[OWN_KEY]) if OWN_KEY in schedule else _OwnData(Draft(), {})
    all_sessions = list(sessions(schedule))
    results = [_result(session, base, times, own.events, is_own=OWN_KEY in schedule) for session in all_sessions]
    readable = [
        (session.record, result.event) for session, result in zip(all_sessions, results, strict=True) if result.event
    ]
    found = [
        Diagnostic((), message, level, where(session.record).get(""))
        for session, result in zip(all_sessions, results, strict=True)
        for level, message in result.problems
    ]
    needs_zone = any(result.needs_zone for result in results)
    if zone_problem:
        places = where(conference)
        level = Level.ERROR if needs_zone else Level.WARNING
        place = places.get("time_zone_name", places.get(""))
        found.append(Diagnostic(("schedule", "timezone"), zone_problem, level, place))
    elif needs_zone:
        found.append(Diagnostic(("schedule",), '"timezone" is missing; --tz ZONE gives it too'))
    if own.is_damaged:
        message = "what ungacli keeps for itself in this file is missing or damaged; it is read without that"
        found.append(Diagnostic((), message, Level.WARNING))
    acronym = text(conference.get("acronym"))
    return replace(
        own.schedule,
        id=own.schedule.id or (acronym if is_identifier(acronym) else slug(acronym) or None),
        title=line(conference.get("title")) or None,
        timezone=zone,
        url=next(filter(None, (_link(text(one.get("url"))) for one in (schedule, conference))), None) or _link(base),
        events=tuple(replace(event, path=("events", index)) for index, (_, event) in enumerate(readable)),
        diagnostics=(*diagnostics, *each_kind_once(found)),
        locate=partial(_places, [record for record, _ in readable], where),
        strict=False,
    )


def _zone(name: str) -> tuple[ZoneInfo | None, str | None]:
    """Return the zone called *name*, or what is wrong with it."""
    zone = read_zone(name) if name else None
    if isinstance(zone, Unclear):
        return None, zone.message
    if isinstance(zone, timezone):
        return None, f"{quoted(name)} is an offset, not a time zone; --tz ZONE gives one"
    return zone, None


def _own_data(data: object) -> _OwnData:
    nothing = Draft()
    if not isinstance(data, dict) or not isinstance(data.get("events"), dict):
        return _OwnData(nothing, {}, is_damaged=True)
    # Pydantic is slow to import, and the files of other programs do without it.
    from ungacli.draft.validate import draft_from_tree

    schedule = draft_from_tree({"schedule": data.get("schedule")}, ReadOptions(busy_only=True))
    events = {guid: read_event_data(one) for guid, one in data["events"].items()}
    return _OwnData(
        nothing if schedule.diagnostics else replace(schedule, locate=nothing.locate),
        {guid: one for guid, one in events.items() if one},
        is_damaged=bool(schedule.diagnostics) or None in events.values(),
    )


def _result(session: Session, base: str, times: Times, own_events: Mapping[str, OwnEvent], *, is_own: bool) -> _Result:
    record = session.record
    title, uid = line(record.get("title")), text(record.get("guid"))
    own = own_events.get(uid)
    try:
        when, notes = read_when(session, times, days_first=is_own)
    except UnreadableError as error:
        if error.needs_zone:
            return _Result(None, (), needs_zone=True)
        return _Result(None, [(Level.SKIPPED, f"{quoted(title)}: {error}" if title else str(error))])
    page = line(*(record.get(key) for key in ("url", "full_conf_url", "conf_url")))
    url = _link(page, base)
    links = list(_linked(record))
    event = RawEvent(
        title=title or None,
        when=when,
        uid=uid or None,
        location=line(record.get("room"), session.room) or None,
        speakers=tuple(_speakers(record, is_own=own is not None)),
        topics=(track,) if (track := line(record.get("track"))) else (),
        documents=tuple(Document(name, _link(link, base)) for name, link in links),
        summary=_summary(record, own),
        url=url,
    )
    problems = [(Level.NOTE, note) for note in notes]
    problems += [(Level.WARNING, f"the url {quoted(page)} is no link and left out")] if page and not url else []
    if own and (description := text(record.get("description"))) and digest(description) != own.description:
        message = "the description was changed by hand: it is not read, since it repeats what stands elsewhere"
        problems.append((Level.WARNING, message))
    bad_links = (link for _, link in links if link and not _link(link, base))
    problems += [(Level.WARNING, f"the link {quoted(link)} is none and left out") for link in bad_links]
    return _Result(_with_own_facts(event, when, own.facts) if own else event, problems)


def _speakers(record: Record, *, is_own: bool) -> Iterator[RawRole]:
    """Yield everybody under persons, or else under speakers; "?" and "-" are nobody's name, except in our own files."""
    for person in records(record.get("persons") or record.get("speakers"), "name"):
        name = line(*(person.get(key) for key in _NAMES))
        if any(map(str.isalpha, name)) or (is_own and name):
            key = line(*(person.get(key) for key in ("guid", "id", "code"))) or None
            yield RawRole(RawPerson(name=name, key=key), SpeakerRole.SPEAKER)


def _linked(record: Record) -> Iterator[tuple[str, str]]:
    """Yield title and link, which may be empty, of each document."""
    for key in ("links", "attachments"):
        for one in records(record.get(key), "url"):
            link = line(one.get("url"), one.get("href"))
            title = line(one.get("title"), one.get("name")) or link
            if title:
                yield title, link


def _link(written: str, base: str = "") -> str | None:
    """Return what is *written* as a link, from *base* on if it is relative, or None if it is none."""
    try:
        # Joining would also tidy what is whole already.
        whole = written if re.match("https?://", written) else urljoin(base, written)
    except ValueError:
        return None
    return link_or_none(re.sub(r"\s", "%20", whole))


def _summary(record: Record, own: OwnEvent | None) -> str | None:
    """Return subtitle, abstract, description, type and language as plain text, or None; Markdown stays as it stands.

    The description is left out if it only repeats the abstract, and the abstract if the description begins with it,
    as some programs write them. The description of our *own* files only repeats for people what stands elsewhere.
    """
    if own:
        return text(record.get("abstract")) or None
    subtitle, abstract, description = (_plain(record.get(key)) for key in ("subtitle", "abstract", "description"))
    if description.startswith(abstract):
        abstract = ""
    particulars = (("Type", line(_plain(record.get("type")))), ("Language", line(record.get("language"))))
    lines = "\n".join(f"{name}: {value}" for name, value in particulars if value)
    return "\n\n".join(filter(None, (subtitle, abstract, description, lines))) or None


def _plain(value: object) -> str:
    """Return *value* without HTML, if it has any."""
    written = text(value)
    return plain_text(written) if is_markup(written) else written


def _with_own_facts(event: RawEvent, when: When, facts: RawEvent) -> RawEvent:
    """Return *event* with the *facts* that the format has no place for, as far as nobody edited what it has."""
    zone = facts.when.zone if isinstance(facts.when, PartialWhen) else None
    roles: dict[str, list[RawRole]] = defaultdict(list)
    for role in facts.speakers or ():
        if isinstance(role.participant, RawPerson):
            roles[line(role.participant.name)].append(role)
    speakers = [
        roles[role.participant.name].pop(0)
        if isinstance(role.participant, RawPerson) and roles[role.participant.name]
        else role
        for role in event.speakers or ()
    ]
    topics, documents = facts.topics or (), facts.documents or ()
    linked = tuple(one for one in documents if one.url)
    return replace(
        facts,
        title=without_mark(event.title or "", facts.status or Status.CONFIRMED) or None,
        when=When(when.start.astimezone(zone), when.end.astimezone(zone)) if zone else when,
        location=None if event.location == VENUE_NOT_PUBLISHED else event.location,
        speakers=tuple(speakers),
        topics=topics if topics[:1] == event.topics else event.topics,
        documents=documents if linked == event.documents else event.documents,
        summary=event.summary,
        url=event.url,
    )


def _places(record_list: Sequence[Record], where: Where) -> dict[KeyPath, Place]:
    places: dict[KeyPath, Place] = {}
    for index, record in enumerate(record_list):
        found = where(record)
        for field, keys in (("", ("",)), *_KEYS.items()):
            place = next((found[key] for key in keys if key in found), None)
            if place:
                places["events", index, *((field,) if field else ())] = place
    return places
