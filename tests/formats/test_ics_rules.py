from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.builders import refused
from tests.formats.test_ics_reading import calendar, changed, ics, vevent
from ungacli.formats.ics import reading
from ungacli.formats.ics.occurrences import MAX_TIMES
from ungacli.formats.ics.rules import Effort, Rule
from ungacli.model import DayRange, Status

START = "DTSTART;TZID=America/New_York:20241028T090000"
NEW_YORK = ZoneInfo("America/New_York")


def weekly(*lines: str) -> str:
    """Return a series of an hour on Monday mornings in New York, from 28 October 2024 on."""
    return changed(*lines, plain=("UID:a", "SUMMARY:Weekly", START, "DURATION:PT1H"))


def starts(*parts: str, **options: Any) -> list[str]:
    """Return the starts of all events of a calendar of *parts*, in order."""
    return [f"{event.start:%m-%d %H:%M %Z}" for event in ics(calendar(*parts), **options)[0].events]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # Over the change of 3 November 2024 it stays at 09:00 in New York.
        ("RRULE:FREQ=WEEKLY;COUNT=3", "10-28 09:00 EDT, 11-04 09:00 EST, 11-11 09:00 EST"),
        # RDATE adds moments, local times, the beginnings of periods, and days at the time of the series, each once.
        (
            "RDATE:20241029T090000,20241030T130000Z/PT2H,20241028T130000Z",
            "10-28 09:00 EDT, 10-29 09:00 EDT, 10-30 09:00 EDT",
        ),
        ("RDATE;VALUE=DATE:20241030", "10-28 09:00 EDT, 10-30 09:00 EDT"),
        # DTSTART is always the first time, also where the rule does not have it.
        ("RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=1", "10-28 09:00 EDT, 10-29 09:00 EDT"),
    ],
)
def test_a_series_has_the_times_of_its_rule_and_further_ones(line: str, expected: str) -> None:
    """They are local times of its clock."""
    assert ", ".join(starts(weekly(line))) == expected


def test_each_time_has_a_uid_of_its_own() -> None:
    """It is that of the series and when the time was to be, in UTC, or the day of what lasts all day."""
    schedule, _ = ics(calendar(weekly("RRULE:FREQ=WEEKLY;COUNT=2")))
    days, _ = ics(calendar("X-WR-TIMEZONE:Asia/Tokyo", changed("DTSTART:20241028", "DTEND:20241029", "RDATE:20241030")))
    assert [event.uid for event in schedule.events] == ["a-20241028T130000Z", "a-20241104T140000Z"]
    assert [event.id for event in schedule.events] == ["weekly-2024-10-28", "weekly-2024-11-04"]
    assert [event.uid for event in days.events] == ["a@example.org-20241028", "a@example.org-20241030"]


def ids(*parts: str, **options: Any) -> list[str]:
    """Return the ids of all events of a calendar of *parts*, in order."""
    return [event.id for event in ics(calendar(*parts), **options)[0].events]


WEEKLY = weekly("RRULE:FREQ=WEEKLY")
ONCE = weekly("UID:c", "RRULE:FREQ=WEEKLY;COUNT=1")
TWICE_A_DAY = weekly("DTSTART:20241104T090000Z", "RRULE:FREQ=DAILY;BYHOUR=9,23")
SINGLES = [
    changed(f"UID:{day}", "SUMMARY:Weekly", f"DTSTART:{day}T080000Z", f"DTEND:{day}T090000Z")
    for day in ("20241028", "20241030")
]


