"""What our own files say in words because the formats have no place for it, and how it is read again."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from ungacli.draft.ids import is_identifier
from ungacli.draft.tree_draft import Tree
from ungacli.formats.frab.record import GENERATOR, Record, conference_of, text
from ungacli.model import Document, Event, Mode, OrganizerRole, Person, SpeakerRole, Status
from ungacli.names import fold, slug
from ungacli.phrases import VENUE_NOT_PUBLISHED, certainty, document, host, organizer_part, role_words, speaker_part

_LINES = ("UID", "Status", "Mode", "Audience", "Contact")
_PEOPLE = "Organizers who are people"
_LISTS = ("Speakers", "Organizers", _PEOPLE, "Topics", "Documents")
_STATUSES = {certainty(status): status for status in (Status.TENTATIVE, Status.CANCELLED)}
_UNLINKED = document(Document(""))
_VERSION = re.compile(r"(\d{1,9}) \((.+)\)")
_ACRONYM = re.compile(r"(.+) \((\S*[A-Z]\S*[A-Z]\S*)\)")
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


_ROLES = {role_words(role): role for role in (*SpeakerRole, *OrganizerRole)}
_PART = re.compile(
    rf"(?P<host>.+) \((?P<role>{'|'.join(_ROLES)})"
    rf"(?:, (?P<mode>{'|'.join(Mode)}))?(?:, (?P<status>{'|'.join(_STATUSES)}))?\)"
)


def is_own(generator: str) -> bool:
    """Return whether the program *generator* is this one."""
    return generator == GENERATOR


def version(revision: int, revised: str) -> str:
    """Return what stands for the version of a file: its revision and the moment of it."""
    return f"{revision} ({revised})"


def own_schedule(schedule: Record) -> dict[str, Tree]:
    """Return what only our own files say of a *schedule*."""
    found = _VERSION.fullmatch(text(schedule.get("version")))
    said = {"revision": found[1], "revised": found[2]} if found else {}
    return {**said, "id": text(schedule.get("id")) or text(conference_of(schedule).get("acronym"))}


def guid(uid: str) -> str:
    """Return *uid* if it is a UUID, and one made of it if it is not."""
    return uid if _UUID.fullmatch(uid) else str(uuid5(NAMESPACE_URL, uid))


def title(event: Event) -> str:
    """Return the title of *event* with a mark before it if the event is not sure."""
    mark = certainty(event.status)
    return f"{_mark(mark)}{_line(event.title)}" if mark else _line(event.title)


def _mark(certain: str) -> str:
    return f"[{certain[0].upper()}{certain[1:]}] "


def slug_part(event_id: str, number: int) -> str:
    """Return *event_id* as the end of a slug, which has letters, digits and hyphens, and four of them at least."""
    if not re.fullmatch(r"[a-z0-9_-]*[a-z0-9]", event_id):
        return f"id-{slug(event_id).encode('ascii', 'ignore').decode().strip('-') or 'event'}-{number}"
    return event_id if len(event_id) >= 4 and not event_id.startswith("id-") else f"id-{event_id}"


def own_id(record: Record) -> str:
    """Return the event's id, which our slugs end with."""
    found = text(record.get("slug")).partition("-")[2].removeprefix("id-")
    return found if is_identifier(found) else slug(found, limit=40) or "event"


def described(event: Event) -> str:
    """Return the lines about *event* for which the formats have no place of their own."""
    return "\n".join(_described(event))


def _described(event: Event) -> Iterator[str]:
    # All of them, so that their order is told, as soon as one has no place among the links.
    papers = list(map(document, event.documents)) if not all(paper.url for paper in event.documents) else []
    uid = event.uid if guid(event.uid) != event.uid else None
    values = (uid, certainty(event.status), event.mode, event.audience, event.contact)
    lists = (
        [f"{host(part.person)} ({speaker_part(part)})" for part in event.speakers],
        [f"{host(part.participant)} ({organizer_part(part)})" for part in event.organizers],
        [part.participant.name for part in event.organizers if isinstance(part.participant, Person)],
        event.topics if len(event.topics) > 1 else (),
        papers,
    )
    yield from (f"{what}: {_line(value)}" for what, value in zip(_LINES, values, strict=True) if value)
    for what, items in zip(_LISTS, lists, strict=True):
        if items:
            yield f"{what}:"
            yield from (f"- {_line(item)}" for item in items)


def _line(words: str) -> str:
    return " ".join(words.split())


class Said(NamedTuple):
    """A description of ours taken apart: *lines* by their names, *lists* by theirs, and what is not ours."""

    lines: dict[str, str]
    lists: dict[str, list[str]]
    rest: str


