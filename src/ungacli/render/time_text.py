"""Days, times and lengths of time in words."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ungacli.phrases import count
from ungacli.when.vocabulary import day_words, short_day

if TYPE_CHECKING:
    from ungacli.model import Event
    from ungacli.planning.busy_time import Span

    Timed = Event | Span


def days(first: date, last: date) -> str:
    """Return `19–26 September 2024`, month and year once where both days share them."""
    if first == last:
        return f"{short_day(first)} {first.year}"
    if first.year != last.year:
        return f"{short_day(first)} {first.year} – {short_day(last)} {last.year}"
    if first.month != last.month:
        return f"{short_day(first)} – {short_day(last)} {last.year}"
    return f"{first.day}–{short_day(last)} {last.year}"


def day_list(values: Sequence[date]) -> str:
    """Return `19, 22 and 23 September 2024`, month and year where they change; of many days the first and last."""
    if len(values) > 8:
        return f"{len(values)} days of {days(values[0], values[-1])}"
    words = []
    for value, after in zip(values, [*values[1:], None], strict=True):
        same_month = after and (after.year, after.month) == (value.year, value.month)
        same_year = after and after.year == value.year
        words.append(
            str(value.day) if same_month else short_day(value) if same_year else f"{short_day(value)} {value.year}"
        )
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def times(event: "Timed", day: date | None = None) -> str:
    """Return `08:00–09:30`, with `+1` for an end on the day after *day*, by default the day of the start.

    On a day on which the clocks change, the names of the zones follow: `01:30–01:15 EDT–EST`.
    """
    hours = _hours(event, day or event.start.date())
    return f"{hours} {_names(event)}" if _clocks_change(event) else hours


def times_as_words(event: "Timed", on: date) -> str:
    """Return `08:00 to 09:30`, with the day where it is not *on*, and the zone's name where the clocks change."""
    words = []
    for moment in (event.start, event.end):
        name = f" {clock_name(moment)}" if _clocks_change(event) else ""
        words.append(f"{_clock(moment)}{name}{'' if moment.date() == on else f' on {day_words(moment.date())}'}")
    return " to ".join(words)


def _hours(event: "Timed", day: date) -> str:
    shifts = [(moment.date() - day).days for moment in (event.start, event.end)]
    clocks = [_clock(event.start), _clock(event.end)]
    return "–".join(f"{clock} {days:+d}" if days else clock for clock, days in zip(clocks, shifts, strict=True))


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"


def _clocks_change(event: "Timed") -> bool:
    midnight = datetime.combine(event.start, time(), event.timezone)
    offsets = {moment.utcoffset() for moment in (midnight, event.start, event.end, midnight + timedelta(days=1))}
    return len(offsets) > 1


def other_times(
    event: "Timed", zones: Sequence[ZoneInfo], *, in_full: bool = False, day: date | None = None
) -> list[str]:
    """Return the times of *event* in *zones* other than its own: `CEST 23:00–01:00 +1`, counted from its day or *day*.

    Where two zones share an abbreviation their offsets stand instead. *in_full* adds the zone: `..., Europe/Zurich`.
    """
    day = day or event.start.date()
    others = [event.in_zone(zone) for zone in zones if zone != event.timezone]
    clocks = {(moment.tzname(), moment.utcoffset()) for one in (event, *others) for moment in (one.start, one.end)}
    shared = {name for name, offsets in Counter(name for name, _ in clocks).items() if offsets > 1}
    return [f"{_names(one, shared)} {_hours(one, day)}{f', {one.timezone.key}' if in_full else ''}" for one in others]


def _names(event: "Timed", unclear: Collection[str | None] = ()) -> str:
    """Return the abbreviation of the zone: `EDT`, `EDT–EST`, or `UTC−04:00` where an abbreviation is *unclear*."""
    moments = (event.start, event.end)
    name = _utc if any(one.tzname() in unclear for one in moments) else clock_name
    return "–".join(dict.fromkeys(map(name, moments)))


def clock_name(moment: datetime) -> str:
    """Return the abbreviation of the zone at *moment*: `EDT`, or `UTC+05:45` where it has none in letters."""
    name = moment.tzname() or ""
    return name if name.isalpha() else _utc(moment)


def duration(value: timedelta) -> str:
    """Return `7 h 45 min`, with seconds where there are any."""
    units = zip(_hours_minutes_seconds(value), ("h", "min", "s"), strict=True)
    return " ".join(f"{number} {unit}" for number, unit in units if number) or "0 min"


def countdown(value: timedelta) -> str:
    """Return *value* rounded down: `less than 1 min`, `25 min`, `3 days 2 h`, and from ten days on in days alone."""
    minutes = int(value.total_seconds() // 60)
    days, rest = divmod(minutes, 24 * 60)
    if days:
        words = count(range(days), "day")
        return f"{words} {rest // 60} h" if rest >= 60 and days < 10 else words
    return duration(timedelta(minutes=minutes)) if minutes else "less than 1 min"


def iso_duration(value: timedelta) -> str:
    """Return *value* as an ISO 8601 duration in hours and minutes, with seconds where there are any: `PT8H45M`."""
    hours, minutes, seconds = _hours_minutes_seconds(value)
    return f"PT{hours}H{minutes}M" + (f"{seconds}S" if seconds else "")


def _hours_minutes_seconds(value: timedelta) -> tuple[int, int, int]:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    return (*divmod(minutes, 60), seconds)


def offset(moment: datetime) -> str:
    """Return `EDT, UTC−04:00`; the abbreviation only where the zone has one in letters."""
    name = moment.tzname() or ""
    return f"{name}, {_utc(moment)}" if name.isalpha() and name != "UTC" else _utc(moment)


def _utc(moment: datetime) -> str:
    # Until about 1972 some offsets had seconds.
    sign, *digits = re.findall("[+-]|..", f"{moment:%z}")
    return f"UTC{'−' if sign == '-' else '+'}{':'.join(digits)}"


def zones(events: "Sequence[Timed]") -> str:
    """Return each zone of *events* with its offsets: `America/New_York (EDT, UTC−04:00)`."""
    offsets: dict[str, dict[str, None]] = {}
    for event in events:
        offsets.setdefault(event.timezone.key, {}).update({offset(event.start): None, offset(event.end): None})
    return "; ".join(f"{zone} ({' and '.join(names)})" for zone, names in offsets.items())


def times_in(events: "Sequence[Timed]", also: Sequence[ZoneInfo] = ()) -> str:
    """Return `Times in America/New_York (EDT, UTC−04:00)` for *events* of one zone, and the same for zones *also*."""
    others = [zones([event.in_zone(zone) for event in events]) for zone in also if zone != events[0].timezone]
    return "; also ".join([f"Times in {zones(events)}", *others])
