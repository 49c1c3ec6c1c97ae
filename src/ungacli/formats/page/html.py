"""HTML as the lines that a browser shows: elements that begin a line, cells of a table, links, headings.

Python's html.parser needs minutes for 100 kB of unfinished tags, and the faster parsers do not tell
the line in which an element stands. Of the language (WHATWG HTML, section 13.2.5) this needs no
more than where tags, comments and raw text begin and end.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import urljoin

from ungacli.formats.page.lines import BOLD_LEVEL, Line, Page, seen

_TAG_NAME = re.compile(r"</?([a-zA-Z][^\s/>]{0,60})")
_TAG_END = re.compile(r"""[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*+>""")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]{1,60})\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""")
_HTML = re.compile(
    r"<!doctype\s+html|<html[\s>]|</(?:p|div|li|h[1-6]|t[dr]|table|body|span|a)\s*>|<br\s*/?>", re.IGNORECASE
)
_INLINE = frozenset(
    (
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    )
)
_RAW = frozenset(("script", "style", "template", "noscript", "svg", "iframe", "textarea", "object", "select", "math"))
_ASIDE = frozenset(("nav", "footer", "form", "button", "dialog"))
_WITHOUT_GAP = frozenset(("br", "li", "dt", "dd", "tr", "td", "th"))
_BOLD = frozenset(("b", "strong"))
_HEAD = 64 * 1024
# A cell in a cell in a cell: beyond this they are plain lines.
_DEEPEST = 20


def is_html(text: str) -> bool:
    """Return whether *text* is HTML: it says so, or elements end in its beginning."""
    return _HTML.search(text[:_HEAD]) is not None


class _Tag(NamedTuple):
    """A tag: its *name* in lower case, whether it *closes*, its attributes as written."""

    name: str
    closes: bool
    attributes: str


def page_of_html(text: str) -> Page:
    """Return the lines of the HTML *text*, each where its first letter stands in it."""
    reader = _Reader(text)
    for start, piece in _pieces(text):
        if isinstance(piece, _Tag):
            reader.tag(piece)
        else:
            reader.text(piece, start)
    return reader.page()


def _pieces(text: str) -> Iterator[tuple[int, _Tag | str]]:
    """Yield each tag and each run of text with its place in *text*; what is never shown is passed over."""
    at = 0
    while at < len(text):
        start = text.find("<", at)
        if start != at:
            yield at, text[at : start if start >= 0 else len(text)]
            if start < 0:
                return
        name = _TAG_NAME.match(text, start)
        if text.startswith("<!--", start):
            at = _after(text, "-->", start + 4)
        elif text.startswith(("<!", "<?"), start):
            at = _after(text, ">", start)
        elif not name:
            yield start, "<"
            at = start + 1
        else:
            # A tag that never ends swallows the rest, as it does in a browser.
            end = _TAG_END.match(text, name.end())
            at = end.end() if end else len(text)
            tag = _Tag(name[1].lower(), text[start + 1] == "/", text[name.end() : at])
            if end and tag.name in _RAW and not tag.closes and not tag.attributes.endswith("/>"):
                closing = re.compile(f"</{tag.name}", re.IGNORECASE).search(text, at)
                at = _after(text, ">", closing.start() if closing else len(text))
            elif end:
                yield start, tag


def _after(text: str, what: str, at: int) -> int:
    found = text.find(what, at)
    return found + len(what) if found >= 0 else len(text)


class _Row:
    """A row of a table while it is read: the lines of each cell, *spans* the rows that cells above reach down."""

    def __init__(self, spans: dict[int, int]) -> None:
        self.cells: list[list[Line]] = []
        self._spans = spans

    def begin_cell(self, rows: int) -> None:
        """Begin a cell that reaches over so many *rows*, beside those that reach down from above."""
        while (reach := self._spans.get(len(self.cells), 0)) > 0:
            self._spans[len(self.cells)] = reach - 1
            self.cells.append([])
        self._spans[len(self.cells)] = rows - 1
        self.cells.append([])

    def lines(self) -> list[Line]:
        """Return one line with the cells side by side, or the lines of cells that have several."""
        cells = [cell for cell in self.cells if cell]
        if not cells or any(len(cell) > 1 for cell in cells):
            return [line for cell in cells for line in cell]
        first = cells[0][0]
        link = next((cell[0].link for cell in cells if cell[0].link), None)
        if len(cells) == 1:
            return cells[0]
        joined = seen(" | ".join(cell[0].text if cell else "" for cell in self.cells))
        return [Line(first.number, first.column, joined, gap=True, link=link, aside=first.aside)]


