import csv
import json

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.conftest import Run, WriteFile

MONDAY = ("next", "--at", "2024-09-23T09:00")
CANCELLED = (
    "schedule: {title: Off, timezone: Europe/Zurich}\nevents:\n"
    "  - {title: Gone, id: gone, date: 2025-09-22, start: 23:00, end: 23:30, status: cancelled}\n"
)


@pytest.mark.parametrize("columns", [40, 80])
def test_the_picture(run: Run, snapshot: SnapshotAssertion, columns: int) -> None:
    """Each event is a card under its countdown, with its times by two clocks; no line is too wide."""
    answer = run(*MONDAY, "--also", "Geneva", columns=columns)
    assert (answer.code, answer.err) == (0, "")
    assert max(map(len, answer.out.splitlines())) <= columns
    assert answer.out == snapshot


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2024-09-15T10:30", "not begun, the first event is in 4 days"),
        ("2024-09-23T10:00", "nothing is on now, the next event is in 2 h"),
        ("2024-09-26T12:45", "over, the last event ended less than 1 min ago"),
        ("2024-10-01", "over, the last event ended 4 days 11 h ago"),
    ],
)
def test_how_things_stand(run: Run, at: str, words: str) -> None:
    """From the first event on 19 September at 10:30 to the end of the last on the 26th at 12:45."""
    assert run("next", "--at", at).out.splitlines()[1].endswith(f": {words}")


def test_by_another_clock(run: Run) -> None:
    """What is on now is by the clock that is asked for; when all is over the last event is told."""
    out = run("next", "--at", "2024-10-01").out
    assert "\nover\nThursday 26 September 2024\n11:15–12:45  eps\n" in out
    lines = run("next", "--at", "2024-09-23T15:00", "--tz", "Geneva").out.splitlines()
    assert lines[1] == "Monday 23 September 2024, 15:00: 1 event on now"
    assert lines[4:7] == ["on now, ends in 30 min", "Monday 23 September 2024", "14:00–15:30  drc"]


def test_the_filters_say_which(run: Run) -> None:
    """Ugochi Daniels is next at 17:00 on Tuesday and 12:00 on Wednesday; a word that was asked for is marked."""
    told = json.loads(run("next", "--at", "2024-09-23", "--speaker", "Daniels", "--count", "2", "--json").out)
    assert [event["id"] for event in told] == ["cmil", "idp-progress"]
    told = json.loads(run("next", "--at", "2024-09-23T09:00", "--where", "is:now", "--json").out)
    assert [event["id"] for event in told] == ["drc"]
    assert run("next", "--at", "2024-09-23", "--speaker", "Warner", "--date", "23 Sep").out == ""
    out = run("next", "--at", "2024-09-23", "--where", "Innovation", "--color", "always").out
    assert "\x1b[1;7mInnovation\x1b[0m" in out


def test_for_programs(run: Run) -> None:
    """JSON has each event's state and durations by ISO 8601, null for the past; plain rows have other clocks too."""
    told = json.loads(run(*MONDAY, "--json").out)
    assert [(event["state"], event["starts_in"], event["ends_in"]) for event in told] == [
        ("now", None, "PT0H30M"),
        ("upcoming", "PT3H0M", "PT4H30M"),
        ("upcoming", "PT7H30M", "PT9H30M"),
        ("upcoming", "PT32H0M", "PT34H0M"),
    ]
    assert told[0]["start"] == "2024-09-23T08:00:00-04:00"
    past = json.loads(run("next", "--at", "2024-10-01", "--json").out)
    assert [(event["state"], event["starts_in"], event["ends_in"]) for event in past] == [("past", None, None)]
    rows = list(csv.DictReader(run(*MONDAY, "--also", "Geneva", "--format", "csv").out.splitlines()))
    assert [*rows[0]] == ["state", "starts_in", "ends_in", "date", "time", "id", "title"]
    assert [*rows[0].values()][:6] == ["now", "", "PT0H30M", "2024-09-23", "08:00–09:30", "drc"]
    assert "08:00–09:30; CEST 14:00–15:30" in run(*MONDAY, "--also", "Geneva", "--format", "plain").out


def test_cancelled_events_are_none(run: Run, write_file: WriteFile) -> None:
    """A schedule of one says so, rather than nothing."""
    path = str(write_file(CANCELLED))
    answer = run("next", "--events", path, "--at", "2025-09-22")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == "note: every event of these is cancelled\n"
