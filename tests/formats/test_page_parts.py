"""Days, times, clocks, labels, names and lists as pages write them, each by itself on a small page."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.formats.test_page import draft, file_of, messages_of, trees, unused
from ungacli.draft.diagnostics import BadFileError, Level

ZURICH = ZoneInfo("Europe/Zurich")


def one(*lines: str, day: str = "19 September 2024", time: str = "10:00-11:00", **options: Any) -> dict[str, Any]:
    """Return the one event of a page with a *day*, a *time* and further *lines*."""
    events = trees("\n".join((f"{day} | A title", f"Time: {time}", *lines)), **options)
    assert len(events) == 1
    return events[0]


def doubts(*lines: str, day: str = "19 September 2024", time: str = "10:00-11:00", **options: Any) -> list[str]:
    """Return what is said of that event, apart from the zone that the page does not name."""
    messages = messages_of("\n".join((f"{day} | A title", f"Time: {time}", *lines)), **options)
    return [message for message in messages if "no time zone for every event" not in message]


def when(time: str) -> tuple[str | None, str | None, str | None]:
    """Return start, end and day of the end of an event at a *time*."""
    event = one(time=time)
    return event.get("start"), event.get("end"), event.get("end_date")


@pytest.mark.parametrize("day", ["Thu 19 Sept. 2024", "September 19, 2024", "19.9.2024", "19/09/2024"])
def test_a_day_is_read_as_when_reads_it(day: str) -> None:
    """In numbers and in words."""
    assert one(day=day)["date"] == "2024-09-19"


def test_a_sentence_with_a_day_is_none() -> None:
    """A line must begin with its day."""
    with pytest.raises(BadFileError):
        draft("the 19th of September 2024 | A title\n")


@pytest.mark.parametrize(
    ("day", "options", "iso", "doubt"),
    [
        ("19 September", {}, None, '"19 September" has no year; give --year YEAR'),
        ("19 September", {"year": 2024}, "2024-09-19", None),
        ("Friday 19 September", {"year": 2024}, "2024-09-19", '"Friday 19 September": 2024-09-19 is a Thursday'),
        ("31 February 2024", {}, None, '"31 February 2024" is no day of the calendar'),
        ("18–19 September 2024", {}, None, '"18–19 September 2024" is more than one day; give the event\'s own date'),
        ("Wed 03/04/2024", {}, "2024-04-03", None),
        ("03/04/2024", {"date_order": "mdy"}, "2024-03-04", None),
        ("19/09/24", {"year": 2024}, "2024-09-19", None),
    ],
)
def test_days_that_do_not_say_everything(day: str, options: dict[str, Any], iso: str | None, doubt: str | None) -> None:
    """A year, an order of numbers or a day of its own is asked for, never guessed."""
    assert one(day=day, **options).get("date") == iso
    assert doubts(day=day, **options) == ([doubt] if doubt else [])


def test_the_days_of_a_page_settle_their_order() -> None:
    """One day with a number above 12 does for the others, which alone could be two."""
    page = "03/04/2024 | A\nTime: 10-11\n{} | B\nTime: 10-11\n"
    assert [event["date"] for event in trees(page.format("19/04/2024"))] == ["2024-04-03", "2024-04-19"]
    assert trees(page.format("05/04/2024"))[0].get("date") is None


@pytest.mark.parametrize(
    ("time", "start", "end", "end_date"),
    [
        ("1:15-2:30 PM", "13:15", "14:30", None),
        ("22:30 – 00:30", "22:30", "00:30", "2024-09-20"),
        ("20:00 - midnight", "20:00", "00:00", "2024-09-20"),
        ("14:00", "14:00", None, None),
        ("2-4", None, None, None),
        ("13:00-12:00", None, None, None),
        ("TBC", None, None, None),
        ("to be confirmed", None, None, None),
    ],
)
def test_a_time_is_read_as_when_reads_it(time: str, start: str | None, end: str | None, end_date: str | None) -> None:
    """An end over midnight is on the next day; what may be two times of the day is none."""
    assert when(time) == (start, end, end_date)


def test_the_date_may_follow_the_time() -> None:
    """In one line, or in the next, the day may stand behind the time."""
    event = trees("A title\nWhen: 3:00 PM – 7:00 PM, Friday, 23 September 2016\n")[0]
    assert (event["title"], event["date"], event["start"], event["end"]) == ("A title", "2016-09-23", "15:00", "19:00")
    event = trees("A title\n10:00-11:00\n23 September 2016\n")[0]
    assert (event["title"], event["date"], event["start"]) == ("A title", "2016-09-23", "10:00")


def test_an_event_over_several_days() -> None:
    """A day and a time on either side are start and end."""
    event = trees("A title\nWhen: 20 September 2024, 10:00 – 22 September 2024, 17:00\n")[0]
    assert [event[key] for key in ("date", "start", "end", "end_date")] == [
        "2024-09-20",
        "10:00",
        "17:00",
        "2024-09-22",
    ]


def test_an_event_to_a_day_that_is_none_is_skipped() -> None:
    """It does not end on the first day instead."""
    page = "A title\nWhen: 20 September 2024, 10:00 – 31 September 2024, 17:00 EDT\n"
    (reason,) = [one for one in draft(page).diagnostics if one.level is Level.SKIPPED]
    assert (reason.path, reason.place) == (("events", 0, "end"), (2, 7))
    assert "end" not in trees(page)[0]


def test_start_and_end_by_their_own_labels() -> None:
    """Labels for either time make one event, over midnight too."""
    event = trees("A title\nDate: 4 June 2025\nStart: 23:00\nEnd: 01:00\n")[0]
    assert [event[key] for key in ("start", "end", "end_date")] == ["23:00", "01:00", "2025-06-05"]
    event = trees("A title\nDate: 4 June 2025\nStart: 10:00\nEnd: late\n")[0]
    assert (event["start"], event.get("end"), event["summary"]) == ("10:00", None, "End: late")


def test_clocks() -> None:
    """A clock that all events name is the schedule's; another stays with its event."""
    page = "1 July 2025 | A\nTime: 10-11 EDT\n2 July 2025 | B\nTime: 10-11 (ET)\n3 July 2025 | C\nTime: 10-11 CEST\n"
    tree = file_of(page)
    assert tree["schedule"]["timezone"] == "America/New_York"
    assert [event.get("timezone") for event in tree["events"]] == [None, None, "Europe/Zurich"]


