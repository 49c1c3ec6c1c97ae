"""c3voc's schedule JSON, version 1, as frab, pretalx and the tools around them read and write it."""

import json
import re
from bisect import bisect_right
from collections import Counter
from typing import Any

from ungacli.draft.diagnostics import Place, bad_file, quoted
from ungacli.draft.draft import Draft
from ungacli.draft.read_options import ReadOptions
from ungacli.formats.conference.reading import read_schedule
from ungacli.formats.conference.record import Record
from ungacli.formats.conference.writing import GENERATOR, OWN_KEY, conference_tree
from ungacli.formats.text import decoded
from ungacli.model import Schedule

_SCHEMA = "https://c3voc.de/schedule/schema.json"
MAX_VALUES = 3_000_000

_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'


def read(data: bytes, options: ReadOptions) -> Draft:
    """Return the facts in *data*, with the zone and the length of events of *options* where it does not give them.

    Logos, licenses and links for feedback are ignored. Raises BadFileError, with its place,
    for what is no JSON or no schedule; so are keys given twice, NaN and more than MAX_VALUES values.
    """
    written, diagnostics = decoded(data)
    root = _loaded(written)
    # Some programs leave the mapping around the conference out.
    schedule = root.get("schedule")
    schedule = schedule if isinstance(schedule, Record) and schedule else root
    if not isinstance(schedule.get("conference"), Record):
        raise bad_file('not a schedule of c3voc\'s kind: there is no "conference" in it')
    generator = root.get("generator")
    if isinstance(generator, Record) and generator.get("name") == GENERATOR:
        schedule.setdefault(OWN_KEY, None)
    return read_schedule(schedule, diagnostics, options)


def _loaded(written: str) -> Record:
    """Return the mapping that *written* is, each mapping in it with its place."""
    if sum(map(written.count, "[{,")) > MAX_VALUES:
        raise bad_file(f"more than {MAX_VALUES:,} values; is it really a schedule?")
    mappings: list[Record] = []

    def record(pairs: list[tuple[str, Any]]) -> Record:
        mappings.append(Record(pairs))
        if len(mappings[-1]) < len(pairs):
            twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
            place = _places_of_mappings(written)[len(mappings) - 1]
            raise bad_file(f"the key {quoted(twice)} is given twice", place)
        return mappings[-1]

    def constant(name: str) -> None:
        outside = next(one for one in re.finditer(rf"{_STRING}|{name}", written, re.DOTALL) if one[0] == name)
        error = json.JSONDecodeError("", written, outside.start())
        raise bad_file(f"{name} is no value in JSON", (error.lineno, error.colno))

    try:
        # Numbers stay text: nothing is counted with them, and a million digits take no time.
        root = json.loads(
            written, object_pairs_hook=record, parse_constant=constant, parse_int=str, parse_float=str, strict=False
        )
    except RecursionError:
        raise bad_file("lists or mappings too deep inside each other") from None
    except json.JSONDecodeError as error:
        raise bad_file(f"not JSON: {error.msg.lower()}", (error.lineno, error.colno)) from None
    if not isinstance(root, Record):
        raise bad_file("expected a mapping")
    for mapping, place in zip(mappings, _places_of_mappings(written), strict=True):
        mapping.place = place
    return root


def _places_of_mappings(written: str) -> list[Place]:
    """Return where the mappings of JSON begin, in the order in which they end and so are made."""
    lines = [0, *(match.end() for match in re.finditer("\n", written))]
    opened: list[int] = []
    places: list[Place] = []
    for match in re.finditer(rf"{_STRING}|[{{}}]", written, re.DOTALL):
        if match[0] == "{":
            opened.append(match.start())
        elif match[0] == "}" and opened:
            start = opened.pop()
            line = bisect_right(lines, start)
            places.append((line, start - lines[line - 1] + 1))
    return places


def write(schedule: Schedule, *, title: str | None = None) -> bytes:
    """Return *schedule*, called *title* or else by its own, as schedule JSON: the same bytes on every machine and day.

    What the format has no place for is in a mapping of our own beside the conference, where its schema allows more.
    """
    tree = conference_tree(schedule, title)
    whole = {
        "$schema": _SCHEMA,
        "generator": {"name": GENERATOR},
        "schedule": {key: value for key, value in tree.items() if value is not None},
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "ignore")
