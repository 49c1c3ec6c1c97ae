"""Text that no spreadsheet runs, no Markdown shows as markup and no terminal obeys."""

import re
from typing import Any

# A spreadsheet would run this as a formula. Full-width signs count in East Asia; some programs look behind quotes
# and spaces too (OWASP, CSV injection). The apostrophe among the quotes keeps a guarded cell apart from one that
# began with an apostrophe.
_FORMULA = re.compile(r"""[\s"']*[=+\-@＝＋－＠]""")  # noqa: RUF001
# In a link GitHub would show the backslashes of escaped signs.
_MARKDOWN = re.compile(r"(?<![A-Za-z])(https?://[^\s<>\[\]`*|\\]+)|[\\`*_\[\]<>|~&#!]")
# Signs that begin a list, a rule, a heading or a table at the start of a line; after a number, what follows it.
_BLOCK = re.compile(r"\A(?:(\d{1,9})(?=[.)])|(?=[-+=:]))")
# Characters that end a line in some programs; those that control programs or cannot be encoded.
_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# C1 controls and DEL steer as C0 does; the others turn the direction of what follows or hide in it or, as
# the tags at the end, spell what nobody sees; lone surrogates cannot be encoded at all.
STEERING = (
    "\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f"
)
_UNSAFE = re.compile(f"[\x00-\x1f{STEERING}]")
# JSON escapes the controls of C0 by itself.
_UNSAFE_IN_JSON = re.compile(f"[{STEERING}]")
_LINK = re.compile(r"(https?)(://[^\s\x00-\x1f]+)", re.IGNORECASE)


def without_controls(text: str) -> str:
    """Return *text* without control characters, its lines ended by LF."""
    return _CONTROLS.sub("", _LINE_BREAKS.sub("\n", text))


def one_line(text: str | None) -> str:
    """Return *text* on one line without control characters, "" for None."""
    return " ".join(without_controls(text or "").split())


def link_or_none(text: str) -> str | None:
    """Return *text* with its scheme in lower case if it is a link with http:// or https://, else None."""
    link = _LINK.fullmatch(text.strip())
    return f"{link[1].lower()}{link[2]}" if link else None


def guarded(cell: str) -> str:
    """Return *cell* with an apostrophe before it if a spreadsheet would run it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Return *cell* as it was before it was guarded."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell, 1) else cell


def markdown_block(line: str) -> str:
    r"""Return *line* escaped as by `markdown`, for the beginning of a paragraph or of an item in a list."""
    return _BLOCK.sub(r"\1\\", markdown(line))


def markdown(line: str) -> str:
    r"""Return *line* for GitHub's Markdown with every sign of markup escaped, except in links."""
    return _MARKDOWN.sub(lambda found: found[1] or f"\\{found[0]}", line)


def safe(text: str) -> str:
    """Return *text* on one line, with every control or direction character written as its escape."""
    # Nothing that steers is printable, in Python's sense; most text needs no closer look.
    if text.isprintable() and "  " not in text:
        return text
    text = " ".join(re.split(r"[ \t\r\n]+", text))
    return _UNSAFE.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def dumped(record: Any, *, only_ascii: bool = False, indent: int | None = 2) -> str:
    """Return *record* as JSON, indented or on one line, with what would steer a terminal escaped."""
    # 3 ms that `--version` never pays.
    import json

    text = json.dumps(record, indent=indent, ensure_ascii=only_ascii)
    # By its one or two units of UTF-16.
    return _UNSAFE_IN_JSON.sub(
        lambda found: re.sub("....", r"\\u\g<0>", found[0].encode("utf-16-be", "surrogatepass").hex()), text
    )
