"""From what the cells of a row say of when to a start and an end."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from ungacli.errors import QuestionError
from ungacli.formats.spreadsheet.clocks import is_by_half, read_length, read_times
from ungacli.formats.spreadsheet.columns import WHEN, Column
from ungacli.formats.spreadsheet.days import WrittenDay
from ungacli.formats.spreadsheet.moments import Said
from ungacli.formats.spreadsheet.style import Cells, Style, StyleError
from ungacli.formats.spreadsheet.zoned import Clock, clock, hinted
from ungacli.when.times import DAY
from ungacli.when.zones import parse_zone

_START = ("start", "date", "time")
_END = ("end", "end_date", "end_time")
_LONGEST_NIGHT = timedelta(hours=8)
_TRUE = {"true", "yes", "1", "x", "y"}


class RowError(Exception):
    """What is wrong with the time of a row, in the column with this *number*.

    What is wrong in the same way in many rows, and is mended by one option, has a *kind*.
    """

    def __init__(self, message: str, number: int, kind: str = "") -> None:
        super().__init__(message)
        self.number = number
        self.kind = kind


class Span(NamedTuple):
    """Start and end as the file gives them: as text, with an offset where the event's own *zone* does not tell it.

    *zone* is empty where the file names none, and so is *clock*, the zone by which the row is told; *remark* is how
    it was read.
    """

    start: str
    end: str
    zone: str = ""
    clock: str = ""
    remark: str = ""


class _Moment(NamedTuple):
    local: datetime
    clock: Clock | None = None
    until: timedelta | None = None
    by_half: bool | None = None

    def told(self, clock: Clock | None) -> datetime:
        """Return the moment by a *clock*, or as it stands where that is not known."""
        if clock is None or self.clock in {None, clock}:
            return self.local
        return self.local.replace(tzinfo=self.clock.info).astimezone(clock.info).replace(tzinfo=None)


class Reader:
    """Reads the rows of one file, whose *columns* have a *style*; *own* files name zones as the library does."""

    def __init__(self, style: Style, columns: Sequence[Column], *, own: bool) -> None:
        self._style = style
        self._columns = columns
        self._own = own

    def span(self, cells: Cells, said: Mapping[str, Said | None]) -> Span:
        """Return when the event of a row is; RowError with the reason where that cannot be told."""
        for meaning, one in said.items():
            if one is None:
                text, number = cells[meaning]
                message = f'"{text[:100]}" is no day and no time; give one, or empty the row to leave the event out'
                raise RowError(message, number)
        if _is_all_day(cells, said) and not _is_full(said.get("start")):
            return self._days(cells, said)
        start = self._moment(_START, cells, said)
        if start is None:
            way = 'give one, "yes" in a column "All day event", or empty the row to leave it out'
            raise RowError(f"no time says when it begins: {way}", _place(cells, _START))
        start, end = self._both(start, cells, said)
        night = start.clock == end.clock and _is_next_night(start, end, said)
        if night:
            end = end._replace(local=end.local + DAY)
        return self._span(start, end, cells, "ends before it begins: on the next day" if night else "")

    def _span(self, start: _Moment, end: _Moment, cells: Cells, remark: str) -> Span:
        """Return a span by the event's own zone: its own cell's, that of its start, or that of the row."""
        named, own = self._zone_cells(cells, start)
        told = start.clock if start.clock and start.clock.zone else None
        home = own or told or (named if named and named.zone else None)
        start, end = (one if one.clock else one._replace(clock=named or own) for one in (start, end))
        zone, by = (one.zone.key if one and one.zone else "" for one in (home, named or home))
        first, last = (_text(one, home, _place(cells, _START)) for one in (start, end))
        return Span(first, last, zone, by, remark)

    def _zone_cells(self, cells: Cells, moment: _Moment) -> tuple[Clock | None, Clock | None]:
        """Return the clock by which a row is told, and the event's own."""
        return self._zone_cell(cells, "timezone", moment), self._zone_cell(cells, "event_timezone", moment)

    def _zone_cell(self, cells: Cells, meaning: str, moment: _Moment) -> Clock | None:
        if meaning not in cells:
            return None
        text, number = cells[meaning]
        found = self._clock(text, moment.local.date(), number)
        if meaning == "event_timezone" and found.offset:
            raise RowError(f'"{text}" is an offset, and a time zone has others in other seasons', number)
        return found

    def _clock(self, text: str, day: date, number: int) -> Clock:
        try:
            # Our own files name zones as the library does, which keeps EST as one.
            return Clock(parse_zone(text)) if self._own else clock(text, day)
        except QuestionError as error:
            raise RowError(f"{error.message}; {error.hint}", number) from None

    def _days(self, cells: Cells, said: Mapping[str, Said | None]) -> Span:
        first = self._day(_START, cells, said)
        last = self._day(_END, cells, said) or first
        if first is None or last is None:
            raise RowError("no day says when it is", _place(cells, _START))
        ends = [one.times for name in _END if (one := said.get(name)) and one.times]
        # Outlook ends a whole day at the midnight after it; where there are no times the last day is named.
        end = last if ends and last > first else last + DAY
        name = next(name for name in _START if (one := said.get(name)) and one.day)
        by = self._clock_of(name, said, first, cells)
        start, stop = (_Moment(datetime.combine(day, time()), by) for day in (first, end))
        return self._span(start, stop, cells, "all day: from midnight to midnight")

    def _day(self, names: Sequence[str], cells: Cells, said: Mapping[str, Said | None]) -> date | None:
        found = None
        for name in names:
            if (one := said.get(name)) and one.day:
                day = self._resolved(one.day, cells[name])
                if found not in {None, day}:
                    raise RowError(
                        f'"{self._header(cells, name)}" says {day} and another column {found}', cells[name][1]
                    )
                found = day
        return found

    def _resolved(self, written: WrittenDay, cell: tuple[str, int]) -> date:
        try:
            return self._style.day(written, cell[1])
        except StyleError as error:
            kind = error.message if error.is_general else ""
            raise RowError(f'"{cell[0][:100]}" {error.message}', cell[1], kind) from None

    def _header(self, cells: Cells, name: str) -> str:
        return self._columns[cells[name][1]].header

    def _moment(
        self, names: Sequence[str], cells: Cells, said: Mapping[str, Said | None], day: date | None = None
    ) -> _Moment | None:
        """Return the moment that the cells of these *names* tell together, on *day* where they name none."""
        exact = names[0]
        if _is_full(said.get(exact)):
            moment = self._told(self._day(names[:1], cells, said), exact, cells, said)
            self._check(moment, names[1:], cells, said)
            return moment
        timed = [name for name in (names[0], names[2], names[1]) if (one := said.get(name)) and one.times]
        day = self._day(names, cells, said) or day
        if not timed:
            return None
        if day is None:
            raise RowError(f'"{cells[timed[0]][0][:100]}" is a time without a day', cells[timed[0]][1])
        moments = [self._told(day, name, cells, said) for name in timed]
        for name, other in zip(timed[1:], moments[1:], strict=True):
            if other.local != moments[0].local or (other.clock and other.clock != moments[0].clock):
                raise RowError(f'"{self._header(cells, name)}" and another column give different times', cells[name][1])
        # A range tells the end too.
        return next((moment for moment in moments if moment.until is not None), moments[0])

    def _told(self, day: date | None, name: str, cells: Cells, said: Mapping[str, Said | None]) -> _Moment:
        one = said[name]
        assert day
        assert one
        assert one.times
        try:
            start, until = read_times(one.times, to_24=self._style.to_24 or bool(one.offset))
        except QuestionError as error:
            hint = f"; {error.hint}" if error.hint else ""
            raise RowError(f"{error.message}{hint}", cells[name][1]) from None
        local = datetime.combine(day, time()) + start
        return _Moment(local, self._clock_of(name, said, day, cells), until, is_by_half(one.times.start))

    def _clock_of(self, name: str, said: Mapping[str, Said | None], day: date, cells: Cells) -> Clock | None:
        """Return the clock that a cell names, or else its column in brackets."""
        number = cells[name][1]
        if (one := said[name]) and (one.offset or one.zone):
            return Clock(offset=one.offset) if one.offset else self._clock(one.zone, day, number)
        hint = hinted(self._columns[number].hint, rather=WHEN[name])
        if not hint:
            return None
        found = self._clock(hint, day, number)
        row = self._zone_cell(cells, "timezone", _Moment(datetime.combine(day, time())))
        noon = datetime.combine(day, time(12))
        if row and noon.replace(tzinfo=row.info).utcoffset() != noon.replace(tzinfo=found.info).utcoffset():
            raise RowError(f'the column\'s name says "{hint}", and the row "{cells["timezone"][0]}"', number)
        return found

    def _check(self, moment: _Moment, names: Sequence[str], cells: Cells, said: Mapping[str, Said | None]) -> None:
        """Raise RowError if day and time beside a whole moment are not those of it, by the clock of their column."""
        if _is_all_day(cells, said):
            return
        row = self._zone_cell(cells, "timezone", moment)
        for name in names:
            one = said.get(name)
            if one is None:
                continue
            local = moment.told(self._clock_of(name, said, moment.local.date(), cells) or row)
            right = one.day is None or self._style.could_be(one.day, local.date())
            if right and one.times:
                right = self._told(local.date(), name, cells, said).local == local
            if not right:
                other = (
                    f'"{self._header(cells, name)}" says "{cells[name][0][:100]}", and another column {moment.local}'
                )
                raise RowError(f"{other}; change both or empty one", cells[name][1])

    def _both(self, start: _Moment, cells: Cells, said: Mapping[str, Said | None]) -> tuple[_Moment, _Moment]:
        if end := self._moment(_END, cells, said, start.local.date()):
            if {start.by_half, end.by_half} == {True, False}:
                message = "one of start and end says am or pm, and the other may be either; write it at both"
                raise RowError(message, _place(cells, _START if start.by_half is False else _END))
            # A clock holds for both ends where it stands with one of them.
            return start._replace(clock=start.clock or end.clock), end._replace(clock=end.clock or start.clock)
        return start, self._without_end(start, cells, said)

    def _without_end(self, start: _Moment, cells: Cells, said: Mapping[str, Said | None]) -> _Moment:
        day = start.local.date()
        if start.until is not None:
            last = self._day(_END, cells, said) or day
            return start._replace(local=datetime.combine(last, time()) + start.until)
        length = self._style.assumed.duration
        if "duration" in cells:
            text, number = cells["duration"]
            try:
                length = read_length(text, self._columns[number].hint)
            except QuestionError as error:
                raise RowError(f"{error.message}; {error.hint}", number) from None
        if length is None:
            message = "no end: give an end or a duration in a column, or --duration 1h"
            raise RowError(message, _place(cells, _START), message)
        named, own = self._zone_cells(cells, start)
        return _after(start, length, start.clock or named or own or Clock(self._style.assumed.zone))


