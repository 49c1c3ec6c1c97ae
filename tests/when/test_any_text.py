"""No text makes a reader of days, times, lengths or zones fail in another way than with a wrong question."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ungacli.errors import QuestionError
from ungacli.when.cells_and_lines import cell_text, day_at, times_at
from ungacli.when.clocks import parse_length_range
from ungacli.when.day_options import ScheduleDays, parse_day, parse_days
from ungacli.when.time_options import parse_moment, parse_times
from ungacli.when.zones import parse_zone

NOW = datetime(2024, 9, 24, 12, tzinfo=UTC)
DAYS = ScheduleDays(tuple(date(2024, 9, day) for day in (19, 22, 23, 24, 25, 26)))


def _is_day(text: str) -> bool:
    return isinstance(parse_day(text, within=DAYS, today=NOW.date()), date)


def _are_days(text: str) -> bool:
    days = parse_days(text, within=DAYS, today=NOW.date())
    return days.first <= days.last


def _is_moment(text: str) -> bool:
    return parse_moment(text, within=DAYS, now=NOW).tzinfo is not None


def _are_times(text: str) -> bool:
    times, day = parse_times(text), timedelta(days=1)
    return timedelta() <= times.start < day and timedelta() < times.end <= (timedelta.max if times.whole else day)


def _are_lengths(text: str) -> bool:
    shortest, longest = parse_length_range(text)
    return shortest <= longest


def _is_zone(text: str) -> bool:
    return bool(parse_zone(text, at=[NOW], own=DETROIT).key)


def _is_cell(text: str) -> bool:
    cells = [cell for prefer in ("day", "clock") if (cell := cell_text(text, prefer=prefer))]
    return all(cell.day or cell.times or cell.all_day for cell in cells)


def _is_line(text: str) -> bool:
    results = [result for result in (day_at(text, 0), times_at(text, 0, expected=True)) if result]
    return all(0 < end <= len(text) for _, end in results)


DETROIT = parse_zone("America/Detroit")
READERS = (_is_day, _are_days, _is_moment, _are_times, _are_lengths, _is_zone, _is_cell, _is_line)


@pytest.mark.parametrize("reads", READERS)
@given(
    text=st.text(alphabet="0123456789.-–/, thsepocmnday'", max_size=20)
    | st.text(alphabet="0123456789:.-–h apmtonudwevigsrfclTZ+,SM", max_size=30)
    | st.text(alphabet="0123456789dhm<>=. ", max_size=20)
    | st.text(alphabet="ABCDEST+-/0123456789", max_size=6)
    | st.text(max_size=40)
)
@example(text="9999-12-31T23:00-14:00")
@example(text="0001-01-01T00:00+14:00")
@example(text="24")
@example(text="24-2")
def test_any_text_is_read_or_a_wrong_question(reads: Callable[[str], bool], text: str) -> None:
    """Law: what a reader returns is in order, and what it raises is a QuestionError."""
    with suppress(QuestionError):
        assert reads(text)
