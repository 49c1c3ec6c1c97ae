from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest

from ungacli.errors import QuestionError
from ungacli.names import slug
from ungacli.when.cities import CITIES, NAMESAKES
from ungacli.when.zones import parse_zone, zone_names

NEW_YORK = ZoneInfo("America/New_York")
# A week in September, when Europe and most of America have summer time, and Australia has not.
WEEK = [datetime(2024, 9, day, 12, tzinfo=UTC) for day in (19, 26)]
JANUARY = [datetime(2025, 1, day, 12, tzinfo=UTC) for day in (13, 17)]
# Over the last Sunday of October, on which Europe's clocks go back.
AUTUMN = [datetime(2024, 10, day, 12, tzinfo=UTC) for day in (26, 28)]


ZONES = {
    "Europe/Zurich": "Europe/Zurich; europe/zurich; Europe/Zürich; Geneva",
    "America/New_York": "AMERICA/NEW YORK; New York; Washington, DC; ET",
    "America/Los_Angeles": "pt",
    "America/Port-au-Prince": "port-au-prince; port au prince",
    "America/Louisville": "louisville",
    "America/St_Johns": "St. John's",
    "Africa/Nairobi": " Nairobi ",
    "Africa/Addis_Ababa": "Addis Ababa",
    "Africa/Douala": "Yaoundé; yaounde",
    "Africa/Ndjamena": "N'Djamena",
    "Asia/Kathmandu": "kathmandu",
    "Asia/Dhaka": "Cox's Bazar",
    "Etc/GMT-5": "Etc/GMT-5",
    "Europe/Amsterdam": "the hague",
    "Europe/Berlin": "Bonn",
    "Pacific/Fiji": "Suva",
    "Pacific/Tongatapu": "Nukualofa",
    "UTC": "utc",
}


@pytest.mark.parametrize(("text", "key"), [(text, key) for key, row in ZONES.items() for text in row.split("; ")])
def test_a_zone_is_found_in_any_case_and_by_its_city(text: str, key: str) -> None:
    """IANA names, their last parts, and duty stations that have no zone of their own name."""
    assert parse_zone(text).key == key


@pytest.mark.parametrize(
    "text", ["Mars/Olympus", "", "../etc/passwd", "Europe", "UTC+2", "+02:00", "localtime", "Factory"]
)
def test_an_unknown_zone_is_refused_with_a_hint(text: str) -> None:
    """What names no zone is no zone; files that lie beside the zones' are none either."""
    with pytest.raises(QuestionError) as caught:
        parse_zone(text)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "zones"),
    [
        ("Samoa", ["Pacific/Apia", "Pacific/Samoa", "US/Samoa"]),
        ("San Juan", ["America/Argentina/San_Juan", "America/Puerto_Rico"]),
        ("victoria", ["Australia/Victoria", "Indian/Mahe"]),
        ("west", ["Australia/West", "Brazil/West"]),
    ],
)
def test_a_name_that_two_places_bear_is_refused(text: str, zones: list[str]) -> None:
    """The state of Samoa is a day ahead of the islands that IANA calls so."""
    with pytest.raises(QuestionError, match="could be several time zones") as caught:
        parse_zone(text)
    assert [zone for zone in zones if f'"{zone}"' in str(caught.value.hint)] == zones


@pytest.mark.parametrize(
    ("text", "meant"),
    [*(("Europe/Geneva", "Europe/Zurich"), ("Asia/Delhi", "Asia/Kolkata"), ("Europe/Zurch", "Europe/Zurich"))],
)
def test_a_city_behind_a_continent_or_a_slip_brings_up_its_zone(text: str, meant: str) -> None:
    """IANA has no such name, but the city is known."""
    with pytest.raises(QuestionError) as caught:
        parse_zone(text)
    assert str(caught.value.hint).startswith(f'did you mean "{meant}"')


def test_every_city_has_a_zone_that_iana_knows() -> None:
    """No city is listed that IANA names a zone after itself, and no zone is offered that is refused."""
    assert {*CITIES.values(), *NAMESAKES.values()} <= available_timezones()
    named = {slug(name.rpartition("/")[2]) for name in available_timezones()}
    assert [city for city in CITIES if slug(city) in named] == []
    keys = {parse_zone(name, local=lambda: NEW_YORK).key for name in zone_names()}
    assert {"UTC", "America/New_York", "Africa/Nairobi"} <= keys


def test_every_last_part_of_a_name_is_a_city() -> None:
    """Each finds a zone with its clock, unless two clocks share it; GMT-5 is none, for its sign is no hyphen."""
    lost = []
    year = [datetime(2024, month, 15, tzinfo=UTC) for month in range(1, 13)]
    places = {name for name in available_timezones() if not any(char.isdigit() for char in name)}
    for name in places - {"Factory", "localtime"}:
        try:
            zone = parse_zone(name.rpartition("/")[2])
        except QuestionError as error:
            if "could be several" not in error.message:
                lost.append(name)
        else:
            clocks = [[moment.astimezone(one).utcoffset() for moment in year] for one in (zone, ZoneInfo(name))]
            assert clocks[0] == clocks[1]
    assert lost == []


def test_local_is_the_zone_of_the_machine() -> None:
    """Whoever calls tells which that is; without, it is no name of a zone."""
    assert parse_zone("Local", local=lambda: NEW_YORK) == NEW_YORK
    with pytest.raises(QuestionError):
        parse_zone("local")


@pytest.mark.parametrize(
    ("text", "at", "key"),
    [
        ("EDT", WEEK, "America/New_York"),
        ("edt", WEEK, "America/New_York"),
        ("CEST", WEEK, "Europe/Zurich"),
        ("EAT", WEEK, "Africa/Nairobi"),
        ("JST", WEEK, "Asia/Tokyo"),
        ("CET", JANUARY, None),
        ("PDT", WEEK, "America/Los_Angeles"),
        ("BST", WEEK, "Europe/London"),
        ("AEST", WEEK, None),
        ("WEST", WEEK, "Europe/Lisbon"),
        ("KST", WEEK, "Asia/Seoul"),
    ],
)
def test_an_abbreviation_is_the_clock_that_it_means_then(text: str, at: list[datetime], key: str | None) -> None:
    """Where all who use it that year are on it at these moments, and all have one offset."""
    zone = parse_zone(text, at=at)
    assert {moment.astimezone(zone).tzname() for moment in at} == {text.upper()}
    assert key in {None, zone.key}


@pytest.mark.parametrize(
    ("text", "at"),
    [
        *[(text, WEEK) for text in ("CET", "EST", "CST", "IST")],
        *[(text, JANUARY) for text in ("CST", "IST", "CEST")],
        ("CEST", AUTUMN),
    ],
)
def test_an_abbreviation_that_means_several_clocks_is_refused(text: str, at: list[datetime]) -> None:
    """In September nobody in Geneva is on CET, but some in Africa are; China, Cuba and America share CST."""
    with pytest.raises(QuestionError, match="does not mean one clock") as caught:
        parse_zone(text, at=at)
    assert str(caught.value.hint).startswith("did you mean ")


def test_an_abbreviation_means_the_schedules_own_zone_first() -> None:
    """Detroit is on New York's clock, and a schedule of Detroit stays there."""
    detroit = ZoneInfo("America/Detroit")
    assert parse_zone("EDT", at=WEEK, own=detroit) == detroit
    assert parse_zone("CEST", at=WEEK, own=detroit).key == "Europe/Zurich"
