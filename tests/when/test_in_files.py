"""Days, times, lengths and zones as files write them: in cells of tables and in lines of pages alike."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.when.styles import FULL_DATES, IN_A_LINE
from ungacli.when.cells_and_lines import cell_text, day_at, times_at
from ungacli.when.clocks import ClockText, ClockTimes, counts_to_24, iso_moment, names_half, read_clocks, read_length
from ungacli.when.day_options import ScheduleDays, parse_day
from ungacli.when.days import DayText, common_orders, contradiction, could_be, day_text, read_day
from ungacli.when.when import Unclear
from ungacli.when.zones import read_zone

DAY = date(2024, 9, 23)


def day(text: str) -> DayText:
    """Return what *text* says of a day, which it must."""
    found = day_text(text)
    assert found
    return found


@pytest.mark.parametrize("text", FULL_DATES)
def test_a_day_that_can_be_but_one_is_read(text: str) -> None:
    """In numbers and in words, in a file, in a cell and on the command line."""
    assert read_day(day(text)) == DAY
    cell = cell_text(text, prefer="day")
    assert cell
    assert cell.day == day(text)
    assert parse_day(text, within=ScheduleDays(()), today=DAY) == DAY


@pytest.mark.parametrize("text", IN_A_LINE)
def test_a_day_in_a_line_ends_where_its_words_do(text: str) -> None:
    """What follows it is left to others."""
    found = day_at(f"on {text} we meet", 3)
    assert found
    assert (read_day(found[0]), found[1]) == (DAY, len(text) + 3)


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        ("23 Sep", {"year": 2024}, DAY),
        ("23/09", {"year": 2024}, DAY),
        ("24.9.", {"year": 2024}, date(2024, 9, 24)),
        ("23/09/24", {"year": 2024}, DAY),
        ("23 September ’24", {"year": 2024}, DAY),
        ("05/05/2024", {}, date(2024, 5, 5)),
        ("Tue 10/09/2024", {}, date(2024, 9, 10)),
        ("09/10/2024", {"orders": ["dmy"]}, date(2024, 10, 9)),
        ("09/10/2024", {"orders": ["mdy"]}, date(2024, 9, 10)),
        ("09/10/11", {"orders": ["ymd"], "year": 2009}, date(2009, 10, 11)),
        ("09/10/2024", {}, "could be several days, 2024-09-10 or 2024-10-09; give --date-order"),
        ("23/09/2024", {"orders": ["mdy"]}, "is no day with months before days"),
        ("23 Sep", {}, "has no year; give --year YEAR"),
        ("23/09/24", {}, "has a year of two digits; give --year YEAR"),
        ("23/09/24", {"year": 2025}, "is not of the year 2025"),
        ("29 Feb", {"year": 2025}, "is no day of 2025"),
        ("Thursday 19", {"year": 2024}, "names no month"),
        ("9999-12-31", {}, "is not between the years 1900 and 2199"),
        ("31.12.1899", {}, "is not between the years 1900 and 2199"),
    ],
)
def test_a_file_settles_what_its_day_leaves_out(text: str, options: dict[str, Any], expected: date | str) -> None:
    """A year, an order or a day of the week; nothing is guessed, and what is unclear names the option."""
    found = read_day(day(text), **options)
    if isinstance(expected, date):
        assert found == expected
    else:
        assert isinstance(found, Unclear)
        assert found.message.startswith(f'"{text}" {expected}')
        assert all((option in found.message) == (found.option == option) for option in ("--year", "--date-order"))


@pytest.mark.parametrize("text", ["31/31/2024", "31 February 2024", "2024-02-30", "123/1/2024", "23 Foo 2024", "soon"])
def test_what_the_calendar_does_not_have_is_no_day(text: str) -> None:
    """Nor is what only looks like one."""
    assert day_text(text) is None


@pytest.mark.parametrize("text", ["18–19 September 2024", "September 18-19, 2024", "30 Sep to 2 Oct 2024"])
def test_several_days_are_not_one(text: str) -> None:
    """From one day to another is nobody's own date."""
    found = day_at(text, 0)
    assert found
    unclear = read_day(found[0])
    assert isinstance(unclear, Unclear)
    assert "more than one day" in unclear.message


def test_days_of_one_file_settle_their_order() -> None:
    """A number above 12 or a weekday tells which number is the day; one that contradicts it changes nothing."""
    open_day = day("09/10/2024")
    assert common_orders([open_day, day("23/09/2024")], None) == {"dmy"}
    assert common_orders([open_day, day("09/23/2024")], None) == {"mdy"}
    assert common_orders([open_day, day("Tue 10/09/2024")], None) == {"dmy"}
    assert common_orders([day("23/09/2024"), day("09/24/2024")], None) == set()
    assert read_day(open_day, orders=common_orders([open_day, day("23/09/2024")], None)) == date(2024, 10, 9)
    wrong = day("Tuesday 23 Sep 2024")
    assert (read_day(wrong), contradiction(wrong, DAY)) == (DAY, "2024-09-23 is a Monday")
    assert contradiction(day("Mon 23 Sep 2024"), DAY) is None
    assert could_be(day("9/23"), DAY)
    assert not could_be(day("9/24"), DAY)


