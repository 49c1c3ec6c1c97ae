"""The people and the organizations of a page: one entry for each, however often and however it is written."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ungacli.draft.diagnostics import Diagnostic, KeyPath, Level, Place
from ungacli.draft.tree_draft import Tree
from ungacli.names import fold, slug
from ungacli.participants.organizations import Acronyms
from ungacli.participants.values import RawOrganization, RawPerson

_SMALL = {"of", "the", "for", "and"}
_LONGEST_NAME = 80


@dataclass
class _Entry:
    """One person or body: the *spellings* met so far, where it stands first, and the parts that refer to it."""

    key: str
    place: Place
    spellings: Counter[str] = field(default_factory=Counter)
    references: list[dict[str, Any]] = field(default_factory=list)
    people: list[RawPerson] = field(default_factory=list)
    employers: list[str] = field(default_factory=list)
    acronym: str | None = None
    id: str = ""

    @property
    def name(self) -> str:
        """The spelling met most often; of two the longer, since a letter is sooner lost than won."""
        return max(self.spellings, key=lambda spelling: (self.spellings[spelling], len(spelling)))


@dataclass
class Registered:
    """What the page's people and organizations make of a draft: two sections, places, remarks and problems."""

    people: dict[str, Tree] = field(default_factory=dict)
    organizations: dict[str, Tree] = field(default_factory=dict)
    places: dict[KeyPath, Place] = field(default_factory=dict)
    remarks: dict[KeyPath, tuple[str, ...]] = field(default_factory=dict)
    noted: list[Diagnostic] = field(default_factory=list)


class Register:
    """Collects who is named where; references are filled in once everybody is known."""

    def __init__(self, acronyms: Acronyms) -> None:
        self._acronyms = acronyms
        self._people: dict[str, _Entry] = {}
        self._bodies: dict[str, _Entry] = {}
        self._short: dict[str, str] = {}

    def learn(self, bodies: Iterable[RawOrganization]) -> None:
        """Take the acronyms that *bodies* have, before any of them is entered."""
        for one in bodies:
            if one.acronym:
                self._short.setdefault(fold(one.acronym), one.name)

    def add_person(self, told: RawPerson, place: Place, reference: dict[str, Any]) -> None:
        """Enter the person *told* of; *reference* gets the id."""
        entry = self._people.setdefault(_key(told.name), _Entry(_key(told.name), place))
        entry.spellings[told.name] += 1
        entry.people.append(told)
        entry.references.append(reference)
        if isinstance(told.employer, RawOrganization):
            entry.employers.append(self._body(told.employer, place).key)

    def add_body(self, one: RawOrganization, place: Place, reference: dict[str, Any]) -> None:
        """Enter the organization *one*; *reference* gets the id."""
        self._body(one, place).references.append(reference)

    def _body(self, one: RawOrganization, place: Place) -> _Entry:
        full = self._short.get(fold(one.name)) or self._acronyms.full(one.name)
        name, acronym = (full, one.name) if full else (one.name, one.acronym)
        key = _body_key(name)
        entry = self._bodies.setdefault(key, _Entry(key, place))
        entry.spellings[name] += 0 if full else 1
        entry.acronym = entry.acronym or acronym or self._acronyms.short(key)
        return entry

    def finish(self) -> Registered:
        """Return the sections of the draft, and write the ids into every reference."""
        done = Registered()
        ids = _Ids("organization", self._bodies.values())
        for entry in self._bodies.values():
            if entry.acronym and not ids.is_free(entry.acronym, entry):
                message = f'"{entry.acronym}" stands for something else on this page'
                entry.acronym = None
            else:
                message = ""
            entry.id = ids.give(entry.acronym or entry.name, entry)
            if message:
                _remark(done, ("organizations", entry.id), message, entry.place)
            _refer(entry, "organization")
            done.organizations[entry.id] = {"name": entry.name, **({"acronym": entry.acronym} if entry.acronym else {})}
            done.places["organizations", entry.id] = entry.place
        people = self._merged()
        ids = _Ids("person", people)
        for entry in people:
            entry.id = ids.give(entry.name, entry)
            _refer(entry, "person")
            done.people[entry.id] = self._person(entry, done)
            done.places["people", entry.id] = entry.place
        self._note_alike(done)
        return done

    def _person(self, entry: _Entry, done: Registered) -> Tree:
        path: KeyPath = ("people", entry.id)
        tree: dict[str, Tree] = {"name": entry.name}
        for key, told in (
            ("honorific", [one.honorific for one in entry.people]),
            ("honorific_suffix", [one.honorific_suffix for one in entry.people]),
        ):
            if value := next(filter(None, told), None):
                tree[key] = value
        office, others = _office([one.office for one in entry.people if one.office])
        if office:
            tree["office"] = office
        employers = list(dict.fromkeys(entry.employers))
        if len(employers) == 1:
            tree["organization"] = self._bodies[employers[0]].id
        elif employers:
            others = [*others, *(self._bodies[key].name for key in employers)]
        if aliases := [spelling for spelling in entry.spellings if fold(spelling) != fold(entry.name)]:
            tree["aliases"] = aliases
            _remark(done, path, f"taken for one person: {', '.join([entry.name, *aliases])}", entry.place)
        if others:
            _remark(done, path, f"the page does not agree with itself: {'; '.join(others)}", entry.place)
        return tree

    def _merged(self) -> list[_Entry]:
        """Return the people, those whose names are one letter apart as one if nothing else tells them apart."""
        merged: dict[str, _Entry] = {}
        nearly: dict[str, list[str]] = {}
        for key, entry in self._people.items():
            other = next(
                (name for form in _one_letter_off(key) for name in nearly.get(form, ()) if name in merged), None
            )
            if other and _one_edit(key, other) and _compatible(merged[other], entry):
                kept = merged[other]
                kept.spellings += entry.spellings
                kept.references += entry.references
                kept.people += entry.people
                kept.employers += entry.employers
                continue
            merged[key] = entry
            for form in _one_letter_off(key):
                nearly.setdefault(form, []).append(key)
        return list(merged.values())

    def _note_alike(self, done: Registered) -> None:
        """Note people whose names are one letter apart, but whose offices are not the same."""
        met: dict[str, str] = {}
        for key, tree in done.people.items():
            forms = _one_letter_off(_key(tree["name"]))
            other = next((met[form] for form in forms if form in met), None)
            if other and _one_edit(_key(tree["name"]), _key(done.people[other]["name"])):
                message = f'"{tree["name"]}" and "{done.people[other]["name"]}" may be one person'
                _remark(done, ("people", key), message, done.places["people", key])
            met |= dict.fromkeys(forms, key)


