"""HTML as the lines that a browser shows: elements that begin a line, cells of a table, links, headings."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from ungacli.draft.diagnostics import bad_file
from ungacli.escapes import link_or_none
from ungacli.formats.page.lines import BOLD_LEVEL, Page, PageLine, visible

_HTML = re.compile(
    r"<!doctype\s+html|<html[\s>]|</(?:p|div|li|h[1-6]|t[dr]|table|body|span|a)\s*>|<br\s*/?>", re.IGNORECASE
)
_HEAD = 64 * 1024
_INLINE = {
    *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img"),
    *("ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt"),
    *("u", "var", "wbr"),
}
_HIDDEN = {"script", "style", "template", "noscript", "svg", "iframe", "textarea", "object", "select", "math"}
_ASIDE = {"nav", "footer", "form", "button", "dialog"}
_BOLD = {"b", "strong"}
_WITHOUT_GAP = {"br", "li", "dt", "dd", "tr", "td", "th"}
_URL_OF_PAGE = {"link": "href", "base": "href", "meta": "content"}
# A cell in a cell in a cell: beyond this they are plain lines.
_DEEPEST = 20


def is_html(text: str) -> bool:
    """Return whether *text* is HTML: it says so, or elements end in its beginning."""
    return _HTML.search(text[:_HEAD]) is not None


def page_of_html(text: str) -> Page:
    """Return the lines of the HTML *text*, each with the number of the line in which it begins.

    libxml2 counts lines to 65,535 and no columns: these are 1. Raises BadFileError for elements nested so deep
    that it would drop them.
    """
    # 15 ms to import, and only for HTML.
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.ParserError:
        return Page(())
    if root is None:
        return Page(())
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise bad_file("elements are nested too deep")
    reader = _LineBuilder()
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "start":
            reader.start(element)
        elif event == "end":
            reader.end(element)
        else:
            reader.text(element.tail, element.sourceline)
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

    def __init__(self) -> None:
        self._lines: list[PageLine] = []
        self._tables: list[_Table] = []
        self._parts: list[str] = []
        self._first: int | None = None
        self._line = 1
        self._link: str | None = None
        self._url: str | None = None
        self._title: PageLine | None = None
        self._level = self._bold = self._plain = self._hidden = self._asides = 0
        self._bullet = self._in_title = False
        self._gap = True

    def page(self) -> Page:
        """Return what was read."""
        self._break()
        return Page(tuple(self._lines), self._title, self._url)

    def start(self, element: Any) -> None:
        """Begin an *element*, with the text before the first one in it."""
        name = element.tag
        self._line = max(self._line, element.sourceline or 0)
        self._hidden += name in _HIDDEN
        if name in _URL_OF_PAGE:
            self._url = self._url or _url_of_page(name, element.attrib)
        elif name == "a" and self._link is None:
            # Only links that lead somewhere by themselves are worth keeping.
            link = _joined(self._url, element.get("href", ""))
            self._link = link if re.match("https?://", link) else None
        self._bold += name in _BOLD
        if name not in _INLINE | _HIDDEN | _URL_OF_PAGE.keys():
            self._break()
            self._in_title = self._in_title or name == "title"
            self._asides += name in _ASIDE
            self._level = int(name[1]) if re.fullmatch("h[1-6]", name) else self._level
            self._bullet = self._bullet or name == "li"
            self._start_of_table(element)
            self._gap = self._gap or name not in _WITHOUT_GAP
        self.text(element.text)

    def end(self, element: Any) -> None:
        """End an *element*, with the text behind it."""
        name = element.tag
        self._bold -= name in _BOLD
        self._hidden -= name in _HIDDEN
        if name not in _INLINE | _HIDDEN | _URL_OF_PAGE.keys():
            self._break()
            self._in_title = self._in_title and name != "title"
            self._asides -= name in _ASIDE
            self._level = 0 if re.fullmatch("h[1-6]", name) else self._level
            self._bullet = self._bullet and name != "li"
            self._end_of_table(name)
            self._gap = self._gap or name not in _WITHOUT_GAP
        self.text(element.tail)

    def text(self, text: str | None, line: int | None = None) -> None:
        """Add *text*, which begins in a *line*, or where the last element or text ended."""
        self._line = max(self._line, line or 0)
        if text and not self._hidden:
            if text.strip():
                if self._first is None:
                    self._first = self._line + text[: len(text) - len(text.lstrip())].count("\n")
                self._plain += not self._bold
            self._parts.append(text)
        self._line += (text or "").count("\n")

    def _start_of_table(self, element: Any) -> None:
        name = element.tag
        if name == "table":
            self._tables.append(_Table())
        elif name == "tr" and self._tables and len(self._tables) <= _DEEPEST:
            self._tables[-1].row = []
        elif name in {"td", "th"} and self._tables and self._tables[-1].row is not None:
            rows = re.fullmatch(r"\d{1,3}", element.get("rowspan", ""))
            self._tables[-1].begin_cell(int(rows[0]) if rows else 1)

    def _end_of_table(self, name: str) -> None:
        if name == "tr" and self._tables:
            self._add(self._tables[-1].end_row())
        elif name == "table":
            self._tables.pop()

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
            level = self._level or (BOLD_LEVEL if not self._plain else 0)
            line = PageLine(self._first, 1, text, level, self._bullet, self._gap, self._link, self._asides > 0)
            if self._in_title:
                self._title = self._title or line
            else:
                self._add([line])
            self._gap = False
        self._parts, self._first, self._plain, self._link = [], None, 0, None


def _url_of_page(name: str, attributes: Mapping[str, str]) -> str | None:
    """Return the address at which the page says it was published."""
    says_so = {
        "link": attributes.get("rel", "").casefold() == "canonical",
        "base": True,
        "meta": attributes.get("property") == "og:url",
    }
    url = attributes.get(_URL_OF_PAGE[name], "").strip()
    return link_or_none(url) if says_so[name] else None


def _joined(base: str | None, target: str) -> str:
    try:
        return urljoin(base or "", target.strip())
    except ValueError:
        return ""
