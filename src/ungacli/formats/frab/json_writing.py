"""c3voc's schedule JSON, version 1, for the tools that read what frab and pretalx write."""

import json
from typing import Any

from ungacli.formats.frab.record import GENERATOR
from ungacli.formats.frab.writing import shaped
from ungacli.model import Schedule

_SCHEMA = "https://c3voc.de/schedule/schema.json"


def write(schedule: Schedule, *, title: str | None = None) -> bytes:
    """Return *schedule*, called *title* or else by its own, as schedule JSON: the same bytes on every machine and day.

    Roles, organizers, audience, contact, certainty and mode of events, further topics, documents
    without a link and uids that are no UUID are lines of the descriptions, which reading the file
    takes apart again. What does not come back: an event's own time zone, an employer apart from a
    person's office, aliases, honorifics, kinds of organizations, the schedule's context.
    """
    told = shaped(schedule, title)
    for day in told["conference"]["days"]:
        for events in day["rooms"].values():
            for event in events:
                event["persons"] = [_person(person) for person in event["persons"]]
                # The schema wants it, and the tools take an empty one for none.
                event["url"] = event["url"] or ""
    whole = {
        "$schema": _SCHEMA,
        "generator": {"name": GENERATOR},
        "schedule": {key: value for key, value in told.items() if value is not None},
    }
    return (json.dumps(_clean(whole), ensure_ascii=False, indent=1) + "\n").encode()


def _person(person: dict[str, Any]) -> dict[str, Any]:
    # The schema takes an id with a public_name, or a name, and never both.
    return {"id": person["id"], "public_name": person["name"]}


def _clean(value: Any) -> Any:
    """Return *value* without halves of surrogates, which no UTF-8 can hold."""
    if isinstance(value, str):
        return value.encode("utf-8", "ignore").decode()
    if isinstance(value, dict):
        return {_clean(key): _clean(one) for key, one in value.items()}
    return [_clean(one) for one in value] if isinstance(value, list) else value
