import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.builders import refused, source, told
from ungacli.draft.assemble import assemble
from ungacli.draft.diagnostics import MAX_SKIPPED, BadFileError, Diagnostic, Level
from ungacli.draft.read_options import ReadOptions
from ungacli.formats.ics.reading import read
from ungacli.formats.ics.syntax import MAX_LENGTH
from ungacli.formats.text import plain_text
from ungacli.model import DayRange, Document, Event, Mode, Schedule, Status
from ungacli.read_files import read_all

DATA = Path(__file__).parents[1] / "data"
ZURICH = ZoneInfo("Europe/Zurich")
PLAIN = ("UID:a@example.org", "SUMMARY:Briefing", "DTSTART:20250922T090000Z", "DTEND:20250922T100000Z")


def vevent(*lines: str) -> str:
    """Return a VEVENT of *lines*."""
    return "\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])


def changed(*lines: str, plain: tuple[str, ...] = PLAIN) -> str:
    """Return the VEVENT *plain*, with *lines* in place of its own of the same name or behind them."""
    names = {re.split("[:;]", line)[0] for line in lines}
    return vevent(*(line for line in plain if re.split("[:;]", line)[0] not in names), *lines)


def calendar(*parts: str) -> str:
    """Return a calendar of *parts*, each of them lines; the first part begins on line 3."""
    return "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *parts, "END:VCALENDAR", ""])


def ics(text: str, **options: Any) -> tuple[Schedule, list[str]]:
    """Return the schedule in *text* and what was said of it."""
    return told(text, "mine.ics", **options)


def only(text: str, **options: Any) -> Event:
    """Return the one event of *text*, of which there is nothing to say."""
    schedule, said = ics(text, **options)
    assert said == []
    (event,) = schedule.events
    return event


def program(name: str, **options: Any) -> tuple[Schedule, list[str]]:
    """Return the schedule in the file *name* of tests/data and what was said of it."""
    return told((DATA / f"{name}.ics").read_bytes(), f"{name}.ics", **options)


def vtimezone(tzid: str, offset: str, *more: str) -> str:
    """Return a VTIMEZONE of one *offset* for all times."""
    lines = ["BEGIN:VTIMEZONE", f"TZID:{tzid}", *more, "BEGIN:STANDARD", "DTSTART:19700101T000000"]
    return "\n".join([*lines, f"TZOFFSETFROM:{offset}", f"TZOFFSETTO:{offset}", "END:STANDARD", "END:VTIMEZONE"])


def test_a_google_calendar_is_read() -> None:
    """Times in UTC are told in X-WR-TIMEZONE, HTML as text, the meeting's link with it, a moved time once."""
    schedule, said = program("google-utc-times-html-and-a-meeting")
    assert (schedule.title, schedule.timezone) == ("Side events in Geneva", ZURICH)
    briefing, exhibition, *standups = schedule.events
    assert briefing.start == datetime(2025, 9, 22, 16, tzinfo=ZURICH)
    assert briefing.timezone == ZURICH
    assert (briefing.status, briefing.location) == (Status.TENTATIVE, "Room XX, Palais")
    assert [part.participant.name for part in briefing.organizers] == ["Side events in Geneva"]
    assert briefing.documents == (Document("Concept note.pdf", "https://drive.example.org/open?id=1"),)
    assert briefing.summary == (
        "What moves people; and why.\n\n- Data & maps\n\nAgenda (https://example.org/agenda)\n\n"
        "Online: https://meet.example.org/abc-defg-hij"
    )
    assert briefing.speakers == ()
    assert exhibition.duration == timedelta(days=2)
    assert [(one.title, one.start.isoformat()) for one in standups] == [
        ("Stand-up", "2025-10-20T09:00:00+02:00"),
        ("Stand-up, moved", "2025-10-28T10:00:00+01:00"),
        ("Stand-up", "2025-11-03T09:00:00+01:00"),
    ]
    assert [one.uid for one in standups] == [
        f"standup0123@google.example-{mark}" for mark in ("20251020T070000Z", "20251027T080000Z", "20251103T080000Z")
    ]
    assert said == [
        "33:1: note: who is invited (ATTENDEE) is not taken for who speaks; not read",
        "49:1: note: all-day event: read as 00:00 to 00:00 in Europe/Zurich",
    ]


def test_an_outlook_calendar_is_read() -> None:
    """Windows' zones, one without a name known by its rules; parameters in quotes; a description in HTML alone."""
    schedule, _ = program("outlook-windows-zone-language-and-alt-desc")
    (event,) = schedule.events
    assert event.start.isoformat() == "2025-09-22T15:00:00+02:00"
    assert event.timezone.key == "Europe/Berlin"
    assert (event.title, event.location) == ("Vorbereitung", "Sitzungszimmer 3")
    assert event.summary == "Erste Zeile\nzweite Zeile"
    assert event.topics == ("Health", "Red Category")
    assert [part.participant.name for part in event.organizers] == ["Müller, Zoë"]
    schedule, said = program("outlook-customized-zone-of-new-york")
    assert schedule.timezone.key == "America/New_York"
    assert [event.start.isoformat() for event in schedule.events] == [
        "2024-09-24T17:00:00-04:00",
        "2024-11-24T17:00:00-05:00",
        "2024-11-24T23:00:00+00:00",
    ]
    assert said == [
        '4:1: note: the time zone "Customized Time Zone" is read as America/New_York, whose clock agrees',
    ]