def test_an_event_without_a_clock_takes_nobody_elses() -> None:
    """If one event names no clock, the schedule has none, unless one is assumed."""
    page = "1 July 2025 | A\nTime: 10-11 EDT\n2 July 2025 | B\nTime: 10-11\n"
    tree = file_of(page)
    assert "schedule" not in tree
    assert [event.get("timezone") for event in tree["events"]] == ["America/New_York", None]
    assert "no time zone for every event; --tz ZONE says which" in messages_of(page)
    assert "no time zone for every event; --tz ZONE says which" not in messages_of(page, zone=ZURICH)


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("All times are in CEST.", "Europe/Zurich"),
        ("(All times are Eastern Time)", "America/New_York"),
        ("Time zone: Nairobi time", "Africa/Nairobi"),
        ("Times are given in UTC", "UTC"),
        ("Times in Europe/Berlin", "Europe/Berlin"),
    ],
)
def test_a_clock_said_once_for_the_page(line: str, zone: str) -> None:
    """A line about all times names the clock of each event."""
    tree = file_of(f"{line}\n\n1 July 2025 | A\nTime: 10-11\n")
    assert tree["schedule"]["timezone"] == zone


def test_an_offset_is_kept_as_such() -> None:
    """UTC+2 is no zone, but settles each time: no zone is asked for."""
    event = one(time="10:00-11:00 GMT+2")
    assert (event["start"], event["end"]) == ("2024-09-19T10:00:00+02:00", "2024-09-19T11:00:00+02:00")
    assert one(time="23:00-01:00 UTC-3:30")["end"] == "2024-09-20T01:00:00-03:30"
    assert messages_of("1 July 2025 | A\nTime: 10-11 UTC+2\n") == []
    assert file_of("1 July 2025 | A\nTime: 10-11 UTC+0\n")["schedule"]["timezone"] == "UTC"


@pytest.mark.parametrize("zone", ["CET", "UTC+15"])
def test_a_zone_that_is_not_clear_is_not_taken(zone: str) -> None:
    """CET in summer is nobody's clock: that is an error, unless an option gives the zone."""
    page = f"1 July 2025 | A\nTime: 10-11 {zone}\n"
    for options, level in (({}, Level.ERROR), ({"zone": ZURICH}, Level.WARNING)):
        diagnostics = draft(page, **options).diagnostics
        assert [one.level for one in diagnostics if one.path == ("events", 0, "timezone") and zone in one.message] == [
            level
        ]
        assert len(diagnostics) == 1
        assert "timezone" not in file_of(page, **options)["events"][0]


