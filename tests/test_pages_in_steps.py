"""docs/bring-your-own.md and docs/planning.md: every step prints what the page shows."""

import re
import shlex
from pathlib import Path

from tests.conftest import Run
from tests.pages import PAGES, blocks, steps

PAGE = "docs/bring-your-own.md"


def test_every_step_to_a_schedule_prints_what_the_page_shows(run: Run) -> None:
    """From the page's text to calendars, with a layer in the end; the notes of a conversion are not repeated there."""
    draft, layer = blocks(PAGE, "yaml")
    Path("page.txt").write_text(blocks(PAGE, "text")[0], encoding="utf-8")
    Path("mine.yaml").write_text(layer, encoding="utf-8")
    for number, (command, lines) in enumerate(steps(PAGE)):
        answer = run(*shlex.split(command))
        assert answer.code == 0, command
        if not command.startswith("convert"):
            assert (answer.err + answer.out).splitlines() == lines, command
        if number == 0:
            for line in draft.splitlines():
                assert line in Path("draft.yaml").read_text(encoding="utf-8").splitlines()
            assert run("validate", "draft.yaml").code == 1
            assert "note: page.txt:15:1: not used: © Water Institute\n" in answer.err


def test_the_page_lists_the_options_of_its_reader() -> None:
    """The table has the options that the page's reader asks for."""
    table = PAGES[PAGE].partition("| the page does not say")[2].partition("\n\n")[0]
    assert set(re.findall(r"--[a-z][a-z-]+", table)) == {"--duration", "--tz", "--year", "--date-order"}


def test_every_step_of_a_day_prints_what_the_page_shows(run: Run) -> None:
    """One after the other, at 80 columns, with the files that the page shows."""
    for name, content in zip(("own", "old", "new"), blocks("docs/planning.md", "yaml"), strict=True):
        Path(f"{name}.yaml").write_text(content, encoding="utf-8")
    for command, lines in steps("docs/planning.md"):
        answer = run(*shlex.split(command), columns=80)
        assert (answer.out + answer.err).splitlines() == lines, command
        assert answer.code == 0, command
