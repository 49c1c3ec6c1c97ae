"""schedule.xml for the apps that show conferences on phones: Giggity, EventFahrplan and others."""

import re
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from ungacli.formats.frab.record import GENERATOR
from ungacli.formats.frab.writing import shaped
from ungacli.model import Schedule

# Apps look for <schedule> and <conference> in the first kilobyte.
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EVENT = (
    *("date", "start", "duration", "room", "slug", "url", "title", "subtitle"),
    *("track", "type", "abstract", "description"),
)


def write(schedule: Schedule, *, title: str | None = None) -> bytes:
    """Return *schedule*, called *title* or else by its own, as schedule.xml: the same bytes on every machine and day.

    It holds to c3voc's schema. What comes back and what does not when it is read again is the same
    as with the JSON, and besides the seconds of an event's end, and a schedule's id with other than
    lower-case letters, digits, hyphens and low lines or shorter than four.
    """
    return "".join(_document(schedule, shaped(schedule, title))).encode()


def _document(schedule: Schedule, told: dict[str, Any]) -> Iterator[str]:
    conference = told["conference"]
    acronym = schedule.id if re.fullmatch("[a-z0-9_-]{4,}", schedule.id) else conference["acronym"]
    yield _HEAD
    yield f"<schedule>\n  <generator name={_attribute(GENERATOR)}/>\n"
    yield _element("version", told["version"], "  ")
    yield "  <conference>\n"
    for name, value in (
        ("acronym", acronym),
        ("title", conference["title"]),
        ("start", conference["start"]),
        ("end", conference["end"]),
        ("days", str(conference["daysCount"])),
        ("timeslot_duration", conference["timeslot_duration"]),
        ("base_url", told["base_url"]),
        ("time_zone_name", conference["time_zone_name"]),
    ):
        if value:
            yield _element(name, value, "    ")
    yield "  </conference>\n"
    for day in conference["days"]:
        yield from _day(day)
    yield "</schedule>\n"


def _day(day: dict[str, Any]) -> Iterator[str]:
    index, date, start, end = (_attribute(str(day[key])) for key in ("index", "date", "day_start", "day_end"))
    yield f"  <day index={index} date={date} start={start} end={end}>\n"
    for room, events in day["rooms"].items():
        yield f"    <room name={_attribute(room)}>\n"
        for event in events:
            yield from _event(event)
        yield "    </room>\n"
    yield "  </day>\n"


def _event(event: dict[str, Any]) -> Iterator[str]:
    yield f"      <event id={_attribute(str(event['id']))} guid={_attribute(event['guid'])}>\n"
    for name in _EVENT:
        # All of them must be there, except for the link, which must not be there empty.
        if event[name] or name != "url":
            value = _short(event[name]) if name == "duration" else event[name]
            yield _element(name, value, "        ")
    if event["persons"]:
        yield "        <persons>\n"
        for person in event["persons"]:
            number = _attribute(str(person["id"]))
            yield f"          <person id={number}>{_text(person['name'])}</person>\n"
        yield "        </persons>\n"
    if event["links"]:
        yield "        <links>\n"
        for link in event["links"]:
            yield f"          <link href={_attribute(link['url'])}>{_text(link['title'])}</link>\n"
        yield "        </links>\n"
    yield "      </event>\n"


def _short(duration: str) -> str:
    """Return a *duration* of a hundred hours and more with days in front: the schema has room for two digits."""
    hours, _, minutes = duration.partition(":")
    days, rest = divmod(int(hours), 24)
    return duration if len(hours) < 3 else f"{days}:{rest:02}:{minutes}"


def _element(name: str, value: str, indent: str) -> str:
    return f"{indent}<{name}>{_text(value)}</{name}>\n"


def _text(value: str) -> str:
    return escape(_FORBIDDEN.sub("", value), {"\r": "&#13;"})


def _attribute(value: str) -> str:
    return quoteattr(_FORBIDDEN.sub("", value))
