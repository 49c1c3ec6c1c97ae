import errno
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run, WriteFile


def _break_writing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Let *error* come up as soon as the first byte has been written to a new file."""
    really_open = Path.open

    def open_and_fail(self: Path, mode: str = "r", *rest: Any, **named: Any) -> Any:
        file = really_open(self, mode, *rest, **named)
        if mode == "xb":
            file.write(b"B")
            file.close()
            raise error
        return file

    monkeypatch.setattr(Path, "open", open_and_fail)


def _names() -> list[str]:
    return sorted(path.as_posix() for path in Path().rglob("*") if path.is_file())


def test_bare_export_writes_a_calendar_into_this_folder(run: Run) -> None:
    """`export --ics` and `export` write <schedule id>.ics and say so on standard error."""
    answer = run("export", "--ics")
    assert answer == (0, "", "note: 10 events written to iom-unga-79.ics\n")
    first = Path("iom-unga-79.ics").read_bytes()
    Path("iom-unga-79.ics").unlink()
    assert run("export").code == 0
    assert Path("iom-unga-79.ics").read_bytes() == first
    assert first.count(b"BEGIN:VEVENT") == 10


@pytest.mark.parametrize(
    ("filters", "name", "count"),
    [
        (["--speaker", "pope"], "iom-unga-79-amy-pope.ics", 5),
        (["--date", "monday", "--speaker", "amy"], "iom-unga-79-2024-09-23-amy-pope.ics", 3),
        (["--date", "after 24"], "iom-unga-79-after-2024-09-24.ics", 4),
        (["--date", "..22"], "iom-unga-79-to-2024-09-22.ics", 2),
        (["--from", "2024-09-25"], "iom-unga-79-from-2024-09-25.ics", 4),
        (["--topic", "health", "--organizer", "WHO"], "iom-unga-79-organizer-who-topic-health.ics", 2),
        (["--role", "moderator"], "iom-unga-79-role-moderator.ics", 2),
        (["--status", "confirmed"], "iom-unga-79-status-confirmed.ics", 10),
        (["--where", "topic:climate -is:past", "--at", "2024-09-24"], "iom-unga-79-topic-climate-not-is-past.ics", 2),
    ],
)
def test_the_name_tells_the_selection(run: Run, filters: list[str], name: str, count: int) -> None:
    """Every filter is honoured, and two selections do not overwrite each other."""
    assert run("export", *filters).code == 0
    assert _names() == [name]
    assert Path(name).read_bytes().count(b"BEGIN:VEVENT") == count


def test_other_questions_have_other_names(run: Run) -> None:
    """What differs in a sign, a bracket or far behind the beginning does not meet in one file."""
    long = " OR ".join(["climate"] * 40)
    queries = [
        *("climate", "topic:climate", "title:climate", "-climate", "climate peace", '"climate peace"'),
        *("climate OR peace", "-(climate OR women)", "-climate OR women", "-(climate women)", "-climate women"),
        *("lasting:>90m", "lasting:<90m", "lasting:>=90m", "lasting:<=90m", "lasting:90m", "lasting:90m..2h"),
        *("lasting:<1.5h", "lasting:<15h", "amy pope", "speaker:pope", "organizer:pope"),
        *("date:23", "before:23", "after:23", "date:23..", "to:23", "date:22..23"),
        *("time:morning", "id:amr", "amr", "role:moderator", "has:moderator", f"{long} OR peace", f"{long} OR women"),
    ]
    errors = [run("export", "--where", query).err for query in queries]
    assert [error for error in errors if not error.startswith("note: ")] == []
    assert len(_names()) == len(queries)
    assert max(map(len, _names())) < 200


@pytest.mark.parametrize(
    ("options", "counts"),
    [
        ([], {"TRANSP:TRANSPARENT": 10, "VALARM": 0}),
        (["--speaker", "pope"], {"TRANSP:OPAQUE": 5, "X-WR-CALNAME:IOM side events at UNGA 79: speaker Amy Pope": 1}),
        (["--tz", "Zurich"], {"DTSTART;TZID=Europe/Zurich:20240924T230000": 1}),
        (["--utc"], {"DTSTART:20240924T210000Z": 1, "VTIMEZONE": 0}),
        (["--alarm", "1h30"], {"TRIGGER:-PT1H30M": 10}),
    ],
)
def test_options_change_what_a_calendar_holds(run: Run, options: list[str], counts: dict[str, int]) -> None:
    """A personal selection is busy time; zones change how instants are written. `-o -` prints the file alone."""
    answer = run("export", *options, "-o", "-")
    assert (answer.code, answer.err, _names()) == (0, "", [])
    assert answer.out.startswith("BEGIN:VCALENDAR\r\n")
    assert {text: answer.out.count(text) for text in counts} == counts


def test_a_file_with_other_content_needs_force(run: Run) -> None:
    """What differs, even in one byte, is not overwritten without --force; what is the same is left alone."""
    run("export")
    os.utime("iom-unga-79.ics", (1, 1))
    answer = run("export")
    assert answer == (0, "", "note: iom-unga-79.ics already holds 10 events; nothing was written\n")
    assert Path("iom-unga-79.ics").stat().st_mtime == 1
    run("export")
    exported = Path("iom-unga-79.ics").read_bytes()
    Path("iom-unga-79.ics").write_bytes(exported[:-3] + b"X\r\n")
    answer = run("export")
    assert answer.code == 1
    assert answer.err.startswith("error: iom-unga-79.ics is there already with other content\nhint: --force ")
    assert Path("iom-unga-79.ics").read_bytes() != exported
    assert run("export", "--force").err.startswith("note: 10 events written")
    assert Path("iom-unga-79.ics").read_bytes() == exported
    assert _names() == ["iom-unga-79.ics"]


@pytest.mark.parametrize(
    ("output", "name"),
    [("my.ics", "my.ics"), ("folder", "folder/iom-unga-79.ics"), ("folder/", "folder/iom-unga-79.ics")],
)
def test_the_output_may_be_a_file_or_a_folder(run: Run, output: str, name: str) -> None:
    """-o takes either; into a folder the file goes under its usual name."""
    Path("folder").mkdir()
    assert run("export", "-o", output).code == 0
    assert _names() == [name]


def test_split_writes_one_file_an_event(run: Run) -> None:
    """Each event is a file of its own, in a new folder named for the selection."""
    answer = run("export", "--split", "--date", "2024-09-23")
    assert answer.err == "note: 3 events written to iom-unga-79-2024-09-23, one a file\n"
    again = run("export", "--split", "--date", "2024-09-23")
    assert again.err == "note: iom-unga-79-2024-09-23 already holds 3 events; nothing was written\n"
    assert _names() == [
        "iom-unga-79-2024-09-23/iom-unga-79-americas-cities.ics",
        "iom-unga-79-2024-09-23/iom-unga-79-drc.ics",
        "iom-unga-79-2024-09-23/iom-unga-79-eu-migration.ics",
    ]
    assert Path(_names()[0]).read_bytes().count(b"BEGIN:VEVENT") == 1


def test_a_failed_split_leaves_no_folder(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder made for files that never came goes again; so does everything after Ctrl-C."""
    _break_writing(monkeypatch, KeyboardInterrupt())
    assert run("export", "--split").code == 130
    assert list(Path().iterdir()) == []


