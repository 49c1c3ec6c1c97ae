"""`ungacli free`, through the whole program."""

import json
from pathlib import Path

import pytest
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from tests.conftest import Run

NIGHTS = """
schedule: {title: Nights, timezone: Europe/Zurich}
people:
  ana: {name: Ana Gil}
  bo: {name: Bo Li}
events:
  - {id: late, title: Late, date: 2024-10-26, start: 22:00, end_date: 2024-10-27, end: 04:00, speakers: [ana]}
  - {id: off, title: Off, date: 2024-10-27, start: 09:00, end: 10:00, status: cancelled, speakers: [ana]}
  - id: doubt
    title: Doubt
    date: 2024-10-27
    start: 12:00
    end: 13:00
    status: tentative
    speakers: [ana, {person: bo, status: cancelled}]
"""


@pytest.fixture
def nights(monkeypatch: pytest.MonkeyPatch) -> None:
    """Use a schedule of the night in which the clocks of Geneva are put back."""
    Path("nights.yaml").write_text(NIGHTS, encoding="utf-8")
    monkeypatch.setenv("UNGACLI_EVENTS", "nights.yaml")


def test_when_a_speaker_is_free(run: Run) -> None:
    """Amy Pope's events on 23 September are 08:00-09:30, 12:00-13:30 and 16:30-18:30."""
    answer = run("free", "--speaker", "Amy Pope", "--date", "2024-09-23", "--json")
    slots = [("09:30", "12:00", "PT2H30M"), ("13:30", "16:30", "PT3H0M"), ("18:30", "20:00", "PT1H30M")]
    assert json.loads(answer.out) == [
        {
            "start": f"2024-09-23T{start}:00-04:00",
            "end": f"2024-09-23T{end}:00-04:00",
            "timezone": "America/New_York",
            "duration": duration,
        }
        for start, end, duration in slots
    ]


@pytest.mark.usefixtures("nights")
def test_the_rows(run: Run) -> None:
    """Plain ones for people, CSV with offsets for programs; a slot belongs to the day on which it begins."""
    asked = ["free", "--date", "26", "--between", "20:00-06:00"]
    assert run(*asked, "--format", "csv").out.splitlines() == [
        "date,start,end,duration",
        "2024-10-26,2024-10-26T20:00:00+02:00,2024-10-26T22:00:00+02:00,PT2H0M",
        "2024-10-27,2024-10-27T04:00:00+01:00,2024-10-27T06:00:00+01:00,PT2H0M",
    ]
    day = run(*asked, "--date", "28 Oct", "--format", "plain").out.splitlines()
    assert day[-1] == "2024-10-28  20:00  06:00 +1   10 h"


@pytest.mark.usefixtures("nights")
@pytest.mark.parametrize("columns", [40, 80])
def test_the_days(run: Run, snapshot: SnapshotAssertion, columns: int) -> None:
    """A wholly free day, one with a gap in the night, and one without; by two clocks, within the width."""
    asked = ["--date", "25..27", "--between", "22:00-09:00", "--between", "11:00-12:00", "--at-least", "1h"]
    answer = run("free", *asked, "--buffer", "15m", "--also", "New York", columns=columns)
    assert answer.code == 0
    assert answer.out == snapshot
    assert [line for line in answer.out.splitlines() if cell_len(line) > columns] == []


@pytest.mark.parametrize("columns", [40, 80])
def test_a_speakers_week(run: Run, snapshot: SnapshotAssertion, columns: int) -> None:
    """The schedule's days, on some of which there is nothing to do."""
    assert run("free", "--speaker", "Amy Pope", columns=columns).out == snapshot


def test_no_slot_is_a_note(run: Run) -> None:
    """Each day is shown with what to ask for, without days nothing, without events all as free; that is no failure."""
    code, out, err = run("free", "--date", "23", "--at-least", "5h")
    assert code == 0
    assert out.splitlines()[-1] == "no gap of 5 h"
    assert err.splitlines() == [
        "note: no gap of 5 h on 23 September 2024",
        "hint: ask for less with --at-least, or for other hours with --between",
    ]
    short = run("free", "--speaker", "Amy Pope", "--between", "8-9", "--date", "23", "--at-least", "0m")
    assert "However short" in short.out
    assert short.err.startswith("note: no gap on 23 September 2024")
    code, out, err = run("free", "--from", "2024-12-01")
    assert (code, out) == (0, "")
    assert err.splitlines() == [
        "note: there are no days to look at, or none with such hours",
        "hint: open ranges end with the schedule; name both ends of others: --date 2024-10-01..2024-10-04",
    ]
    answer = run("free", "--topic", "climate", "--mode", "virtual", "--date", "23")
    assert "note: no event matches topic" in answer.err
    assert "08:00–20:00  12 h, wholly free" in answer.out


def test_ones_own_calendars_take_time_too(run: Run) -> None:
    """A lunch ends the gap that would begin at 13:30; one every day ends the morning in 2030 too."""
    lunch = "{title: Lunch, start: 2024-09-23T13:00, end: 2024-09-23T14:00}"
    own = f"schedule: {{timezone: America/New_York}}\nevents: [{lunch}]\n"
    Path("own.yaml").write_text(own, encoding="utf-8")
    answer = run("free", "--speaker", "Amy Pope", "--date", "23", "--with", "own.yaml", "--format", "plain")
    assert [line.split()[1:3] for line in answer.out.splitlines()] == [
        ["09:30", "12:00"],
        ["14:00", "16:30"],
        ["18:30", "20:00"],
    ]
    table = run("free", "--speaker", "Amy Pope", "--date", "23", "--with", "own.yaml").out
    assert "speaker Amy Pope and your own calendars" in table
    Path("own.ics").write_text(
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//example//EN\nBEGIN:VEVENT\nUID:lunch\nDTSTAMP:20240101T000000Z\n"
        "SUMMARY:Lunch\nDTSTART:20240101T170000Z\nDTEND:20240101T180000Z\nRRULE:FREQ=DAILY\nEND:VEVENT\nEND:VCALENDAR\n",
        encoding="utf-8",
    )
    answer = run("free", "--date", "2030-01-07", "--with", "own.ics", "--format", "tsv", "--between", "9-17")
    assert [line.split("\t")[1][11:16] for line in answer.out.splitlines()[1:]] == ["09:00", "13:00"]


def test_a_second_clock_stands_in_plain_lines_too(run: Run) -> None:
    """15:00 to 17:00 in New York is six hours later in Geneva, in a column behind the others."""
    options = ("--speaker", "pope", "--date", "23", "--between", "15-17", "--also", "Geneva")
    assert run("free", *options, "--format", "plain").out == "2024-09-23  15:00  16:30  1 h 30 min  CEST 21:00–22:30\n"
    assert run("free", *options, "--format", "csv").out.splitlines()[0] == "date,start,end,duration"