@given(
    st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(["%d.%m.%Y", "%m/%d/%Y", "%Y-%m-%d", "%d %B %Y"])
)
def test_every_day_in_every_style_is_among_its_readings(one: date, style: str) -> None:
    """Law: however a day is written, one of its readings is that day."""
    assert could_be(day(one.strftime(style)), one)


def span(start: str, end: str = "") -> ClockTimes:
    """Return the times of day that are written as 17:00."""
    hours = [timedelta(hours=int(text[:2]), minutes=int(text[3:])) if text else None for text in (start, end)]
    assert hours[0] is not None
    return ClockTimes(hours[0], hours[1])


TIMES = {
    "10:30-12:00": "10.30-12.00; 10:30–12:00",
    "12:00-13:30": "12:00- 13.30",
    "09:00-11:00": "9-11",
    "15:00-18:00": "3PM to 6PM",
    "09:00-13:15": "9:00 AM - 1:15 p.m.",
    "08:30-09:30": "8:30 – 9:30 a.m.",
    "13:00-15:00": "1-3pm",
    "11:00-13:00": "11:00-1:00 PM",
    "22:00-01:00": "10pm-1am",
    "09:00-12:00": "from 9 am to noon",
    "14:30-16:00": "14h30 - 16h",
    "22:30-00:30": "22:30 – 00:30",
    "20:00-24:00": "20:00 - midnight",
    "16:30-17:30": "16:30pm-17:30pm",
    "10:00-11:00": "10:00:00-11:00:00",
    "14:00": "14:00",
    "12:00": "noon; 12 noon",
    "22:00": "10 p.m.",
}


@pytest.mark.parametrize(("text", "times"), [(text, key) for key, row in TIMES.items() for text in row.split("; ")])
def test_times_are_read_in_many_styles(text: str, times: str) -> None:
    """In a cell and in a line, which mean the same by the same words."""
    cell, line = cell_text(text, prefer="clock"), times_at(text, 0, expected=True)
    assert cell
    assert cell.times
    assert line
    assert read_clocks(cell.times) == read_clocks(line[0]) == span(*times.split("-"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 a.m. - 12 noon", span("10:00", "12:00")),
        ("20:00 - 12 midnight", span("20:00", "24:00")),
        ("1030-1200 hrs", span("10:30", "12:00")),
        ("10\u00a0:\u00a030\u2011 12:00", span("10:30", "12:00")),
        ("10:00 EDT - 11:00 EDT", span("10:00", "11:00")),
        ("13.15 — 14.30 (EDT)", span("13:15", "14:30")),
        ("18:00-late", span("18:00")),
    ],
)
def test_lines_and_cells_write_times_in_more_styles(text: str, expected: ClockTimes) -> None:
    """With zones between, an open end, or words for noon and midnight."""
    found = times_at(text, 0, expected=True)
    assert found
    assert read_clocks(found[0]) == expected
    assert found[0].zone == ("EDT" if "EDT" in text else "")
    cell = cell_text(text, prefer="clock")
    assert cell
    assert cell.times
    assert (read_clocks(cell.times), cell.times.zone) == (expected, found[0].zone)


@pytest.mark.parametrize(
    ("start", "end", "problem"),
    [
        *[(start, end, "in the night or in the afternoon") for start, end in (("2:00", ""), ("2", "4"))],
        *[(start, end, "ends before it begins") for start, end in (("13:00", "12:00"), ("11", "1"))],
        *[(start, "", "is no time") for start in ("25:00", "10:75", "13 pm")],
    ],
)
def test_times_that_are_unclear_say_why(start: str, end: str, problem: str) -> None:
    """And which times may be meant."""
    unclear = read_clocks(ClockText(f"{start}-{end}", start, end))
    assert isinstance(unclear, Unclear)
    assert problem in unclear.message


def test_a_file_that_counts_to_24_has_no_unclear_hours() -> None:
    """14:30, 09:00 and 14h show it, am and pm do not."""
    assert [counts_to_24([ClockText(text, text)]) for text in ("14:30", "09:00", "9h", "9:30", "02:00 pm")] == [
        *(True, True, True, False, False)
    ]
    assert read_clocks(ClockText("2:00", "2:00"), to_24=True) == span("02:00")
    assert read_clocks(ClockText("10-9", "10:00", "09:00"), any_order=True) == span("10:00", "09:00")
    halves = [names_half(text) for text in ("8:15 AM", "8:15", "14:00", "0:30", "noon")]
    assert halves == [True, False, *[None] * 3]