def test_local_time_is_no_clock() -> None:
    """That times are local tells nothing that is not known."""
    assert "timezone" not in one("All times are in local time", time="10-11 local time")


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Speaker", None),
        ("Speaker(s)", None),
        ("Confirmed Speakers", None),
        ("Panelists", "panelist"),
        ("PANELLISTS", "panelist"),
        ("Moderator", "moderator"),
        ("Moderated by", "moderator"),
        ("Keynote speaker", "keynote"),
        ("Opening remarks", "opening-remarks"),
    ],
)
def test_labels_of_speakers(label: str, role: str | None) -> None:
    """Labels come in singular and plural, in both spellings and in any case."""
    (part,) = one(f"{label}: Ann Lee")["speakers"]
    assert part.get("role") == role


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Organizer:", "organizer"),
        ("Organisers:", "organizer"),
        ("Organized by", "organizer"),
        ("Hosted by:", "organizer"),
        ("Co-organisers:", "co-organizer"),
        ("Co-hosts:", "co-host"),
        ("Sponsored by:", "sponsor"),
        ("With the support of", "sponsor"),
        ("Partners:", "partner"),
        ("In partnership with", "partner"),
    ],
)
def test_labels_of_organizers(label: str, role: str) -> None:
    """Labels of organizers need no colon where they could be nothing else."""
    (part,) = one(f"{label} EXO")["organizers"]
    assert (part["organization"], part.get("role", "organizer")) == ("exo", role)


def test_labels_without_an_exact_role_are_told() -> None:
    """A chair moderates, with what the page calls them."""
    assert one("Chair: Bo Ek")["speakers"] == [{"person": "bo-ek", "role": "moderator"}]
    assert doubts("Chair: Bo Ek") == ['the page heads this "Chair"']


def test_other_labels() -> None:
    """Places, links, topics, contacts and the like have their fields; a second of one kind is prose."""
    event = one(
        "Venue: Room 5",
        "Venue: Room 6",
        "Website: https://example.org/e",
        "Topics: seas, ports",
        "Contact: Ann Lee, ann@example.org",
        "Status: TBC",
        "Format: hybrid",
        "Interpretation: English",
        "Format: round table",
    )
    assert event["location"] == "Room 5"
    assert event["url"] == "https://example.org/e"
    assert event["topics"] == ["seas", "ports"]
    assert event["contact"] == "Ann Lee, ann@example.org"
    assert (event["status"], event["mode"]) == ("tentative", "hybrid")
    assert event["summary"] == "Venue: Room 6\n\nInterpretation: English\n\nFormat: round table"


def test_second_values_of_one_kind() -> None:
    """One that is the same says nothing new; another is prose, or reported where it stands beside a time."""
    assert "summary" not in one("Venue: Room 5", "Venue: Room 5")
    assert one("Website: https://example.org/a", "Website: https://example.org/b")["summary"] == (
        "Website: https://example.org/b"
    )
    row = "19 September 2024 | 10:00-11:00 EDT | A title | Room 5 | Room 6"
    assert messages_of(row) == ['not used of this line: "Room 6"']


def test_unknown_labels_are_told() -> None:
    """A label that is in no table is kept with its line and told."""
    assert doubts("Interpretation: English") == [
        'the label "Interpretation" is not known: its line is kept in the summary'
    ]


def test_what_is_left_open_is_told() -> None:
    """A place or a speaker that is to be confirmed is none."""
    event = one("Venue: TBD", "Speakers: TBC", "Organizers: TBC")
    assert not {"location", "speakers"} & event.keys()
    assert doubts("Venue: TBD", "Speakers: TBC", "Organizers: TBC") == [
        'the page leaves this open: "TBD"',
        '"Speakers" names nobody yet: "TBC"',
        '"Organizers" names nobody yet: "TBC"',
    ]


def test_a_label_takes_its_value_from_the_next_line() -> None:
    """Labels that stand alone, with or without a colon, are read with the line below."""
    event = trees(
        "A title\n\n  • Date\n    04 Sep 2023, 16:30pm\n  • Location\n    Nairobi\n  • Organizer\n\n    EXO\n"
    )[0]
    assert [event[key] for key in ("title", "date", "start", "location")] == [
        "A title",
        "2023-09-04",
        "16:30",
        "Nairobi",
    ]
    assert event["organizers"] == [{"organization": "exo"}]


