"""Schedules, events, people and organizations from plain values, as `numbered` tells of them."""

import zoneinfo
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

from ungacli.model import (
    Context,
    DayRange,
    Document,
    Event,
    Mode,
    Organization,
    Organizer,
    OrganizerRole,
    Person,
    Schedule,
    Speaker,
    SpeakerRole,
    Status,
)
from ungacli.record import Record

Row = list[Any]
"""Text, numbers, None, and lists of them."""

FIELDS = [one.__match_args__ for one in (Schedule, Context, Event, Speaker, Organizer, Document, Person, Organization)]
"""What is told in rows: where that changes, older ones mean something else."""

_STATUS: dict[str, Status] = {one.value: one for one in Status}
_MODES: dict[str | None, Mode | None] = {None: None, **{one.value: one for one in Mode}}
_ROLES: dict[str, SpeakerRole] = {one.value: one for one in SpeakerRole}
_HOST_ROLES: dict[str, OrganizerRole] = {one.value: one for one in OrganizerRole}


def event_from(
    row: Row,
    start: datetime,
    end: datetime,
    people: Callable[[int], Person],
    organizations: Callable[[int], Organization],
) -> Event:
    """Return the event of *row* from *start* to *end*, with those to whom the numbers in it belong."""
    (_, own_id, title, uid, schedule, sources, status, mode, location, speakers, organizers, *rest) = row
    audience, topics, documents, summary, url, contact, note = rest
    return Event(
        own_id,
        title,
        start,
        end,
        uid,
        schedule,
        tuple(sources),
        _STATUS[status],
        _MODES[mode],
        location,
        tuple([Speaker(people(who), _ROLES[role], _STATUS[sure], _MODES[how]) for who, role, sure, how in speakers]),
        tuple(
            [
                Organizer(people(who) if is_person else organizations(who), _HOST_ROLES[role], _STATUS[sure])
                for is_person, who, role, sure in organizers
            ]
        ),
        audience,
        tuple(topics),
        tuple([Document(*paper) for paper in documents]),
        summary,
        url,
        contact,
        note,
    )


def person_from(row: Row, organizations: Callable[[int], Organization]) -> Person:
    """Return the person of *row*."""
    own_id, name, honorific, suffix, office, number, aliases = row
    body = None if number is None else organizations(number)
    return Person(own_id, name, honorific, suffix, office, body, tuple(aliases))


def organization_from(row: Row) -> Organization:
    """Return the organization of *row*."""
    own_id, name, acronym, kind, aliases = row
    return Organization(own_id, name, acronym, kind, tuple(aliases))


def schedule_from(
    about: Record, events: Sequence[Event], people: Sequence[Person], organizations: Sequence[Organization]
) -> Schedule:
    """Return the schedule that record.about_record told of."""
    context = about["context"]
    return Schedule(
        id=about["id"],
        title=about["title"],
        timezone=ZoneInfo(about["timezone"]),
        url=about["url"],
        revision=about["revision"],
        revised=datetime.fromisoformat(about["revised"]),
        own_days=_days(about["own_days"]) if about["own_days"] else None,
        context=context
        and Context(
            title=context["title"],
            theme=context["theme"],
            opens=date.fromisoformat(context["opens"]) if context["opens"] else None,
            high_level_days=tuple(map(_days, context["high_level_days"])),
            summary=context["summary"],
        ),
        events=events,
        people=people,
        organizations=organizations,
    )


def _days(ends: Sequence[str]) -> DayRange:
    return DayRange(*map(date.fromisoformat, ends))


def clocks(zones: Iterable[str]) -> list[int]:
    """Return a number for each of *zones* that is another when its rules change: instants are kept, times are not."""
    return [_clock(zone) for zone in zones]


def _clock(zone: str) -> int:
    for folder in zoneinfo.TZPATH:
        with suppress(OSError):
            return crc32(Path(folder, zone).read_bytes())
    # Where the system has none they are those of a package, which has a version.
    import tzdata  # type: ignore[import-untyped]

    return crc32(tzdata.IANA_VERSION.encode())
