"""A tree as the YAML that a person would write: short things on one line, prose folded, doubts as comments."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import inf
from textwrap import wrap

import yaml

from ungacli.draft.diagnostics import KeyPath
from ungacli.draft.from_schedule import Tree

_WIDTH = 100
_INDENT = "  "

# Words that every YAML 1.1 reader takes for the same text; all others are PyYAML's to quote.
_PLAIN = re.compile(r"(?!(?:y|n|yes|no|on|off|true|false|null)$)[A-Za-z][A-Za-z0-9]*(?: [A-Za-z0-9]+)*", re.IGNORECASE)
# Times and days are read as they stand, as they are in files written by hand.
_AS_IT_STANDS = re.compile(
    r"\d\d:\d\d(:\d\d)?|\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?|\.\.\d{4}-\d\d-\d\d)?|\d{1,9}"
)
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")

Remarks = Mapping[KeyPath, Sequence[str]]


def dump(tree: Tree, remarks: Remarks) -> str:
    """Return *tree* as YAML; the *remarks* about a value are comments above it."""
    sections = []
    for key, value in tree.items():
        sections.append("\n".join([*_comments(remarks.get((key,), ()), ""), *_entry(key, value, (key,), "", remarks)]))
    header = "".join(f"{line}\n" for line in _comments(remarks.get((), ()), ""))
    return header + "\n\n".join(sections) + "\n"


def _comments(lines: Sequence[str], indent: str) -> list[str]:
    # A line break in a remark would end the comment.
    words = [" ".join(_UNPRINTABLE.sub("", line).split()) for line in lines]
    width = max(_WIDTH - len(indent) - 2, 40)
    return [f"{indent}# {part}" for line in words for part in wrap(line, width, break_long_words=False)]


def _entry(key: str, value: Tree, path: KeyPath, indent: str, remarks: Remarks) -> Iterator[str]:
    """Yield the lines of *key* with its *value*, which stands at *path*."""
    name = _scalar(key)
    inline = _inline(value) if not _has_remarks(path, remarks) else None
    if isinstance(value, str):
        yield from _text(name, value, indent)
    elif inline is not None and len(indent) + len(name) + 2 + len(inline) <= _WIDTH and _is_short(value):
        yield f"{indent}{name}: {inline}"
    elif isinstance(value, dict):
        yield f"{indent}{name}:"
        yield from _mapping(value, path, indent + _INDENT, remarks)
    else:
        yield f"{indent}{name}:"
        apart = key == "events"
        for index, item in enumerate(value):
            if apart and index:
                yield ""
            yield from _item(item, (*path, index), indent + _INDENT, remarks)


def _is_short(value: Tree) -> bool:
    """Return whether a reader expects *value* on one line: an entry of a registry, or a few words."""
    return isinstance(value, dict) or all(isinstance(item, str) for item in value)


def _mapping(value: dict[str, Tree], path: KeyPath, indent: str, remarks: Remarks) -> Iterator[str]:
    for key, inner in value.items():
        here = (*path, key)
        yield from _comments(remarks.get(here, ()), indent)
        yield from _entry(key, inner, here, indent, remarks)


def _item(value: Tree, path: KeyPath, indent: str, remarks: Remarks) -> Iterator[str]:
    yield from _comments(remarks.get(path, ()), indent)
    inline = None if _has_remarks(path, remarks) else _inline(value)
    is_event = len(path) == 2 and path[0] == "events"
    if inline is not None and len(indent) + 2 + len(inline) <= _WIDTH and not is_event:
        yield f"{indent}- {inline}"
        return
    if isinstance(value, str):
        yield f"{indent}- {_scalar(value)}"
        return
    # The dash takes the place of the first line's indent; comments above the first key go above the dash.
    lines = list(_mapping(value, path, indent + _INDENT, remarks))
    first = next(number for number, line in enumerate(lines) if not line.lstrip().startswith("#"))
    yield from (line.removeprefix(_INDENT) for line in lines[:first])
    yield f"{indent}- {lines[first][len(indent) + 2 :]}"
    yield from lines[first + 1 :]


def _has_remarks(path: KeyPath, remarks: Remarks) -> bool:
    return any(place[: len(path)] == path and len(place) > len(path) for place in remarks)


def _inline(value: Tree) -> str | None:
    """Return *value* on one line, or None if it has texts that deserve more."""
    if isinstance(value, str):
        return _scalar(value)
    parts = [_inline(item) for item in (value.values() if isinstance(value, dict) else value)]
    if isinstance(value, dict):
        pairs = zip(value, parts, strict=True)
        return "{" + ", ".join(f"{_scalar(key)}: {part}" for key, part in pairs) + "}"
    return "[" + ", ".join(str(part) for part in parts) + "]"


def _text(name: str, value: str, indent: str) -> Iterator[str]:
    line = f"{indent}{name}: {_scalar(value)}"
    if "\n" in value and _keeps_its_lines(value):
        yield f"{indent}{name}: |-"
        yield from (f"{indent}{_INDENT}{part}" if part else "" for part in value.split("\n"))
    elif len(line) > _WIDTH and _can_fold(value):
        yield f"{indent}{name}: >-"
        room = max(_WIDTH - len(indent) - len(_INDENT), 40)
        folded = wrap(value, room, break_long_words=False, break_on_hyphens=False)
        yield from (f"{indent}{_INDENT}{part}" for part in folded)
    else:
        yield line


def _keeps_its_lines(value: str) -> bool:
    lines = value.split("\n")
    printable = not re.search(r"[\x00-\x08\x0b-\x1f]", value) and not _UNPRINTABLE.search(value)
    return printable and value.strip("\n") == value and not lines[0].startswith((" ", "\t")) and bool(lines[0])


def _can_fold(value: str) -> bool:
    # Folding takes a line break for one space, and a line that begins with a space for something else.
    return (
        " ".join(value.split(" ")) == value
        and not re.search(r"[^\S ]|^ | $|  ", value)
        and not re.search(r"[\x00-\x1f]", value)
        and not _UNPRINTABLE.search(value)
    )


def _scalar(value: str) -> str:
    """Return *value* on one line, in quotes where any reader of YAML 1.1 could take it for something else."""
    if _AS_IT_STANDS.fullmatch(value) or _PLAIN.fullmatch(value):
        return value
    return _quoted(str(value))


@lru_cache(maxsize=4096)
def _quoted(value: str) -> str:
    # Half a surrogate has no form that every reader takes. A number to some readers is none to PyYAML.
    text = value.encode("utf-8", "replace").decode()
    plain = _flow(text) if not re.match(r"[-+.\d]", text) else ""
    # In a list every sign that means something there counts, so that one form holds everywhere.
    return plain if plain == text else _flow(text, style='"')


def _flow(text: str, style: str | None = None) -> str:
    written: str = yaml.safe_dump([text], default_flow_style=True, default_style=style, width=inf, allow_unicode=True)
    return written.strip().removeprefix("[").removesuffix("]")
