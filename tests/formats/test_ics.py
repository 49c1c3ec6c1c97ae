import os
import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.builders import event, event_at, schedule
from tests.formats.readers import (
    READERS,
    Reader,
    ReadEvent,
    by_ical,
    by_ical_and_vtimezone,
    by_vobject,
    components,
    content_lines,
)
from ungacli import (
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
    load,
)
from ungacli.formats.ics.writing import write

EU = ("2024-03-31", "2024-10-27", "2025-03-30", "2025-10-26")
AUSTRALIA = ("2024-04-07", "2024-10-06", "2025-04-06", "2025-10-05")

ZONES: dict[str, tuple[str, ...]] = {
    "America/New_York": ("2024-03-10", "2024-11-03", "2025-03-09", "2025-11-02"),
    "Europe/Zurich": EU,
    "Australia/Sydney": AUSTRALIA,
    # The months of Ramadan: 11 March to 9 April 2024, 1 to 30 March 2025.
    "Africa/Casablanca": ("2024-03-10", "2024-04-14", "2025-02-23", "2025-04-06"),
    "Africa/Cairo": ("2024-04-26", "2024-11-01", "2025-04-25", "2025-10-31"),
    "America/Nuuk": EU,
    "Asia/Jerusalem": ("2024-03-29", "2024-10-27", "2025-03-28", "2025-10-26"),
    "Europe/Dublin": EU,
    "Australia/Lord_Howe": AUSTRALIA,
    **dict.fromkeys(["Asia/Kathmandu", "Africa/Nairobi", "America/Sao_Paulo", "Asia/Kolkata", "UTC"], ()),
}
"""Zones, each with the days of 2024 and 2025 at whose 04:00 the clocks have been changed in the night."""

YEARLY_RULES = [
    *("America/New_York", "Europe/Zurich", "Australia/Sydney", "America/Nuuk", "Asia/Jerusalem", "Europe/Dublin"),
    "Australia/Lord_Howe",
]
"""The zones whose clocks change twice a year by a rule that an RRULE can say."""

IOM = Organization("iom", "International Organization for Migration", acronym="IOM", kind="un")
UNHCR = Organization("unhcr", "UNHCR", kind="un")
AMY = Person("amy-pope", "Amy Pope", office="Director General", organization=IOM)
FILIPPO = Person("filippo-grandi", "Filippo Grandi", office="High Commissioner", organization=UNHCR)

NOTE = Document("Concept note", "https://example.org/note.pdf")
BROCHURE = Document("Brochure")

FULL = event(
    location="Room 3",
    speakers=(Speaker(AMY, SpeakerRole.OPENING_REMARKS, Status.TENTATIVE, Mode.VIRTUAL),),
    organizers=(Organizer(IOM), Organizer(FILIPPO, OrganizerRole.CO_HOST)),
    audience="Member States",
    topics=("climate", "health, and care"),
    documents=(NOTE, BROCHURE),
    summary="What moves people; and why.",
    url="https://example.org/lab",
)


def read_event(written: Event) -> ReadEvent:
    """Return what a reader should make of *written*."""
    return ReadEvent(written.start.astimezone(UTC), written.end.astimezone(UTC), written.uid, written.title)


def read_events(written: Schedule) -> tuple[ReadEvent, ...]:
    """Return what a reader should make of the events of *written*."""
    return tuple(sorted(read_event(event) for event in written.events))


def around_the_changes(key: str) -> Schedule:
    """Return a schedule in the zone *key* with events in every season and on the days around each change."""
    zone = ZoneInfo(key)

    def at(day: date, clock: str) -> datetime:
        return datetime.combine(day, time.fromisoformat(clock), zone)

    seasons = [at(date(year, month, 15), "12:00") for year in (2024, 2025) for month in (1, 7)]
    changes = [date.fromisoformat(text) for text in ZONES[key]]
    days = [day + timedelta(days=shift) for day in changes for shift in (-1, 0, 1)]
    events = [event_at(start) for start in seasons]
    events += [event_at(at(day, clock)) for day in days for clock in ("04:00", "20:30")]
    events += [event_at(at(day - timedelta(days=1), "22:00"), lasting=timedelta(hours=8)) for day in changes]
    return schedule(*sorted(events, key=lambda each: each.start.timestamp()), timezone=zone)


