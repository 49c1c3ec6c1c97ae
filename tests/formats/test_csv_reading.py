import string
from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Run
from tests.formats.builders import NEW_YORK, read, refused, skipped, told
from ungacli.draft.diagnostics import BadFileError, Level
from ungacli.draft.read_options import ReadOptions
from ungacli.formats.spreadsheet import reading
from ungacli.formats.spreadsheet.columns import columns
from ungacli.model import Event, OrganizerRole, SpeakerRole, Status
from ungacli.phrases import office

ZONED: dict[str, Any] = {"zone": NEW_YORK}
DAY = "2024-09-23,10:00-11:00"


def only(text: str | bytes, name: str = "days.csv", **options: Any) -> Event:
    """Return the one event in *text*, of which there is nothing to say, in New York unless *options* otherwise."""
    (event,) = read(text, name, **{**ZONED, **options}).events
    return event


def spoken(event: Event) -> list[tuple[str, str, str, str | None, str]]:
    """Return name, role, status, mode and office of those who speak."""
    return [(one.person.name, one.role, one.status, one.mode, office(one.person)) for one in event.speakers]


def hosted(event: Event) -> list[tuple[str, str, str]]:
    """Return label, role and status of those who organize."""
    return [(part.participant.label, part.role, part.status) for part in event.organizers]


def problems(data: bytes) -> int:
    """Return how many problems there are with *data* as a table, each of which has a place."""
    try:
        found = reading.read(data, ReadOptions(zone=NEW_YORK)).diagnostics
    except BadFileError as bad:
        found = bad.problems
    assert all(problem.place for problem in found)
    return sum(problem.level is Level.ERROR for problem in found)


def test_a_spreadsheet_made_by_hand_is_read() -> None:
    """Semicolons, Windows-1252, a title above, days before months and British spellings: all is understood and told."""
    text = (
        "Side events 2024;;;\r\n;;;\r\n"
        "Date;Time;Event;Speaker(s);Moderator;Venue;Room;Organiser(s);Co-hosts;Theme(s);Status;Notes;Link;Weather\r\n"
        "23.9.2024;10.30-12.00;Après;Amy Pope, Sam Okoro;Koko Warner;HQ;5;IOM, UNHCR;Kenya (TBC);a, b;TBC;secret;"
        "www.example.org/a;sunny\r\n"
    )
    schedule, said = told(text.encode("cp1252"), "days.csv", **ZONED)
    (event,) = schedule.events
    assert event.start == datetime(2024, 9, 23, 10, 30, tzinfo=NEW_YORK)
    assert event.end == datetime(2024, 9, 23, 12, tzinfo=NEW_YORK)
    assert (event.title, event.location, event.topics, event.note) == ("Après", "HQ, 5", ("a", "b"), "secret")
    assert (event.status, event.url) == (Status.TENTATIVE, "https://www.example.org/a")
    assert [(name, role) for name, role, *_ in spoken(event)] == [
        *(("Amy Pope", "speaker"), ("Sam Okoro", "speaker"), ("Koko Warner", "moderator"))
    ]
    assert hosted(event) == [
        *(("IOM", "organizer", "confirmed"), ("UNHCR", "organizer", "confirmed"), ("Kenya", "co-host", "tentative"))
    ]
    assert said == [
        '1:1: note: what stands above the names of the columns is not read: "Side events 2024"',
        "3:1: note: read with columns between semicolons, days before months",
        "3:1: note: commas separate organizers; put semicolons between them if a name holds a comma",
        "3:1: note: commas separate people where each part is a name; otherwise an office follows the comma",
        '3:1: warning: columns that are not read: "Weather"',
        "4:1: warning: not UTF-8: byte 0xe8; read as Windows-1252 (Latin-1)",
    ]


