import csv
import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.formats import builders
from tests.formats.builders import NEW_YORK
from tests.formats.schedules import LINES, schedules
from tests.formats.test_round_trips import facts, in_order
from ungacli.escapes import guarded, unguarded
from ungacli.formats.spreadsheet import writing
from ungacli.formats.table import FORMATS
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
from ungacli.names import fold

ZONES = (
    *("America/New_York", "Europe/Zurich", "UTC", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Casablanca"),
    *("Etc/GMT+5", "America/Nuuk", "Pacific/Apia"),
)


def rows(data: bytes, separator: str = ",") -> list[dict[str, str]]:
    """Return the rows of *data* by the names of their columns."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator))


def row(event: Event, **changes: object) -> dict[str, str]:
    """Return the row of *event* in CSV."""
    (only,) = rows(writing.write(builders.schedule(event, **changes)))
    return only


def test_the_bytes_of_csv() -> None:
    """A mark for Excel, a column first that no importer needs, no private note, no clock and no machine."""
    data = writing.write(builders.schedule())
    assert data.startswith(b"\xef\xbb\xbfStatus,Subject,Start Date,Start Time,End Date,End Time,All Day Event,")
    assert data.count(b"\r\n") == 2
    assert b"secret" not in writing.write(builders.schedule(builders.event(note="secret")))
    assert writing.write(builders.schedule()) == writing.write(builders.schedule(), title="Another")


def test_the_cells_of_google_calendar() -> None:
    """Names of its help, days as days everywhere, the schedule's clock; a whole day without times, to its last."""
    zurich = ZoneInfo("Europe/Zurich")
    start = datetime(2024, 9, 24, 23, 30, tzinfo=zurich)
    told = row(builders.event("Launch", start=start, end=start + timedelta(hours=1), location="Room 1"))
    names = ("Subject", "Start Date", "Start Time", "End Date", "End Time", "All Day Event", "Location", "Time Zone")
    assert [told[name] for name in names] == [
        *("Launch", "2024-09-24", "17:30", "2024-09-24", "18:30", "False", "Room 1", "America/New_York")
    ]
    assert (told["Start"], told["Event Time Zone"]) == ("2024-09-24T23:30:00+02:00", "Europe/Zurich")
    start = datetime(2024, 9, 24, tzinfo=NEW_YORK)
    event = builders.event(start=start, end=start + timedelta(days=2))
    assert builders.read(writing.write(builders.schedule(event)), "days.csv").events[0].end == event.end
    told = row(event)
    assert [told[name] for name in names[1:6]] == ["2024-09-24", "", "2024-09-25", "", "True"]


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


@pytest.mark.parametrize("text", ["=1+1", "+41", "-5", "@sum", ' "=1', "'=1", "＝1", "\t=1"])
def test_what_a_spreadsheet_would_run_is_text(text: str) -> None:
    """An apostrophe before a formula makes it text."""
    assert guarded(text) == f"'{text}"
    assert row(builders.event("=1+1"))["Subject"] == "'=1+1"


@given(st.text(alphabet="=+-@'\" \ta1", max_size=8))
def test_guarding_is_undone(text: str) -> None:
    """Law: what was guarded is read as it was, also what only looks guarded."""
    assert unguarded(guarded(text)) == text


def test_what_one_of_two_columns_contradicts_is_reported() -> None:
    """An edited description is not read and has a warning; an edited time that the exact one contradicts is refused."""
    data = writing.write(builders.schedule(builders.event(summary="One."))).replace(b'"One.', b'"Two.', 1)
    _, said = builders.told(data, "days.csv")
    assert said == ["2:8: warning: the description was changed and is not read: it repeats other columns; change those"]
    data = writing.write(builders.schedule()).replace(b",17:00,", b",18:00,")
    assert builders.skipped(data, "days.csv") == [
        '2:4: "Start Time" says "18:00", and another column 2024-09-24 17:00:00; change both or empty one'
    ]


def test_without_the_exact_time_that_of_the_schedules_clock_counts() -> None:
    """Who empties Start and End may change the times that Google reads, unless an hour comes twice by another clock."""
    start = datetime(2024, 9, 24, 23, 30, tzinfo=ZoneInfo("Europe/Zurich"))
    event = builders.event(start=start, end=start + timedelta(hours=1))
    data = writing.write(builders.schedule(event))
    for text in (b"2024-09-24T23:30:00+02:00", b"2024-09-25T00:30:00+02:00"):
        data = data.replace(b"," + text, b",")
    read, _ = builders.told(data.replace(b",17:30,", b",17:00,"), "days.csv")
    assert read.events[0].start == datetime(2024, 9, 24, 23, tzinfo=ZoneInfo("Europe/Zurich"))
    assert read.events[0].timezone.key == "Europe/Zurich"
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


@st.composite
def moments(draw: st.DrawFn) -> tuple[datetime, datetime]:
    """Draw a start and an end, whole seconds apart, in a zone, often near a change of the clocks."""
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    near = draw(st.sampled_from([datetime(2024, 11, 3, 5), datetime(2024, 3, 31, 0), datetime(2024, 10, 27, 0)]))
    base = draw(st.just(near) | st.datetimes(datetime(1905, 1, 1), datetime(2190, 1, 1))).replace(microsecond=0)
    start = base.replace(tzinfo=UTC) + timedelta(minutes=draw(st.integers(0, 240)))
    end = start + timedelta(minutes=draw(st.integers(1, 3000)))
    return start.astimezone(zone), end.astimezone(zone)


@pytest.mark.parametrize("name", ["csv", "tsv"])
@settings(deadline=None)
@given(schedule=schedules(plain=True), times=moments(), uid=LINES)
def test_reading_back_loses_nothing(name: str, schedule: Schedule, times: tuple[datetime, datetime], uid: str) -> None:
    """Law: what is written is read as it was, in all zones and over clock changes, without a word."""
    first, *others = schedule.events
    events = (replace(first, start=times[0], end=times[1], uid=uid), *others)
    written = replace(schedule, events=tuple(sorted(events, key=lambda event: event.start.timestamp())))
    names = [one.name for one in written.people] + [one.name for one in written.organizations]
    assume(not any(name.endswith(")") for name in names))
    assume(not any(one != other and fold(one) in fold(other).split() for one in names for other in names))
    read = builders.read(FORMATS[name].write(written), f"days.{name}")
    # No table has a place for facts about the schedule itself, apart from its zone.
    assert (facts(in_order(read))[1:], read.timezone) == (
        facts(in_order(builders.reduced(written, name)))[1:],
        written.timezone,
    )