def test_calendars_of_apple_thunderbird_and_nextcloud_are_read() -> None:
    """Places, lengths, birthdays, long names of zones, topics on several lines, links as places, contacts."""
    schedule, _ = program("apple-place-birthday-and-duration", until=date(1902, 1, 1))
    first, second, panel = schedule.events
    assert (first.start.date(), second.start.date()) == (date(1900, 9, 22), date(1901, 9, 22))
    assert panel.end.isoformat() == "2024-09-24T18:30:00-04:00"
    assert (panel.location, panel.url) == ("UN Headquarters 405 E 42nd St New York", "https://example.org/panel")
    schedule, said = program("thunderbird-freeassociation-and-mozilla-zones")
    meeting, dinner = schedule.events
    assert schedule.timezone.key == meeting.timezone.key == "Europe/Berlin"
    assert dinner.start.isoformat() == "2025-09-22T21:00:00-03:00"
    assert dinner.timezone.key == "America/Argentina/Buenos_Aires"
    assert meeting.topics == ("Büro", "Planung, Ziele")
    assert said == ["21:1: note: VTODO is not an event; ignored"]
    schedule, said = program("nextcloud-conference-and-unpublished-contact")
    (event,) = schedule.events
    assert said == []
    assert event.mode is Mode.VIRTUAL
    assert event.contact == "Zoë Müller, +41 22 000 00 00; press@example.org"
    assert event.summary == "Ordre du jour:\n1. Budget\n2. C:\\Nouveau\n\nOnline: https://cloud.example.org/call/xyz"


@pytest.mark.parametrize(
    ("name", "zone", "start"),
    [
        ("pretalx-feed-with-talk-links", "Europe/Berlin", "2025-09-22T09:30:00+02:00"),
        ("frab-feed-without-a-calendar-zone", "UTC", "2025-09-22T07:30:00+00:00"),
        ("indico-utc-times-and-html-description", "UTC", "2025-09-22T07:00:00+00:00"),
    ],
)
def test_feeds_of_conferences_are_read(name: str, zone: str, start: str) -> None:
    """The zone is that of the events, or UTC where all times are in it; each has its page."""
    schedule, said = program(name)
    (event,) = schedule.events
    assert (said, schedule.timezone.key, event.start.isoformat()) == ([], zone, start)
    assert event.url


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (("DTSTART:20250230T090000Z",), '"20250230T090000Z" is no day and no time (day is out of range for month)'),
        (("DTSTART:tomorrow",), '"tomorrow" is no day and no time such as 20240924T170000'),
        (("DTSTART:,",), "no day and no time"),
        (("DTEND;X=1:20250922T080000Z",), "it ends before it starts"),
        (("DTSTART;VALUE=DATE:20250922",), "it starts with a day and ends with a time"),
        (("DTSTART;TZID=Nowhere:20250922T090000",), 'there is no time zone "Nowhere", and no VTIMEZONE describes it'),
        (("DTSTART:18991231T090000Z", "DTEND:18991231T100000Z"), "the year is not between 1900 and 2199"),
        (
            ("DTSTART;TZID=Europe/Zurich:00010101T000000", "DTEND:00010101T100000Z"),
            "the year is not between 1900 and 2199",
        ),
        (("DTEND:20250922T090000Z",), "it ends when it starts; --duration 1h gives it a length"),
        (("DTEND;TZID=Europe/Zurich:20250922T110000",), "it ends when it starts; --duration 1h gives it a length"),
        (("SUMMARY;ENCODING=QUOTED-PRINTABLE:=41",), "ENCODING=QUOTED-PRINTABLE is of vCalendar 1.0, and not read"),
        (("RRULE:FREQ=WEEKLY;INTERVAL=0",), "its RRULE cannot be followed: its INTERVAL is no whole number"),
        (("RECURRENCE-ID:then",), '"then" is no day and no time such as 20240924T170000'),
    ],
)
def test_an_event_that_cannot_be_told_is_left_out(lines: tuple[str, ...], reason: str) -> None:
    """The reason names what is missing or wrong, and where there is one the option that helps."""
    schedule, said = ics(calendar(changed("UID:good"), changed(*lines)))
    assert len(schedule.events) == 1
    (line,) = said
    assert line.endswith(f": skipped: {reason}")


