"""validate, convert, and several files at once."""

import json
import os
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.pages import ROOT
from ungacli import load

GOOD = """\
schedule: {timezone: Europe/Zurich}
events:
- {id: talk, title: Talk, date: 2025-09-22, start: 09:00, end: 10:00}
"""
ODD = "people: {ana: {name: Ana}}\n" + GOOD
BAD = "schedule: {timezone: Europe/Zurich}\nevents:\n- {titel: Talk, date: 2025-09-22, start: 09:00, end: 08:00}\n"
LAYER = "events: [{id: talk, location: Room 5, note: Mine}]\n"


def _file(name: str, text: str) -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def test_every_problem_of_a_file_is_listed_with_its_place(run: Run) -> None:
    """Errors end with 1; a valid file ends with 0, and what it holds is printed."""
    assert run("validate", str(ROOT / "events.yaml")) == (0, "10 events, no problems\n", "")
    assert run("validate", _file("good.yaml", GOOD)) == (0, "1 event, no problems\n", "")
    answer = run("validate", _file("bad.yaml", BAD))
    assert (answer.code, answer.err) == (1, "")
    *problems, total = answer.out.splitlines()
    assert [line.rpartition(": events[0]")[0] for line in problems] == ["bad.yaml:3:3", "bad.yaml:3:4", "bad.yaml:3:49"]
    assert "unknown key" in problems[1]
    assert total == "3 problems"


def test_warnings_are_errors_for_the_strict(run: Run) -> None:
    """They are listed in any case, for programs as records; --strict makes them count."""
    lines = 'odd.yaml:1:10: warning: people.ana: the person "ana" is never used\n1 event, 1 warning\n'
    assert run("validate", _file("odd.yaml", ODD)) == (0, lines, "")
    assert run("validate", "odd.yaml", "--strict") == (1, lines, "")
    answer = run("validate", _file("odd.yaml", ODD), "--json")
    assert answer.code == 0
    place = {"file": "odd.yaml", "line": 1, "column": 10, "path": "people.ana", "level": "warning"}
    assert json.loads(answer.out) == [{**place, "message": 'the person "ana" is never used'}]
    assert json.loads(run("validate", _file("good.yaml", GOOD), "--json").out) == []
    assert run("validate", _file("bad.yaml", BAD), "--json").code == 1


def test_a_layer_is_checked_over_what_it_changes(run: Run) -> None:
    """By itself it lacks what it leaves to the other file."""
    _file("good.yaml", GOOD)
    _file("layer.yaml", LAYER)
    assert run("validate", "good.yaml", "layer.yaml") == (0, "1 event, no problems\n", "")
    assert run("validate", "layer.yaml").code == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["validate"], "error: no file is named"),
        (["convert", "good.yaml"], "error: Missing option '--output' / '-o'."),
        (["convert", "good.yaml", "-o", "x.foo"], 'error: "x.foo" does not say which format to write'),
        (["convert", "good.yaml", "-o", "-", "--to-format", "yml"], 'error: there is no format "yml"'),
        (["list", "--events", "good.yaml", "--from-format", "markdown"], 'error: there is no format "markdown"'),
        (["list", "--window", "May"], 'error: "May" names no days'),
        (["list", "--duration", "x"], 'error: "x" is no length of time'),
        (["list", "--year", "1492"], "error: Invalid value for '--year': 1492 is not in the range 1900<=x<=2199."),
        (["validate", "good.yaml", "--tz", "QQQ"], 'error: there is no time zone "QQQ"'),
        (["convert", "good.yaml", "-o", "x.json", "--tz", "Mars"], 'error: there is no time zone "Mars"'),
        (["export", "--csv", "--alarm", "5m"], "error: --alarm is for iCalendar"),
        (["export", "--json", "--ics", "-o", "-"], "error: standard output cannot take several files"),
        (["export", "--json", "--ics", "-o", "x.ics"], "error: x.ics cannot take several files"),
        (["export", "--split", "-o", "-"], "error: standard output cannot take several files"),
        (["export", "--since", "good.yaml", "--csv"], "error: --since is for iCalendar"),
        (["export", "--since", "good.yaml", "--csv", "--ics"], "error: --since is for iCalendar alone"),
        (["brief", "-o", "x.pdf"], "error: a brief cannot be written to x.pdf like this"),
        (["brief", "-o", "./"], "error: a brief cannot be written to ./ like this"),
        (["brief", "-o", "x.md", "--format", "html"], "error: x.md is no name for --format html"),
        (["brief", "--json", "--format", "html"], "error: --json is not --format html"),
    ],
)
def test_what_cannot_be_done_is_told(run: Run, arguments: list[str], message: str) -> None:
    """With exit code 2, and nothing is written."""
    _file("good.yaml", GOOD)
    answer = run(*arguments)
    assert (answer.code, answer.out, answer.err.splitlines()[0]) == (2, "", message)
    assert [path.name for path in Path().iterdir()] == ["good.yaml"]


