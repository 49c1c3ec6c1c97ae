from datetime import datetime
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import event, schedule
from ungacli import Schedule, load
from ungacli.errors import QuestionError
from ungacli.query.filters import Filters, conditions, emptied_by, of_party, select
from ungacli.when.zones import parse_zone

NOW = datetime(2024, 9, 23, 12, tzinfo=ZoneInfo("America/New_York"))
UNGA = load()


def ids(*asked: Filters, among: Schedule = UNGA) -> list[str]:
    """Return the ids of the events that all *asked* filters let through."""
    found = [condition for one in asked for condition in conditions(one, among, now=NOW)]
    return [event.id for event in select(among, found).events]


# Where one of the two is on a panel of an event that IOM, or its Director General, helps to organize.
SPOKEN_FOR_IOM = ["united-generations", "eu-migration", "womens-health"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(date=["2024-09-23"]), ["drc", "eu-migration", "americas-cities"]),
        (Filters(date=["today"]), ["drc", "eu-migration", "americas-cities"]),
        (Filters(date=["2024-09-24", "2024-09-19"]), ["united-generations", "cmil"]),
        (Filters(date=["2024-09-20"]), []),
        (Filters(from_="2024-09-26"), ["amr", "eps"]),
        (Filters(to="2024-09-22"), ["united-generations", "climate-peace"]),
        (Filters(from_="Tuesday", to="Wednesday"), ["cmil", "idp-progress", "womens-health"]),
        (Filters(speaker=["rania"]), ["climate-peace", "cmil"]),
        (Filters(speaker=["koko", "poonam"]), ["idp-progress", "amr"]),
        (Filters(organizer=["unhcr"]), ["eu-migration", "womens-health"]),
        (Filters(organizer=["grandi"]), ["eu-migration"]),
        (Filters(role=["moderator"]), ["climate-peace", "idp-progress"]),
        (Filters(role=["opening"]), ["climate-peace", "americas-cities", "idp-progress"]),
        (Filters(role=["sponsor", "partner"]), ["americas-cities", "womens-health"]),
        (Filters(role=["sponsor", "moderator"]), ["climate-peace", "americas-cities", "idp-progress"]),
        (Filters(speaker=["rania"], role=["moderator"]), ["climate-peace"]),
        (Filters(speaker=["pope"], role=["moderator"]), []),
        (Filters(organizer=["iom"], role=["partner"]), ["womens-health"]),
        (Filters(organizer=["who"], role=["panelist"]), ["womens-health"]),
        (Filters(speaker=["pope"], role=["sponsor"]), []),
        (Filters(speaker=["pope"], role=["organizer"]), ["eu-migration"]),
        (Filters(speaker=["pope", "daniels"], organizer=["iom"], role=["panelist"]), SPOKEN_FOR_IOM),
        (Filters(speaker=["pope"], organizer=["iom"], role=["sponsor"]), []),
        (Filters(topic=["health"], organizer=["who"]), ["womens-health", "amr"]),
        (Filters(topic=["cities", "data"]), ["americas-cities", "idp-progress"]),
        (Filters(status=["tentative"]), []),
        (Filters(status=["TBC", "canceled"]), []),
        (Filters(query="climate"), ["climate-peace", "cmil", "eps"]),
        (Filters(query="climate PEACE"), ["climate-peace", "eps"]),
        (Filters(query="climate peace"), ["climate-peace", "eps"]),
        (Filters(query="eu"), ["drc", "eu-migration"]),
        (Filters(query="sharsh"), ["climate-peace", "cmil"]),
        (Filters(query="Tiếng"), []),
        (Filters(query="unodc"), ["eu-migration"]),
        (Filters(query="chapman"), ["cmil"]),
        (Filters(query="Baha'i"), ["eps"]),
    ],
)
def test_filters_let_through_what_they_say(filters: Filters, expected: list[str]) -> None:
    """Worked out by hand from the page: any of one field's values, and all of the fields.

    A role belongs to the same part as the name beside it.
    """
    assert ids(filters) == expected


def test_without_filters_everything_is_meant() -> None:
    """Nothing asked, nothing left out."""
    assert select(UNGA, conditions(Filters(), UNGA, now=NOW)) is UNGA


def test_an_empty_schedule_can_be_asked_too() -> None:
    """Nothing is found in nothing."""
    assert ids(Filters(date=["2024-09-23"]), among=schedule()) == []


