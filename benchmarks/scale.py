"""How time and memory grow with a schedule: cold and warm, beside khal on the same events where it is installed."""

import argparse
import os
import shutil
import statistics
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from processes import UNGACLI, Taken, compile_sources, environment, machine, run
from schedules import FULL_DAY, ON_QUIET_DAY, QUIET_DAY, ZONE, on_full_day, person, write_calendars, write_schedule

SIZES = (10, 1_000, 10_000, 100_000)
# A file that was changed a moment ago is not trusted yet.
LONG_AGO = 1_700_000_000
SLOW = 10.0
_TSV = ("--format", "tsv")
_ON_QUIET_DAY = ("list", "--date", f"{QUIET_DAY}", *_TSV)
QUESTIONS = {
    "`list --date`, quiet day": _ON_QUIET_DAY,
    "`list --date`, full day": ("list", "--date", f"{FULL_DAY}", *_TSV),
    "`filter 'remittances topic:water'`": ("filter", "remittances topic:water", *_TSV),
    f'`speaker "{person(1)}"`': ("speaker", person(1), *_TSV),
    "`export --ics`, full day": ("export", "--ics", "--date", f"{FULL_DAY}", "-o", "-"),
    "`export --ics`": ("export", "--ics", "-o", "-"),
}
TABS = {
    "Tab behind `list --date`": "ungacli list --date ",
    "Tab behind `list --topic`": "ungacli list --topic ",
    "Tab behind `speaker Be`": "ungacli speaker Be",
    "Tab behind `show r`": "ungacli show r",
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
Column = dict[str, Taken]
"""What each command took on one schedule."""


def main() -> None:
    """Measure each size in turn and print a table of times and one of memory, the sizes side by side."""
    asked = _arguments()
    compile_sources()
    columns: dict[int, Column] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in asked.sizes:
            place = Path(folder, f"{size}")
            place.mkdir()
            columns[size] = _ungacli(place, size, asked)
            if asked.khal and size <= asked.most_in_khal:
                columns[size] |= _khal(place, size, asked)
    print(machine())
    print(
        f"Medians of {asked.rounds} runs of whole processes, output thrown away; what took more than {SLOW:.0f} s ran "
        f"once, as did what is cold. In brackets: how many times what the smallest schedule takes.\n"
    )
    _print("time", columns, lambda taken: taken.seconds, "{:.2f} s")
    _print("peak memory", columns, lambda taken: taken.bytes / 1024**2, "{:.0f} MiB")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, help="how many events (%(default)s)")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each command (%(default)s)")
    parser.add_argument("--khal", default=shutil.which("khal"), help="the program to compare with (%(default)s)")
    parser.add_argument("--most-in-khal", type=int, default=10_000, help="no larger schedules for it (%(default)s)")
    parser.add_argument("--most-exported", type=int, default=10_000, help="no larger exports (%(default)s)")
    return parser.parse_args()


def _ungacli(place: Path, size: int, asked: argparse.Namespace) -> Column:
    schedule = place / "days.yaml"
    write_schedule(schedule, size)
    os.utime(schedule, (LONG_AGO, LONG_AGO))
    surroundings = environment(place, UNGACLI_EVENTS=str(schedule))
    column = {"first `list --date`, quiet day": run([UNGACLI, *_ON_QUIET_DAY], surroundings)}
    for name, words in QUESTIONS.items():
        if name != "`export --ics`" or size <= asked.most_exported:
            column[name] = _median([UNGACLI, *words], surroundings, asked.rounds)
    for name, line in TABS.items():
        typed = {**surroundings, "_UNGACLI_COMPLETE": "complete_fish", "_UNGACLI_LINE": line}
        column[name] = _median([UNGACLI], typed, asked.rounds)
    return column


def _khal(place: Path, size: int, asked: argparse.Namespace) -> Column:
    events, settings = place / "events", place / "config"
    write_calendars(events, size)
    settings.write_text(KHAL.format(events=events, zone=ZONE, cache=place / "khal.db"))
    days = {day: [asked.khal, "-c", str(settings), "list", f"{day}", f"{day}"] for day in (QUIET_DAY, FULL_DAY)}
    surroundings = environment(place)
    return {
        "first `khal list`, quiet day": run(days[QUIET_DAY], surroundings),
        "`khal list`, quiet day": _median(days[QUIET_DAY], surroundings, asked.rounds),
        "`khal list`, full day": _median(days[FULL_DAY], surroundings, asked.rounds),
    }


def _median(command: Sequence[str], surroundings: dict[str, str], rounds: int) -> Taken:
    taken = [run(command, surroundings)]
    if taken[0].seconds < SLOW:
        taken += [run(command, surroundings) for _ in range(rounds - 1)]
    return Taken(statistics.median(one.seconds for one in taken), max(one.bytes for one in taken))


def _print(what: str, columns: Mapping[int, Column], figure: Callable[[Taken], float], form: str) -> None:
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
