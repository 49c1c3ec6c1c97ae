"""YAML text as a tree of plain values: bounded, scalars as written, every value with its place."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import takewhile
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
MAX_ALIASED_VALUES = 100_000
_TOO_DEEP = f"nested more than {MAX_DEPTH} levels deep"

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_TEXT_TAGS = (None, "!", "tag:yaml.org,2002:str")


def parse(text: str) -> tuple[Tree, list[Diagnostic]]:
    """Return the one document in *text* and a problem for each key given twice, of which the first counts.

    A plain scalar that means null is None, any other is text as written. Raises BadFileError for text that is not
    YAML, for tags, and for more than MAX_DEPTH levels or MAX_ALIASED_VALUES values repeated by aliases.
    """
    reader = _TreeReader()
    return reader.read(text), reader.repeated_keys


def places(text: str) -> dict[KeyPath, Place]:
    """Return where each value of *text* stands; a value of a mapping stands where its key does."""
    found: dict[KeyPath, Place] = {}
    # Errors are for parse to report; the values before one still have their places.
    with suppress(BadFileError):
        _TreeReader(found).read(text)
    return found


class _TreeReader:
    """Builds the tree from the parser's events, and notes *places* if it is given a dict for them.

    libyaml's own composer recurses, and 100,000 brackets overflow its stack; its events do not.
    """

    def __init__(self, places: dict[KeyPath, Place] | None = None) -> None:
        self._places = places
        self._anchors: dict[str, tuple[Tree, int]] = {}
        self._count = 0
        self._aliased = 0
        self._events: Iterator[Any] = iter(())
        self.repeated_keys: list[Diagnostic] = []

    def read(self, text: str) -> Tree:
        root: Tree = None
        try:
            self._events = iter(yaml.parse(text, Loader=_Loader))
            documents = (event for event in self._events if isinstance(event, DocumentStartEvent))
            for number, event in enumerate(documents):
                if number:
                    raise _stop((), "a second document starts here; one file holds one schedule", event)
                root = self._value(next(self._events), (), 0)
        except yaml.YAMLError as error:
            raise _not_yaml(error, text) from None
        return root

    def _note(self, path: KeyPath, event: Event) -> None:
        if self._places is not None:
            self._places.setdefault(path, _place(event))

    def _value(self, event: NodeEvent, path: KeyPath, depth: int) -> Tree:
        """Return the value that starts with *event*."""
        self._note(path, event)
        if isinstance(event, AliasEvent):
            return self._alias(event, path)
        if depth > MAX_DEPTH:
            raise _stop(path[:3], _TOO_DEEP, event)
        if isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag not in _TEXT_TAGS:
            raise _stop(path, f'tags such as "{event.tag}" are not read', event)
        before = self._count
        self._count += 1
        value: Tree
        if isinstance(event, ScalarEvent):
            is_null = event.implicit[0] and not event.style and event.value in _NULLS
            # Keys, days and ids come again and again.
            value = None if is_null else sys.intern(event.value)
        elif isinstance(event, MappingStartEvent):
            value = self._mapping(path, depth)
        else:
            items = takewhile(lambda item: not isinstance(item, SequenceEndEvent), self._events)
            value = [self._value(item, (*path, index), depth + 1) for index, item in enumerate(items)]
        if event.anchor is not None:
            self._anchors[event.anchor] = value, self._count - before
        return value

    def _alias(self, event: AliasEvent, path: KeyPath) -> Tree:
        if event.anchor not in self._anchors:
            raise _stop(path, f'the alias "*{event.anchor}" names no finished value above it', event)
        value, size = self._anchors[event.anchor]
        self._count += size
        self._aliased += size
        if self._aliased > MAX_ALIASED_VALUES:
            raise _stop(path, f"aliases repeat more than {MAX_ALIASED_VALUES:,} values", event)
        return value

    def _mapping(self, path: KeyPath, depth: int) -> dict[str, Tree]:
        values: dict[str, Tree] = {}
        lines: dict[str, int] = {}
        merged: list[tuple[Tree, Event]] = []
        for event in takewhile(lambda key: not isinstance(key, MappingEndEvent), self._events):
            if not isinstance(event, ScalarEvent):
                raise _stop(path, "a key must be a word, not a list or a mapping", event)
            key = sys.intern(event.value)
            here = (*path, key)
            self._note(here, event)
            value = self._value(next(self._events), here, depth + 1)
            if key == "<<" and not event.style:
                merged += [(source, event) for source in (value if isinstance(value, list) else [value])]
            elif key in values:
                message = f'the key "{key}" is given twice; it stands in line {lines[key]} already'
                self.repeated_keys.append(Diagnostic(here, message, place=_place(event)))
            else:
                values[key] = value
                lines[key] = _place(event)[0]
        for source, event in merged:
            if not isinstance(source, dict):
                raise _stop((*path, "<<"), "a merge key takes mappings", event)
            for key, value in source.items():
                values.setdefault(key, value)
        return values


def _place(event: Event) -> Place:
    assert event.start_mark is not None
    return event.start_mark.line + 1, event.start_mark.column + 1


def _stop(path: KeyPath, message: str, event: Event) -> BadFileError:
    return BadFileError([Diagnostic(path, message, place=_place(event))])


def _not_yaml(error: yaml.YAMLError, text: str) -> BadFileError:
    if isinstance(error, ReaderError):
        # It gives the offset alone, in bytes.
        before = text.encode()[: error.position].decode(errors="ignore")
        return bad_file(f"not YAML: {error.reason}", (before.count("\n") + 1, len(before) - before.rfind("\n")))
    mark = getattr(error, "problem_mark", None)
    message = f"not YAML: {getattr(error, 'problem', None) or 'it cannot be read'}"
    if "maximum nesting depth" in message:
        # From libyaml 0.2.6 on the parser has a bound of its own, which it may meet first when it looks ahead.
        message = _TOO_DEEP
    return bad_file(message, (mark.line + 1, mark.column + 1) if mark else None)
