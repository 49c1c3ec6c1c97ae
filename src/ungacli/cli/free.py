"""The command that finds time between events."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from ungacli.cli.listing import print_facts
from ungacli.cli.options import FilterOptions, Format, SourceOptions, ViewOptions, with_options
from ungacli.cli.session import ask, moment, zones
from ungacli.cli.sources import open_schedule
from ungacli.cli.terminal import note
from ungacli.errors import QuestionError
from ungacli.query.lookup import find_speaker

if TYPE_CHECKING:
    from rich.console import RenderableType


class FreeOptions(NamedTuple):
    """What counts as free."""

    between: Annotated[
        list[str],
        typer.Option(
            "--between",
            metavar="TIMES",
            help="In these hours, 9-12 or after 17:00, of the days that --date, --from and --to name, or else of the "
            "schedule's. The other filters say which events take time, on whichever day.",
        ),
    ] = ["08:00-20:00"]
    at_least: Annotated[str, typer.Option("--at-least", metavar="TIME", help="Only what lasts so long: 45m, 1h30.")] = (
        "30m"
    )
    buffer: Annotated[
        str, typer.Option("--buffer", metavar="TIME", help="Keep so much time before and after each event: 15m.")
    ] = "0m"
    also: Annotated[
        list[str], typer.Option("--also", metavar="ZONE", help="Tell the times in this zone too, in tables.")
    ] = []


@with_options
def free(filters: FilterOptions, source: SourceOptions, wanted: FreeOptions, view: ViewOptions) -> None:
    """Tell when there is time between the events of somebody, or of all."""
    from ungacli.planning.free import asked_days, busy_spans, free_days, parse_window
    from ungacli.query.conditions import told
    from ungacli.render import slots
    from ungacli.render.clock import count
    from ungacli.when.durations import parse_duration

    if filters.time:
        raise QuestionError("--time says nothing of when to be free", hint="--between 08:00-12:00 says which hours")
    schedule = open_schedule(source)
    hours = [parse_window(text) for text in wanted.between]
    at_least, buffer = parse_duration(wanted.at_least), parse_duration(wanted.buffer)
    asked_for = filters.filters()
    days = asked_days(asked_for, schedule, today=moment(filters.at, schedule).date())
    # What began the day before may run into a day.
    meant, asked = ask(schedule, asked_for._replace(date=(), from_=(), to=()), at=filters.at)
    busy = busy_spans(meant.events, [find_speaker(schedule, name) for name in filters.speaker])
    found = free_days(days, hours, busy, schedule.timezone, at_least=at_least, buffer=buffer)
    who = f"events: {told(asked)}" if asked else f"all {count(schedule.events)}"
    question = slots.Question(schedule.title, who, hours, at_least, buffer, zones(wanted.also, schedule))
    if not any(day.slots for day in found):
        note(*slots.nothing_free(found, question))

    def drawn() -> "Iterator[RenderableType]":
        # 20 ms for Rich, which the formats for programs never pay.
        from ungacli.render import free as drawing

        return drawing.drawn(found, question)

    exact = view.chosen in {Format.CSV, Format.TSV}
    print_facts(slots.HEADER, slots.facts(found, exact=exact), view, drawn, records=slots.records(found))
