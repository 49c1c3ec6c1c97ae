"""From what the cells of a row say of when to a start and an end."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ungacli.formats.spreadsheet.columns import WHEN, Column, zone_in
from ungacli.formats.spreadsheet.style import Cells, Style
from ungacli.when.cells import CellText
from ungacli.when.clocks import DAY, names_half, read_clocks, read_length
from ungacli.when.days import DayText, could_be
from ungacli.when.when import Unclear
from ungacli.when.zones import read_zone

_START = ("start", "date", "time")
_END = ("end", "end_date", "end_time")
_LONGEST_NIGHT = timedelta(hours=8)
_TRUE = {"true", "yes", "1", "x", "y"}
Zone = ZoneInfo | timezone
"""The clock by which times are given: a time zone, or an offset, which is none."""


class RowError(Exception):
    """What is wrong with the time of a row, in the column with this *number*.

    What is wrong in the same way in many rows, and is mended by one option, has a *kind*.
    """

    def __init__(self, message: str, number: int, kind: str = "") -> None:
        super().__init__(message)
        self.number = number
        self.kind = kind


class Span(NamedTuple):
    """Start and end as the file gives them: local times of the event's own *zone*, or aware ones of another clock.

    *zone* is None where the file names none, and so is *row_zone*, the one by which the row is given; *remark* is
    how it was read.
    """

    start: datetime
    end: datetime
    zone: ZoneInfo | None = None
    row_zone: ZoneInfo | None = None
    remark: str = ""


class _Moment(NamedTuple):
    local: datetime
    zone: Zone | None = None
    until: timedelta | None = None
    by_half: bool | None = None

    def shown_in(self, zone: Zone | None) -> datetime:
        """Return the local time in a *zone*, or as it stands where that is not known."""
        if zone is None or self.zone in {None, zone}:
            return self.local
        return self.local.replace(tzinfo=self.zone).astimezone(zone).replace(tzinfo=None)


class Reader:
    """Reads the rows of one file, whose *columns* have a *style*; *own* files name zones as the library does."""

    def __init__(self, style: Style, columns: Sequence[Column], *, own: bool) -> None:
        self._style = style
        self._columns = columns
        self._own = own

    def span(self, cells: Cells, said: Mapping[str, CellText | None]) -> Span:
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
        night = start.zone == end.zone and _is_next_night(start, end, said)
        if night:
            end = end._replace(local=end.local + DAY)
        return self._span(start, end, cells, "ends before it begins: on the next day" if night else "")

    def _span(self, start: _Moment, end: _Moment, cells: Cells, remark: str) -> Span:
        """Return a span by the event's own zone: its own cell's, that of its start, or that of the row."""
        named, own = self._zone_cells(cells, start)
        home = own or _zone_or_none(start.zone) or _zone_or_none(named)
        start, end = (one if one.zone else one._replace(zone=named or own) for one in (start, end))
        first, last = (_handed_over(one, home, _place(cells, _START)) for one in (start, end))
        return Span(first, last, home, _zone_or_none(named or home), remark)

    def _zone_cells(self, cells: Cells, moment: _Moment) -> tuple[Zone | None, ZoneInfo | None]:
        """Return the clock by which a row is given, and the event's own."""
        named, own = (self._zone_cell(cells, meaning, moment) for meaning in ("timezone", "event_timezone"))
        if isinstance(own, timezone):
            text, number = cells["event_timezone"]
            raise RowError(f'"{text}" is an offset, and a time zone has others in other seasons', number)
        return named, own

    def _zone_cell(self, cells: Cells, meaning: str, moment: _Moment) -> Zone | None:
        return self._zone(*cells[meaning], moment.local.date()) if meaning in cells else None

    def _zone(self, text: str, number: int, day: date) -> Zone:
        # Our own files name zones as the library does, which keeps EST as one.
        zone = read_zone(text, None if self._own else datetime.combine(day, time(12)))
        if isinstance(zone, Unclear):
            raise RowError(zone.message, number)
        return zone

    def _days(self, cells: Cells, said: Mapping[str, CellText | None]) -> Span:
        first = self._day(_START, cells, said)
        last = self._day(_END, cells, said) or first
        if first is None or last is None:
            raise RowError("no day says when it is", _place(cells, _START))
        ends = [one.times for name in _END if (one := said.get(name)) and one.times]
        # Outlook ends a whole day at the midnight after it; where there are no times the last day is named.
        end = last if ends and last > first else last + DAY
        name = next(name for name in _START if (one := said.get(name)) and one.day)
        by = self._zone_of(name, said, first, cells)
        start, stop = (_Moment(datetime.combine(day, time()), by) for day in (first, end))
        return self._span(start, stop, cells, "all day: from midnight to midnight")

    def _day(self, names: Sequence[str], cells: Cells, said: Mapping[str, CellText | None]) -> date | None:
        found = None
        for name in names:
            if (one := said.get(name)) and one.day:
                day = self._resolved(one.day, cells[name][1])
                if found not in {None, day}:
                    raise RowError(
                        f'"{self._header(cells, name)}" says {day} and another column {found}', cells[name][1]
                    )
                found = day
        return found

    def _resolved(self, written: DayText, number: int) -> date:
        day = self._style.day(written, number)
        if isinstance(day, Unclear):
            raise RowError(day.message, number, day.option)
        return day

    def _header(self, cells: Cells, name: str) -> str:
        return self._columns[cells[name][1]].header

    def _moment(
        self, names: Sequence[str], cells: Cells, said: Mapping[str, CellText | None], day: date | None = None
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
            if other.local != moments[0].local or (other.zone and other.zone != moments[0].zone):
                raise RowError(f'"{self._header(cells, name)}" and another column give different times', cells[name][1])
        # A range tells the end too.
        return next((moment for moment in moments if moment.until is not None), moments[0])

    def _told(self, day: date | None, name: str, cells: Cells, said: Mapping[str, CellText | None]) -> _Moment:
        one = said[name]
        assert day
        assert one
        assert one.times
        to_24 = self._style.to_24 or one.offset is not None
        # Whether an end before the start is right is seen where its day is.
        times = read_clocks(one.times, to_24=to_24, any_order=True)
        if isinstance(times, Unclear):
            raise RowError(times.message, cells[name][1])
        local = datetime.combine(day, time()) + times.start
        return _Moment(local, self._zone_of(name, said, day, cells), times.end, names_half(one.times.start))

    def _zone_of(self, name: str, said: Mapping[str, CellText | None], day: date, cells: Cells) -> Zone | None:
        """Return the clock that a cell names, or else its column in brackets."""
        number = cells[name][1]
        if (one := said[name]) and one.offset:
            return one.offset
        if one and one.times and one.times.zone:
            return self._zone(one.times.zone, number, day)
        hint = zone_in(self._columns[number].hint, prefer=WHEN[name])
        if not hint:
            return None
        found = self._zone(hint, number, day)
        row = self._zone_cell(cells, "timezone", _Moment(datetime.combine(day, time())))
        noon = datetime.combine(day, time(12))
        if row and noon.replace(tzinfo=row).utcoffset() != noon.replace(tzinfo=found).utcoffset():
            raise RowError(f'the column\'s name says "{hint}", and the row "{cells["timezone"][0]}"', number)
        return found

    def _check(self, moment: _Moment, names: Sequence[str], cells: Cells, said: Mapping[str, CellText | None]) -> None:
        """Raise RowError if day and time beside a whole moment are not those of it, by the clock of their column."""
        if _is_all_day(cells, said):
            return
        row = self._zone_cell(cells, "timezone", moment)
        for name in names:
            one = said.get(name)
            if one is None:
                continue
            local = moment.shown_in(self._zone_of(name, said, moment.local.date(), cells) or row)
            right = one.day is None or could_be(one.day, local.date())
            if right and one.times:
                right = self._told(local.date(), name, cells, said).local == local
            if not right:
                other = (
                    f'"{self._header(cells, name)}" says "{cells[name][0][:100]}", and another column {moment.local}'
                )
                raise RowError(f"{other}; change both or empty one", cells[name][1])

    def _both(self, start: _Moment, cells: Cells, said: Mapping[str, CellText | None]) -> tuple[_Moment, _Moment]:
        if end := self._moment(_END, cells, said, start.local.date()):
            if {start.by_half, end.by_half} == {True, False}:
                message = "one of start and end says am or pm, and the other may be either; write it at both"
                raise RowError(message, _place(cells, _START if start.by_half is False else _END))
            # A clock holds for both ends where it stands with one of them.
            return start._replace(zone=start.zone or end.zone), end._replace(zone=end.zone or start.zone)
        return start, self._without_end(start, cells, said)

    def _without_end(self, start: _Moment, cells: Cells, said: Mapping[str, CellText | None]) -> _Moment:
        day = start.local.date()
        if start.until is not None:
            last = self._day(_END, cells, said) or day
            return start._replace(local=datetime.combine(last, time()) + start.until)
        length = self._style.assumed.duration
        if "duration" in cells:
            text, number = cells["duration"]
            hint = self._columns[number].hint.casefold()
            read = read_length(text, next((unit for unit in ("min", "h") if hint.startswith(unit)), ""))
            if isinstance(read, Unclear):
                raise RowError(read.message, number)
            length = read
        if length is None:
            message = "no end: give an end or a duration in a column, or --duration 1h"
            raise RowError(message, _place(cells, _START), message)
        named, own = self._zone_cells(cells, start)
        return _after(start, length, start.zone or named or own or self._style.assumed.zone)


def _handed_over(moment: _Moment, home: ZoneInfo | None, number: int) -> datetime:
    """Return *moment* as a local time, or an aware one if it is given by another clock than the event's own, *home*."""
    if moment.zone is None or moment.zone == home:
        return moment.local
    aware = moment.local.replace(tzinfo=moment.zone)
    if aware.utcoffset() != aware.replace(fold=1).utcoffset():
        message = f"{moment.local} is twice or not at all in {moment.zone}: give start and end with their offsets"
        raise RowError(message, number)
    return aware


def _after(start: _Moment, length: timedelta, zone: Zone | None) -> _Moment:
    """Return the moment *length* later, by the time that really passes where the zone is known."""
    if not isinstance(zone, ZoneInfo):
        return start._replace(local=start.local + length)
    end = (start.local.replace(tzinfo=zone).astimezone(UTC) + length).astimezone(zone)
    return start._replace(local=end.replace(tzinfo=None), zone=timezone(end.utcoffset() or timedelta()))


def _zone_or_none(zone: Zone | None) -> ZoneInfo | None:
    return zone if isinstance(zone, ZoneInfo) else None


def _is_full(said: CellText | None) -> bool:
    return said is not None and said.day is not None and said.times is not None


def _is_all_day(cells: Cells, said: Mapping[str, CellText | None]) -> bool:
    flagged = cells.get("all_day", ("", 0))[0].strip().casefold() in _TRUE
    return flagged or any(one is not None and one.all_day for one in said.values())


def _is_next_night(start: _Moment, end: _Moment, said: Mapping[str, CellText | None]) -> bool:
    named = any(one is not None and one.day for name in _END if (one := said.get(name)))
    late = start.local.hour >= 12
    return not named and late and end.local < start.local and end.local + DAY - start.local <= _LONGEST_NIGHT


def _place(cells: Cells, names: Sequence[str]) -> int:
    return next((cells[name][1] for name in names if name in cells), 0)
