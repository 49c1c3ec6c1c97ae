"""iCalendar files (RFC 5545, RFC 7986) that every calendar program imports in the same way."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

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

_NOT_IN_JSON = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def write(
    schedule: Schedule,
    *,
    title: str | None = None,
    personal: bool = False,
    utc: bool = False,
    alarm: timedelta | None = None,
) -> bytes:
    """Return *schedule* as an iCalendar file, the same bytes on every machine and day.

    A *personal* selection blocks the time of whoever imports it. With *utc* the times are given in
    UTC and need no VTIMEZONE. *alarm* is how long before each event to remind. *title* names the
    calendar; a file of one event has no name, since Outlook would make a calendar of its own for it.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODID)
    calendar.add("calscale", "GREGORIAN")
    if len(schedule.events) != 1:
        name = line(title or schedule.title)
        calendar["NAME"] = name
        calendar["X-WR-CALNAME"] = name
    calendar["X-WR-TIMEZONE"] = line("UTC" if utc else schedule.timezone.key)
    calendar.add("last-modified", schedule.revised)
    if not utc:
        for zone in sorted({event.timezone for event in schedule.events}, key=lambda zone: zone.key):
            if zone.key != "UTC":
                there = [event for event in schedule.events if event.timezone == zone]
                first, last = min(event.start for event in there), max(event.end for event in there)
                calendar.add_component(vtimezone(zone, first, last))
    for event in schedule.events:
        calendar.add_component(_vevent(event, schedule, personal=personal, utc=utc, alarm=alarm))
    content: bytes = calendar.to_ical(sorted=False)
    return content


def _vevent(event: Event, schedule: Schedule, *, personal: bool, utc: bool, alarm: timedelta | None) -> VEvent:
    def moment(local: datetime) -> datetime:
        # A local time that a clock change repeats means the first (RFC 5545, section 3.3.5), but not to all readers.
        return local.astimezone(UTC) if utc or is_repeated(local) else local

    tentative = event.status is Status.TENTATIVE
    title = title_mark(event.status) + event.title if tentative else event.title
    component = VEvent()
    component["UID"] = line(event.uid)
    component.add("dtstamp", schedule.revised)
    component.add("created", schedule.revised)
    component.add("last-modified", schedule.revised)
    component.add("sequence", schedule.revision)
    component.add("dtstart", moment(event.start))
    component.add("dtend", moment(event.end))
    component["SUMMARY"] = line(title)
    description = without_controls("\n".join(_description(event)))
    component["DESCRIPTION"] = _text(description)
    if event.location:
        component["LOCATION"] = line(event.location)
    component.add("status", event.status.upper())
    component.add("transp", "OPAQUE" if personal else "TRANSPARENT")
    if tentative:
        component["X-MICROSOFT-CDO-BUSYSTATUS"] = line("TENTATIVE")
    if event.topics:
        component["CATEGORIES"] = vInline(",".join(map(line, event.topics)))
    for contact in _contacts(event):
        component.add("contact", line(contact))
    component[OWN_DATA] = _own_data(event, description)
    if event.url:
        component["URL"] = _link(event.url)
    for paper in event.documents:
        if paper.url:
            component.add("attach", _link(paper.url))
    if alarm is not None:
        reminder = Alarm()
        reminder.add("action", "DISPLAY")
        reminder["DESCRIPTION"] = line(title)
        reminder.add("trigger", -alarm)
        component.add_component(reminder)
    return component


def _contacts(event: Event) -> Iterator[str]:
    for part in event.organizers:
        mark = certainty(part.status)
        yield f"{host(part.participant)} ({mark})" if mark else host(part.participant)
    if event.contact:
        yield event.contact


def _description(event: Event) -> Iterator[str]:
    if event.summary:
        yield event.summary
        yield ""
    facts = facts_in_words(event)
    labels = ("Speakers", "Organizers", "Mode", "Audience", "Documents", "Contact", "Published at")
    yield from description_lines({label: facts[label] for label in labels})


def _own_data(event: Event, description: str) -> vInline:
    """Return what the standard has no place for as JSON, for our own reader."""
    data = event_data(event, description=description, with_summary=True)
    # Of what stands in properties too, these count.
    data = {key: value for key, value in data.items() if key not in {"uid", "status", "topics"}}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _text(_NOT_IN_JSON.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text))


def line(text: str) -> vInline:
    """Return *text* as a value on one line (RFC 5545, section 3.3.11), without control characters."""
    return _text(one_line(text))


def _text(text: str) -> vInline:
    """Return *text* as a value (RFC 5545, section 3.3.11)."""
    # Not icalendar's own vText, which takes the beginning of C:\New, a backslash and an N, for a line break.
    return vInline(re.sub(r"[\\;,]", r"\\\g<0>", text).replace("\n", r"\n"))


def _link(url: str) -> vUri:
    return vUri("".join(without_controls(url).split()))
