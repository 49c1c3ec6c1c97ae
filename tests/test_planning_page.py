"""docs/planning.md: the day that it tells goes as it says."""

import shlex
from pathlib import Path

from tests.conftest import Run
from tests.pages import blocks, steps

PAGE = "docs/planning.md"


def test_every_step_runs_and_prints_what_it_says(run: Run) -> None:
    """One after the other, at 80 columns, with the files that the page shows."""
    own, old, new = blocks(PAGE, "yaml")
    for name, content in {"own.yaml": own, "old.yaml": old, "new.yaml": new}.items():
        Path(name).write_text(content, encoding="utf-8")
    for command, lines in steps(PAGE):
        answer = run(*shlex.split(command), columns=80)
        assert (answer.out + answer.err).splitlines() == lines, command
        assert answer.code == 0, command
