"""The schedule file that people write by hand (docs/dataset.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ungacli.draft.describe import tree_of
from ungacli.draft.draft import Assumptions, Draft, Tree
from ungacli.draft.problems import BadFileError, KeyPath, Problem
from ungacli.formats import yaml_tree
from ungacli.formats.yaml_text import dump
from ungacli.model import Schedule

_MEND = "save it as UTF-8 and try again"


def read(data: bytes, assumed: Assumptions) -> Draft:
    """Return what *data* says as it stands; nothing is *assumed*.

    Raises BadFileError for what is not UTF-8 or not YAML, with its place.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadFileError(
            [Problem((), f"not UTF-8: byte 0x{data[error.start]:02x}; {_MEND}", place=(line, 1))]
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise BadFileError([Problem((), f"not UTF-8 text: it holds NUL bytes; {_MEND}", place=(line, 1))])
    tree, noted = yaml_tree.parse(text)
    return Draft(tree, tuple(noted), lambda: yaml_tree.places(text))


def write(schedule: Schedule, *, title: str | None = None) -> bytes:
    """Return *schedule* as a file that a person can go on writing; *title* takes the place of its own."""
    return dumped(tree_of(replace(schedule, title=title or schedule.title)))


def dumped(tree: Tree, remarks: Mapping[KeyPath, Sequence[str]] | None = None) -> bytes:
    """Return *tree* as such a file, with *remarks* as comments above the values that they are about."""
    return dump(tree, remarks or {}).encode()
