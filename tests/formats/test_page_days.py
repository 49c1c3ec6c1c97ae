"""Tables and lists below days, and lines with a day or a time that say less than an event needs."""

from typing import Any

import pytest

from tests.formats.test_page import messages_of, trees, unused


def when(text: str, **options: Any) -> list[tuple[str | None, ...]]:
    """Return title, day, start and end of each event on a page with *text*."""
    return [tuple(event.get(key) for key in ("title", "date", "start", "end")) for event in trees(text, **options)]


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
    assert messages_of(text).count('the page heads the day "Migration day"') == 2
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
    assert 'not used of this line: "Maria Lopez"' in messages_of(text)
    assert trees(text)[1]["location"] == "Room 5"


FIRST = ("First", "2025-10-06", "08:00", "08:30")


@pytest.mark.parametrize(
    ("line", "title", "start", "end", "doubt"),
    [
        ("18:00-late Conference dinner", "Conference dinner", "18:00", None, "no end time"),
        ("3:00 p.m. – TBC Climate summit", "Climate summit", "15:00", None, "no end time"),
        ("9.00 Opening", "Opening", "09:00", None, "no end time"),
        ("10:00-11:00 iPhone workshop", "iPhone workshop", "10:00", "11:00", None),
        ("All day: Exhibition", "Exhibition", None, None, 'the page leaves the time open: "All day"'),
    ],
)
def test_times_that_say_less(line: str, title: str, start: str | None, end: str | None, doubt: str | None) -> None:
    """A line that begins with a time is an event, and what it leaves out is told."""
    text = f"6 October 2025\n8:00-8:30: First\n{line}\nProse.\n"
    assert when(text) == [FIRST, (title, "2025-10-06", start, end)]
    assert doubt is None or any(message.startswith(doubt) for message in messages_of(text))


@pytest.mark.parametrize(
    ("line", "told", "doubt"),
    [
        ("25 Sept, 11–1: Seeds", ("Seeds", "2025-09-25", None, None), '"11–1" ends before it begins'),
        ("25 Sept, 11–12: Seeds", ("Seeds", "2025-09-25", "11:00", "12:00"), '"25 Sept" names no year'),
        ("26/9, 9:00: Walk", ("Walk", "2025-09-26", "09:00", None), '"26/9" names no year'),
        ("24 September 2025, all day: Fair", ("Fair", "2025-09-24", None, None), "the page leaves the time open"),
    ],
)
def test_days_and_times_that_say_less(line: str, told: tuple[str | None, ...], doubt: str) -> None:
    """A line that begins with a day and a time is an event of its own, never prose of the one above it."""
    text = f"20 September 2025, 10:00-11:00: First\nProse.\n{line}\nMore prose.\n"
    assert when(text)[1:] == [told]
    assert any(message.startswith(doubt) for message in messages_of(text))


def test_prose_that_begins_with_a_day_or_a_time_is_told() -> None:
    """What is taken for a sentence stays where it is, with a warning."""
    text = "6 October 2025\n8:00-8:30: First\n10:00 - 11:00 we meet again.\n12.50 Euro is the price.\n"
    assert when(text) == [FIRST]
    message = 'begins with a day or a time, and is kept in the summary: "10:00 - 11:00 we meet again."'
    assert [one for one in messages_of(text) if one.startswith("begins with")] == [message]


def test_two_dates_in_labels_are_two_events() -> None:
    """A day and a time in one word are both read, so that nobody else's time is taken."""
    text = "A\nDate: 2025-10-06T10:00\nB\nWhen: 2025-10-06 10:00 to 2025-10-07 12:00 EDT\n"
    assert when(text) == [("A", "2025-10-06", "10:00", None), ("B", "2025-10-06", "10:00", "12:00")]
    assert trees(text)[1]["end_date"] == "2025-10-07"


@pytest.mark.parametrize("venue", ["", "Venue: Room 5\n"])
def test_a_day_without_a_time_takes_nobody_elses(venue: str) -> None:
    """A title over the labels belongs to them, not to a dated line before it."""
    text = f"1 October 2025: Registration opens\n\nLaunch\n{venue}Date: 6 October 2025\nTime: 10:00-11:00\n"
    assert when(text) == [("Launch", "2025-10-06", "10:00", "11:00")]
    assert "a day and a title, but no time: not taken for an event" in messages_of(text)


def test_a_heading_is_no_value() -> None:
    """A label alone does not take the heading below it."""
    text = "<div>Contact</div><h2>Launch of report</h2><p>Date: 1 October 2025</p><p>Time: 10:00-11:00</p>"
    assert when(text) == [("Launch of report", "2025-10-01", "10:00", "11:00")]


def test_titles_may_be_numbered() -> None:
    """A number before a title right above its labels is no bullet."""
    text = (
        "1. Safe pathways\nDate/Time: 1 October 2025, 10-11\nProse.\n2. Sea walks\nDate/Time: 2 October 2025, 10-11\n"
    )
    assert [event["title"] for event in trees(text)] == ["Safe pathways", "Sea walks"]
    assert trees(text)[0]["summary"] == "Prose."


@pytest.mark.parametrize("text", ["Private dinner\n{}\n", "{}\nPrivate dinner\n"])
def test_a_title_behind_a_time_may_be_a_place(text: str) -> None:
    """If a line beside it could be the title as well, that is told."""
    page = text.format("27 March 2025 – 09:00–10:30 – Paris, Quai d'Orsay")
    assert trees(page)[0]["title"] == "Paris, Quai d'Orsay"
    message = 'the title is taken from behind the time; it may be the line beside that: "Private dinner"'
    assert message in messages_of(page)


def test_sponsors_below_the_prose_of_the_last_event_are_told() -> None:
    """They may be those of the page."""
    text = (
        "<h2>Alpha</h2><p>Date: 1 October 2025</p><p>Time: 10:00-11:00</p><p>Prose of it.</p>"
        "<div>Sponsors</div><div>ACME Fund</div>"
    )
    assert '"Sponsors" stands below the prose: it may be about the page, not the event' in messages_of(text)


def test_prose_may_stand_between_a_title_and_its_labels() -> None:
    """A sentence above the day is the event's summary, and the title is the line above that."""
    prose = "This is a long sentence, which ends as one does and is no title of anything that there is at all."
    (event,) = trees(f"Water for all\n{prose}\nDate: 22 September 2025\nTime: 10:00-11:00 EDT\n")
    assert (event["title"], event["summary"]) == ("Water for all", prose)


def test_titles_that_stand_on_neither_side_of_all_days_are_doubted() -> None:
    """Of two events one has a line below its day alone and one above: those above are taken, and that is said."""
    page = "22 September 2025, 10:00-11:00 EDT\nOpening\n\nCities\n23 September 2025, 10:00-11:00 EDT\n"
    assert [event.get("title") for event in trees(page)] == [None, "Cities"]
    assert "the titles are taken from the lines above the days and times" in messages_of(page)
