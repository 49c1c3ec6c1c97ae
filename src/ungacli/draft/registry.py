"""The people and organizations of a schedule file: who is meant by an id or by a bare name."""

from collections import Counter
from collections.abc import Iterable
from typing import Generic, TypeVar

from ungacli.draft.diagnostics import Diagnostics, KeyPath, path_text, unknown
from ungacli.draft.schema_models import OrganizationShape, OrganizerShape, PersonShape, SpeakerShape
from ungacli.model import Organization, Participant, Person
from ungacli.names import fold, slug, split_honorific

T = TypeVar("T", Organization, Person)


def _key(spelling: str) -> str:
    # Names without a letter, such as "?", are told apart by their signs.
    return fold(spelling) or spelling


class _Registry(Generic[T]):
    """Everyone of one kind: declared in the file's registry, or added where a name first stands."""

    def __init__(self, section: str, what: str, problems: Diagnostics) -> None:
        self._section = section
        self._what = what
        self._problems = problems
        self._by_id: dict[str, T] = {}
        self._by_spelling: dict[str, list[str]] = {}
        self._declared: list[str] = []
        self._used: set[str] = set()
        self._numbers: Counter[str] = Counter()

    def all(self) -> tuple[T, ...]:
        """Return everyone, the declared first, in the order of the file."""
        return tuple(self._by_id.values())

    def declare(self, entry: T) -> None:
        """Add an entry of the file's registry; nobody else may have its aliases, though two may bear one name."""
        self._declared.append(entry.id)
        forms = {_key(spelling): spelling for spelling in reversed(entry.spellings)}
        for key, spelling in forms.items():
            owners = self._by_spelling.setdefault(key, [])
            if owners and not _key(self._by_id[owners[0]].name) == _key(entry.name) == key:
                message = f'"{spelling}" already stands for {path_text((self._section, owners[0]))}'
                self._problems.error((self._section, entry.id), message)
            else:
                owners.append(entry.id)
        self._by_id[entry.id] = entry

    def referred(self, key: str, path: KeyPath) -> T | None:
        """Return the entry with the id *key*; note a problem at *path* if there is none."""
        if key not in self._by_id:
            self._problems.error(path, unknown(self._what, key, self._declared))
            return None
        self._used.add(key)
        return self._by_id[key]

    def known_as(self, name: str) -> T | None:
        """Return who is written *name*, the first if several are, or None for somebody new."""
        owners = self._by_spelling.get(_key(name), [])
        return self._by_id[owners[0]] if owners else None

    def named(self, name: str, path: KeyPath) -> T | None:
        """Return who is written *name*, or None for somebody new; note a problem if several are."""
        found = self.known_as(name)
        if found is None:
            return None
        owners = self._by_spelling[_key(name)]
        if len(owners) > 1:
            self._problems.error(path, f'"{name}" is the name of {" and ".join(owners)}; refer to one by its id')
        self._used.add(found.id)
        return found

    def enter(self, entry: T) -> T:
        """Add somebody whom only an event names."""
        self._by_id[entry.id] = entry
        self._by_spelling.setdefault(_key(entry.name), []).append(entry.id)
        return entry

    def free_id(self, name: str) -> str:
        """Return an id for a new *name* that nobody has."""
        base = key = slug(name) or self._what
        while key in self._by_id:
            self._numbers[base] += 1
            key = f"{base}-{self._numbers[base] + 1}"
        return key

    def note_unused(self) -> None:
        """Note a warning for each declared entry that nothing refers to."""
        for key in self._declared:
            if key not in self._used:
                self._problems.warn((self._section, key), f'the {self._what} "{key}" is never used')


class Registries:
    """Both registries of a file, which lean on each other: people belong to organizations."""

    def __init__(
        self,
        organizations: Iterable[tuple[str, OrganizationShape]],
        people: Iterable[tuple[str, PersonShape]],
        problems: Diagnostics,
    ) -> None:
        self.organizations = _Registry[Organization]("organizations", "organization", problems)
        self.people = _Registry[Person]("people", "person", problems)
        self._honorifics: dict[str, str] = {}
        self._offices: dict[str, str] = {}
        self._problems = problems
        for key, body in organizations:
            self.organizations.declare(Organization(key, body.name, body.acronym, body.kind, tuple(body.aliases)))
        for key, who in people:
            path: KeyPath = ("people", key, "organization")
            employer = self.organizations.referred(who.organization, path) if who.organization else None
            person = Person(
                key, who.name, who.honorific, who.honorific_suffix, who.office, employer, tuple(who.aliases)
            )
            self.people.declare(person)

    def take_particulars(self, speakers: Iterable[tuple[KeyPath, SpeakerShape]]) -> None:
        """Take honorifics and offices that stand beside bare names, so that they hold wherever in the file those do."""
        for path, part in speakers:
            if part.name is None:
                continue
            honorific, name = split_honorific(part.name)
            if honorific:
                self._honorifics.setdefault(_key(name), honorific)
            if part.office is None:
                continue
            known = self.people.known_as(name)
            office = known.office if known else self._offices.setdefault(_key(name), part.office)
            if office != part.office:
                other = f'"{office}"' if office else "none under people"
                self._problems.error((*path, "office"), f'the office of "{name}" is {other}; one person has one office')

    def speaker(self, part: SpeakerShape, path: KeyPath) -> Person | None:
        """Return who speaks, or None with the reason noted."""
        if part.person:
            return self.people.referred(part.person, (*path, "person"))
        assert part.name
        _, name = split_honorific(part.name)
        if known := self.people.named(name, path):
            return known
        honorific, office = self._honorifics.get(_key(name)), self._offices.get(_key(name))
        return self.people.enter(Person(self.people.free_id(name), name, honorific, office=office))

    def host(self, part: OrganizerShape, path: KeyPath) -> Participant | None:
        """Return who organizes, or None with the reason noted; a bare name that no person bears is a body's."""
        if part.person:
            return self.people.referred(part.person, (*path, "person"))
        if part.organization:
            return self.organizations.referred(part.organization, (*path, "organization"))
        assert part.name
        known = self.organizations.named(part.name, path) or self.people.named(split_honorific(part.name)[1], path)
        return known or self.organizations.enter(Organization(self.organizations.free_id(part.name), part.name))

    def note_unused(self) -> None:
        """Note a warning for everyone who is declared and never used."""
        self.people.note_unused()
        self.organizations.note_unused()
