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


def reading(*texts: str) -> Reading:
    """Return what files with *texts* come to, the later laid over the earlier: base.yaml, layer1.yaml ..."""
    names = ["base.yaml", *(f"layer{number}.yaml" for number in range(1, len(texts)))]
    return read_all([source(text, name) for text, name in zip(texts, names, strict=True)])


def laid(*layers: str) -> Schedule:
    """Return the base with *layers* over it, of which there is nothing to say."""
    done = reading(BASE, *layers)
    assert done.findings == []
    assert done.schedule
    return done.schedule


def event(schedule: Schedule, key: str) -> Event:
    """Return the event with the id *key*."""
    (found,) = (one for one in schedule.events if one.id == key)
    return found


def said(*layers: str) -> Sequence[str]:
    """Return what is said of *layers* over the base."""
    return [str(finding) for finding in reading(BASE, *layers).findings]


def test_an_entry_with_some_fields_changes_those_alone() -> None:
    """A layer needs neither a zone nor a title; what it does not give stays."""
    entry = "{id: lab, location: Room 5, contact: Ana, note: Side door, status: confirmed}"
    changes: dict[str, Any] = {"location": "Room 5", "contact": "Ana", "note": "Side door", "status": Status.CONFIRMED}
    assert event(laid(f"events: [{entry}]"), "lab") == replace(
        event(laid(), "lab"), **changes, sources=("week", "layer1")
    )


def test_an_entry_may_name_its_event_by_uid_or_in_another_case() -> None:
    """What calendars call it will do, and so will LAB."""
    uid = event(laid(), "lab").uid
    assert event(laid(f"events: [{{uid: {uid}, location: Room 5}}]"), "lab").location == "Room 5"
    assert event(laid("events: [{id: LAB, location: Room 5}]"), "lab").location == "Room 5"


def test_later_layers_win() -> None:
    """Of three files the last that gives a field counts."""
    one = event(laid("events: [{id: lab, location: A, note: x}]", "events: [{id: lab, location: B}]"), "lab")
    assert (one.location, one.note, one.sources) == ("B", "x", ("week", "layer1", "layer2"))


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
    told = [moment.astimezone(NEW_YORK).strftime("%Y-%m-%dT%H:%M") for moment in (one.start, one.end)]
    assert told == [start, end]


def test_the_same_event_of_two_files_is_shown_once() -> None:
    """Title and start are enough, in any spelling and zone; what the second knows is added."""
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


def test_the_same_uid_is_the_same_event_though_it_has_moved() -> None:
    """Calendars know it by that, whatever its title and time are now."""
    uid = event(laid(), "talk").uid
    moved = f"events: [{{uid: {uid}, title: Long talk, date: 2025-09-27, start: 09:00, end: 12:00}}]"
    one = event(laid(moved), "talk")
    assert (one.title, one.start) == ("Long talk", datetime(2025, 9, 27, 9, tzinfo=NEW_YORK))


def test_two_of_one_title_and_start_are_not_confused() -> None:
    """Where the known events do not differ, another like them is one more."""
    twins = BASE + "  - {id: talk-b, title: Talk, date: 2025-09-26, start: 09:00, end: 11:00}\n"
    done = reading(twins, "events: [{title: Talk, date: 2025-09-26, start: 09:00, end: 12:00}]")
    assert done.schedule
    assert [one.id for one in done.schedule.events] == ["lab", "night", "talk", "talk-b", "layer1-talk"]


def test_clashing_ids_are_qualified() -> None:
    """Two events called talk stay two, the second with its schedule's name before; a third gets a number."""
    other = "schedule: {id: feed}\nevents: [{id: Talk, title: Other, date: 2025-09-23, start: 09:00, end: 10:00}]"
    done = reading(BASE, other, other.replace("title: Other", "uid: x, title: Third"))
    assert done.schedule
    assert [one.id for one in done.schedule.events] == ["feed-Talk", "feed-Talk-2", "lab", "night", "talk"]
    assert done.schedule.title == "The week + layer1 + layer2"
    for line, name, id_ in zip(
        map(str, done.findings), ("layer1", "layer2"), ("feed-Talk", "feed-Talk-2"), strict=True
    ):
        assert line.startswith(f'{name}.yaml:2:11: warning: events[0].id: "Talk" is another event')
        assert line.endswith(f'"{id_}"')


def test_the_first_file_says_what_the_schedule_is() -> None:
    """Id, page, zone and revision are its own; it was revised when the last of them was."""
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
    rania = Person("rania", "Rania Sharshr", office="Head", organization=un, aliases=aliases)
    assert [part.person for part in event(schedule, "talk").speakers] == [rania, rania]
    assert [part.person for part in event(schedule, "lab").speakers] == [rania]
    assert [one.id for one in schedule.people] == ["rania", "twin-1", "twin-2"]


