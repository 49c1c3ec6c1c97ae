"""Which events and participants of two schedules are the same."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from ungacli.draft.ids import has_lasting_uid
from ungacli.model import Event, Organizer, Participant, Schedule, Speaker
from ungacli.names import fold

T = TypeVar("T")
Keys = Callable[[T], Iterable[Hashable]]
Part = Speaker | Organizer
Identity = str
"""The same text for a participant of two schedules, whatever each calls them."""


class Identified(NamedTuple):
    """An event, its *start* in seconds since 1970 in UTC, and by what else it may be found again in another schedule.

    *parts* are those of its speakers and organizers by their identities in both schedules, *titles* its title
    beside each of these.
    """

    event: Event
    start: float
    parts: Mapping[str, Mapping[Identity, Sequence[Part]]]
    everyone: tuple[Identity, ...]
    titles: Sequence[tuple[str, Identity]]
    has_lasting_uid: bool

    @property
    def span(self) -> str:
        """When it takes place, as ISO 8601 writes it."""
        return f"{self.event.start.isoformat()}/{self.event.end.isoformat()}"


_STAGES: list[Keys[Identified]] = [
    lambda one: [(one.event.id, one.event.uid, fold(one.event.title))],
    lambda one: [one.event.uid] if one.has_lasting_uid else [],
    # What repeats is the same at its time first.
    lambda one: [(one.start, *title) for title in one.titles],
    lambda one: one.titles,
    lambda one: [(one.start, one.everyone)] if one.everyone else [],
    lambda one: [one.event.id],
    lambda one: [one.event.uid],
]
# A format that keeps no ids makes them of names, and so may differ in them.
_PARTICIPANT_STAGES: list[Keys[Participant]] = [
    lambda one: [_own_identity(one)],
    lambda one: filter(None, [fold(one.name)]),
    lambda one: filter(None, map(fold, one.names)),
]


def paired_events(
    old: Schedule, new: Schedule
) -> tuple[list[tuple[Identified, Identified]], list[Identified], list[Identified]]:
    """Return the events of both that are the same, what is left of *old*, and what is left of *new*.

    Participants are the same by their id, by their name, or by another name of theirs, folded; those of *new* then
    have the identity that they have in *old*.
    """
    parties, others = (
        {_own_identity(part.participant): part.participant for event in one.events for part in event.roles}
        for one in (old, new)
    )
    pairs, _, joined = paired(parties.values(), others.values(), _PARTICIPANT_STAGES, order=_own_identity)
    names = {_own_identity(other): _own_identity(one) for one, other in pairs}
    names |= {_own_identity(other): f"new {_own_identity(other)}" for other in joined}
    before = [_identified(event, old, {}) for event in old.events]
    after = [_identified(event, new, names) for event in new.events]
    return paired(before, after, _STAGES, order=lambda one: (one.start, one.event.id))


def _own_identity(participant: Participant) -> Identity:
    """Return what stands for *participant* within one schedule."""
    return f"{type(participant).__name__} {participant.id}"


def _identified(event: Event, schedule: Schedule, names: Mapping[Identity, Identity]) -> Identified:
    """Return what *event* is found by, with its participants by *names*, or without one by their own identities."""
    parts: dict[str, dict[Identity, list[Part]]] = {"speakers": {}, "organizers": {}}
    for field, by_identity in parts.items():
        for part in getattr(event, field):
            own = _own_identity(part.participant)
            by_identity.setdefault(names.get(own, own), []).append(part)
    everyone = tuple(sorted({*parts["speakers"], *parts["organizers"]}))
    title = fold(event.title) or event.title
    # Two events without participants share this title.
    titles = [(title, identity) for identity in everyone or ("",)]
    lasting = has_lasting_uid(event, schedule.url)
    return Identified(event, event.start.timestamp(), parts, everyone, titles, lasting)


def paired(
    old: Iterable[T], new: Iterable[T], stages: Sequence[Keys[T]], *, order: Callable[[T], Any]
) -> tuple[list[tuple[T, T]], list[T], list[T]]:
    """Return the pairs of *old* and *new*, what is left of *old*, and what is left of *new*.

    Each of *stages* gives the keys of a thing; two things that share a key are a pair, unless an
    earlier stage has given either to another. Of several with one key the first in *order* come
    together, so that neither the order of the lists nor which one is the old one matters. It takes
    as long as there are keys.
    """
    pairs: list[tuple[T, T]] = []
    left_old, left_new = (dict(enumerate(sorted(things, key=order))) for things in (old, new))
    for keys in stages:
        by_key_old, by_key_new = _by_key(left_old, keys), _by_key(left_new, keys)
        # Text of keys has an order, whatever they are made of.
        for key in sorted(by_key_old.keys() & by_key_new.keys(), key=repr):
            places_old = [place for place in by_key_old[key] if place in left_old]
            places_new = [place for place in by_key_new[key] if place in left_new]
            for one, other in zip(places_old, places_new, strict=False):
                pairs.append((left_old.pop(one), left_new.pop(other)))
    return pairs, [*left_old.values()], [*left_new.values()]


def _by_key(things: Mapping[int, T], keys: Keys[T]) -> dict[Hashable, list[int]]:
    places: dict[Hashable, list[int]] = defaultdict(list)
    for place, thing in things.items():
        for key in dict.fromkeys(keys(thing)):
            places[key].append(place)
    return places
