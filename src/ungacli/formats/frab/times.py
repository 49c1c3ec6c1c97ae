"""When an event of a conference takes place: a date with its offset, or a time on a day of the conference."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from ungacli.draft.diagnostics import quoted
from ungacli.formats.frab.record import Session, text
from ungacli.when.clocks import DAY, ClockText, iso_moment, read_clocks, read_length
from ungacli.when.days import day_text, read_day
from ungacli.when.when import Unclear

_LENGTH_OF_THREE = re.compile(r"(\d{1,4}):(\d\d):(\d{1,2})")

DAY_CHANGE = time(6)
"""Where a conference's day ends if the file does not say: what comes before belongs to the evening before."""


class UnreadableError(Exception):
    """An event whose times cannot be told, with the reason."""


@dataclass(frozen=True, slots=True)
class Clock:
    """How the times of one file are read: in the *zone*, with the length of events that give none.

    *change* is when the conference's days change, None if the file does not say. *note* takes what
    was understood in one of several ways. *days_first* says that a duration of three numbers has
    days in front, for sure.
    """

    zone: tzinfo
    duration: timedelta | None
    change: time | None
    note: Callable[[Session, str], None]
    days_first: bool = False


def span(session: Session, clock: Clock) -> tuple[datetime, datetime]:
    """Return start and end of *session*: a start without an offset is a local time of the file's zone.

    Raises UnreadableError if they cannot be read.
    """
    try:
        start = _start(session, clock)
        return start, _end(session, start, clock)
    except OverflowError:
        raise UnreadableError("its times are beyond the calendar") from None


def _start(session: Session, clock: Clock) -> datetime:
    written, begins = text(session.record.get("date")), text(session.record.get("start"))
    if moment := iso_moment(written) or iso_moment(begins):
        return moment
    if not begins:
        raise UnreadableError(f"{quoted(written)} is not a date and a time" if written else "it has no start")
    at = _time(begins)
    if written:
        return datetime.combine(_day(written), at)
    first = moment_or_none(session.day.get("day_start"))
    named = text(session.day.get("date"))
    if not named and first is None:
        raise UnreadableError("it has a time, and its day has no date")
    day = _day(named) if named else first.date() if first else date.min
    return datetime.combine(day + timedelta(days=_is_after_midnight(session, day, at, clock)), at)


def _is_after_midnight(session: Session, day: date, at: time, clock: Clock) -> bool:
    """Return whether *at* on *day* of the conference is on the calendar's next day."""
    first, last = (moment_or_none(session.day.get(key)) for key in ("day_start", "day_end"))
    here = datetime.combine(day, at)
    if first is not None:
        return here < first and (last is None or here + timedelta(days=1) < last)
    if clock.change is not None:
        return at < clock.change
    if at < DAY_CHANGE:
        clock.note(session, f"times before {DAY_CHANGE:%H:%M} are understood as in the night after their day")
        return True
    return False


def _end(session: Session, start: datetime, clock: Clock) -> datetime:
    end, written = text(session.record.get("end")), text(session.record.get("duration"))
    if moment := iso_moment(end):
        return moment
    length = _length(session, written, clock) or clock.duration
    if not length:
        raise UnreadableError("it has no duration; say how long such events take with --duration 1h")
    if start.tzinfo:
        return start + length
    # Lengths count the time that really passes, also where the clocks change in between.
    return start.replace(tzinfo=clock.zone).astimezone(UTC) + length


def _length(session: Session, written: str, clock: Clock) -> timedelta | None:
    match = _LENGTH_OF_THREE.fullmatch(written)
    # frab's programs put days in front; others put seconds behind.
    if match and (clock.days_first or (len(match[1]) == 1 and int(match[2]) < 24)):
        if not clock.days_first:
            clock.note(session, "durations such as 1:02:30 are understood as days, hours and minutes")
        return timedelta(days=int(match[1]), hours=int(match[2]), minutes=int(match[3]))
    length = read_length(written, "min") if written else None
    if isinstance(length, Unclear):
        raise UnreadableError(f"{quoted(written)} is not a duration such as 01:30")
    return length


def moment_or_none(value: object) -> datetime | None:
    """Return the local time of the moment *value*, without its offset, or None if it is none."""
    moment = iso_moment(text(value))
    return moment.replace(tzinfo=None) if moment else None


def time_or_none(value: object) -> time | None:
    """Return the time of day *value*, or None if it is none."""
    try:
        return _time(text(value))
    except UnreadableError:
        return None


def _day(written: str) -> date:
    day = day_text(written)
    if day is None or not day.is_clear or day.year is None:
        raise UnreadableError(f"{quoted(written)} is not a date")
    found = read_day(day)
    if isinstance(found, Unclear):
        raise UnreadableError(found.message)
    return found


def _time(written: str) -> time:
    # These files count hours to 24.
    times = read_clocks(ClockText(written, written), to_24=True)
    if isinstance(times, Unclear) or times.start >= DAY:
        raise UnreadableError(f"{quoted(written)} is not a time such as 17:00")
    return (datetime.combine(date.min, time()) + times.start).time()
