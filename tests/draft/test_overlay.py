from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.formats.builders import source
from tests.pages import blocks
from ungacli import Event, Schedule, Status
from ungacli.draft.read_options import ReadOptions
from ungacli.model import Organization, Person
from ungacli.read_files import Reading, origins, read_all, refusal

BASE = """\
schedule: {id: week, title: The week, timezone: America/New_York, url: https://example.org/week, revised: 2025-09-01}
people:
  rania: {name: Rania Sharshr, aliases: [Rania Sharsh], office: Director, organization: iom}
  twin-1: {name: Ali Diallo, office: Minister}
  twin-2: {name: Ali Diallo, office: Mayor}
organizations:
  iom: {name: International Organization for Migration, acronym: IOM}
events:
  - id: lab
    title: Launch of the Lab
    date: 2025-09-24
    start: 17:00
    end: 19:00
    location: To be announced
    status: tentative
    speakers: [{person: rania, role: moderator}]
    organizers: [{organization: iom}]
  - {id: night, title: Night of Cities, date: 2025-09-25, start: 22:00, end: 01:00, end_date: 2025-09-26}
  - {id: talk, title: Talk, date: 2025-09-26, start: 09:00, end: 10:00, speakers: [{person: twin-1}, {person: twin-2}]}
"""
NEW_YORK = ZoneInfo("America/New_York")
IOM = Organization("iom", "International Organization for Migration", "IOM")
RANIA = Person("rania", "Rania Sharshr", office="Director", organization=IOM, aliases=("Rania Sharsh",))


def reading(*texts: str) -> Reading:
    """Return what files with *texts* come to, the later laid over the earlier: base.yaml, layer1.yaml ..."""
    names = ["base.yaml", *(f"layer{number}.yaml" for number in range(1, len(texts)))]
    return read_all([source(text, name) for text, name in zip(texts, names, strict=True)])


def laid(*layers: str) -> Schedule:
    """Return the base with *layers* over it, which have no diagnostics."""
    done = reading(BASE, *layers)
    assert done.findings == []
    assert done.schedule
    return done.schedule


def event(schedule: Schedule, key: str) -> Event:
    """Return the event with the id *key*."""
    (found,) = (one for one in schedule.events if one.id == key)
    return found


def messages(*layers: str) -> Sequence[str]:
    """Return the diagnostics of *layers* over the base."""
    return [str(finding) for finding in reading(BASE, *layers).findings]


@pytest.mark.parametrize(
    ("layers", "changes"),
    [
        (
            ["events: [{id: lab, location: Room 5, contact: Ana, note: Side door, status: confirmed}]"],
            {"location": "Room 5", "contact": "Ana", "note": "Side door", "status": Status.CONFIRMED},
        ),
        (["events: [{uid: UID, location: Room 5}]"], {"location": "Room 5"}),
        (["events: [{id: LAB, location: Room 5}]"], {"location": "Room 5"}),
        (
            ["events: [{uid: UID, title: Opening, date: 2025-09-24, start: 09:00, end: 19:00}]"],
            {"title": "Opening", "start": datetime(2025, 9, 24, 9, tzinfo=NEW_YORK)},
        ),
        (
            ["events: [{id: lab, location: A, note: x}]", "events: [{id: lab, location: B}]"],
            {"location": "B", "note": "x"},
        ),
    ],
)
def test_an_entry_changes_the_fields_that_it_gives(layers: Sequence[str], changes: dict[str, Any]) -> None:
    """A layer needs neither a zone nor a title; the id in any case or the UID names the event; the last file counts."""
    lab = event(laid(), "lab")
    sources = ("week", *(f"layer{number}" for number in range(1, len(layers) + 1)))
    changed = event(laid(*(layer.replace("UID", lab.uid) for layer in layers)), "lab")
    assert changed == replace(lab, **changes, sources=sources)


