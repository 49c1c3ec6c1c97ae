"""Names of people in a line of a page: what could be one, and where one person ends and the next begins."""

import re
from collections.abc import Iterator, Sequence

from ungacli.formats.page.bodies import is_acronym, is_state, looks_like_a_body, outside_brackets
from ungacli.formats.page.marks import is_left_open, unmarked
from ungacli.names import split_honorific

OFFICE = re.compile(
    r"\b(?:Director|Minister|President|Vice[-|]President|Head|Chief|Secretary|Commissioner|Ambassador|Officer"
    r"|Representative|Advis[eo]r|Founder|Co-?founder|CEO|COO|CFO|CTO|Chair|Chairman|Chairwoman|Chairperson"
    r"|Co-?chair|Manager|Envoy|Specialist|Coordinator|Co-ordinator|Mayor|Governor|Executive|Deputy|Member|Fellow"
    r"|Leader|Lead|Journalist|Correspondent|Activist|Administrator|Rapporteur|Counsell?or|Attach[eé]|Analyst"
    r"|Researcher|Scientist|Economist|Lecturer|Editor|Dean|Rector|Chancellor|Judge|Senator|Delegate|Consultant"
    r"|Expert|Author|Artist|Anchor|Host|Presenter|Associate|Assistant|Champion|Commander|Spokesperson"
    r"|Professor\s(?:of|at)|Partner|Principal|Trustee|Queen|King|Prince|Princess|Strategist|Engineer|Physician"
    r"|Nurse|Student|Survivor|Advocate|Lawyer|Attorney|Permanent)s?\b",
    re.IGNORECASE,
)
_HONORIFIC = re.compile(
    r"(?:H\.?\s?E\.?|Hon(?:\.|ourable|orable)?|Rt\.?\sHon\.?|Amb(?:\.|assador)|Sir|Dame|H\.?R\.?H\.?"
    r"|(?:His|Her|Their)\sExcellency|Excellency|Sheikha?|Rev\.?|Gen\.|Col\.|Eng\.|Sen\.|Gov\.|Rep\.|Capt\.)(?=\s)"
)
_WORD = r"(?:[^\W\d_][\w’'.-]*|de|da|dos|van|von|der|bin|al|el|la|le|du|di)"
_NAME = re.compile(rf"{_WORD}(?:\s{_WORD}){{0,5}}")
_SMALL = {
    "de",
    "da",
    "dos",
    "van",
    "von",
    "der",
    "bin",
    "al",
    "el",
    "la",
    "le",
    "du",
    "di",
    "del",
    "den",
    "ibn",
    "y",
    "e",
}
_SENTENCE_END = re.compile(
    r"(?<!\bProf)(?<!\bMrs)(?<!\bHon)(?<!\bAmb)(?<!\bGen)(?<!\bCol)(?<!\bRev)(?<!\bEng)(?<!\bPhD)(?<!\bSen)(?<!\bGov)(?<!\bRep)(?<!\bCapt)(?<=[^\W\d_]{3})\.\s+(?=[A-Z])|(?<=\))\.\s+(?=[A-Z])"
)
_AND = re.compile(r"\s(?:and|&)\s|^(?:and|&)\s")
_OTHERS = re.compile(
    r"(?:(?:and\s)?(?:many\s)?(?:others|more)(?:\s(?:tbc|tba|to be (?:confirmed|announced)))?|et al\.?)", re.IGNORECASE
)
_LONGEST = 2_000


def segments(text: str) -> Iterator[str]:
    """Yield the parts of *text* between semicolons and between sentences, without those that are left open."""
    for part in outside_brackets(text, ";"):
        for sentence in _SENTENCE_END.split(part):
            trimmed = sentence.strip(" .,")
            if any(map(str.isalpha, trimmed)) and not is_left_open(trimmed):
                yield re.sub(r"^(?:and|&)\s+", "", trimmed)


def several_names(segment: str) -> Iterator[str]:
    """Yield each person in *segment* with what stands behind the name: `Ana Pérez (EXO), Li Wei, Director, ABC`."""
    commas = [part.strip() for part in outside_brackets(segment, ",") if part.strip()]
    parts = [part for comma in commas for part in _AND.split(comma) if part]
    if len(parts) > 1 and all(is_plain_name(unmarked(part).text) or _OTHERS.fullmatch(part) for part in parts):
        yield from _with_others(parts)
        return
    groups: list[list[str]] = []
    for part in (half for comma in commas for half in _at_honorifics(comma)):
        bare = re.sub(r"^(?:and|&)\s+", "", part)
        if not groups or _begins_another(bare, groups[-1], joined=bare != part):
            groups.append([bare])
        else:
            groups[-1].append(part)
    yield from (", ".join(group) for group in groups)


def _with_others(parts: list[str]) -> Iterator[str]:
    """Yield *parts*, those that are no names but others joined to the name before."""
    for number, part in enumerate(parts):
        if not _OTHERS.fullmatch(part):
            others = number + 1 < len(parts) and _OTHERS.fullmatch(parts[number + 1])
            yield f"{part}, {parts[number + 1]}" if others else part


def _at_honorifics(text: str) -> Iterator[str]:
    """Yield the parts of *text* at each "and" behind which an honorific or the name of a body's member begins."""
    start = 0
    for found in re.finditer(r"\s(?:and|&)\s+", text[:_LONGEST]):
        left, right = text[start : found.start()], text[found.end() :]
        honorific, name = without_honorifics(right)
        if (honorific or left.endswith(")")) and is_name(re.sub(r"\s*\(.*", "", name)):
            yield left
            start = found.end()
    yield text[start:]


def _begins_another(part: str, group: Sequence[str], *, joined: bool) -> bool:
    """Return whether *part* behind a comma is the next person, not an office or a body of the one in *group*."""
    words = unmarked(part).text
    if not is_plain_name(words):
        return False
    told = words.endswith(")") or without_honorifics(words)[0] is not None
    last = unmarked(group[-1]).text
    return told or joined or last.endswith(")") or (len(group) > 1 and (is_acronym(last) or is_state(last)))


def is_plain_name(text: str) -> bool:
    """Return whether *text* is a full name, or one with an honorific, and no more than a body's name in brackets."""
    bare = without_honorifics(text)[1]
    name = re.sub(r"\s*\([^()]*\)$", "", bare)
    several = len(name.split()) > 1 or bare != text
    return several and is_name(name) and not looks_like_a_body(name)


def is_name(text: str) -> bool:
    """Return whether *text* could be the name of a person: a few words in capitals, none of them an office."""
    words = text.split()
    if not 1 <= len(words) <= 6 or not _NAME.fullmatch(text) or OFFICE.search(text):
        return False
    return all(word[0].isupper() or word in _SMALL or not word.isascii() for word in words)


def without_honorifics(text: str) -> tuple[str | None, str]:
    """Return the honorifics with which *text* begins, if any, and what is behind them."""
    taken: list[str] = []
    rest = text
    while True:
        if found := _HONORIFIC.match(rest):
            taken.append(found[0])
            rest = rest[found.end() :].strip()
            continue
        honorific, left = split_honorific(rest)
        if not honorific:
            return " ".join(taken) or None, rest
        taken.append(honorific)
        rest = left
