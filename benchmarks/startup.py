"""How long the commands take as whole processes, beside a bare interpreter and a script that only imports Typer."""

import compileall
import os
import platform
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

ROUNDS = 15
FLOOR = """
import typer

app = typer.Typer()


@app.command()
def main() -> None:
    typer.echo("word")


app()
"""


def main() -> None:
    """Run every command in turn, round by round, and print a table of medians and ratios."""
    # Without compiled sources every start would compile them again where Python may not write them.
    compileall.compile_dir(sysconfig.get_path("purelib"), quiet=2)
    compileall.compile_dir(Path(__file__).parents[1] / "src", quiet=2)
    with tempfile.TemporaryDirectory() as folder:
        floor = Path(folder, "floor.py")
        floor.write_text(FLOOR)
        ungacli = [str(Path(sysconfig.get_path("scripts"), "ungacli"))]
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "Typer and one word": [sys.executable, str(floor)],
            "ungacli --version": [*ungacli, "--version"],
            "ungacli --help": [*ungacli, "--help"],
            "ungacli list": [*ungacli, "list"],
            "ungacli list --json": [*ungacli, "list", "--json"],
            "ungacli filter 'speaker:pope -climate'": [*ungacli, "filter", "speaker:pope -climate"],
            'ungacli speaker "Amy Pope"': [*ungacli, "speaker", "Amy Pope"],
            "ungacli export --ics -o -": [*ungacli, "export", "--ics", "-o", "-"],
        }
        # What makes Python write or print otherwise than it does for most people would be measured too.
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "UNGACLI"))}
        environment = {**kept, "HOME": folder, "XDG_CACHE_HOME": folder}
        _report({name: _seconds(command, environment) for name, command in commands.items()}, commands, environment)


def _seconds(command: list[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def _report(cold: dict[str, float], commands: dict[str, list[str]], environment: dict[str, str]) -> None:
    taken: dict[str, list[float]] = {name: [] for name in cold}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            taken[name].append(_seconds(command, environment))
    medians = {name: statistics.median(seconds) for name, seconds in taken.items()}
    bare = medians["python -c pass"]
    where = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    print(f"{datetime.now(UTC):%Y-%m-%d}, {where}, Typer {version('typer')}, Rich {version('rich')}")
    print(f"Medians of {ROUNDS} runs of whole processes in turn, output thrown away.\n")
    print("| command | median | times bare Python |")
    print("|---|---:|---:|")
    for name, median in medians.items():
        print(f"| `{name}` | {median * 1000:.0f} ms | {median / bare:.1f} |")


if __name__ == "__main__":
    main()