@pytest.mark.parametrize(
    ("text", "unit", "minutes"),
    [
        *[(text, "", 90) for text in ("90 min", "1h30", "1:30")],
        *(("01:30:30", "", 90.5), ("90", "min", 90), ("1.5", "h", 90)),
    ],
)
def test_lengths_are_read(text: str, unit: str, minutes: float) -> None:
    """A number alone is of the unit that the file gives."""
    assert read_length(text, unit) == timedelta(minutes=minutes)
    assert isinstance(read_length("90"), Unclear)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-05-09T08:00:00Z", datetime(2025, 5, 9, 8, tzinfo=UTC)),
        ("2025-05-09 08:00 UTC", datetime(2025, 5, 9, 8, tzinfo=UTC)),
        ("2025-05-09T10:00:00.000+0200", datetime(2025, 5, 9, 8, tzinfo=UTC)),
        ("2025-05-09 4:00 -04:00", datetime(2025, 5, 9, 8, tzinfo=UTC)),
        ("2025-05-09T08:00", datetime(2025, 5, 9, 8)),
        ("2025-05-41T08:00", None),
        ("2025-05-09", None),
    ],
)
def test_moments_as_iso_8601_writes_them(text: str, expected: datetime | None) -> None:
    """With an offset they are instants, without one local times."""
    assert iso_moment(text) == expected


@pytest.mark.parametrize("text", ["2024-09-23 10:30", "23 Sep 2024 at 10:30", "10:30 on Mon 23 Sep 2024", "45558.4375"])
def test_a_cell_may_hold_day_and_time(text: str) -> None:
    """In either order, and as a spreadsheet counts days and parts of days."""
    cell = cell_text(text, prefer="clock")
    assert cell
    assert cell.day
    assert cell.times
    assert (read_day(cell.day), read_clocks(cell.times)) == (DAY, span("10:30"))


def test_a_cell_may_name_a_zone_or_all_day() -> None:
    """Offsets and abbreviations are looked up later; a range is no offset."""
    cells = [
        cell_text(text, prefer="clock")
        for text in ("10:30 (GMT)", "10:30 +02:00", "10:30 EDT", "2024-09-23 10:30-12:00", "2024-09-23 all day")
    ]
    zones = [cell.times.zone if cell and cell.times else None for cell in cells]
    assert zones == ["GMT", "+02:00", "EDT", "", None]
    assert [bool(cell and cell.all_day) for cell in cells] == [False, False, False, False, True]
    hour = cell_text("930", prefer="clock")
    assert hour
    assert hour.times
    assert read_clocks(hour.times) == span("09:30")
    # Of that year, or 20:30 by that clock.
    assert cell_text("23 Sep 2030 UTC", prefer="day") is None
    assert cell_text("23 Sep 2030 hrs", prefer="day")


@given(st.integers(0, 24 * 60 - 1))
def test_parts_of_a_day_are_minutes(minutes: int) -> None:
    """Law: a minute that Excel keeps as a part of a day comes back as that minute."""
    cell = cell_text(str(minutes / 1440), prefer="clock")
    assert cell
    assert cell.times
    assert cell.times.start == f"{minutes // 60:02}:{minutes % 60:02}:00"


SUMMER, WINTER = datetime(2025, 9, 2, 12), datetime(2025, 12, 2, 12)


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("europe/zurich", None, "Europe/Zurich"),
        ("Geneva time", SUMMER, "Europe/Zurich"),
        ("EST", WINTER, "America/New_York"),
        ("EST", None, "EST"),
        ("CEST", SUMMER, "Europe/Zurich"),
        ("Eastern Time", SUMMER, "America/New_York"),
        ("W. Europe Standard Time", None, "Europe/Berlin"),
        ("Eastern Standard Time 1", None, "America/New_York"),
        ("(UTC-05:00) Eastern Time (US & Canada)", SUMMER, "America/New_York"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", None, "Europe/Amsterdam"),
        ("/citadel.org/20190914_1/Europe/Berlin", None, "Europe/Berlin"),
        ("GMT", SUMMER, "UTC"),
        ("UTC+0", None, "UTC"),
        ("Z", None, "UTC"),
    ],
)
def test_a_zone_is_known_by_any_of_its_names(text: str, at: datetime | None, expected: str) -> None:
    """IANA's, a city's, Windows', an abbreviation's on that day."""
    zone = read_zone(text, at)
    assert isinstance(zone, ZoneInfo)
    assert zone.key == expected


@pytest.mark.parametrize(("text", "minutes"), [("UTC+2", 120), ("GMT -3:30", -210), ("+0530", 330), ("[", None)])
def test_an_offset_is_no_zone(text: str, minutes: int | None) -> None:
    """It is handed over as what it is."""
    zone = read_zone(text)
    assert zone == timezone(timedelta(minutes=minutes)) if minutes else isinstance(zone, Unclear)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("XYZ", 'there is no time zone "XYZ"'),
        ("CET", '"CET" does not mean one clock on 2025-09-02'),
        ("UTC+99", 'there is no offset "UTC+99"'),
        ("first session", 'there is no time zone "first session"'),
        ("x" * 300, "is no time zone"),
    ],
)
def test_what_names_no_zone_says_why(text: str, problem: str) -> None:
    """Without the word local, which is for the command line alone."""
    zone = read_zone(text, SUMMER)
    assert isinstance(zone, Unclear)
    assert problem in zone.message
    assert "local" not in zone.message
