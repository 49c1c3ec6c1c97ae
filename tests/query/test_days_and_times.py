"""When an event takes place at a time of day; whether it is on a day is among the laws of queries."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.builders import GENEVA, event
from ungacli.query.days_and_times import is_at
from ungacli.when.time_options import parse_times


def _on(start: datetime, minutes: int, times: str) -> bool:
    # Added as instants: a length of time is not one on the clock.
    end = datetime.fromtimestamp(start.timestamp() + minutes * 60, start.tzinfo)
    return is_at(event(start=start, end=end), parse_times(times))


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ("8-9", False),
        ("9-10", True),
        ("11-12", False),
        ("10:59", True),
        ("11:00", False),
        ("after 9:00", True),
        ("after 9:01", False),
        ("before 11:00", True),
        ("before 10:59", False),
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
        ("after 23:00", True),
        ("before 02:00", False),
        ("noon", False),
    ],
)
def test_an_event_over_midnight_takes_place_on_both_sides_of_it(times: str, expected: bool) -> None:
    """From 23:00 to 1:00 it is in the evening and in the night; it is not over before two o'clock that day."""
    assert _on(datetime(2025, 9, 22, 23, tzinfo=GENEVA), 120, times) is expected


def test_a_long_event_takes_place_at_every_time() -> None:
    """From Monday noon to Wednesday noon, but not all day from 0:30 on, though that day has 25 hours."""
    long = datetime(2025, 9, 22, 12, tzinfo=GENEVA)
    assert [_on(long, 48 * 60, times) for times in ("9-10", "03:00", "evening")] == [True, True, True]
    start = datetime(2025, 10, 26, 0, 30, tzinfo=GENEVA)
    assert [_on(start, 24 * 60 + 30, times) for times in ("0-00:20", "0-00:40", "23-24")] == [False, True, True]


def test_an_hour_may_come_twice_or_never() -> None:
    """On 26 October 2025 2:30 in Geneva comes at 00:30 and at 01:30 UTC; on 30 March clocks go from 2:00 to 3:00."""
    for utc_hour in (0, 1):
        start = datetime.fromtimestamp(datetime(2025, 10, 26, utc_hour, 30, tzinfo=ZoneInfo("UTC")).timestamp(), GENEVA)
        assert (start.hour, start.minute) == (2, 30)
        assert [_on(start, 15, times) for times in ("02:00-03:00", "02:35", "03:00-04:00", "01:00-02:00")] == [
            *(True, True, False, False)
        ]
    start = datetime(2025, 3, 30, 1, 30, tzinfo=GENEVA)
    assert [_on(start, 60, times) for times in ("01:00-02:00", "03:00-04:00", "03:30-04:00")] == [True, True, False]


@pytest.mark.parametrize("times", ["01:30-02:30", "01:00-02:30", "until 02:30"])
def test_a_range_may_end_in_the_hour_that_is_skipped(times: str) -> None:
    """What is from 1:40 to 1:50 that night is within it, what is from 3:00 on is not."""
    assert _on(datetime(2025, 3, 30, 1, 40, tzinfo=GENEVA), 10, times)
    assert not _on(datetime(2025, 3, 30, 3, 0, tzinfo=GENEVA), 15, times)


@pytest.mark.parametrize("times", ["02:30-03:30", "from 02:30"])
def test_a_range_may_begin_in_the_hour_that_is_skipped(times: str) -> None:
    """What is from 3:00 to 3:15 that night is within it, what ends at 1:50 is not."""
    assert _on(datetime(2025, 3, 30, 3, 0, tzinfo=GENEVA), 15, times)
    assert not _on(datetime(2025, 3, 30, 1, 40, tzinfo=GENEVA), 10, times)
