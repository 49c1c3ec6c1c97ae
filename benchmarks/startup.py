"""How long the commands take as whole processes, beside a bare interpreter and a script that only imports Typer."""

import statistics
import sys
import tempfile
from pathlib import Path

from processes import UNGACLI, compile_sources, environment, machine, run

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
    compile_sources()
    with tempfile.TemporaryDirectory() as folder:
        floor = Path(folder, "floor.py")
        floor.write_text(FLOOR)
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "Typer and one word": [sys.executable, str(floor)],
            "ungacli --version": [UNGACLI, "--version"],
            "ungacli --help": [UNGACLI, "--help"],
            "ungacli list": [UNGACLI, "list"],
            "ungacli list --json": [UNGACLI, "list", "--json"],
            "ungacli filter 'speaker:pope -climate'": [UNGACLI, "filter", "speaker:pope -climate"],
            'ungacli speaker "Amy Pope"': [UNGACLI, "speaker", "Amy Pope"],
            "ungacli export --ics -o -": [UNGACLI, "export", "--ics", "-o", "-"],
        }
        surroundings = environment(folder)
        # The first run fills the cache.
        for command in commands.values():
            run(command, surroundings)
        _report(commands, surroundings)


def _report(commands: dict[str, list[str]], surroundings: dict[str, str]) -> None:
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            taken[name].append(run(command, surroundings).seconds)
    medians = {name: statistics.median(seconds) for name, seconds in taken.items()}
    bare = medians["python -c pass"]
    print(machine())
    print(f"Medians of {ROUNDS} runs of whole processes in turn, output thrown away.\n")
    print("| command | median | times bare Python |")
    print("|---|---:|---:|")
    for name, median in medians.items():
        print(f"| `{name}` | {median * 1000:.0f} ms | {median / bare:.1f} |")


if __name__ == "__main__":
    main()
