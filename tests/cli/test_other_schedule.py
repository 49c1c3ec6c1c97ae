"""A schedule that is unlike the bundled one in all that a listing tells, through the whole program."""

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
    speakers: [{person: ana, status: tentative}, {name: Cy, role: keynote, status: cancelled}, {name: D, mode: virtual}]
  - id: far
    title: Élan
    date: 2025-09-23
    start: 09:30
    end: 10:00
    timezone: Asia/Tokyo
    organizers: [{person: ana, role: sponsor, status: tentative}, {person: bo, role: sponsor, status: tentative}]
"""


@pytest.fixture(autouse=True)
def other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Use this schedule."""
    Path("other.yaml").write_text(OTHER, encoding="utf-8")
    monkeypatch.setenv("UNGACLI_EVENTS", "other.yaml")


def test_what_is_not_sure_is_said_of_each_part(run: Run) -> None:
    """In tables, cards and columns; a card has the audience, offices with commas apart, and the clock of each time."""
    table = run("list", columns=160).out
    for words in (
        "~ Ana Gil, speaker, TBC",
        "Cy, keynote, cancelled",
        "D, speaker, virtual",
        "~ sponsor, TBC: Ana Gil, Bo Li",
    ):
        assert words in table
    assert "~ Ana Gil, speaker, TBC" in run("show", "late").out
    told = run("list", "--where", "id:far", "--format", "tsv", "--columns", "organizers").out
    assert told == "organizers\nAna Gil (sponsor, TBC); Bo Li (sponsor, TBC)\n"
    assert "Audience    Members of Exo" in run("show", "late").out
    card = run("show", "far", "--also", "New York", "--also", "Tokyo").out
    assert "~ sponsor, TBC: Ana Gil, Minister, Exo; Bo Li, Head, Water, Exo" in " ".join(card.split())
    assert [line.strip() for line in card.splitlines() if ":30" in line and "–" in line] == [
        "09:30–10:00, 30 min",
        "EDT 20:30 -1–21:00 -1, America/New_York",
    ]


def test_a_status_is_that_of_the_event(run: Run) -> None:
    """The hint names where a speaker or an organizer has it, among what else was asked for."""
    assert "`ungacli show late far`" in run("list", "--status", "tentative").err
    assert "`ungacli show far`" in run("list", "--status", "tentative", "--organizer", "exo").err
