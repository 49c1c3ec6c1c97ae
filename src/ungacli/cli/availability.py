"""Commands that look at who is busy: conflicts, free.

What draws tables is imported only for a table.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from ungacli.cli.listing import print_facts
from ungacli.cli.options import Also, FilterOptions, Format, SourceOptions, ViewOptions, with_options
from ungacli.cli.session import ask, moment, zones
from ungacli.cli.sources import open_schedule, own_calendars
from ungacli.cli.terminal import note, width
from ungacli.errors import QuestionError
from ungacli.model import Schedule
from ungacli.phrases import count
from ungacli.query.lookup import find_speaker

if TYPE_CHECKING:
    from rich.console import RenderableType


class ConflictOptions(NamedTuple):
    """What counts as a conflict."""

    buffer: Annotated[
        str, typer.Option("--buffer", metavar="TIME", help="So much has to be between two events: 30m, 1h30.")
    ] = "0m"
    with_: Annotated[
        list[Path], typer.Option("--with", metavar="FILE", help="Check against these calendars of your own.")
    ] = []
    check: Annotated[bool, typer.Option("--check", help="Exit with code 1 if there is any.")] = False
    also: Annotated[
        list[str],
        typer.Option("--also", metavar="ZONE", help="Tell the times in this zone too.", rich_help_panel="Output"),
    ] = []


@with_options
def conflicts(filters: FilterOptions, source: SourceOptions, wanted: ConflictOptions, view: ViewOptions) -> None:
    """Find events that overlap or follow too closely."""
    from ungacli.planning.conflicts import conflicts as find_conflicts
    from ungacli.render import data
    from ungacli.when.durations import parse_duration

    buffer = parse_duration(wanted.buffer)
    schedule = open_schedule(source)
    also = zones(wanted.also, schedule)
    own = own_calendars(wanted.with_, source, schedule) if wanted.with_ else None
    meant, _ = ask(schedule, filters.filters(), at=filters.at)
    only = [find_speaker(schedule, name) for name in filters.speaker]
    found = find_conflicts(meant.events, buffer=buffer, one_plan=filters.picked, only=only, own=own)
    if meant.events and not found:
        note(_none(meant, with_own=bool(wanted.with_)))

    def drawn() -> "Iterable[RenderableType]":
        from ungacli.render.conflicts import conflict_pairs

        return conflict_pairs(found, schedule, width=width(), also=also)

    # Plain data of an event takes time, and rows have no use for it.
    as_json = view.chosen in {Format.JSON, Format.JSONL}
    records = [*map(data.conflict_record, found)] if as_json else None
    print_facts(data.CONFLICT_HEADER, [*map(data.conflict_row, found)], view, drawn, records=records)
    if wanted.check and found:
        raise typer.Exit(1)


def _none(found: Schedule, *, with_own: bool) -> str:
    events = count(found.events)
    return f"no conflicts of {events} with your calendars" if with_own else f"no conflicts among {events}"


_DAY = "08:00-20:00"


class FreeOptions(NamedTuple):
    """What counts as free."""

    between: Annotated[
        list[str],
        typer.Option(
            "--between",
            metavar="TIMES",
            help=f"In these hours of each day: 9-12, after 17:00; without it {_DAY}.",
        ),
    ] = []
    at_least: Annotated[str, typer.Option("--at-least", metavar="TIME", help="Only what lasts so long: 45m, 1h30.")] = (
        "30m"
    )
    buffer: Annotated[
        str, typer.Option("--buffer", metavar="TIME", help="Keep so much time before and after each event: 15m.")
    ] = "0m"
    with_: Annotated[
        list[Path],
        typer.Option("--with", metavar="FILE", help="Take what is in these calendars of your own for busy too."),
    ] = []
    also: Also = []


@with_options
def free(filters: FilterOptions, source: SourceOptions, wanted: FreeOptions, view: ViewOptions) -> None:
    """Tell when there is time between the events of somebody, or of all."""
    from ungacli.planning.free import asked_days, busy_spans, free_days, parse_window
    from ungacli.query.conditions import told
    from ungacli.render import data
    from ungacli.render.no_results import nothing_free
    from ungacli.when.durations import parse_duration

    if filters.time:
        raise QuestionError("--time says nothing of when to be free", hint="--between 08:00-12:00 says which hours")
    schedule = open_schedule(source)
    hours = [parse_window(text) for text in wanted.between or [_DAY]]
    at_least, buffer = parse_duration(wanted.at_least), parse_duration(wanted.buffer)
    asked_for = filters.filters()
    days = asked_days(asked_for, schedule, today=moment(filters.at, schedule).date())
    own = own_calendars(wanted.with_, source, schedule, days=days)
    # What began the day before may run into a day.
    meant, asked = ask(schedule, asked_for._replace(date=(), from_=(), to=()), at=filters.at)
    busy = busy_spans(meant.events, [find_speaker(schedule, name) for name in filters.speaker], own=own)
    found = free_days(days, hours, busy, schedule.timezone, at_least=at_least, buffer=buffer)
    who = f"events: {told(asked)}" if asked else f"all {count(schedule.events)}"
    who += " and your own calendars" if wanted.with_ else ""
    also = zones(wanted.also, schedule)
    if not any(day.slots for day in found):
        note(*nothing_free(found, at_least))

    def drawn() -> "Iterable[RenderableType]":
        # 20 ms for Rich, which the formats for programs never pay.
        from ungacli.render.free import free_time

        return free_time(found, schedule.title, who, hours, at_least=at_least, buffer=buffer, also=also)

    exact = view.chosen in {Format.CSV, Format.TSV}
    header, facts = data.free_rows(found, also, exact=exact)
    print_facts(header, facts, view, drawn, records=data.free_records(found))
