"""Organizations in a line of a page: where one ends and the next begins."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import takewhile
from typing import NamedTuple

from ungacli.names import fold

_BODY_WORDS = re.compile(
    r"\b(?:University|College|School|Institute|Institution|Bank|Ministry|Organi[sz]ation|Office|Fund|Foundation|Council"
    r"|Commission|Committee|Agency|Programme|Program|Network|Union|Cent(?:er|re)|Group|Government|Mission|Nations|Alliance"
    r"|Association|Federation|Coalition|Corporation|Company|Society|Academy|Secretariat|Parliament|Assembly|Court"
    r"|Department"
    r"|Division|Unit|Embassy|Republic|Kingdom|Service|Services|Forum|Initiative|Partnership|Trust|League|Movement|Platform"
    r"|Observatory|Laborator(?:y|ies)|Lab|Hospital|Consortium|Community|Collective|Campaign|International|Collaborative|Church"
    r"|Churches|Presidency|Press|News|Times|Television|Radio|TV|Inc|Ltd|LLC|GmbH)\b"
)
_ACRONYM = re.compile(r"(?=(?:.*[A-Z]){2})[A-Z][A-Za-z0-9&.-]{1,11}")
_WITH_ACRONYM = re.compile(r"(.+?)\s*\(([A-Z][\w&./-]{1,14}|[a-z]?[A-Z][\w&./-]{1,14})\)")
_IN_PROSE = re.compile(
    r"\b((?:[A-Z][\w’'-]{0,40}[, ]{1,2}(?:(?:and|of|for|the|on|in|to|de|des|du|et|la|&),? ){0,3}){1,10})"
    r"\(([A-Z][A-Za-z]{1,9})\)"
)
_SMALL = {"and", "of", "for", "the", "on", "in", "to", "de", "des", "du", "et", "la", "against", "with"}
_STARTS_A_BODY = re.compile(
    r"(?:the\s)?(?:governments?\sof|permanent\smission|ministry\sof|embassy\sof|mission\sof"
    r"|university\sof|republic\sof|kingdom\sof)",
    re.IGNORECASE,
)
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
    """Return whether *text* looks like the short name of a body: IOM, KSrelief, UNICEF."""
    return _ACRONYM.fullmatch(text) is not None


def looks_like_a_body(text: str) -> bool:
    """Return whether *text* is more likely a body than a person or an office."""
    return is_acronym(text) or is_state(text) or _BODY_WORDS.search(text) is not None


class Body(NamedTuple):
    """A body as a page names it, and what the page *adds* behind that, which is no part of the name."""

    name: str
    acronym: str | None = None
    adds: str | None = None


def body(text: str) -> Body:
    """Return the body that *text* names: `Mayors Migration Council (MMC)` has its acronym in parentheses."""
    words = re.sub(r"^the (?=[A-Z])", "", text.strip().strip(".;,").strip())
    if found := _WITH_ACRONYM.match(words):
        rest = words[found.end() :].strip(" –—-,")
        return Body(found[1].strip(), found[2], rest or None)
    return Body(words)


@dataclass
class Acronyms:
    """The acronyms that a page explains somewhere, by what they are short for."""

    names: dict[str, str] = field(default_factory=dict)
    _by_name: dict[str, str] = field(default_factory=dict)

    def learn(self, text: str) -> None:
        """Take what *text* explains: `the International Organization for Migration (IOM)`."""
        for found in _IN_PROSE.finditer(text):
            words = found[1].replace(",", " ").split()
            name = _shortened(words, found[2])
            if name:
                self.names.setdefault(found[2], name)
                self._by_name.setdefault(fold(name).removeprefix("the "), found[2])

    def full(self, acronym: str) -> str | None:
        """Return what *acronym* is short for, if the page says so."""
        return self.names.get(acronym)

    def short(self, name: str) -> str | None:
        """Return the acronym of a folded *name* without its article, if the page gives one."""
        return self._by_name.get(name)


def _shortened(words: list[str], acronym: str) -> str | None:
    """Return the end of *words* whose initials *acronym* is, small words counted or not."""
    for start in range(len(words) - 1, -1, -1):
        tail = words[start:]
        if tail[0] in _SMALL:
            continue
        large = "".join(word[0] for word in tail if fold(word) not in _SMALL)
        if acronym.casefold() in {large.casefold(), "".join(word[0] for word in tail).casefold()}:
            return " ".join(tail)
    return None


class Split(NamedTuple):
    """The *parts* of a list, and those of them that could be two."""

    parts: list[str]
    unsure: list[str]


def split_bodies(text: str) -> Split:
    """Return the bodies listed in *text*.

    "and" joins two bodies only where either side of it stands for itself, as a state or an acronym
    does; it may be a word of a name as well.
    """
    text, parts = _of_several_states(text)
    unsure: list[str] = []
    for piece in outside_brackets(text, ";" if ";" in _without_brackets(text) else ","):
        # Behind a comma "and" begins the last of a list.
        rest = re.sub(r"^(?:and|&)\s+", "", piece.strip()) if parts else piece.strip()
        while halves := list(_at_and(rest)):
            cut = next((half for half in halves if _stand_apart(*half)), None)
            if cut is None:
                break
            parts.append(cut[0])
            rest = cut[1]
        parts.append(rest)
        unsure += [rest] if halves and not is_state(rest) and not body(rest).acronym else []
    return Split([part.strip() for part in parts if part.strip(" .")], unsure)


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


def _without_brackets(text: str) -> str:
    return re.sub(r"\([^()]{0,300}\)", "", text)


def outside_brackets(text: str, signs: str) -> Iterator[str]:
    """Yield the pieces of *text* between those of *signs* that stand in no parentheses."""
    depth = start = 0
    for found in re.finditer(rf"[(){re.escape(signs)}]", text):
        if found[0] == "(":
            depth += 1
        elif found[0] == ")":
            depth = max(0, depth - 1)
        elif not depth:
            yield text[start : found.start()]
            start = found.end()
    # A bracket that never ends hides nothing.
    if depth and start < len(text):
        yield from text[start:].split(signs)
    else:
        yield text[start:]


def _at_and(text: str) -> Iterator[tuple[str, str]]:
    if len(text) > 500:
        return
    for found in re.finditer(r"\s(?:and|&|as well as)\s", text):
        if text.count("(", 0, found.start()) == text.count(")", 0, found.start()):
            yield text[: found.start()], text[found.end() :]


def _stand_apart(left: str, right: str) -> bool:
    if is_state(f"{left} and {right}"):
        return False
    acronym = re.fullmatch(r"(?:the\s)?(.+?)\s*\(([A-Z][A-Za-z]{1,9})\)", right)
    if acronym and _shortened(acronym[1].split(), acronym[2]) == acronym[1]:
        return True
    if left.endswith(")") or _STARTS_A_BODY.match(right) or (right.startswith("the ") and _BODY_WORDS.search(right)):
        return True
    return any(is_acronym(side) or is_state(side) for side in (left, right.partition(" and ")[0]))
