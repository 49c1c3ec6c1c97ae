"""What is written and read again is what it was, as far as the format can carry it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Run
from tests.formats import builders
from tests.formats.schedules import schedules
from tests.pages import ROOT, blocks
from ungacli.formats.table import FACTS, FORMATS, holds
from ungacli.model import Organizer, Person, Schedule

BOTH_WAYS = [name for name, one in FORMATS.items() if one.reader and one.writer]
LOSSLESS = [name for name in BOTH_WAYS if not FORMATS[name].lacks]
_, FULL, _ = blocks("docs/dataset.md", "yaml")
SCHEDULES = {
    "bundled": builders.read((ROOT / "events.yaml").read_text(encoding="utf-8"), "iom-unga-79.yaml"),
    "full": builders.read(
        f"{FULL}  - {{title: Farewell, date: 2025-09-24, start: 17:00, end: 18:00}}\n", "example-2025.yaml"
    ),
}


def in_order(schedule: Schedule) -> Schedule:
    """Return *schedule* with its registries by id: whoever only has a name is entered where that first stands."""
    return replace(
        schedule,
        events=tuple(sorted(schedule.events, key=lambda event: (event.start.timestamp(), event.id))),
        people=tuple(sorted(schedule.people, key=lambda one: one.id)),
        organizations=tuple(sorted(schedule.organizations, key=lambda one: one.id)),
    )


@given(schedule=schedules())
@settings(max_examples=100)
def test_nothing_is_lost(schedule: Schedule) -> None:
    """A format that carries everything gives back the very same schedule."""
    assert LOSSLESS
    for name in LOSSLESS:
        read = builders.read(FORMATS[name].write(schedule), f"mine{FORMATS[name].suffixes[0]}")
        assert in_order(read) == in_order(schedule), name


@pytest.mark.parametrize("name", [name for name, one in FORMATS.items() if one.reader])
@given(data=st.binary())
def test_any_bytes_are_a_schedule_or_have_problems(name: str, data: bytes) -> None:
    """Nothing in a file breaks the reader of any format."""
    reading = builders.reading(data, f"mine{FORMATS[name].suffixes[0]}", format_name=name)
    assert reading.schedule or all(one.message for one in reading.findings)


def _person(person: Person) -> tuple[Any, ...]:
    body = person.organization
    return person.name, person.honorific, person.honorific_suffix, person.office, body and body.label, {*person.aliases}


def _host(part: Organizer) -> tuple[Any, ...]:
    host = part.participant
    who = _person(host) if isinstance(host, Person) else (host.name, host.acronym, host.kind, {*host.aliases})
    return type(host), who, part.role, part.status


def facts(schedule: Schedule) -> list[Any]:
    """Return all that *schedule* says, people and organizations by what they are called instead of by ids."""
    return [
        (schedule.title, schedule.timezone, schedule.url, schedule.revision, schedule.own_days, schedule.context),
        *(
            (
                event.timezone,
                replace(event, speakers=(), organizers=(), schedule="", sources=()),
                [(_person(part.person), part.role, part.status, part.mode) for part in event.speakers],
                [_host(part) for part in event.organizers],
            )
            for event in schedule.events
        ),
    ]


@pytest.mark.parametrize("name", ["ics", "xml", "voc"])
@given(schedule=schedules())
@settings(max_examples=100)
def test_everything_that_a_format_carries_comes_back(name: str, schedule: Schedule) -> None:
    """Of any schedule, and no second writing changes it; a calendar of a single event has no title."""
    file = f"days{FORMATS[name].suffixes[0]}"
    once, _ = builders.told(FORMATS[name].write(schedule), file)
    expected = in_order(builders.reduced(schedule, name))
    if name == "ics" and len(schedule.events) == 1:
        expected = replace(expected, title=once.title)
    assert (once.id, once.revised, facts(in_order(once))) == (expected.id, expected.revised, facts(expected))
    assert builders.told(FORMATS[name].write(once), file)[0] == once


@pytest.mark.parametrize("name", BOTH_WAYS)
@pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES)
def test_what_a_format_carries_comes_back(name: str, schedule: Schedule) -> None:
    """A rich schedule, without what the format's line in the table says it has no place for, is what is read again."""
    data = FORMATS[name].write(schedule)
    suffix = FORMATS[name].suffixes[0]
    read, _ = builders.told(data, f"{schedule.id}{suffix}", format_name=name)
    assert facts(read) == facts(builders.reduced(schedule, name))


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_each_fact_that_a_format_lacks_is_one(name: str) -> None:
    """The table speaks of facts that there are, and none of them comes back from any of the rich schedules."""
    assert FORMATS[name].lacks <= FACTS.keys()
    tried = {fact for fact in FACTS if any(holds(schedule, fact) for schedule in SCHEDULES.values())}
    assert FORMATS[name].lacks - tried == set()


def test_what_is_lost_is_said(run: Run) -> None:
    """Converting tells what the new file cannot hold, and only what there was."""
    Path("full.yaml").write_text(FULL, encoding="utf-8")
    assert run("convert", "full.yaml", "-o", "full.ics").err.splitlines()[1:] == [
        "note: iCalendar does not carry notes, own days, context, page of the schedule"
    ]
    assert run("convert", "full.ics", "-o", "again.ics").err == "note: 1 event written to again.ics\n"
    assert run("convert", "full.yaml", "-o", "full.json").err == "note: 1 event written to full.json\n"