def test_calendars_in_csv_are_read() -> None:
    """The columns of Google's help and Outlook's export, whole days among them; what is not read is named."""
    text = (
        "Subject,Start Date,Start Time,End Date,End Time,All Day Event,Description,Location,Private\n"
        'Briefing,09/30/2024,10:00 AM,09/30/2024,1:00 PM,False,"One, two",Room 1,False\n'
        "Retreat,10/01/2024,,10/02/2024,,True,,,False\n"
    )
    schedule, said = told(text, "days.csv", **ZONED)
    briefing, retreat = schedule.events
    assert (briefing.start.hour, briefing.end.hour, briefing.summary) == (10, 13, "One, two")
    assert (retreat.start, retreat.end) == (
        datetime(2024, 10, 1, tzinfo=NEW_YORK),
        datetime(2024, 10, 3, tzinfo=NEW_YORK),
    )
    assert said == [
        "1:1: note: read with months before days",
        "1:1: note: all day: from midnight to midnight (1 of 2 events)",
    ]
    text = (
        '"Subject","Start Date","Start Time","End Date","End Time","All day event","Reminder on/off",'
        '"Meeting Organizer","Required Attendees","Categories","Description","Location","Priority"\r\n'
        '"Board","9/23/2024","2:00:00 PM","9/23/2024","3:30:15 PM","False","False","Amy Pope","Ana; Bo",'
        '"climate;health"'
        ',"One\r\nTwo","Room 1","Normal"\r\n'
        '"Off","9/24/2024","12:00:00 AM","9/25/2024","12:00:00 AM","True","False","","","","","","Normal"\r\n'
    )
    schedule, said = told(text, "days.csv", **ZONED)
    board, off = schedule.events
    assert (board.start.hour, board.end.time().isoformat()) == (14, "15:30:15")
    assert (board.topics, board.summary) == (("climate", "health"), "One\nTwo")
    assert type(board.organizers[0].participant).__name__ == "Person"
    assert off.duration == timedelta(days=1)
    assert said[-1] == '1:1: warning: columns that are not read: "Required Attendees"'


def test_what_the_listing_writes_is_read(run: Run) -> None:
    """`ungacli list --format csv` and `--format tsv` are schedules again, with who does what."""
    for name in ("csv", "tsv"):
        schedule = read(run("list", "--format", name).out, f"days.{name}")
        assert len(schedule.events) == len(read(run("list", "--format", "csv").out, "days.csv").events) == 10
        roles = {part.role for event in schedule.events for part in event.speakers}
        assert {SpeakerRole.MODERATOR, SpeakerRole.PANELIST} < roles
        organizing = {part.role for event in schedule.events for part in event.organizers}
        assert {OrganizerRole.CO_ORGANIZER, OrganizerRole.CO_HOST} < organizing
        assert schedule.timezone.key == "America/New_York"
        assert {event.schedule for event in schedule.events} == {"iom-unga-79"}


HEADERS = {
    "title": ["TITLE", "Event title:", "Name of event", "Title / Event"],
    "speakers": ["Speaker(s)", "Speaker/s", "Speaker 2", "Speakers / Panellists", "Name of speaker"],
    "panelist": ["Panellists"],
    "moderator": ["Chair"],
    "organizers": ["Organising entities", "ORGANISERS"],
    "co-host": ["Co-Hosts"],
    "topics": ["Categories"],
    "start": ["Start Date/Time", "Date & Time"],
    "time": ["start_time", "startTime"],
    "date": ["Start  date", "Day"],
    "timezone": ["Time-zone"],
    "contact": ["E-mail"],
    "url": ["Web-site"],
    "audience": ["Participants"],
    None: ["Venue / Link", "", "x" * 101],
}


@pytest.mark.parametrize(("header", "meaning"), [(text, key) for key, row in HEADERS.items() for text in row])
def test_names_of_columns_in_many_spellings(header: str, meaning: str | None) -> None:
    """Case, spaces, punctuation, number, British or American: a column is what its name says, or unknown."""
    assert columns(["Title", header])[1].meaning == meaning


def test_a_summary_is_the_title_where_there_is_no_other() -> None:
    """Calendars call the title a summary, and say more in the description; beside a title both are the summary."""
    event = only("Summary,Description,Start,End\nLaunch,More,2024-09-23 10:00,2024-09-23 11:00\n")
    assert (event.title, event.summary) == ("Launch", "More")
    assert only(f"Date,Time,Title,Abstract,Description\n{DAY},Launch,One,Two\n").summary == "One\n\nTwo"


@pytest.mark.parametrize(
    ("header", "title", "unread"),
    [
        ("Title,Session", "Title", "Session"),
        ("Name,Title", "Title", "Name"),
        ("Session,Talk title", "Talk title", "Session"),
        ("Session,Subject", "Subject", "Session"),
    ],
)
def test_of_two_titles_that_which_is_called_so_counts(header: str, title: str, unread: str) -> None:
    """It comes before names and sessions, else the first counts; lists and places are put together."""
    cells = ",".join("Launch" if name == title else "Amy Pope" for name in header.split(","))
    schedule, said = told(f"Date,Time,{header},Topic 1,Topic 2\n{DAY},{cells},x,y\n", "days.csv", **ZONED)
    assert (schedule.events[0].title, schedule.events[0].topics) == ("Launch", ("x", "y"))
    assert said == [
        f'1:1: warning: columns that are not read: "{unread}"',
        f'1:1: warning: "{title}" is taken for the title of the events',
    ]


