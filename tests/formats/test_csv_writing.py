import csv
import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.formats import builders
from tests.formats.builders import NEW_YORK
from ungacli.escapes import guarded, unguarded
from ungacli.formats.spreadsheet import writing
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
from ungacli.names import fold, split_honorific

ZONES = (
    *("America/New_York", "Europe/Zurich", "UTC", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Casablanca"),
    *("Etc/GMT+5", "America/Nuuk", "Pacific/Apia"),
)
BOTH = [("days.csv", writing.write), ("days.tsv", writing.write_tabs)]


def rows(data: bytes, separator: str = ",") -> list[dict[str, str]]:
    """Return the rows of *data* by the names of their columns."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator))


def row(event: Event, **changes: object) -> dict[str, str]:
    """Return the row of *event* in CSV."""
    (only,) = rows(writing.write(builders.schedule(event, **changes)))
    return only


def test_csv_begins_with_a_mark_and_with_what_no_importer_needs() -> None:
    """Excel needs the mark, and whoever takes it for a part of the first column's name loses nothing that counts."""
    data = writing.write(builders.schedule())
    assert data.startswith(b"\xef\xbb\xbfStatus,Subject,Start Date,Start Time,End Date,End Time,All Day Event,")
    assert data.count(b"\r\n") == 2


def test_csv_has_the_columns_of_google_calendar() -> None:
    """What Google Calendar imports has the names of its help, days that are days everywhere, and the schedule's clock.

    See support.google.com/calendar/answer/37118.
    """
    zurich = ZoneInfo("Europe/Zurich")
    start = datetime(2024, 9, 24, 23, 30, tzinfo=zurich)
    told = row(builders.event("Launch", start=start, end=start + timedelta(hours=1), location="Room 1"))
    names = ("Subject", "Start Date", "Start Time", "End Date", "End Time", "All Day Event", "Location", "Time Zone")
    assert [told[name] for name in names] == [
        *("Launch", "2024-09-24", "17:30", "2024-09-24", "18:30", "False", "Room 1", "America/New_York")
    ]
    assert (told["Start"], told["Event Time Zone"]) == ("2024-09-24T23:30:00+02:00", "Europe/Zurich")


def test_a_day_from_midnight_to_midnight_is_a_whole_day() -> None:
    """Such an event has no times for Google, and its last day instead of the midnight after it."""
    start = datetime(2024, 9, 24, tzinfo=NEW_YORK)
    event = builders.event(start=start, end=start + timedelta(days=2))
    assert builders.read(writing.write(builders.schedule(event)), "days.csv").events[0].end == event.end
    told = row(event)
    names = ("Start Date", "Start Time", "End Date", "End Time", "All Day Event")
    assert [told[name] for name in names] == ["2024-09-24", "", "2024-09-25", "", "True"]


def test_the_description_repeats_what_google_leaves_out() -> None:
    """Speakers and organizers with what they do, offices, documents, the page and the clock are in it."""
    iom = Organization("iom", "International Organization for Migration", "IOM")
    amy = Person("amy", "Amy Pope", office="Director General", organization=iom)
    event = builders.event(
        summary="First line.\n\nSecond.",
        speakers=(Speaker(amy, SpeakerRole.KEYNOTE, Status.TENTATIVE, Mode.VIRTUAL),),
        organizers=(Organizer(iom, OrganizerRole.CO_HOST),),
        documents=(Document("Concept note"), Document("Report", "https://example.org/r.pdf")),
        topics=("climate", "health"),
        audience="Everybody",
        url="https://example.org",
    )
    assert row(event)["Description"].split("\n") == [
        *("First line.", "", "Second.", ""),
        *("Speakers:", "- Amy Pope (keynote, virtual, TBC)"),
        *("Organizers:", "- International Organization for Migration (IOM) (co-host)"),
        *("Offices:", "- Amy Pope: Director General, IOM"),
        *("Documents:", "- Concept note (no link published)", "- Report: https://example.org/r.pdf"),
        *("Topics: climate, health", "Audience: Everybody", "Published at: https://example.org"),
        "Time zone: America/New_York",
    ]


@pytest.mark.parametrize(("status", "mark"), [(Status.TENTATIVE, "[TBC] "), (Status.CANCELLED, "[Cancelled] ")])
def test_what_is_not_sure_says_so_in_its_title(status: Status, mark: str) -> None:
    """Calendars import no status from CSV; reading takes the mark off again, in any case and once."""
    event = builders.event(f"{mark}Launch", status=status)
    data = writing.write(builders.schedule(event))
    assert rows(data)[0]["Subject"] == f"{mark}{mark}Launch"
    for written in (data, data.replace(mark.encode(), mark.upper().encode(), 1)):
        assert builders.read(written, "days.csv").events[0].title == f"{mark}Launch"


def test_private_notes_stay_private() -> None:
    """A note is in no column."""
    assert b"secret" not in writing.write(builders.schedule(builders.event(note="secret")))


@pytest.mark.parametrize("text", ["=1+1", "+41", "-5", "@sum", ' "=1', "'=1", "＝1", "\t=1"])
def test_what_a_spreadsheet_would_run_is_text(text: str) -> None:
    """An apostrophe before a formula makes it text."""
    assert guarded(text) == f"'{text}"


@given(st.text(alphabet="=+-@'\" \ta1", max_size=8))
def test_guarding_is_undone(text: str) -> None:
    """Law: what was guarded is read as it was, also what only looks guarded."""
    assert unguarded(guarded(text)) == text


def test_the_bytes_are_always_the_same() -> None:
    """Writing has no clock and no machine in it."""
    assert writing.write(builders.schedule()) == writing.write(builders.schedule(), title="Another")


def test_an_edited_description_is_told() -> None:
    """What somebody changes in the description alone is not read, and not passed over in silence."""
    data = writing.write(builders.schedule(builders.event(summary="One."))).replace(b'"One.', b'"Two.', 1)
    _, said = builders.told(data, "days.csv")
    assert said == ["2:8: warning: the description was changed and is not read: it repeats other columns; change those"]


def test_an_edited_time_that_the_exact_one_contradicts_is_refused() -> None:
    """A time changed in one column of two is nobody's to guess."""
    data = writing.write(builders.schedule()).replace(b",17:00,", b",18:00,")
    assert builders.skipped(data, "days.csv") == [
        '2:4: "Start Time" says "18:00", and another column 2024-09-24 17:00:00; change both or empty one'
    ]


def test_without_the_exact_time_that_of_the_schedules_clock_counts() -> None:
    """Who empties Start and End may change the times that Google reads, also of an event in another zone."""
    start = datetime(2024, 9, 24, 23, 30, tzinfo=ZoneInfo("Europe/Zurich"))
    event = builders.event(start=start, end=start + timedelta(hours=1))
    data = writing.write(builders.schedule(event))
    for text in (b"2024-09-24T23:30:00+02:00", b"2024-09-25T00:30:00+02:00"):
        data = data.replace(b"," + text, b",")
    read, _ = builders.told(data.replace(b",17:30,", b",17:00,"), "days.csv")
    assert read.events[0].start == datetime(2024, 9, 24, 23, tzinfo=ZoneInfo("Europe/Zurich"))
    assert read.events[0].timezone.key == "Europe/Zurich"


def test_an_hour_that_comes_twice_needs_its_offset() -> None:
    """Without Start, a time of the schedule's clock that is there twice cannot become one of another clock."""
    zurich = ZoneInfo("Europe/Zurich")
    event = builders.event(
        start=datetime(2024, 11, 3, 6, 30, tzinfo=zurich), end=datetime(2024, 11, 3, 9, tzinfo=zurich)
    )
    data = writing.write(builders.schedule(event))
    for text in (b"2024-11-03T06:30:00+01:00", b"2024-11-03T09:00:00+01:00"):
        data = data.replace(b"," + text, b",")
    assert "is twice or not at all in America/New_York" in builders.skipped(data, "days.csv")[0]


def test_a_spreadsheet_may_save_our_file_in_its_own_way() -> None:
    """German Excel writes semicolons and 24.09.2024, and days that could be two are told by the exact times."""
    start = datetime(2024, 9, 10, 17, tzinfo=NEW_YORK)
    data = writing.write(builders.schedule(builders.event(start=start, end=start + timedelta(hours=2))))
    (names, values) = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    values = [value.replace("2024-09-10", "10.09.2024") if len(value) == 10 else value for value in values]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows([names, values])
    read, said = builders.told(text.getvalue().encode("cp1252"), "days.csv")
    assert read.events[0].start == start
    assert said == ["1:1: note: read with columns between semicolons"]


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.just(" "), min_size=1, max_size=20)
LINE = WORDS.map(lambda text: " ".join(text.split())).filter(bool)
AWKWARD = st.sampled_from(["=1+1", "a, b; c", 'say "x"', "- item", "'=x", "x | y", "Ana (TBC)", "café", "1", "@a"])
TEXT = LINE | AWKWARD
PROSE = st.lists(TEXT | st.just(""), min_size=1, max_size=4).map("\n".join).map(str.strip).filter(bool)
LINK = st.sampled_from(["https://example.org/a?b=(c)&d", "http://example.org/x,y;z"])
NAME = TEXT.filter(lambda name: bool(fold(name)) and split_honorific(name)[0] is None and not name.endswith(")"))


