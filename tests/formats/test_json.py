import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Run
from tests.formats.builders import read, refused, told
from ungacli import Event, Schedule
from ungacli.formats import json as our_json

FILE = """\
{
  "schedule": {"timezone": "Europe/Zurich", "revision": 3},
  "events": [
    {"title": "Opening", "date": "2025-09-22", "start": "09:00", "end": "10:00", "speakers": null},
    {"title": "Closing", "date": "2025-09-23", "start": "16:00", "end": "17:00", "url": "https://a.org\\/b"}
  ]
}
"""
RECORD = (
    '{"id": "x", "title": "Talk", "start": "2025-09-22T09:00:00+02:00", "end": "2025-09-22T10:00:00+02:00",'
    ' "timezone": "Europe/Zurich", "schedule": "week"%s}'
)


def test_a_schedule_file_may_be_json() -> None:
    """The keys are those of YAML, numbers as good as text; UTF-16 as PowerShell saves it, other encodings reported."""
    schedule = read(FILE, "mine.json")
    assert [event.title for event in schedule.events] == ["Opening", "Closing"]
    assert (schedule.revision, schedule.events[1].url) == (3, "https://a.org/b")
    assert read(our_json.write(schedule, title="A day"), "mine.json").title == "A day"
    assert read(FILE.encode("utf-16"), "mine.json").events
    schedule, (line,) = told(FILE.replace("Opening", "Café").encode("latin-1"), "mine.json")
    assert schedule.events[0].title == "Café"
    assert line.startswith("4:1: warning: not UTF-8: byte 0xe9; read as Windows-1252")


@pytest.mark.parametrize(
    "command",
    [["list", "--json"], ["list", "--format", "jsonl"], ["filter", "climate", "--json"], ["speaker", "pope", "--json"]],
)
def test_what_a_listing_prints_can_be_read(run: Run, unga: Schedule, command: list[str]) -> None:
    """The records come back with their people, offices, organizers and uids."""
    schedule = read(run(*command).out, "some.json")
    originals = {event.id: event for event in unga.events}
    assert (schedule.id, schedule.timezone) == ("iom-unga-79", unga.timezone)
    assert schedule.events
    assert [_facts(event) for event in schedule.events] == [_facts(originals[event.id]) for event in schedule.events]


def _facts(event: Event) -> Any:
    speakers = [(part.person.name, part.person.office, part.role, part.status, part.mode) for part in event.speakers]
    hosts = [(part.participant.name, part.participant.label, part.role, part.status) for part in event.organizers]
    return event.title, event.start, event.uid, event.summary, speakers, hosts


def test_records_in_part(run: Run) -> None:
    """`show ID --json` prints no array; some columns are enough, if the times are among them; others are ignored."""
    (event,) = read(run("show", "cmil", "--json").out, "cmil.json").events
    employers = [part.person.organization and part.person.organization.label for part in event.speakers]
    assert employers == ["IOM", "IOM", "IOM", "Chapman University"]
    out = run("list", "--json", "--columns", "id,title,start,end,timezone,time,duration,schedule,sources").out
    assert len(read(out, "some.json").events) == 10


def test_an_event_of_another_zone_keeps_it() -> None:
    """The zone of most events is the schedule's."""
    other = RECORD.replace('"x"', '"y"').replace("+02:00", "-04:00").replace("Europe/Zurich", "America/New_York") % ""
    third = RECORD.replace('"x"', '"z"').replace("T09", "T08") % ""
    schedule = read(f"[{RECORD % ''}, {other}, {third}]", "mine.json")
    assert schedule.timezone.key == "Europe/Zurich"
    assert [event.timezone.key for event in schedule.events] == ["Europe/Zurich", "Europe/Zurich", "America/New_York"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["1:1: the file is empty; a schedule file has the keys"]),
        ("[]", ["1:1: not a schedule; a schedule file has the keys"]),
        ('{"a": 1, b}', ["1:10: not JSON: expecting property name"]),
        ('{"events": [\n  {"title" "A"}]}', ["2:12: not JSON: expecting ':' delimiter"]),
        ("[" * 100_000, ["1:1: nested too deep"]),
        (
            '{"schedule": {"timezone": "UTC"}, "events": [], "events": []}',
            ['1:1: the key "events" is given twice in one mapping', "1:35: events: expected a list of at least one"],
        ),
        (
            FILE.replace("Opening", "").replace('"09:00"', "true"),
            ["4:6: events[0].title: is empty", '4:41: events[0].start: "true" is not a time'],
        ),
        (
            "[" + RECORD % "" + ",\n" + RECORD.replace('"x"', '"y"') % ', "speakers": [[3]]' + "]",
            ["2:166: events[1].speakers[0]: expected a mapping, found a list"],
        ),
        (
            RECORD % "" + "\n" + RECORD.replace('"x"', '"y"') % ', "organizers": 3',
            ["2:1: events[1].organizers: expected a list, found text"],
        ),
    ],
)
def test_what_is_wrong_is_reported_with_its_place(text: str, expected: list[str]) -> None:
    """Broken JSON, and what is wrong with the schedule in it, has line and column."""
    lines = refused(text, "mine.json")
    assert [line[: len(start)] for line, start in zip(lines, expected, strict=True)] == expected


KEYS = st.sampled_from(["schedule", "events", "start", "timezone", "speakers", "organizers", "id", "name", "kind"])


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner),
        max_leaves=20,
    )
)
def test_any_json_is_a_schedule_or_has_problems(value: object) -> None:
    """Whatever the values are, nothing else happens."""
    assert refused(json.dumps(value), "mine.json")
