"""The command free: the time between events."""

from pathlib import Path
from typing import Annotated, NamedTuple

from ungacli.cli.filters import apply_filters, moment, zones
from ungacli.cli.listing import print_rows
from ungacli.cli.options import Also, FilterOptions, SourceOptions, ViewOptions, option, with_options
from ungacli.cli.sources import open_schedule, own_calendars
from ungacli.cli.terminal import note, print_answer
from ungacli.errors import QuestionError
from ungacli.phrases import count
from ungacli.query.lookup import find_participant

_WORKDAY = "08:00-20:00"


class FreeOptions(NamedTuple):
    """What counts as free."""

    between: Annotated[
        list[str],
        option("--between", "TIMES", f"In these hours of each day: 9-12, after 17:00; without it {_WORKDAY}."),
    ] = []
    at_least: Annotated[str, option("--at-least", "TIME", "Only what lasts so long: 45m, 1h30.")] = "30m"
    buffer: Annotated[str, option("--buffer", "TIME", "Keep so much time before and after each event: 15m.")] = "0m"
    with_: Annotated[
        list[Path], option("--with", "FILE", "Take what is in these calendars of your own for busy too.")
    ] = []
    also: Also = []


@with_options
def free(filters: FilterOptions, source: SourceOptions, options: FreeOptions, view: ViewOptions) -> None:
    """Find free time, for one person or several together."""
    from ungacli.planning.free import busy_spans, days_to_search, free_days, parse_window
    from ungacli.query.conditions import joined_labels
    from ungacli.render import data
    from ungacli.when.clocks import parse_duration

    if filters.time:
        raise QuestionError("--time says nothing of when to be free", hint="--between 08:00-12:00 says which hours")
    schedule = open_schedule(source)
    hours = [parse_window(text) for text in options.between or [_WORKDAY]]
    at_least, buffer = parse_duration(options.at_least), parse_duration(options.buffer)
    days = days_to_search(filters.filters(), schedule, today=moment(filters.at, schedule).date())
    own = own_calendars(options.with_, source, schedule, days=days)
    # What began the day before may run into a day.
    matches, conditions = apply_filters(schedule, filters._replace(date=[], from_=[], to=[]))
    people = [find_participant(schedule, "speaker", name) for name in filters.speaker]
    busy = busy_spans(matches.events, people, own=own)
    result = free_days(days, hours, busy, schedule.timezone, at_least=at_least, buffer=buffer)
    who = f"events: {joined_labels(conditions)}" if conditions else f"all {count(schedule.events)}"
    who += " and your own calendars" if options.with_ else ""
    also = zones(options.also, schedule)
    if not any(day.slots for day in result):
        from ungacli.render.plan import nothing_free

        note(*nothing_free(result, at_least))
    if view.format == "table":
        # 20 ms for Rich, which the formats for programs never pay.
        from ungacli.render.plan import free_time

        table = free_time(result, schedule.title, who, hours, at_least=at_least, buffer=buffer, also=also)
        print_answer(table, view.color)
    else:
        slots, exact = [slot for day in result for slot in day.slots], view.format in {"csv", "tsv"}
        header = ("date", "start", "end", "duration", *(["also"] if also and not exact else []))
        rows = [data.free_row(slot, also, exact=exact) for slot in slots]
        print_rows(header, rows, view, map(data.free_record, slots))