@pytest.mark.parametrize(
    ("start", "line", "end"),
    [
        # Over the night of 26 October a day is 25 hours long in Zurich, and 24 hours are 24.
        ("DTSTART;TZID=Europe/Zurich:20251025T120000", "DURATION:P1D", "2025-10-26T12:00:00+01:00"),
        ("DTSTART;TZID=Europe/Zurich:20251025T120000", "DURATION:PT24H", "2025-10-26T11:00:00+01:00"),
        # A DTEND on the day of DTSTART, or none, means that day.
        ("DTSTART;VALUE=DATE:20250922", "DTEND;VALUE=DATE:20250922", "2025-09-23T00:00:00+02:00"),
        ("DTSTART;VALUE=DATE:20250922", "X-NONE:1", "2025-09-23T00:00:00+02:00"),
        # A day ends what starts at a time with its first minute, by the clock of the start.
        ("DTSTART;TZID=Europe/Zurich:20250922T200000", "DTEND:20250923", "2025-09-23T00:00:00+02:00"),
    ],
)
def test_days_are_the_clocks_and_hours_are_exact(start: str, line: str, end: str) -> None:
    """An event starts and ends by the clock of its zone."""
    (event,) = ics(calendar("X-WR-TIMEZONE:Europe/Zurich", vevent("SUMMARY:S", start, line)))[0].events
    assert f"{event.start:%Y%m%d}" in start
    assert event.end.isoformat() == end


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("X-NONE:1", "9:1: skipped: no end is given, nor how long it lasts; --duration 1h says it"),
        ("DTEND:20250922T090000Z", "13:1: skipped: it ends when it starts; --duration 1h gives it a length"),
        ("DURATION:PT0S", "13:1: skipped: it ends when it starts; --duration 1h gives it a length"),
        *(
            (f"DURATION:{length}", f'13:1: skipped: "{length}" is no duration such as PT1H30M')
            for length in ("P", "1 hour", "PT")
        ),
    ],
)
def test_an_event_without_a_length_says_so(line: str, problem: str) -> None:
    """A missing end and one that is the start are told apart; --duration gives both a length, and mends no slip."""
    moment = [line for line in PLAIN if not line.startswith("DTEND")]
    text = calendar(changed("UID:good"), vevent(*moment, line))
    assert ics(text)[1] == [problem]
    lasting = ics(text, duration=timedelta(minutes=30))[0].events[1:]
    assert [event.end.isoformat() for event in lasting] == ["2025-09-22T09:30:00+00:00"] * ("--duration" in problem)


@pytest.mark.parametrize(
    ("parts", "zone"),
    [
        (["X-WR-TIMEZONE:Europe/Zurich"], "Europe/Zurich"),
        ([changed("UID:b", "DTSTART;TZID=Europe/Zurich:20250922T090000")], "Europe/Zurich"),
        ([vtimezone("Asia/Tokyo", "+0900")], "Asia/Tokyo"),
    ],
)
@pytest.mark.parametrize("zone_option", [None, ZoneInfo("Africa/Nairobi")])
def test_times_and_days_without_a_zone_have_the_one_of_the_file(
    parts: list[str], zone: str, zone_option: ZoneInfo | None
) -> None:
    """X-WR-TIMEZONE, the zone of all other events or the only VTIMEZONE counts before an option, with a note."""
    floating = changed("UID:c", "SUMMARY:Time", "DTSTART:20250922T090000", "DTEND:20250922T100000")
    day = changed("UID:d", "SUMMARY:Day", "DTSTART:20250923", "DTEND:20250924")
    schedule, said = ics(calendar(*parts, floating, day), zone=zone_option)
    found = {event.title: event.start for event in schedule.events}
    assert (found["Time"], found["Day"]) == tuple(
        datetime(2025, 9, day, hour, tzinfo=ZoneInfo(zone)) for day, hour in ((22, 9), (23, 0))
    )
    assert schedule.timezone.key == zone
    assert [line.partition("note: ")[2] for line in said] == [
        f"time without a zone, read as {zone}",
        f"all-day event: read as 00:00 to 00:00 in {zone}",
    ]


def test_times_without_any_zone_need_one() -> None:
    """Nothing is guessed, neither alone nor among several zones; days beside times in UTC have the zone given."""
    text = calendar(
        changed("UID:b", "DTSTART;TZID=Europe/Zurich:20250922T090000"),
        changed("UID:c", "DTSTART;TZID=Asia/Tokyo:20250922T090000"),
        changed("UID:d", "SUMMARY:Floating", "DTSTART:20250922T090000", "DTEND:20250922T100000"),
    )
    schedule, said = ics(text)
    assert said == ["18:1: skipped: a time without a time zone; --tz ZONE says which"]
    schedule, _ = ics(text, zone=ZoneInfo("Africa/Nairobi"))
    assert "2025-09-22T09:00:00+03:00" in {event.start.isoformat() for event in schedule.events}
    text = calendar(changed("DTSTART:20250922T090000", "DTEND:20250922T100000"))
    assert refused(text, "mine.ics")[1] == "6:1: a time without a time zone; --tz ZONE says which"
    schedule, _ = ics(text, zone=ZURICH)
    assert schedule.events[0].start.isoformat() == "2025-09-22T09:00:00+02:00"
    text = calendar(changed("UID:b"), changed("UID:c", "DTSTART:20250922", "DTEND:20250923"))
    assert ics(text, zone=ZURICH)[0].timezone == ZURICH
    assert ics(text)[0].timezone.key == "UTC"


