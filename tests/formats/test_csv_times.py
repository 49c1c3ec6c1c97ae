from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.builders import NEW_YORK, read, refused, skipped, told
from ungacli.draft.assemble import assemble
from ungacli.draft.diagnostics import BadFileError
from ungacli.draft.read_options import ReadOptions
from ungacli.formats.spreadsheet import reading

ZONED: dict[str, Any] = {"zone": NEW_YORK}
HOUR = timedelta(hours=1)


def days(*cells: str, **options: Any) -> list[str]:
    """Return the days on which events with these cells under Date start, as 2024-09-23."""
    text = "Title;Time;Date\n" + "".join(f"{chr(65 + n)};10:00;{cell}\n" for n, cell in enumerate(cells))
    schedule, _ = told(text, "days.csv", **{**ZONED, "duration": HOUR, **options})
    found = {event.title: event.start.date().isoformat() for event in schedule.events}
    return [found[title] for title in sorted(found)]


def wrong(*cells: str, header: str = "Date", **options: Any) -> list[str]:
    """Return why rows with these cells under *header* are skipped, by place."""
    text = f"Title;Time;{header}\n" + "".join(f"A;10:00;{cell}\n" for cell in cells)
    return skipped(text, "days.csv", **{**ZONED, "duration": HOUR, **options})


def unsettled(*cells: str) -> list[str]:
    """Return the errors for which a file with these cells under Date is refused until an option settles them."""
    text = "Title;Time;Date\n" + "".join(f"A;10:00;{cell}\n" for cell in cells)
    return refused(f"{text}B;10:00;2024-09-23\n", "days.csv", **ZONED, duration=HOUR)


def times(row: str, header: str = "Date,Start,End", **options: Any) -> tuple[str, str]:
    """Return start and end of the event in *row* under *header*, as 23 10:00."""
    schedule, _ = told(f"Title,{header}\nA,{row}\n", "days.csv", **{**ZONED, **options})
    (event,) = schedule.events
    return f"{event.start:%d %H:%M}", f"{event.end:%d %H:%M}"


def test_one_day_settles_the_order_of_all() -> None:
    """A number above 12, the name of the column or --date-order says how days are written; others are reported."""
    assert days("09/10/2024", "23/09/2024") == ["2024-10-09", "2024-09-23"]
    assert days("09/10/2024", "09/23/2024") == ["2024-09-10", "2024-09-23"]
    header = "Start Date,Start Time,End Date,End Time"
    assert times("09/10/2024,10:00,10/13/2024,11:00", header) == ("10 10:00", "13 11:00")
    text = "Title,Date (dd/mm/yyyy),Time\nA,09/10/2024,10:00-11:00\n"
    for hint, day in [("dd/mm/yyyy", date(2024, 10, 9)), ("MM-DD", date(2024, 9, 10))]:
        schedule, _ = told(text.replace("dd/mm/yyyy", hint), "days.csv", **ZONED)
        assert schedule.events[0].start.date() == day
    assert wrong("23/09/2024", header="Date (MM/DD)") == ['2:3: "23/09/2024" is no day with months before days']
    assert days("09/10/2024", date_order="dmy") == ["2024-10-09"]
    assert wrong("23/09/2024", date_order="mdy") == ['2:3: "23/09/2024" is no day with months before days']


