"""When an event of a page is, with what is assumed where the page does not say."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ungacli.draft.diagnostics import KeyPath, Level, Place
from ungacli.draft.read_options import ReadOptions
from ungacli.when.clocks import DAY, NOON, ClockText, ClockTimes, read_clocks
from ungacli.when.days import ORDERS, DayText, common_orders, contradiction, read_day
from ungacli.when.vocabulary import DateOrder
from ungacli.when.when import PartialWhen, Unclear
from ungacli.when.zones import read_zone


@dataclass(frozen=True)
class Setting:
    """What holds for all events of a page: what is *assumed*, and what the page gives once.

    That are the year, the words for a zone, and the orders in which its days can be written.
    """

    assumed: ReadOptions
    orders: Collection[DateOrder]
    year: int | None = None
    zone: str | None = None


@dataclass
class Written:
    """What an event's lines say of when it is, each with its place."""

    days: list[tuple[DayText, Place]]
    times: list[tuple[ClockText, Place]]
    end_day: DayText | None = None
    end: timedelta | None = None
    zone: str | None = None


class Note(NamedTuple):
    """What is not sure about a *field* of an event, at a *place*."""

    field: str
    place: Place
    message: str
    level: Level = Level.WARNING


@dataclass(frozen=True, slots=True)
class EventWhen:
    """When an event is, as far as its page says: *when*, and where the fields stand.

    *zone* is the one that the page names for the times, *unknown_zone* the word that names none.
    """

    when: PartialWhen
    zone: ZoneInfo | None = None
    unknown_zone: str = ""
    places: Mapping[KeyPath, Place] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


class _Day(NamedTuple):
    day: date | None
    places: Mapping[KeyPath, Place]
    notes: tuple[Note, ...]


def event_when(written: Written, setting: Setting, place: Place) -> EventWhen:
    """Return when the event at *place* is, by what is *written* there and the *setting* of its page."""
    day, places, notes = _day(written.days, setting, place)
    times, at, time_notes = _times(written, place)
    moment = datetime.combine(day, time()) + (times.start % DAY if times else NOON) if day else None
    word = next((clocks.zone for clocks, _ in written.times if clocks.zone), None) or written.zone or setting.zone
    zone = read_zone(word, moment) if word and moment else None
    zone_notes = (Note("timezone", at, zone.message),) if isinstance(zone, Unclear) else ()
    unknown = f"{word}?" if isinstance(zone, Unclear) else ""
    named = zone if isinstance(zone, ZoneInfo) else None
    offset = zone if isinstance(zone, timezone) else None
    notes = (*notes, *time_notes, *zone_notes)
    if times is None:
        return EventWhen(PartialWhen(day=day, zone=named), named, unknown, places, notes)
    end, last, end_notes = _end(written, setting, at, day, times)
    places = {**places, **{(name,): at for name in ("start", "end", "end_date")}}
    begins, ends = _on(day, times.start, offset), None if end is None else _on(last, end, offset)
    end_day = last if last != day and end is not None and not offset else None
    return EventWhen(PartialWhen(begins, ends, day, end_day, named), named, unknown, places, (*notes, *end_notes))


def _on(day: date | None, clock: timedelta, offset: timezone | None) -> time | datetime:
    local = datetime.combine(day or date(2000, 1, 1), time()) + clock % DAY
    return local.replace(tzinfo=offset) if day and offset else local.time()


def _day(days: Sequence[tuple[DayText, Place]], setting: Setting, place: Place) -> _Day:
    if not days:
        return _Day(None, {}, (Note("date", place, "the page names no day for this event"),))
    read = [(_read(one, setting, setting.year), one, at) for one, at in days]
    first, text, at = next((one for one in read if isinstance(one[0], date)), read[0])
    places: dict[KeyPath, Place] = {("date",): at} | {("date", where[0]): where for _, _, where in read}
    if isinstance(first, Unclear):
        return _Day(None, places, (Note("date", at, first.message),))
    notes = []
    if problem := contradiction(text, first):
        notes.append(Note("date", at, f'"{text.text}": {problem}'))
    elif text.year is None and setting.assumed.year is None:
        message = f'"{text.text}" names no year; taken from the other days of the page, {setting.year}'
        notes.append(Note("date", at, message, Level.NOTE))
    others = [(one, where) for day, one, where in read if isinstance(day, date) and day != first]
    notes += [Note("date", where, f'the page says "{one.text}" as well') for one, where in others]
    return _Day(first, places, tuple(notes))


def _read(day: DayText, setting: Setting, other_year: int | None) -> date | Unclear:
    """Return the day; one that names no year has that of the other days, one of two digits only that assumed."""
    year = setting.assumed.year or (None if day.short else other_year)
    return read_day(day, orders=setting.orders, year=year)


def _times(written: Written, place: Place) -> tuple[ClockTimes | None, Place, tuple[Note, ...]]:
    """Return start and end as far as the page says them, where they stand, and what is unclear."""
    if not written.times:
        return None, place, (Note("start", place, "the page names no time for this event"),)
    clocks, at = written.times[0]
    times = read_clocks(clocks)
    if isinstance(times, Unclear):
        message = f'the page leaves the time open: "{clocks.text}"' if clocks.open else times.message
        return None, at, (Note("start", at, message),)
    return times, at, ()


def _end(
    written: Written, setting: Setting, at: Place, day: date | None, times: ClockTimes
) -> tuple[timedelta | None, date | None, tuple[Note, ...]]:
    """Return the time since midnight at which the event ends, the day on which it does, and what is not sure."""
    start = times.start
    end = times.end if times.end is not None else written.end
    if end is None and setting.assumed.duration is None:
        message = "no end time; --duration 1h takes every such event to last an hour"
        return None, day, (Note("end", at, message),)
    if end is None:
        end = start + (setting.assumed.duration or timedelta())
    elif not written.end_day and (end < start or (end == start and written.end is not None)):
        end += DAY
    if written.end_day:
        last = _read(written.end_day, setting, day.year if day else setting.year)
        return end, last if isinstance(last, date) else None, ()
    if end < DAY or day is None:
        return end, day, ()
    last = day + timedelta(days=end // DAY)
    if end == DAY:
        return end, last, ()
    # Who writes 15:00-14:00 has more likely made a slip.
    level = Level.WARNING if end - start > DAY / 2 else Level.NOTE
    return end, last, (Note("end", at, f"ends on the next day, {last}", level),)


def shared_setting(days: Sequence[DayText], zone: str | None, assumed: ReadOptions) -> Setting:
    """Return what holds for all events of a page that names these *days* and, once, a *zone*.

    Its year is the one of all days that name one; the order of numbers is the one that all its days can be in.
    """
    years = {day.year for day in days if day.year}
    year = years.pop() if len(years) == 1 else None
    orders = [assumed.date_order] if assumed.date_order else common_orders((day for day in days if day.orders), year)
    return Setting(assumed, orders or ORDERS, year, zone)
