"""What the laws of round trips meet too seldom, by hand."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from tests.builders import event, schedule
from ungacli import Organization, Organizer, Person, Speaker
from ungacli.draft.from_schedule import tree_of

AMY = Person("amy-pope", "Amy Pope")
IOM = Organization("iom", "IOM")


def test_names_are_declared_where_they_must_be() -> None:
    """One that would be read otherwise, and an organization that people belong to; others stand where they are used."""
    one = event(speakers=(Speaker(AMY),), organizers=(Organizer(IOM),))
    tree = tree_of(schedule(one, organizations=(IOM,)))
    assert tree.keys() == {"schedule", "events"}
    assert (tree["events"][0]["speakers"], tree["events"][0]["organizers"]) == (["Amy Pope"], ["IOM"])
    doctor = Person("dr-no", "Dr No")
    people = [Person("lin", "Lin Wu"), Person("lin-wu", "Lin Wu"), Person("iom", "IOM"), Person("x", "Sam"), doctor]
    one = event(speakers=tuple(map(Speaker, people)), organizers=(Organizer(IOM),))
    tree = tree_of(schedule(one, organizations=(IOM,)))
    assert list(tree["people"]) == ["lin", "lin-wu", "iom", "x", "dr-no"]
    assert list(tree["organizations"]) == ["iom"]
    amy = replace(AMY, organization=IOM)
    tree = tree_of(schedule(event(speakers=(Speaker(amy),), organizers=(Organizer(IOM),)), organizations=(IOM,)))
    assert tree["people"] == {"amy-pope": {"name": "Amy Pope", "organization": "iom"}}
    assert tree["organizations"] == {"iom": {"name": "IOM"}}


def test_times_are_written_as_people_write_them() -> None:
    """With seconds where there are some, and with the offset where an hour comes twice: the second is the later."""
    zurich = ZoneInfo("Europe/Zurich")
    start = datetime(2025, 9, 22, 9, 0, 30, tzinfo=zurich)
    (plain,) = tree_of(schedule(event(start=start, end=start.replace(hour=10, second=0))))["events"]
    assert (plain["date"], plain["start"], plain["end"]) == ("2025-09-22", "09:00:30", "10:00")
    second = datetime(2025, 10, 26, 2, 30, tzinfo=zurich, fold=1)
    (twice,) = tree_of(schedule(event(start=second, end=second.replace(hour=4, fold=0))))["events"]
    assert (twice["start"], twice["end"]) == ("2025-10-26T02:30:00+01:00", "2025-10-26T04:30:00+01:00")
    assert "date" not in twice
