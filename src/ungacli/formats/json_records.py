"""The records that listings print as JSON, taken for a schedule file."""

from collections import Counter
from typing import Any

from ungacli.draft.validate import Tree
from ungacli.names import fold, slug

# What a listing adds with --columns, or what says which schedule it is of.
_NOT_OF_THE_FILE = {"schedule", "sources", "time", "duration", "role"}


def are_records(tree: Tree) -> bool:
    """Return whether *tree* is a list of records of events, as docs/dataset.md describes them."""
    return isinstance(tree, list) and bool(tree) and all(isinstance(one, dict) and "start" in one for one in tree)


def tree_of_records(records: list[dict[str, Any]]) -> Tree:
    """Return the schedule file that tells of these *records*; what is odd in them stays as it is."""
    zones = Counter(zone for one in records if isinstance(zone := one.get("timezone"), str))
    about = {"timezone": zones.most_common(1)[0][0]} if zones else {}
    if isinstance(name := records[0].get("schedule"), str):
        about["id"] = name
    registry = _Registry()
    # Bodies first: people say which they belong to by the acronym or the name alone.
    for record in records:
        for part in _parts(record, "organizers"):
            registry.take_body(part)
    events = [_entry(record, registry, about.get("timezone")) for record in records]
    return {"schedule": about, "people": registry.people, "organizations": registry.organizations, "events": events}


def _parts(record: dict[str, Any], key: str) -> list[dict[str, Any]]:
    parts = record.get(key)
    return [part for part in parts if _is_part(part)] if isinstance(parts, list) else []


def _is_part(part: Any) -> bool:
    return isinstance(part, dict) and all(isinstance(part.get(key), str) for key in ("id", "name"))


class _Registry:
    """The people and organizations that the records name."""

    def __init__(self) -> None:
        self.people: dict[str, Tree] = {}
        self.organizations: dict[str, Tree] = {}
        self._ids: dict[str, str] = {}

    def take_body(self, part: dict[str, Any]) -> None:
        if part.get("kind") != "person":
            self._enter(part["id"], {"name": part["name"], "acronym": part.get("acronym")})

    def take_person(self, part: dict[str, Any]) -> None:
        label = part.get("organization")
        body = self._body(label) if isinstance(label, str) else None
        told = {"name": part["name"], "office": part.get("office"), "organization": body}
        self.people.setdefault(part["id"], told)

    def _body(self, label: str) -> str:
        return self._ids.get(fold(label)) or self._enter(slug(label) or "organization", {"name": label})

    def _enter(self, key: str, entry: dict[str, Any]) -> str:
        self.organizations.setdefault(key, entry)
        for spelling in filter(None, entry.values()):
            self._ids.setdefault(fold(str(spelling)), key)
        return key


def _entry(record: dict[str, Any], registry: _Registry, zone: str | None) -> Tree:
    entry = {key: value for key, value in record.items() if key not in _NOT_OF_THE_FILE}
    if entry.get("timezone") == zone:
        entry.pop("timezone", None)
    for key in ("speakers", "organizers"):
        if isinstance(record.get(key), list):
            entry[key] = [_part(part, registry, key) for part in record[key]]
    return entry


def _part(part: Any, registry: _Registry, key: str) -> Tree:
    if not _is_part(part):
        return part
    is_body = key == "organizers" and part.get("kind") != "person"
    if not is_body:
        registry.take_person(part)
    shown = {"role", "status"} | ({"mode"} if key == "speakers" else set())
    return {"organization" if is_body else "person": part["id"], **{one: part.get(one) for one in sorted(shown)}}