def taken_apart(description: str) -> Said:
    """Return the parts of a *description* that `described` wrote; somebody's additions are the rest."""
    said = Said({}, {name: [] for name in _LISTS}, "")
    rest: list[str] = []
    items: list[str] | None = None
    for line in description.split("\n"):
        name, _, value = line.partition(": ")
        if items is not None and line.startswith("- "):
            items.append(line[2:])
        elif name in _LINES and value:
            said.lines.setdefault(name, value)
            items = None
        else:
            items = said.lists.get(line.removesuffix(":")) if line.endswith(":") else None
            if items is None:
                rest.append(line)
    return said._replace(rest="\n".join(rest).strip())


NOTHING_SAID = taken_apart("")


def own_event(record: Record, entry: dict[str, Tree], said: Said) -> dict[str, Tree]:
    """Return what *said* adds to the *entry* of the event *record*, or tells better."""
    mark = said.lines.get("Status", "")
    uid = said.lines.get("UID", "")
    return {
        # Copied into another event, the line would be that of a stranger.
        "uid": uid if guid(uid) == entry["uid"] else entry["uid"],
        "title": entry["title"].removeprefix(_mark(mark)) if mark else entry["title"],
        "status": _STATUSES.get(mark),
        "mode": said.lines.get("Mode"),
        "audience": said.lines.get("Audience"),
        "contact": said.lines.get("Contact"),
        "location": None if entry["location"] == VENUE_NOT_PUBLISHED else entry["location"],
        "topics": said.lists["Topics"] or entry["topics"],
        "documents": _documents(said.lists["Documents"], entry["documents"]),
        "summary": "\n\n".join(filter(None, [text(record.get("abstract")), said.rest])) or None,
    }


def _documents(items: Sequence[str], linked: list[Tree]) -> list[Tree]:
    """Return the documents that *items* list, those with links from the *linked* ones, which have them exactly."""
    links = iter(linked)
    papers: list[Tree] = []
    for item in items:
        if item.endswith(_UNLINKED):
            papers.append({"title": item.removesuffix(_UNLINKED)})
        else:
            papers += islice(links, 1)
    return [*papers, *links]


def appearances(said: Said, names: Sequence[str]) -> list[dict[str, Tree]]:
    """Return role, mode, status and office of the speakers called *names*, nothing of whom *said* does not list so."""
    items = said.lists["Speakers"]
    if len(items) != len(names):
        return [{} for _ in names]
    return [_appearance(item, name) for item, name in zip(items, names, strict=True)]


def _appearance(item: str, name: str) -> dict[str, Tree]:
    found = _PART.fullmatch(item)
    if not found or (found["host"] != name and not found["host"].startswith(f"{name}, ")):
        return {}
    office = found["host"].removeprefix(name).removeprefix(", ")
    return {**_part(found), "mode": found["mode"], "office": office or None}


def _part(found: re.Match[str]) -> dict[str, Tree]:
    return {"role": _ROLES[found["role"]], "status": _STATUSES.get(found["status"])}


def people_who_organize(said: Said) -> Iterator[tuple[str, str]]:
    """Yield name and office, which may be empty, of the organizers who are people."""
    names = frozenset(said.lists[_PEOPLE])
    for found in _hosts(said):
        if name := _person_in(found["host"], names):
            yield name, found["host"].removeprefix(name).removeprefix(", ")


def _hosts(said: Said) -> Iterator[re.Match[str]]:
    return filter(None, map(_PART.fullmatch, said.lists["Organizers"]))


def _person_in(written: str, names: Collection[str]) -> str | None:
    """Return the longest of *names* that *written* begins with, an office behind it or nothing."""
    words = written.split(", ")
    ways = (", ".join(words[:count]) for count in range(min(len(words), 10), 0, -1))
    return next((name for name in ways if name in names), None)


class Bodies:
    """The organizations that organizers are, with their acronyms."""

    def __init__(self) -> None:
        self.tree: dict[str, Tree] = {}
        self._ids: dict[str, str] = {}
        self._taken: set[str] = set()

    def organizers(self, said: Said, person: Callable[[str], dict[str, Tree]]) -> list[dict[str, Tree]]:
        """Return the organizers that *said* lists; *person* tells how one is referred to by name."""
        names = frozenset(said.lists[_PEOPLE])
        found = [(one, _person_in(one["host"], names)) for one in _hosts(said)]
        return [{**(person(name) if name else self._body(one["host"])), **_part(one)} for one, name in found]

    def _body(self, written: str) -> dict[str, Tree]:
        acronym = _ACRONYM.fullmatch(written)
        if not acronym:
            return {"name": written}
        if written not in self._ids:
            key = slug(acronym[2])
            forms = {fold(form) for form in (acronym[1], acronym[2])}
            if forms & self._taken:
                return {"name": written}
            self._taken |= forms
            self._ids[written] = key
            self.tree[key] = {"name": acronym[1], "acronym": acronym[2]}
        return {"organization": self._ids[written]}