def test_times_without_any_zone_are_told_by_the_clock_of_the_file_before() -> None:
    """So it is with a time, a day and what repeats."""
    text = calendar(
        changed("DTSTART:20250922T090000", "DTEND:20250922T100000", "RRULE:FREQ=DAILY;COUNT=2"),
        changed("UID:day", "SUMMARY:Day", "DTSTART;VALUE=DATE:20250923", "DTEND;VALUE=DATE:20250924"),
    )
    before = calendar("X-WR-TIMEZONE:Asia/Tokyo", changed("UID:first", "SUMMARY:First"))
    done = read_all([source(before, "first.ics"), source(text, "second.ics")])
    assert done.schedule
    assert {event.id: event.start.isoformat() for event in done.schedule.events} == {
        "briefing-2025-09-22": "2025-09-22T09:00:00+09:00",
        "day": "2025-09-23T00:00:00+09:00",
        "briefing-2025-09-23": "2025-09-23T09:00:00+09:00",
        "first": "2025-09-22T18:00:00+09:00",
    }


@pytest.mark.parametrize(
    ("tzid", "zone"),
    [
        ("europe/zurich", "Europe/Zurich"),
        ("Eastern Standard Time", "America/New_York"),
        ("/citadel.org/20210210_1/America/New_York", "America/New_York"),
        ("/example.org/UTC", "UTC"),
        ("Etc/GMT+5", "Etc/GMT+5"),
    ],
)
def test_a_zone_is_known_by_its_name(tzid: str, zone: str) -> None:
    """Names in any case, of Windows and behind a program's own need no VTIMEZONE."""
    event = only(calendar(changed(f"DTSTART;TZID={tzid}:20250922T010000")))
    assert event.timezone.key == zone


@pytest.mark.parametrize("tzid", ["localtime", "Europe", "../etc/passwd", "/" * 300, "Factory", "GMT+9900"])
def test_a_name_of_no_zone_is_never_taken_for_one(tzid: str) -> None:
    """Without a VTIMEZONE the event is left out."""
    text = calendar(changed("UID:b"), changed(f"DTSTART;TZID={tzid}:20250922T090000"))
    assert len(ics(text)[0].events) == 1


def test_the_tzid_of_a_vtimezone_is_text() -> None:
    """Its escapes are undone (RFC 5545, section 3.3.11); a colon in it needs no quotation marks."""
    name = "(GMT-05:00) Eastern Time"
    text = calendar(
        vtimezone(name, "-0500", "X-LIC-LOCATION:America/New_York"),
        vevent("SUMMARY:S", f"DTSTART;TZID={name}:20250122T090000", f"DTEND;TZID={name}:20250122T100000"),
    )
    assert only(text).start.isoformat() == "2025-01-22T09:00:00-05:00"
    start = 'DTSTART;TZID="Ours, here":20250922T090000'
    assert ics(calendar(vtimezone("Ours\\, here", "+0700"), changed(start)))[0].events[0].start.hour == 9


@pytest.mark.parametrize(
    ("part", "tzid", "start", "warning"),
    [
        # The moment that the file means is kept, and shown by IANA's clock (RFC 5545, section 3.6.5).
        (
            *(vtimezone("Europe/Zurich", "+0100"), "Europe/Zurich", "2025-09-22T10:00:00+02:00"),
            '11:1: warning: the VTIMEZONE "Europe/Zurich" has another time than {}; that of the VTIMEZONE counts',
        ),
        # The rules of a zone like no other place the event.
        (
            *(vtimezone("Ours", "+0107"), "Ours", "2025-09-22T07:53:00+00:00"),
            '3:1: warning: the time zone "Ours" is none that is known; the rules in the file count',
        ),
        # Where X-WR-TIMEZONE names none, the zone is that of the events.
        (
            *("X-WR-TIMEZONE:Here", "Europe/Zurich", "2025-09-22T09:00:00+02:00"),
            '3:1: warning: "Here" names no time zone',
        ),
    ],
)
def test_a_zone_that_is_not_what_its_name_says_has_a_warning(part: str, tzid: str, start: str, warning: str) -> None:
    """The event is read all the same."""
    schedule, said = ics(calendar(part, changed(f"DTSTART;TZID={tzid}:20250922T090000")))
    assert schedule.events[0].start.isoformat() == start
    assert said == [warning.format(tzid)]


def test_the_calendars_own_zone_is_preferred_for_rules_without_a_name() -> None:
    """Of many zones with these rules, X-WR-TIMEZONE's is asked first."""
    text = (DATA / "outlook-windows-zone-language-and-alt-desc.ics").read_text().replace("W. Europe Standard", "Our")
    plain, named = (ics(text.replace("X-WR-CALNAME:Calendar", line))[0] for line in ("", "X-WR-TIMEZONE:Europe/Oslo"))
    assert (plain.events[0].timezone.key, named.events[0].timezone.key) == ("Europe/Zurich", "Europe/Oslo")


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ((), "it has neither STANDARD nor DAYLIGHT"),
        (("BEGIN:STANDARD", "END:STANDARD"), "its STANDARD has no DTSTART"),
        (
            ("BEGIN:STANDARD", "DTSTART:20000101T000000", "END:STANDARD"),
            "its STANDARD has no TZOFFSETFROM such as +0100",
        ),
        (
            ("BEGIN:DAYLIGHT", "DTSTART:20000101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:2", "END:DAYLIGHT"),
            "its DAYLIGHT has no TZOFFSETTO such as +0100",
        ),
    ],
)
def test_a_vtimezone_that_says_nothing_leaves_the_name(lines: tuple[str, ...], reason: str) -> None:
    """What is wrong with it is told, and the zone of that name is taken."""
    zone = "\n".join(["BEGIN:VTIMEZONE", "TZID:Europe/Zurich", *lines, "END:VTIMEZONE"])
    schedule, said = ics(calendar(zone, changed("DTSTART;TZID=Europe/Zurich:20250922T090000")))
    assert schedule.events[0].start.isoformat() == "2025-09-22T09:00:00+02:00"
    assert said == [f"3:1: warning: the VTIMEZONE cannot be read: {reason}"]


