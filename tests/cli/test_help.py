from importlib import import_module

import pytest

from tests.conftest import Run
from ungacli import __version__
from ungacli.cli import COMMANDS, load_command
from ungacli.query.fields import FIELDS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_help(name: str) -> None:
    """The table's summary is what the command's function says of itself, and no option is without words."""
    entry = COMMANDS[name]
    command = load_command(name, entry)
    assert entry.summary == getattr(import_module(f"ungacli.cli.{entry.module}"), entry.function).__doc__
    assert [option.name for option in command.params if not getattr(option, "help", None)] == []


def test_help_groups_the_commands(run: Run) -> None:
    """Each command with its summary under what a person wants; a query's fields; the version on one line."""
    out = run("--help").out
    for name, entry in COMMANDS.items():
        assert f" {name} " in out
        assert entry.summary in out
    assert out.index("Explore") < out.index(" list ") < out.index("Share") < out.index(" export ")
    words = " ".join(run("filter", "--help").out.replace("│", " ").split())
    assert f"The fields are {', '.join(FIELDS)}." in words
    assert run("--version") == (0, f"ungacli {__version__}\n", "")


@pytest.mark.parametrize("columns", [40, 59, 60, 70, 80])
@pytest.mark.parametrize("name", [*COMMANDS, ""])
def test_help_is_not_cut_off(run: Run, name: str, columns: int) -> None:
    """Every command has a page, which fits narrow terminals without an ellipsis."""
    code, out, err = run(*name.split(), "--help", columns=columns)
    assert (code, f"ungacli {name}".strip() in " ".join(out.split()), err) == (0, True, "")
    assert "…" not in out
    assert all(entry.summary in " ".join(out.replace("│", " ").split()) for entry in COMMANDS.values() if not name)
    assert [line for line in out.splitlines() if len(line) > columns] == []


def test_the_same_filters_are_on_every_command_that_takes_any() -> None:
    """list, filter, speaker, organizer, next, timeline, conflicts, free, brief, pick and export share them."""
    expected = {
        *("date", "from_", "to", "time", "where", "picked", "at"),
        *("speaker", "organizer", "role", "topic", "status", "mode"),
    }
    found = {
        name: {option.name for option in load_command(name, entry).params} & expected
        for name, entry in COMMANDS.items()
    }
    assert {name: filters == expected for name, filters in found.items() if filters} == dict.fromkeys(
        ["list", "filter", "speaker", "organizer", "next", "timeline", "conflicts", "free", "brief", "pick", "export"],
        True,
    )
