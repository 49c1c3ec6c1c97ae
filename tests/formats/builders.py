"""Small schedules for the tests of formats: every value not said is the same in each of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ungacli import Event, Schedule

NEW_YORK = ZoneInfo("America/New_York")

PLAIN = Event(
    id="lab",
    title="Launch of the Lab",
    start=datetime(2024, 9, 24, 17, 0, tzinfo=NEW_YORK),
    end=datetime(2024, 9, 24, 19, 0, tzinfo=NEW_YORK),
    uid="lab@example.org",
    schedule="side-events",
    sources=("side-events.yaml",),
)


def event(title: str = PLAIN.title, **changes: Any) -> Event:
    """Return an event in New York on the evening of 24 September 2024, with *changes*."""
    return replace(PLAIN, title=title, **changes)


def event_at(start: datetime, *, lasting: timedelta = timedelta(hours=1)) -> Event:
    """Return an event that starts at *start* (aware) and is named for it."""
    end = (start.astimezone(UTC) + lasting).astimezone(start.tzinfo)
    name = start.isoformat()
    return event(name, id=name, uid=f"{name}@example.org", start=start, end=end)


def schedule(*events: Event, **changes: Any) -> Schedule:
    """Return a schedule of *events*, or of one plain event, with *changes*."""
    plain = Schedule(
        id="side-events",
        title="Side events",
        timezone=NEW_YORK,
        revised=datetime(2024, 9, 18, 6, 30, tzinfo=UTC),
        events=events or (PLAIN,),
    )
    return replace(plain, **changes)