def properties(content: bytes, name: str, *, of: str = "VEVENT") -> list[str]:
    """Return what follows the name in each line *name* of the one component *of*."""
    (lines,) = components(content, of)
    return [line[len(name) + 1 :] for line in lines if line.startswith((f"{name}:", f"{name};"))]


def names(content: bytes) -> list[str]:
    """Return the name of every line of *content* in order."""
    return [line.partition(":")[0].partition(";")[0] for line in content_lines(content)]


def description(written: Event) -> list[str]:
    """Return the lines of the description that *written* gets."""
    (text,) = properties(write(schedule(written)), "DESCRIPTION")
    return text.replace("\\,", ",").replace("\\;", ";").split("\\n")


@pytest.mark.parametrize("utc", [False, True])
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("zone", ZONES)
def test_readers_place_events_around_clock_changes_rightly(*, zone: str, reader: Reader, utc: bool) -> None:
    """On the days before, of and after each clock change, and over the change, readers get the instants meant."""
    written = around_the_changes(zone)
    assert read_events(written) == reader(write(written, utc=utc))


@pytest.mark.parametrize("zone", YEARLY_RULES)
def test_the_rules_of_a_vtimezone_stand_on_their_own(zone: str) -> None:
    """A reader that does not know the zone's name evaluates the RRULEs to the instants meant."""
    written = around_the_changes(zone)
    assert read_events(written) == by_ical_and_vtimezone(write(written))


def test_each_zone_used_has_one_vtimezone() -> None:
    """Noon in several zones is so many instants; a zone is described once however many events are in it, UTC never."""
    zones = [ZoneInfo(key) for key in ("Europe/Zurich", "America/New_York", "Europe/Zurich", "UTC")]
    content = write(
        schedule(*(event_at(datetime(2024, 9, 24 + day, 12, tzinfo=zone)) for day, zone in enumerate(zones)))
    )
    assert components(content, "VTIMEZONE") == [["TZID:America/New_York"], ["TZID:Europe/Zurich"]]
    for reader in READERS:
        assert [each.start.hour for each in reader(content)] == [10, 16, 10, 12]


def test_the_calendar_has_these_properties_and_no_others() -> None:
    """Neither METHOD, UID nor the refresh intervals of a hosted feed are among the calendar's properties."""
    expected = [
        "VERSION:2.0",
        "PRODID:-//ungacli//ungacli//EN",
        "CALSCALE:GREGORIAN",
        "NAME:Side events",
        "X-WR-CALNAME:Side events",
        "X-WR-TIMEZONE:America/New_York",
        "LAST-MODIFIED:20240918T063000Z",
    ]
    (found,) = components(write(schedule(event(uid="a"), event(uid="b"))), "VCALENDAR")
    assert sorted(expected) == sorted(found)


def test_an_event_has_these_properties_and_no_others() -> None:
    """Each once; none asks for the mailbox of a speaker or an organizer, as ORGANIZER and ATTENDEE do."""
    expected = {
        "UID:lab@example.org",
        r'X-UNGACLI-EVENT:{"id":"lab"\,"timezone":"America/New_York"}',
        "DTSTAMP:20240918T063000Z",
        "CREATED:20240918T063000Z",
        "LAST-MODIFIED:20240918T063000Z",
        "SEQUENCE:1",
        "DTSTART;TZID=America/New_York:20240924T170000",
        "DTEND;TZID=America/New_York:20240924T190000",
        "SUMMARY:Launch of the Lab",
        "DESCRIPTION:",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
    }
    (found,) = components(write(schedule()), "VEVENT")
    assert sorted(expected) == sorted(found)
    assert {"METHOD", "ORGANIZER", "ATTENDEE", "PARTICIPANT"}.isdisjoint(names(write(schedule(FULL), personal=True)))