def test_what_may_be_two_days_is_not_guessed() -> None:
    """It is an error at the first row, which names the option; days in two orders are skipped."""
    text = "Title,Start,End date,Date,Time\nA,23/09/2024 10:00\nB,2024-09-23 11:00,09/24/2024\nC,,,09/10/2024,12:00\n"
    (line,) = refused(text, "days.csv", **ZONED, duration=HOUR)
    assert line.startswith('4:4: "09/10/2024" could be several days')
    (line,) = unsettled("09/10/2024", "10/11/2024", "01/02/2024")
    assert line.startswith('2:3: "09/10/2024" could be several days')
    assert line.endswith("give --date-order dmy, mdy or ymd (and 2 more)")
    assert unsettled("09/10/2024", "10/11/2024")[0].endswith("(and 1 more)")
    first, second = wrong("23/09/2024", "09/24/2024")
    assert first.startswith('2:3: "23/09/2024" the days of this column are written in several orders')
    assert second.startswith('3:3: "09/24/2024" the days')


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("Tue 23/09/2024", '"Tue 23/09/2024" is no day: 2024-09-23 is a Monday'),
        ("31/09/2024", '"31/09/2024" is no day and no time'),
        ("9999-12-31", '"9999-12-31" is not between the years 1900 and 2199'),
        ("9999-12-31 all day", '"9999-12-31" is not between the years 1900 and 2199'),
    ],
)
def test_days_that_the_calendar_does_not_have_are_skipped(cell: str, problem: str) -> None:
    """A wrong day of the week, a wrong number and a year that no schedule has."""
    assert wrong(cell, "23/09/2024")[0] == f"2:3: {problem}"


def test_a_day_without_a_year_needs_one() -> None:
    """The year comes from --year, also for two digits, which must be its own; one note has all that was recognized."""
    assert days("23 Sep", "24.9.", "25/09/24", year=2024) == ["2024-09-23", "2024-09-24", "2024-09-25"]
    assert unsettled("23 Sep") == ['2:3: "23 Sep" has no year; give --year YEAR']
    text = "Title;Date;Time\nA;23/09/24;0,4375\nB;45559;10:00\n"
    _, said = told(text, "days.csv", **ZONED, duration=HOUR, year=2024)
    found = "numbers of days as Excel counts them, times as parts of a day, days without a full year as of 2024"
    assert said == [f"1:1: note: read with columns between semicolons, days before months, {found}"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("2024-09-23,10:30,12:00", ("23 10:30", "23 12:00")),
        ("2024-09-23,9:00 AM,1:15 p.m.", ("23 09:00", "23 13:15")),
        ("2024-09-23,0.4375,0.5", ("23 10:30", "23 12:00")),
        ("2024-09-23,22:00,01:00", ("23 22:00", "24 01:00")),
        (",2024-09-23 10:30,2024-09-24T12:00", ("23 10:30", "24 12:00")),
        ("2024-09-23,10:30 - 12:00,", ("23 10:30", "23 12:00")),
        ("2024-09-23,10pm-1am,", ("23 22:00", "24 01:00")),
        ("23 Sep 2024 10:30 to 12:00,,", ("23 10:30", "23 12:00")),
        (",2024-09-23T10:30:00Z,2024-09-23T12:00:00+0100", ("23 06:30", "23 07:00")),
        ("2024-09-23,10:30 UTC,12:00 UTC", ("23 06:30", "23 08:00")),
    ],
)
def test_times_in_many_styles(row: str, expected: tuple[str, str]) -> None:
    """One time or two in a cell, with the day or without, with an offset or a zone: they are read as they are meant."""
    assert times(row) == expected


def test_zones_are_those_of_the_day() -> None:
    """CEST is a clock of Zurich's, EST in winter New York's; whole days are those of their column's clock."""
    text = "Title,Date,Time\nA,2024-09-23,10:00-11:00 CEST\n"
    assert read(text, "days.csv", **ZONED).events[0].timezone == ZoneInfo("Europe/Zurich")
    (line,) = skipped(text.replace("CEST", "XYZ"), "days.csv", **ZONED)
    assert line.startswith('2:3: there is no time zone "XYZ"; ')
    schedule = read("Title,Date,Time (EST)\nA,2025-12-02,10:00-11:00\n", "days.csv")
    assert (schedule.timezone, schedule.events[0].timezone) == (NEW_YORK, NEW_YORK)
    event = told("Title,Date (Geneva),All day\nA,2025-09-02,yes\n", "days.csv", **ZONED)[0].events[0]
    assert event.start == datetime(2025, 9, 1, 22, tzinfo=UTC)
    assert event.end - event.start == timedelta(days=1)


