"""Commands that look at who is busy: conflicts, free.

What draws tables is imported only for a table.
"""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from ungacli.cli.listing import print_facts
from ungacli.cli.options import Also, FilterOptions, Format, SourceOptions, ViewOptions, with_options
from ungacli.cli.session import ask, moment, zones
from ungacli.cli.sources import open_schedule, own_calendars
from ungacli.cli.terminal import note, width
from ungacli.errors import QuestionError
from ungacli.model import Event, Schedule
from ungacli.query.lookup import find_speaker
from ungacli.render.clock import count

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ungacli.planning.conflicts import Conflict

Buffer = Annotated[
    str | None,
    typer.Option(
        "--buffer", metavar="TIME", help="So much has to be between two events: 30m, 1h30.", show_default=False
    ),
]
With = Annotated[
    list[Path] | None, typer.Option("--with", metavar="FILE", help="Check against these calendars of your own.")
]
Check = Annotated[bool, typer.Option("--check", help="Exit with code 1 if there is any.")]


@with_options
def conflicts(
    filters: FilterOptions,
    source: SourceOptions,
    view: ViewOptions,
    buffer: Buffer = None,
    with_: With = None,
    check: Check = False,
    also: Also = [],  # noqa: B006
) -> None:
    """Find events that overlap or follow too closely."""
    from ungacli.render import conflict_data
    from ungacli.when.durations import parse_duration

    least = parse_duration(buffer) if buffer is not None else timedelta()
    schedule = open_schedule(source)
    told = zones(also, schedule)
    own = own_calendars(with_ or [], source, schedule)
    found, _ = ask(schedule, filters.filters(), at=filters.at)
    clashes = _clashes(found, schedule, filters, own if with_ else None, buffer=least)
    if found.events and not clashes:
        note(_none(found, with_own=bool(with_)))

    def drawn() -> "Iterable[RenderableType]":
        from ungacli.render import conflicts as pairs

        return pairs.drawn(clashes, schedule, width=width(), also=told)

    as_json = view.chosen in {Format.JSON, Format.JSONL}
    records = [*map(conflict_data.record, clashes)] if as_json else None
    print_facts(conflict_data.HEADER, [*map(conflict_data.row, clashes)], view, drawn, records=records)
    if check and clashes:
        raise typer.Exit(1)


def _clashes(
    found: Schedule, schedule: Schedule, filters: FilterOptions, own: "list[Event] | None", *, buffer: timedelta
) -> "list[Conflict]":
    """Return the conflicts of the events *found*: with one's *own*, and of those whose plan was asked for.

    Without either everybody's is.
    """
    from ungacli.planning.conflicts import double_booked, in_order, overlapping, with_own

    clashes = [] if own is None else with_own(found.events, own, buffer=buffer)
    if filters.picked:
        clashes += overlapping(found.events, buffer=buffer)
    elif filters.speaker or own is None:
        only = [find_speaker(schedule, name) for name in filters.speaker] or None
        clashes += double_booked(found.events, buffer=buffer, only=only)
    return in_order(clashes)


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
    from ungacli.render import slots
    from ungacli.when.durations import parse_duration

    if filters.time:
        raise QuestionError("--time says nothing of when to be free", hint="--between 08:00-12:00 says which hours")
    schedule = open_schedule(source)
    own = own_calendars(wanted.with_, source, schedule)
    hours = [parse_window(text) for text in wanted.between or [_DAY]]
    at_least, buffer = parse_duration(wanted.at_least), parse_duration(wanted.buffer)
    asked_for = filters.filters()
    days = asked_days(asked_for, schedule, today=moment(filters.at, schedule).date())
    # What began the day before may run into a day.
    meant, asked = ask(schedule, asked_for._replace(date=(), from_=(), to=()), at=filters.at)
    busy = busy_spans(meant.events, [find_speaker(schedule, name) for name in filters.speaker], own=own)
    found = free_days(days, hours, busy, schedule.timezone, at_least=at_least, buffer=buffer)
    who = f"events: {told(asked)}" if asked else f"all {count(schedule.events)}"
    who += f" and {count(own)} of your own" if wanted.with_ else ""
    question = slots.Question(schedule.title, who, hours, at_least, buffer, zones(wanted.also, schedule))
    if not any(day.slots for day in found):
        note(*slots.nothing_free(found, question))

    def drawn() -> "Iterable[RenderableType]":
        # 20 ms for Rich, which the formats for programs never pay.
        from ungacli.render import free as drawing

        return drawing.drawn(found, question)

    exact = view.chosen in {Format.CSV, Format.TSV}
    print_facts(slots.HEADER, slots.facts(found, exact=exact), view, drawn, records=slots.records(found))
