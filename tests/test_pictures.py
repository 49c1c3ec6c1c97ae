"""docs/pictures: what the program prints, drawn."""

import os
import re
import runpy
import shlex
from xml.etree import ElementTree as ET

import pytest

from tests.conftest import Run
from tests.pages import PAGES, ROOT

FOLDER = ROOT / "docs" / "pictures"
SCRIPT = runpy.run_path(str(ROOT / "scripts" / "pictures.py"))
COMMANDS: dict[str, str] = SCRIPT["COMMANDS"]


@pytest.mark.skipif(os.name == "nt", reason="Rich takes pipes for the old console there, which has no colours")
@pytest.mark.parametrize("name", COMMANDS)
def test_a_picture_is_up_to_date(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """It is what `python scripts/pictures.py` draws, whatever the settings of who draws are."""
    for setting, value in {"COLUMNS": "40", "NO_COLOR": "1", "TERM": "dumb", "UNGACLI_EVENTS": "none.yaml"}.items():
        monkeypatch.setenv(setting, value)
    assert SCRIPT["picture"](name) == (FOLDER / f"{name}.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_picture_shows_the_command_and_all_that_it_prints(run: Run, name: str) -> None:
    """Its words are the prompt and the output at 80 columns, in order and within it; screen readers get the command."""
    svg = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    drawn = ET.fromstring(svg)  # noqa: S314 (our own)
    title, *words = [element.text or "" for element in drawn.iter() if element.tag.endswith(("}title", "}text"))]
    _, *arguments = shlex.split(COMMANDS[name])
    answer = run(*arguments, columns=80)
    printed = f"${COMMANDS[name]}{answer.out}{answer.err}"
    assert "".join("".join(words).split()) == "".join(printed.split())
    assert COMMANDS[name] in title

    # It has room for 80 columns of 12, and for every line, between its edges.
    _, _, width, height = map(float, drawn.attrib["viewBox"].split())
    (paper,) = [one for one in drawn if one.attrib.get("transform")]
    left, top = map(float, re.findall(r"\d+", paper.attrib["transform"]))
    texts = [one.attrib for one in paper.iter() if one.tag.endswith("}text")]
    assert left + max(float(text["x"]) + float(text["textLength"]) for text in texts) <= left + 80 * 12 <= width - left
    assert top + max(float(text["y"]) for text in texts) < height
    # No font, image or script of another place, which pages would not load.
    assert re.findall(r"https?:(?!//www\.w3\.org/2000/svg)|@import|@font-face|<image|<script|url\((?!#)", svg) == []


def test_marks_and_colours_are_drawn() -> None:
    """The words that a query found stand on a ground of their own, in more colours than that of plain text."""
    drawn = (FOLDER / "filter.svg").read_text(encoding="utf-8")
    assert drawn.count("<rect fill") == 1 + len(["Mayors", "Climate"])
    assert len(set(re.findall(r"fill: (#\w+)", drawn))) > 4


def test_the_readme_shows_every_picture_in_words_too() -> None:
    """Each stands in it once, with a few words of its own for those who do not see it; no other does."""
    shown = re.findall(r"!\[([^]]*)\]\(docs/pictures/(\w+)\.svg\)", PAGES["README.md"])
    assert sorted(name for _, name in shown) == sorted(COMMANDS) == sorted(path.stem for path in FOLDER.iterdir())
    assert len({words for words, _ in shown if len(words.split()) > 3}) == len(COMMANDS)
