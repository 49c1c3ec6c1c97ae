"""Everything that a file writes about one participant, the index that finds it, and the value that it becomes."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from ungacli.draft.diagnostics import Diagnostic, KeyPath, Level, Place
from ungacli.draft.ids import possible_ids
from ungacli.model import Organization, Participant, Person
from ungacli.names import fold, is_one_letter_apart, one_letter_forms, slug, spelling_key, split_honorific
from ungacli.participants.organizations import SMALL_WORDS
from ungacli.participants.values import RawOrganization, RawPerson

Raw = RawPerson | RawOrganization


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

    def diagnostic(self, message: str, level: Level = Level.WARNING, key: str | None = None) -> Diagnostic:
        """Return a diagnostic about the mention, or about one *key* of it."""
        return Diagnostic((*self.path, key) if key else self.path, message, level, self.place)


@dataclass(eq=False, slots=True)
class Identity:
    """One participant: as *known* before, all mentions in this file, and whether an event uses it.

    *keys* are those that other programs gave. Without an *id* of its own it gets one from its acronym or name.
    """

    known: Participant | None = None
    id: str | None = None
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

    @property
    def offices(self) -> list[tuple[str, Mention]]:
        """The offices that the file gives a person, each with its mention."""
        return [(one.raw.office, one) for one in self.mentions if isinstance(one.raw, RawPerson) and one.raw.office]

    @property
    def acronym(self) -> str | None:
        """The known acronym of an organization, else the first that the file gives."""
        known = self.known.acronym if isinstance(self.known, Organization) else None
        return known or _first(one.acronym for one in self.mentions)

    @property
    def aliases(self) -> tuple[str, ...]:
        """The spellings besides the name and the acronym, each once however its letters are written."""
        aliases = {fold(one): one for one in reversed(self.spellings)}
        for spelling in (self.name, self.acronym or ""):
            aliases.pop(fold(spelling), None)
        return tuple(one for one in self.spellings if one in aliases.values())


class Index:
    """The people or the organizations of a schedule, by id, by spelling and by the keys of other programs."""

    def __init__(self, kind: str, section: str) -> None:
        self.kind = kind
        self.section = section
        self.entries: list[Identity] = []
        self.by_id: dict[str, Identity] = {}
        self.by_key: dict[str, dict[Identity, None]] = defaultdict(dict)
        self._by_spelling: dict[str, list[Identity]] = defaultdict(list)

    def enter(self, entry: Identity, spellings: Iterable[str] = ()) -> Identity:
        """Add *entry* under its id, to be found by these *spellings*, and return it."""
        self.entries.append(entry)
        if entry.id is not None:
            self.by_id[entry.id] = entry
        self.learn(entry, spellings)
        return entry

    def mention(self, entry: Identity, mention: Mention) -> None:
        """Add a *mention* of *entry*."""
        entry.mentions.append(mention)
        entry.used = True
        if isinstance(mention.raw, RawPerson) and mention.raw.key:
            entry.keys.add(mention.raw.key)
            self.by_key[mention.raw.key][entry] = None
        self.learn(entry, mention.spellings)

    def learn(self, entry: Identity, spellings: Iterable[str]) -> None:
        """Find *entry* by these spellings from now on."""
        for key in dict.fromkeys(map(spelling_key, spellings)):
            if entry not in self._by_spelling[key]:
                self._by_spelling[key].append(entry)

    def spelled(self, name: str) -> list[Identity]:
        """Return the participants that are written *name*."""
        return list(self._by_spelling.get(spelling_key(name), ()))

    def merge_similar(self) -> tuple[dict[Identity, Identity], list[Diagnostic]]:
        """Merge those whose names are one letter apart if their offices agree and their employers do not differ.

        Return what each merged one became, and diagnostics on these and on any others with such names.
        """
        merged: dict[Identity, Identity] = {}
        diagnostics: list[Diagnostic] = []
        by_form: dict[str, list[Identity]] = defaultdict(list)
        for entry in [one for one in self.entries if not (one.known or one.declared)]:
            key = spelling_key(entry.name)
            forms = one_letter_forms(key)
            alike = (one for form in forms for one in by_form[form] if is_one_letter_apart(spelling_key(one.name), key))
            # Where another program gave keys to both, different ones are two people's.
            other = next((one for one in alike if not (one.keys and entry.keys) or one.keys & entry.keys), None)
            offices = [office for one in (other, entry) if one for office, _ in one.offices]
            if (
                other
                and (other.offices and entry.offices and not _fullest(offices)[1])
                and len({*other.employers, *entry.employers}) <= 1
            ):
                self.entries.remove(entry)
                other.employers += entry.employers
                for mention in entry.mentions:
                    self.mention(other, mention)
                merged[entry] = other
                continue
            if other:
                message = f'"{entry.name}" and "{other.name}" may be one person'
                diagnostics.append(entry.mentions[0].diagnostic(message))
            for form in forms:
                by_form[form].append(entry)
        for entry in dict.fromkeys(merged.values()):
            names = ", ".join([entry.name, *entry.aliases])
            diagnostics.append(entry.mentions[0].diagnostic(f"taken for one person: {names}"))
        return merged, diagnostics

    def give_ids(self) -> None:
        """Give an id to every entry without one: its acronym or name, unless that is another's id or spelling."""
        taken = {key.casefold() for key in self.by_id}
        for entry in (entry for entry in self.entries if entry.id is None):
            key = spelling_key(entry.name)
            # A namesake does not count: the first of two has the plain id.
            entry.id = next(
                id_
                for id_ in possible_ids(slug(entry.acronym or entry.name) or self.kind)
                if id_.casefold() not in taken and all(spelling_key(one.name) == key for one in self.spelled(id_))
            )
            taken.add(entry.id.casefold())


