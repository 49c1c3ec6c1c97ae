"""Whom a draft names, told by the ids of a schedule that knows some of them already."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from ungacli.draft.diagnostics import Diagnostics
from ungacli.draft.from_schedule import organization_tree, person_tree
from ungacli.draft.tree_draft import Tree
from ungacli.model import Organization, Person, Schedule
from ungacli.names import fold, split_honorific

T = TypeVar("T", Organization, Person)
_FOLDED = frozenset(("name", "acronym", "aliases"))


class _Section(NamedTuple):
    """The *entries* of a registry, those of the schedule first, and what each of the draft's ids is called there."""

    entries: dict[str, Tree]
    ids: Mapping[str, str]


def acquainted(tree: dict[str, Tree], known: Schedule, problems: Diagnostics) -> dict[str, Tree]:
    """Return *tree* with everyone whom *known* knows in its registries, under the ids that they have there.

    Somebody is the same if the name of one is a spelling of the other: what the tree says of them
    is added to what is known. An id that somebody else has is qualified, and a spelling that stands
    for somebody else is dropped, with a warning among *problems*.
    """
    bodies = _section(
        "organizations", _mapping(tree, "organizations"), known.organizations, organization_tree, problems
    )
    own = {key: _with_body(entry, bodies.ids) for key, entry in _mapping(tree, "people").items()}
    people = _section("people", own, known.people, person_tree, problems)
    _take_offices(tree, known.people, people.entries)
    events = tree.get("events")
    if isinstance(events, list):
        events = [_with_ids(entry, people.ids, bodies.ids) for entry in events]
    # What is no mapping stays, to be told of.
    sections = {
        key: section.entries
        for key, section in (("people", people), ("organizations", bodies))
        if tree.get(key) is None or isinstance(tree[key], dict)
    }
    return {**tree, **sections, "events": events}


def _mapping(tree: dict[str, Tree], name: str) -> dict[str, Tree]:
    entries = tree.get(name)
    return entries if isinstance(entries, dict) else {}


def _with_body(person: Tree, bodies: Mapping[str, str]) -> Tree:
    if not isinstance(person, dict) or "organization" not in person:
        return person
    return {**person, "organization": _renamed(person["organization"], bodies)}


def _section(
    name: str,
    own: Mapping[str, Tree],
    parties: Sequence[T],
    tell: Callable[[T], Tree],
    problems: Diagnostics,
) -> _Section:
    entries: dict[str, Tree] = {party.id: tell(party) for party in parties}
    by_spelling: dict[str, list[T]] = {}
    for party in parties:
        for spelling in {fold(one) for one in party.names}:
            by_spelling.setdefault(spelling, []).append(party)
    ids: dict[str, str] = {}
    for key, entry in own.items():
        same = _same(key, entry, parties, by_spelling) if isinstance(entry, dict) else None
        if same is not None:
            ids[key] = same.id
            entries[same.id] = _joined(entries[same.id], entry)
        else:
            ids[key] = _free(key, entries)
            if ids[key] != key:
                message = f'"{key}" is {entries[key]["name"]} in the files before; this one is called "{ids[key]}"'
                problems.warn((name, key), message)
            entries[ids[key]] = _without_taken(entry, by_spelling, (name, key), problems)
    return _Section(entries, ids)


def _same(key: str, entry: dict[str, Tree], parties: Sequence[T], by_spelling: Mapping[str, list[T]]) -> T | None:
    name = entry.get("name")
    if name is None:
        return next((party for party in parties if party.id == key), None)
    spellings = {fold(one) for one in _spellings(entry)}
    found = [
        party
        for party in dict.fromkeys(party for one in spellings for party in by_spelling.get(one, ()))
        # Two bodies may share an acronym, and two people a nickname.
        if fold(str(name)) in {fold(one) for one in party.names} or fold(party.name) in spellings
    ]
    by_id = next((party for party in parties if party.id == key), None)
    if by_id in found or len(found) != 1:
        # Amy E. Pope under the id of Amy Pope is she.
        return by_id if by_id in found or (by_id and _is_more_or_less(str(name), by_id.name)) else None
    return found[0]


