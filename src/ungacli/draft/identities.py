"""One participant as the mentions of it in a file say, and the index that finds it by id and by spelling."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from ungacli.draft.diagnostics import KeyPath, Place
from ungacli.draft.ids import free_id
from ungacli.model import Participant
from ungacli.names import fold, slug, split_honorific
from ungacli.participants.values import RawOrganization, RawPerson

Raw = RawPerson | RawOrganization
# Longer names are compared by their beginning.
_LONGEST_NAME = 200


def spelling_key(spelling: str) -> str:
    """Return what all ways to write one name have in common."""
    # Names without a letter, such as "?", differ by their signs.
    return fold(spelling[:_LONGEST_NAME]).removeprefix("the ") or spelling


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a file names or declares a participant."""

    raw: Raw
    path: KeyPath
    place: Place | None

    @property
    def name(self) -> str:
        """The name without its honorific."""
        return split_honorific(self.raw.name)[1] if isinstance(self.raw, RawPerson) else self.raw.name

    @property
    def acronym(self) -> str | None:
        """The acronym of an organization."""
        return self.raw.acronym if isinstance(self.raw, RawOrganization) else None

    @property
    def spellings(self) -> list[str]:
        """Every way in which the mention writes the participant."""
        return [one for one in (self.name, self.acronym, *(self.raw.aliases or ())) if one]


@dataclass(eq=False, slots=True)
class Identity:
    """One participant: who was *known* before, what this file says, whether an event needs it, and its keys."""

    known: Participant | None = None
    declared: bool = False
    used: bool = False
    mentions: list[Mention] = field(default_factory=list)
    employers: list["Identity"] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The known or declared name, else the one written most often, in full where there is an acronym."""
        if self.known:
            return self.known.name
        full = [one.name for one in self.mentions if one.acronym]
        names = [self.mentions[0].name] if self.declared else full or [one.name for one in self.mentions]
        return Counter(names).most_common(1)[0][0]

    @property
    def spellings(self) -> list[str]:
        """Every way in which anything writes the participant, without ids."""
        written = [*self.known.names] if self.known else []
        return list(dict.fromkeys([*written, *(one for mention in self.mentions for one in mention.spellings)]))

    def aliases(self, *, without: Iterable[str | None]) -> tuple[str, ...]:
        """Return the spellings besides *without*, each once however its letters are written."""
        aliases = {fold(one): one for one in reversed(self.spellings)}
        for spelling in filter(None, without):
            aliases.pop(fold(spelling), None)
        return tuple(one for one in self.spellings if one in aliases.values())


class Index:
    """The entries of one kind, by id and by spelling."""

    def __init__(self, kind: str, section: str) -> None:
        self.kind = kind
        self.section = section
        self.entries: list[Identity] = []
        self.by_id: dict[str, Identity] = {}
        self.ids: dict[Identity, str] = {}
        self._by_spelling: dict[str, list[Identity]] = defaultdict(list)
        self._by_key: dict[str, list[Identity]] = defaultdict(list)

    def enter(self, entry: Identity, id_: str | None = None, *, without: Collection[str] = ()) -> Identity:
        """Add *entry*, under an id of its own if it has one, and return it.

        It is not found by spellings *without* which it is, since they stand for another.
        """
        self.entries.append(entry)
        if id_ is not None:
            self.by_id[id_] = entry
            self.ids[entry] = id_
        spellings = [*entry.spellings, *([id_] if id_ else [])]
        self.learn(entry, [one for one in spellings if spelling_key(one) not in without])
        return entry

    def mention(self, entry: Identity, mention: Mention) -> None:
        """Add a *mention* of *entry*."""
        entry.mentions.append(mention)
        entry.used = True
        if isinstance(mention.raw, RawPerson) and mention.raw.key:
            entry.keys.add(mention.raw.key)
            self._by_key[mention.raw.key].append(entry)
        self.learn(entry, mention.spellings)

    def learn(self, entry: Identity, spellings: Sequence[str]) -> None:
        """Find *entry* by these spellings from now on."""
        for key in dict.fromkeys(map(spelling_key, spellings)):
            if entry not in self._by_spelling[key]:
                self._by_spelling[key].append(entry)

    def spelled(self, name: str) -> list[Identity]:
        """Return whoever is written *name*."""
        return list(self._by_spelling.get(spelling_key(name), ()))

    def label(self, entry: Identity) -> str:
        """Return the id of *entry*, or the name of one without."""
        return self.ids.get(entry, entry.name)

    def with_key(self, key: str) -> list[Identity]:
        """Return the people to whom another program gave *key*."""
        return list(dict.fromkeys(self._by_key.get(key, ())))

    def merge(self, entry: Identity, *, into: Identity) -> None:
        """Make *entry* the same as another."""
        self.entries.remove(entry)
        into.employers += entry.employers
        for mention in entry.mentions:
            self.mention(into, mention)

    def all_ids(self) -> dict[Identity, str]:
        """Return the id of every entry: its own, or made of its acronym or name, and no spelling of another's."""
        ids = {entry: self.ids[entry] for entry in self.entries if entry in self.ids}
        taken = {key.casefold() for key in self.by_id}
        for entry in self.entries:
            if entry not in ids:
                acronym = next(filter(None, (one.acronym for one in entry.mentions)), None)
                base = slug(acronym or entry.name) or self.kind
                ids[entry] = free_id(base, taken, unfit=partial(self._spells_another, entry.name))
                taken.add(ids[entry].casefold())
        return ids

    def _spells_another(self, name: str, id_: str) -> bool:
        # A namesake does not count: the first of two has the plain id.
        return any(spelling_key(one.name) != spelling_key(name) for one in self.spelled(id_))
