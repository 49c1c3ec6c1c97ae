from datetime import datetime, timedelta

import pytest

from tests.formats import builders
from tests.formats.test_conference_xml import BERLIN, event, one, wrapped

DAY = "start='2025-05-09T10:00:00+02:00'"


@pytest.mark.parametrize(
    ("day", "clock", "on"),
    [
        (f"{DAY} end='2025-05-10T04:00:00+02:00'", "01:00", 10),
        (f"{DAY} end='2025-05-10T04:00:00+02:00'", "10:00", 9),
        (f"{DAY} end='2025-05-10T04:00:00+02:00'", "09:30", 9),
        (DAY, "01:00", 10),
        (DAY, "10:00", 9),
        ("start='2025-05-09T00:00:00+02:00' end='2025-05-10T00:00:00+02:00'", "01:00", 9),
        ("start='2025-05-41T10:00:00'", "10:00", 9),
    ],
)
def test_times_without_a_date(day: str, clock: str, on: int) -> None:
    """A time is on the calendar's next day if it is before its day's start and so falls before its end."""
    found = event(f"<start>{clock}</start>", day=f"date='2025-05-09' {day}")
    assert (found.start.day, f"{found.start:%H:%M}") == (on, clock)


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ("<date>2025-05-09 04:00 -04:00</date>", "date='2001-01-01'"),
        ("<date>2025-05-09T10:00</date>", "date='2001-01-01'"),
        ("<date>2025-05-09</date>", "date='2001-01-01'"),
        ("<start>2025-05-09T10:00:00+02:00</start>", "date='2001-01-01'"),
        ("", "start='2025-05-09T08:00:00+02:00'"),
    ],
)
def test_dates(fields: str, day: str) -> None:
    """A date counts before that of its day, a day alone goes with the start, and a start may be a whole moment.

    The offset in a date wins over everything; without one the time is local. A day may have no date but its start.
    """
    assert event(fields, day=day).start == datetime(2025, 5, 9, 10, tzinfo=BERLIN)


@pytest.mark.parametrize(("duration", "minutes"), [("90", 90), ("26:00", 1560), ("00:45:30", 45.5), ("0:45:00", 45)])
def test_durations(duration: str, minutes: float) -> None:
    """Durations are read as `when` reads them; a number alone is of minutes, and three may end in seconds."""
    assert event(f"<duration>{duration}</duration>").duration == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("start", "duration", "minutes", "note"),
    [
        ("01:00", "1:00", 60, "times before 06:00 are understood as in the night after their day"),
        ("09:00", "1:02:30", 1590, "durations such as 1:02:30 are understood as days, hours and minutes"),
    ],
)
def test_notes(start: str, duration: str, minutes: int, note: str) -> None:
    """How times before six in the morning and one digit before hours and minutes are understood is noted once."""
    inner = f"<event><title>A</title><start>{start}</start><duration>{duration}</duration></event>"
    schedule, said = builders.told(wrapped(f"<day date='2025-05-09'>{inner}{inner}</day>"), "conf.xml")
    assert said == [f"1:121: note: {note} (and 1 more)"]
    assert schedule.events[0].duration == timedelta(minutes=minutes)


def test_durations_pass_clock_changes() -> None:
    """A duration is the time that passes; a missing one is the one assumed, without which the event is left out."""
    whole = "date='2025-10-26' start='2025-10-26T00:00:00+02:00' end='2025-10-27T00:00:00+01:00'"
    found = event("<start>01:30</start><duration>02:00</duration>", day=whole)
    assert f"{found.end:%H:%M}" == "02:30"
    assert found.duration == timedelta(hours=2)
    text = one("<duration/>")
    assert builders.read(text, "conf.xml", duration=timedelta(minutes=20)).events[0].duration == timedelta(minutes=20)
    assert builders.refused(text, "conf.xml") == [
        "1:1: no event in it can be read",
        '1:139: "Talk": it has no duration; say how long such events take with --duration 1h',
    ]


@pytest.mark.parametrize(
    ("fields", "day", "reason"),
    [
        ("<start/>", "date='2025-05-09'", "it has no start"),
        ("<date>soon</date><start/>", "date='2025-05-09'", '"soon" is not a date and a time'),
        ("<date>2025-05-41T10:00</date>", "date='2025-05-09'", '"2025-05-41T10:00" is not a date'),
        ("<start>25:00</start>", "date='2025-05-09'", '"25:00" is not a time such as 17:00'),
        ("<start>10:00</start>", "index='1'", "it has a time, and its day has no date"),
        ("<duration>an hour</duration>", "date='2025-05-09'", '"an hour" is not a duration such as 01:30'),
        ("<duration>99:00</duration>", "date='9999-12-31'", '"9999-12-31" is not between the years 1900 and 2199'),
        ("<end>2025-05-09T10:00+02:00</end>", "date='2025-05-09'", "the event ends at 2025-05-09 10:00, not after"),
        ("<start>02:30</start>", "date='2025-03-30' start='2025-03-30T00:00:00+01:00'", "2025-03-30 02:30 does not"),
    ],
)
def test_events_left_out(fields: str, day: str, reason: str) -> None:
    """An event whose times cannot be read is skipped with the line that it stands in and the reason."""
    good = "<event id='2'><title>Good</title><start>10:00</start><duration>1:00</duration></event>"
    days = f"\n<day date='2025-05-10'><room name='A'>{good}</room></day></schedule>"
    schedule, (line,) = builders.told(one(fields, day=day).replace("</schedule>", days), "conf.xml")
    assert [found.title for found in schedule.events] == ["Good"]
    assert line.startswith("1:")
    assert f': skipped: "Talk": {reason}' in line


@pytest.mark.parametrize(
    ("fields", "reason"), [("", '"title" is missing'), ("<start>ten</start>", '"ten" is not a time')]
)
def test_events_without_a_title(fields: str, reason: str) -> None:
    """An event without a title is left out, whatever else is wrong with it."""
    said = builders.refused(one("<title> </title>", fields), "conf.xml")
    assert len(said) == 2
    assert reason in said[1]
