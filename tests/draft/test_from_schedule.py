"""What the laws of round trips meet too seldom, by hand."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from tests.builders import event, schedule
from ungacli import Organization, Organizer, Person, Speaker
from ungacli.draft.from_schedule import tree_of

AMY = Person("amy-pope", "Amy Pope")
IOM = Organization("iom", "IOM")


def test_who_is_nothing_but_a_name_stands_where_it_does() -> None:
    """A file that a person goes on writing has no registry for bare names."""
    one = event(speakers=(Speaker(AMY),), organizers=(Organizer(IOM),))
    tree = tree_of(schedule(one, organizations=(IOM,)))
    assert tree.keys() == {"schedule", "events"}
    assert (tree["events"][0]["speakers"], tree["events"][0]["organizers"]) == (["Amy Pope"], ["IOM"])


def test_a_name_that_would_be_read_otherwise_is_declared() -> None:
    """A name that begins with an honorific, belongs to two, has another id or is that of a body too has an entry."""
    doctor = Person("dr-no", "Dr No")
    people = [Person("lin", "Lin Wu"), Person("lin-wu", "Lin Wu"), Person("iom", "IOM"), Person("x", "Sam"), doctor]
    one = event(speakers=tuple(map(Speaker, people)), organizers=(Organizer(IOM),))
    tree = tree_of(schedule(one, organizations=(IOM,)))
    assert list(tree["people"]) == ["lin", "lin-wu", "iom", "x", "dr-no"]
    assert list(tree["organizations"]) == ["iom"]


def test_a_body_that_people_belong_to_is_declared() -> None:
    """They refer to it by its id."""
    amy = replace(AMY, organization=IOM)
    tree = tree_of(schedule(event(speakers=(Speaker(amy),), organizers=(Organizer(IOM),)), organizations=(IOM,)))
    assert tree["people"] == {"amy-pope": {"name": "Amy Pope", "organization": "iom"}}
    assert tree["organizations"] == {"iom": {"name": "IOM"}}


def test_a_time_that_the_clock_tells_twice_has_its_offset() -> None:
    """Half past two at night happens twice in Zurich on 26 October 2025; the second is told as such."""
    second = datetime(2025, 10, 26, 2, 30, tzinfo=ZoneInfo("Europe/Zurich"), fold=1)
    (told,) = tree_of(schedule(event(start=second, end=second.replace(hour=4, fold=0))))["events"]
    assert (told["start"], told["end"], "date" in told) == (
        "2025-10-26T02:30:00+01:00",
        "2025-10-26T04:30:00+01:00",
        False,
    )


def test_seconds_are_told_where_there_are_some() -> None:
    """And left out where there are none, as people write times."""
    start = datetime(2025, 9, 22, 9, 0, 30, tzinfo=ZoneInfo("Europe/Zurich"))
    (told,) = tree_of(schedule(event(start=start, end=start.replace(hour=10, second=0))))["events"]
    assert (told["date"], told["start"], told["end"]) == ("2025-09-22", "09:00:30", "10:00")
