"""The same events get the same ids in every format."""

import json
from collections.abc import Sequence
from typing import NamedTuple

import pytest

from tests.formats.builders import NEW_YORK, told

TITLES = {
    "Opening of the Climate Mobility Summit": "opening-climate-mobility",
    "Internationalisierungsstrategiediskussion": "internationalisierungsst",
    "The": "the",
}


class Row(NamedTuple):
    """One event, as any format can describe it."""

    title: str
    day: str
    start: str
    end: str
    room: str


ROWS = (
    Row("Opening of the Climate Mobility Summit", "2025-05-12", "09:00", "09:30", "Hall A"),
    # In the file the second room comes first: ids are counted by start and place.
    Row("Working group", "2025-05-12", "10:00", "11:00", "Hall B"),
    Row("Working group", "2025-05-12", "10:00", "11:00", "Hall A"),
    Row("Coffee", "2025-05-12", "11:00", "11:30", "Hall A"),
    Row("Lunch", "2025-05-12", "12:30", "13:30", "Hall A"),
    Row("Coffee", "2025-05-12", "15:00", "15:30", "Hall A"),
    Row("Lunch", "2025-05-13", "12:30", "13:30", "Hall A"),
)
IDS = {
    ("opening-climate-mobility", "2025-05-12T09:00", "Hall A"),
    ("working-group", "2025-05-12T10:00", "Hall A"),
    ("working-group-2", "2025-05-12T10:00", "Hall B"),
    ("coffee", "2025-05-12T11:00", "Hall A"),
    ("lunch-2025-05-12", "2025-05-12T12:30", "Hall A"),
    ("coffee-2", "2025-05-12T15:00", "Hall A"),
    ("lunch-2025-05-13", "2025-05-13T12:30", "Hall A"),
}


def _json(rows: Sequence[Row]) -> str:
    events = [
        {"title": one.title, "date": one.day, "start": one.start, "end": one.end, "location": one.room} for one in rows
    ]
    return json.dumps({"schedule": {"timezone": "America/New_York"}, "events": events})


def _ics(rows: Sequence[Row]) -> str:
    def stamp(day: str, time: str) -> str:
        return f"TZID=America/New_York:{day.replace('-', '')}T{time.replace(':', '')}00"

    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{number}@example.org\r\nSUMMARY:{one.title}\r\nDTSTART;{stamp(one.day, one.start)}\r\n"
        f"DTEND;{stamp(one.day, one.end)}\r\nLOCATION:{one.room}\r\nEND:VEVENT\r\n"
        for number, one in enumerate(rows)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n"


def _csv(rows: Sequence[Row]) -> str:
    return "".join(f"{','.join(line)}\n" for line in (("Title", "Date", "Start", "End", "Room"), *rows))


def _xml(rows: Sequence[Row]) -> str:
    events = "".join(
        f"<day date='{one.day}'><room name='{one.room}'><event id='{number}'><title>{one.title}</title>"
        f"<date>{one.day}T{one.start}:00-04:00</date><duration>{_length(one)}</duration></event></room></day>"
        for number, one in enumerate(rows)
    )
    zone = "<conference><title>C</title><time_zone_name>America/New_York</time_zone_name></conference>"
    return f"<schedule>{zone}{events}</schedule>"


def _voc(rows: Sequence[Row]) -> str:
    days = [
        {
            "date": one.day,
            "rooms": {one.room: [{"id": number, "title": one.title, "start": one.start, "duration": _length(one)}]},
        }
        for number, one in enumerate(rows)
    ]
    conference = {"title": "C", "time_zone_name": "America/New_York", "days": days}
    return json.dumps({"schedule": {"conference": conference}})


def _page(rows: Sequence[Row]) -> str:
    return "\n\n".join(f"{one.title}\nDate: {one.day}\nTime: {one.start}–{one.end}\nVenue: {one.room}" for one in rows)


def _length(one: Row) -> str:
    minutes = [int(time[:2]) * 60 + int(time[3:]) for time in (one.start, one.end)]
    hours, rest = divmod(minutes[1] - minutes[0], 60)
    return f"{hours:02}:{rest:02}"


FILES = {
    "days.yaml": _json,
    "days.json": _json,
    "days.ics": _ics,
    "days.csv": _csv,
    "days.tsv": lambda rows: _csv(rows).replace(",", "\t"),
    "days.xml": _xml,
    "days.voc.json": _voc,
    "days.txt": _page,
}


@pytest.mark.parametrize("name", FILES)
def test_the_same_events_have_the_same_ids_in_every_format(name: str) -> None:
    """Two events of one title and time are two events, and no format refuses them; JSON is YAML too."""
    schedule, _ = told(FILES[name](ROWS), name, zone=NEW_YORK)
    assert {(one.id, one.start.isoformat()[:16], one.location) for one in schedule.events} == IDS


@pytest.mark.parametrize(("title", "expected"), TITLES.items())
def test_an_id_is_made_of_whole_significant_words(title: str, expected: str) -> None:
    """At most 24 characters of them; a word by itself that is longer is cut, and a small word alone is one."""
    schedule, _ = told(_json([ROWS[0]._replace(title=title)]), "days.yaml")
    assert schedule.events[0].id == expected


def test_an_event_on_a_later_day_renames_no_other_of_its_day() -> None:
    """What is put between two of one title and day is counted after them in time."""
    rows = [ROWS[3], ROWS[5]]
    more = ROWS[3]._replace(start="16:00", end="16:30")
    schedule, _ = told(_json([more, *rows]), "days.yaml")
    assert [one.id for one in schedule.events] == ["coffee", "coffee-2", "coffee-3"]
