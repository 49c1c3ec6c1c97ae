"""When an event of a calendar is: its start by a clock, and how long it lasts."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ungacli.draft.diagnostics import quoted
from ungacli.draft.read_options import ReadOptions
from ungacli.formats.ics.syntax import Component, ContentLine, Length, LineError, Stamp, duration, stamps
from ungacli.formats.ics.zones import UTC_CLOCK, Clock, Clocks

_FIRST_DAY = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class CalendarSource:
    """One VCALENDAR of a file: its *clocks*, and the zones of its days and of its times without a zone, if known."""

    calendar: Component
    clocks: Clocks
    options: ReadOptions
    zone: ZoneInfo | None
    floating: ZoneInfo | None

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day on which repeated events are wanted."""
        if self.options.window:
            return self.options.window.first, self.options.window.last
        return _FIRST_DAY, self.options.until - timedelta(days=1)

    def clock(self, stamp: Stamp, line: ContentLine) -> Clock:
        """Return the clock that shows *stamp*; LineError where nothing says which it is."""
        if stamp.in_utc:
            return UTC_CLOCK
        if stamp.is_day or stamp.tzid is None:
            zone = self.clocks.default or (self.zone if stamp.is_day else self.floating)
            if zone is None:
                what = "a day" if stamp.is_day else "a time"
                raise LineError(line.number, f"{what} without a time zone; --tz ZONE says which")
            return Clock("", zone)
        clock = self.clocks.clock(stamp.tzid)
        if clock is None:
            message = f"there is no time zone {quoted(stamp.tzid)}, and no VTIMEZONE describes it"
            raise LineError(line.number, message)
        return clock

    def length(self, start: Stamp, end: Stamp | Length, line: ContentLine) -> Length:
        """Return how long it is from *start* to *end*, which *line* says; LineError if it is before the start."""
        if isinstance(end, Stamp) and start.is_day:
            if not end.is_day:
                raise LineError(line.number, "it starts with a day and ends with a time")
            end = Length((end.local - start.local).days, timedelta())
        elif isinstance(end, Stamp):
            clock = self.clock(start, line)
            # A day ends it as its first minute would, by the clock that shows the start.
            moment = (clock if end.is_day else self.clock(end, line)).utc(end.local)
            end = Length(0, moment - clock.utc(start.local))
        if timedelta(days=end.days) + end.exact < timedelta():
            raise LineError(line.number, "it ends before it starts")
        return end


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One VEVENT and the calendar that it stands in."""

    event: Component
    source: CalendarSource


@dataclass(frozen=True, slots=True)
class TimedEvent(CalendarEvent):
    """A VEVENT with its *start* by the *clock* that shows it, and its *length*."""

    start: Stamp
    clock: Clock
    length: Length

    def end(self, local: datetime) -> datetime:
        """Return the moment at which the event ends if it starts at *local*."""
        return self.clock.utc(local + timedelta(days=self.length.days)) + self.length.exact

    def mark(self, local: datetime) -> str:
        """Return what the occurrence at *local* is called: its day, or its time in UTC."""
        return f"{local:%Y%m%d}" if self.start.is_day else f"{self.clock.utc(local):%Y%m%dT%H%M%SZ}"

    def local(self, stamp: Stamp, line: ContentLine, source: CalendarSource) -> datetime:
        """Return what the clock of this event shows at *stamp*, which stands in *line* of *source*.

        A day is the time of this event on that day.
        """
        if self.start.is_day or stamp.is_day:
            return datetime.combine(stamp.local, time() if self.start.is_day else self.start.local.time())
        if stamp.tzid is None and not stamp.in_utc:
            return stamp.local
        clock = source.clock(stamp, line)
        return stamp.local if clock == self.clock else self.clock.local(clock.utc(stamp.local))


def timed(entry: CalendarEvent) -> TimedEvent:
    """Return when the event of *entry* is; LineError where that is not said, or cannot be."""
    event, source = entry.event, entry.source
    line = event.first("DTSTART")
    if line is None:
        raise LineError(event.line, "it has no DTSTART")
    start = stamps(line)[0]
    clock = source.clock(start, line)
    end = event.first("DTEND", "DURATION")
    length = source.length(start, _end(end), end) if end else None
    if not length and start.is_day:
        length = Length(1, timedelta())
    if not length and source.options.duration:
        length = Length(0, source.options.duration)
    if not length and end:
        raise LineError(end.number, "it ends when it starts; --duration 1h gives it a length")
    if not length:
        raise LineError(event.line, "no end is given, nor how long it lasts; --duration 1h says it")
    return TimedEvent(event, source, start, clock, length)


def _end(line: ContentLine) -> Stamp | Length:
    if line.name == "DTEND":
        return stamps(line)[0]
    try:
        return duration(line.value)
    except ValueError as error:
        raise LineError(line.number, str(error)) from None
