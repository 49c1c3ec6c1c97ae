"""When an event of a calendar is: its start by a clock, and how long it lasts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from ungacli.draft.diagnostics import quoted
from ungacli.draft.read_options import ReadOptions
from ungacli.formats.ics.components import Component, Line
from ungacli.formats.ics.notes import Notes
from ungacli.formats.ics.recurrence import Effort
from ungacli.formats.ics.values import Length, Stamp, duration, stamps
from ungacli.formats.ics.zones import UTC_ZONE, Clock, Clocks

UTC_CLOCK = Clock("UTC", UTC_ZONE)


class LeftOutError(Exception):
    """An event that cannot be told: the number of the *line* that says why not, and the reason."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Timing:
    """The *start* of an event by the *clock* that shows it, and the *length* of it."""

    start: Stamp
    clock: Clock
    length: Length

    def end(self, local: datetime) -> datetime:
        """Return the moment at which the event ends if it starts at *local*."""
        return self.clock.utc(local + timedelta(days=self.length.days)) + self.length.exact


@dataclass(frozen=True)
class Surroundings:
    """What holds for every event of a file: its *zone*, if one is known, and what is assumed, noted and spent.

    *floating* shows the times without a zone; where it is None, nothing says whose times they are.
    """

    zone: ZoneInfo | None
    floating: Clock | None
    assumed: ReadOptions
    notes: Notes
    effort: Effort

    @property
    def days(self) -> Clock:
        """The clock by which days begin."""
        return Clock("", self.zone)


@dataclass(frozen=True)
class Source:
    """One VCALENDAR of the file: its *clocks*, whether it is our *own*, and whether it *cancels* its events.

    *named* says whether the file names the zone of the schedule, which is assumed else.
    """

    calendar: Component
    clocks: Clocks
    around: Surroundings
    own: bool = False
    cancels: bool = False
    named: bool = True

    def clock(self, stamp: Stamp, line: Line) -> Clock:
        """Return the clock that shows *stamp*; LeftOutError where nothing says which it is."""
        around = self.around
        if stamp.in_utc:
            return UTC_CLOCK
        own = Clock("", self.clocks.default) if self.clocks.default else None
        if stamp.is_day:
            return own or around.days
        if stamp.tzid is None:
            floating = own or around.floating
            if floating is None:
                raise LeftOutError(line.number, "a time without a time zone; --tz ZONE says which")
            return floating
        clock = self.clocks.clock(stamp.tzid)
        if clock is None:
            raise LeftOutError(
                line.number, f"there is no time zone {quoted(stamp.tzid)}, and no VTIMEZONE describes it"
            )
        return clock

    def _note(self, start: Stamp, clock: Clock, line: Line) -> None:
        zone = clock.zone.key if clock.zone else "the schedule's time zone"
        if start.is_day:
            self.around.notes.note("all-day", line.number, f"it lasts all day: told from 00:00 to 00:00 in {zone}")
        elif start.tzid is None and not start.in_utc:
            self.around.notes.note("floating", line.number, f"a time without a time zone: told as in {zone}")

    def timing(self, event: Component) -> Timing:
        """Return when *event* is; LeftOutError where that is not said, or cannot be."""
        line = event.first("DTSTART")
        if line is None:
            raise LeftOutError(event.line, "it has no DTSTART")
        start = listed(line)[0]
        clock = self.clock(start, line)
        length = self._length(event, start, clock)
        if not length and start.is_day:
            length = Length(1, timedelta())
        if not length and self.around.assumed.duration:
            length = Length(0, self.around.assumed.duration)
        if not length and (told := event.first("DTEND", "DURATION")):
            raise LeftOutError(told.number, "it ends when it starts; --duration 1h gives it a length")
        if not length:
            raise LeftOutError(event.line, "no end is given, nor how long it lasts; --duration 1h says it")
        timing = Timing(start, clock, length)
        if timing.end(start.local) <= clock.utc(start.local):
            told = event.first("DTEND", "DURATION") or line
            raise LeftOutError(told.number, "it ends before it starts")
        self._note(start, clock, line)
        return timing

    def _length(self, event: Component, start: Stamp, clock: Clock) -> Length:
        if line := event.first("DTEND"):
            end = listed(line)[0]
            if start.is_day:
                if not end.is_day:
                    raise LeftOutError(line.number, "it starts with a day and ends with a time")
                return Length((end.local - start.local).days, timedelta())
            # A day ends it as its first minute would, by the clock that shows the start.
            moment = clock.utc(end.local) if end.is_day else self.clock(end, line).utc(end.local)
            return Length(0, moment - clock.utc(start.local))
        if line := event.first("DURATION"):
            try:
                return duration(line.value)
            except ValueError as error:
                raise LeftOutError(line.number, str(error)) from None
        return Length(0, timedelta())

    def zone(self, timing: Timing, event: Component, moment: datetime) -> ZoneInfo | None:
        """Return the zone in which to tell *event*, which starts at *moment*; None where none is known."""
        clock = timing.clock
        if clock is not UTC_CLOCK:
            return clock.zone or (self.around.zone or UTC_ZONE if clock.rules or clock.offset else None)
        if not self.own:
            # It says when, and nothing of where.
            return self.clocks.default or self.around.zone or UTC_ZONE
        # We write a time so that the clock of its zone shows a second time, besides those of UTC itself.
        end = event.first("DTEND")
        named = self.clocks.clock(end.parameters.get("TZID", "")) if end else None
        zones = [zone for zone in [self.clocks.default, *self.clocks.zones] if zone and moment.astimezone(zone).fold]
        return (named and named.zone) or next(iter(zones), UTC_ZONE)


def listed(line: Line) -> list[Stamp]:
    """Return the days or times in *line*, at least one; LeftOutError for anything else."""
    try:
        return stamps(line)
    except ValueError as error:
        raise LeftOutError(line.number, str(error)) from None
