"""Small schedules in New York for the tests of formats."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests import builders
from ungacli import Event, Schedule
from ungacli.draft.diagnostics import Level
from ungacli.draft.read_options import ReadOptions
from ungacli.formats.table import FACTS, lost
from ungacli.read_files import Reading, Source, read_all

MODIFIED = datetime(2025, 9, 1, 12, tzinfo=UTC)
NEW_YORK = ZoneInfo("America/New_York")
WRONG = {Level.ERROR, Level.SKIPPED}
EVENING = {
    "id": "lab",
    "start": datetime(2024, 9, 24, 17, tzinfo=NEW_YORK),
    "end": datetime(2024, 9, 24, 19, tzinfo=NEW_YORK),
    "schedule": "side-events",
    "sources": ("side-events.yaml",),
}


def event(title: str = "Launch of the Lab", **changes: Any) -> Event:
    """Return an event in New York on the evening of 24 September 2024, with *changes*."""
    return builders.event(**{**EVENING, "title": title, **changes})


def event_at(start: datetime, *, lasting: timedelta = timedelta(hours=1)) -> Event:
    """Return an event that starts at *start* (aware) and is named for it."""
    end = (start.astimezone(UTC) + lasting).astimezone(start.tzinfo)
    name = start.isoformat()
    return event(name, id=name, start=start, end=end)


def schedule(*events: Event, **changes: Any) -> Schedule:
    """Return a schedule of *events*, or of one plain event, with *changes*."""
    plain = {
        "id": "side-events",
        "title": "Side events",
        "timezone": NEW_YORK,
        "revised": datetime(2024, 9, 18, 6, 30, tzinfo=UTC),
    }
    return builders.schedule(*(events or (event(),)), **{**plain, **changes})


def reading(text: str | bytes, name: str, *, format_name: str | None = None, **options: Any) -> Reading:
    """Return what reading the file *name* that holds *text* comes to."""
    return read_all([source(text, name)], options=ReadOptions(**options), format_name=format_name)


def source(text: str | bytes, name: str) -> Source:
    """Return the file *name* that holds *text*."""
    data = text.encode() if isinstance(text, str) else text
    return Source(Path(name), data, os.stat_result((0, 0, 0, 0, 0, 0, len(data), 0, MODIFIED.timestamp(), 0)))


def told(text: str | bytes, name: str, **options: Any) -> tuple[Schedule, list[str]]:
    """Return the schedule in the file *name* that holds *text*, and its diagnostics, without the name."""
    done = reading(text, name, **options)
    messages = [str(one).removeprefix(f"{name}:") for one in done.findings]
    assert done.schedule is not None, messages
    return done.schedule, messages


def read(text: str | bytes, name: str, **options: Any) -> Schedule:
    """Return the schedule in the file *name* that holds *text*, which has no diagnostics."""
    schedule, messages = told(text, name, **options)
    assert messages == []
    return schedule


def refused(text: str | bytes, name: str, **options: Any) -> list[str]:
    """Return the problems for which the file *name* with *text* is refused, without the name."""
    done = reading(text, name, **options)
    assert done.schedule is None
    return [str(one).removeprefix(f"{name}:") for one in done.findings if one.level in WRONG]


def skipped(text: str | bytes, name: str, **options: Any) -> list[str]:
    """Return why events of the file *name* with *text* are skipped, each reason behind its line and column."""
    wrong = [one for one in reading(text, name, **options).findings if one.level in WRONG]
    none_left = "no event in it can be read"
    assert all(one.level is Level.SKIPPED for one in wrong) or wrong[0].message == none_left
    return [f"{one.line}:{one.column}: {one.message}" for one in wrong if one.message != none_left]


def reduced(schedule: Schedule, name: str) -> Schedule:
    """Return *schedule* with no more than the format called *name* can carry."""
    for fact in lost(schedule, name):
        schedule = FACTS[fact](schedule)
    return schedule
