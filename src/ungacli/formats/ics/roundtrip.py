"""What our own calendar files say in words, read back: marks, parts and offices (see writing.py)."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from ungacli.draft.ids import is_identifier
from ungacli.formats.ics.components import Component
from ungacli.formats.ics.values import text
from ungacli.formats.ics.writing import PRODID
from ungacli.model import Mode, OrganizerRole, SpeakerRole, Status
from ungacli.names import fold, slug
from ungacli.phrases import VENUE_NOT_PUBLISHED, certainty, role_words

_MARKS = {certainty(status): status.value for status in (Status.TENTATIVE, Status.CANCELLED)}
_MODES = "|".join(Mode)
_PART = re.compile(rf"- (.+) \(([a-z -]+?)(?:, ({_MODES}))?(?:, ({'|'.join(_MARKS)}))?\)")
_LINKED = re.compile(r"- (.+): (https?://\S+)")
_UNLINKED = re.compile(r"- (.+) \(no link published\)")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&/-]*[A-Z0-9]")
_BODY = re.compile(r"(.+) \((\S*[A-Z]\S*[A-Z]\S*)\)")


_SPEAKERS = {role_words(role): role.value for role in SpeakerRole}
_ORGANIZERS = {role_words(role): role.value for role in OrganizerRole}


def is_ours(calendar: Component) -> bool:
    """Return whether *calendar* was written by us."""
    line = calendar.first("PRODID")
    return line is not None and line.value.strip() == PRODID


def revision(calendar: Component) -> str | None:
    """Return the revision of the schedule that *calendar* was written from: each event's SEQUENCE."""
    numbers = {event.value("SEQUENCE") for event in calendar.parts("VEVENT")}
    return numbers.pop() if len(numbers) == 1 and re.fullmatch("[0-9]{1,9}", next(iter(numbers))) else None


@dataclass
class _Told:
    """What one description says: *parts* of people and bodies by key, each with its text, and other *fields*."""

    fields: dict[str, Any] = field(default_factory=dict)
    speakers: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    organizers: list[tuple[str, dict[str, str]]] = field(default_factory=list)


def _parsed(description: str) -> _Told | None:
    """Return what *description* says, or None if it is not as we write it, but for a summary."""
    lines = description.split("\n")
    # What comes behind the summary has no empty line, and the summary has one behind it.
    end = len(lines) - lines[::-1].index("") if "" in lines else 0
    told = _Told()
    if summary := "\n".join(lines[:end]).strip():
        told.fields["summary"] = summary
    section = ""
    for line in lines[end:]:
        heading, _, value = line.partition(": ")
        if line in {"Speakers:", "Organizers:", "Documents:"}:
            section = line
        elif section and line.startswith("- "):
            if not _item(section, line, told):
                return None
        elif value and heading in {"Audience", "Mode", "Contact", "Published at"}:
            section = ""
            if heading != "Published at":
                told.fields[heading.lower()] = value
        else:
            return None
    return told


def _item(section: str, line: str, told: _Told) -> bool:
    if section == "Documents:":
        found = _UNLINKED.fullmatch(line) or _LINKED.fullmatch(line)
        if found:
            paper = {"title": found[1]} | ({"url": found[2]} if found.re is _LINKED else {})
            told.fields.setdefault("documents", []).append(paper)
        return found is not None
    part = _PART.fullmatch(line)
    roles = _SPEAKERS if section == "Speakers:" else _ORGANIZERS
    if part is None or part[2] not in roles:
        return False
    facts = {"role": roles[part[2]]}
    facts |= {"mode": part[3]} if part[3] else {}
    facts |= {"status": _MARKS[part[4]]} if part[4] else {}
    (told.speakers if section == "Speakers:" else told.organizers).append((part[1], facts))
    return True


