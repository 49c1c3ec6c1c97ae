from datetime import timedelta

import pytest

from ungacli.errors import QuestionError
from ungacli.when.time_options import TimeRange, parse_times

TIMES = {
    "09:00–12:00": "9-12; 9am-noon; between 9 and 12; from 9 until 12; 9 through 12",
    "09:00–12:30": "09:00-12:30",
    "09:30–11:00": "9.30–11",
    "09:00–17:00": "9 a.m. to 5 p.m.",
    "13:00–15:00": "1-3pm",
    "10:00–13:00": "10-1pm",
    "12:00–13:00": "12-1pm; noon-1pm",
    "12:30–13:30": "12:30-1:30pm",
    "21:00–24:00": "9pm-12am",
    "22:00–02:00": "10-2am; 22-2",
    "23:00–01:00": "11pm-1am",
    "20:00–08:00": "20-8",
    "19:00–08:00": "19-08:00",
    "08:00–10:00": "8-10am",
    "02:00–04:00": "2h-4h; 02:00-4",
    "01:00–05:00": "1-5h",
    "05:00–14:00": "5-14",
    "07:00–09:00": "7-9",
    "14:30–16:00": "14h30-16h; 1430-1600; 14h30..16h",
    "14:00–16:00": "14-16h",
    "18:00–24:00": "18-24; 18-midnight; evening; 18-",
    "17:00–24:00": "from 17h; since 5pm; 17:00-",
    "06:00–12:00": "Morning",
    "12:00–18:00": "in the afternoon",
    "00:00–06:00": "0-6; night",
    "00:00–08:00": "24-08",
    "00:00–09:00": "until 9; till 9; ..9",
    "after 17:00": "after 17:00; after 5pm",
    "after 00:00": "after 0:00",
    "before 12:00": "before noon",
    "before 09:00": "before 9",
    "before 24:00": "before midnight; before 24:00",
    "00:00": "12am; 24:00",
    "12:00": "12pm",
    "14:00": "14h",
    "14:30": "at 14:30",
    "17:00": "5 pm",
}


@pytest.mark.parametrize(("text", "times"), [(text, key) for key, row in TIMES.items() for text in row.split("; ")])
def test_times_are_understood_as_people_write_them(text: str, times: str) -> None:
    """Ranges in every usual style, parts of the day, one end, one minute; shown by the clock of 24 hours."""
    assert str(parse_times(text)) == times


def test_times_are_since_midnight() -> None:
    """After 17:00 has no end, and a time alone is a minute."""
    five = timedelta(hours=17)
    assert parse_times("after 17:00") == TimeRange(five, timedelta.max, whole=True)
    assert parse_times("before 17:00") == TimeRange(timedelta(), five, whole=True)
    assert parse_times("17:00") == TimeRange(five, five + timedelta(minutes=1))
    assert parse_times("from 17:00") == TimeRange(five, timedelta(days=1))


NO_TIMES = {
    "is no time of day": ["", "soon", "930", "9-12,14-16", "9-12-15", "-"],
    "a day ends at 24:00": ["25:00", "24:01"],
    "an hour with minute 59": ["9:60"],
    "with pm an hour is from 1 to 12": ["13pm"],
    "with am an hour is from 1 to 12": ["0am"],
    "is no length of time": ["9-9"],
    "ends before it begins": ["11-9", "12-9", "12:30-1:30", "17-6", "13-12"],
    "no day goes on after 24:00": ["after 24:00"],
    "could end at noon or at midnight": ["9-12am"],
    "could be in the night or in the afternoon": ["2-4", "from 6"],
}


@pytest.mark.parametrize(("text", "message"), [(text, key) for key, row in NO_TIMES.items() for text in row])
def test_what_is_no_time_is_refused_with_the_reason(text: str, message: str) -> None:
    """Impossible and unclear times are not guessed at."""
    with pytest.raises(QuestionError, match=message) as caught:
        parse_times(text)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("11-3", 'did you mean "11:00-15:00"?'),
        ("12:30-1:30", 'did you mean "12:30-13:30"?'),
        ("17-6", 'did you mean "17:00-18:00"?'),
        ("9am-8", 'did you mean "09:00-20:00"?'),
        ("mornign", 'did you mean "morning"?'),
        ("1-3", 'did you mean "01:00-03:00" or "13:00-15:00"?'),
        ("between 4:30 and 6", 'did you mean "04:30-06:00" or "16:30-18:00"?'),
        ("after 5", 'did you mean "after 05:00" or "after 17:00"?'),
        ("1.15", 'did you mean "01:15" or "13:15"?'),
        ("..6", 'did you mean "..06:00" or "..18:00"?'),
        ("9-12am", "write noon or midnight instead of 12am"),
        ("9-12, 14-16", "name each time by itself: --time 9-12 --time 14-16, or time:9-12,14-16 in a query"),
    ],
)
def test_a_slip_in_a_time_brings_up_the_right_one(text: str, hint: str) -> None:
    """Who writes 11-3 thinks of the clock's twelve hours."""
    with pytest.raises(QuestionError) as caught:
        parse_times(text)
    assert caught.value.hint == hint