def test_an_end_in_the_next_night_or_missing_is_told() -> None:
    """22:00 to 01:00 is the night, 13:00 to 01:30 nothing; without end, length or --duration nothing is assumed."""
    text = "Title,Date,Start,End\nA,2024-09-23,22:00,01:00\n"
    _, said = told(text, "days.csv", **ZONED)
    assert said == ["1:1: note: ends before it begins: on the next day (1 of 1 events)"]
    (line,) = skipped(text.replace("22:00", "13:00"), "days.csv", **ZONED)
    assert "not after its start" in line
    text = "Title,Date,Time\nA,2024-09-23,10:00\nB,2024-09-23,11:00\nC,2024-09-23,12:00-13:00\n"
    assert skipped(text, "days.csv", **ZONED) == [
        "2:2: no end: give an end or a duration in a column, or --duration 1h (and 1 more)"
    ]
    ends = [event.end.hour for event in read(text, "days.csv", **ZONED, duration=HOUR).events]
    assert ends == [11, 12, 13]


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("Date,Time,Duration", "2024-09-23,10:00,1h30", ("23 10:00", "23 11:30")),
        ("Date,Time,Duration (minutes)", "2024-09-23,10:00,90", ("23 10:00", "23 11:30")),
        ("Date,Time,Duration (hours)", "2024-09-23,10:00,1.5", ("23 10:00", "23 11:30")),
        # On this day clocks go back.
        ("Date,Time,Duration", "2024-11-03,00:00,4h", ("03 00:00", "03 03:00")),
        ("Start,Duration", "2024-11-03T00:00:00-04:00,4h", ("03 00:00", "03 03:00")),
        ("Date,Start,End date,End time", "2024-09-23,10:00,2024-09-24,09:00", ("23 10:00", "24 09:00")),
        ("Date,Time,End date", "2024-09-23,10:00-09:00,2024-09-24", ("23 10:00", "24 09:00")),
        # The same twice is no contradiction.
        (
            "Date,Start time,Start,Time slot,Duration",
            "2024-09-23,10:00,2024-09-23 10:00,10:00-11:00,1h",
            ("23 10:00", "23 11:00"),
        ),
        ("Date,Start,Time", "2024-09-23,10:00,10:00-11:30", ("23 10:00", "23 11:30")),
        ("Time,Start,End", "14:00 UTC,2024-09-23T10:00:00-04:00,2024-09-23 11:00", ("23 10:00", "23 11:00")),
        ("Date,All day", "2024-09-23,yes", ("23 00:00", "24 00:00")),
        ("Date,Time", "2024-09-23,all day", ("23 00:00", "24 00:00")),
        # A whole day is from midnight to midnight; the last day counts, unless the midnight after it is given.
        ("Start,End,All day", "2024-09-23,2024-09-24,x", ("23 00:00", "25 00:00")),
        ("When", "23 Sep 2024 all-day", ("23 00:00", "24 00:00")),
        (
            "Start date,Start time,End date,End time,All day",
            "2024-09-23,00:00,2024-09-25,00:00,TRUE",
            ("23 00:00", "25 00:00"),
        ),
        ("Start date,End date,End time,All day", "2024-09-23,2024-09-25,23:59,TRUE", ("23 00:00", "26 00:00")),
    ],
)
def test_columns_give_start_and_end_together(header: str, row: str, expected: tuple[str, str]) -> None:
    """A length that passes really, an end on another day, columns that agree, and whole days."""
    assert times(row, header) == expected


