from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import GENEVA, event
from ungacli import Event, Schedule
from ungacli.model import Person, Speaker, Status
from ungacli.planning.busy_time import Conflict, Span, close_pairs, conflicts

ADA, BO = Person("ada", "Ada Ash"), Person("bo", "Bo Birch")
NEW_YORK, APIA = ZoneInfo("America/New_York"), ZoneInfo("Pacific/Apia")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def at(key: str, start: str, end: str, *people: Person, **fields: object) -> Event:
    """Return the event *key* in Geneva on 22 September 2025 from *start* to *end*, in which *people* speak."""
    moments = [
        datetime.fromisoformat(f"2025-09-22T{time}" if "T" not in time else time).replace(tzinfo=GENEVA)
        for time in (start, end)
    ]
    return event(id=key, title=key, start=moments[0], end=moments[1], speakers=tuple(map(Speaker, people)), **fields)


def told(conflicts: Iterable[Conflict]) -> list[str]:
    """Return each of *conflicts* as the ids of its events and people, its overlap and its gap in minutes."""
    return [
        f"{one.first.id} {one.second.id} {','.join(person.id for person in one.people)}"
        f" {one.overlap // MINUTE} {one.gap // MINUTE}"
        for one in conflicts
    ]


@pytest.mark.parametrize(
    ("start", "buffer", "expected"),
    [
        ("09:30", 0, ["talk panel ada 30 0"]),
        ("10:00", 0, []),
        ("10:00", 1, ["talk panel ada 0 0"]),
        ("10:30", 30, []),
        ("10:30", 31, ["talk panel ada 0 30"]),
    ],
)
def test_whoever_speaks_in_two_events_needs_time_for_both(start: str, buffer: int, expected: list[str]) -> None:
    """Ada speaks from 9 to 10 and in a panel; Bo, in one of them, is where he should be."""
    talk, panel = at("talk", "09:00", "10:00", ADA), at("panel", start, "11:00", ADA, BO)
    assert told(conflicts([panel, talk], buffer=buffer * MINUTE)) == expected


def test_a_pair_is_told_once_with_everybody_in_it() -> None:
    """Two speakers who share two events, one of them in two roles, make one conflict."""
    plan = [at("talk", "09:00", "10:00", ADA, BO, ADA), at("panel", "09:30", "11:00", BO, ADA)]
    assert told(conflicts(plan)) == ["talk panel ada,bo 30 0"]
    assert told(conflicts(plan, only=[BO])) == ["talk panel bo 30 0"]
    assert conflicts(plan, only=[Person("cy", "Cy Cedar")]) == []


def test_pairs_of_the_same_times_are_in_order_of_their_ids() -> None:
    """Of what starts together the shorter starts first in a pair: 9–10 before 9–11, and 9:30–9:45 before 9:30–10."""
    times = {"a": ("09:00", "11:00"), "b": ("09:00", "10:00"), "c": ("09:30", "10:00"), "d": ("09:30", "09:45")}
    plan = [at(key, *pair) for key, pair in times.items()]
    assert told(conflicts(plan, one_plan=True)) == [
        *("b a  60 0", "a c  30 0", "a d  15 0", "b c  30 0", "b d  15 0", "d c  15 0"),
    ]


def test_what_is_cancelled_makes_nobody_busy() -> None:
    """Neither an event that is off nor an appearance; a tentative one does."""
    talk = at("talk", "09:00", "10:00", ADA)
    off = at("off", "09:00", "10:00", ADA, status=Status.CANCELLED)
    absent = event(id="absent", speakers=(Speaker(ADA, status=Status.CANCELLED),))
    perhaps = event(id="perhaps", speakers=(Speaker(ADA, status=Status.TENTATIVE),), status=Status.TENTATIVE)
    assert told(conflicts([talk, off, absent, perhaps])) == ["talk perhaps ada 60 0"]
    assert told(conflicts([talk, off], one_plan=True)) == []
    assert conflicts([talk], own=[off]) == conflicts([off], own=[talk]) == []


def test_ones_own_calendar_is_told_second() -> None:
    """Whichever of the two starts first; those of one side are not looked at together."""
    plan = [at("talk", "09:00", "10:00"), at("panel", "09:30", "11:00")]
    own = [at("dentist", "08:30", "09:15"), at("lunch", "10:30", "12:00"), at("call", "08:00", "08:45")]
    found = conflicts(plan, own=own)
    assert told(found) == ["talk dentist  15 0", "panel lunch  30 0"]
    assert all(one.with_own for one in found)
    assert told(conflicts(plan, own=own, buffer=timedelta(minutes=20))) == [
        "talk call  0 15",
        "talk dentist  15 0",
        "panel dentist  0 15",
        "panel lunch  30 0",
    ]


