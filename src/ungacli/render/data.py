"""Answers for other programs: records for JSON, and rows of cells as lines of plain text, CSV, TSV and Markdown.

What the planning modules work out is imported for types alone: most answers need one of them.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from io import StringIO
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ungacli import phrases
from ungacli.escapes import guarded, markdown, safe
from ungacli.model import Event, Participant, Person
from ungacli.record import Record, event_record, organization_record, person_record
from ungacli.render import time_text
from ungacli.render.time_text import iso_duration

if TYPE_CHECKING:
    from ungacli.planning.brief import Brief
    from ungacli.planning.busy_time import Conflict, Span
    from ungacli.planning.upcoming import Turn

Rows = Sequence[Sequence[str]]
# One long cell is no reason to move the cells right of it in every row.
_WIDEST = 100
UPCOMING_HEADER = ("state", "starts_in", "ends_in", "date", "time", "id", "title")
CONFLICT_HEADER = (
    *("people", "first", "first_start", "first_end", "second", "second_start", "second_end"),
    *("overlap", "gap", "with_own"),
)


def total_duration(events: Sequence[Event]) -> timedelta:
    """Return the length of all *events* together."""
    return sum((event.duration for event in events), timedelta())


def participant_record(participant: Participant, events: Sequence[Event]) -> Record:
    """Return a person or an organization with the ids of their *events* and the total duration."""
    if isinstance(participant, Person):
        organization = participant.organization and participant.organization.label
        about = {**person_record(participant), "organization": organization, "type": "person"}
    else:
        about = {**organization_record(participant), "type": "organization"}
    return {**about, "events": [event.id for event in events], "duration": iso_duration(total_duration(events))}


def upcoming_record(turn: "Turn") -> Record:
    """Return an event with its state at a moment, and how long until it starts and ends: null for the past."""
    until = {"starts_in": turn.starts_in, "ends_in": turn.ends_in}
    lengths = {name: None if value is None else iso_duration(value) for name, value in until.items()}
    return {**event_record(turn.event), "state": turn.state.value, **lengths}


def upcoming_row(turn: "Turn", also: Sequence[ZoneInfo] = ()) -> Record:
    """Return the same with the cells of UPCOMING_HEADER, its times in the zones *also* too."""
    times = "; ".join([time_text.times(turn.event), *time_text.other_times(turn.event, also)])
    return {**upcoming_record(turn), "date": turn.event.start.date(), "time": times}


def conflict_record(conflict: "Conflict") -> Record:
    """Return *conflict* as plain data, the lengths as ISO 8601 writes them."""
    return {
        "people": [{"id": person.id, "name": person.name} for person in conflict.people],
        "overlap": iso_duration(conflict.overlap),
        "gap": iso_duration(conflict.gap),
        "with_own": conflict.with_own,
        "first": event_record(conflict.first),
        "second": event_record(conflict.second),
    }


def conflict_row(conflict: "Conflict") -> Record:
    """Return *conflict* with the cells of CONFLICT_HEADER: the events by their ids, times with their offset."""
    row = conflict_record(conflict)
    row["people"] = phrases.several(person.name for person in conflict.people)
    row["with_own"] = "yes" if conflict.with_own else "no"
    for name in ("first", "second"):
        event = row[name]
        row |= {name: event["id"], f"{name}_start": event["start"], f"{name}_end": event["end"]}
    return row


def free_record(slot: "Span") -> Record:
    """Return a free slot: its start and end with their offsets, its zone, its length by ISO 8601."""
    return {
        "start": slot.start.isoformat(),
        "end": slot.end.isoformat(),
        "timezone": slot.timezone.key,
        "duration": iso_duration(slot.duration),
    }


def free_row(slot: "Span", also: Sequence[ZoneInfo], *, exact: bool) -> Record:
    """Return a free slot with the day on which it begins; unless *exact* with times of day, in the zones *also* too."""
    row = {**free_record(slot), "date": slot.start.date().isoformat()}
    if not exact:
        row["start"], row["end"] = time_text.times(slot).split("–", 1)
        row |= {"duration": time_text.duration(slot.duration), "also": "; ".join(time_text.other_times(slot, also))}
    return row


def brief_record(brief: "Brief") -> Record:
    """Return *brief* as plain data, the times of each event in its own zone."""
    return {
        "title": brief.title,
        "of": brief.of and participant_record(brief.of, brief.events),
        "events": [
            {
                **event_record(entry.event.in_zone(entry.zone)),
                "part": entry.part,
                "gap_before": entry.before and iso_duration(entry.before.length),
                "gap_after": entry.after and iso_duration(entry.after.length),
                "overlaps": [
                    {"event": near.event.id, "duration": iso_duration(near.length)} for near in entry.overlaps
                ],
            }
            for entry in brief.entries
        ],
        "unconfirmed": [{"event": one.event and one.event.id, "what": one.in_full} for one in brief.unconfirmed],
    }


def plain_lines(_: Sequence[str], rows: Rows) -> Iterator[str]:
    """Yield a line for each row, its cells one below the other; a cell wider than 100 columns shifts its own line."""
    from rich.cells import cell_len

    safe_rows = [[safe(cell) for cell in row] for row in rows]
    widths = [
        max((size for cell in column if (size := cell_len(cell)) <= _WIDEST), default=0)
        for column in zip(*safe_rows, strict=True)
    ]
    for row in safe_rows:
        cells = [cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)]
        yield "  ".join(cells).rstrip()


def csv_lines(header: Sequence[str], rows: Rows) -> Iterator[str]:
    """Yield *header* and *rows* as CSV (RFC 4180, but with the system's line ends), a line each.

    What a spreadsheet would run has an apostrophe put before it.
    """
    import csv

    for row in (header, *rows):
        line = StringIO()
        csv.writer(line, lineterminator="").writerow([guarded(safe(cell)) for cell in row])
        yield line.getvalue()


def tsv_lines(header: Sequence[str], rows: Rows) -> Iterator[str]:
    """Yield *header* and *rows* with tabs between the cells, which contain none, and nothing quoted."""
    for row in (header, *rows):
        yield "\t".join(guarded(safe(cell)) for cell in row)


def markdown_text(text: str) -> str:
    """Return *text* on one line for GitHub's Markdown, in which nothing is markup and links are links."""
    return markdown(safe(text).strip())


def markdown_lines(header: Sequence[str], rows: Rows) -> Iterator[str]:
    """Yield *header* and *rows* as a table of GitHub's Markdown, in which no cell is markup and links are links."""
    names = [name.replace("_", " ").capitalize() for name in header]
    for cells in (names, ["---"] * len(header), *(map(markdown_text, row) for row in rows)):
        yield f"| {' | '.join(cells)} |"


LINES: dict[str, Callable[[Sequence[str], Rows], Iterator[str]]] = {
    "plain": plain_lines,
    "csv": csv_lines,
    "tsv": tsv_lines,
    "markdown": markdown_lines,
}
"""How each of these formats writes a header and its rows."""