UTC_TIMES = {
    # Geneva is two hours before UTC on 2 September 2025, New York four behind it.
    ("Date,Start (Geneva time),Duration", "2025-09-02,10:00,1h"): ("08:00", "09:00"),
    ("Date,Start (Geneva time)", "2025-09-02,10:00"): ("08:00", "09:00"),
    ("Date,Start,Duration,Event time zone", "2025-09-02,10:00,1h,Geneva"): ("08:00", "09:00"),
    ("Date,Start,Duration", "2025-09-02,10:00 EDT,1h"): ("14:00", "15:00"),
    ("Date,Start (Geneva),End", "2025-09-02,10:00,11:00"): ("08:00", "09:00"),
    ("Date,Start,End (Geneva)", "2025-09-02,10:00,11:00"): ("08:00", "09:00"),
    ("Date,Start,End", "2025-09-02,10:00,11:00 EDT"): ("14:00", "15:00"),
    ("Date,Start,End", "2025-09-02,10:00 UTC,11:00"): ("10:00", "11:00"),
    ("Date,Start,End", "2025-09-02,10:00,11:00 UTC"): ("10:00", "11:00"),
    ("Date,Start (Geneva),End (New York)", "2025-09-02,10:00,05:00"): ("08:00", "09:00"),
    ("Date,Time (EDT)", "2025-09-02,10:00-11:00"): ("14:00", "15:00"),
    ("Date,Time (Start),Time (End)", "2025-09-02,10:00,11:00"): ("01:00", "02:00"),
    ("Start (date),Start (time),Duration", "2025-09-02,10:00,1h"): ("01:00", "02:00"),
    ("Date,Time (24h) (EDT)", "2025-09-02,10:00-11:00"): ("14:00", "15:00"),
    ("Date,Time (UTC+2)", "2025-09-02,10:00-11:00"): ("08:00", "09:00"),
    ("Date (CEST)", "2 Sep 2025 10:00-11:00"): ("08:00", "09:00"),
    ("Date (of event)", "2 Sep 2025 10:00-11:00"): ("01:00", "02:00"),
    ("Date (Geneva)", "2 Sep 2025 10:00-11:00"): ("08:00", "09:00"),
    ("Date,Time (Geneva)", "2025-09-02,10:00-11:00 EDT"): ("14:00", "15:00"),
    ("Date,Time,Zone", "2025-09-02,10:00-11:00,GMT+2"): ("08:00", "09:00"),
    ("Date,Time,Zone", "2025-09-02,10:00-11:00,EDT"): ("14:00", "15:00"),
    ("Date,Time (UTC+2),Event time zone", "2025-09-02,10:00-11:00,Geneva"): ("08:00", "09:00"),
    ("Date,Time (Geneva),Zone", "2025-09-02,10:00-11:00,Europe/Paris"): ("08:00", "09:00"),
    ("Start (Geneva),Date,Time (New York),Duration", "2025-09-02 10:00,2025-09-02,04:00,1h"): ("08:00", "09:00"),
}


@pytest.mark.parametrize(("table", "expected"), UTC_TIMES.items())
def test_times_are_by_the_clock_that_the_file_names(table: tuple[str, str], expected: tuple[str, str]) -> None:
    """Start and end are by the clock of the cell, the column or the row, and both by one where only one is named."""
    header, row = table
    zone = ZoneInfo("Asia/Tokyo")
    schedule, said = told(f"Title,{header}\nA,{row}\n", "days.csv", zone=zone, duration=HOUR)
    (event,) = schedule.events
    assert said == []
    assert tuple(f"{moment.astimezone(UTC):%H:%M}" for moment in (event.start, event.end)) == expected


@pytest.mark.parametrize(
    ("header", "row", "problem"),
    [
        ("Date,Time (XYZ)", "2025-09-02,10:00-11:00", '2:3: there is no time zone "XYZ"; '),
        ("Date,Time (CET)", "2025-09-02,10:00-11:00", '2:3: "CET" does not mean one clock on 2025-09-02; '),
        ("Date,Time (first session)", "2025-09-02,10:00-11:00", '2:3: there is no time zone "first session"; '),
        (
            "Date,Time (Geneva),Zone",
            "2025-09-02,10:00-11:00,EDT",
            '2:3: the column\'s name says "Geneva", and the row "EDT"',
        ),
        ("Date,Time,Event time zone", "2025-09-02,10:00-11:00,GMT+2", '2:4: "GMT+2" is an offset, and a time zone'),
        ("Date,Start,Time (EDT)", "2025-09-02,10:00,10:00", '2:4: "Time (EDT)" and another column give different'),
        (
            "Start (Geneva),Time (EDT)",
            "2025-09-02 10:00,10:00",
            '2:3: "Time (EDT)" says "10:00", and another column 2025-09-02 10:00:00',
        ),
        (
            "Date,Start,End,Zone,Event time zone",
            "2025-11-02,01:30,05:00,New York,Geneva",
            "2:3: 2025-11-02 01:30:00 is twice or not at all in America/New_York",
        ),
    ],
)
def test_clocks_that_are_unclear_are_told(header: str, row: str, problem: str) -> None:
    """A clock that cannot be told is an error and not left out."""
    (line,) = skipped(f"Title,{header}\nA,{row}\n", "days.csv", **ZONED, duration=HOUR)
    assert line.startswith(problem)
    assert "local" not in line


