"""The command info, and the welcome of the program without a command."""

from ungacli import sources
from ungacli.cli.files import files_named
from ungacli.cli.options import CardOptions, SourceOptions, with_options
from ungacli.cli.sources import open_schedule
from ungacli.cli.terminal import print_answer, print_json, width
from ungacli.record import schedule_record


@with_options
def welcome(source: SourceOptions, view: CardOptions) -> None:
    """Say what the schedule is, on which days, and what to try first."""
    from ungacli.render import cards

    print_answer([cards.welcome(open_schedule(source))], view.color)


@with_options
def info(source: SourceOptions, view: CardOptions) -> None:
    """Show what the schedule is and what it holds."""
    schedule = open_schedule(source)
    paths = files_named(source.events) or [sources.bundled()]
    if view.format != "table":
        days = [day.isoformat() for day in schedule.days]
        counted = {"days": days, "event_count": len(schedule.events), "paths": [*map(str, paths)]}
        print_json({**schedule_record(schedule), **counted}, by_line=view.format == "jsonl")
        return
    from ungacli.render import cards

    print_answer([cards.schedule_card(schedule, paths=paths, width=width())], view.color)
