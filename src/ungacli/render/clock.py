"""Days, times and lengths of time in words."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ungacli.model import Event
from ungacli.when.words import MONTHS, WEEKDAYS


def day(value: date) -> str:
    """Return `Monday 23 September 2024`, whatever the system's language."""
    return f"{WEEKDAYS[value.weekday()]} {short_day(value)} {value.year}"


def short_day(value: date) -> str:
    """Return `23 September`."""
    return f"{value.day} {MONTHS[value.month - 1]}"


def days(first: date, last: date) -> str:
    """Return `19–26 September 2024`, saying no more than once what both days share."""
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


def times(event: Event, day: date | None = None) -> str:
    """Return `08:00–09:30`, with `+1` or `-1` where a time is not on *day*, by default the one it starts on.

    On a day on which the clocks change, what they are called then is said: `01:30–01:15 EDT–EST`.
    """
    told = "–".join(f"{moment:%H:%M}{_shift(moment, day or event.start.date())}" for moment in (event.start, event.end))
    names = dict.fromkeys(_name(moment) for moment in (event.start, event.end))
    return f"{told} {'–'.join(names)}" if _clocks_change(event) else told


def _shift(moment: datetime, day: date) -> str:
    days = (moment.date() - day).days
    return f" {days:+d}" if days else ""


def _clocks_change(event: Event) -> bool:
    midnight = datetime.combine(event.start, time(), event.timezone)
    offsets = {moment.utcoffset() for moment in (midnight, event.start, event.end, midnight + timedelta(days=1))}
    return len(offsets) > 1


def other_times(event: Event, zones: Sequence[ZoneInfo]) -> list[str]:
    """Return the times of *event* by the clocks of *zones*: `CEST 23:00–01:00 +1`, days counted from its own."""
    day = event.start.date()
    told = [event.in_zone(zone) for zone in zones]
    return [f"{_name(one.start)} {times(one, day)}" for one in told]


def _name(moment: datetime) -> str:
    """Return what the clock is called: `EDT`, or `UTC+05:45` where it has no name in letters."""
    name = moment.tzname() or ""
    return name if name.isalpha() else offset(moment)


def count(things: Sequence[object], what: str = "event") -> str:
    """Return `1 event` or `5 events`."""
    return f"{len(things)} {what}{'' if len(things) == 1 else 's'}"


def total_duration(events: Sequence[Event]) -> timedelta:
    """Return the length of all *events* together."""
    return sum((event.duration for event in events), timedelta())


def duration(value: timedelta) -> str:
    """Return `7 h 45 min`."""
    hours, minutes = divmod(round(value.total_seconds() / 60), 60)
    return " ".join(
        part for part in (f"{hours} h" if hours else "", f"{minutes} min" if minutes or not hours else "") if part
    )


def offset(moment: datetime) -> str:
    """Return `EDT, UTC−04:00`; the abbreviation only where the zone has one in letters."""
    sign, hours, minutes = f"{moment:%z}"[0], f"{moment:%z}"[1:3], f"{moment:%z}"[3:5]
    utc = f"UTC{'−' if sign == '-' else '+'}{hours}:{minutes}"
    name = moment.tzname() or ""
    return f"{name}, {utc}" if name.isalpha() and name != "UTC" else utc


def zones(events: Sequence[Event]) -> str:
    """Return each zone of *events* with its offsets: `America/New_York (EDT, UTC−04:00)`."""
    found: dict[str, dict[str, None]] = {}
    for event in events:
        offsets = found.setdefault(event.timezone.key, {})
        offsets |= {offset(event.start): None, offset(event.end): None}
    return "; ".join(f"{zone} ({' and '.join(offsets)})" for zone, offsets in found.items())
