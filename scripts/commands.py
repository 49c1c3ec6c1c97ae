"""Write docs/commands.md: every command with its arguments and options, as the program declares them."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from textwrap import fill
from typing import Any, NamedTuple

import typer

from ungacli.cli import COMMANDS, WELCOME, app, load_command
from ungacli.render import columns

PAGE = Path(__file__).parents[1] / "docs" / "commands.md"
INTRODUCTION = """\
Every command and what it takes: the words of its `--help`, with defaults. `python scripts/commands.py` makes this page.
What several commands share stands once, under [Options](#options),
[Reading files](#reading-files), [Filters](#filters) and [Output](#output);
[Columns](#columns) has the names that `--columns` and `--sort` take."""


CLOCKS = """\
`date` and `time` are in the zone of the listing: the schedule's, or that of `--tz`. `start`, `end` and `timezone` are
the event's own, as in [JSON](dataset.md#one-event-in-json), unless `--tz` names one for all. `show` without `--columns`
shows each event in its own time zone."""


class Option(NamedTuple):
    """One row of a table: an option in a *panel* of the help, how it is *written* and what it *does*."""

    panel: str
    name: str
    written: str
    does: str


class Section(NamedTuple):
    """One command: how it is called, what it is for, and what it takes."""

    title: str
    usage: str
    summary: str
    arguments: list[str]
    options: list[Option]


def page() -> str:
    """Return the page, whatever the terminal and the environment are."""
    group: Any = typer.main.get_command(app)
    context = typer.Context(group, info_name="ungacli", **group.context_settings)
    own = _section(context, f"{group.help}\n\nWithout a command: {WELCOME.summary}")
    sections = [
        _section(typer.Context(load_command(name, entry), info_name=name, parent=context), entry.summary)
        for name, entry in COMMANDS.items()
    ]
    takers = Counter(option for section in (*sections, own) for option in section.options)
    # The help pages begin with the panel that has no name of its own.
    shared = sorted((option for option in takers if takers[option] > 1), key=lambda one: one.panel != "Options")
    parts = ["# Commands", INTRODUCTION, *(_section_text(section, shared) for section in (own, *sections))]
    for panel, options in groupby(shared, lambda one: one.panel):
        parts += [f"## {panel}", _table(options)]
    parts += ["## Columns", *_columns(), CLOCKS]
    return "\n\n".join(parts) + "\n"


def _section(context: typer.Context, summary: str) -> Section:
    command: Any = context.command
    taken = command.get_params(context)
    return Section(
        context.command_path,
        # Typer puts braces around what must be there.
        re.sub("[{}]", "", " ".join([context.command_path, *command.collect_usage_pieces(context)])),
        summary,
        [f"`{one.make_metavar(context)}`: {_plain(one.help)}" for one in taken if one.param_type_name == "argument"],
        [_option(one, context) for one in taken if one.param_type_name == "option"],
    )


def _option(option: Any, context: typer.Context) -> Option:
    written, _ = option.get_help_record(context)
    words = [_plain(option.help)]
    bounds = ("At least", getattr(option.type, "min", None)), ("At most", getattr(option.type, "max", None))
    words += [f"{limit} {bound}." for limit, bound in bounds if bound is not None]
    if option.multiple:
        words.append("May be given several times.")
    if option.default and not option.is_flag:
        words.append(f"Default: `{option.default}`.")
    if option.envvar:
        words.append(f"Environment: `{option.envvar}`.")
    return Option(option.rich_help_panel or "Options", max(option.opts, key=len), written, " ".join(words))


def _section_text(section: Section, shared: list[Option]) -> str:
    parts = [f"## {section.title}", f"`{section.usage}`", section.summary, *section.arguments]
    if own := [option for option in section.options if option not in shared]:
        parts.append(_table(own))
    also = [option for option in shared if option in section.options]
    for panel, options in groupby(also, lambda one: one.panel):
        parts.append(_listed(f"[{panel}](#{panel.lower().replace(' ', '-')})", [option.name for option in options]))
    return "\n\n".join(parts)


def _columns() -> list[str]:
    kinds = {
        "Of events": columns.EVENTS.all,
        "Also in the agenda of one speaker or organizer": [
            name for name in columns.AGENDA.all if name not in columns.EVENTS.all
        ],
        "Of people and organizations": columns.SPEAKERS.all | columns.ORGANIZERS.all,
    }
    return [_listed(kind, names) for kind, names in kinds.items()]


def _listed(what: str, names: Iterable[str]) -> str:
    """Return *what* and the *names* as code, in lines as long as the docs'."""
    return fill(f"{what}: {' '.join(f'`{name}`' for name in names)}", 120, break_on_hyphens=False)


def _table(options: Iterable[Option]) -> str:
    return "\n".join(["| option | does |", "|---|---|", *(f"| `{one.written}` | {one.does} |" for one in options)])


def _plain(text: str) -> str:
    """Return *text* with the signs of Markdown escaped."""
    return re.sub(r"[|*<_\[\]]", r"\\\g<0>", text)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