@pytest.mark.parametrize(
    ("parts", "days", "expected"),
    [
        # A time is called by its day, whether one is read or two.
        ([WEEKLY], "1104 1104", "weekly-2024-11-04"),
        ([WEEKLY], "1104 1117", "weekly-2024-11-04 weekly-2024-11-11"),
        # The day is that of the series: shown in Zurich, 23:00 in UTC is on the next, which need not be read.
        (["X-WR-TIMEZONE:Europe/Zurich", TWICE_A_DAY], "1105 1105", "weekly-2024-11-05 weekly-2024-11-05-2"),
        (
            ["X-WR-TIMEZONE:Europe/Zurich", TWICE_A_DAY],
            "1105 1106",
            "weekly-2024-11-05 weekly-2024-11-05-2 weekly-2024-11-06 weekly-2024-11-06-2",
        ),
        # What still clashes is numbered, and an event by itself keeps the id of its title.
        ([WEEKLY, changed("SUMMARY:Weekly 2024-10-28")], "1028 1028", "weekly-2024-10-28-2 weekly-2024-10-28"),
        ([WEEKLY, ONCE], "1028 1028", "weekly-2024-10-28 weekly-2024-10-28-2"),
        ([ONCE, changed("SUMMARY:Weekly")], "1028 1028", "weekly-2024-10-28 weekly"),
        # Two events of one title have their days in their ids, one of which is that of a series too.
        ([ONCE, *SINGLES], "1028 1028", "weekly-2024-10-28 weekly-2024-10-28-2 weekly-2024-10-30"),
    ],
)
def test_ids_of_series_are_made_of_their_days(parts: list[str], days: str, expected: str) -> None:
    """They do not depend on the window, and are those of no other event."""
    first, last = (date.fromisoformat(f"2024{day}") for day in days.split())
    assert ids(*parts, window=DayRange(first, last)) == expected.split()


@pytest.mark.parametrize(
    ("lines", "times"),
    [
        # UNTIL is the last time of all: a moment in UTC, a local time or a day.
        *(
            ([f"RRULE:FREQ=WEEKLY;UNTIL={until}"], times)
            for until, times in (
                *(("20241111T140000Z", 3), ("20241111T090000", 3), ("20241111", 3), ("20241117", 3)),
                ("20241111T135959Z", 2),
            )
        ),
        # A time is excepted by any clock that shows its moment, or by its day.
        *(
            (["RRULE:FREQ=WEEKLY;COUNT=3", line], times)
            for line, times in (
                ("EXDATE;TZID=America/New_York:20241104T090000", 2),
                ("EXDATE:20241104T140000Z,20241111T140000Z", 1),
                ("EXDATE;TZID=Europe/Zurich:20241104T150000", 2),
                *(("EXDATE:20241104T090000", 2), ("EXDATE;VALUE=DATE:20241104", 2), ("EXDATE:20241104T130000Z", 3)),
                *(("EXDATE:", 3), ("EXRULE:FREQ=WEEKLY;INTERVAL=2", 1), ("EXRULE:FREQ=WEEKLY;COUNT=1", 2)),
            )
        ),
        # Mistakes of programs: small letters, blanks, a prefix twice, no COUNT as -1, parts of their own.
        (["RRULE:freq=weekly;count=2;rscale=gregorian;"], 2),
        (["RRULE:RRULE:FREQ=WEEKLY;COUNT=3"], 3),
        (["RRULE:FREQ=WEEKLY;UNTIL=20241112;COUNT=-1;BYDAY=MO, TU"], 6),
        (["RRULE:FREQ=WEEKLY;COUNT=3;X-EVOLUTION-ENDDATE=20241105T070000Z"], 3),
        (["RRULE:FREQ=MONTHLY;COUNT=2;BYDAY=1TU,99TU"], 3),
        (["RRULE:"], 1),
        (["RDATE:"], 1),
    ],
)
def test_a_series_has_so_many_times(lines: list[str], times: int) -> None:
    """Its rule and its exceptions are read as their author meant them."""
    assert len(starts(weekly(*lines))) == times


