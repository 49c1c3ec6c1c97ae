"""The start and end of an event as a schedule file writes them, as moments in a zone."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from ungacli.draft.diagnostics import Diagnostics, KeyPath
from ungacli.draft.schema_models import EventShape


def span(shape: EventShape, zone: ZoneInfo, path: KeyPath, problems: Diagnostics) -> tuple[datetime, datetime] | None:
    """Return start and end of the event at *path* in *zone*, or None with the reason noted.

    Noted are a time without a day or with two, a local time that a clock change skips or repeats, and an end
    that is not after the start.
    """
    if isinstance(shape.start, time) and shape.date is None:
        problems.error((*path, "start"), "a time without a day; give date, or a start such as 2024-09-24T17:00")
        return None
    for key, day, clock in (("date", shape.date, shape.start), ("end_date", shape.end_date, shape.end)):
        if day and isinstance(clock, datetime) and clock.date() != day:
            problems.error((*path, key), f"the day {day} is not that of {clock:%Y-%m-%d %H:%M}; give one of them")
            return None
    start = _moment(shape.start, shape.date, zone, (*path, "start"), problems)
    start_day = shape.start.date() if isinstance(shape.start, datetime) else shape.date
    end = _moment(shape.end, shape.end_date or start_day, zone, (*path, "end"), problems)
    if start is None or end is None:
        return None
    if end.timestamp() <= start.timestamp():
        order = f"the event ends at {end:%Y-%m-%d %H:%M}, not after its start at {start:%Y-%m-%d %H:%M}"
        same_day = shape.end_date is None and isinstance(shape.end, time)
        problems.error((*path, "end"), order + ("; if it ends on a later day, give end_date" if same_day else ""))
        return None
    return start, end


def _moment(
    clock: time | datetime, day: date | None, zone: ZoneInfo, path: KeyPath, problems: Diagnostics
) -> datetime | None:
    if isinstance(clock, datetime):
        if clock.tzinfo:
            return clock.astimezone(zone)
        local = clock
    else:
        assert day is not None
        local = datetime.combine(day, clock)
    moment = local.replace(tzinfo=zone)
    if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local:
        problems.error(path, f"{local:%Y-%m-%d %H:%M} does not exist in {zone}: the clocks skip it")
        return None
    if moment.utcoffset() != moment.replace(fold=1).utcoffset():
        example = moment.isoformat(timespec="minutes")
        problems.error(path, f"{local:%Y-%m-%d %H:%M} exists twice in {zone}: give its offset too, such as {example}")
        return None
    return moment
