"""What belongs together in two schedules: the facts that both can carry, who is who, and pairs of like things."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from ungacli.formats.table import FACTS, FORMATS, holds
from ungacli.model import Participant, Schedule
from ungacli.names import fold

T = TypeVar("T")
Keys = Callable[[T], Iterable[Hashable]]
Identity = str
"""The same text for a participant of two schedules, whatever each calls them."""

# Facts by which participants are matched; they are not compared.
_OF_PARTICIPANTS = {
    *("offices", "employers", "honorifics", "honorific suffixes"),
    *("acronyms", "aliases", "kinds of organizations", "notes"),
}


class Comparable(NamedTuple):
    """Both schedules, and for each format that says less the facts that were left out of them."""

    old: Schedule
    new: Schedule
    left_out: Sequence[tuple[str, Sequence[str]]]


def comparable(old: Schedule, new: Schedule, formats: Sequence[str]) -> Comparable:
    """Return *old* and *new* without the facts that one of their *formats*, by name, cannot carry."""
    left_out = []
    for name in dict.fromkeys(formats):
        facts = [
            fact
            for fact in FACTS
            if fact in FORMATS[name].lacks - _OF_PARTICIPANTS and (holds(old, fact) or holds(new, fact))
        ]
        for fact in facts:
            old, new = FACTS[fact](old), FACTS[fact](new)
        if facts:
            left_out.append((FORMATS[name].title, facts))
    return Comparable(old, new, left_out)


def paired(
    old: Sequence[T], new: Sequence[T], stages: Sequence[Keys[T]], *, order: Callable[[T], Any]
) -> tuple[list[tuple[T, T]], list[T], list[T]]:
    """Return the pairs of *old* and *new*, what is left of *old*, and what is left of *new*.

    Each of *stages* gives the keys of a thing; two things that share a key are a pair, unless an
    earlier stage has given either to another. Of several with one key the first in *order* come
    together, so that neither the order of the lists nor which one is the old one matters. It takes
    as long as there are keys.
    """
    pairs: list[tuple[T, T]] = []
    left_old, left_new = sorted(old, key=order), sorted(new, key=order)
    for keys in stages:
        if not left_old or not left_new:
            break
        by_key_old, by_key_new = _by_key(left_old, keys), _by_key(left_new, keys)
        paired_old: set[int] = set()
        paired_new: set[int] = set()
        # Text of keys has an order, whatever they are made of.
        for key in sorted(by_key_old.keys() & by_key_new.keys(), key=repr):
            free_old = [place for place in by_key_old[key] if place not in paired_old]
            free_new = [place for place in by_key_new[key] if place not in paired_new]
            for one, other in zip(free_old, free_new, strict=False):
                pairs.append((left_old[one], left_new[other]))
                paired_old.add(one)
                paired_new.add(other)
        left_old = [thing for place, thing in enumerate(left_old) if place not in paired_old]
        left_new = [thing for place, thing in enumerate(left_new) if place not in paired_new]
    return pairs, left_old, left_new


def _by_key(things: Sequence[T], keys: Keys[T]) -> dict[Hashable, list[int]]:
    places: dict[Hashable, list[int]] = defaultdict(list)
    for place, thing in enumerate(things):
        for key in dict.fromkeys(keys(thing)):
            places[key].append(place)
    return places


def identities(old: Schedule, new: Schedule) -> tuple[dict[str, Identity], dict[str, Identity]]:
    """Return for each schedule the identities of its participants by their `identity_key`.

    The same id is the same one, then the same name or another one of theirs, folded. A format that keeps no ids
    makes them of names, and so may differ in them.
    """
    stages: list[Keys[Participant]] = [
        lambda one: [identity_key(one)],
        lambda one: filter(None, [fold(one.name)]),
        lambda one: filter(None, map(fold, one.names)),
    ]
    pairs, left, joined = paired(_participants(old), _participants(new), stages, order=identity_key)
    both = [(identity_key(one), identity_key(other)) for one, other in pairs]
    return (
        {key: f"both {key}" for key, _ in both} | {key: f"old {key}" for key in map(identity_key, left)},
        {other: f"both {key}" for key, other in both} | {key: f"new {key}" for key in map(identity_key, joined)},
    )


def _participants(schedule: Schedule) -> list[Participant]:
    parts = [part for event in schedule.events for part in event.roles]
    return [*{identity_key(part.participant): part.participant for part in parts}.values()]


def identity_key(participant: Participant) -> str:
    """Return what stands for *participant* within one schedule."""
    return f"{type(participant).__name__} {participant.id}"
