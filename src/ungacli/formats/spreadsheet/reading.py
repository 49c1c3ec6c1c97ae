"""Schedules in CSV and TSV as spreadsheets save them.

A row is an event. Which column holds what is clear from its name in the usual spellings (`columns`);
separator, encoding and the style of days are inferred from the file, and reported in one note. Nothing
else is guessed: what can mean two things is an error that names the option which settles it, and a row that
cannot be read for another reason is skipped.

A place is the line in which a row begins, and the number of the cell in it, from 1.

Our own files (`writing`) are recognised by the names of their columns. Their `Description` is made of other
columns: it is not read, and a change to it is reported.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ungacli.draft.diagnostics import Diagnostic, Level, each_kind_once, quoted
from ungacli.draft.draft import Draft, RawEvent
from ungacli.draft.ids import is_identifier
from ungacli.draft.read_options import ReadOptions
from ungacli.formats.spreadsheet.columns import (
    WHEN,
    Cells,
    SheetStyle,
    TimeCells,
    cells_by_meaning,
    chosen_columns,
    sheet_style,
    unread_columns,
)
from ungacli.formats.spreadsheet.grid import Grid, Row, parse
from ungacli.formats.spreadsheet.rows import RowFacts, names_of_people, read_row
from ungacli.formats.spreadsheet.times import RowError, RowTimes, TimedRow
from ungacli.formats.spreadsheet.writing import HEADERS, description
from ungacli.names import spelling_key, split_honorific
from ungacli.participants.values import RawPerson
from ungacli.when.cells_and_lines import cell_text
from ungacli.when.when import Unclear, complete

_MOST_LISTED = 8
# Fewer cells than these make no event, so that one alone in a row is a heading.
_FEWEST_COLUMNS = 3
_COMMAS = {
    "organizers": "commas separate organizers; put semicolons between them if a name holds a comma",
    "people": "commas separate people where each part is a name; otherwise an office follows the comma",
}


class _Sheet(NamedTuple):
    """A *grid*, the columns *chosen* for each meaning, the *rows* by meaning, and the *style* of their times."""

    grid: Grid
    chosen: Mapping[str, Sequence[int]]
    rows: Sequence[tuple[Row, Cells, TimeCells]]
    style: SheetStyle


class _RowResult(NamedTuple):
    """A row, and what it is by its *times*: an event, an event that cannot be read, or a heading (its text)."""

    row: Row
    cells: Cells
    times: RowTimes | RowError | str


def read(data: bytes, options: ReadOptions) -> Draft:
    """Return the events in the table *data*, each with the place of its row; BadFileError for what is no table."""
    sheet = _sheet(parse(data), options)
    own = sheet.style.own
    results = list(_results(sheet))
    timed = [(result, result.times) for result in results if isinstance(result.times, RowTimes)]
    # The one zone that rows name, unless there are times without any; instants need none.
    zones = {times.row_zone for _, times in timed if times.row_zone or times.needs_zone}
    zone = zones.pop() if len(zones) == 1 else None
    known = frozenset() if own else names_of_people(cells for _, cells, _ in sheet.rows)
    facts: list[RowFacts] = []
    # What can mean two things is an error, since an option settles it.
    problems = [
        Diagnostic((), str(one), Level.ERROR if one.is_open else Level.SKIPPED, (row.line, one.number + 1))
        for row, _, one in results
        if isinstance(one, RowError)
    ]
    for result, times in timed:
        one = read_row(result.cells, result.row.line, own=own, known=known)
        when = complete(times.partial, zone or options.zone or ZoneInfo("UTC"))
        if isinstance(when, Unclear):
            place = one.event.places.get(when.part, one.event.place)
            problems.append(Diagnostic((), f"{quoted(one.event.title or '')}: {when.message}", Level.SKIPPED, place))
        else:
            facts.append(one._replace(event=replace(one.event, when=when)))
    if not options.zone and any(times.needs_zone for _, times in timed):
        problems.append(_note(sheet, 'no time zone: give --tz ZONE, or a column "Time zone"', Level.ERROR))
    ids = {cells["schedule"].text for _, cells, _ in sheet.rows if "schedule" in cells}
    return Draft(
        id=next(iter(ids)) if len(ids) == 1 and all(map(is_identifier, ids)) else None,
        timezone=zone,
        people=_people([one.event for one in facts]) if own else (),
        events=tuple(one.event for one in facts),
        diagnostics=(
            *sheet.grid.diagnostics,
            *each_kind_once([*problems, *(diagnostic for one in facts for diagnostic in one.diagnostics)]),
            *_notes(sheet, results, facts),
        ),
    )


def _sheet(grid: Grid, options: ReadOptions) -> _Sheet:
    texts = [row.cells for row in grid.rows]
    chosen = chosen_columns(grid.columns, texts)
    cells = [cells_by_meaning(row, chosen) for row in texts]
    times = [{name: cell_text(row[name].text, prefer=WHEN[name]) for name in WHEN if name in row} for row in cells]
    own = {header.casefold() for header in HEADERS} <= {column.header.casefold() for column in grid.columns}
    style = sheet_style(list(zip(cells, times, strict=True)), grid.columns, options, own=own)
    return _Sheet(grid, chosen, list(zip(grid.rows, cells, times, strict=True)), style)


def _results(sheet: _Sheet) -> Iterator[_RowResult]:
    """Yield each row as read; a day holds for the rows below it that have none."""
    above = None
    width = len(sheet.grid.columns)
    for row, cells, times in sheet.rows:
        timed = TimedRow(cells, times, sheet.style, above)
        above = timed.day_for_rows_below()
        result: RowTimes | RowError | str
        try:
            result = timed.start_and_end()
        except RowError as error:
            result = error
        alone = [text for text in row.cells if text.strip()]
        if len(alone) == 1 and width >= _FEWEST_COLUMNS:
            result = " ".join(alone[0].split())
        elif isinstance(result, RowTimes) and len(row.cells) > width:
            message = f"a row of {len(row.cells)} cells under {width} names of columns"
            result = RowError(f"{message}; put texts that hold the separator into quotes", width)
        elif isinstance(result, RowTimes) and "title" not in cells:
            result = RowError("no title", sheet.chosen["title"][0])
        yield _RowResult(row, cells, result)


def _people(events: Sequence[RawEvent]) -> tuple[RawPerson, ...]:
    """Return the people of our own files, where two names are two people however near they are."""
    people: dict[str, RawPerson] = {}
    for event in events:
        for role in (*(event.speakers or ()), *(event.organizers or ())):
            if isinstance(role.participant, RawPerson):
                people.setdefault(spelling_key(split_honorific(role.participant.name)[1]), role.participant)
    return tuple(people.values())


def _notes(sheet: _Sheet, results: Sequence[_RowResult], facts: Sequence[RowFacts]) -> Iterator[Diagnostic]:
    """Yield how the file was read, and what of it was not."""
    grid = sheet.grid
    if recognized := [*grid.recognized, *sheet.style.recognized]:
        yield _note(sheet, f"read with {', '.join(dict.fromkeys(recognized))}")
    remarks = Counter(remark for _, _, times in results if isinstance(times, RowTimes) for remark in times.remarks)
    for remark, count in remarks.items():
        yield _note(sheet, f"{remark} ({count} of {len(facts)} events)")
    if headings := [heading for _, _, heading in results if isinstance(heading, str)]:
        yield _note(sheet, f"rows that are no events: {_listed(headings)}")
    if unnamed := {text for one in facts for text in one.unnamed}:
        yield _note(sheet, f"ignored, since these are not names: {_listed(sorted(unnamed))}")
    commas = {kind for one in facts for kind in one.commas}
    yield from (_note(sheet, message) for kind, message in _COMMAS.items() if kind in commas)
    unread = unread_columns(grid.columns, sheet.chosen, [row.cells for row in grid.rows])
    if unread:
        yield _note(sheet, f"columns that are not read: {_listed(unread)}", Level.WARNING)
    title, *others = (grid.columns[number].header for number in sheet.chosen["title"])
    if set(others) & set(unread):
        yield _note(sheet, f"{quoted(title)} is taken for the title of the events", Level.WARNING)
    numbers = {column.header: column.number for column in grid.columns} if sheet.style.own else {}
    for row in grid.rows if sheet.style.own else ():
        cells = {name: row.cells[numbers[name]] if numbers[name] < len(row.cells) else "" for name in HEADERS}
        if cells["Description"].strip() != description(cells):
            message = "the description was changed and is not read: it repeats other columns; change those"
            yield Diagnostic((), message, Level.WARNING, (row.line, numbers["Description"] + 1))


def _note(sheet: _Sheet, message: str, level: Level = Level.NOTE) -> Diagnostic:
    return Diagnostic((), message, level, (sheet.grid.header_line, 1))


def _listed(texts: Sequence[str]) -> str:
    names = ", ".join(map(quoted, texts[:_MOST_LISTED]))
    return f"{names} and {len(texts) - _MOST_LISTED} more" if len(texts) > _MOST_LISTED else names
