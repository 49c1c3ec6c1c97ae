"""Small schedules for tests, each field settable."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ungacli.model import Event, Schedule

GENEVA = ZoneInfo("Europe/Zurich")
EVENT_KEYS = [
    *("id", "title", "start", "end", "timezone", "status", "mode", "location", "speakers", "organizers"),
    *("audience", "topics", "documents", "summary", "url", "contact", "note", "uid", "schedule", "sources"),
]
"""The keys of an event's record, in their order."""


def event(**fields: Any) -> Event:
    """Return an event of one hour in Geneva on 22 September 2025 at 09:00, unless *fields* say otherwise."""
    start = fields.pop("start", datetime(2025, 9, 22, 9, tzinfo=GENEVA))
    defaults: dict[str, Any] = {
        "id": "briefing",
        "title": "Briefing",
        "start": start,
        "end": start + timedelta(hours=1),
        "uid": f"{fields.get('id', 'briefing')}@example.org",
        "schedule": "example",
        "sources": ("example",),
    }
    return Event(**{**defaults, **fields})


def schedule(*events: Event, **fields: Any) -> Schedule:
    """Return a schedule of *events* in Geneva with their speakers."""
    people = {part.person.id: part.person for one in events for part in one.speakers}
    defaults: dict[str, Any] = {
        "id": "example",
        "title": "Example Days",
        "timezone": GENEVA,
        "revised": datetime(2025, 9, 1, 12, tzinfo=UTC),
        "events": events,
        "people": tuple(people.values()),
    }
    return Schedule(**{**defaults, **fields})
