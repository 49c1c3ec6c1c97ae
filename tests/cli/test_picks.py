"""The commands that pick events, and the filters that ask for what is picked."""

import os
from pathlib import Path

import platformdirs
import pytest

from tests.conftest import Run, WriteFile

POPE = ["climate-peace", "drc", "eu-migration", "americas-cities", "cmil"]
MINE = """
schedule: {id: mine, timezone: UTC}
events:
  - {title: Talk, id: %s, uid: u1, date: 2025-09-22, start: 09:00, end: 10:00}
  - {title: %s, id: %s, date: 2025-09-22, start: 11:00, end: 12:00}
"""
LOST = 'note: "Show" (2025-09-22 11:00), which was picked, is no longer in the schedule\n'


def _ids(run: Run, *arguments: str) -> list[str]:
    answer = run(*arguments, "--format", "tsv", "--columns", "id")
    assert (answer.code, answer.err) == (0, "")
    return answer.out.split()[1:]


def _files() -> list[Path]:
    return [*Path(os.environ["UNGACLI_DATA"]).rglob("*.json")]


def test_what_is_picked_is_told_and_listed(run: Run) -> None:
    """By id, start of an id or words of the title; what was picked already is said."""
    assert run("pick", "cmil", "dr") == (0, "", "note: picked 2 events; 2 in all\n")
    assert run("pick", "americas", "drc") == (
        0,
        "",
        "note: picked 1 event; 3 in all\nnote: picked already: drc\n",
    )
    expected = ["drc", "americas-cities", "cmil"]
    assert _ids(run, "pick", "--list") == _ids(run, "list", "--picked") == _ids(run, "filter", "is:picked") == expected
    assert _ids(run, "speaker", "daniels", "--picked") == _ids(run, "pick", "--list", "--date", "24") == ["cmil"]
    assert len(_ids(run, "filter", "-is:picked")) == 7


def test_filters_pick_all_that_they_leave(run: Run) -> None:
    """With --for they do so under a name."""
    assert run("pick", "--speaker", "Amy Pope", "--for", "Amy Pope").err == (
        "note: picked 5 events for Amy Pope; 5 in all\n"
    )
    assert _ids(run, "list", "--picked", "--for", "amy pope") == POPE
    again = run("pick", "--date", "23..26", "--for", "AMY POPE").err.splitlines()
    assert again[0] == "note: picked 4 events for Amy Pope; 9 in all"
    assert again[1].endswith(": drc, eu-migration, americas-cities, cmil")
    assert run("pick", "--where", "-is:nothing").code == 2
    assert run("pick", "--date", "2024-09-20").err.startswith("note: no event matches 2024-09-20\n")
    assert run("pick", "--picked", "--for", "amy pope").err.endswith("americas-cities, cmil, idp-progress and 3 more\n")


def test_what_is_no_longer_wanted_is_taken_out(run: Run) -> None:
    """Some of it, or all."""
    run("pick", "--speaker", "pope")
    assert run("unpick", "cmil", "violence") == (0, "", "note: took out 2 events; 3 left\n")
    assert run("unpick", "--all") == (0, "", "note: took out 3 events; 0 left\n")
    assert run("unpick", "--all") == (0, "", "note: nothing is picked\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["pick"], "nothing to pick is named\nhint: `ungacli pick EVENT`, or --list"),
        (["pick", "drc", "nothing"], 'no event matches "nothing"'),
        (["pick", "drc", "--list"], "events are named or asked for, not both"),
        (["pick", "drc", "--for", "?"], '"?" is no name'),
        (["list", "--picked", "--for", "Zoë"], 'nothing is picked for "Zoë"\nhint: there are picks for "Amy Pope"'),
        (
            ["list", "--for", "Amy Pope"],
            "--for names the owner of picks and needs --picked\nhint: add --picked",
        ),
        (["unpick"], "no event to take out is named"),
        (["unpick", "cmil", "--all"], "--all takes out every event, and some are named"),
        (["unpick", "cmil", "drc"], 'no picked event matches "drc"'),
    ],
)
def test_a_wrong_question_changes_nothing(run: Run, arguments: list[str], message: str) -> None:
    """All that is named is looked at before anything is written."""
    run("pick", "cmil")
    run("pick", "amr", "--for", "Amy Pope")
    (file,) = _files()
    before = file.read_bytes()
    answer = run(*arguments)
    assert (answer.code, answer.out, file.read_bytes()) == (2, "", before)
    assert answer.err.startswith(f"error: {message}")


