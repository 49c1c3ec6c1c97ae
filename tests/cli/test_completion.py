"""Completion as the shells ask for it, with the scripts that `--install-completion` installs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Run, WriteFile
from ungacli.__main__ import main
from ungacli.cli import COMMANDS
from ungacli.cli.completion import answer

# A name that a shell would run, and marks that shells, Rich and PowerShell's script give a meaning.
HOSTILE = """
schedule: {timezone: UTC}
events:
  - title: "$(touch title) `touch title` [red] ' ::: \\" \\t *"
    id: trap
    date: 2025-09-22
    start: 09:00
    end: 10:00
    topics: ["$(touch topic)"]
    speakers: ["Eve $(touch name); `touch name` 'q' \\"q\\" & *", "Eve\\u202e Two"]
"""


def _bash(*words: str, at: int | None = None) -> dict[str, str]:
    return {
        "COMP_WORDS": "\n".join(["ungacli", *words]),
        "COMP_CWORD": str(len(words) if at is None else at),
        "UNGACLI_CACHE": "off",
    }


def _line(text: str) -> dict[str, str]:
    return {"_TYPER_COMPLETE_ARGS": f"ungacli {text}"}


def _offered(text: str) -> list[str]:
    """Return what fish is offered behind *text*."""
    return [line.partition("\t")[0] for line in answer("fish", _line(text))[0].splitlines()]


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
        ("list --speaker pope", ["Amy Pope"]),
        ("list --organizer UNH", ["UNHCR"]),
        ("list --topic he", ["health"]),
        ("list --role mod", ["moderator"]),
        ("list --status t", ["tentative"]),
        ("list --mode v", ["virtual"]),
        ("list --time m", ["morning"]),
        ("list --format c", ["csv"]),
        ("list --color a", ["auto", "always"]),
        ("list --tz gene", ["Geneva"]),
        ("list --also america/new_", ["America/New_York"]),
        ("list --columns id,ti", ["id,title", "id,timezone", "id,time"]),
        ("list --sort dur", ["duration"]),
        ("speaker --columns off", ["office"]),
        ("speaker pope --columns rol", ["role"]),
        ("organizer --sort ac", ["acronym"]),
        ("speaker am", ["Amy Pope"]),
        ("speaker pope --date 2024-09-19", ["2024-09-19"]),
        ("organizer iom", ["IOM"]),
        ("show cm", ["cmil"]),
        ("show drc cm", ["cmil"]),
        ("filter topic:he", ["topic:health"]),
        ("filter -topic:he", ["-topic:health"]),
        ("filter 'climate topic:he", ["climate topic:health"]),
        ("filter climate --where topic:he", ["topic:health"]),
        ("filter --lim", ["--limit"]),
        ("list 'unfinished --date ", []),
        ("list --reverse --lim", ["--limit"]),
        ("list --limit ", []),
        ("list --topic he\\", ["health"]),
        ("list x", []),
        ("nothing --da", []),
        ("export --al", ["--alarm"]),
        ("list --nothing=x", []),
    ],
)
def test_a_half_typed_word_is_completed(text: str, expected: list[str]) -> None:
    """Commands, options, and for each option and argument what the schedule has for it."""
    assert _offered(text) == expected


def test_a_command_is_offered_all_its_options() -> None:
    """Each by its long name, `--help` included."""
    assert {"--date", "--where", "--tz", "--columns", "--help"} <= set(_offered("list -"))
    assert {"--where", "--help"} <= set(_offered("filter -"))
    assert "--install-completion" in _offered("-")


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        (_bash("speaker", "Am"), r"Amy\ Pope"),
        (_bash("speaker", '"Amy P'), "Amy Pope"),
        (_bash("speaker", "'Amy P"), "Amy Pope"),
        (_bash("speaker", r"Amy\ P"), r"Amy\ Pope"),
        (_bash("filter", "topic", ":", "he"), "health"),
        (_bash("filter", "-topic", ":", "he"), "health"),
        (_bash("filter", "topic", ":"), "cities\nclimate\ndata\ndisplacement"),
        (_bash("filter", "topic:he"), "topic:health"),
        (_bash("filter", "'topic:he"), "topic:health"),
        (_bash("filter", "climate", "topic", ":", "health,clim"), "health,climate"),
        (_bash("list", "--topic", "=", "he"), "health"),
        (_bash("list", "--topic="), "--topic=cities\n--topic=climate"),
        (_bash("list", "--topic", "he", "--limit", at=2), "--topic"),
        (_bash("list", "--topic", ""), "cities\nclimate"),
        (_bash("list", "--topic", at=3), "cities\nclimate"),
        (_bash(at=1), "list\nfilter"),
    ],
)
def test_bash_is_told_what_to_put_in_place_of_its_word(environment: dict[str, str], expected: str) -> None:
    """Bash ends words at colons and equals signs, and takes what it is told as it is, within quotes or without."""
    text, code = answer("bash", environment)
    assert code == 0
    assert text.startswith(expected)


@pytest.mark.parametrize("shell", ["powershell", "pwsh"])
def test_powershell_is_told_words_and_what_they_mean(shell: str) -> None:
    """In quotes where it needs them, behind a word or at a new one."""
    typed = {**_line("speaker am"), "_TYPER_COMPLETE_WORD_TO_COMPLETE": "am"}
    assert answer(shell, typed) == ("'Amy Pope':::Director General, IOM", 0)
    assert answer(shell, _line("speaker"))[0].startswith("'Amy Pope':::Director General, IOM\n'Hesham El-Askary':::")
    assert answer(shell, {**_line("filter is:u"), "_TYPER_COMPLETE_WORD_TO_COMPLETE": "is:u"})[0] == "is:upcoming::: "


def test_powershell_gets_a_hostile_text_as_one_word(write_file: WriteFile) -> None:
    """Its quotes doubled, and in its meaning none of the colons that part it from the word."""
    schedule = {"UNGACLI_EVENTS": str(write_file(HOSTILE))}
    name = "'Eve $(touch name); `touch name` ''q'' \"q\" & *'"
    assert answer("powershell", _line("speaker") | schedule)[0] == f"{name}::: "
    word, *meaning = answer("powershell", _line("show") | schedule)[0].split(":::")
    assert word == "trap"
    assert len(meaning) == 1


def test_zsh_goes_on_at_once_behind_a_field() -> None:
    """A space behind its colon would part it from its value."""
    assert "compadd -S '' -U" in answer("zsh", _line("filter t"))[0]
    assert "compadd -U" in answer("zsh", _line("filter topic:he"))[0]


def test_fish_asks_first_whether_there_is_anything() -> None:
    """If not, it offers files, which is right for --events alone."""
    asked = {"_TYPER_COMPLETE_FISH_ACTION": "is-args"}
    assert answer("fish", {**_line("speaker am"), **asked}) == ("", 0)
    assert answer("fish", {**_line("list --events ev"), **asked}) == ("", 1)


def test_zsh_completes_files_where_one_is_wanted() -> None:
    """Its script has no other way to them."""
    assert answer("zsh", _line("list --events ev")) == ("_files", 0)
    assert answer("zsh", _line("list x")) == ("", 0)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
@pytest.mark.parametrize("content", ["events: [", "\x00", None])
def test_a_broken_schedule_offers_nothing_in_silence(
    shell: str, content: str | None, write_file: WriteFile, capfd: pytest.CaptureFixture[str]
) -> None:
    """Neither do a missing one, a shell that nobody knows and an environment that says nothing."""
    path = write_file(content) if content is not None else Path("missing.yaml")
    typed = f"list --events {path} --speaker a"
    told = {**_bash(*typed.split()), **_line(typed), "_TYPER_COMPLETE_WORD_TO_COMPLETE": "a"}
    assert answer(shell, told) == ("", 1)
    assert answer(shell, {**_line("speaker a"), **_bash("speaker", "a"), "UNGACLI_EVENTS": str(path)}) == ("", 1)
    assert answer(shell, {}) == answer("tcsh", told) == ("", 1)
    assert capfd.readouterr() == ("", "")


def test_the_schedule_is_the_one_in_use(write_file: WriteFile, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that the line names, else that of the environment; a tilde is the user's folder."""
    path = write_file(HOSTILE)
    assert answer("fish", {**_line("show "), "UNGACLI_EVENTS": str(path)})[0].startswith("trap\t")
    assert _offered(f"show --events {path} t") == _offered(f"show --events={path} t") == ["trap"]
    monkeypatch.setenv("HOME", str(path.parent))
    assert _offered(f"show --events ~/{path.name} t") == ["trap"]


