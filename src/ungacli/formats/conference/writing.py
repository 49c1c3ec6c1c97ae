"""A schedule in the shape that both formats share: the keys of c3voc's schedule JSON, version 1."""

import re
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from ungacli.draft.from_schedule import about_tree
from ungacli.escapes import one_line
from ungacli.formats.conference.times import DAY_CHANGE
from ungacli.formats.own_data import event_data
from ungacli.model import Event, Schedule
from ungacli.names import slug
from ungacli.phrases import VENUE_NOT_PUBLISHED, description_lines, facts_in_words, title_mark

GENERATOR = "ungacli"
"""The name of the program in its files."""

OWN_KEY = "ungacli"
"""Where a schedule has the facts that the formats have no place for: other programs ignore it."""

_MAX_NUMBER = 2**31 - 1
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def conference_tree(schedule: Schedule, name: str | None) -> dict[str, Any]:
    """Return *schedule*, called *name* or else by its title, with its events day by day and room by room.

    A day lasts until six in the morning, as the apps that read it take for granted. All times are
    in the schedule's zone. Under OWN_KEY are the facts of the schedule, and of the events by their guids, for us.
    """
    # An acronym has lower-case letters, digits and low lines, four at least.
    acronym = re.sub("[^a-z0-9_]", "_", _ascii_slug(schedule.id)).ljust(4, "_")
    numbers: dict[str, int] = {}
    taken: set[int] = set()
    # Each depends on the UID alone, as long as no two get the same.
    for uid in sorted(event.uid for event in schedule.events):
        number = _number(uid)
        while number in taken:
            number = number % _MAX_NUMBER + 1
        numbers[uid] = number
        taken.add(number)
    rooms = list(dict.fromkeys(_room(event) for event in schedule.events))
    days: dict[date, list[Event]] = defaultdict(list)
    for event in schedule.local_events:
        days[(event.start.replace(tzinfo=None) - timedelta(hours=DAY_CHANGE.hour)).date()].append(event)
    day_trees = [
        {
            "index": index,
            "date": day.isoformat(),
            "day_start": _moment(datetime.combine(day, DAY_CHANGE, schedule.timezone)),
            "day_end": _moment(datetime.combine(day + timedelta(days=1), DAY_CHANGE, schedule.timezone)),
            "rooms": {
                room: [_event_tree(event, acronym, numbers[event.uid]) for event in here]
                for room in rooms
                if (here := [event for event in days[day] if _room(event) == room])
            },
        }
        for index, day in enumerate(sorted(days), 1)
    ]
    return {
        "version": f"{schedule.revision} ({schedule.revised.isoformat()})",
        "base_url": schedule.url,
        "conference": {
            "acronym": acronym,
            "title": name or schedule.title,
            "start": day_trees[0]["date"] if days else None,
            "end": day_trees[-1]["date"] if days else None,
            "daysCount": len(days),
            "timeslot_duration": "00:05",
            "time_zone_name": schedule.timezone.key,
            "rooms": [{"name": room, "guid": str(uuid5(NAMESPACE_URL, f"{schedule.id}/{room}"))} for room in rooms],
            "days": day_trees,
        },
        OWN_KEY: {
            "schedule": about_tree(schedule),
            "events": {
                _guid(event.uid): event_data(event, description=_description(event)) for event in schedule.events
            },
        },
    }


def _number(name: str) -> int:
    """Return a number from 1 to _MAX_NUMBER for *name*, seldom that of another."""
    return int.from_bytes(sha256(name.encode(errors="replace")).digest()[:8]) % _MAX_NUMBER + 1


def _event_tree(event: Event, acronym: str, number: int) -> dict[str, Any]:
    # Begun minutes count.
    hours, minutes = divmod(-(-event.duration // timedelta(minutes=1)), 60)
    return {
        "guid": _guid(event.uid),
        "id": number,
        "date": _moment(event.start),
        "start": f"{event.start:%H:%M}",
        "end": _moment(event.end),
        "duration": f"{hours:02}:{minutes:02}",
        "room": _room(event),
        "slug": "-".join(filter(None, [acronym, f"{number:04}", _ascii_slug(event.title, limit=40).strip("-")])),
        "url": event.url or "",
        "title": title_mark(event.status) + one_line(event.title),
        "subtitle": "",
        "track": event.topics[0] if event.topics else "",
        "type": "other",
        "language": None,
        "abstract": event.summary or "",
        "description": _description(event),
        # The schemas take an id with a public name, or a name, and never both.
        "persons": [{"id": _number(one.person.id), "public_name": one.person.name} for one in event.speakers],
        "links": [{"title": one.title, "url": one.url} for one in event.documents if one.url],
        "attachments": [],
    }


def _ascii_slug(words: str, limit: int = 60) -> str:
    return slug(words, limit=limit).encode("ascii", "ignore").decode()


def _guid(uid: str) -> str:
    """Return *uid* if it is a UUID, and one made of it if it is not."""
    return uid if _UUID.fullmatch(uid) else str(uuid5(NAMESPACE_URL, uid))


def _description(event: Event) -> str:
    """Return for people the facts about *event* that the formats have no place for."""
    facts = facts_in_words(event)
    labels = ["Status", "Mode", "Audience", "Contact", "Speakers", "Organizers"]
    labels += ["Topics"] if len(event.topics) > 1 else []
    # All of them, so that their order is seen, as soon as one has no place among the links.
    labels += [] if all(one.url for one in event.documents) else ["Documents"]
    return "\n".join(description_lines({label: facts[label] for label in labels}))


def _room(event: Event) -> str:
    return one_line(event.location or VENUE_NOT_PUBLISHED)


def _moment(moment: datetime) -> str:
    # Before there were time zones, offsets had seconds, which the formats do not know.
    offset = moment.utcoffset() or timedelta()
    shown = moment.astimezone(UTC) if offset % timedelta(minutes=1) else moment
    return shown.isoformat(timespec="seconds")
