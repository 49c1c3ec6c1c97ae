"""Files of our own, as they are and after somebody's hand."""

import json
from typing import Any

import pytest

from tests.formats import builders
from tests.formats.test_frab_writing import EXO, FULL
from ungacli.errors import QuestionError
from ungacli.formats.frab import json_writing, xml_writing
from ungacli.formats.table import format_written
from ungacli.model import (
    Document,
    Event,
    Organization,
    Organizer,
    OrganizerRole,
    Person,
    Schedule,
    Speaker,
    SpeakerRole,
    Status,
)

DESCRIPTION = "Status: TBC\nSpeakers:\n- Zoë Müller, Director (keynote)\nOrganizers:\n- Example Body (EXB) (co-host)"


def edited(**fields: Any) -> Event:
    """Return the event of a file of ours whose *fields* somebody changed, of which there is nothing to say."""
    return read(fields).events[0]


def read(*events: dict[str, Any]) -> Schedule:
    """Return a file of ours with *events*, each changed, of which there is nothing to say."""
    whole = json.loads(json_writing.write(builders.schedule(FULL)))
    (day,) = whole["schedule"]["conference"]["days"]
    ((event,),) = day["rooms"].values()
    plain = {**event, "description": DESCRIPTION}
    rooms = {str(number): [{**plain, "guid": "", "slug": f"x-{number}", **one}] for number, one in enumerate(events)}
    day["rooms"] = rooms
    return builders.read(json.dumps(whole), "a.json")


def test_everything_of_ours_comes_back() -> None:
    """Roles, certainty, modes, organizers and all else that is told in words is read again."""
    for write, name in ((xml_writing.write, "a.xml"), (json_writing.write, "a.json")):
        (event,) = builders.read(write(builders.schedule(FULL)), name).events
        assert (event.id, event.uid, event.title, event.status) == (FULL.id, FULL.uid, FULL.title, FULL.status)
        assert (event.mode, event.audience, event.contact) == (FULL.mode, FULL.audience, FULL.contact)
        assert (event.topics, event.documents, event.summary) == (FULL.topics, FULL.documents, FULL.summary)
        zoe = Person("zoe-muller", "Zoë Müller", office="Director, EXO")
        assert event.speakers == (Speaker(zoe, *_rest(FULL.speakers[0])),)
        assert event.organizers == (
            Organizer(EXO, OrganizerRole.CO_HOST),
            Organizer(zoe, OrganizerRole.SPONSOR, Status.CANCELLED),
        )
        assert event.note is None


def _rest(part: Speaker) -> tuple[Any, ...]:
    return part.role, part.status, part.mode


def test_files_of_others_keep_their_words() -> None:
    """In a file that is not ours the same words are just a description."""
    data = json_writing.write(builders.schedule(FULL)).replace(b'"ungacli"', b'"other"')
    (event,) = builders.read(data, "a.json").events
    assert (event.title, event.status, event.organizers) == ("[TBC] Launch & Lunch", Status.CONFIRMED, ())
    assert event.summary
    assert "Speakers:" in event.summary


def test_venues_that_are_not_published() -> None:
    """An event without a venue stands in a room that says so, and comes back without one."""
    data = xml_writing.write(builders.schedule(builders.event(location=None)))
    assert b'<room name="Venue not published">' in data
    assert builders.read(data, "a.xml").events[0].location is None


def test_what_somebody_adds() -> None:
    """Lines that we did not write are told behind the summary."""
    event = edited(description=f"{DESCRIPTION}\n- Own (partner)\n\nBring a pen.\n- Or two.\nTo: all")
    assert event.summary == "Two\nlines.\n\nBring a pen.\n- Or two.\nTo: all"
    assert [part.participant.name for part in event.organizers] == ["Example Body", "Own"]


@pytest.mark.parametrize("item", ["Ana Roa (keynote)", "Zoë Müllerova (keynote)", "Zoë Müller (star)"])
def test_speakers_who_do_not_match(item: str) -> None:
    """A role is only somebody's whose name stands beside it."""
    event = edited(description=f"Speakers:\n- {item}")
    assert [(part.person.name, part.role) for part in event.speakers] == [("Zoë Müller", SpeakerRole.SPEAKER)]


def test_more_speakers_than_listed() -> None:
    """If the list is not that of the persons, nobody has a role."""
    event = edited(persons=[{"id": 1, "name": "Zoë Müller"}, {"id": 2, "name": "Ana Roa"}])
    assert {part.role for part in event.speakers} == {SpeakerRole.SPEAKER}