@pytest.mark.parametrize(
    ("entry", "start", "end"),
    [
        ("{id: lab, start: 18:00}", "2025-09-24T18:00", "2025-09-24T19:00"),
        ("{id: lab, end: 20:30}", "2025-09-24T17:00", "2025-09-24T20:30"),
        ("{id: lab, date: 2025-09-27}", "2025-09-27T17:00", "2025-09-27T19:00"),
        ("{id: lab, start: 2025-09-27T08:00, end: 09:00}", "2025-09-27T08:00", "2025-09-27T09:00"),
        ("{id: lab, end: 2025-09-25T01:00}", "2025-09-24T17:00", "2025-09-25T01:00"),
        ("{id: night, date: 2025-09-27}", "2025-09-27T22:00", "2025-09-28T01:00"),
        ("{id: night, start: 23:00}", "2025-09-25T23:00", "2025-09-26T01:00"),
        ("{id: night, end: 2025-09-26T02:00}", "2025-09-25T22:00", "2025-09-26T02:00"),
        ("{id: lab, timezone: America/Chicago, end: 20:00}", "2025-09-24T17:00", "2025-09-24T21:00"),
        ("{id: lab, timezone: America/Chicago}", "2025-09-24T17:00", "2025-09-24T19:00"),
        ("{id: night, end: 23:30}", "2025-09-25T22:00", "2025-09-25T23:30"),
        ("{id: night, start: 20:00, end: 21:00}", "2025-09-25T20:00", "2025-09-25T21:00"),
        ("{id: night, start: 2025-09-27T20:00, end: 21:00}", "2025-09-27T20:00", "2025-09-27T21:00"),
        ("{id: night, end: 02:00, end_date: 2025-09-26}", "2025-09-25T22:00", "2025-09-26T02:00"),
        ("{id: lab, title: Another}", "2025-09-24T17:00", "2025-09-24T19:00"),
    ],
)
def test_times_may_be_changed_in_part(entry: str, start: str, end: str) -> None:
    """A new start keeps the day and the end, a new day keeps the clock; an end past midnight moves with its day."""
    (key,) = {"lab", "night"} & set(entry.replace(",", " ").split())
    one = event(laid(f"events: [{entry}]"), key)
    times = [moment.astimezone(NEW_YORK).strftime("%Y-%m-%dT%H:%M") for moment in (one.start, one.end)]
    assert times == [start, end]


def test_the_same_event_of_two_files_is_shown_once() -> None:
    """Title and start are enough, in any spelling and zone, where the known events differ by them."""
    other = (
        "schedule: {id: feed, title: Feed, timezone: Europe/Zurich}\n"
        "events: [{title: LAUNCH of the lab, date: 2025-09-24, start: 23:00, end_date: 2025-09-25, end: 01:00,\n"
        "          location: Hall, summary: More}]"
    )
    schedule = laid(other)
    assert [one.id for one in schedule.events] == ["lab", "night", "talk"]
    one = event(schedule, "lab")
    assert (one.location, one.summary, one.sources) == ("Hall", "More", ("week", "feed"))
    assert one.speakers == event(laid(), "lab").speakers
    assert schedule.title == "The week"
    twins = BASE + "  - {id: talk-b, title: Talk, date: 2025-09-26, start: 09:00, end: 11:00}\n"
    done = reading(twins, "events: [{title: Talk, date: 2025-09-26, start: 09:00, end: 12:00}]")
    assert done.schedule
    assert [one.id for one in done.schedule.events] == ["lab", "night", "talk", "talk-b", "layer1-talk"]
    rows = ("Ministerial Roundtable on Migration: Africa,10:00", "Ministerial Roundtable on Migration: Asia,15:00")
    files = [source(f"Title,Date,Start,Duration\n{row.replace(',', ',2025-10-25,')},1h\n", "week.csv") for row in rows]
    done = read_all(files, options=ReadOptions(zone=NEW_YORK))
    assert done.schedule
    assert [one.title.rpartition(": ")[2] for one in done.schedule.events] == ["Africa", "Asia"]


