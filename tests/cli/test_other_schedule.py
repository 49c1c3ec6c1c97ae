"""A schedule that is unlike the bundled one in all that a listing tells, through the whole program."""

import json
from pathlib import Path

import pytest

from tests.conftest import Run

OTHER = """
schedule: {title: Two Cities, timezone: America/New_York}
people:
  ana: {name: Ana Gil, office: Minister, organization: exo}
  bo: {name: Bo Li, office: "Head, Water", organization: exo}
organizations:
  exo: {name: Exo}
events:
  - id: late
    title: zebra Talk
    date: 2025-09-22
    start: 20:00
    end: 22:00
    audience: Members of Exo
    speakers: [{person: ana, status: tentative}, {name: Cy, role: keynote, status: cancelled}]
  - id: far
    title: Élan
    date: 2025-09-23
    start: 09:30
    end: 10:00
    timezone: Asia/Tokyo
    organizers: [{person: ana, role: sponsor, status: tentative}, {person: bo, role: sponsor, status: tentative}]
  - {id: early, title: apple Talk, date: 2025-09-22, start: 09:00, end: 12:00}
"""


@pytest.fixture(autouse=True)
def other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Use this schedule."""
    Path("other.yaml").write_text(OTHER, encoding="utf-8")
    monkeypatch.setenv("UNGACLI_EVENTS", "other.yaml")


def _ids(run: Run, *asked: str) -> list[str]:
    return run("list", "--format", "plain", "--columns", "id", *asked).out.split()


def _lines_with(text: str, *words: str) -> list[int]:
    """Return where in *text* the first line with each of *words* stands."""
    return [next(at for at, line in enumerate(text.splitlines()) if word in line) for word in words]


def test_listings_are_in_the_order_asked_for(run: Run) -> None:
    """By the instant, whatever the clocks say: 9:30 in Tokyo is 20:30 of the day before in New York."""
    assert _ids(run) == ["early", "late", "far"]
    assert _ids(run, "--sort", "end") == ["early", "far", "late"]
    assert _ids(run, "--sort", "date,id") == ["early", "far", "late"]
    assert _ids(run, "--sort", "date,title") == ["early", "far", "late"]
    assert _ids(run, "--sort", "time", "--reverse") == ["far", "late", "early"]
    assert _ids(run, "--sort", "duration") == ["far", "late", "early"]
    table = run("list", "--reverse").out
    assert _lines_with(table, "Élan", "zebra", "apple") == sorted(_lines_with(table, "Élan", "zebra", "apple"))


def test_days_and_times_are_by_the_clock_of_the_listing(run: Run) -> None:
    """In columns as in tables; start, end and timezone are the event's own."""
    columns = "date,time,timezone,start"
    assert run("list", "--where", "id:far", "--format", "tsv", "--columns", columns).out.splitlines()[1:] == [
        "2025-09-22\t20:30–21:00\tAsia/Tokyo\t2025-09-23T09:30:00+09:00"
    ]
    heading = run("list").out.splitlines()[1]
    assert heading == "3 events, 22 September 2025"
    assert "20:30–21:00" in run("list", "--date", "22").out


def test_what_is_not_sure_is_said_of_each_part(run: Run) -> None:
    """Of speakers and of organizers, in tables, cards and columns."""
    table = run("list", columns=160).out
    for words in ("~ Ana Gil, speaker, TBC", "Cy, keynote, cancelled", "~ sponsor, TBC: Ana Gil, Bo Li"):
        assert words in table
    assert "~ Ana Gil, speaker, TBC" in run("show", "late").out
    told = run("list", "--where", "id:far", "--format", "tsv", "--columns", "organizers").out
    assert told == "organizers\nAna Gil (sponsor, TBC); Bo Li (sponsor, TBC)\n"


def test_a_card_tells_everything(run: Run) -> None:
    """The audience, offices with commas kept apart, and by which clock each time is."""
    assert "Audience    Members of Exo" in run("show", "late").out
    card = run("show", "far", "--also", "New York", "--also", "Tokyo").out
    assert "~ sponsor, TBC: Ana Gil, Minister, Exo; Bo Li, Head, Water, Exo" in " ".join(card.split())
    assert [line.strip() for line in card.splitlines() if ":30" in line and "–" in line] == [
        "09:30–10:00, 30 min",
        "EDT 20:30 -1–21:00 -1, America/New_York",
    ]


def test_an_agenda_of_a_body_has_the_parts_of_its_people(run: Run) -> None:
    """As a column too."""
    told = run("organizer", "exo", "--format", "tsv", "--columns", "id,role").out
    assert told == "id\trole\nfar\tsponsor, TBC; sponsor, TBC\n"


def test_one_event_is_one_line_of_jsonl(run: Run) -> None:
    """Letters are letters there."""
    (line,) = run("show", "far", "--format", "jsonl").out.splitlines()
    assert json.loads(line)["title"] == "Élan"
    assert "Élan" in line


def test_a_status_is_that_of_the_event(run: Run) -> None:
    """The hint names where a speaker or an organizer has it, among what else was asked for."""
    assert "`ungacli show late far`" in run("list", "--status", "tentative").err
    assert "`ungacli show far`" in run("list", "--status", "tentative", "--organizer", "exo").err
