import json
from pathlib import Path

import platformdirs
import pytest

from tests.conftest import Run, WriteFile

ZONES = (
    "schedule: {title: Two Zones, timezone: Europe/Zurich}\nevents:\n"
    "  - {title: Here, id: here, date: 2025-09-22, start: 23:00, end: 23:30}\n"
    "  - {title: There, id: there, date: 2025-09-22, start: 20:00, end: 21:00, timezone: America/New_York}\n"
)


def test_everyone_and_every_event_is_there_once(run: Run) -> None:
    """All people and organizations with their counts; an event by whichever of its names it is asked for, twice."""
    assert run("show", "cmil", "mobility lab").out == run("show", "cmil").out
    people = json.loads(run("speaker", "--json").out)
    assert (people[0]["name"], len(people[0]["events"]), people[0]["duration"]) == ("Amy Pope", 5, "PT8H15M")
    kinds = {party["type"] for party in json.loads(run("organizer", "--json").out)}
    assert kinds == {"person", "organization"}
    assert "Ugochi Daniels" in run("speaker").out
    assert "Ugochi Daniels" not in run("speaker", "--date", "2024-09-23").out


def test_a_listing_is_told_by_one_clock(run: Run, write_file: WriteFile) -> None:
    """That of --tz, or else the schedule's: 17:00 in New York is 23:00 in Zurich, 20:00 there 02:00 on the next day."""
    told = json.loads(run("show", "cmil", "--tz", "europe/zurich", "--json").out)
    assert (told["start"], told["end"]) == ("2024-09-24T23:00:00+02:00", "2024-09-25T01:00:00+02:00")
    assert told["timezone"] == "Europe/Zurich"
    assert "23:00–01:00 +1" in run("list", "--tz", "Zurich").out
    path = str(write_file(ZONES))
    lines = run("list", "--events", path).out.splitlines()
    assert [line.split()[0] for line in lines if line[:3] in {"Mon", "Tue"} or line[:2].isdigit()] == [
        *("Monday", "23:00–23:30", "Tuesday", "02:00–03:00")
    ]
    (event,) = json.loads(run("list", "--events", path, "--date", "2025-09-23", "--json").out)
    assert event["id"] == "there"
    assert "20:00–21:00" in run("show", "there", "--events", path).out


def test_the_schedules_clock_may_stand_beside_an_events_own(run: Run, write_file: WriteFile) -> None:
    """`show` tells an event by its own clock, beside which Zurich's is another; in a listing by Zurich's it is none."""
    asked = ("--events", str(write_file(ZONES)), "--also", "Zurich", "--also", "New York")
    shown = run("show", "there", *asked).out
    assert "20:00–21:00, 1 h" in shown
    assert "CEST 02:00 +1–03:00 +1, Europe/Zurich\n" in shown
    assert ", America/New_York" not in shown
    listed = run("list", *asked).out
    assert "Times in Europe/Zurich (CEST, UTC+02:00); also America/New_York (EDT, UTC−04:00)\n" in listed
    others = [line.split("  ")[0] for line in listed.splitlines() if line.startswith(("CEST", "EDT", "UTC"))]
    assert others == ["EDT 17:00–17:30", "EDT 20:00 -1–21:00 -1"]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["speaker", "--role", "moderator", "--organizer", "iom"], ["rania-sharshr"]),
        (["speaker", "--role", "moderator", "--speaker", "rania"], ["amy-pope", "rania-sharshr"]),
        (["organizer", "--role", "co-organizer", "--date", "22"], ["cop29", "iom"]),
        (["organizer", "--role", "moderator", "--date", "25"], []),
    ],
)
def test_everyone_in_a_role_is_listed_alone(run: Run, words: list[str], ids: list[str]) -> None:
    """`speaker --role moderator` lists who moderates; beside a name the role is that of whoever bears it."""
    assert run(*words, "--format", "plain", "--columns", "id").out.split() == ids


def test_info_tells_what_the_schedule_is(run: Run) -> None:
    """Its context, days and origin, in words and as data."""
    assert "Unity in diversity" in run("info").out
    told = json.loads(run("info", "--json").out)
    assert (told["id"], told["event_count"], told["days"][0]) == ("iom-unga-79", 10, "2024-09-19")
    assert told["context"]["high_level_days"] == [["2024-09-20", "2024-09-28"], ["2024-09-30", "2024-09-30"]]


def test_a_tilde_is_the_home_in_names_of_schedules(
    run: Run, write_file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shells leave it as it is behind `=` and in variables; what is nobody's home is a name as any other."""
    path = write_file(ZONES)
    monkeypatch.setenv("HOME", str(path.parent))
    monkeypatch.setenv("USERPROFILE", str(path.parent))
    assert run("list", "--events=~/mine.yaml").out.splitlines()[0] == "Two Zones"
    monkeypatch.setenv("UNGACLI_EVENTS", "~/mine.yaml")
    assert json.loads(run("info", "--json").out)["paths"] == [str(path)]
    assert f"cannot read {path.parent / 'none.yaml'}: " in run("list", "--events", "~/none.yaml").err
    assert "cannot read ~no-such-user/x.yaml: " in run("list", "--events", "~no-such-user/x.yaml").err.replace(
        "\\", "/"
    )


@pytest.mark.parametrize(
    ("asked", "message", "hint"),
    [
        (
            ["list", "--date", "2024-09-20"],
            "no event matches 2024-09-20",
            "the schedule has 10 events, on 19, 22, 23, 24, 25 and 26 September 2024",
        ),
        (
            ["list", "--date", "2024-09-26", "--speaker", "pope"],
            "no event matches 2024-09-26, speaker Amy Pope",
            "without speaker Amy Pope there would be 2 events, on 26 September 2024",
        ),
        (
            ["speaker", "pope", "--role", "moderator"],
            "no event matches speaker Amy Pope, role moderator",
            "Amy Pope appears as opening-remarks, organizer, panelist, speaker",
        ),
        (["filter", "climte"], 'no event matches "climte"', 'did you mean "climate" or "crime"?'),
    ],
)
def test_an_empty_answer_says_what_emptied_it(run: Run, asked: list[str], message: str, hint: str) -> None:
    """Nothing found is no failure: exit code 0, nothing on standard output, and help beside it."""
    answer = run(*asked)
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.splitlines()[0] == f"note: {message}"
    assert answer.err.splitlines()[1] == f"hint: {hint}"


@pytest.mark.parametrize(
    ("asked", "message", "hint"),
    [
        (
            "organizer --where id:idp-progress",
            "no organizer is named in that event",
            "`ungacli organizer` lists all 37",
        ),
        ("speaker --events mine.yaml", "no speaker is named in any of these 2 events", "`ungacli list` shows what"),
    ],
)
@pytest.mark.parametrize("form", ["table", "json"])
def test_events_in_which_nobody_is_named_say_so(
    run: Run, write_file: WriteFile, asked: str, *, message: str, hint: str, form: str
) -> None:
    """Events were found, so that nothing else tells why nobody is listed."""
    answer = run(*asked.replace("mine.yaml", str(write_file(ZONES))).split(), "--format", form)
    assert (answer.code, answer.out) == (0, "[]\n" if form == "json" else "")
    assert answer.err.splitlines()[0] == f"note: {message}"
    assert answer.err.splitlines()[1].startswith(f"hint: {hint}")


@pytest.mark.parametrize(("who", "command"), [("organizers: [IOM]", "ungacli organizer"), ("", "ungacli info")])
def test_what_to_try_answers_where_nobody_speaks(
    run: Run, write_file: WriteFile, monkeypatch: pytest.MonkeyPatch, who: str, command: str
) -> None:
    """A schedule without speakers has its organizers listed, one without either tells of itself."""
    event = f"{{title: A, start: 2025-09-22T09:00, end: 2025-09-22T10:00, {who}}}"
    path = write_file(f"schedule: {{timezone: UTC}}\nevents: [{event}]\n")
    monkeypatch.setenv("UNGACLI_EVENTS", str(path))
    assert f"  {command}\n" in run().out
    assert run(*command.split()[1:]).out != ""


def test_what_was_read_is_kept_in_the_users_cache_folder(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Without a word about it in the environment, in the folder that the system has for it; "off" does without."""
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_, **__: tmp_path / "users")
    monkeypatch.setenv("UNGACLI_CACHE", "OFF")
    run("list")
    assert not (tmp_path / "users").exists()
    assert [*Path().iterdir()] == []
    monkeypatch.delenv("UNGACLI_CACHE")
    run("list")
    assert [file.suffix for file in (tmp_path / "users").iterdir()] == [".cache"]


def test_a_user_without_a_home_gets_answers_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a container without a home there is no cache folder, and no need for one."""

    def homeless(*_: object, **__: object) -> None:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr(platformdirs, "user_cache_path", homeless)
    monkeypatch.delenv("UNGACLI_CACHE")
    assert run("list").code == 0


def test_a_dumb_terminal_has_its_width(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """TERM=dumb means no colour, not eighty columns."""
    monkeypatch.setenv("TERM", "dumb")
    assert "co-organizer: " in run("list", "--color", "always", columns=150).out.splitlines()[5]


@pytest.mark.parametrize(
    ("setting", "option", "coloured"),
    [
        ("LANG=C", [], False),
        ("LANG=C", ["--color", "always"], True),
        ("FORCE_COLOR=1", [], True),
        ("FORCE_COLOR=1", ["--color", "never"], False),
        ("NO_COLOR=1", ["--color", "always"], True),
        ("TERM=dumb", ["--color", "always"], True),
        ("TERM=unknown", ["--color", "always"], True),
    ],
)
def test_the_option_wins_over_the_environment(
    run: Run, monkeypatch: pytest.MonkeyPatch, setting: str, option: list[str], *, coloured: bool
) -> None:
    """FORCE_COLOR, NO_COLOR and TERM count without the option; otherwise a pipe has no colour."""
    monkeypatch.setenv(*setting.split("="))
    assert ("\x1b[36m" in run("list", *option).out) is coloured
