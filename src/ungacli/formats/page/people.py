"""People in a line of a page: names, offices and what they do in an event."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from ungacli.formats.page.bodies import Body, body, is_acronym, is_state, looks_like_a_body, outside_brackets
from ungacli.formats.page.labels import Kind, label_at
from ungacli.formats.page.marks import is_left_open, unmarked
from ungacli.formats.page.names import OFFICE, is_name, is_plain_name, segments, several_names, without_honorifics
from ungacli.model import Mode, SpeakerRole, Status
from ungacli.names import fold

_SUFFIX = re.compile(
    r"(?:Ph\.?\s?D|M\.?D|M\.?P\.?H|MSc|MA|BA|MBA|J\.?D|LL\.?M|Esq|OBE|CBE|MBE|KC|QC|DPhil|EdD|RN|Jr|Sr|II|III|IV)\.?"
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
_IN_BRACKETS_LAST = re.compile(r"\s*\(([^()]{1,40})\)$")
_BEHIND_A_DASH = re.compile(r"\s+[-–—]\s+((?:[^\s–—]+\s?){1,3})$")
_OTHERS = re.compile(r",?\s(?:and\s)?((?:many\s)?(?:others|et al\.?)\b.{0,40})$", re.IGNORECASE)
_NOBODY = re.compile(r"(?:speakers?|names?|panell?ists?|moderators?|others?|tb[acd])", re.IGNORECASE)
_SHORT_OFFICES = {"CEO", "COO", "CFO", "CTO", "CIO", "MP", "MEP", "DG", "SG", "USG", "ASG", "DDG"}
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
    for segment in segments(text):
        role: SpeakerRole | None = None
        rest = segment
        label = label_at(segment)
        if label and label.meaning.kind is Kind.SPEAKERS and isinstance(label.meaning.role, SpeakerRole):
            role, rest = label.meaning.role, segment[label.end :]
        for names in () if is_left_open(rest) else several_names(rest):
            person = _person(names)
            if person:
                people.append(replace(person, role=person.role or role))
    return people


def _person(text: str) -> ToldPerson | None:
    others = _OTHERS.search(text)
    does, rest, said = _what_they_do(text[: others.start()] if others else text)
    marked = unmarked(rest)
    chunks = [
        chunk.strip() for comma in outside_brackets(marked.text, ",") for chunk in re.split(r"\s+[-–—]\s+", comma)
    ]
    chunks = [chunk for chunk in chunks if chunk]
    if not chunks:
        return None
    honorific, name = without_honorifics(chunks[0])
    if _NOBODY.fullmatch(name):
        return None
    name, inside = _bracketed(name)
    suffixes, particulars = [], [*([inside] if inside else []), *chunks[1:]]
    if behind := re.fullmatch(rf"(.+?)\s+({_SUFFIX.pattern})", name):
        name, suffixes = behind[1], [behind[2]]
    while particulars and _SUFFIX.fullmatch(particulars[0]):
        suffixes.append(particulars.pop(0))
    office, employer = _office(particulars)
    if (titled := OFFICE.match(name)) and is_plain_name(name[titled.end() :].strip()):
        # "Mayor Ann Lee" is Ann Lee, Mayor.
        name, office = name[titled.end() :].strip(), ", ".join(filter(None, (titled[0], office)))
    doubts = () if is_name(name) else (f'"{name[:80]}" may be no person',)
    if said and not does:
        doubts = (*doubts, f'the page says of "{name[:80]}": "{said[:120]}"')
    if office and _is_odd(office):
        doubts = (*doubts, f'"{office[:80]}" behind "{name[:80]}" may be more than an office')
    if others:
        doubts = (*doubts, f'the page adds "{others[1]}"')
    suffix = ", ".join(suffixes) or None
    return ToldPerson(name, text, honorific, suffix, office, employer, does, marked.status, marked.mode, doubts)


def _is_odd(office: str) -> bool:
    """Return whether an *office* looks like another person, or has a body in it."""
    chunks = [chunk.strip() for chunk in office.split(",")]
    odd = re.match(r"(?:and|&)\s", office) or re.search(r"\([A-Z]{2,}[^()]*\)", office)
    return odd is not None or any(is_plain_name(chunk) for chunk in chunks)


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
    if others and len(last.split()) <= 4 and not OFFICE.search(last) and (role := _role_in(last)):
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
    is_office = OFFICE.search(words) is not None
    employer: Body | None = None
    if inside and is_acronym(inside) and (is_office or not rest):
        rest, employer = [*rest, words], body(inside)
    elif others and is_acronym(first) and first.strip(".") not in _AS_ADJECTIVE and not is_state(last):
        rest, employer = [*rest, others], body(first)
    elif last in _SHORT_OFFICES:
        rest = chunks
    elif is_acronym(last) or is_state(last) or (not is_office and (rest or looks_like_a_body(last))):
        employer = body(last)
    else:
        rest = chunks
    return ", ".join(rest) or None, employer


def are_people(text: str, known: Collection[str]) -> bool:
    """Return whether *text*, as it stands behind `Organizers:`, lists people with their offices; *known* are names."""
    for segment in outside_brackets(text, ";"):
        chunks = [chunk.strip() for chunk in outside_brackets(segment, ",")]
        honorific, name = without_honorifics(chunks[0])
        told = honorific or fold(name) in known or (len(chunks) > 1 and OFFICE.search(chunks[1]))
        if not told or not is_name(name) or looks_like_a_body(name):
            return False
    return True


def names_somebody(text: str, *, surely: bool) -> bool:
    """Return whether *text* begins with a person's name; *surely* asks for an honorific or an office beside it."""
    first = re.split(r"[,;(]|\s[-–—]\s", text, maxsplit=1)[0].strip()
    honorific, name = without_honorifics(first)
    if titled := OFFICE.match(name):
        honorific, name = honorific or titled[0], name[titled.end() :].strip()
    if len(name.split()) < 2 - bool(honorific) or not is_name(name) or looks_like_a_body(name):
        return False
    return not surely or honorific is not None or (len(first) < len(text) and OFFICE.search(text) is not None)
