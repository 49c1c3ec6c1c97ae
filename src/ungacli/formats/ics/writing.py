"""iCalendar files (RFC 5545, RFC 7986) that every calendar program imports in the same way, and events as QR codes."""

import json
import re
from datetime import UTC, timedelta
from itertools import chain

from icalendar import Alarm, Calendar, vUri
from icalendar import Event as VEvent
from icalendar.prop import vInline

from ungacli.escapes import one_line, without_controls
from ungacli.formats.ics.event_facts import OWN_DATA, PRODID
from ungacli.formats.ics.vtimezone import vtimezone
from ungacli.formats.own_data import event_data
from ungacli.model import Event, Schedule, Status
from ungacli.phrases import certainty, description_lines, facts_in_words, host, title_mark
from ungacli.when.when import is_repeated

MAX_QR_BYTES = 367
"""How many bytes a QR code of version 12 holds at the lowest level of correction (ISO/IEC 18004).

With its margin it is 73 columns wide, and its modules are still large enough for a camera.
"""
_NOT_IN_JSON = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_DESCRIBED = ("Speakers", "Organizers", "Mode", "Audience", "Documents", "Contact", "Published at")


def write(
    schedule: Schedule,
    *,
    title: str | None = None,
    personal: bool = False,
    utc: bool = False,
    alarm: timedelta | None = None,
) -> bytes:
    """Return *schedule* as an iCalendar file, the same bytes on every machine and day.

    A *personal* selection blocks the time of whoever imports it. With *utc* all times are in UTC, without VTIMEZONE.
    *alarm* is how long before each event to remind. *title* names the calendar; a file of one event has no name,
    since Outlook would make a calendar of its own for it.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODID)
    calendar.add("calscale", "GREGORIAN")
    if len(schedule.events) != 1:
        calendar["NAME"] = calendar["X-WR-CALNAME"] = _inline_text(title or schedule.title)
    calendar["X-WR-TIMEZONE"] = _inline_text("UTC" if utc else schedule.timezone.key)
    calendar.add("last-modified", schedule.revised)
    for zone in sorted({event.timezone for event in schedule.events}, key=lambda zone: zone.key):
        if zone.key != "UTC" and not utc:
            there = [event for event in schedule.events if event.timezone == zone]
            first, last = min(event.start for event in there), max(event.end for event in there)
            calendar.add_component(vtimezone(zone, first, last))
    for event in schedule.events:
        calendar.add_component(_vevent(event, schedule, personal=personal, utc=utc, alarm=alarm))
    content: bytes = calendar.to_ical(sorted=False)
    return content


def _vevent(event: Event, schedule: Schedule, *, personal: bool, utc: bool, alarm: timedelta | None) -> VEvent:
    tentative = event.status is Status.TENTATIVE
    title = title_mark(event.status) + event.title if tentative else event.title
    component = VEvent()
    component["UID"] = _inline_text(event.uid)
    for name in ("dtstamp", "created", "last-modified"):
        component.add(name, schedule.revised)
    component.add("sequence", schedule.revision)
    for name, local in (("dtstart", event.start), ("dtend", event.end)):
        # A local time that a clock change repeats means the first (RFC 5545, section 3.3.5), but not to all readers.
        component.add(name, local.astimezone(UTC) if utc or is_repeated(local) else local)
    component["SUMMARY"] = _inline_text(title)
    facts = facts_in_words(event)
    lines = [
        *([event.summary, ""] if event.summary else []),
        *description_lines({key: facts[key] for key in _DESCRIBED}),
    ]
    description = without_controls("\n".join(lines))
    component["DESCRIPTION"] = _escaped(description)
    if event.location:
        component["LOCATION"] = _inline_text(event.location)
    component.add("status", event.status.upper())
    component.add("transp", "OPAQUE" if personal else "TRANSPARENT")
    if tentative:
        component["X-MICROSOFT-CDO-BUSYSTATUS"] = _inline_text("TENTATIVE")
    if event.topics:
        component["CATEGORIES"] = vInline(",".join(map(_inline_text, event.topics)))
    contacts = [
        f"{host(part.participant)} ({mark})" if (mark := certainty(part.status)) else host(part.participant)
        for part in event.organizers
    ]
    component.add("contact", [_inline_text(contact) for contact in (*contacts, *filter(None, [event.contact]))])
    component[OWN_DATA] = _own_data(event, description)
    if event.url:
        component["URL"] = _link(event.url)
    component.add("attach", [_link(paper.url) for paper in event.documents if paper.url])
    if alarm is not None:
        reminder = Alarm()
        reminder.add("action", "DISPLAY")
        reminder["DESCRIPTION"] = _inline_text(title)
        reminder.add("trigger", -alarm)
        component.add_component(reminder)
    return component


def _own_data(event: Event, description: str) -> vInline:
    """Return what the standard has no place for as JSON, for our own reader; of the rest, the properties count."""
    data = event_data(event, description=description, with_summary=True)
    data = {key: value for key, value in data.items() if key not in {"uid", "status", "topics"}}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _escaped(_NOT_IN_JSON.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text))


def _inline_text(text: str) -> vInline:
    """Return *text* as a value on one line (RFC 5545, section 3.3.11), without control characters."""
    return _escaped(one_line(text))


def _escaped(text: str) -> vInline:
    """Return *text* as a value (RFC 5545, section 3.3.11)."""
    # Not icalendar's own vText, which takes the beginning of C:\New, a backslash and an N, for a line break.
    return vInline(re.sub(r"[\\;,]", r"\\\g<0>", text).replace("\n", r"\n"))


def _link(url: str) -> vUri:
    return vUri("".join(without_controls(url).split()))


def qr_text(event: Event) -> str:
    """Return the text of a QR code with which a phone adds *event* to its calendar, at most MAX_QR_BYTES bytes.

    It is a VCALENDAR with times in UTC and only the properties that ZXing, which many readers of codes use, takes
    from a VEVENT, since every byte makes the code finer. The lines are not folded. Where the text would be too long,
    the UID is left out first, then the longer of title and venue is cut, with `…` where it was.
    """
    mark = certainty(event.status)
    title, venue = f"[{mark}] {event.title}" if mark else event.title, event.location or ""

    def text(most: int, uid: str = "") -> str:
        summary, location = (part if len(part) <= most else f"{part[: most - 1].rstrip()}…" for part in (title, venue))
        lines = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "BEGIN:VEVENT",
            *([f"UID:{_inline_text(uid)}"] if uid else []),
            f"SUMMARY:{_inline_text(summary)}",
            f"DTSTART:{event.start.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"DTEND:{event.end.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            *([f"LOCATION:{_inline_text(location)}"] if venue else []),
            "END:VEVENT",
            "END:VCALENDAR",
        ]
        return "".join(f"{line}\r\n" for line in lines)

    texts = chain([text(len(title) + len(venue), event.uid)], map(text, range(MAX_QR_BYTES, 0, -1)))
    # Surrogates, which a file may hold, do not get into values.
    return next(text for text in texts if len(text.encode("utf-8", "ignore")) <= MAX_QR_BYTES)
