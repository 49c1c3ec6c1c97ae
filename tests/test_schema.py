"""docs/schema.json: the JSON that programs may rely on."""

import json
import shlex
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.conftest import Run
from tests.pages import ROOT, blocks
from ungacli.model import Mode, OrganizerRole, SpeakerRole, Status
from ungacli.record import Record

SCHEMA = json.loads((ROOT / "docs" / "schema.json").read_text(encoding="utf-8"))
DEFINED = SCHEMA["$defs"]
SMALLEST, FULL, _ = blocks("docs/dataset.md", "yaml")
ODD = """\
schedule: {title: 全球 & "days", timezone: Asia/Kathmandu, revision: 0, context: {title: A week}}
people: {ana: {name: Ana Pérez, honorific: H.E.}, zoe: {name: Zoë, organization: exo}}
organizations: {exo: {name: Экзо}}
events:
  - {title: «Открытие», id: открытие.1, date: 2024-02-29, start: 23:59:30, end: 00:10, end_date: 2024-03-01,
     status: cancelled, mode: virtual, speakers: [{person: ana, status: cancelled, mode: in-person}],
     organizers: [{person: ana, role: partner}, {person: zoe}, Ministry, exo], documents: [a, b]}
  - {title: "?", date: 2024-03-31, start: 01:30, end: 03:30, timezone: Europe/Zurich, status: tentative}
  - {title: Long ago, date: 1971-05-01, start: 09:00, end: 10:00, timezone: Africa/Monrovia}
"""
SCHEDULES = {"bundled": None, "smallest": SMALLEST, "full": FULL, "odd": ODD}
COMMANDS = {
    "list": "event",
    "list --tz Geneva": "event",
    "filter '-title:zebra (has:speakers OR -has:speakers)'": "event",
    "speaker": "involvement",
    "organizer": "involvement",
    "info": "schedule",
    "info --tz UTC": "schedule",
}


def _validator(name: str) -> Draft202012Validator:
    """Return what checks one record against the definition of that *name*."""
    return Draft202012Validator(
        {"$ref": f"#/$defs/{name}", "$defs": DEFINED}, format_checker=Draft202012Validator.FORMAT_CHECKER
    )


WHOLE = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.fixture(params=SCHEDULES)
def events(request: pytest.FixtureRequest) -> list[str]:
    """Return the options that name each of several schedules."""
    if (text := SCHEDULES[request.param]) is None:
        return []
    Path("mine.yaml").write_text(text, encoding="utf-8")
    return ["--events", "mine.yaml"]