def test_a_title_names_the_calendar() -> None:
    """The title given or the schedule's own, also of no events; the file of a single event has no name at all."""
    content = write(schedule(event(uid="a"), event(uid="b")), title="My picks; all, of them")
    for name in ("NAME", "X-WR-CALNAME"):
        assert properties(content, name, of="VCALENDAR") == [r"My picks\; all\, of them"]
        assert name not in names(write(schedule(event()), title="Picks"))
    content = write(replace(schedule(), events=()))
    assert properties(content, "NAME", of="VCALENDAR") == ["Side events"]
    assert by_ical(content) == ()


@pytest.mark.parametrize(
    ("title", "summary"),
    [
        # Backslash, semicolon and comma are escaped; a colon and quotation marks are not.
        ('A\\n; B, "C": D', r'A\\n\; B\, "C": D'),
        # Of the controls of ASCII and Latin-1 and lone surrogates nothing stays; tabs and breaks become spaces.
        ("A\x00B\x07C\x1bD\x7fE\x80F\x9fG\ud800H\tI\nJ", "ABCDEFGH I J"),
    ],
)
def test_text_is_escaped(title: str, summary: str) -> None:
    """A title is one line that no reader takes for more."""
    assert properties(write(schedule(event(title))), "SUMMARY") == [summary]


@pytest.mark.parametrize(
    ("status", "title", "busy"),
    [
        (Status.CONFIRMED, "Launch of the Lab", []),
        (Status.TENTATIVE, "[TBC] Launch of the Lab", ["TENTATIVE"]),
        (Status.CANCELLED, "Launch of the Lab", []),
    ],
)
def test_an_event_has_its_status(status: Status, title: str, busy: list[str]) -> None:
    """A tentative title begins with [TBC], and Outlook has a property of its own; a cancelled event stays."""
    content = write(schedule(event(status=status)))
    assert properties(content, "SUMMARY") == [title]
    assert properties(content, "STATUS") == [status.upper()]
    assert properties(content, "X-MICROSOFT-CDO-BUSYSTATUS") == busy


def test_an_alarm_shows_the_title_in_time() -> None:
    """Asked for half an hour, each event has one that shows its title; else there is none."""
    written = schedule(event("A"), event("B", status=Status.TENTATIVE))
    assert b"VALARM" not in write(written, personal=True)
    found = components(write(written, alarm=timedelta(minutes=30)), "VALARM")
    expected = [["ACTION:DISPLAY", f"DESCRIPTION:{title}", "TRIGGER:-PT30M"] for title in ("A", "[TBC] B")]
    assert expected == [sorted(lines) for lines in found]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("CATEGORIES", [r"climate,health\, and care"]),
        (
            "CONTACT",
            ["International Organization for Migration (IOM)", r"Filippo Grandi\, High Commissioner\, UNHCR"],
        ),
        ("ATTACH", ["https://example.org/note.pdf"]),
        ("LOCATION", ["Room 3"]),
        ("URL", ["https://example.org/lab"]),
    ],
)
def test_a_full_event_has_these_properties(name: str, values: list[str]) -> None:
    """Topics are one line, each organizer is a CONTACT, and documents without a link are in the description only."""
    assert properties(write(schedule(FULL)), name) == values


def test_the_description_says_who_does_what() -> None:
    """Summary, speakers and organizers with their roles, audience, documents, page; or mode, contact, paragraphs."""
    expected = [
        "What moves people; and why.",
        "",
        "Speakers:",
        "- Amy Pope, Director General, IOM (opening remarks, virtual, TBC)",
        "Organizers:",
        "- International Organization for Migration (IOM) (organizer)",
        "- Filippo Grandi, High Commissioner, UNHCR (co-host)",
        "Audience: Member States",
        "Documents:",
        "- Concept note: https://example.org/note.pdf",
        "- Brochure (no link published)",
        "Published at: https://example.org/lab",
    ]
    assert expected == description(FULL)
    told = event(mode=Mode.HYBRID, contact="Ana Pérez, press@example.org")
    assert description(told) == ["Mode: hybrid", "Contact: Ana Pérez, press@example.org"]
    assert properties(write(schedule(told)), "CONTACT") == [r"Ana Pérez\, press@example.org"]
    assert description(event(summary="One\r\nTwo\nThree")) == ["One", "Two", "Three", ""]


