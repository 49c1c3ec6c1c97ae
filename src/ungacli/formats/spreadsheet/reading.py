"""Schedules in CSV and TSV as spreadsheets save them.

A row is an event. Which column says what is told by its name in the usual spellings (`columns`);
separator, encoding and the style of days are found out from the file, and told in one note. Nothing
else is guessed: a day that may be two, a time that may be in the night, an end, a year or a zone that
nobody gives are errors that name the option which gives them. All rows are read before anything is
refused, and one bad row refuses the file.

A place is the line in which a row begins, and the number of the cell in it, from 1.

Our own files (`writing`) are known by the names of their columns. What their `Description` says is
made of other columns: it is not read, and if somebody has changed it that is told.
"""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from ungacli.draft.diagnostics import Diagnostic, KeyPath, Level, Place, quoted
from ungacli.draft.read_options import ReadOptions
from ungacli.draft.tree_draft import Tree, TreeDraft
from ungacli.formats.spreadsheet.columns import HARMLESS, JOINED, Column
from ungacli.formats.spreadsheet.description import HEADERS, described
from ungacli.formats.spreadsheet.grid import Grid, Row, parse
from ungacli.formats.spreadsheet.rows import Rows, known_people
from ungacli.formats.spreadsheet.spans import Reader, RowError
from ungacli.formats.spreadsheet.style import Cells, said_in, style_of
from ungacli.names import slug

_MOST_TOLD = 8
STAND_INS = {"title": "?", "start": "2000-01-01T00:00", "end": "2000-01-01T01:00"}


def read(data: bytes, assumed: ReadOptions) -> TreeDraft:
    """Return the events in the table *data*, each with the place of its row; BadFileError for what is no table."""
    return _File(parse(data), assumed).draft()


