"""schedule.xml, as pentabarf, frab, pretalx and apps such as Giggity read and write it; no entities, no network."""

import json
import re
from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree as ET
from xml.parsers.expat import ErrorString

from defusedxml.common import DTDForbidden
from defusedxml.ElementTree import XMLParser

from ungacli.draft.diagnostics import Diagnostic, Place, bad_file, quoted
from ungacli.draft.draft import Draft
from ungacli.draft.read_options import ReadOptions
from ungacli.formats.conference.reading import read_schedule
from ungacli.formats.conference.record import Record
from ungacli.formats.conference.writing import GENERATOR, OWN_KEY, conference_tree
from ungacli.formats.text import decoded
from ungacli.model import Schedule

MAX_DEPTH = 50
MAX_ELEMENTS = 1_000_000

_DECLARED = re.compile(rb"""\A<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
# Such codecs as are an encoding of text and nothing cleverer.
_SINGLE = re.compile(
    r"iso[-_]?8859[-_]?\d{1,2}|(windows|cp)[-_]?\d{3,4}|latin[-_]?\d|(us[-_])?ascii|koi8[-_][rut]"
    r"|shift[-_]jis|euc[-_](jp|kr)|iso[-_]2022[-_]jp|big5|gb(2312|k|18030)",
    re.IGNORECASE,
)
# Apps look for <schedule> and <conference> in the first kilobyte.
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FIELDS = (
    *("date", "start", "duration", "room", "slug", "url", "title", "subtitle"),
    *("track", "type", "abstract", "description"),
)


class _Element(ET.Element):
    """One element, and where it begins."""

    __slots__ = ("place",)
    place: Place


class _Builder(ET.TreeBuilder):
    """Makes elements of what the parser reports, bounded in depth and number, and keeps our own data."""

    def __init__(self) -> None:
        super().__init__(element_factory=_Element)
        self.own: str | None = None
        self.parser: Any = None
        self._depth = 0
        self._count = 0

    @property
    def place(self) -> Place:
        """Where the parser is."""
        return self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1

    def start(self, tag: str, attributes: dict[Any, Any]) -> ET.Element:
        name = tag.rpartition("}")[2]
        self._count += 1
        self._depth += 1
        if self._count > MAX_ELEMENTS:
            raise bad_file(f"more than {MAX_ELEMENTS:,} elements; is it really a schedule?", self.place)
        if self._depth > MAX_DEPTH:
            raise bad_file(f"elements more than {MAX_DEPTH} deep; is it really a schedule?", self.place)
        if self._count == 1 and name != "schedule":
            raise bad_file(f"not a schedule.xml: it holds <{quoted(name)[1:-1]}>, not <schedule>", self.place)
        element = super().start(name, attributes)
        assert isinstance(element, _Element)
        element.place = self.place
        return element

    def end(self, tag: str) -> ET.Element:
        self._depth -= 1
        return super().end(tag.rpartition("}")[2])

    def pi(self, target: str, text: str | None = None) -> ET.Element:
        if target == OWN_KEY:
            self.own = text
        return super().pi(target, text)


def read(data: bytes, options: ReadOptions) -> Draft:
    """Return the facts in *data*, with the zone and the length of events of *options* where it does not give them.

    Entities and document types are refused. Recordings, logos and links for feedback are ignored. Raises
    BadFileError, with its place, for what is no schedule.xml.
    """
    text, diagnostics = _text(data)
    builder = _Builder()
    parser = XMLParser(target=builder, forbid_dtd=True)
    # Only expat has the places.
    builder.parser = vars(parser)["parser"]
    try:
        parser.feed(text)
        root = parser.close()
    except DTDForbidden:
        message = "it has a document type (<!DOCTYPE ...>), which may hide entities and is not read; take it out"
        raise bad_file(message, builder.place) from None
    except ET.ParseError as error:
        line, column = error.position
        raise bad_file(f"not well-formed XML: {ErrorString(error.code)}", (line, column + 1)) from None
    schedule = _fields(root)
    conference = root.find("conference")
    schedule["conference"] = Record() if conference is None else _fields(conference)
    schedule["conference"]["days"] = [_day(day) for day in root.iterfind("day")]
    if builder.own is not None:
        try:
            schedule[OWN_KEY] = json.loads(builder.own, parse_int=str)
        except (RecursionError, ValueError):
            schedule[OWN_KEY] = builder.own  # Damaged, which is reported where it is read.
    elif any(one.get("name") == GENERATOR for one in root.iterfind("generator")):
        # Many programs drop the processing instructions of a file that they write again.
        schedule[OWN_KEY] = None
    return read_schedule(schedule, diagnostics, options)


def _text(data: bytes) -> tuple[str, list[Diagnostic]]:
    declared = _DECLARED.match(data)
    name = declared[1].decode() if declared else "utf-8"
    if re.fullmatch("utf[-_]?(8|16)", name, re.IGNORECASE):
        return decoded(data)
    if not _SINGLE.fullmatch(name):
        raise bad_file(f"unknown encoding {quoted(name)}; save it as UTF-8")
    try:
        return data.decode(name), []
    except (LookupError, ValueError):
        raise bad_file(f"not {name}, though it says so; save it as UTF-8") from None


def _fields(element: ET.Element) -> Record:
    """Return the children of *element* that hold text, by their tags; of a tag the last that does."""
    texts: dict[str, str] = {}
    places: dict[str, Place] = {}
    assert isinstance(element, _Element)
    for child in element:
        assert isinstance(child, _Element)
        text = child.text or ""
        # Some programs write an element twice and leave one of them empty.
        if not len(child) and (text.strip() or child.tag not in texts):
            texts[child.tag] = text
            places[child.tag] = child.place
    return Record(texts, place=element.place, places=places)


def _day(day: ET.Element) -> Record:
    rooms = [
        Record({"name": room.get("name", ""), "events": [_event(event) for event in room.iterfind("event")]})
        for room in (*day.iterfind("room"), day)
    ]
    times = {"date": day.get("date"), "day_start": day.get("start"), "day_end": day.get("end")}
    return Record({**times, "rooms": rooms})


def _event(event: ET.Element) -> Record:
    record = _fields(event)
    for key in ("id", "guid", "code"):
        record[key] = event.get(key) or record.get(key)
    record["persons"] = [Record({**one.attrib, "name": one.text}) for one in event.iterfind("persons/person")]
    for path in ("links/link", "attachments/attachment"):
        record[path.partition("/")[0]] = [
            Record({"url": one.get("href") or one.text, "title": one.text}) for one in event.iterfind(path)
        ]
    return record


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
    days = []
    for day in conference["days"]:
        rooms = (_element("room", children=map(_event_element, day["rooms"][name]), name=name) for name in day["rooms"])
        times = {"date": day["date"], "start": day["day_start"], "end": day["day_end"]}
        days.append(_element("day", children=rooms, index=str(day["index"]), **times))
    own = json.dumps(tree[OWN_KEY], ensure_ascii=False, indent=1).replace("?>", r"?\u003e")
    root = _element(
        "schedule",
        children=(
            _element("generator", name=GENERATOR),
            _element("version", tree["version"]),
            _element("conference", children=[_element(key, value) for key, value in about.items() if value]),
            *days,
            ET.ProcessingInstruction(OWN_KEY, _FORBIDDEN.sub("", own)),
        ),
    )
    ET.indent(root)
    return f"{_HEAD}{ET.tostring(root, encoding='unicode')}\n".encode()


def _event_element(event: dict[str, Any]) -> ET.Element:
    # All of them must be there, except for the link, which must not be there empty.
    fields = {key: event[key] for key in _FIELDS if event[key] or key != "url"}
    # The schema has room for two digits of hours: of a hundred and more, days stand in front.
    hours, _, minutes = event["duration"].partition(":")
    if len(hours) > 2:
        days, rest = divmod(int(hours), 24)
        fields["duration"] = f"{days}:{rest:02}:{minutes}"
    persons = [_element("person", one["public_name"], id=str(one["id"])) for one in event["persons"]]
    links = [_element("link", one["title"], href=one["url"]) for one in event["links"]]
    lists = [_element(key, children=items) for key, items in (("persons", persons), ("links", links)) if items]
    children = [*(_element(key, value) for key, value in fields.items()), *lists]
    return _element("event", children=children, id=str(event["id"]), guid=event["guid"])


def _element(tag: str, text: str = "", *, children: "Iterable[ET.Element[Any]]" = (), **attributes: str) -> ET.Element:
    element = ET.Element(tag, {key: _FORBIDDEN.sub("", value) for key, value in attributes.items()})
    element.text = _FORBIDDEN.sub("", text)
    element.extend(children)
    return element
