"""Days, times and titles in lists, tables and lines with less than an event needs, each on a small page."""

import pytest

from tests.formats.test_page import brief, messages_of, trees, unused

HARBOURS, FERRIES = "Harbours 2025-10-06 09:00-10:00", "Ferries 2025-10-06 10:00-11:00"
TABLE = "<table><tr><td rowspan={rows}>6 October 2025<td>9:00-10:00<td>Harbours</tr><tr>{}</tr><tr>{}</tr></table>"
SECOND, THIRD = "<td>10:00-11:00<td>Ferries", "<td>11:00-12:00<td>Walk"
THREE = [HARBOURS, FERRIES, "Walk 2025-10-06 11:00-12:00"]
TWO = "\n9:00-10:00 Harbours\n10:00-11:00 Ferries\n"
CELLS = "<td>9:00-10:00<td>Harbours<td>A</tr><tr><td>10:00-11:00<td>Ferries<td>B</tr>"
LAST = "<tr><td>7 October 2025<td>9:00-10:00<td>End<td>C</tr>"
LABELS = "Date: 6 October 2025\nTime: 10:00-11:00\n"
PROSE = "This is a long sentence, which ends as one does and is no title of anything that there is at all."
NO_TIME = "a day and a title, but no time: not taken for an event"
EITHER_SIDE = "the titles are taken from the lines above the days and times"

