"""How people write names: folding, slugs, matching and did-you-mean."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import TypeVar
from zlib import crc32

from ungacli.errors import QuestionError

T = TypeVar("T")

# Letters that Unicode does not take apart into a base letter and an accent.
_UNDECOMPOSED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})

# Those that are never a name themselves, as "He" or "Lord" may be.
_LEADING = frozenset(("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor"))
_HONORIFICS = _LEADING | {
    *("sir", "dame", "lord", "lady", "he", "hrh", "excellency", "hon", "honourable", "honorable"),
    *("amb", "ambassador", "phd", "md"),
}
_APOSTROPHES = re.compile("['’ʼ]")
_HYPHENS = re.compile("[-\u2010\u2011]")
_PUNCTUATION = re.compile(r"[\W_]+")
# Longer names are compared by their beginning.
_LONGEST_NAME = 200


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return *text* without case, accents and punctuation, its words separated by one space.

    Full stops join ("H.E." is "he"); apostrophes, hyphens and all other punctuation separate.
    """
    letters = text.casefold()
    # Plain English has no accents, and takes a tenth of the time.
    if not letters.isascii():
        decomposed = unicodedata.normalize("NFKD", letters)
        letters = "".join(char for char in decomposed if not unicodedata.combining(char))
        letters = letters.casefold().translate(_UNDECOMPOSED)
    return " ".join(_PUNCTUATION.sub(" ", letters.replace(".", "")).split())


def fold_joined(text: str) -> str:
    """Return *text* folded, with apostrophes joining: Women's is womens."""
    return fold(_APOSTROPHES.sub("", text))


def slug(text: str, *, limit: int = 60) -> str:
    """Return *text* as a short word for ids and file names: folded, joined by hyphens.

    It has letters, digits and hyphens alone, at most *limit* characters and 5/3 as many bytes in
    UTF-8 (two slugs of 60 make a file's name, which may have 255), and is cut between words.
    """
    whole = fold_joined(text).replace(" ", "-")
    short = whole.encode()[: limit * 5 // 3].decode(errors="ignore")[:limit]
    if short != whole and "-" in short and whole[len(short)] != "-":
        short = short.rpartition("-")[0]
    return short.strip("-")


def file_stem(words: str, *, apart: bool = False) -> str:
    """Return the name, without a suffix, of a file for *words*: another name for other words, however long.

    Words with the same slug share a name, unless they must be kept *apart* too.
    """
    name = slug(words, limit=120)
    if name and name == (words if apart else slug(words, limit=2 * len(words))):
        return name
    return f"{name}-{crc32(words.encode(errors='backslashreplace')):08x}".lstrip("-")


def matching(query: str, candidates: Iterable[tuple[Sequence[str], T]]) -> list[T]:
    """Return the candidates that *query* names, those with the best kind of match; none if nothing matches.

    A candidate is its spellings and a value. Case, accents, hyphens, word order and honorifics
    do not count. The kinds, best first: a whole spelling as it stands; one in another order; the
    beginnings of some of its words; parts of them, if they are too long to be a coincidence.
    """
    queries = [words for words in _variants(query) if words]
    kinds = []
    for spellings, value in candidates:
        names = [name for spelling in spellings for name in _variants(spelling)]
        kinds.append((max((_kind_of_match(words, name) for words in queries for name in names), default=0), value))
    best = max((kind for kind, _ in kinds), default=0)
    return [value for kind, value in kinds if kind == best > 0]


@lru_cache(maxsize=2**14)
def _variants(text: str) -> list[list[str]]:
    """Return the folded words of *text*, apart and joined: El-Askary is also Elaskary, O'Neil Oneil.

    Titles such as "dr" or "he" are not among them, unless there are no other words.
    """
    # Cached, since a query may name a hundred people, each looked for among the same thousands.
    joined = _APOSTROPHES.sub("", _HYPHENS.sub("", text))
    variants = [fold(variant).split() for variant in dict.fromkeys((text, joined))]
    return [[word for word in words if word not in _HONORIFICS] or words for words in variants]


def _kind_of_match(query: list[str], name: list[str]) -> int:
    """Return the kind of match, 4 for the best and 0 for none."""
    if query == name:
        return 4
    if sorted(query) == sorted(name) or "".join(query) == "".join(name):
        return 3
    left = list(name)
    for word in sorted(query, key=len, reverse=True):
        match = next((other for other in left if other.startswith(word)), None)
        if match is None:
            break
        left.remove(match)
    else:
        return 2
    # "un" is in fund and council; two letters of Chinese are a name.
    inside = [word for word in query if len(word) > 3 or not word.isascii()]
    return int(
        all(any(other.startswith(word) or (word in inside and word in other) for other in name) for word in query)
    )


def did_you_mean(query: str, known: Iterable[str], *, limit: int = 3) -> list[str]:
    """Return up to *limit* of the *known* spellings that *query* may be a misspelling of, nearest first."""
    # Imported when nothing matched: 20 ms that other questions do not take.
    from rapidfuzz import fuzz, process

    # Perhaps only one word of a name was typed; two letters are like too many others.
    spellings = {fold(spelling): spelling for spelling in reversed(list(known))}
    forms = [
        (form, spelling)
        for folded, spelling in spellings.items()
        for form in (folded, *(word for word in folded.split() if len(word) > 2))
    ]
    scored = process.extract(
        fold(query), [form for form, _ in forms], scorer=fuzz.token_sort_ratio, limit=None, score_cutoff=70
    )
    return list(dict.fromkeys(forms[index][1] for _, _, index in scored))[:limit]


def suggestion(query: str, known: Iterable[str], otherwise: str) -> str:
    """Return `did you mean "a" or "b"?`, or *otherwise* if *query* is no misspelling of anything *known*."""
    near = did_you_mean(query, known)
    return f"did you mean {quoted_list(near)}?" if near else otherwise


def shell_word(text: str) -> str:
    """Return *text* as one argument to copy into a shell: in double quotes, or as shlex has it."""
    if not re.search(r'["$`\\!]', text):
        return f'"{text}"'
    from shlex import quote

    return quote(text)


def quoted_list(spellings: Sequence[str]) -> str:
    """Return *spellings* as prose: `"a", "b" or "c"`."""
    quoted = [f'"{spelling}"' for spelling in spellings]
    return " or ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


def ambiguous(text: str, what: str, spellings: Sequence[str], *, ids: Sequence[str] = ()) -> QuestionError:
    """Return the error for *text* that could be *what*, such as `several days`; suggest the first *spellings*.

    Where two of these are the same, suggest the *ids* instead.
    """
    alike = len(set(map(fold, spellings))) < len(spellings)
    hint = f"did you mean {quoted_list((ids if ids and alike else spellings)[:6])}?"
    return QuestionError(f'"{text}" could be {what}', hint=hint)


def split_honorific(name: str) -> tuple[str | None, str]:
    """Return the honorific that *name* begins with, or None, and the name without it."""
    words = name.split()
    honorific = list(takewhile(lambda word: fold(word) in _LEADING and word[:1].isupper(), words[:-1]))
    return " ".join(honorific) or None, " ".join(words[len(honorific) :])


def spelling_key(name: str) -> str:
    """Return what all spellings of one name of a person or an organization have in common."""
    # Names without a letter, such as "?", differ by their signs.
    return fold(name[:_LONGEST_NAME]).removeprefix("the ") or name


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
