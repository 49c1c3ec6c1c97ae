"""When an event of a page is, with what is assumed where the page does not say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ungacli.draft.diagnostics import Level, Place
from ungacli.draft.read_options import ReadOptions
from ungacli.formats.page.clocks import WrittenTimes, clock_text
from ungacli.formats.page.dates import WrittenDay, read_day
from ungacli.formats.page.told import Told
from ungacli.formats.page.zones import Clocks
from ungacli.when.times import DAY, NOON


@dataclass(frozen=True)
class Setting:
    """What holds for all events of a page: what is *assumed*, the year and the clock that it tells once."""

    assumed: ReadOptions
    clocks: Clocks
    year: int | None = None
    zone: str | None = None


@dataclass
class Written:
    """What an event's lines say of when it is, each with its place."""

    days: list[tuple[WrittenDay, Place]]
    times: list[tuple[WrittenTimes, Place]]
    end_day: WrittenDay | None = None
    end: timedelta | None = None
    zone: str | None = None


def tell_when(told: Told, written: Written, setting: Setting, place: Place) -> ZoneInfo | None:
    """Put day and times into *told*, and return the zone that the page names for them; *place* is the event's."""
    day = _day(told, written.days, setting, place)
    start, end, at = _times(told, written, place)
    moment = datetime.combine(day, time()) + (NOON if start is None else start % DAY) if day else None
    zone, offset = _zone(told, written, setting, moment, at)
    if start is None:
        return zone
    last = day
    if written.end_day:
        last = read_day(written.end_day, setting.assumed, day.year if day else setting.year).day
    if end is None and setting.assumed.duration is None:
        told.doubt(("end",), at, "no end time; --duration 1h takes every such event to last an hour")
    elif end is None:
        end = start + (setting.assumed.duration or timedelta())
    if end is not None and end >= DAY and day and not written.end_day:
        last = day + timedelta(days=end // DAY)
        if end > DAY:
            # Who writes 15:00-14:00 has rather made a slip.
            level = Level.WARNING if start is not None and end - start > DAY / 2 else Level.NOTE
            told.doubt(("end",), at, f"ends on the next day, {last}", level=level)
    for key, clock, on in (("start", start, day), ("end", end, last)):
        if clock is not None:
            text = clock_text(clock)
            told.put(key, f"{on}T{text}{offset}" if offset and on else text, at)
    if last and last != day and end is not None and not offset:
        told.put("end_date", last.isoformat(), at)
    return zone


def _day(told: Told, days: Sequence[tuple[WrittenDay, Place]], setting: Setting, place: Place) -> date | None:
    if not days:
        told.doubt(("date",), place, "the page names no day for this event")
        return None
    read = [(read_day(one, setting.assumed, setting.year), one, at) for one, at in days]
    first, _, at = next((one for one in read if one[0].day), read[0])
    told.mark(("date",), at)
    if first.doubt:
        told.doubt(("date",), at, first.doubt, level=Level.NOTE if first.by_others else Level.WARNING)
    for other, text, where in read:
        told.mark(("date", where[0]), where)
        if other.day and first.day and other.day != first.day:
            told.doubt(("date",), where, f'the page says "{text.text}" as well')
    if first.day:
        told.put("date", first.day.isoformat(), at)
    return first.day


def _times(told: Told, written: Written, place: Place) -> tuple[timedelta | None, timedelta | None, Place]:
    """Return start and end since midnight, as far as they are told, and where."""
    if not written.times:
        told.doubt(("start",), place, "the page names no time for this event")
        return None, None, place
    times, at = written.times[0]
    told.mark(("start",), at)
    if times.doubt:
        told.doubt(("start",), at, times.doubt)
    elif times.open:
        told.doubt(("start",), at, f'the page leaves the time open: "{times.text}"')
    end = times.end if times.end is not None else written.end
    if end is not None and times.start is not None and written.end is not None and end <= times.start:
        end += DAY
    return times.start, end, at


def _zone(
    told: Told, written: Written, setting: Setting, moment: datetime | None, at: Place
) -> tuple[ZoneInfo | None, str | None]:
    word = next((times.zone for times, _ in written.times if times.zone), None) or written.zone or setting.zone
    if word is None or moment is None:
        return None, None
    clock = setting.clocks.meant(word, moment)
    if clock.doubt:
        told.doubt(("timezone",), at, clock.doubt)
        if setting.assumed.zone is None:
            # A word that names no zone, so that it is asked for: nobody else's clock may be taken instead.
            told.put("timezone", f"{word}?", at)
    return clock.zone, clock.offset


def said_year(days: Sequence[WrittenDay]) -> int | None:
    """Return the year that the *days* of a page have where they name one, if it is one and the same."""
    years = {day.year for day in days if day.year}
    return years.pop() if len(years) == 1 else None
