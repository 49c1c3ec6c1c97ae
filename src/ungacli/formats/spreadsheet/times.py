"""When the event of a row is: the start and the end that its cells give together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ungacli.formats.spreadsheet.columns import WHEN, Cells, SheetStyle, TimeCells, zone_in
from ungacli.when.cells_and_lines import CellText
from ungacli.when.clocks import DAY, names_half, read_clocks, read_length
from ungacli.when.days import ORDERS, contradiction, could_be, read_day
from ungacli.when.when import PartialWhen, Unclear, is_repeated
from ungacli.when.zones import read_zone

_START = ("start", "date", "time")
_END = ("end", "end_date", "end_time")
_LONGEST_NIGHT = timedelta(hours=8)
_YES = {"true", "yes", "1", "x", "y"}
_NOTHING = CellText()
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


@dataclass(frozen=True, slots=True)
class TimedRow:
    """The *cells* of a row and what those of *times* mean in a *style*; *above* is the day where the row has none."""

    cells: Cells
    times: TimeCells
    style: SheetStyle
    above: date | None

    def day_for_rows_below(self) -> date | None:
        """Return the day of the row, or else the one *above*; None if the row has one that cannot be read."""
        try:
            day = self._day(_START[:1] if self._text("start").is_moment else _START)
        except RowError:
            return None
        return day or (self.above if self.times.get("date", _NOTHING) else None)

    def start_and_end(self) -> RowTimes:
        """Return when the event of the row is; RowError with the reason where that is not clear."""
        for meaning, one in self.times.items():
            if one is None:
                raise self._error(f"{self._quoted(meaning)} is no day and no time", meaning)
        if self._is_all_day() and not self._text("start").is_moment:
            return self._whole_days()
        start = self._moment(_START, self.above)
        if start is None:
            raise self._error('no time says when it begins; give one, or "yes" in a column "All day event"', *_START)
        end = self._moment(_END, start.local.date())
        if end and {start.by_half, end.by_half} == {True, False}:
            message = "one of start and end says am or pm, and the other may be either; write it at both"
            raise self._error(message, *(_START if start.by_half is False else _END))
        # A clock holds for both ends where it stands with one of them.
        zone = start.zone or (end.zone if end else None)
        start = start._replace(zone=zone)
        end = end._replace(zone=end.zone or zone) if end else self._end_by_length(start)
        in_the_night = start.local.hour >= 12 and timedelta() < end.local + DAY - start.local <= _LONGEST_NIGHT
        next_day = start.zone == end.zone and in_the_night and not any(self._text(name).day for name in _END)
        remarks = {
            "without a day: on that of the row above": not any(self._text(name).day for name in _START),
            "ends before it begins: on the next day": next_day,
        }
        end = end._replace(local=end.local + DAY) if next_day else end
        return self._row_times(start, end, *(remark for remark, holds in remarks.items() if holds))

    def _whole_days(self) -> RowTimes:
        first, last = self._day(_START), self._day(_END)
        if first is None:
            raise self._error("no day says when it is", *_START)
        moment = self._moment(_END, first)
        # Outlook ends a whole day at the midnight after it; others name the last day.
        at_midnight = moment is not None and moment.local.time() == time() and moment.local.date() > first
        end = moment.local.date() if moment and at_midnight else (last or first) + DAY
        zone = self._zone_of(next(name for name in _START if self._text(name).day), first)
        start, stop = (_Moment(datetime.combine(day, time()), zone) for day in (first, end))
        return self._row_times(start, stop, "all day: from midnight to midnight")

    def _row_times(self, start: _Moment, end: _Moment, *remarks: str) -> RowTimes:
        """Return the times in the event's own zone, those by another clock aware.

        That zone is the one of its own cell, that of its start, or that of the row.
        """
        row_zone, own = self._zone_cells(start.local.date())
        home = next((zone for zone in (own, start.zone, row_zone) if isinstance(zone, ZoneInfo)), None)
        first, last = (
            local.replace(tzinfo=None if (clock := zone or row_zone or own) == home else clock)
            for local, zone, *_ in (start, end)
        )
        for moment in (first, last):
            if is_repeated(moment):
                local, zone = moment.replace(tzinfo=None), moment.tzinfo
                message = f"{local} is twice or not at all in {zone}; give start and end with their offsets"
                raise self._error(message, *_START)
        needs_zone = home is None and not (first.tzinfo and last.tzinfo)
        named = row_zone or home
        given = named if isinstance(named, ZoneInfo) else None
        return RowTimes(PartialWhen(first, last, zone=home), given, needs_zone, remarks)

    def _day(self, names: Sequence[str]) -> date | None:
        """Return the one day that the cells of these *names* mean."""
        day = None
        for name in names:
            written = self._text(name).day
            if written is None:
                continue
            number, quoted = self.cells[name].number, f'"{written.text[:100]}"'
            orders = ORDERS if written.is_clear else self.style.orders[number]
            if not orders:
                message = "the days of this column are written in several orders; write them as 2024-09-23"
                raise RowError(f"{quoted} {message}", number)
            other = read_day(written, orders=orders, year=self.style.options.year)
            if isinstance(other, Unclear):
                raise RowError(other.message, number, is_open=bool(other.option))
            if problem := contradiction(written, other):
                raise RowError(f"{quoted} is no day: {problem}", number)
            if day not in {None, other}:
                raise self._error(f'"{self._header(name)}" says {other} and another column {day}', name)
            day = other
        return day

    def _moment(self, names: Sequence[str], day: date | None) -> _Moment | None:
        """Return the moment that the cells of these *names* mean together, on *day* where they name none."""
        whole = self._text(names[0]).is_moment
        timed = [name for name in (names[0], names[2], names[1]) if self._text(name).times][: 1 if whole else None]
        day = self._day(names[:1] if whole else names) or day
        if not timed:
            return None
        if day is None:
            raise self._error(f"{self._quoted(timed[0])} is a time without a day", timed[0])
        first, *others = (self._moment_in(name, day) for name in timed)
        if whole and not self._is_all_day():
            self._check_others(first, names[1:])
        for name, other in zip(timed[1:], others, strict=True):
            if other.local != first.local or (other.zone and other.zone != first.zone):
                raise self._error(f'"{self._header(name)}" and another column give different times', name)
        # A range has the end too.
        return next((moment for moment in (first, *others) if moment.until is not None), first)

    def _moment_in(self, name: str, day: date) -> _Moment:
        """Return the moment in the cell called *name*, which has times, on *day*."""
        times = self._text(name).times
        assert times
        zone = self._zone_of(name, day)
        is_instant = bool(times.zone) and isinstance(zone, timezone)
        # Whether an end before the start is right is seen where its day is.
        clocks = read_clocks(times, to_24=self.style.to_24 or is_instant, any_order=True)
        if isinstance(clocks, Unclear):
            raise self._error(clocks.message, name)
        return _Moment(datetime.combine(day, time()) + clocks.start, zone, clocks.end, names_half(times.start))

    def _check_others(self, moment: _Moment, names: Sequence[str]) -> None:
        """Raise RowError if day and time beside a whole moment are not those of it, by the clock of their column."""
        row_zone, _ = self._zone_cells(moment.local.date())
        for name in [name for name in names if name in self.times]:
            one, local = self._text(name), moment.local
            zone = self._zone_of(name, local.date()) or row_zone
            if zone and moment.zone:
                local = local.replace(tzinfo=moment.zone).astimezone(zone).replace(tzinfo=None)
            right = one.day is None or could_be(one.day, local.date())
            if not right or (one.times and self._moment_in(name, local.date()).local != local):
                says = f'"{self._header(name)}" says {self._quoted(name)}, and another column {moment.local}'
                raise self._error(f"{says}; change both or empty one", name)

    def _end_by_length(self, start: _Moment) -> _Moment:
        """Return the end of a range, or the end by a length of time: that which really passes in a zone."""
        if start.until is not None:
            last = self._day(_END) or start.local.date()
            return start._replace(local=datetime.combine(last, time()) + start.until)
        length: timedelta | Unclear | None = self.style.options.duration
        if "duration" in self.cells:
            text, number = self.cells["duration"]
            hint = self.style.columns[number].hint.casefold()
            length = read_length(text, next((unit for unit in ("min", "h") if hint.startswith(unit)), ""))
        if isinstance(length, Unclear):
            raise self._error(length.message, "duration")
        if length is None:
            raise self._error("no end: give an end or a duration in a column, or --duration 1h", *_START)
        row_zone, own = self._zone_cells(start.local.date())
        zone = start.zone or row_zone or own or self.style.options.zone
        if not isinstance(zone, ZoneInfo):
            return start._replace(local=start.local + length)
        end = (start.local.replace(tzinfo=zone).astimezone(UTC) + length).astimezone(zone)
        return start._replace(local=end.replace(tzinfo=None), zone=timezone(end.utcoffset() or timedelta()))

    def _zone_cells(self, day: date) -> Sequence[Zone | None]:
        """Return the clock by which the row is given, and the event's own zone."""
        names = ("timezone", "event_timezone")
        zones = [self._zone(self.cells[name].text, name, day) if name in self.cells else None for name in names]
        if isinstance(zones[1], timezone):
            raise self._error(
                f"{self._quoted(names[1])} is an offset, and a time zone has others in other seasons", names[1]
            )
        return zones

    def _zone(self, text: str, name: str, day: date) -> Zone:
        # Our own files name zones as the library does, which keeps EST as one.
        zone = read_zone(text, None if self.style.own else datetime.combine(day, time(12)))
        if isinstance(zone, Unclear):
            raise self._error(zone.message, name)
        return zone

    def _zone_of(self, name: str, day: date) -> Zone | None:
        """Return the clock that the cell called *name* gives, or else its column in brackets."""
        times = self._text(name).times
        if times and times.zone:
            zone = self._zone(times.zone, name, day)
            # Instants are in UTC wherever the event is.
            return UTC if zone == ZoneInfo("UTC") else zone
        hint = zone_in(self.style.columns[self.cells[name].number].hint, prefer=WHEN[name])
        if not hint:
            return None
        zone, (row_zone, _) = self._zone(hint, name, day), self._zone_cells(day)
        noon = datetime.combine(day, time(12))
        if row_zone and noon.replace(tzinfo=row_zone).utcoffset() != noon.replace(tzinfo=zone).utcoffset():
            row_text = self.cells["timezone"].text
            raise self._error(f'the column\'s name says "{hint}", and the row "{row_text}"', name)
        return zone

    def _text(self, name: str) -> CellText:
        return self.times.get(name) or _NOTHING

    def _is_all_day(self) -> bool:
        marked = "all_day" in self.cells and self.cells["all_day"].text.casefold() in _YES
        return marked or any(one is not None and one.all_day for one in self.times.values())

    def _error(self, message: str, *names: str) -> RowError:
        """Return the error in the first column of these *names* that the row has."""
        return RowError(message, next((self.cells[name].number for name in names if name in self.cells), 0))

    def _header(self, name: str) -> str:
        return self.style.columns[self.cells[name].number].header

    def _quoted(self, name: str) -> str:
        return f'"{self.cells[name].text[:100]}"'