def test_a_vtimezone_changes_its_clock_as_its_observances_say() -> None:
    """Before the first, between and after dated changes each offset holds; skipped times count by the one before."""
    lines = (
        *("BEGIN:VTIMEZONE", "TZID:Ours", "BEGIN:STANDARD", "DTSTART:20250101T000000", "RDATE:20250601T030000"),
        *("TZOFFSETFROM:+0230", "TZOFFSETTO:+0130", "END:STANDARD", "BEGIN:DAYLIGHT", "DTSTART:20250301T020000"),
        *("TZOFFSETFROM:+0130", "TZOFFSETTO:+023015", "END:DAYLIGHT", "END:VTIMEZONE"),
    )
    in_utc = {
        "20241201T120000": "2024-12-01 09:30:00",
        "20250201T120000": "2025-02-01 10:30:00",
        "20250301T021500": "2025-03-01 00:45:00",
        "20250401T120015": "2025-04-01 09:30:00",
        "20250601T023000": "2025-05-31 23:59:45",
        "20250701T120000": "2025-07-01 10:30:00",
    }
    events = [vevent("SUMMARY:S", f"DTSTART;TZID=Ours:{start}", "DURATION:PT1H") for start in in_utc]
    schedule, _ = ics(calendar("\n".join(lines), *events))
    assert [f"{event.start:%Y-%m-%d %H:%M:%S}" for event in schedule.events] == list(in_utc.values())


@pytest.mark.parametrize(
    ("start", "in_utc"),
    [("20180110T100000", "09:00"), ("20190110T100000", "08:07"), ("20220110T100000", "09:00"), ("20220710", "22:00")],
)
def test_a_vtimezone_counts_from_its_first_onset_to_its_last(start: str, in_utc: str) -> None:
    """Before and after, the clock of its name counts, if that is known."""
    lines = (
        *("BEGIN:VTIMEZONE", "TZID:Europe/Brussels", "BEGIN:DAYLIGHT", "DTSTART:20190101T000000"),
        *("RDATE:20190601T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0153", "END:DAYLIGHT", "END:VTIMEZONE"),
    )
    event = vevent("SUMMARY:S", f"DTSTART;TZID=Europe/Brussels:{start}", "DURATION:P1D")
    (found,) = ics(calendar("\n".join(lines), event))[0].events
    assert f"{found.start.astimezone(UTC):%H:%M}" == in_utc


def test_an_observance_may_end() -> None:
    """After the last onset that UNTIL lets through, the clock stays as it was set."""
    lines = (
        *("BEGIN:VTIMEZONE", "TZID:Ours", "BEGIN:STANDARD", "DTSTART:20100101T000000", "TZOFFSETFROM:+0107"),
        *("TZOFFSETTO:+0107", "END:STANDARD", "BEGIN:DAYLIGHT", "DTSTART:20100301T000000", "TZOFFSETFROM:+0107"),
        *("TZOFFSETTO:+0207", "RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1;UNTIL=20110228T225300Z", "END:DAYLIGHT"),
        *("BEGIN:STANDARD", "DTSTART:20100901T000000", "TZOFFSETFROM:+0207", "TZOFFSETTO:+0107"),
        *("RRULE:FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=1", "END:STANDARD", "END:VTIMEZONE"),
    )
    events = [
        vevent("SUMMARY:S", f"DTSTART;TZID=Ours:{year}0701T120700", "DURATION:PT1H") for year in (2010, 2011, 2012)
    ]
    schedule, _ = ics(calendar("\n".join(lines), *events))
    assert [event.start.hour for event in schedule.events] == [10, 10, 11]


def test_few_zones_without_a_name_are_looked_for() -> None:
    """Of a file full of them, the rules count all the same."""
    zones = [vtimezone(f"Ours {number}", "+0100") for number in range(60)]
    events = [
        vevent("SUMMARY:S", f"DTSTART;TZID=Ours {number}:20250122T100000", "DURATION:PT1H") for number in range(60)
    ]
    schedule, said = ics(calendar(*zones, *events))
    assert {event.start.astimezone(UTC) for event in schedule.events} == {datetime(2025, 1, 22, 9, tzinfo=UTC)}
    assert [line.rpartition(" (")[2] for line in said] == ["and 49 more)", "and 9 more)"]


