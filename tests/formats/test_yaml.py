from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats import builders
from ungacli.draft.diagnostics import BadFileError
from ungacli.formats import yaml_tree
from ungacli.model import (
    Context,
    DayRange,
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

EXO = Organization("exo", "Example Organization", "EXO", "un", ("The Example",))
ZOE = Person("zoe", "Zoë Müller", "Dr", "PhD", "Director of Research", EXO, ("Zoe Mueller",))

EVERYTHING = """\
schedule:
  id: days
  title: Example Days
  timezone: Europe/Zurich
  url: https://example.org/days
  revision: 2
  revised: 2025-09-01T14:00:00+02:00
  days: 2025-09-22..2025-09-24
  context:
    title: The 80th session
    theme: Better together
    opens: 2025-09-09
    high_level_days: [2025-09-22..2025-09-27, 2025-09-29]
    summary: About it.
people:
  zoe: {name: Zoë Müller, honorific: Dr, honorific_suffix: PhD, office: Director of Research,
        organization: exo, aliases: [Zoe Mueller]}
organizations:
  exo: {name: Example Organization, acronym: EXO, kind: un, aliases: [The Example]}
events:
  - id: launch
    uid: launch@example.org
    title: Launch of the Report
    date: 2025-09-22
    start: 23:00
    end: 00:30
    end_date: 2025-09-23
    timezone: Europe/Berlin
    status: tentative
    mode: hybrid
    location: Room XX
    speakers:
      - {person: zoe, role: moderator, status: tentative, mode: virtual}
      - {name: Ana Pérez, office: Minister of Health, role: keynote}
      - Dr Sam Okoro
    organizers:
      - {organization: exo, role: co-organizer}
      - {person: zoe, role: sponsor, status: cancelled}
      - the example
      - UNICEF
    audience: By invitation
    topics: [health, data, health]
    documents: [Concept note, {title: Report, url: https://example.org/report.pdf}]
    summary: >
      Two
      sentences.
    url: https://example.org/launch
"""


def read(text: str | bytes, *, stem: str = "mine") -> Schedule:
    """Return the schedule in *text*, which has no warnings."""
    return builders.read(text, f"{stem}.yaml")


def problems(text: str | bytes) -> list[str]:
    """Return the problems of *text*, without the file's name."""
    return builders.refused(text, "mine.yaml")


def one_event(*changes: str, zone: str = "Europe/Zurich") -> str:
    """Return a schedule file with one event, its fields one a line from line 3 on, *changes* in place or behind."""
    fields = {line.partition(":")[0]: line for line in ("title: A", "date: 2025-09-22", "start: 09:00", "end: 10:00")}
    fields |= {line.partition(":")[0]: line for line in changes}
    return f"schedule: {{timezone: {zone}}}\nevents:\n  - " + "\n    ".join(fields.values())


def test_every_key_is_read() -> None:
    """A file that uses all there is becomes the schedule that it describes."""
    zone = ZoneInfo("Europe/Berlin")
    ana = Person("ana-perez", "Ana Pérez", office="Minister of Health")
    sam = Person("sam-okoro", "Sam Okoro", honorific="Dr")
    unicef = Organization("unicef", "UNICEF")
    event = Event(
        id="launch",
        title="Launch of the Report",
        start=datetime(2025, 9, 22, 23, tzinfo=zone),
        end=datetime(2025, 9, 23, 0, 30, tzinfo=zone),
        uid="launch@example.org",
        schedule="days",
        sources=("days",),
        status=Status.TENTATIVE,
        mode=Mode.HYBRID,
        location="Room XX",
        speakers=(
            Speaker(ZOE, SpeakerRole.MODERATOR, Status.TENTATIVE, Mode.VIRTUAL),
            Speaker(ana, SpeakerRole.KEYNOTE),
            Speaker(sam),
        ),
        organizers=(
            Organizer(EXO, OrganizerRole.CO_ORGANIZER),
            Organizer(ZOE, OrganizerRole.SPONSOR, Status.CANCELLED),
            Organizer(EXO),
            Organizer(unicef),
        ),
        audience="By invitation",
        topics=("health", "data"),
        documents=(Document("Concept note"), Document("Report", "https://example.org/report.pdf")),
        summary="Two sentences.",
        url="https://example.org/launch",
    )
    assert read(EVERYTHING) == Schedule(
        id="days",
        title="Example Days",
        timezone=ZoneInfo("Europe/Zurich"),
        revised=datetime(2025, 9, 1, 12, tzinfo=UTC),
        revision=2,
        url="https://example.org/days",
        own_days=DayRange(date(2025, 9, 22), date(2025, 9, 24)),
        context=Context(
            "The 80th session",
            "Better together",
            date(2025, 9, 9),
            (DayRange(date(2025, 9, 22), date(2025, 9, 27)), DayRange(date(2025, 9, 29), date(2025, 9, 29))),
            "About it.",
        ),
        events=(event,),
        people=(ZOE, ana, sam),
        organizations=(EXO, unicef),
    )


def test_the_smallest_file_has_a_zone_and_one_event() -> None:
    """What is left out comes from the file's name and the time of its last change.

    The uid is UUID5 of "ungacli:my-week#opening-day" in the namespace of URLs.
    """
    schedule = read(one_event("title: Opening Day"), stem="My Week")
    event = schedule.events[0]
    assert (schedule.id, schedule.title, schedule.revision) == ("my-week", "My Week", 1)
    assert schedule.revised == datetime(2025, 9, 22, tzinfo=UTC)
    assert (event.id, event.speakers, event.status, event.url) == ("opening-day", (), Status.CONFIRMED, None)
    assert event.uid == "d441846f-e063-566f-9901-9e5e594e8588"
    assert read(one_event(), stem="???").id == "schedule"


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2025-09-22T09:00", "10:00", "07:00 08:00"),
        ("2025-09-22 09:00:30", "2025-09-22T10:00", "07:00 08:00"),
        ("2025-09-22T09:00Z", "2025-09-22T14:00-04:00", "09:00 18:00"),
        ("2025-10-26T02:30+02:00", "2025-10-26T02:30+01:00", "00:30 01:30"),
    ],
)
def test_full_moments_are_read(start: str, end: str, hours: str) -> None:
    """A time may carry day and offset; its offset decides between two hours of one name. UTC in the table."""
    event = read(one_event("date:", f"start: {start}", f"end: {end}")).events[0]
    assert f"{event.start.astimezone(UTC):%H:%M} {event.end.astimezone(UTC):%H:%M}" == hours


