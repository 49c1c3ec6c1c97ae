"""When an event of a page is, by its lines, and by the options and the rest of the page where those have gaps."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from ungacli.draft.diagnostics import Diagnostic, Level, Place
from ungacli.formats.page.facts import Fact, PageContext
from ungacli.when.clocks import DAY, NOON, ClockTimes, read_clocks
from ungacli.when.days import DayText, contradiction, read_day
from ungacli.when.when import PartialWhen, Unclear
from ungacli.when.zones import read_zone


def event_when(
    facts: Mapping[str, Sequence[Fact]], page: PageContext, place: Place
) -> tuple[PartialWhen, dict[str, Place], list[Diagnostic]]:
    """Return when the event at *place* is, as far as its *facts* and its *page* show it, with places and diagnostics.

    One that makes the event unreadable has the level SKIPPED, or ERROR if an option settles it.
    """
    day, day_place, diagnostics = _day_of_event(facts.get("days", ()), page, place)
    texts = facts.get("times", ())
    at = texts[0].place if texts else place
    times = read_clocks(texts[0].value) if texts else Unclear("the page names no time for this event")
    if isinstance(times, Unclear):
        is_open = texts and texts[0].value.open
        message = f'the page leaves the time open: "{texts[0].value.text}"' if is_open else times.message
        diagnostics.append(_unreadable("start", Unclear(message), at))
    words = (*(one.value.zone for one in texts), *(one.value for one in facts.get("zone", ())), page.zone)
    word = next(filter(None, words), None)
    start = times.start if isinstance(times, ClockTimes) else NOON
    zone = read_zone(word, datetime.combine(day, time()) + start % DAY) if word and day else None
    if isinstance(zone, Unclear):
        # The zone of the options stands in for one that is unclear.
        level = Level.WARNING if page.options.zone else Level.ERROR
        diagnostics.append(Diagnostic(("timezone",), zone.message, level, at))
    zone_of_event = zone if isinstance(zone, ZoneInfo) else None
    if isinstance(times, Unclear):
        return PartialWhen(day=day, zone=zone_of_event), {"date": day_place}, diagnostics
    end, end_day, doubts = _end(facts, times, day, page, at)
    offset = zone if isinstance(zone, timezone) else None
    when = PartialWhen(
        _on(day, start, offset),
        None if end is None else _on(end_day, end, offset),
        day,
        end_day if end_day != day and not offset else None,
        zone_of_event,
    )
    places = {"date": day_place, **dict.fromkeys(("start", "end", "end_date", "timezone"), at)}
    return when, places, [*diagnostics, *doubts]


def _on(day: date | None, clock: timedelta, offset: timezone | None) -> time | datetime:
    local = datetime.combine(day or date(2000, 1, 1), time()) + clock % DAY
    return local.replace(tzinfo=offset) if day and offset else local.time()


def _unreadable(field: str, problem: Unclear, place: Place) -> Diagnostic:
    return Diagnostic((field,), problem.message, Level.ERROR if problem.option else Level.SKIPPED, place)


def _day_of_event(days: Sequence[Fact], page: PageContext, place: Place) -> tuple[date | None, Place, list[Diagnostic]]:
    """Return the first of *days* that can be read, where it stands, and what is wrong with it or the others."""
    if not days:
        return None, place, [_unreadable("date", Unclear("the page names no day for this event"), place)]
    readings = [(_read(one.value, page, page.year), one) for one in days]
    day, fact = next((one for one in readings if isinstance(one[0], date)), readings[0])
    if isinstance(day, Unclear):
        return None, fact.place, [_unreadable("date", day, fact.place)]
    written = fact.value.text
    diagnostics = []
    if problem := contradiction(fact.value, day):
        diagnostics.append(Diagnostic(("date",), f'"{written}": {problem}', Level.WARNING, fact.place))
    elif fact.value.year is None and page.options.year is None:
        message = f'"{written}" names no year; taken from the other days of the page, {page.year}'
        diagnostics.append(Diagnostic(("date",), message, Level.NOTE, fact.place))
    diagnostics += [
        Diagnostic(("date",), f'the page says "{one.value.text}" as well', Level.WARNING, one.place)
        for other, one in readings
        if isinstance(other, date) and other != day
    ]
    return day, fact.place, diagnostics


def _read(day: DayText, page: PageContext, other_year: int | None) -> date | Unclear:
    """Return the day; one without a year is of the other days' year, one of two digits only of that of the options."""
    year = page.options.year or (None if day.short else other_year)
    return read_day(day, orders=page.orders, year=year)


def _end(
    facts: Mapping[str, Sequence[Fact]], times: ClockTimes, day: date | None, page: PageContext, at: Place
) -> tuple[timedelta | None, date | None, list[Diagnostic]]:
    """Return the time since midnight at which the event ends, and on which day; no time if that is unclear."""
    start = times.start
    apart, last_days = facts.get("end"), facts.get("end_day")
    end = apart[0].value if apart and times.end is None else times.end
    if end is None and page.options.duration is None:
        message = "no end time; --duration 1h takes every such event to last an hour"
        return None, day, [_unreadable("end", Unclear(message), at)]
    if end is None:
        end = start + (page.options.duration or timedelta())
    elif not last_days and (end < start or (end == start and apart)):
        end += DAY
    if last_days:
        last = _read(last_days[0].value, page, day.year if day else page.year)
        return (end, last, []) if isinstance(last, date) else (None, day, [_unreadable("end", last, at)])
    if end < DAY or day is None:
        return end, day, []
    last = day + timedelta(days=end // DAY)
    # Who writes 15:00-14:00 has more likely made a slip.
    level = Level.WARNING if end - start > DAY / 2 else Level.NOTE
    note = Diagnostic(("end",), f"ends on the next day, {last}", level, at)
    return end, last, [] if end == DAY else [note]