def test_the_first_file_says_what_the_schedule_is() -> None:
    """Id, page, zone and revision are its own, revised when the last was; ids that clash with its are qualified."""
    other = "schedule: {id: feed}\nevents: [{id: Talk, title: Other, date: 2025-09-23, start: 09:00, end: 10:00}]"
    done = reading(BASE, other, other.replace("title: Other", "uid: x, title: Third"))
    assert done.schedule
    assert [one.id for one in done.schedule.events] == ["feed-Talk", "feed-Talk-2", "lab", "night", "talk"]
    assert done.schedule.title == "The week + layer1 + layer2"
    titled = [other.replace("id: feed", f"id: feed{number}, title: Tea + cake") for number in (1, 2)]
    again = reading(BASE, *titled).schedule
    assert again is not None
    assert again.title == "The week + Tea + cake"
    for line, name, id_ in zip(
        map(str, done.findings), ("layer1", "layer2"), ("feed-Talk", "feed-Talk-2"), strict=True
    ):
        assert line.startswith(f'{name}.yaml:2:11: warning: events[0].id: "Talk" is another event')
        assert line.endswith(f'"{id_}"')
    other = (
        "schedule: {id: feed, url: https://example.org/feed, timezone: Asia/Tokyo, revision: 9, revised: 2025-09-05}\n"
        "events: [{title: Tea, date: 2025-09-23, start: 09:00, end: 10:00}]"
    )
    schedule = laid(other)
    assert (schedule.id, schedule.url, schedule.revision) == ("week", "https://example.org/week", 1)
    assert (schedule.timezone, schedule.revised) == (NEW_YORK, datetime(2025, 9, 5, tzinfo=UTC))
    tea = event(schedule, "tea")
    assert (tea.timezone.key, tea.schedule, tea.url) == ("Asia/Tokyo", "feed", "https://example.org/feed")


def test_people_are_matched_by_their_spellings() -> None:
    """Under another id and an alias a person is the same; a new spelling is added, a new office holds everywhere."""
    layer = (
        "people: {rs: {name: Dr-less Rania, aliases: [Rania Sharshr], office: Head, organization: un}}\n"
        "organizations: {un: {name: United Nations}}\n"
        "events: [{id: talk, speakers: [{person: rs}, Rania Sharsh]}]"
    )
    schedule = laid(layer)
    un, aliases = Organization("un", "United Nations"), ("Rania Sharsh", "Dr-less Rania")
    rania = replace(RANIA, office="Head", organization=un, aliases=aliases)
    assert [part.person for part in event(schedule, "talk").speakers] == [rania, rania]
    assert [part.person for part in event(schedule, "lab").speakers] == [rania]
    assert [one.id for one in schedule.people] == ["rania", "twin-1", "twin-2"]
    schedule = laid("people: {rania: {office: Head, aliases: [R. S.]}}")
    assert event(schedule, "lab").speakers[0].person.office == "Head"


@pytest.mark.parametrize(
    ("people", "speaker", "person"),
    [
        ("{rania: {honorific: Dr}}", "{person: rania}", replace(RANIA, honorific="Dr")),
        (
            "{twin-2: {name: Ali Diallo, honorific: Dr}}",
            "{person: twin-2}",
            Person("twin-2", "Ali Diallo", "Dr", office="Mayor"),
        ),
        ("{ali: {name: Ali Diallo}}", "{person: ali}", Person("ali", "Ali Diallo")),
        (
            "{rania: {name: Rania A. Sharshr}}",
            "{person: rania}",
            replace(RANIA, aliases=("Rania Sharsh", "Rania A. Sharshr")),
        ),
        ("{}", "{name: Dr Rania Sharsh, office: Head}", replace(RANIA, honorific="Dr", office="Head")),
    ],
    ids=["an id alone", "the id of one of two", "another id", "a longer name", "a later office"],
)
def test_a_layer_adds_to_a_person_of_the_first_file(people: str, speaker: str, person: Person) -> None:
    """An id decides between two of one name; a new spelling is added, and the later office counts."""
    layer = f"people: {people}\nevents: [{{id: talk, speakers: [{speaker}], organizers: [IOM]}}]"
    talk = event(laid(layer), "talk")
    assert (talk.speakers[0].person, talk.organizers[0].participant) == (person, IOM)


