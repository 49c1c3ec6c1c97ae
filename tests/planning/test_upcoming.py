from datetime import UTC, datetime, timedelta

import pytest

from tests.builders import GENEVA, event, schedule
from ungacli import Schedule
from ungacli.model import Event, Status
from ungacli.planning.upcoming import Outlook, Turn, outlook
from ungacli.query.conditions import State
from ungacli.render.time_text import countdown

NINE = datetime(2025, 9, 22, 9, tzinfo=GENEVA)


def _at(hour: float, *, of: Schedule, count: int = 3) -> Outlook:
    return outlook(of, NINE + timedelta(hours=hour - 9), count=count)


def _told(seen: Outlook) -> list[tuple[str, str]]:
    return [(turn.event.id, turn.state.value) for turn in seen.turns]


def _event(name: str, hour: float, hours: float = 1, status: Status = Status.CONFIRMED) -> Event:
    start = NINE + timedelta(hours=hour - 9)
    return event(id=name, start=start, end=start + timedelta(hours=hours), status=status)


DAY = schedule(
    _event("early", 9, 4),
    _event("off", 10, 1, Status.CANCELLED),
    _event("short", 10),
    _event("one", 12),
    _event("other", 12, 2),
    _event("unsure", 15, 1, Status.TENTATIVE),
)


def test_the_bundled_schedule_on_its_monday_at_nine(unga: Schedule) -> None:
    """On is the event of 08:00 until 09:30; next come 12:00 (3 h), 16:30 (7.5 h), and 17:00 the day after (32 h)."""
    seen = outlook(unga, datetime(2024, 9, 23, 13, tzinfo=UTC), count=3)
    assert [(turn.event.id, turn.state.value, turn.starts_in, turn.ends_in) for turn in seen.turns] == [
        ("drc", "now", None, timedelta(minutes=30)),
        ("eu-migration", "upcoming", timedelta(hours=3), timedelta(hours=4, minutes=30)),
        ("americas-cities", "upcoming", timedelta(hours=7, minutes=30), timedelta(hours=9, minutes=30)),
        ("cmil", "upcoming", timedelta(hours=32), timedelta(hours=34)),
    ]


def test_what_is_on_includes_the_start_and_not_the_end() -> None:
    """At 10:00 the event of 10:00 is on, at 11:00 it is not; the one that began before it is, both times."""
    assert _told(_at(10, of=DAY, count=1))[:2] == [("early", "now"), ("short", "now")]
    assert [name for name, state in _told(_at(11, of=DAY)) if state == "now"] == ["early"]


@pytest.mark.parametrize(
    ("hour", "count", "expected"),
    [
        (11, 1, ["early", "one", "other"]),
        (11, 2, ["early", "one", "other"]),
        (11, 3, ["early", "one", "other", "unsure"]),
        (9.5, 1, ["early", "short"]),
    ],
)
def test_those_that_start_together_with_the_last_come_too(hour: float, count: int, expected: list[str]) -> None:
    """Two begin at 12:00, and the third is that of 15:00; a cancelled one never counts."""
    assert [name for name, _ in _told(_at(hour, of=DAY, count=count))] == expected


def test_before_the_first_nothing_has_begun() -> None:
    """A cancelled event that would be on has not begun either."""
    assert not _at(8, of=DAY).begun
    assert _at(9, of=DAY).begun
    assert not _at(10.5, of=schedule(*DAY.events[1:2], *DAY.events[3:])).begun


def test_after_the_last_those_that_ended_last_are_told() -> None:
    """All that ended at that moment, in their order; a cancelled one ended never."""
    over = schedule(_event("long", 9, 3), _event("a", 10), _event("b", 11), _event("off", 12, 9, Status.CANCELLED))
    seen = _at(30, of=over)
    assert _told(seen) == [("long", "past"), ("b", "past")]
    assert seen.turns[0] == Turn(over.events[0], State.PAST, None, None)


def test_where_everything_is_cancelled_there_is_nothing_to_tell() -> None:
    """And nothing has begun."""
    assert _at(10, of=schedule(DAY.events[1])) == Outlook(NINE + timedelta(hours=1), begun=False, turns=())


def test_a_clock_that_is_set_back_takes_no_hour_away() -> None:
    """On 26 October 2025 in Geneva 03:00 comes an hour after 02:59 in summer time: 01:30 to 04:30 are four hours."""
    start = datetime(2025, 10, 26, 4, 30, tzinfo=GENEVA)
    (turn,) = outlook(schedule(event(start=start)), datetime(2025, 10, 26, 1, 30, tzinfo=GENEVA), count=1).turns
    assert (turn.starts_in, turn.ends_in) == (timedelta(hours=4), timedelta(hours=5))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (timedelta(), "less than 1 min"),
        (timedelta(seconds=59), "less than 1 min"),
        (timedelta(minutes=25, seconds=59), "25 min"),
        (timedelta(hours=1, minutes=30), "1 h 30 min"),
        (timedelta(hours=24) - timedelta.resolution, "23 h 59 min"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=1, minutes=59), "1 day"),
        (timedelta(days=3, hours=2, minutes=40), "3 days 2 h"),
        (timedelta(days=9, hours=23), "9 days 23 h"),
        (timedelta(days=10, hours=5), "10 days"),
        (timedelta(days=790), "790 days"),
    ],
)
def test_a_countdown_in_words(value: timedelta, words: str) -> None:
    """Units that have not passed whole are not told: whoever comes by it is never late."""
    assert countdown(value) == words
