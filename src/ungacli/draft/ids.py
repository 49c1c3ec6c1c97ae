"""Ids and uids: the one place that makes them, for every format."""

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from datetime import date, datetime
from hashlib import sha256
from itertools import chain, count
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from ungacli.model import Event
from ungacli.names import fold, fold_joined, slug

MAX_LENGTH = 24
"""How many characters of a title an id has."""

IDENTIFIER = "an id of letters, digits, hyphens, dots and underscores, at most 100 bytes long"

_MAX_NUMBER = 2**31 - 1
# Words that do not distinguish one event from another.
_SMALL_WORDS = {
    *("a", "an", "and", "are", "as", "at", "by", "for", "from", "in", "into", "is", "its"),
    *("of", "on", "or", "our", "the", "their", "this", "to", "with"),
}


class Naming(NamedTuple):
    """What the id of one event is made of.

    *written* is the id that the file gives. An event that is one occurrence of a series has its *occurrence*
    day in its id whichever other days are read.
    """

    title: str
    start: datetime
    location: str | None = None
    written: str | None = None
    occurrence: date | None = None


def event_ids(namings: Sequence[Naming]) -> list[str]:
    """Return an id for each event, no two alike in any case of letters.

    It is the written one, or else made of the significant words of the title; where several events share
    that and are on different days, with the day; and then with a number, counted in the order of start and place.
    The second event with one written id gets a number too. Which occurrences are read changes no other event's id.
    """
    ids: dict[int, str] = {}
    taken: set[str] = set()
    sharing: dict[tuple[bool, str], list[int]] = defaultdict(list)
    for index, naming in enumerate(namings):
        if naming.written and naming.written.casefold() not in taken:
            ids[index] = naming.written
            taken.add(naming.written.casefold())
        else:
            sharing[naming.occurrence is not None, naming.written or title_slug(naming.title)].append(index)
    for (_, base), indexes in sorted(sharing.items(), key=lambda item: item[0][0]):
        days = {namings[index].start.date() for index in indexes}
        ordered = sorted(indexes, key=lambda index: (namings[index].start.timestamp(), namings[index].location or ""))
        for index in ordered:
            day = namings[index].occurrence or (namings[index].start.date() if len(days) > 1 else None)
            ids[index] = free_id(f"{base}-{day}" if day else base, taken)
            taken.add(ids[index].casefold())
    return [ids[index] for index in range(len(namings))]


def is_identifier(text: str) -> bool:
    """Return whether *text* can be an id: a short word that is safe in file names, which may have 255 bytes."""
    return re.fullmatch(r"\w[\w.-]*", text) is not None and len(text.encode(errors="replace")) <= 100


def title_slug(title: str) -> str:
    """Return whole significant words of *title* as an id of at most MAX_LENGTH characters."""
    words = fold_joined(title).split()
    significant = [word for word in words if word not in _SMALL_WORDS] or words
    return slug(" ".join(significant), limit=MAX_LENGTH) or "event"


def free_id(
    base: str, taken: Container[str], *, qualified: Iterable[str] = (), unfit: Callable[[str], bool] = lambda _: False
) -> str:
    """Return *base*, or one of the *qualified* ones, or the last of these with a number, not *taken* and not *unfit*.

    *taken* has ids in lower case: an id becomes a file's name, and to some file systems "A" and "a" are one name.
    """
    candidates = [base, *qualified]
    numbered = (f"{candidates[-1]}-{number}" for number in count(2))
    return next(one for one in chain(candidates, numbered) if one.casefold() not in taken and not unfit(one))


def free_numbers(names: Iterable[str]) -> dict[str, int]:
    """Return a number for each of *names* that depends on the name alone, as long as no two get the same."""
    numbers: dict[int, str] = {}
    for name in sorted(names):
        number = number_of(name)
        while number in numbers:
            number = number % _MAX_NUMBER + 1
        numbers[number] = name
    return {name: number for number, name in numbers.items()}


def number_of(name: str) -> int:
    """Return a number from 1 to 2**31 - 1 for *name*, seldom that of another."""
    return int.from_bytes(sha256(name.encode(errors="replace")).digest()[:8]) % _MAX_NUMBER + 1


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
