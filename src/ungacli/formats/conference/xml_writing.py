"""schedule.xml for the apps that show conferences on phones: Giggity, EventFahrplan and others."""

import json
import re
from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree as ET

from ungacli.formats.conference.writing import GENERATOR, OWN_KEY, conference_tree
from ungacli.model import Schedule

# Apps look for <schedule> and <conference> in the first kilobyte.
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FIELDS = (
    *("date", "start", "duration", "room", "slug", "url", "title", "subtitle"),
    *("track", "type", "abstract", "description"),
)


def write(schedule: Schedule, *, title: str | None = None) -> bytes:
    """Return *schedule*, called *title* or else by its own, as schedule.xml: the same bytes on every machine and day.

    It holds to c3voc's schema. What the format has no place for is in a processing instruction at the end, which
    other programs ignore; the seconds of an event's end are lost.
    """
    tree = conference_tree(schedule, title)
    conference = tree["conference"]
    about = {
        **{key: conference[key] for key in ("acronym", "title", "start", "end")},
        "days": str(conference["daysCount"]),
        "timeslot_duration": conference["timeslot_duration"],
        "base_url": tree["base_url"],
        "time_zone_name": conference["time_zone_name"],
    }
    if re.fullmatch("[a-z0-9_-]{4,}", schedule.id):
        about["acronym"] = schedule.id
    own = json.dumps(tree[OWN_KEY], ensure_ascii=False, indent=1).replace("?>", r"?\u003e")
    root = _element(
        "schedule",
        children=(
            _element("generator", name=GENERATOR),
            _element("version", tree["version"]),
            _element("conference", children=[_element(key, value) for key, value in about.items() if value]),
            *map(_day, conference["days"]),
            ET.ProcessingInstruction(OWN_KEY, _FORBIDDEN.sub("", own)),
        ),
    )
    ET.indent(root)
    return f"{_HEAD}{ET.tostring(root, encoding='unicode')}\n".encode()


def _day(day: dict[str, Any]) -> ET.Element:
    rooms = [_element("room", children=map(_event, events), name=name) for name, events in day["rooms"].items()]
    times = {"date": day["date"], "start": day["day_start"], "end": day["day_end"]}
    return _element("day", children=rooms, index=str(day["index"]), **times)


def _event(event: dict[str, Any]) -> ET.Element:
    # All of them must be there, except for the link, which must not be there empty.
    fields = {key: event[key] for key in _FIELDS if event[key] or key != "url"}
    fields["duration"] = _short(event["duration"])
    persons = [_element("person", one["name"], id=str(one["id"])) for one in event["persons"]]
    links = [_element("link", one["title"], href=one["url"]) for one in event["links"]]
    lists = [_element(key, children=items) for key, items in (("persons", persons), ("links", links)) if items]
    children = [*(_element(key, value) for key, value in fields.items()), *lists]
    return _element("event", children=children, id=str(event["id"]), guid=event["guid"])


def _short(duration: str) -> str:
    """Return a *duration* of a hundred hours and more with days in front: the schema has room for two digits."""
    hours, _, minutes = duration.partition(":")
    days, rest = divmod(int(hours), 24)
    return duration if len(hours) < 3 else f"{days}:{rest:02}:{minutes}"


def _element(tag: str, text: str = "", *, children: "Iterable[ET.Element[Any]]" = (), **attributes: str) -> ET.Element:
    element = ET.Element(tag, {key: _FORBIDDEN.sub("", value) for key, value in attributes.items()})
    element.text = _FORBIDDEN.sub("", text)
    element.extend(children)
    return element
