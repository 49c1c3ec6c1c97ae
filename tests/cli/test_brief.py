import json
from pathlib import Path

from tests.conftest import Run, WriteFile

NOTED = (
    "schedule: {title: Mine, timezone: Europe/Zurich}\nevents:\n"
    "  - {title: Here, id: here, date: 2025-09-22, start: 9:00, end: 10:00, note: bring cake, location: Room 1}\n"
)


def test_json(run: Run) -> None:
    """The public record of each event with the part and the gaps, and what is open by its event."""
    told = json.loads(run("brief", "Amy Pope", "--date", "23", "--json").out)
    assert told["title"] == "Brief for Amy Pope"
    assert (told["of"]["id"], told["of"]["duration"]) == ("amy-pope", "PT5H0M")
    assert [(one["id"], one["part"], one["gap_before"], one["gap_after"]) for one in told["events"]] == [
        ("drc", "speaker", None, "PT2H30M"),
        ("eu-migration", "panelist, organizer", "PT2H30M", "PT3H0M"),
        ("americas-cities", "opening remarks", "PT3H0M", None),
    ]
    assert [one["event"] for one in told["unconfirmed"]] == ["drc", None]


def test_the_subject_of_a_brief(run: Run) -> None:
    """Of a person in one role, an event by words of its title, an organizer by an acronym, or what filters leave."""
    told = json.loads(run("brief", "--date", "25", "--format", "json").out)
    assert (told["of"], [one["part"] for one in told["events"]]) == (None, [None, None])
    assert told["title"] == "Brief: IOM side events at UNGA 79"
    event = json.loads(run("brief", "ending", "violence", "--json").out)
    assert [(one["id"], one["gap_after"]) for one in event["events"]] == [("drc", None)]
    assert json.loads(run("brief", "UNICEF", "--json").out)["of"]["id"] == "unicef"
    told = json.loads(run("brief", "Amy Pope", "--role", "opening", "--json").out)
    assert [one["id"] for one in told["events"]] == ["climate-peace", "americas-cities"]
    other = json.loads(run("brief", "Amy Pope", "--role", "moderator", "--speaker", "sharshr", "--json").out)
    assert [one["id"] for one in other["events"]] == ["climate-peace"]


def test_nothing_left(run: Run) -> None:
    """It is said, and the answer is empty: no events of that day at all, or none of hers, or not that one."""
    assert run("brief", "--date", "23", "--speaker", "Daniels").out == ""
    answer = run("brief", "Amy Pope", "--date", "25")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == "note: Amy Pope has no part in the 2 events that the filters leave\n"
    assert "has no such part in the 10 events" in run("brief", "Amy Pope", "--role", "moderator").err
    answer = run("brief", "cmil", "--date", "25")
    assert "is none of the 2 events that the filters leave" in answer.err
    assert json.loads(run("brief", "Amy Pope", "--date", "25", "--json").out)["events"] == []
    assert run("brief", "Amy Pope", "--date", "25", "-o", "x.md").err.endswith("note: nothing was written\n")


def test_files(run: Run, surroundings: Path) -> None:
    """A suffix names the format; what stands there is not replaced without --force, nor what is the same written."""
    day = ("brief", "Amy Pope", "--date", "23")
    assert run(*day, "-o", "pope.md").err == "note: brief on 3 events written to pope.md\n"
    assert (surroundings / "pope.md").read_text(encoding="utf-8") == run(*day, "--format", "markdown").out
    assert run(*day, "-o", "pope.md").err == "note: pope.md holds that already; nothing was written\n"
    assert run("brief", "-o", "pope.md").code == 1
    assert run("brief", "-o", "pope.md", "--force").code == 0
    assert run(*day, "-o", "pope.HTM", "--format", "html").code == 0
    assert (surroundings / "pope.HTM").read_text(encoding="utf-8") == run(*day, "--format", "html", "-o", "-").out
    assert (
        run(*day, "-o", "./", "--format", "html").err == "note: brief on 3 events written to brief-for-amy-pope.html\n"
    )


def test_notes_and_clocks_are_told_on_demand(run: Run, write_file: WriteFile) -> None:
    """What somebody noted is in no brief without --notes; 08:00 in New York is 14:00 in Geneva, gaps stay the same."""
    path = str(write_file(NOTED))
    for kind in ("table", "markdown", "html", "json"):
        assert "bring cake" not in run("brief", "--events", path, "--format", kind).out
        assert "bring cake" in run("brief", "--events", path, "--format", kind, "--notes").out
    told = run("brief", "Amy Pope", "--date", "23", "--also", "Geneva").out
    assert "CEST 14:00–15:30, Europe/Zurich" in told
    assert "14:00–15:30, 1 h 30 min  Ending" in run("brief", "Amy Pope", "--date", "23", "--tz", "Geneva").out
