import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.builders import event, schedule, told
from ungacli import load
from ungacli.formats.ics.writing import write
from ungacli.model import (
    Document,
    Event,
    Mode,
    Organization,
    Organizer,
    OrganizerRole,
    Person,
    Schedule,
    Speaker,
    SpeakerRole,
    Status,
)

WORDS = st.text(st.characters(categories=["Lu", "Ll", "Nd"]), min_size=1, max_size=12)
SIGNS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=30)
LINES = SIGNS.map(lambda text: " ".join(text.split())).filter(bool)
SUMMARIES = st.none() | st.lists(LINES | st.just(""), max_size=5).map("\n".join).map(str.strip).filter(bool)
LINKS = st.sampled_from(["https://example.org/a;b,c", "http://example.org/%20?x=1#y"])
BODIES = (
    Organization("iom", "International Organization for Migration", "IOM"),
    Organization("unicef", "UNICEF"),
    Organization("ministry-of-health-kenya", "Ministry of Health (Kenya)"),
    Organization("bureau-of-maps-data", "Bureau of Maps, Data"),
)
PEOPLE = (
    Person("amy-pope", "Amy Pope", office="Director General", organization=BODIES[0]),
    Person("rania", "Rania", office="Director, Climate Action Division", organization=BODIES[0]),
    Person("zoe-muller", "Zoë Müller"),
    Person("ana-perez", "Ana Pérez", office="Minister of Health"),
    Person("sam-okoro", "Sam Okoro", "Dr", "PhD", organization=BODIES[0]),
    Person("jr", "Martin King, Jr", office="Head; of (A), B", organization=BODIES[3]),
)
ZONES = [ZoneInfo(key) for key in ("America/New_York", "Europe/Zurich", "UTC", "Asia/Kathmandu")]


def back(written: Schedule, **options: Any) -> Schedule:
    """Return what is read of *written* after it was written, of which there is nothing to say."""
    found, said = told(write(written, **options), "side-events.ics")
    assert said == []
    return found


def gist(one: Schedule) -> list[Any]:
    """Return what comes back of each event."""
    return [replace(each, sources=(), schedule="") for each in one.events]


@st.composite
def events(draw: st.DrawFn) -> Event:
    """Return an event in any zone with anything in its fields that its text can say."""
    zone = draw(st.sampled_from(ZONES))
    start = draw(
        st.datetimes(datetime(2023, 1, 1), datetime(2026, 1, 1)).map(lambda at: at.replace(second=0, microsecond=0))
    )
    moment = start.replace(tzinfo=UTC).astimezone(zone)
    end = (moment.astimezone(UTC) + draw(st.integers(1, 3000)) * timedelta(minutes=1)).astimezone(zone)
    speakers = [
        Speaker(
            person,
            draw(st.sampled_from(SpeakerRole)),
            draw(st.sampled_from(Status)),
            draw(st.none() | st.sampled_from(Mode)),
        )
        for person in draw(st.lists(st.sampled_from(PEOPLE), unique=True))
    ]
    hosts: list[Organization | Person] = [
        *draw(st.lists(st.sampled_from(BODIES), unique=True)),
        *(part.person for part in speakers[:1]),
    ]
    organizers = [
        Organizer(host, draw(st.sampled_from(OrganizerRole)), draw(st.sampled_from(Status))) for host in hosts
    ]
    return event(
        draw(LINES),
        start=moment,
        end=end,
        status=draw(st.sampled_from(Status)),
        mode=draw(st.none() | st.sampled_from(Mode)),
        location=draw(st.none() | LINES.filter(lambda text: text != "Venue not published")),
        speakers=tuple(speakers),
        organizers=tuple(organizers),
        audience=draw(st.none() | LINES),
        topics=tuple(draw(st.lists(LINES, unique=True, max_size=3))),
        documents=tuple(draw(st.lists(st.builds(Document, WORDS, st.none() | LINKS), max_size=3))),
        summary=draw(SUMMARIES),
        url=draw(st.none() | LINKS),
        contact=draw(st.none() | LINES),
    )