def test_a_schedule_is_what_its_calendars_say() -> None:
    """Name, page and last change, those of the first calendar that has them; a change in no year is none."""
    text = calendar(changed("UID:a")) + calendar("NAME:Second", "METHOD:CANCEL", changed("UID:b", "SUMMARY:Off"))
    schedule, said = ics(text)
    assert said == []
    assert schedule.title == "Second"
    assert [(event.title, event.status) for event in schedule.events] == [
        ("Briefing", Status.CONFIRMED),
        ("Off", Status.CANCELLED),
    ]
    about = ("X-WR-CALNAME:Days\\, all", "URL:mailto:a@example.org", "SOURCE:HTTPS://example.org/feed.ics")
    schedule, _ = ics(calendar(*about, "LAST-MODIFIED:20250901T100000Z", changed()))
    assert (schedule.title, schedule.url) == ("Days, all", "https://example.org/feed.ics")
    assert schedule.revised == datetime(2025, 9, 1, 10, tzinfo=UTC)
    for odd in ("00010101T000000Z", "yesterday"):
        assert ics(calendar(f"LAST-MODIFIED:{odd}", changed()))[0].revised.year == 2025


def test_what_an_event_says_is_told() -> None:
    """Contacts, page, status and documents are taken; what leads nowhere is left with a warning."""
    text = calendar(
        changed(
            "STATUS:CANCELED",
            "URL:ftp://example.org",
            "CONTACT:",
            "ORGANIZER;CN=ana@example.org:mailto:ana@example.org",
            "ORGANIZER:mailto:ana@example.org",
            "ATTACH:https://example.org/files/Concept%20note.pdf",
            "ATTACH;FMTTYPE=text/html:https://example.org/",
            "ATTACH:https://example.org",
            'ATTACH;VALUE=BINARY;ENCODING=BASE64;X-FILENAME="Map.png":AAAA',
            "ATTACH:cid:part1",
            "ATTACH:https://[",
        )
    )
    schedule, said = ics(text)
    (event,) = schedule.events
    assert (event.status, event.url, event.contact, event.organizers) == (Status.CANCELLED, None, None, ())
    assert event.documents == (
        Document("Concept note.pdf", "https://example.org/files/Concept%20note.pdf"),
        Document("text/html", "https://example.org/"),
        Document("example.org", "https://example.org"),
        Document("Map.png"),
        Document("https://[", "https://["),
    )
    assert said == [
        '9:1: warning: "ftp://example.org" is no link to the web; not read',
        "17:1: warning: something attached without a name or a link on the web; not read",
    ]


def test_an_event_without_a_title_is_told_all_the_same() -> None:
    """It is untitled, which is said once."""
    schedule, said = ics(calendar(vevent(*PLAIN[2:]), vevent("SUMMARY: ", *PLAIN[2:])))
    assert [event.title for event in schedule.events] == ["(untitled)", "(untitled)"]
    assert said == ['3:1: note: an event without SUMMARY is shown as "(untitled)" (and 1 more)']


def test_events_that_are_alike_have_ids_of_their_own() -> None:
    """Two of one title at one time are numbered; uids that differ by case alone are one to others, and made anew."""
    text = calendar(
        changed("UID:A"), changed("UID:a"), changed("UID:c", "DTSTART:20250923T090000Z", "DTEND:20250923T100000Z")
    )
    schedule, _ = ics(text)
    assert [event.id for event in schedule.events] == [
        "briefing-2025-09-22",
        "briefing-2025-09-22-2",
        "briefing-2025-09-23",
    ]
    assert len({event.uid.casefold() for event in schedule.events}) == 3


def test_of_two_versions_the_later_counts() -> None:
    """By SEQUENCE or LAST-MODIFIED; where all events have one UID, those of neither revision nor time are kept."""
    text = calendar(
        changed("SUMMARY:Old", "SEQUENCE:1", "LAST-MODIFIED:20250905T000000Z"),
        changed("SUMMARY:New", "SEQUENCE:2", "LAST-MODIFIED:20250902T000000Z"),
        changed("SUMMARY:Older", "SEQUENCE:x"),
    )
    schedule, said = ics(text)
    assert [event.title for event in schedule.events] == ["New"]
    assert said == [
        f'{line}:1: skipped: "a@example.org" is the UID of the event in line 11 too, and that event is used'
        for line in (4, 20)
    ]
    schedule, said = ics(calendar(*(changed(f"SUMMARY:{title}") for title in ("One", "One", "Two"))))
    assert {event.title for event in schedule.events} == {"One", "Two"}
    assert len({event.uid for event in schedule.events}) == 2
    assert [line.partition("event in ")[2] for line in said] == [
        "line 15 too; both are read, this one with another UID",
        "line 3 too, and that event is used",
    ]


def test_text_is_unescaped_and_unfolded() -> None:
    """Escapes, folds, carets and literal backslashes come out as meant; an alarm's description is not the event's."""
    event = only(calendar(vevent(*PLAIN, "BEGIN:VALARM", "DESCRIPTION:Reminder", "UID:alarm", "END:VALARM")))
    assert (event.summary, event.uid) == (None, "a@example.org")
    lines = ("SUMMARY:A\\, b\\; c\\\\n", "DESCRIPTION:One\\nTwo\\NC:\\temp", "LOCATION:Ro", " om", "\t 3", "")
    event = only(calendar(changed(*lines, "ORGANIZER;CN=\"An^na ^'X^' ^^\":mailto:x")))
    assert (event.title, event.summary, event.location) == ("A, b; c\\n", "One\nTwo\nC:\\temp", "Room 3")
    assert [part.participant.name for part in event.organizers] == ['An a "X" ^']


