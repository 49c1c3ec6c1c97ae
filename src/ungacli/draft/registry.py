"""The people and organizations of a schedule: the one place where two spellings become one of them.

Who is declared, or known from an earlier file, has the spellings of that entry. Otherwise one name is one
person, unless another program gave two keys to it; two names that are one letter apart are one person if
their offices agree.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ungacli.draft.diagnostics import Diagnostic, KeyPath, Level, Place, path_text, unknown
from ungacli.draft.draft import Draft
from ungacli.draft.identities import Identity, Index, Mention, Raw, spelling_key
from ungacli.draft.ids import free_id
from ungacli.draft.participants import organization_of, person_of, similar_people
from ungacli.model import Organization, Participant, Person, Schedule
from ungacli.names import is_longer_or_shorter, split_honorific
from ungacli.participants.values import RawOrganization, RawPerson, RawRole, Reference


class Registry(NamedTuple):
    """Everyone of a schedule, in the order of declaration and then of appearance.

    *by_role* has the participant of each role by its path; one that could not be resolved is missing, and
    among the *diagnostics*.
    """

    people: tuple[Person, ...]
    organizations: tuple[Organization, ...]
    by_role: Mapping[KeyPath, Participant]
    diagnostics: tuple[Diagnostic, ...]


def register(draft: Draft, known: Schedule | None = None) -> Registry:
    """Return the participants of *draft*, joined with those of a schedule that is *known* already.

    Diagnostics name an unknown reference, a spelling that stands for two, a person with two offices, names that are
    nearly the same, and in a strict draft who is declared and never used.
    """
    return _Registrar(draft, known).registry()


def roles(draft: Draft) -> Iterator[tuple[KeyPath, RawRole]]:
    """Yield every role with its path: all speakers, then all organizers, who may speak in another event."""
    for section in ("speakers", "organizers"):
        for number, event in enumerate(draft.events):
            for index, role in enumerate(getattr(event, section) or ()):
                yield (*(event.path or ("events", number)), section, index), role


class _Registrar:
    """Sorts what one draft says into entries, and makes participants of them."""

    def __init__(self, draft: Draft, known: Schedule | None) -> None:
        self._draft = draft
        self._people = Index("person", "people")
        self._organizations = Index("organization", "organizations")
        self._diagnostics: list[Diagnostic] = []
        participants: list[Participant] = [*known.organizations, *known.people] if known else []
        for participant in participants:
            employer = participant.organization if isinstance(participant, Person) else None
            employers = [self._organizations.by_id[employer.id]] if employer else []
            self._index(participant).enter(Identity(participant, employers=employers), participant.id)
        declared: list[Raw] = [*draft.organizations, *draft.people]
        for raw in declared:
            self._declare(raw)
        self._names_of_acronyms = _names_of_acronyms(draft)
        for entry in self._people.entries:
            if entry.declared:
                self._add_employer(entry, entry.mentions[0])

    def registry(self) -> Registry:
        strict = self._draft.strict
        by_role = {path: entry for path, role in roles(self._draft) if (entry := self._resolve(path, role))}
        if not strict:
            by_role = self._merge_similar(by_role)
        ids = {**self._organizations.all_ids(), **self._people.all_ids()}
        organizations = {entry: organization_of(entry, ids[entry]) for entry in self._organizations.entries}
        people: dict[Identity, Person] = {}
        for entry in self._people.entries:
            people[entry], diagnostics = person_of(entry, ids[entry], organizations, strict=strict)
            self._diagnostics += diagnostics
        if strict:
            self._note_unused()
        participants: dict[Identity, Participant] = {**organizations, **people}
        return Registry(
            tuple(people.values()),
            tuple(organizations.values()),
            {path: participants[entry] for path, entry in by_role.items()},
            tuple(self._diagnostics),
        )

    def _index(self, one: Raw | Participant) -> Index:
        return self._people if isinstance(one, RawPerson | Person) else self._organizations

    def _report(self, path: KeyPath, message: str, place: Place | None, level: Level = Level.ERROR) -> None:
        self._diagnostics.append(Diagnostic(path, message, level, place))

    # Declarations

    def _declare(self, raw: Raw) -> None:
        index = self._index(raw)
        path: KeyPath = (index.section, raw.id or raw.name)
        same = _same_known(index, raw)
        if same:
            same.declared = True
            same.mentions.append(Mention(raw, path, raw.place))
            index.learn(same, same.mentions[-1].spellings)
            if raw.id:
                index.by_id[raw.id] = same
            return
        if not raw.name:
            self._report(path, '"name" is missing', raw.place)
            return
        id_ = raw.id
        if id_ and id_ in index.by_id:
            other = index.by_id[id_]
            id_ = free_id(id_, {key.casefold() for key in index.by_id})
            message = f'"{raw.id}" is {other.name} in the files before; this one is called "{id_}"'
            self._report(path, message, raw.place, Level.WARNING)
        kept, taken = self._without_collisions(index, raw, path)
        entry = index.enter(Identity(declared=True, mentions=[Mention(kept, path, raw.place)]), id_, without=taken)
        if raw.id:
            index.by_id[raw.id] = entry

    def _without_collisions(self, index: Index, raw: Raw, path: KeyPath) -> tuple[Raw, set[str]]:
        """Return *raw* without the spellings that stand for someone else, and the keys of those that it keeps.

        Two may bear one name.
        """
        acronym = raw.acronym if isinstance(raw, RawOrganization) else None
        spellings = {"": raw.name, "id": raw.id, "acronym": acronym}
        aliases: list[str] = []
        reported: set[str] = set()
        for part, spelling in [*spellings.items(), *(("aliases", one) for one in raw.aliases or ())]:
            other = next(iter(index.spelled(spelling)), None) if spelling else None
            if spelling and other and not spelling_key(other.name) == spelling_key(raw.name) == spelling_key(spelling):
                if other.known and part in {"acronym", "aliases"}:
                    message = f'"{spelling}" stands for {other.name} already'
                    self._report((*path, part), message, raw.place, Level.WARNING)
                    acronym = None if part == "acronym" else acronym
                    continue
                if (not other.known or part == "") and spelling_key(spelling) not in reported:
                    reported.add(spelling_key(spelling))
                    where = path_text((index.section, index.label(other)))
                    self._report(path, f'"{spelling}" already stands for {where}', raw.place)
            if part == "aliases" and spelling:
                aliases.append(spelling)
        if isinstance(raw, RawOrganization):
            return replace(raw, acronym=acronym, aliases=tuple(aliases)), reported
        return replace(raw, aliases=tuple(aliases)), reported

    # Roles

    def _resolve(self, path: KeyPath, role: RawRole) -> Identity | None:
        raw = role.participant
        if isinstance(raw, Reference):
            index = self._people if raw.kind == "person" else self._organizations
            return self._referred(index, raw.id, (*path, raw.kind), role.place)
        mention = Mention(raw, path, role.place or raw.place)
        if isinstance(raw, RawPerson):
            entry = self._person_entry(mention, raw.key)
            self._people.mention(entry, mention)
            self._add_employer(entry, mention)
            return entry
        return self._organizer_entry(mention)

    def _referred(self, index: Index, key: str, path: KeyPath, place: Place | None) -> Identity | None:
        entry = index.by_id.get(key)
        if entry is None:
            self._report(path, unknown(index.kind, key, index.by_id), place)
            return None
        entry.used = True
        return entry

    def _the_first(self, same: Sequence[Identity], mention: Mention) -> Identity:
        if len(same) > 1 and self._draft.strict:
            ids = " and ".join(self._people.label(one) for one in same)
            self._report(mention.path, f'"{mention.name}" is the name of {ids}; refer to one by its id', mention.place)
        return same[0]

    def _person_entry(self, mention: Mention, key: str | None) -> Identity:
        same = self._people.spelled(mention.name)
        if key is not None:
            same = [one for one in same if key in one.keys or not one.keys]
            if not same:
                same = [one for one in self._people.with_key(key) if is_longer_or_shorter(mention.name, one.name)]
        if same:
            return self._the_first(same, mention)
        return self._people.enter(Identity())

    def _add_employer(self, entry: Identity, mention: Mention) -> None:
        employer = mention.raw.employer if isinstance(mention.raw, RawPerson) else None
        if isinstance(employer, Reference):
            path = (*mention.path, "organization")
            found = self._referred(self._organizations, employer.id, path, mention.place)
        elif employer is not None:
            found = self._organization_entry(Mention(employer, mention.path, mention.place))
        else:
            return
        if found:
            entry.employers.append(found)

    def _organizer_entry(self, mention: Mention) -> Identity:
        """Return the organization, or where there is none the person, that *mention* names."""
        if not self._organizations.spelled(self._full_name(mention)) and not mention.acronym:
            people = self._people.spelled(split_honorific(mention.name)[1])
            if people:
                entry = self._the_first(people, mention)
                entry.used = True
                return entry
        return self._organization_entry(mention)

    def _organization_entry(self, mention: Mention) -> Identity:
        name = self._full_name(mention)
        same = self._organizations.spelled(name)
        entry = self._the_first(same, mention) if same else self._organizations.enter(Identity())
        others = [one.name for one in self._organizations.spelled(mention.acronym or "") if one is not entry]
        explained = self._names_of_acronyms.get(spelling_key(mention.acronym or ""), [])
        if isinstance(mention.raw, RawOrganization) and (others or len(explained) > 1):
            message = f'"{mention.acronym}" stands for several: {" and ".join(dict.fromkeys([*others, *explained]))}'
            self._report(mention.path, message, mention.place, Level.WARNING)
            mention = replace(mention, raw=replace(mention.raw, acronym=None))
        if name != mention.name and isinstance(mention.raw, RawOrganization):
            mention = replace(mention, raw=replace(mention.raw, name=name, acronym=mention.name))
        self._organizations.mention(entry, mention)
        return entry

    def _full_name(self, mention: Mention) -> str:
        if mention.acronym or self._organizations.spelled(mention.name):
            return mention.name
        # An acronym of several is nobody's: which one is meant, nothing says.
        names = self._names_of_acronyms.get(spelling_key(mention.name), [])
        return names[0] if len(names) == 1 else mention.name

    def _merge_similar(self, by_role: Mapping[KeyPath, Identity]) -> dict[KeyPath, Identity]:
        """Return *by_role* with people whose names are one letter apart, and whose offices agree, as one."""
        merged: dict[Identity, Identity] = {}
        for entry, other, are_one in similar_people(self._people.entries):
            if are_one:
                self._people.merge(entry, into=other)
                merged[entry] = other
            else:
                self._report_at(entry, f'"{entry.name}" and "{other.name}" may be one person')
        for entry in dict.fromkeys(merged.values()):
            names = ", ".join([entry.name, *entry.aliases(without=[entry.name])])
            self._report_at(entry, f"taken for one person: {names}")
        return {path: merged.get(entry, entry) for path, entry in by_role.items()}

    def _report_at(self, entry: Identity, message: str) -> None:
        self._report(entry.mentions[0].path, message, entry.mentions[0].place, Level.WARNING)

    def _note_unused(self) -> None:
        for index in (self._people, self._organizations):
            for entry in index.entries:
                if entry.declared and not entry.used and not entry.known:
                    (mention,) = entry.mentions
                    message = f'the {index.kind} "{mention.raw.id}" is never used'
                    self._report(mention.path, message, mention.place, Level.WARNING)


def _same_known(index: Index, raw: Raw) -> Identity | None:
    """Return the participant of the earlier files that *raw* declares again."""
    by_id = index.by_id.get(raw.id or "")
    by_id = by_id if by_id and by_id.known else None
    if not raw.name:
        return by_id
    spellings = {spelling_key(one) for one in Mention(raw, (), None).spellings}
    known = {entry: None for one in spellings for entry in index.spelled(one) if entry.known}
    candidates = [
        entry
        for entry in known
        # Two organizations may share an acronym, and two people a nickname.
        if spelling_key(raw.name) in map(spelling_key, entry.spellings) or spelling_key(entry.name) in spellings
    ]
    if by_id and (by_id in candidates or is_longer_or_shorter(raw.name, by_id.name)):
        return by_id
    return candidates[0] if len(candidates) == 1 else None


def _names_of_acronyms(draft: Draft) -> Mapping[str, list[str]]:
    """Return for each acronym that *draft* explains the different names for which it stands."""
    raws = [role.participant for _, role in roles(draft)]
    raws += [raw.employer for raw in raws if isinstance(raw, RawPerson) and raw.employer]
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for raw in raws:
        if isinstance(raw, RawOrganization) and raw.acronym:
            names[spelling_key(raw.acronym)].setdefault(spelling_key(raw.name), raw.name)
    return {acronym: list(explained.values()) for acronym, explained in names.items()}
