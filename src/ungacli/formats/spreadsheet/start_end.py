"""When the event of a row is: the start and the end that its cells give together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ungacli.formats.spreadsheet.columns import WHEN, Cells, SheetColumn, zone_in
from ungacli.formats.spreadsheet.date_style import DateStyle, TimeCells
from ungacli.when.cells import CellText
from ungacli.when.clocks import DAY, names_half, read_clocks, read_length
from ungacli.when.days import could_be
from ungacli.when.when import PartialWhen, Unclear, is_repeated
from ungacli.when.zones import read_zone

_START = ("start", "date", "time")
_END = ("end", "end_date", "end_time")
_LONGEST_NIGHT = timedelta(hours=8)
_YES = {"true", "yes", "1", "x", "y"}
Zone = ZoneInfo | timezone
"""The clock by which times are given: a time zone, or an offset, which is none."""


class RowTimes(NamedTuple):
    """When the event of a row is: its start and end, aware unless they are local times of the event's own zone.

    *row_zone* is the zone by which the row is given, None where it names none; *needs_zone* whether its times
    are no instants without one. *remarks* are what had to be inferred.
    """

    partial: PartialWhen
    row_zone: ZoneInfo | None
    needs_zone: bool
    remarks: tuple[str, ...] = ()


class RowError(Exception):
    """Why the times of a row cannot be read, in the column with this *number*.

    *is_open* is what can mean two things, until an option on the command line settles it.
    """

    def __init__(self, message: str, number: int, *, is_open: bool = False) -> None:
        super().__init__(message)
        self.number = number
        self.is_open = is_open


class _Moment(NamedTuple):
    """A *local* time by the clock of a *zone*, with the time *until* which a range goes, and whether it has am/pm."""

    local: datetime
    zone: Zone | None = None
    until: timedelta | None = None
    by_half: bool | None = None

    def shown_in(self, zone: Zone | None) -> datetime:
        """Return the local time in a *zone*, or as it stands where that is not known."""
        if zone is None or self.zone in {None, zone}:
            return self.local
        return self.local.replace(tzinfo=self.zone).astimezone(zone).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class TimedRow:
    """The *cells* of a row and what those of *times* mean, in *columns* of a *style*.

    *above* is the day that holds where the row has none. *own* files name zones as the library does.
    """

    cells: Cells
    times: TimeCells
    columns: Sequence[SheetColumn]
    style: DateStyle
    above: date | None
    own: bool

    def start_and_end(self) -> RowTimes:
        """Return when the event of the row is; RowError with the reason where that is not clear."""
        for meaning, one in self.times.items():
            if one is None:
                raise RowError(f"{self._quoted(meaning)} is no day and no time", self.cells[meaning].number)
        if self._is_all_day() and not self._is_full("start"):
            return self._whole_days()
        start = self._moment(_START, self.above)
        if start is None:
            message = 'no time says when it begins; give one, or "yes" in a column "All day event"'
            raise RowError(message, self._place(_START))
        carried = not any(one.day for name in _START if (one := self.times.get(name)))
        end = self._moment(_END, start.local.date())
        if end and {start.by_half, end.by_half} == {True, False}:
            message = "one of start and end says am or pm, and the other may be either; write it at both"
            raise RowError(message, self._place(_START if start.by_half is False else _END))
        # A clock holds for both ends where it stands with one of them.
        start, end = (
            (start._replace(zone=start.zone or end.zone), end._replace(zone=end.zone or start.zone))
            if end
            else (start, self._end_by_length(start))
        )
        night = start.zone == end.zone and self._is_next_night(start, end)
        remarks = {
            "without a day: on that of the row above": carried,
            "ends before it begins: on the next day": night,
        }
        end = end._replace(local=end.local + DAY) if night else end
        return self._row_times(start, end, *(remark for remark, holds in remarks.items() if holds))

    def day_for_rows_below(self) -> date | None:
        """Return the day of the row, or else the one *above*; None if the row has one that cannot be read."""
        try:
            day = self._day(_START[:1] if self._is_full("start") else _START)
        except RowError:
            return None
        return day or (self.above if self.times.get("date", CellText()) else None)

    def _whole_days(self) -> RowTimes:
        first = self._day(_START)
        last = self._day(_END) or first
        if first is None or last is None:
            raise RowError("no day says when it is", self._place(_START))
        moment = self._moment(_END, first)
        # Outlook ends a whole day at the midnight after it; others name the last day.
        at_midnight = moment is not None and moment.local.time() == time() and moment.local.date() > first
        end = moment.local.date() if moment and at_midnight else last + DAY
        name = next(name for name in _START if (one := self.times.get(name)) and one.day)
        zone = self._zone_of(name, first)
        start, stop = (_Moment(datetime.combine(day, time()), zone) for day in (first, end))
        return self._row_times(start, stop, "all day: from midnight to midnight")

    def _row_times(self, start: _Moment, end: _Moment, *remarks: str) -> RowTimes:
        """Return the times in the event's own zone: its own cell's, that of its start, or that of the row."""
        row_zone, own = self._zone_cells(start.local.date())
        home = own or _zone_or_none(start.zone) or _zone_or_none(row_zone)
        moments = (one if one.zone else one._replace(zone=row_zone or own) for one in (start, end))
        first, last = (self._aware_if_elsewhere(one, home) for one in moments)
        needs_zone = home is None and not (first.tzinfo and last.tzinfo)
        return RowTimes(PartialWhen(first, last, zone=home), _zone_or_none(row_zone or home), needs_zone, remarks)

    def _aware_if_elsewhere(self, moment: _Moment, home: ZoneInfo | None) -> datetime:
        """Return *moment* as a local time, or an aware one if it is given by another clock than *home*."""
        if moment.zone is None or moment.zone == home:
            return moment.local
        aware = moment.local.replace(tzinfo=moment.zone)
        if is_repeated(aware):
            message = f"{moment.local} is twice or not at all in {moment.zone}; give start and end with their offsets"
            raise RowError(message, self._place(_START))
        return aware

    # Days and moments

    def _day(self, names: Sequence[str]) -> date | None:
        """Return the one day that the cells of these *names* mean."""
        day = None
        for name in names:
            one = self.times.get(name)
            if one is None or one.day is None:
                continue
            cell = self.cells[name]
            other = self.style.day(one.day, cell.number)
            if isinstance(other, Unclear):
                raise RowError(other.message, cell.number, is_open=bool(other.option))
            if day not in {None, other}:
                raise RowError(f'"{self._header(name)}" says {other} and another column {day}', cell.number)
            day = other
        return day

    def _moment(self, names: Sequence[str], day: date | None = None) -> _Moment | None:
        """Return the moment that the cells of these *names* mean together, on *day* where they name none."""
        if self._is_full(names[0]):
            moment = self._moment_in(names[0], self._day(names[:1]))
            self._check_others(moment, names[1:])
            return moment
        timed = [name for name in (names[0], names[2], names[1]) if (one := self.times.get(name)) and one.times]
        day = self._day(names) or day
        if not timed:
            return None
        if day is None:
            raise RowError(f"{self._quoted(timed[0])} is a time without a day", self.cells[timed[0]].number)
        moments = [self._moment_in(name, day) for name in timed]
        for name, other in zip(timed[1:], moments[1:], strict=True):
            if other.local != moments[0].local or (other.zone and other.zone != moments[0].zone):
                message = f'"{self._header(name)}" and another column give different times'
                raise RowError(message, self.cells[name].number)
        # A range has the end too.
        return next((moment for moment in moments if moment.until is not None), moments[0])

    def _moment_in(self, name: str, day: date | None) -> _Moment:
        """Return the moment in the cell called *name*, which has times, on *day*."""
        one = self.times[name]
        assert day
        assert one
        assert one.times
        # Whether an end before the start is right is seen where its day is.
        clocks = read_clocks(one.times, to_24=self.style.to_24 or one.offset is not None, any_order=True)
        if isinstance(clocks, Unclear):
            raise RowError(clocks.message, self.cells[name].number)
        local = datetime.combine(day, time()) + clocks.start
        return _Moment(local, self._zone_of(name, day), clocks.end, names_half(one.times.start))

    def _check_others(self, moment: _Moment, names: Sequence[str]) -> None:
        """Raise RowError if day and time beside a whole moment are not those of it, by the clock of their column."""
        if self._is_all_day():
            return
        row_zone = self._zone_cell("timezone", moment.local.date())
        for name in names:
            one = self.times.get(name)
            if one is None:
                continue
            local = moment.shown_in(self._zone_of(name, moment.local.date()) or row_zone)
            right = one.day is None or could_be(one.day, local.date())
            if right and one.times:
                right = self._moment_in(name, local.date()).local == local
            if not right:
                message = f'"{self._header(name)}" says {self._quoted(name)}, and another column {moment.local}'
                raise RowError(f"{message}; change both or empty one", self.cells[name].number)

    def _end_by_length(self, start: _Moment) -> _Moment:
        """Return the end of a range, or the end by a length of time: that which really passes in a zone."""
        if start.until is not None:
            last = self._day(_END) or start.local.date()
            return start._replace(local=datetime.combine(last, time()) + start.until)
        length = self.style.options.duration
        if "duration" in self.cells:
            text, number = self.cells["duration"]
            hint = self.columns[number].hint.casefold()
            read = read_length(text, next((unit for unit in ("min", "h") if hint.startswith(unit)), ""))
            if isinstance(read, Unclear):
                raise RowError(read.message, number)
            length = read
        if length is None:
            message = "no end: give an end or a duration in a column, or --duration 1h"
            raise RowError(message, self._place(_START))
        row_zone, own = self._zone_cells(start.local.date())
        zone = start.zone or row_zone or own or self.style.options.zone
        if not isinstance(zone, ZoneInfo):
            return start._replace(local=start.local + length)
        end = (start.local.replace(tzinfo=zone).astimezone(UTC) + length).astimezone(zone)
        return start._replace(local=end.replace(tzinfo=None), zone=timezone(end.utcoffset() or timedelta()))

    # Zones

    def _zone_cells(self, day: date) -> tuple[Zone | None, ZoneInfo | None]:
        """Return the clock by which the row is given, and the event's own zone."""
        row_zone, own = self._zone_cell("timezone", day), self._zone_cell("event_timezone", day)
        if isinstance(own, timezone):
            text, number = self.cells["event_timezone"]
            raise RowError(f'"{text}" is an offset, and a time zone has others in other seasons', number)
        return row_zone, own

    def _zone_cell(self, meaning: str, day: date) -> Zone | None:
        return self._zone(*self.cells[meaning], day) if meaning in self.cells else None

    def _zone(self, text: str, number: int, day: date) -> Zone:
        # Our own files name zones as the library does, which keeps EST as one.
        zone = read_zone(text, None if self.own else datetime.combine(day, time(12)))
        if isinstance(zone, Unclear):
            raise RowError(zone.message, number)
        return zone

    def _zone_of(self, name: str, day: date) -> Zone | None:
        """Return the clock that the cell called *name* gives, or else its column in brackets."""
        number = self.cells[name].number
        if (one := self.times[name]) and one.offset:
            return one.offset
        if one and one.times and one.times.zone:
            return self._zone(one.times.zone, number, day)
        hint = zone_in(self.columns[number].hint, prefer=WHEN[name])
        if not hint:
            return None
        zone, row_zone = self._zone(hint, number, day), self._zone_cell("timezone", day)
        noon = datetime.combine(day, time(12))
        if row_zone and noon.replace(tzinfo=row_zone).utcoffset() != noon.replace(tzinfo=zone).utcoffset():
            row_text = self.cells["timezone"].text
            raise RowError(f'the column\'s name says "{hint}", and the row "{row_text}"', number)
        return zone

    # Words about cells

    def _is_full(self, name: str) -> bool:
        one = self.times.get(name)
        return one is not None and one.day is not None and one.times is not None

    def _is_all_day(self) -> bool:
        marked = "all_day" in self.cells and self.cells["all_day"].text.casefold() in _YES
        return marked or any(one is not None and one.all_day for one in self.times.values())

    def _is_next_night(self, start: _Moment, end: _Moment) -> bool:
        named = any(one.day for name in _END if (one := self.times.get(name)))
        late = start.local.hour >= 12
        return not named and late and end.local < start.local and end.local + DAY - start.local <= _LONGEST_NIGHT

    def _header(self, name: str) -> str:
        return self.columns[self.cells[name].number].header

    def _quoted(self, name: str) -> str:
        return f'"{self.cells[name].text[:100]}"'

    def _place(self, names: Sequence[str]) -> int:
        return next((self.cells[name].number for name in names if name in self.cells), 0)


def _zone_or_none(zone: Zone | None) -> ZoneInfo | None:
    return zone if isinstance(zone, ZoneInfo) else None
