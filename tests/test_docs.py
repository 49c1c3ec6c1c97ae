"""README and docs: what they show is what the program does."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Run
from ungacli import load
from ungacli.cli import COMMANDS
from ungacli.record import event_record

ROOT = Path(__file__).parents[1]
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
}


def _blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGES[page], flags=re.MULTILINE | re.DOTALL)


EXAMPLES = [(page, *block.rstrip("\n").partition("\n")[::2]) for page in PAGES for block in _blocks(page, "console")]


@pytest.mark.parametrize(("page", "command", "expected"), EXAMPLES)
def test_examples_show_what_the_program_prints(run: Run, page: str, command: str, expected: str) -> None:
    """Each `$ ungacli` block of README and docs, at 80 columns."""
    prompt, program, *arguments = shlex.split(command)
    assert (prompt, program) == ("$", "ungacli")
    answer = run(*arguments, columns=80)
    assert (answer.out + answer.err).rstrip("\n") == expected


def test_there_are_examples() -> None:
    """The README shows at least an agenda and an export."""
    assert [page for page, _, _ in EXAMPLES].count("README.md") >= 2


@pytest.mark.parametrize("command", re.findall(r"^\| `ungacli (.*?)` \|", PAGES["README.md"], flags=re.MULTILINE))
def test_every_command_of_the_readmes_table_works(run: Run, command: str) -> None:
    """What the table offers can be typed."""
    answer = run(*shlex.split(command))
    assert answer.code == 0
    assert answer.out or "written" in answer.err


def test_the_readme_lists_every_command() -> None:
    """Nothing is missing from its table, and nothing has gone."""
    listed = re.findall(r"^\| `ungacli (\S+?)[ `]", PAGES["README.md"], flags=re.MULTILINE)
    assert listed == list(COMMANDS)


def test_the_python_example_runs() -> None:
    """The three lines print the ten events."""
    (example,) = _blocks("README.md", "python")
    done = subprocess.run([sys.executable, "-c", example], capture_output=True, encoding="utf-8", check=True)
    assert len(done.stdout.splitlines()) == 10
    assert done.stdout.startswith("2024-09-19 10:30:00-04:00 United Generations")


@pytest.mark.parametrize(
    ("page", "text"), [(page, text) for page in PAGES for text in _blocks(page, "yaml")], ids=lambda value: value[:20]
)
def test_schedule_files_in_the_docs_are_valid(run: Run, page: str, text: str) -> None:
    """Each can be saved and opened, without a warning."""
    path = Path("mine.yaml")
    path.write_text(text, encoding="utf-8")
    answer = run("list", "--events", str(path))
    assert (answer.code, answer.err) == (0, "")


def test_the_error_in_the_docs_is_the_one_that_is_printed(run: Run) -> None:
    """docs/dataset.md shows what a file with two mistakes gets."""
    Path("mine.yaml").write_text(
        "schedule: {timezone: UTC}\n"
        "events:\n"
        "# the first has no title\n"
        "  - start: 2025-09-22T09:00\n"
        "    end: 2025-09-22T10:00\n"
        "    speakers: [{name: Amy, role: moderatr}]\n"
    )
    (shown,) = [block for block in _blocks("docs/dataset.md", "text") if block.startswith("error")]
    assert run("list", "--events", "mine.yaml").err == shown


def test_the_event_in_the_docs_has_the_keys_of_the_contract() -> None:
    """docs/dataset.md names every key of an event, a speaker and an organizer, in their order."""
    (shown,) = _blocks("docs/dataset.md", "json")
    event = event_record(load().events[5])
    for keys in (event, event["speakers"][0], event["organizers"][0]):
        positions = [shown.index(f'"{key}":') for key in keys]
        assert len(positions) == len(keys)


def test_ci_runs_the_readmes_command() -> None:
    """The command under which a newcomer sees the tests pass is the one that CI runs, to the letter."""
    (command,) = [block.strip() for block in _blocks("README.md", "sh") if "pytest" in block]
    assert command in (ROOT / ".ci" / "run").read_text().splitlines()


@pytest.mark.parametrize("page", PAGES)
def test_links_between_pages_lead_somewhere(page: str) -> None:
    """Every relative link names a file that is there."""
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", PAGES[page])
    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []
