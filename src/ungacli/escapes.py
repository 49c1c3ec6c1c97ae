"""Text as text: what no spreadsheet runs and no Markdown takes for markup."""

import re

# What a spreadsheet takes for a formula: it would run it. Full-width signs count in East Asia; behind quotes
# and spaces some programs find one too (OWASP, CSV injection). The apostrophe among them makes that what was
# guarded can be told from what looks so.
_FORMULA = re.compile(r"""[\s"']*[=+\-@＝＋－＠]""")  # noqa: RUF001
# Of a link GitHub would take the strokes that escape its signs for a part.
_MARKDOWN = re.compile(r"(?<![A-Za-z])(https?://[^\s<>\[\]`*|\\]+)|[\\`*_\[\]<>|~&#!]")
# What begins a list, a rule, a heading or a table where it begins a line; of a number, what follows it.
_BLOCK = re.compile(r"\A(?:(\d{1,9})(?=[.)])|(?=[-+=:]))")
# What ends a line in some program or other, and what steers programs or cannot be encoded.
_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_LINK = re.compile(r"(https?)(://[^\s\x00-\x1f]+)", re.IGNORECASE)


def without_controls(text: str) -> str:
    """Return *text* without control characters, its lines ended by LF."""
    return _CONTROLS.sub("", _LINE_BREAKS.sub("\n", text))


def one_line(text: str | None) -> str:
    """Return *text* on one line without control characters, an empty one for none."""
    return " ".join(without_controls(text or "").split())


def link_or_none(text: str) -> str | None:
    """Return the link that *text* is, with its scheme in lower case, or None if it begins with no https:// or http://."""
    link = _LINK.fullmatch(text.strip())
    return f"{link[1].lower()}{link[2]}" if link else None


def guarded(cell: str) -> str:
    """Return *cell* with an apostrophe put before it if a spreadsheet would run it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Return *cell* as it was before it was guarded."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell, 1) else cell


def markdown_block(line: str) -> str:
    r"""Return *line* escaped as `markdown` does for where a paragraph or an item of a list begins."""
    return _BLOCK.sub(r"\1\\", markdown(line))


def markdown(line: str) -> str:
    r"""Return *line* for GitHub's Markdown with every sign of markup escaped, and links left to be links."""
    return _MARKDOWN.sub(lambda found: found[1] or f"\\{found[0]}", line)
