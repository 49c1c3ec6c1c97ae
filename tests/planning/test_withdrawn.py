"""Events that are gone from a schedule."""

from dataclasses import replace
from datetime import datetime

from tests.builders import GENEVA, event, schedule
from ungacli.model import Status
from ungacli.planning.withdrawn import following, withdrawn


def test_what_is_gone_is_cancelled() -> None:
    """An event is the same by its UID, whatever its id."""
    gone = event(id="gone")
    old = [gone, event(id="a", uid="1")]
    assert withdrawn(old, [event(id="b", uid="1")]) == (replace(gone, status=Status.CANCELLED),)


def test_an_id_that_is_taken_again_is_told_apart() -> None:
    """Files name events by their ids."""
    old = [event(id="a", uid="1"), event(id="a-cancelled", uid="2")]
    assert [one.id for one in withdrawn(old, [event(id="a", uid="3")])] == ["a-cancelled-cancelled", "a-cancelled"]


def test_the_revision_is_above_the_old_one() -> None:
    """It is raised where it has to be, and what is gone stands at its time."""
    early = event(id="early", start=datetime(2025, 9, 21, 9, tzinfo=GENEVA))
    old = schedule(early, revision=4)
    assert [one.id for one in following(schedule(event()), old).events] == ["early", "briefing"]
    assert following(schedule(event()), old).revision == 5
    assert following(schedule(event(), revision=7), old).revision == 7