def test_an_id_alone_names_whom_the_first_file_knows() -> None:
    """A layer refers to people and bodies that it does not declare, and may add to them without their names."""
    layer = "people: {rania: {honorific: Dr}}\nevents: [{id: talk, speakers: [{person: rania}], organizers: [IOM]}]"
    talk = event(laid(layer), "talk")
    assert talk.speakers[0].person.honorific == "Dr"
    assert talk.organizers[0].participant.id == "iom"


def test_who_has_the_id_of_another_person_gets_a_new_one() -> None:
    """Two people called rania in two files are two, which is reported."""
    layer = "people: {rania: {name: Rana Other}}\nevents: [{id: talk, speakers: [{person: rania}]}]"
    done = reading(BASE, layer)
    (line,) = map(str, done.findings)
    assert line.startswith('layer1.yaml:1:10: warning: people.rania: "rania" is Rania Sharshr in the files before;')
    assert done.schedule
    assert [part.person.id for part in event(done.schedule, "talk").speakers] == ["rania-2"]
    assert [one.id for one in done.schedule.people] == ["rania", "twin-1", "twin-2", "rania-2"]


def test_of_two_who_bear_one_name_the_id_decides() -> None:
    """An entry with the id of one of them is that one; with another id it is a third."""
    layer = "people: {twin-2: {name: Ali Diallo, honorific: Dr}}\nevents: [{id: talk, speakers: [{person: twin-2}]}]"
    talk = event(laid(layer), "talk")
    assert [(part.person.id, part.person.honorific) for part in talk.speakers] == [("twin-2", "Dr")]
    third = "people: {ali: {name: Ali Diallo}}\nevents: [{id: talk, speakers: [{person: ali}]}]"
    assert event(laid(third), "talk").speakers[0].person.id == "ali"


def test_a_shared_acronym_joins_no_organizations() -> None:
    """Another one with the acronym IOM stays another, without it, and that is reported; so is an alias."""
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


def test_an_acronym_that_was_not_known_is_added() -> None:
    """What a later file adds to an organization stays, and another acronym counts as another spelling."""
    layer = "organizations: {x: {name: International Organization for Migration, acronym: IOM, kind: un}}\n"
    layer += "events: [{id: talk, organizers: [{organization: x}]}]"
    iom = Organization("iom", "International Organization for Migration", "IOM", "un")
    for done, expected in (
        (reading(BASE.replace(", acronym: IOM", ""), layer), iom),
        (reading(BASE, layer.replace("IOM", "OIM")), replace(iom, aliases=("OIM",))),
    ):
        assert done.schedule
        assert done.schedule.organizations == (expected,)


