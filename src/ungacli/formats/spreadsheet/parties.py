"""Lists in cells, and the people and organizations in them with what they do."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ungacli.formats.spreadsheet.written import Around, before_dash, han_names, peeled, without_marks
from ungacli.model import Mode, OrganizerRole, SpeakerRole, Status
from ungacli.names import fold

_STATUS = {
    Status.CONFIRMED: ("confirmed", "final", "yes"),
    Status.TENTATIVE: ("tentative", "tbc", "to be confirmed", "provisional", "unconfirmed", "not confirmed", "pending"),
    Status.CANCELLED: ("cancelled", "canceled"),
}
_BOTH = [
    pair
    for there in ("in person", "onsite", "on site")
    for away in ("online", "virtual", "remote")
    for pair in ((there, away), (away, there))
]
_MODE = {
    Mode.IN_PERSON: ("in person", "onsite", "on site", "physical", "face to face"),
    Mode.VIRTUAL: ("virtual", "online", "remote", "via zoom", "zoom", "webinar"),
    Mode.HYBRID: ("hybrid", *(f"{a}{joint}{b}" for joint in (" and ", " ") for a, b in _BOTH)),
}
STATUS_WORDS = {word: status.value for status, words in _STATUS.items() for word in words}
MODE_WORDS = {word: mode.value for mode, words in _MODE.items() for word in words}
_SPEAKER_ROLES = {
    **{role.replace("-", " "): role.value for role in SpeakerRole},
    **dict.fromkeys(("opening", "opening speaker", "welcome remarks", "welcome"), SpeakerRole.OPENING_REMARKS.value),
    **dict.fromkeys(("keynote speaker", "keynote address"), SpeakerRole.KEYNOTE.value),
    **dict.fromkeys(("panellist", "panelists", "panellists", "panel"), SpeakerRole.PANELIST.value),
    **dict.fromkeys(("moderators", "moderation", "facilitator"), SpeakerRole.MODERATOR.value),
    "speakers": SpeakerRole.SPEAKER.value,
}
_ORGANIZER_ROLES = {
    **{role.replace("-", " "): role.value for role in OrganizerRole},
    **dict.fromkeys(("organiser", "lead", "host"), OrganizerRole.ORGANIZER.value),
    **dict.fromkeys(("co organiser", "coorganizer"), OrganizerRole.CO_ORGANIZER.value),
    "cohost": OrganizerRole.CO_HOST.value,
    "co sponsor": OrganizerRole.SPONSOR.value,
}
NOBODY = {"tbc", "tbd", "tba", "na", "n a", "none", "to be confirmed", "to be announced", "to be determined", ""}
"""What stands in a cell instead of a name."""
_OFFICES = re.compile(
    r"\b(?:director|minister|president|secretary|head|chief|ambassador|chair\w*|officer|commissioner|professor of|"
    r"representative|coordinator|manager|advis[eo]r|deputy|executive|administrator|rapporteur|mayor|general|ceo)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?:[^\W\d_][\w.'’-]*|[(].*[)])(?: (?:[^\W\d_][\w.'’-]*|[(].*[)])){1,6}")


class Part(NamedTuple):
    """Somebody named in a cell, with what stands beside the name."""

    name: str
    role: str | None = None
    status: str | None = None
    mode: str | None = None
    about: str | None = None
    is_person: bool = False
    honorific: str | None = None
    suffix: str | None = None


def items(cell: str, *, commas: bool) -> list[str]:
    """Return what a cell lists: a line each, else between semicolons, else if *commas* may separate between those."""
    parts = [part for line in cell.split("\n") for part in _split(line, ";")]
    if commas and len(parts) == 1:
        parts = _split(parts[0], ",")
    return [item for part in parts if (item := " ".join(part.split()).removeprefix("• ").strip())]


def _split(text: str, sign: str) -> list[str]:
    """Return *text* taken apart at each *sign* that is not in brackets."""
    parts, depth, begun = [], 0, 0
    for place, char in enumerate(text):
        if char in "([":
            depth += 1
        elif char in ")]":
            depth = max(depth - 1, 0)
        elif char == sign and not depth:
            parts.append(text[begun:place])
            begun = place + 1
    return [*parts, text[begun:]]


def speakers(cell: str, *, own: bool) -> list[Part]:
    """Return the speakers in *cell*; an *own* cell has a line each, with what they do in the last brackets.

    Of others, commas separate names if nothing else does and all look like names; what follows a
    comma otherwise is an office.
    """
    if own:
        return [_part(line, _SPEAKER_ROLES, None) for line in cell.split("\n") if line]
    found = []
    for item in filter(None, map(without_marks, items(cell, commas=False))):
        label, _, rest = item.partition(":")
        role = _SPEAKER_ROLES.get(fold(label)) if rest.strip() else None
        found += _people((rest if role else item).strip(), role)
    return found


def _people(text: str, role: str | None) -> list[Part]:
    around = peeled(text, {*_SPEAKER_ROLES, *STATUS_WORDS})
    *before, last = han_names(around.name) or _names(around.name)
    return [*(_person(name, role) for name in before), _person(last, role, around)]


def _person(text: str, role: str | None, last: Around | None = None) -> Part:
    """Return who is named in *text*; what was peeled off belongs to the *last* of several."""
    around = last or peeled(text, set())
    name, about = before_dash(text if last else around.name)
    part = _with_office(_part(name, _SPEAKER_ROLES, role))
    about = ", ".join(filter(None, [part.about, about])) or None
    roles = [_SPEAKER_ROLES[word] for word in around.tail if word in _SPEAKER_ROLES]
    states = [STATUS_WORDS[word] for word in around.tail if word in STATUS_WORDS]
    status = Status.TENTATIVE.value if around.tentative else next(iter(states), part.status)
    return part._replace(
        role=next(iter(roles), part.role),
        status=status,
        about=about,
        honorific=around.honorific,
        suffix=around.suffix,
    )


def commas_in(cell: str) -> tuple[bool, bool]:
    """Return whether commas separate the organizers in *cell*, and whether some are left within one of several."""
    several = len(items(cell, commas=False)) > 1
    has = any(len(_split(item, ",")) > 1 for item in items(cell, commas=False))
    return has and not several, has and several


def organizers(cell: str, *, own: bool) -> list[Part]:
    """Return the organizers in *cell*; commas separate them if nothing else does."""
    if own:
        return [_part(line, _ORGANIZER_ROLES, None) for line in cell.split("\n") if line]
    return [_part(item, _ORGANIZER_ROLES, None) for item in items(cell, commas=True)]


def _names(text: str) -> Sequence[str]:
    parts = [part.strip() for part in _split(text, ",")]
    *before, last = parts
    both = [part.strip() for part in re.split(r" and | & ", last)] if len(last) < 200 else [last]
    for names in ([*before, *both], parts):
        if len(names) > 1 and all(map(_looks_like_a_name, names)):
            return names
    return [text.strip()]


def _looks_like_a_name(text: str) -> bool:
    return len(text) < 100 and bool(_NAME.fullmatch(text)) and not _OFFICES.search(text.partition("(")[0])


def _with_office(part: Part) -> Part:
    name, comma, rest = part.name.partition(",")
    if not comma or not rest.strip():
        return part
    about = ", ".join(filter(None, [rest.strip(), part.about]))
    return part._replace(name=name.strip(), about=about)


def _part(text: str, roles: dict[str, str], role: str | None) -> Part:
    """Return who is named in *text* with what the brackets at its end say."""
    if not text.endswith(")"):
        return Part(text, role)
    place = _opening(text)
    if place < 1 or not text[:place].strip():
        return Part(text, role)
    name, rest = text[:place].strip(), []
    status = mode = None
    is_person = False
    for words in re.split("[,;]", text[place + 1 : -1]):
        word = fold(words)
        if word in roles:
            role = roles[word]
        elif word in STATUS_WORDS:
            status = STATUS_WORDS[word]
        elif word in MODE_WORDS:
            mode = MODE_WORDS[word]
        elif word == "person":
            is_person = True
        else:
            rest.append(" ".join(words.split()))
    return Part(name, role, status, mode, ", ".join(rest) or None, is_person)


def _opening(text: str) -> int:
    """Return where the bracket opens that the last character closes, or -1."""
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(text[place], 0)
        if not depth:
            return place
    return -1
