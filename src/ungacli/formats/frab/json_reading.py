"""c3voc's schedule JSON, version 1, as frab, pretalx and the tools around them write it."""

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any

from ungacli.draft.diagnostics import BadFileError, Diagnostic, Place, quoted
from ungacli.draft.read_options import ReadOptions
from ungacli.draft.tree_draft import TreeDraft
from ungacli.formats.frab.reading import drafted
from ungacli.formats.frab.record import Places, Record, mapping, text
from ungacli.formats.text import decoded

MAX_VALUES = 3_000_000

_STRING_OR_BRACE = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}]', re.DOTALL)


def read(data: bytes, assumed: ReadOptions) -> TreeDraft:
    """Return what *data* says, with the zone and the length of events *assumed* where it does not say.

    Logos, licenses and links for feedback are not taken over. Raises BadFileError, with its place,
    for what is no JSON or no schedule; so are keys given twice, NaN and more than MAX_VALUES values.
    """
    written, noted = decoded(data)
    root = _loaded(written)
    # Some programs leave the mapping around the conference out.
    schedule = mapping(root.get("schedule")) or root
    if not isinstance(schedule.get("conference"), Record):
        raise _bad('not a schedule of c3voc\'s kind: there is no "conference" in it', (1, 1))
    generator = text(mapping(root.get("generator")).get("name"))
    return drafted(schedule, noted, _placing(written), assumed, generator=generator)


def _loaded(written: str) -> Record:
    if sum(map(written.count, "[{,")) > MAX_VALUES:
        raise _bad(f"more than {MAX_VALUES:,} values; is it really a schedule?", (1, 1))
    count = 0

    def record(pairs: list[tuple[str, Any]]) -> Record:
        nonlocal count
        count += 1
        made = Record(pairs, at=count - 1)
        if len(made) < len(pairs):
            twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
            raise _bad(f"the key {quoted(twice)} is given twice", _placing(written)(made)[""])
        return made

    def constant(name: str) -> None:
        raise _bad(f"{name} is no value in JSON", _place(written, _of_constant(written, name)))

    try:
        # Numbers stay text: nothing is counted with them, and a million digits take no time.
        root = json.loads(
            written, object_pairs_hook=record, parse_constant=constant, parse_int=str, parse_float=str, strict=False
        )
    except RecursionError:
        raise _bad("lists or mappings too deep inside each other", (1, 1)) from None
    except json.JSONDecodeError as error:
        raise _bad(f"not JSON: {error.msg.lower()}", (error.lineno, error.colno)) from None
    if not isinstance(root, Record):
        raise _bad("expected a mapping", (1, 1))
    return root


def _placing(written: str) -> Callable[[Record], Places]:
    """Return what tells the place of a record: the text is looked through once, when that is asked."""

    @cache
    def braces() -> tuple[list[int], list[int]]:
        # Mappings are made in the order in which they end.
        begun: list[int] = []
        ended: list[int] = []
        for found in _STRING_OR_BRACE.finditer(written):
            if found[0] == "{":
                begun.append(found.start())
            elif found[0] == "}" and begun:
                ended.append(begun.pop())
        return ended, [0, *(found.end() for found in re.finditer("\n", written))]

    def where(record: Record) -> Places:
        ended, lines = braces()
        start = ended[record.at]
        line = bisect_right(lines, start)
        return {"": (line, start - lines[line - 1] + 1)}

    return where


def _of_constant(written: str, name: str) -> int:
    outside = re.sub(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"', lambda found: " " * len(found[0]), written, flags=re.DOTALL)
    return outside.index(name)


def _place(written: str, offset: int) -> Place:
    return written.count("\n", 0, offset) + 1, offset - written.rfind("\n", 0, offset)


def _bad(message: str, place: Place) -> BadFileError:
    return BadFileError([Diagnostic((), message, place=place)])