@st.composite
def moments(draw: st.DrawFn) -> tuple[datetime, datetime]:
    """Draw a start and an end, whole seconds apart, in a zone, often near a change of the clocks."""
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    near = draw(st.sampled_from([datetime(2024, 11, 3, 5), datetime(2024, 3, 31, 0), datetime(2024, 10, 27, 0)]))
    base = draw(st.just(near) | st.datetimes(datetime(1905, 1, 1), datetime(2190, 1, 1))).replace(microsecond=0)
    start = base.replace(tzinfo=UTC) + timedelta(minutes=draw(st.integers(0, 240)))
    end = start + timedelta(minutes=draw(st.integers(1, 3000)))
    return start.astimezone(zone), end.astimezone(zone)


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    """Draw a schedule with every fact that the format carries."""
    names = draw(st.lists(NAME, min_size=6, max_size=6, unique_by=fold))
    assume(not any(one != other and fold(one) in fold(other).split() for one in names for other in names))
    people = [
        Person("-", names[0], draw(st.sampled_from([None, "Dr"])), office=draw(st.none() | TEXT)),
        Person("-", names[1], office=draw(st.none() | TEXT)),
        Person("-", names[2]),
    ]
    bodies = [Organization("-", names[3], "ZQX"), Organization("-", names[4]), Organization("-", names[5])]
    events = []
    for number in range(draw(st.integers(1, 3))):
        start, end = draw(moments())
        speaking = draw(st.lists(st.sampled_from(people[:2]), unique_by=id))
        parties: list[Organization | Person] = [people[0], people[2], *bodies]
        hosts = draw(st.lists(st.sampled_from(parties), unique_by=id))
        events.append(
            Event(
                id=f"e-{number}",
                title=draw(TEXT),
                start=start,
                end=end,
                uid=f"{draw(TEXT)}{number}",
                schedule="days",
                sources=("days",),
                status=draw(st.sampled_from(Status)),
                mode=draw(st.none() | st.sampled_from(Mode)),
                location=draw(st.none() | TEXT),
                speakers=tuple(
                    Speaker(
                        person,
                        draw(st.sampled_from(SpeakerRole)),
                        draw(st.sampled_from(Status)),
                        draw(st.none() | st.sampled_from(Mode)),
                    )
                    for person in speaking
                ),
                organizers=tuple(
                    Organizer(host, draw(st.sampled_from(OrganizerRole)), draw(st.sampled_from(Status)))
                    for host in hosts
                ),
                audience=draw(st.none() | TEXT),
                topics=tuple(draw(st.lists(TEXT, max_size=3, unique=True))),
                documents=tuple(draw(st.lists(st.builds(Document, TEXT, st.none() | LINK), max_size=2))),
                summary=draw(st.none() | PROSE),
                url=draw(st.none() | LINK),
                contact=draw(st.none() | TEXT),
            )
        )
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    ordered = sorted(events, key=lambda event: event.start.timestamp())
    return builders.schedule(*ordered, id="days", timezone=zone)


def facts(schedule: Schedule) -> list[object]:
    """Return what the format carries of *schedule*; people and bodies by what is known of them besides their ids."""

    def party(of: Person | Organization) -> tuple[object, ...]:
        if isinstance(of, Person):
            return ("person", of.name, of.honorific, of.office)
        return ("body", of.name, of.acronym)

    return [
        schedule.timezone.key,
        *(
            (
                *(event.id, event.uid, event.title, event.start, event.end, event.timezone.key, event.schedule),
                *(event.start.utcoffset(), event.end.utcoffset(), event.status, event.mode, event.location),
                [(party(part.person), part.role, part.status, part.mode) for part in event.speakers],
                [(party(part.participant), part.role, part.status) for part in event.organizers],
                *(event.audience, event.topics, event.documents, event.summary, event.url, event.contact),
            )
            for event in schedule.events
        ),
    ]


@pytest.mark.parametrize(("name", "write"), BOTH)
@settings(deadline=None)
@given(schedule=schedules())
def test_reading_back_loses_nothing(name: str, write: object, schedule: Schedule) -> None:
    """Law: what is written is read as it was, in all zones and over clock changes, without a word."""
    assert callable(write)
    assert facts(builders.read(write(schedule), name)) == facts(schedule)
