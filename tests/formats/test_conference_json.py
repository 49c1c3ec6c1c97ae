import json
from datetime import timedelta
from typing import Any

import pytest

from tests.formats import builders
from ungacli.formats.table import format_of
from ungacli.model import Event

TALK = {"title": "Talk", "date": "2025-05-09T10:00:00+02:00", "duration": "01:00"}


def conference(*events: Any, **more: Any) -> str:
    """Return schedule JSON in Berlin with *events* in the hall and *more* about the conference."""
    about = {"title": "C", "time_zone_name": "Europe/Berlin", "days": [{"rooms": {"Hall": list(events)}}], **more}
    return json.dumps({"schedule": {"version": "1", "conference": about}})


def event(**fields: Any) -> Event:
    """Return the event that *fields* describe, which has no diagnostics."""
    return builders.read(conference({**TALK, **fields}), "schedule.json").events[0]


def test_frab() -> None:
    """A file in frab's manner has people by their public names, links as plain text, people under speakers."""
    people = [{"id": 4, "full_public_name": "Ann Lee"}, {"id": 5, "public_name": "Bo"}, {"id": 6}, "Cy", "?"]
    found = event(id=12, duration="0:20", persons=people, links=["https://example.org/a", None], attachments=None)
    assert found.duration == timedelta(minutes=20)
    assert [part.person.name for part in found.speakers] == ["Ann Lee", "Bo", "Cy"]
    assert [paper.title for paper in found.documents] == ["https://example.org/a"]
    found = event(persons=[], speakers=[{"name": "Cleo Dun"}, "Ann\n Lee"])
    assert [part.person.name for part in found.speakers] == ["Cleo Dun", "Ann Lee"]


def test_other_shapes() -> None:
    """Days and rooms may stand elsewhere, texts be in several languages; what is no text counts as missing."""
    days = [{"rooms": [{"name": "Hall", "events": [TALK]}, {"name": "Attic", "talks": [{**TALK, "title": "Two"}]}, 5]}]
    text = json.dumps({"conference": {"title": "C", "time_zone_name": "Europe/Berlin"}, "days": days})
    assert [(found.title, found.location) for found in builders.read(text, "schedule.json").events] == [
        ("Talk", "Hall"),
        ("Two", "Attic"),
    ]
    title = {"de": "Rede", "en": "Talk"}
    found = event(title=title, subtitle={"fr": "Un"}, abstract=[1], description={"x": 1}, track=True)
    assert (found.title, found.summary, found.topics) == ("Talk", "Un\n\n1", ())


def test_events_left_out() -> None:
    """An event that cannot be read is skipped with its place, even if that turns out late; braces do not mislead."""
    old = {**TALK, "title": "Old", "date": "1066-10-14T10:00:00Z"}
    text = conference({**TALK, "title": 'A "{" and }'}, {"title": "Bad"}, old)
    for title in ("Bad", "Old"):
        text = text.replace(f'{{"title": "{title}"', f'\n  {{"title": "{title}"')
    # A number of a million digits is just text.
    schedule, said = builders.told(text.replace('"Old"', f'"Old", "id": {"9" * 1_000_000}'), "schedule.json")
    assert [found.title for found in schedule.events] == ['A "{" and }']
    assert said == [
        '2:3: skipped: "Bad": it has no start',
        '3:3: skipped: "Old": the year is not between 1900 and 2199',
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"conference": {"days": [NaN]}}', "1:26: NaN is no value in JSON"),
        ('{"conference": {"a": "NaN",\n "days": -Infinity}}', "2:10: -Infinity is no value in JSON"),
        ('{"conference": {\n"a": {"b": 1, "c": 2, "b": 3}}}', '2:6: the key "b" is given twice'),
        ('{"conference": {"b": 1, "b": 3}}}}}', '1:16: the key "b" is given twice'),
        ('{"conference": {"a":}}', "1:21: not JSON: expecting value"),
        ('{"conference": {}}', "1:1: no event in it can be read"),
        ('{"schedule": {"x": 1}, "conference": {}}', '1:1: not a schedule of c3voc\'s kind: there is no "conference"'),
        ('{"conference": {"a": ' + "[" * 100_000, "1:1: lists or mappings too deep inside each other"),
        ('{"conference": {' + "{}," * 1_500_000, "1:1: more than 3,000,000 values; is it really a schedule?"),
    ],
    ids=["NaN", "infinity", "twice", "twice and cut", "cut", "bare", "other", "deep", "large"],
)
def test_files_refused(text: str, reason: str) -> None:
    """What is no JSON, ambiguous, no schedule, too deep or too large is refused, with its place."""
    (line,) = builders.refused(text, "schedule.json")
    assert line.startswith(reason)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (conference(TALK), True),
        ('\ufeff{ "generator": {}, "schedule": { "days": [], "conference" : {', True),
        ('{"$schema": "https://c3voc.de/schedule/schema.json", "version": 1', True),
        ('{"schedule": {"days": [{"day_start": ""', True),
        ('{"schedule": {"timezone": "UTC"}, "events": [{"title": "\\"conference\\": {"}]}', False),
        ('<script>{"conference": {}}</script>', False),
        ('[{"conference": {}}]', False),
    ],
)
def test_known_by_content(text: str, expected: bool) -> None:
    """Schedule JSON is recognized by its keys, in whatever order and encoding; other JSON and pages are not."""
    assert (format_of(text.encode(), ".json") == "voc") == expected
    assert (format_of(text.encode("utf-16"), ".txt") == "voc") == expected