class _File:
    """One table on its way to a draft."""

    def __init__(self, grid: Grid, assumed: ReadOptions) -> None:
        self._grid = grid
        self._assumed = assumed
        self._own = {header.casefold() for header in HEADERS} <= {one.header.casefold() for one in grid.columns}
        self._noted = list(grid.noted)
        self._picked = _picked(grid.columns)
        self._general: dict[tuple[str, int], tuple[int, int]] = {}
        self._places: dict[KeyPath, Place] = {}
        self._cells = [self._by_meaning(row) for row in grid.rows]

    def draft(self) -> TreeDraft:
        said = said_in(self._cells)
        first = {meaning: numbers[0] for meaning, numbers in self._picked.items()}
        style = style_of(said, self._grid.columns, first, self._assumed)
        reader = Reader(style, self._grid.columns, own=self._own)
        rows = Rows(own=self._own, known=frozenset() if self._own else known_people(self._cells))
        zones: list[str] = []
        events: list[Tree] = []
        remarks: Counter[str] = Counter()
        for row, cells, when in zip(self._grid.rows, self._cells, said, strict=True):
            event = {**STAND_INS, **rows.event(cells)}
            for message, number in rows.odd():
                self._noted.append(Diagnostic((), message, Level.WARNING, (row.line, number + 1)))
            if "title" not in cells:
                self._error("no title", row.line, first["title"])
            try:
                span = reader.span(cells, when)
            except RowError as error:
                self._row_error(error, row.line)
                # Not by its title: the stand-ins for its times are those of others too.
                event.setdefault("id", f"unreadable-{len(events)}")
            else:
                remarks[span.remark] += 1
                event |= {"start": _iso(span.start), "end": _iso(span.end)}
                event["timezone"] = span.zone.key if span.zone else ""
                zones.append(span.row_zone.key if span.row_zone else "")
            self._place(len(events), row.line, cells)
            events.append(event)
        zone = self._zone(zones)
        for event in events:
            # Where no other is named, the event is told by the clock of the file.
            if event.get("timezone") in {"", zone}:
                event.pop("timezone", None)
        _tell_apart(events)
        self._count_general()
        sections = rows.roster.finish()
        self._tell([*self._grid.recognized, *style.recognized], remarks, rows)
        schedule = {"timezone": zone, "id": self._schedule_id()}
        tree = {"schedule": {key: text for key, text in schedule.items() if text}, **sections, "events": events}
        return TreeDraft(tree, tuple(self._noted), lambda: self._places)

    def _by_meaning(self, row: Row) -> Cells:
        """Return what a row says by meaning; note a row that has more cells than the table has columns."""
        if len(row.cells) > len(self._grid.columns):
            message = f"a row of {len(row.cells)} cells under {len(self._grid.columns)} names of columns"
            self._error(f"{message}; put texts that hold the separator into quotes", row.line, len(self._grid.columns))
        found: dict[str, tuple[str, int]] = {}
        for meaning, numbers in self._picked.items():
            given = [(row.cells[number].strip(), number) for number in numbers if number < len(row.cells)]
            given = [(text, number) for text, number in given if text]
            if given and meaning in JOINED:
                found[meaning] = (JOINED[meaning].join(text for text, _ in given), given[0][1])
            elif given and given[0][1] == numbers[0]:
                found[meaning] = given[0]
        return found

    def _error(self, message: str, line: int, number: int) -> None:
        self._noted.append(Diagnostic((), message, place=(line, number + 1)))

    def _row_error(self, error: RowError, line: int) -> None:
        """Note what is wrong with a row; what one option mends in many rows is told at the first of them."""
        kind = (error.kind, error.number)
        if not error.kind or kind not in self._general:
            self._error(str(error), line, error.number)
        if error.kind:
            _, count = self._general.setdefault(kind, (len(self._noted) - 1, 0))
            self._general[kind] = (self._general[kind][0], count + 1)

    def _count_general(self) -> None:
        for place, count in self._general.values():
            if count > 1:
                first = self._noted[place]
                rows = "1 more row" if count == 2 else f"{count - 1} more rows"
                self._noted[place] = replace(first, message=f"{first.message} (and so in {rows})")

    def _note(self, message: str, level: Level = Level.NOTE) -> None:
        self._noted.append(Diagnostic((), message, level, (self._grid.header_line, 1)))

    def _place(self, number: int, line: int, cells: Cells) -> None:
        self._places["events", number] = (line, 1)
        keys = {**dict.fromkeys(("date", "time"), "start"), "event_timezone": "timezone", "description": "summary"}
        for meaning, (_, column) in reversed(list(cells.items())):
            self._places["events", number, keys.get(meaning, meaning)] = (line, column + 1)

    def _zone(self, named: Sequence[str]) -> str | None:
        """Return the zone of the file, whose readable rows are told by these zones, empty for none."""
        counted = Counter(named)
        if len(counted) == 1 and named[0]:
            return named[0]
        if self._assumed.zone is not None:
            return None
        if "" in counted:
            self._zoneless()
        if not counted or "" in counted:
            return "UTC"
        usual = counted.most_common(1)[0][0]
        self._note(f"the schedule is told by the clock of {usual}, that of most events; --tz ZONE for another")
        return usual

    def _zoneless(self) -> None:
        self._error('no time zone: give --tz ZONE, or a column "Time zone"', self._grid.header_line, 0)

    def _named(self, meaning: str) -> list[tuple[Row, Cells]]:
        pairs = zip(self._grid.rows, self._cells, strict=True)
        return [(row, cells) for row, cells in pairs if meaning in cells]

    def _schedule_id(self) -> str | None:
        named = {cells["schedule"][0] for _, cells in self._named("schedule")}
        return named.pop() if len(named) == 1 else None

    def _tell(self, recognized: Sequence[str], remarks: Counter[str], rows: Rows) -> None:
        if recognized:
            self._note(f"read with {', '.join(dict.fromkeys(recognized))}")
        for remark in filter(None, remarks):
            self._note(f"{remark} ({remarks[remark]} of {len(self._grid.rows)} events)")
        if rows.left_out:
            self._note(f"no names, and left out: {_listed(sorted(rows.left_out))}")
        for remark in dict.fromkeys(rows.roster.remarks):
            self._note(remark, Level.WARNING)
        if rows.organizers_by_commas:
            self._note("commas separate organizers; put semicolons between them if a name holds a comma")
        if rows.people_by_commas:
            self._note("commas separate people where each part is a name; otherwise an office follows the comma")
        if unread := self._unread():
            self._note(f"columns that are not read: {_listed(unread)}", Level.WARNING)
        title, *others = (self._grid.columns[number].header for number in self._picked["title"])
        if set(others) & set(unread):
            self._note(f"{quoted(title)} is taken for the title of the events", Level.WARNING)
        if self._own:
            self._check_descriptions()

    def _unread(self) -> list[str]:
        """Return the headers of the columns that have something to say and that nobody listens to."""
        listened = {number for meaning, numbers in self._picked.items() for number in self._listened(meaning, numbers)}
        return [
            column.header or f"column {column.number + 1}"
            for column in self._grid.columns
            if column.number not in listened
            and any(
                column.number < len(row.cells) and row.cells[column.number].strip().casefold() not in HARMLESS
                for row in self._grid.rows
            )
        ]

    def _listened(self, meaning: str, numbers: Sequence[int]) -> Sequence[int]:
        if meaning == "ignored":
            return ()
        return numbers if meaning in JOINED else numbers[:1]

    def _check_descriptions(self) -> None:
        where = {column.header: column.number for column in self._grid.columns}
        for row in self._grid.rows:
            cells = {header: (row.cells[where[header]] if where[header] < len(row.cells) else "") for header in HEADERS}
            if cells["Description"].strip() != described(cells):
                message = "the description was changed and is not read: it repeats other columns; change those"
                place = (row.line, where["Description"] + 1)
                self._noted.append(Diagnostic((), message, Level.WARNING, place))


def _picked(columns: Sequence[Column]) -> dict[str, list[int]]:
    picked: dict[str, list[int]] = {}
    for column in columns:
        if column.meaning:
            picked.setdefault(column.meaning, []).append(column.number)
    # A session may hold several talks, and a name may be a person's.
    picked["title"].sort(key=lambda number: re.search("title|subject", columns[number].header.casefold()) is None)
    return picked


def _iso(moment: datetime) -> str:
    # Offsets with seconds, as clocks had before 1972, have no place in a schedule file.
    whole = not moment.tzinfo or len(f"{moment:%z}") == 5
    return (moment if whole else moment.replace(tzinfo=None)).isoformat(timespec="seconds")


def _tell_apart(events: Sequence[Tree]) -> None:
    """Give ids to events of one title and time after the first of them."""
    count: Counter[tuple[str, str]] = Counter()
    taken = {event["id"].casefold() for event in events if "id" in event}
    for event in events:
        if "id" in event or "title" not in event:
            continue
        # Short, so that day and number have room.
        name, moment = slug(event["title"], limit=40) or "event", event["start"][:16]
        count[slug(event["title"]), moment] += 1
        number = count[slug(event["title"]), moment]
        if number > 1:
            base = f"{name}-{moment.replace('T', '-').replace(':', '')}"
            key = next(key for more in itertools.count(number) if (key := f"{base}-{more}") not in taken)
            taken.add(key)
            event["id"] = key


def _listed(texts: Sequence[str]) -> str:
    told = ", ".join(map(quoted, texts[:_MOST_TOLD]))
    return f"{told} and {len(texts) - _MOST_TOLD} more" if len(texts) > _MOST_TOLD else told
