"""The schedule file that people write by hand (docs/dataset.md)."""

from collections.abc import Iterable
from dataclasses import replace
from zoneinfo import ZoneInfo

from ungacli.draft.diagnostics import Diagnostic, KeyPath, bad_file
from ungacli.draft.draft import Draft
from ungacli.draft.from_schedule import Tree, tree_of, tree_of_draft
from ungacli.draft.read_options import ReadOptions
from ungacli.draft.registry import register
from ungacli.draft.validate import draft_from_tree
from ungacli.formats import yaml_tree
from ungacli.formats.yaml_text import dump
from ungacli.model import Schedule

_MEND = "save it as UTF-8 and try again"


def read(data: bytes, options: ReadOptions) -> Draft:
    """Return what *data* says; of the *options* the time zone counts, for a file that names none.

    Raises BadFileError for what is not UTF-8 or not YAML, with its place.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise bad_file(f"not UTF-8: byte 0x{data[error.start]:02x}; {_MEND}", (line, 1)) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise bad_file(f"not UTF-8 text: it holds NUL bytes; {_MEND}", (line, 1))
    tree, noted = yaml_tree.parse(text)
    # Decoded again only for a file with problems: the bytes are there anyway.
    return draft_from_tree(tree, options, noted, lambda: yaml_tree.places(data.decode("utf-8-sig")))


def write(schedule: Schedule, *, title: str | None = None) -> bytes:
    """Return *schedule* as a file that a person can go on writing; *title* takes the place of its own."""
    return dump(tree_of(replace(schedule, title=title or schedule.title)), {}).encode()


def write_draft(
    draft: Draft, *, file: str, zone: ZoneInfo | None = None, diagnostics: Iterable[Diagnostic] = ()
) -> bytes:
    """Return what *draft*, read from *file*, says as a file to be completed by hand.

    The *diagnostics* are comments above what they are about, and so are the lines of *file* in which the events
    stand. *zone* is that of a draft without one.
    """
    registry = register(draft)
    tree = tree_of_draft(draft, registry, zone)
    comments: dict[KeyPath, list[str]] = {}
    for number, raw in enumerate(draft.events):
        if raw.place:
            comments["events", number] = [f"{file}, line {raw.place[0]}"]
    for one in (*registry.diagnostics, *diagnostics):
        lines = comments.setdefault(_there(one.path, tree), []) if one.path else []
        if one.message not in lines:
            lines.append(one.message)
    return dump(tree, comments).encode()


def _there(path: KeyPath, tree: Tree) -> KeyPath:
    """Return *path* as far as it leads to something in *tree*: what is missing has no place for a comment."""
    inner = tree
    for number, part in enumerate(path):
        try:
            inner = inner[part]
        except (LookupError, TypeError):
            return path[:number]
    return path
