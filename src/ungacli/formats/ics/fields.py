"""What an event of a calendar says of itself besides its times."""

import re
from typing import Any
from urllib.parse import unquote, urlsplit

from ungacli.draft.diagnostics import quoted
from ungacli.formats import markup
from ungacli.formats.ics.components import Component, Line
from ungacli.formats.ics.notes import Notes
from ungacli.formats.ics.values import link, one_line, text, texts

UNTITLED = "(untitled)"

_STATUSES = {"CONFIRMED": "confirmed", "TENTATIVE": "tentative", "CANCELLED": "cancelled", "CANCELED": "cancelled"}
_NAME_PARAMETERS = ("FILENAME", "X-FILENAME", "X-APPLE-FILENAME", "LABEL", "TITLE", "FMTTYPE")
_MEETINGS = ("CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL")


def fields(event: Component, notes: Notes) -> dict[str, Any]:
    """Return what *event* says, as keys of an event in docs/dataset.md; what cannot be told is noted."""
    location = one_line(event.first("LOCATION"))
    told = {
        "title": title(event, notes),
        "uid": one_line(event.first("UID")),
        "status": _STATUSES.get(event.value("STATUS")),
        "location": location,
        "organizers": organizers(event),
        "topics": topics(event),
        "documents": documents(event, notes),
        "summary": summary(event),
        "url": url(event, notes),
        "contact": "; ".join(filter(None, map(one_line, event.all("CONTACT")))),
        # Nobody can go to a link.
        "mode": "virtual" if location and link(location) else None,
    }
    if attendees := event.first("ATTENDEE"):
        notes.note("attendees", attendees.number, "who is invited (ATTENDEE) is not taken for who speaks; not read")
    return {key: value for key, value in told.items() if value}


def title(event: Component, notes: Notes) -> str:
    """Return the title of *event*, UNTITLED where it has none."""
    found = one_line(event.first("SUMMARY"))
    if found is None:
        notes.note("untitled", event.line, f'an event without SUMMARY is told as "{UNTITLED}"')
    return found or UNTITLED


def topics(event: Component) -> list[str]:
    """Return the CATEGORIES of all lines, each once."""
    return list(dict.fromkeys(topic for line in event.all("CATEGORIES") for topic in texts(line.value)))


def organizers(event: Component) -> list[dict[str, str]]:
    """Return whom ORGANIZER names in CN; a mailbox is no name."""
    names = (" ".join(line.parameters.get("CN", "").split()) for line in event.all("ORGANIZER"))
    return [{"name": name} for name in dict.fromkeys(names) if name and not re.fullmatch(r"\S+@\S+", name)]


def documents(event: Component, notes: Notes) -> list[dict[str, str]]:
    """Return what ATTACH names or links; of what is attached in the file itself, the name alone."""
    found: list[dict[str, str]] = []
    for line in event.all("ATTACH"):
        inline = line.parameters.get("VALUE", "").upper() == "BINARY"
        address = None if inline else link(line.value)
        name = " ".join(next(filter(None, map(line.parameters.get, _NAME_PARAMETERS[:-1])), "").split())
        if address:
            found.append({"title": name or _last_part(address, line), "url": address})
        elif name and name != "FMTTYPE":
            found.append({"title": name})
        else:
            notes.warn("attach", line.number, "something attached without a name or a link on the web; not read")
    return found


def _last_part(address: str, line: Line) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    last = " ".join(unquote(parts.path.rstrip("/").rpartition("/")[2]).split())
    return last or line.parameters.get("FMTTYPE") or parts.netloc or address


def summary(event: Component) -> str:
    """Return the description as plain text, with the links to meetings that it does not have yet."""
    plain = text(line.value) if (line := event.first("DESCRIPTION")) else ""
    if not plain.strip() and (line := event.first("X-ALT-DESC")):
        plain = text(line.value)
    if markup.is_markup(plain):
        plain = markup.plain(plain)
    links = dict.fromkeys(address for line in event.all(*_MEETINGS) if (address := link(line.value)))
    meetings = [f"Online: {address}" for address in links if address not in plain]
    return "\n\n".join(filter(None, [plain.replace("\r", "").strip(), "\n".join(meetings)]))


def url(event: Component, notes: Notes) -> str | None:
    """Return the link to the page of *event*; one that does not lead to the web is noted and left."""
    line = event.first("URL")
    if line is None or not line.value.strip():
        return None
    address = link(line.value)
    if address is None:
        notes.warn("url", line.number, f"{quoted(line.value.strip())} is no link to the web; not read")
    return address
