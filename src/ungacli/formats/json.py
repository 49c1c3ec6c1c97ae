"""Our own JSON: the schedule file with JSON's brackets."""

import json
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from ungacli.draft.diagnostics import Diagnostic, KeyPath, Place, bad_file
from ungacli.draft.draft import Draft
from ungacli.draft.from_schedule import Tree, tree_of
from ungacli.draft.read_options import ReadOptions
from ungacli.draft.validate import draft_from_tree
from ungacli.formats import yaml_tree
from ungacli.formats.json_records import are_records, draft_of_records
from ungacli.formats.text import decoded
from ungacli.model import Schedule

_SPACE = re.compile(r"\s*")


def read(data: bytes, options: ReadOptions) -> Draft:
    """Return what *data* says: a schedule file as docs/dataset.md has it, or the records that `--json` prints.

    The records may be an array, one by itself or, as `jsonl` has them, one behind the other. Raises
    BadFileError for what is no JSON, with its place.
    """
    text, diagnostics = decoded(data)
    values, starts, repeated_keys = _values(text)
    problems = [*diagnostics, *repeated_keys]
    if are_records(values):
        return draft_of_records(values, options, problems, lambda: _lines(text, starts))
    root: Any = values[0] if len(values) == 1 else values or None
    if are_records(root):
        return draft_of_records(root, options, problems, lambda: _within("events", yaml_tree.places(text)))
    return draft_from_tree(root, options, problems, lambda: yaml_tree.places(text))


def write(schedule: Schedule, *, title: str | None = None) -> bytes:
    """Return *schedule* as a schedule file in JSON, called *title* where one is given."""
    tree = tree_of(schedule)
    if title:
        tree["schedule"]["title"] = title
    return json.dumps(tree, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n"


def _lines(text: str, starts: Sequence[int]) -> dict[KeyPath, Place]:
    places: dict[KeyPath, Place] = {}
    line = 1
    for index, (before, start) in enumerate(pairwise([0, *starts])):
        line += text.count("\n", before, start)
        places["events", index] = (line, 1)
    return places


def _within(key: str, places: Mapping[KeyPath, Place]) -> dict[KeyPath, Place]:
    return {(key, *path): place for path, place in places.items()}


def _values(text: str) -> tuple[list[Tree], list[int], list[Diagnostic]]:
    """Return the values that stand in *text* one behind the other, scalars as written, where they start, and errors."""
    problems: list[Diagnostic] = []

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key, value in pairs:
            if key in mapping:
                problems.append(Diagnostic((), f'the key "{key}" is given twice in one mapping'))
            mapping.setdefault(key, value)
        return mapping

    decoder = json.JSONDecoder(object_pairs_hook=once, parse_int=str, parse_float=str, parse_constant=str)
    values: list[Tree] = []
    starts = []
    try:
        at = _after_space(text, 0)
        while at < len(text):
            starts.append(at)
            value, end = decoder.raw_decode(text, at)
            values.append(_as_text(value))
            at = _after_space(text, end)
    except json.JSONDecodeError as error:
        reason = f"not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise bad_file(reason, (error.lineno, error.colno)) from None
    except RecursionError:
        raise bad_file("nested too deep") from None
    return values, starts, problems


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    assert found
    return found.end()


def _as_text(value: Any) -> Tree:
    if isinstance(value, dict):
        return {key: _as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_text(inner) for inner in value]
    return value if value is None or isinstance(value, str) else str(value).lower()
