"""Check the tree of a YAML or JSON file against its shape and turn it into a draft; the shape as JSON Schema."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic.json_schema import models_json_schema
from pydantic_core import ErrorDetails

from ungacli.draft.diagnostics import BadFileError, Diagnostic, KeyPath, Place, unknown
from ungacli.draft.draft import Draft, RawEvent
from ungacli.draft.from_schedule import Tree
from ungacli.draft.ids import IDENTIFIER, is_identifier
from ungacli.draft.read_options import ReadOptions
from ungacli.draft.schema import (
    ContextShape,
    DocumentShape,
    EventShape,
    OrganizationShape,
    OrganizerShape,
    PersonShape,
    ScheduleShape,
    Shape,
    SpeakerShape,
)
from ungacli.model import Context, Document
from ungacli.names import did_you_mean
from ungacli.participants.values import RawOrganization, RawPerson, RawRole
from ungacli.when.when import PartialWhen

S = TypeVar("S", bound=Shape)
SECTIONS = ("schedule", "people", "organizations", "events")
_TIMES = ("start", "end", "date", "end_date", "timezone")
_STAND_IN_TIMES = {"start": "2000-01-01T00:00", "end": "2000-01-01T01:00"}
_NESTED: dict[str | int, type[Shape]] = {
    "context": ContextShape,
    "speakers": SpeakerShape,
    "organizers": OrganizerShape,
    "documents": DocumentShape,
}


def draft_from_tree(
    tree: Tree,
    options: ReadOptions,
    diagnostics: Sequence[Diagnostic] = (),
    locate: Callable[[], Mapping[KeyPath, Place]] = dict,
) -> Draft:
    """Return the draft of a file in the shape of docs/dataset.md, with every problem of it among the diagnostics.

    A time zone that the file does not give is that of *options*. Raises BadFileError for a tree that is no mapping.
    """
    if not isinstance(tree, dict) or (tree and not any(key in SECTIONS or did_you_mean(key, SECTIONS) for key in tree)):
        what = "the file is empty" if tree is None else "not a schedule"
        raise BadFileError([Diagnostic((), f"{what}; a schedule file has the keys {', '.join(SECTIONS)}")])
    problems = [
        *diagnostics,
        *(Diagnostic((key,), unknown("key", key, SECTIONS)) for key in tree if key not in SECTIONS),
    ]
    about = _about(tree, options, problems)
    organizations = _entries(tree, "organizations", OrganizationShape, problems)
    people = _entries(tree, "people", PersonShape, problems)
    events = _events(tree, problems, needed=not options.busy_only)
    facts = about.given()
    if about.context:
        facts["context"] = Context(**about.context.given())
    return Draft(
        **facts,
        people=tuple(_raw_person(key, shape) for key, shape in people),
        organizations=tuple(RawOrganization(**shape.given(), id=key) for key, shape in organizations),
        events=tuple(events),
        diagnostics=tuple(problems),
        locate=locate,
        strict=True,
    )


def _about(tree: dict[str, Tree], options: ReadOptions, problems: list[Diagnostic]) -> ScheduleShape:
    """Return the section about the schedule itself; nothing but a zone for a section that is wrong."""
    section = tree.get("schedule")
    nothing = ScheduleShape.model_validate({"timezone": "UTC"})
    if options.zone is not None and (section is None or (isinstance(section, dict) and not section.get("timezone"))):
        section = {**(section or {}), "timezone": options.zone.key}
    elif "schedule" not in tree:
        problems.append(Diagnostic((), '"schedule" is missing; give at least its timezone, or --tz ZONE'))
        return nothing
    return _fitting(ScheduleShape, section, ("schedule",), problems) or nothing


def _entries(tree: dict[str, Tree], section: str, shape: type[S], problems: list[Diagnostic]) -> list[tuple[str, S]]:
    """Return the entries of a *section* that are of the *shape*, with their ids."""
    entries = {} if tree.get(section) is None else tree[section]
    if not isinstance(entries, dict):
        problems.append(Diagnostic((section,), "expected a mapping from ids to entries"))
        return []
    shapes: list[tuple[str, S]] = []
    for key, entry in entries.items():
        if fitting := _fitting(shape, entry, (section, key), problems):
            shapes.append((key, fitting))
        if not is_identifier(key):
            problems.append(Diagnostic((section, key), f'"{key}" is not {IDENTIFIER}'))
    return shapes


def _raw_person(key: str, shape: PersonShape) -> RawPerson:
    facts = {**shape.given(), "id": key}
    employer = facts.pop("organization", None)
    return RawPerson(**facts, employer=RawOrganization(id=employer) if employer else None)


def _events(tree: dict[str, Tree], problems: list[Diagnostic], *, needed: bool) -> list[RawEvent]:
    """Return the events of the file; of one that is wrong, whatever else can be checked."""
    entries = tree.get("events")
    has_participants = tree.get("people") or tree.get("organizations")
    if not entries and (not needed or (entries is None and has_participants)):
        return []
    if not isinstance(entries, list) or not entries:
        problems.append(Diagnostic(("events",), "expected a list of at least one event"))
        return []
    events: list[RawEvent] = []
    for index, entry in enumerate(entries):
        path: KeyPath = ("events", index)
        wrong: list[Diagnostic] = []
        shape = _fitting(EventShape, entry, path, wrong)
        problems += wrong
        if shape is None and isinstance(entry, dict):
            shape = _fitting(EventShape, _mended(entry, wrong), path, [])
        if shape:
            events.append(_raw_event(shape, path))
    return events


def _raw_event(shape: EventShape, path: KeyPath) -> RawEvent:
    facts = shape.given()
    times = PartialWhen(*(facts.pop(key, None) for key in _TIMES))
    for section in facts.keys() & {"speakers", "organizers"}:
        facts[section] = tuple(map(_raw_role, facts[section]))
    if "documents" in facts:
        facts["documents"] = tuple(Document(**document.given()) for document in shape.documents)
    return RawEvent(**facts, when=times if times != PartialWhen() else None, path=path)


def _raw_role(shape: SpeakerShape | OrganizerShape) -> RawRole:
    name = shape.name or ""
    if isinstance(shape, SpeakerShape):
        person = RawPerson(id=shape.person, name=name, office=shape.office)
        return RawRole(person, shape.role, shape.status, shape.mode)
    organization = RawOrganization(id=shape.organization, name=name)
    return RawRole(RawPerson(id=shape.person) if shape.person else organization, shape.role, shape.status)


def _fitting(shape: type[S], tree: object, path: KeyPath, problems: list[Diagnostic]) -> S | None:
    """Return *tree*, which is at *path*, as a *shape*; None if it is none, with every reason among the *problems*."""
    try:
        return shape.model_validate(tree)
    except ValidationError as error:
        problems += [_problem(shape, details, path) for details in error.errors(include_url=False)]
        return None


def _mended(entry: dict[str, Any], problems: Sequence[Diagnostic]) -> dict[str, Any]:
    """Return the event *entry* without what is wrong in it: a field, an item of a list or a key of one."""
    wrong = [problem.path[2:] for problem in problems]
    fields = {path[0] for path in wrong if path}
    rest: Any = entry
    for path in filter(None, wrong):
        rest = _without(rest, path)
    if fields & {*_TIMES}:
        # One wrong time makes no other: the times that stand in are right.
        rest = {field: value for field, value in rest.items() if field not in _TIMES} | _STAND_IN_TIMES
    return {**rest, "title": "?"} if "title" in fields else dict(rest)


def _without(value: Any, path: KeyPath) -> Any:
    """Return *value* without the key at *path*, or with "?" for an item of a list there."""
    if isinstance(value, list) and path:
        return [_without(item, path[1:]) if index == path[0] else item for index, item in enumerate(value)]
    if not isinstance(value, dict) or not path:
        return "?"
    without = {key: inner for key, inner in value.items() if key != path[0]}
    return {**without, path[0]: _without(value[path[0]], path[1:])} if path[1:] and path[0] in value else without


def _problem(shape: type[Shape], details: ErrorDetails, path: KeyPath) -> Diagnostic:
    where, found, kind = details["loc"], details["input"], details["type"]
    if kind == "missing":
        way_out = "; --tz ZONE gives it too" if where[-1] == "timezone" else ""
        return Diagnostic((*path, *where[:-1]), f'"{where[-1]}" is missing{way_out}')
    expected = {"string_type": "text", "tuple_type": "a list", "model_type": "a mapping"}.get(kind)
    message = details["msg"]
    if kind == "extra_forbidden":
        nested = _NESTED[where[0]] if where[:-1] else shape
        message = unknown("key", str(where[-1]), nested.model_fields)
    elif kind == "enum":
        choices = re.findall(r"'([^']+)'", details["ctx"]["expected"])
        is_text = isinstance(found, str)
        message = unknown(str(where[-1]), found, choices) if is_text else f"expected one of {', '.join(choices)}"
    elif kind == "value_error":
        message = str(details["ctx"]["error"])
    elif expected:
        kinds = {type(None): "nothing", list: "a list", dict: "a mapping"}
        message = f"expected {expected}, found {kinds.get(type(found), 'text')}"
    return Diagnostic((*path, *where), message)


def dataset_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a file as docs/dataset.md has it, without what only reading finds."""
    shapes = (ScheduleShape, PersonShape, OrganizationShape, EventShape)
    references, whole = models_json_schema([(shape, "validation") for shape in shapes])
    schedule, person, organization, event = (references[shape, "validation"] for shape in shapes)
    for shape in whole["$defs"].values():
        shape.pop("title", None)
        for key, field in shape.get("properties", {}).items():
            shape["properties"][key] = _editors_field(field, required=key in shape.get("required", ()))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A schedule for ungacli",
        "type": "object",
        "properties": {
            "schedule": schedule,
            "people": {"type": ["object", "null"], "additionalProperties": person},
            "organizations": {"type": ["object", "null"], "additionalProperties": organization},
            "events": {"type": "array", "minItems": 1, "items": event},
        },
        "required": ["schedule", "events"],
        "additionalProperties": False,
        "$defs": whole["$defs"],
    }


def _editors_field(field: dict[str, Any], *, required: bool) -> dict[str, Any]:
    """Return *field* without a title that repeats its key, and with null among its types unless it is *required*."""
    field = {key: value for key, value in field.items() if key not in {"title", "default"}}
    choices = [one for one in field.get("anyOf", [field]) if one != {"type": "null"}]
    described = {"description": field["description"]} if "description" in field else {}
    if required:
        return {**choices[0], **described} if len(choices) == 1 else field
    # What an editor underlines then is the inner mistake.
    if len(choices) == 1 and "type" in choices[0]:
        types = choices[0]["type"]
        return {**choices[0], **described, "type": [*(types if isinstance(types, list) else [types]), "null"]}
    return {"anyOf": [*choices, {"type": "null"}], **described}