def _remark(done: Registered, path: KeyPath, message: str, place: Place) -> None:
    done.remarks[path] = (*done.remarks.get(path, ()), message)
    done.noted.append(Diagnostic(path, message, Level.WARNING, place))


def _key(name: str) -> str:
    return fold(name[:_LONGEST_NAME]) or name


def _body_key(name: str) -> str:
    return fold(name).removeprefix("the ") or name


def _refer(entry: _Entry, key: str) -> None:
    for reference in entry.references:
        reference[key] = entry.id


class _Ids:
    """Gives out ids; nobody's may be what somebody else is called."""

    def __init__(self, what: str, entries: Iterable[_Entry]) -> None:
        self._what = what
        self._owners: dict[str, _Entry] = {}
        self._numbers: Counter[str] = Counter()
        for entry in entries:
            for spelling in entry.spellings:
                self._owners.setdefault(fold(spelling), entry)

    def is_free(self, spelling: str, entry: _Entry) -> bool:
        """Return whether *entry* may be called by a *spelling*; from now on it is its own."""
        return self._owners.setdefault(fold(spelling), entry) is entry

    def give(self, name: str, entry: _Entry) -> str:
        """Return an id for *entry*, made of its *name*."""
        base = key = slug(name) or self._what
        while key in self._numbers or not self.is_free(key, entry):
            self._numbers[base] += 1
            key = f"{base}-{self._numbers[base] + 1}"
        self._numbers[key] += 0
        return key


def _office(told: Sequence[str]) -> tuple[str | None, list[str]]:
    """Return the office that all of *told* are, in the wording met most often, or None and what they are instead."""
    if not told:
        return None, []
    wordings = Counter(told)
    best = max(wordings, key=lambda office: (len(_words(office)), wordings[office], "," in office))
    if all(_words(office) <= _words(best) for office in wordings):
        return best, []
    return None, list(wordings)


def _words(text: str) -> set[str]:
    return set(fold(text).split()) - _SMALL


def _one_letter_off(key: str) -> list[str]:
    """Return the forms of a full name that it shares with every name one letter away in the last word."""
    first, _, last = key.rpartition(" ")
    if not first or len(last) < 4:
        return []
    return [key, *(f"{first} {last[:at]}{last[at + 1 :]}" for at in range(len(last)))]


def _one_edit(one: str, other: str) -> bool:
    # 1 ms to import, and only for names that are alike.
    from rapidfuzz.distance import OSA

    return one != other and OSA.distance(one, other) == 1


def _compatible(one: _Entry, other: _Entry) -> bool:
    """Return whether nothing that is told of two people tells them apart, and their offices say that they are one."""
    offices = [{one.office for one in entry.people if one.office} for entry in (one, other)]
    if not all(offices):
        return False
    employers = {*one.employers, *other.employers}
    return len(employers) <= 1 and _office([*offices[0], *offices[1]])[0] is not None
