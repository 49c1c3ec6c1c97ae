"""What our own files carry for ungacli alone: the facts of an event that a format has no place for.

An event becomes a mapping of text, lists and mappings, which a file holds as JSON wherever other programs ignore it:

    {"id": "launch", "uid": "...", "timezone": "Europe/Zurich", "status": "tentative", "mode": "hybrid",
     "speakers": [{"person": {"id": "ann-lee", "name": "Ann Lee", "honorific": "Dr", "office": "Director",
                              "organization": {"name": "Example Body", "acronym": "EXB", "kind": "un"}},
                   "role": "keynote", "mode": "virtual"}],
     "organizers": [{"organization": {"name": "Example Body"}, "role": "co-host"}],
     "audience": "...", "topics": ["..."], "documents": [{"title": "...", "url": "..."}], "contact": "...",
     "description": "9b1c..."}

Nothing of it is trusted when it is read again: one wrong value, and the event is read as that of another program.
"""

from collections.abc import Callable
from functools import partial
from hashlib import sha256
from typing import Any, NamedTuple, TypeVar

from ungacli.draft.draft import RawEvent
from ungacli.draft.from_schedule import organization_tree, person_tree, present, unless_confirmed
from ungacli.draft.ids import is_identifier
from ungacli.errors import QuestionError
from ungacli.escapes import link_or_none, one_line, without_controls
from ungacli.model import Document, Event, Mode, Organization, OrganizerRole, Participant, SpeakerRole, Status
from ungacli.participants.values import RawOrganization, RawPerson, RawRole
from ungacli.when.when import PartialWhen
from ungacli.when.zones import parse_zone

T = TypeVar("T")


class OwnEvent(NamedTuple):
    """The *facts* of one event that a file of ours adds to what the format says, and the digest of its *description*.

    The facts have no title, no place and no times but the event's own zone.
    """

    facts: RawEvent
    description: str | None


def event_data(event: Event, *, description: str = "", with_summary: bool = False) -> dict[str, Any]:
    """Return the facts of *event* as values of JSON, nothing that is a default.

    *description* is the text in which the file describes the event to people: its `digest` shows later whether it
    is still ours. The summary is among the facts *with_summary* alone, and private notes never are.
    """
    return present(
        {
            "id": event.id,
            "uid": event.uid,
            "timezone": event.timezone.key,
            "status": unless_confirmed(event.status),
            "mode": event.mode,
            "speakers": [_role_data(one.person, one.role, one.status, one.mode) for one in event.speakers],
            "organizers": [_role_data(one.participant, one.role, one.status) for one in event.organizers],
            "audience": event.audience,
            "topics": list(event.topics),
            "documents": [present({"title": one.title, "url": one.url}) for one in event.documents],
            "contact": event.contact,
            "summary": event.summary if with_summary else None,
            "description": digest(description) if description else None,
        }
    )


def digest(text: str) -> str:
    """Return a few digits that *text* has in common only with itself, however its lines are broken."""
    return sha256("".join(text.split()).encode(errors="replace")).hexdigest()[:16]


def _role_data(participant: Participant, role: str, status: Status, mode: Mode | None = None) -> dict[str, Any]:
    if isinstance(participant, Organization):
        data = {"organization": organization_tree(participant)}
    else:
        employer = participant.organization and organization_tree(participant.organization)
        data = {"person": present({"id": participant.id, **person_tree(participant), "organization": employer})}
    return {**data, **present({"role": role, "status": unless_confirmed(status), "mode": mode})}


def read_event_data(data: object) -> OwnEvent | None:
    """Return what `event_data` made of an event, or None if *data* is not that, whatever else it is."""
    try:
        facts = RawEvent(
            id=_line(_value(data, "id")),
            uid=_text(data, "uid"),
            when=PartialWhen(zone=_one(data, "timezone", lambda name: parse_zone(_line(name)))),
            status=_one(data, "status", Status),
            mode=_one(data, "mode", Mode),
            speakers=_each(data, "speakers", partial(_role, SpeakerRole)),
            organizers=_each(data, "organizers", partial(_role, OrganizerRole)),
            audience=_text(data, "audience"),
            topics=_each(data, "topics", _line),
            documents=_each(data, "documents", _document),
            contact=_text(data, "contact"),
            summary=without_controls(_value(data, "summary", str) or "").strip() or None,
        )
        description = _text(data, "description")
    except (QuestionError, ValueError):
        return None
    return OwnEvent(facts, description) if is_identifier(facts.id or "") else None


def _value(data: object, key: str, kind: type = object) -> Any:
    """Return the value of *key* in *data*, None if there is none; ValueError if either is of another *kind*."""
    if not isinstance(data, dict) or not isinstance(data.get(key), kind | None):
        raise ValueError
    return data.get(key)


def _one(data: object, key: str, convert: Callable[[Any], T]) -> T | None:
    value = _value(data, key)
    return None if value is None else convert(value)


def _each(data: object, key: str, convert: Callable[[Any], T]) -> tuple[T, ...]:
    return tuple(map(convert, _value(data, key, list) or ()))


def _text(data: object, key: str) -> str | None:
    """Return a text on one line, or None if it is missing or empty."""
    return one_line(_value(data, key, str)) or None


def _line(value: object) -> str:
    """Return a text on one line that must be there."""
    line = one_line(value) if isinstance(value, str) else ""
    if not line:
        raise ValueError
    return line


def _organization(data: object) -> RawOrganization:
    name, aliases = _line(_value(data, "name")), _each(data, "aliases", _line)
    return RawOrganization(name=name, acronym=_text(data, "acronym"), kind=_text(data, "kind"), aliases=aliases)


def _person(data: object) -> RawPerson:
    return RawPerson(
        key=_text(data, "id"),
        name=_line(_value(data, "name")),
        honorific=_text(data, "honorific"),
        honorific_suffix=_text(data, "honorific_suffix"),
        aliases=_each(data, "aliases", _line),
        office=_text(data, "office"),
        employer=_one(data, "organization", _organization),
    )


def _role(kind: type[SpeakerRole | OrganizerRole], data: object) -> RawRole:
    person, organization = _one(data, "person", _person), _one(data, "organization", _organization)
    participant = person or (organization if kind is OrganizerRole else None)
    if participant is None:
        raise ValueError
    status = _one(data, "status", Status) or Status.CONFIRMED
    return RawRole(participant, kind(_value(data, "role")), status, _one(data, "mode", Mode))


def _document(data: object) -> Document:
    title, url = _line(_value(data, "title")), _one(data, "url", _line)
    if url and not link_or_none(url):
        raise ValueError
    return Document(title, url)
