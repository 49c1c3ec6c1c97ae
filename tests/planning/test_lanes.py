"""The parts of events that lie on a day, and the lanes that they need."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import GENEVA, event, schedule
from ungacli.model import Event, Person, Schedule, Speaker, Status
from ungacli.planning.busy_time import Span
from ungacli.planning.lanes import HOUR, days, hours, lanes, overlaps, rows_of_speakers

NEW_YORK = ZoneInfo("America/New_York")


def _event(name: str, start: str, end: str, **fields: object) -> Event:
    """Return an event in Geneva on a day and at times of September 2025: `22 09:00`."""
    first, last = (datetime.strptime(f"2025-09-{one}", "%Y-%m-%d %H:%M").replace(tzinfo=GENEVA) for one in (start, end))
    return event(id=name, start=first, end=last, **fields)


def test_the_events_of_a_day_that_do_not_overlap_are_one_lane(unga: Schedule) -> None:
    """On 23 September 08:00–09:30, 12:00–13:30 and 16:30–18:30, so the day is drawn from 8 to 19, as all six are."""
    found = days(unga)
    assert ([one.first.day for one in found], hours(found)) == ([19, 22, 23, 24, 25, 26], (8, 19))
    day = found[2]
    spans = {bar.event.id: [(moment - day.span.start) / HOUR for moment in bar.span] for bar in day.bars}
    (lane,) = lanes(spans.items(), lambda one: (one[1][0], one[1][1]))
    assert lane == [("drc", [8, 9.5]), ("eu-migration", [12, 13.5]), ("americas-cities", [16.5, 18.5])]
    assert hours([day]) == (8, 19)


@pytest.mark.parametrize(
    ("start", "end", "shown"), [("09:00", "09:01", (9, 13)), ("23:30", "23:40", (20, 24)), ("00:00", "05:01", (0, 6))]
)
def test_some_hours_are_shown(start: str, end: str, shown: tuple[int, int]) -> None:
    """Four of them, within the day."""
    assert hours(days(schedule(_event("a", f"22 {start}", f"22 {end}")))) == shown


def test_an_event_over_midnight_is_on_both_days() -> None:
    """Cut at midnight; one that ends there is not on the next day."""
    first, second = days(schedule(_event("late", "22 23:00", "23 01:00"), _event("last", "23 22:00", "24 00:00")))
    (late,) = first.bars
    assert (late.span.end, late.from_day_before, late.to_day_after) == (first.span.end, False, True)
    late, last = second.bars
    assert late.span == Span(second.span.start, second.span.start + HOUR)
    assert (late.from_day_before, late.to_day_after) == (True, False)
    assert (last.span.end, last.to_day_after) == (second.span.end, False)


def test_days_that_are_all_the_same_are_one() -> None:
    """On 22, 24 and 27 something starts or ends, at 24:00 too; 25 to 26 only go on; from 3 to 21 nothing is."""
    fair, talk = _event("fair", "22 09:00", "27 12:00"), _event("talk", "24 09:00", "25 00:00")
    found = days(schedule(_event("a", "02 09:00", "02 10:00"), fair, talk))
    assert [(day.first.day, day.last.day, [bar.event.id for bar in day.bars]) for day in found] == [
        *((2, 2, ["a"]), (22, 22, ["fair"]), (23, 23, ["fair"]), (24, 24, ["fair", "talk"])),
        *((25, 26, ["fair"]), (27, 27, ["fair"])),
    ]


@pytest.mark.parametrize(("day", "length", "noon"), [(date(2024, 3, 10), 23, 11), (date(2024, 11, 3), 25, 13)])
def test_a_day_on_which_the_clock_changes_is_shorter_or_longer(day: date, length: int, noon: int) -> None:
    """In New York noon is 11 hours after the day began in March, 13 in November."""
    start = datetime(day.year, day.month, day.day, 12, tzinfo=NEW_YORK)
    (found,) = days(schedule(event(start=start), timezone=NEW_YORK))
    assert found.span.duration == length * HOUR
    assert found.bars[0].span.start - found.span.start == noon * HOUR


def test_the_second_midnight_of_a_day_is_on_it() -> None:
    """In Havana it was 00:00 twice on 3 November 2024: what ends at the second ends an hour into the day."""
    havana = ZoneInfo("America/Havana")
    end = datetime(2024, 11, 3, 5, tzinfo=UTC)
    late = event(start=(end - timedelta(hours=3)).astimezone(havana), end=end.astimezone(havana))
    first, second = days(schedule(late, timezone=havana))
    assert (second.first, second.bars[0].span.duration) == (date(2024, 11, 3), HOUR)
    assert first.bars[0].span.duration == 2 * HOUR


def _person(name: str, status: Status = Status.CONFIRMED) -> Speaker:
    return Speaker(Person(name.casefold(), name), status=status)


def test_each_speaker_has_a_row() -> None:
    """By the order of names; a cancelled part is none, an unsure one makes the bar so, unless nothing takes place."""
    tentative = [_person("Bea", Status.TENTATIVE), _person("Ann")]
    events = [
        _event("a", "22 09:00", "22 10:00", speakers=tuple(tentative)),
        _event("b", "22 10:00", "22 11:00", speakers=(_person("Ann", Status.CANCELLED),)),
        _event("c", "22 11:00", "22 12:00", speakers=tuple(tentative), status=Status.CANCELLED),
    ]
    (day,) = days(schedule(*events))
    told = [
        (person and person.name, [(bar.event.id, bar.status.value) for bar in bars])
        for person, bars in rows_of_speakers(day.bars)
    ]
    assert told == [
        ("Ann", [("a", "confirmed"), ("c", "cancelled")]),
        ("Bea", [("a", "tentative"), ("c", "cancelled")]),
        (None, [("b", "confirmed")]),
    ]


def test_what_overlaps_is_told_on_both_sides() -> None:
    """08:30–12, 09–11, 10–12 and 11–13: each with the others by their start; what is cancelled with nothing."""
    times = {"z": ("08:30", "12:00"), "a": ("09:00", "11:00"), "b": ("10:00", "12:00"), "c": ("11:00", "13:00")}
    events = [_event(name, f"22 {start}", f"22 {end}") for name, (start, end) in times.items()]
    gone = _event("d", "22 09:00", "22 13:00", status=Status.CANCELLED)
    (day,) = days(schedule(*events, gone))
    told = {name: [one.id for one in others] for name, others in overlaps(day.bars).items()}
    assert told == {"z": ["a", "b", "c"], "a": ["z", "b"], "b": ["z", "a", "c"], "c": ["z", "b"]}


SPANS = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda one: (one[0], one[0] + one[1]))


@given(st.lists(SPANS, max_size=30))
def test_lanes_are_as_few_as_can_be(spans: list[tuple[int, int]]) -> None:
    """Each thing is in one, none overlaps the one before it, and there are as many as go on in the fullest minute."""
    numbered = list(enumerate(spans))
    found = lanes(numbered, lambda one: one[1])
    assert sorted(one for lane in found for one in lane) == numbered
    for lane in found:
        assert all(one[1][1] <= after[1][0] for one, after in pairwise(lane))
    assert len(found) == max((sum(start <= at < end for start, end in spans) for at in range(91)), default=0)


@pytest.mark.parametrize("statuses", [("confirmed", "tentative"), ("tentative", "confirmed")])
def test_of_several_parts_the_surest_counts(statuses: tuple[str, str]) -> None:
    """Who speaks for sure is there, be it first or last that another part is not sure."""
    ann = Person("ann", "Ann")
    parts = tuple(Speaker(ann, status=Status(one)) for one in statuses)
    (day,) = days(schedule(_event("talk", "22 09:00", "22 10:00", speakers=parts)))
    assert [(name, [bar.status for bar in bars]) for name, bars in rows_of_speakers(day.bars)] == [
        (ann, [Status.CONFIRMED])
    ]
