import json
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.conftest import Run, WriteFile

BUSY = """\
schedule:
  id: days
  title: Example Days
  timezone: Europe/Zurich
people:
  ada-ash: {name: Ada Ash}
  bo-birch: {name: Bo Birch}
events:
  - {id: talk, title: Talk, date: 2025-09-22, start: "09:00", end: "10:00", speakers: [ada-ash, bo-birch]}
  - id: panel
    title: Panel
    date: 2025-09-22
    start: "09:30"
    end: "11:00"
    speakers: [{person: ada-ash, status: tentative}]
  - {id: night, title: Night, date: 2025-09-22, start: "23:00", end: "23:50", speakers: [bo-birch]}
  - {id: dawn, title: Dawn, date: 2025-09-23, start: "00:10", end: "01:00", speakers: [bo-birch]}
"""


@pytest.fixture
def days(write_file: WriteFile) -> str:
    """Return the path of a schedule in which Ada is double-booked, and Bo has 20 minutes about midnight."""
    return str(write_file(BUSY))


def calendar(path: Path, *events: str) -> str:
    """Write a calendar of *events*, each a start, an end, a title and further lines, to *path*, which is returned."""
    parts = []
    for number, one in enumerate(events):
        start, end, title, *more = one.split("|")
        parts += ["BEGIN:VEVENT", f"UID:own-{number}", f"DTSTART:{start}", f"DTEND:{end}", f"SUMMARY:{title}", *more]
        parts += ["END:VEVENT"]
    text = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *parts, "END:VCALENDAR", ""])
    path.write_bytes(text.encode())
    return str(path)


DENTIST = "20240923T120000Z|20240923T123000Z|Dentist"
LUNCH = "20240923T163000Z|20240923T173000Z|Lunch"


def test_no_conflict_is_said(run: Run) -> None:
    """Nothing is printed that would be taken for an answer; without events conflicts are not mentioned."""
    assert run("conflicts") == (0, "", "note: no conflicts among 10 events\n")
    assert run("conflicts", "--check", "--date", "23") == (0, "", "note: no conflicts among 3 events\n")
    assert run("conflicts", "--json").out == "[]\n"
    answer = run("conflicts", "--topic", "climate", "--date", "19", "--json")
    assert answer.out == "[]\n"
    assert "no event matches" in answer.err
    assert "conflicts" not in answer.err


@pytest.mark.parametrize("columns", [40, 80])
def test_what_follows_too_closely(run: Run, snapshot: SnapshotAssertion, columns: int) -> None:
    """With three hours between, two speakers have too little; 13:30 to 16:30 is enough for Amy Pope."""
    answer = run("conflicts", "--buffer", "3h", "--also", "Geneva", columns=columns)
    assert answer.out == snapshot
    assert (answer.code, answer.err) == (0, "")


@pytest.mark.parametrize("columns", [40, 80])
def test_who_is_double_booked(run: Run, days: str, snapshot: SnapshotAssertion, columns: int) -> None:
    """An uncertain part is marked, and so is the day of what is not on that of the first."""
    assert run("conflicts", "--events", days, "--buffer", "30m", columns=columns).out == snapshot


def test_check_tells_by_the_exit_code(run: Run, days: str) -> None:
    """It is 1 if there is any conflict, and the answer is printed all the same; another speaker's do not count."""
    plain, checked = run("conflicts", "--events", days), run("conflicts", "--events", days, "--check")
    assert (plain.code, checked.code) == (0, 1)
    assert "Ada Ash (TBC): 30 min at once" in checked.out
    assert plain.out == checked.out
    arguments = ("conflicts", "--events", days, "--buffer", "1h", "--json")
    assert people(run(*arguments).out) == [["Ada Ash"], ["Bo Birch"]]
    assert people(run(*arguments, "--speaker", "Bo").out) == [["Bo Birch"]]
    assert people(run(*arguments, "--speaker", "Bo", "--speaker", "ada").out) == [["Ada Ash"], ["Bo Birch"]]


def people(out: str) -> list[list[str]]:
    """Return the names in each of the conflicts of *out*."""
    return [[person["name"] for person in one["people"]] for one in json.loads(out)]


def test_conflicts_for_programs(run: Run, days: str) -> None:
    """JSON has both events in full, and lengths as ISO 8601 writes them; rows name events by their ids."""
    (one,) = json.loads(run("conflicts", "--buffer", "2h", "--json").out)
    assert one["people"] == [{"id": "ugochi-daniels", "name": "Ugochi Daniels"}]
    assert (one["overlap"], one["gap"]) == ("PT0H0M", "PT1H0M")
    assert [one["first"]["end"], one["second"]["start"]] == ["2024-09-25T14:00:00-04:00", "2024-09-25T15:00:00-04:00"]
    assert [*one] == ["people", "overlap", "gap", "with_own", "first", "second"]
    header, row = run("conflicts", "--events", days, "--format", "csv").out.splitlines()
    assert header == "people,first,first_start,first_end,second,second_start,second_end,overlap,gap,with_own"
    assert row == (
        "Ada Ash,talk,2025-09-22T09:00:00+02:00,2025-09-22T10:00:00+02:00,"
        "panel,2025-09-22T09:30:00+02:00,2025-09-22T11:00:00+02:00,PT0H30M,PT0H0M,no"
    )


