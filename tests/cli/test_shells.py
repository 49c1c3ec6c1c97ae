"""Completion as the shells ask for it, with the scripts that `--install-completion` installs."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shellingham import ShellDetectionFailure

from tests.conftest import Run, WriteFile
from ungacli.cli import COMMANDS, load_command
from ungacli.cli.completion import FILES, answer
from ungacli.cli.shells import script, split

# Names that a shell would run, and marks that shells, Rich and PowerShell give a meaning.
NAME = "Eve $(touch name); `touch name` 'q' \"q\" & *"
HOSTILE = """
schedule: {timezone: UTC}
events:
  - title: "$(touch title) `touch title` [red] ' \\" \\t *; touch title"
    id: trap
    date: 2025-09-22
    start: 09:00
    end: 10:00
    topics: ["$(touch topic)"]
    speakers: ["Eve $(touch name); `touch name` 'q' \\"q\\" & *", "Eve\\u202e Two", Miles O’Brien, Dolores Wow!ls]
"""
BREAKS = " \t\n\"'@><=;|&(:"


def _line(text: str) -> dict[str, str]:
    return {"_UNGACLI_LINE": f"ungacli {text}", "_UNGACLI_BREAKS": BREAKS}


@pytest.mark.parametrize(
    ("line", "words", "last"),
    [
        ("ungacli ", [], ""),
        ("ungacli list --da", ["list"], "--da"),
        (r"ungacli speaker Amy\ P", ["speaker"], "Amy P"),
        ('ungacli speaker "Amy P', ["speaker"], "Amy P"),
        ('ungacli speaker "Amy Pope" --da', ["speaker", "Amy Pope"], "--da"),
        ('ungacli filter \'"city-led" sp', ["filter"], '"city-led" sp'),
        (r'ungacli filter "\"city-led\" \sp', ["filter"], r'"city-led" \sp'),
        (r"ungacli list --topic he\\", ["list", "--topic"], "he\\"),
        ("ungacli list --topic ''", ["list", "--topic"], ""),
        ("ungacli list \\\n--topic he", ["list", "--topic"], "he"),
        ("", [], ""),
    ],
)
def test_a_line_is_taken_apart_as_the_shell_does_it(line: str, words: list[str], last: str) -> None:
    """At spaces that neither quotes nor backslashes keep together; the last word may be without its end."""
    typed = split(line, escape="\\")
    assert (typed.words, typed.last) == (words, last)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("speaker Am", [r"Amy\ Pope"]),
        ('speaker "Amy P', ["Amy Pope"]),
        (r"speaker Amy\ P", [r"Amy\ Pope"]),
        ("speaker Amy P", ["Pope"]),
        ("filter topic:he", ["health"]),
        ("filter topic:", ["cities", "climate", "data", "displacement", "environment", "gender", "governance"]),
        ('filter \'"city-led" topic:he', ['"city-led" topic:health']),
        (r'filter "\"city-led\" topic:he', [r"\"city-led\" topic:health"]),
        ("filter climate topic:health,clim", ["health,climate"]),
        ("list --topic=he", ["health"]),
        ('list --speaker="Amy P', ["Amy Pope"]),
    ],
)
def test_bash_is_told_what_to_put_in_place_of_its_word(text: str, expected: list[str]) -> None:
    """Behind an open quote, or else behind the last sign that ends its words; with its own signs taken off theirs."""
    told, code = answer("bash", _line(text))
    assert code == 0
    assert told.splitlines()[: len(expected)] == expected


def test_bash_replaces_what_its_signs_leave(write_file: WriteFile) -> None:
    """Whole words where no sign ends them; no exclamation mark in double quotes, where the history takes its place."""
    assert answer("bash", {**_line("filter topic:he"), "_UNGACLI_BREAKS": " "}) == ("topic:health", 0)
    schedule = {"UNGACLI_EVENTS": str(write_file(HOSTILE))}
    assert answer("bash", {**_line('speaker "Dol'), **schedule}) == ("", 0)
    assert answer("bash", {**_line("speaker 'Dol"), **schedule}) == ("Dolores Wow!ls", 0)
    assert answer("bash", {**_line("speaker Dol"), **schedule}) == (r"Dolores\ Wow\!ls", 0)


@pytest.mark.parametrize("shell", ["powershell", "pwsh"])
def test_powershell_is_told_words_and_what_they_mean(shell: str) -> None:
    """In quotes where it needs them, behind a word, at a new one, and before the first."""
    assert answer(shell, _line("speaker am")) == ("'Amy Pope'\tDirector General, IOM", 0)
    assert answer(shell, _line("speaker "))[0].startswith("'Amy Pope'\tDirector General, IOM\n'Hesham El-Askary'\t")
    assert answer(shell, _line("filter is:u"))[0] == "is:upcoming\t "
    assert answer(shell, _line(""))[0].startswith("list\t")
    assert answer(shell, _line(r"list --topic .\x")) == ("", 0)
    assert answer(shell, _line("speaker Amy` P"))[0].startswith("'Amy Pope'")


def test_powershell_gets_a_hostile_text_as_one_word(write_file: WriteFile) -> None:
    """All that it takes for quotes is doubled, and no tab in the meaning parts it once more."""
    schedule = {"UNGACLI_EVENTS": str(write_file(HOSTILE))}
    name = "'Eve $(touch name); `touch name` ''q'' \"q\" & *'"
    assert answer("powershell", _line("speaker E") | schedule)[0] == f"{name}\t "
    assert answer("powershell", _line("speaker M") | schedule)[0] == "'Miles O’’Brien'\t "
    word, *meaning = answer("powershell", _line("show ") | schedule)[0].split("\t")
    assert word == "trap"
    assert len(meaning) == 1


def test_zsh_is_told_what_to_run() -> None:
    """No space behind a field parts it from its value; a meaning is cut where the terminal ends."""
    assert "compadd -S '' -U" in answer("zsh", _line("filter t"))[0]
    assert "compadd -U" in answer("zsh", _line("filter topic:he"))[0]
    told, _ = answer("zsh", {**_line("show idp"), "_UNGACLI_WIDTH": "40"})
    assert "lines=('idp-progress -- Monitoring Progress To…')" in told
    assert " -l " not in answer("zsh", _line("list --tz new"))[0]


def test_files_are_the_shells_to_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one is wanted, and nowhere else; whatever the schedule is."""
    monkeypatch.setenv("UNGACLI_EVENTS", "missing.yaml")
    for text in ("list --events ev", "list --events=ev", "export -o ", "export --output a", "export -oa"):
        assert answer("bash", _line(text)) == ("", FILES)
    assert answer("zsh", _line("list --events ev")) == ("_files", 0)
    assert answer("zsh", _line("convert a.csv b")) == ("_files", 0)
    assert answer("zsh", _line("validate ")) == ("_files", 0)
    assert answer("zsh", _line("convert --date-order d"))[0] != "_files"
    assert answer("zsh", _line("list --events=ev")) == ("compset -P --events=; _files", 0)
    assert answer("zsh", _line("list x")) == ("", 0)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
