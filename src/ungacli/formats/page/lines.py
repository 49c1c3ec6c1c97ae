"""The lines of a page: what a reader sees of them, and where they stand."""

import re
from dataclasses import dataclass, replace

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_BULLET = re.compile(r"(?:[-–—*+•‣▪●○◦·]|\(?\d{1,2}\)|\d{1,2}\.(?=\s+[^\W\d]))\s+(?=\S)")
_RULE = re.compile(r"[-–—=_*|+:#\s]*")
_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+")
_MARKDOWN_LINK = re.compile(r"!?\[([^\]\[]{1,300})\]\(([^\s()]{1,500})\)")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.{1,300}?)(?<=\S)\1")
BOLD_LEVEL = 7
"""The level of a line that is no heading, but bold as a whole."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is seen: its *text* with single spaces, and where it begins.

    *level* is that of a heading, 0 for none; *gap* tells that a paragraph begins with it, *bullet*
    that it is an item of a list, *link* where its first link leads, *aside* that it is no part of
    the page's content but of what stands around it, *numbered* that the bullet is a number.
    """

    number: int
    column: int
    text: str
    level: int = 0
    bullet: bool = False
    gap: bool = False
    link: str | None = None
    aside: bool = False
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The *lines* of a page in their order, with its *title* and its *url* where it tells them apart from those."""

    lines: tuple[Line, ...]
    title: Line | None = None
    url: str | None = None


def visible(text: str) -> str:
    """Return *text* as it is seen: without invisible characters, with single plain spaces."""
    return " ".join((text if text.isascii() else text.translate(_INVISIBLE)).split())


def page_of_text(text: str) -> Page:
    """Return the lines of plain *text* or Markdown that are not blank."""
    lines: list[Line] = []
    gap = True
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        body = visible(raw)
        if body and not _RULE.fullmatch(body):
            lines.append(_line(body, number, len(raw) - len(raw.lstrip()) + 1, gap=gap))
            gap = False
        else:
            # A rule of signs is no text, but it is a line: somebody may look for it.
            lines += [Line(number, 1, body, aside=True)] if body else []
            gap = True
    return Page(tuple(lines))


def _line(text: str, number: int, column: int, *, gap: bool) -> Line:
    level = 0
    if heading := _MARKDOWN_HEADING.match(text):
        level, text = len(heading[1]), text[heading.end() :].rstrip("# ")
    elif mark := _BULLET.match(text):
        column, text = column + mark.end(), text[mark.end() :]
        return replace(_plain(text, number, column, bullet=True, gap=gap), numbered=mark[0].strip(" ().").isdigit())
    elif text.startswith("| ") and text.endswith(" |"):
        text = text[2:-2].strip()
    elif _BOLD.fullmatch(text):
        level = BOLD_LEVEL
    return _plain(text, number, column, level=level, gap=gap)


def _plain(text: str, number: int, column: int, *, gap: bool, level: int = 0, bullet: bool = False) -> Line:
    """Return the line of a *text* without Markdown's signs."""
    link = None
    if "](" in text:
        link = _MARKDOWN_LINK.search(text)
        text = _MARKDOWN_LINK.sub(r"\1", text)
    plain = _BOLD.sub(r"\2", text) if "**" in text or "__" in text else text
    return Line(number, column, plain, level, bullet, gap, link[2] if link else None)
