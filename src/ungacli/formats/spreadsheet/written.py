"""Names as people write them in cells: with numbers, honorifics, offices and what somebody does around them."""

import re
from typing import NamedTuple

from ungacli.names import fold

_BEFORE = re.compile(r"^(?:\d{1,2}[.)]\s+|[-–—•*·]\s+)")
_MAIL = re.compile(r"\s*<[^<>\s]*@[^<>\s]*>")
_MARKS = re.compile("[\u200b\u200e\u200f\u2060\ufeff]")
_HONORIFIC = re.compile(r"((?:H\.\s?E\.|Hon\.|Amb\.)(?: (?:Dr|Prof|Mr|Mrs|Ms|Mx)\b\.?)*)\s+(\S.*)")
_SUFFIX = re.compile(r"Ph\.?\s?D\.?|M\.?D\.?|MPH|MBA|J\.?D\.?|LL\.?M\.?|Esq\.?")
_TENTATIVE = re.compile(r"(.*\S)\s+(?:\(TBC\)|TBC|tbc)")
_INVERTED = re.compile(r"([^\W\d_a-z][^\W\d_]*(?:[ '’-][^\W\d_]+)*), ([^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*)?)")
_DASH = re.compile(r"(\S[^–—]*?)\s+[-–—]\s+(\S.*)")
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,6}")
_MOST = 300


class Around(NamedTuple):
    """A *name*, perhaps with an office, and what stood around it."""

    name: str
    honorific: str | None = None
    suffix: str | None = None
    tail: tuple[str, ...] = ()
    tentative: bool = False


def without_marks(text: str) -> str:
    """Return *text* without numbers of lists, bullets, marks of direction, addresses and commas at its end."""
    if len(text) > _MOST:
        return text
    plain = _MAIL.sub("", _BEFORE.sub("", _MARKS.sub("", text).strip(), count=1))
    return plain.rstrip(" ,") or text


def peeled(text: str, known: set[str]) -> Around:
    """Return *text* without what it ends with after commas: degrees, TBC, and words that are *known* in folded form."""
    if len(text) > _MOST:
        return Around(text)
    suffix, tail, tentative = None, list[str](), False
    while True:
        if found := _TENTATIVE.fullmatch(text):
            text, tentative = found[1].rstrip(" ,"), True
        head, comma, last = text.rpartition(",")
        # What is in brackets is told apart later.
        if not comma or not head.strip() or ")" in last:
            break
        if _SUFFIX.fullmatch(last.strip()):
            suffix = last.strip() if suffix is None else f"{last.strip()}, {suffix}"
        elif fold(last) in known:
            tail.append(fold(last))
        else:
            break
        text = head.strip()
    if found := _INVERTED.fullmatch(text):
        family, given = found.groups()
        if family.isupper() and len(family) > 1 and not given.isupper():
            text = f"{given} {family.title()}"
    found = _HONORIFIC.fullmatch(text)
    honorific, name = found.groups() if found else (None, text)
    return Around(name, honorific, suffix, tuple(tail), tentative)


def before_dash(text: str) -> tuple[str, str | None]:
    """Return the name before a dash between spaces, and what is behind it."""
    found = _DASH.fullmatch(text) if len(text) <= _MOST else None
    return (found[1], found[2]) if found else (text, None)


def han_names(text: str) -> list[str]:
    """Return the names in a list of them in Chinese, Japanese or Korean letters, or none."""
    parts = [part.strip() for part in re.split("[,\uff0c\u3001]", text)]
    return parts if len(parts) > 1 and all(_HAN.fullmatch(part) for part in parts) else []
