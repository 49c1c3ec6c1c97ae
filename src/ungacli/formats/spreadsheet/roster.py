"""Who is named in the rows of a spreadsheet, entered once for the whole file."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from ungacli.draft.diagnostics import quoted
from ungacli.model import OrganizerRole, SpeakerRole, Status
from ungacli.names import fold, slug, split_honorific
from ungacli.participants.values import NotedRole, RawOrganization


class Roster:
    """Collects people and organizations, and finds out what holds of them all."""

    def __init__(self) -> None:
        self._offices: dict[str, str] = {}
        self._people_named: list[tuple[dict[str, Any], str]] = []
        self._declared: dict[str, str] = {}
        self._beside: dict[str, tuple[str | None, str | None]] = {}
        self._bodies: list[tuple[dict[str, Any], str, str]] = []
        self.remarks: list[str] = []

    def add(self, part: NotedRole) -> dict[str, Any]:
        """Return the tree of a speaker or an organizer."""
        who = part.participant
        tree: dict[str, Any] = {"name": who.name}
        tree |= {"status": part.status.value} if part.status is not Status.CONFIRMED else {}
        tree |= {"role": part.role.value} if part.role not in {SpeakerRole.SPEAKER, OrganizerRole.ORGANIZER} else {}
        if isinstance(who, RawOrganization):
            if who.acronym:
                tree["name"] = f"{who.name} ({who.acronym})"
                self._bodies.append((tree, who.name, who.acronym))
            return tree
        key = _key(who.name)
        if who.employer or who.office:
            employer = who.employer.name if isinstance(who.employer, RawOrganization) else None
            if isinstance(who.employer, RawOrganization) and who.employer.acronym:
                employer = f"{employer} ({who.employer.acronym})"
            self.office(who.name, ", ".join(filter(None, [who.office, employer])))
        if who.honorific or who.honorific_suffix:
            self._beside.setdefault(key, (who.honorific, who.honorific_suffix))
        if who.honorific or who.honorific_suffix or isinstance(part.role, OrganizerRole):
            self._declared.setdefault(key, who.name)
        if isinstance(part.role, SpeakerRole) and part.mode:
            tree["mode"] = part.mode.value
        self._people_named.append((tree, key))
        return tree

    def office(self, name: str, office: str) -> None:
        """Take the *office* of somebody; the first holds, and another is remarked on."""
        first = self._offices.setdefault(_key(name), office)
        if first != office:
            self.remarks.append(f"the office of {quoted(name)} is {quoted(first)}, not {quoted(office)}")

    def finish(self) -> dict[str, Any]:
        """Return the sections `people` and `organizations`, and complete the trees that were handed out."""
        people, ids_of_people = self._people()
        for tree, key in self._people_named:
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


def _key(name: str) -> str:
    plain = split_honorific(name)[1]
    return fold(plain) or plain


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
