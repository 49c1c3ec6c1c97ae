"""A conference's schedule as typed facts, whichever of the two formats it came in."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timezone
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from ungacli.draft.diagnostics import Diagnostic, Level, each_kind_once, quoted
from ungacli.draft.draft import Draft, RawEvent
from ungacli.draft.ids import is_identifier
from ungacli.draft.read_options import ReadOptions
from ungacli.escapes import link_or_none
from ungacli.formats.conference.record import Record, Session, line, records, sessions, text
from ungacli.formats.conference.times import NoZoneError, Times, UnreadableError, read_when, time_or_none
from ungacli.formats.conference.writing import OWN_KEY
from ungacli.formats.own_data import OwnEvent, digest, read_event_data
from ungacli.formats.text import plain_text
from ungacli.model import Document, SpeakerRole, Status
from ungacli.names import slug
from ungacli.participants.values import RawPerson, RawRole
from ungacli.phrases import VENUE_NOT_PUBLISHED, without_mark
from ungacli.when.when import PartialWhen, Unclear, When
from ungacli.when.zones import read_zone

# Which fields of an event stand under which keys of its record, the last that is there counting.
_KEYS = (
    *(("start", "start"), ("start", "date"), ("title", "title")),
    *(("location", "room"), ("url", "url"), ("uid", "guid")),
)
_NAMES = ("public_name", "full_public_name", "name", "display_name")


def read_schedule(schedule: Record, diagnostics: Sequence[Diagnostic], options: ReadOptions) -> Draft:
    """Return the facts of *schedule*, in which there is a conference, with the *diagnostics* of the file and its own.

    Times without an offset need a zone of the file or of *options*: if there is none, that is an error. Facts that
    a file of ours carries for itself count before what stands for them.
    """
    conference: Record = schedule["conference"]
    zone, zone_problem = _zone(text(conference.get("time_zone_name")))
    day_change, is_own = time_or_none(conference.get("day_change")), OWN_KEY in schedule
    times = Times(zone or options.zone, options.duration, day_change, days_first=is_own)
    base = text(schedule.get("base_url")) or text(conference.get("base_url"))
    own, own_events, is_damaged = _own_data(schedule[OWN_KEY]) if is_own else (Draft(), {}, False)
    events: list[RawEvent] = []
    found: list[Diagnostic] = []
    needs_zone = False
    for session in sessions(schedule):
        try:
            event, problems = _event(session, base, times, own_events)
        except NoZoneError:
            needs_zone = True
        except UnreadableError as error:
            title, place = line(session.record.get("title")), session.record.place
            message = f"{quoted(title)}: {error}" if title else str(error)
            found.append(Diagnostic((), message, Level.SKIPPED, place))
        else:
            events.append(event)
            found += problems
    if zone_problem:
        level = Level.ERROR if needs_zone else Level.WARNING
        place = conference.places.get("time_zone_name", conference.place)
        found.append(Diagnostic(("schedule", "timezone"), zone_problem, level, place))
    elif needs_zone:
        found.append(Diagnostic(("schedule",), '"timezone" is missing; --tz ZONE gives it too'))
    if is_damaged:
        message = "what ungacli keeps for itself in this file is missing or damaged; it is read without that"
        found.append(Diagnostic((), message, Level.WARNING))
    acronym = text(conference.get("acronym"))
    links = (_link(text(one)) for one in (schedule.get("url"), conference.get("url"), base))
    return replace(
        own,
        id=own.id or (acronym if is_identifier(acronym) else slug(acronym) or None),
        title=line(conference.get("title")) or None,
        timezone=zone,
        url=next(filter(None, links), None),
        events=tuple(events),
        diagnostics=(*diagnostics, *each_kind_once(found)),
        locate=lambda: {("events", number): event.place for number, event in enumerate(events) if event.place},
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


def _own_data(data: object) -> tuple[Draft, Mapping[str, OwnEvent], bool]:
    """Return what a file of ours carries for itself: facts of the schedule, and of its events by their guids.

    The last value is whether some of it is damaged, and so was not used.
    """
    if not isinstance(data, dict) or not isinstance(data.get("events"), dict):
        return Draft(), {}, True
    # Pydantic is slow to import, and the files of other programs do without it.
    from ungacli.draft.validate import draft_from_tree

    schedule = draft_from_tree({"schedule": data.get("schedule")}, ReadOptions(busy_only=True))
    events = {guid: event for guid, one in data["events"].items() if (event := read_event_data(one))}
    is_damaged = bool(schedule.diagnostics) or len(events) < len(data["events"])
    return (Draft() if schedule.diagnostics else schedule), events, is_damaged


def _event(
    session: Session, base: str, times: Times, own_events: Mapping[str, OwnEvent]
) -> tuple[RawEvent, list[Diagnostic]]:
    """Return the event of *session*, and what is wrong or uncertain about it; UnreadableError for unclear times."""
    record = session.record
    when, notes = read_when(session, times)
    uid = text(record.get("guid"))
    own = own_events.get(uid)
    page = line(*(record.get(key) for key in ("url", "full_conf_url", "conf_url")))
    url = _link(page, base)
    documents = [(title, link, _link(link, base)) for title, link in _linked(record)]
    event = RawEvent(
        title=line(record.get("title")) or None,
        when=when,
        uid=uid or None,
        location=line(record.get("room"), session.room) or None,
        speakers=tuple(_speakers(record, is_own=own is not None)),
        topics=(track,) if (track := line(record.get("track"))) else (),
        documents=tuple(Document(title, link) for title, _, link in documents),
        summary=_summary(record, is_own=own is not None),
        url=url,
        place=record.place,
        places={field: record.places[key] for field, key in _KEYS if key in record.places},
    )
    warnings = [f"the url {quoted(page)} is not an address; ignored"] if page and not url else []
    if own and (description := text(record.get("description"))) and digest(description) != own.description:
        warnings.append("the description was changed by hand: it is not read, since it repeats what stands elsewhere")
    bad_links = (written for _, written, link in documents if written and not link)
    warnings += [f"the link {quoted(written)} is not an address; ignored" for written in bad_links]
    problems = [Diagnostic((), note, Level.NOTE, event.place) for note in notes]
    problems += [Diagnostic((), warning, Level.WARNING, event.place) for warning in warnings]
    return _with_own_facts(event, when, own.facts) if own else event, problems


def _speakers(record: Record, *, is_own: bool) -> Iterator[RawRole]:
    """Yield everybody under persons, or else under speakers; "?" and "-" are no names, except in our own files."""
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
            if title := line(one.get("title"), one.get("name")) or link:
                yield title, link


def _link(written: str, base: str = "") -> str | None:
    """Return what is *written* as a link, from *base* on if it is relative, or None if it is none."""
    try:
        # Joining would also tidy what is whole already.
        whole = written if re.match("https?://", written) else urljoin(base, written)
    except ValueError:
        return None
    return link_or_none(re.sub(r"\s", "%20", whole))


def _summary(record: Record, *, is_own: bool) -> str | None:
    """Return subtitle, abstract, description, type and language as plain text, or None; Markdown stays as it stands.

    The description is left out if it only repeats the abstract, and the abstract if the description begins with it,
    as some programs write them. The description of our own files only repeats for people what stands elsewhere.
    """
    if is_own:
        return text(record.get("abstract")) or None
    subtitle, abstract, description, kind = (
        plain_text(text(record.get(key))) for key in ("subtitle", "abstract", "description", "type")
    )
    if description.startswith(abstract):
        abstract = ""
    particulars = {"Type": line(kind), "Language": line(record.get("language"))}
    lines = "\n".join(f"{name}: {value}" for name, value in particulars.items() if value)
    return "\n\n".join(filter(None, (subtitle, abstract, description, lines))) or None


def _with_own_facts(event: RawEvent, when: When, facts: RawEvent) -> RawEvent:
    """Return *event* with the *facts* that the format has no place for, unless what it has was edited."""
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
        place=event.place,
        places=event.places,
    )
