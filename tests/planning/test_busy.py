"""Who counts as busy."""

import pytest

from tests.builders import event
from ungacli.model import Organization, Organizer, Person, Speaker, Status
from ungacli.planning.spans import busy_spans, takes_time

ANN, BO, BODY = Person("ann", "Ann"), Person("bo", "Bo"), Organization("body", "Body")
OFF = Status.CANCELLED


@pytest.mark.parametrize("status", [Status.CONFIRMED, Status.TENTATIVE])
def test_what_is_sure_or_tentative_takes_time(status: Status) -> None:
    """Of anybody, and of who takes part in it."""
    talk = event(status=status, speakers=(Speaker(ANN, status=status),))
    assert (takes_time(talk), takes_time(talk, [ANN])) == (True, True)


def test_what_is_cancelled_takes_nobodys() -> None:
    """The event as a whole, or all the parts of those who are asked for; a part of another is theirs alone."""
    assert not takes_time(event(status=OFF, speakers=(Speaker(ANN),)), [ANN])
    talk = event(speakers=(Speaker(ANN, status=OFF), Speaker(BO)))
    assert (takes_time(talk, [ANN]), takes_time(talk, [BO]), takes_time(talk, [ANN, BO]), takes_time(talk)) == (
        False,
        True,
        True,
        True,
    )


def test_organizing_is_a_part_too() -> None:
    """Whoever no longer speaks still hosts; a body that has cancelled does not."""
    hosts = (Organizer(ANN), Organizer(BODY, status=OFF))
    talk = event(speakers=(Speaker(ANN, status=OFF),), organizers=hosts)
    assert (takes_time(talk, [ANN]), takes_time(talk, [BODY])) == (True, False)


def test_busy_are_events_and_ones_own_that_are_not_cancelled() -> None:
    """Neither a cancelled event, also of one's own; a tentative one is."""
    events = [event(status=status) for status in Status]
    assert len(busy_spans(events)) == 2
    assert busy_spans([], own=events) == busy_spans(events)
    cancelled = event(speakers=(Speaker(ANN, status=OFF),))
    assert (busy_spans([cancelled], [ANN]), len(busy_spans([cancelled]))) == ([], 1)
