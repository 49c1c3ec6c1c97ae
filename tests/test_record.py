import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import event, schedule
from ungacli import load
from ungacli.model import Appearance, Hosting, Mode, Organization, OrganizerRole, Person, Schedule, SpeakerRole, Status
from ungacli.record import event_record, schedule_from, schedule_record

IOM = Organization("iom", "International Organization for Migration", "IOM")
AMY = Person("amy-pope", "Amy Pope", office="Director General", organization=IOM)

EVENT_KEYS = [
    *("id", "title", "start", "end", "timezone", "status", "mode", "location", "speakers", "organizers"),
    *("audience", "topics", "documents", "summary", "url", "contact", "note", "uid", "schedule", "sources"),
]


def _there_and_back(told: Schedule) -> Schedule:
    header, events = json.loads(json.dumps([schedule_record(told), [event_record(one) for one in told.events]]))
    return schedule_from(header, events)


def test_the_bundled_schedule_survives_being_told_as_json() -> None:
    """Nothing of a schedule is lost in its records."""
    assert _there_and_back(load()) == load()


def test_every_key_is_there_even_when_nothing_is_known() -> None:
    """Unknown is null or an empty list, never a missing key."""
    record = event_record(event())
    assert list(record) == EVENT_KEYS
    assert [record[key] for key in ("mode", "location", "audience", "summary", "url")] == [None] * 5
    assert [record[key] for key in ("speakers", "organizers", "topics", "documents")] == [[]] * 4


def test_a_speaker_is_told_with_office_and_part() -> None:
    """The public contract of a speaker: who, what office, of which organization, in which role, how sure."""
    part = Appearance(AMY, SpeakerRole.OPENING_REMARKS, Status.TENTATIVE, Mode.VIRTUAL)
    assert event_record(event(speakers=(part,)))["speakers"] == [
        {
            "id": "amy-pope",
            "name": "Amy Pope",
            "office": "Director General",
            "organization": "IOM",
            "role": "opening-remarks",
            "status": "tentative",
            "mode": "virtual",
        }
    ]


def test_an_organizer_is_an_organization_or_a_person() -> None:
    """A person as organizer says so, with office and organization."""
    parts = (Hosting(IOM, OrganizerRole.CO_HOST, Status.TENTATIVE), Hosting(AMY))
    assert event_record(event(organizers=parts))["organizers"] == [
        {
            "id": "iom",
            "name": "International Organization for Migration",
            "acronym": "IOM",
            "kind": "organization",
            "role": "co-host",
            "status": "tentative",
        },
        {
            "id": "amy-pope",
            "name": "Amy Pope",
            "acronym": None,
            "kind": "person",
            "office": "Director General",
            "organization": "IOM",
            "role": "organizer",
            "status": "confirmed",
        },
    ]


def test_an_hour_that_comes_twice_keeps_its_offset() -> None:
    """Both times 02:30 on the night of the change come back as the moments they were."""
    zurich = ZoneInfo("Europe/Zurich")
    first = datetime(2025, 10, 26, 2, 30, tzinfo=zurich)
    night = schedule(event(start=first, end=first.replace(fold=1)))
    back = _there_and_back(night).events[0]
    assert (back.start.astimezone(UTC).hour, back.end.astimezone(UTC).hour) == (0, 1)


def test_a_local_time_outlives_a_change_of_its_zones_rules() -> None:
    """What was published as 10:30 in New York stays 10:30, though the offset kept beside it holds no more."""
    one = event(start=datetime(2024, 9, 19, 10, 30, tzinfo=ZoneInfo("America/New_York")))
    record = {**event_record(one), "start": "2024-09-19T10:30:00-05:00"}
    back = schedule_from(schedule_record(schedule()), [record]).events[0]
    assert back.start == one.start


@given(
    moment=st.datetimes(min_value=datetime(1950, 1, 1), max_value=datetime(2090, 1, 1), timezones=st.timezones()),
    title=st.text(alphabet=st.characters(exclude_categories=["Cs"])),
)
def test_any_moment_and_title_come_back(moment: datetime, title: str) -> None:
    """Records keep instants, zones and text exactly."""
    zone = moment.tzinfo
    assert isinstance(zone, ZoneInfo)
    one = event(start=moment.astimezone(UTC).astimezone(zone), title=title)
    back = _there_and_back(schedule(one)).events[0]
    assert (back.start.timestamp(), back.timezone, back.title) == (one.start.timestamp(), zone, title)
