"""Spans: arithmetic, and whose time events take."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import event
from ungacli.model import Event, Organization, Organizer, Person, Speaker, Status
from ungacli.planning.busy_time import Span, takes_time
from ungacli.planning.free import busy_spans, free_slots, merged

MIDNIGHT = datetime(2025, 9, 22, tzinfo=UTC)
NOTHING = timedelta()
ANN, BO, BODY = Person("ann", "Ann"), Person("bo", "Bo"), Organization("body", "Body")
CHIEF = Person("chief", "Chief", organization=BODY)
OFF = Status.CANCELLED


def spans(*minutes: tuple[int, int]) -> list[Span]:
    """Return the spans from and to these *minutes* after midnight."""
    return [Span(*(MIDNIGHT + timedelta(minutes=minute) for minute in pair)) for pair in minutes]


(WHOLE,) = spans((0, 100))


MINUTES = st.integers(0, 120)
BUSY = st.lists(st.tuples(MINUTES, st.integers(0, 40)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=6)


def test_spans_that_overlap_or_touch_are_one() -> None:
    """Whatever their order; one inside another adds nothing, and one without any length is none."""
    assert merged(spans((30, 40), (0, 10), (10, 20), (32, 35), (50, 50))) == tuple(spans((0, 20), (30, 40)))


def test_what_is_not_busy_is_free() -> None:
    """Before, between and after events, which may overlap and lie partly outside."""
    busy = spans((40, 60), (-5, 10), (30, 50), (90, 200))
    assert free_slots(busy, WHOLE, at_least=NOTHING) == tuple(spans((10, 30), (60, 90)))


def test_a_buffer_does_not_reach_beyond_the_calendar() -> None:
    """On its first and last days too it ends with the time that is looked at."""
    ends = [Span(day - timedelta(hours=1), day) for day in (datetime.max.replace(tzinfo=UTC),)]
    within = Span(ends[0].start - timedelta(hours=2), ends[0].end)
    assert free_slots(ends, within, at_least=NOTHING, buffer=timedelta(hours=1)) == (
        Span(within.start, within.start + timedelta(hours=1)),
    )


def test_two_spans_overlap_or_have_a_gap() -> None:
    """Of each there is none where there is the other, and neither where one begins as the other ends."""
    first, second, third = spans((0, 30), (20, 40), (40, 50))
    assert (first.overlap(second), first.gap(second)) == (timedelta(minutes=10), NOTHING)
    assert (first.overlap(third), third.gap(first)) == (NOTHING, timedelta(minutes=10))
    assert (second.overlap(third), second.gap(third)) == (NOTHING, NOTHING)


@given(BUSY, MINUTES, MINUTES, st.integers(0, 30), st.integers(0, 15))
def test_a_grid_of_minutes_finds_the_same(
    busy: list[tuple[int, int]], start: int, length: int, at_least: int, buffer: int
) -> None:
    """Each minute is looked at by itself; runs of those that are free and long enough are the slots."""
    taken = {minute for one, other in busy for minute in range(one - buffer, other + buffer)}
    runs: list[list[int]] = []
    for minute in range(start, start + length):
        if minute in taken:
            continue
        if runs and runs[-1][-1] == minute - 1:
            runs[-1].append(minute)
        else:
            runs.append([minute])
    expected = spans(*((run[0], run[-1] + 1) for run in runs if len(run) >= at_least))
    (within,) = spans((start, start + length))
    found = free_slots(spans(*busy), within, at_least=timedelta(minutes=at_least), buffer=timedelta(minutes=buffer))
    assert found == tuple(expected)


TENTATIVE = event(status=Status.TENTATIVE, speakers=(Speaker(ANN, status=Status.TENTATIVE),))
WITHOUT_ANN = event(speakers=(Speaker(ANN, status=OFF), Speaker(BO)))
HOSTED = event(speakers=(Speaker(ANN, status=OFF),), organizers=(Organizer(ANN), Organizer(CHIEF, status=OFF)))


@pytest.mark.parametrize(
    ("talk", "of", "expected"),
    [
        (TENTATIVE, [], True),
        (TENTATIVE, [ANN], True),
        (event(status=OFF, speakers=(Speaker(ANN),)), [ANN], False),
        (WITHOUT_ANN, [ANN], False),
        (WITHOUT_ANN, [BO], True),
        (WITHOUT_ANN, [ANN, BO], True),
        (WITHOUT_ANN, [], True),
        (HOSTED, [ANN], True),
        (HOSTED, [BODY], False),
    ],
)
def test_what_is_cancelled_takes_nobodys_time(talk: Event, of: list[Person | Organization], expected: bool) -> None:
    """The event as a whole, or all the parts of those who are looked for; a tentative one does, and organizing too."""
    assert takes_time(talk, of) is expected


def test_busy_are_events_and_ones_own_that_are_not_cancelled() -> None:
    """Neither a cancelled event, also of one's own; a tentative one is."""
    events = [event(status=status) for status in Status]
    assert len(busy_spans(events)) == 2
    assert busy_spans([], own=events) == busy_spans(events)
    cancelled = event(speakers=(Speaker(ANN, status=OFF),))
    assert (busy_spans([cancelled], [ANN]), len(busy_spans([cancelled]))) == ([], 1)
