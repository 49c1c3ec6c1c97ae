"""When an event of a conference takes place: a date with its offset, or a time on a day of the conference."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from ungacli.draft.diagnostics import quoted
from ungacli.formats.conference.record import Session, text
from ungacli.when.clocks import DAY, ClockText, iso_moment, read_clocks, read_length
from ungacli.when.days import day_text, read_day
from ungacli.when.when import PartialWhen, Unclear, When, complete, localize

T = TypeVar("T")
_LENGTH_OF_THREE = re.compile(r"(\d{1,4}):(\d\d):(\d{1,2})")

DAY_CHANGE = time(6)
"""Where a conference's day ends if the file does not say: what comes before belongs to the evening before."""
_NIGHT = f"times before {DAY_CHANGE:%H:%M} are understood as in the night after their day"
_DAYS_FIRST = "durations such as 1:02:30 are understood as days, hours and minutes"


class UnreadableError(Exception):
    """An event whose times cannot be read, with the reason."""


class NoZoneError(UnreadableError):
    """A time without an offset in a file without a time zone."""


class Times(NamedTuple):
    """How the times of one file are read: in its *zone*, with the *duration* of events that give none.

    *change* is when the conference's days change, None if the file does not say. A duration of three numbers is
    known to have *days_first*, or taken for it.
    """

    zone: ZoneInfo | None
    duration: timedelta | None
    change: time | None
    days_first: bool


def read_when(session: Session, times: Times) -> tuple[When, tuple[str, ...]]:
    """Return start and end of *session*, and notes on what was understood in one of several ways.

    Both are in the zone of the file, or in UTC if it has none and the file gives their offsets. Raises
    UnreadableError, which is a NoZoneError where a time zone would settle it.
    """
    start, night = _start(session, times.change)
    if start.tzinfo is None:
        if times.zone is None:
            raise NoZoneError
        start = _clear(localize(start, times.zone))
    end, order = _end(session, start, times)
    if end.tzinfo is None:
        end = _clear(localize(end, times.zone)) if times.zone else end.replace(tzinfo=start.tzinfo)
    when = _clear(complete(PartialWhen(start, end), times.zone or ZoneInfo("UTC")))
    return when, tuple(filter(None, (night, order)))


def _clear(value: T | Unclear) -> T:
    if isinstance(value, Unclear):
        raise UnreadableError(value.message)
    return value


def _start(session: Session, change: time | None) -> tuple[datetime, str | None]:
    date_text, start_text = text(session.record.get("date")), text(session.record.get("start"))
    if moment := _moment(date_text) or _moment(start_text):
        return moment, None
    if not start_text:
        raise UnreadableError(f"{quoted(date_text)} is not a date and a time" if date_text else "it has no start")
    at = _time(start_text)
    if date_text:
        return datetime.combine(_day(date_text), at), None
    first, last = (_local(session.day.get(key)) for key in ("day_start", "day_end"))
    day_text = text(session.day.get("date"))
    if not day_text and first is None:
        raise UnreadableError("it has a time, and its day has no date")
    local = datetime.combine(_day(day_text) if day_text or first is None else first.date(), at)
    tomorrow = local + timedelta(days=1)
    if first is not None:
        return (tomorrow if local < first and (last is None or tomorrow < last) else local), None
    if at >= (change or DAY_CHANGE):
        return local, None
    return tomorrow, None if change else _NIGHT


def _end(session: Session, start: datetime, times: Times) -> tuple[datetime, str | None]:
    if moment := _moment(text(session.record.get("end"))):
        return moment, None
    length: timedelta | None = None
    note = None
    duration_text = text(session.record.get("duration"))
    match = _LENGTH_OF_THREE.fullmatch(duration_text)
    # frab's programs put days in front; others put seconds behind.
    if match and (times.days_first or (len(match[1]) == 1 and int(match[2]) < 24)):
        length = timedelta(days=int(match[1]), hours=int(match[2]), minutes=int(match[3]))
        note = None if times.days_first else _DAYS_FIRST
    elif duration_text:
        read = read_length(duration_text, "min")
        if isinstance(read, Unclear):
            raise UnreadableError(f"{quoted(duration_text)} is not a duration such as 01:30")
        length = read
    length = length or times.duration
    if not length:
        raise UnreadableError("it has no duration; say how long such events take with --duration 1h")
    # Lengths count the time that really passes, also where the clocks change in between.
    return start.astimezone(UTC) + length, note


def _moment(moment_text: str) -> datetime | None:
    """Return the date and time in *moment_text*, aware if it has an offset; None if it has another form."""
    moment = iso_moment(moment_text)
    # Near the ends of the calendar there is no room for another zone or for last year's clock change.
    if moment and not 1900 <= moment.year < 2200:
        raise UnreadableError("the year is not between 1900 and 2199")
    return moment


def _local(value: object) -> datetime | None:
    """Return the date and time *value* without its offset, or None if it is none."""
    try:
        moment = _moment(text(value))
    except UnreadableError:
        return None
    return moment.replace(tzinfo=None) if moment else None


def _day(written: str) -> date:
    day = day_text(written)
    if day is None or not day.is_clear or day.year is None:
        raise UnreadableError(f"{quoted(written)} is not a date")
    return _clear(read_day(day))


def time_or_none(value: object) -> time | None:
    """Return the time of day *value*, or None if it is none."""
    try:
        return _time(text(value))
    except UnreadableError:
        return None


def _time(time_text: str) -> time:
    # These files count hours to 24.
    times = read_clocks(ClockText(time_text, time_text), to_24=True)
    if isinstance(times, Unclear) or times.start >= DAY:
        raise UnreadableError(f"{quoted(time_text)} is not a time such as 17:00")
    return (datetime.combine(date.min, time()) + times.start).time()