@pytest.mark.parametrize("content", ["events: [", "\x00", None])
def test_a_broken_schedule_offers_nothing_in_silence(
    shell: str, content: str | None, write_file: WriteFile, capfd: pytest.CaptureFixture[str]
) -> None:
    """Neither do a missing one, a shell that nobody knows and an environment that says nothing."""
    path = write_file(content) if content is not None else Path("missing.yaml")
    typed = _line(f"list --events {path} --speaker a")
    assert answer(shell, typed) == ("", 1)
    assert answer(shell, {**_line("speaker a"), "UNGACLI_EVENTS": str(path)}) == ("", 1)
    assert answer(shell, {}) == answer("tcsh", typed) == ("", 1)
    assert capfd.readouterr() == ("", "")


def test_the_program_answers_the_shell_and_does_nothing_else(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The scripts call it with variables in the environment."""
    for name, value in {**_line("speaker Am"), "_UNGACLI_COMPLETE": "complete_bash"}.items():
        monkeypatch.setenv(name, value)
    assert run() == (0, "Amy\\ Pope\n", "")
    monkeypatch.setenv("_UNGACLI_LINE", "ungacli speaker xyz")
    assert run() == (0, "", "")
    monkeypatch.setenv("_UNGACLI_LINE", "ungacli list --events x")
    assert run() == (FILES, "", "")


def test_the_program_prints_its_scripts(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the variable that is usual for it, and by --show-completion, the same."""
    monkeypatch.setattr("shellingham.detect_shell", lambda: ("zsh", "/bin/zsh"))
    assert run("--show-completion") == (0, script("zsh"), "")
    monkeypatch.setenv("_UNGACLI_COMPLETE", "source_zsh")
    assert run() == (0, script("zsh"), "")
    monkeypatch.setenv("_UNGACLI_COMPLETE", "source_tcsh")
    assert run() == (1, "", "")
    monkeypatch.setenv("_UNGACLI_COMPLETE", "nonsense")
    assert run() == (1, "", "")


@pytest.mark.parametrize(
    ("shell", "place", "settings"),
    [
        ("bash", ".bash_completions/ungacli.sh", ".bashrc"),
        ("zsh", ".zfunc/_ungacli", ".zshrc"),
        ("fish", ".config/fish/completions/ungacli.fish", None),
    ],
)
def test_a_script_is_installed_where_its_shell_looks(
    run: Run, monkeypatch: pytest.MonkeyPatch, shell: str, place: str, settings: str | None
) -> None:
    """It is the program's own script, and the settings lead to it; a second time changes nothing."""
    monkeypatch.setattr("shellingham.detect_shell", lambda: (shell, f"/bin/{shell}"))
    monkeypatch.setenv("HOME", str(Path.cwd()))
    monkeypatch.setenv("USERPROFILE", str(Path.cwd()))
    for _ in range(2):
        code, out, err = run("--install-completion")
        assert (code, out.splitlines()[0], err) == (0, f"{shell} completion installed in {Path(place).absolute()}", "")
        assert Path(place).read_text(encoding="utf-8").strip() == script(shell).strip()
    folder, _, _ = place.partition("/")
    assert settings is None or Path(settings).read_text(encoding="utf-8").count(folder) == 1


@pytest.mark.parametrize("option", ["--show-completion", "--install-completion"])
def test_an_unknown_shell_gets_no_completion(run: Run, monkeypatch: pytest.MonkeyPatch, option: str) -> None:
    """One error that names the shells, whether it is another shell or none at all."""
    monkeypatch.setattr("shellingham.detect_shell", lambda: ("tcsh", "/bin/tcsh"))
    hint = "hint: it is there for bash, zsh, fish, powershell, pwsh\n"
    assert run(option) == (1, "", f"error: there is no completion for tcsh\n{hint}")

    def fail() -> None:
        raise ShellDetectionFailure

    monkeypatch.setattr("shellingham.detect_shell", fail)
    assert run(option) == (1, "", f"error: there is no completion for this shell\n{hint}")


@given(
    st.text(max_size=40) | st.lists(st.sampled_from([*"'\"\\`:=-, ", "list", "--speaker", "filter", "a"])).map("".join)
)
def test_any_line_can_be_completed(line: str) -> None:
    """Whatever quotes and signs it has."""
    for shell in ("bash", "zsh", "fish", "powershell"):
        assert answer(shell, _line(line))[1] in {0, 1, FILES}


def _script(shell: str) -> Path:
    """Return a file with the script for *shell*."""
    path = Path(f"completion.{shell}").absolute()
    path.write_text(script(shell), encoding="utf-8")
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


# What each shell's own script makes of a line, its answers put into a command and read by the shell again.
BASH = r"""
source {script}; COMP_WORDBREAKS=$' \t\n"\'@><=;|&(:'
COMP_LINE='ungacli {command} '{quote}{typed}; COMP_POINT=${{#COMP_LINE}}; _ungacli_completion ungacli
for word in "${{COMPREPLY[@]}}"; do eval "printf '%s\n' "{quote}"$word"{quote}; done
"""
ZSH = """
compdef() {{ }}; compadd() {{ print -rl -- $values; print -rl -- $lines >lines }}; source {script}
words=(ungacli {command} {typed}); CURRENT=3; COLUMNS=80; _ungacli_completion
"""
FISH = "source {script}; complete -C 'ungacli {command} {typed}'"
SHELLS = [
    *(pytest.param("bash", BASH, quote, marks=_needs("bash"), id=f"bash {quote}") for quote in ("", r"\"", r"\'")),
    pytest.param("zsh", ZSH, "", marks=_needs("zsh"), id="zsh"),
    pytest.param("fish", FISH, "", marks=_needs("fish"), id="fish"),
]


def _asked(shell: str, code: str, quote: str, command: str, typed: str) -> list[str]:
    filled = code.format(script=_script(shell), command=command, typed=typed, quote=quote)
    return [line.partition("\t")[0] for line in _in_shell(shell, "-c", filled).splitlines()]


@pytest.mark.parametrize(("shell", "code", "quote"), SHELLS)
def test_no_text_of_a_schedule_is_run_by_a_shell(
    shell: str, code: str, quote: str, write_file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name with commands in it is one word, within quotes too; one that turns the direction of text is none."""
    monkeypatch.setenv("UNGACLI_EVENTS", str(write_file(HOSTILE)))
    Path("Eve x").touch()
    assert _asked(shell, code, quote, "speaker", "Ev") == [NAME]
    assert _asked(shell, code, quote, "show", "t") == ["trap"]
    assert _asked(shell, code, quote, "filter", "topic:t")[-1:] in (["topic:touch-topic"], ["touch-topic"])
    assert not {"name", "title", "topic"} & {path.name for path in Path().iterdir()}


@_needs("zsh")
def test_zsh_loads_the_script_at_the_first_tab_or_evaluates_it() -> None:
    """It calls the function of its name; settings that evaluate the script go on behind it."""
    path = _script("zsh")
    evaluated = f'compdef() {{ }}; eval "$(<{path})"; print after'
    assert _in_shell("zsh", "-c", evaluated) == "after\n"
    path.rename("_ungacli")
    code = "compdef() { }; compadd() { print -rl -- $values }; fpath=($PWD $fpath); autoload -Uz _ungacli; "
    code += "words=(ungacli speaker Am); CURRENT=3; COLUMNS=80; _ungacli"
    assert _in_shell("zsh", "-c", code) == "Amy Pope\n"


@_needs("fish")
def test_fish_completes_files_behind_their_options_alone() -> None:
    """Also where the name is written against the option, begins with ~ or has a space."""
    Path("my week.yaml").touch()
    path = _script("fish")
    for typed, expected in [
        ("list --events my", "my week.yaml"),
        ("list --events=my", "--events=my week.yaml"),
        ("list --events ~/my", "~/my week.yaml"),
        (r"list --events my\\ w", "my week.yaml"),
        ("export -o my", "my week.yaml"),
        ("list --speaker my", ""),
        ("list my", ""),
    ]:
        out = _in_shell("fish", "-c", f"source {path}; complete -C 'ungacli {typed}'")
        assert (typed, out.partition("\t")[0].strip()) == (typed, expected)


def test_fish_says_of_files_what_the_help_says() -> None:
    """These two options stand in its script."""
    told = re.findall(r"--long-option (\S+) .*?--description '(.*?)'", script("fish"), flags=re.DOTALL)
    options = {option.name: option.help for option in load_command("export", COMMANDS["export"]).params}
    assert dict(told) == {name: options[name] for name in ("events", "output")}


@_needs("fish")
def test_fish_asks_the_program_that_was_typed() -> None:
    """Where it is not on the PATH, and the home is written as ~."""
    Path("ungacli").symlink_to(Path(sys.executable).parent / "ungacli")
    out = _in_shell("fish", "-c", f"source {_script('fish')}; complete -C '~/ungacli li'")
    assert out.startswith("list\t")


@_needs("bash")
def test_an_old_bash_completes_files_where_nothing_else_fits() -> None:
    """It knows neither nosort nor compopt."""
    code = 'enable -n compopt; complete() { [[ $* == *nosort* ]] && return 2; builtin complete "$@"; }; '
    code += f"source {_script('bash')}; "
    assert "-o default" in _in_shell("bash", "-c", code + "builtin complete -p ungacli")