@pytest.mark.parametrize("row", ["8:15,9:45 PM", "08:15,9:45 p.m.", "8:15 AM,9"])
def test_one_end_with_am_or_pm_says_nothing_of_the_other(row: str) -> None:
    """8:15 beside 9:45 PM may be in the morning or in the evening."""
    (line,) = skipped(f"Title,Date,Start,End\nA,2025-09-02,{row}\n", "days.csv", **ZONED)
    assert line.endswith("one of start and end says am or pm, and the other may be either; write it at both")
    assert line.startswith("2:4: " if row.startswith("8:15 AM") else "2:3: ")
    assert times("2025-09-02,10:00 AM,14:00")[1] == "02 14:00"


@pytest.mark.parametrize(("header", "cell"), [("Start", "25:00"), ("Start", "TBC"), ("Duration,Start", "90,10:00")])
def test_what_is_no_time_is_told(header: str, cell: str) -> None:
    """A wrong time or length is told at its cell."""
    (line,) = skipped(f"Title,Date,{header}\nA,2024-09-23,{cell}\n", "days.csv", **ZONED)
    wrong_part, _, _ = cell.partition(",")
    assert line.startswith(f'2:3: "{wrong_part}" is no ')


@pytest.mark.parametrize(
    ("header", "row", "problem"),
    [
        ("Date,All day,Room", ",yes,1", "2:1: no day says when it is"),
        ("Date,Start", "2024-09-23,2024-09-24", '2:2: "Date" says 2024-09-23 and another column 2024-09-24'),
        ("Date,Start,Time", "2024-09-23,10:00,11:00-12:00", '2:4: "Time" and another column give different times'),
        (
            "Date,Start,Time",
            "2024-09-24,2024-09-23 10:00,10:00",
            '2:2: "Date" says "2024-09-24", and another column 2024-09-23 10:00:00; change both or empty one',
        ),
    ],
)
def test_columns_that_contradict_each_other_are_told(header: str, row: str, problem: str) -> None:
    """Two columns of one fact must say one thing; and whole days need a day."""
    assert skipped(f"Title,{header}\nA,{row}\n", "days.csv", **ZONED, duration=HOUR) == [problem]


PIECES = st.sampled_from(
    [
        *("2024-09-23", "23/09/2024", "9/10", "10:00", "2:00", "10-11", "9999-12-31", "0001-01-01", "T10:00:00+14:59"),
        *(" ", "-", "all day", "UTC", "EST", "+99:99", "-04:00", "25:00", "45558", "0.5", "1h", "yes", "Mon", "pm"),
    ]
)
NAMES = ("Title", "Date", "Start", "Time", "End", "End date", "End time", "All day", "Duration", "Time zone")


@given(st.lists(st.lists(PIECES, max_size=3).map("".join), min_size=9, max_size=9), st.sampled_from(["", "Asia/Tokyo"]))
@settings(deadline=None)
def test_any_cells_are_a_time_or_problems_with_places(cells: list[str], zone: str) -> None:
    """Law: whatever stands in the columns that tell when ends in a moment or in problems."""
    text = f"{','.join(NAMES)},Event time zone\nA,{','.join(cells)},{zone}\n"
    draft = reading.read(text.encode(), ReadOptions(zone=NEW_YORK, duration=HOUR))
    assert all(problem.place for problem in draft.diagnostics)
    with suppress(BadFileError):
        assert assemble(draft, stem="days", zone=NEW_YORK).schedule.events
