import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

import pytest

from tests.formats import builders
from tests.formats.builders import NEW_YORK
from ungacli.formats.conference import schedule_json, schedule_xml
from ungacli.model import (
    Document,
    Event,
    Mode,
    Organization,
    Organizer,
    OrganizerRole,
    Person,
    Speaker,
    SpeakerRole,
    Status,
)

EXO = Organization("exo", "Example Organization", "EXO")
ZOE = Person("zoe-muller", "Zoë Müller", office="Director", organization=EXO)
FULL = builders.event(
    "Launch & Lunch",
    id="launch",
    uid="0f0cbb1a-9f3e-5b43-8b58-5a3b9dd0a001",
    status=Status.TENTATIVE,
    mode=Mode.HYBRID,
    location="Room <5>",
    speakers=(Speaker(ZOE, SpeakerRole.KEYNOTE, Status.TENTATIVE, Mode.VIRTUAL),),
    organizers=(Organizer(EXO, OrganizerRole.CO_HOST), Organizer(ZOE, OrganizerRole.SPONSOR, Status.CANCELLED)),
    audience="By invitation",
    topics=("health", "data"),
    documents=(Document("Report", "https://example.org/r.pdf"), Document("Note")),
    summary="Two\nlines.",
    url="https://example.org/launch",
    contact="press@example.org",
    note="Mine alone.",
)
START = datetime(2024, 9, 24, 17, tzinfo=NEW_YORK)
WRITERS = ((schedule_xml.write, "a.xml"), (schedule_json.write, "a.json"))
WAYS = pytest.mark.parametrize(("write", "name"), WRITERS)


def xml(*events: Event, **changes: Any) -> ET.Element:
    """Return the schedule.xml of a schedule of *events*."""
    return ET.fromstring(schedule_xml.write(builders.schedule(*events, **changes)))  # noqa: S314


def text_at(element: ET.Element, path: str) -> str:
    """Return the text of the element at *path*."""
    return element.findtext(path) or ""


def events_of(root: ET.Element) -> list[ET.Element]:
    """Return the events of a schedule.xml in its order."""
    return root.findall("day/room/event")


def test_an_event_in_xml() -> None:
    """Every fact has its element or a line of the description."""
    (event,) = events_of(xml(FULL))
    assert text_at(event, "description").startswith(
        "Status: TBC\nMode: hybrid\nAudience: By invitation\nContact: press@"
    )
    assert text_at(event, "description").splitlines()[4:] == [
        *("Speakers:", "- Zoë Müller, Director, EXO (keynote, virtual, TBC)"),
        *("Organizers:", "- Example Organization (EXO) (co-host)", "- Zoë Müller, Director, EXO (sponsor, cancelled)"),
        *("Topics:", "- health", "- data", "Documents:", "- Report: https://example.org/r.pdf"),
        "- Note (no link published)",
    ]
    assert {child.tag: child.text for child in event if not len(child) and child.tag != "description"} == {
        "date": "2024-09-24T17:00:00-04:00",
        "start": "17:00",
        "duration": "02:00",
        "room": "Room <5>",
        "slug": f"side_events-{event.get('id')}-launch-lunch",
        "url": "https://example.org/launch",
        "title": "[TBC] Launch & Lunch",
        "subtitle": None,
        "track": "health",
        "type": "other",
        "abstract": "Two\nlines.",
    }
    assert event.get("guid") == FULL.uid
    assert [person.text for person in event.findall("persons/person")] == ["Zoë Müller"]
    assert [(link.get("href"), link.text) for link in event.findall("links/link")] == [
        ("https://example.org/r.pdf", "Report")
    ]


def test_the_conference_in_xml() -> None:
    """The head names program, version, days and zone within the first kilobyte; without events there are no days."""
    root = xml(FULL, url="https://example.org/days", revision=3)
    assert [(child.tag, child.text) for child in root.findall("conference/*")] == [
        ("acronym", "side-events"),
        ("title", "Side events"),
        ("start", "2024-09-24"),
        ("end", "2024-09-24"),
        ("days", "1"),
        ("timeslot_duration", "00:05"),
        ("base_url", "https://example.org/days"),
        ("time_zone_name", "America/New_York"),
    ]
    assert text_at(root, "version") == "3 (2024-09-18T06:30:00+00:00)"
    assert [child.tag for child in root] == ["generator", "version", "conference", "day"]
    assert schedule_xml.write(builders.schedule()).index(b"<conference>") < 1024
    empty = replace(builders.schedule(), events=())
    assert ET.fromstring(schedule_xml.write(empty)).findall("day") == []  # noqa: S314
    assert json.loads(schedule_json.write(empty))["schedule"]["conference"]["days"] == []