def test_one_time_can_be_told_anew() -> None:
    """It is told once, as its own entry says, also where it is cancelled; without SUMMARY it keeps the title."""
    schedule, said = ics(
        calendar(
            weekly("RRULE:FREQ=WEEKLY;COUNT=3"),
            weekly("RECURRENCE-ID:20241104T140000Z", "DTSTART:20241105T150000Z", "SUMMARY:Moved"),
            vevent(
                "UID:a",
                "RECURRENCE-ID:20241111T090000",
                START.replace("1028", "1111"),
                "DURATION:PT1H",
                "STATUS:CANCELLED",
            ),
        )
    )
    assert said == []
    assert [(event.title, f"{event.start:%m-%d %H:%M}", event.status) for event in schedule.events] == [
        ("Weekly", "10-28 09:00", Status.CONFIRMED),
        ("Moved", "11-05 10:00", Status.CONFIRMED),
        ("Weekly", "11-11 09:00", Status.CANCELLED),
    ]
    assert schedule.events[1].uid == "a-20241104T140000Z"


@pytest.mark.parametrize("scope", ["", ";RANGE=THISANDFUTURE"])
def test_one_time_can_be_told_anew_by_its_day(scope: str) -> None:
    """Some programs name the day alone: the time of the series on it is changed, or that and all later ones."""
    anew = weekly(f"RECURRENCE-ID{scope};VALUE=DATE:20241104", "SUMMARY:Anew", "DTSTART:20241104T150000Z")
    schedule, _ = ics(calendar(weekly("RRULE:FREQ=WEEKLY;COUNT=3"), anew))
    last = "11-11 10:00 EST" if scope else "11-11 09:00 EST"
    found = [f"{event.start.astimezone(NEW_YORK):%m-%d %H:%M %Z}" for event in schedule.events]
    assert found == ["10-28 09:00 EDT", "11-04 10:00 EST", last]
    assert schedule.events[1].uid == "a-20241104T140000Z"


@pytest.mark.parametrize("rule", ["DAILY", "HOURLY", "YEARLY;COUNT=2"])
def test_a_series_that_begins_after_the_last_year_is_left_out(rule: str) -> None:
    """A slip of the keyboard in a year costs that event alone."""
    schedule, said = ics(
        calendar(changed(), weekly("DTSTART:50001231T090000Z", f"RRULE:FREQ={rule}")), until=date(9000, 1, 1)
    )
    assert len(schedule.events) == 1
    assert said[0].endswith("skipped: the year is not between 1900 and 2199")


def test_a_change_of_all_later_times_moves_and_renames_them() -> None:
    """RANGE=THISANDFUTURE holds until the next such change (RFC 5545, section 3.2.13)."""
    schedule, _ = ics(
        calendar(
            weekly("RRULE:FREQ=WEEKLY;COUNT=5"),
            weekly("RECURRENCE-ID;RANGE=THISANDFUTURE:20241104T140000Z", "SUMMARY:Later", "DTSTART:20241104T160000Z"),
            weekly(
                "RECURRENCE-ID;RANGE=THISANDFUTURE:20241118T140000Z", "SUMMARY:Tuesdays", "DTSTART:20241119T140000Z"
            ),
        )
    )
    assert [(event.title, f"{event.start.astimezone(NEW_YORK):%m-%d %H:%M}") for event in schedule.events] == [
        ("Weekly", "10-28 09:00"),
        ("Later", "11-04 11:00"),
        ("Later", "11-11 11:00"),
        ("Tuesdays", "11-19 09:00"),
        ("Tuesdays", "11-26 09:00"),
    ]


def test_a_time_told_anew_stands_alone_without_its_series() -> None:
    """An invitation to one time of a series has only that."""
    schedule, _ = ics(
        calendar(
            weekly("RECURRENCE-ID:20241104T140000Z"),
            weekly("UID:b", "RECURRENCE-ID;VALUE=DATE:20241104"),
            weekly("UID:c", "DTSTART:20241028T130000Z"),
            weekly("UID:c", "RECURRENCE-ID:20241028T130000Z", "SUMMARY:Only once"),
        )
    )
    assert [event.uid for event in schedule.events] == [
        "a-20241104T140000Z",
        "b-20241104T140000Z",
        "c-20241028T130000Z",
    ]