def test_titles_after_or_before_their_times() -> None:
    """Where titles stand beside lines of day and time, all of them stand on one side."""
    after = "Monday\n3 April 2017\n13:15-14:30\nAgeing well\nVenue: CR-7\n15:00-16:00\nTBD\nVenue: CR-8\n"
    assert [event["title"] for event in trees(after)] == ["Ageing well", "TBD"]
    before = "Ageing well\n3 April 2017, 13:15-14:30\nProse about it.\n\nYouth\n4 April 2017, 10:00-11:00\nProse.\n"
    assert [event["title"] for event in trees(before)] == ["Ageing well", "Youth"]
    headed = "Menu\n3 April 2017, 13:15-14:30\n## Ageing well\nMenu\n4 April 2017, 10:00-11:00\n## Youth\n"
    assert [event["title"] for event in trees(headed)] == ["Ageing well", "Youth"]


def test_a_side_that_is_not_clear_is_told() -> None:
    """If titles could stand on either side, it is told which side was taken."""
    text = "Alpha\n\n3 April 2017, 13:15-14:30\n\nBeta\n"
    assert trees(text)[0]["title"] == "Alpha"
    assert "the titles are taken from the lines above the days and times" in messages_of(text)


def test_the_programme_of_an_event_is_no_event() -> None:
    """Times within those of an event are its programme."""
    event = one("10:00 Welcome by the host", "10:30 – 10:45: Questions", "11:30 A walk")
    assert event["summary"] == "10:00 Welcome by the host\n\n10:30 – 10:45: Questions\n\n11:30 A walk"


def test_a_sentence_that_begins_with_a_day_is_prose() -> None:
    """Only what stands apart from the rest of its line leads it."""
    event = one("20 September 2024 was a long day.", "10.5 million people saw it.", "12.50 metres is the depth.")
    assert len(event["summary"].split("\n\n")) == 3


def test_marks_of_titles() -> None:
    """TBC and cancelled are the event's status, not words of its title."""
    events = trees(
        "1 July 2025 | Alpha (TBC)\nTime: 10-11\n2 July 2025 | CANCELLED: Beta\nTime: 10-11\n"
        "3 July 2025 | Gamma (virtual)\nTime: 10-11 (TBC), Room 5\n"
    )
    assert [(event["title"], event.get("status"), event.get("mode")) for event in events] == [
        ("Alpha", "tentative", None),
        ("Beta", "cancelled", None),
        ("Gamma", "tentative", "virtual"),
    ]
    assert events[2]["location"] == "Room 5"


def test_what_else_stands_beside_a_time_is_told() -> None:
    """Words behind a time that are no place are not lost."""
    assert doubts(time="10-11 after the plenary") == ['not used of this line: "after the plenary"']
    assert doubts("Date: 20 September 2024") == ['the page says "20 September 2024" as well']


def test_people_with_all_that_is_told_of_them() -> None:
    """Honorifics, offices, bodies, roles and marks are taken apart."""
    tree = file_of(
        "1 July 2025 | A\nTime: 10-11\n"
        "Speakers: H.E. Mr. Ali Haddad, Minister of Water, Fiji; Prof. Ana Ruiz PhD (TBC), Chair, Example Fund (EXF);"
        " Eva Moll, Senior Officer for Seas (EEB); Bo Ek (keynote); Li Na – moderator; and Tom Ode,"
        " Representative to the UN, as panelist; Kim Ono, will deliver the closing remarks; Zed Ali, online\n"
    )
    people = tree["people"]
    assert people["ali-haddad"] == {
        "name": "Ali Haddad",
        "honorific": "H.E. Mr.",
        "office": "Minister of Water",
        "organization": "fiji",
    }
    assert people["ana-ruiz"] == {
        "name": "Ana Ruiz",
        "honorific": "Prof.",
        "honorific_suffix": "PhD",
        "office": "Chair",
        "organization": "exf",
    }
    assert people["eva-moll"] == {"name": "Eva Moll", "office": "Senior Officer for Seas", "organization": "eeb"}
    assert people["tom-ode"]["office"] == "Representative to the UN"
    parts = {part["person"]: part for part in tree["events"][0]["speakers"]}
    assert parts["ana-ruiz"]["status"] == "tentative"
    assert [parts[key].get("role") for key in ("bo-ek", "li-na", "tom-ode", "kim-ono")] == [
        "keynote",
        "moderator",
        "panelist",
        None,
    ]
    assert parts["zed-ali"]["mode"] == "virtual"