def test_an_event_in_json() -> None:
    """The JSON has the same facts by its own keys, times with their offset."""
    whole = json.loads(schedule_json.write(builders.schedule(FULL)))
    conference = whole["schedule"]["conference"]
    (day,) = conference["days"]
    ((event,),) = day["rooms"].values()
    assert (whole["$schema"], whole["generator"]) == ("https://c3voc.de/schedule/schema.json", {"name": "ungacli"})
    assert (conference["acronym"], conference["daysCount"]) == ("side_events", 1)
    assert [room["name"] for room in conference["rooms"]] == ["Room <5>"]
    assert (day["day_start"], day["day_end"]) == ("2024-09-24T06:00:00-04:00", "2024-09-25T06:00:00-04:00")
    times = ("2024-09-24T17:00:00-04:00", "17:00", "2024-09-24T19:00:00-04:00")
    assert tuple(event[key] for key in ("date", "start", "end")) == times
    assert [set(person) for person in event["persons"]] == [{"id", "public_name"}]
    assert event["links"] == [{"title": "Report", "url": "https://example.org/r.pdf"}]
    assert (event["subtitle"], event["language"], event["attachments"]) == ("", None, [])


@WAYS
def test_titles_given(write: Any, name: str) -> None:
    """The schedule has the title that was given for it."""
    assert builders.read(write(builders.schedule(FULL), title="Other"), name).title == "Other"


def test_days_last_until_six() -> None:
    """What starts before six in the morning stands in the day before, as apps without a word for it believe."""
    late, early = (builders.event_at(datetime(2024, 9, 25, *clock, tzinfo=NEW_YORK)) for clock in ((5, 59), (6, 0)))
    first, second = xml(late, early).findall("day")
    starts = [f"2024-09-{day}T06:00:00-04:00" for day in (24, 25, 26)]
    assert first.attrib == {"index": "1", "date": "2024-09-24", "start": starts[0], "end": starts[1]}
    assert second.attrib == {"index": "2", "date": "2024-09-25", "start": starts[1], "end": starts[2]}
    assert text_at(first, "room/event/date") == "2024-09-25T05:59:00-04:00"
    assert text_at(second, "room/event/date") == starts[1]


@pytest.mark.parametrize(
    ("length", "written"),
    [
        (timedelta(minutes=5, seconds=1), "00:06"),
        (timedelta(hours=99, minutes=59), "99:59"),
        (timedelta(hours=100), "4:04:00"),
        (timedelta(days=12, minutes=1), "12:00:01"),
    ],
)
def test_durations(length: timedelta, written: str) -> None:
    """A duration has two digits of hours; what takes longer has days in front, and is read so again."""
    event = builders.event(start=START, end=(START.astimezone(UTC) + length).astimezone(NEW_YORK))
    data = schedule_xml.write(builders.schedule(event))
    assert text_at(events_of(ET.fromstring(data))[0], "duration") == written  # noqa: S314
    assert builders.read(data, "a.xml").events[0].duration == timedelta(minutes=-(-length // timedelta(minutes=1)))


def test_offsets_of_old() -> None:
    """An offset with seconds, which no schema knows, is written in UTC."""
    start = datetime(1960, 5, 1, 12, tzinfo=ZoneInfo("Africa/Monrovia"))
    event = builders.event(start=start, end=start + timedelta(hours=1))
    data = schedule_xml.write(builders.schedule(event, timezone=ZoneInfo("Africa/Monrovia")))
    assert text_at(events_of(ET.fromstring(data))[0], "date") == "1960-05-01T12:44:30+00:00"  # noqa: S314
    assert builders.read(data, "a.xml").events[0].start == event.start


def test_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of an event depends on its uid alone, whatever else changes; two events never have one number."""
    one, two = (builders.event(id=key, uid=f"{key}@example.org") for key in ("one", "two"))

    def numbers(*events: Event) -> list[int]:
        return [int(found.get("id", "")) for found in events_of(xml(*events))]

    first, second = numbers(one, two)
    assert first != second
    assert [first, second, second] == [*numbers(replace(one, title="Renamed"), two), *numbers(two)]
    monkeypatch.setattr("ungacli.formats.conference.writing._number", lambda name: 2**31 - 1)
    assert numbers(one, two) == [2**31 - 1, 1]


@pytest.mark.parametrize(
    ("identifier", "acronym"),
    [("iom-unga-79", "iom-unga-79"), ("exo", "exo_"), ("Exo.2", "exo2"), ("日程", "____")],
)
def test_ids_that_come_back(identifier: str, acronym: str) -> None:
    """A schedule's id is the acronym if it is fit for one; it, an event's id and a UID that is no UUID come back."""
    schedule = builders.schedule(builders.event(id=identifier, uid="launch@example.org"), id=identifier)
    root = ET.fromstring(data := schedule_xml.write(schedule))  # noqa: S314
    assert text_at(root, "conference/acronym") == acronym
    assert events_of(root)[0].get("guid") == str(uuid5(NAMESPACE_URL, "launch@example.org"))
    for again in (builders.read(data, "a.xml"), builders.read(schedule_json.write(schedule), "a.json")):
        assert (again.id, again.events[0].id, again.events[0].uid) == (identifier, identifier, "launch@example.org")
