"""The records of events that listings print as JSON, read as a schedule file."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ungacli.draft.diagnostics import Diagnostic, KeyPath, Place
from ungacli.draft.draft import Draft
from ungacli.draft.from_schedule import Tree
from ungacli.draft.read_options import ReadOptions
from ungacli.draft.validate import draft_from_tree
from ungacli.participants.values import RawOrganization

# What a listing adds with --columns, or what says which schedule it is of.
_NOT_OF_THE_FILE = {"schedule", "sources", "time", "duration", "role"}
_OF_SPEAKERS = ("role", "status", "mode")
_OF_ORGANIZERS = ("role", "status")


def are_records(tree: Tree) -> bool:
    """Return whether *tree* is a list of records of events, as docs/dataset.md describes them."""
    return isinstance(tree, list) and bool(tree) and all(isinstance(one, dict) and "start" in one for one in tree)


def draft_of_records(
    records: Sequence[dict[str, Any]],
    options: ReadOptions,
    diagnostics: Sequence[Diagnostic],
    locate: Callable[[], Mapping[KeyPath, Place]],
) -> Draft:
    """Return the draft of a schedule with these *records*; what is wrong in them is among the diagnostics.

    People say to which organization they belong by its acronym or name alone.
    """
    zones = Counter(zone for one in records if isinstance(zone := one.get("timezone"), str))
    home = zones.most_common(1)[0][0] if zones else None
    schedule = records[0].get("schedule")
    about = {"timezone": home, "id": schedule if isinstance(schedule, str) else None}
    participants = list(_participants(records))
    tree = {
        "schedule": {key: value for key, value in about.items() if value},
        "people": {one["id"]: _kept(one, "name", "office") for one, is_person in reversed(participants) if is_person},
        "organizations": {one["id"]: _kept(one, "name", "acronym") for one, is_person in participants if not is_person},
        "events": [_entry(record, home) for record in records],
    }
    draft = draft_from_tree(tree, options, diagnostics, locate)
    labels = {one["id"]: one.get("organization") for one, is_person in participants if is_person}
    people = tuple(
        replace(person, employer=RawOrganization(name=label))
        if isinstance(label := labels.get(person.id), str) and label.strip()
        else person
        for person in draft.people
    )
    return replace(draft, people=people)


def _participants(records: Sequence[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], bool]]:
    """Yield everyone whom *records* name, and whether it is a person."""
    for record in records:
        for section in ("speakers", "organizers"):
            roles = record.get(section)
            for role in filter(_names_someone, roles if isinstance(roles, list) else ()):
                yield role, _is_person(role, section)


def _names_someone(role: Any) -> bool:
    return isinstance(role, dict) and all(isinstance(role.get(key), str) for key in ("id", "name"))


def _is_person(role: dict[str, Any], section: str) -> bool:
    return section == "speakers" or role.get("kind") == "person"


def _kept(record: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: record.get(key) for key in keys}


def _entry(record: dict[str, Any], home: str | None) -> Tree:
    entry = {key: value for key, value in record.items() if key not in _NOT_OF_THE_FILE}
    if entry.get("timezone") == home:
        entry.pop("timezone", None)
    for section, keys in (("speakers", _OF_SPEAKERS), ("organizers", _OF_ORGANIZERS)):
        if isinstance(record.get(section), list):
            entry[section] = [
                {"person" if _is_person(one, section) else "organization": one["id"], **_kept(one, *keys)}
                if _names_someone(one)
                else one
                for one in record[section]
            ]
    return entry
