"""Tables and lists below days, and lines with a day or a time that say less than an event needs."""

from typing import Any

import pytest

from tests.formats.test_page import said, trees, unused


def when(text: str, **assumed: Any) -> list[tuple[str | None, ...]]:
    """Return title, day, start and end of each event on a page with *text*."""
    return [tuple(event.get(key) for key in ("title", "date", "start", "end")) for event in trees(text, **assumed)]


OPENING = ("Opening", "2025-10-06", "09:00", "10:00")
PANEL = ("Panel", "2025-10-06", "10:00", "11:00")
WALK = ("Walk", "2025-10-06", "11:00", "12:00")


@pytest.mark.parametrize("second", ["<td>10:00-11:00<td>Panel", "<td></td><td>10:00-11:00<td>Panel"])
def test_rows_without_a_day_are_of_the_day_above(second: str) -> None:
    """A cell with the day may reach over several rows, or be empty in all but the first."""
    rows = "3" if "<td></td>" not in second else "x"
    third = second.replace("10:00-11:00<td>Panel", "11:00-12:00<td>Walk")
    first = f"<tr><td rowspan={rows}>6 October 2025<td>9:00-10:00<td>Opening</tr>"
    assert when(f"<table>{first}<tr>{second}</tr><tr>{third}</tr></table>") == [OPENING, PANEL, WALK]


def test_cells_that_reach_down_keep_the_columns_of_a_table() -> None:
    """Below a table's head the cells beside a day that reaches down are still those of their columns."""
    events = trees(
        "<table><tr><th>Date<th>Time<th>Title<th>Room</tr><tr><td rowspan=2>6 October 2025<td>9:00-10:00<td>Opening"
        "<td>A</tr><tr><td>10:00-11:00<td>Panel<td>B</tr><tr><td>7 October 2025<td>9:00-10:00<td>End<td>C</tr></table>"
    )
    assert [(event["title"], event["date"], event["location"]) for event in events] == [
        ("Opening", "2025-10-06", "A"),
        ("Panel", "2025-10-06", "B"),
        ("End", "2025-10-07", "C"),
    ]


def test_a_day_with_a_theme_heads_the_times_below_it() -> None:
    """What a heading says beside its day is told with each event."""
    text = "Monday 6 October 2025 – Migration day\n9:00-10:00 Opening\n10:00-11:00 Panel\n"
    assert when(text) == [OPENING, PANEL]
    assert said(text).count('the page heads the day "Migration day"') == 2
    assert unused(text) == []


def test_a_day_with_a_theme_heads_a_table() -> None:
    """A heading in HTML holds for the rows below it, whose head stands between them."""
    text = (
        "<h2>Monday, 6 October 2025: Opening day</h2><table><tr><th>Time<th>Title<th>Room</tr>"
        "<tr><td>9:00-10:00<td>Opening<td>A</tr><tr><td>10:00-11:00<td>Panel<td>B</tr></table>"
    )
    assert when(text) == [OPENING, PANEL]


def test_a_time_with_a_place_below_a_day_and_a_title_is_that_events() -> None:
    """Only times with titles make the line above them a heading."""
    (event,) = trees("6 October 2025 | Opening\n9:00-10:00 Room 5\n")
    assert (event["title"], event["start"], event["location"]) == ("Opening", "09:00", "Room 5")


@pytest.mark.parametrize(
    "heading",
    [
        "DAY 1 - MONDAY 6 OCTOBER 2025",
        "Day 1: Monday 6 October 2025",
        "Monday 6 October 2025 (Day 1)",
        "Day one | 6 October 2025 – Theme",
        "6 October 2025, Day 1: Theme",
    ],
)
def test_days_with_their_numbers_are_headings(heading: str) -> None:
    """The number of a day beside its date is no title."""
    assert when(f"{heading}\n9:00-10:00 Opening\n10:00-11:00 Panel\n") == [OPENING, PANEL]


def test_the_number_of_a_day_alone_is_no_date() -> None:
    """Below a day of which only the number is known, an event has no date."""
    assert when("Day 1: Arrival\n9:00-10:00 Opening\n") == [("Opening", None, "09:00", "10:00")]
    assert when("Day 1 Day 1 Day 1\n9:00-10:00 Opening\n") == [("Opening", None, "09:00", "10:00")]


def test_a_title_may_stand_in_one_part_with_its_time() -> None:
    """Behind the bar there is more of the event, which is told."""
    text = "6 October 2025\n9.00-9.15 Welcome | Maria Lopez\n9.15-10.00 Panel | Room 5\n"
    assert when(text) == [("Welcome", "2025-10-06", "09:00", "09:15"), ("Panel", "2025-10-06", "09:15", "10:00")]
    assert 'not used of this line: "Maria Lopez"' in said(text)
    assert trees(text)[1]["location"] == "Room 5"
