"""What pages add to a name or a title: that it is not sure yet, or how somebody takes part."""

import re
from collections.abc import Mapping
from typing import NamedTuple, TypeVar

from ungacli.model import Mode, Status

T = TypeVar("T", Status, Mode)

_TENTATIVE = (
    r"tbc|tbd|tba|t\.b\.c\.|to be confirmed|to be determined|to be announced|tentative|unconfirmed|provisional|invited"
)
_CANCELLED = r"cancelled|canceled"
_CONFIRMED = r"confirmed"
_VIRTUAL = (
    r"virtual(?:ly)?|online|on-line|remote(?:ly)?|via zoom|via video|by video|via video link|video message|video|zoom"
)
_IN_PERSON = r"in[- ]person|on[- ]?site"
_HYBRID = r"hybrid"
_WORD = rf"(?:{_TENTATIVE}|{_CANCELLED}|{_CONFIRMED}|{_VIRTUAL}|{_IN_PERSON}|{_HYBRID})"
_SEPARATOR = r"\s*(?:[,;/&–—-]|\band\b)?\s*"
_IN_BRACKETS = re.compile(rf"\s*[(\[]\s*({_WORD}(?:{_SEPARATOR}{_WORD})?)\s*[)\]]", re.IGNORECASE)
_AT_THE_END = re.compile(rf"\s*(?:[-–—,:]\s*|\s)({_WORD})\s*$", re.IGNORECASE)
_BARE = re.compile(rf"(?:{_TENTATIVE})\.?", re.IGNORECASE)
_STATUSES = {Status.TENTATIVE: _TENTATIVE, Status.CANCELLED: _CANCELLED, Status.CONFIRMED: _CONFIRMED}
_MODES = {Mode.VIRTUAL: _VIRTUAL, Mode.IN_PERSON: _IN_PERSON, Mode.HYBRID: _HYBRID}
# "with", "a workshop by Zoom" and the like are words of a title; these alone end one as a mark.
_SURE_WITHOUT_BRACKETS = re.compile(r"TBC|TBD|TBA|CANCELLED|CANCELED|POSTPONED|to be confirmed")


class Marked(NamedTuple):
    """A *text* without its marks, with what these said."""

    text: str
    status: Status | None = None
    mode: Mode | None = None


def unmarked(text: str, *, loose: bool = True) -> Marked:
    """Return *text* without marks such as `(TBC)`, `- virtual (TBC)`, and what they say.

    Only if *loose* do they count without brackets, behind a comma or a dash.
    """
    status: Status | None = None
    mode: Mode | None = None
    words = [found[1] for found in _IN_BRACKETS.finditer(text)]
    rest = _IN_BRACKETS.sub("", text)
    for _ in range(3):
        end = _AT_THE_END.search(rest[-60:])
        if not end or not (loose or _SURE_WITHOUT_BRACKETS.fullmatch(end[1])):
            break
        words.append(end[1])
        rest = rest[: len(rest) - len(end[0])]
    for word in words:
        status = _first(_STATUSES, word) or status
        mode = _first(_MODES, word) or mode
    return Marked(rest.strip() if words else text, status, mode)


def _first(patterns: Mapping[T, str], word: str) -> T | None:
    found = (value for value, pattern in patterns.items() if re.search(rf"\b(?:{pattern})", word, re.IGNORECASE))
    return next(found, None)


def is_left_open(text: str) -> bool:
    """Return whether *text* says no more than that it is to be confirmed."""
    return _BARE.fullmatch(text.strip(" ()[]")) is not None


def status_of(text: str) -> Status | None:
    """Return the status that *text* is: `TBC`, `confirmed`, `cancelled`, or None."""
    return _of(_STATUSES, text)


def mode_of(text: str) -> Mode | None:
    """Return how people take part if *text* says just that: `Online`, `Hybrid event`, `Virtual (Zoom)`."""
    word = re.sub(r"\s*\(.{0,60}\)$|\s+(?:event|only|format|meeting|session)$", "", text.strip(), flags=re.IGNORECASE)
    return _of(_MODES, word)


def _of(patterns: Mapping[T, str], word: str) -> T | None:
    found = (value for value, pattern in patterns.items() if re.fullmatch(pattern, word.strip(" ."), re.IGNORECASE))
    return next(found, None)
