from datetime import timedelta

import pytest

from ungacli.errors import QuestionError
from ungacli.when.clocks import parse_duration, parse_length_range


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *[(text, 90) for text in ("1h30", "1h30m", "90 min", "1.5h")],
        *(("30m", 30), ("1h", 60), ("2 hours", 120), ("28d", 40320), ("0m", 0)),
    ],
)
def test_a_length_of_time_is_understood_as_people_write_it(text: str, minutes: int) -> None:
    """Days, hours and minutes may be combined."""
    assert parse_duration(text) == timedelta(minutes=minutes)


NO_LENGTHS = {
    "is no length of time": [
        *("", "30", "1.5", "1.5m", "29.5d", "1..5h", "half an hour", "1h30m30", "1h30 5m"),
        *("9999999999999d", "9" * 5000 + "m"),
    ],
    "is more than four weeks": ["29d", "28d 1m"],
    "cannot be negative": ["-30m", "−1h30", "- 2 days"],
}


@pytest.mark.parametrize(("text", "problem"), [(text, key) for key, row in NO_LENGTHS.items() for text in row])
def test_what_is_no_length_of_time_is_refused(text: str, problem: str) -> None:
    """A number without a unit, a negative and an absurd one are not guessed at."""
    with pytest.raises(QuestionError, match=problem):
        parse_duration(text)


HOUR, LONGEST = timedelta(hours=1), timedelta.max
SECOND = timedelta.resolution


@pytest.mark.parametrize(
    ("text", "shortest", "longest"),
    [
        ("1h", HOUR, HOUR),
        ("=60m", HOUR, HOUR),
        (">1h", HOUR + SECOND, LONGEST),
        (">= 1h", HOUR, LONGEST),
        ("<1h", timedelta(), HOUR - SECOND),
        ("<=1h", timedelta(), HOUR),
        ("1h..1h30", HOUR, HOUR * 1.5),
        ("1h..1h", HOUR, HOUR),
        ("1h..", HOUR, LONGEST),
        ("..1h", timedelta(), HOUR),
        ("1h-1h30", HOUR, HOUR * 1.5),
        ("60 min - 1.5 h", HOUR, HOUR * 1.5),
        ("1h to 90m", HOUR, HOUR * 1.5),
        ("between 1h and 90m", HOUR, HOUR * 1.5),
        ("<=0m", timedelta(), timedelta()),
    ],
)
def test_a_range_of_lengths_has_both_its_ends(text: str, shortest: timedelta, longest: timedelta) -> None:
    """More than an hour is anything above it, however little."""
    assert parse_length_range(text) == (shortest, longest)


@pytest.mark.parametrize("text", ["", ">", "..", "2h..1h", "1h..2", "<<1h", ">1h..2h", "<0m"])
def test_what_is_no_range_of_lengths_is_refused(text: str) -> None:
    """Nothing, half a range, one that is upside down, and less than no time."""
    with pytest.raises(QuestionError) as caught:
        parse_length_range(text)
    assert caught.value.hint
    assert ("nothing lasts less than no time" in caught.value.message) == (text == "<0m")
