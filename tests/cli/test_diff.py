"""What `diff` and `export --since` tell of a schedule that has changed."""

import json
import os
import sys
from pathlib import Path
from threading import Thread

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.conftest import Run
from tests.formats.readers import READERS, components
from ungacli.sources import bundled

HEAD = "schedule: {id: days, title: Days, timezone: Europe/Zurich}\nevents:\n"
OPENING = (
    "  - {id: opening, title: Opening, date: 2025-09-22, start: '09:00', end: '10:00',"
    " speakers: [{name: Ana Ruiz, status: tentative}]}\n"
)
CLOSING = "  - {id: closing, title: Closing *words*, date: 2025-09-23, start: '17:00', end: '18:00'}\n"
MOVED = (
    "  - {id: opening, title: Opening, date: 2025-09-23, start: '10:00', end: '10:30',"
    f" summary: '{'All that is new, and much that is old. ' * 3}', speakers: [Ana Ruiz, Bo Ek]}}\n"
)
PARTY = "  - {id: party, title: Party, date: 2025-09-24, start: '19:00', end: '22:00'}\n"


def _write(old: str, new: str) -> tuple[str, str]:
    """Write the texts of an old and a new schedule file, and return their names."""
    Path("old.yaml").write_text(old, encoding="utf-8")
    Path("new.yaml").write_text(new, encoding="utf-8")
    return "old.yaml", "new.yaml"


@pytest.fixture
def files() -> tuple[str, str]:
    """Write a schedule as it was, and as it is after an event moved, one went and one came."""
    return _write(HEAD + OPENING + CLOSING, HEAD.replace("title: Days", "title: New days") + MOVED + PARTY)


@pytest.mark.parametrize("columns", [40, 80])
def test_a_picture_of_what_has_changed(
    run: Run, files: tuple[str, str], columns: int, snapshot: SnapshotAssertion
) -> None:
    """Each event with what is to be said of it, in order of time; nothing is cut off."""
    answer = run("diff", *files, columns=columns)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == snapshot


def test_markdown_is_a_document_for_a_mail(run: Run, files: tuple[str, str], snapshot: SnapshotAssertion) -> None:
    """It has headings and lists, and no text of a schedule is markup."""
    answer = run("diff", *files, "--format", "markdown").out
    assert answer == snapshot
    assert "## Closing \\*words\\* (closing)" in answer


def test_programs_get_a_record_for_each_change(run: Run, files: tuple[str, str]) -> None:
    """What belongs to no event names none; times have their offset, and the rows are the same as the records."""
    records = json.loads(run("diff", *files, "--json").out)
    assert [" ".join(str(one[key]) for key in ("kind", "event", "field")) for one in records] == [
        *("changed None title", "moved opening start", "moved opening end", "settled opening speakers"),
        *("joined opening speakers", "changed opening summary", "removed closing event", "added party event"),
    ]
    assert records[1] == {
        "kind": "moved",
        "event": "opening",
        "title": "Opening",
        "field": "start",
        "old": "2025-09-22T09:00:00+02:00",
        "new": "2025-09-23T10:00:00+02:00",
    }
    assert len(run("diff", *files, "--format", "jsonl").out.splitlines()) == 8
    rows = run("diff", *files, "--format", "csv").out.splitlines()
    assert rows[:2] == ["kind,event,title,field,old,new", "changed,,,title,Days,New days"]


def test_a_check_fails_for_any_change(run: Run, files: tuple[str, str]) -> None:
    """The answer is the same; without any change it is empty, in JSON an empty list."""
    own = str(bundled())
    assert run("diff", own, own) == (0, "", "note: nothing has changed\n")
    assert run("diff", own, own, "--check", "--format", "markdown") == (0, "", "note: nothing has changed\n")
    assert run("diff", own, own, "--json").out == "[]\n"
    assert run("diff", *files, "--check") == (1, *run("diff", *files)[1:])


@pytest.mark.parametrize(
    ("suffix", "left_out"),
    [
        ("ics", "iCalendar does not carry context, page of the schedule"),
        ("csv", "CSV does not carry title of the schedule, context, page of the schedule"),
        ("xml", ""),
    ],
)
def test_what_a_format_cannot_carry_is_no_difference(run: Run, suffix: str, left_out: str) -> None:
    """The bundled schedule is the same in each of them, and what was not compared is said."""
    assert run("convert", str(bundled()), "-o", f"same.{suffix}").code == 0
    told = f"note: {left_out}; that is not compared\n" if left_out else ""
    for pair in ((str(bundled()), f"same.{suffix}"), (f"same.{suffix}", str(bundled()))):
        assert run("diff", *pair) == (0, "", f"{told}note: nothing has changed\n")


def test_both_files_are_read(run: Run, files: tuple[str, str]) -> None:
    """As the format that is named; one that is missing is an unreadable file, one alone a wrong question."""
    assert run("diff", *files, "--from-format", "yaml").out == run("diff", *files).out
    assert run("diff", *files, "--from-format", "ics").code == 1
    assert run("diff", files[0]).code == 2
    assert run("diff", "missing.yaml", files[1]).code == 1
    assert run("diff", files[0], "missing.yaml").code == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs a named pipe")
def test_what_can_be_read_once_is_read_once(run: Run, files: tuple[str, str]) -> None:
    """A pipe does not tell its format twice: everything is compared."""
    run("convert", files[0], "-o", "old.ics")
    content = Path("old.ics").read_bytes()
    os.mkfifo("pipe.ics")
    writer = Thread(target=Path("pipe.ics").write_bytes, args=[content])
    writer.start()
    assert run("diff", files[0], "pipe.ics") == (0, "", "note: nothing has changed\n")
    writer.join()


