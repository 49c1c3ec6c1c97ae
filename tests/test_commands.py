"""docs/commands.md: every command, as the program has it."""

import re
import runpy

import pytest

from tests.conftest import Run
from tests.pages import PAGES, ROOT
from ungacli.cli import COMMANDS

PAGE = PAGES["docs/commands.md"]


@pytest.mark.parametrize("columns", ["40", "200"])
def test_the_page_is_up_to_date(monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    """It is what `python scripts/commands.py` makes of the program as it is, however wide the terminal."""
    monkeypatch.setenv("COLUMNS", columns)
    assert runpy.run_path(str(ROOT / "scripts" / "commands.py"))["page"]() == PAGE


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_a_section_names_the_options_of_the_help(run: Run, name: str) -> None:
    """Each command has those that its `--help` lists, and no others."""
    title = f"ungacli {name}".strip()
    (section,) = re.findall(rf"^## {title}\n(.*?)^## ", PAGE, flags=re.MULTILINE | re.DOTALL)
    documented = re.findall(r"--[a-z-]+", " ".join(re.findall(r"`(-[^`]+)`", section)))
    listed = re.findall(r"^│ (?:\* )? *(--[a-z-]+)", run(*name.split(), "--help").out, flags=re.MULTILINE)
    assert sorted(documented) == sorted(listed)
