"""Our own JSON: the schedule file with JSON's brackets, or the records of events that listings print."""

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import Any

from ungacli.draft.diagnostics import Diagnostic, KeyPath, Place, bad_file
from ungacli.draft.draft import Draft
from ungacli.draft.from_schedule import Tree, tree_of
from ungacli.draft.read_options import ReadOptions
from ungacli.draft.validate import draft_from_tree
from ungacli.formats import yaml_tree
from ungacli.formats.text import decoded
from ungacli.model import Schedule
from ungacli.participants.values import RawOrganization

_NOT_SPACE = re.compile(r"\S")
# What a listing adds with --columns, or what says which schedule it is of.
_NOT_OF_THE_FILE = {"schedule", "sources", "time", "duration", "role"}
_ROLE_KEYS = {"speakers": ("role", "status", "mode"), "organizers": ("role", "status")}


def read(data: bytes, options: ReadOptions) -> Draft:
    """Return what *data* says: a schedule file as docs/dataset.md has it, or the records that `--json` prints.

    The records may be an array, one by itself or, as `jsonl` has them, one behind the other. Raises
    BadFileError for what is no JSON, with its place.
    """
    text, warnings = decoded(data)
    values, starts, repeated_keys = _values(text)
    diagnostics = [*warnings, *repeated_keys]
    root: Any = values[0] if len(values) == 1 and not _are_records(values) else values or None

    def places() -> dict[KeyPath, Place]:
        if root is values:
            lines = accumulate(text.count("\n", before, start) for before, start in pairwise([0, *starts]))
            return {("events", index): (line + 1, 1) for index, line in enumerate(lines)}
        found = yaml_tree.places(text)
        return {("events", *path): place for path, place in found.items()} if _are_records(root) else found

    if _are_records(root):
        return _draft_of_records(root, options, diagnostics, places)
    return draft_from_tree(root, options, diagnostics, places)


def write(schedule: Schedule, *, title: str | None = None) -> bytes:
    """Return *schedule* as a schedule file in JSON, called *title* where one is given."""
    tree = tree_of(replace(schedule, title=title or schedule.title))
    return json.dumps(tree, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n"


def _values(text: str) -> tuple[list[Tree], list[int], list[Diagnostic]]:
    """Return the values that stand in *text* one behind the other, scalars as written, where they start, and errors."""
    problems: list[Diagnostic] = []

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """Return *pairs* as a dict, in which the first of two equal keys counts."""
        entries: dict[str, Any] = {}
        for key, value in pairs:
            if key in entries:
                problems.append(Diagnostic((), f'the key "{key}" is given twice in one mapping'))
            entries.setdefault(key, value)
        return entries

    decoder = json.JSONDecoder(object_pairs_hook=mapping, parse_int=str, parse_float=str, parse_constant=str)
    values: list[Tree] = []
    starts = []
    end = 0
    try:
        while found := _NOT_SPACE.search(text, end):
            starts.append(found.start())
            value, end = decoder.raw_decode(text, found.start())
            values.append(_as_text(value))
    except json.JSONDecodeError as error:
        reason = f"not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise bad_file(reason, (error.lineno, error.colno)) from None
    except RecursionError:
        raise bad_file("nested too deep") from None
    return values, starts, problems


def _as_text(value: Any) -> Tree:
    if isinstance(value, dict):
        return {key: _as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_text(inner) for inner in value]
    return value if value is None or isinstance(value, str) else str(value).lower()


def _are_records(tree: Tree) -> bool:
    """Return whether *tree* is a list of records of events, as docs/dataset.md describes them."""
    return isinstance(tree, list) and bool(tree) and all(isinstance(one, dict) and "start" in one for one in tree)


def _draft_of_records(
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
    entries: dict[str, dict[str, Any]] = {"person": {}, "organization": {}}
    events = []
    for record in records:
        event = {key: value for key, value in record.items() if key not in _NOT_OF_THE_FILE}
        if event.get("timezone") == home:
            event.pop("timezone", None)
        for section, keys in _ROLE_KEYS.items():
            roles: list[Any] = event[section] if isinstance(event.get(section), list) else []
            for number, role in enumerate(roles):
                if isinstance(role, dict) and all(isinstance(role.get(key), str) for key in ("id", "name")):
                    is_person = section == "speakers" or role.get("kind") == "person"
                    kind = "person" if is_person else "organization"
                    entries[kind].setdefault(role["id"], role)
                    roles[number] = {kind: role["id"], **{key: role.get(key) for key in keys}}
        events.append(event)
    tree = {
        "schedule": {key: value for key, value in about.items() if value},
        "people": {key: {"name": one["name"], "office": one.get("office")} for key, one in entries["person"].items()},
        "organizations": {
            key: {"name": one["name"], "acronym": one.get("acronym")} for key, one in entries["organization"].items()
        },
        "events": events,
    }
    draft = draft_from_tree(tree, options, diagnostics, locate)
    labels = {key: one.get("organization") for key, one in entries["person"].items()}
    people = tuple(
        replace(person, employer=RawOrganization(name=label))
        if isinstance(label := labels.get(person.id or ""), str) and label.strip()
        else person
        for person in draft.people
    )
    return replace(draft, people=people)
