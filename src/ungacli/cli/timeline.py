"""The command timeline: each day to scale, or in sentences."""

from ungacli.cli.filters import apply_filters, quietly_picked_ids, without_unused_owner, zones
from ungacli.cli.options import FilterOptions, SourceOptions, TimelineOptions, with_options
from ungacli.cli.sources import open_schedule
from ungacli.cli.terminal import print_answer, print_json, print_lines, width
from ungacli.record import event_record


@with_options
def timeline(filters: FilterOptions, source: SourceOptions, view: TimelineOptions) -> None:
    """Draw each day to scale, with events that overlap side by side."""
    schedule = open_schedule(source)
    # --for names the owner of the marked picks, who need not be the one of the filters.
    matches, _ = apply_filters(schedule, without_unused_owner(filters))
    also = zones(view.also, schedule)
    if view.format in {"json", "jsonl"}:
        print_json([*map(event_record, matches.events)], by_line=view.format == "jsonl")
        return
    if not matches.events:
        return
    picked = quietly_picked_ids(schedule, filters.for_)
    if view.format == "plain":
        from ungacli.render.timeline_text import sentences

        print_lines(sentences(matches, also=also, by_speaker=bool(view.by), picked=picked))
    else:
        from ungacli.render.timeline import TimelineView
        from ungacli.render.timeline import timeline as days

        style = TimelineView(width(), also, by_speaker=bool(view.by), picked=picked)
        print_answer(days(matches, style, total=len(schedule.events)), view.color)
