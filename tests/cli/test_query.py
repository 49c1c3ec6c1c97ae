"""A query as arguments of the command line."""

import re

import pytest

from tests.conftest import Run

POPE = ["climate-peace", "drc", "eu-migration", "americas-cities", "cmil"]
OTHERS = ["united-generations", "idp-progress", "womens-health", "amr", "eps"]


def _ids(run: Run, *arguments: str) -> list[str]:
    command, *rest = arguments
    answer = run(command, "--format", "tsv", "--columns", "id", *rest)
    assert (answer.code, answer.err) == (0, "")
    return answer.out.split()[1:]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["speaker:pope"], POPE),
        (["-speaker:pope", "-speaker:daniels"], ["amr"]),
        (["-(speaker:pope OR speaker:daniels)"], ["amr"]),
        (["--", "-speaker:pope"], OTHERS),
        (["--date", "26", "-health"], ["eps"]),
        (["-health", "--date", "26"], ["eps"]),
        (["migration", "--reverse", "-health", "--date", "26"], ["eps"]),
        (["climate", "peace"], ["climate-peace", "eps"]),
        (["-climate", "peace"], ["united-generations", "drc"]),
        (["climate", "OR", "cities"], ["climate-peace", "americas-cities", "cmil", "eps"]),
    ],
)
def test_a_query_may_begin_with_a_minus(run: Run, arguments: list[str], expected: list[str]) -> None:
    """Before, behind and between options, which are still read as options."""
    assert _ids(run, "filter", *arguments) == expected


@pytest.mark.parametrize("asked", [["speaker", "pope"], ["organizer", "iom"], ["list"]])
def test_every_listing_takes_a_query(run: Run, asked: list[str]) -> None:
    """`--where` asks the same beside a name and the other options; given twice, either will do."""
    assert _ids(run, *asked, "--where", "-topic:climate -topic:displacement", "--to", "23") == [
        *(["drc", "americas-cities"] if asked[-1] == "pope" else ["united-generations", "drc", "americas-cities"])
    ]
    assert _ids(run, *asked, "--where", "id:drc", "--where", "id:cmil") == ["drc", "cmil"]


def test_at_takes_a_moment_for_now(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is past, today and upcoming depends on it; it is by the clock of --tz, of which local is what TZ says."""
    assert _ids(run, "list", "--date", "today", "--at", "2024-09-24") == ["cmil"]
    assert _ids(run, "list", "--where", "is:now", "--at", "Monday 5pm") == ["americas-cities"]
    assert _ids(run, "list", "--where", "is:now", "--at", "Monday 23:00", "--tz", "Geneva") == ["americas-cities"]
    assert _ids(run, "speaker", "pope", "--where", "is:upcoming", "--at", "23 Sep 16:00") == ["americas-cities", "cmil"]
    assert run("list", "--at", "someday").code == 2
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    assert "Times in Asia/Kathmandu (UTC+05:45)" in run("list", "--tz", "local").out


@pytest.mark.parametrize("zone", ["Nowhere/Bad", ":/etc/nothing", "<+03>-3"])
def test_a_machine_without_a_zone_says_so(run: Run, monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    """A TZ that is no zone of IANA's is no bug, and nothing is guessed in its place."""
    monkeypatch.setenv("TZ", zone)
    answer = run("list", "--tz", "local")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("error: could not determine this machine's time zone\nhint: name the zone instead")


@pytest.mark.parametrize("zone", ["EST", "EDT", "CET", "CEST"])
def test_an_abbreviation_is_that_of_the_schedule_and_not_of_the_answer(run: Run, zone: str) -> None:
    """A day without events takes the same zones as the days beside it, whatever season it is now."""
    codes = [run("list", "--date", day, "--also", zone).code for day in ("20", "23")]
    assert codes == ([0, 0] if zone in {"EDT", "CEST"} else [2, 2])


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("hesham", ["Hesham"]),
        ("city-led", ["City", "Led"]),
        ("unhcr", ["UNHCR"]),
        ("speaker:pope", []),
        ("-hesham", []),
    ],
)
def test_matched_words_are_marked(run: Run, query: str, marked: list[str]) -> None:
    """Where they are shown, as they are written; what no column shows is quoted below the title, and only that."""
    out = run("filter", query, "--limit", "1", "--color", "always").out
    assert re.findall(r"\x1b\[(?:\d+;)*7(?:;\d+)*m([^\x1b]*)", out) == marked