@pytest.mark.parametrize(
    ("layer", "problems"),
    [
        ("people: [x]\nevents: [{id: lab}]", ["1:1: people: expected a mapping from ids to entries"]),
        ("people: {a: b}\nevents: [{id: lab}]", ["1:10: people.a: expected a mapping, found text"]),
        ("people: {a: {name: A, organization: [x]}}\nevents: [{id: lab}]", ["1:23: people.a.organization: expected"]),
        ("people: {new: {name: New}}\nevents: [{id: lab}]", ["1:10: warning: people.new: the person "]),
        ("events: [lab]", ["1:10: events[0]: expected a mapping, found text"]),
        ("events: [{id: lab, speakers: [[x]]}]", ["1:31: events[0].speakers[0]: expected a mapping, found a list"]),
        ("events: {}", ["1:1: events: expected a list of at least one event"]),
        ("schedule: {title: x}", ["1:1: events: expected a list of at least one event"]),
        ("[]", ["1:1: not a schedule; a schedule file has the keys schedule, people, organizations, events"]),
        ("events: [{id: lab, speakers: [{person: who}]}]", ["1:32: events[0].speakers[0].person: unknown person"]),
        ("events:\n- id: night\n  date: soon", ['3:3: events[0].date: "soon" is not a day']),
        ("events:\n- {id: nigth, location: A}", ['2:4: events[0].id: unknown event "nigth"; did you mean "night"?']),
        ("events: [{id: nigth, title: New}]", ['1:11: events[0].id: unknown event "nigth"; did you mean "night"?']),
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
    lines = said(layer)
    assert [
        line.removeprefix("layer1.yaml:")[: len(one)] for line, one in zip(lines, problems, strict=True)
    ] == problems


def test_a_broken_first_file_does_not_hide_what_is_wrong_with_the_second() -> None:
    """All problems of all files are told in one go."""
    done = reading("events: []", "events: [{id: lab, location: Room 5}]")
    assert done.schedule is None
    assert {finding.file for finding in done.findings} == {"base.yaml", "layer1.yaml"}


def test_the_layer_of_the_docs_does_what_the_page_says() -> None:
    """The example changes the example, and the private note with the rest."""
    _, full, layer = blocks("docs/dataset.md", "yaml")
    done = reading(full, layer)
    assert done.findings == []
    assert done.schedule
    (launch,) = done.schedule.events
    assert (launch.location, launch.contact) == ("Room XXVI", "Ana Pérez, +41 22 555 01 00")
    assert (launch.title, launch.note) == ("Launch of the Report", "The minister leaves at 18:20.")


def test_a_longer_name_under_the_same_id_is_the_same_person() -> None:
    """Rania A. Sharshr is Rania Sharshr, with another spelling."""
    people = "people: {rania: {name: Rania A. Sharshr, honorific: Dr}}\n"
    (part,) = event(laid(f"{people}events: [{{id: talk, speakers: [{{person: rania}}]}}]"), "talk").speakers
    assert (part.person.id, part.person.honorific) == ("rania", "Dr")
    assert part.person.aliases == ("Rania Sharsh", "Rania A. Sharshr")


def test_a_layer_is_told_by_its_own_clock() -> None:
    """A zone of its own holds for what it gives; what it leaves stays at its instant."""
    layer = "schedule: {timezone: Europe/Zurich}\nevents: [{id: lab, start: 23:30}]"
    one = event(laid(layer), "lab")
    assert one.start == datetime(2025, 9, 24, 17, 30, tzinfo=NEW_YORK)
    assert one.end == datetime(2025, 9, 24, 19, tzinfo=NEW_YORK)
    assert "unknown" not in said("schedule: {timezone: Nowhere}\nevents: [{id: lab, start: 23:30}]")[0]


def test_times_without_a_zone_are_by_the_clock_of_the_first_file() -> None:
    """Whatever the format: a spreadsheet without a zone is in New York too."""
    table = "Title,Date,Start,End\nTea,2025-09-23,10:00,11:00\n"
    done = read_all(
        [source(BASE, "base.yaml"), source(table, "tea.csv")], options=ReadOptions(zone=ZoneInfo("Asia/Tokyo"))
    )
    assert done.schedule
    assert event(done.schedule, "tea").start == datetime(2025, 9, 23, 10, tzinfo=NEW_YORK)


def test_people_alone_are_a_layer() -> None:
    """A file may do nothing but give an office and another spelling."""
    schedule = laid("people: {rania: {office: Head, aliases: [R. S.]}}")
    assert event(schedule, "lab").speakers[0].person.office == "Head"


def test_of_two_offices_the_later_counts() -> None:
    """A bare name with an office gives it to the person of the first file, everywhere; two of one name keep theirs."""
    schedule = reading(BASE, "events: [{id: talk, speakers: [{name: Dr Rania Sharsh, office: Head}]}]").schedule
    assert schedule
    assert [event(schedule, key).speakers[0].person.office for key in ("talk", "lab")] == ["Head", "Head"]
    twins = said("events: [{id: talk, speakers: [{name: Ali Diallo, office: Judge}]}]")
    assert any("is the name of twin-1 and twin-2" in line for line in twins)


def test_other_times_leave_nothing_of_the_first() -> None:
    """Asked where it was read, an event with new times does not name the line of the old day."""
    moved = "events: [{id: lab, start: 2025-09-27T08:00, end: 2025-09-27T09:00}]"
    fields = {one.field: one.file.name for one in origins(reading(BASE, moved), "lab")}
    assert fields["start"] == "layer1.yaml"
    assert {one.file.name for one in origins(reading(BASE, moved), "night")} == {"base.yaml"}
    assert "date" not in fields


def test_of_very_many_problems_the_first_are_told() -> None:
    """The error stays readable; `validate` has them all."""
    many = "schedule: {timezone: UTC}\nevents:\n" + "- {title: A}\n" * 60
    done = reading(many)
    error = refusal(done)
    assert error.message == "base.yaml has 120 problems"
    assert len(error.details) == 51
    assert error.details[-1] == '70 more: `ungacli validate "base.yaml"` lists them all'
    assert len(done.findings) == 120


def test_events_of_the_same_first_words_are_two() -> None:
    """Two files of one name make the same id, and so the same UID, of them; title and start say that they differ."""
    rows = ("Ministerial Roundtable on Migration: Africa,10:00", "Ministerial Roundtable on Migration: Asia,15:00")
    files = [source(f"Title,Date,Start,Duration\n{row.replace(',', ',2025-10-25,')},1h\n", "week.csv") for row in rows]
    done = read_all(files, options=ReadOptions(zone=NEW_YORK))
    assert done.schedule
    assert [one.title.rpartition(": ")[2] for one in done.schedule.events] == ["Africa", "Asia"]