def test_what_two_files_call_alike_stays_two() -> None:
    """Who has another's id or acronym gets a new one, which is reported; an acronym that is new is added."""
    layer = "people: {rania: {name: Rana Other}}\nevents: [{id: talk, speakers: [{person: rania}]}]"
    done = reading(BASE, layer)
    (line,) = map(str, done.findings)
    assert line.startswith('layer1.yaml:1:10: warning: people.rania: "rania" is Rania Sharshr in the files before;')
    assert done.schedule
    assert [part.person.id for part in event(done.schedule, "talk").speakers] == ["rania-2"]
    assert [one.id for one in done.schedule.people] == ["rania", "twin-1", "twin-2", "rania-2"]
    layer = (
        "organizations: {iom: {name: Institute of Medicine, acronym: IOM, aliases: [iom, InstMed]}}\n"
        "events: [{id: talk, organizers: [{organization: iom}]}]"
    )
    done = reading(BASE, layer)
    assert [str(finding).partition("warning: ")[2].partition(" International")[0] for finding in done.findings] == [
        'organizations.iom: "iom" is',
        'organizations.iom.acronym: "IOM" stands for',
        'organizations.iom.aliases: "iom" stands for',
    ]
    assert done.schedule
    (organizer,) = event(done.schedule, "talk").organizers
    assert organizer.participant == Organization("iom-2", "Institute of Medicine", aliases=("InstMed",))
    layer = "organizations: {x: {name: International Organization for Migration, acronym: IOM, kind: un}}\n"
    layer += "events: [{id: talk, organizers: [{organization: x}]}]"
    iom = replace(IOM, kind="un")
    for done, expected in (
        (reading(BASE.replace(", acronym: IOM", ""), layer), iom),
        (reading(BASE, layer.replace("IOM", "OIM")), replace(iom, aliases=("OIM",))),
    ):
        assert done.schedule
        assert done.schedule.organizations == (expected,)


@pytest.mark.parametrize(
    ("layer", "problems"),
    [
        ("people: {a: b}\nevents: [{id: lab}]", ["1:10: people.a: expected a mapping, found text"]),
        ("people: {a: {name: A, organization: [x]}}\nevents: [{id: lab}]", ["1:23: people.a.organization: expected"]),
        ("people: {new: {name: New}}\nevents: [{id: lab}]", ["1:10: warning: people.new: the person "]),
        ("events: [lab]", ["1:10: events[0]: expected a mapping, found text"]),
        ("events: [{id: lab, speakers: [[x]]}]", ["1:31: events[0].speakers[0]: expected a mapping, found a list"]),
        ("schedule: {title: x}", ["1:1: events: expected a list of at least one event"]),
        ("events: [{id: lab, speakers: [{person: who}]}]", ["1:32: events[0].speakers[0].person: unknown person"]),
        ("events:\n- id: night\n  date: soon", ['3:3: events[0].date: "soon" is not a day']),
        ("events:\n- {id: nigth, location: A}", ['2:4: events[0].id: unknown event "nigth"; did you mean "night"?']),
        ("events: [{id: nigth, title: New}]", ['1:11: events[0].id: unknown event "nigth"; did you mean "night"?']),
        (
            "events: [{id: talk, speakers: [{name: Ali Diallo, office: Judge}]}]",
            ['1:32: events[0].speakers[0]: "Ali Diallo" is the name of twin-1 and twin-2; refer to one by its id'],
        ),
        ("events: [{id: l.ab, location: x}]", ['1:11: events[0].id: unknown event "l.ab"; did you mean "lab"?']),
        ("events: [{uid: nobody, location: x}]", ['1:11: events[0].uid: unknown event "nobody"']),
        (
            "events: [{location: Room 5, title: New}]",
            ['1:10: events[0]: "start" is missing', '1:10: events[0]: "end" is missing'],
        ),
        (
            "events: [{id: lab, date: 2025-09-25, start: 2025-09-27T08:00}]",
            ["1:20: events[0].date: the day 2025-09-25 is not that of 2025-09-27 08:00"],
        ),
    ],
)
def test_what_is_wrong_with_a_layer_is_reported(layer: str, problems: list[str]) -> None:
    """Odd shapes are the problems that they are in any file; who changes what is not there is shown the nearest.

    People whom the first file declares are not reported again as unused.
    """
    lines = messages(layer)
    assert [
        line.removeprefix("layer1.yaml:")[: len(one)] for line, one in zip(lines, problems, strict=True)
    ] == problems


