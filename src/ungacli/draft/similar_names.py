"""Names and offices that are nearly the same."""

from collections import Counter
from collections.abc import Sequence

from ungacli.names import fold

_SMALL_WORDS = {"and", "of", "for", "the", "on", "in", "to", "de", "des", "du", "et", "la", "against", "with"}


def is_longer_or_shorter(name: str, other: str) -> bool:
    """Return whether one of the names has all words of the other."""
    words, others = set(fold(name).split()), set(fold(other).split())
    return words <= others or others <= words


def one_letter_forms(key: str) -> list[str]:
    """Return the forms that a folded full name shares with every name one letter apart in the last word."""
    first, _, last = key.rpartition(" ")
    if not first or len(last) < 4:
        return []
    return [key, *(f"{first} {last[:at]}{last[at + 1 :]}" for at in range(len(last)))]


def is_one_letter_apart(one: str, other: str) -> bool:
    """Return whether one letter more, less or other, or two exchanged, make one name the other."""
    # 1 ms to import, and only for names that are alike.
    from rapidfuzz.distance import OSA

    return one != other and OSA.distance(one, other) == 1


def best_office(offices: Sequence[str]) -> tuple[str | None, list[str]]:
    """Return the fullest wording of *offices*, and those that it does not cover.

    Where it does not cover all, the first counts.
    """
    if not offices:
        return None, []
    wordings = Counter(offices)
    best = max(wordings, key=lambda office: (len(_words(office)), wordings[office], "," in office))
    if all(_words(office) <= _words(best) for office in wordings):
        return best, []
    first, *others = wordings
    return first, others


def _words(text: str) -> set[str]:
    return set(fold(text).split()) - _SMALL_WORDS
