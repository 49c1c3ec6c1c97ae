"""Organizations in a text: what is one, where one ends and the next begins, and their acronyms."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import takewhile

from ungacli.model import OrganizerRole, Status
from ungacli.names import fold, is_one_letter_apart, spelling_key
from ungacli.participants.roles import fully_unmarked, is_nobody
from ungacli.participants.values import Participants, RawOrganization, RawRole

_ORGANIZATION_WORDS = re.compile(
    r"\b(?:University|College|School|Institute|Institution|Bank|Ministry|Organi[sz]ation|Office|Fund|Foundation|Council"
    r"|Commission|Committee|Agency|Programme|Program|Network|Union|Cent(?:er|re)|Group|Government|Mission|Nations|Alliance"
    r"|Association|Federation|Coalition|Corporation|Company|Society|Academy|Secretariat|Parliament|Assembly|Court"
    r"|Department|Division|Unit|Embassy|Republic|Kingdom|Service|Services|Forum|Initiative|Partnership|Trust|League|Movement|Platform"
    r"|Observatory|Laborator(?:y|ies)|Lab|Hospital|Consortium|Community|Collective|Campaign|International|Collaborative|Church"
    r"|Churches|Presidency|Press|News|Times|Television|Radio|TV|Inc|Ltd|LLC|GmbH)\b"
)
_ACRONYM = re.compile(r"(?=(?:.*[A-Z]){2})[A-Z][A-Za-z0-9&.-]{1,11}")
_WITH_ACRONYM = re.compile(r"(.+?)\s*\((?=[^()]*[A-Z][^()]*[A-Z])([a-z]?[A-Z][\w&./'-]{1,14})\)")
_IN_PROSE = re.compile(
    r"\b((?:[A-Z][\w’'-]{0,40}[, ]{1,2}(?:(?:and|of|for|the|on|in|to|de|des|du|et|la|&),? ){0,3}){1,10})"
    r"\(([A-Z][A-Za-z]{1,9})\)"
)
SMALL_WORDS = {"and", "of", "for", "the", "on", "in", "to", "de", "des", "du", "et", "la", "against", "with"}
"""Words within names of organizations that their acronyms may leave out."""

_STARTS_AN_ORGANIZATION = re.compile(
    r"(?:the\s)?(?:governments?\sof|permanent\smission|ministry\sof|embassy\sof|mission\sof"
    r"|university\sof|republic\sof|kingdom\sof)",
    re.IGNORECASE,
)
_SEPARATORS = r"[;|\n]|\s/\s"
_PLURAL = re.compile(r"(?:the\s)?(permanent missions|governments|embassies)\sof\s", re.IGNORECASE)
_SINGULAR = {"permanent missions": "Permanent Mission", "governments": "Government", "embassies": "Embassy"}
_MORE_STATES = (
    "United Kingdom, UK, United States of America, USA, US, Russian Federation, Viet Nam, Republic of Korea, Türkiye,"
    " Democratic Republic of the Congo, DRC, Republic of the Congo, European Union, EU, Holy See, State of Palestine,"
    " Czech Republic, Czechia, Bosnia and Herzegovina, Trinidad and Tobago, Antigua and Barbuda, Saint Kitts and Nevis,"
    " Saint Vincent and the Grenadines, Sao Tome and Principe, Kingdom of Saudi Arabia, Republic of Moldova,"
    " Cabo Verde, Côte d'Ivoire, Eswatini, North Macedonia, Timor-Leste, African Union, League of Arab States,"
    " Syrian Arab Republic"
)


@cache
def _states() -> frozenset[str]:
    """Return the folded names of states, as the time zones' own list of countries has them, with other usual ones."""
    table = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text("utf-8")
    listed = [line.split("\t")[1] for line in table.splitlines() if line and not line.startswith("#")]
    return frozenset(fold(name) for name in [*listed, *_MORE_STATES.split(", ")])


def is_state(text: str) -> bool:
    """Return whether *text* is the name of a state."""
    return fold(text) in _states()


def is_acronym(text: str) -> bool:
    """Return whether *text* looks like the short name of an organization: IOM, KSrelief, UNICEF."""
    return _ACRONYM.fullmatch(text) is not None


def is_organization(text: str) -> bool:
    """Return whether *text* is more likely an organization than a person or an office."""
    return is_acronym(text) or is_state(text) or _ORGANIZATION_WORDS.search(text) is not None