def test_without_picks_the_way_to_some_is_told(run: Run) -> None:
    """And for whom there are some."""
    nothing = "note: no event matches picked\nhint: `ungacli pick EVENT` picks one\n"
    for command in (["list", "--picked"], ["pick", "--list"]):
        assert run(*command) == (0, "", nothing)
    assert _files() == []
    run("pick", "drc", "--for", "Amy Pope")
    others = 'note: you picked nothing yourself\nhint: there are picks for "Amy Pope": add --for NAME\n'
    assert run("pick", "--list") == (0, "", others + nothing)


def test_what_vanished_from_the_schedule_is_said_and_kept(run: Run, write_file: WriteFile) -> None:
    """One that has another id is found by its uid; one that is gone is told of until it is taken out by its id."""
    path = str(write_file(MINE % ("talk", "Show", "show")))
    assert run("pick", "--events", path, "talk", "show").code == 0
    assert run("pick", "--events", path, "show", "--for", "Amy").code == 0
    write_file(MINE % ("renamed", "Other", "other"))
    listed = ("--events", path, "--format", "tsv", "--columns", "id")
    for _ in range(2):  # Read anew, and from the cache.
        answer = run("list", "--picked", *listed)
        assert (answer.out.split(), answer.err) == (
            ["id", "renamed"],
            f'{LOST}hint: `ungacli unpick "show"` forgets it\n',
        )
    answer = run("filter", "is:picked", "--for", "amy", *listed)
    assert answer.err.startswith(f'{LOST}hint: `ungacli unpick "show" --for "amy"` forgets it\n')
    assert run("unpick", "show", "--events", path).err == "note: took out 1 event; 1 left\n"
    assert run("list", "--picked", *listed).err == ""
    assert run("unpick", "renamed", "--events", path).err == "note: took out 1 event; 0 left\n"


def test_of_many_that_vanished_the_first_are_said(run: Run, write_file: WriteFile) -> None:
    """Whoever reads another edition of a schedule is not told of each."""
    events = "".join(
        f"\n  - {{title: Talk {number}, id: t{number}, date: 2025-09-22, start: 09:00, end: 10:00}}"
        for number in range(12)
    )
    path = str(write_file(f"schedule: {{id: mine, timezone: UTC}}\nevents:{events}"))
    assert run("pick", "--events", path, "--date", "2025-09-22").err == "note: picked 12 events; 12 in all\n"
    write_file(MINE % ("renamed", "Other", "other"))
    answer = run("list", "--picked", "--events", path)
    assert answer.err.count("is no longer in the schedule\n") == 10
    assert "note: 2 more that were picked are no longer in it\n" in answer.err


def test_a_damaged_file_is_set_aside_aloud(run: Run) -> None:
    """And the command goes on as if nothing were picked."""
    run("pick", "drc")
    (file,) = _files()
    for number, command in (("", ["list", "--picked"]), ("-2", ["pick", "drc"]), ("-3", ["unpick", "--all"])):
        file.write_text("{", encoding="utf-8")
        answer = run(*command)
        aside = file.with_suffix(f".damaged{number}.json")
        assert answer.code == 0
        assert answer.err.startswith(f"note: what was picked could not be read, and is now in {aside}\nhint: ")
        assert aside.read_text(encoding="utf-8") == "{"


def test_a_calendar_of_picks_blocks_the_time(run: Run) -> None:
    """It is one person's own; the name of the file tells whose."""
    run("pick", "drc")
    run("pick", "drc", "--for", "Amy Pope")
    assert run("export", "--ics", "--picked").code == 0
    assert run("export", "--ics", "--picked", "--for", "amy pope").code == 0
    names = {"iom-unga-79-picked.ics", "iom-unga-79-picked-for-amy-pope.ics"}
    assert {path.name for path in Path().iterdir()} == names
    assert b"TRANSP:OPAQUE" in Path("iom-unga-79-picked.ics").read_bytes()


def test_picks_are_kept_in_the_users_data_folder(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Unless UNGACLI_DATA names another; who has no home is told of that."""
    monkeypatch.setenv("UNGACLI_DATA", "")
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_, **__: tmp_path / "users")
    run("pick", "drc")
    assert (tmp_path / "users" / "picks" / "iom-unga-79.json").is_file()

    def homeless(*_: object, **__: object) -> Path:
        raise RuntimeError

    monkeypatch.setattr(platformdirs, "user_data_path", homeless)
    answer = run("list", "--picked")
    assert (answer.code, answer.err) == (
        1,
        "error: this user has no folder for picks\nhint: UNGACLI_DATA names one\n",
    )


def test_only_a_list_is_printed(run: Run) -> None:
    """To pick one event of three is not what --limit does, nor is JSON told of it."""
    assert run("pick", "--date", "23", "--limit", "1").code == 2
    assert run("pick", "drc", "--json").err.startswith("error: only --list prints events")
    assert run("pick", "--list", "--limit", "1").code == 0