def test_all_problems_of_all_files_are_shown() -> None:
    """A broken first file does not hide those of the second; of very many the error shows the first."""
    done = reading("events: []", "events: [{id: lab, location: Room 5}]")
    assert done.schedule is None
    assert {finding.file for finding in done.findings} == {"base.yaml", "layer1.yaml"}
    many = "schedule: {timezone: UTC}\nevents:\n" + "- {title: A}\n" * 60
    done = reading(many)
    error = refusal(done)
    assert error.message == "base.yaml has 120 problems"
    assert len(error.details) == 51
    assert error.details[-1] == '70 more: `ungacli validate "base.yaml"` lists them all'
    assert len(done.findings) == 120


def test_a_refused_file_reports_its_warnings_too() -> None:
    """A time that cannot be read is not outside the schedule's days as well."""
    done = reading(
        "schedule: {timezone: UTC, days: 2025-09-22}\n"
        "events:\n"
        "  - {title: A, date: 2025-09-23, start: 09:00, end: 10:00}\n"
        "  - {title: B, date: 2025-09-22, start: '25:00', end: '10:00'}\n"
    )
    assert [str(finding).partition(": ")[0] for finding in done.findings] == ["base.yaml:3:34", "base.yaml:4:34"]


def test_the_layer_of_the_docs_does_what_the_page_says() -> None:
    """The example changes the example, and the private note with the rest."""
    _, full, layer = blocks("docs/dataset.md", "yaml")
    done = reading(full, layer)
    assert done.findings == []
    assert done.schedule
    (launch,) = done.schedule.events
    assert (launch.location, launch.contact) == ("Room XXVI", "Ana Pérez, +41 22 555 01 00")
    assert (launch.title, launch.note) == ("Launch of the Report", "The minister leaves at 18:20.")


def test_a_layer_has_a_zone_of_its_own() -> None:
    """It holds for what the layer gives; without one times are by the first file's clock, whatever the format."""
    layer = "schedule: {timezone: Europe/Zurich}\nevents: [{id: lab, start: 23:30}]"
    one = event(laid(layer), "lab")
    assert one.start == datetime(2025, 9, 24, 17, 30, tzinfo=NEW_YORK)
    assert one.end == datetime(2025, 9, 24, 19, tzinfo=NEW_YORK)
    assert "unknown" not in messages("schedule: {timezone: Nowhere}\nevents: [{id: lab, start: 23:30}]")[0]
    table = "Title,Date,Start,End\nTea,2025-09-23,10:00,11:00\n"
    done = read_all(
        [source(BASE, "base.yaml"), source(table, "tea.csv")], options=ReadOptions(zone=ZoneInfo("Asia/Tokyo"))
    )
    assert done.schedule
    assert event(done.schedule, "tea").start == datetime(2025, 9, 23, 10, tzinfo=NEW_YORK)


def test_other_times_leave_nothing_of_the_first() -> None:
    """Asked where it was read, an event with new times does not name the line of the old day."""
    moved = "events: [{id: lab, start: 2025-09-27T08:00, end: 2025-09-27T09:00}]"
    fields = {one.field: one.file.name for one in origins(reading(BASE, moved), "lab")}
    assert fields["start"] == "layer1.yaml"
    assert {one.file.name for one in origins(reading(BASE, moved), "night")} == {"base.yaml"}
    assert "date" not in fields