def test_lists_of_people_below_their_label() -> None:
    """Bullets and lines below a label are its people, until prose begins."""
    event = one("Speakers:", "• Ann Lee, Director, EXO", "• Moderator: Bo Ek", "Prose follows.", "• A point")
    assert [part["person"] for part in event["speakers"]] == ["ann-lee", "bo-ek"]
    assert event["summary"] == "Prose follows.\n\n- A point"
    event = one("Organisers: H.E. Ali Haddad, Secretary", "Mr. Bo Ek, Minister", "Prose follows here.")
    assert [part["person"] for part in event["organizers"]] == ["ali-haddad", "bo-ek"]


def test_acronyms_that_the_prose_explains() -> None:
    """An organization is one, whether its acronym, its name or both stand for it; two do not share an acronym."""
    head = "The Sea Rescue Union (SRU) invites.\n\n1 July 2025 | A\nTime: 10-11\n"
    text = f"{head}Organizers: SRU, Sea Rescue Union, Salt River Unit (SRU)\n"
    assert file_of(text)["organizations"] == {
        "sru": {"name": "Sea Rescue Union", "acronym": "SRU"},
        "salt-river-unit": {"name": "Salt River Unit"},
    }
    assert '"SRU" stands for Sea Rescue Union already' in messages_of(text)
    explained = f"{head}Organizers: SRU, the Sea Rescue Union\nSpeakers: Ann Lee, Chair, SRU\n"
    assert file_of(explained)["organizations"] == {"sru": {"name": "Sea Rescue Union", "acronym": "SRU"}}
    assert file_of(explained)["people"]["ann-lee"]["organization"] == "sru"


def test_documents() -> None:
    """Documents have titles, and links where the page gives them."""
    event = one(
        "Documents:", "- Concept note: Seas", "- [Flyer](https://example.org/f.pdf)", "- https://example.org/g.pdf"
    )
    assert event["documents"] == [
        "Concept note: Seas",
        {"title": "Flyer", "url": "https://example.org/f.pdf"},
        {"title": "https://example.org/g.pdf", "url": "https://example.org/g.pdf"},
    ]
    assert one("Concept note: https://example.org/f.pdf")["documents"] == [
        {"title": "Concept note", "url": "https://example.org/f.pdf"}
    ]
    assert one("Documents: Report")["documents"] == ["Report"]
    assert "documents" not in one("Agenda: three points")


def test_a_day_and_a_title_without_a_time_is_no_event() -> None:
    """A news item is told, not taken; with a place it is an event whose time is missing."""
    text = "1 July 2025 | A\nTime: 10-11\n2 July 2025 | Some news\nProse.\n3 July 2025 | B\nVenue: Room 5\n"
    assert [event["title"] for event in trees(text)] == ["A", "B"]
    assert "a day and a title, but no time: not taken for an event" in messages_of(text)
    assert unused(text) == ["2 July 2025 | Some news", "Prose."]


def test_titles_by_label() -> None:
    """A label for titles begins an event, or stands anywhere in it."""
    text = "Title: Alpha\nDate: 1 July 2025\nTime: 10-11\nTitle: Beta\nDate: 2 July 2025\nTime: 10-11\n"
    assert [event["title"] for event in trees(text)] == ["Alpha", "Beta"]
    assert trees("Date: 1 July 2025\nTime: 10-11\nTitle: Alpha\n")[0]["title"] == "Alpha"


def test_the_year_of_the_other_days() -> None:
    """A year that all days name holds for those without; two years hold for none."""
    text = "1 July 2025 | A\nTime: 10-11\n2 July | B\nTime: 10-11\n"
    assert [event.get("date") for event in trees(text)] == ["2025-07-01", "2025-07-02"]
    assert [event.get("date") for event in trees(text + "3 July 2026 | C\nTime: 10-11\n")] == [
        "2025-07-01",
        None,
        "2026-07-03",
    ]


def test_broken_lines_are_whole_again() -> None:
    """A sentence over two lines is one in the summary."""
    assert one("A sentence that goes", "on in the next line.")["summary"] == "A sentence that goes on in the next line."


