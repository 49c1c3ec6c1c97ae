import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.formats.builders import event, schedule, told
from tests.formats.test_ics import AMY
from ungacli import load
from ungacli.formats.ics.writing import write
from ungacli.model import (
    Organization,
    Organizer,
    Person,
    Schedule,
    Speaker,
    Status,
)


def back(written: Schedule, **options: Any) -> Schedule:
    """Return what is read of *written* after it was written, of which there is nothing to say."""
    found, said = told(write(written, **options), "side-events.ics")
    assert said == []
    return found


def test_times_in_utc_come_back_as_the_same_moments() -> None:
    """Written with UTC times, the zone of the schedule is UTC, and each event has its own."""
    found = back(load(), utc=True)
    assert found.timezone.key == "UTC"
    assert [(one.start, one.timezone) for one in found.events] == [(one.start, one.timezone) for one in load().events]


@pytest.mark.parametrize("fold", [0, 1])
@pytest.mark.parametrize("local", ["2024-11-03T01:30 America/New_York", "2024-10-27T02:30 Europe/Zurich"])
def test_either_of_two_equal_times_keeps_its_zone(local: str, fold: int) -> None:
    """Both are written in UTC, since readers differ in which they take for it, and shown by their own clock again."""
    clock, _, zone = local.partition(" ")
    start = datetime.fromisoformat(clock).replace(fold=fold, tzinfo=ZoneInfo(zone))
    end = (start.astimezone(UTC) + timedelta(minutes=15)).astimezone(start.tzinfo)
    written = schedule(event(start=start, end=end))
    (found,) = back(written).events
    assert b"DTSTART:2024" in write(written)
    assert (found.start, found.end, found.timezone) == (start, end, start.tzinfo)
    assert found.start.fold == fold


def test_what_somebody_edits_counts() -> None:
    """Title, times, place and page are those of the standard's properties; the description only repeats others."""
    old = event("Old", location="Room 1", url="https://example.org/a", summary="Yes", audience="All", topics=("a",))
    edits = [
        ("SUMMARY:Old", "SUMMARY:New"),
        ("LOCATION:Room 1", "LOCATION:Room 2"),
        ("20240924T170000", "20240924T160000"),
        ("STATUS:CONFIRMED", "STATUS:CANCELLED"),
        ("CATEGORIES:a", "CATEGORIES:b"),
        ("UID:lab", "UID:my-lab"),
        ("DESCRIPTION:Yes", "DESCRIPTION:No"),
    ]
    text = write(schedule(old)).decode()
    for before, after in edits:
        assert before in text
        text = text.replace(before, after)
    changed, (warning,) = told(text, "side-events.ics")
    (found,) = changed.events
    assert (found.title, found.location, found.start.hour, found.status) == ("New", "Room 2", 16, Status.CANCELLED)
    assert (found.topics, found.uid, found.audience) == (("b",), "my-lab@example.org", "All")
    assert found.summary == "Yes"
    assert "description was changed" in warning


@pytest.mark.parametrize("data", ["", "{", '{"id": 5}', "[" * 5000, "null", '{"id": "lab"\\, "mode": "sometimes"}'])
def test_without_our_own_data_an_event_is_read_as_any_other(data: str) -> None:
    """Where somebody took it out or damaged it, that is one warning; neither speakers nor roles are made up."""
    amy = Speaker(AMY)
    written = schedule(*(event(id=key, uid=key, speakers=(amy,), status=Status.TENTATIVE) for key in ("a", "b")))
    text = re.sub("X-UNGACLI-EVENT:.*(\r\n .*)*", f"X-UNGACLI-EVENT:{data}", write(written).decode())
    for content in (text, text.replace("X-UNGACLI-EVENT", "X-OTHER")):
        found, (warning,) = told(content, "side-events.ics")
        assert "warning: X-UNGACLI-EVENT is missing or damaged" in warning
        assert warning.endswith("(and 1 more)")
        assert [(one.title, one.speakers) for one in found.events] == [("Launch of the Lab", ())] * 2
        assert found.events[0].summary == "Speakers:\n- Amy Pope, Director General, IOM (speaker)"


def test_two_of_one_name_stay_two() -> None:
    """People are told apart by what our own data calls them; two bodies with one acronym lose it."""
    people = [Person("a", "Li Wei", office="Mayor"), Person("b", "Li Wei", office="Poet"), Person("d", "!")]
    bodies = [Organization("a", "Aid for All", "AA"), Organization("b", "All Aboard", "AA")]
    found, warnings = told(
        write(schedule(event(speakers=tuple(map(Speaker, people)), organizers=tuple(map(Organizer, bodies))))), "x.ics"
    )
    assert [part.person.office for part in found.events[0].speakers] == ["Mayor", "Poet", None]
    assert len({part.person.id for part in found.events[0].speakers}) == 3
    names = [(part.participant.name, part.participant.label) for part in found.events[0].organizers]
    assert names == [("Aid for All", "Aid for All"), ("All Aboard", "All Aboard")]
    assert len(warnings) == 2
    assert all('"AA" stands for several: Aid for All and All Aboard' in warning for warning in warnings)


def test_marks_are_taken_off_once() -> None:
    """Only in our own files, known by their PRODID: a title that began with [TBC] keeps its own."""
    for status in Status:
        (found,) = back(schedule(event("[TBC] Lab", status=status))).events
        assert (found.title, found.location) == ("[TBC] Lab", None)
    written = schedule(event(status=Status.TENTATIVE, audience="All"))
    (found,) = told(write(written).replace(b"-//ungacli//", b"-//other//"), "side-events.ics")[0].events
    assert (found.title, found.audience) == ("[TBC] Launch of the Lab", None)


@pytest.mark.parametrize("sequences", [("1", "2"), ("x", "x")])
def test_a_revision_is_that_of_all_events(sequences: tuple[str, str]) -> None:
    """Events of several revisions, or of none, say nothing of the schedule's."""
    content = write(schedule(event(id="a", uid="a"), event(id="b", uid="b"), revision=4)).decode()
    for number in sequences:
        content = content.replace("SEQUENCE:4", f"SEQUENCE:{number}", 1)
    assert told(content, "side-events.ics")[0].revision == 1


def test_our_own_series_have_ids_of_their_own() -> None:
    """Where somebody made an event of ours repeat, its id is that of no single time."""
    text = write(schedule()).replace(b"SUMMARY:", b"RRULE:FREQ=DAILY;COUNT=2\r\nSUMMARY:")
    found, said = told(text, "side-events.ics")
    assert said == []
    assert [one.id for one in found.events] == ["launch-lab-2024-09-24", "launch-lab-2024-09-25"]
