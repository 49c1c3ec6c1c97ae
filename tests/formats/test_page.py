"""Whole pages of each family, read completely."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.formats.builders import refused, told
from ungacli.draft.assemble import assemble
from ungacli.draft.diagnostics import Level
from ungacli.draft.draft import Draft
from ungacli.draft.from_schedule import tree_of_draft
from ungacli.draft.read_options import ReadOptions
from ungacli.draft.registry import Registry
from ungacli.formats.page.reading import read
from ungacli.model import Event, Mode, OrganizerRole, Schedule, SpeakerRole, Status

DATA = Path(__file__).parents[1] / "data"
HOUR = timedelta(hours=1)
NEW_YORK = ZoneInfo("America/New_York")


def draft(text: str, **options: Any) -> Draft:
    """Return the draft that a page with *text* makes."""
    return read(text.encode(), ReadOptions(**options))


def file_of(text: str, **options: Any) -> dict[str, Any]:
    """Return that draft in the shape of a schedule file."""
    one = draft(text, **options)
    result: dict[str, Any] = tree_of_draft(one, Registry(one))
    return result


def trees(text: str, **options: Any) -> list[dict[str, Any]]:
    """Return the events of that file."""
    events: list[dict[str, Any]] = file_of(text, **options)["events"]
    return events


def brief(event: dict[str, Any]) -> str:
    """Return title, day, times, place and summary of an event of that file on one line; ? is a missing day or time."""
    date, start, end = (event.get(key) or "?" for key in ("date", "start", "end"))
    rest = {" until ": event.get("end_date"), " @ ": event.get("location"), " = ": event.get("summary")}
    more = "".join(f"{sign}{text}" for sign, text in rest.items() if text)
    return f"{event.get('title')} {date} {start}-{end}{more}".replace("\n\n", " / ")


def messages_of(text: str, **options: Any) -> list[str]:
    """Return the messages about a page, without the notes of lines that were not used."""
    one = draft(text, **options)
    diagnostics = (*one.diagnostics, *Registry(one).diagnostics)
    return [problem.message for problem in diagnostics if not problem.message.startswith("not used: ")]


def unused(text: str, **options: Any) -> list[str]:
    """Return the lines that a draft did not use."""
    diagnostics = draft(text, **options).diagnostics
    return [one.message.removeprefix("not used: ") for one in diagnostics if one.message.startswith("not used: ")]


def sample(name: str, **options: Any) -> Schedule:
    """Return the schedule that one of our sample pages makes."""
    page = read((DATA / name).read_bytes(), ReadOptions(**options))
    return assemble(page, stem="page", zone=options.get("zone")).schedule


def clock(event: Event) -> str:
    """Return when an event is, by its own clock."""
    return f"{event.start:%Y-%m-%d %H:%M}-{event.end:%d %H:%M} {event.timezone.key}"


def hosts(event: Event) -> list[tuple[str, OrganizerRole, Status]]:
    """Return who organizes an event, as what, and whether that is sure."""
    return [(one.participant.name, one.role, one.status) for one in event.organizers]


def speakers(event: Event) -> list[tuple[str, SpeakerRole]]:
    """Return who speaks in an event, and as what."""
    return [(one.person.name, one.role) for one in event.speakers]


def test_labelled_blocks_become_events() -> None:
    """Titles behind days and times behind labels are read with the clock that they all name."""
    schedule = sample("page-labelled-blocks.txt")
    assert schedule.title == "Side events of the Harbour Council"
    assert [(event.title, clock(event)) for event in schedule.events] == [
        ("Tides and Trade: What Ports Owe the Coast", "2025-06-03 10:30-03 12:00 America/New_York"),
        ("Roundtable on Dredging", "2025-06-04 13:15-04 14:30 America/New_York"),
        ("Launch of the Port Lab", "2025-06-04 17:00-04 19:00 America/New_York"),
        ("Counting Ships", "2025-06-05 08:00-05 10:00 America/New_York"),
    ]


def test_people_have_one_entry_with_office_and_body() -> None:
    """Roles stand in labels and prose; offices, bodies, honorifics and a slip of one letter make one registry."""
    events = sample("page-labelled-blocks.txt").events
    ines, mona, plain = "Ines Falk", "Mona Keller", SpeakerRole.SPEAKER
    assert [speakers(event) for event in events] == [
        [(ines, SpeakerRole.PANELIST)],
        [(ines, SpeakerRole.OPENING_REMARKS), (mona, SpeakerRole.MODERATOR)],
        [(ines, plain), (mona, plain), ("Yusuf El-Amin", plain)],
        [("Koo Lind", SpeakerRole.MODERATOR), ("Paula Dahl", plain)],
    ]
    paula = events[3].speakers[1]
    assert (paula.status, paula.mode) == (Status.TENTATIVE, Mode.VIRTUAL)
    people = {person.id: person for person in sample("page-labelled-blocks.txt").people}
    assert {key: (one.office, one.organization and one.organization.name) for key, one in people.items()} == {
        "ines-falk": ("Secretary General", "The Harbour Council"),
        "mona-keller": ("Director, Harbour Works Division", "The Harbour Council"),
        "yusuf-el-amin": ("Director of the Sea Lab", "Sandbank University"),
        "koo-lind": ("Director, Data Office", "The Harbour Council"),
        "paula-dahl": ("Port Health Director", None),
        "ben-okri": ("UN High Envoy for Seas", None),
    }
    assert people["mona-keller"].aliases == ("Mona Kellerr",)
    yusuf = people["yusuf-el-amin"]
    assert (yusuf.honorific, yusuf.honorific_suffix) == ("Professor", "PhD")
    assert people["koo-lind"].honorific_suffix == "PhD"
    assert people["paula-dahl"].honorific == "Dr"


def test_organizers_have_roles_and_may_be_people() -> None:
    """Organizations and office-holders are kept apart, each with the role and the doubt of its label."""
    first, second, third, fourth = map(hosts, sample("page-labelled-blocks.txt").events)
    organizer, co_organizer, sure = OrganizerRole.ORGANIZER, OrganizerRole.CO_ORGANIZER, Status.CONFIRMED
    names = ("Finland", "Uganda", "The Harbour Council", "Blue Rope Relief Fund")
    assert first == [(name, co_organizer, sure) for name in names]
    assert second == [(name, co_organizer, sure) for name in ("Quay Presidency", "The Harbour Council")]
    assert third == [
        *((name, OrganizerRole.CO_HOST, Status.TENTATIVE) for name in ("Angola", "United Arab Emirates")),
        ("Salt Pier Aid and Relief Center", organizer, sure),
    ]
    partners = ("WHO", "Egypt", "Saudi Arabia", "The Harbour Council", "IMC")
    assert fourth == [
        *((name, organizer, sure) for name in ("Ines Falk", "Ben Okri")),
        *((name, OrganizerRole.PARTNER, sure) for name in partners),
        ("Silver Cove Community Foundation", OrganizerRole.SPONSOR, sure),
    ]


def test_prose_documents_and_audience_are_kept() -> None:
    """What has no label is the summary, with its lists; documents and the audience have their fields."""
    first, _, third, fourth = sample("page-labelled-blocks.txt").events
    assert first.summary == (
        "The event has two parts, namely:\n- Part I on tides, and\n- Part II on trade.\n\n"
        "A second paragraph follows the list."
    )
    assert [document.title for document in third.documents] == ["Concept note: Port Lab", "Brochure: Digital"]
    assert third.summary is None
    assert fourth.audience == "Representatives of Member States, from missions"


def test_doubts_and_fields_have_their_places() -> None:
    """Warnings and each field of an event have the line and the column in which they stand."""
    page = read((DATA / "page-labelled-blocks.txt").read_bytes(), ReadOptions())
    doubts = [one for one in assemble(page, stem="page").diagnostics if one.level is Level.WARNING]
    assert [(one.path, one.place, one.message) for one in doubts] == [
        (("events", 2, "organizers", 2), (23, 12), 'the page adds "Kingdom of Saudi Arabia"'),
        (("events", 1, "speakers", 1), (16, 82), "taken for one person: Mona Keller, Mona Kellerr"),
    ]
    first, second, third, _ = read((DATA / "page-labelled-blocks.txt").read_bytes(), ReadOptions()).events
    assert [first.places[field] for field in ("title", "date", "start")] == [(6, 15), (6, 1), (7, 7)]
    assert [role.place for role in second.speakers or ()] == [(16, 14), (16, 82)]
    assert (third.places["documents"], first.place) == ((25, 3), (6, 1))


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        (
            "page-labelled-blocks.txt",
            [
                *("-", "Home", "Our work"),
                "The Harbour Council (THC) holds its week of ports in June. Everyone is welcome.",
            ],
        ),
        ("page-bars.html", ["Home", "Contact", "Time | Title | Organizers | Room", "Copyright 2022"]),
    ],
)
def test_menus_are_noted_as_unused(name: str, lines: list[str]) -> None:
    """What stands around the events is listed, line by line; scripts and styles are not."""
    assert unused((DATA / name).read_text("utf-8"), year=2022) == lines


def test_bars_and_tables_in_html() -> None:
    """Lines of day, time and place have their titles below; a table's head names its cells."""
    schedule = sample("page-bars.html", year=2022)
    assert (schedule.title, schedule.url) == ("Marsh Days", "https://reeds.example.org/days/")
    assert [(event.title, clock(event), event.location, event.mode) for event in schedule.events] == [
        ("Reeds without borders", "2022-11-08 12:00-08 13:30 Europe/Zurich", "Blue Pavilion", None),
        ("Wells of tomorrow", "2022-11-08 15:00-08 16:00 Europe/Zurich", "Green Zone, Hall B", None),
        ("Opening the maps", "2022-11-09 10:00-09 11:00 Europe/Zurich", "CR 4", None),
        ("Night walk", "2022-11-09 22:30-10 00:30 Europe/Zurich", None, Mode.VIRTUAL),
    ]
    first, second, third, _ = schedule.events
    assert first.summary == "- A first point – and\n- a second."
    assert [document.url for document in second.documents] == ["https://reeds.example.org/days/wells/note.pdf"]
    assert speakers(second) == [("Ana Pérez", SpeakerRole.PANELIST), ("Sam Okoro", SpeakerRole.PANELIST)]
    assert second.speakers[1].mode is Mode.VIRTUAL
    assert [name for name, _, _ in hosts(third)] == ["UN Women", "UNFPA"]


