"""From what the cells of a row say of when to a start and an end."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ungacli.errors import QuestionError
from ungacli.formats.spreadsheet.clocks import read_length, read_times
from ungacli.formats.spreadsheet.days import WrittenDay
from ungacli.formats.spreadsheet.moments import Said
from ungacli.formats.spreadsheet.style import Cells, Style, StyleError
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
    """Start and end as the file gives them: as text, with an offset where one is known. *remark* is how it was read."""

    start: str
    end: str
    zone: str = ""
    remark: str = ""


class _Moment(NamedTuple):
    local: datetime
    offset: str = ""
    zone: str = ""
    until: timedelta | None = None

    def __str__(self) -> str:
        return self.local.isoformat(timespec="seconds") + self.offset


class Reader:
    """Reads the rows of one file, whose columns have a *style* and *hints* in brackets."""

    def __init__(self, style: Style, headers: Sequence[str], hints: Mapping[str, str]) -> None:
        self._style = style
        self._headers = headers
        self._hints = hints

    def span(self, cells: Cells, said: Mapping[str, Said | None]) -> Span:
        """Return when the event of a row is; RowError with the reason where that cannot be told."""
        for meaning, one in said.items():
            if one is None:
                text, number = cells[meaning]
                raise RowError(f'"{text[:100]}" is no day and no time', number)
        if _is_all_day(cells, said) and not _is_full(said.get("start")):
            return self._days(cells, said)
        start = self._moment(_START, cells, said)
        if start is None:
            raise RowError("no time says when it begins", _place(cells, _START))
        end = self._end(start, cells, said)
        zone = start.zone or end.zone
        night = not start.offset and _is_next_night(start, end, said)
        if night:
            end = end._replace(local=end.local + DAY)
        start, end = (_placed(moment, cells) for moment in (start, end))
        return Span(str(start), str(end), zone, "ends before it begins: on the next day" if night else "")

    def _days(self, cells: Cells, said: Mapping[str, Said | None]) -> Span:
        first = self._day(_START, cells, said)
        last = self._day(_END, cells, said) or first
        if first is None or last is None:
            raise RowError("no day says when it is", _place(cells, _START))
        ends = [one.times for name in _END if (one := said.get(name)) and one.times]
        # Outlook ends a whole day at the midnight after it; where there are no times the last day is named.
        end = last if ends and last > first else last + DAY
        start, stop = (datetime.combine(day, time()).isoformat(timespec="seconds") for day in (first, end))
        return Span(start, stop, remark="all day: from midnight to midnight")

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
        return self._headers[cells[name][1]]

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
            if other.local != moments[0].local:
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
        zone = one.zone and self._abbreviated(one.zone, local, cells[name][1])
        return _Moment(local, one.offset, zone, until)

    def _abbreviated(self, word: str, local: datetime, number: int) -> str:
        try:
            return parse_zone(word, at=(local.replace(tzinfo=UTC),)).key
        except QuestionError as error:
            raise RowError(f"{error.message}; name it in a column of its own", number) from None

    def _check(self, moment: _Moment, names: Sequence[str], cells: Cells, said: Mapping[str, Said | None]) -> None:
        """Raise RowError if day and time beside a whole moment are not those of it, by the clock of their column."""
        if _is_all_day(cells, said):
            return
        local = moment.local
        if moment.offset and (clock := _zone(cells, "timezone")):
            local = datetime.fromisoformat(str(moment)).astimezone(clock).replace(tzinfo=None)
        for name in names:
            one = said.get(name)
            if one is None or (one.offset and one.offset != moment.offset):
                continue
            right = one.day is None or self._style.could_be(one.day, local.date())
            if right and one.times:
                right = self._told(local.date(), name, cells, said).local == local
            if not right:
                other = (
                    f'"{self._header(cells, name)}" says "{cells[name][0][:100]}", and another column {moment.local}'
                )
                raise RowError(f"{other}; change both or empty one", cells[name][1])

    def _end(self, start: _Moment, cells: Cells, said: Mapping[str, Said | None]) -> _Moment:
        day = start.local.date()
        if end := self._moment(_END, cells, said, day):
            # An offset holds for both ends where it stands with one of them.
            return end._replace(offset=end.offset or start.offset)
        if start.until is not None:
            last = self._day(_END, cells, said) or day
            return start._replace(local=datetime.combine(last, time()) + start.until)
        length = self._style.assumed.duration
        if "duration" in cells:
            text, number = cells["duration"]
            try:
                length = read_length(text, self._hints.get("duration", ""))
            except QuestionError as error:
                raise RowError(f"{error.message}; {error.hint}", number) from None
        if length is None:
            message = "no end: give an end or a duration in a column, or --duration 1h"
            raise RowError(message, _place(cells, _START), message)
        return _after(start, length, _zone(cells, "timezone") or self._style.assumed.zone)


def _placed(moment: _Moment, cells: Cells) -> _Moment:
    """Return *moment* with its offset if it is told by another clock than the event's own."""
    clock, own = _zone(cells, "timezone"), _zone(cells, "event_timezone")
    if moment.offset or clock is None or own in {None, clock}:
        return moment
    aware = moment.local.replace(tzinfo=clock)
    if aware.utcoffset() != aware.replace(fold=1).utcoffset():
        message = f"{moment.local} is twice or not at all in {clock}: give start and end with their offsets"
        raise RowError(message, _place(cells, _START))
    return moment._replace(offset=told_offset(aware))


def _after(start: _Moment, length: timedelta, zone: ZoneInfo | None) -> _Moment:
    """Return the moment *length* later, by the time that really passes where the *zone* is known."""
    if start.offset or zone is None:
        return start._replace(local=start.local + length)
    end = (start.local.replace(tzinfo=zone).astimezone(UTC) + length).astimezone(zone)
    return start._replace(local=end.replace(tzinfo=None), offset=told_offset(end))


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


def _zone(cells: Cells, meaning: str) -> ZoneInfo | None:
    if meaning not in cells:
        return None
    try:
        return parse_zone(cells[meaning][0])
    except QuestionError:
        return None  # The draft is told of it where it is checked.
