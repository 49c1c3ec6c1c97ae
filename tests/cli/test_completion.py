"""What completion offers, told by what fish is answered."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Run, WriteFile
from ungacli.cli import COMMANDS
from ungacli.cli.completion import answer

INTERNATIONAL = ["International Human Rights Commission Relief Trust Fund", "International Organization for Migration"]
LATER = """
schedule: {timezone: UTC}
events:
  - {title: Talk, id: talk, date: 2025-09-22, start: 09:00, end: 10:00, topics: [C, C++, "*", go]}
  - {title: Show, id: show, date: 2025-09-22, start: 09:00, end: 10:00, organizers: [%s 1, %s 2]}
"""


def _offered(text: str, **environment: str) -> list[str]:
    """Return what is offered behind *text*."""
    told, _ = answer("fish", {"_UNGACLI_LINE": f"ungacli {text}", **environment})
    return [line.partition("\t")[0] for line in told.splitlines()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", list(COMMANDS)),
        ("sp", ["speaker"]),
        ("--ver", ["--version", "--verbose"]),
        ("-v list --rev", ["--reverse"]),
        ("list --date 2024-09-2", [f"2024-09-{day}" for day in (22, 23, 24, 25, 26)]),
        ("list --from=2024-09-19", ["--from=2024-09-19"]),
        ("list --speaker am", ["Amy Pope"]),
        ("list --organizer UNH", ["UNHCR"]),
        ("list --topic he", ["health"]),
        ("list --role mod", ["moderator"]),
        ("list --status t", ["tentative"]),
        ("list --mode v", ["virtual"]),
        ("list --time m", ["morning"]),
        ("list --format c", ["csv"]),
        ("list --color a", ["auto", "always"]),
        ("list --tz gene", ["Geneva"]),
        ("list --columns id,ti", ["id,title", "id,timezone", "id,time"]),
        ("list --sort dur", ["duration"]),
        ("speaker --columns off", ["office"]),
        ("speaker pope --columns rol", ["role"]),
        ("speaker amy P", ["Pope"]),
        ("speaker --limit 1 Amy ", ["Pope"]),
        ("speaker Amy\\ Pope ", []),
        ("organizer Saudi A", ["Arabia"]),
        ("list --organizer International\\ ", INTERNATIONAL),
        ("show drc cm", ["cmil"]),
        ("filter -topic:he", ["-topic:health"]),
        ("filter 'climate topic:he", ["climate topic:health"]),
        ("filter climate --where topic:he", ["topic:health"]),
        ("list 'unfinished --date ", []),
        ("list --reverse --lim", ["--limit"]),
        ("list x", []),
        ("nothing --da", []),
        ("export --al", ["--alarm"]),
        ("list --from-format i", ["ics"]),
        ("convert a.csv --to-format mark", ["markdown"]),
        ("convert --date-order m", ["mdy"]),
        ("validate --str", ["--strict"]),
        ("list --events none.yaml --year 20x --date ", []),
        ("list --nothing=x", []),
    ],
)
def test_a_half_typed_word_is_completed(text: str, expected: list[str]) -> None:
    """Commands, options, and for each option and argument what the schedule has for it."""
    assert _offered(text) == expected


def test_picks_are_completed(run: Run) -> None:
    """To `--for` the names under which something is picked, to `unpick` what is; a damaged file is left alone."""
    assert _offered("list --for ") == _offered("unpick ") == []
    run("pick", "cmil", "drc")
    run("pick", "amr", "--for", "Amy Pope")
    assert _offered("list --for a") == _offered("pick --for pope") == ["Amy Pope"]
    assert _offered("unpick --for ") == ["Amy Pope"]
    assert _offered("unpick ") == ["cmil", "drc"]
    assert _offered("unpick cm") == ["cmil"]
    assert _offered("unpick --for amy\\ pope ") == _offered("unpick --for=Amy\\ Pope ") == ["amr"]
    assert _offered("unpick --for nobody ") == []
    assert _offered("pick cm") == _offered("pick drc cm") == ["cmil"]
    assert _offered("filter is:pi") == ["is:picked"]
    (file,) = Path(os.environ["UNGACLI_DATA"]).glob("picks/*.json")
    file.write_text("{", encoding="utf-8")
    assert (_offered("unpick "), file.read_text(encoding="utf-8")) == ([], "{")


def test_a_command_is_offered_its_options_and_its_schedule(
    write_file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Options by long names; the schedule that the line names, else the environment's; a tilde or $HOME is a folder."""
    assert {"--date", "--where", "--tz", "--columns", "--help"} <= set(_offered("list -"))
    assert {"--where", "--help"} <= set(_offered("filter -"))
    assert "--install-completion" in _offered("-")
    path = write_file(LATER % ("A", "B"))
    assert _offered("show ", UNGACLI_EVENTS=str(path)) == ["talk", "show"]
    assert _offered(f"show --events {path} t") == _offered(f"show --events={path} t") == ["talk"]
    monkeypatch.setenv("HOME", str(path.parent))
    assert _offered(f"show --events ~/{path.name} t") == _offered(f"show --events $HOME/{path.name} t") == ["talk"]


def test_values_in_a_query_are_words_that_find_them(write_file: WriteFile) -> None:
    """However long the name; of topics that are alike but for their signs the first, of one without letters none."""
    name = "Ministry of Long Words and of Names that Take More than Sixty Letters Section"
    path = str(write_file(LATER % (name, name)))
    assert _offered("filter topic:", UNGACLI_EVENTS=path) == ["topic:C", "topic:go"]
    long = "ministry-of-long-words-and-of-names-that-take-more-than-sixty-letters-section"
    assert _offered("filter organizer:", UNGACLI_EVENTS=path) == [f"organizer:{long}-{number}" for number in (1, 2)]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
def test_a_pipe_is_left_alone(write_file: WriteFile) -> None:
    """Who waits for somebody to write into it would wait at every Tab."""
    os.mkfifo("pipe")
    assert answer("fish", {"_UNGACLI_LINE": "ungacli list --events pipe --topic "}) == ("", 1)


def test_completion_needs_nothing_slow() -> None:
    """A person waits for it at every key."""
    slow = {"rich.console", "typer.rich_utils", "yaml", "pydantic", "dateutil", "rapidfuzz", "icalendar"}
    code = (
        "import sys; from ungacli.cli.completion import answer\n"
        "print(answer('fish', {'_UNGACLI_LINE': 'ungacli filter speaker:am'})[0], *sys.modules, sep='\\n')"
    )
    for _ in range(2):  # The first may have to read the file.
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    first, *modules = done.stdout.splitlines()
    assert first.startswith("speaker:amy-pope\t")
    assert slow & set(modules) == set()