@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r", "\r\r\n"])
def test_lines_end_in_any_way(line_end: str) -> None:
    """Calendars of every system are read."""
    assert only(calendar(changed("LOCATION:Ro", " om")).replace("\n", line_end)).location == "Room"


@pytest.mark.parametrize(
    ("summary", "encoding", "title"),
    [
        *((None, encoding, "Zoë") for encoding in ("utf-8-sig", "utf-16", "latin-1")),
        (b"Zo\xc3\r\n \xab", "utf-8", "Zoë"),
        (b"\xf0\x9f\r\n \x8c\x8d Caf\xe9", "utf-8", "🌍 Café"),
        (b"Zo\xeb \xe2\x82\xac", "utf-8", "Zoë €"),
    ],
)
def test_any_encoding_is_read(summary: bytes | None, encoding: str, title: str) -> None:
    """A byte order mark is no part of the first line, and the content alone tells what the file is.

    Folds within a letter are mended before bytes become text, and what is UTF-8 stays so beside what is not.
    """
    data = calendar(changed("SUMMARY:Zoë")).encode(encoding)
    schedule, _ = told(data.replace("Zoë".encode(encoding), summary) if summary else data, "mine.txt")
    assert schedule.events[0].title == title


@pytest.mark.parametrize(
    ("text", "diagnostics"),
    [
        # A misspelt END of a task costs no event.
        (
            calendar("BEGIN:VTODO\nSUMMARY:To do\nEND:VTOOD", changed()),
            ["3:1: note: VTODO is not an event; ignored", "5:1: warning: an END without its BEGIN; passed over"],
        ),
        (
            calendar("BEGIN:VFREEBUSY\nUID:a\nEND:VFREEBUSY", changed()),
            ["3:1: note: VFREEBUSY is not an event; ignored"],
        ),
        # A description that a program broke without folding costs the rest of it, not the event.
        (
            calendar(changed("DESCRIPTION:One", "two three", "four"), "END:VTODO"),
            [
                "9:1: warning: no line of the form NAME:value; passed over (and 1 more)",
                "12:1: warning: an END without its BEGIN; passed over",
            ],
        ),
        (calendar(changed(), "BEGIN:VEVENT\nSUMMARY:Cut off"), ["9:1: skipped: it has no END:VEVENT"]),
        (
            calendar(changed()).replace("END:VCALENDAR", "BEGIN:VCALENDAR"),
            ["1:1: warning: the calendar has no END:VCALENDAR; the file may have been cut off (and 1 more)"],
        ),
    ],
)
def test_what_is_whole_is_read(text: str, diagnostics: list[str]) -> None:
    """Lines that do not belong to an event cost none."""
    schedule, said = ics(text)
    assert [(event.title, event.summary) for event in schedule.events] == [
        ("Briefing", "One" if "DESCRIPTION:One" in text else None)
    ]
    assert said == diagnostics


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("BEGIN:VEVENT\nEND:VEVENT", "1:1: not iCalendar: it has no line BEGIN:VCALENDAR"),
        ("", "1:1: not iCalendar: it has no line BEGIN:VCALENDAR"),
        (
            "BEGIN:VCALENDAR\nVERSION:1.0\nEND:VCALENDAR",
            "2:1: vCalendar 1.0 is not read; export it as iCalendar (version 2.0)",
        ),
        (calendar(), "1:1: no event in it can be read"),
        ("BEGIN:VCALENDAR\n" + "BEGIN:X\n" * 100_000, "21:1: nested more than 20 levels deep"),
        (
            calendar(changed("SUMMARY:" + "x" * 10_000_000)),
            f"7:1: a line of more than {MAX_LENGTH:,} characters",
        ),
        (calendar(changed("SUMMARY:" + "x\n " * 2_000_000)), f"7:1: a line of more than {MAX_LENGTH:,} characters"),
    ],
)
def test_what_is_no_calendar_has_one_problem(text: str, problem: str) -> None:
    """It is told with its line, at once."""
    assert refused(text, "mine.ics") == [problem]


def test_attached_files_may_be_long() -> None:
    """A line in base64 is folded, and longer than any text."""
    folded = "\n ".join(["A" * 70] * 20_000)
    assert ics(calendar(changed(f"ATTACH;VALUE=BINARY;FILENAME=Film:{folded}")))[0].events[0].documents == (
        Document("Film"),
    )