LINE_BREAKS = ["\n", "\r\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]


def with_text_everywhere(text: str) -> Schedule:
    """Return a schedule that has *text* in every field that takes free text."""
    body = Organization("body", text, acronym=text)
    person = Person("person", text, office=text, organization=body)
    full = event(
        text,
        uid=text,
        location=text,
        speakers=(Speaker(person),),
        organizers=(Organizer(body), Organizer(person)),
        audience=text,
        topics=(text, text),
        documents=(Document(text, NOTE.url), Document(text)),
        summary=text,
        url=FULL.url,
        status=Status.TENTATIVE,
    )
    return schedule(full, full, title=text)


@pytest.mark.parametrize("line_break", LINE_BREAKS, ids=ascii)
def test_text_makes_no_property_of_its_own(line_break: str) -> None:
    """A line break in any text or link, before what looks like a property, adds no line to the file."""
    quiet, loud = (f"Lab{gap}ATTENDEE:mailto:a@example.org" for gap in (" ", line_break))
    link = f"https://example.org/{line_break}ATTENDEE:mailto:a@example.org"
    linked = replace(FULL, url=link, documents=(Document("Concept note", link), BROCHURE))
    expected = names(write(with_text_everywhere(quiet), title=quiet, alarm=timedelta(hours=1)))
    assert expected == names(write(with_text_everywhere(loud), title=loud, alarm=timedelta(hours=1)))
    assert names(write(schedule(FULL))) == names(write(schedule(linked)))


def test_another_process_in_another_zone_gives_the_same_bytes() -> None:
    """Neither the order of hashes nor the machine's own zone shows in the file."""
    command = "import sys; from ungacli import load; from ungacli.formats.ics.writing import write\n"
    command += "sys.stdout.buffer.write(write(load()))"
    elsewhere = {**os.environ, "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"}
    done = subprocess.run([sys.executable, "-c", command], env=elsewhere, capture_output=True, check=True)
    assert write(load()) == done.stdout


def as_one_line(text: str) -> str:
    """Return *text* with its whitespace folded and without control characters."""
    spaced = " ".join(text.splitlines()).replace("\t", " ")
    return " ".join("".join(sign for sign in spaced if unicodedata.category(sign) not in {"Cc", "Cs"}).split())


LONG = [sign * 60 for sign in ("é", "移徙", "الم", "🌍🕊")]
PITFALLS = st.sampled_from(["\r\nATTENDEE:mailto:a@example.org", *'\\;,:"', "\\n", "\\N", *LINE_BREAKS, *LONG])
TEXTS = st.lists(
    st.text(st.characters(exclude_categories=[], exclude_characters="\ufeff"), max_size=40) | PITFALLS, max_size=6
).map("".join)


@settings(deadline=None, max_examples=60)
@given(text=TEXTS)
@pytest.mark.parametrize("reader", [by_ical, by_vobject])
def test_any_title_is_read_back(reader: Reader, text: str) -> None:
    """Whatever stands in a title comes back, but for folded whitespace and control characters."""
    (found,) = reader(write(schedule(event(text, uid="any"))))
    assert as_one_line(text) == found.title


@settings(deadline=None, max_examples=60)
@given(text=TEXTS)
def test_any_text_makes_a_file_of_good_lines(text: str) -> None:
    """A reader finds both events; each line ends in CR LF, is short, free of controls and whole in UTF-8."""
    content = write(with_text_everywhere(text), title=text, alarm=timedelta(hours=1))
    assert len(by_ical(content)) == 2
    lines = content.removesuffix(b"\r\n").split(b"\r\n")
    assert (lines[0], lines[-1]) == (b"BEGIN:VCALENDAR", b"END:VCALENDAR")
    assert max(map(len, lines)) <= 75
    signs = "".join(line.decode() for line in lines).replace("\t", "")
    assert [sign for sign in signs if unicodedata.category(sign) == "Cc"] == []