@pytest.mark.parametrize(
    ("fields", "number"),
    [
        ({"uid": "TALK@example.org"}, 0),
        ({"uid": "copy", "title": "Tälk"}, 0),
        ({"uid": "copy", "title": "Talk show"}, 1),
        ({"uid": "copy", "title": "Talk", "start": datetime(2025, 9, 22, 9, 30, tzinfo=GENEVA)}, 1),
    ],
)
def test_the_same_event_in_ones_own_calendar_is_no_conflict(fields: dict[str, Any], number: int) -> None:
    """It is the same by its UID, or by its title and the instant at which it starts, in whatever zone."""
    talk = at("talk", "09:00", "10:00", uid="Talk@example.org")
    own = event(id="own", **{"start": talk.start.astimezone(NEW_YORK), **fields})
    assert len(conflicts([talk], own=[own])) == number


def test_the_bundled_schedule(unga: Schedule) -> None:
    """Nobody is double-booked; with three hours between, 13:30 to 16:30 on 23 September is enough."""
    assert conflicts(unga.events) == []
    assert told(conflicts(unga.events, buffer=3 * HOUR)) == [
        "drc eu-migration amy-pope 0 150",
        "idp-progress womens-health ugochi-daniels 0 60",
    ]
    # On the 26th the second begins 1 h 15 min after the first: nobody speaks in both.
    assert told(conflicts(unga.events, buffer=90 * MINUTE, one_plan=True)) == [
        "idp-progress womens-health  0 60",
        "amr eps  0 75",
    ]


Key = tuple[frozenset[str], int, int]
"""A conflict: the ids of its events, its overlap and its gap in minutes."""


def plain(events: list[Event], buffer: timedelta) -> set[Key]:
    """Return the conflicts by looking at every pair, and at every minute of it: ids, overlap and gap."""

    def minutes(one: Event) -> set[int]:
        return {*range(int(one.start.timestamp()) // 60, int(one.end.timestamp()) // 60)}

    found: set[Key] = set()
    for place, one in enumerate(events):
        for other in events[place + 1 :]:
            both = minutes(one) & minutes(other)
            low, high = sorted([minutes(one), minutes(other)], key=min)
            between = 0 if both else min(high) - max(low) - 1
            if both or between < buffer // MINUTE:
                found.add((frozenset([one.id, other.id]), len(both), between))
    return found


@st.composite
def plans(draw: st.DrawFn) -> list[Event]:
    """Return events about the change of clocks in New York, or in Apia, which left out a day."""
    zone, base = draw(
        st.sampled_from(
            [
                (NEW_YORK, datetime(2024, 11, 3, 4, tzinfo=UTC)),
                (NEW_YORK, datetime(2024, 3, 10, 5, tzinfo=UTC)),
                (APIA, datetime(2011, 12, 30, 8, tzinfo=UTC)),
            ]
        )
    )
    spans = draw(
        st.lists(st.tuples(st.integers(0, 300), st.integers(1, 120), st.sets(st.sampled_from([ADA, BO]))), max_size=7)
    )
    return [
        event(
            id=f"e{number}",
            title=f"e{number}",
            start=(base + start * MINUTE).astimezone(zone),
            end=(base + (start + length) * MINUTE).astimezone(zone),
            speakers=tuple(map(Speaker, people)),
        )
        for number, (start, length, people) in enumerate(spans)
    ]


def keyed(conflicts: Iterable[Conflict]) -> list[Key]:
    """Return *conflicts* as `plain` tells them."""
    return [(frozenset([one.first.id, one.second.id]), one.overlap // MINUTE, one.gap // MINUTE) for one in conflicts]


@given(plans(), st.integers(0, 90).map(lambda minutes: minutes * MINUTE))
def test_the_sweep_finds_what_looking_at_every_pair_finds(events: list[Event], buffer: timedelta) -> None:
    """Each pair once, in order of time, whatever the clocks do meanwhile; for one person, in that person's events."""
    found = conflicts(events, buffer=buffer, one_plan=True)
    assert Counter(keyed(found)) == Counter(plain(events, buffer))
    assert all(one.first.start.timestamp() <= one.second.start.timestamp() for one in found)
    hers = [one for one in events if any(part.person == ADA for part in one.speakers)]
    assert Counter(keyed(conflicts(events, buffer=buffer, only=[ADA]))) == Counter(plain(hers, buffer))
    left, right = events[::2], events[1::2]
    expected = plain(events, buffer) - plain(left, buffer) - plain(right, buffer)
    assert Counter(keyed(conflicts(left, own=right, buffer=buffer))) == Counter(expected)


def test_spans_are_compared_only_with_those_that_are_not_over() -> None:
    """Of a thousand one after the other each is compared with the one before it; every pair would be half a million."""
    compared = 0

    class Moment(datetime):
        def __sub__(self, other: Any) -> Any:
            nonlocal compared
            compared += 1
            return super().__sub__(other)

    begin = Moment(2025, 9, 1, tzinfo=UTC)
    spans = [Span(begin + number * HOUR, begin + (number + 1) * HOUR) for number in range(1000)]
    assert [*close_pairs(spans)] == []
    assert 0 < compared < 2 * len(spans)