def test_files_that_cannot_be_read_end_with_1(run: Run) -> None:
    """One that is missing for every command; the problems of several files come in one go."""
    for command in (["validate", "no.yaml"], ["convert", "no.yaml", "-o", "x.ics"], ["export", "--since", "no.yaml"]):
        answer = run(*command)
        assert (answer.code, answer.err.splitlines()[0]) == (1, "error: cannot read no.yaml: no such file or directory")
    _file("bad.yaml", BAD)
    _file("odd.yaml", "events: [x]")
    answer = run("list", "--events", "bad.yaml", "--events", "odd.yaml")
    assert (answer.code, answer.err.splitlines()[0]) == (1, "error: 2 files have 5 problems")


def test_what_is_written_is_guarded_as_an_export_is(run: Run) -> None:
    """Other content is not replaced without --force."""
    _file("good.yaml", GOOD)
    _file("x.json", "mine")
    refused = run("convert", "good.yaml", "-o", "x.json")
    assert (refused.code, Path("x.json").read_text()) == (1, "mine")
    assert run("convert", "good.yaml", "-o", "x.json", "--force").code == 0


def test_convert_needs_a_format_and_no_mistakes(run: Run) -> None:
    """In a folder the file is called what the schedule is; of a file with mistakes all are told, nothing is written."""
    _file("good.yaml", GOOD)
    assert run("convert", "good.yaml", "-o", ".", "--to-format", "json").err == "note: 1 event written to good.json\n"
    out = run("convert", "good.yaml", "-o", "-", "--to-format", "json").out
    assert out == Path("good.json").read_text(encoding="utf-8")
    _file("bad.yaml", BAD)
    answer = run("convert", "bad.yaml", "-o", "x.json")
    assert (answer.code, answer.err.splitlines()[0]) == (1, "error: bad.yaml has 3 problems")
    assert not Path("x.json").exists()


def test_several_files_are_one_schedule(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """By options given again, by the variable, with the separator that paths have, and in what is converted."""
    _file("good.yaml", GOOD)
    _file("layer.yaml", LAYER)
    assert run("convert", "good.yaml", "layer.yaml", "-o", "both.yaml").code == 0
    (event,) = load("both.yaml").events
    assert (event.location, event.note) == ("Room 5", "Mine")
    _file("good.yaml", GOOD)
    _file("layer.yaml", LAYER)
    columns = ("list", "--format", "tsv", "--columns", "id,location,note,sources")
    expected = "id\tlocation\tnote\tsources\ntalk\tRoom 5\tMine\tgood; layer\n"
    assert run(*columns, "--events", "good.yaml", "--events", "layer.yaml").out == expected
    monkeypatch.setenv("UNGACLI_EVENTS", f"good.yaml{os.pathsep}layer.yaml")
    assert run(*columns).out == expected
    assert "Room 5" in run("show", "talk").out


def test_where_each_field_was_read_can_be_asked(run: Run) -> None:
    """The last file that gives a field counts; what it calls the event by is the first one's."""
    _file("good.yaml", GOOD)
    _file("layer.yaml", LAYER)
    files = ("--events", "good.yaml", "--events", "layer.yaml")
    answer = run("show", "talk", "--sources", *files)
    lines = [line.split() for line in answer.out.splitlines()]
    assert lines[:2] == [["Talk"], ["id", "good.yaml:3"]]
    assert lines[-2:] == [["location", "layer.yaml:1"], ["note", "layer.yaml:1"]]
    records = json.loads(run("show", "talk", "--sources", "--json", *files).out)
    assert records[-1] == {"event": "talk", "field": "note", "file": "layer.yaml", "line": 1}
    assert run("show", "talk", "--sources", "--format", "tsv", *files).out.splitlines()[:2] == [
        "event\tfield\tfile\tline",
        "talk\tid\tgood.yaml\t3",
    ]
    both = run("show", "cmil", "eps", "--sources").out
    assert "Innovation Lab\n" in both
    assert "\n\nAdvancing the Environment" in both


def test_a_zone_for_a_file_without_one(run: Run) -> None:
    """--tz says in which zone its times are; without it the file is refused, whatever was kept before."""
    _file("none.yaml", GOOD.replace("schedule: {timezone: Europe/Zurich}\n", ""))
    os.utime("none.yaml", (1_700_000_000, 1_700_000_000))
    columns = ("list", "--events", "none.yaml", "--format", "tsv", "--columns", "start")
    assert run(*columns).code == 1
    assert run(*columns, "--tz", "Asia/Tokyo").out == "start\n2025-09-22T09:00:00+09:00\n"
    assert run(*columns, "--tz", "Europe/Zurich").out == "start\n2025-09-22T09:00:00+02:00\n"
    assert run(*columns, "--tz", "Asia/Tokyo").out == "start\n2025-09-22T09:00:00+09:00\n"
    assert run(*columns).code == 1


def test_another_zone_to_look_from_reads_nothing_anew(run: Run) -> None:
    """A file that says its zone is kept once, from wherever it is looked at."""
    _file("odd.yaml", ODD)
    os.utime("odd.yaml", (1_700_000_000, 1_700_000_000))
    answers = [run("list", "--events", "odd.yaml", *zone).err for zone in ([], ["--tz", "Asia/Tokyo"])]
    assert answers[0] == answers[1]
    assert "never used" in answers[0]
    assert len([*Path(os.environ["UNGACLI_CACHE"]).iterdir()]) == 1


def test_of_many_findings_the_first_are_told(run: Run) -> None:
    """The rest are for validate to list."""
    people = "people: {" + ", ".join(f"p{number}: {{name: P {number}}}" for number in range(14)) + "}\n"
    _file("many.yaml", people + GOOD)
    lines = run("list", "--events", "many.yaml").err.splitlines()
    assert len(lines) == 12
    assert lines[-2:] == [
        "note: 4 more like these",
        'hint: `ungacli validate "many.yaml"`, with the same options, lists them all',
    ]


def test_private_notes_are_not_handed_on(run: Run) -> None:
    """No export holds them; what a person converts is their own and does, with the schedule's own days."""
    _file("mine.yaml", GOOD.replace("end: 10:00", "end: 10:00, note: Secret, contact: Ana"))
    assert run("export", "--ics", "--json", "--events", "mine.yaml").code == 0
    assert all("Secret" not in Path(name).read_text(encoding="utf-8") for name in ("mine.ics", "mine.json"))
    assert "Ana" in Path("mine.json").read_text(encoding="utf-8")
    assert run("convert", "mine.yaml", "-o", "again.yaml").code == 0
    assert "Secret" in Path("again.yaml").read_text(encoding="utf-8")
    _file("days.yaml", GOOD.replace("Zurich}", "Zurich, days: 2025-09-23..2025-09-24}"))
    assert "outside" in run("validate", "days.yaml").out
    assert run("convert", "days.yaml", "-o", "days.yaml", "--force").code == 0
    assert "outside" in run("validate", "days.yaml").out
    assert json.loads(run("info", "--events", "days.yaml", "--json").out)["own_days"] == ["2025-09-23", "2025-09-24"]


def test_several_formats_are_written_at_once(run: Run) -> None:
    """Each beside the other, with one name, all or none."""
    answer = run("export", "--ics", "--json", "--date", "24")
    assert answer.err == "note: 1 event written to iom-unga-79-2024-09-24.ics and iom-unga-79-2024-09-24.json\n"
    assert "already hold 1 event" in run("export", "--ics", "--json", "--date", "24").err
    Path("iom-unga-79-2024-09-24.json").write_text("mine")
    Path("iom-unga-79-2024-09-24.ics").unlink()
    assert run("export", "--ics", "--json", "--date", "24").code == 1
    assert not Path("iom-unga-79-2024-09-24.ics").exists()


def test_split_writes_each_event_in_each_format(run: Run) -> None:
    """Two files for an event."""
    answer = run("export", "--ics", "--json", "--split", "--date", "24", "-o", ".")
    assert answer.err == "note: 1 event written to ., one a file\n"
    assert sorted(path.name for path in Path().iterdir()) == ["iom-unga-79-cmil.ics", "iom-unga-79-cmil.json"]


@pytest.mark.parametrize(("name", "zone"), [("EDT", "America/New_York"), ("CEST", "Europe/Zurich")])
def test_an_abbreviation_names_a_zone_for_files(run: Run, name: str, zone: str) -> None:
    """It says where times without a zone are, in any season."""
    _file("none.yaml", GOOD.partition("\n")[2])
    assert f"timezone: {zone}" in run("convert", "none.yaml", "-o", "-", "--to-format", "yaml", "--tz", name).out


@pytest.mark.parametrize(("window", "count"), [("2025-09-22..", 9), ("..2025-09-23", 3), ("2025-09-24", 1), ("..", 10)])
def test_a_window_may_be_open(run: Run, window: str, count: int) -> None:
    """Of ten days in a row those within it are told."""
    text = (
        "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:a\nSUMMARY:A\nDTSTART:20250921T090000Z\nDTEND:20250921T100000Z\n"
        "RRULE:FREQ=DAILY;COUNT=10\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    _file("ten.ics", text)
    out = run("list", "--events", "ten.ics", "--window", window, "--format", "plain", "--columns", "id").out
    assert len(out.splitlines()) == count


@pytest.mark.parametrize(
    ("name", "content"), [("week.csv", "Subject"), ("week.md", "# IOM"), ("week.voc.json", '"conference"')]
)
def test_the_name_of_an_export_says_its_format(run: Run, name: str, content: str) -> None:
    """Without an option the suffix counts; one that says otherwise is refused."""
    assert run("export", "-o", name).code == 0
    assert content in Path(name).read_text(encoding="utf-8")
    answer = run("export", "--ics", "-o", name, "--force")
    assert (answer.code, answer.err.splitlines()[0]) == (2, f"error: {name} is no name for --ics")
    assert run("export", "--ics", "-o", "calendar").code == 0