def test_scalars_aliases_and_merge_keys_mean_what_is_written() -> None:
    """17:00 is no number, NO no falsehood, only a plain null is nothing; what events share may be written once."""
    text = one_event(
        "title: NO", "start: 17:00", 'end: "18:00"', "topics: [on, 1_000, 010]", "speakers:", "location: ~"
    )
    (event,) = read(b"\xef\xbb\xbf" + text.encode()).events
    assert (event.title, event.start.hour, event.topics) == ("NO", 17, ("on", "1_000", "010"))
    assert (event.speakers, event.location) == ((), None)
    tree, _ = yaml_tree.parse("""{a: null, b: ~, c: , d: "null", e: '~', f: !!str 5, "<<": x}""")
    assert tree == {"a": None, "b": None, "c": None, "d": "null", "e": "~", "f": "5", "<<": "x"}
    schedule = read(
        "schedule: {timezone: UTC}\nevents:\n"
        "  - &first {title: One, date: 2025-09-22, start: 09:00, end: 10:00, topics: &t [health]}\n"
        "  - {<<: *first, title: Two}\n"
        "  - {<<: [{title: Three}, *first], topics: *t}\n"
    )
    assert [(event.title, event.topics) for event in schedule.events] == [
        ("One", ("health",)),
        ("Two", ("health",)),
        ("Three", ("health",)),
    ]


def test_ids_are_made_in_the_order_of_time() -> None:
    """By the moment, whatever the order of the file; one that is taken is numbered, also of an organization."""
    schedule = read(
        "schedule: {timezone: Europe/Zurich}\nevents:\n"
        "  - {title: Late, date: 2025-09-22, start: 12:00, end: 13:00}\n"
        "  - {title: '?', date: 2025-09-22, start: 10:00, end: 11:00}\n"
        "  - {title: Late, date: 2025-09-22, start: 05:30, end: 06:00, timezone: America/New_York}\n"
        "  - {title: Other, id: late, date: 2025-09-24, start: 14:00, end: 15:00}\n"
    )
    assert [event.id for event in schedule.events] == ["event", "late-2", "late-3", "late"]
    long = "Commission on Everything That Was Ever Discussed in the Long Hall"
    schedule = read(one_event(f"organizers: [{long} A, {long} B, '?', '!']"))
    short = "commission-on-everything-that-was-ever-discussed-in-the-long"
    ids = [organization.id for organization in schedule.organizations]
    assert ids == [short, f"{short}-2", "organization", "organization-2"]