def _is_more_or_less(name: str, other: str) -> bool:
    """Return whether one of the names has all words of the other."""
    words, others = set(fold(name).split()), set(fold(other).split())
    return words <= others or others <= words


def _take_offices(tree: dict[str, Tree], known: Sequence[Person], entries: dict[str, Tree]) -> None:
    """Give those of *known* the offices that stand beside their bare names in *tree*: the later counts."""
    ids: dict[str, list[str]] = {}
    for person in known:
        for spelling in {fold(one) for one in person.names}:
            ids.setdefault(spelling, []).append(person.id)
    for part in _named_speakers(tree):
        owners = ids.get(fold(split_honorific(part["name"])[1]), [])
        if len(owners) == 1:
            entries[owners[0]] = {**entries[owners[0]], "office": part["office"]}


def _named_speakers(tree: dict[str, Tree]) -> Iterator[dict[str, str]]:
    """Yield the speakers that are named with an office in an event of *tree*."""
    events = tree.get("events")
    for entry in events if isinstance(events, list) else ():
        parts = entry.get("speakers") if isinstance(entry, dict) else None
        for part in parts if isinstance(parts, list) else ():
            if isinstance(part, dict) and all(isinstance(part.get(key), str) for key in ("name", "office")):
                yield part


def _spellings(entry: Mapping[str, Tree]) -> list[str]:
    aliases = entry.get("aliases")
    texts = [entry.get("name"), entry.get("acronym"), *(aliases if isinstance(aliases, list) else ())]
    return [text for text in texts if isinstance(text, str)]


def _joined(known: dict[str, Tree], entry: dict[str, Tree]) -> dict[str, Tree]:
    more = {key: value for key, value in entry.items() if value is not None and key not in _FOLDED}
    if entry.get("acronym") and "acronym" not in known:
        more["acronym"] = entry["acronym"]
    told = {**known, **more}
    have = {fold(one) for one in _spellings(told)}
    aliases = [*known.get("aliases", ()), *(one for one in _spellings(entry) if fold(one) not in have)]
    return {**told, "aliases": aliases} if aliases else told


def _without_taken(entry: Tree, taken: Mapping[str, list[T]], path: tuple[str, str], problems: Diagnostics) -> Tree:
    if not isinstance(entry, dict):
        return entry
    kept = dict(entry)
    acronym = entry.get("acronym")
    if isinstance(acronym, str) and fold(acronym) in taken:
        problems.warn((*path, "acronym"), f'"{acronym}" stands for {taken[fold(acronym)][0].name} already')
        del kept["acronym"]
    aliases = entry.get("aliases")
    if isinstance(aliases, list):
        gone = [one for one in aliases if isinstance(one, str) and fold(one) in taken]
        for one in gone:
            problems.warn((*path, "aliases"), f'"{one}" stands for {taken[fold(one)][0].name} already')
        kept["aliases"] = [one for one in aliases if one not in gone]
    return kept


def _free(key: str, taken: Mapping[str, Tree]) -> str:
    free, number = key, 1
    while free in taken:
        number += 1
        free = f"{key}-{number}"
    return free


def _renamed(key: Tree, ids: Mapping[str, str]) -> Tree:
    return ids.get(key, key) if isinstance(key, str) else key


def _with_ids(entry: Tree, people: Mapping[str, str], bodies: Mapping[str, str]) -> Tree:
    if not isinstance(entry, dict):
        return entry
    lists = {key: entry[key] for key in ("speakers", "organizers") if isinstance(entry.get(key), list)}
    return {**entry, **{key: [_part(part, people, bodies) for part in parts] for key, parts in lists.items()}}


def _part(part: Tree, people: Mapping[str, str], bodies: Mapping[str, str]) -> Tree:
    if not isinstance(part, dict):
        return part
    refers = {"person": people, "organization": bodies}
    return {key: _renamed(value, refers[key]) if key in refers else value for key, value in part.items()}
