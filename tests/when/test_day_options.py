import re
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.when.styles import IN_NUMBERS, WITH_YEAR, YEAR_IN_TWO_DIGITS, Style
from ungacli.errors import QuestionError
from ungacli.when.day_options import ScheduleDays, parse_day

TODAY = date(2024, 9, 20)
# A Thursday to a Thursday: the bundled schedule's days.
KNOWN = ScheduleDays(tuple(date(2024, 9, day) for day in (19, 22, 23, 24, 25, 26)))


@pytest.mark.parametrize(
    "text",
    [
        *("Monday", "23 September", "Sep 23", "23", "23rd", "9/23", "23/9", "23.9."),
        *("23.09", "mon 23", "Monday, 23rd", "Sep. 23", "23 Sep 24", "Sep 23 '24", "23.09.24", "23rd of September"),
        *("September the 23rd", "23 2024", "Mon 23/9", "the 23rd", "on Monday the 23rd", "23 Septe"),
    ],
)
def test_a_day_is_the_one_in_the_schedule(text: str) -> None:
    """Days in words or in numbers and weekdays may leave out what the schedule says; here all name 23 September."""
    assert parse_day(text, within=KNOWN, today=TODAY) == date(2024, 9, 23)


OTHER_DAYS = {
    "2024-09-03": "2024-9-3",
    "1999-12-31": "1999-12-31",
    "2024-09-19": "yesterday; first",
    "2024-09-20": "today; on today",
    "2024-09-21": "Tomorrow; SAT",
    "2024-09-24": "Tue.",
    "2024-09-25": "Weds",
    "2024-09-26": "the last day; on the last day",
    "2024-09-27": "27",
    "2024-09-09": "9/9; 9/9/2024",
    "2024-09-13": "13/9/24",
    "2024-10-01": "1 October",
    "2025-09-23": "September 23rd, 2025",
    "2080-09-23": "23 Sep 80",
    "2099-09-23": "Sep 23 99",
    "0024-09-23": "23 Sep 0024",
}


@pytest.mark.parametrize(("text", "day"), [(text, key) for key, row in OTHER_DAYS.items() for text in row.split("; ")])
def test_a_day_is_understood_as_people_write_it(text: str, day: str) -> None:
    """ISO dates, days in words and weekdays name a day; what is left out comes from the schedule."""
    assert parse_day(text, within=KNOWN, today=TODAY).isoformat() == day


NO_DAYS = (
    *("2024-13", "30 February", "September", "23 Sep 14:00", "00/23", "00.09.2024", "23.09.0000", "nonsense"),
    *("", "mo", "sep 31", "13/13", "40/2", "foo 23", "10:00-29 feb", "11 sep 10:00 EST"),
    *("230924", "23 utc 2024", "9/10/024", "2024-9", "123/4"),
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2024-02-30", 'there is no day "2024-02-30"'),
        ("2024-13-01", 'there is no day "2024-13-01"'),
        ("9/10", '"9/10" could be several days'),
        ("04.05.2024", "could be several days"),
        ("2024-00-23", 'there is no day "2024-00-23" in the calendar'),
        ("2024-09-00", 'there is no day "2024-09-00" in the calendar'),
        ("0000-09-23", 'there is no day "0000-09-23" in the calendar'),
        ("Sep 23, 24", '"Sep 23, 24" could be several days'),
        ("23 Sep, 26", '"23 Sep, 26" could be several days'),
        ("thursday", "could be several days"),
        ("Monday 24 September 2024", "2024-09-24 is a Tuesday"),
        ("tue 23 sep", "2024-09-23 is a Monday"),
        ("tue 23", "2024-09-23 is a Monday"),
        ("9.10.", "could be several days"),
        ("24-09-23", "could be several days"),
        *((text, "is no day") for text in NO_DAYS),
    ],
)
def test_what_is_no_day_is_refused_with_the_reason(text: str, message: str) -> None:
    """Impossible, unclear and ambiguous days are not guessed at."""
    with pytest.raises(QuestionError, match=message.replace("(", r"\(")):
        parse_day(text, within=KNOWN, today=TODAY)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("mondya", 'did you mean "Monday"?'),
        ("23 Setember", 'did you mean "23 September"?'),
        ("tomorow", 'did you mean "tomorrow"?'),
        ("xyz", "write it as 2024-09-23, 23 September, Monday or today"),
        ("23,25", "name each day by itself: --date 23 --date 25, or date:23,25 in a query"),
        ("23 and 25", "name each day by itself: --date 23 --date 25, or date:23,25 in a query"),
        ("day 1", "write it as 2024-09-23, 23 September, Monday or today"),
        ("sep", "write it as 2024-09-23, 23 September, Monday or today"),
        ("firts", 'did you mean "first"?'),
        ("today-", "write it as 2024-09-23, 23 September, Monday or today"),
        ("Monday morning", "name the time by itself: --time morning, or time:morning in a query"),
        ("x" * 60, "write it as 2024-09-23, 23 September, Monday or today"),
        ("Thu", 'did you mean "2024-09-19" or "2024-09-26"?'),
        ("Sep 23, 24", 'did you mean "2024-09-23" or "2024-09-24"?'),
        ("September 25th, 26", 'did you mean "2024-09-26" or "2026-09-25"?'),
    ],
)
def test_a_slip_in_a_day_brings_up_the_right_one(text: str, hint: str) -> None:
    """If a word of it is nearly one that names a day; and so does a text that may be two days."""
    with pytest.raises(QuestionError) as caught:
        parse_day(text, within=KNOWN, today=TODAY)
    assert caught.value.hint == hint


