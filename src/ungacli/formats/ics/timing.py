"""When an event of a calendar is: its start by a clock, and how long it lasts."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ungacli.draft.diagnostics import Diagnostic, Level, quoted
from ungacli.draft.read_options import ReadOptions
from ungacli.formats.ics.components import Component, Line, at_line
from ungacli.formats.ics.recurrence import Effort
from ungacli.formats.ics.values import Length, Stamp, duration, stamp, stamps
from ungacli.formats.ics.zones import UTC_ZONE, Clock, Clocks

UTC_CLOCK = Clock("UTC", UTC_ZONE)
_FIRST_DAY = date(1900, 1, 1)


class SkippedError(Exception):
    """An event that could not be read: the number of the *line* that shows why, and the reason."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.diagnostic = at_line(line, reason, Level.SKIPPED)


@dataclass(frozen=True, slots=True)
class Timing:
    """The *start* of an event by the *clock* that shows it, in the line *number*, and the *length* of it."""

    start: Stamp
    clock: Clock
    length: Length
    number: int

    def end(self, local: datetime) -> datetime:
        """Return the moment at which the event ends if it starts at *local*."""
        return self.clock.utc(local + timedelta(days=self.length.days)) + self.length.exact

    def note(self) -> Diagnostic | None:
        """Return how a start without a zone was read."""
        if self.start.is_day:
            message = f"it lasts all day: told from 00:00 to 00:00 in {self.clock.zone}"
        elif self.start.tzid is None and not self.start.in_utc:
            message = f"a time without a time zone: told as in {self.clock.zone}"
        else:
            return None
        return at_line(self.number, message, Level.NOTE)


@dataclass(frozen=True)
class Surroundings:
    """What holds for every event of a file: its *zone*, if there is one, and the work that its rules may cost.

    *floating* is the zone of times without one; where it is None, nothing says whose times they are.
    """

    zone: ZoneInfo | None
    floating: ZoneInfo | None
    options: ReadOptions
    effort: Effort

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day on which repeated events are wanted."""
        if self.options.window:
            return self.options.window.first, self.options.window.last
        return _FIRST_DAY, self.options.until - timedelta(days=1)


@dataclass(frozen=True)
class Source:
    """One VCALENDAR of the file: its *clocks*, whether it is our *own*, and whether it *cancels* its events."""

    calendar: Component
    clocks: Clocks
    around: Surroundings
    own: bool = False
    cancels: bool = False

    def clock(self, stamp: Stamp, line: Line) -> Clock:
        """Return the clock that shows *stamp*; SkippedError where nothing says which it is."""
        if stamp.in_utc:
            return UTC_CLOCK
        if stamp.is_day or stamp.tzid is None:
            zone = self.clocks.default or (self.around.zone if stamp.is_day else self.around.floating)
            if zone is None:
                what = "a day" if stamp.is_day else "a time"
                raise SkippedError(line.number, f"{what} without a time zone; --tz ZONE says which")
            return Clock("", zone)
        clock = self.clocks.clock(stamp.tzid)
        if clock is None:
            message = f"there is no time zone {quoted(stamp.tzid)}, and no VTIMEZONE describes it"
            raise SkippedError(line.number, message)
        return clock

    def timing(self, event: Component) -> Timing:
        """Return when *event* is; SkippedError where that is not said, or cannot be."""
        line = event.first("DTSTART")
        if line is None:
            raise SkippedError(event.line, "it has no DTSTART")
        start = listed(line)[0]
        clock = self.clock(start, line)
        length = self._length(event, start, clock)
        if not length:
            assumed = self.around.options.duration
            length = Length(1, timedelta()) if start.is_day else Length(0, assumed or timedelta())
        end = event.first("DTEND", "DURATION")
        if not length and end:
            raise SkippedError(end.number, "it ends when it starts; --duration 1h gives it a length")
        if not length:
            raise SkippedError(event.line, "no end is given, nor how long it lasts; --duration 1h says it")
        timing = Timing(start, clock, length, line.number)
        if timing.end(start.local) <= clock.utc(start.local):
            raise SkippedError((end or line).number, "it ends before it starts")
        return timing

    def _length(self, event: Component, start: Stamp, clock: Clock) -> Length:
        if line := event.first("DTEND"):
            end = listed(line)[0]
            if start.is_day and not end.is_day:
                raise SkippedError(line.number, "it starts with a day and ends with a time")
            if start.is_day:
                return Length((end.local - start.local).days, timedelta())
            # A day ends it as its first minute would, by the clock that shows the start.
            moment = (clock if end.is_day else self.clock(end, line)).utc(end.local)
            return Length(0, moment - clock.utc(start.local))
        if line := event.first("DURATION"):
            try:
                return duration(line.value)
            except ValueError as error:
                raise SkippedError(line.number, str(error)) from None
        return Length(0, timedelta())

    def period(self, start: Stamp, line: Line) -> Length | None:
        """Return how long the period that begins at *start* in *line* lasts, or None if it is no period."""
        if start.until is None:
            return None
        try:
            if start.until[:1] in "Pp+-":
                length = duration(start.until)
            else:
                end = stamp(start.until, start.tzid)
                exact = self.clock(end, line).utc(end.local) - self.clock(start, line).utc(start.local)
                length = Length(0, exact)
        except ValueError as error:
            raise SkippedError(line.number, str(error)) from None
        if timedelta(days=length.days) + length.exact <= timedelta():
            raise SkippedError(line.number, "a period ends before it starts")
        return length

    def zone(self, timing: Timing, own: ZoneInfo | None) -> ZoneInfo:
        """Return the zone in which to show an event; *own* is the one that our own data gives."""
        # A time in UTC says when, and nothing of where.
        shown = own or self.clocks.default if timing.clock is UTC_CLOCK else timing.clock.zone
        return shown or self.around.zone or UTC_ZONE


def listed(line: Line) -> list[Stamp]:
    """Return the days or times in *line*, at least one; SkippedError for anything else."""
    try:
        return stamps(line)
    except ValueError as error:
        raise SkippedError(line.number, str(error)) from None
