"""Things of two lists brought together one to one by what they share."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
Keys = Callable[[T], Iterable[Hashable]]


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
        known_old, known_new = _by_key(left_old, keys), _by_key(left_new, keys)
        taken_old: set[int] = set()
        taken_new: set[int] = set()
        # Text of keys has an order, whatever they are made of.
        for key in sorted(known_old.keys() & known_new.keys(), key=repr):
            free_old = [place for place in known_old[key] if place not in taken_old]
            free_new = [place for place in known_new[key] if place not in taken_new]
            for one, other in zip(free_old, free_new, strict=False):
                pairs.append((left_old[one], left_new[other]))
                taken_old.add(one)
                taken_new.add(other)
        left_old = [thing for place, thing in enumerate(left_old) if place not in taken_old]
        left_new = [thing for place, thing in enumerate(left_new) if place not in taken_new]
    return pairs, left_old, left_new


def _by_key(things: Sequence[T], keys: Keys[T]) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for place, thing in enumerate(things):
        for key in dict.fromkeys(keys(thing)):
            found[key].append(place)
    return found
