"""What is printed beside the answers, and how wide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from tests.conftest import Run
from ungacli.__main__ import main
from ungacli.cli.terminal import _pointed
from ungacli.errors import Spot


@pytest.mark.parametrize(
    ("query", "line", "carets"),
    [
        ("a speeker:pope", "a speeker:pope", "  ^^^^^^^"),
        ("气候 speeker:pope", "气候 speeker:pope", "     ^^^^^^^"),
        ("e\u0301t\u0301 speeker:pope", "e\u0301t\u0301 speeker:pope", "   ^^^^^^^"),
        ("a\tb\nc  speeker:pope", "a b c speeker:pope", "      ^^^^^^^"),
        ("a \x1b[31m speeker:pope", r"a \x1b[31m speeker:pope", " " * 11 + "^^^^^^^"),
        ("a speaker:", "a speaker:", " " * 9 + "^"),
        ("topic:“mars   rover”", "topic:“mars rover”", "      ^^^^^^^^^^^^"),
    ],
)
def test_carets_stand_under_the_spot(run: Run, query: str, line: str, carets: str) -> None:
    """Counted in columns of the terminal, in which some characters take two and others none."""
    assert run("filter", query).err.splitlines()[1:3] == [f"  {line}", f"  {carets}"]


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("width", [1, 2])
def test_of_a_long_query_the_part_around_the_spot_is_shown(run: Run, columns: int, width: int) -> None:
    """With dots where it goes on, and no wider than the terminal."""
    words = ("word " if width == 1 else "气候大会 ") * 200
    line, carets = run("filter", f"{words}speeker:pope {words}", columns=columns).err.splitlines()[1:3]
    assert line.startswith("  …")
    assert line.endswith("…")
    assert cell_len(line) <= columns
    marked = line[len(line) - len(line.lstrip()) :]
    assert carets.strip() == "^" * len("speeker")
    assert marked[: marked.index("speeker")].rstrip() != ""
    assert cell_len(line[: line.index("speeker")]) == len(carets) - len("speeker")


def test_of_a_long_spot_the_beginning_is_shown(run: Run) -> None:
    """As much as there is room for, with dots under a caret too."""
    line, carets = run("filter", f"a topic:{'x' * 500}", columns=80).err.splitlines()[1:3]
    assert line.startswith("  a topic:xxx")
    assert line.endswith("x…")
    assert carets == "  " + " " * len("a topic:") + "^" * (len(line) - len("  a topic:"))
    assert len(line) <= 80


@given(st.text(max_size=80), st.integers(0, 80), st.integers(1, 80))
def test_any_spot_can_be_pointed_at(text: str, start: int, length: int) -> None:
    """Both lines are no wider than there is room for, and nothing under them is carets but what is meant."""
    spot = Spot(text, min(start, len(text)), min(start + length, len(text)))
    line, carets = _pointed(spot)
    assert cell_len(line) <= 96
    assert len(carets) <= cell_len(line) or not text[spot.start : spot.end].strip()
    assert set(carets) <= {" ", "^"}
    assert "\n" not in line


@pytest.mark.parametrize("columns", ["²", "0", "-3", "abc", "", "1", "5", "100000"])
@pytest.mark.parametrize("command", ["list", "list --help", "show cmil", "speaker", "list --columns id,title", "info"])
def test_any_width_is_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: str, command: str
) -> None:
    """What is no number of columns is not heard, what is too few is taken all the same, and 200 are enough."""
    assert main(command.split()) == 0
    usual, _ = capsys.readouterr()
    monkeypatch.setenv("COLUMNS", columns)
    assert main(command.split()) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out == usual or columns in {"1", "5", "100000"}
    assert max(map(cell_len, out.splitlines())) <= 200 or "--help" in command


@pytest.mark.parametrize("is_legacy", [True, False])
def test_a_pipe_is_no_console_of_windows(run: Run, monkeypatch: pytest.MonkeyPatch, is_legacy: bool) -> None:
    """On Windows a pipe looks like a console of old, which has fewer colours and a column less."""
    monkeypatch.setattr("rich.console.detect_legacy_windows", lambda: is_legacy)
    seen = []
    monkeypatch.setattr(Console, "print", lambda console, *_, **__: seen.append(console.legacy_windows))
    run("list")
    assert set(seen) == {False}
