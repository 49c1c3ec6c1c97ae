"""Fixtures for every test: the command line in this process, and schedules of a few lines."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings

from ungacli import Schedule, load
from ungacli.__main__ import main

# The same examples on every run; HYPOTHESIS_PROFILE=random looks for new ones.
settings.register_profile("fixed", derandomize=True, max_examples=50, deadline=None)
settings.register_profile("random", max_examples=500, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))


class Answer(NamedTuple):
    """The exit code of a command and what it printed."""

    code: int
    out: str
    err: str


Run = Callable[..., Answer]
WriteFile = Callable[[str], Path]


@pytest.fixture(scope="session")
def unga() -> Schedule:
    """Return the bundled schedule."""
    return load()


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Put each test into an empty folder, with a cache of its own and none of the user's settings."""
    for name in ("COLUMNS", "FORCE_COLOR", "NO_COLOR", "UNGACLI_EVENTS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("UNGACLI_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("UNGACLI_DATA", str(tmp_path / "data"))
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command in this process; `columns` is how wide it may answer."""

    def call(*arguments: str, columns: int = 100) -> Answer:
        monkeypatch.setenv("COLUMNS", str(columns))
        capsys.readouterr()
        code = main(arguments)
        return Answer(code, *capsys.readouterr())

    return call


@pytest.fixture
def write_file(tmp_path: Path) -> WriteFile:
    """Return a function that writes text into a schedule file and returns its path."""

    def write(text: str) -> Path:
        path = tmp_path / "mine.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write