PAGES = {
    "a cell with the day reaches over several rows": (TABLE.format(SECOND, THIRD, rows=3), THREE, ""),
    "cells below a day are empty": (TABLE.format(f"<td>{SECOND}", f"<td>{THIRD}", rows="x"), THREE, ""),
    "cells beside a day that reaches down are those of their columns": (
        f"<table><tr><th>Date<th>Time<th>Title<th>Room</tr><tr><td rowspan=2>6 October 2025{CELLS}{LAST}</table>",
        [f"{HARBOURS} @ A", f"{FERRIES} @ B", "End 2025-10-07 09:00-10:00 @ C"],
        "",
    ),
    "a day with a theme heads the times below it": (
        f"Monday 6 October 2025 – Migration day{TWO}",
        [HARBOURS, FERRIES],
        'the page heads the day "Migration day"',
    ),
    "a day with a theme heads a table": (
        f"<h2>Monday, 6 October 2025: Open</h2><table><tr><th>Time<th>Title<th>Room</tr><tr>{CELLS}</table>",
        [f"{HARBOURS} @ A", f"{FERRIES} @ B"],
        'the page heads the day "Open"',
    ),
    "a time with a place below a day and a title is that event's": (
        "6 October 2025 | Harbours\n9:00-10:00 Room 5\n",
        [f"{HARBOURS} @ Room 5"],
        "",
    ),
    **{
        f"the number of a day beside its date is no title: {heading}": (f"{heading}{TWO}", [HARBOURS, FERRIES], "")
        for heading in (
            *("DAY 1 - MONDAY 6 OCTOBER 2025", "Day 1: Monday 6 October 2025", "Monday 6 October 2025 (Day 1)"),
            *("Day one | 6 October 2025 – Theme", "6 October 2025, Day 1: Theme"),
        )
    },
    "the number of a day alone is no date": (
        "Day 1: Arrival\n9:00-10:00 Harbours\n",
        ["Harbours ? 09:00-10:00"],
        "the page names no day",
    ),
    "the number of a day three times": ("Day 1 Day 1 Day 1\n9:00-10:00 Harbours\n", ["Harbours ? 09:00-10:00"], ""),
    "a title in one part with its time leaves the rest of the line": (
        "6 October 2025\n9.00-10.00 Harbours | Maria Lopez\n10.00-11.00 Ferries | Room 5\n",
        [HARBOURS, f"{FERRIES} @ Room 5"],
        'not used of this line: "Maria Lopez"',
    ),
    "what stands between bars is a place": (
        "6 October 2025 | 9:00-10:00 | Harbours | Old Quay\n",
        [f"{HARBOURS} @ Old Quay"],
        "",
    ),
    "a sentence that begins with a time is prose": (
        "6 October 2025\n9:00-10:00: Harbours\n10:00 - 11:00 we meet again.\n12.50 Euro is the price.\n",
        [f"{HARBOURS} = 10:00 - 11:00 we meet again. / 12.50 Euro is the price."],
        'begins with a day or a time, and is kept in the summary: "10:00 - 11:00 we meet again."',
    ),
    "two dates in labels are two events": (
        "A\nDate: 2025-10-06T10:00\nB\nWhen: 2025-10-06 10:00 to 2025-10-07 12:00 EDT\n",
        ["A 2025-10-06 10:00-?", "B 2025-10-06 10:00-12:00 until 2025-10-07"],
        "",
    ),
    "a day without a time takes no other event's": (
        f"1 October 2025: Registration opens\n\nFerries\n{LABELS}",
        [FERRIES],
        NO_TIME,
    ),
    "nor does it above a place": (
        f"1 October 2025: Registration opens\n\nFerries\nVenue: Room 5\n{LABELS}",
        [f"{FERRIES} @ Room 5"],
        NO_TIME,
    ),
    "a label alone does not take the heading below it": (
        "<div>Contact</div><h2>Ferries</h2><p>Date: 6 October 2025</p><p>Time: 10:00-11:00</p>",
        [FERRIES],
        "",
    ),
    "a number before a title is no bullet": (
        f"1. Harbours\nDate/Time: 6 October 2025, 9-10\nProse.\n2. Ferries\n{LABELS}",
        [f"{HARBOURS} = Prose.", FERRIES],
        "",
    ),
    "sponsors below the prose of the last event may be those of the page": (
        "<h2>Ferries</h2><p>When: 6 October 2025, 10-11</p><p>Prose.</p><div>Sponsors</div><div>ACME Fund</div>",
        [f"{FERRIES} = Prose."],
        '"Sponsors" stands below the prose: it may be about the page, not the event',
    ),
    "prose may stand between a title and its labels": (f"Ferries\n{PROSE}\n{LABELS}", [f"{FERRIES} = {PROSE}"], ""),
    "titles on either side of their days": (
        "6 October 2025, 9:00-10:00\nHarbours\n\nFerries\n6 October 2025, 10:00-11:00\n",
        ["None 2025-10-06 09:00-10:00 = Harbours", FERRIES],
        EITHER_SIDE,
    ),
    "a title could be on either side": (
        "Ferries\n\n6 October 2025, 10:00-11:00\n\nBeta\n",
        [f"{FERRIES} = Beta"],
        EITHER_SIDE,
    ),
    "titles after their days": (
        "Monday\n6 October 2025\n9:00-10:00\nHarbours\nVenue: A\n10:00-11:00\nTBD\nVenue: B\n",
        [f"{HARBOURS} @ A", "TBD 2025-10-06 10:00-11:00 @ B"],
        "",
    ),
    "titles before their days": (
        f"Harbours\n6 October 2025, 9:00-10:00\nProse.\n\nFerries\n6 October 2025, 10:00-11:00\n{PROSE}\n",
        [f"{HARBOURS} = Prose.", f"{FERRIES} = {PROSE}"],
        "",
    ),
    "headings are titles": (
        "Menu\n6 October 2025, 9:00-10:00\n## Harbours\nMenu\n6 October 2025, 10:00-11:00\n## Ferries\n",
        [f"{HARBOURS} = Menu", FERRIES],
        "",
    ),
    "a time alone completes the event above it": (
        "6 October 2025 | Harbours\n\n9:00 - 10:00\n\n6 October 2025 | Ferries\n\n10:00 – 11:00\n",
        [HARBOURS, FERRIES],
        "",
    ),
    "a day of its own counts more than a heading": (
        "Sunday 5 October 2025\n\n9:00-10:00: Alpha\n\n6 October 2025 | Ferries\nTime: 10-11\n",
        ["Alpha 2025-10-05 09:00-10:00", FERRIES],
        "",
    ),
    "below the head of a table only rows with a time are events": (
        "6 October 2025\nTime | Title | Room\n10:00-11:00 | Ferries | CR 4\nBreak | for | coffee.\n",
        [f"{FERRIES} @ CR 4 = Break | for | coffee."],
        "",
    ),
    "a day and a title without a time is no event, but with a place": (
        "6 October 2025 | Ferries\nTime: 10-11\n7 October 2025 | News\nProse.\n8 October 2025 | B\nVenue: Room 5\n",
        [FERRIES, "B 2025-10-08 ?-? @ Room 5"],
        NO_TIME,
    ),
    "titles by their label begin an event, or stand in it": (
        "Title: Harbours\nDate: 6 October 2025\nTime: 9-10\nTitle: Ferries\nDate: 6 October 2025\nTime: 10-11\n",
        [HARBOURS, FERRIES],
        "",
    ),
    "a title by its label below day and time": (f"{LABELS}Title: Ferries\n", [FERRIES], ""),
    "times within those of an event are its programme": (
        f"Ferries\n{LABELS}10:10 Welcome by the host\n10:30 – 10:45: Questions\n10:50 A walk\n",
        [f"{FERRIES} = 10:10 Welcome by the host / 10:30 – 10:45: Questions / 10:50 A walk"],
        "",
    ),
    "a sentence that begins with a day is prose": (
        f"Ferries\n{LABELS}20 September 2024 was a long day.\n10.5 million people saw it.\n",
        [f"{FERRIES} = 20 September 2024 was a long day. / 10.5 million people saw it."],
        "begins with a day or a time",
    ),
    "a sentence over two lines is one": (
        f"Ferries\n{LABELS}A sentence that goes\non in the next line.\n",
        [f"{FERRIES} = A sentence that goes on in the next line."],
        "",
    ),
    "the date stands behind the time": ("Ferries\nWhen: 10:00 AM – 11:00 AM, Monday, 6 October 2025\n", [FERRIES], ""),
    "the date stands below the time": ("Ferries\n10:00-11:00\n6 October 2025\n", [FERRIES], ""),
    "a day and a time on either side are start and end": (
        "Ferries\nWhen: 6 October 2025, 10:00 – 8 October 2025, 17:00\n",
        ["Ferries 2025-10-06 10:00-17:00 until 2025-10-08"],
        "",
    ),
    "a day behind a dash without a time is no end": (
        "Ferries\nWhen: 6 October 2025, 10:00 – 8 October 2025\n",
        ["Ferries 2025-10-06 10:00-?"],
        "no end time",
    ),
    "labels for start and end, over midnight": (
        "Ferries\nDate: 6 October 2025\nStart: 23:00\nEnd: 01:00\n",
        ["Ferries 2025-10-06 23:00-01:00 until 2025-10-07"],
        "",
    ),
    "an end that is no time is prose": (
        "Ferries\nDate: 6 October 2025\nStart: 10:00\nEnd: late\n",
        ["Ferries 2025-10-06 10:00-? = End: late"],
        "no end time",
    ),
    "one year of all other days holds for a day without one": (
        "6 October 2025 | Ferries\nTime: 10-11\n7 October | B\nTime: 10-11\n",
        [FERRIES, "B 2025-10-07 10:00-11:00"],
        '"7 October" names no year; taken from the other days of the page, 2025',
    ),
    "of two years none holds": (
        "6 October 2025 | Ferries\nTime: 10-11\n7 October | B\nTime: 10-11\n8 October 2026 | C\nTime: 10-11\n",
        [FERRIES, "B ? 10:00-11:00", "C 2026-10-08 10:00-11:00"],
        '"7 October" has no year; give --year YEAR',
    ),
    "one day with a number above 12 settles the order of the others": (
        "06/10/2025 | Ferries\nTime: 10-11\n19/10/2025 | B\nTime: 10-11\n",
        [FERRIES, "B 2025-10-19 10:00-11:00"],
        "",
    ),
    "two days that could be either settle nothing": (
        "06/10/2025 | Ferries\nTime: 10-11\n05/10/2025 | B\nTime: 10-11\n",
        ["Ferries ? 10:00-11:00", "B ? 10:00-11:00"],
        '"06/10/2025" could be several days',
    ),
}


