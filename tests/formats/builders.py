"""Small schedules in New York for the tests of formats."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests import builders
from ungacli import Event, Schedule

NEW_YORK = ZoneInfo("America/New_York")
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
