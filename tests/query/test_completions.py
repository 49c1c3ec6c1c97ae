import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import event, schedule
from ungacli import load
from ungacli.model import Person, Speaker
from ungacli.query.compiler import conditions
from ungacli.query.completions import Candidate, fitting, in_query, values_of
from ungacli.query.conditions import Filters
from ungacli.query.fields import FIELDS

UNGA = load()
DAYS = [f"2024-09-{day}" for day in (19, 22, 23, 24, 25, 26)]


def _offered(text: str) -> list[str]:
    return [one.value for one in in_query(text, UNGA)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("speak", ["speaker:amy-pope", "speaker:hesham-el-askary"]),
        ("ti", ["title:", "time:"]),
        ("speaker:a", ["speaker:amy-pope"]),
        ("speaker:koko-warner,am", ["speaker:koko-warner,amy-pope"]),
        ("-topic:he", ["-topic:health"]),
        ("(topic:he", ["(topic:health"]),
        ("topic:climate (is:up", ["topic:climate (is:upcoming"]),
        ("climate -has:mod", ["climate -has:mode", "climate -has:moderator"]),
        ("id:cm", ["id:cmil"]),
        ("after:2024-09-23", ["after:2024-09-23"]),
        ("date:", [f"date:{day}" for day in DAYS]),
        ("title:", []),
        ("zebra", []),
    ],
)
def test_a_half_typed_query_is_completed(text: str, expected: list[str]) -> None:
    """Fields, and behind a colon or a comma their values; what stands before stays."""
    assert _offered(text)[: max(2, len(expected)) if expected else 99] == expected


def test_nothing_typed_could_be_any_field() -> None:
    """In the order of the table."""
    assert _offered("") == [f"{name}:" for name in FIELDS]
    assert _offered("climate ") == [f"climate {name}:" for name in FIELDS]


@pytest.mark.parametrize("field", [field for field in FIELDS if values_of(field, UNGA)])
def test_every_value_that_is_offered_is_understood(field: str) -> None:
    """As the only value of the field, and without quotes around it."""
    found = [one.value for one in in_query(f"{field}:", UNGA)]
    assert found
    for query in found:
        (condition,) = conditions(Filters(query=query), UNGA, now=UNGA.revised)
        assert condition.label


def test_values_come_with_what_they_mean() -> None:
    """Days with their events, people with their office, bodies by name and by acronym."""
    assert values_of("date", UNGA)[:2] == [
        Candidate("2024-09-19", "Thursday, 1 event"),
        Candidate("2024-09-22", "Sunday, 1 event"),
    ]
    assert values_of("from", UNGA)[2].meaning == "Monday, 3 events"
    assert values_of("speaker", UNGA)[0] == Candidate("Amy Pope", "Director General, IOM")
    assert Candidate("IOM", "International Organization for Migration") in values_of("organizer", UNGA)
    assert Candidate("Filippo Grandi", "UN High Commissioner for Refugees, UNHCR") in values_of("organizer", UNGA)
    assert Candidate("health", "3 events") in values_of("topic", UNGA)
    assert Candidate("cmil", "Launch of the Climate Mobility Innovation Lab") in values_of("id", UNGA)
    assert in_query("speaker:am", UNGA) == [Candidate("speaker:amy-pope", "Amy Pope, Director General, IOM")]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ["Amy Pope", "Ana Gil", "Zoë Pons"]),
        ("a", ["Amy Pope", "Ana Gil"]),
        ("gil", ["Ana Gil"]),
        ("zoe", ["Zoë Pons"]),
        ("po", []),
        ("&", []),
    ],
)
def test_what_begins_as_typed_fits_first(typed: str, expected: list[str]) -> None:
    """Then a word within, if it is the only one: of several a shell would take what they have in common."""
    known = map(Candidate, ["Amy Pope", "Ana Gil", "Zoë Pons"])
    assert [one.value for one in fitting(typed, known)] == expected


def test_what_needs_quotes_is_joined_by_hyphens() -> None:
    """Such a name or topic is found all the same, and its words stand beside it."""
    odd = schedule(
        event(
            topics=("human rights",),
            speakers=(Speaker(Person("x", "Seán O'Neil-Smith")),),
        )
    )
    assert in_query("topic:", odd) == [Candidate("topic:human-rights", "human rights, 1 event")]
    (name,) = in_query("speaker:", odd)
    for query in (name.value, "topic:human-rights"):
        (condition,) = conditions(Filters(query=query), odd, now=odd.revised)
        assert condition.holds(odd.events[0])


@given(st.text(max_size=40) | st.lists(st.sampled_from([*FIELDS, ":", ",", "-", "(", " ", '"', "a"])).map("".join))
def test_any_text_can_be_completed(text: str) -> None:
    """What is offered goes on from a beginning of the text, and nothing fails."""
    for among in (UNGA, schedule()):
        for one in in_query(text, among):
            assert one.value[: len(text.rpartition(" ")[0])] == text.rpartition(" ")[0]


def test_every_field_with_values_of_its_own_offers_them() -> None:
    """Only words of texts and lengths of time are anybody's guess."""
    assert [name for name in FIELDS if not values_of(name, UNGA)] == ["title", "location", "lasting"]
