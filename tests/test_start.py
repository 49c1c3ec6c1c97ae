"""The program as a process: what it imports, how it ends."""

import json
import os
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

SLOW = {
    *("icalendar", "dateutil", "yaml", "pydantic", "rapidfuzz", "tempfile", "importlib.metadata"),
    *("asyncio", "email", "xml", "http", "unittest", "tzdata", "tzlocal"),
}
RICH = {"rich.console", "rich.table", "rich.markdown", "rich.panel", "typer.rich_utils"}


def _python(*arguments: str, encoding: str = "utf-8", **variables: str) -> tuple[int, str, str]:
    """Return the exit code of a Python process, what it printed, and its errors."""
    done = subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, **variables},
        capture_output=True,
        encoding=encoding,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


# What a list from the cache without filters does without, beside what is slow.
UNUSED_BY_A_LIST = {
    *(f"ungacli.query.{module}" for module in ("compiler", "days_and_times", "fields", "syntax")),
    *("ungacli.when.days", "ungacli.when.day_options", "ungacli.render.columns", "ungacli.picks", "filelock"),
    "ungacli.draft.draft",
}


@pytest.mark.parametrize(
    ("command", "needed", "unused"),
    [
        ("--version", set(), SLOW | RICH | {"ungacli.model", "sqlite3", "json"}),
        ("list", {"rich.table"}, SLOW | (RICH - {"rich.console", "rich.table"}) | UNUSED_BY_A_LIST),
        (
            "list --date 2024-09-23 --format csv",
            {"ungacli.query.compiler"},
            SLOW
            | RICH
            | {"ungacli.picks", "filelock", *(f"ungacli.when.{one}" for one in ("zones", "cells_and_lines"))},
        ),
        ("list --picked --format csv", {"ungacli.picks"}, SLOW | RICH | {"filelock"}),
        ("export -o -", set(), {"yaml", "pydantic", "rich.table", "typer.rich_utils"}),
    ],
)
def test_a_command_imports_only_what_it_needs(command: str, needed: set[str], unused: set[str]) -> None:
    """With a schedule from the cache, no command imports what is slow or what belongs to others."""
    assert all(map(find_spec, (name for name in unused if name.startswith("ungacli."))))
    _python("-m", "ungacli", "list")
    code = (
        "import sys\nbefore = set(sys.modules)\nfrom ungacli.__main__ import main\nimport ungacli.cli.terminal\n"
        f"main({command.split()!r})\nprint(*set(sys.modules) - before, file=sys.stderr, sep='\\n')"
    )
    exit_code, _, errors = _python("-c", code)
    imported = {*errors.split()}
    assert exit_code == 0
    assert imported & unused == set()
    assert imported >= needed


def test_it_runs_as_a_module_and_hands_on_the_exit_code() -> None:
    """The package itself imports nothing; `python -m ungacli` is `ungacli`, and a wrong question ends it with 2."""
    program = "import sys\nimport ungacli\nprint(*(name for name in sys.modules if name.startswith('ungacli')))"
    assert _python("-c", program) == (0, "ungacli\n", "")
    code, out, err = _python("-m", "ungacli", "show", "cmil")
    assert (code, err) == (0, "")
    assert "Climate Mobility Innovation Lab" in out
    assert _python("-m", "ungacli", "show", "nothing")[0] == 2


def _in_encoding(encoding: str, *arguments: str) -> tuple[int, str, str]:
    return _python("-m", "ungacli", *arguments, encoding=encoding, PYTHONIOENCODING=encoding)


def _schedule(title: str) -> str:
    """Return the path of a schedule with one event of that *title*."""
    path = Path("mine.yaml")
    times = "start: 2025-09-22T09:00, end: 2025-09-22T10:00"
    text = f"schedule: {{timezone: America/Lima}}\nevents: [{{title: {title}, {times}}}]"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_signs_that_an_encoding_does_not_have_are_others(encoding: str) -> None:
    """Dashes, minus, dots and quotation marks become those of ASCII, and nothing is lost."""
    code, out, err = _in_encoding(encoding, "list", "--events", _schedule("“a” ‘b’ c… d—e"), "--columns", "time,title")
    assert (code, err) == (0, "")
    plain = out if encoding != "cp1252" else out.translate(str.maketrans("–“”‘’—…", "-\"\"''-."))
    assert "(UTC-05:00)" in plain
    assert plain.splitlines()[-1] == """09:00-10:00  "a" 'b' c. d-e"""


