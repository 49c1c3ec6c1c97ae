"""Days, times, clocks, labels, names and lists as pages write them, each by itself on a small page."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.formats.test_page import brief, draft, file_of, messages_of, trees, unused
from ungacli.draft.diagnostics import BadFileError, Level

ZURICH = ZoneInfo("Europe/Zurich")


def one(*lines: str, day: str = "19 September 2024", time: str = "10:00-11:00", **options: Any) -> dict[str, Any]:
    """Return the one event of a page with a *day*, a *time* and further *lines*."""
    events = trees("\n".join((f"{day} | A title", f"Time: {time}", *lines)), **options)
    assert len(events) == 1
    return events[0]


def doubts(*lines: str, day: str = "19 September 2024", time: str = "10:00-11:00", **options: Any) -> list[str]:
    """Return the messages about that event, apart from the zone that the page does not name."""
    messages = messages_of("\n".join((f"{day} | A title", f"Time: {time}", *lines)), **options)
    return [message for message in messages if "no time zone for every event" not in message]


def test_a_day_that_is_none_makes_no_event() -> None:
    """A line must begin with its day, and an end on no day is not on the first instead."""
    with pytest.raises(BadFileError):
        draft("the 19th of September 2024 | A title\n")
    page = "A title\nWhen: 20 September 2024, 10:00 – 31 September 2024, 17:00 EDT\n"
    (reason,) = [one for one in draft(page).diagnostics if one.level is Level.SKIPPED]
    assert (reason.path, reason.place) == (("events", 0, "end"), (2, 7))
    assert "end" not in trees(page)[0]


@pytest.mark.parametrize(
    ("day", "options", "iso", "doubt"),
    [
        ("Thu 19 Sept. 2024", {}, "2024-09-19", None),
        ("19 September", {}, None, '"19 September" has no year; give --year YEAR'),
        ("19/09/24", {"year": 2024}, "2024-09-19", None),
        ("Friday 19 September", {"year": 2024}, "2024-09-19", '"Friday 19 September": 2024-09-19 is a Thursday'),
        ("31 February 2024", {}, None, '"31 February 2024" is no day of the calendar'),
        ("18–19 September 2024", {}, None, '"18–19 September 2024" is more than one day; give the event\'s own date'),
        ("Wed 03/04/2024", {}, "2024-04-03", None),
        ("03/04/2024", {"date_order": "mdy"}, "2024-03-04", None),
    ],
)
def test_a_day_is_read_as_when_reads_it(day: str, options: dict[str, Any], iso: str | None, doubt: str | None) -> None:
    """With the year and order of the options; what is missing is reported, never guessed."""
    assert one(day=day, **options).get("date") == iso
    assert doubts(day=day, **options) == ([doubt] if doubt else [])


@pytest.mark.parametrize(
    ("time", "start", "end", "end_date"),
    [
        ("1:15-2:30 PM", "13:15", "14:30", None),
        ("22:30 – 00:30", "22:30", "00:30", "2024-09-20"),
        ("20:00 - midnight", "20:00", "00:00", "2024-09-20"),
        ("14:00", "14:00", None, None),
        ("2-4", None, None, None),
        ("13:00-12:00", None, None, None),
        ("to be confirmed", None, None, None),
    ],
)
def test_a_time_is_read_as_when_reads_it(time: str, start: str | None, end: str | None, end_date: str | None) -> None:
    """An end over midnight is on the next day; what may be two times of the day is none."""
    event = one(time=time)
    assert (event.get("start"), event.get("end"), event.get("end_date")) == (start, end, end_date)


@pytest.mark.parametrize(
    ("page", "zone", "of_events"),
    [
        ("A | 10-11 EDT\nB | 10-11 (ET)\nC | 10-11 CEST", "America/New_York", [None, None, "Europe/Zurich"]),
        ("A | 10-11 EDT\nB | 10-11", None, ["America/New_York", None]),
        ("A | 10-11\nTime zone: Nairobi\nB | 10-11 EDT", "Africa/Nairobi", [None, "America/New_York"]),
        ("A | 10-11 local time\nAll times are in local time", None, [None]),
        ("All times are in CEST.\n\nA | 10-11", "Europe/Zurich", [None]),
        ("(All times are Eastern Time)\nA | 10-11", "America/New_York", [None]),
        ("Times in Europe/Berlin\nA | 10-11", "Europe/Berlin", [None]),
        ("A | 10-11 UTC+0", "UTC", [None]),
    ],
)
def test_zones(page: str, zone: str | None, of_events: list[str | None]) -> None:
    """The zone of all events, or of the page, is the schedule's; an event without one takes no other event's."""
    text = page.replace(" | ", "\nWhen: 1 July 2025, ")
    tree = file_of(text)
    assert tree.get("schedule", {}).get("timezone") == zone
    assert [event.get("timezone") for event in tree["events"]] == of_events
    message = "no time zone for every event; --tz ZONE says which"
    assert (message in messages_of(text)) == (zone is None)
    assert message not in messages_of(text, zone=ZURICH)


def test_an_offset_is_kept_as_such() -> None:
    """UTC+2 is no zone, but settles each time: no zone is missing."""
    event = one(time="10:00-11:00 GMT+2")
    assert (event["start"], event["end"]) == ("2024-09-19T10:00:00+02:00", "2024-09-19T11:00:00+02:00")
    assert one(time="23:00-01:00 UTC-3:30")["end"] == "2024-09-20T01:00:00-03:30"
    assert messages_of("1 July 2025 | A\nTime: 10-11 UTC+2\n") == []


@pytest.mark.parametrize("zone", ["CET", "UTC+15"])
def test_a_zone_that_is_not_clear_is_not_taken(zone: str) -> None:
    """CET is no zone in summer: that is an error, unless an option gives the zone."""
    page = f"1 July 2025 | A\nTime: 10-11 {zone}\n"
    for options, level in (({}, Level.ERROR), ({"zone": ZURICH}, Level.WARNING)):
        diagnostics = draft(page, **options).diagnostics
        assert [one.level for one in diagnostics if one.path == ("events", 0, "timezone") and zone in one.message] == [
            level
        ]
        assert len(diagnostics) == 1
        assert "timezone" not in file_of(page, **options)["events"][0]


@pytest.mark.parametrize(
    ("label", "role"),
    [
        *(("Speaker:", None), ("Speaker(s):", None), ("Confirmed Speakers:", None), ("PANELLISTS:", "panelist")),
        *(("Moderated by:", "moderator"), ("Keynote speaker:", "keynote"), ("Chair:", "moderator")),
        *(("Organisers:", None), ("Organized by", None), ("Hosted by:", None), ("Co-organisers:", "co-organizer")),
        *(("Co-lead:", "co-organizer"), ("Co-convener:", "co-organizer"), ("Co-convenor:", "co-organizer")),
        *(("Co-hosts:", "co-host"), ("Sponsored by:", "sponsor"), ("With the support of", "sponsor")),
        *(("Partners:", "partner"), ("In partnership with", "partner")),
    ],
)
def test_labels_of_participants(label: str, role: str | None) -> None:
    """Labels are read in singular and plural, both spellings, any case; some need no colon. A chair is noted as one."""
    event = one(f"{label} Ann Lee")
    (part,) = event.get("speakers") or event["organizers"]
    assert part.get("role") == role
    assert doubts(f"{label} Ann Lee") == (['the page heads this "Chair"'] if label == "Chair:" else [])


def test_other_labels() -> None:
    """Places, links, topics, contacts have their fields; a second of one kind is dropped, prose, or reported."""
    lines = (
        *("Venue: Room 5", "Venue: Room 6", "Website: https://example.org/e", "Topics: seas, ports", "Status: TBC"),
        *("Contact: Ann Lee, ann@example.org", "Format: hybrid", "Interpretation: English", "Format: round table"),
    )
    event = one(*lines)
    assert (event["location"], event["url"]) == ("Room 5", "https://example.org/e")
    assert (event["topics"], event["contact"]) == (["seas", "ports"], "Ann Lee, ann@example.org")
    assert (event["status"], event["mode"]) == ("tentative", "hybrid")
    assert event["summary"] == "Venue: Room 6\n\nInterpretation: English\n\nFormat: round table"
    assert 'the label "Interpretation" is not known: its line is kept in the summary' in doubts(*lines)
    assert "summary" not in one("Venue: Room 5", "Venue: Room 5")
    second = "Website: https://example.org/b"
    assert one("Website: https://example.org/a", second)["summary"] == second
    row = "19 September 2024 | 10:00-11:00 EDT | A title | Room 5 | Room 6"
    assert messages_of(row) == ['not used of this line: "Room 6"']
    assert doubts(time="10-11 after the plenary") == ['not used of this line: "after the plenary"']
    assert doubts("Date: 20 September 2024") == ['the page says "20 September 2024" as well']


def test_what_is_left_open_is_reported() -> None:
    """A place or a speaker that is to be confirmed is none, and an organization is no speaker."""
    lines = ("Venue: TBD", "Speakers: (virtual) (TBC)", "Moderator: Blue News Channel", "Organizers: TBC")
    assert not {"location", "speakers", "organizers"} & one(*lines).keys()
    assert doubts(*lines) == [
        'the page leaves this open: "TBD"',
        '"Speakers" names nobody yet: "(virtual) (TBC)"',
        '"Blue News Channel" is an organization and no person',
        '"Organizers" names nobody yet: "TBC"',
    ]


def test_a_label_takes_its_value_from_the_next_lines() -> None:
    """Labels that stand alone are read with the line below; bullets and lines are people until prose begins."""
    page = "A title\n\n  • Date\n    04 Sep 2023, 16:30pm\n  • Location\n    Nairobi\n  • Organizer\n\n    EXO\n"
    (event,) = trees(page)
    assert brief(event) == "A title 2023-09-04 16:30-? @ Nairobi"
    assert event["organizers"] == [{"organization": "exo"}]
    event = one("Speakers:", "• Ann Lee, Director, EXO", "• Moderator: Bo Ek", "Prose follows.", "• A point")
    assert [part["person"] for part in event["speakers"]] == ["ann-lee", "bo-ek"]
    assert event["summary"] == "Prose follows.\n\n- A point"
    event = one("Organisers: H.E. Ali Haddad, Secretary", "Mr. Bo Ek, Minister", "Prose follows here.")
    assert [part["person"] for part in event["organizers"]] == ["ali-haddad", "bo-ek"]


def test_marks_of_titles() -> None:
    """TBC, cancelled and online are no words of titles; the link of a title is the event's."""
    events = trees(
        "1 July 2025 | Alpha (TBC)\nTime: 10-11\n2 July 2025 | CANCELLED: Beta\nTime: 10-11\n"
        "3 July 2025 | Gamma (virtual)\nTime: 10-11 (TBC), Room 5\n"
        "\n[Delta](https://example.org/d)\nWhen: 4 July 2025, 10-11 (online)\n"
    )
    assert [(event["title"], event.get("status"), event.get("mode")) for event in events] == [
        ("Alpha", "tentative", None),
        ("Beta", "cancelled", None),
        ("Gamma", "tentative", "virtual"),
        ("Delta", None, "virtual"),
    ]
    assert (events[2]["location"], events[3]["url"]) == ("Room 5", "https://example.org/d")


