from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from ungacli.errors import QuestionError
from ungacli.when.day_options import ScheduleDays
from ungacli.when.time_options import parse_moment

KNOWN = ScheduleDays(tuple(date(2024, 9, day) for day in (19, 22, 23, 24, 25, 26)))
NOW = datetime(2024, 9, 24, 12, tzinfo=ZoneInfo("America/New_York"))


MOMENTS = {
    "2024-09-24T12:00": "now",
    "2024-09-24T09:00": "9am",
    "2024-09-24T14:30": "14:30",
    "2024-09-23T14:00": "2024-09-23T14:00; 2024-09-23 14:00; 2024-09-23T20:00+02:00; 2024-09-23,14:00",
    "2024-09-23T10:00": "2024-09-23T14:00Z",
    "2024-09-23T09:00": "Monday 9am; Mon,9am",
    "2024-09-23T14:30": "Mon, 23 Sep at 14h30",
    "2024-09-23T12:00": "23 noon",
    "2024-09-23T00:00": "Monday; 2024-09-23; Sep 23",
    "2024-09-25T14:30": "tomorrow 14:30",
    "2024-09-25T09:00": "tomorrow 9 AM",
}


@pytest.mark.parametrize(("text", "moment"), [(text, key) for key, row in MOMENTS.items() for text in row.split("; ")])
def test_a_moment_is_understood_as_people_write_it(text: str, moment: str) -> None:
    """A day, a time or both; without an offset by the clock of the schedule, of which now is Tuesday noon."""
    assert parse_moment(text, within=KNOWN, now=NOW).isoformat() == f"{moment}:00-04:00"


@pytest.mark.parametrize(
    "text", ["", "later", "2024-09-23T25:00", "Monday 25:00", "Thursday 9am", "2024-02-30T10:00", "9999-12-31 24:00"]
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    """As for days and for times; Thursday comes twice in that week."""
    with pytest.raises(QuestionError) as caught:
        parse_moment(text, within=KNOWN, now=NOW)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "problem", "hint"),
    [
        ("14", '"14" could be a day or a time', "write the time as 14:00, or the day as 2024-09-14"),
        ("Mon 9", '"Mon 9" could be a day or a time', "write the time as 9:00, or the day as 2024-09-09"),
        ("Mon 9.30", '"Mon 9.30" could be a day or a time', "write the time as 9:30, or the day as 2024-09-30"),
        ("Mon 23", '"Mon 23" could be a day or a time', "write the time as 23:00, or the day as 2024-09-23"),
        ("23 Sep 14", '"23 Sep 14" could be a day or a time', "write the time as 14:00, or the day as 2014-09-23"),
        ("9am Monday", '"9am Monday" ', "write it as 2024-09-23T14:00, Monday 9am or now"),
        ("Mon 25:00", '"Mon 25:00" ', "write it as 2024-09-23T14:00, Monday 9am or now"),
        ("2024-09-23 8", '"2024-09-23 8" ', "write the time as 8:00"),
        ("tomorrow 14", '"tomorrow 14" ', "write the time as 14:00"),
        ("Thu 9am", '"Thu" could be several days', 'did you mean "2024-09-19" or "2024-09-26"?'),
    ],
)
def test_what_is_wrong_with_a_moment_is_in_the_words_typed(text: str, problem: str, hint: str) -> None:
    """The hint is about moments: a number that may be a day or a time is written as either."""
    with pytest.raises(QuestionError) as caught:
        parse_moment(text, within=KNOWN, now=NOW)
    assert caught.value.message.startswith(problem)
    assert caught.value.hint == hint