class _Reader:
    """Builds lines from tags and text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer(r"\r\n|\r|\n", text))]
        self._lines: list[Line] = []
        self._rows: list[_Row | None] = []
        self._spans: dict[int, int] = {}
        self._parts: list[str] = []
        self._first: int | None = None
        self._link: str | None = None
        self._base: str | None = None
        self._level = 0
        self._bold = self._plain = 0
        self._bullet = self._in_title = False
        self._gap = True
        self._asides = 0
        self._title: Line | None = None

    def page(self) -> Page:
        self._break()
        while self._rows:
            self._end_row()
        return Page(tuple(self._lines), self._title, self._base)

    def text(self, piece: str, start: int) -> None:
        body = unescape(piece)
        if body.strip():
            if self._first is None:
                self._first = start + len(piece) - len(piece.lstrip())
            self._plain += not self._bold
        self._parts.append(body)

    def tag(self, tag: _Tag) -> None:
        name = tag.name
        if name in _RAW:
            return
        if name in _INLINE:
            self._inline(tag)
            return
        if name in {"link", "base", "meta"}:
            self._about(tag)
            return
        self._break()
        if name == "title":
            self._in_title = not tag.closes
        elif name in _ASIDE:
            self._asides = max(0, self._asides + (-1 if tag.closes else 1))
        elif re.fullmatch("h[1-6]", name):
            self._level = 0 if tag.closes else int(name[1])
        elif name == "li":
            self._bullet = not tag.closes
        elif name in {"tr", "td", "th", "table"}:
            self._table(tag)
        self._gap = self._gap or name not in _WITHOUT_GAP

    def _inline(self, tag: _Tag) -> None:
        if tag.name in _BOLD:
            self._bold = max(0, self._bold + (-1 if tag.closes else 1))
        elif tag.name == "a" and not tag.closes and self._link is None:
            target = _attributes(tag).get("href", "")
            # Only links that lead somewhere by themselves are worth keeping.
            link = _joined(self._base, target)
            self._link = link if re.match("https?://", link) else None

    def _about(self, tag: _Tag) -> None:
        told = _attributes(tag)
        url = {
            "link": told.get("href") if told.get("rel", "").casefold() == "canonical" else None,
            "base": told.get("href"),
            "meta": told.get("content") if told.get("property") == "og:url" else None,
        }[tag.name]
        if url and re.fullmatch(r"https?://[^\s\x00-\x1f]+", url) and self._base is None:
            self._base = url

    def _table(self, tag: _Tag) -> None:
        row = self._rows[-1] if self._rows else None
        # Their ends may be left out; a table in a cell leaves its row open.
        if row and (tag.name == "tr" or (tag.name == "table" and tag.closes)):
            self._end_row()
        if tag.name == "table":
            self._spans = {}
            if not tag.closes:
                self._rows += [None] if len(self._rows) < _DEEPEST else []
            elif self._rows:
                self._rows.pop()
        elif tag.name == "tr" and not tag.closes and len(self._rows) < _DEEPEST:
            self._rows.append(_Row(self._spans))
        elif tag.name in {"td", "th"} and not tag.closes and row:
            rows = re.fullmatch(r"\d{1,3}", _attributes(tag).get("rowspan", ""))
            row.begin_cell(int(rows[0]) if rows else 1)

    def _end_row(self) -> None:
        row = self._rows.pop()
        self._add(row.lines() if row else [])

    def _add(self, lines: list[Line]) -> None:
        """Add *lines* to the cell that is being read, or to the page."""
        if row := next((row for row in reversed(self._rows) if row), None):
            row.cells = row.cells or [[]]
            row.cells[-1] += lines
        else:
            self._lines += lines

    def _break(self) -> None:
        """End the line that is being read."""
        body = seen("".join(self._parts))
        if body and self._first is not None:
            number = bisect_right(self._starts, self._first)
            column = self._first - self._starts[number - 1] + 1
            level = self._level or (BOLD_LEVEL if not self._plain else 0)
            line = Line(number, column, body, level, self._bullet, self._gap, self._link, self._asides > 0)
            if self._in_title:
                self._title = self._title or line
            else:
                self._add([line])
            self._gap = False
        self._parts, self._first, self._plain, self._link = [], None, 0, None


def _attributes(tag: _Tag) -> dict[str, str]:
    return {
        found[1].casefold(): unescape(found[2].strip("\"'")).strip()
        for found in _ATTRIBUTE.finditer(tag.attributes[:10_000])
    }


def _joined(base: str | None, target: str) -> str:
    try:
        return urljoin(base or "", target)
    except ValueError:
        return ""
