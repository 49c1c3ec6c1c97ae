"""YAML text as a tree of plain values: bounded, scalars as written, every value with its place."""

from contextlib import suppress
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
)
from yaml.reader import ReaderError

from ungacli.draft.diagnostics import BadFileError, Diagnostic, KeyPath, Place, bad_file
from ungacli.draft.from_schedule import Tree

MAX_DEPTH = 100
_SHORT = 20
MAX_ALIASED_VALUES = 100_000
_TOO_DEEP = f"nested more than {MAX_DEPTH} levels deep"

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


def parse(text: str) -> tuple[Tree, list[Diagnostic]]:
    """Return the one document in *text* and a problem for each key given twice, of which the first counts.

    Plain scalars are None where they say null, else text as written. Raises BadFileError for text that
    is not YAML, for more than MAX_DEPTH levels or MAX_ALIASED_VALUES values repeated by aliases,
    and for tags, which are not read.
    """
    reader = _TreeReader()
    return reader.read(text), reader.twice


def places(text: str) -> dict[KeyPath, Place]:
    """Return where each value of *text* stands; a value of a mapping stands where its key does."""
    found: dict[KeyPath, Place] = {}
    # Whoever asks has been told by parse; what was read up to the error still has its places.
    with suppress(BadFileError):
        _TreeReader(found).read(text)
    return found


class _TreeReader:
    """Builds the tree from the parser's events, and notes *places* if it is given a dict for them.

    libyaml's own composer recurses, and 100,000 brackets overflow its stack; its events do not.
    """

    def __init__(self, places: dict[KeyPath, Place] | None = None) -> None:
        self._places = places
        self._texts: dict[str, str] = {}
        self._anchors: dict[str, tuple[Tree, int]] = {}
        self._aliased = 0
        self._events: Any = None
        self.twice: list[Diagnostic] = []

    def _note(self, path: KeyPath, event: Event) -> None:
        if self._places is not None:
            self._places.setdefault(path, _place(event))

    def read(self, text: str) -> Tree:
        try:
            self._events = iter(yaml.parse(text, Loader=_Loader))
            root: Tree = None
            documents = 0
            for event in self._events:
                if isinstance(event, DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        raise _stop((), "a second document starts here; one file holds one schedule", event)
                    root, _ = self._value(next(self._events), (), 0)
        except yaml.YAMLError as error:
            raise _not_yaml(error, text) from None
        return root

    def _value(self, event: NodeEvent, path: KeyPath, depth: int) -> tuple[Tree, int]:
        """Return the value that starts with *event*, and how many values it is made of."""
        if isinstance(event, AliasEvent):
            return self._alias(event, path)
        if depth > MAX_DEPTH:
            raise _stop(path[:3], _TOO_DEEP, event)
        self._note(path, event)
        if isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag not in (
            None,
            "!",
            "tag:yaml.org,2002:str",
        ):
            raise _stop(path, f'tags such as "{event.tag}" are not read', event)
        value: Tree
        if isinstance(event, ScalarEvent):
            plain = event.implicit[0] and not event.style
            value, size = (None if plain and event.value in _NULLS else self._shared(event.value)), 1
        elif isinstance(event, MappingStartEvent):
            value, size = self._mapping(path, depth)
        else:
            value, size = self._sequence(path, depth)
        if event.anchor is not None:
            self._anchors[event.anchor] = value, size
        return value, size

    def _shared(self, text: str) -> str:
        """Return *text*, of equal short ones the same each time: keys, days and ids come again and again."""
        return self._texts.setdefault(text, text) if len(text) <= _SHORT else text

    def _alias(self, event: AliasEvent, path: KeyPath) -> tuple[Tree, int]:
        self._note(path, event)
        if event.anchor not in self._anchors:
            raise _stop(path, f'the alias "*{event.anchor}" names no finished value above it', event)
        value, size = self._anchors[event.anchor]
        self._aliased += size
        if self._aliased > MAX_ALIASED_VALUES:
            raise _stop(path, f"aliases repeat more than {MAX_ALIASED_VALUES:,} values", event)
        return value, size

    def _sequence(self, path: KeyPath, depth: int) -> tuple[Tree, int]:
        values: list[Tree] = []
        size = 1
        while not isinstance(event := next(self._events), SequenceEndEvent):
            value, more = self._value(event, (*path, len(values)), depth + 1)
            values.append(value)
            size += more
        return values, size

    def _mapping(self, path: KeyPath, depth: int) -> tuple[Tree, int]:
        values: dict[str, Tree] = {}
        lines: dict[str, int] = {}
        merged: list[tuple[Tree, Event]] = []
        size = 1
        while not isinstance(event := next(self._events), MappingEndEvent):
            if not isinstance(event, ScalarEvent):
                raise _stop(path, "a key must be a word, not a list or a mapping", event)
            key = self._shared(event.value)
            here = (*path, key)
            self._note(here, event)
            value, more = self._value(next(self._events), here, depth + 1)
            size += more
            if key == "<<" and not event.style:
                merged += [(source, event) for source in (value if isinstance(value, list) else [value])]
            elif key in values:
                message = f'the key "{key}" is given twice; it stands in line {lines[key]} already'
                self.twice.append(Diagnostic(here, message, place=_place(event)))
            else:
                values[key] = value
                lines[key] = _place(event)[0]
        for source, event in merged:
            if not isinstance(source, dict):
                raise _stop((*path, "<<"), "a merge key takes mappings", event)
            for key, value in source.items():
                values.setdefault(key, value)
        return values, size


def _place(event: Event) -> Place:
    assert event.start_mark is not None
    return event.start_mark.line + 1, event.start_mark.column + 1


def _stop(path: KeyPath, message: str, event: Event) -> BadFileError:
    return BadFileError([Diagnostic(path, message, place=_place(event))])


def _not_yaml(error: yaml.YAMLError, text: str) -> BadFileError:
    if isinstance(error, ReaderError):
        # Only the offset is told, in bytes.
        before = text.encode()[: error.position].decode(errors="ignore")
        place = (before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
        return bad_file(f"not YAML: {error.reason}", place)
    mark = getattr(error, "problem_mark", None)
    what = f"not YAML: {getattr(error, 'problem', None) or 'it cannot be read'}"
    if "maximum nesting depth" in what:
        # From libyaml 0.2.6 on the parser has a bound of its own, which it may meet first when it looks ahead.
        what = _TOO_DEEP
    return bad_file(what, (mark.line + 1, mark.column + 1) if mark else None)
