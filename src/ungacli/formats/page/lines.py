"""The lines of a page of text, Markdown or HTML, as they are shown."""

import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Self
from urllib.parse import urljoin

from ungacli.draft.diagnostics import Place, bad_file
from ungacli.escapes import link_or_none

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_BULLET = re.compile(r"(?:[-–—*+•‣▪●○◦·]|\(?\d{1,2}\)|\d{1,2}\.(?=\s+[^\W\d]))\s+(?=\S)")
_RULE = re.compile(r"[-–—=_*|+:#\s]*")
_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+")
_MARKDOWN_LINK = re.compile(r"!?\[([^\]\[]{1,300})\]\(([^\s()]{1,500})\)")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.{1,300}?)(?<=\S)\1")
_HTML = re.compile(
    r"<!doctype\s+html|<html[\s>]|</(?:p|div|li|h[1-6]|t[dr]|table|body|span|a)\s*>|<br\s*/?>", re.IGNORECASE
)
_HEAD = 64 * 1024
_INLINE = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp small "
    "span strike strong sub sup time tt u var wbr"
)
_HIDDEN = "script style template noscript svg iframe textarea object select math"
_ASIDE = "nav footer form button dialog"
_ROLES = {
    **dict.fromkeys(_HIDDEN.split(), "hidden"),
    **dict.fromkeys(_ASIDE.split(), "aside"),
    "b": "bold",
    "strong": "bold",
    "title": "title",
}
_IN_A_LINE = {*_INLINE.split(), *_HIDDEN.split(), "link", "base", "meta"}
_WITHOUT_GAP = {"br", "li", "dt", "dd", "tr", "td", "th"}
# A cell in a cell in a cell: beyond this they are plain lines.
_DEEPEST = 20
BOLD_LEVEL = 7
"""The level of a line that is no heading, but bold as a whole."""


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line, or a part of one, as it is shown: its *text* with single spaces, and where it begins.

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

    @property
    def place(self) -> Place:
        """Where the text begins: its line and column."""
        return self.number, self.column

    def part(self, start: int, end: int | None = None) -> Self:
        """Return the text from *start* to *end*, without the spaces around it."""
        text = self.text[start:end]
        return replace(self, column=self.column + start + len(text) - len(text.lstrip()), text=text.strip())


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
        is_rule = _RULE.fullmatch(body) is not None
        if is_rule:
            # A rule of signs is no text, but it is a line, and every line is used or reported.
            lines += [PageLine(number, 1, body, aside=True)] if body else []
        else:
            lines.append(_unmarked_line(PageLine(number, len(raw) - len(raw.lstrip()) + 1, body, gap=gap)))
        gap = is_rule
    return Page(tuple(lines))


def _unmarked_line(line: PageLine) -> PageLine:
    """Return a *line* of text without the signs of Markdown, as what they mark it."""
    text = line.text
    if heading := _MARKDOWN_HEADING.match(text):
        line, text = replace(line, level=len(heading[1])), text[heading.end() :].rstrip("# ")
    elif mark := _BULLET.match(text):
        line = replace(line.part(mark.end()), bullet=True, numbered=mark[0].strip(" ().").isdigit())
        text = line.text
    elif text.startswith("| ") and text.endswith(" |"):
        text = text[2:-2].strip()
    elif _BOLD.fullmatch(text):
        line = replace(line, level=BOLD_LEVEL)
    if link := _MARKDOWN_LINK.search(text):
        text = _MARKDOWN_LINK.sub(r"\1", text)
    return replace(line, text=_BOLD.sub(r"\2", text), link=link[2] if link else None)


def is_html(text: str) -> bool:
    """Return whether *text* is HTML: it begins as HTML does, or elements end in its beginning."""
    return _HTML.search(text[:_HEAD]) is not None


def page_of_html(text: str) -> Page:
    """Return the lines of the HTML *text*, each with the number of the line in which it begins.

    libxml2 counts lines to 65,535 and no columns: these are 1. Raises BadFileError for elements nested so deep
    that it would drop them.
    """
    # 15 ms to import, and only for HTML.
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_pis=True)
    root = None
    with suppress(etree.ParserError):
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if root is None:
        return Page(())
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise bad_file("elements are nested too deep")
    reader = _LineBuilder(_url_of_page(root))
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "comment":
            reader.text(element.tail, element.sourceline)
        else:
            reader.tag(element, 1 if event == "start" else -1)
    return reader.page()