@pytest.mark.parametrize(("encoding", "printed"), [("ascii", "Zo? ??"), ("cp1252", "Zoë ??"), ("utf-8", "Zoë 气候")])
def test_letters_that_an_encoding_does_not_have_are_reported(encoding: str, printed: str) -> None:
    """Each is a question mark, and one line says so and how to print everything; JSON has escapes and loses nothing."""
    titles = ("list", "--events", _schedule("Zoë 气候"), "--columns", "title", "--format")
    way = "PYTHONIOENCODING=utf-8 in the environment prints everything"
    lost = "" if encoding == "utf-8" else f"warning: {encoding} has no letters for some of this; {way}\n"
    assert _in_encoding(encoding, *titles, "plain") == (0, f"{printed}\n", lost)
    for form, expected in (("json", [{"title": "Zoë 气候"}]), ("jsonl", {"title": "Zoë 气候"})):
        code, out, err = _in_encoding(encoding, *titles, form)
        assert (code, json.loads(out), err) == (0, expected, "")
        assert ("Zoë 气候" in out) is (encoding == "utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="locales are others there")
def test_the_hint_in_an_old_locale_prints_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the encoding is the machine's own, PYTHONUTF8 does."""
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    command = ("-m", "ungacli", "list", "--events", _schedule("Zoë"), "--format", "plain")
    old = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
    _, _, err = _python(*command, **old, PYTHONUTF8="0")
    assert err.endswith("; PYTHONUTF8=1 in the environment prints everything\n")
    _, out, err = _python(*command, **old, PYTHONUTF8="1")
    assert (out.split()[-1], err) == ("Zoë", "")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
def test_a_closed_pipe_ends_it_quietly() -> None:
    """A reader that has enough closes the pipe, and no error is printed."""
    for command in (["list"], ["list", "--json"], ["export", "-o", "-"], ["--help"]):
        with subprocess.Popen(
            [sys.executable, "-m", "ungacli", *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait() == -signal.SIGPIPE


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_behind_standard_output_is_reported() -> None:
    """An answer that could not be written is no success."""
    for command in (["list"], ["list", "--json"], ["export", "-o", "-"]):
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                [sys.executable, "-m", "ungacli", *command], stdout=full, stderr=subprocess.PIPE, text=True, check=False
            )
        assert (done.returncode, done.stderr) == (1, "error: the system refused: no space left on device\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is another signal there")
@pytest.mark.skipif(signal.getsignal(signal.SIGINT) == signal.SIG_IGN, reason="who is started so ignores Ctrl-C")
def test_ctrl_c_ends_the_process_with_130(tmp_path_factory: pytest.TempPathFactory) -> None:
    """An interrupt while a schedule is read from a pipe leaves no traceback."""
    pipe = tmp_path_factory.mktemp("pipe") / "events.yaml"
    os.mkfifo(pipe)
    with subprocess.Popen(
        [sys.executable, "-m", "ungacli", "list", "--events", str(pipe)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        # It waits for a writer; opening the other end shows that it has come that far.
        with pipe.open("wb"):
            time.sleep(0.2)
            process.send_signal(signal.SIGINT)
            assert process.wait() == 130
        assert process.stderr is not None
        assert process.stderr.read() == b""


@pytest.mark.parametrize(
    ("preparation", "code", "begins"),
    [
        pytest.param(
            "def main():\n  raise KeyboardInterrupt\nprogram.main = main", 130, "", id="Ctrl-C during imports"
        ),
        pytest.param("vars(signal).pop('SIGPIPE', None)", 0, "IOM side events at UNGA 79\n", id="no SIGPIPE"),
        pytest.param("sys.stdout = sys.stderr = None", 0, "", id="no streams"),
    ],
)
def test_odd_surroundings_are_no_error(preparation: str, code: int, begins: str) -> None:
    """Ctrl-C before a command runs is quiet too; Windows has no SIGPIPE; after `>&- 2>&-` there are no streams."""
    start = "import sys, signal, ungacli.__main__ as program"
    result, out, err = _python("-c", f"{start}\n{preparation}\nsys.argv = ['ungacli', 'list']\nprogram.run()")
    assert (result, out[: len(begins)], err) == (code, begins, "")
    assert bool(out) is bool(begins)
