"""The JSON Schema of the schedule file: what editors complete and check."""

import json
import re
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.conftest import Run
from tests.pages import ROOT, blocks
from ungacli.draft.validate import dataset_schema

VALIDATOR = Draft202012Validator(dataset_schema())
SMALLEST, FULL, _ = blocks("docs/dataset.md", "yaml")


class _EditorsLoader(yaml.SafeLoader):
    """YAML 1.2 as the language server of editors reads it: days and times are text, and No is no truth."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 (as PyYAML declares it)


for _tag, _pattern in (("int", "[-+]?[0-9]+"), ("float", r"[0-9]+\.[0-9]+"), ("null", "null|~|")):
    _EditorsLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_pattern})$"), None)


def problems(text: str) -> list[str]:
    """Return the paths at which an editor would find fault with *text*."""
    tree = yaml.load(text, _EditorsLoader)  # noqa: S506 (it is a safe one)
    return sorted(error.json_path for error in VALIDATOR.iter_errors(tree))


def test_the_published_file_is_a_schema(run: Run) -> None:
    """It is up to date: `ungacli validate --schema` prints it; the bundled schedule names it for editors."""
    Draft202012Validator.check_schema(dataset_schema())
    published = (ROOT / "docs" / "dataset.schema.json").read_text(encoding="utf-8")
    assert run("validate", "--schema") == (0, published, "")
    assert json.loads(published) == dataset_schema()
    first = (ROOT / "events.yaml").read_text(encoding="utf-8").partition("\n")[0]
    (named,) = re.findall(r"^# yaml-language-server: \$schema=(\S+)$", first)
    assert (ROOT / named).is_file()


@pytest.mark.parametrize(
    "text",
    [
        (ROOT / "events.yaml").read_text(encoding="utf-8"),
        SMALLEST,
        FULL,
        SMALLEST.replace("Briefing", "2025"),
        SMALLEST.replace("end: 10:00", "end: 10:00, speakers: , topics: [2030, x]"),
    ],
    ids=["bundled", "smallest", "full", "number", "empty key"],
)
def test_what_is_read_passes(text: str) -> None:
    """Whatever the reader takes, an editor does not underline."""
    assert problems(text) == []


@pytest.mark.parametrize(
    ("before", "after", "path"),
    [
        ("title: Briefing, ", "", "$.events[0]"),
        ("title:", "titel:", "$.events[0]"),
        ("09:00", "9 am", "$.events[0].start"),
        ("2025-09-22", "22.9.2025", "$.events[0].date"),
        ("end: 10:00", "end: 10:00, speakers: [{name: A, role: moderatr}]", "$.events[0].speakers[0]"),
        ("end: 10:00", "end: 10:00, status: TBC", "$.events[0].status"),
        ("end: 10:00", "end: 10:00, url: www.example.org", "$.events[0].url"),
        ("{timezone: Africa/Nairobi}", "{title: A}", "$.schedule"),
    ],
)
def test_what_is_wrong_is_underlined(before: str, after: str, path: str) -> None:
    """The smallest file with one mistake has it where it stands."""
    assert path in problems(SMALLEST.replace(before, after))