class Ours:
    """Everything that our own events say in words, and whom they name."""

    def __init__(self, events: Iterable[Component]) -> None:
        ours = list(events)
        self._told = {id(event): _parsed(_description(event)) for event in ours}
        lines = dict.fromkeys(line.value for event in ours for line in event.all("X-UNGACLI-PERSON"))
        told = [one for one in self._told.values() if one]
        self._speakers = {name for one in told for name, _ in one.speakers}
        self._particulars = dict(_particulars(line) for line in lines)
        self._people: dict[str, dict[str, str]] = {}
        self._organizations: dict[str, dict[str, str]] = {}
        self._bodies: set[str] = set()
        names = [name for one in told for name, _ in [*one.speakers, *one.organizers]]
        self._names = {_key(self._particulars.get(name, {}).get("name") or name.partition(", ")[0]) for name in names}
        self._ids: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        for name in dict.fromkeys(name for one in told for name, _ in one.organizers):
            if (body := _BODY.fullmatch(name)) and name not in self._speakers:
                self._declare_body(name, body[1], body[2])

    @property
    def sections(self) -> dict[str, Any]:
        """The sections of the tree for those who are named."""
        found = {"people": self._people, "organizations": self._organizations}
        return {section: entries for section, entries in found.items() if entries}

    def mended(self, fields: dict[str, Any], event: Component) -> dict[str, Any]:
        """Return the *fields* of an *event* of ours as they were before it was written."""
        rest = {key: value for key, value in fields.items() if key not in {"contact", "mode"}}
        if rest.get("status") == "tentative":
            rest["title"] = rest["title"].removeprefix("[TBC] ")
        if rest.get("location") == VENUE_NOT_PUBLISHED:
            del rest["location"]
        line = event.first("X-UNGACLI-ID")
        if line and is_identifier(line.value):
            rest["id"] = line.value
        told = self._told[id(event)]
        if told is None:
            return rest
        for key in ("summary", "documents"):
            rest.pop(key, None)
        rest |= told.fields
        if told.speakers:
            rest["speakers"] = [{"person": self._person(name), **facts} for name, facts in told.speakers]
        if told.organizers:
            rest["organizers"] = [{**self._host(name), **facts} for name, facts in told.organizers]
        return rest

    def _host(self, name: str) -> dict[str, str]:
        if name in self._ids:
            return {"organization": self._ids[name]}
        # Without particulars nothing but the office tells a person from a body.
        parts = name.split(", ")
        if {name} & (self._speakers | self._particulars.keys()) or (len(parts) > 2 and self._is_label(parts[-1])):
            return {"person": self._person(name)}
        return {"name": name}

    def _person(self, told: str) -> str:
        key = f"person {told}"
        if key not in self._ids:
            entry = dict(self._particulars.get(told) or self._guessed(told))
            if "organization" in entry:
                entry["organization"] = self._organization(entry["organization"])
            name = entry["name"]
            self._ids[key] = _free_id(name, "person", self._names - {_key(name)}, self._people)
            self._people[self._ids[key]] = entry
        return self._ids[key]

    def _guessed(self, told: str) -> dict[str, str]:
        name, *office = told.split(", ")
        body = office.pop() if office and self._is_label(office[-1]) else None
        return _filled({"name": name, "office": ", ".join(office), "organization": body})

    def _is_label(self, word: str) -> bool:
        return word in self._labels or (_ACRONYM.fullmatch(word) is not None and _key(word) not in self._bodies)

    def _organization(self, label: str) -> str:
        if label not in self._labels:
            self._declare(label, {"name": label})
        return self._labels[label]

    def _declare_body(self, told: str, name: str, acronym: str) -> None:
        # Two bodies that share a spelling are told apart by all that is said of them.
        if not {_key(name), _key(acronym)} & self._bodies:
            self._declare(acronym, {"name": name, "acronym": acronym})
            self._ids[told] = self._labels[acronym]

    def _declare(self, label: str, entry: dict[str, str]) -> None:
        own = {_key(spelling) for spelling in entry.values()}
        key = _free_id(label, "organization", self._bodies - own, self._organizations)
        self._labels[label] = key
        self._organizations[key] = entry
        self._bodies |= {*own, _key(key)}


def _description(event: Component) -> str:
    line = event.first("DESCRIPTION")
    return text(line.value) if line else ""


def _particulars(value: str) -> tuple[str, dict[str, str]]:
    """Return what X-UNGACLI-PERSON says of somebody, behind the words that a description has for it."""
    parts = [text(part) for part in re.findall(r"((?:\\.|[^\\;])*+)(?:;|$)", value)]
    told = dict(zip(("name", "office", "organization", "honorific", "honorific_suffix"), parts, strict=False))
    words = ", ".join(filter(None, (told.get(key) for key in ("name", "office", "organization"))))
    return words, _filled(told)


def _filled(entry: Mapping[str, str | None]) -> dict[str, str]:
    return {key: value for key, value in entry.items() if value}


def _key(spelling: str) -> str:
    return fold(spelling) or spelling


def _free_id(name: str, otherwise: str, spellings: set[str], taken: Collection[str]) -> str:
    """Return an id for *name* that is neither *taken* nor one of the *spellings* of others."""
    base = key = slug(name, limit=50) or otherwise
    numbers = count(2)
    while key in taken or _key(key) in spellings:
        key = f"{base}-{next(numbers)}"
    return key
