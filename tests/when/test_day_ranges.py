"""What people write for several days; the schedule's are from Thursday 19 to Thursday 26 September 2024."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.when.styles import ALONE, WITH_YEAR, WITHOUT_YEAR, Style
from ungacli.errors import QuestionError
from ungacli.when.day_options import Days, ScheduleDays, parse_days

TODAY = date(2024, 9, 20)
KNOWN = ScheduleDays(tuple(date(2024, 9, day) for day in (19, 22, 23, 24, 25, 26)))
DAYS = st.dates(date(2024, 9, 19), date(2024, 9, 26))
STYLES = st.sampled_from([*WITH_YEAR, *WITHOUT_YEAR, *ALONE])


@pytest.mark.parametrize(
    "text",
    [
        *("23..25", "23-25", "23–25 Sep", "Sep 23-25", "mon-wed", "Monday to Wednesday", "Mon until 25"),
        *("23rd-25th September", "23.9-25.9", "23.-25.", "23 -25", "23\u201125", "2024-09-23-2024-09-25"),
        *("from 23 to 25", "From Monday until Wednesday", "between 23 and 25"),
    ],
)
def test_the_days_from_one_to_another_are_written_in_many_ways(text: str) -> None:
    """What one end leaves out the other or the schedule gives: here all mean Monday 23 to Wednesday 25 September."""
    assert parse_days(text, within=KNOWN, today=TODAY) == Days(date(2024, 9, 23), date(2024, 9, 25))


# The schedule has two Thursdays, one of them after Monday 23, and no Friday after it.
RANGES = {
    "2024-09-23": "2024-09-23; 23; 23-9",
    "2024-09-23..": "23..; from 23; since Monday",
    "..2024-09-23": "..23",
    "..2024-09-24": "until 24; to 24",
    "2024-09-19..2024-09-26": "first..last",
    "2024-09-23..2024-09-24": "23..Tue 24",
    "2024-09-23..2024-09-26": "Mon..Thu",
    "2024-09-23..2024-09-27": "23 to Friday; 23-Fri",
    "2024-09-25..2024-09-30": "Wed to Mon",
    "2024-09-25..2024-10-02": "25..2 Oct",
    "2024-09-28..2024-10-02": "28 Sep - 2 Oct",
    "2024-09-28..2024-10-03": "28..3 Oct",
    "2024-12-28..2025-01-03": "28 Dec..3 Jan",
    "2025-09-23..2025-09-25": "Sep 23-25, 2025",
    "2025-10-23..2025-10-25": "23-25 October 2025",
}


@pytest.mark.parametrize(("text", "days"), [(text, key) for key, row in RANGES.items() for text in row.split("; ")])
def test_a_range_of_days_is_understood_as_people_write_it(text: str, days: str) -> None:
    """From one day to another, or open at one end; a bare number takes its month from the other end."""
    assert str(parse_days(text, within=KNOWN, today=TODAY)) == days


NO_RANGES = {
    "ends before it begins": [
        *("25..23", "30 Oct..3", "25-23", "25 Sep..23 Sep", "25.9.-23.9.", "26 Sep 2024..23 Sep", "Tue..23 Sep"),
        "last-first",
    ],
    "could be several days": ["Thu..26", "9/10..25", "9-12", "9-23", "23-Sep-24", "24-09-23"],
    "is beyond the calendar": ["before 0001-01-01", "after 9999-12-31", "9999-12-31..Mon"],
    "names no day": [".."],
}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        *((text, f'"{text}" {problem}') for problem, texts in NO_RANGES.items() for text in texts),
        ("23..soon", '"soon" is no day'),
        ("23..24..25", '"24..25" is no day'),
        ("23..Tue 23", '"Tue 23" is no day: 2024-09-23 is a Monday'),
        ("30 Feb..1 Mar", '"30 Feb" is no day'),
        ("2024-00-23..2024-00-25", '"2024-00-23" in the calendar'),
    ],
)
def test_what_is_no_range_of_days_is_refused(text: str, message: str) -> None:
    """Either end must be clear, and the first may not be after the last."""
    with pytest.raises(QuestionError) as caught:
        parse_days(text, within=KNOWN, today=TODAY)
    assert message in caught.value.message
    assert caught.value.hint


def test_after_and_before_want_the_whole_of_an_event() -> None:
    """They exclude the day named: what begins on it and goes on into the next is not after it."""
    assert parse_days("after 23", within=KNOWN, today=TODAY) == Days(date(2024, 9, 24), date.max, whole=True)
    assert parse_days("Before 24", within=KNOWN, today=TODAY) == Days(date.min, date(2024, 9, 23), whole=True)


@pytest.mark.parametrize("text", ["Thu-Fri", "thu..fri", "Sat to Fri", "Fri-Sat", "Friday..Thu"])
def test_a_weekday_beside_the_only_day_is_the_nearest(text: str) -> None:
    """A schedule of one Friday has neither the Thursday before it nor the Saturday after it."""
    friday = date(2025, 8, 15)
    days = parse_days(text, within=ScheduleDays((friday,)), today=TODAY)
    assert [(days.first - friday).days, (days.last - friday).days] == {
        "Thu-Fri": [-1, 0],
        "thu..fri": [-1, 0],
        "Sat to Fri": [-6, 0],
        "Fri-Sat": [0, 1],
        "Friday..Thu": [0, 6],
    }[text]


def test_an_unclear_range_names_what_it_could_be() -> None:
    """Days and ranges alike, as they can be typed again, those on which something happens first."""
    known = ScheduleDays((date(2023, 9, 20), date(2024, 9, 20), date(2025, 9, 20)))
    for text, likely in [("Fri", "2024-09-20"), ("20", "2023-09-20"), ("Fri..Sun", "2024-09-20..2024-09-22")]:
        with pytest.raises(QuestionError) as caught:
            parse_days(text, within=known, today=TODAY)
        assert str(caught.value.hint).startswith(f'did you mean "{likely}"')
    with pytest.raises(QuestionError) as caught:
        parse_days("11-14", within=KNOWN, today=TODAY)
    assert caught.value.hint == 'did you mean "2024-09-11..2024-09-14" or "2024-11-14"?'


@pytest.mark.parametrize("text", ["Mon..Fri", "23-25", "9/10-11/10", "from" + " " * 5000 + "x", "-" * 5000])
def test_no_range_takes_long(text: str) -> None:
    """A schedule over a century has thousands of Mondays; nobody waits for all the pairs of them."""
    known = ScheduleDays((date(2024, 9, 23), date(2124, 9, 23)))
    with pytest.raises(QuestionError):
        parse_days(text, within=known, today=TODAY)


@given(
    ends=st.tuples(DAYS, DAYS).map(sorted),
    styles=st.tuples(STYLES, STYLES),
    joint=st.sampled_from(["..", "...", " .. ", "…", "–", " - ", " to ", " until ", " through "]),
)
def test_a_range_in_any_mix_of_styles_is_that_range(ends: list[date], styles: tuple[Style, Style], joint: str) -> None:
    """Whatever one end leaves out, and however it is joined."""
    text = joint.join(style(day) for style, day in zip(styles, ends, strict=True))
    assert parse_days(text, within=KNOWN, today=TODAY) == Days(ends[0], ends[1])


@given(ends=st.tuples(DAYS, DAYS).map(sorted), styles=st.tuples(STYLES, STYLES))
def test_a_range_with_a_hyphen_is_that_range_or_a_question(ends: list[date], styles: tuple[Style, Style]) -> None:
    """A hyphen may stand within a day as well."""
    text = "-".join(style(day) for style, day in zip(styles, ends, strict=True))
    try:
        assert parse_days(text, within=KNOWN, today=TODAY) == Days(ends[0], ends[1])
    except QuestionError as error:
        assert "could be several days" in error.message  # noqa: PT017 (it may be raised or not)


@given(last=st.dates(date(2024, 1, 1), date(2026, 12, 31)), number=st.integers(1, 31), style=st.sampled_from(WITH_YEAR))
def test_a_number_takes_the_month_of_the_other_end(last: date, number: int, style: Style) -> None:
    """Whatever the schedule's own days are."""
    first = last.replace(day=min(number, last.day))
    assert parse_days(f"{first.day}..{style(last)}", within=KNOWN, today=TODAY) == Days(first, last)
    assert parse_days(f"{style(first)}..{last.day}", within=KNOWN, today=TODAY) == Days(first, last)
