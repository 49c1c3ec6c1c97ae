"""A schedule in the shape that both formats share: the keys of c3voc's schedule JSON, version 1."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from ungacli.formats.frab.own import described, guid, slug_part, title, version
from ungacli.formats.frab.times import DAY_CHANGE
from ungacli.model import Event, Person, Schedule
from ungacli.names import slug
from ungacli.phrases import VENUE_NOT_PUBLISHED

_NUMBERS = 2**31 - 1


def shaped(schedule: Schedule, name: str | None) -> dict[str, Any]:
    """Return *schedule*, called *name* or else by its title, with its events day by day and room by room.

    A day lasts until six in the morning, as the apps that read it take for granted. All times are
    told by the schedule's clock.
    """
    numbers = _numbers(event.uid for event in schedule.events)
    rooms = list(dict.fromkeys(_room(event) for event in schedule.events))
    days: dict[date, list[Event]] = {}
    for event in schedule.local_events:
        days.setdefault(_day(event), []).append(event)
    described_days = [
        {
            **_described_day(index, day, schedule.timezone),
            "rooms": {
                room: [_described_event(event, schedule, numbers[event.uid]) for event in here]
                for room in rooms
                if (here := [event for event in days[day] if _room(event) == room])
            },
        }
        for index, day in enumerate(sorted(days), 1)
    ]
    return {
        "id": schedule.id,
        "version": version(schedule.revision, schedule.revised.isoformat()),
        "base_url": schedule.url,
        "conference": {
            "acronym": acronym(schedule),
            "title": name or schedule.title,
            "start": described_days[0]["date"] if days else None,
            "end": described_days[-1]["date"] if days else None,
            "daysCount": len(days),
            "timeslot_duration": "00:05",
            "time_zone_name": schedule.timezone.key,
            "rooms": [{"name": room, "guid": str(uuid5(NAMESPACE_URL, f"{schedule.id}/{room}"))} for room in rooms],
            "days": described_days,
        },
    }


def acronym(schedule: Schedule) -> str:
    """Return the schedule's id in lower-case letters, digits and low lines, four at least."""
    return re.sub("[^a-z0-9_]", "_", slug(schedule.id).encode("ascii", "ignore").decode()).ljust(4, "_")


def _described_day(index: int, day: date, zone: ZoneInfo) -> dict[str, Any]:
    first, last = (datetime.combine(one, DAY_CHANGE, zone) for one in (day, day + timedelta(days=1)))
    return {"index": index, "date": day.isoformat(), "day_start": _moment(first), "day_end": _moment(last)}


def _described_event(event: Event, schedule: Schedule, number: int) -> dict[str, Any]:
    return {
        "guid": guid(event.uid),
        "id": number,
        "date": _moment(event.start),
        "start": f"{event.start:%H:%M}",
        "end": _moment(event.end),
        "duration": duration(event),
        "room": _room(event),
        "slug": f"{acronym(schedule)}-{slug_part(event.id, number)}",
        "url": event.url,
        "title": title(event),
        "subtitle": "",
        "track": event.topics[0] if event.topics else "",
        "type": "other",
        "language": None,
        "abstract": event.summary or "",
        "description": described(event),
        "persons": [_described_person(part.person) for part in event.speakers],
        "links": [{"title": paper.title, "url": paper.url} for paper in event.documents if paper.url],
        "attachments": [],
    }


def _described_person(person: Person) -> dict[str, Any]:
    return {"id": _number(person.id), "name": person.name}


def duration(event: Event) -> str:
    """Return how long *event* takes in hours and minutes, begun ones counting: 01:30, or 100:00."""
    hours, minutes = divmod(-(-event.duration // timedelta(minutes=1)), 60)
    return f"{hours:02}:{minutes:02}"


def _room(event: Event) -> str:
    return " ".join((event.location or VENUE_NOT_PUBLISHED).split())


def _day(event: Event) -> date:
    return (event.start.replace(tzinfo=None) - timedelta(hours=DAY_CHANGE.hour)).date()


def _moment(moment: datetime) -> str:
    # Before there were time zones, offsets had seconds, which the formats do not know.
    offset = moment.utcoffset() or timedelta()
    told = moment.astimezone(UTC) if offset % timedelta(minutes=1) else moment
    return told.isoformat(timespec="seconds")


def _numbers(names: Iterable[str]) -> dict[str, int]:
    """Return a number for each of *names* that depends on the name alone, as long as no two get the same."""
    numbers: dict[str, int] = {}
    taken: set[int] = set()
    for name in sorted(names):
        number = _number(name)
        while number in taken:
            number = number % _NUMBERS + 1
        taken.add(number)
        numbers[name] = number
    return numbers


def _number(name: str) -> int:
    return int.from_bytes(sha256(name.encode(errors="replace")).digest()[:8]) % _NUMBERS + 1
