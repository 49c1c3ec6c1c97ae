"""README and docs: what they show is what the program does."""

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from tests.conftest import Run
from tests.pages import PAGES, ROOT, blocks, inline, languages, prose, rows
from ungacli.cli import COMMANDS, app, load_command
from ungacli.formats.table import FACTS, FORMATS
from ungacli.query.fields import FIELDS

# Two pages go step by step, and have tests of their own.
STEP_BY_STEP = {"docs/bring-your-own.md", "docs/planning.md"}
EXAMPLES = [
    (page, *block.rstrip("\n").partition("\n")[::2])
    for page in PAGES
    if page not in STEP_BY_STEP
    for block in blocks(page, "console")
]
# The page that is made of the program's own help has no commands to type.
WRITTEN = [page for page in PAGES if page not in {"docs/commands.md", *STEP_BY_STEP}]
PROGRAM: Any = typer.main.get_command(app)
PARAMETERS = {"": PROGRAM.params} | {name: load_command(name, entry).params for name, entry in COMMANDS.items()}
# Each option with a command that takes it.
OPTIONS = {"--help": "list"} | {
    option: name for name in reversed(PARAMETERS) for one in PARAMETERS[name] for option in one.opts
}
PLACEHOLDERS = {"ID"} | {one.metavar for parameters in PARAMETERS.values() for one in parameters}
WEEK = "Event,Start,End,Time zone\nTalk,2025-09-22 09:00,2025-09-22 10:00,Europe/Zurich\n"
OTHER_PROGRAMS = ("bash", "git", "pip", "pipx", "pytest", "python", "uv")


@pytest.mark.parametrize(("page", "command", "expected"), EXAMPLES)
def test_examples_show_what_the_program_prints(run: Run, page: str, command: str, expected: str) -> None:
    """Each `$ ungacli` block of README and docs, at 80 columns."""
    prompt, program, *arguments = shlex.split(command)
    assert (prompt, program) == ("$", "ungacli")
    answer = run(*arguments, columns=80)
    assert (answer.out + answer.err).rstrip("\n") == expected


def test_every_kind_of_example_is_checked() -> None:
    """Console blocks and schedules of any page; beside these, only what a test of this folder looks at by its name."""
    by_name = {
        "CONTRIBUTING.md": {"sh"},
        "README.md": {"sh", "python"},
        "docs/bring-your-own.md": {"text"},
        "docs/dataset.md": {"json", "text"},
        "docs/filter-language.md": {"text"},
        "docs/recipes.md": {"sh", "text"},
    }
    # The README shows at least a listing and an export.
    assert {command.split()[2] for page, command, _ in EXAMPLES if page == "README.md"} >= {"list", "export"}
    unknown = {page: languages(page) - {"console", "yaml"} - by_name.get(page, set()) for page in PAGES}
    assert {page: found for page, found in unknown.items() if found} == {}


def _typed(page: str) -> Iterator[str]:
    """Yield what a page says to type, whole: commands, and parts of commands, options and queries by themselves."""
    # Another test runs the recipes as they are.
    shell = "".join(blocks(page, "sh")) if page != "docs/recipes.md" else ""
    for code in [*inline(page), *re.findall(r"\bungacli [^|&;>\n]+", shell)]:
        first, _, rest = code.partition(" ")
        if "--install-completion" in code:
            continue  # It would change the settings of who runs the tests.
        if first == "ungacli":
            yield code
        elif first in COMMANDS and rest:
            yield f"ungacli {code}"
        elif first in OPTIONS and rest and not re.search(r"--|\|", rest):
            yield f"ungacli {OPTIONS[first]} {code}"
        elif re.match(rf"-?({'|'.join(FIELDS)}):\S", code):
            yield f"ungacli filter {shlex.quote(code)}"


@pytest.mark.parametrize(
    ("page", "command"), [(page, command) for page in WRITTEN for command in dict.fromkeys(_typed(page))]
)
def test_every_command_in_the_docs_can_be_typed(run: Run, page: str, command: str) -> None:
    """Each works; one with a word in capitals, which stands for another, is at least accepted."""
    mine, page_text = blocks("README.md", "yaml")[0], blocks("docs/bring-your-own.md", "text")[0]
    files = {"mine.yaml": mine, "old.yaml": mine, "page.html": page_text, "week.csv": WEEK}
    for name, content in files.items():
        Path(name).write_text(content, encoding="utf-8")
    _, *arguments = shlex.split(command)
    if arguments[:1] == ["unpick"]:
        run("pick", *arguments[1:])
    answer = run(*arguments)
    if PLACEHOLDERS.isdisjoint(arguments):
        assert answer.code == 0
    else:
        assert "shows how to use it" not in answer.err