def test_lists_are_told_with_commas(run: Run) -> None:
    """Topics are one change, whatever their order; an event that did not move says nothing of its times."""
    old, new = (HEAD + CLOSING.replace("id:", f"topics: {topics}, id:") for topics in ("[b, a]", "[a, b, c]"))
    files = _write(old, new)
    told = ["# Changes: Days", "", "## Closing \\*words\\* (closing)", "", "- **topics:** a, b → a, b, c"]
    assert run("diff", *files, "--format", "markdown").out.splitlines() == told
    row = run("diff", *files, "--format", "tsv").out.splitlines()[1]
    assert row.split("\t") == ["changed", "closing", "Closing *words*", "topics", "a, b", "a, b, c"]


def test_what_has_changed_is_told_in_full(run: Run) -> None:
    """Clocks are named where the zone changes, years where they differ, names under one id; long titles stand alone."""
    moved = CLOSING.replace("2025-09-23", "2026-01-05, timezone: America/New_York, status: cancelled")
    assert run("diff", *_write(HEAD + CLOSING, HEAD + moved)).out.splitlines() == [
        "Closing *words*  closing",
        "  moved: 23 September 2025 17:00–18:00 CEST, UTC+02:00 → 5 January 2026 17:00–18:00 EST, UTC−05:00",
        "  status: confirmed → cancelled",
        "  time zone: Europe/Zurich → America/New_York",
    ]
    rest = HEAD + CLOSING.replace("id:", "speakers: [{person: ana}], id:")
    old, new = (f"people: {{ana: {{name: {name}}}}}\n{rest}" for name in ("Ana Ruiz", "Ana Ruiz Paz"))
    told = "  speaker changed: Ana Ruiz, speaker → Ana Ruiz Paz, speaker"
    assert run("diff", *_write(old, new)).out.splitlines()[1:] == [told]
    old, new = "Opening of all that is new" * 2, "Opening of what else is new" * 2
    files = _write(*(HEAD + CLOSING.replace("Closing *words*", title) for title in (old, new)))
    shown = run("diff", *files).out.splitlines()[1:]
    assert shown == ["  retitled", f"    old: {old}", f"    new: {new}"]


def _lines(content: bytes) -> dict[str, dict[str, str]]:
    """Return the properties of each event of a calendar, by its UID."""
    told = [dict(line.split(":", 1) for line in lines) for lines in components(content, "VEVENT")]
    return {one["UID"]: one for one in told}


def test_a_calendar_tells_what_is_gone(run: Run, files: tuple[str, str]) -> None:
    """What is removed is there as cancelled, under its UID and a greater number, for every reader."""
    run("export", "--events", files[0], "-o", "old.ics")
    answer = run("export", "--ics", "--events", files[1], "--since", files[0], "-o", "new.ics")
    assert answer == (0, "", "note: 2 events and 1 cancelled written to new.ics\n")
    before, content = _lines(Path("old.ics").read_bytes()), Path("new.ics").read_bytes()
    after = _lines(content)
    (gone,) = [uid for uid, lines in after.items() if lines["STATUS"] == "CANCELLED"]
    assert before[gone]["SUMMARY"] == "Closing *words*"
    assert {one["SEQUENCE"] for one in before.values()} == {"1"}
    assert {one["SEQUENCE"] for one in after.values()} == {"2"}
    for read in READERS:
        assert [one.uid for one in read(content)][1] == gone
        assert len(read(content)) == 3
    again = run("export", "--ics", "--events", files[1], "--since", files[0], "-o", "new.ics")
    assert again.err == "note: new.ics already holds 2 events and 1 cancelled; nothing was written\n"


def test_the_filters_are_asked_of_the_old_schedule_too(run: Run, files: tuple[str, str]) -> None:
    """What they find there and nowhere now is cancelled; a name that it does not know finds nothing there."""
    since = ("export", "--events", files[1], "--since", files[0])
    assert run(*since, "--speaker", "Bo Ek").err == "note: 1 event written to days-bo-ek.ics\n"
    answer = run(*since, "--where", "closing", "-o", "gone.ics")
    assert answer.err.endswith("note: 0 events and 1 cancelled written to gone.ics\n")
    assert Path("gone.ics").read_bytes().count(b"STATUS:CANCELLED") == 1


def test_who_is_gone_altogether_is_known_to_the_old_schedule(run: Run, files: tuple[str, str]) -> None:
    """A speaker whom the new one no longer names has had all events cancelled; who is in neither is a slip."""
    since = ("export", "--events", files[0], "--since", files[1], "-o", "bo.ics")
    assert run(*since, "--speaker", "Bo Ek").err == "note: 0 events and 1 cancelled written to bo.ics\n"
    assert run(*since, "--speaker", "Nobody").code == 2
    assert run("export", "--events", files[0], "--speaker", "Bo Ek").code == 2


def test_what_was_picked_and_is_gone_is_cancelled(run: Run, files: list[str]) -> None:
    """A calendar of picks follows too, whoever they are for."""
    run("pick", "closing", "--events", files[0])
    run("pick", "closing", "--events", files[0], "--for", "Bo")
    since = ("export", "--events", files[1], "--since", files[0], "-o")
    assert "0 events and 1 cancelled written to mine.ics" in run(*since, "mine.ics", "--picked").err
    assert (
        "0 events and 1 cancelled written to bo.ics" in run(*since, "bo.ics", "--where", "is:picked", "--for", "Bo").err
    )
    assert Path("mine.ics").read_text(encoding="utf-8").count("STATUS:CANCELLED") == 1