@pytest.mark.parametrize(
    ("changes", "place", "problem"),
    [
        ("title: ", "3:5: events[0]", '"title" is missing'),
        ("title: ' '", "3:5: events[0].title", "is empty"),
        ("title: [A]", "3:5: events[0].title", "expected text, found a list"),
        ("date:", "5:5: events[0].start", "a time without a day; give date"),
        ("date: 2025-09-31", "4:5: events[0].date", "day is out of range for month"),
        ("date: 22 September", "4:5: events[0].date", '"22 September" is not a day such as 2024-09-24'),
        ("date: 0001-01-01", "4:5: events[0].date", "the year is not between 1900 and 2199"),
        ("start: 9.00", "5:5: events[0].start", '"9.00" is not a time such as 17:00 or 2024-09-24T17:00'),
        ("start: 2025-09-22T09:00+25:00", "5:5: events[0].start", "is not a time such as 17:00"),
        ("start: 25:00 | end: [1]", "6:5: events[0].end", "expected a time such as 17:00"),
        ("end: 08:00", "6:5: events[0].end", "not after its start at 2025-09-22 09:00; if it ends on a later day,"),
        ("end: 2025-09-22T09:00", "6:5: events[0].end", "ends at 2025-09-22 09:00, not after its start"),
        ("date: 2025-03-30 | start: 02:30", "5:5: events[0].start", "02:30 does not exist in Europe/Zurich"),
        ("date: | start: 2025-03-30T02:30", "5:5: events[0].start", "02:30 does not exist in Europe/Zurich"),
        ("date: 2025-10-26 | start: 01:00 | end: 02:30", "6:5: events[0].end", "exists twice in Europe/Zurich"),
        ("start: 2025-09-21T09:00", "4:5: events[0].date", "is not that of 2025-09-21 09:00; give one of them"),
        ("end: 2025-09-23T10:00 | end_date: 2025-09-24", "7:5: events[0].end_date", "give one of them"),
        ("speeker: Amy", "7:5: events[0].speeker", 'unknown key "speeker"; did you mean "speakers"?'),
        ("status: maybe", "7:5: events[0].status", 'expected "confirmed", "tentative" or "cancelled"'),
        ("status: " + "x" * 9999, "7:5: events[0].status", f'unknown status "{"x" * 100}..."; expected'),
        ("status: [x]", "7:5: events[0].status", "expected one of confirmed, tentative, cancelled"),
        ("speakers: Amy", "7:5: events[0].speakers", "expected a list, found text"),
        ("topics: [~]", "7:14: events[0].topics[0]", "expected text, found nothing"),
        ("speakers: [{name: A, role: moderatr}]", "7:26: events[0].speakers[0].role", 'did you mean "moderator"?'),
        ("speakers: [{role: speaker}]", "7:16: events[0].speakers[0]", "expected exactly one of person, name"),
        ("organizers: [{name: A, person: b}]", "7:18: events[0].organizers[0]", "one of person, organization, name"),
        ("speakers: [{person: amy}]", "7:17: events[0].speakers[0].person", 'unknown person "amy"'),
        ("organizers: [{organization: x}]", "7:19: events[0].organizers[0].organization", "unknown organization"),
        ("documents: [{title: B, url: javascript:x}]", "7:28: events[0].documents[0].url", "https:// or http://"),
        ("id: ../x", "7:5: events[0].id", '"../x" is not an id of letters, digits, hyphens, dots and underscores'),
        ("id: x\n    title: B", "8:5: events[0].title", '"title" is given twice; it stands in line 3 already'),
        ("timezone: Europe/Zurch", "7:5: events[0].timezone", 'did you mean "Europe/Zurich"'),
    ],
)
def test_a_wrong_field_is_reported_with_its_place(changes: str, place: str, problem: str) -> None:
    """Each mistake in an event is reported with line, column, path, what is wrong and what was expected."""
    lines = problems(one_event(*changes.split(" | ")))
    assert [line for line in lines if line.startswith(f"{place}: ") and problem in line]
    assert len([line for line in lines if line.startswith(place[:4])]) == 1


