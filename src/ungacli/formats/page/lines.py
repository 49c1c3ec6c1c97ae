"""The lines of a page: their text as it is shown, where they stand, and how they make prose."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ungacli.draft.diagnostics import Place

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_BULLET = re.compile(r"(?:[-–—*+•‣▪●○◦·]|\(?\d{1,2}\)|\d{1,2}\.(?=\s+[^\W\d]))\s+(?=\S)")
_RULE = re.compile(r"[-–—=_*|+:#\s]*")
_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+")
_MARKDOWN_LINK = re.compile(r"!?\[([^\]\[]{1,300})\]\(([^\s()]{1,500})\)")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.{1,300}?)(?<=\S)\1")
_SENTENCE_END = re.compile(r"[.!?:;”\"')\]]$")
_FOOTER = re.compile(
    r"(?:share (?:this|on)\b|share$|©|\(c\)|copyright\b|all rights reserved|follow us|back to top|privacy|terms of"
    r"|cookie|subscribe\b|newsletter\b|related (?:links|content|news|articles)|print(?: this)?(?: page)?$|skip to"
    r"|sitemap|site map|contact us$|about us$|accessibility|disclaimer)",
    re.IGNORECASE,
)
_LONGEST_IN_A_MENU = 60
BOLD_LEVEL = 7
"""The level of a line that is no heading, but bold as a whole."""


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line as it is shown: its *text* with single spaces, and where it begins.

    *level* is that of a heading, 0 for none. *gap* is whether a paragraph begins with it, *bullet* whether it is an
    item of a list, *numbered* whether that bullet is a number, and *aside* whether it is no part of the page's
    content but of what stands around it. *link* is where its first link leads.
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

    def place(self, at: int = 0) -> Place:
        """Return line and column of the character *at* of the text."""
        return self.number, self.column + at


@dataclass(frozen=True, slots=True)
class Page:
    """The *lines* of a page in their order, with its *title* and its *url* where it gives them apart from those."""

    lines: tuple[PageLine, ...]
    title: PageLine | None = None
    url: str | None = None


def visible(text: str) -> str:
    """Return *text* as it is shown: without invisible characters, with single plain spaces."""
    return " ".join((text if text.isascii() else text.translate(_INVISIBLE)).split())


def page_of_text(text: str) -> Page:
    """Return the lines of plain *text* or Markdown that are not blank."""
    lines: list[PageLine] = []
    gap = True
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        body = visible(raw)
        if body and not _RULE.fullmatch(body):
            lines.append(_line(body, number, len(raw) - len(raw.lstrip()) + 1, gap=gap))
            gap = False
        else:
            # A rule of signs is no text, but it is a line, and every line is used or reported.
            lines += [PageLine(number, 1, body, aside=True)] if body else []
            gap = True
    return Page(tuple(lines))


def _line(text: str, number: int, column: int, *, gap: bool) -> PageLine:
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


def _plain(text: str, number: int, column: int, *, gap: bool, level: int = 0, bullet: bool = False) -> PageLine:
    """Return the line of a *text* without Markdown's signs."""
    link = None
    if "](" in text:
        link = _MARKDOWN_LINK.search(text)
        text = _MARKDOWN_LINK.sub(r"\1", text)
    plain = _BOLD.sub(r"\2", text) if "**" in text or "__" in text else text
    return PageLine(number, column, plain, level, bullet, gap, link[2] if link else None)


def without_footer(lines: Sequence[PageLine]) -> int:
    """Return how many of *lines*, the last of a page, are prose: menus and small print come after."""
    count = next(
        (number for number, line in enumerate(lines) if len(line.text) < 200 and _FOOTER.match(line.text)), len(lines)
    )
    menu = count
    while menu and _is_of_a_menu(lines[menu - 1]):
        menu -= 1
    return menu if count - menu > 1 else count


def _is_of_a_menu(line: PageLine) -> bool:
    short = len(line.text) <= _LONGEST_IN_A_MENU and not line.bullet
    return short and not _SENTENCE_END.search(line.text) and not re.search(r":|^\d", line.text)


def prose_of(lines: Sequence[PageLine]) -> str:
    """Return *lines* as text: a blank line between paragraphs, bullets as lines, broken sentences whole."""
    parts: list[str] = []
    previous: PageLine | None = None
    for line in lines:
        if previous is None:
            joint = ""
        elif line.bullet:
            joint = "\n" if previous.bullet or previous.text.endswith(":") else "\n\n"
        elif not line.gap and not _SENTENCE_END.search(previous.text) and line.text[:1].islower():
            joint = " "
        else:
            joint = "\n\n"
        parts += [joint, f"- {line.text}" if line.bullet else line.text]
        previous = line
    return "".join(parts)
