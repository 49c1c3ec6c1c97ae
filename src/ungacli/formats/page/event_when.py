"""When an event of a page is, with what the options and the rest of the page say where its lines do not."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ungacli.draft.diagnostics import Diagnostic, Level, Place
from ungacli.draft.read_options import ReadOptions
from ungacli.participants.organizations import Acronyms
from ungacli.when.clocks import DAY, NOON, ClockText, ClockTimes, read_clocks
from ungacli.when.days import ORDERS, DayText, common_orders, contradiction, read_day
from ungacli.when.vocabulary import DateOrder
from ungacli.when.when import PartialWhen, Unclear
from ungacli.when.zones import read_zone


@dataclass(frozen=True, slots=True)
class PageContext:
    """What holds for all events of a page: the *options*, and what the page gives once.

    That are the *year*, the words for a *zone*, the *orders* in which its days can be written, the folded *names* of
    its speakers, and the *acronyms* that it explains.
    """

    options: ReadOptions
    orders: Collection[DateOrder]
    acronyms: Acronyms
    year: int | None = None
    zone: str | None = None
    names: Collection[str] = ()


def year_and_orders(days: Sequence[DayText], options: ReadOptions) -> tuple[int | None, Collection[DateOrder]]:
    """Return the year of all *days* of a page that name one, if it is one year, and the orders that all can be in."""
    years = {day.year for day in days if day.year}
    year = years.pop() if len(years) == 1 else None
    orders = [options.date_order] if options.date_order else common_orders((day for day in days if day.orders), year)
    return year, orders or ORDERS


@dataclass(frozen=True, slots=True)
class WhenText:
    """What an event's lines say of when it is: *days* and *times* with their places, an end and a zone apart."""

    days: tuple[tuple[DayText, Place], ...] = ()
    times: tuple[tuple[ClockText, Place], ...] = ()
    end_day: DayText | None = None
    end: timedelta | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class EventWhen:
    """*when* an event is as far as its page says, the *places* of the fields, and *diagnostics* on paths within it.

    One that makes the event unreadable has the level SKIPPED, or ERROR if an option settles it.
    """

    when: PartialWhen
    places: Mapping[str, Place] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


class _Day(NamedTuple):
    day: date | None
    place: Place
    diagnostics: tuple[Diagnostic, ...]


class _End(NamedTuple):
    clock: timedelta | None
    day: date | None
    diagnostics: tuple[Diagnostic, ...] = ()


def event_when(text: WhenText, page: PageContext, place: Place) -> EventWhen:
    """Return when the event at *place* is, by the *text* of its lines and what holds for its *page*."""
    day, day_place, diagnostics = _day(text.days, page, place)
    times, at = _times(text, place)
    if isinstance(times, Diagnostic):
        diagnostics += (times,)
    word = next((clocks.zone for clocks, _ in text.times if clocks.zone), None) or text.zone or page.zone
    start = times.start if isinstance(times, ClockTimes) else NOON
    zone = read_zone(word, datetime.combine(day, time()) + start % DAY) if word and day else None
    if isinstance(zone, Unclear):
        # The zone of the options stands in for one that is unclear.
        level = Level.WARNING if page.options.zone else Level.ERROR
        diagnostics += (Diagnostic(("timezone",), zone.message, level, at),)
    zone_of_event = zone if isinstance(zone, ZoneInfo) else None
    if not isinstance(times, ClockTimes):
        return EventWhen(PartialWhen(day=day, zone=zone_of_event), {"date": day_place}, diagnostics)
    end = _end(text, page, at, day, times)
    offset = zone if isinstance(zone, timezone) else None
    when = PartialWhen(
        _on(day, times.start, offset),
        None if end.clock is None else _on(end.day, end.clock, offset),
        day,
        end.day if end.day != day and end.clock is not None and not offset else None,
        zone_of_event,
    )
    places = {"date": day_place, **dict.fromkeys(("start", "end", "end_date", "timezone"), at)}
    return EventWhen(when, places, (*diagnostics, *end.diagnostics))


def _on(day: date | None, clock: timedelta, offset: timezone | None) -> time | datetime:
    local = datetime.combine(day or date(2000, 1, 1), time()) + clock % DAY
    return local.replace(tzinfo=offset) if day and offset else local.time()


def _unreadable(field: str, problem: Unclear | str, place: Place) -> Diagnostic:
    message, option = (problem, "") if isinstance(problem, str) else (problem.message, problem.option)
    return Diagnostic((field,), message, Level.ERROR if option else Level.SKIPPED, place)


def _day(days: Sequence[tuple[DayText, Place]], page: PageContext, place: Place) -> _Day:
    if not days:
        return _Day(None, place, (_unreadable("date", "the page names no day for this event", place),))
    readings = [(_read(one, page, page.year), one, at) for one, at in days]
    first, text, at = next((one for one in readings if isinstance(one[0], date)), readings[0])
    if isinstance(first, Unclear):
        return _Day(None, at, (_unreadable("date", first, at),))
    diagnostics = []
    if problem := contradiction(text, first):
        diagnostics.append(Diagnostic(("date",), f'"{text.text}": {problem}', Level.WARNING, at))
    elif text.year is None and page.options.year is None:
        message = f'"{text.text}" names no year; taken from the other days of the page, {page.year}'
        diagnostics.append(Diagnostic(("date",), message, Level.NOTE, at))
    others = [(one, where) for day, one, where in readings if isinstance(day, date) and day != first]
    diagnostics += [
        Diagnostic(("date",), f'the page says "{one.text}" as well', Level.WARNING, where) for one, where in others
    ]
    return _Day(first, at, tuple(diagnostics))


def _read(day: DayText, page: PageContext, other_year: int | None) -> date | Unclear:
    """Return the day; one without a year is of the other days' year, one of two digits only of that of the options."""
    year = page.options.year or (None if day.short else other_year)
    return read_day(day, orders=page.orders, year=year)


def _times(text: WhenText, place: Place) -> tuple[ClockTimes | Diagnostic, Place]:
    """Return start and end as far as the page gives them, or why there are none, and where they stand."""
    if not text.times:
        return _unreadable("start", "the page names no time for this event", place), place
    clocks, at = text.times[0]
    times = read_clocks(clocks)
    if isinstance(times, Unclear):
        message = f'the page leaves the time open: "{clocks.text}"' if clocks.open else times.message
        return _unreadable("start", message, at), at
    return times, at


def _end(text: WhenText, page: PageContext, at: Place, day: date | None, times: ClockTimes) -> _End:
    """Return the time since midnight at which the event ends, and on which day; no time if that is unclear."""
    start = times.start
    end = times.end if times.end is not None else text.end
    if end is None and page.options.duration is None:
        message = "no end time; --duration 1h takes every such event to last an hour"
        return _End(None, day, (_unreadable("end", message, at),))
    if end is None:
        end = start + (page.options.duration or timedelta())
    elif not text.end_day and (end < start or (end == start and text.end is not None)):
        end += DAY
    if text.end_day:
        last = _read(text.end_day, page, day.year if day else page.year)
        return _End(end, last) if isinstance(last, date) else _End(None, day, (_unreadable("end", last, at),))
    if end < DAY or day is None:
        return _End(end, day)
    last = day + timedelta(days=end // DAY)
    if end == DAY:
        return _End(end, last)
    # Who writes 15:00-14:00 has more likely made a slip.
    level = Level.WARNING if end - start > DAY / 2 else Level.NOTE
    return _End(end, last, (Diagnostic(("end",), f"ends on the next day, {last}", level, at),))