def test_acronyms_that_the_prose_explains() -> None:
    """An organization is one, whether its acronym, its name or both stand for it, as an employer too."""
    head = "The Sea Rescue Union (SRU) invites.\n\n1 July 2025 | A\nTime: 10-11\n"
    tree = file_of(f"{head}Organizers: SRU, the Sea Rescue Union\nSpeakers: Ann Lee, Chair, SRU\n")
    assert tree["organizations"] == {"sru": {"name": "Sea Rescue Union", "acronym": "SRU"}}
    assert tree["people"]["ann-lee"]["organization"] == "sru"


def test_documents() -> None:
    """Documents have titles, and links where the page gives them."""
    event = one(
        "Documents:",
        "- Concept note: Seas",
        "- [Flyer](https://example.org/f.pdf)",
        "- “https://example.org/g.pdf”!",
        "- What next? (https://example.org/h?)",
    )
    assert event["documents"] == [
        "Concept note: Seas",
        {"title": "Flyer", "url": "https://example.org/f.pdf"},
        {"title": "https://example.org/g.pdf", "url": "https://example.org/g.pdf"},
        {"title": "What next?", "url": "https://example.org/h"},
    ]
    assert one("Concept note: https://example.org/f.pdf")["documents"] == [
        {"title": "Concept note", "url": "https://example.org/f.pdf"}
    ]
    assert one("Documents: Report")["documents"] == ["Report"]
    assert "documents" not in one("Agenda: three points")


@pytest.mark.parametrize(
    ("lines", "summary"),
    [
        (["Website: to follow soon."], "Website: to follow soon."),
        (["End: 5 June 2025"], "End: 5 June 2025"),
        (["Status", "Nobody knows it."], "Status\n\nNobody knows it."),
        (["About: It is about seas.", "More of it."], "It is about seas.\n\nMore of it."),
        (["Speakers: " + "Ann Lee, " * 700], ("Speakers: " + "Ann Lee, " * 700).strip()),
    ],
)
def test_labels_of_prose(lines: list[str], summary: str) -> None:
    """A label with a value of another kind or of endless length is prose; a label for prose is no word of it."""
    assert one(*lines)["summary"] == summary


def test_markdown() -> None:
    """The signs of Markdown are no words: headings, tables, rules and bold lines."""
    text = "# Week\n\n**Alpha**\n\n**When:** 1 July 2025, 10-11\n\n| Seas | Ports |\n|---|---|\n"
    tree = file_of(text)
    assert tree["schedule"]["title"] == "Week"
    assert (tree["events"][0]["title"], tree["events"][0]["summary"]) == ("Alpha", "Seas | Ports")
    assert unused(text) == ["|---|---|"]
