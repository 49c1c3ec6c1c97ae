"""Answers as JSON for other programs."""

import json
import re
from collections.abc import Sequence
from datetime import timedelta

from ungacli.model import Event, Party, Person, Schedule
from ungacli.query.lookup import Involvement
from ungacli.record import Record, event_record, organization_record, person_record, schedule_record
from ungacli.render.clock import total_duration
from ungacli.render.safe import STEERING

# JSON may hold them as they are, a terminal should not.
_UNSAFE = re.compile(f"[{STEERING}]")


def dumped(record: Record | list[Record], *, only_ascii: bool = False) -> str:
    """Return *record* as indented JSON, with what would steer a terminal escaped."""
    text = json.dumps(record, indent=2, ensure_ascii=only_ascii)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def events_data(events: Sequence[Event]) -> list[Record]:
    """Return an array of events as docs/dataset.md describes them."""
    return [event_record(event) for event in events]


def parties_data(involvements: Sequence[Involvement]) -> list[Record]:
    """Return an array of people or organizations, with the ids of their events and the time they take."""
    return [
        {
            **_party_record(party),
            "type": "person" if isinstance(party, Person) else "organization",
            "events": [event.id for event in events],
            "duration": iso_duration(total_duration(events)),
        }
        for party, events in involvements
    ]


def _party_record(party: Party) -> Record:
    if isinstance(party, Person):
        return {**person_record(party), "organization": party.organization and party.organization.label}
    return organization_record(party)


def schedule_data(schedule: Schedule, path: str) -> Record:
    """Return what the schedule is and holds, without its events."""
    days = schedule.days
    return {
        **schedule_record(schedule),
        "days": [day.isoformat() for day in days],
        "event_count": len(schedule.events),
        "path": path,
    }


def iso_duration(value: timedelta) -> str:
    """Return *value* as an ISO 8601 duration in hours and minutes: `PT8H45M`."""
    hours, minutes = divmod(round(value.total_seconds() / 60), 60)
    return f"PT{hours}H{minutes}M"
