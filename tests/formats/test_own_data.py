"""The facts that our own files carry for themselves: complete when they are ours, and never trusted."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats import builders
from ungacli.formats.own_data import digest, event_data, read_event_data
from ungacli.model import Organization, Organizer, Person, Speaker

EXB = Organization("exb", "Example Body", "EXB", "un")
ZOE = Person("zoe", "Zoë Müller", "Dr", office="Director", organization=EXB)
EVENT = builders.event(id="launch", speakers=(Speaker(ZOE),), organizers=(Organizer(EXB),))


def test_what_our_data_holds() -> None:
    """No private note, a digest of the description however its lines are broken, no control characters."""
    assert "Mine" not in json.dumps(event_data(builders.event(note="Mine alone.")))
    own = read_event_data(event_data(EVENT, description="Mode: hybrid\nAudience: all"))
    assert own
    assert own.description == digest("Mode: hybrid \r\n Audience:\n all") != digest("Mode: hybrid\nAudience: some")
    own = read_event_data({**event_data(EVENT), "audience": "\x1b[31mall\n of\x00 us"})
    assert own
    assert own.facts.audience == "[31mall of us"


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