@pytest.mark.parametrize("page", PAGES)
def test_every_option_variable_and_file_in_the_docs_exists(page: str) -> None:
    """Each `--name`, except those of other programs; each UNGACLI_NAME; each path from the top of the project."""
    text = prose(page) + "".join(blocks(page, "console"))
    for code in re.findall(r"`[^`]+`", text):
        if code.strip("`").split()[0] in OTHER_PROGRAMS:
            text = text.replace(code, "")
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text)) - OPTIONS.keys() == set()
    source = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("src/**/*.py"))
    assert [name for name in re.findall(r"UNGACLI_\w+", PAGES[page]) if f'"{name}"' not in source] == []
    named = re.findall(r"(?<![\w./])(?:benchmarks|docs|scripts|src|tests|\.ci)/[\w/.-]*\w", PAGES[page])
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_tables_list_every_command_field_and_format() -> None:
    """Commands in the README, fields with their values, formats, and the facts that each format lacks."""
    listed = re.findall(r"^\| `ungacli (\S+?)[ `]", PAGES["README.md"], flags=re.MULTILINE)
    assert listed == list(COMMANDS)
    fields = {name.strip("`"): values for name, values in rows("docs/filter-language.md", "| field | value |")}
    assert fields == {name: field.values for name, field in FIELDS.items()}
    assert rows("docs/formats.md", "| name | format | suffixes | read | written |") == [
        (
            f"`{name}`",
            one.title,
            " ".join(f"`{suffix}`" for suffix in one.suffixes),
            "yes" if one.reader else "",
            "yes" if one.writer else "",
        )
        for name, one in FORMATS.items()
    ]
    carried = {fact: cells for fact, *cells in rows("docs/formats.md", "| fact | ics | csv, tsv | xml | voc |")}
    names = ["ics", "csv", "xml", "voc"]
    assert carried == {fact: ["" if fact in FORMATS[name].lacks else "yes" for name in names] for fact in FACTS}
    assert FORMATS["csv"].lacks == FORMATS["tsv"].lacks
    assert {name for name, one in FORMATS.items() if one.lacks} == {*names, "tsv", "markdown"}


@pytest.mark.parametrize(("query", "found"), rows("docs/filter-language.md", "| query | finds |"))
def test_queries_in_the_docs_find_what_they_say(run: Run, query: str, found: str) -> None:
    """Each query finds these events, at noon of the Tuesday of that week."""
    answer = run("filter", query.strip("`"), "--at", "2024-09-24T12:00", "--format", "plain", "--columns", "id")
    assert answer.out.split() == found.split(", ")


def test_the_python_example_runs() -> None:
    """The three lines print the ten events."""
    (example,) = blocks("README.md", "python")
    done = subprocess.run([sys.executable, "-c", example], capture_output=True, encoding="utf-8", check=True)
    assert len(done.stdout.splitlines()) == 10
    assert done.stdout.startswith("2024-09-19 10:30:00-04:00 United Generations")


@pytest.mark.parametrize(
    ("page", "text"),
    [(page, text) for page in PAGES if page not in STEP_BY_STEP for text in blocks(page, "yaml")],
    ids=lambda value: value[:20],
)
def test_schedule_files_in_the_docs_are_valid(run: Run, page: str, text: str) -> None:
    """Each can be saved and opened, without a warning; a layer over the file that the page shows before it."""
    files = {"mine.yaml": text} if "schedule:" in text else {"base.yaml": blocks(page, "yaml")[1], "mine.yaml": text}
    for name, content in files.items():
        Path(name).write_text(content, encoding="utf-8")
    answer = run("list", *(word for name in files for word in ("--events", name)))
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
    (shown,) = [block for block in blocks("docs/dataset.md", "text") if block.startswith("error")]
    assert run("list", "--events", "mine.yaml").err == shown


def test_the_event_in_the_docs_is_the_programs(run: Run) -> None:
    """docs/dataset.md shows its keys in their order and its values, of long lists the first, without two texts."""
    shown = json.loads(blocks("docs/dataset.md", "json")[0])
    event = json.loads(run("show", shown["id"], "--json").out)
    shortened = {key: event[key][:1] for key in ("speakers", "documents")}
    left_out = dict.fromkeys(("summary", "uid"), "...")
    assert shown == {**event, **shortened, **left_out}
    for part, whole in ((shown, event), *((shown[key][0], event[key][0]) for key in ("speakers", "organizers"))):
        assert [*part] == [*whole]


def test_ci_runs_the_readmes_command() -> None:
    """The command under which a newcomer sees the tests pass is the one that CI runs, to the letter."""
    (command,) = [block.strip() for block in blocks("README.md", "sh") if "pytest" in block]
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("page", PAGES)
def test_links_between_pages_lead_somewhere(page: str) -> None:
    """Every relative link names a file that is there, and what follows a # is a heading in it."""
    for target, anchor in re.findall(r"\]\((?!https?://)([^)#]*)#?([^)]*)\)", PAGES[page]):
        path = (ROOT / page).parent / target if target else ROOT / page
        assert path.exists(), target
        headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE) if anchor else []
        slugs = [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]
        assert not anchor or anchor in slugs, anchor
