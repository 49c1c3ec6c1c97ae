"""What people get wrong, on the command line and in files: one clear error, the right exit code, no traceback."""

import sys
from pathlib import Path

import pytest

import ungacli.cli.listing
from tests.conftest import Answer, Run, WriteFile
from ungacli.__main__ import main


def _is_clear(answer: Answer, code: int) -> bool:
    """Return whether *answer* is an error of one line and a hint, with that exit code and nothing else."""
    first, *rest = answer.err.splitlines()
    hints = [line for line in rest if line.startswith("hint: ")]
    return answer.code == code and not answer.out and first.startswith("error: ") and len(hints) == 1


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (["list", "--date", "noday"], '"noday" is no day'),
        (["list", "--from", "2024-09-24", "--to", "2024-09-20"], "--from 2024-09-24 is after --to 2024-09-20"),
        (["organizer", "UNCIEF"], 'no organizer matches "UNCIEF"'),
        (["show", "nothing"], 'no event matches "nothing"'),
        (["list", "--tz", "Mars/Olympus"], 'there is no time zone "Mars/Olympus"'),
        (["list", "--topic", "sports"], 'there is no topic "sports"'),
        (["list", "--role", "king"], 'there is no role "king"'),
        (["list", "--status", "maybe"], 'there is no status "maybe"'),
        (["export", "--alarm", "soon"], '"soon" is no length of time'),
        (["filter", ""], "there is no word to look for"),
        (["lst"], "No such command 'lst'. Did you mean 'list'?"),
        (["list", "--dat", "2024-09-23"], "No such option: --dat"),
        (["list", "--format", "xml"], "Invalid value for '--format'"),
        (["show"], "Missing argument"),
        (["filter"], "Missing argument"),
        (["list", "extra"], "Got unexpected extra argument"),
        (["next", "--count", "0"], "Invalid value for '--count'"),
        (["filter", "climate", "--jsn"], "No such option: --jsn"),
        (["filter", "climate", "-x"], "No such option: -x"),
        (["filter", "climate", "--date", "-health"], '"-health" is no day'),
        (["filter", "--date", "26"], "Missing argument 'QUERY"),
        (["brief", "Ammy Poppe"], 'no person, organizer or event matches "Ammy Poppe"\nhint: did you mean "Amy Pope"?'),
        (["free", "--time", "morning"], "--time says nothing of when to be free\nhint: --between 08:00-12:00 says"),
        (["conflicts", "--buffer", "-30m"], '"-30m": a length of time cannot be negative'),
        (["conflicts", "--buffer=-30m"], '"-30m": a length of time cannot be negative'),
    ],
)
def test_a_wrong_question_ends_with_2(run: Run, asked: list[str], message: str) -> None:
    """The error says what is wrong, the hint how to ask."""
    answer = run(*asked)
    assert _is_clear(answer, 2)
    assert answer.err.startswith(f"error: {message}")


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        (["--events", "mine.yaml", "list"], "most options stand behind a command, as in ungacli list --date 23"),
        (
            ["list", "--date", "23", "25"],
            'put one value of several words in quotes: --date "23 25"; several: --date 23 --date 25',
        ),
        (
            ["list", "--date", "23", "Sep", "2024", "--json"],
            'put one value of several words in quotes: --date "23 Sep 2024"',
        ),
        (["list", "climate"], "`ungacli filter climate` looks for words, `ungacli list --date 23` for a day"),
        (["export", "--ics", "--speaker"], "`ungacli export --help` shows how to use it"),
    ],
)
def test_words_too_many_bring_up_what_was_meant(run: Run, asked: list[str], hint: str) -> None:
    """A value of several words without its quotes, or a command that takes no words."""
    answer = run(*asked)
    assert _is_clear(answer, 2)
    assert f"hint: {hint}" in answer.err


GOOD = "schedule: {timezone: UTC}\nevents:\n  - {title: A, date: 2025-09-22, start: 09:00, end: 10:00}\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "has 1 problem"),
        (b"schedule:\n  title: M\xfcller\n", "has 1 problem"),
        (GOOD.replace("title", "titel").encode(), "has 2 problems"),
        (b"\x00" * 100, "has 1 problem"),
    ],
)
def test_a_file_that_is_no_schedule_ends_with_1(run: Run, write_file: WriteFile, content: bytes, message: str) -> None:
    """Every command says what is wrong with the file, with its name, and does nothing else."""
    path = write_file("")
    path.write_bytes(content)
    for command in (["list"], ["export"], ["info"], ["show", "x"]):
        answer = run(*command, "--events", str(path))
        assert _is_clear(answer, 1)
        assert f"{path} {message}" in answer.err.splitlines()[0]
    assert list(Path().iterdir()) == []


def test_hostile_text_is_shown_as_text(run: Run, write_file: WriteFile) -> None:
    """Markup and terminal escapes of a file are printed, on standard output and in errors alike."""
    title = r'"[red]\e[31m[/] \u202E"'
    path = str(write_file(GOOD.replace("title: A", f"title: {title}")))
    assert r"[red]\x1b[31m[/] \u202e" in run("list", "--events", path, columns=200).out
    assert r"[red]\x1b[31m[/] \u202e" in run("show", "red", "--events", path, columns=200).out
    assert run("list", "--speaker", "\x1b[31m[/]").err.startswith(r'error: no speaker matches "\x1b[31m[/]"')
    for command in ("list", "show red", "list --json"):
        assert "\x1b" not in run(*command.split(), "--events", path).out


def test_a_bug_is_one_line_and_its_traceback_with_verbose(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody foresaw is called a bug, and --verbose shows where."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("surprise")

    monkeypatch.setattr(ungacli.cli.listing, "apply_filters", fail)
    answer = run("list")
    assert answer == (
        1,
        "",
        "error: this is a bug in ungacli: RuntimeError: surprise\nhint: `ungacli --verbose ...` shows where\n",
    )
    with pytest.raises(RuntimeError, match="surprise"):
        main(["--verbose", "list"])
    assert run("list", "--speaker", "-v").code == 1


def test_ctrl_c_ends_quietly(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 130, not a word."""

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ungacli.cli.listing, "apply_filters", interrupt)
    assert run("list") == (130, "", "")


def test_a_machine_that_fails_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failing disk behind standard output is an error in the system's words."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ungacli.cli.listing, "print_json", fail)
    assert run("list", "--json") == (1, "", "error: the system refused: no space left on device\n")
    with pytest.raises(OSError, match="No space left"):
        main(["-v", "list", "--json"])


def test_a_message_is_folded_between_words_for_people(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal of 40 columns no word of an error is broken; in a pipe it stays one line."""
    asked = ("list", "--topic", "weather")
    (line,) = [line for line in run(*asked, columns=40).err.splitlines() if line.startswith("hint")]
    monkeypatch.setattr(type(sys.stderr), "isatty", lambda _: True)
    folded = run(*asked, columns=40).err.splitlines()[1:]
    assert [len(part) > 40 for part in folded] == [False] * len(folded)
    assert " ".join(part.strip() for part in folded) == line


def test_nobody_to_tell_is_no_reason_to_fail(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """With standard error on a full disk the exit code stays that of the mistake."""

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("builtins.print", full)
    assert run("list", "--date", "nonsense").code == 2
