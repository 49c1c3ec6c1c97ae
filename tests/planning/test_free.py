"""Free time on days, by the clocks of zones."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.builders import GENEVA, event, schedule
from ungacli import Schedule
from ungacli.errors import QuestionError
from ungacli.planning.busy_time import Span
from ungacli.planning.free import FreeDay, busy_spans, days_to_search, free_days, parse_window, window
from ungacli.query.conditions import Filters
from ungacli.query.lookup import find_participant
from ungacli.when.time_options import TimeRange

NEW_YORK = ZoneInfo("America/New_York")
HALF_AN_HOUR = timedelta(minutes=30)
TODAY = date(2024, 9, 20)
EARLIER, FEWER = "give the earlier day as --from", "name fewer: --date 2024-09-23..2024-09-27"


def told(days: tuple[FreeDay, ...]) -> list[str]:
    """Return the slots as `23 09:30-12:00`."""
    return [f"{day.day.day} {slot.start:%H:%M}-{slot.end:%H:%M}" for day in days for slot in day.slots]


def free(hours: str, *days: int, busy: list[Span] | None = None) -> tuple[FreeDay, ...]:
    """Return what is free of *busy* in New York in these *hours* of *days* of September 2024."""
    when = [date(2024, 9, day) for day in days]
    return free_days(when, [*map(parse_window, hours.split())], busy or [], NEW_YORK, at_least=HALF_AN_HOUR)


def september(day: int, hour: int, length: int) -> Span:
    """Return so many hours in New York in September 2024."""
    start = datetime(2024, 9, day, hour, tzinfo=NEW_YORK).astimezone(UTC)
    return Span(start, start + timedelta(hours=length))


def test_a_speakers_day(unga: Schedule) -> None:
    """Amy Pope's events on 23 September are 08:00-09:30, 12:00-13:30 and 16:30-18:30."""
    amy = find_participant(unga, "speaker", "Amy Pope")
    events = [one for one in unga.events if any(part.person == amy for part in one.speakers)]
    found = free("8-20", 23, busy=busy_spans(events, [amy]))
    assert told(found) == ["23 09:30-12:00", "23 13:30-16:30", "23 18:30-20:00"]
    assert [slot.duration for slot in found[0].slots] == [timedelta(hours=hours) for hours in (2.5, 3, 1.5)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("08:00-20:00", 8, 20), ("morning", 6, 12), ("after 17:00", 17, 24), ("before 9:00", 0, 9), ("22-2", 22, 26)],
)
def test_hours_of_a_day(text: str, start: int, end: int) -> None:
    """Open ones end with the day; those over midnight are 24 hours and more after it."""
    assert parse_window(text) == TimeRange(timedelta(hours=start), timedelta(hours=end))


def test_one_time_is_no_hours() -> None:
    """A minute would never have room."""
    with pytest.raises(QuestionError, match=r'^"08:00" is one time, not hours of a day$') as raised:
        parse_window("08:00")
    assert raised.value.hint == "write them as 08:00-20:00 or after 17:00"


def test_a_buffer_is_kept_at_the_edges_of_the_hours() -> None:
    """What ends just before them, or begins just after, keeps its distance."""
    busy = [september(23, 6, 2), september(23, 20, 1), september(23, 12, 1)]
    hours = [parse_window("8-20")]
    found = free_days([date(2024, 9, 23)], hours, busy, NEW_YORK, at_least=HALF_AN_HOUR, buffer=timedelta(minutes=15))
    assert told(found) == ["23 08:15-11:45", "23 13:15-19:45"]


@pytest.mark.parametrize(
    ("hours", "days", "busy", "expected"),
    [
        ("22:00-02:00", [23], [september(24, 1, 3)], ["23 22:00-01:00"]),
        ("00:00-09:00", [23], [september(22, 22, 4)], ["23 02:00-09:00"]),
        ("8-12 12-14", [23], [], ["23 08:00-14:00"]),
        ("00:00-24:00", [23, 24], [], ["23 00:00-00:00", "24 00:00-00:00"]),
        ("20-8 00-01 06-10", [23, 24], [], ["23 00:00-01:00", "23 06:00-10:00", "23 20:00-10:00", "24 20:00-08:00"]),
    ],
)
def test_hours_and_events_may_run_over_midnight(
    hours: str, days: list[int], busy: list[Span], expected: list[str]
) -> None:
    """A slot is on the day on which its hours begin; hours that touch on a day, or overlap over midnight, are one."""
    assert told(free(hours, *days, busy=busy)) == expected


def test_a_day_is_free_all_day_or_has_no_gap() -> None:
    """It is told also where there is none."""
    first, second = free("8-20", 23, 24, busy=[september(24, 7, 14)])
    assert (first.is_free_all_day, second.is_free_all_day, second.slots) == (True, False, ())


def days(**asked: Any) -> list[int]:
    """Return the days of September 2025 that are asked for of a schedule with events on 22 and 24, the last to 25."""
    late = event(id="late", start=datetime(2025, 9, 24, 23, 30, tzinfo=GENEVA))
    found = days_to_search(Filters(**asked), schedule(event(), late), today=TODAY)
    assert {(day.year, day.month) for day in found} <= {(2025, 9)}
    return [day.day for day in found]


