"""ungacli timeline."""

import json
from io import BytesIO, TextIOWrapper

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.conftest import Run, WriteFile
from ungacli.cli.terminal import substitute_characters


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("options", ["--date 23..24", "--date 24..25 --by speaker --also Geneva"])
def test_timelines_look_like_this(run: Run, snapshot: SnapshotAssertion, options: str, columns: int) -> None:
    """A picture of each."""
    assert run("timeline", *options.split(), columns=columns) == snapshot


def test_plain_is_a_sentence_for_each(run: Run) -> None:
    """On 22 September one of an hour and a quarter; nothing left is said."""
    told = run("timeline", "--date", "22", "--format", "plain").out.splitlines()
    title = "High-Level Roundtable on Climate, Peace and Human Mobility"
    sentence = f"13:15 to 14:30, 1 h 15 min: {title}; speakers: Amy Pope, Rania Sharshr"
    assert told[2:] == ["Sunday 22 September 2024", sentence]
    nothing = run("timeline", "--topic", "climate", "--date", "23")
    assert (nothing.code, nothing.out) == (0, "")
    assert nothing.err
    assert json.loads(run("timeline", "--json", "--topic", "climate", "--date", "23").out) == []


def test_an_old_encoding_has_other_signs() -> None:
    """In ASCII bars are hatched and cut all the same; none of their signs is lost."""
    raw = BytesIO()
    stream = TextIOWrapper(raw, encoding="ascii")
    assert not substitute_characters(stream)
    stream.write("▐██▒╌▌◆←→├┼┤─")
    stream.flush()
    assert raw.getvalue() == b"[##~-]*<>+++-"


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_is_that_of_lists(run: Run, form: str) -> None:
    """The same records."""
    asked = ["--date", "23", "--format", form]
    assert run("timeline", *asked).out == run("list", *asked).out


def test_what_was_picked_is_marked(run: Run) -> None:
    """For the user, or for whom --for names; nobody else's picks are."""
    run("pick", "drc")
    run("pick", "eu-migration", "--for", "Amy Pope")

    def marked(*options: str) -> list[bool]:
        lines = run("timeline", "--date", "23", "--format", "plain", *options).out.splitlines()
        return ["; picked" in line for line in lines if " to " in line.partition(":")[0] or line[:2].isdigit()]

    assert marked() == [True, False, False]
    assert marked("--for", "amy pope") == [False, True, False]
    assert marked("--picked") == [True]


def test_events_that_overlap_are_never_in_one_row(run: Run, write_file: WriteFile) -> None:
    """Two of 20 minutes that share 5, at a scale in which both end and begin in one column."""
    mine = write_file(
        "schedule: {timezone: Europe/Zurich}\nevents:\n"
        "- {id: a, title: A, start: 2025-09-22T08:21, end: 2025-09-22T08:41}\n"
        "- {id: b, title: B, start: 2025-09-22T08:36, end: 2025-09-22T08:56}\n"
        "- {id: c, title: C, start: 2025-09-22T08:56, end: 2025-09-22T18:00}\n"
    )
    told = run("timeline", "--events", str(mine), columns=80).out
    rows = [line for line in told.splitlines() if "█" in line or "▌" in line]
    assert len(rows) == 2
