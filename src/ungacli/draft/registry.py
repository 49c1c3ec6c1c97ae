"""The people and organizations of a schedule: the one place where two spellings become one of them.

A participant that is declared, or that an earlier file has, goes by all spellings of that entry. Any other name
stands for one participant, unless the program that wrote the file gave two keys to it. Two names that are one letter
apart are one person if both have an office, these agree, and they do not have different employers.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ungacli.draft.diagnostics import Diagnostic, KeyPath, Level, Place, path_text, unknown
from ungacli.draft.draft import Draft, event_path
from ungacli.draft.identities import (
    Identity,
    Index,
    Mention,
    Raw,
    organization_of,
    person_of,
)
from ungacli.draft.ids import free_id
from ungacli.model import Participant, Person, Schedule
from ungacli.names import is_longer_or_shorter, spelling_key, split_honorific
from ungacli.participants.values import RawOrganization, RawPerson, RawRole


class Registry:
    """The people and organizations of a draft, joined with those of a schedule that is known already.

    They are in the order of declaration and then of appearance. *diagnostics* name an unknown reference, a spelling
    that stands for two, a person with two offices, names that are nearly the same, and in a strict draft each
    declaration that is never used.
    """

    def __init__(self, draft: Draft, known: Schedule | None = None) -> None:
        self._strict = draft.strict
        # All speakers come first: an organizer may speak in another event.
        self._roles: dict[KeyPath, RawRole] = {
            (*event_path(event, number), section, index): role
            for section in ("speakers", "organizers")
            for number, event in enumerate(draft.events)
            for index, role in enumerate(getattr(event, section) or ())
        }
        self._people = Index("person", "people")
        self._organizations = Index("organization", "organizations")
        self._diagnostics: list[Diagnostic] = []
        participants: list[Participant] = [*known.organizations, *known.people] if known else []
        for participant in participants:
            employer = participant.organization if isinstance(participant, Person) else None
            employers = [self._organizations.by_id[employer.id]] if employer else []
            self._index(participant).enter(
                Identity(participant, participant.id, employers=employers), participant.spellings
            )
        declared: list[Raw] = [*draft.organizations, *draft.people]
        for raw in declared:
            self._declare(raw)
        self._names_of_acronyms = _names_of_acronyms(self._roles.values())
        for entry in self._people.entries:
            if entry.declared:
                self._add_employer(entry, entry.mentions[0])
        by_role = {path: one for path, role in self._roles.items() if (one := self._resolve(path, role))}
        merged, similar = ({}, []) if self._strict else self._people.merge_similar()
        self._diagnostics += similar
        self._organizations.give_ids()
        self._people.give_ids()
        organizations = {entry: organization_of(entry) for entry in self._organizations.entries}
        people: dict[Identity, Person] = {}
        for entry in self._people.entries:
            employed_by = [organizations[employer] for employer in dict.fromkeys(entry.employers)]
            people[entry], diagnostics = person_of(entry, employed_by, strict=self._strict)
            self._diagnostics += diagnostics
        for index in (self._people, self._organizations) if self._strict else ():
            for entry in index.entries:
                if entry.declared and not entry.used and not entry.known:
                    (mention,) = entry.mentions
                    self._diagnostics.append(mention.diagnostic(f'the {index.kind} "{mention.raw.id}" is never used'))
        participants_of: dict[Identity, Participant] = {**organizations, **people}
        self.by_role = {path: participants_of[merged.get(entry, entry)] for path, entry in by_role.items()}
        self.people = tuple(people.values())
        self.organizations = tuple(organizations.values())
        self.diagnostics = tuple(self._diagnostics)

    def resolved(self, roles: Iterable[RawRole] | None, path: KeyPath) -> Iterator[tuple[RawRole, Participant]]:
        """Yield those of the *roles* at *path* whose participant could be resolved, each with it."""
        for index, role in enumerate(roles or ()):
            if participant := self.by_role.get((*path, index)):
                yield role, participant

    def _index(self, one: Raw | Participant) -> Index:
        return self._people if isinstance(one, RawPerson | Person) else self._organizations

    # Declarations

    def _declare(self, raw: Raw) -> None:
        index = self._index(raw)
        mention = Mention(raw, (index.section, raw.id or raw.name), raw.place)
        entry = _same_known(index, mention)
        if entry:
            entry.declared = True
            entry.mentions.append(mention)
            index.learn(entry, mention.spellings)
        elif not raw.name:
            self._diagnostics.append(mention.diagnostic('"name" is missing', Level.ERROR))
            return
        else:
            id_ = raw.id
            if id_ and id_ in index.by_id:
                id_ = free_id(id_, {key.casefold() for key in index.by_id})
                message = (
                    f'"{raw.id}" is {index.by_id[raw.id or ""].name} in the files before; this one is called "{id_}"'
                )
                self._diagnostics.append(mention.diagnostic(message))
            mention, taken = self._without_collisions(index, mention)
            spellings = [*mention.spellings, *([id_] if id_ else [])]
            entry = Identity(id=id_, declared=True, mentions=[mention])
            index.enter(entry, (one for one in spellings if spelling_key(one) not in taken))
        if raw.id:
            index.by_id[raw.id] = entry

    def _without_collisions(self, index: Index, mention: Mention) -> tuple[Mention, set[str]]:
        """Return *mention* without what a file before uses for another participant, and the spellings not to enter.

        A spelling that another declaration of the same file has already is an error, and stays that one's. Two
        participants may have the same name.
        """
        raw = mention.raw
        parts = [("", raw.name), ("id", raw.id), ("acronym", mention.acronym)]
        dropped: set[str] = set()
        reported: set[str] = set()
        for part, spelling in [*parts, *(("aliases", one) for one in raw.aliases or ())]:
            other = next(iter(index.spelled(spelling or "")), None)
            key = spelling_key(spelling or "")
            if not spelling or not other or spelling_key(other.name) == spelling_key(raw.name) == key:
                continue
            if other.known and part in {"acronym", "aliases"}:
                message = f'"{spelling}" stands for {other.name} already'
                self._diagnostics.append(mention.diagnostic(message, key=part))
                dropped.add(spelling)
            elif (not other.known or part == "") and key not in reported:
                reported.add(key)
                where = path_text((index.section, other.id or other.name))
                self._diagnostics.append(mention.diagnostic(f'"{spelling}" already stands for {where}', Level.ERROR))
        aliases = tuple(one for one in raw.aliases or () if one not in dropped)
        if isinstance(raw, RawOrganization) and raw.acronym in dropped:
            raw = replace(raw, acronym=None)
        return replace(mention, raw=replace(raw, aliases=aliases)), reported

    # Roles

    def _resolve(self, path: KeyPath, role: RawRole) -> Identity | None:
        raw = role.participant
        if raw.id:
            return self._referred(raw, path, role.place)
        mention = Mention(raw, path, role.place or raw.place)
        if isinstance(raw, RawOrganization):
            return self._organization(mention, or_person=True)
        same = self._people.spelled(mention.name)
        if raw.key is not None:
            same = [one for one in same if raw.key in one.keys or not one.keys] or [
                one for one in self._people.by_key.get(raw.key, ()) if is_longer_or_shorter(mention.name, one.name)
            ]
        entry = self._the_first(same, mention) if same else self._people.enter(Identity())
        self._people.mention(entry, mention)
        self._add_employer(entry, mention)
        return entry

    def _referred(self, raw: Raw, path: KeyPath, place: Place | None) -> Identity | None:
        """Return the participant to whose id *raw* refers."""
        index = self._index(raw)
        entry = index.by_id.get(raw.id or "")
        if entry:
            entry.used = True
        else:
            message = unknown(index.kind, raw.id or "", index.by_id)
            self._diagnostics.append(Diagnostic((*path, index.kind), message, place=place))
        return entry

    def _the_first(self, same: Sequence[Identity], mention: Mention) -> Identity:
        if len(same) > 1 and self._strict:
            ids = " and ".join(one.id or one.name for one in same)
            message = f'"{mention.name}" is the name of {ids}; refer to one by its id'
            self._diagnostics.append(mention.diagnostic(message, Level.ERROR))
        return same[0]

    def _add_employer(self, person: Identity, mention: Mention) -> None:
        employer = mention.raw.employer if isinstance(mention.raw, RawPerson) else None
        if employer and employer.id:
            entry = self._referred(employer, mention.path, mention.place)
        else:
            entry = self._organization(replace(mention, raw=employer)) if employer else None
        if entry:
            person.employers.append(entry)

    def _organization(self, mention: Mention, *, or_person: bool = False) -> Identity:
        """Return the organization that *mention* names, *or_person* of that name where no organization has it."""
        raw, same = mention.raw, self._organizations.spelled(mention.name)
        if not same and not mention.acronym:
            explained = self._names_of_acronyms.get(spelling_key(mention.name), [])
            # An acronym of several organizations stands for none of them.
            if len(explained) == 1 and isinstance(raw, RawOrganization):
                raw = replace(raw, name=explained[0], acronym=mention.name)
                same = self._organizations.spelled(raw.name)
            if or_person and not same and (people := self._people.spelled(split_honorific(mention.name)[1])):
                person = self._the_first(people, mention)
                person.used = True
                return person
        entry = self._the_first(same, mention) if same else self._organizations.enter(Identity())
        others = [one.name for one in self._organizations.spelled(mention.acronym or "") if one is not entry]
        explained = self._names_of_acronyms.get(spelling_key(mention.acronym or ""), [])
        if isinstance(raw, RawOrganization) and (others or len(explained) > 1):
            message = f'"{mention.acronym}" stands for several: {" and ".join(dict.fromkeys([*others, *explained]))}'
            self._diagnostics.append(mention.diagnostic(message))
            raw = replace(raw, acronym=None)
        self._organizations.mention(entry, replace(mention, raw=raw))
        return entry


def _same_known(index: Index, mention: Mention) -> Identity | None:
    """Return the participant of the earlier files that *mention* declares again."""
    raw = mention.raw
    by_id = index.by_id.get(raw.id or "")
    by_id = by_id if by_id and by_id.known else None
    if not raw.name:
        return by_id
    spellings = {spelling_key(one) for one in mention.spellings}
    candidates = [
        entry
        for entry in dict.fromkeys(entry for one in spellings for entry in index.spelled(one) if entry.known)
        # Two organizations may share an acronym, and two people a nickname.
        if spelling_key(raw.name) in map(spelling_key, entry.spellings) or spelling_key(entry.name) in spellings
    ]
    if by_id and (by_id in candidates or is_longer_or_shorter(raw.name, by_id.name)):
        return by_id
    return candidates[0] if len(candidates) == 1 else None


def _names_of_acronyms(roles: Collection[RawRole]) -> Mapping[str, list[str]]:
    """Return for each acronym that the *roles* explain the different names for which it stands."""
    raws = [role.participant for role in roles]
    raws += [raw.employer for raw in raws if isinstance(raw, RawPerson) and raw.employer]
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for raw in raws:
        if isinstance(raw, RawOrganization) and raw.acronym:
            names[spelling_key(raw.acronym)].setdefault(spelling_key(raw.name), raw.name)
    return {acronym: list(explained.values()) for acronym, explained in names.items()}