def test_offices() -> None:
    """A person has one office, the first told, also among namesakes."""
    zoe, other = [{"id": 1, "name": "Zoë Müller"}], [{"id": 2, "name": "Zoë Müller"}]
    minister = DESCRIPTION.replace("Director", "Minister")
    schedule = read(
        {"persons": zoe}, {"persons": zoe, "description": minister}, {"persons": other, "description": minister}
    )
    assert [event.speakers[0].person.office for event in schedule.events] == ["Director", "Director", "Minister"]


def test_bodies_that_share_an_acronym() -> None:
    """Of two bodies with one acronym the second keeps its full name; so does one without letters in it."""
    lists = ["Example Body (EXB) (partner)", "Extra Board (EXB) (sponsor)", "Example Body (EXB) (co-host)"]
    event = edited(description="Organizers:\n" + "\n".join(f"- {item}" for item in lists))
    assert [(part.participant, part.role) for part in event.organizers] == [
        (Organization("exb", "Example Body", "EXB"), OrganizerRole.PARTNER),
        (Organization("extra-board-exb", "Extra Board (EXB)"), OrganizerRole.SPONSOR),
        (Organization("exb", "Example Body", "EXB"), OrganizerRole.CO_HOST),
    ]


@pytest.mark.parametrize(("slug", "identifier"), [("x-a/b", "a-b"), ("nothing", "event"), ("x-" + "ä" * 99, "a" * 40)])
def test_slugs_that_are_no_ids(slug: str, identifier: str) -> None:
    """A slug that somebody changed into no id is made one."""
    assert edited(slug=slug).id == identifier


def test_versions_that_are_not_ours() -> None:
    """A version that somebody changed says nothing about the revision."""
    data = json_writing.write(builders.schedule(FULL, revision=4)).replace(b'"version": "4 (', b'"version": "IV (')
    assert builders.read(data, "a.json").revision == 1


@pytest.mark.parametrize("office", ["Director", None])
def test_people_who_only_organize(office: str | None) -> None:
    """Who organizes and does not speak comes back as a person, with the office."""
    zoe = Person("zoe-muller", "Zoë Müller", office=office)
    event = builders.event(organizers=(Organizer(zoe), Organizer(Organization("x", "Müller, Director, Inc"))))
    (back,) = builders.read(xml_writing.write(builders.schedule(event)), "a.xml").events
    assert [part.participant for part in back.organizers] == [
        zoe,
        Organization("muller-director-inc", "Müller, Director, Inc"),
    ]


def test_people_who_organize_among_namesakes() -> None:
    """An organizer who is a person and not only a name is the first of those who bear it."""
    zoe, other = [{"id": 1, "name": "Zoë Müller"}], [{"id": 2, "name": "Zoë Müller"}]
    words = "Organizers:\n- Zoë Müller (sponsor)\nOrganizers who are people:\n- Zoë Müller"
    schedule = read({"persons": zoe}, {"persons": other, "description": words})
    assert schedule.events[1].organizers[0].participant == schedule.events[0].speakers[0].person


def test_organizers_whose_names_come_down_to_others() -> None:
    """The id of somebody who only organizes is no name of somebody else."""
    long = "Ada " * 12 + "Lovelace"
    words = f"Organizers:\n- {long} (sponsor)\nOrganizers who are people:\n- {long}"
    event = edited(persons=[{"id": 1, "name": "Ada " * 9 + "Ada"}], description=words)
    assert [part.participant.name for part in event.organizers] == [long]


@pytest.mark.parametrize(("uid", "comes_back"), [("launch@example.org", True), ("lunch@example.org", False)])
def test_uids_in_words(uid: str, comes_back: bool) -> None:
    """A uid that is no UUID comes back from its line, unless that speaks of another event."""
    event = builders.event(uid="launch@example.org")
    data = xml_writing.write(builders.schedule(event)).replace(b"UID: launch@example.org", f"UID: {uid}".encode())
    assert (builders.read(data, "a.xml").events[0].uid == "launch@example.org") is comes_back


def test_documents_keep_their_order() -> None:
    """Documents come back in their order, with and without links; of a list that somebody shortened none is lost."""
    papers = (Document("A"), Document("B: c", "https://example.org/b"), Document("D"), Document("E", "https://e.org"))
    data = xml_writing.write(builders.schedule(builders.event(documents=papers)))
    assert builders.read(data, "a.xml").events[0].documents == papers
    shorter = data.replace(b"- E: https://e.org\n", b"").replace(b"\n- E: https://e.org", b"")
    assert builders.read(shorter, "a.xml").events[0].documents == papers


def test_the_name_of_a_file_says_which_json() -> None:
    """A file that ends in .voc.json is schedule JSON, one in .json our own; a suffix alone is no name."""
    assert (format_written("a/days.VOC.json"), format_written("days.json")) == ("voc", "json")
    with pytest.raises(QuestionError):
        format_written(".json")
