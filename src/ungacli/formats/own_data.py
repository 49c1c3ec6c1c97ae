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

import re
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, NamedTuple, TypeVar

from ungacli.draft.draft import RawEvent
from ungacli.draft.ids import is_identifier
from ungacli.errors import QuestionError
from ungacli.model import (
    Document,
    Event,
    Mode,
    Organization,
    OrganizerRole,
    Participant,
    SpeakerRole,
    Status,
)
from ungacli.participants.values import RawOrganization, RawPerson, RawRole
from ungacli.when.when import PartialWhen
from ungacli.when.zones import parse_zone

T = TypeVar("T")
_LINK = re.compile(r"https?://\S+")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class OwnEvent(NamedTuple):
    """The *facts* of one event that a file of ours adds to what the format says, and the digest of its *description*.

    The facts have no title, no place and no times but the event's own zone.
    """

    facts: RawEvent
    description: str | None


def event_data(event: Event, *, description: str = "", with_summary: bool = False) -> dict[str, Any]:
    """Return the facts of *event* as values of JSON, nothing that is a default.

    *description* is the text in which the file describes the event to people: `digest` tells later whether it
    is still ours. The summary is among the facts *with_summary* alone, and private notes never are.
    """
    return _present(
        {
            "id": event.id,
            "uid": event.uid,
            "timezone": event.timezone.key,
            "status": _unless_confirmed(event.status),
            "mode": event.mode,
            "speakers": [
                _present({**_participant_data(one.person), **_role_data(one.role, one.status), "mode": one.mode})
                for one in event.speakers
            ],
            "organizers": [
                _present({**_participant_data(one.participant), **_role_data(one.role, one.status)})
                for one in event.organizers
            ],
            "audience": event.audience,
            "topics": list(event.topics),
            "documents": [_present({"title": one.title, "url": one.url}) for one in event.documents],
            "contact": event.contact,
            "summary": event.summary if with_summary else None,
            "description": digest(description) if description else None,
        }
    )


def digest(text: str) -> str:
    """Return a few digits that *text* has in common only with itself, however its lines are broken."""
    return sha256("".join(text.split()).encode(errors="replace")).hexdigest()[:16]


def _present(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in (None, [])}


def _unless_confirmed(status: Status) -> str | None:
    return None if status is Status.CONFIRMED else status


def _role_data(role: str, status: Status) -> dict[str, str | None]:
    return {"role": role, "status": _unless_confirmed(status)}


def _participant_data(participant: Participant) -> dict[str, Any]:
    if isinstance(participant, Organization):
        return {"organization": _organization_data(participant)}
    person = {
        "id": participant.id,
        "name": participant.name,
        "honorific": participant.honorific,
        "honorific_suffix": participant.honorific_suffix,
        "aliases": list(participant.aliases),
        "office": participant.office,
        "organization": _organization_data(participant.organization) if participant.organization else None,
    }
    return {"person": _present(person)}


def _organization_data(organization: Organization) -> dict[str, Any]:
    return _present(
        {
            "name": organization.name,
            "acronym": organization.acronym,
            "kind": organization.kind,
            "aliases": list(organization.aliases),
        }
    )


def read_event_data(data: object) -> OwnEvent | None:
    """Return what `event_data` made of an event, or None if *data* is not that, whatever else it is."""
    try:
        fields = _mapping(data)
        facts = RawEvent(
            id=_identifier(_text(fields, "id")),
            uid=_text(fields, "uid"),
            when=PartialWhen(zone=_value(parse_zone, _text(fields, "timezone"))),
            status=_value(Status, fields.get("status")),
            mode=_value(Mode, fields.get("mode")),
            speakers=tuple(_role(_mapping(one), SpeakerRole) for one in _list(fields, "speakers")),
            organizers=tuple(_role(_mapping(one), OrganizerRole) for one in _list(fields, "organizers")),
            audience=_text(fields, "audience"),
            topics=_texts(fields, "topics"),
            documents=tuple(_document(_mapping(one)) for one in _list(fields, "documents")),
            contact=_text(fields, "contact"),
            summary=_prose(fields, "summary"),
        )
        return OwnEvent(facts, _text(fields, "description")) if facts.id else None
    except (QuestionError, ValueError):
        return None


def _role(fields: Mapping[str, Any], role: type[SpeakerRole | OrganizerRole]) -> RawRole:
    participant: RawPerson | RawOrganization
    if "person" in fields or role is SpeakerRole:
        participant = _person(_mapping(fields.get("person")))
    else:
        participant = _organization(_mapping(fields.get("organization")))
    status = _value(Status, fields.get("status")) or Status.CONFIRMED
    return RawRole(participant, role(_required(fields, "role")), status, _value(Mode, fields.get("mode")))


def _person(fields: Mapping[str, Any]) -> RawPerson:
    employer = fields.get("organization")
    return RawPerson(
        name=_required(fields, "name"),
        honorific=_text(fields, "honorific"),
        honorific_suffix=_text(fields, "honorific_suffix"),
        office=_text(fields, "office"),
        employer=_organization(_mapping(employer)) if employer is not None else None,
        aliases=_texts(fields, "aliases"),
        key=_text(fields, "id"),
    )


def _organization(fields: Mapping[str, Any]) -> RawOrganization:
    return RawOrganization(
        name=_required(fields, "name"),
        acronym=_text(fields, "acronym"),
        kind=_text(fields, "kind"),
        aliases=_texts(fields, "aliases"),
    )


def _document(fields: Mapping[str, Any]) -> Document:
    return Document(_required(fields, "title"), _link(_text(fields, "url")))


def _mapping(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValueError
    return value


def _list(fields: Mapping[str, Any], key: str) -> list[Any]:
    value = fields.get(key, [])
    if not isinstance(value, list):
        raise ValueError
    return value


def _text(fields: Mapping[str, Any], key: str) -> str | None:
    """Return the text of *key* on one line, without control characters, or None; ValueError for another value."""
    return " ".join((_prose(fields, key) or "").split()) or None


def _prose(fields: Mapping[str, Any], key: str) -> str | None:
    """Return the same with its line breaks."""
    value = fields.get(key)
    if value is not None and not isinstance(value, str):
        raise ValueError
    return _UNPRINTABLE.sub("", value or "").strip() or None


def _required(fields: Mapping[str, Any], key: str) -> str:
    if text := _text(fields, key):
        return text
    raise ValueError


def _texts(fields: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(_required({key: one}, key) for one in _list(fields, key))


def _identifier(text: str | None) -> str | None:
    if text is not None and not is_identifier(text):
        raise ValueError
    return text


def _link(text: str | None) -> str | None:
    if text is not None and not _LINK.fullmatch(text):
        raise ValueError
    return text


def _value(convert: Callable[[str], T], value: Any) -> T | None:
    return None if value is None else convert(value)
