from tests.builders import EVENT_KEYS, event
from ungacli.model import Mode, Organization, Organizer, OrganizerRole, Person, Speaker, SpeakerRole, Status
from ungacli.record import event_record

IOM = Organization("iom", "International Organization for Migration", "IOM")
AMY = Person("amy-pope", "Amy Pope", office="Director General", organization=IOM)


def test_every_key_is_there_even_when_nothing_is_known() -> None:
    """Unknown is null or an empty list, never a missing key."""
    record = event_record(event())
    assert list(record) == EVENT_KEYS
    assert [record[key] for key in ("mode", "location", "audience", "summary", "url")] == [None] * 5
    assert [record[key] for key in ("speakers", "organizers", "topics", "documents")] == [[]] * 4


def test_participants_have_office_and_role() -> None:
    """The public contract: who, what office, of which organization, in which role, how sure; a person may organize."""
    part = Speaker(AMY, SpeakerRole.OPENING_REMARKS, Status.TENTATIVE, Mode.VIRTUAL)
    person = {"id": "amy-pope", "name": "Amy Pope", "office": "Director General", "organization": "IOM"}
    role = {"role": "opening-remarks", "status": "tentative", "mode": "virtual"}
    assert event_record(event(speakers=(part,)))["speakers"] == [person | role]
    parts = (Organizer(IOM, OrganizerRole.CO_HOST, Status.TENTATIVE), Organizer(AMY))
    name = "International Organization for Migration"
    person = {"kind": "person", "office": "Director General", "organization": "IOM"}
    assert event_record(event(organizers=parts))["organizers"] == [
        {"id": "iom", "name": name, "acronym": "IOM", "kind": "organization", "role": "co-host", "status": "tentative"},
        {"id": "amy-pope", "name": "Amy Pope", "acronym": None, **person, "role": "organizer", "status": "confirmed"},
    ]