def test_the_schema_is_one() -> None:
    """It is valid by the draft that it names, requires every key and allows no others, and has the model's choices."""
    assert SCHEMA["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(SCHEMA)
    objects = {name: defined for name, defined in DEFINED.items() if "properties" in defined}
    assert len(objects) == 11
    for name, defined in objects.items():
        assert (name, defined["required"]) == (name, list(defined["properties"]))
        assert (name, defined["additionalProperties"]) == (name, False)
    assert DEFINED["status"]["enum"] == list(Status)
    assert DEFINED["mode"]["enum"] == [*Mode, None]
    assert DEFINED["organizer_role"]["enum"] == list(OrganizerRole)
    assert DEFINED["speaker"]["properties"]["role"]["enum"] == list(SpeakerRole)


@pytest.mark.parametrize(("command", "kind"), COMMANDS.items(), ids=COMMANDS)
def test_answers_are_as_the_schema_says(run: Run, events: list[str], command: str, kind: str) -> None:
    """Each record of each listing, as --json prints it and as a line of --format jsonl."""
    arguments = [*shlex.split(command), *events]
    whole = json.loads(run(*arguments, "--json").out)
    records = [json.loads(line) for line in run(*arguments, "--format", "jsonl").out.splitlines()]
    assert whole == (records[0] if kind == "schedule" else records)
    WHOLE.validate(whole)
    for record in records:
        _validator(kind).validate(record)
        told = DEFINED[kind].get("required") or DEFINED[f"involved_{record['type']}"]["required"]
        assert list(record) == told


@pytest.mark.parametrize(("name", "people", "bodies"), [("smallest", 0, 0), ("full", 3, 3), ("odd", 1, 4)])
def test_the_schedules_have_participants(run: Run, name: str, people: int, bodies: int) -> None:
    """What the other tests look at is there: people and organizations, some as bare names."""
    Path("mine.yaml").write_text(SCHEDULES[name] or "", encoding="utf-8")
    lines = [run(kind, "--events", "mine.yaml", "--format", "jsonl").out for kind in ("speaker", "organizer")]
    assert [text.count("\n") for text in lines] == [people, bodies]


def test_an_agenda_and_shown_events_are_events(run: Run, events: list[str]) -> None:
    """`speaker NAME`, `organizer NAME` and `show` tell whole events; one that is shown stands by itself."""
    ids = [event["id"] for event in json.loads(run("list", *events, "--json").out)]
    shown = [json.loads(run("show", *several, *events, "--json").out) for several in (ids, ids[:1])]
    agendas = [
        json.loads(run(kind, who["id"], *events, "--json").out)
        for kind in ("speaker", "organizer")
        for who in json.loads(run(kind, *events, "--json").out)
    ]
    assert shown[0] == shown[1] or shown[0][0] == shown[1]
    for told in [*shown, *agendas]:
        WHOLE.validate(told)
        for event in told if isinstance(told, list) else [told]:
            _validator("event").validate(event)


def test_every_key_of_the_full_schedule_holds_something(run: Run) -> None:
    """The schedule with every key leaves none empty, so that the types of all of them are checked."""
    Path("mine.yaml").write_text(FULL, encoding="utf-8")
    (event,) = json.loads(run("list", "--events", "mine.yaml", "--json").out)
    info = json.loads(run("info", "--events", "mine.yaml", "--json").out)
    parts = [event, event["speakers"][0], event["documents"][1], info, info["context"], info["people"][0]]
    assert [key for part in parts for key, value in part.items() if value in (None, [])] == []


def _damaged(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield *value* with a key missing, with one too many, or with something of no type that it may have, anywhere."""
    if isinstance(value, dict):
        yield "+odd", {**value, "odd": None}
        for key in value:
            yield f"-{key}", {other: part for other, part in value.items() if other != key}
            for where, part in chain([("=3.5", 3.5)], _damaged(value[key])):
                yield f"{key} {where}", {**value, key: part}
    if isinstance(value, list):
        for place, item in enumerate(value):
            for where, part in chain([("=3.5", 3.5)], _damaged(item)):
                yield f"{place} {where}", [*value[:place], part, *value[place + 1 :]]


@pytest.mark.parametrize(("command", "kind"), COMMANDS.items(), ids=COMMANDS)
def test_damaged_records_are_refused(run: Run, command: str, kind: str) -> None:
    """A record of the full schedule with a key missing, an odd one or a value of another type is not what it was."""
    Path("mine.yaml").write_text(FULL, encoding="utf-8")
    told = run(*shlex.split(command), "--events", "mine.yaml", "--format", "jsonl").out
    validator = _validator(kind)
    damaged = [one for line in told.splitlines() for one in _damaged(json.loads(line))]
    assert len(damaged) > 20
    assert [where for where, record in damaged if validator.is_valid(record)] == []


EVENT_VALUES = [
    *(("status", "TBC"), ("mode", "online"), ("start", "2024-09-24T17:00:00"), ("timezone", "New York")),
    *(("url", "www.iom.int"), ("id", "two words"), ("topics", [None])),
]
INVOLVEMENT_VALUES = [
    *(("duration", value) for value in ("8 h 15 min", "PT8H15M0.5S", "P1DT8H15M")),
    *(("events", value) for value in ([], ["two words"])),
]


@pytest.mark.parametrize(
    ("command", "kind", "key", "value"),
    [
        *(("list", "event", key, value) for key, value in EVENT_VALUES),
        *(("speaker", "involvement", key, value) for key, value in INVOLVEMENT_VALUES),
        *(("organizer", "involvement", key, value) for key, value in INVOLVEMENT_VALUES),
    ],
)
def test_values_that_no_record_has_are_refused(run: Run, command: str, kind: str, key: str, value: object) -> None:
    """Texts of the right type too, that mean nothing or something else; whoever is listed takes part in something."""
    record: Record = json.loads(run(command, "--json").out)[0]
    assert _validator(kind).is_valid(record)
    assert not _validator(kind).is_valid({**record, key: value})


def test_chosen_columns_are_no_records(run: Run) -> None:
    """What --columns leaves is not what the schema describes."""
    (part,) = json.loads(run("list", "--columns", "id,date", "--limit", "1", "--json").out)
    assert not WHOLE.is_valid(part)
