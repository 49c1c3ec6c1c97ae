"""Schedules in CSV and TSV as spreadsheets save them.

A row is an event. Which column holds what is clear from its name in the usual spellings (`columns`);
separator, encoding and the style of days are inferred from the file, and reported in one note. Nothing
else is guessed: what can mean two things is an error that names the option which settles it, and a row that
cannot be read for another reason is skipped.

A place is the line in which a row begins, and the number of the cell in it, from 1.

Our own files (`writing`) are recognised by the names of their columns. Their `Description` is made of other
columns: it is not read, and if somebody has changed it that is reported.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ungacli.draft.diagnostics import Diagnostic, Level, each_kind_once, quoted
from ungacli.draft.draft import Draft, RawEvent
from ungacli.draft.identities import spelling_key
from ungacli.draft.ids import is_identifier
from ungacli.draft.read_options import ReadOptions
from ungacli.formats.spreadsheet.columns import Cells, cells_by_meaning, chosen_columns, unread_columns
from ungacli.formats.spreadsheet.date_style import DateStyle, TimeCells, date_style, time_cells
from ungacli.formats.spreadsheet.grid import Grid, Row, parse
from ungacli.formats.spreadsheet.rows import RowFacts, names_of_people, read_row
from ungacli.formats.spreadsheet.start_end import RowError, RowTimes, TimedRow
from ungacli.formats.spreadsheet.writing import HEADERS, description
from ungacli.names import split_honorific
from ungacli.participants.values import RawPerson
from ungacli.when.when import Unclear, complete

_MOST_LISTED = 8
# Fewer cells than these make no event, so that one alone in a row is a heading.
_FEWEST_COLUMNS = 3


class _Sheet(NamedTuple):
    """A *grid*, perhaps of our *own*, the columns *chosen* for each meaning, and the *rows* by meaning."""

    grid: Grid
    chosen: Mapping[str, Sequence[int]]
    rows: Sequence[tuple[Row, Cells, TimeCells]]
    own: bool

    @property
    def width(self) -> int:
        return len(self.grid.columns)


class _RowResult(NamedTuple):
    """One row as read: its *times*, or the *problem* with them, and the *heading* that it is instead of an event."""

    row: Row
    cells: Cells
    times: RowTimes | None = None
    problem: RowError | None = None
    heading: str = ""


def read(data: bytes, options: ReadOptions) -> Draft:
    """Return the events in the table *data*, each with the place of its row; BadFileError for what is no table."""
    sheet = _sheet(parse(data))
    style = date_style([(cells, times) for _, cells, times in sheet.rows], sheet.grid.columns, options)
    results = list(_results(sheet, style))
    timed = [(result, result.times) for result in results if result.times]
    zone = _zone_of_the_file([times for _, times in timed])
    known = frozenset() if sheet.own else names_of_people(cells for _, cells, _ in sheet.rows)
    facts: list[RowFacts] = []
    events: list[RawEvent] = []
    problems = [_row_problem(result.row, result.problem) for result in results if result.problem]
    for result, times in timed:
        one = read_row(result.cells, result.row.line, own=sheet.own, known=known)
        when = complete(times.partial, zone or options.zone or ZoneInfo("UTC"))
        if isinstance(when, Unclear):
            place = one.event.places.get(when.part, one.event.place)
            problems.append(Diagnostic((), f"{quoted(one.event.title or '')}: {when.message}", Level.SKIPPED, place))
        else:
            facts.append(one)
            events.append(replace(one.event, when=when))
    if not options.zone and any(times.needs_zone for _, times in timed):
        problems.append(_note(sheet, 'no time zone: give --tz ZONE, or a column "Time zone"', Level.ERROR))
    ids = {cells["schedule"].text for _, cells, _ in sheet.rows if "schedule" in cells}
    return Draft(
        id=next(iter(ids)) if len(ids) == 1 and all(map(is_identifier, ids)) else None,
        timezone=zone,
        people=_people(events) if sheet.own else (),
        events=tuple(events),
        diagnostics=(
            *sheet.grid.diagnostics,
            *each_kind_once([*problems, *(diagnostic for one in facts for diagnostic in one.diagnostics)]),
            *_notes(sheet, style, results, facts),
        ),
    )


def _sheet(grid: Grid) -> _Sheet:
    texts = [row.cells for row in grid.rows]
    chosen = chosen_columns(grid.columns, texts)
    cells = [cells_by_meaning(row, chosen) for row in texts]
    own = {header.casefold() for header in HEADERS} <= {column.header.casefold() for column in grid.columns}
    return _Sheet(grid, chosen, list(zip(grid.rows, cells, map(time_cells, cells), strict=True)), own)


def _results(sheet: _Sheet, style: DateStyle) -> Iterator[_RowResult]:
    """Yield each row as read; a day holds for the rows below it that have none."""
    above = None
    for row, cells, times in sheet.rows:
        timed = TimedRow(cells, times, sheet.grid.columns, style, above, sheet.own)
        above = timed.day_for_rows_below()
        alone = [text for text in row.cells if text.strip()]
        if len(alone) == 1 and sheet.width >= _FEWEST_COLUMNS:
            yield _RowResult(row, cells, heading=" ".join(alone[0].split()))
            continue
        try:
            start_and_end = timed.start_and_end()
            _check_row(row, cells, sheet)
        except RowError as error:
            yield _RowResult(row, cells, problem=error)
        else:
            yield _RowResult(row, cells, start_and_end)


def _check_row(row: Row, cells: Cells, sheet: _Sheet) -> None:
    """Raise RowError for a row without a title, or with more cells than the table has columns."""
    if len(row.cells) > sheet.width:
        message = f"a row of {len(row.cells)} cells under {sheet.width} names of columns"
        raise RowError(f"{message}; put texts that hold the separator into quotes", sheet.width)
    if "title" not in cells:
        raise RowError("no title", sheet.chosen["title"][0])


def _row_problem(row: Row, error: RowError) -> Diagnostic:
    """Return why a row is skipped, or for what can mean two things the error that an option settles."""
    return Diagnostic((), str(error), Level.ERROR if error.is_open else Level.SKIPPED, (row.line, error.number + 1))


def _zone_of_the_file(rows: Sequence[RowTimes]) -> ZoneInfo | None:
    """Return the one zone that rows name, unless there are times without any; instants need none."""
    zones = {times.row_zone for times in rows if times.row_zone or times.needs_zone}
    return zones.pop() if len(zones) == 1 else None


def _people(events: Sequence[RawEvent]) -> tuple[RawPerson, ...]:
    """Return the people of our own files, where two names are two people however near they are."""
    people: dict[str, RawPerson] = {}
    for event in events:
        for role in (*(event.speakers or ()), *(event.organizers or ())):
            if isinstance(role.participant, RawPerson):
                people.setdefault(spelling_key(split_honorific(role.participant.name)[1]), role.participant)
    return tuple(people.values())


def _notes(
    sheet: _Sheet, style: DateStyle, results: Sequence[_RowResult], facts: Sequence[RowFacts]
) -> Iterator[Diagnostic]:
    """Yield how the file was read, and what of it was not."""
    if recognized := [*sheet.grid.recognized, *style.recognized]:
        yield _note(sheet, f"read with {', '.join(dict.fromkeys(recognized))}")
    remarks = Counter(remark for result in results if result.times for remark in result.times.remarks)
    for remark, count in remarks.items():
        yield _note(sheet, f"{remark} ({count} of {len(facts)} events)")
    if headings := [result.heading for result in results if result.heading]:
        yield _note(sheet, f"rows that are no events: {_listed(headings)}")
    if unnamed := {text for one in facts for text in one.unnamed}:
        yield _note(sheet, f"no names, and left out: {_listed(sorted(unnamed))}")
    commas = {kind for one in facts for kind in one.commas}
    if "organizers" in commas:
        yield _note(sheet, "commas separate organizers; put semicolons between them if a name holds a comma")
    if "people" in commas:
        yield _note(sheet, "commas separate people where each part is a name; otherwise an office follows the comma")
    unread = unread_columns(sheet.grid.columns, sheet.chosen, [row.cells for row in sheet.grid.rows])
    if unread:
        yield _note(sheet, f"columns that are not read: {_listed(unread)}", Level.WARNING)
    title, *others = (sheet.grid.columns[number].header for number in sheet.chosen["title"])
    if set(others) & set(unread):
        yield _note(sheet, f"{quoted(title)} is taken for the title of the events", Level.WARNING)
    if sheet.own:
        yield from _changed_descriptions(sheet.grid)


def _note(sheet: _Sheet, message: str, level: Level = Level.NOTE) -> Diagnostic:
    return Diagnostic((), message, level, (sheet.grid.header_line, 1))


def _changed_descriptions(grid: Grid) -> Iterator[Diagnostic]:
    columns = {column.header: column.number for column in grid.columns}
    for row in grid.rows:
        cells = {name: row.cells[columns[name]] if columns[name] < len(row.cells) else "" for name in HEADERS}
        if cells["Description"].strip() != description(cells):
            message = "the description was changed and is not read: it repeats other columns; change those"
            yield Diagnostic((), message, Level.WARNING, (row.line, columns["Description"] + 1))


def _listed(texts: Sequence[str]) -> str:
    names = ", ".join(map(quoted, texts[:_MOST_LISTED]))
    return f"{names} and {len(texts) - _MOST_LISTED} more" if len(texts) > _MOST_LISTED else names
