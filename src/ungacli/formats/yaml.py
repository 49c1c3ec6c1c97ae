"""The schedule file that people write by hand (docs/dataset.md)."""

from collections.abc import Iterable
from dataclasses import replace
from zoneinfo import ZoneInfo

from ungacli.draft.diagnostics import BadFileError, Diagnostic, KeyPath, Level
from ungacli.draft.draft import Draft
from ungacli.draft.from_schedule import KEYS_OF_EVENTS, tree_of
from ungacli.draft.read_options import ReadOptions
from ungacli.draft.tree_draft import Tree, TreeDraft
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
        raise BadFileError(
            [Diagnostic((), f"not UTF-8: byte 0x{data[error.start]:02x}; {_MEND}", place=(line, 1))]
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise BadFileError([Diagnostic((), f"not UTF-8 text: it holds NUL bytes; {_MEND}", place=(line, 1))])
    tree, noted = yaml_tree.parse(text)
    # Decoded again only for a file with problems: the bytes are there anyway.
    return draft_from_tree(tree, options, noted, lambda: yaml_tree.places(data.decode("utf-8-sig")))


def write(schedule: Schedule, *, title: str | None = None) -> bytes:
    """Return *schedule* as a file that a person can go on writing; *title* takes the place of its own."""
    return dump(tree_of(replace(schedule, title=title or schedule.title)), {}).encode()


def write_draft(
    draft: TreeDraft, *, file: str, zone: ZoneInfo | None = None, problems: Iterable[Diagnostic] = ()
) -> bytes:
    """Return what *draft*, read from *file*, says as a file to be completed by hand.

    The draft's remarks and its *problems* are comments above what they are about, and so are the
    lines of *file* that tell of the events. *zone* stands in for one that the draft does not give.
    """
    remarks: dict[KeyPath, list[str]] = {}
    told = [(path, line) for path, lines in (draft.remarks or {}).items() for line in lines]
    told += [(problem.path, problem.message) for problem in problems if problem.level is Level.ERROR]
    for path, line in told:
        lines = remarks.setdefault(_there(path, draft.tree), [])
        lines += [line] if line not in lines else []
    for path, (number, _) in draft.places().items():
        if path[:1] == ("events",) and len(path) == 2:
            remarks.setdefault(path, []).insert(0, f"{file}, line {number}")
    about = draft.tree.get("schedule") or {}
    if zone is not None and "timezone" not in about:
        about = {**about, "timezone": zone.key}
    rest = {key: value for key, value in draft.tree.items() if value and key != "schedule"}
    rest["events"] = [_in_order(entry) for entry in draft.tree["events"]]
    return dump({**({"schedule": about} if about else {}), **rest}, remarks).encode()


def _there(path: KeyPath, tree: Tree) -> KeyPath:
    """Return *path* as far as it leads to something in *tree*: what is missing has no place for a comment."""
    inner = tree
    for number, part in enumerate(path):
        try:
            inner = inner[part]
        except (LookupError, TypeError):
            return path[:number]
    return path


def _in_order(entry: dict[str, Tree]) -> dict[str, Tree]:
    """Return *entry* with its keys in the order of docs/dataset.md."""
    return {key: entry[key] for key in sorted(entry, key=KEYS_OF_EVENTS.index)}