def test_times_under_the_headings_of_days() -> None:
    """A day's heading holds for the times below it, until the next; what the page leaves open is reported."""
    text = (DATA / "page-days.txt").read_text("utf-8")
    events, messages = trees(text), messages_of(text)
    assert [brief({**one, "summary": None, "location": None}) for one in events] == [
        "Breakfast for equality 2024-03-11 08:30-?",
        "Reception at the mission 2024-03-11 ?-?",
        "Counting care work 2024-03-12 08:00-09:30",
        "Land rights 2024-03-12 10:00-12:00",
        "An hour that is not clear 2024-03-12 ?-?",
        "Night of the weirs 2024-03-12 22:00-01:00 until 2024-03-13",
        "A title without a date ? 09:00-10:00",
    ]
    assert [one["title"] for one in events if one.get("status") == "cancelled"] == ["Counting care work"]
    for message in (
        "no end time; --duration 1h",
        'the page leaves the time open: "Time TBD"',
        '"2 – 3:30" could be in the night or in the afternoon; did you mean "02:00-03:30" or "14:00-15:30"?',
        "the page names no day for this event",
        "no time zone for every event; --tz ZONE",
    ):
        assert any(one.startswith(message) for one in messages), message
    assert messages.count('"Tuesday March 12" names no year; taken from the other days of the page, 2024') == 4