YEARS = ["2023-09-20", "2024-09-20", "2025-09-20"]


@pytest.mark.parametrize(
    ("known", "text", "expected"),
    [
        # A gala over midnight ends on the day after; which is a day of the schedule all the same.
        (["2024-09-25", "2024-09-26", "..2024-09-27"], "last", "2024-09-26"),
        (["2024-09-25", "2024-09-26", "..2024-09-27"], "Fri", "2024-09-27"),
        # A day of the week decides between years: 20 September was a Friday in 2024, and in none of them a Monday.
        (YEARS, "Fri 20 Sep", "2024-09-20"),
        (YEARS, "Mon 20 Sep", '"Mon 20 Sep" could be several days'),
        # The 29th is in September; the 20th could be in either month.
        (["2024-09-28", "2024-10-05"], "29", "2024-09-29"),
        (["2024-09-28", "2024-10-05"], "20", '"20" could be several days'),
        (["2024-09-19", "2024-09-26"], "29 Feb", "2024-02-29"),
        (["2025-09-22"], "29 Feb", 'no "29 Feb" within this schedule'),
        # Over New Year a day belongs to the year in which the schedule has it.
        (["2024-12-30", "2025-01-03"], "2 January", "2025-01-02"),
        (["2024-12-30", "2025-01-03"], "31 December", "2024-12-31"),
    ],
)
def test_the_days_of_the_schedule_complete_a_day(known: list[str], text: str, expected: str) -> None:
    """They give what it leaves out; where two of them fit, or none, it is refused."""
    start = tuple(date.fromisoformat(one) for one in known if one[:2] != "..")
    end = next((date.fromisoformat(one[2:]) for one in known if one[:2] == ".."), None)
    try:
        day = parse_day(text, within=ScheduleDays(start, end), today=TODAY).isoformat()
    except QuestionError as error:
        day = error.message
    assert day == expected


@pytest.mark.parametrize(("text", "today"), [("tomorrow", date.max), ("yesterday", date.min)])
def test_the_calendar_has_ends(text: str, today: date) -> None:
    """There is no tomorrow after the last day and no yesterday before the first."""
    with pytest.raises(QuestionError, match="beyond the calendar"):
        parse_day(text, within=KNOWN, today=today)


def test_a_weekday_outside_the_schedule_is_refused() -> None:
    """A schedule of one Monday has no Friday, and the hint says which days it has."""
    with pytest.raises(QuestionError) as caught:
        parse_day("friday", within=ScheduleDays((date(2024, 9, 23),)), today=TODAY)
    assert str(caught.value.hint).startswith("it runs from 2024-09-23 to 2024-09-23")
    for text in ("friday", "first", "23"):
        with pytest.raises(QuestionError, match="within this schedule") as caught:
            parse_day(text, within=ScheduleDays(()), today=TODAY)
        assert str(caught.value.hint).startswith("it has no events")


@given(day=st.dates(date(2000, 1, 1), date(2068, 12, 31)), style=st.sampled_from(WITH_YEAR))
def test_a_day_with_its_year_is_that_day_in_any_style(day: date, style: Style) -> None:
    """Whatever the schedule and the style."""
    assert parse_day(style(day), within=KNOWN, today=TODAY) == day


@given(day=st.dates(date(2024, 1, 1), date(2024, 12, 31)), style=st.sampled_from(IN_NUMBERS))
def test_a_day_in_numbers_is_that_day_or_a_question(day: date, style: Style) -> None:
    """Where its numbers can be told apart it is read; else that day is among those to choose from."""
    numbers = [number for number in re.findall(r"\d+", style(day)) if int(number) <= 12]
    if len(numbers) == 1:
        assert parse_day(style(day), within=KNOWN, today=TODAY) == day
    elif day.day != day.month:
        with pytest.raises(QuestionError) as caught:
            parse_day(style(day), within=KNOWN, today=TODAY)
        assert f'"{day}"' in str(caught.value.hint)


@given(day=st.dates(date(2013, 1, 1), date(2031, 12, 31)), style=st.sampled_from(YEAR_IN_TWO_DIGITS))
def test_a_day_in_pairs_of_numbers_is_that_day_or_a_question(day: date, style: Style) -> None:
    """With hyphens the year may stand first or last."""
    try:
        found = parse_day(style(day), within=KNOWN, today=TODAY).isoformat()
    except QuestionError as error:
        found = str(error.hint)
    assert f"{day}" in found


@given(first=st.dates(date(2024, 1, 1), date(2024, 12, 1)), length=st.integers(0, 70), number=st.integers(1, 31))
def test_a_number_alone_is_the_day_of_the_schedule_or_a_question(first: date, length: int, number: int) -> None:
    """If one day from the first to the last event's has it, it is that one; if several have, nothing is guessed."""
    known = ScheduleDays((first, first + timedelta(days=length)))
    inside = [day for n in range(length + 1) if (day := first + timedelta(days=n)).day == number]
    if len(inside) == 1:
        assert parse_day(f"{number}", within=known, today=TODAY) == inside[0]
    elif inside:
        with pytest.raises(QuestionError, match="could be several days"):
            parse_day(f"{number}", within=known, today=TODAY)
    else:
        with suppress(QuestionError):
            found = parse_day(f"{number}", within=known, today=TODAY)
            assert found.day == number
            assert first.replace(day=1) <= found <= known.start[1].replace(day=28) + timedelta(days=3)