def test_durations_are_assumed() -> None:
    """A duration ends events without an end, over midnight too."""
    event = one(time="23:30", duration=timedelta(hours=1))
    assert [event[key] for key in ("start", "end", "end_date")] == ["23:30", "00:30", "2024-09-20"]


def test_a_time_below_the_line_of_its_title() -> None:
    """A time alone completes the event above it, which has none."""
    text = "19 September 2024 | Alpha\n\n10:45 - 10:55\n\n19 September 2024 | Beta\n\n11:15 – 11:30\n"
    assert [(event["title"], event["start"]) for event in trees(text)] == [("Alpha", "10:45"), ("Beta", "11:15")]


def test_a_day_of_its_own_counts_more_than_a_heading() -> None:
    """An event below the heading of a day may name another day."""
    text = "Monday 1 July 2024\n\n10:00-11:00: Alpha\n\n2 July 2024 | Beta\nTime: 10-11\n"
    assert [event["date"] for event in trees(text)] == ["2024-07-01", "2024-07-02"]


def test_links_and_marks_beside_titles_and_times() -> None:
    """The link of a title is the event's; a mark beside the time says how people take part."""
    (event,) = trees("[Alpha](https://example.org/a)\nWhen: 1 July 2025, 10-11 (online)\n")
    assert (event["title"], event["url"], event["mode"]) == ("Alpha", "https://example.org/a", "virtual")


def test_labels_whose_value_does_not_fit_are_prose() -> None:
    """A label with a value of another kind is kept in the summary."""
    assert (
        one("Website: to follow soon.", "End: 5 June 2025")["summary"] == "Website: to follow soon.\n\nEnd: 5 June 2025"
    )


def test_a_label_over_a_value_that_does_not_fit_is_prose_with_it() -> None:
    """Neither the label nor the line below it is lost."""
    assert one("Status", "Nobody knows it.")["summary"] == "Status\n\nNobody knows it."


def test_a_clock_by_its_label() -> None:
    """A label of the event names its clock."""
    page = "1 July 2025 | A\nTime: 10-11\nTime zone: Nairobi\n1 July 2025 | B\nTime: 10-11 EDT\n"
    tree = file_of(page)
    assert tree["schedule"]["timezone"] == "Africa/Nairobi"
    assert [event.get("timezone") for event in tree["events"]] == [None, "America/New_York"]


def test_a_very_long_line_is_prose() -> None:
    """Nothing is looked for in a line that is longer than any list."""
    long = "Speakers: " + "Ann Lee, " * 700
    assert one(long)["summary"] == long.strip()


def test_a_row_without_a_time_is_prose() -> None:
    """Below the head of a table only rows with a time are events."""
    text = "1 July 2025\nTime | Title | Room\n10:00-11:00 | Alpha | CR 4\nBreak | for | coffee.\n"
    (event,) = trees(text)
    assert (event["title"], event["location"], event["summary"]) == ("Alpha", "CR 4", "Break | for | coffee.")


def test_a_day_behind_a_dash_without_a_time() -> None:
    """What is not the end of an event is told."""
    (event,) = trees("Alpha\nWhen: 1 July 2025, 10:00 – 3 July 2025\n")
    assert (event["start"], event.get("end")) == ("10:00", None)


def test_markdown() -> None:
    """The signs of Markdown are no words: headings, tables, rules and bold lines."""
    text = "# Week\n\n**Alpha**\n\n**When:** 1 July 2025, 10-11\n\n| Seas | Ports |\n|---|---|\n"
    tree = file_of(text)
    assert tree["schedule"]["title"] == "Week"
    assert (tree["events"][0]["title"], tree["events"][0]["summary"]) == ("Alpha", "Seas | Ports")
    assert unused(text) == ["|---|---|"]


def test_a_label_for_prose_is_no_word_of_it() -> None:
    """What stands behind a label for prose is the summary."""
    assert one("About: It is about seas.", "More of it.")["summary"] == "It is about seas.\n\nMore of it."


def test_marks_alone_are_nobody() -> None:
    """A line of marks names no speaker."""
    assert doubts("Speakers: (virtual) (TBC)") == ['"Speakers" names nobody yet: "(virtual) (TBC)"']


def test_an_organization_in_the_place_of_a_speaker_is_told() -> None:
    """An organization is no person: it is left out, and the line says so."""
    assert "speakers" not in one("Moderator: Blue News Channel")
    assert doubts("Moderator: Blue News Channel") == ['"Blue News Channel" is an organization and no person']
