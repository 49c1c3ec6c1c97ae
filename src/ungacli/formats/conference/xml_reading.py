"""schedule.xml, as pentabarf, frab, pretalx and many others write it, read without entities or network."""

import json
import re
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ErrorString

from defusedxml.common import DTDForbidden
from defusedxml.ElementTree import XMLParser

from ungacli.draft.diagnostics import Diagnostic, Place, bad_file, quoted
from ungacli.draft.draft import Draft
from ungacli.draft.read_options import ReadOptions
from ungacli.formats.conference.reading import read_schedule
from ungacli.formats.conference.record import Places, Record
from ungacli.formats.conference.writing import GENERATOR, OWN_KEY
from ungacli.formats.text import decoded

MAX_DEPTH = 50
MAX_ELEMENTS = 1_000_000

_DECLARED = re.compile(rb"""\A<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
# Such codecs as are an encoding of text and nothing cleverer.
_SINGLE = re.compile(
    r"iso[-_]?8859[-_]?\d{1,2}|(windows|cp)[-_]?\d{3,4}|latin[-_]?\d|(us[-_])?ascii|koi8[-_][rut]"
    r"|shift[-_]jis|euc[-_](jp|kr)|iso[-_]2022[-_]jp|big5|gb(2312|k|18030)",
    re.IGNORECASE,
)


class _Element:
    """One element with its children, and where it begins."""

    __slots__ = ("attributes", "children", "place", "tag", "text")

    def __init__(self, tag: str, attributes: dict[str, str], place: Place) -> None:
        self.tag = tag
        self.attributes = attributes
        self.place = place
        self.text = ""
        self.children: list[_Element] = []

    def all(self, tag: str) -> "list[_Element]":
        """Return the children called *tag*."""
        return [child for child in self.children if child.tag == tag]


class _Builder:
    """Makes elements of what the parser reports, bounded in depth and number, and keeps our own data."""

    def __init__(self) -> None:
        self.root: _Element | None = None
        self.own: str | None = None
        self.parser: Any = None
        self._open: list[_Element] = []
        self._pieces: list[str] = []
        self._count = 0

    def place(self) -> Place:
        """Return where the parser is."""
        return self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MAX_ELEMENTS:
            raise bad_file(f"more than {MAX_ELEMENTS:,} elements; is it really a schedule?", self.place())
        if len(self._open) >= MAX_DEPTH:
            raise bad_file(f"elements more than {MAX_DEPTH} deep; is it really a schedule?", self.place())
        element = _Element(tag.rpartition("}")[2], attributes, self.place())
        if self._open:
            self._open[-1].children.append(element)
        elif element.tag != "schedule":
            raise bad_file(f"not a schedule.xml: it holds <{quoted(element.tag)[1:-1]}>, not <schedule>", self.place())
        else:
            self.root = element
        self._open.append(element)
        self._pieces = []

    def data(self, piece: str) -> None:
        self._pieces.append(piece)

    def end(self, _tag: str) -> None:
        element = self._open.pop()
        if not element.children:
            element.text = "".join(self._pieces)
        self._pieces = []

    def pi(self, target: str, data: str) -> None:
        if target == OWN_KEY:
            self.own = data


def read(data: bytes, options: ReadOptions) -> Draft:
    """Return the facts in *data*, with the zone and the length of events of *options* where it does not give them.

    Entities and document types are refused. Recordings, logos and links for feedback are ignored. Raises
    BadFileError, with its place, for what is no schedule.xml.
    """
    text, diagnostics = _text(data)
    return read_schedule(_schedule(_parsed(text)), diagnostics, _where, options)


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


def _parsed(text: str) -> _Builder:
    builder = _Builder()
    parser = XMLParser(target=builder, forbid_dtd=True)
    # Only expat knows the places.
    builder.parser = vars(parser)["parser"]
    try:
        parser.feed(text)
        parser.close()
    except DTDForbidden:
        message = "it has a document type (<!DOCTYPE ...>), which may hide entities and is not read; take it out"
        raise bad_file(message, builder.place()) from None
    except ParseError as error:
        line, column = error.position
        raise bad_file(f"not well-formed XML: {ErrorString(error.code)}", (line, column + 1)) from None
    return builder


def _where(record: Record) -> Places:
    places: Places = record.at
    return places


def _schedule(builder: _Builder) -> Record:
    """Return the schedule in the shape that the JSON has."""
    root = builder.root
    assert root
    schedule = _fields(root)
    conference = _fields(root.all("conference")[0]) if root.all("conference") else Record()
    conference["days"] = [_day(day) for day in root.all("day")]
    schedule["conference"] = conference
    if builder.own is not None:
        schedule[OWN_KEY] = _own_data(builder.own)
    elif any(one.attributes.get("name") == GENERATOR for one in root.children if one.tag == "generator"):
        # Many programs drop the processing instructions of a file that they write again.
        schedule[OWN_KEY] = None
    return schedule


def _own_data(written: str) -> object:
    try:
        return json.loads(written, parse_int=str)
    except (RecursionError, ValueError):
        return written  # Damaged, which is reported where it is read.


def _fields(element: _Element) -> Record:
    """Return the children of *element* that hold text, by their tags; of a tag the last that does."""
    record = Record(at={"": element.place})
    for child in element.children:
        # Some programs write an element twice and leave one of them empty.
        if not child.children and (child.text.strip() or child.tag not in record):
            record[child.tag] = child.text
            record.at[child.tag] = child.place
    return record


def _day(element: _Element) -> Record:
    attributes = element.attributes
    rooms = []
    for room in (*element.all("room"), element):
        events = [_event(event) for event in room.all("event")]
        rooms.append(Record({"name": room.attributes.get("name", ""), "events": events}))
    return Record(
        {
            "date": attributes.get("date"),
            "day_start": attributes.get("start"),
            "day_end": attributes.get("end"),
            "rooms": rooms,
        }
    )


def _event(element: _Element) -> Record:
    record = _fields(element)
    for key in ("id", "guid", "code"):
        record[key] = element.attributes.get(key) or record.get(key)
    record["persons"] = [
        Record({**person.attributes, "name": person.text})
        for persons in element.all("persons")
        for person in persons.all("person")
    ]
    for key, tag in (("links", "link"), ("attachments", "attachment")):
        record[key] = [
            Record({"url": one.attributes.get("href") or one.text, "title": one.text})
            for group in element.all(key)
            for one in group.all(tag)
        ]
    return record