@settings(deadline=None, max_examples=100)
@given(st.lists(events(), min_size=1, max_size=4))
def test_what_is_written_is_read_back(drawn: list[Event]) -> None:
    """Every fact of an event comes back, as long as its text says it in one way only."""
    named = [replace(one, id=f"event-{number}", uid=f"{number}@example.org") for number, one in enumerate(drawn)]
    # Whose body nobody has named in full is an acronym, and no more.
    named[0] = replace(named[0], organizers=(*named[0].organizers[:0], Organizer(BODIES[0]), Organizer(BODIES[1])))
    written = schedule(*sorted(named, key=lambda one: one.start.timestamp()), revision=3)

    found = back(written)

    for before, after in zip(gist(written), gist(found), strict=True):
        assert facts(after) == facts(before)
        assert replace(after, **loose(before)) == before
    assert (found.timezone, found.revision, found.revised) == (written.timezone, 3, written.revised)
    assert len(drawn) == 1 or found.title == written.title


def loose(one: Event) -> dict[str, Any]:
    """Return the fields of *one* in which people and bodies stand, whose ids are made of their names."""
    return {"speakers": one.speakers, "organizers": one.organizers}


def facts(one: Event) -> list[Any]:
    """Return who takes part in *one* and how, without ids."""

    def party(who: Person | Organization) -> Any:
        if isinstance(who, Organization):
            return who.name, who.acronym
        return who.name, who.honorific, who.honorific_suffix, who.office, who.organization and party(who.organization)

    return [
        [(party(part.person), part.role, part.status, part.mode) for part in one.speakers],
        [(party(part.participant), part.role, part.status) for part in one.organizers],
    ]


def test_the_bundled_schedule_comes_back() -> None:
    """Its events have the same ids, uids, times, parts and texts; people answer by the same names."""
    written = load()

    found, said = told(write(written), f"{written.id}.ics")

    assert said == []
    assert (found.id, found.title, found.timezone) == (written.id, written.title, written.timezone)
    assert (found.revision, found.revised) == (written.revision, written.revised)
    for before, after in zip(written.events, found.events, strict=True):
        assert replace(after, **loose(before)) == before
        assert [part.role for part in after.speakers] == [part.role for part in before.speakers]
        assert [part.participant.label for part in after.organizers] == [
            part.participant.label for part in before.organizers
        ]
    (amy,) = (person for person in found.people if person.name == "Amy Pope")
    assert (amy.office, amy.organization and amy.organization.label) == ("Director General", "IOM")


