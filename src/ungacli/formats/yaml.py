"""The schedule file that people write by hand (docs/dataset.md), read and written as they would write it.

Short values are written on one line, prose is folded, and remarks are comments.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from math import inf
from textwrap import wrap
from zoneinfo import ZoneInfo

import yaml

from ungacli.draft.diagnostics import Diagnostic, KeyPath
from ungacli.draft.draft import Draft
from ungacli.draft.from_schedule import Tree, tree_of, tree_of_draft
from ungacli.draft.read_options import ReadOptions
from ungacli.draft.registry import Registry
from ungacli.draft.validate import draft_from_tree
from ungacli.formats import yaml_tree
from ungacli.formats.text import decoded
from ungacli.model import Schedule

_WIDTH = 100
_INDENT = "  "

# Words that every YAML 1.1 reader takes for the same text, and times and days, which stand as they do in files
# written by hand; all others are PyYAML's to quote.
_PLAIN = re.compile(
    r"(?!(?:y|n|yes|no|on|off|true|false|null)$)[A-Z][A-Z0-9]*(?: [A-Z0-9]+)*"
    r"|\d\d:\d\d(:\d\d)?|\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?|\.\.\d{4}-\d\d-\d\d)?|\d{1,9}",
    re.ASCII | re.IGNORECASE,
)
_UNPRINTABLE = "\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
_BLOCK = re.compile(rf"(?![ \t\n])[^\x00-\x08\x0b-\x1f{_UNPRINTABLE}]+(?<!\n)")
# Folding takes a line break for one space, and a line that begins with a space for something else.
_FOLDABLE = re.compile(rf"[^\s\x00-\x1f{_UNPRINTABLE}]+(?: [^\s\x00-\x1f{_UNPRINTABLE}]+)*")

Remarks = Mapping[KeyPath, Sequence[str]]


def read(data: bytes, options: ReadOptions) -> Draft:
    """Return what *data* says; of the *options* the time zone counts, for a file that names none.

    Raises BadFileError for what is not UTF-8 or not YAML, with its place.
    """
    text, _ = decoded(data, strict=True)
    tree, repeated_keys = yaml_tree.parse(text)
    return draft_from_tree(tree, options, repeated_keys, lambda: yaml_tree.places(text))


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
    registry = Registry(draft)
    tree = tree_of_draft(draft, registry, zone)
    remarks: dict[KeyPath, list[str]] = {}
    for number, raw in enumerate(draft.events):
        if raw.place:
            remarks["events", number] = [f"{file}, line {raw.place[0]}"]
    for one in (*registry.diagnostics, *diagnostics):
        lines = remarks.setdefault(_existing(one.path, tree), []) if one.path else []
        if one.message not in lines:
            lines.append(one.message)
    return dump(tree, remarks).encode()


def _existing(path: KeyPath, tree: Tree) -> KeyPath:
    """Return *path* as far as it leads to something in *tree*: what is missing has no place for a comment."""
    for number, part in enumerate(path):
        try:
            tree = tree[part]
        except (LookupError, TypeError):
            return path[:number]
    return path


def dump(tree: Tree, remarks: Remarks) -> str:
    """Return *tree* as YAML; the *remarks* about a value are comments above it."""
    return "\n".join([*_comments(remarks.get((), ()), ""), *_block(tree, (), "", remarks)]) + "\n"


def _comments(lines: Sequence[str], indent: str) -> Iterator[str]:
    for line in lines:
        # A line break in a remark would end the comment.
        words = " ".join(re.sub(f"[{_UNPRINTABLE}]", "", line).split())
        for part in wrap(words, max(_WIDTH - len(indent) - 2, 40), break_long_words=False):
            yield f"{indent}# {part}"


def _block(tree: Tree, path: KeyPath, indent: str, remarks: Remarks) -> Iterator[str]:
    """Yield the lines of the values in *tree*, a mapping or a list at *path*, each below its *remarks*."""
    is_mapping = isinstance(tree, dict)
    is_event = path == ("events",)
    for number, (key, value) in enumerate(tree.items() if is_mapping else enumerate(tree)):
        here = (*path, key)
        if number and (not path or is_event):
            yield ""
        yield from _comments(remarks.get(here, ()), indent)
        head = f"{indent}{_scalar(key)}:" if is_mapping else f"{indent}-"
        line = f"{head} {_inline(value)}"
        # A mapping, or a list of a few words, is expected on one line.
        is_short = len(line) <= _WIDTH and (isinstance(value, dict) or all(isinstance(item, str) for item in value))
        if isinstance(value, str):
            yield from _block_of_text(head, value, indent) if is_mapping else (line,)
        elif is_short and not is_event and not any(place[: len(here)] == here != place for place in remarks):
            yield line
        elif is_mapping:
            yield head
            yield from _block(value, here, indent + _INDENT, remarks)
        else:
            # The dash takes the place of the first key's indent; comments on that key go above the dash.
            lines = list(_block(value, here, indent + _INDENT, remarks))
            first = next(index for index, text in enumerate(lines) if not text.lstrip().startswith("#"))
            yield from (text.removeprefix(_INDENT) for text in lines[:first])
            yield f"{head} {lines[first].removeprefix(indent + _INDENT)}"
            yield from lines[first + 1 :]


def _inline(value: Tree) -> str:
    """Return *value* on one line."""
    if isinstance(value, str):
        return _scalar(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key)}: {_inline(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(map(_inline, value)) + "]"


def _block_of_text(head: str, value: str, indent: str) -> Iterator[str]:
    """Yield the lines of the text *value* behind its key: as its own lines, folded, or on one line."""
    line = f"{head} {_scalar(value)}"
    if "\n" in value and _BLOCK.fullmatch(value):
        yield f"{head} |-"
        yield from (f"{indent}{_INDENT}{part}" if part else "" for part in value.split("\n"))
    elif len(line) > _WIDTH and _FOLDABLE.fullmatch(value):
        yield f"{head} >-"
        room = max(_WIDTH - len(indent) - len(_INDENT), 40)
        folded = wrap(value, room, break_long_words=False, break_on_hyphens=False)
        yield from (f"{indent}{_INDENT}{part}" for part in folded)
    else:
        yield line


@lru_cache(maxsize=4096)
def _scalar(value: str) -> str:
    """Return *value* on one line, in quotes where any reader of YAML 1.1 could take it for something else."""
    if _PLAIN.fullmatch(value):
        return value
    # Half a surrogate has no form that every reader takes. A number to some readers is none to PyYAML.
    text = value.encode("utf-8", "replace").decode()
    plain = "" if re.match(r"[-+.\d]", text) else _flow(text)
    # In a list every sign that means something there counts, so that one form holds everywhere.
    return plain if plain == text else _flow(text, style='"')


def _flow(text: str, style: str | None = None) -> str:
    written: str = yaml.safe_dump([text], default_flow_style=True, default_style=style, width=inf, allow_unicode=True)
    return written.strip().removeprefix("[").removesuffix("]")