@dataclass
class _Table:
    """A table while it is read: the lines of each cell of its open *row*, *spans* the rows that cells reach down."""

    spans: dict[int, int] = field(default_factory=dict)
    row: list[list[PageLine]] | None = None

    def begin_cell(self, rows: int) -> None:
        """Begin a cell that reaches over so many *rows*, beside those that reach down from above."""
        assert self.row is not None
        while (reach := self.spans.get(len(self.row), 0)) > 0:
            self.spans[len(self.row)] = reach - 1
            self.row.append([])
        self.spans[len(self.row)] = rows - 1
        self.row.append([])

    def end_row(self) -> list[PageLine]:
        """Return one line with the cells side by side, or the lines of cells that have several."""
        row, self.row = self.row or [], None
        cells = [cell for cell in row if cell]
        if len(cells) < 2 or any(len(cell) > 1 for cell in cells):
            return [line for cell in cells for line in cell]
        first = cells[0][0]
        link = next((cell[0].link for cell in cells if cell[0].link), None)
        text = visible(" | ".join(cell[0].text if cell else "" for cell in row))
        return [PageLine(first.number, 1, text, gap=True, link=link, aside=first.aside)]


class _LineBuilder:
    """Builds the lines of a page from its elements and their text."""

    def __init__(self, url: str | None) -> None:
        self._page = Page((), url=url)
        self._lines: list[PageLine] = []
        self._tables: list[_Table] = []
        self._open: Counter[str] = Counter()
        self._parts: list[str] = []
        self._first: int | None = None
        self._line = 1
        self._link: str | None = None
        self._level = 0
        self._is_bullet = False
        self._is_bold = self._gap = True

    def page(self) -> Page:
        """Return what was read."""
        self._break()
        return replace(self._page, lines=tuple(self._lines))

    def tag(self, element: Any, step: int) -> None:
        """Begin an *element* by a *step* of 1, with the text before the first one in it, or end it by -1."""
        name = element.tag
        if step > 0:
            self._line = max(self._line, element.sourceline or 0)
        if name == "a" and step > 0 and self._link is None:
            with suppress(ValueError):
                # Only links that lead somewhere by themselves are worth keeping.
                link = urljoin(self._page.url or "", element.get("href", "").strip())
                self._link = link if re.match("https?://", link) else None
        if name not in _IN_A_LINE:
            self._break()
        self._open[_ROLES.get(name, "")] += step
        if name not in _IN_A_LINE:
            if re.fullmatch("h[1-6]", name):
                self._level = int(name[1]) if step > 0 else 0
            elif name == "li":
                self._is_bullet = step > 0
            self._table(element, name, step)
            self._gap = self._gap or name not in _WITHOUT_GAP
        self.text(element.text if step > 0 else element.tail)

    def text(self, text: str | None, line: int | None = None) -> None:
        """Add *text*, which begins in a *line*, or where the last element or text ended."""
        self._line = max(self._line, line or 0)
        if text and not self._open["hidden"]:
            if text.strip():
                if self._first is None:
                    self._first = self._line + text[: len(text) - len(text.lstrip())].count("\n")
                self._is_bold = self._is_bold and self._open["bold"] > 0
            self._parts.append(text)
        self._line += (text or "").count("\n")

    def _table(self, element: Any, name: str, step: int) -> None:
        """Begin or end a table, a row or a cell."""
        table = self._tables[-1] if self._tables else None
        if name == "table" and step > 0:
            self._tables.append(_Table())
        elif name == "table":
            self._tables.pop()
        elif name == "tr" and table and step < 0:
            self._add(table.end_row())
        elif name == "tr" and table and len(self._tables) <= _DEEPEST:
            table.row = []
        elif name in {"td", "th"} and table and table.row is not None and step > 0:
            rows = re.fullmatch(r"\d{1,3}", element.get("rowspan", ""))
            table.begin_cell(int(rows[0]) if rows else 1)

    def _add(self, lines: list[PageLine]) -> None:
        """Add *lines* to the cell that is being read, or to the page."""
        cells = next((table.row for table in reversed(self._tables) if table.row), None)
        if cells:
            cells[-1] += lines
        else:
            self._lines += lines

    def _break(self) -> None:
        """End the line that is being read."""
        text = visible("".join(self._parts))
        if text and self._first is not None:
            level = self._level or (BOLD_LEVEL if self._is_bold else 0)
            is_aside = self._open["aside"] > 0
            line = PageLine(self._first, 1, text, level, self._is_bullet, self._gap, self._link, is_aside)
            if not self._open["title"]:
                self._add([line])
            elif not self._page.title:
                self._page = replace(self._page, title=line)
            self._gap = False
        self._parts, self._first, self._is_bold, self._link = [], None, True, None


def _url_of_page(root: Any) -> str | None:
    """Return the address at which the page was published, if it holds one."""
    for element in root.iter("link", "base", "meta"):
        is_canonical = element.get("rel", "").casefold() == "canonical" or element.get("property") == "og:url"
        if element.tag == "base" or is_canonical:
            url = link_or_none(element.get("content" if element.tag == "meta" else "href", "").strip())
            if url:
                return url
    return None
