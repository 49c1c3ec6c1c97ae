"""The words that people write for roles, for a status, and for how people take part."""

import re
from functools import cache
from typing import NamedTuple

from ungacli.model import Mode, OrganizerRole, SpeakerRole, Status
from ungacli.names import fold

# American, singular and folded: `role_named` reads the other spellings.
_ROLES: dict[SpeakerRole | OrganizerRole, str] = {
    SpeakerRole.SPEAKER: "speaker, featuring, featured speaker, with, remark by",
    SpeakerRole.PANELIST: "panelist, panel, panel member, panel speaker, discussant, panel discussion with",
    SpeakerRole.MODERATOR: "moderator, moderation, moderated by, moderating, facilitator, facilitated by, co moderator",
    SpeakerRole.KEYNOTE: "keynote, keynote speaker, keynote address, keynote speech, keynote address by, keynote by",
    SpeakerRole.OPENING_REMARKS: "opening remark, opening, opening remarks by, welcome remark, welcoming remark,"
    " opening speaker, introductory remark, opening statement, welcome",
    OrganizerRole.ORGANIZER: "organizer, organized by, host, hosted by, organizers and sponsor, lead, led by,"
    " organizers and co sponsor, lead organizer, main organizer, convener, convenor, convened by, organization,"
    " organizing institution, organizing entity, organizing partner",
    OrganizerRole.CO_ORGANIZER: "co organizer, co organized by, coorganizer, jointly organized by, co convened by,"
    " co convener, co convenor, co lead, co led by",
    OrganizerRole.CO_HOST: "co host, cohost, co hosted by, cohosted by, jointly hosted by",
    OrganizerRole.SPONSOR: "sponsor, sponsored by, co sponsor, co sponsored by, cosponsor, cosponsored by, supporter,"
    " supported by, with the support of, with support from, funded by",
    OrganizerRole.PARTNER: "partner, partnering with, in partnership with, in collaboration with, collaborator,"
    " in cooperation with, in coordination with, co partner, partner organization, together with,"
    " collaborating partner",
}
# Roles that a schedule does not have, by the nearest that it has.
_NEARLY: dict[SpeakerRole | OrganizerRole, str] = {
    SpeakerRole.MODERATOR: "chair, co chair, chaired by",
    SpeakerRole.SPEAKER: "closing remark, closing, closing remarks by, presenter, presentation by, presentation,"
    " host speaker, master of ceremony, mc, rapporteur, interviewer, respondent, special guest, guest, guest speaker,"
    " concluding remark",
}
_PROSE = (
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
_STATUSES_AND_MODES: dict[Status | Mode, str] = {
    Status.TENTATIVE: "tbc, tbd, tba, to be confirmed, to be determined, to be announced, tentative, unconfirmed,"
    " not confirmed, provisional, invited",
    Status.CANCELLED: "cancelled, canceled",
    Status.CONFIRMED: "confirmed",
    Mode.VIRTUAL: "virtual, virtually, online, on line, remote, remotely, via zoom, via video, by video,"
    " via video link, video message, video, zoom",
    Mode.IN_PERSON: "in person, on site, onsite, face to face",
    Mode.HYBRID: "hybrid",
}
# Words that count only where they stand alone, and never as a mark of a name or a title.
_ALONE: dict[str, Status | Mode] = {
    "pending": Status.TENTATIVE,
    "final": Status.CONFIRMED,
    "yes": Status.CONFIRMED,
    "webinar": Mode.VIRTUAL,
    "physical": Mode.IN_PERSON,
}
ROLE_PHRASE = re.compile(
    r"(?:and\s)?((?:co-?\s?)?(?:sponsored|organi[sz]ed|hosted|supported|funded|convened) by"
    r"|(?:moderated|facilitated) by|with (?:the )?support (?:of|from)"
    r"|in (?:partnership|collaboration|cooperation|co-operation|coordination) with|together with)\s+",
    re.IGNORECASE,
)
"""Words that give a role without a colon, at the beginning of a line or within one; group 1 is the role."""
# "with", "a workshop by Zoom" and the like are words of a title; these alone end one as a mark.
_SURE_WITHOUT_BRACKETS = re.compile(r"TBC|TBD|TBA|CANCELLED|CANCELED|POSTPONED|to be confirmed")
_LONGEST_WORDS = 100


class RoleWord(NamedTuple):
    """The role that a word stands for; *near* where it is the word for another that a schedule does not have."""

    role: SpeakerRole | OrganizerRole
    near: bool = False


class Marked(NamedTuple):
    """A *text* without its marks, the status, mode and role that these give, and the *rest* of its last brackets."""

    text: str
    status: Status | None = None
    mode: Mode | None = None
    role: SpeakerRole | OrganizerRole | None = None
    rest: tuple[str, ...] = ()


_MARKS = {word.strip(): value for value, words in _STATUSES_AND_MODES.items() for word in words.split(",")}
_VALUES = _MARKS | _ALONE
_NOBODY = {
    *("", "na", "n a", "none", "other", "others", "name", "names"),
    *("speaker", "speakers", "panelist", "panelists", "panellist", "panellists", "moderator", "moderators"),
    *(word for word, value in _VALUES.items() if value is Status.TENTATIVE),
}
_ROLE_WORDS = {
    word.strip(): RoleWord(role, near)
    for near, table in ((True, _NEARLY), (False, _ROLES))
    for role, words in table.items()
    for word in words.split(",")
}


def role_named(text: str) -> RoleWord | None:
    """Return the role that *text* is a word for, in British or American spelling, one or several; None for others."""
    if len(text) > _LONGEST_WORDS:
        return None
    word = fold(text).replace("organis", "organiz").replace("panellist", "panelist")
    forms = (word, word.removesuffix("s"), re.sub("ies$", "y", word))
    return next((_ROLE_WORDS[form] for form in forms if form in _ROLE_WORDS), None)


def role_in_prose(text: str) -> SpeakerRole | None:
    """Return the role of a speaker that a few words of prose give: `will be moderating`, `on the panel`."""
    return next((role for role, pattern in _PROSE if re.search(pattern, text, re.IGNORECASE)), None)


@cache
def _mark_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return patterns for one word of a mark, for marks in brackets, and for one at the end of a text."""
    longest_first = sorted(_MARKS, key=len, reverse=True)
    word = rf"(?:{'|'.join(word.replace(' ', '[- ]') for word in longest_first)}|t\.b\.[acd]\.)"
    separator = r"\s*(?:[,;/&–—-]|\band\b)?\s*"
    return (
        re.compile(rf"\b{word}", re.IGNORECASE),
        re.compile(rf"\s*[(\[]\s*({word}(?:{separator}{word})?)\s*[)\]]", re.IGNORECASE),
        re.compile(rf"\s*(?:[-–—,:]\s*|\s)({word})\s*$", re.IGNORECASE),
    )


def unmarked(text: str, *, loose: bool = True) -> Marked:
    """Return *text* without marks such as `(TBC)`, `- virtual (TBC)`, and their status and mode.

    Only if *loose* do they count without brackets, behind a comma or a dash.
    """
    one, in_brackets, at_the_end = _mark_patterns()
    marks = [match[1] for match in in_brackets.finditer(text)]
    rest = in_brackets.sub("", text)
    for _ in range(3):
        end = at_the_end.search(rest[-60:])
        if not end or not (loose or _SURE_WITHOUT_BRACKETS.fullmatch(end[1])):
            break
        marks.append(end[1])
        rest = rest[: len(rest) - len(end[0])]
    values = [_VALUES.get(fold(word[0])) for mark in reversed(marks) for word in reversed([*one.finditer(mark)])]
    status = next((value for value in values if isinstance(value, Status)), None)
    mode = next((value for value in values if isinstance(value, Mode)), None)
    return Marked(rest.strip() if marks else text, status, mode)


def last_brackets(text: str) -> Marked:
    """Return *text* without the brackets at its end, and what they give: `Ann Lee (moderator, virtual, TBC)`."""
    depth, start = 0, len(text)
    while start and (depth or (start == len(text) and text.endswith(")"))):
        start -= 1
        depth += {")": 1, "(": -1}.get(text[start], 0)
    if depth or start == len(text) or not text[:start].strip():
        return Marked(text)
    found = Marked(text[:start].strip())
    for words in re.split("[,;]", text[start + 1 : -1]):
        role, status, mode = role_named(words), status_of(words), mode_of(words)
        if role and not role.near:
            found = found._replace(role=role.role)
        elif status or mode:
            found = found._replace(status=status or found.status, mode=mode or found.mode)
        else:
            found = found._replace(rest=(*found.rest, " ".join(words.split())))
    return found


def fully_unmarked(text: str) -> Marked:
    """Return *text* without its marks and without what its last brackets give; the rest of these stays in the text."""
    marked = unmarked(text)
    inside = last_brackets(marked.text)
    if not (inside.role or inside.status or inside.mode):
        return marked
    words = f"{inside.text} ({', '.join(inside.rest)})" if inside.rest else inside.text
    return Marked(words, inside.status or marked.status, inside.mode or marked.mode, inside.role)


def is_nobody(text: str) -> bool:
    """Return whether *text* stands for a name that is not there yet or for none: `TBC`, `n/a`, `-`, `01`."""
    return not any(map(str.isalpha, text)) or (len(text) <= _LONGEST_WORDS and fold(text) in _NOBODY)


def status_of(text: str) -> Status | None:
    """Return the status that *text* is: `TBC`, `confirmed`, `Canceled`, or None."""
    value = _VALUES.get(fold(text)) if len(text) <= _LONGEST_WORDS else None
    return value if isinstance(value, Status) else None


def mode_of(text: str) -> Mode | None:
    """Return how people take part if *text* is only that: `Online`, `Hybrid event`, `Virtual / in person`."""
    if len(text) > _LONGEST_WORDS:
        return None
    plain = re.sub(r"\s*\(.{0,60}\)$|\s+(?:event|only|format|meeting|session)$", "", text.strip(), flags=re.IGNORECASE)
    values = {_VALUES.get(fold(part)) for part in re.split(r"\s*(?:[/&+,]|\band\b|\bor\b)\s*", plain)}
    if len(values) == 1 and isinstance(value := values.pop(), Mode):
        return value
    return Mode.HYBRID if values == {Mode.IN_PERSON, Mode.VIRTUAL} else None
