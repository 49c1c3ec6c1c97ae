"""Ids and uids: the one place that makes them, for every format."""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain, count
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from ungacli.model import Event
from ungacli.names import fold, fold_joined, slug

if TYPE_CHECKING:
    from ungacli.draft.draft import RawEvent

IDENTIFIER = "an id of letters, digits, hyphens, dots and underscores, at most 100 bytes long"

# Words that do not distinguish one event from another.
_SMALL_WORDS = {
    *("a", "an", "and", "are", "as", "at", "by", "for", "from", "in", "into", "is", "its"),
    *("of", "on", "or", "our", "the", "their", "this", "to", "with"),
}


def event_ids(events: Sequence[tuple["RawEvent", datetime]]) -> list[str]:
    """Return an id for each event with its start, no two alike in any case of letters.

    It is the written one, or else made of the significant words of the title; where several events share
    that and are on different days, with the day; and then with a number, counted in the order of start and place.
    The second event with one written id gets a number too. One occurrence of a series always has its day in its id:
    which occurrences are read changes no other event's id.
    """
    ids: dict[int, str] = {}
    taken: set[str] = set()
    sharing: dict[tuple[bool, str], list[int]] = defaultdict(list)
    for index, (raw, _) in enumerate(events):
        if raw.id and raw.id.casefold() not in taken:
            ids[index] = raw.id
            taken.add(raw.id.casefold())
        else:
            sharing[raw.occurrence is not None, raw.id or title_slug(raw.title or "")].append(index)
    for (_, base), indexes in sorted(sharing.items(), key=lambda item: item[0][0]):
        several_days = len({events[index][1].date() for index in indexes}) > 1
        for index in sorted(indexes, key=lambda index: (events[index][1].timestamp(), events[index][0].location or "")):
            raw, start = events[index]
            day = raw.occurrence or (start.date() if several_days else None)
            ids[index] = free_id(f"{base}-{day}" if day else base, taken)
            taken.add(ids[index].casefold())
    return [ids[index] for index in range(len(events))]


def is_identifier(text: str) -> bool:
    """Return whether *text* can be an id: a short word that is safe in file names, which may have 255 bytes."""
    return re.fullmatch(r"\w[\w.-]*", text) is not None and len(text.encode(errors="replace")) <= 100


def title_slug(title: str) -> str:
    """Return whole significant words of *title* as an id of at most 24 characters."""
    words = fold_joined(title).split()
    significant = [word for word in words if word not in _SMALL_WORDS] or words
    return slug(" ".join(significant), limit=24) or "event"


def free_id(base: str, taken: Container[str], *, qualified: str | None = None) -> str:
    """Return *base*, or the *qualified* id, or this with a number, whichever is not *taken*.

    *taken* has ids in lower case: an id becomes a file's name, and to some file systems "A" and "a" are one name.
    """
    return next(one for one in possible_ids(base, qualified or base) if one.casefold() not in taken)


def possible_ids(*ids: str) -> Iterator[str]:
    """Yield *ids*, and then the last of them with a number: a, b, b-2, b-3 ..."""
    return chain(ids, (f"{ids[-1]}-{number}" for number in count(2)))


def default_uid(page: str | None, schedule_id: str, event_id: str) -> str:
    """Return the UID of an event without one of its own: the UUID5 (RFC 9562, section 5.5) of its page and id.

    A schedule without a page has its own id instead.
    """
    return str(uuid5(NAMESPACE_URL, f"{page or f'ungacli:{schedule_id}'}#{event_id}"))


def title_and_start(event: Event) -> tuple[str, float]:
    """Return what the same event has in files that give it different ids."""
    return fold(event.title), event.start.timestamp()


def by_title_and_start(events: Iterable[Event]) -> dict[tuple[str, float], str]:
    """Return the id of the event with a title and start, where only one of *events* has both."""
    ids: dict[tuple[str, float], list[str]] = defaultdict(list)
    for event in events:
        ids[title_and_start(event)].append(event.id)
    return {key: same[0] for key, same in ids.items() if len(same) == 1}


def has_lasting_uid(event: Event, page: str | None) -> bool:
    """Return whether the UID of *event* names the same event in every version of its file.

    One that is made of an id, which is made of the title and a number, may be another event's in the next version.
    *page* is the address of the event's schedule.
    """
    is_default = event.uid == default_uid(page, event.schedule, event.id)
    return not (is_default and event.id.startswith(title_slug(event.title)))
