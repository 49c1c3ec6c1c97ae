"""People in a text: where one ends and the next begins, their offices and employers, and what they do."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import dropwhile, takewhile

from ungacli.model import OrganizerRole, SpeakerRole, Status
from ungacli.names import fold
from ungacli.participants.organizations import (
    is_acronym,
    is_organization,
    is_state,
    pieces,
    read_organizations,
    separated,
)
from ungacli.participants.person_names import (
    HAN_NAME,
    OFFICE,
    SUFFIX,
    are_people,
    family_last,
    is_name,
    is_plain_name,
    read_office,
    split_brackets,
    without_honorifics,
)
from ungacli.participants.roles import (
    ROLE_PHRASE,
    fully_unmarked,
    is_nobody,
    role_in_prose,
    role_named,
    unmarked,
)
from ungacli.participants.values import Participants, RawPerson, RawRole

_ABBREVIATIONS = ("Prof", "Mrs", "Hon", "Amb", "Gen", "Col", "Rev", "Eng", "PhD", "Sen", "Gov", "Rep", "Capt")
_SENTENCE_END = re.compile(
    "".join(rf"(?<!\b{word})" for word in _ABBREVIATIONS) + r"(?<=[^\W\d_]{3})\.\s+(?=[A-Z])|(?<=\))\.\s+(?=[A-Z])"
)
_LABEL = re.compile(r"([^:\uff1a]{1,80}?)\s?[:\uff1a](?!\d|//)\s*(?=\S)")
_AND = re.compile(r"\s(?:and|&)\s|^(?:and|&)\s")
_FIRST_AND = re.compile(r"^(?:and|&)\s+")
_DOING = re.compile(
    r"(?:,?\s*\b(?:who\s)?(?:will|is to|is going to)\s(?=[a-z])"
    r"|,?\s*\bas (?:the |a )?(?=moderator|panel|keynote|speaker))"
)
_IN_BRACKETS_LAST = re.compile(r"\s*\(([^()]{1,40})\)$")
_BEHIND_A_DASH = re.compile(r"\s+[-–—]\s+((?:[^\s–—]+\s?){1,3})$")
_OTHERS_LAST = re.compile(r",?\s(?:and\s)?((?:many\s)?(?:others|et al\.?)\b.{0,40})$", re.IGNORECASE)
_OTHERS = re.compile(
    r"(?:(?:and\s)?(?:many\s)?(?:others|more)(?:\s(?:tbc|tba|to be (?:confirmed|announced)))?|et al\.?)", re.IGNORECASE
)
_BEFORE = re.compile(r"^(?:\d{1,2}[.)]\s+|[-–—•*·]\s+)")
_MAIL = re.compile(r"\s*<[^<>\s]*@[^<>\s]*>")
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u2060\ufeff]")
_LONGEST = 1_000
_LONGEST_LIST = 2_000


def read_people(
    text: str,
    role: SpeakerRole | OrganizerRole = SpeakerRole.SPEAKER,
    status: Status | None = None,
    known: Collection[str] = (),
) -> Participants:
    """Return the people that *text* lists, in the *role* and of the *status* that it does not change for them.

    Semicolons, bars, slashes, line breaks and sentences separate them, and commas between names; *known* are
    folded names that stand elsewhere in the file.
    """
    roles: list[RawRole] = []
    unnamed: list[str] = []
    notes: list[str] = []
    lists = [sentence for line in separated(text) for sentence in _sentences(line, known)]
    for label, listed in map(_labelled, lists):
        for name in _names(listed, known):
            # What is that long is no name, and costs too much to look at.
            is_no_name = len(name) > _LONGEST or is_nobody(name)
            one = None if is_no_name else _person(name, role, label, status)
            person = one.participant if one else None
            if one is None or not isinstance(person, RawPerson):
                unnamed.append(name)
                continue
            is_surely_one = person.honorific or person.honorific_suffix or OFFICE.search(person.office or "")
            if not is_surely_one and is_organization(person.name) and fold(person.name) not in known:
                notes.append(f'"{person.name[:80]}" is an organization and no person')
            else:
                roles.append(one)
    by_commas = len(lists) == 1 and len(roles) > 1 and "," in text
    return Participants(tuple(roles), tuple(unnamed), by_commas, tuple(notes))


def read_organizers(
    text: str,
    role: OrganizerRole = OrganizerRole.ORGANIZER,
    status: Status | None = None,
    known: Collection[str] = (),
) -> Participants:
    """Return the organizations or office-holders that *text* lists, each in a role of its own where it has one.

    *known* are folded names of people that stand elsewhere in the file.
    """
    parts: list[Participants] = []
    for piece in re.split(rf"[,;.]\s+(?={ROLE_PHRASE.pattern})", text, flags=re.IGNORECASE)[::2]:
        phrase = ROLE_PHRASE.match(piece)
        word = role_named(phrase[1]) if phrase else None
        group = piece
        if phrase and word and isinstance(word.role, OrganizerRole):
            role, group = word.role, piece[phrase.end() :]
        if group == piece and word and parts:
            parts.append(Participants(notes=(f'"{piece[:80]}" names no organizer',)))
        elif are_people(group, known):
            parts.append(read_people(group, role, status, known))
        else:
            parts.append(read_organizations(group, role, status))
    return Participants(
        tuple(one for part in parts for one in part.roles),
        tuple(text for part in parts for text in part.unnamed),
        any(part.by_commas for part in parts),
        tuple(note for part in parts for note in part.notes),
    )


def _sentences(text: str, known: Collection[str]) -> Iterator[str]:
    """Yield the sentences of *text*, and the names in it between slashes if full names alone stand between them."""
    parts = text.split("/") if "/" in text and len(text) <= _LONGEST else [text]
    parts = parts if all(is_plain_name(part.strip()) or fold(part) in known for part in parts) else [text]
    for sentence in (sentence for part in parts for sentence in _SENTENCE_END.split(_INVISIBLE.sub("", part))):
        plain = _MAIL.sub("", _BEFORE.sub("", sentence.strip(), count=1)).strip(" .,")
        if plain:
            yield _FIRST_AND.sub("", plain)


def _labelled(text: str) -> tuple[SpeakerRole | None, str]:
    """Return the role that *text* begins with, and what is behind it: `Keynote: Bo Ek`, `IOM Speaker: Ann Lee`."""
    label = _LABEL.match(text) or ROLE_PHRASE.match(text)
    words = re.sub(r"\s*[(\[][^()\[\]]*[)\]]", "", label[1]) if label else ""
    word = role_named(words) or role_named(words.partition(" ")[2])
    return (word.role, text[label.end() :]) if label and word and isinstance(word.role, SpeakerRole) else (None, text)


def _names(text: str, known: Collection[str]) -> list[str]:
    """Return each person in *text* with what stands behind the name: `Ana Pérez (EXO), Li Wei, Director, ABC`."""
    han = [part.strip() for part in re.split("[,\uff0c\u3001]", text)]
    if len(han) > 1 and all(map(HAN_NAME.fullmatch, han)):
        return han
    commas = [part.strip() for part in pieces(text, ",") if part.strip()] or [text]
    end = len(commas)
    while end > 1 and _is_beside_a_name(commas[end - 1]):
        end -= 1
    behind = commas[end:]
    names = [part for comma in commas[:end] for part in _AND.split(comma) if part]
    if len(names) == 2 and (turned := family_last(", ".join(names))):
        return [", ".join([turned, *behind])]
    if len(names) > 1 and all(_stands_for_itself(name, known, first=name is names[0]) for name in names):
        # "others" go with the name before them.
        whole = [names[0]]
        for name in [*names[1:-1], ", ".join([names[-1], *behind])]:
            whole[-1:] = [f"{whole[-1]}, {name}"] if _OTHERS.fullmatch(name) else [whole[-1], name]
        return whole
    groups: list[list[str]] = []
    for part in (half for comma in commas for half in _at_honorifics(comma)):
        bare = _FIRST_AND.sub("", part)
        if not groups or _begins_another(bare, groups[-1], joined=bare != part):
            groups.append([bare])
        else:
            groups[-1].append(part)
    return [", ".join(group) for group in groups]


def _is_beside_a_name(text: str) -> bool:
    """Return whether *text* behind a comma is about the name before it: `PhD`, `moderator`, `TBC`, `online`."""
    plain = unmarked(f" {text}").text
    word = role_named(plain)
    return not plain or SUFFIX.fullmatch(plain) is not None or (word is not None and not word.near)


def _stands_for_itself(text: str, known: Collection[str], *, first: bool) -> bool:
    """Return whether a part of a list is a person: a full name, one *known* from elsewhere, or "others"."""
    plain = unmarked(text).text
    if is_plain_name(plain) or _OTHERS.fullmatch(text) or fold(without_honorifics(plain)[1]) in known:
        return True
    # No employer stands first, so that a single name there is a person's.
    return first and is_name(plain) and not is_organization(plain)


def _at_honorifics(text: str) -> Iterator[str]:
    """Yield the parts of *text* at each "and" behind which an honorific or the name of an employee begins."""
    start = 0
    for match in re.finditer(r"\s(?:and|&)\s+", text[:_LONGEST_LIST]):
        left, right = text[start : match.start()], text[match.end() : match.end() + _LONGEST]
        honorific, name = without_honorifics(right)
        if (honorific or left.endswith(")")) and is_name(re.sub(r"\s*\(.*", "", name)):
            yield left
            start = match.end()
    yield text[start:]


def _begins_another(part: str, group: Sequence[str], *, joined: bool) -> bool:
    """Return whether *part* behind a comma is the next person, not an office or employer of the one in *group*."""
    words = unmarked(part).text
    if not is_plain_name(words):
        return False
    last = unmarked(group[-1]).text
    if joined or words.endswith(")") or last.endswith(")") or without_honorifics(words)[0]:
        return True
    return len(group) > 1 and (is_acronym(last) or is_state(last) or _is_beside_a_name(last))


def _what_they_do(text: str) -> tuple[SpeakerRole | None, str, str]:
    """Return the role that the prose of *text* gives, *text* without that prose, and the prose."""
    if match := _DOING.search(text):
        # "Director, who will be moderating": whatever stands behind is about the event.
        prose = text[match.start() :].strip(" ,")
        return role_in_prose(prose), text[: match.start()].strip(" ,-–—"), prose
    *others, last = pieces(text, ",")
    if others and len(last.split()) <= 4 and not OFFICE.search(last) and (role := _role_of(last)):
        return role, ",".join(others), last
    for form in (_IN_BRACKETS_LAST, _BEHIND_A_DASH):
        if (match := form.search(text)) and (role := _role_of(match[1])):
            return role, text[: match.start()], match[1]
    return None, text, ""


def _role_of(text: str) -> SpeakerRole | None:
    word = role_named(text)
    exact = word.role if word and not word.near and isinstance(word.role, SpeakerRole) else None
    return exact or role_in_prose(text)


def _person(
    text: str, role: SpeakerRole | OrganizerRole, label: SpeakerRole | None, status: Status | None
) -> RawRole | None:
    """Return the person in *text*, in the role that it, its *label* or else *role* gives; None for no person."""
    others = _OTHERS_LAST.search(text)
    marked = fully_unmarked(text[: others.start()] if others else text)
    does, words, prose = _what_they_do(marked.text)
    again = unmarked(words)
    person = _named(again.text)
    if person is None:
        return None
    short = person.name[:80]
    notes = [] if is_name(person.name) or HAN_NAME.fullmatch(person.name) else [f'"{short}" may be no person']
    if prose and not does:
        notes.append(f'the page says of "{short}": "{prose[:120]}"')
    office = person.office or ""
    is_odd = re.match(r"(?:and|&)\s", office) or re.search(r"\([A-Z]{2,}[^()]*\)", office)
    if is_odd or any(is_plain_name(chunk.strip()) for chunk in office.split(",")):
        notes.append(f'"{office[:80]}" behind "{short}" may be more than an office')
    if others:
        notes.append(f'the page adds "{others[1]}"')
    if isinstance(role, SpeakerRole):
        role = does or (marked.role if isinstance(marked.role, SpeakerRole) else None) or label or role
    status = again.status or marked.status or status or Status.CONFIRMED
    return RawRole(person, role, status, again.mode or marked.mode, notes=tuple(notes))


def _named(text: str) -> RawPerson | None:
    """Return the person in *text*, which has no role in it: `Prof. Ana Ruiz PhD, Chair, Example Fund (EXF)`."""
    chunks = [part.strip() for comma in pieces(text, ",") for part in re.split(r"\s+[-–—]\s+", comma) if part.strip()]
    honorific, name = without_honorifics(chunks[0]) if chunks else (None, "")
    if is_nobody(name):
        return None
    name, brackets = split_brackets(name)
    suffixes: list[str] = []
    if match := re.fullmatch(rf"(.+?)\s+({SUFFIX.pattern})", name):
        name, suffixes = match[1], [match[2]]
    particulars = [*filter(None, [brackets]), *chunks[1:]]
    suffixes += takewhile(SUFFIX.fullmatch, particulars)
    office, employer = read_office([*dropwhile(SUFFIX.fullmatch, particulars)])
    if (titled := OFFICE.match(name)) and is_plain_name(name[titled.end() :].strip()):
        # "Mayor Ann Lee" is Ann Lee, Mayor.
        name, office = name[titled.end() :].strip(), ", ".join(filter(None, (titled[0], office)))
    suffix = ", ".join(suffixes) or None
    return RawPerson(name=name, honorific=honorific, honorific_suffix=suffix, office=office, employer=employer)
