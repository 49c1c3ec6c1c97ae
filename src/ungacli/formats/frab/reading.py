"""What a conference's schedule says, as a draft, whichever of the two formats it came in."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC
from functools import partial
from typing import NamedTuple
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from ungacli.draft.diagnostics import BadFileError, Diagnostic, KeyPath, Level, Place, quoted
from ungacli.draft.ids import is_identifier
from ungacli.draft.read_options import ReadOptions
from ungacli.draft.tree_draft import Tree, TreeDraft
from ungacli.formats.frab.own import (
    NOTHING_SAID,
    Bodies,
    Said,
    appearances,
    is_own,
    own_event,
    own_id,
    own_schedule,
    people_who_organize,
    taken_apart,
)
from ungacli.formats.frab.people import People
from ungacli.formats.frab.prose import summary
from ungacli.formats.frab.record import Places, Record, Session, conference_of, records, sessions, text
from ungacli.formats.frab.times import Clock, UnreadableError, span, time_or_none
from ungacli.names import slug
from ungacli.when.zones import read_zone

Where = Callable[[Record], Places]
# What of an event's record becomes which of our keys.
_KEYS = {"start": ("date", "start"), "title": ("title",), "location": ("room",), "url": ("url",), "uid": ("guid",)}


class _Read(NamedTuple):
    """One event understood so far: its *entry* for the tree, whom to ask for as *speakers*, what is *said* of them."""

    session: Session
    entry: dict[str, Tree]
    speakers: list[str]
    said: Said


class _Notes:
    """What was noted about events, each thing once."""

    def __init__(self, where: Where) -> None:
        self.problems: list[Diagnostic] = []
        self._where = where
        self._said: set[str] = set()

    def warn(self, session: Session, message: str, level: Level = Level.WARNING) -> None:
        """Note *message* about one event."""
        self.problems.append(Diagnostic((), message, level, self._where(session.record).get("")))

    def note(self, session: Session, message: str) -> None:
        """Note once how something was understood, at the first event that it concerns."""
        if message not in self._said:
            self._said.add(message)
            self.warn(session, message, Level.NOTE)


def drafted(
    schedule: Record, noted: Sequence[Diagnostic], where: Where, assumed: ReadOptions, *, generator: str
) -> TreeDraft:
    """Return what *schedule* says, events that cannot be read left out and told with *noted*.

    *where* tells the places of a record. A file that names *generator* as ours is read with more
    trust: its descriptions are taken apart again. Raises BadFileError if no event can be read.
    """
    notes = _Notes(where)
    own = is_own(generator)
    about = _about(schedule, own=own)
    base = _base(schedule)
    people, bodies = People(), Bodies()
    clock = _clock(schedule, assumed, notes, own=own)
    understood = []
    for session in sessions(schedule):
        try:
            entry = _event(session, base, clock, notes)
        except UnreadableError as reason:
            title = text(session.record.get("title"))
            notes.warn(session, f"{quoted(title)}: {reason}" if title else str(reason), Level.SKIPPED)
        else:
            said = taken_apart(text(session.record.get("description"))) if own else NOTHING_SAID
            entry.update(own_event(session.record, entry, said) if own else {"summary": summary(session.record)})
            asked = [key for one in records(session.record.get("persons")) if (key := people.add(one))]
            understood.append(_Read(session, entry, asked, said))
    if not understood:
        none = Diagnostic((), "there is no event in it that can be read")
        raise BadFileError([none, *(replace(problem, level=Level.ERROR) for problem in notes.problems)])
    parts = [appearances(read.said, [people.name(key) for key in read.speakers]) for read in understood]
    for read, found in zip(understood, parts, strict=True):
        for key, part in zip(read.speakers, found, strict=True):
            people.give_office(key, part.pop("office", None))
    for read in understood:
        for name, office in people_who_organize(read.said):
            people.add_organizer(name, office)
    for read, found, identifier in zip(understood, parts, _ids(understood, own=own), strict=True):
        speakers = [{**people.speaker(key), **part} for key, part in zip(read.speakers, found, strict=True)]
        organizers = bodies.organizers(read.said, people.organizer)
        read.entry.update(id=identifier, speakers=speakers, organizers=organizers)
    _drop_uids_given_twice(understood, notes)
    tree = {
        "schedule": about,
        "people": people.tree(),
        "organizations": bodies.tree,
        "events": [read.entry for read in understood],
    }
    return TreeDraft(tree, (*noted, *notes.problems), partial(_places, understood, where), lenient=True)


def _about(schedule: Record, *, own: bool) -> dict[str, Tree]:
    conference = conference_of(schedule)
    name = text(conference.get("acronym"))
    about: dict[str, Tree] = {
        "id": name if is_identifier(name) else slug(name) or None,
        "title": text(conference.get("title")) or None,
        "timezone": zone.key if (zone := _zone(conference)) else text(conference.get("time_zone_name")) or None,
        "url": next(filter(None, (_link(text(one.get("url"))) for one in (schedule, conference))), None)
        or _link(text(schedule.get("base_url")) or text(conference.get("base_url"))),
    }
    return {**about, **own_schedule(schedule)} if own else about


def _base(schedule: Record) -> str:
    return text(schedule.get("base_url")) or text(conference_of(schedule).get("base_url"))


def _clock(schedule: Record, assumed: ReadOptions, notes: _Notes, *, own: bool) -> Clock:
    conference = conference_of(schedule)
    zone = _zone(conference) if conference.get("time_zone_name") else assumed.zone
    # A name of no zone is looked at again, and reported, where the draft is assembled.
    return Clock(zone or UTC, assumed.duration, time_or_none(conference.get("day_change")), notes.note, days_first=own)


def _zone(conference: Record) -> ZoneInfo | None:
    zone = read_zone(text(conference.get("time_zone_name")))
    return zone if isinstance(zone, ZoneInfo) else None


def _event(session: Session, base: str, clock: Clock, notes: _Notes) -> dict[str, Tree]:
    record = session.record
    title = text(record.get("title"))
    start, end = span(session, clock)
    if not title:
        raise UnreadableError("it has no title")
    return {
        "uid": text(record.get("guid")) or None,
        "title": title,
        "start": start.isoformat(),
        "end": end.isoformat(),
        "location": text(record.get("room")) or session.room or None,
        "topics": [track] if (track := text(record.get("track"))) else [],
        "documents": list(_documents(session, base, notes)),
        "url": _page(session, base, notes),
    }


def _page(session: Session, base: str, notes: _Notes) -> str | None:
    record = session.record
    written = next(filter(None, (text(record.get(key)) for key in ("url", "full_conf_url", "conf_url"))), "")
    link = _link(written, base)
    if written and not link:
        notes.warn(session, f"the url {quoted(written)} is no link and left out")
    return link


def _documents(session: Session, base: str, notes: _Notes) -> Iterator[Tree]:
    for key in ("links", "attachments"):
        found = session.record.get(key)
        for one in found if isinstance(found, list) else ():
            # Some programs write a link as text alone.
            named = one if isinstance(one, Record) else Record({"url": one})
            written = text(named.get("url")) or text(named.get("href"))
            title = text(named.get("title")) or text(named.get("name")) or written
            link = _link(written, base)
            if written and not link:
                notes.warn(session, f"the link {quoted(written)} is none and left out")
            if title:
                yield {"title": title, "url": link}


def _link(written: str, base: str = "") -> str | None:
    """Return what is *written* as a link, told from *base* if it is relative, or None if it is none."""
    try:
        # Joining would also tidy what is whole already.
        whole = written if re.match("https?://", written) else urljoin(base, written)
    except ValueError:
        return None
    link = re.sub(r"\s", "%20", whole)
    return link if re.fullmatch(r"https?://\S+", link) else None


def _ids(read: Sequence[_Read], *, own: bool) -> list[str]:
    """Return an id for each event: its code, number or name in the file, with day and time where that is not enough."""
    starts = [one.entry["start"] for one in read]
    ids = [own_id(one.session.record) if own else _id(one.session.record) for one in read]
    for more in ([f"-{start[:10]}" for start in starts], [f"-{start[11:16].replace(':', '')}" for start in starts]):
        count = Counter(key.casefold() for key in ids)
        ids = [key + rest if count[key.casefold()] > 1 else key for key, rest in zip(ids, more, strict=True)]
    taken: set[str] = set()
    numbers: Counter[str] = Counter()
    for index, key in enumerate(ids):
        while ids[index].casefold() in taken:
            numbers[key] += 1
            ids[index] = f"{key}-{numbers[key] + 1}"
        taken.add(ids[index].casefold())
    return ids


def _id(record: Record) -> str:
    code, number = text(record.get("code")), text(record.get("id"))
    if is_identifier(code[:60]) and code.isalnum():
        return code[:60]
    if is_identifier(number) and len(number.encode()) <= 60:
        return f"session-{number}" if number.isdigit() else number
    return slug(text(record.get("slug")), limit=40) or slug(text(record.get("title")), limit=40) or "session"


def _drop_uids_given_twice(read: Sequence[_Read], notes: _Notes) -> None:
    taken: set[str] = set()
    for one in read:
        uid = one.entry["uid"]
        if uid and uid.casefold() in taken:
            notes.warn(one.session, f"the guid {quoted(uid)} is that of another event already and left out")
            one.entry["uid"] = None
        elif uid:
            taken.add(uid.casefold())


def _places(read: Sequence[_Read], where: Where) -> dict[KeyPath, Place]:
    places: dict[KeyPath, Place] = {}
    for index, one in enumerate(read):
        found = where(one.session.record)
        for key, names in (("", ("",)), *_KEYS.items()):
            place = next((found[name] for name in names if name in found), None)
            if place:
                places["events", index, *((key,) if key else ())] = place
    return places