def test_a_time_told_anew_wrongly_is_left_out() -> None:
    """Neither it nor the one before is read; a series without a start does not cost its exceptions."""
    schedule, said = ics(
        calendar(weekly("RRULE:FREQ=WEEKLY;COUNT=3"), weekly("RECURRENCE-ID:20241104T140000Z", "DTSTART:x"))
    )
    assert len(schedule.events) == 2
    assert said == ['15:1: skipped: "x" is no day and no time such as 20240924T170000']
    assert len(starts(weekly("DTSTART:x", "RRULE:FREQ=DAILY"), weekly("RECURRENCE-ID:20241104T140000Z"))) == 1


def test_a_window_takes_what_starts_on_its_days() -> None:
    """What was moved into it too, and not what was moved out of it; what does not repeat is read all the same."""
    window = DayRange(date(2030, 1, 7), date(2030, 1, 14))
    parts = (weekly("RRULE:FREQ=WEEKLY"), changed("SUMMARY:Once"))
    schedule, said = ics(calendar(*parts), window=window)
    assert said == []
    assert [f"{event.start:%Y-%m-%d}" for event in schedule.events] == ["2025-09-22", "2030-01-07", "2030-01-14"]
    window = DayRange(date(2024, 11, 5), date(2024, 11, 5))
    series = weekly("RRULE:FREQ=WEEKLY;COUNT=3")
    moved = weekly("RECURRENCE-ID;RANGE=THISANDFUTURE:20241028T130000Z", "DTSTART:20241029T130000Z")
    out = weekly("UID:b", "RECURRENCE-ID:20241105T140000Z", "DTSTART:20241106T140000Z")
    assert starts(series, moved, out, window=window) == ["11-05 08:00 EST"]


def test_without_a_window_what_goes_on_is_told_until_a_day() -> None:
    """That it goes on is said once for all series; ten thousand times, the bound itself, are all told."""
    schedule, said = ics(
        calendar(weekly("RRULE:FREQ=WEEKLY"), weekly("UID:b", "RRULE:FREQ=MONTHLY")), until=date(2024, 12, 1)
    )
    assert len(schedule.events) == 5 + 2
    assert said == ["3:1: note: it goes on after 2024-11-30; later times are skipped (and 1 more)"]
    schedule, said = ics(calendar(weekly("RRULE:FREQ=DAILY;COUNT=10000")))
    assert (len(schedule.events), said) == (MAX_TIMES, [])


TWO_DAYS = DayRange(date(2025, 1, 1), date(2025, 1, 2))


@pytest.mark.parametrize(
    ("rule", "window", "days"),
    [
        *(
            (rule, None, "before 2100-01-01; --window DAYS")
            for rule in ("HOURLY", "SECONDLY", "DAILY;COUNT=10001", "SECONDLY;COUNT=99999999")
        ),
        ("SECONDLY", TWO_DAYS, "from 2025-01-01 to 2025-01-02; a shorter --window"),
    ],
)
def test_what_repeats_too_often_is_left_out(rule: str, window: DayRange | None, days: str) -> None:
    """The other events are kept, and how to take fewer times is said."""
    schedule, said = ics(calendar(changed("SUMMARY:Good"), weekly(f"RRULE:FREQ={rule}")), window=window)
    assert [event.title for event in schedule.events] == ["Good"]
    assert said == [f"9:1: skipped: it repeats more than 10,000 times {days} takes fewer"]


@pytest.mark.parametrize(("rule", "times"), [("DAILY", 365 + 366), ("DAILY;BYHOUR=1,2,3", 3 * (365 + 366))])
def test_of_what_began_long_ago_the_last_two_years_are_told(rule: str, times: int) -> None:
    """A series since 1995 beside a good event: the days of 2027 and of 2028 are told."""
    old = weekly("DTSTART;TZID=America/New_York:19950102T090000", f"RRULE:FREQ={rule}")
    schedule, said = ics(calendar(changed("SUMMARY:Good"), old), until=date(2029, 1, 1))
    assert [event.title for event in schedule.events].count("Good") == 1
    days = [f"{event.start.date()}" for event in schedule.events if event.title == "Weekly"]
    assert (len(days), days[0], days[-1]) == (times, "2027-01-01", "2028-12-31")
    assert said == [
        "9:1: note: it goes on after 2028-12-31; later times are skipped",
        "9:1: note: it repeats more than 10,000 times: read from 2027-01-01 on; --window DAYS takes other days",
    ]


