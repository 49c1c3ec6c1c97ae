"""What is written and read again is what it was, as far as the format can carry it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.formats import builders
from tests.formats.schedules import schedules
from ungacli.formats.table import FORMATS
from ungacli.model import Schedule

BOTH_WAYS = [name for name, one in FORMATS.items() if one.reader and one.writer and one.carries is None]


def _in_order(schedule: Schedule) -> Schedule:
    """Return *schedule* with its registries by id: whoever only has a name is entered where that first stands."""
    return replace(
        schedule,
        events=tuple(sorted(schedule.events, key=lambda event: (event.start.timestamp(), event.id))),
        people=tuple(sorted(schedule.people, key=lambda one: one.id)),
        organizations=tuple(sorted(schedule.organizations, key=lambda one: one.id)),
    )


@pytest.mark.parametrize("name", BOTH_WAYS)
@given(schedule=schedules())
@settings(max_examples=150, deadline=None)
def test_nothing_is_lost(name: str, schedule: Schedule) -> None:
    """A format that carries everything gives back the very same schedule."""
    data = FORMATS[name].write(schedule)
    read = builders.read(data, f"mine{FORMATS[name].suffixes[0]}")
    assert _in_order(read) == _in_order(schedule)
