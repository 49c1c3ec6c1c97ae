"""Answers as JSON for other programs."""

import json
import re
from collections.abc import Sequence
from datetime import timedelta

from ungacli.model import Event, Participant, Person, Schedule
from ungacli.record import Record, organization_record, person_record, schedule_record
from ungacli.render.clock import hours, total_duration
from ungacli.render.safe import STEERING

# JSON may hold them as they are, a terminal should not.
_UNSAFE = re.compile(f"[{STEERING}]")


def dumped(record: Record | Sequence[Record], *, only_ascii: bool = False, indent: int | None = 2) -> str:
    """Return *record* as JSON, indented or on one line, with what would steer a terminal escaped."""
    text = json.dumps(record, indent=indent, ensure_ascii=only_ascii)
    return _UNSAFE.sub(lambda found: _escape(found[0]), text)


def _escape(char: str) -> str:
    """Return *char* as JSON escapes it: by its one or two units of UTF-16."""
    return re.sub("....", r"\\u\g<0>", char.encode("utf-16-be", "surrogatepass").hex())


def party_record(party: Participant, events: Sequence[Event]) -> Record:
    """Return a person or an organization with the ids of their *events* and the time these take."""
    if isinstance(party, Person):
        about = {**person_record(party), "organization": party.organization and party.organization.label}
    else:
        about = organization_record(party)
    return {
        **about,
        "type": "person" if isinstance(party, Person) else "organization",
        "events": [event.id for event in events],
        "duration": iso_duration(total_duration(events)),
    }


def schedule_data(schedule: Schedule, paths: Sequence[str]) -> Record:
    """Return what the schedule is and holds, without its events."""
    days = schedule.days
    return {
        **schedule_record(schedule),
        "days": [day.isoformat() for day in days],
        "event_count": len(schedule.events),
        "paths": list(paths),
    }


def iso_duration(value: timedelta) -> str:
    """Return *value* as an ISO 8601 duration in hours and minutes, with seconds where there are any: `PT8H45M`."""
    told, minutes, seconds = hours(value)
    return f"PT{told}H{minutes}M" + (f"{seconds}S" if seconds else "")