KEYS = "a schedule file has the keys schedule, people, organizations, events"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [f"1:1: the file is empty; {KEYS}"]),
        ("# nothing\n", [f"1:1: the file is empty; {KEYS}"]),
        ("- a\n", [f"1:1: not a schedule; {KEYS}"]),
        ("just words", [f"1:1: not a schedule; {KEYS}"]),
        (
            "schedul: {timezone: UTC}\n",
            [
                '1:1: schedul: unknown key "schedul"; did you',
                '1:1: "schedule" is missing; give',
                "1:1: events: expected",
            ],
        ),
        (
            "schedule: {}\nevents: []\npeople: [x]\n",
            [
                '1:1: schedule: "timezone" is missing; --tz ZONE',
                "2:1: events: expected a list of at least one event",
                "3:1: people: expected a mapping from ids to entries",
            ],
        ),
        ("schedule: [\n", ["2:1: not YAML: did not find expected node content"]),
        ("a: 1\nb: é\x1b", ["2:5: not YAML: control characters are not allowed"]),
        ("a: b: c", ["1:5: not YAML: mapping values are not allowed in this context"]),
        ("a: *b", ['1:4: a: the alias "*b" names no finished value above it']),
        ("a: &b [*b]", ['1:8: a[0]: the alias "*b" names no finished value above it']),
        ("? [a]\n: b", ["1:3: a key must be a word, not a list or a mapping"]),
        ("a: !!python/object:os.system x", ['1:4: a: tags such as "tag:yaml.org,2002:python/object:os.system"']),
        ("a: 1\n---\nb: 1", ["2:1: a second document starts here; one file holds one schedule"]),
        ("events:\n  - {<<: x}", ["2:6: events[0].<<: a merge key takes mappings"]),
        (b"schedule:\n  title: M\xfcller\n", ["2:1: not UTF-8: byte 0xfc"]),
        ("schedule:\n  title: \0", ["2:1: not text: it holds NUL bytes"]),
    ],
)
def test_a_file_that_is_no_schedule_has_its_reason(text: str | bytes, expected: list[str]) -> None:
    """Empty, not YAML, of the wrong shape, or with YAML's trickier features: each error names it."""
    lines = problems(text)
    assert [line[: len(start)] for line, start in zip(lines, expected, strict=True)] == expected


def paths(lines: list[str]) -> list[str]:
    """Return the path in each of the messages *lines*."""
    return [line.split(": ")[1] for line in lines]


def test_everything_wrong_is_reported_in_one_go_and_in_order() -> None:
    """Mistakes of every kind, in every section, come together in the order of the file."""
    lines = problems(
        "schedule: {timezone: Mars/Olympus, revision: one, days: 2025-09-24..2025-09-22,\n"
        "  context: {title: A, tilte: B}}\n"
        "people:\n"
        "  amy: {name: Amy, organization: iomm, aliases: [Amelia]}\n"
        "  amelia: {name: Amelia}\n"
        "  bob smith: {name: Bob, aliases: [amelia]}\n"
        "  cy: 5\n"
        "organizations:\n"
        "  iom: {name: IOM}\n"
        "events:\n"
        "  - {title: A, id: one, uid: u, date: 2025-09-22, start: 09:00, end: 08:00}\n"
        "  - {title: B, id: ONE, uid: u, date: 2025-09-22, start: 09:00, end: 10:00,\n"
        "     speakers: [{person: ami}, Amelia, {person: cy}]}\n"
        "  - {title: C, date: 2025-09-22, start: 09:00, end: 10:00, speakers: [{name: Amy, office: Chief}]}\n"
        "  - nonsense\n"
    )
    places = "1:12 1:36 1:51 2:23 4:20 5:3 6:3 6:3 7:3 11:65 12:16 12:25 13:18 13:41 14:83 15:5"
    assert [line.partition(": ")[0] for line in lines] == places.split()
    assert paths(lines) == [
        *("schedule.timezone", "schedule.revision", "schedule.days", "schedule.context.tilte"),
        *("people.amy.organization", "people.amelia", "people.bob smith", "people.bob smith", "people.cy"),
        *("events[0].end", "events[1].id", "events[1].uid", "events[1].speakers[0].person"),
        *("events[1].speakers[2].person", "events[2].speakers[0].office", "events[3]"),
    ]


