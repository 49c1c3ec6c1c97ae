"""What holds for every schedule that is written as schedule.xml or schedule JSON."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats import builders
from tests.formats.schedules import schedules
from tests.formats.test_conference_writing import events_of, text_at
from ungacli.formats.conference import schedule_json, schedule_xml
from ungacli.model import Document, Person, Schedule, Speaker

# What c3voc's schema asks of a schedule.xml, in our words.
_CHILDREN = {"room", "title", "subtitle", "type", "date", "start", "duration", "abstract", "slug", "track"}
_MORE = {"description", "url", "persons", "links"}
_RULES = {
    "slug": r"[a-z0-9_]{4,}-[a-z0-9_-]{4,}",
    "url": r"https?://.*",
    "start": r"[0-2]\d:[0-5]\d",
    "duration": r"\d{1,2}:\d\d(:\d{1,2})?",
    "date": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d",
}


def _breaches(root: ET.Element) -> Iterator[str]:
    """Yield what a schedule.xml has that the schema forbids or lacks."""
    events = events_of(root)
    for what in (
        [event.get("id") for event in events],
        [event.get("guid") for event in events],
        [text_at(event, "slug") for event in events],
        [day.get("index") for day in root.findall("day")],
    ):
        if len(set(what)) < len(what):
            yield f"not unique: {what}"
    if not re.fullmatch("[a-z0-9_-]{4,}", text_at(root, "conference/acronym")):
        yield "acronym"
    for day in root.findall("day"):
        if not all(re.fullmatch(_RULES["date"], day.get(key, "")) for key in ("start", "end")):
            yield "day"
    for event in events:
        tags = [child.tag for child in event]
        if len(tags) != len(set(tags)) or not _CHILDREN <= set(tags) <= _CHILDREN | _MORE:
            yield f"elements: {tags}"
        if int(event.get("id", "0")) < 1 or str(UUID(event.get("guid", ""))) != event.get("guid"):
            yield "id or guid"
        yield from (tag for tag, rule in _RULES.items() if tag in tags and not re.fullmatch(rule, text_at(event, tag)))
        yield from ("person" for person in event.findall("persons/person") if int(person.get("id", "0")) < 1)


@given(schedules())
def test_the_schema_is_kept(schedule: Schedule) -> None:
    """Every schedule.xml is as the schema wants it: what must be there is, once, and nothing else."""
    assert list(_breaches(ET.fromstring(schedule_xml.write(schedule)))) == []  # noqa: S314


@given(text=st.text(min_size=1))
@settings(max_examples=100)
def test_any_text_makes_a_file(text: str) -> None:
    """A file is well-formed whatever stands in the texts: what XML forbids is dropped."""
    event = builders.event(
        text,
        location=text,
        summary=text,
        audience=text,
        contact=text,
        topics=(text, text * 2),
        documents=(Document(text, f"https://example.org/{text}"), Document(text)),
        speakers=(Speaker(Person("x", text, office=text)),),
        url=f"https://example.org/{text}",
    )
    schedule = builders.schedule(event, title=text)
    assert len(events_of(ET.fromstring(schedule_xml.write(schedule)))) == 1  # noqa: S314
    assert json.loads(schedule_json.write(schedule))["schedule"]["conference"]["daysCount"] == 1