def test_the_days_are_those_of_the_zone() -> None:
    """In Geneva the launch of 24 September 17:00 in New York runs from 23:00 past midnight."""
    geneva = UNGA.in_zone(parse_zone("Europe/Zurich"))
    assert ids(Filters(date=["2024-09-25"]), among=geneva) == ["cmil", "idp-progress", "womens-health"]
    assert ids(Filters(date=["2024-09-25"])) == ["idp-progress", "womens-health"]


def test_words_in_scripts_without_spaces_are_found_anywhere() -> None:
    """A Chinese word has no gap before it; a Latin one is looked for at the beginning of words."""
    both = schedule(event(id="zh", title="全球气候大会"), event(id="en", title="Museum"))
    assert [ids(Filters(query=word), among=both) for word in ("气候", "useum", "mus")] == [["zh"], [], ["en"]]


def test_topics_are_looked_through_too() -> None:
    """A topic need not occur in the title."""
    assert ids(Filters(query="oceans"), among=schedule(event(topics=("oceans",)))) == ["briefing"]


def test_words_after_an_apostrophe_are_words() -> None:
    """In French the article leans on its noun."""
    event_in_french = schedule(event(title="L'avenir d’Afrique"))
    assert [ids(Filters(query=word), among=event_in_french) for word in ("afrique", "l'avenir", "lafrique")] == [
        ["briefing"],
        ["briefing"],
        [],
    ]


@pytest.mark.parametrize(
    "filters",
    [
        Filters(date=["2024-09-31"]),
        Filters(from_="nonsense"),
        Filters(from_="2024-09-24", to="2024-09-23"),
        Filters(speaker=["nobody at all"]),
        Filters(organizer=["nobody at all"]),
        Filters(role=["king"]),
        Filters(topic=["sports"]),
        Filters(status=["maybe"]),
    ],
)
def test_a_filter_that_cannot_be_understood_is_a_wrong_question(filters: Filters) -> None:
    """No filter is silently ignored."""
    with pytest.raises(QuestionError) as caught:
        ids(filters)
    assert caught.value.hint


def test_the_condition_that_left_nothing_is_named() -> None:
    """Amy Pope has no event on 26 September; the day is asked first, so she is what emptied it."""
    asked = conditions(Filters(date=["2024-09-26"], speaker=["pope"]), UNGA, now=NOW)
    emptied = emptied_by(UNGA, asked)
    assert emptied is not None
    assert emptied.label == "speaker Amy Pope"
    assert emptied_by(UNGA, asked[:1]) is None


def test_an_agenda_is_of_one_person_whoever_else_is_asked_for() -> None:
    """`speaker pope --speaker daniels` is where both speak; a role is then of whom the option names."""
    assert ids(*of_party(Filters(speaker=["daniels"]), "speaker", "pope")) == ["cmil"]
    assert ids(*of_party(Filters(role=["panelist"]), "speaker", "pope")) == ["eu-migration"]
    assert ids(*of_party(Filters(organizer=["egypt"]), "organizer", "who")) == ["amr"]
    assert ids(*of_party(Filters(role=["partner"]), "organizer", "who")) == ["womens-health"]


def test_a_selection_of_one_speaker_is_personal() -> None:
    """Whoever exports one person's events wants the time blocked; two people's are nobody's own."""
    personal = [
        [condition.personal for condition in conditions(filters, UNGA, now=NOW)]
        for filters in (
            Filters(speaker=["pope"]),
            Filters(speaker=["pope"], role=["panelist"]),
            Filters(speaker=["pope", "daniels"]),
            Filters(organizer=["iom"]),
        )
    ]
    assert personal == [[True], [True, False], [False], [False]]


FIELDS = [
    Filters(date=["2024-09-23", "2024-09-25"]),
    Filters(speaker=["pope", "daniels"]),
    Filters(organizer=["iom"]),
    Filters(topic=["governance", "health"]),
    Filters(query="migration"),
]


@given(st.lists(st.sampled_from(FIELDS), max_size=3))
def test_the_order_of_filters_is_irrelevant(asked: list[Filters]) -> None:
    """What meets all conditions does so in any order."""
    assert len({tuple(ids(*order)) for order in permutations(asked)}) == 1


@given(st.sampled_from(["Asia/Kathmandu", "Pacific/Kiritimati", "America/Adak", "Europe/Zurich"]))
def test_another_clock_loses_no_event(zone: str) -> None:
    """Converted events are the same events at the same instants, in the same order."""
    moved = UNGA.in_zone(parse_zone(zone))
    assert [one.start.timestamp() for one in moved.events] == [one.start.timestamp() for one in UNGA.events]
    assert {one.timezone.key for one in moved.events} == {zone}
