"""Labels, the words that pages set before their facts: `Time:`, `Co-organizers (TBC):`, `IOM Speakers:`."""

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from ungacli.model import OrganizerRole, SpeakerRole
from ungacli.names import fold
from ungacli.participants.roles import ROLE_PHRASE, role_named


class Kind(Enum):
    """Which fact a label stands before."""

    TITLE = "title"
    DATE = "date"
    TIME = "time"
    WHEN = "when"
    START = "start"
    END = "end"
    ZONE = "zone"
    LOCATION = "location"
    MODE = "mode"
    STATUS = "status"
    SPEAKERS = "speakers"
    ORGANIZERS = "organizers"
    AUDIENCE = "audience"
    TOPICS = "topics"
    DOCUMENTS = "documents"
    DOCUMENT = "document"
    SUMMARY = "summary"
    URL = "url"
    CONTACT = "contact"


_PLAIN: dict[Kind, str] = {
    Kind.TITLE: "title, event title, title of the event, event, session, session title, name of the event, event name",
    Kind.DATE: "date, dates, day, event date",
    Kind.TIME: "time, times, timing, hours, event time, hour, schedule",
    Kind.WHEN: "when, date and time, time and date, date time, day and time, date & time",
    Kind.START: "start, starts, start time, begins, beginning",
    Kind.END: "end, ends, end time, finish",
    Kind.ZONE: "time zone, timezone",
    Kind.LOCATION: "where, venue, place, location, room, venues, venue and platform, address",
    Kind.MODE: "format, mode, modality, event format, attendance mode",
    Kind.STATUS: "status",
    Kind.AUDIENCE: "participation, participants, audience, attendance, who can attend, who should attend, open to,"
    " who may come, attendees, access",
    Kind.TOPICS: "topic, topics, themes, tags, keywords",
    Kind.DOCUMENTS: "document, documents, related documents, related document, materials, background documents,"
    " resources, downloads, publications",
    Kind.DOCUMENT: "concept note, flyer, brochure, agenda, programme, program, report, policy brief, invitation,"
    " background note, background paper, factsheet, fact sheet, press release, poster, leaflet, outcome document",
    Kind.SUMMARY: "about, about the event, description, summary, overview, what, event description, abstract, details",
    Kind.URL: "website, web site, event page, webpage, web page, event website, url",
    Kind.CONTACT: "contact, contacts, contact details, contact person, focal point, focal points, contact us,"
    " contact information",
}
_TABLE = {fold(word): kind for kind, words in _PLAIN.items() for word in words.split(",")}
PARTICIPANTS = {Kind.SPEAKERS, Kind.ORGANIZERS}
LISTS = {*PARTICIPANTS, Kind.DOCUMENTS}
"""What a label may stand over a list of. Words before it may be whose they are: IOM Speaker, Confirmed panellists."""
TIMES = {Kind.DATE, Kind.TIME, Kind.WHEN, Kind.START, Kind.END}
# A word of these alone on its line may be a title or a part of the page.
_NEEDS_A_COLON = {"with", "welcome", "lead", "closing", "opening", "access", "what", "end", "start", "event", "session"}
_LONGEST_PHRASE = 200
_LABEL = re.compile(r"([^:\uff1a|]{1,80}?)\s?[:\uff1a](?!\d|//)\s?")
_QUALIFIED = re.compile(r"(.*?)\s*[(\[]([^()\[\]]*)[)\]]\s*")


class Label(NamedTuple):
    """The *words* of a label and the *kind* of fact before which it stands; the value begins at *end*.

    *role* is that of participants, *near* where it is not quite what the words mean. *before* is the word before
    those of the table, and *qualified* is what stands in brackets.
    """

    words: str
    kind: Kind
    end: int
    role: SpeakerRole | OrganizerRole | None = None
    near: bool = False
    before: str = ""
    qualified: str = ""


def label_at(text: str) -> Label | None:
    """Return the label with which *text* begins, or None: `Time:`, `IOM Speakers:`, `Organized by X`."""
    if match := _LABEL.match(text):
        return _label(match[1], match.end())
    # Words that could be nothing else need no colon, except in a sentence.
    by = ROLE_PHRASE.match(text)
    return _label(by[1], by.end()) if by and len(text) <= _LONGEST_PHRASE and not text.endswith(".") else None


def label_alone(text: str) -> Label | None:
    """Return the label that *text* is as a whole, without a colon: `Speakers` above a list of them."""
    if len(text) > 40 or fold(text) in _NEEDS_A_COLON:
        return None
    label = _label(text, len(text))
    return label if label and not label.before else None


def has_unknown_label(text: str) -> bool:
    """Return whether *text* begins as a labelled fact does, with words that are in no table: `Interpretation: ...`."""
    match = _LABEL.match(text)
    return match is not None and len(match[1].split()) <= 3 and _label(match[1], 0) is None


@lru_cache(maxsize=1024)
def _label(words: str, end: int) -> Label | None:
    qualified = ""
    if inside := _QUALIFIED.fullmatch(words):
        words, qualified = inside[1] or inside[2], inside[2] if inside[1] else ""
        # "Panellist(s)" is panellists.
        if fold(qualified) in {"s", "es"}:
            words, qualified = words + qualified, ""
    parts = fold(words).split()
    for skipped in (0, 1, 2):
        rest = " ".join(parts[skipped:])
        if role := role_named(rest):
            kind = Kind.SPEAKERS if isinstance(role.role, SpeakerRole) else Kind.ORGANIZERS
            label = Label(words, kind, end, role.role, role.near, qualified=qualified)
        elif rest in _TABLE:
            label = Label(words, _TABLE[rest], end, qualified=qualified)
        else:
            continue
        if not skipped:
            return label
        if label.kind in LISTS and words[:1].isupper():
            return label._replace(before=words.split()[0])
    return None