def test_split_writes_all_files_or_none(run: Run) -> None:
    """One file in the way stops all of them; what was there stays."""
    Path("out").mkdir()
    Path("out/iom-unga-79-eps.ics").write_text("mine")
    Path("out/iom-unga-79-amr.ics").write_text("mine too")
    answer = run("export", "--split", "-o", "out")
    assert answer.code == 1
    assert answer.err.startswith(f"error: {Path('out/iom-unga-79-amr.ics')} and 1 more are there already")
    assert _names() == ["out/iom-unga-79-amr.ics", "out/iom-unga-79-eps.ics"]
    assert run("export", "--split", "-o", "out", "--force").code == 0
    assert len(_names()) == 10


def test_what_cannot_be_written_is_told(run: Run) -> None:
    """An empty selection writes no file; a name may be too long for the system, and a link lead to itself."""
    answer = run("export", "--date", "2024-09-20")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.startswith("note: no event matches 2024-09-20")
    assert answer.err.endswith("note: nothing was written\n")
    assert _names() == []
    answer = run("export", "-o", "x" * 300)
    assert (answer.code, answer.err.splitlines()[0]) == (1, f"error: cannot write {'x' * 300}: file name too long")
    Path("loop").symlink_to("loop")
    answer = run("export", "-o", "loop")
    assert (answer.code, answer.err.splitlines()[0].partition(": too many")[0]) == (1, "error: cannot write loop")
    assert Path("loop").is_symlink()


