"""Ids and uids that no two events of a calendar share, whatever the file says."""

from collections import Counter
from typing import Any

from ungacli.names import slug

# Leaves room for the day, the time and a number within the hundred bytes that an id may have.
_LIMIT = 45


def make_distinct(events: list[dict[str, Any]]) -> None:
    """Take uids off *events* that an earlier one has, and give them all ids where those of their titles would clash.

    An id is made of the title as for any schedule, with day and time where that is not enough, and at last a number.
    """
    seen: set[str] = set()
    for event in events:
        if "uid" in event and event["uid"].casefold() in seen:
            del event["uid"]
        seen.add(event.get("uid", "").casefold())
    ids = [_slug(event) for event in events]
    for part in (slice(10), slice(11, 16)):
        count = Counter(ids)
        ids = [
            key if "id" in event or count[key] == 1 else f"{key}-{event['start'][part].replace(':', '')}"
            for key, event in zip(ids, events, strict=True)
        ]
    if len(set(ids)) == len(ids):
        return
    taken: set[str] = set()
    numbers: Counter[str] = Counter()
    for event, key in zip(events, ids, strict=True):
        free = key
        while free in taken:
            numbers[key] += 1
            free = f"{key}-{numbers[key] + 1}"
        taken.add(free)
        event["id"] = free


def _slug(event: dict[str, Any]) -> str:
    own: str | None = event.get("id")
    return own.casefold() if own else slug(event["title"], limit=_LIMIT) or "event"