def _text(moment: _Moment, home: Clock | None, number: int) -> str:
    """Return *moment* as text, with its offset if it is told by another clock than the event's own, *home*."""
    text = moment.local.isoformat(timespec="seconds")
    if moment.clock is None or moment.clock == home:
        return text
    aware = moment.local.replace(tzinfo=moment.clock.info)
    if aware.utcoffset() != aware.replace(fold=1).utcoffset():
        message = f"{moment.local} is twice or not at all in {moment.clock.zone}: give start and end with their offsets"
        raise RowError(message, number)
    return text + told_offset(aware)


def _after(start: _Moment, length: timedelta, by: Clock) -> _Moment:
    """Return the moment *length* later, by the time that really passes where the clock is known."""
    if by.zone is None:
        return start._replace(local=start.local + length)
    end = (start.local.replace(tzinfo=by.zone).astimezone(UTC) + length).astimezone(by.zone)
    offset = told_offset(end)
    return start._replace(local=end.replace(tzinfo=None), clock=Clock(offset=offset) if offset else start.clock)


def told_offset(moment: datetime) -> str:
    """Return the offset of an aware *moment* as +02:00, or nothing where it has seconds."""
    text = moment.strftime("%z")
    return f"{text[:3]}:{text[3:]}" if len(text) == 5 else ""


def _is_full(said: Said | None) -> bool:
    return said is not None and said.day is not None and said.times is not None


def _is_all_day(cells: Cells, said: Mapping[str, Said | None]) -> bool:
    flagged = cells.get("all_day", ("", 0))[0].strip().casefold() in _TRUE
    return flagged or any(one is not None and one.all_day for one in said.values())


def _is_next_night(start: _Moment, end: _Moment, said: Mapping[str, Said | None]) -> bool:
    named = any(one is not None and one.day for name in _END if (one := said.get(name)))
    late = start.local.hour >= 12
    return not named and late and end.local < start.local and end.local + DAY - start.local <= _LONGEST_NIGHT


def _place(cells: Cells, names: Sequence[str]) -> int:
    return next((cells[name][1] for name in names if name in cells), 0)