def test_times_in_utc_come_back_as_the_same_moments() -> None:
    """Written with UTC times, the zone of the schedule is UTC."""
    found = back(load(), utc=True)

    assert found.timezone.key == "UTC"
    assert [one.start for one in found.events] == [one.start for one in load().events]


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Zurich"])
def test_the_second_of_two_equal_times_keeps_its_zone(zone: str) -> None:
    """It is written in UTC, since a local time means the first, and told by its own clock again."""
    start = datetime(2024, 11, 3, 1, 30, fold=1, tzinfo=ZoneInfo(zone))
    if zone == "Europe/Zurich":
        start = datetime(2024, 10, 27, 2, 30, fold=1, tzinfo=ZoneInfo(zone))
    for minutes in (15, 120):
        end = (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(start.tzinfo)
        (found,) = back(schedule(event(start=start, end=end))).events
        assert (found.start, found.end, found.timezone) == (start, end, start.tzinfo)
        assert found.start.fold == 1


def test_a_description_changed_by_hand_is_a_summary() -> None:
    """What is not as we write it is kept as it stands."""
    plain = write(schedule(event(summary="Yes", url="https://example.org/a", documents=(Document("Map"),))))
    for old, new in ((b"Published at: ", b"See "), (b"- Map (no link published)", b"- Map")):
        found, _ = told(plain.replace(old, new), "side-events.ics")
        summary = found.events[0].summary
        assert summary is not None
        assert summary.startswith("Yes\n\nDocuments:\n- Map")


@pytest.mark.parametrize("line", ["- Amy Pope (singer)", "- Amy Pope"])
def test_a_part_that_we_do_not_know_is_a_summary(line: str) -> None:
    """No role is made up for a speaker."""
    text = write(schedule(event(url="https://example.org/a"))).decode()
    found, _ = told(text.replace("DESCRIPTION:", f"DESCRIPTION:Speakers:\\n{line}\\n"), "side-events.ics")

    assert found.events[0].speakers == ()
    assert found.events[0].summary == f"Speakers:\n{line}\nPublished at: https://example.org/a"


def test_an_event_without_a_description_is_read() -> None:
    """Somebody may have taken it out."""
    found, _ = told(write(schedule()).replace(b"DESCRIPTION:\r\n", b""), "side-events.ics")

    assert found.events[0].summary is None


def test_office_holders_come_back_as_people() -> None:
    """An organizer with a name, an office and a body is a person, also where it does not speak and in older files."""
    unhcr = Organization("unhcr", "UNHCR")
    filippo = Person("filippo-grandi", "Filippo Grandi", office="High Commissioner", organization=unhcr)
    ana = Person("ana", "Ana", organization=Organization("unicef", "UNICEF"))

    written = schedule(event(organizers=(Organizer(filippo), Organizer(unhcr)), speakers=(Speaker(ana),)))
    old = re.sub(rb"X-UNGACLI-PERSON:.*\r\n", b"", write(written))
    for found in (back(written), told(old, "side-events.ics")[0]):
        assert [part.participant for part in found.events[0].organizers] == [filippo, unhcr]
        assert found.events[0].speakers[0].person == ana


def test_two_bodies_of_one_acronym_stay_two() -> None:
    """The second is known by all that is said of it."""
    one, other = Organization("a", "Aid for All", "AA"), Organization("b", "All Aboard", "AA")

    found = back(schedule(event(organizers=(Organizer(one), Organizer(other)))))

    assert [part.participant.name for part in found.events[0].organizers] == ["Aid for All", "All Aboard (AA)"]


def test_two_people_of_one_name_stay_two() -> None:
    """Their offices tell them apart; a third whose name is the id of one gets another."""
    people = [
        Person("a", "Li Wei", office="Mayor"),
        Person("b", "Li Wei", office="Poet"),
        Person("c", "Li Wei 2"),
        Person("d", "!"),
    ]

    found = back(schedule(event(speakers=tuple(map(Speaker, people)))))

    assert [part.person.office for part in found.events[0].speakers] == ["Mayor", "Poet", None, None]
    assert len({part.person.id for part in found.events[0].speakers}) == 4


def test_marks_are_taken_off_once() -> None:
    """A title that began with [TBC] keeps its own, and a sure event is not touched."""
    for status in Status:
        (found,) = back(schedule(event("[TBC] Lab", status=status))).events
        assert (found.title, found.location) == ("[TBC] Lab", None)


@pytest.mark.parametrize("sequences", [("1", "2"), ("x", "x")])
def test_a_revision_is_that_of_all_events(sequences: tuple[str, str]) -> None:
    """Events of several revisions, or of none, say nothing of the schedule's."""
    content = write(schedule(event(id="a", uid="a"), event(id="b", uid="b"), revision=4)).decode()
    for number in sequences:
        content = content.replace("SEQUENCE:4", f"SEQUENCE:{number}", 1)

    assert told(content, "side-events.ics")[0].revision == 1


def test_an_id_of_no_form_is_made_anew() -> None:
    """Somebody may have changed it."""
    content = write(schedule(event("The Lab"))).replace(b"X-UNGACLI-ID:lab", b"X-UNGACLI-ID:a b")

    assert told(content, "side-events.ics")[0].events[0].id == "lab"


def test_other_programs_marks_stay() -> None:
    """Only in our own files does [TBC] come off a title."""
    content = write(schedule(event(status=Status.TENTATIVE))).replace(b"-//ungacli//", b"-//other//")
    (found,) = told(content, "side-events.ics")[0].events

    assert (found.title, found.location) == ("[TBC] Launch of the Lab", "Venue not published")
