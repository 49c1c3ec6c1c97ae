from contextlib import suppress
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.builders import GENEVA, event
from ungacli.errors import QuestionError
from ungacli.when.times import TimeRange, parse_moment, parse_times, takes_place_at

KNOWN = [date(2024, 9, day) for day in (19, 22, 23, 24, 25, 26)]
NOW = datetime(2024, 9, 24, 12, tzinfo=ZoneInfo("America/New_York"))


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
        ("11-12am", _range("11:00", "24:00")),
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
        ("after 17:00", _range("17:00", "24:00", whole=True)),
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
        ("1-5", "01:00–05:00"),
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


def _on(start: datetime, minutes: int, times: str) -> bool:
    # Added as instants: a length of time is not one on the clock.
    end = datetime.fromtimestamp(start.timestamp() + minutes * 60, start.tzinfo)
    return takes_place_at(event(start=start, end=end), parse_times(times))


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ("8-9", False),
        ("9-10", True),
        ("10-11", True),
        ("11-12", False),
        ("10:59", True),
        ("11:00", False),
        ("after 9:00", True),
        ("after 9:01", False),
        ("before 11:00", True),
        ("before 10:59", False),
        ("22-9", False),
        ("22-9:01", True),
    ],
)
def test_an_event_takes_place_at_times_that_it_overlaps(times: str, expected: bool) -> None:
    """From 9 to 11: what only touches has no time in common; after and before want all of it."""
    assert _on(datetime(2025, 9, 22, 9, tzinfo=GENEVA), 120, times) is expected


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ("22-23", False),
        ("23-24", True),
        ("night", True),
        ("0-1", True),
        ("1-2", False),
        ("22-2", True),
        ("after 23:00", True),
        ("before 2:00", False),
        ("noon", False),
    ],
)
def test_an_event_over_midnight_takes_place_on_both_sides_of_it(times: str, expected: bool) -> None:
    """From 23:00 to 1:00 it is in the evening and in the night; it is not over before two o'clock that day."""
    assert _on(datetime(2025, 9, 22, 23, tzinfo=GENEVA), 120, times) is expected


def test_an_event_of_days_takes_place_at_every_time() -> None:
    """From Monday noon to Wednesday noon every time of day comes by."""
    long = datetime(2025, 9, 22, 12, tzinfo=GENEVA)
    assert [_on(long, 48 * 60, times) for times in ("9-10", "3:00", "evening")] == [True, True, True]


def test_the_hour_that_a_clock_change_repeats_comes_twice() -> None:
    """On 26 October 2025 clocks in Geneva go from 3:00 back to 2:00: 2:30 comes at 00:30 and at 01:30 UTC."""
    for utc_hour in (0, 1):
        start = datetime.fromtimestamp(datetime(2025, 10, 26, utc_hour, 30, tzinfo=ZoneInfo("UTC")).timestamp(), GENEVA)
        assert (start.hour, start.minute) == (2, 30)
        assert [_on(start, 15, times) for times in ("2:00-3:00", "2:35", "3:00-4:00", "1:00-2:00")] == [
            *(True, True, False, False)
        ]


def test_the_hour_that_a_clock_change_skips_never_comes() -> None:
    """On 30 March 2025 clocks in Geneva go from 2:00 to 3:00; an event from 1:30 for an hour ends at 3:30."""
    start = datetime(2025, 3, 30, 1, 30, tzinfo=GENEVA)
    assert [_on(start, 60, times) for times in ("1:00-2:00", "3:00-4:00", "3:30-4:00")] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("now", "2024-09-24T12:00:00-04:00"),
        ("2024-09-23T14:00", "2024-09-23T14:00:00-04:00"),
        ("2024-09-23 14:00", "2024-09-23T14:00:00-04:00"),
        ("2024-09-23T14:00Z", "2024-09-23T10:00:00-04:00"),
        ("2024-09-23T20:00+02:00", "2024-09-23T14:00:00-04:00"),
        ("Monday 9am", "2024-09-23T09:00:00-04:00"),
        ("Mon, 23 Sep at 14h30", "2024-09-23T14:30:00-04:00"),
        ("23 noon", "2024-09-23T12:00:00-04:00"),
        ("tomorrow 14:30", "2024-09-25T14:30:00-04:00"),
        ("14:30", "2024-09-24T14:30:00-04:00"),
        ("9am", "2024-09-24T09:00:00-04:00"),
        ("Monday", "2024-09-23T00:00:00-04:00"),
        ("2024-09-23", "2024-09-23T00:00:00-04:00"),
    ],
)
def test_a_moment_is_understood_as_people_write_it(text: str, expected: str) -> None:
    """A day, a time or both; without an offset by the clock of the schedule, of which now is Tuesday noon."""
    assert parse_moment(text, known=KNOWN, now=NOW).isoformat() == expected


@pytest.mark.parametrize(
    "text", ["", "later", "2024-09-23T25:00", "Monday 25:00", "Thursday 9am", "2024-02-30T10:00", "9999-12-31 24:00"]
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    """As for days and for times; Thursday comes twice in that week."""
    with pytest.raises(QuestionError) as caught:
        parse_moment(text, known=KNOWN, now=NOW)
    assert caught.value.hint


@given(st.text(alphabet="0123456789:.-–h apmtonudwevigsrfcl", max_size=30) | st.text(max_size=30))
@example("9999-12-31T23:00-14:00")
@example("0001-01-01T00:00+14:00")
def test_any_text_is_a_time_or_a_wrong_question(text: str) -> None:
    """No text makes the readers of times and moments fail in another way."""
    with suppress(QuestionError):
        found = parse_times(text)
        assert timedelta() <= found.start < timedelta(days=1)
        assert timedelta() < found.end <= timedelta(days=1)
    with suppress(QuestionError):
        assert parse_moment(text, known=KNOWN, now=NOW).tzinfo
