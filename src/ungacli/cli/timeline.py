"""The command that draws days to scale: timeline."""

from ungacli.cli.options import FilterOptions, Format, SourceOptions, TimelineOptions, with_options
from ungacli.cli.session import ask, zones
from ungacli.cli.sources import open_schedule
from ungacli.cli.terminal import print_answer, print_json, print_lines, width
from ungacli.record import event_record

# The ids of the events that were picked; so far there are none.
PICKED: frozenset[str] = frozenset()


@with_options
def timeline(filters: FilterOptions, source: SourceOptions, view: TimelineOptions) -> None:
    """Draw each day to scale, with events that overlap side by side."""
    schedule = open_schedule(source)
    found, _ = ask(schedule, filters.filters(), at=filters.at)
    also = zones(view.also, schedule)
    if view.chosen in {Format.JSON, Format.JSONL}:
        print_json([event_record(event) for event in found.events], by_line=view.chosen is Format.JSONL)
        return
    if not found.events:
        return
    if view.chosen is Format.PLAIN:
        from ungacli.render import sentences

        print_lines(sentences.days(found, also=also, by_speaker=bool(view.by), picked=PICKED))
    else:
        from ungacli.render.timeline import View, drawn

        asked = View(width(), also, by_speaker=bool(view.by), picked=PICKED)
        print_answer(drawn(found, asked, total=len(schedule.events)), view)