def test_two_people_may_bear_one_name() -> None:
    """Their ids keep them apart; the name alone could be either, and an alias is no other's name."""
    text = "people: {a: {name: John Smith}, b: {name: JOHN SMITH}}\n"
    parts = read(text + one_event("speakers: [{person: b}, {person: a}]")).events[0].speakers
    assert [part.person.id for part in parts] == ["b", "a"]
    (line,) = problems(text + one_event("speakers: [John Smith]"))
    assert line.startswith('8:16: events[0].speakers[0]: "John Smith" is the name of a and b;')
    for people in ("a: {name: Amy, aliases: [Bo]}, b: {name: Bo}", "b: {name: Bo}, a: {name: Amy, aliases: [Bo]}"):
        assert '"Bo" already stands for people.' in problems(f"people: {{{people}}}\n{one_event()}")[0]
    own = read(f"people: {{amy: {{name: Amy, aliases: [AMY]}}}}\n{one_event('speakers: [Amy]')}")
    assert own.people[0].id == "amy"


def test_what_else_is_wrong_with_a_wrong_event_is_reported_too() -> None:
    """No mistake hides another, and what stands in for one makes no other.

    Two events with wrong times do not clash, nor leave the schedule's days; an item's other keys are read.
    """
    lines = problems(
        "schedule: {timezone: UTC, days: 2025-01-01..2025-01-05}\nevents:\n"
        "  - {title: A, start: 2025-01-01T26:00, end: 2025-01-01T27:00}\n"
        "  - {title: A, start: 2025-01-02T26:00, end: 2025-01-02T27:00}\n"
        "  - {start: 2025-01-03T10:00, end: 2025-01-03T11:00, speakers: [{person: ghost, role: king}]}\n"
        "  - {start: 2025-01-03T10:00, end: 2025-01-03T11:00, speakers: [[x], Amy]}\n"
        "  - {title: A, id: x, date: 2025-01-03, start: 09:00, end: 08:00, status: maybe, speakers: [{person: nope}]}\n"
        "  - {id: x, date: 22 Sep, start: 09:00, end: 10:00, speakers: [{name: A, role: b}, {person: c}], topics: a}\n"
    )
    assert paths(lines) == [
        *("events[0].start", "events[0].end", "events[1].start", "events[1].end"),
        *("events[2]", "events[2].speakers[0].person", "events[2].speakers[0].role"),
        *("events[3]", "events[3].speakers[0]"),
        *("events[4].end", "events[4].status", "events[4].speakers[0].person"),
        *("events[5]", "events[5].id", "events[5].date", "events[5].speakers[0].role"),
        *("events[5].speakers[1].person", "events[5].topics"),
    ]


def test_warnings_leave_the_schedule_usable() -> None:
    """Entries that nothing uses and events outside the schedule's own days are reported, and read all the same."""
    text = (
        "schedule: {timezone: UTC, days: 2025-09-22}\n"
        "people: {amy: {name: Amy}}\n"
        "organizations: {iom: {name: IOM}}\n"
        "events:\n"
        "  - {title: A, date: 2025-09-23, start: 09:00, end: 10:00}\n"
    )
    schedule, warnings = builders.told(text, "mine.yaml")
    assert len(schedule.events) == 1
    assert warnings == [
        '2:10: warning: people.amy: the person "amy" is never used',
        '3:17: warning: organizations.iom: the organization "iom" is never used',
        "5:34: warning: events[0].start: the event is outside the schedule's own days, 2025-09-22 to 2025-09-22",
    ]


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "[" * 100_000 + "]" * 100_000])
def test_deep_nesting_is_refused(text: str) -> None:
    """A hundred thousand brackets are a problem with a place, not the end of the process."""
    assert [line.partition(": ")[2].rpartition(": ")[2] for line in problems(text)] == [
        "nested more than 100 levels deep"
    ]
    assert yaml_tree.parse("[" * 101 + "]" * 101)[1] == []
    with pytest.raises(BadFileError):
        yaml_tree.parse("[" * 102 + "]" * 102)


def test_aliases_that_multiply_are_refused() -> None:
    """Nine lists of ten aliases each would be a thousand million values."""
    levels = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 10))
    assert "aliases repeat more than 100,000 values" in problems(f"l0: &l0 [x]\n{levels}")[0]


@given(st.text() | st.text(alphabet="[]{}:,-&*!?|>#'\"\n ab<"))
def test_any_text_is_a_schedule_or_an_error(text: str) -> None:
    """Nothing that a file may hold makes the reader fail in another way."""
    assert problems(text.encode("utf-8", "surrogatepass"))