def test_commas_within_organizers_are_told() -> None:
    """Semicolons separate organizers alone where there are any; where commas do, a note says so; not in brackets."""
    text = f'Date,Time,Title,Organizers\n{DAY},A,"IOM; Mission of Kenya, Mission of Chad"\n'
    schedule, said = told(text, "days.csv", **ZONED)
    assert [name for name, *_ in hosted(schedule.events[0])] == ["IOM", "Mission of Kenya, Mission of Chad"]
    message = "commas separate no organizers where semicolons or lines do"
    assert said == [f'2:4: warning: {message}: "IOM; Mission of Kenya, Mission of Chad"']
    schedule, said = told(text.replace("IOM; ", ""), "days.csv", **ZONED)
    assert [name for name, *_ in hosted(schedule.events[0])] == ["Mission of Kenya", "Mission of Chad"]
    assert said == ["1:1: note: commas separate organizers; put semicolons between them if a name holds a comma"]
    assert only(f'Date,Time,Title,Tags\n{DAY},A,"a (b, c), d) e, [f, g]"\n').topics == ("a (b, c)", "d) e", "[f, g]")


@pytest.mark.parametrize(
    ("header", "cell", "problem"),
    [
        ("Link", "x.org/foo", "is no link that begins with https:// or http://"),
        ("ID", "1/2", "is not an id"),
        ("Status", "perhaps", "is no status such as"),
        ("Mode", "?", 'is no mode such as "in-person", "virtual" or "hybrid"'),
    ],
)
def test_what_a_column_cannot_hold_is_left_out_and_reported(header: str, cell: str, problem: str) -> None:
    """The event is read without it, and the warning stands at the cell."""
    schedule, (warning,) = told(f"Date,Time,Title,{header}\n{DAY},A,{cell}\n", "days.csv", **ZONED)
    (event,) = schedule.events
    assert (event.id, event.url, event.status, event.mode) == ("a", None, Status.CONFIRMED, None)
    assert warning.startswith(f'2:4: warning: ignored: "{cell}" {problem}')


def test_documents_have_their_links() -> None:
    """A link after a title is the document's, a link alone is both; TBC in a column of links is nothing to report."""
    assert only(f"Date,Time,Title,Link\n{DAY},A,TBC\n").url is None
    cell = "Report: https://example.org/r.pdf\nNote (https://example.org/n)\nPaper\nhttps://example.org/x\n"
    cell += "Old (no link published)"
    event = only(f'Date,Time,Title,Documents\n{DAY},A,"{cell}"\n')
    assert [(paper.title, paper.url) for paper in event.documents] == [
        ("Report", "https://example.org/r.pdf"),
        ("Note", "https://example.org/n"),
        ("Paper", None),
        ("https://example.org/x", "https://example.org/x"),
        ("Old", None),
    ]


def test_columns_that_are_not_read_are_named() -> None:
    """By number without a name, and not all of many; what is empty or only says no is not spoken of."""
    _, said = told(f"Date,Time,Title,,Private,\n{DAY},A,hidden,False,x\n", "days.csv", **ZONED)
    assert said == ['1:1: warning: columns that are not read: "column 4", "column 6"']
    names, cells = (",".join(f"{word}{letter}" for letter in "abcdefghij") for word in ("Zz", "1"))
    _, said = told(f"Date,Time,Title,{names}\n{DAY},A,{cells}\n", "days.csv", **ZONED)
    assert said[0].endswith('"Zzh" and 2 more')


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_are_recognized(separator: str) -> None:
    """The separator is the one that gives names to columns, though others are in the cells; quotes may hold lines."""
    cells = ["2024-09-23", "10:00-11:00", '"a; b, c | d\nand ""more"""']
    text = "\n".join(separator.join(row) for row in (["Date", "Time", "Title"], cells))
    schedule, _ = told(text, "days.csv", **ZONED)
    assert schedule.events[0].title == 'a; b, c | d and "more"'