def test_the_days_are_the_schedules_unless_others_are_named() -> None:
    """Those named are meant literally, events or none, each once; ranges that are open end with the schedule."""
    assert days() == [22, 24]
    assert days(date=["23", "22..23", "2025-09-30"]) == [22, 23, 30]
    assert days(date=["24.."]) == days(from_=["24", "25"]) == [24, 25]
    assert days(to=["23"]) == days(date=["before 24"]) == [22, 23]
    assert days(from_=["23"], to=["2025-09-28"], date=["22..24", "2025-09-29"]) == [23, 24]
    assert days(from_=["2025-09-29"]) == []


def test_a_schedule_without_events_has_no_end_for_open_ranges() -> None:
    """No day is meant then."""
    assert days_to_search(Filters(from_=["2025-09-22"]), schedule(), today=TODAY) == ()


@pytest.mark.parametrize(
    ("asked", "message", "hint"),
    [
        ({"from_": ["24"], "to": ["22"]}, "--from 2025-09-24 is after --to 2025-09-22", EARLIER),
        ({"date": ["2025-01-01..2026-01-02"]}, "these are more than 366 days", FEWER),
        ({"date": ["0001-01-02..9999-12-30"]}, "these are more than 366 days", FEWER),
    ],
)
def test_days_that_cannot_be_meant(asked: dict[str, list[str]], message: str, hint: str) -> None:
    """A range that ends before it begins, and more than a year."""
    with pytest.raises(QuestionError) as raised:
        days(**asked)
    assert (raised.value.message, raised.value.hint) == (message, hint)


def test_a_leap_year_may_be_asked_for() -> None:
    """It has 366 days."""
    found = days_to_search(Filters(date=["2024-01-01..2024-12-31"]), schedule(event()), today=TODAY)
    assert len(found) == 366


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar_are_told(day: date) -> None:
    """No clock tells what is beyond them."""
    zone = ZoneInfo("Asia/Tokyo" if day == date.min else "America/New_York")
    with pytest.raises(QuestionError, match="beyond the calendar"):
        window(day, parse_window("00:00-24:00"), zone)


def seen(day: date, hours: TimeRange, zone: ZoneInfo) -> Span | None:
    """Return from the first minute to the last at which the clock of *zone* shows *hours* of *day*, one by one."""
    midnight = datetime(day.year, day.month, day.day)
    first, last = midnight + hours.start, midnight + hours.end
    begin = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=1)
    minutes = (begin + timedelta(minutes=number) for number in range(4 * 1440))
    found = [one for one in minutes if first <= one.astimezone(zone).replace(tzinfo=None) < last]
    return Span(found[0], found[-1] + timedelta(minutes=1)) if found else None


@pytest.mark.parametrize(
    "hours",
    [
        *("00:00-24:00", "00:00-01:00", "00:30-01:30", "01:30-02:30", "2:10-2:20am", "02:30-04:00", "03:00-04:00"),
        *("23:30-00:30", "22:00-02:15", "08:00-20:00", "after 1:45am", "before 2:00am", "01:15-01:45"),
    ],
)
@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("America/New_York", date(2024, 3, 10)),
        ("America/New_York", date(2024, 11, 3)),
        ("Europe/Zurich", date(2024, 10, 27)),
        ("Australia/Lord_Howe", date(2024, 4, 7)),
        ("Australia/Lord_Howe", date(2024, 10, 6)),
        ("Africa/Cairo", date(2024, 4, 26)),
        ("Africa/Cairo", date(2024, 10, 31)),
        ("America/Nuuk", date(2024, 3, 30)),
        ("Pacific/Apia", date(2011, 12, 30)),
        ("Pacific/Apia", date(2011, 12, 29)),
    ],
)
def test_hours_are_those_that_the_clock_shows(zone: str, day: date, hours: str) -> None:
    """From the first minute to the last of them, also where the clock skips or repeats some."""
    times, where = parse_window(hours), ZoneInfo(zone)
    found = window(day, times, where)
    expected = seen(day, times, where)
    assert found == expected if expected else found.start == found.end


def test_a_day_that_the_clock_skips_has_no_hours() -> None:
    """Samoa had no 30 December 2011; the next day is told by itself."""
    skipped = [date(2011, 12, 30), date(2011, 12, 31)]
    zone = ZoneInfo("Pacific/Apia")
    found = free_days(skipped, [parse_window("8-20")], [], zone, at_least=HALF_AN_HOUR)
    assert told(found) == ["31 08:00-20:00"]


def test_the_night_in_which_clocks_change_is_as_long_as_it_is() -> None:
    """In Geneva that of 26 October 2024 has ten hours from 22:00 to 07:00."""
    night = [parse_window("22:00-07:00")]
    (found,) = free_days([date(2024, 10, 26)], night, [], GENEVA, at_least=HALF_AN_HOUR)
    (slot,) = found.slots
    assert slot.duration == timedelta(hours=10)
    assert slot.timezone == GENEVA
    assert slot.in_zone(NEW_YORK).start == slot.start
    assert replace(event(), start=slot.start, end=slot.end).duration == slot.duration