@pytest.mark.parametrize(("text", "expected", "message"), PAGES.values(), ids=PAGES)
def test_events_of_small_pages(text: str, expected: list[str], message: str) -> None:
    """Each page has the events that its name in the table claims, and reports what it is not sure about."""
    assert [brief(event) for event in trees(text)] == expected
    assert not message or any(one.startswith(message) for one in messages_of(text))


def test_what_is_no_event_is_reported_as_unused() -> None:
    """Its prose with it; the theme beside a day is used, once for each event below."""
    text, *_ = PAGES["a day and a title without a time is no event, but with a place"]
    assert unused(text) == ["7 October 2025 | News", "Prose."]
    text, *_ = PAGES["a day with a theme heads the times below it"]
    assert unused(text) == []
    assert messages_of(text).count('the page heads the day "Migration day"') == 2


@pytest.mark.parametrize(
    ("line", "event", "message"),
    [
        ("18:00-late Conference dinner", "Conference dinner 2025-10-06 18:00-?", "no end time"),
        ("3:00 p.m. – TBC Climate summit", "Climate summit 2025-10-06 15:00-?", "no end time"),
        ("9.00 Walk", "Walk 2025-10-06 09:00-?", "no end time"),
        ("10:00-11:00 iPhone workshop", "iPhone workshop 2025-10-06 10:00-11:00", ""),
        ("All day: Exhibition", "Exhibition 2025-10-06 ?-?", 'the page leaves the time open: "All day"'),
        ("25 Sept, 11–1: Seeds", "Seeds 2025-09-25 ?-?", '"11–1" ends before it begins'),
        ("25 Sept, 11–12: Seeds", "Seeds 2025-09-25 11:00-12:00", '"25 Sept" names no year'),
        ("26/9, 9:00: Walk", "Walk 2025-09-26 09:00-?", '"26/9" names no year'),
        ("24 September 2025, all day: Fair", "Fair 2025-09-24 ?-?", "the page leaves the time open"),
    ],
)
def test_a_line_that_begins_with_a_time_is_an_event(line: str, event: str, message: str) -> None:
    """It is never prose of the event above it, and what it leaves out is reported."""
    text = f"6 October 2025\n9:00-10:00: Harbours\n{line}\nProse.\n"
    assert [brief(one) for one in trees(text)] == [HARBOURS, f"{event} = Prose."]
    assert not message or any(one.startswith(message) for one in messages_of(text))


@pytest.mark.parametrize("text", ["Private dinner\n{}\n", "{}\nPrivate dinner\n"])
def test_a_title_behind_a_time_may_be_a_place(text: str) -> None:
    """If a line beside it could be the title as well, that is reported."""
    page = text.format("27 March 2025 – 09:00–10:30 – Paris, Quai d'Orsay")
    assert trees(page)[0]["title"] == "Paris, Quai d'Orsay"
    message = 'the title is taken from behind the time; it may be the line beside that: "Private dinner"'
    assert message in messages_of(page)
