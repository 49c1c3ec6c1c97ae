"""The schedule file as a JSON Schema, for editors that complete and check what is typed."""

from typing import Any

from pydantic.json_schema import models_json_schema

from ungacli.draft.schema_models import EventShape, OrganizationShape, PersonShape, ScheduleShape

Schema = dict[str, Any]


def dataset_schema() -> Schema:
    """Return the JSON Schema (draft 2020-12) of a file as docs/dataset.md has it, without what only reading finds."""
    shapes = (ScheduleShape, PersonShape, OrganizationShape, EventShape)
    references, whole = models_json_schema([(shape, "validation") for shape in shapes])
    schedule, person, organization, event = (references[shape, "validation"] for shape in shapes)
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
        "$defs": {name: _with_empty_keys(shape) for name, shape in whole["$defs"].items()},
    }


def _with_empty_keys(shape: Schema) -> Schema:
    """Return *shape* without titles that only repeat the keys, and with null for what may be left empty."""
    shape = {key: value for key, value in shape.items() if key != "title"}
    if "properties" in shape:
        required = shape.get("required", ())
        shape["properties"] = {
            key: _without_null(field) if key in required else _maybe(field)
            for key, field in ((key, _untitled(field)) for key, field in shape["properties"].items())
        }
    return shape


def _untitled(field: Schema) -> Schema:
    return {key: value for key, value in field.items() if key not in {"title", "default"}}


def _without_null(field: Schema) -> Schema:
    """Return *field*, which only an entry that changes an earlier file may leave empty, as it must be otherwise."""
    choices = [one for one in field.get("anyOf", ()) if one != {"type": "null"}]
    described = {"description": field["description"]} if "description" in field else {}
    return {**choices[0], **described} if len(choices) == 1 else field


def _maybe(field: Schema) -> Schema:
    """Return *field* with null among its types: what an editor underlines then is the inner mistake."""
    choices = [one for one in field.get("anyOf", [field]) if one != {"type": "null"}]
    described = {"description": field["description"]} if "description" in field else {}
    if len(choices) == 1 and "type" in choices[0]:
        types = choices[0]["type"]
        return {**choices[0], **described, "type": [*(types if isinstance(types, list) else [types]), "null"]}
    return {"anyOf": [*choices, {"type": "null"}], **described}