def test_of_what_began_long_ago_old_times_told_anew_are_not_told() -> None:
    """What was moved into the two years is, and what was moved on days before is not."""
    old = weekly("DTSTART;TZID=America/New_York:19950102T090000", "RRULE:FREQ=DAILY")
    before = weekly("RECURRENCE-ID:19950103T140000Z", "DTSTART:19950103T150000Z", "SUMMARY:Before")
    within = weekly("RECURRENCE-ID:20270103T140000Z", "DTSTART:20270103T150000Z", "SUMMARY:Within")
    schedule, _ = ics(calendar(old, before, within), until=date(2029, 1, 1))
    assert len(schedule.events) == 731
    assert {event.title for event in schedule.events} == {"Weekly", "Within"}


def test_following_rules_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file has no more events than a schedule holds, and a 30 February is looked for in bounded time."""
    never = "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
    assert len(starts(weekly(never))) == 1
    text = calendar(*(weekly(f"UID:{number}", f"{never};COUNT=2") for number in range(50)))
    assert refused(text, "mine.ics") == [
        "1:1: its rules of recurrence take too long to follow; --window DAYS takes fewer times"
    ]
    monkeypatch.setattr(reading, "MAX_EVENTS", 4)
    text = calendar(weekly("RRULE:FREQ=WEEKLY;COUNT=3"), weekly("UID:b", "RRULE:FREQ=WEEKLY;COUNT=3"))
    assert refused(text, "mine.ics") == ["10:1: more than 4 events before 2100-01-01; --window DAYS takes fewer"]


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("often", "it is not made of parts such as FREQ=WEEKLY"),
        ("COUNT=3", "it cannot be read"),
        ("FREQ=SOMETIMES", "it cannot be read"),
        ("FREQ=WEEKLY;BYDAY=XX", "it cannot be read"),
        ("FREQ=WEEKLY;UNTIL=SOON", '"SOON" is no day and no time such as 20240924T170000'),
        ("FREQ=WEEKLY;COUNT=-1", "its COUNT is no whole number"),
        ("FREQ=WEEKLY;BYEASTER=0", "it has the unknown part BYEASTER"),
        ("FREQ=YEARLY;BYDAY=-999SU;BYMONTH=11", "its BYDAY has a number above 53"),
        ("FREQ=YEARLY;BYMONTH=13", "its BYMONTH has a number above 12"),
        ("FREQ=MONTHLY;BYMONTHDAY=32,99", "its BYMONTHDAY has a number above 31"),
        ("FREQ=WEEKLY;RSCALE=HEBREW", "it counts by another calendar"),
        ("FREQ=MINUTELY;BYHOUR=9", "MINUTELY with parts such as BYHOUR is not followed"),
        (
            "FREQ=DAILY;BYSECOND=" + ",".join(map(str, range(60))) + ";BYMINUTE=" + ",".join(map(str, range(30))),
            "it comes more than 1,440 times a day",
        ),
        ("FREQ=DAILY;BYMONTHDAY=" + ",".join(["1"] * 300), "a rule of more than 500 characters"),
    ],
)
def test_a_rule_that_says_nothing_leaves_the_event_out(rule: str, reason: str) -> None:
    """The line and the reason are told."""
    _, said = ics(calendar(changed("UID:good"), weekly(f"RRULE:{rule}")))
    assert said == [f"14:1: skipped: its RRULE cannot be followed: {reason}"]


def test_a_period_has_an_end_of_its_own() -> None:
    """RDATE may say how long a further time lasts, else it lasts as long as the first (RFC 5545, section 3.8.5.3).

    One that lasts no time leaves the series out.
    """
    two_hours = weekly("DTEND;TZID=America/New_York:20241028T110000", "RRULE:FREQ=WEEKLY;COUNT=2")
    assert {event.duration for event in ics(calendar(two_hours))[0].events} == {timedelta(hours=2)}
    line = "RDATE;VALUE=PERIOD:20241029T090000/20241029T120000,20241030T130000Z/PT30M"
    schedule, _ = ics(calendar(weekly(line)))
    assert [event.duration for event in schedule.events] == [timedelta(minutes=length) for length in (60, 180, 30)]
    for until in ("20241029T080000", "-PT1H", "soon"):
        _, said = ics(calendar(changed("UID:good"), weekly(f"RDATE:20241029T090000/{until}")))
        assert said[0].startswith("14:1: skipped:")


def test_birthdays_of_long_ago_cost_little() -> None:
    """The years before the window are no work, for every day of the year but the rare ones."""
    days = [f"16040{month}{day}" for month in range(1, 10) for day in range(10, 31) if (month, day) != (2, 30)]
    series = [changed(f"UID:{day}", f"DTSTART:{day}", f"DTEND:{day}", "RRULE:FREQ=YEARLY") for day in days]
    found = ids("X-WR-TIMEZONE:UTC", *series, window=DayRange(date(2025, 2, 28), date(2025, 3, 10)))
    assert found == ["briefing-2025-02-28", "briefing-2025-03-10"]


FREQUENCIES = st.sampled_from(["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "DAILY;COUNT=100"])
PARTS = st.lists(
    st.sampled_from(
        ["BYDAY=MO,FR", "BYMONTH=2,9", "BYMONTHDAY=29,-1", "BYHOUR=8,20", "INTERVAL=3", "WKST=SU", "BYSETPOS=1"]
    ),
    unique=True,
    max_size=3,
)


RULES: st.SearchStrategy[tuple[str, list[str]]] = st.tuples(FREQUENCIES, PARTS) | st.just(("HOURLY;INTERVAL=5", []))


@settings(deadline=None, max_examples=80)
@given(RULES, st.datetimes(datetime(1999, 1, 1), datetime(2090, 1, 1)), st.integers(0, 800))
def test_rules_mean_what_they_do_in_their_own_centuries(
    parts: tuple[str, list[str]], start: datetime, days: int
) -> None:
    """To follow a rule 7,600 years later changes no day and no weekday; a late window has the times of the whole."""
    frequency, others = parts
    rule = ";".join([f"FREQ={frequency}", *others])
    start = start.replace(microsecond=0)
    since = start + timedelta(days=days)
    plain = [time for time in rrulestr(rule, dtstart=start).xafter(since, count=20, inc=True) if time.year < 2200]
    found = Rule(rule).times(start, Effort(), since=since, utc=lambda local: local)
    assert [time for time, _ in zip((one for one in found if one >= since), range(20), strict=False)] == plain


def test_a_series_of_seconds_ends_with_the_years() -> None:
    """Nothing is told after 2199."""
    times = Rule("FREQ=HOURLY").times(
        datetime(2199, 12, 31, 22), Effort(), since=datetime(2199, 12, 31), utc=lambda local: local
    )
    assert len(list(times)) == 2
    assert list(
        Rule("FREQ=WEEKLY").times(datetime(2199, 12, 31), Effort(), since=datetime(2199, 1, 1), utc=lambda x: x)
    ) == [datetime(2199, 12, 31)]


def test_days_that_repeat_follow_a_day_in_the_exceptions() -> None:
    """A series of whole days is excepted by a day or by a time on it."""
    days = ("UID:a", "SUMMARY:S", "DTSTART:20241028", "RRULE:FREQ=DAILY;COUNT=4")
    text = vevent(*days, "EXDATE:20241029", "EXDATE:20241030T000000")
    assert len(starts(text, zone=NEW_YORK)) == 2
