"""Files of our own, as they are and after an edit."""

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.formats import builders
from tests.formats.test_conference_writing import FULL, WAYS
from ungacli.formats.conference import schedule_json, schedule_xml
from ungacli.model import Event, SpeakerRole, Status

DAMAGED = "1:1: warning: what ungacli keeps for itself in this file is missing or damaged; it is read without that"


def tree() -> Any:
    """Return a file of ours with one event, as values of JSON."""
    return json.loads(schedule_json.write(builders.schedule(FULL)))["schedule"]


def edited(**fields: Any) -> Event:
    """Return the event of a file of ours with these *fields* changed, which has no diagnostics."""
    schedule = tree()
    ((event,),) = schedule["conference"]["days"][0]["rooms"].values()
    event.update(fields)
    return builders.read(json.dumps({"schedule": schedule}), "a.json").events[0]


@WAYS
def test_summaries_come_back_without_our_lines(write: Any, name: str) -> None:
    """What the file repeats of the event for people is no part of its summary; that it was changed is a warning."""
    data = write(builders.schedule(FULL))
    assert builders.read(data, name).events[0].summary == FULL.summary
    schedule, (warning,) = builders.told(data.replace(b"- health", b"- Bring a pen"), name)
    assert "description was changed" in warning
    assert (schedule.events[0].summary, schedule.events[0].topics) == (FULL.summary, FULL.topics)


@WAYS
def test_damaged_data_is_not_used(write: Any, name: str) -> None:
    """An event whose facts were damaged is read as that of another program, with one warning."""
    data = write(builders.schedule(FULL, revision=3))
    schedule, said = builders.told(data.replace(b'"role": "keynote"', b'"role": "star"'), name)
    assert said == [DAMAGED]
    (event,) = schedule.events
    assert (event.title, event.status, event.organizers) == ("[TBC] Launch & Lunch", Status.CONFIRMED, ())
    assert event.summary
    assert "Speakers:\n- Zoë Müller, Director, EXO (keynote, virtual, TBC)" in event.summary
    assert schedule.revision == 3


@pytest.mark.parametrize("data", ["", "<?ungacli {?>", f"<?ungacli {'[' * 100_000}?>", '<?ungacli {"events": {}}?>'])
def test_data_that_is_none(data: str) -> None:
    """Whatever stands in the place of our data, or if that was dropped, the file is read as ours, with one warning."""
    long = builders.event(end=FULL.start + timedelta(days=20))
    text = schedule_xml.write(builders.schedule(long)).decode()
    schedule, said = builders.told(f"{text.partition('<?ungacli')[0]}{data}</schedule>", "a.xml")
    assert said == [DAMAGED]
    assert schedule.events[0].duration == long.duration


def test_markup_in_the_data() -> None:
    """A text that would end the processing instruction comes back, and so does an event without a venue."""
    event = builders.event(audience="a ?> b", contact="<?ungacli ?>", location=None)
    data = schedule_xml.write(builders.schedule(event))
    assert b'<room name="Venue not published">' in data
    (again,) = builders.read(data, "a.xml").events
    assert (again.audience, again.contact, again.location) == ("a ?> b", "<?ungacli ?>", None)


def test_edited_fields_count() -> None:
    """What was changed in a place of the format; who was added has no role, an event with another guid is new."""
    people = [{"id": 7, "name": "Ana Roa"}, {"id": 1, "name": "Zoë Müller"}]
    event = edited(title="[TBC] Late launch", track="food", links=[], persons=people)
    assert (event.id, event.title, event.status) == (FULL.id, "Late launch", Status.TENTATIVE)
    assert (event.topics, event.documents) == (("food",), ())
    assert [(part.person.name, part.person.office, part.role) for part in event.speakers] == [
        ("Ana Roa", None, SpeakerRole.SPEAKER),
        ("Zoë Müller", "Director", SpeakerRole.KEYNOTE),
    ]
    assert edited(guid="").id == "tbc-launch-lunch"
    schedule = tree()
    rooms = schedule["conference"]["days"][0]["rooms"]
    rooms["Other"] = [event for events in rooms.values() for event in events]
    both, said = builders.told(json.dumps({"schedule": schedule}), "a.json")
    assert [event.id for event in both.events] == ["launch", "launch-2"]
    assert len(said) == 2