def test_diagnostics_have_their_lines() -> None:
    """Of many the rest are counted; what only the whole schedule shows is reported at the line of the property."""
    diagnostics = read(calendar(*[vevent("SUMMARY:S")] * (MAX_SKIPPED + 5)).encode(), ReadOptions()).diagnostics
    assert len(diagnostics) == MAX_SKIPPED + 1
    assert diagnostics[-1] == Diagnostic((), "it has no DTSTART (and 4 more)", Level.SKIPPED, (603, 1))
    (event,) = read(calendar(changed("LOCATION:Room", "DESCRIPTION:D")).encode(), ReadOptions()).events
    assert event.place == (3, 1)
    assert (event.places["start"], event.places["location"]) == ((6, 1), (8, 1))


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("<p>One</p><p>Two &amp; three</p>", "One\n\nTwo & three"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ('<a href="https://e.org">https://e.org</a>', "https://e.org"),
        ("<a href='mailto:x@e.org'>x</a> <a>y</a><a href>z</a></a>", "x yz"),
        ("<a href=https://e.org>page</a>", "page (https://e.org)"),
        ("<style>p {}</style><script>x<script></script>b<i>c</i><!-- d -->", "bc"),
        ("<b>open", "open"),
        ("<p><script>open", ""),
        # Text stays as it is unless it has tags of HTML.
        *((text, text) for text in ("a < b and c > d", "<zoe@example.org>", "List<int>", "if a<b then")),
    ],
)
def test_markup_becomes_text(html: str, plain: str) -> None:
    """Paragraphs stand apart, items are lines, links stand behind their words, and what a browser hides is not told."""
    assert plain_text(html) == plain


LINES = st.sampled_from(
    [
        *("BEGIN:VEVENT", "END:VEVENT", "BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VTIMEZONE", "END:VTIMEZONE"),
        *("BEGIN:STANDARD", "END:STANDARD", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZID:X", "METHOD:CANCEL"),
        *("DTSTART;TZID=X:20250922T090000", "DTSTART:20250922", "DTSTART:20250922T090000Z", "DTEND:20250922T100000"),
        *("DTSTART;TZID=Europe/Zurich:20250922T090000", "DURATION:PT1H", "DURATION:-P99999W", "UID:a", "SUMMARY:S"),
        *("RRULE:FREQ=DAILY;COUNT=3", "RRULE:FREQ=YEARLY;BYDAY=-1SU", "RRULE:FREQ=MONTHLY;BYDAY=0MO"),
        *("RRULE:FREQ=WEEKLY;UNTIL=20251001", "RECURRENCE-ID:20250923T090000Z", "RDATE:20250922T090000Z/PT1H"),
        *("RECURRENCE-ID;RANGE=THISANDFUTURE:20250923", "PRODID:-//ungacli//ungacli//EN", "EXDATE:"),
        *("X-WR-TIMEZONE:X", "SEQUENCE:1", "DTSTART:00010101T000000", "DTSTART:99991231T235959Z", "EXRULE:FREQ=DAILY"),
        *("EXDATE:20250922", 'X-UNGACLI-EVENT:{"id": "a"}'),
    ]
)


@settings(deadline=2000, max_examples=150)
@given(st.lists(LINES | st.text(max_size=20), max_size=40).map("\n".join))
def test_any_text_is_a_schedule_or_has_problems(text: str) -> None:
    """Nothing in a file breaks its reader."""
    whole = f"BEGIN:VCALENDAR\n{text}\nEND:VCALENDAR".encode(errors="replace")
    for data in (whole, text.encode(errors="replace")):
        with suppress(BadFileError):
            draft = read(data, ReadOptions(until=date(2026, 1, 1)))
            assert draft.events or draft.diagnostics or b"BEGIN:VEVENT" not in data
            assemble(draft, stem="mine", needs_events=False)


def test_free_time_is_left_out_where_busy_time_is_asked_for() -> None:
    """By TRANSP (RFC 5545, section 3.8.2.7), also of one time of a series; what cannot be read is refused."""
    series = changed("RRULE:FREQ=DAILY;COUNT=3")
    moved = ("DTSTART:20250923T090000Z", "DTEND:20250923T100000Z")
    free = changed("RECURRENCE-ID:20250923T090000Z", *moved, "TRANSP:transparent")
    lunch = changed("UID:b@example.org", "SUMMARY:Lunch", "TRANSP:TRANSPARENT")
    opaque = changed("UID:c@example.org", "SUMMARY:Call", "TRANSP:OPAQUE")
    text = calendar(series, free, lunch, opaque)
    assert len(ics(text)[0].events) == 5
    schedule, said = ics(text, busy_only=True)
    assert [(one.title, one.start.day) for one in schedule.events] == [("Briefing", 22), ("Call", 22), ("Briefing", 24)]
    (note,) = said
    assert note.endswith("marked as free time; skipped (and 1 more)")
    with pytest.raises(BadFileError):
        read(calendar(vevent("SUMMARY:When?")).encode(), ReadOptions(busy_only=True))


@pytest.mark.parametrize("parts", [[changed("TRANSP:TRANSPARENT")], [changed("RRULE:FREQ=DAILY")], []])
def test_a_calendar_may_keep_nobody_busy(parts: list[str]) -> None:
    """Of free time alone, or with nothing on the days asked for, it is a schedule without events."""
    days = DayRange(date(2025, 1, 1), date(2025, 1, 31))
    assert ics(calendar(*parts), busy_only=True, window=days)[0].events == ()
