"""How time and memory grow with a schedule: cold and warm, beside khal on the same events where it is installed."""

import argparse
import os
import shutil
import statistics
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from processes import UNGACLI, Taken, compile_sources, environment, machine, run
from schedules import FULL_DAY, ON_QUIET_DAY, QUIET_DAY, ZONE, on_full_day, person, write_calendars, write_schedule

SIZES = (10, 1_000, 10_000, 100_000)
# A file that was changed a moment ago is not trusted yet.
LONG_AGO = 1_700_000_000
SLOW = 10.0
_TSV = ("--format", "tsv")
_ON_QUIET_DAY = ("list", "--date", f"{QUIET_DAY}", *_TSV)
QUESTIONS = {
    "list of the quiet day": _ON_QUIET_DAY,
    "list of the full day": ("list", "--date", f"{FULL_DAY}", *_TSV),
    "filter by a word and a topic": ("filter", "remittances topic:water", *_TSV),
    "agenda of a speaker": ("speaker", person(1), *_TSV),
    "calendar file of the full day": ("export", "--ics", "--date", f"{FULL_DAY}", "-o", "-"),
    "calendar file of all events": ("export", "--ics", "-o", "-"),
}
TABS = {
    "Tab: days": "ungacli list --date ",
    "Tab: topics": "ungacli list --topic ",
    "Tab: speakers that begin with Be": "ungacli speaker Be",
    "Tab: ids that begin with r": "ungacli show r",
}
KHAL = """
[calendars]
[[days]]
path = {events}
readonly = True
[locale]
local_timezone = {zone}
default_timezone = {zone}
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {cache}
"""


class Command(NamedTuple):
    """The *words* of a command line and the environment that it runs in."""

    words: Sequence[str]
    surroundings: dict[str, str]


Figures = dict[int, dict[str, Taken]]
"""What each command took on a schedule of each size."""


def main() -> None:
    """Measure all sizes in turn, round by round, and print a table of times and one of memory."""
    options = _arguments()
    compile_sources()
    cold: Figures = {}
    commands: dict[int, dict[str, Command]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            place = Path(folder, f"{size}")
            place.mkdir()
            cold[size], commands[size] = _ungacli(place, size, options)
            if options.khal and size <= options.most_in_khal:
                first, more = _khal(place, size, options.khal)
                cold[size] |= first
                commands[size] |= more
        warm = _medians(commands, options.rounds)
    print(machine())
    print(
        f"Medians of {options.rounds} runs of whole processes in turn, output thrown away; what took more than\n"
        f"{SLOW:.0f} s ran once, as did what is first. In brackets: how many times what the smallest schedule takes.\n"
    )
    figures = {size: cold[size] | warm[size] for size in options.sizes}
    _print("time", figures, lambda taken: taken.seconds, "{:.2f} s")
    _print("peak memory", figures, lambda taken: taken.bytes / 1024**2, "{:.0f} MiB")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, help="how many events (%(default)s)")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each command (%(default)s)")
    parser.add_argument("--khal", default=shutil.which("khal"), help="the program to compare with (%(default)s)")
    parser.add_argument("--most-in-khal", type=int, default=10_000, help="no larger schedules for it (%(default)s)")
    parser.add_argument("--most-exported", type=int, default=10_000, help="no larger exports (%(default)s)")
    return parser.parse_args()


def _ungacli(place: Path, size: int, options: argparse.Namespace) -> tuple[dict[str, Taken], dict[str, Command]]:
    """Make a schedule in *place* and return what its first reading took, and the commands to measure after."""
    schedule = place / "days.yaml"
    write_schedule(schedule, size)
    os.utime(schedule, (LONG_AGO, LONG_AGO))
    surroundings = environment(place, UNGACLI_EVENTS=str(schedule))
    cold = {"first reading, list of the quiet day": run([UNGACLI, *_ON_QUIET_DAY], surroundings)}
    commands = {name: Command([UNGACLI, *words], surroundings) for name, words in QUESTIONS.items()}
    if size > options.most_exported:
        del commands["calendar file of all events"]
    typed = {**surroundings, "_UNGACLI_COMPLETE": "complete_fish"}
    return cold, commands | {name: Command([UNGACLI], {**typed, "_UNGACLI_LINE": line}) for name, line in TABS.items()}


def _khal(place: Path, size: int, khal: str) -> tuple[dict[str, Taken], dict[str, Command]]:
    """Give khal the same events and return what its first reading took, and the commands to measure after."""
    events, settings = place / "events", place / "config"
    write_calendars(events, size)
    settings.write_text(KHAL.format(events=events, zone=ZONE, cache=place / "khal.db"))
    surroundings = environment(place)
    quiet, full = (
        Command([khal, "-c", str(settings), "list", f"{day}", f"{day}"], surroundings) for day in (QUIET_DAY, FULL_DAY)
    )
    cold = {"khal: first reading, list of the quiet day": run(*quiet)}
    return cold, {"khal: list of the quiet day": quiet, "khal: list of the full day": full}


def _medians(commands: Mapping[int, Mapping[str, Command]], rounds: int) -> Figures:
    taken: dict[int, dict[str, list[Taken]]] = {size: {name: [] for name in one} for size, one in commands.items()}
    for _ in range(rounds):
        for name in next(iter(commands.values())):
            # The sizes side by side: a machine may be slow for a while.
            for size, one in commands.items():
                if name in one and not any(before.seconds > SLOW for before in taken[size][name]):
                    taken[size][name].append(run(*one[name]))
    return {size: {name: _median(runs) for name, runs in one.items()} for size, one in taken.items()}


def _median(runs: Sequence[Taken]) -> Taken:
    return Taken(statistics.median(one.seconds for one in runs), max(one.bytes for one in runs))


def _print(what: str, columns: Figures, figure: Callable[[Taken], float], form: str) -> None:
    sizes = list(columns)
    print(f"| {what} | {' | '.join(f'{size:,} events' for size in sizes)} |")
    print(f"|---{'|---:' * len(sizes)}|")
    print(f"| events on the quiet day | {' | '.join(f'{ON_QUIET_DAY}' for _ in sizes)} |")
    print(f"| events on the full day | {' | '.join(f'{on_full_day(size):,}' for size in sizes)} |")
    for name, smallest in columns[sizes[0]].items():
        cells = []
        for size in sizes:
            taken = columns[size].get(name)
            growth = f" ({figure(taken) / figure(smallest):.1f})" if taken and size != sizes[0] else ""
            cells.append(f"{form.format(figure(taken))}{growth}" if taken else "")
        print(f"| {name} | {' | '.join(cells)} |")
    print()


if __name__ == "__main__":
    main()