def organization_of(entry: Identity) -> Organization:
    """Return the organization that *entry* is."""
    kinds = [one.raw.kind for one in entry.mentions if isinstance(one.raw, RawOrganization)]
    known = [entry.known.kind] if isinstance(entry.known, Organization) else []
    return Organization(entry.id or "", entry.name, entry.acronym, _first([*kinds, *known]), entry.aliases)


def person_of(entry: Identity, employers: Sequence[Organization], *, strict: bool) -> tuple[Person, list[Diagnostic]]:
    """Return the person that *entry* is, and warnings where the mentions differ."""
    known = entry.known if isinstance(entry.known, Person) else None
    raws = [one.raw for one in entry.mentions if isinstance(one.raw, RawPerson)]
    in_names = [split_honorific(raw.name)[0] for raw in raws]
    office, diagnostics = _office(entry, known, strict=strict)
    if len(employers) > 1 and not strict and not known:
        names = "; ".join(one.name for one in employers)
        diagnostics.append(entry.mentions[0].diagnostic(f'the organizations of "{entry.name}" differ: {names}'))
    person = Person(
        entry.id or "",
        entry.name,
        _first([*(raw.honorific for raw in raws), *in_names, known.honorific if known else None]),
        _first([*(raw.honorific_suffix for raw in raws), known.honorific_suffix if known else None]),
        office,
        # The later file counts.
        (employers[-1] if known else employers[0]) if employers else None,
        entry.aliases,
    )
    return person, diagnostics


def _first(values: Iterable[str | None]) -> str | None:
    return next(filter(None, values), None)


def _office(entry: Identity, known: Person | None, *, strict: bool) -> tuple[str | None, list[Diagnostic]]:
    """Return the office; in a strict draft one person has one, in any other the fullest wording counts."""
    offices = entry.offices
    if known:
        # The later file counts.
        return (offices[-1][0] if offices else known.office), []
    if not strict:
        best, others = _fullest([office for office, _ in offices])
        message = f'the offices of "{entry.name}" differ: {"; ".join([best or "", *others])}'
        return best, [entry.mentions[0].diagnostic(message)] if others else []
    declared = entry.mentions[0].raw if entry.declared else None
    office = declared.office if isinstance(declared, RawPerson) else offices[0][0] if offices else None
    first = f'"{office}"' if office else "none under people"
    return office, [
        mention.diagnostic(
            f'the office of "{mention.name}" is {first}; one person has one office', Level.ERROR, "office"
        )
        for other, mention in offices
        if other != office
    ]


def _fullest(offices: Collection[str]) -> tuple[str | None, list[str]]:
    """Return the fullest wording of *offices*, or the first if none covers all, and those that it does not cover."""
    counts = Counter(offices)
    words = {office: set(fold(office).split()) - SMALL_WORDS for office in counts}
    best = max(words, key=lambda office: (len(words[office]), counts[office], "," in office), default="")
    if all(some <= words[best] for some in words.values()):
        return best or None, []
    first, *others = words
    return first, others
