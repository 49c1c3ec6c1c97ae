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
from hashlib import sha256
from typing import Any, NamedTuple

from ungacli.draft.draft import RawEvent
from ungacli.draft.from_schedule import organization_tree, person_tree, present, unless_confirmed
from ungacli.draft.ids import is_identifier
from ungacli.errors import QuestionError
from ungacli.escapes import link_or_none, without_controls
from ungacli.model import Document, Event, Mode, Organization, OrganizerRole, Participant, SpeakerRole, Status
from ungacli.participants.values import RawOrganization, RawPerson, RawRole
from ungacli.when.when import PartialWhen
from ungacli.when.zones import parse_zone

_Converter = Callable[[Any], Any]
"""Returns the fact that a value of JSON stands for, None where there is none; raises ValueError for a wrong value."""


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
        facts = _facts(
            data,
            id=_matching(is_identifier),
            uid=_text,
            timezone=_optional(lambda value: parse_zone(_required(value))),
            status=_optional(Status),
            mode=_optional(Mode),
            speakers=_each(_role(SpeakerRole)),
            organizers=_each(_role(OrganizerRole)),
            audience=_text,
            topics=_each(_required),
            documents=_each(_document),
            contact=_text,
            summary=_prose,
            description=_text,
        )
    except (QuestionError, ValueError):
        return None
    description = facts.pop("description")
    return OwnEvent(RawEvent(when=PartialWhen(zone=facts.pop("timezone")), **facts), description)


def _facts(data: object, **converters: _Converter) -> dict[str, Any]:
    """Return what the *converters* make of the values in *data*; ValueError if that is no mapping."""
    if not isinstance(data, dict):
        raise ValueError
    return {name: convert(data.get(name)) for name, convert in converters.items()}


def _prose(value: object) -> str | None:
    """Return *value* without control characters; a text that is empty is None."""
    if value is not None and not isinstance(value, str):
        raise ValueError
    return without_controls(value or "").strip() or None


def _text(value: object) -> str | None:
    """Return the same on one line."""
    return " ".join((_prose(value) or "").split()) or None


def _matching(is_right: Callable[[str], object]) -> _Converter:
    """Return a converter to a text on one line that must be there and *is_right*."""

    def convert(value: object) -> str:
        text = _text(value)
        if text is None or not is_right(text):
            raise ValueError
        return text

    return convert


_required = _matching(bool)


def _optional(convert: _Converter) -> _Converter:
    return lambda value: None if value is None else convert(value)


def _each(convert: _Converter) -> _Converter:
    def convert_all(values: object) -> tuple[Any, ...]:
        if values is not None and not isinstance(values, list):
            raise ValueError
        return tuple(convert(value) for value in values or ())

    return convert_all


def _organization(data: object) -> RawOrganization:
    return RawOrganization(**_facts(data, name=_required, acronym=_text, kind=_text, aliases=_each(_required)))


def _person(data: object) -> RawPerson:
    facts = _facts(
        data,
        id=_text,
        name=_required,
        honorific=_text,
        honorific_suffix=_text,
        aliases=_each(_required),
        office=_text,
        organization=_optional(_organization),
    )
    return RawPerson(key=facts.pop("id"), employer=facts.pop("organization"), **facts)


def _role(role: type[SpeakerRole | OrganizerRole]) -> _Converter:
    def convert(data: object) -> RawRole:
        facts = _facts(
            data,
            person=_optional(_person),
            organization=_optional(_organization),
            role=role,
            status=_optional(Status),
            mode=_optional(Mode),
        )
        participant = facts["person"] or (None if role is SpeakerRole else facts["organization"])
        if participant is None:
            raise ValueError
        return RawRole(participant, facts["role"], facts["status"] or Status.CONFIRMED, facts["mode"])

    return convert


def _document(data: object) -> Document:
    return Document(**_facts(data, title=_required, url=_optional(_matching(link_or_none))))