class Acronyms:
    """The acronyms that a text explains somewhere: `Sea Rescue Union (SRU)`. One with two meanings explains nothing.

    Two names that are one letter apart, such as "Organization" and "Organisation", are one meaning.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        meanings: dict[str, dict[str, str]] = defaultdict(dict)
        for match in (match for text in texts if "(" in text for match in _IN_PROSE.finditer(text)):
            if name := _shortened(match[1].replace(",", " ").split(), match[2]):
                key, others = spelling_key(name), meanings[match[2]]
                # Two meanings are as unclear as many.
                if len(others) < 2 and not any(is_one_letter_apart(key, other) for other in others):
                    others.setdefault(key, name)
        self.names: Mapping[str, str] = {
            acronym: next(iter(names.values())) for acronym, names in meanings.items() if len(names) == 1
        }
        self._by_name = {spelling_key(name): acronym for acronym, name in reversed(self.names.items())}

    def explained(self, organization: RawOrganization) -> RawOrganization:
        """Return *organization* with the name or the acronym that the text explains."""
        if organization.acronym:
            return organization
        if full := self.names.get(organization.name):
            return replace(organization, name=full, acronym=organization.name)
        return replace(organization, acronym=self._by_name.get(spelling_key(organization.name)))


def _shortened(words: list[str], acronym: str) -> str | None:
    """Return the end of *words* whose initials *acronym* is, small words counted or not."""
    for start in range(len(words) - 1, -1, -1):
        tail = words[start:]
        if tail[0] in SMALL_WORDS:
            continue
        large = "".join(word[0] for word in tail if fold(word) not in SMALL_WORDS)
        if acronym.casefold() in {large.casefold(), "".join(word[0] for word in tail).casefold()}:
            return " ".join(tail)
    return None


def read_organization(text: str) -> tuple[RawOrganization, str]:
    """Return the organization that *text* names, and what stands behind its name and acronym, perhaps nothing."""
    words = re.sub(r"^the (?=[A-Z])", "", text.strip().strip(".;,").strip())
    # "University of Oxford (UK)" gives a country and no acronym.
    if (match := _WITH_ACRONYM.match(words)) and not is_state(match[2]):
        return RawOrganization(name=match[1].strip(), acronym=match[2]), words[match.end() :].strip(" –—-,")
    return RawOrganization(name=words), ""


def read_organizations(
    text: str, role: OrganizerRole = OrganizerRole.ORGANIZER, status: Status | None = None
) -> Participants:
    """Return the organizations that *text* lists, in the *role* and of the *status* that brackets do not change.

    Lines, semicolons, bars and slashes separate them, otherwise commas. "and" joins two of them only where either
    side of it stands for itself, as a state or an acronym does; it may be a word of a name as well.
    """
    rest, parts = _of_several_states(text)
    unsure: list[str] = []
    listed = separated(rest)
    commas = list(pieces(rest, ",")) if len(listed) == 1 else []
    for piece in commas or listed:
        # Behind a comma "and" begins the last of a list.
        part = re.sub(r"^(?:and|&)\s+", "", piece.strip()) if parts else piece.strip()
        while halves := _at_and(part):
            cut = next((half for half in halves if _stand_apart(*half)), None)
            if cut is None:
                unsure += [] if is_state(part) or read_organization(part)[0].acronym else [part.strip()]
                break
            parts.append(cut[0].strip())
            part = cut[1]
        parts.append(part.strip())
    roles: list[RawRole] = []
    unnamed: list[str] = []
    for part in filter(lambda part: part.strip(" ."), parts):
        marked = fully_unmarked(part)
        organization, behind = read_organization(marked.text)
        if is_nobody(organization.name):
            unnamed.append(part)
            continue
        notes = [f'"{organization.name}" is taken for one organization'] if part in unsure else []
        notes += [f'the page adds "{behind}"'] if behind else []
        own_role = marked.role if isinstance(marked.role, OrganizerRole) else role
        own_status = marked.status or status or Status.CONFIRMED
        roles.append(RawRole(organization, own_role, own_status, notes=tuple(notes)))
    return Participants(tuple(roles), tuple(unnamed), len(commas) > 1)


def separated(text: str) -> list[str]:
    """Return the parts of *text* between line breaks, semicolons, bars and slashes, but not of what is in brackets."""
    parts = (" ".join(part.split()).removeprefix("• ") for part in pieces(text, _SEPARATORS))
    return [part for part in parts if part] or [text]


def _of_several_states(text: str) -> tuple[str, list[str]]:
    """Return what is left of *text* behind `Permanent Missions of Norway and Kenya`, and each of those missions."""
    found = _PLURAL.match(text)
    if not found or len(text) > 500:
        return text, []
    names = re.split(r",\s(?:and\s)?|\s(?:and|&)\s", text[found.end() :].strip(" ."))
    states = list(takewhile(is_state, names))
    if len(states) < 2:
        return text, []
    of = _SINGULAR[found[1].casefold()]
    return ", ".join(names[len(states) :]), [f"{of} of {state}" for state in states]


def pieces(text: str, signs: str) -> Iterator[str]:
    """Yield the pieces of *text* between what the pattern *signs* matches, unless it stands in brackets."""
    depth = start = 0
    for found in re.finditer(rf"[()\[\]]|{signs}", text):
        if found[0] in "([":
            depth += 1
        elif found[0] in ")]":
            depth = max(0, depth - 1)
        elif not depth:
            yield text[start : found.start()]
            start = found.end()
    # A bracket that never ends hides nothing.
    if depth and start < len(text):
        yield from re.split(signs, text[start:])
    else:
        yield text[start:]


def _at_and(text: str) -> list[tuple[str, str]]:
    """Return the two sides of each "and" in *text* that is not in brackets."""
    signs = re.finditer(r"\s(?:and|&|as well as)\s", text) if len(text) <= 500 else ()
    return [
        (text[: sign.start()], text[sign.end() :])
        for sign in signs
        if text.count("(", 0, sign.start()) == text.count(")", 0, sign.start())
    ]


def _stand_apart(left: str, right: str) -> bool:
    """Return whether *left* and *right* of an "and" are two organizations."""
    explained = re.fullmatch(r"(?:the\s)?(.+?)\s*\(([A-Z][A-Za-z]{1,9})\)", right)
    begins_one = (
        _STARTS_AN_ORGANIZATION.match(right)
        or (right.startswith("the ") and _ORGANIZATION_WORDS.search(right))
        or (explained and _shortened(explained[1].split(), explained[2]) == explained[1])
    )
    are_short = any(is_acronym(side) or is_state(side) for side in (left, right.partition(" and ")[0]))
    return bool(begins_one or left.endswith(")") or are_short) and not is_state(f"{left} and {right}")