def test_the_program_answers_the_shell_and_does_nothing_else(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The scripts call it with a variable in the environment; any other instruction is Typer's."""
    for name, value in {**_bash("speaker", "Am"), "_UNGACLI_COMPLETE": "complete_bash"}.items():
        monkeypatch.setenv(name, value)
    assert run() == (0, "Amy\\ Pope\n", "")
    monkeypatch.setenv("COMP_WORDS", "ungacli\nspeaker\nxyz")
    assert run() == (0, "", "")


def test_completion_needs_nothing_slow() -> None:
    """A person waits for it at every key."""
    slow = {"rich.console", "typer.rich_utils", "yaml", "pydantic", "dateutil", "rapidfuzz", "icalendar"}
    code = (
        "import sys; from ungacli.cli.completion import answer\n"
        "print(answer('fish', {'_TYPER_COMPLETE_ARGS': 'ungacli filter speaker:am'})[0], *sys.modules, sep='\\n')"
    )
    for _ in range(2):  # The first may have to read the file.
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    first, *modules = done.stdout.splitlines()
    assert first.startswith("speaker:amy-pope\t")
    assert slow & set(modules) == set()


@given(
    st.text(max_size=40) | st.lists(st.sampled_from([*"'\"\\:=-, ", "list", "--speaker", "filter", "a"])).map("".join)
)
def test_any_line_can_be_completed(line: str) -> None:
    """Whatever quotes and signs it has; bash's words are taken apart at spaces here."""
    for shell in ("zsh", "fish", "powershell"):
        answer(shell, {**_line(line), "_TYPER_COMPLETE_WORD_TO_COMPLETE": line[-1:]})
    assert answer("bash", _bash(*line.split(" ")))[1] in {0, 1}


def _script(shell: str) -> Path:
    """Return a file with the script that the program shows for *shell*."""
    environment = {**os.environ, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "ungacli", "--show-completion", shell],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    path = Path(f"completion.{shell}").absolute()
    path.write_text(done.stdout, encoding="utf-8")
    return path


def _in_shell(*command: str) -> str:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        command,
        env={**os.environ, "PATH": path, "HOME": str(Path.cwd())},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr == ""
    return done.stdout


def _needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not shutil.which(shell), reason=f"{shell} is not installed")


