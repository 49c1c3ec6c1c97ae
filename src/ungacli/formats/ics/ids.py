"""Ids and uids that no two events of a calendar share, whatever the file says."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from ungacli.names import slug

# Leaves room for the day, the time and a number within the hundred bytes that an id may have.
_LIMIT = 45

Entry = dict[str, Any]


def make_distinct(events: list[Entry], days: Mapping[int, date]) -> None:
    """Take uids off *events* that an earlier one has, and give ids to those whose titles are not enough for one.

    *days* tells of the events that are one time of several, by their number, on which day that time is by
    the clock of the series. Their ids are the title with the day, which goes on with the time where a day
    has several of them: none depends on which other days are told. An id of any other event is made of the
    title as for any schedule, with day and time where that is not enough. At last there is a number.
    """
    seen: set[str] = set()
    for event in events:
        if "uid" in event and event["uid"].casefold() in seen:
            del event["uid"]
        seen.add(event.get("uid", "").casefold())
    taken = _name_single([event for number, event in enumerate(events) if number not in days])
    _name_repeated([(events[number], day) for number, day in days.items()], taken)


def _name_single(events: list[Entry]) -> set[str]:
    """Give *events* ids if their titles would clash, and return the ids that they have or will have."""
    ids = _qualified(events, [_slug(event) for event in events])
    if len(set(ids)) == len(ids):
        # Without an id here each gets that of its title, as an event of any schedule does.
        return set(_qualified(events, [_slug(event, limit=None) for event in events]))
    taken: set[str] = set()
    _number(events, ids, taken)
    return taken


def _qualified(events: list[Entry], ids: list[str]) -> list[str]:
    """Return *ids* with the day, and then the time, of each that another event has too."""
    for part in (slice(10), slice(11, 16)):
        count = Counter(ids)
        ids = [
            key if "id" in event or count[key] == 1 else f"{key}-{event['start'][part].replace(':', '')}"
            for key, event in zip(ids, events, strict=True)
        ]
    return ids


def _name_repeated(events: list[tuple[Entry, date]], taken: set[str]) -> None:
    ids = [f"{_slug(event)}-{event['start'][:10]}" for event, _ in events]
    # Told in another zone a time may be on the day before or after, of which perhaps not all is asked for.
    elsewhere = [event["start"][:10] != day.isoformat() for event, day in events]
    count = Counter(key for key, is_elsewhere in zip(ids, elsewhere, strict=True) if not is_elsewhere)
    ids = [
        f"{key}-{event['start'][11:16].replace(':', '')}" if is_elsewhere or count[key] > 1 else key
        for key, is_elsewhere, (event, _) in zip(ids, elsewhere, events, strict=True)
    ]
    _number([event for event, _ in events], ids, taken)


def _number(events: list[Entry], ids: list[str], taken: set[str]) -> None:
    """Give *events* the *ids*, with a number where they are *taken*, and take them."""
    numbers: Counter[str] = Counter()
    for event, key in zip(events, ids, strict=True):
        free = key
        while free in taken:
            numbers[key] += 1
            free = f"{key}-{numbers[key] + 1}"
        taken.add(free)
        event["id"] = free


def _slug(event: Entry, *, limit: int | None = _LIMIT) -> str:
    own: str | None = event.get("id")
    if own:
        return own.casefold()
    return (slug(event["title"], limit=limit) if limit else slug(event["title"])) or "event"