@pytest.mark.parametrize("columns", [40, 80])
def test_ones_own_calendar(run: Run, tmp_path: Path, snapshot: SnapshotAssertion, columns: int) -> None:
    """12:00 in UTC is 08:00 in New York: the dentist takes half an hour of the first event of 23 September."""
    own = calendar(tmp_path / "own.ics", DENTIST)
    answer = run("conflicts", "--with", own, columns=columns)
    assert answer.out == snapshot
    assert (answer.code, answer.err) == (0, "")


def test_ones_own_calendars_take_time(run: Run, tmp_path: Path) -> None:
    """Lunch is during the second event of the day; beside a speaker's plan both are told, with a buffer too."""
    files = [calendar(tmp_path / f"{number}.ics", one) for number, one in enumerate([DENTIST, LUNCH])]
    arguments = ("conflicts", "--with", files[0], "--with", files[1])
    assert pairs(run(*arguments, "--json").out) == [("drc", "Dentist"), ("eu-migration", "Lunch")]
    assert pairs(run(*arguments, "--json", "--time", "12-14").out) == [("eu-migration", "Lunch")]
    assert run(*arguments, "--date", "24").err == "note: no conflicts of 1 event with your calendars\n"
    own = calendar(tmp_path / "own.ics", DENTIST)
    hers = run("conflicts", "--with", own, "--speaker", "Pope", "--buffer", "2h31", "--json").out
    eu = "EU High-level Segment on “Leading the Way Forward: Managing Migration Globally”"
    assert pairs(hers) == [("drc", "Dentist"), ("drc", eu)]
    assert people(hers) == [[], ["Amy Pope"]]


def pairs(out: str) -> list[tuple[str, str]]:
    """Return the id of the first and the title of the second event of each conflict of *out*."""
    return [(one["first"]["id"], one["second"]["title"]) for one in json.loads(out)]


def test_calendars_are_read_before_any_answer(run: Run, surroundings: Path, tmp_path: Path) -> None:
    """What was exported and imported elsewhere is the same event; a calendar that cannot be read leaves no answer."""
    run("export", "--ics")
    (exported,) = surroundings.glob("*.ics")
    # It does not claim the time of whoever takes it in; those who go there mark it as busy.
    exported.write_text(exported.read_text("utf-8").replace("TRANSP:TRANSPARENT", "TRANSP:OPAQUE"), "utf-8")
    assert run("conflicts", "--with", str(exported)).err == "note: no conflicts of 10 events with your calendars\n"
    own = calendar(tmp_path / "own.ics", DENTIST)
    for name in ("missing.ics", "broken.ics"):
        (tmp_path / "broken.ics").write_text("BEGIN:VEVENT\nEND:VEVENT\n")
        answer = run("conflicts", "--with", own, "--with", str(tmp_path / name))
        assert (answer.code, answer.out) == (1, "")
        assert name in answer.err


def test_free_time_makes_nobody_busy(run: Run, tmp_path: Path) -> None:
    """What a calendar marks as transparent (RFC 5545, section 3.8.2.7) is left out, and how much that was is said."""
    free = [f"{one}|TRANSP:TRANSPARENT" for one in (DENTIST, LUNCH)]
    own = calendar(tmp_path / "own.ics", *free)
    answer = run("conflicts", "--with", own)
    assert (answer.code, answer.out) == (0, "")
    left_out, none = answer.err.splitlines()
    assert left_out.endswith("own.ics:4:1: marked as free time; skipped (and 1 more)")
    assert none == "note: no conflicts of 10 events with your calendars"
    # What was read once is remembered as it was read.
    assert run("conflicts", "--with", own).err.splitlines()[-1] == none
    assert len(json.loads(run("list", "--events", own, "--json").out)) == 2


def test_what_repeats_is_told_around_the_schedule(run: Run, tmp_path: Path) -> None:
    """A weekly meeting without an end meets what ends when it begins; --window takes other days."""
    weekly = "20230102T133000Z|20230102T140000Z|Stand-up|RRULE:FREQ=WEEKLY"
    own = calendar(tmp_path / "own.ics", weekly)
    # In UTC it begins at 13:30, which is 09:30 in New York in September.
    answer = run("conflicts", "--with", own, "--json", "--date", "23", "--buffer", "1m")
    assert answer.err == ""
    told = [(one["first"]["id"], one["gap"], one["with_own"]) for one in json.loads(answer.out)]
    assert told == [("drc", "PT0H0M", True)]
    none = run("conflicts", "--with", own, "--window", "2023-01-01..2023-12-31")
    assert (none.code, none.out) == (0, "")