def test_the_place_of_a_row_is_its_line_in_the_file() -> None:
    """Lines in cells count, and so does a first line `sep=;`; of warnings of one kind the first has the count."""
    assert only("sep=;\r\nDate;Time;Title\r\n2024-09-23;10:00-11:00;A, B\r\n").title == "A, B"
    assert skipped("sep=;\r\nDate;Time;Title\r\n2024-09-23;10:00-11:00;\r\n", "days.csv", **ZONED) == ["3:3: no title"]
    text = f'Date,Time,Title,Status\n{DAY},"A\nB\nC",\n{DAY},D,perhaps\n{DAY},E,maybe\n'
    (warning,) = told(text, "days.csv", **ZONED)[1]
    assert warning.startswith("5:4: warning: ")
    assert warning.endswith("(and 1 more)")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_other_encodings_with_their_marks_are_read(encoding: str) -> None:
    """What Excel saves as Unicode text is read without a word."""
    assert only(f"Date\tTime\tTitle\n{DAY.replace(',', chr(9))}\tCafé\n".encode(encoding), "days.tsv").title == "Café"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_end_of_lines_is_read(ending: str) -> None:
    """Lines end as on any system; empty rows are passed over, and count as lines."""
    text = ending.join(["Date,Time,Title", ",,", "", f"{DAY},A", "2024-09-24,10:00-11:00,"])
    assert skipped(text, "days.csv", **ZONED) == ["5:3: no title"]


def test_a_row_that_cannot_be_read_is_skipped() -> None:
    """The other rows are read, and each that is not stands with its place and the reason; without any it is refused."""
    text = (
        "Date,Time,Title,Note\n,10:00-11:00,A,\nsoon,10:00-11:00,B\n2024-09-23,10:00-11:00,C, and more\n"
        "2024-09-23,,D\n2024-09-23,10:00-11:00,E,,x\n2024-09-23,10:00-11:00,,z\n2024-09-23,10:00-10:00,G\n"
    )
    assert [event.title for event in told(text, "days.csv", **ZONED)[0].events] == ["C"]
    reasons = [
        *("2:2: time without a day", "3:1: no day and no time", "5:1: no time says when", "6:5: a row of 5 cells"),
        *("7:3: no title", "8:2: "),
    ]
    lines = skipped(text, "days.csv", **ZONED)
    assert len(lines) == len(reasons)
    for line, reason in zip(lines, reasons, strict=True):
        place, _, words = reason.partition(": ")
        assert line.startswith(f"{place}: ")
        assert words in line
    assert refused("Date,Time,Title\nsoon,10:00,A\n", "days.csv", **ZONED) == [
        *("1:1: no event in it can be read", '2:1: "soon" is no day and no time')
    ]


def test_a_day_holds_for_the_rows_below() -> None:
    """Alone or in merged cells, until another stands there; what is no day ends it, other lone cells are noted."""
    text = "Date,Time,Title,Room\n* to be changed,,,\n2024-09-23,,,\n,10:00-11:00,A,\n,11:00-12:00,B,\n,,Lunch,\n"
    schedule, said = told(text, "days.csv", **ZONED)
    assert [f"{event.start:%d %H}" for event in schedule.events] == ["23 10", "23 11"]
    assert said == [
        "1:1: note: without a day: on that of the row above (2 of 2 events)",
        '1:1: note: rows that are no events: "* to be changed", "2024-09-23", "Lunch"',
    ]
    text = f"Date,Time,Title\n{DAY},A\n,11:00-12:00,B\nTBC,12:00-13:00,C\n,13:00-14:00,D\n"
    schedule, _ = told(text, "days.csv", **ZONED)
    assert [(event.title, event.start.day) for event in schedule.events] == [("A", 23), ("B", 23)]
    assert [line.partition(" is ")[0] for line in skipped(text, "days.csv", **ZONED)] == [
        '4:1: "TBC"',
        '5:2: "13:00-14:00"',
    ]