def test_assumptions_fill_what_is_missing() -> None:
    """A duration gives an event its end, a zone its clock."""
    text = "11 March 2024 | Breakfast\nTime: 11.30 pm\n"
    schedule, messages = told(text, "page.txt", zone=NEW_YORK, duration=HOUR)
    assert clock(schedule.events[0]) == "2024-03-11 23:30-12 00:30 America/New_York"
    assert [message for message in messages if "not used" not in message] == [
        "2:7: note: events[0].end: ends on the next day, 2024-03-12"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11 March | A\nTime: 11.30-12.30\n", ['1:1: events[0].date: "11 March" has no year; give --year YEAR']),
        ("11 March 2024 | A\nTime: 11.30-12.30\n", ["2:7: schedule.timezone: no time zone for every event; --tz"]),
        (
            "11 March 2024 | A\nTime: TBC\n",
            ["1:1: no event in it can be read", '2:7: events[0].start: the page leaves the time open: "TBC"'],
        ),
        ("Once upon a time there was a page.\n", ["1:1: no event found: expected a day and a time with a title"]),
    ],
)
def test_pages_that_are_refused(text: str, expected: list[str]) -> None:
    """An option would settle it, or no event can be read or found: each reason is an error with its place."""
    assert [line[: len(one)] for line, one in zip(refused(text, "page.txt"), expected, strict=True)] == expected


@pytest.mark.parametrize(
    ("time", "reason"),
    [
        ("TBC", '2:7: skipped: events[0].start: the page leaves the time open: "TBC"'),
        ("11.30", "2:7: skipped: events[0].end: no end time; --duration 1h"),
        ("13:00-12:00", '2:7: skipped: events[0].start: "13:00-12:00" ends before it begins'),
    ],
)
def test_an_event_that_cannot_be_read_is_skipped(time: str, reason: str) -> None:
    """The others are there, and one reason is given, with its place."""
    page = f"11 March 2024 | Breakfast\nTime: {time}\n12 March 2024 | Lunch\nTime: 12:00-13:00 EDT\n"
    schedule, messages = told(page, "page.txt")
    assert [event.title for event in schedule.events] == ["Lunch"]
    assert len(messages) == 1
    assert messages[0].startswith(reason)
