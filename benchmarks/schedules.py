"""Schedules of any size that are the same every time: as a schedule file, and one calendar file for each event."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Zurich")
FIRST_DAY = date(2025, 9, 1)
DAYS = 30
QUIET_DAY, FULL_DAY = FIRST_DAY + timedelta(days=14), FIRST_DAY + timedelta(days=15)
ON_QUIET_DAY = 3
TOPICS = ["climate", "health", "data", "cities", "labour", "return", "trade", "water", "youth", "law", "food", "energy"]
_VOCABULARY = """
policy partners discuss regional mobility evidence local governments financing adaptation resilience communities
agreements implementation progress indicators migrants protection services pathways skills recognition remittances
displacement solutions borders cooperation statistics planning urban rural growth dialogue commitments review
"""
_WORDS = _VOCABULARY.split()
_FIRST_NAMES = ["Ada", "Ben", "Chloé", "Dario", "Elif", "Farid", "Grace", "Hugo", "Inés", "Jonas", "Keiko", "Leila"]
_SYLLABLES = ["ba", "ren", "to", "mi", "sal", "ko", "ven", "da", "lor", "ti", "nas", "gu"]


class Made(NamedTuple):
    """An event: times in UTC, people and organizations by number."""

    number: int
    title: str
    start: datetime
    end: datetime
    speakers: list[int]
    organizers: list[int]
    topics: list[str]
    summary: str


def person(number: int) -> str:
    """Return the name of person *number*, which is unique."""
    rest, last = number // len(_FIRST_NAMES), ""
    while rest or not last:
        last += _SYLLABLES[rest % len(_SYLLABLES)]
        rest //= len(_SYLLABLES)
    return f"{_FIRST_NAMES[number % len(_FIRST_NAMES)]} {last.title()}son"


def on_full_day(count: int) -> int:
    """Return how many of *count* events the full day has."""
    return sum(_day(number, count) == FULL_DAY for number in range(count))


def _day(number: int, count: int) -> date:
    # Those of the quiet day stand among the others in the file, as any day's may.
    apart = count // ON_QUIET_DAY
    if number % apart == 0 and number // apart < ON_QUIET_DAY:
        return QUIET_DAY
    others = [day for day in map(_nth_day, range(DAYS)) if day != QUIET_DAY]
    return others[(others.index(FULL_DAY) + number - 1) % len(others)]


def _nth_day(number: int) -> date:
    return FIRST_DAY + timedelta(days=number)


def events(count: int) -> Iterator[Made]:
    """Yield *count* events over 30 days, of which the quiet one has the same few in every schedule."""
    chance = random.Random(79)  # noqa: S311 (the same on every machine)
    people, bodies = max(count // 5, 4), max(count // 50, 3)
    for number in range(count):
        day = _day(number, count)
        local = datetime(day.year, day.month, day.day, chance.randrange(8, 20), chance.randrange(0, 60, 5), tzinfo=ZONE)
        start = local.astimezone(UTC)
        yield Made(
            number,
            f"{' '.join(chance.sample(_WORDS, 4)).capitalize()} {number}",
            start,
            start + timedelta(minutes=chance.choice([30, 45, 60, 90, 120])),
            _some(number % people, people, 3, chance),
            _some(number % bodies, bodies, 2, chance),
            chance.sample(TOPICS, chance.randint(1, 3)),
            " ".join(chance.choices(_WORDS, k=35)),
        )


def _some(one: int, among: int, most: int, chance: random.Random) -> list[int]:
    """Return at *most* so many numbers below *among*: *one*, so that each is in some event, and perhaps others."""
    return list(dict.fromkeys([one, *chance.sample(range(among), chance.randint(0, most - 1))]))


def write_schedule(path: Path, count: int) -> None:
    """Write a schedule file of *count* events, line by line: what this process holds is counted as its children's."""
    people, bodies = max(count // 5, 4), max(count // 50, 3)
    with path.open("w", encoding="utf-8") as file:
        file.write(f"schedule: {{id: days, title: {DAYS} days, timezone: {ZONE}, revised: 2025-08-01T00:00:00Z}}\n")
        file.write("organizations:\n")
        file.writelines(
            f"  body-{body}: {{name: Organization for {_WORDS[body % len(_WORDS)]} {body}, acronym: OF{body}}}\n"
            for body in range(bodies)
        )
        file.write("people:\n")
        file.writelines(
            f"  person-{one}: {{name: {person(one)}, office: Head of unit {one % 40}, {employer}}}\n"
            for one in range(people)
            for employer in [f"organization: body-{one % bodies}"]
        )
        file.write("events:\n")
        for event in events(count):
            start, end = event.start.astimezone(ZONE), event.end.astimezone(ZONE)
            file.write(
                f"  - title: {event.title}\n    date: {start:%Y-%m-%d}\n"
                f"    start: {start:%H:%M}\n    end: {end:%H:%M}\n"
                f"    location: Room {event.number % 60}\n    url: https://example.org/events/{event.number}\n"
                f"    speakers: [{', '.join(f'{{person: person-{one}}}' for one in event.speakers)}]\n"
                f"    organizers: [{', '.join(f'{{organization: body-{one}}}' for one in event.organizers)}]\n"
                f"    topics: [{', '.join(event.topics)}]\n    summary: {event.summary}\n"
            )


def write_calendars(folder: Path, count: int) -> None:
    """Write the same *count* events into *folder*, a calendar file for each, as khal keeps them."""
    folder.mkdir()
    for event in events(count):
        speakers = "\\, ".join(map(person, event.speakers))
        lines = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//ungacli//benchmarks//EN",
            "BEGIN:VEVENT",
            f"UID:{event.number}@example.org",
            "DTSTAMP:20250801T000000Z",
            f"DTSTART:{event.start:%Y%m%dT%H%M%SZ}",
            f"DTEND:{event.end:%Y%m%dT%H%M%SZ}",
            f"SUMMARY:{event.title}",
            f"DESCRIPTION:{event.summary}\\nSpeakers: {speakers}",
            f"LOCATION:Room {event.number % 60}",
            f"CATEGORIES:{','.join(event.topics)}",
            f"URL:https://example.org/events/{event.number}",
            "END:VEVENT",
            "END:VCALENDAR",
        ]
        path = folder / f"{event.number}.ics"
        path.write_text("".join(f"{line}\r\n" for line in lines), encoding="utf-8", newline="")
