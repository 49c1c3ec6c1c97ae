from datetime import timedelta

import pytest

from ungacli.errors import QuestionError
from ungacli.when.time_options import TimeRange, parse_times


def _range(start: str, end: str, *, whole: bool = False) -> TimeRange:
    first, last = (timedelta(hours=int(text[:2]), minutes=int(text[3:])) for text in (start, end))
    return TimeRange(first, last, whole=whole)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9-12", _range("09:00", "12:00")),
        ("09:00-12:30", _range("09:00", "12:30")),
        ("9.30–11", _range("09:30", "11:00")),
        ("9am-noon", _range("09:00", "12:00")),
        ("9 a.m. to 5 p.m.", _range("09:00", "17:00")),
        ("1-3pm", _range("13:00", "15:00")),
        ("10-1pm", _range("10:00", "13:00")),
        ("12-1pm", _range("12:00", "13:00")),
        ("9pm-12am", _range("21:00", "24:00")),
        ("10-2am", _range("22:00", "02:00")),
        ("8-10am", _range("08:00", "10:00")),
        ("2h-4h", _range("02:00", "04:00")),
        ("02:00-4", _range("02:00", "04:00")),
        ("5-14", _range("05:00", "14:00")),
        ("7-9", _range("07:00", "09:00")),
        ("14h30-16h", _range("14:30", "16:00")),
        ("1430-1600", _range("14:30", "16:00")),
        ("14h30..16h", _range("14:30", "16:00")),
        ("between 9 and 12", _range("09:00", "12:00")),
        ("from 9 until 12", _range("09:00", "12:00")),
        ("22-2", _range("22:00", "02:00")),
        ("20-8", _range("20:00", "08:00")),
        ("19-08:00", _range("19:00", "08:00")),
        ("11pm-1am", _range("23:00", "01:00")),
        ("noon-1pm", _range("12:00", "13:00")),
        ("12:30-1:30pm", _range("12:30", "13:30")),
        ("14-16h", _range("14:00", "16:00")),
        ("9 through 12", _range("09:00", "12:00")),
        ("at 14:30", _range("14:30", "14:31")),
        ("18-24", _range("18:00", "24:00")),
        ("18-midnight", _range("18:00", "24:00")),
        ("0-6", _range("00:00", "06:00")),
        ("Morning", _range("06:00", "12:00")),
        ("in the afternoon", _range("12:00", "18:00")),
        ("evening", _range("18:00", "24:00")),
        ("night", _range("00:00", "06:00")),
        ("after 17:00", TimeRange(timedelta(hours=17), timedelta.max, whole=True)),
        ("before noon", _range("00:00", "12:00", whole=True)),
        ("before midnight", _range("00:00", "24:00", whole=True)),
        ("from 17h", _range("17:00", "24:00")),
        ("since 5pm", _range("17:00", "24:00")),
        ("until 9", _range("00:00", "09:00")),
        ("till 9", _range("00:00", "09:00")),
        ("17:00-", _range("17:00", "24:00")),
        ("..9", _range("00:00", "09:00")),
        ("12am", _range("00:00", "00:01")),
        ("12pm", _range("12:00", "12:01")),
        ("14h", _range("14:00", "14:01")),
        ("24:00", _range("00:00", "00:01")),
        ("24-08", _range("00:00", "08:00")),
    ],
)
def test_times_are_understood_as_people_write_them(text: str, expected: TimeRange) -> None:
    """Ranges in every usual style, parts of the day, one end, one minute."""
    assert parse_times(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is no time of day"),
        ("soon", "is no time of day"),
        ("25:00", "a day ends at 24:00"),
        ("24:01", "a day ends at 24:00"),
        ("9:60", "an hour with minute 59"),
        ("13pm", "with pm an hour is from 1 to 12"),
        ("0am", "with am an hour is from 1 to 12"),
        ("930", "is no time of day"),
        ("9-9", "is no length of time"),
        ("11-9", "ends before it begins"),
        ("12-9", "ends before it begins"),
        ("12:30-1:30", "ends before it begins"),
        ("17-6", "ends before it begins"),
        ("13-12", "ends before it begins"),
        ("9-12,14-16", "is no time of day"),
        ("after 24:00", "no day goes on after 24:00"),
        ("9-12-15", "is no time of day"),
        ("-", "is no time of day"),
        ("9-12am", "could end at noon or at midnight"),
        ("2-4", "could be in the night or in the afternoon"),
        ("from 6", "could be in the night or in the afternoon"),
    ],
)
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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1-5h", "01:00–05:00"),
        ("after 0:00", "after 00:00"),
        ("before midnight", "before 24:00"),
        ("22-2", "22:00–02:00"),
        ("18-", "18:00–24:00"),
        ("5 pm", "17:00"),
        ("after 5pm", "after 17:00"),
        ("before 9", "before 09:00"),
        ("before 24:00", "before 24:00"),
    ],
)
def test_times_say_what_they_were_taken_for(text: str, told: str) -> None:
    """By the clock of 24 hours, so that a misunderstanding shows."""
    assert str(parse_times(text)) == told
