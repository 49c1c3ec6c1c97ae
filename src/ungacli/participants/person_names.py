"""Names of people: what could be one, and what stands around it: honorifics, degrees and offices."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from ungacli.model import SpeakerRole
from ungacli.names import fold, split_honorific
from ungacli.participants.organizations import (
    is_acronym,
    is_organization,
    is_state,
    pieces,
    read_organization,
    separated,
)
from ungacli.participants.values import RawOrganization

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
SUFFIX = re.compile(
    r"(?:Ph\.?\s?D|M\.?D|M\.?P\.?H|MSc|MA|BA|MBA|J\.?D|LL\.?M|Esq|OBE|CBE|MBE|KC|QC|DPhil|EdD|RN|Jr|Sr|II|III|IV)\.?"
)
_SMALL = {
    *("de", "da", "dos", "van", "von", "der", "bin", "al", "el", "la", "le", "du", "di", "del", "den", "ibn", "y", "e")
}
_WORD = rf"(?:[^\W\d_][\w’'.-]*|{'|'.join(sorted(_SMALL))})"
_NAME = re.compile(rf"{_WORD}(?:\s{_WORD}){{0,5}}")
HAN_NAME = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,6}")
"""A name in Chinese, Japanese or Korean letters."""
_FAMILY_FIRST = re.compile(r"([^\W\d_]+(?:[ '’-][^\W\d_]+)*), ([^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*)?)")
_TITLED = r"(?:Mr|Mrs|Ms|Dr|Prof|Amb|Sen|H\.E)\.\s"
_IN_PROSE = rf"((?:{_TITLED})?(?:[A-Z][\w’'-]*\s){{1,4}}[A-Z][\w’'-]*)"
_ROLES_IN_PROSE = (
    (SpeakerRole.MODERATOR, re.compile(rf"\b{_IN_PROSE}\s(?:will\s(?:be\s)?|is\s)?moderat(?:e|es|ing)\b")),
    (SpeakerRole.KEYNOTE, re.compile(rf"\b[Kk]eynote\s(?:address\s|speech\s)?(?:by|from)\s{_IN_PROSE}")),
    (None, re.compile(rf"\b{_IN_PROSE}\s(?:will\s(?:be\s)?|is\s)?chair(?:s|ing)?\b")),
)
_SHORT_OFFICES = {"CEO", "COO", "CFO", "CTO", "CIO", "MP", "MEP", "DG", "SG", "USG", "ASG", "DDG"}
_AS_ADJECTIVE = {"UN", "US", "EU", "UK", "U.S", "U.N", "CEO", "COO", "CFO", "CTO"}
_LONGEST_NAME = 300
_LONGEST_PROSE = 2_000


def are_people(text: str, known: Collection[str]) -> bool:
    """Return whether *text*, as it names organizers, lists people with their offices; *known* are names of people."""
    for segment in separated(text):
        chunks = [chunk.strip() for chunk in pieces(segment, ",")]
        honorific, name = without_honorifics(chunks[0])
        sure = honorific or fold(name) in known or (len(chunks) > 1 and OFFICE.search(chunks[1]))
        if not sure or not is_name(name) or is_organization(name):
            return False
    return True


def begins_with_a_person(text: str, *, sure: bool) -> bool:
    """Return whether *text* begins with a person's name; to be *sure* takes an honorific or an office beside it."""
    first = re.split(r"[,;(]|\s[-–—]\s", text, maxsplit=1)[0].strip()
    honorific, name = without_honorifics(first)
    if titled := OFFICE.match(name):
        honorific, name = honorific or titled[0], name[titled.end() :].strip()
    if len(name.split()) < 2 - bool(honorific) or not is_name(name) or is_organization(name):
        return False
    return not sure or honorific is not None or (len(first) < len(text) and OFFICE.search(text) is not None)


def is_plain_name(text: str) -> bool:
    """Return whether *text* is a full name, or one with an honorific, and no more than an employer in brackets."""
    bare = without_honorifics(text)[1]
    name = re.sub(r"\s*\([^()]*\)$", "", bare)
    several = len(name.split()) > 1 or bare != text
    return several and is_name(name) and not is_organization(name)


def is_name(text: str) -> bool:
    """Return whether *text* could be the name of a person: a few words in capitals, none of them an office."""
    words = text.split()
    if not 1 <= len(words) <= 6 or not _NAME.fullmatch(text) or OFFICE.search(text):
        return False
    return all(word[0].isupper() or word in _SMALL or not word.isascii() for word in words)


def without_honorifics(text: str) -> tuple[str | None, str]:
    """Return the honorifics with which *text* begins, if any, and what is behind them."""
    honorifics: list[str] = []
    rest = text
    while True:
        match = _HONORIFIC.match(rest)
        honorific, behind = (match[0], rest[match.end() :].strip()) if match else split_honorific(rest)
        if not honorific:
            return " ".join(honorifics) or None, rest
        honorifics.append(honorific)
        rest = behind


def family_last(text: str) -> str | None:
    """Return `Amy Pope` for `POPE, Amy`, None for what is not written like that."""
    match = _FAMILY_FIRST.fullmatch(text) if len(text) <= _LONGEST_NAME else None
    if not match or not match[1].isupper() or len(match[1]) < 2 or match[2].isupper() or is_organization(match[2]):
        return None
    return None if OFFICE.search(match[2]) else f"{match[2]} {match[1].title()}"


class RoleInProse(NamedTuple):
    """The *name* of a person, the *role* that prose gives them, None for one that no schedule has, and its *words*."""

    name: str
    role: SpeakerRole | None
    words: str


def roles_in_prose(text: str) -> list[RoleInProse]:
    """Return the roles that the prose of an event gives: `Ann Lee will be moderating`, `Keynote by Bo Ek`."""
    matches = ((role, match) for role, form in _ROLES_IN_PROSE for match in form.finditer(text[:_LONGEST_PROSE]))
    named = [RoleInProse(without_honorifics(match[1])[1], role, match[0]) for role, match in matches]
    return [one for one in named if is_name(one.name)]


def read_office(chunks: Sequence[str]) -> tuple[str | None, RawOrganization | None]:
    """Return the office and the employer that *chunks* behind a name give: `Director`, `IOM Climate Division`."""
    if not chunks:
        return None, None
    *rest, last = chunks
    words, inside = split_brackets(last)
    first, _, others = last.partition(" ")
    is_office = OFFICE.search(words) is not None
    # "Trade across Asia, MENA & the Black Sea" ends with a list, and not with an employer.
    is_list = re.search(r"\s(?:&|and)\s", last) is not None and not is_organization(last)
    may_employ = last not in _SHORT_OFFICES and not (is_list and rest)
    office, employer = chunks, ""
    if inside and is_acronym(inside) and (is_office or not rest):
        office, employer = [*rest, words], inside
    elif others and not is_list and is_acronym(first) and first.strip(".") not in _AS_ADJECTIVE and not is_state(last):
        office, employer = [*rest, others], first
    elif may_employ and (is_acronym(last) or is_state(last) or (not is_office and (rest or is_organization(last)))):
        office, employer = rest, last
    return ", ".join(office) or None, read_organization(employer)[0] if employer else None


def split_brackets(text: str) -> tuple[str, str]:
    """Return *text* without the brackets at its end, and what is in them, if there are any."""
    match = re.fullmatch(r"(.+?)\s*\(([^()]*)\)", text)
    return (match[1], match[2].strip()) if match else (text, "")