def test_times_need_a_zone() -> None:
    """Of their own, from an option, or offsets; what else is wrong is reported beside it."""
    assert refused(f"Date,Time,Title\n{DAY},A\n{DAY},\n", "days.csv") == [
        *('1:1: no time zone: give --tz ZONE, or a column "Time zone"', "3:3: skipped: no title")
    ]
    text = f"Date,Time,Title,TZ\n{DAY},A,Asia/Tokyo\n{DAY},B,\n"
    for rows in (text, f"{text}{DAY},C,Europe/Zurich\n"):
        assert refused(rows, "days.csv") == ['1:1: no time zone: give --tz ZONE, or a column "Time zone"']
        zones = {event.title: event.timezone.key for event in read(rows, "days.csv", **ZONED).events}
        assert (zones["A"], zones["B"]) == ("Asia/Tokyo", "America/New_York")
    text = "Start,End,Title\n2024-09-23T10:00:00+02:00,2024-09-23T11:00:00+02:00,A\n"
    schedule, (note,) = told(text, "days.csv")
    assert schedule.events[0].start.isoformat() == "2024-09-23T08:00:00+00:00"
    assert "the file names no time zone" in note
    assert only(text).start.isoformat() == "2024-09-23T04:00:00-04:00"


def test_rows_or_columns_may_name_zones() -> None:
    """Each event has that of its row; the schedule has that of most, of a column's name, or that of --tz."""
    text = f"Date,Time,Title,TZ\n{DAY},A,Asia/Tokyo\n{DAY},B,Asia/Tokyo\n{DAY},C,Europe/Zurich\n"
    schedule, (note,) = told(text, "days.csv")
    zones = {event.title: event.timezone.key for event in schedule.events}
    assert zones == {"A": "Asia/Tokyo", "B": "Asia/Tokyo", "C": "Europe/Zurich"}
    assert schedule.timezone.key == "Asia/Tokyo"
    assert "zone of most events" in note
    assert read(text, "days.csv", **ZONED).timezone == NEW_YORK
    for header, cell in [("Time,Title,Time zone", ",Geneva"), ("Time (Geneva time),Title", "")]:
        assert read(f"Date,{header}\n{DAY},A{cell}\n", "days.csv").timezone.key == "Europe/Zurich"
    for other in ("local", "24h"):
        assert refused(f"Date,Time ({other}),Title\n{DAY},A\n", "days.csv")[0].startswith("1:1: no time zone")


def test_speakers_in_a_cell() -> None:
    """A cell is read as people are read anywhere; an employer is part of the office."""
    cell = "Moderator: H.E. Amy Pope PhD, Director General, Sea League (SL)\nSam Okoro; Bo Li (virtual, TBC)"
    event = only(f'Date,Time,Title,Speakers\n{DAY},A,"{cell}"\n')
    assert spoken(event) == [
        ("Amy Pope", "moderator", "confirmed", None, "Director General, SL"),
        ("Sam Okoro", "speaker", "confirmed", None, ""),
        ("Bo Li", "speaker", "tentative", "virtual", ""),
    ]
    first = event.speakers[0].person
    assert (first.honorific, first.honorific_suffix) == ("H.E.", "PhD")


def test_doubts_about_people_are_told() -> None:
    """Commas separate names alone, an organization is no person, what may be no name is noted, and TBC is nobody."""
    text = f'Date,Time,Title,Speakers\n{DAY},A,"Bo Li, Lumi"\n{DAY},B,Lumi\n{DAY},C,"Bo Li, Oxfam"\n'
    schedule, said = told(text, "days.csv", **ZONED)
    assert [[part.person.name for part in event.speakers] for event in schedule.events] == [
        *(["Bo Li", "Lumi"], ["Lumi"], ["Bo Li"])
    ]
    assert [message.partition("note: ")[2].split()[:3] for message in said] == [["commas", "separate", "people"]]
    text = f"Date,Time,Title,Speakers,Organizer\n{DAY},A,IOM; Amy Pope),\n{DAY},B,TBC,n/a\n"
    schedule, said = told(text, "days.csv", **ZONED)
    assert [[part.person.name for part in event.speakers] for event in schedule.events] == [["Amy Pope)"], []]
    assert said == [
        '1:1: note: ignored, since these are not names: "TBC", "n/a"',
        '2:4: warning: "IOM" is an organization and no person',
        '2:4: warning: "Amy Pope)" may be no person',
    ]


def test_organizations_are_known_by_their_acronyms() -> None:
    """`Name (ACRONYM)` and the acronym alone are one organization."""
    text = f'Date,Time,Title,Organizers\n{DAY},A,Migration Office (MO)\n{DAY},B,MO\n{DAY},C,"Trade (TBC)"\n'
    hosts = [host for event in read(text, "days.csv", **ZONED).events for host in event.organizers]
    assert [(host.participant.names, host.status) for host in hosts] == [
        (("Migration Office", "MO"), "confirmed"),
        (("Migration Office", "MO"), "confirmed"),
        (("Trade",), "tentative"),
    ]