# What each shell's own script makes of `ungacli speaker Am` and of `ungacli speaker Ev` in a hostile schedule.
BASH = "source {script}; COMP_WORDS=(ungacli speaker {typed}); COMP_CWORD=2; _ungacli_completion ungacli; "
BASH += 'for word in "${{COMPREPLY[@]}}"; do eval "printf \'%s\\n\' $word"; done'
ZSH = "compdef() {{ }}; compadd() {{ print -rl -- $values }}; source {script}; "
ZSH += "words=(ungacli speaker {typed}); CURRENT=3; _ungacli_completion"
FISH = "source {script}; complete -C 'ungacli speaker {typed}'"
SHELLS = [
    pytest.param(shell, code, marks=_needs(shell)) for shell, code in (("bash", BASH), ("zsh", ZSH), ("fish", FISH))
]


@pytest.mark.parametrize(("shell", "code"), SHELLS)
def test_the_shell_itself_is_offered_names(shell: str, code: str) -> None:
    """The script that is installed asks the program and understands the answer."""
    out = _in_shell(shell, "-c", code.format(script=_script(shell), typed="Am"))
    assert [line.partition("\t")[0] for line in out.splitlines()] == ["Amy Pope"]


@pytest.mark.parametrize(("shell", "code"), SHELLS)
def test_no_text_of_a_schedule_is_run_by_a_shell(
    shell: str, code: str, write_file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name with commands in it is offered as a word, and one that turns the direction of text not at all."""
    monkeypatch.setenv("UNGACLI_EVENTS", str(write_file(HOSTILE)))
    out = _in_shell(shell, "-c", code.format(script=_script(shell), typed="Ev"))
    name = "Eve $(touch name); `touch name` 'q' \"q\" & *"
    assert [line.partition("\t")[0] for line in out.splitlines()] == [name]
    _in_shell(shell, "-c", code.format(script=_script(shell), typed="x").replace("speaker", "show"))
    assert not {"name", "title", "topic"} & {path.name for path in Path().iterdir()}


def test_any_other_instruction_is_typers(monkeypatch: pytest.MonkeyPatch) -> None:
    """`_UNGACLI_COMPLETE=source_zsh ungacli` prints the script."""
    monkeypatch.setenv("_UNGACLI_COMPLETE", "source_zsh")
    with pytest.raises(SystemExit):
        main([])
