from datetime import timedelta

import pytest

from ungacli.errors import QuestionError
from ungacli.when.durations import parse_duration


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("30m", 30), ("1h", 60), ("1h30", 90), ("1h30m", 90), ("90 min", 90), ("2 hours", 120), ("28d", 40320), ("0m", 0)],
)
def test_a_length_of_time_is_understood_as_people_write_it(text: str, minutes: int) -> None:
    """Days, hours and minutes may be combined."""
    assert parse_duration(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "30",
        "-30m",
        "1.5h",
        "half an hour",
        "1h30m30",
        "29d",
        "28d 1m",
        "9999999999999d",
        "9" * 5000 + "m",
        "1h30 5m",
    ],
)
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    """A number without a unit, a negative and an absurd one are not guessed at."""
    with pytest.raises(QuestionError):
        parse_duration(text)