def test_a_column_of_offices_is_about_the_one_person_of_the_row() -> None:
    """It gives an office to whoever has none; another than the cell of the person gives is not taken, and reported."""
    text = f"Date,Time,Title,Speakers,Office\n{DAY},A,Amy Pope,Head\n{DAY},B,Bo Li (Clerk),x\n{DAY},C,Bo Li; Cy Ek,y\n"
    schedule, said = told(text, "days.csv", **ZONED)
    assert [(person.name, person.office) for person in schedule.people] == [
        *(("Amy Pope", "Head"), ("Bo Li", "Clerk"), ("Cy Ek", None))
    ]
    assert said == [
        '1:1: note: ignored, since these are not names: "y"',
        '3:5: warning: the office of "Bo Li" is "Clerk", not "x"',
    ]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "1:1: the file is empty"),
        (b"\n,,\n", "1:1: the file is empty"),
        (b"PK\x03\x04rest", "1:1: this is a spreadsheet's own file and not CSV; save it as CSV and give that"),
        (b"\xd0\xcf\x11\xe0", "1:1: this is a spreadsheet's own file and not CSV; save it as CSV and give that"),
        (b"Date,Title\n", "1:1: no row below the names of the columns"),
        (b"Date,Title\n\0", "2:1: not text: it holds NUL bytes"),
        (
            b"a,b\nDate,\n",
            '2:1: no row names the columns: none is a title (call it "Title", "Event" or "Subject"); nearest is "Date"',
        ),
        (
            b"Title,c\n",
            '1:1: no row names the columns: none is a day (call it "Date" or "Start"); nearest is "Title", "c"',
        ),
        (
            b'Date,Title\n1,x\n\n2,"y\nz\n',
            "4:1: the quote that opens a cell in this row is never closed",
        ),
        (
            b"Date,Title\n1," + b"x" * 200_000,
            "2:1: no CSV: field larger than field limit (131072); is a closing quote missing?",
        ),
    ],
)
def test_what_is_no_table_is_told_once(data: bytes, problem: str) -> None:
    """A file that is no CSV has one clear problem, with its place."""
    assert refused(data, "days.csv", **ZONED) == [problem]


def test_a_quote_within_a_cell_is_read_as_it_stands() -> None:
    """What follows a closing quote belongs to the cell, as spreadsheets have it."""
    assert only(f'Date,Time,Title\n{DAY},"A" and B').title == "A and B"


@pytest.mark.parametrize("line", [b"x" * 10_000_000, b"," * 2_000_000, b'"' * 10_000_000, b"a b\t" * 100_000])
def test_long_lines_take_no_longer_than_their_length(line: bytes) -> None:
    """Megabytes in one line are one problem or none, at once."""
    assert all(count <= 1 for count in map(problems, (b"Date,Time,Title\n" + line, line)))


@pytest.mark.parametrize("sign", ["(", "a, ", "a; ", "A B, ", ": ", "https://a ", "a\n", " (", "and "])
def test_full_cells_take_no_longer_than_their_length(sign: str) -> None:
    """Cells as large as they may be are read in a moment, whatever is in them."""
    cell = (sign * 30_000)[:30_000]
    text = f'Date,Time,Title,Speakers,Organizers,Documents,Offices\n{DAY},A,"{cell}","{cell}","{cell}","{cell}"\n'
    assert reading.read(text.encode(), ReadOptions(zone=NEW_YORK)).events


SIGNS = st.sampled_from([*string.printable, "é", "\u2028", "\ufeff", "10:00", "2024-09-23", "Date", "Title", '"', "\0"])


@settings(deadline=None)
@given(st.lists(SIGNS, max_size=60).map("".join), st.sampled_from(["", "Date,Time,Title\n", "Title;Start;Speakers\n"]))
def test_any_text_is_read_or_refused(text: str, header: str) -> None:
    """Law: no text whatever ends in anything but a draft or problems with places."""
    assert problems((header + text).encode()) >= 0


def test_shuffled_columns_say_the_same() -> None:
    """The order of columns does not matter."""
    names = ["Title", "Date", "Start", "End", "Venue", "Organizers"]
    cells = ["A", "2024-09-23", "10:00", "11:00", "Room", "IOM"]
    expected = only(f"{','.join(names)}\n{','.join(cells)}\n")
    for order in list(permutations(range(6)))[::70]:
        text = "\n".join(",".join(row[place] for place in order) for row in (names, cells))
        assert only(text) == expected
