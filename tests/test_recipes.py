"""docs/recipes.md: commands that work together with other programs."""

import os
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.pages import PAGES, ROOT, blocks

PAGE = "docs/recipes.md"
RECIPES = list(zip(blocks(PAGE, "sh"), blocks(PAGE, "text"), strict=True))
# Those that not every system has.
EXTRAS = ("fzf", "jq")


@pytest.mark.skipif(os.name == "nt", reason="the recipes are for POSIX shells")
@pytest.mark.parametrize(("recipe", "expected"), RECIPES, ids=re.findall("^## (.*)$", PAGES[PAGE], re.MULTILINE))
def test_a_recipe_gives_what_stands_below_it(monkeypatch: pytest.MonkeyPatch, recipe: str, expected: str) -> None:
    """To the letter, in a terminal of 80 columns; in fzf the one thing is typed that the page says to type."""
    missing = [tool for tool in EXTRAS if re.search(rf"\b{tool} ", recipe) and shutil.which(tool) is None]
    if missing:
        pytest.skip(f"there is no {missing[0]}")
    week = (ROOT / "events.yaml").read_text(encoding="utf-8")
    Path("old.yaml").write_text(week, encoding="utf-8")
    Path("new.yaml").write_text(week.replace("start: 17:00", "start: 17:30"), encoding="utf-8")
    (typed,) = re.findall(r"Type `(\w+)` and press Enter", PAGES[PAGE])
    monkeypatch.setenv("FZF_DEFAULT_OPTS", f"--filter={typed}")
    monkeypatch.setenv("PATH", os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]]))
    monkeypatch.setenv("COLUMNS", "80")
    done = subprocess.run(
        ["sh", "-c", recipe],  # noqa: S607 (the reader's own shell)
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
    )
    assert done.stdout == expected


def test_the_preview_shows_the_event(run: Run) -> None:
    """What fzf runs beside its list, for the first word of a line."""
    ((preview),) = re.findall(r"--preview 'ungacli (.*?)'", PAGES[PAGE])
    answer = run(*preview.replace("{1}", "cmil").split())
    assert answer.code == 0
    assert "Launch of the Climate Mobility Innovation Lab" in answer.out
