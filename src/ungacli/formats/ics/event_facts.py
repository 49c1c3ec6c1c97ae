"""The facts of one VEVENT besides its times."""

import json
import re
from contextlib import suppress
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from ungacli.draft.diagnostics import Diagnostic, Level, quoted
from ungacli.draft.draft import RawEvent
from ungacli.escapes import link_or_none
from ungacli.formats.ics.syntax import Component, at_line, one_line, text, texts
from ungacli.formats.own_data import digest, read_event_data
from ungacli.formats.text import plain_text
from ungacli.model import Document, Mode, OrganizerRole, Status
from ungacli.participants.values import RawOrganization, RawRole
from ungacli.phrases import without_mark

PRODID = "-//ungacli//ungacli//EN"
"""The PRODID of our own files."""
OWN_DATA = "X-UNGACLI-EVENT"
"""The property in which our own events carry what the standard has no place for, as JSON."""
UNTITLED = "(untitled)"

_STATUSES = {**{status.upper(): status for status in Status}, "CANCELED": Status.CANCELLED}
_NAME_PARAMETERS = ("FILENAME", "X-FILENAME", "X-APPLE-FILENAME", "LABEL", "TITLE")
_MEETINGS = ("CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL")
_LINES_OF_FIELDS = {
    "title": ("SUMMARY",),
    "start": ("DTSTART",),
    "end": ("DTEND", "DURATION"),
    "timezone": ("DTSTART",),
    "status": ("STATUS",),
    "location": ("LOCATION",),
    "summary": ("DESCRIPTION", "X-ALT-DESC"),
    "speakers": (OWN_DATA,),
    "audience": (OWN_DATA,),
    "url": ("URL",),
    "uid": ("UID",),
    "id": (OWN_DATA, "SUMMARY"),
    "topics": ("CATEGORIES",),
    "documents": ("ATTACH", OWN_DATA),
    "contact": ("CONTACT",),
    "organizers": ("ORGANIZER", OWN_DATA),
}


def event_facts(event: Component, *, own: bool) -> tuple[RawEvent, list[Diagnostic]]:
    """Return the facts of *event* without its times, and what was ignored or assumed.

    An event of our *own* files has more facts in OWN_DATA; where that is missing or damaged it is read as any
    other. Of what stands in both, the standard's properties count.
    """
    title, location = (one_line(event.first(name)) for name in ("SUMMARY", "LOCATION"))
    url = event.first("URL")
    documents, diagnostics = _documents(event)
    if title is None:
        message = f'an event without SUMMARY is shown as "{UNTITLED}"'
        diagnostics.append(at_line(event.line, message, Level.NOTE))
    if attendees := event.first("ATTENDEE"):
        message = "who is invited (ATTENDEE) is not taken for who speaks; not read"
        diagnostics.append(at_line(attendees.number, message, Level.NOTE))
    if url and not link_or_none(url.value):
        message = f"{quoted(url.value.strip())} is no link to the web; not read"
        diagnostics.append(at_line(url.number, message))
    raw = RawEvent(
        title=title or UNTITLED,
        uid=one_line(event.first("UID")),
        status=_STATUSES.get(event.value("STATUS")),
        # Nobody can go to a link.
        mode=Mode.VIRTUAL if location and link_or_none(location) else None,
        location=location,
        organizers=_organizers(event) or None,
        topics=tuple(dict.fromkeys(topic for line in event.all("CATEGORIES") for topic in texts(line.value))) or None,
        documents=documents or None,
        summary=_summary(event) or None,
        url=link_or_none(url.value) if url else None,
        contact="; ".join(filter(None, map(one_line, event.all("CONTACT")))) or None,
        place=(event.line, 1),
        places={key: (line.number, 1) for key, names in _LINES_OF_FIELDS.items() if (line := event.first(*names))},
    )
    if not own:
        return raw, diagnostics
    if raw.status is Status.TENTATIVE:
        raw = replace(raw, title=without_mark(raw.title or "", raw.status))
    line = event.first(OWN_DATA)
    data = None
    with suppress(ValueError, RecursionError):
        data = read_event_data(json.loads(text(line.value))) if line else None
    if data is None:
        message = f"{OWN_DATA} is missing or damaged: read as an event of another program"
        return raw, [*diagnostics, at_line(line.number if line else event.line, message)]
    described = event.first("DESCRIPTION")
    if described and data.description != digest(text(described.value)):
        message = "the description was changed by hand: it is not read, since it repeats what stands elsewhere"
        diagnostics.append(at_line(described.number, message))
    names = ("when", "id", "mode", "audience", "documents", "contact", "summary")
    facts = {name: getattr(data.facts, name) for name in names}
    for name in ("speakers", "organizers"):
        facts[name] = tuple(replace(role, place=raw.places[name]) for role in getattr(data.facts, name) or ())
    return replace(raw, **facts), diagnostics


def _organizers(event: Component) -> tuple[RawRole, ...]:
    """Return the organizers that ORGANIZER names in CN; a mailbox is no name."""
    names = {" ".join(line.parameters.get("CN", "").split()): line.number for line in reversed(event.all("ORGANIZER"))}
    return tuple(
        RawRole(RawOrganization(name=name), OrganizerRole.ORGANIZER, place=(number, 1))
        for name, number in reversed(names.items())
        if name and not re.fullmatch(r"\S+@\S+", name)
    )


def _documents(event: Component) -> tuple[tuple[Document, ...], list[Diagnostic]]:
    """Return the documents in ATTACH; of what is attached in the file itself, the name alone."""
    documents: list[Document] = []
    diagnostics: list[Diagnostic] = []
    for line in event.all("ATTACH"):
        inline = line.parameters.get("VALUE", "").upper() == "BINARY"
        address = None if inline else link_or_none(line.value)
        name = " ".join(next(filter(None, map(line.parameters.get, _NAME_PARAMETERS)), "").split())
        if address and not name:
            name = address
            with suppress(ValueError):
                parts = urlsplit(address)
                last = " ".join(unquote(parts.path.rstrip("/").rpartition("/")[2]).split())
                name = last or line.parameters.get("FMTTYPE") or parts.netloc or address
        if name:
            documents.append(Document(name, address))
        else:
            message = "something attached without a name or a link on the web; not read"
            diagnostics.append(at_line(line.number, message))
    return tuple(documents), diagnostics


def _summary(event: Component) -> str:
    """Return the description as plain text, with the links to meetings that it does not have yet."""
    lines = event.all("DESCRIPTION", "X-ALT-DESC")
    plain = plain_text(next((words for line in lines if (words := text(line.value)).strip()), ""))
    links = dict.fromkeys(address for line in event.all(*_MEETINGS) if (address := link_or_none(line.value)))
    meetings = [f"Online: {address}" for address in links if address not in plain]
    return "\n\n".join(filter(None, [plain.replace("\r", "").strip(), "\n".join(meetings)]))
