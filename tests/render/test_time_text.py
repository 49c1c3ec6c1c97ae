from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.builders import event
from ungacli.render import time_text
from ungacli.render.time_text import iso_duration

ZURICH = ZoneInfo("Europe/Zurich")


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2024, 9, 19), date(2024, 9, 19), "19 September 2024"),
        (date(2024, 9, 19), date(2024, 9, 26), "19–26 September 2024"),
        (date(2024, 9, 30), date(2024, 10, 1), "30 September – 1 October 2024"),
        (date(2024, 12, 31), date(2025, 1, 1), "31 December 2024 – 1 January 2025"),
    ],
)
def test_days_say_once_what_they_share(first: date, last: date, words: str) -> None:
    """Month and year are not repeated."""
    assert time_text.days(first, last) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([date(2024, 9, 19)], "19 September 2024"),
        ([date(2024, 9, 19), date(2024, 9, 22), date(2024, 9, 23)], "19, 22 and 23 September 2024"),
        ([date(2024, 9, 30), date(2024, 10, 1)], "30 September and 1 October 2024"),
        ([date(2024, 12, 31), date(2025, 12, 1)], "31 December 2024 and 1 December 2025"),
        ([date(2024, 9, day) for day in range(1, 31, 2)], "15 days of 1–29 September 2024"),
    ],
)
def test_a_list_of_days_names_month_and_year_where_they_change(days: list[date], words: str) -> None:
    """Each month and year stands behind its last day."""
    assert time_text.day_list(days) == words


@pytest.mark.parametrize(
    ("start", "length", "words"),
    [
        ("23:00", timedelta(minutes=30), "23:00–23:30"),
        ("23:00", timedelta(hours=2), "23:00–01:00 +1"),
        ("23:00", timedelta(days=3), "23:00–23:00 +3"),
        ("09:00:30", timedelta(seconds=15), "09:00:30–09:00:45"),
        ("09:00:30", timedelta(seconds=30), "09:00:30–09:01"),
    ],
)
def test_times_have_days_and_seconds_where_needed(start: str, length: timedelta, words: str) -> None:
    """An end on another day is marked, and seconds are shown where there are any, in another zone too."""
    begin = datetime.fromisoformat(f"2025-09-22T{start}").replace(tzinfo=ZURICH)
    one = event(start=begin, end=begin + length)
    assert time_text.times(one) == words
    assert time_text.other_times(one, [ZoneInfo("Europe/Berlin")]) == [f"CEST {words}"]


@pytest.mark.parametrize(
    ("minutes", "words", "iso"),
    [
        (495, "8 h 15 min", "PT8H15M"),
        (120, "2 h", "PT2H0M"),
        (45, "45 min", "PT0H45M"),
        (0, "0 min", "PT0H0M"),
        (1500, "25 h", "PT25H0M"),
        (0.25, "15 s", "PT0H0M15S"),
        (61.5, "1 h 1 min 30 s", "PT1H1M30S"),
    ],
)
def test_a_length_is_in_hours_and_minutes(minutes: float, words: str, iso: str) -> None:
    """Days are not a unit of a working week, and seconds are told where there are any."""
    length = timedelta(minutes=minutes)
    assert (time_text.duration(length), iso_duration(length)) == (words, iso)


def test_lengths_pass_and_zones_are_named_over_clock_changes() -> None:
    """From 01:00 to 04:00 it is two hours or four; events on both sides of a change have two offsets."""
    spring = [datetime(2025, 3, 30, hour, tzinfo=ZURICH) for hour in (1, 4)]
    autumn = [datetime(2025, 10, 26, hour, tzinfo=ZURICH) for hour in (1, 4)]
    lengths = [event(start=start, end=end).duration for start, end in (spring, autumn)]
    assert lengths == [timedelta(hours=2), timedelta(hours=4)]
    events = [event(start=datetime(2025, month, 1, tzinfo=ZURICH)) for month in (7, 12, 7)]
    assert time_text.zones(events) == "Europe/Zurich (CEST, UTC+02:00 and CET, UTC+01:00)"


@pytest.mark.parametrize(
    ("zone", "day", "words"),
    [
        ("America/New_York", "2025-07-01", "EDT, UTC−04:00"),
        ("America/New_York", "2025-01-01", "EST, UTC−05:00"),
        ("Asia/Kathmandu", "2025-07-01", "UTC+05:45"),
        ("UTC", "2025-07-01", "UTC+00:00"),
        # Liberia was 44 minutes and 30 seconds behind until 1972.
        ("Africa/Monrovia", "1971-05-01", "MMT, UTC−00:44:30"),
    ],
)
def test_an_offset_has_the_zones_abbreviation_where_it_has_one(zone: str, day: str, words: str) -> None:
    """Zones that only have numbers for a name have the offset alone."""
    assert time_text.offset(datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(zone))) == words


@pytest.mark.parametrize(
    ("own", "month", "zones", "told"),
    [
        ("Europe/Zurich", 7, ["Asia/Kolkata"], ["IST 12:30–13:30"]),
        ("Europe/Zurich", 7, ["Asia/Kolkata", "Europe/Dublin"], ["UTC+05:30 12:30–13:30", "UTC+01:00 08:00–09:00"]),
        ("America/Chicago", 1, ["Asia/Shanghai", "Asia/Tokyo"], ["UTC+08:00 23:00–00:00 +1", "JST 00:00 +1–01:00 +1"]),
        ("Europe/Zurich", 7, ["Europe/Zurich", "Europe/Berlin"], ["CEST 09:00–10:00"]),
    ],
)
def test_clocks_of_one_name_are_told_by_their_offsets(own: str, month: int, zones: list[str], told: list[str]) -> None:
    """IST is India's and Ireland's, CST Chicago's and China's; one clock in two cities is still one."""
    one = event(start=datetime(2025, month, 1, 9, tzinfo=ZoneInfo(own)))
    assert time_text.other_times(one, [ZoneInfo(zone) for zone in zones]) == told


def test_a_second_clock_that_changes_is_named_once() -> None:
    """Lebanon changes at midnight, Zurich at 2:00; where CST is also China's the offsets of Chicago stand instead."""
    start = datetime(2025, 11, 2, 5, tzinfo=ZoneInfo("UTC"))
    night = event(start=start, end=start + timedelta(hours=3))
    zones = [ZoneInfo("America/Chicago"), ZoneInfo("Asia/Shanghai")]
    assert time_text.other_times(night, zones) == ["UTC−05:00–UTC−06:00 00:00–02:00", "UTC+08:00 13:00–16:00"]
    beirut = ZoneInfo("Asia/Beirut")
    night = event(start=datetime(2025, 3, 29, 22, 30, tzinfo=ZURICH), end=datetime(2025, 3, 30, 0, 30, tzinfo=ZURICH))
    assert time_text.other_times(night, [beirut]) == ["EET–EEST 23:30–02:30 +1"]
    later = event(start=datetime(2025, 3, 30, 1, 30, tzinfo=ZURICH), end=datetime(2025, 3, 30, 3, 30, tzinfo=ZURICH))
    assert (time_text.times(later), time_text.other_times(later, [beirut])) == (
        "01:30–03:30 CET–CEST",
        ["EEST 03:30–04:30"],
    )
