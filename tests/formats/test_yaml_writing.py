from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml as pyyaml
from yaml import BaseLoader

from tests.formats.builders import schedule
from ungacli import Schedule
from ungacli.draft.diagnostics import Diagnostic, Level
from ungacli.draft.draft import Draft, RawEvent
from ungacli.formats import yaml
from ungacli.formats.yaml import dump
from ungacli.when.when import PartialWhen


def as_text(text: str) -> Any:
    """Return what another reader of YAML makes of *text*, every scalar as it stands."""
    return pyyaml.load(text, BaseLoader)  # noqa: S506 (it makes nothing but text)


def test_what_is_short_stands_on_one_line_and_prose_is_folded(unga: Schedule) -> None:
    """A file that was converted looks like one that was written by hand."""
    text = yaml.write(unga).decode()
    assert "\n  amy-pope: {name: Amy Pope, office: Director General, organization: iom}\n" in text
    assert "\n    date: 2024-09-23\n    start: 08:00\n    end: 09:30\n" in text
    assert "\n    topics: [climate, displacement]\n" in text
    assert '\n    documents: ["Concept note: CMIL", "Brochure: Digital"]\n' in text
    assert "\n    high_level_days: [2024-09-20..2024-09-28, 2024-09-30]\n" in text
    assert max(map(len, text.splitlines())) <= 100
    assert b"title: A day\n" in yaml.write(unga, title="A day")


@pytest.mark.parametrize(
    ("value", "line"),
    [
        *((text, f"k: {text}") for text in ("plain words", "17:00", "2024-09-24..2024-09-26")),
        *((text, f'k: "{text}"') for text in ("null", "No", "1e3", "1:20:30", "a: b", "a:", "a #b", "- a", "")),
        *(("a\tb", 'k: "a\\tb"'), ("a\x7fb", 'k: "a\\x7Fb"'), ("\ufeff", 'k: "\\uFEFF"'), ("\ud800", 'k: "?"')),
        *(("a\n b", "k: |-\n  a\n   b"), ("a\n\nb", "k: |-\n  a\n\n  b"), ("a\n\x00", 'k: "a\\n\\0"')),
        *((" a\nb", 'k: " a\\nb"'), ("w  " * 40, 'k: "' + "w  " * 40 + '"')),
        ("w " * 60 + "w", "k: >-\n  " + "w " * 48 + "w\n  " + "w " * 11 + "w"),
    ],
)
def test_texts(value: str, line: str) -> None:
    """Words and times stand as they are, what a reader could take for something else in quotes, lines in a block."""
    text = dump({"k": value}, {})
    assert text == f"{line}\n"
    assert dump({"k": ["w" * 120, value]}, {}).startswith(f"k:\n  - {'w' * 120}\n  - ")
    if "\ud800" not in value:
        assert as_text(text) == {"k": value}


@pytest.mark.parametrize(
    "value", ["a, b", "[a", "b}", "a:,", "x{y", "Why?", "what :?now", "?", "a ?b", "*a", "!a", "=", "@x"]
)
@pytest.mark.parametrize("loader", [pyyaml.SafeLoader, pyyaml.CSafeLoader])
def test_every_reader_of_yaml_gets_the_same_text(value: str, loader: type[pyyaml.SafeLoader]) -> None:
    """In a list on one line, in a mapping and by itself."""
    tree = {"k": [value, "z"], "m": [{"a": value, "b": "c"}], "s": value}
    assert pyyaml.load(dump(tree, {}), loader) == tree  # noqa: S506 (they are safe ones)


def test_remarks_stand_above_what_they_are_about() -> None:
    """In whatever depth; a long one is broken, and none can end its comment."""
    tree = {
        "schedule": {"title": "A"},
        "events": [{"title": "B", "speakers": ["x", {"name": "yo", "role": "z"}]}, {"id": "c"}],
    }
    remarks = {
        (): ["All of it"],
        ("schedule", "title"): ["No heading"],
        ("events", 0): ["page.txt, line 3"],
        ("events", 0, "title"): ["Twice\non the page"],
        ("events", 0, "speakers", 1): ["Who?"],
        ("events", 0, "speakers", 1, "role"): ["Says chair"],
        ("events", 1, "id"): ["w " * 60],
    }
    text = dump(tree, remarks)
    assert text.startswith("# All of it\nschedule:\n  # No heading\n  title: A\n\nevents:\n  # page.txt, line 3\n")
    assert "\n  # Twice on the page\n  - title: B\n" in text
    assert "\n      - x\n      # Who?\n      - name: yo\n        # Says chair\n        role: z\n" in text
    assert text.endswith(f"\n  # {'w ' * 46}w\n  # {'w ' * 12}w\n  - id: c\n")
    assert pyyaml.safe_load(text) == tree


def test_a_draft_has_its_lines_and_diagnostics_as_comments() -> None:
    """Whoever completes it by hand sees where each event stood, what was doubtful and what is missing."""
    raw = RawEvent(title="A", when=PartialWhen(time(9)), contact="Ann", place=(7, 1), path=("events", 0))
    diagnostics = (
        Diagnostic(("events", 0, "end"), "no end time", Level.SKIPPED),
        Diagnostic(("events", 0, "start"), "morning or evening?", Level.NOTE),
        Diagnostic((), "not used: Home", Level.NOTE),
    )
    draft = Draft(events=(raw,))
    assert yaml.write_draft(draft, file="page.txt", diagnostics=diagnostics).decode() == (
        "events:\n"
        "  # page.txt, line 7\n"
        "  # no end time\n"
        "  - title: A\n"
        "    # morning or evening?\n"
        "    start: 09:00\n"
        "    contact: Ann\n"
    )
    zone = schedule().timezone
    assert yaml.write_draft(draft, file="page.txt", zone=zone).startswith(b"schedule: {timezone: America/New_York}\n")
    named = Draft(timezone=ZoneInfo("UTC"))
    assert yaml.write_draft(named, file="x", zone=zone) == b"schedule: {timezone: UTC}\n\nevents: []\n"
