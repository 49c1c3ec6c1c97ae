"""Trees held against shapes: what fits, and what is wrong with what does not."""

import re
from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ungacli.draft.diagnostics import Diagnostic, KeyPath, unknown
from ungacli.draft.schema_models import ContextShape, DocumentShape, OrganizerShape, Shape, SpeakerShape

S = TypeVar("S", bound=Shape)


def fitted(shape: type[S], tree: object, path: KeyPath) -> tuple[S | None, list[Diagnostic]]:
    """Return *tree* as a *shape*, or None and every reason why it is none; *path* leads to the tree."""
    try:
        return shape.model_validate(tree), []
    except ValidationError as error:
        return None, [_problem(shape, details, path) for details in error.errors(include_url=False)]


_TIMES = {"start", "end", "date", "end_date", "timezone"}
STAND_INS = {"title": "?", "start": "2000-01-01T00:00", "end": "2000-01-01T01:00"}


def mended(entry: dict[str, Any], problems: Sequence[Diagnostic]) -> dict[str, Any]:
    """Return the event *entry* without what *problems* found wrong: a field, an item of a list or a key of one."""
    wrong = [problem.path[2:] for problem in problems]
    rest = dict(entry)
    for field, *inside in filter(None, wrong):
        if inside and isinstance(rest.get(str(field)), list):
            rest[str(field)] = [_item(value, index, inside) for index, value in enumerate(rest[str(field)])]
        else:
            rest.pop(str(field), None)
    if _TIMES & {str(path[0]) for path in wrong if path} or not {"start", "end"} <= rest.keys():
        rest = {field: value for field, value in rest.items() if field not in _TIMES}
    return rest


def _item(value: Any, index: int, wrong: Sequence[str | int]) -> Any:
    if index != wrong[0]:
        return value
    if len(wrong) > 1 and isinstance(value, dict):
        return {key: inner for key, inner in value.items() if key != wrong[1]}
    return "?"


def _problem(shape: type[Shape], details: ErrorDetails, path: KeyPath) -> Diagnostic:
    where, found = details["loc"], details["input"]
    kind = details["type"]
    if kind == "missing":
        way_out = "; --tz ZONE gives it too" if where[-1] == "timezone" else ""
        return Diagnostic((*path, *where[:-1]), f'"{where[-1]}" is missing{way_out}')
    here = (*path, *where)
    if kind == "extra_forbidden":
        return Diagnostic(here, unknown("key", str(where[-1]), _keys(shape, where[:-1])))
    if kind == "enum":
        choices = re.findall(r"'([^']+)'", details["ctx"]["expected"])
        return Diagnostic(
            here,
            unknown(str(where[-1]), found, choices)
            if isinstance(found, str)
            else f"expected one of {', '.join(choices)}",
        )
    if kind == "value_error":
        return Diagnostic(here, str(details["ctx"]["error"]))
    expected = {"string_type": "text", "list_type": "a list", "model_type": "a mapping"}.get(kind)
    return Diagnostic(here, f"expected {expected}, found {_kind_of(found)}" if expected else details["msg"])


def _keys(shape: type[Shape], where: KeyPath) -> list[str]:
    """Return the keys that a mapping at *where* within *shape* may have."""
    nested: dict[str, type[Shape]] = {
        "context": ContextShape,
        "speakers": SpeakerShape,
        "organizers": OrganizerShape,
        "documents": DocumentShape,
    }
    return list((nested[str(where[0])] if where else shape).model_fields)


def _kind_of(value: object) -> str:
    if value is None:
        return "nothing"
    return "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else "text"
