"""What holds of any query, whatever it asks for."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from itertools import chain, permutations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import event, schedule
from ungacli import Schedule, load
from ungacli.errors import QuestionError
from ungacli.model import Status
from ungacli.query.compiler import conditions
from ungacli.query.conditions import Filters, select
from ungacli.query.fields import FIELDS, STATES

NOW = datetime(2024, 9, 24, 12, tzinfo=ZoneInfo("America/New_York"))
UNGA = load()
EVERYTHING = [one.id for one in UNGA.events]
ZONES = ["UTC", "Asia/Kathmandu", "Pacific/Kiritimati", "America/Adak", "Europe/Zurich"]
TERMS = st.sampled_from(
    [
        *("climate", '"human mobility"', "health", "zebra", "title:migration", "location:room"),
        *("speaker:pope", "speaker:daniels,rania", "organizer:unhcr", "role:moderator", "role:panelist,co-host"),
        *("topic:health", "topic:cities,data", "date:23", "date:mon..wed", "before:24", "after:23", "from:25", "to:22"),
        *("time:morning", "time:9-12", 'time:"after 16:30"', "time:22-2", "status:confirmed", "mode:hybrid"),
        *("is:past", "is:now", "is:upcoming", "is:tentative", "has:documents", "has:moderator", "id:cmil"),
        *("lasting:>90m", "lasting:1h30"),
    ]
)
QUERIES = st.recursive(
    TERMS,
    lambda inner: st.one_of(
        inner.map("-({})".format),
        inner.map("NOT ({})".format),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' '.join(parts)})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' OR '.join(parts)})"),
    ),
    max_leaves=6,
)


def ids(*queries: str, among: Schedule = UNGA) -> list[str]:
    """Return the ids of the events that meet all *queries*, each by itself."""
    found = among
    for query in queries:
        found = select(found, conditions(Filters(query=query), among, now=NOW))
    return [one.id for one in found.events]


def _in_order(found: Iterable[str]) -> list[str]:
    return [one for one in EVERYTHING if one in set(found)]


@given(QUERIES)
def test_a_query_and_its_opposite_share_no_event_and_leave_none_out(query: str) -> None:
    """Each event meets one of them."""
    assert _in_order([*ids(query), *ids(f"-({query})")]) == EVERYTHING
    assert set(ids(query)) & set(ids(f"-({query})")) == set()


@given(QUERIES, QUERIES)
def test_or_is_the_union(one: str, other: str) -> None:
    """In the order of time, each event once, whichever comes first."""
    assert ids(f"({one}) OR ({other})") == ids(f"({other}) OR ({one})") == _in_order([*ids(one), *ids(other)])


@given(st.lists(QUERIES, min_size=2, max_size=3))
def test_the_order_is_irrelevant(queries: list[str]) -> None:
    """What must all hold does so in any order, a role beside a name too."""
    assert len({tuple(ids(" ".join(order))) for order in permutations(queries)}) == 1


@given(st.lists(TERMS.filter(lambda term: not term.startswith("role:")), min_size=1, max_size=3))
def test_side_by_side_is_the_intersection(queries: list[str]) -> None:
    """Only a role means something else beside a name."""
    assert ids(" ".join(queries)) == ids(*queries)


@given(QUERIES, QUERIES)
def test_de_morgan_holds(one: str, other: str) -> None:
    """What is neither is not the one and not the other."""
    assert ids(f"-(({one}) OR ({other}))") == ids(f"-({one})", f"-({other})")


@given(st.sampled_from(ZONES), st.sampled_from(["23", "24", "25", "2024-09-23", "26"]))
def test_before_from_to_and_after_share_out_the_days(zone: str, day: str) -> None:
    """By any clock: what is not before a day is from it on, what is not after it is up to it, and both are on it."""
    moved = UNGA.in_zone(ZoneInfo(zone))
    assert ids(f"-before:{day}", among=moved) == ids(f"from:{day}", among=moved) == ids(f"date:{day}..", among=moved)
    assert ids(f"-after:{day}", among=moved) == ids(f"to:{day}", among=moved) == ids(f"date:..{day}", among=moved)
    assert ids(f"from:{day} to:{day}", among=moved) == ids(f"date:{day}", among=moved)


@given(st.sampled_from(ZONES))
def test_another_clock_loses_no_event(zone: str) -> None:
    """Its days hold every event that there is, at the same instants, and what does not ask for days finds the same."""
    moved = UNGA.in_zone(ZoneInfo(zone))
    assert [one.start.timestamp() for one in moved.events] == [one.start.timestamp() for one in UNGA.events]
    assert ids("date:first..last", among=moved) == EVERYTHING
    for query in ("is:past", "lasting:>90m", "speaker:pope -topic:climate"):
        assert ids(query, among=moved) == ids(query)


@pytest.mark.parametrize("now", [0, 7, 8, 9, 10, 11, 12, 13, 18, 23])
def test_each_event_is_past_now_or_upcoming(now: int) -> None:
    """At any hour just one of the three; an event is on from its start until just before its end."""
    moment = datetime(2024, 9, 26, now, tzinfo=NOW.tzinfo)
    found = [
        [one.id for one in select(UNGA, conditions(Filters(query=f"is:{state}"), UNGA, now=moment)).events]
        for state in ("past", "now", "upcoming")
    ]
    assert sorted(chain(*found)) == sorted(EVERYTHING)
    # From 8:00 to 10:00 and from 11:15 to 12:45.
    assert found[1] == (["amr"] if now in {8, 9} else ["eps"] if now == 12 else [])


@pytest.mark.parametrize(
    ("options", "query"),
    [
        (Filters(date=["23", "26"]), "date:23,26"),
        (Filters(from_=["23"], to=["24"]), "from:23 to:24"),
        (Filters(time=["morning", "after 17:00"]), 'time:morning,"after 17:00"'),
        (Filters(speaker=["pope", "rania"], role=["moderator"]), "speaker:pope,rania role:moderator"),
        (Filters(topic=["health"], status=["confirmed"]), "topic:health status:confirmed"),
        (Filters(where=["climate OR health", "topic:cities"]), "(climate OR health) OR topic:cities"),
        (Filters(speaker=["Pope, Amy"]), 'speaker:"Pope, Amy"'),
    ],
)
def test_typed_options_are_the_same_question_as_a_query(options: Filters, query: str) -> None:
    """Same events, same words about them; a value of an option is one value, comma or not."""
    by_options = conditions(options, UNGA, now=NOW)
    by_query = conditions(Filters(query=query), UNGA, now=NOW)
    assert select(UNGA, by_options) == select(UNGA, by_query)
    assert {one.label for one in by_options} == {one.label for one in by_query} or options.where


@pytest.mark.parametrize("state", [state for state in STATES if state in list(Status)])
def test_a_status_is_a_state(state: str) -> None:
    """`is:` and `status:` agree, in any schedule."""
    mixed = schedule(*(event(id=status, status=status) for status in Status))
    assert ids(f"is:{state}", among=mixed) == ids(f"status:{state}", among=mixed) == [state]


VALUES = st.text(max_size=20).filter(lambda text: not set(text) & set('"“”„'))


@given(st.sampled_from([*FIELDS]), VALUES)
def test_any_value_of_any_field_is_understood_or_a_wrong_question(field: str, value: str) -> None:
    """With the spot of the value and a hint, and in no other way."""
    query = f'climate {field}:"{value}"'
    try:
        assert set(ids(query)) <= set(EVERYTHING)
    except QuestionError as error:
        wrong = error
    else:
        return
    assert wrong.hint
    assert wrong.spot is not None
    assert query[wrong.spot.start : wrong.spot.end] == f'"{value}"'


@given(st.text(max_size=60))
def test_any_text_is_answered_or_a_wrong_question(text: str) -> None:
    """No text makes the filter language fail in another way, in an empty schedule neither."""
    for among in (UNGA, schedule()):
        with suppress(QuestionError):
            assert set(ids(text, among=among)) <= set(EVERYTHING)
