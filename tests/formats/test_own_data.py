"""The facts that our own files carry for themselves: complete when they are ours, and never trusted."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats import builders
from tests.formats.schedules import schedules
from ungacli.draft.assemble import assemble
from ungacli.draft.draft import Draft, RawEvent
from ungacli.formats.own_data import digest, event_data, read_event_data
from ungacli.model import Event, Organization, Organizer, Person, Schedule, Speaker
from ungacli.when.when import When

EXB = Organization("exb", "Example Body", "EXB", "un")
ZOE = Person("zoe", "Zoë Müller", "Dr", office="Director", organization=EXB)
EVENT = builders.event(id="launch", speakers=(Speaker(ZOE),), organizers=(Organizer(EXB),))


def facts(event: Event) -> RawEvent:
    """Return what comes back of *event* once it was a text of JSON."""
    own = read_event_data(json.loads(json.dumps(event_data(event))))
    assert own
    return own.facts


def _participants(schedule: Schedule) -> list[Any]:
    """Return everybody in each event without ids, which come from the names."""
    return [
        [
            *((_person(one.person), one.role, one.status, one.mode) for one in event.speakers),
            *(
                (_person(one.participant) if isinstance(one.participant, Person) else _body(one.participant), one.role)
                for one in event.organizers
            ),
        ]
        for event in schedule.events
    ]


def _person(person: Person) -> Any:
    body = person.organization and _body(person.organization)
    return person.name, person.honorific, person.honorific_suffix, person.office, body, person.aliases


def _body(organization: Organization) -> Any:
    return organization.name, organization.acronym, organization.kind, organization.aliases


@given(schedules())
@settings(max_examples=100, deadline=None)
def test_every_fact_comes_back(schedule: Schedule) -> None:
    """With title and times beside them, the facts make the same events again, and the same people."""
    raws = [facts(event) for event in schedule.events]
    for event, raw in zip(schedule.events, raws, strict=True):
        for field in ("id", "uid", "mode", "audience", "topics", "documents", "contact"):
            assert getattr(raw, field) == getattr(event, field)
        assert (raw.status or "confirmed", raw.when and raw.when.zone) == (event.status, event.timezone)
    events = tuple(
        RawEvent(title=event.title, when=When(event.start, event.end), speakers=raw.speakers, organizers=raw.organizers)
        for event, raw in zip(schedule.events, raws, strict=True)
    )
    again = assemble(Draft(timezone=schedule.timezone, events=events), stem="days").schedule
    assert _participants(again) == _participants(schedule)


def test_a_private_note_is_no_part() -> None:
    """What is the reader's own is not handed on."""
    assert "Mine" not in json.dumps(event_data(builders.event(note="Mine alone.")))


def test_the_digest_of_a_description() -> None:
    """A description is recognized however its lines are broken, and not once a word of it has changed."""
    own = read_event_data(event_data(EVENT, description="Mode: hybrid\nAudience: all"))
    assert own
    assert own.description == digest("Mode: hybrid \r\n Audience:\n all") != digest("Mode: hybrid\nAudience: some")


@pytest.mark.parametrize(
    "change",
    [
        *({"id": one} for one in (None, "", "a b", "../x", 5, ["a"])),
        *({"timezone": "Europe/Atlantis"}, {"timezone": []}, {"status": "sure"}, {"mode": {}}, {"topics": "a"}),
        *({"topics": [1]}, {"speakers": {}}, {"speakers": ["Ann"]}, {"speakers": [{"role": "speaker"}]}),
        {"speakers": [{"person": {"name": "Ann"}, "role": "co-host"}]},
        {"organizers": [{"organization": {"name": " "}, "role": "co-host"}]},
        {"documents": [{"title": "A", "url": "javascript:alert(1)"}]},
    ],
)
def test_one_wrong_value(change: dict[str, Any]) -> None:
    """Facts with anything wrong in them are not used at all."""
    assert read_event_data({**event_data(EVENT), **change}) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*event_data(EVENT), "name", "person"]), inner),
)


@given(JSON)
def test_any_value(data: object) -> None:
    """Whatever stands there is facts or nothing."""
    assert read_event_data(data) is None or isinstance(data, dict)


def test_control_characters_are_dropped() -> None:
    """A text is one line that steers no terminal."""
    own = read_event_data({**event_data(EVENT), "audience": "\x1b[31mall\n of\x00 us"})
    assert own
    assert own.facts.audience == "[31mall of us"
