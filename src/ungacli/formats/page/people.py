"""People in a line of a page: names, offices and what they do in an event."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from ungacli.formats.page.bodies import Body, body, is_acronym, is_state, looks_like_a_body, outside_brackets
from ungacli.formats.page.labels import Kind, label_at
from ungacli.formats.page.marks import is_left_open, unmarked
from ungacli.model import Mode, SpeakerRole, Status
from ungacli.names import fold, split_honorific

_OFFICE = re.compile(
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
_SUFFIX = re.compile(
    r"(?:Ph\.?\s?D|M\.?D|M\.?P\.?H|MSc|MA|BA|MBA|J\.?D|LL\.?M|Esq|OBE|CBE|MBE|KC|QC|DPhil|EdD|RN|Jr|Sr)\.?"
)
_HONORIFIC = re.compile(
    r"(?:H\.?\s?E\.?|Hon(?:\.|ourable|orable)?|Rt\.?\sHon\.?|Amb(?:\.|assador)|Sir|Dame|H\.?R\.?H\.?"
    r"|(?:His|Her|Their)\sExcellency|Excellency|Sheikha?|Rev\.?|Gen\.|Col\.|Eng\.)(?=\s)"
)
_DOES = (
    (SpeakerRole.MODERATOR, r"moderat(?:e|es|ed|ing|or)\b|facilitat(?:e|es|ed|ing|or)\b"),
    (SpeakerRole.KEYNOTE, r"keynote"),
    (
        SpeakerRole.OPENING_REMARKS,
        r"(?:opening|welcome|welcoming|introductory)\s(?:remarks|address|statement|speech|words)|will\sopen\b",
    ),
    (
        SpeakerRole.PANELIST,
        r"panell?ist|(?:on|in|join|joins|joining)\s(?:the\s|a\s)?(?:high-level\s)?panel\b|discussant",
    ),
    (
        SpeakerRole.SPEAKER,
        r"(?:will|to)\s(?:speak|be\sspeaking|present|participate|take\spart|attend)|\bspeak(?:s|ing|er)\b",
    ),
)
_DOING = re.compile(
    r"(?:,?\s*\b(?:who\s)?(?:will|is to|is going to)\s(?=[a-z])"
    r"|,?\s*\bas (?:the |a )?(?=moderator|panel|keynote|speaker))"
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
    r"(?<!\bProf)(?<!\bMrs)(?<!\bHon)(?<!\bAmb)(?<!\bGen)(?<!\bCol)(?<!\bRev)(?<!\bEng)(?<!\bPhD)(?<=[^\W\d_]{3})\.\s+(?=[A-Z])|(?<=\))\.\s+(?=[A-Z])"
)
_IN_BRACKETS_LAST = re.compile(r"\s*\(([^()]{1,40})\)$")
_BEHIND_A_DASH = re.compile(r"\s+[-–—]\s+((?:[^\s–—]+\s?){1,3})$")
_AS_ADJECTIVE = {"UN", "US", "EU", "UK", "U.S", "U.N", "CEO", "COO", "CFO", "CTO"}


@dataclass(frozen=True, slots=True)
class ToldPerson:
    """A person as one line of a page tells of them; *text* is what was read, *doubts* what is not sure in it."""

    name: str
    text: str
    honorific: str | None = None
    suffix: str | None = None
    office: str | None = None
    employer: Body | None = None
    role: SpeakerRole | None = None
    status: Status | None = None
    mode: Mode | None = None
    doubts: tuple[str, ...] = ()


def told_people(text: str) -> list[ToldPerson]:
    """Return the people in *text*, as it stands behind `Speakers:` or as an item of a list."""
    people: list[ToldPerson] = []
    for segment in _segments(text):
        role: SpeakerRole | None = None
        rest = segment
        label = label_at(segment)
        if label and label.meaning.kind is Kind.SPEAKERS and isinstance(label.meaning.role, SpeakerRole):
            role, rest = label.meaning.role, segment[label.end :]
        for names in _several_names(rest):
            person = _person(names)
            if person:
                people.append(replace(person, role=person.role or role))
    return people


def _segments(text: str) -> Iterator[str]:
    for part in outside_brackets(text, ";"):
        for sentence in _SENTENCE_END.split(part):
            trimmed = sentence.strip(" .,")
            if any(map(str.isalpha, trimmed)) and not is_left_open(trimmed):
                yield re.sub(r"^(?:and|&)\s+", "", trimmed)


def _several_names(segment: str) -> Iterator[str]:
    """Yield *segment*, or each name in it if it is nothing but names: `Ana Pérez, Sam Okoro and Li Wei`."""
    parts = [
        piece
        for comma in outside_brackets(segment, ",")
        for piece in re.split(r"\s(?:and|&)\s|^(?:and|&)\s", comma.strip())
    ]
    names = [part.strip() for part in parts if part.strip()]
    if len(names) > 1 and all(_is_plain_name(unmarked(name).text) for name in names):
        yield from names
    else:
        yield segment


def _is_plain_name(text: str) -> bool:
    bare = _without_honorifics(text)[1]
    name = re.sub(r"\s*\([^()]*\)$", "", bare)
    several = len(name.split()) > 1 or bare != text
    return several and is_name(name) and not looks_like_a_body(name)


def is_name(text: str) -> bool:
    """Return whether *text* could be the name of a person: a few words in capitals, none of them an office."""
    words = text.split()
    if not 1 <= len(words) <= 6 or not _NAME.fullmatch(text) or _OFFICE.search(text):
        return False
    return all(word[0].isupper() or word in _SMALL or not word.isascii() for word in words)


def _without_honorifics(text: str) -> tuple[str | None, str]:
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


def _person(text: str) -> ToldPerson | None:
    does, rest, said = _what_they_do(text)
    marked = unmarked(rest)
    chunks = [
        chunk.strip() for comma in outside_brackets(marked.text, ",") for chunk in re.split(r"\s+[-–—]\s+", comma)
    ]
    chunks = [chunk for chunk in chunks if chunk]
    if not chunks:
        return None
    honorific, name = _without_honorifics(chunks[0])
    name, inside = _bracketed(name)
    suffixes, particulars = [], [*([inside] if inside else []), *chunks[1:]]
    if behind := re.fullmatch(rf"(.+?)\s+({_SUFFIX.pattern})", name):
        name, suffixes = behind[1], [behind[2]]
    while particulars and _SUFFIX.fullmatch(particulars[0]):
        suffixes.append(particulars.pop(0))
    office, employer = _office(particulars)
    doubts = () if is_name(name) else (f'"{name[:80]}" may be no person',)
    if said and not does:
        doubts = (*doubts, f'the page says of "{name[:80]}": "{said[:120]}"')
    suffix = ", ".join(suffixes) or None
    return ToldPerson(name, text, honorific, suffix, office, employer, does, marked.status, marked.mode, doubts)


def _bracketed(text: str) -> tuple[str, str | None]:
    found = re.fullmatch(r"(.+?)\s*\(([^()]*)\)", text)
    return (found[1], found[2].strip()) if found else (text, None)


def _what_they_do(text: str) -> tuple[SpeakerRole | None, str, str]:
    """Return the role that the prose of *text* tells, *text* without that prose, and the prose."""
    if found := _DOING.search(text):
        # "Director, who will be moderating": whatever stands behind is about the event.
        said = text[found.start() :].strip(" ,")
        return _role_in(said), text[: found.start()].strip(" ,-–—"), said
    *others, last = outside_brackets(text, ",")
    if others and len(last.split()) <= 4 and not _OFFICE.search(last) and (role := _role_in(last)):
        return role, ",".join(others), last
    for form in (_IN_BRACKETS_LAST, _BEHIND_A_DASH):
        if (said_last := form.search(text)) and (role := _role_in(said_last[1])):
            return role, text[: said_last.start()], said_last[1]
    return None, text, ""


def _role_in(text: str) -> SpeakerRole | None:
    return next((role for role, pattern in _DOES if re.search(pattern, text, re.IGNORECASE)), None)


def _office(chunks: list[str]) -> tuple[str | None, Body | None]:
    """Return the office and the body that *chunks* behind a name tell: `Director`, `IOM Climate Division`."""
    if not chunks:
        return None, None
    *rest, last = chunks
    words, inside = _bracketed(last)
    first, _, others = last.partition(" ")
    is_office = _OFFICE.search(words) is not None
    employer: Body | None = None
    if inside and is_acronym(inside) and (is_office or not rest):
        rest, employer = [*rest, words], body(inside)
    elif others and is_acronym(first) and first.strip(".") not in _AS_ADJECTIVE and not is_state(last):
        rest, employer = [*rest, others], body(first)
    elif is_acronym(last) or is_state(last) or (not is_office and (rest or looks_like_a_body(last))):
        employer = body(last)
    else:
        rest = chunks
    return ", ".join(rest) or None, employer


def are_people(text: str, known: Collection[str]) -> bool:
    """Return whether *text*, as it stands behind `Organizers:`, lists people with their offices; *known* are names."""
    for segment in outside_brackets(text, ";"):
        chunks = [chunk.strip() for chunk in outside_brackets(segment, ",")]
        honorific, name = _without_honorifics(chunks[0])
        told = honorific or fold(name) in known or (len(chunks) > 1 and _OFFICE.search(chunks[1]))
        if not told or not is_name(name) or looks_like_a_body(name):
            return False
    return True


def names_somebody(text: str, *, surely: bool) -> bool:
    """Return whether *text* begins with a person's name; *surely* asks for an honorific or an office beside it."""
    first = re.split(r"[,;(]|\s[-–—]\s", text, maxsplit=1)[0].strip()
    honorific, name = _without_honorifics(first)
    if len(name.split()) < 2 - bool(honorific) or not is_name(name) or looks_like_a_body(name):
        return False
    return not surely or honorific is not None or (len(first) < len(text) and _OFFICE.search(text) is not None)
