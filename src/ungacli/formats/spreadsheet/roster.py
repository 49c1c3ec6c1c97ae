"""Who is named in the rows of a spreadsheet, entered once for the whole file."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from ungacli.draft.diagnostics import quoted
from ungacli.formats.spreadsheet.parties import NOBODY, Part
from ungacli.names import fold, slug, split_honorific

_ACRONYM = re.compile(r"(.*\S) \(([^\W_][\w&./'-]{1,14})\)")


class Roster:
    """Collects people and organizations, and finds out what holds of them all; in our *own* files TBC is a name."""

    def __init__(self, *, own: bool) -> None:
        self._own = own
        self._offices: dict[str, str] = {}
        self._spoken: list[tuple[dict[str, Any], str]] = []
        self._declared: dict[str, str] = {}
        self._beside: dict[str, tuple[str | None, str | None]] = {}
        self._bodies: list[tuple[dict[str, Any], str, str]] = []
        self.remarks: list[str] = []

    def speaker(self, part: Part) -> dict[str, Any] | None:
        """Return the tree of a speaker, or None where nobody is named."""
        if self._is_nobody(part.name):
            return None
        tree = _tree(part, role=part.role, mode=part.mode)
        key = _key(part.name)
        if part.about:
            self.office(part.name, part.about)
        if part.honorific or part.suffix:
            self._declared.setdefault(key, part.name)
            self._beside.setdefault(key, (part.honorific, part.suffix))
        self._spoken.append((tree, key))
        return tree

    def organizer(self, part: Part) -> dict[str, Any] | None:
        """Return the tree of an organizer, or None where nobody is named."""
        if self._is_nobody(part.name):
            return None
        tree = _tree(part, role=part.role, mode=None)
        if part.is_person:
            self._declared.setdefault(_key(part.name), part.name)
            if part.about:
                self.office(part.name, part.about)
            self._spoken.append((tree, _key(part.name)))
            return tree
        whole = f"{part.name} ({part.about})" if part.about else part.name
        tree["name"] = whole
        if (found := _ACRONYM.fullmatch(whole)) and _is_acronym(found[2]):
            self._bodies.append((tree, found[1], found[2]))
        return tree

    def _is_nobody(self, name: str) -> bool:
        # Names in letters that fold to nothing are names all the same.
        return not self._own and name.isascii() and fold(name) in NOBODY

    def office(self, name: str, office: str) -> None:
        """Take the *office* of somebody; the first holds, and another is remarked on."""
        first = self._offices.setdefault(_key(name), office)
        if first != office:
            self.remarks.append(f"the office of {quoted(name)} is {quoted(first)}, not {quoted(office)}")

    def finish(self) -> dict[str, Any]:
        """Return the sections `people` and `organizations`, and complete the trees that were handed out."""
        people, ids_of_people = self._people()
        for tree, key in self._spoken:
            if key in ids_of_people:
                del tree["name"]
                tree["person"] = ids_of_people[key]
            elif key in self._offices:
                tree["office"] = self._offices[key]
        organizations: dict[str, Any] = {}
        acronyms = self._acronyms()
        ids = _Ids([*acronyms, *acronyms.values()])
        for acronym, name in acronyms.items():
            organizations[ids.of(name)] = {"name": name, "acronym": acronym}
        known = {(entry["name"], entry["acronym"]) for entry in organizations.values()}
        for tree, name, acronym in self._bodies:
            if (name, acronym) in known:
                tree["name"] = name
        return {"people": people, "organizations": organizations}

    def _people(self) -> tuple[dict[str, Any], dict[str, str]]:
        people: dict[str, Any] = {}
        ids: dict[str, str] = {}
        free = _Ids(self._declared.values())
        for key, written in self._declared.items():
            honorific, name = split_honorific(written)
            ids[key] = free.of(name)
            before, behind = self._beside.get(key, (None, None))
            told = {"name": name, "honorific": before or honorific, "honorific_suffix": behind}
            told["office"] = self._offices.get(key)
            people[ids[key]] = {field: value for field, value in told.items() if value}
        return people, ids

    def _acronyms(self) -> Mapping[str, str]:
        """Return the name of each body by its acronym, as far as both mean one thing in the file."""
        names: dict[str, set[str]] = {}
        acronyms: dict[str, set[str]] = {}
        for _, name, acronym in self._bodies:
            names.setdefault(fold(acronym), set()).add(name)
            acronyms.setdefault(fold(name), set()).add(acronym)
        return {
            acronym: name
            for _, name, acronym in self._bodies
            if len(names[fold(acronym)]) == 1 and len(acronyms[fold(name)]) == 1 and fold(acronym) not in acronyms
        }


def _tree(part: Part, **facts: str | None) -> dict[str, Any]:
    told = {"name": part.name, "status": part.status, **facts}
    return {key: value for key, value in told.items() if value is not None}


def _key(name: str) -> str:
    plain = split_honorific(name)[1]
    return fold(plain) or plain


def _is_acronym(text: str) -> bool:
    return sum(char.isupper() for char in text) >= 2


class _Ids:
    """Hands out ids that are nobody else's, and not how somebody else of those with these *spellings* is written."""

    def __init__(self, spellings: Iterable[str]) -> None:
        self._spelled = {fold(spelling) for spelling in spellings}
        self._taken: set[str] = set()
        self._numbers: Counter[str] = Counter()

    def of(self, name: str) -> str:
        base = key = slug(name) or "named"
        while key in self._taken or (fold(key) in self._spelled and fold(key) != fold(name)):
            self._numbers[base] += 1
            key = f"{base}-{self._numbers[base] + 1}"
        self._taken.add(key)
        return key