@pytest.mark.parametrize(
    ("place", "reason"),
    [("missing", "there is no folder missing\nhint: make it first"), ("taken", "taken is no folder\nhint: -o names")],
)
@pytest.mark.parametrize("arguments", [["-o", "{}/x.ics"], ["--split", "-o", "{}"]])
def test_a_folder_that_is_none_is_named(run: Run, arguments: list[str], place: str, reason: str) -> None:
    """No folder is made, and a file in its place stays as it is."""
    Path("taken").write_text("mine")
    answer = run("export", *(one.format(place) for one in arguments))
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith(f"error: cannot write {place}{os.sep}")
    assert f": {reason}" in answer.err
    assert [(path.name, path.read_text()) for path in Path().iterdir()] == [("taken", "mine")]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "permission denied"),
        (OSError(errno.ENOSPC, "No space left on device"), "no space left on device"),
    ],
)
def test_a_file_that_cannot_be_written_leaves_the_old_one(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: OSError, reason: str
) -> None:
    """The export ends with the system's reason, and no part of the new file stays."""
    Path("iom-unga-79.ics").write_text("old")
    _break_writing(monkeypatch, error)
    answer = run("export", "--force")
    assert (answer.code, answer.err.splitlines()[0]) == (1, f"error: cannot write iom-unga-79.ics: {reason}")
    assert _names() == ["iom-unga-79.ics"]
    assert Path("iom-unga-79.ics").read_text() == "old"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a device file, a mode and a symbolic link")
def test_what_is_no_plain_file_is_written_into(run: Run) -> None:
    """A device is not replaced, a link still leads where it led, and a file keeps its mode or gets the usual one."""
    assert run("export", "-o", "/dev/null").code == 0
    assert not Path("/dev/null").is_file()
    Path("real.ics").write_text("old")
    Path("link.ics").symlink_to("real.ics")
    assert run("export", "--force", "-o", "link.ics").code == 0
    assert Path("link.ics").is_symlink()
    assert Path("real.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    Path("plain").touch()
    assert run("export", "-o", "new.ics").code == 0
    assert Path("new.ics").stat().st_mode == Path("plain").stat().st_mode
    Path("new.ics").chmod(0o600)
    assert run("export", "--utc", "--force", "-o", "new.ics").code == 0
    assert Path("new.ics").stat().st_mode & 0o777 == 0o600


def test_hostile_ids_and_titles_stay_in_the_folder(run: Run, write_file: WriteFile) -> None:
    """A title is no path, and a schedule's name cannot lead out of the folder."""
    path = write_file(
        "schedule: {timezone: UTC}\nevents:\n"
        "  - {title: ../../etc/passwd, date: 2025-09-22, start: 09:00, end: 10:00}\n"
        "  - {title: /, date: 2025-09-22, start: 09:00, end: 10:00}\n"
    )
    assert run("export", "--events", str(path), "--split").code == 0
    assert _names() == ["mine/mine-etc-passwd.ics", "mine/mine-event.ics"]
