from contextlib import suppress
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ungacli.errors import QuestionError
from ungacli.when.days import KnownDays
from ungacli.when.moments import parse_moment

KNOWN = KnownDays(tuple(date(2024, 9, day) for day in (19, 22, 23, 24, 25, 26)))
NOW = datetime(2024, 9, 24, 12, tzinfo=ZoneInfo("America/New_York"))


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
        ("Sep 23", "2024-09-23T00:00:00-04:00"),
        ("tomorrow 9 AM", "2024-09-25T09:00:00-04:00"),
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


@pytest.mark.parametrize(
    ("text", "time"),
    [("14", "14:00"), ("Mon 9", "9:00"), ("Mon 9.30", "9:30"), ("23 Sep 14", "14:00"), ("2024-09-23 8", "8:00")],
)
def test_a_number_that_may_be_a_day_or_a_time_is_not_guessed(text: str, time: str) -> None:
    """The hint writes it as a time that is none else."""
    with pytest.raises(QuestionError, match="could be a day or a time") as caught:
        parse_moment(text, known=KNOWN, now=NOW)
    assert caught.value.hint == f"write the time as {time}"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Thu 9am", 'did you mean "2024-09-19" or "2024-09-26"?'),
        ("9am Monday", "write it as 2024-09-23T14:00, Monday 9am or now"),
        ("Mon 25:00", "write it as 2024-09-23T14:00, Monday 9am or now"),
    ],
)
def test_what_is_wrong_with_a_moment_is_told_in_the_words_typed(text: str, hint: str) -> None:
    """With a hint that is about moments, or about the day that is unclear."""
    with pytest.raises(QuestionError, match=f'"{text}" ') as caught:
        parse_moment(text, known=KNOWN, now=NOW)
    assert caught.value.hint == hint


@given(st.text(alphabet="0123456789:.-–h apmtonudwevigsrfcl", max_size=30) | st.text(max_size=30))
@example("9999-12-31T23:00-14:00")
@example("0001-01-01T00:00+14:00")
def test_any_text_is_a_moment_or_a_wrong_question(text: str) -> None:
    """No text makes the reader of moments fail in another way."""
    with suppress(QuestionError):
        assert parse_moment(text, known=KNOWN, now=NOW).tzinfo
