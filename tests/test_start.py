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


def _start(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ungacli", *arguments], capture_output=True, encoding="utf-8", check=False
    )


def _imported(*arguments: str) -> set[str]:
    """Return the modules that the command *arguments* has imported when it ends."""
    code = (
        "import sys\nbefore = set(sys.modules)\nfrom ungacli.__main__ import main\nimport ungacli.cli.terminal\n"
        f"main({list(arguments)!r})\nprint(*set(sys.modules) - before, file=sys.stderr, sep='\\n')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    return set(done.stderr.split())


# What a list from the cache without filters does without, beside what is slow.
UNUSED_BY_A_LIST = {
    *(f"ungacli.query.{module}" for module in ("compiler", "conditions", "fields", "syntax")),
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
            | {"ungacli.picks", "filelock", *(f"ungacli.when.{one}" for one in ("zones", "cells", "lines"))},
        ),
        ("list --picked --format csv", {"ungacli.picks"}, SLOW | RICH | {"filelock"}),
        ("export -o -", set(), {"yaml", "pydantic", "rich.table", "typer.rich_utils"}),
    ],
)
def test_a_command_imports_only_what_it_needs(command: str, needed: set[str], unused: set[str]) -> None:
    """With a schedule from the cache, no command imports what is slow or what belongs to others."""
    assert all(map(find_spec, (name for name in unused if name.startswith("ungacli."))))
    _start("list")
    imported = _imported(*command.split())
    assert imported & unused == set()
    assert imported >= needed


def test_the_package_itself_imports_nothing() -> None:
    """`import ungacli` reads no other module of it before one is used."""
    code = "import sys\nimport ungacli\nprint(*(name for name in sys.modules if name.startswith('ungacli')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["ungacli"]


def test_it_runs_as_a_module_and_hands_on_the_exit_code() -> None:
    """`python -m ungacli` is `ungacli`; a wrong question ends the process with 2."""
    done = _start("show", "cmil")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Climate Mobility Innovation Lab" in done.stdout
    assert _start("show", "nothing").returncode == 2


def _in_encoding(encoding: str, *arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "ungacli", *arguments],
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        encoding=encoding,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def _schedule(title: str) -> str:
    """Return the path of a schedule with one event of that *title*."""
    path = Path("mine.yaml")
    times = "start: 2025-09-22T09:00, end: 2025-09-22T10:00"
    text = f"schedule: {{timezone: America/Lima}}\nevents: [{{title: {title}, {times}}}]"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_signs_that_an_encoding_does_not_have_are_others(encoding: str) -> None:
    """Dashes, minus, dots and quotation marks are told by those of ASCII, and nothing is lost."""
    code, out, err = _in_encoding(encoding, "list", "--events", _schedule("“a” ‘b’ c… d—e"), "--columns", "time,title")
    assert (code, err) == (0, "")
    told = out if encoding != "cp1252" else out.translate(str.maketrans("–“”‘’—…", "-\"\"''-."))
    assert "(UTC-05:00)" in told
    assert told.splitlines()[-1] == """09:00-10:00  "a" 'b' c. d-e"""


@pytest.mark.parametrize(
    ("encoding", "told", "is_lost"),
    [
        ("ascii", "Zo? ??", True),
        ("cp1252", "Zoë ??", True),
        ("utf-8", "Zoë 气候", False),
    ],
)
def test_letters_that_an_encoding_does_not_have_are_missed_aloud(encoding: str, told: str, is_lost: bool) -> None:
    """Each is a question mark, and one line says so and what prints everything."""
    asked = ("list", "--events", _schedule("Zoë 气候"), "--format", "plain", "--columns", "title")
    way = "PYTHONIOENCODING=utf-8 in the environment prints everything"
    lost = f"warning: {encoding} has no letters for some of this; {way}\n" if is_lost else ""
    assert _in_encoding(encoding, *asked) == (0, f"{told}\n", lost)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_loses_nothing_in_any_encoding(encoding: str, form: str) -> None:
    """It has escapes where the encoding is not Unicode's, and letters where it is."""
    asked = ("list", "--events", _schedule("Zoë 气候"), "--columns", "title", "--format", form)
    code, out, err = _in_encoding(encoding, *asked)
    told = json.loads(out)
    assert (code, told if form == "jsonl" else told[0], err) == (0, {"title": "Zoë 气候"}, "")
    assert ("Zoë 气候" in out) is (encoding == "utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="locales are others there")
def test_the_machines_own_encoding_is_told_what_prints_everything() -> None:
    """In a locale of old PYTHONUTF8 does."""
    own = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "ungacli", "list", "--events", _schedule("Zoë"), "--format", "plain"]
    bare = {name: value for name, value in os.environ.items() if name != "PYTHONIOENCODING"}
    done = subprocess.run(command, env={**bare, **own}, capture_output=True, check=False)
    assert done.stderr.endswith(b"; PYTHONUTF8=1 in the environment prints everything\n")
    done = subprocess.run(command, env={**bare, **own, "PYTHONUTF8": "1"}, capture_output=True, check=False)
    assert (done.stdout.decode().split()[-1], done.stderr) == ("Zoë", b"")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
def test_a_closed_pipe_ends_it_quietly() -> None:
    """Whoever has read enough closes the pipe; nobody complains."""
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
def test_a_full_disk_behind_standard_output_is_told() -> None:
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
        # It waits for somebody to write; opening the other end shows that it has come that far.
        with pipe.open("wb"):
            time.sleep(0.2)
            process.send_signal(signal.SIGINT)
            assert process.wait() == 130
        assert process.stderr is not None
        assert process.stderr.read() == b""


def _run_with(preparation: str) -> subprocess.CompletedProcess[str]:
    code = (
        f"import sys, signal, ungacli.__main__ as program\n{preparation}\nsys.argv = ['ungacli', 'list']\nprogram.run()"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)


def test_ctrl_c_before_a_command_runs_is_quiet_too() -> None:
    """While modules are imported nobody but the entry point can catch it."""
    done = _run_with("def main():\n    raise KeyboardInterrupt\nprogram.main = main")
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_a_system_without_broken_pipe_signals_will_do() -> None:
    """Windows has no SIGPIPE."""
    done = _run_with("vars(signal).pop('SIGPIPE', None)")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "IOM side events at UNGA 79")


def test_closed_streams_are_no_error() -> None:
    """`ungacli list >&- 2>&-` has nothing to say and nobody to say it to."""
    assert _run_with("sys.stdout = sys.stderr = None").returncode == 0
