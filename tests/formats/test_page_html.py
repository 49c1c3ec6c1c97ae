import pytest

from ungacli.draft.diagnostics import BadFileError
from ungacli.formats.page.lines import BOLD_LEVEL, PageLine, is_html, page_of_html


def lines(text: str) -> list[str]:
    """Return the lines that a browser would show of the HTML *text*."""
    return [line.text for line in page_of_html(text).lines]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<p>one <b>two</b> three</p><p>four</p>", ["one two three", "four"]),
        ("one<br>two<br/>three", ["one", "two", "three"]),
        ("a &lt; b &amp; c&nbsp;d", ["a < b & c d"]),
        ("<!-- <p>not</p> -->a<!doctype html>b<?php c ?>", ["ab"]),
        ("a <!-- never ends <p>b</p>", ["a"]),
        ("a <!never", ["a"]),
        ("1 < 2 and 3 <4", ["1 < 2 and 3 <4"]),
        ("a <b title='x > y'>b</b> <i title=\"it's\">c</i>", ["a b c"]),
        ("a <b title='never ends", ["a"]),
        ("<script>if (a < b) { '<p>' }</script>a<style>b</style >c", ["ac"]),
        ("a<svg/>b<SCRIPT>c", ["ab"]),
        ("<table><tr><th>a<th>b<tr><td>c<td></td><td>d</table>e", ["a | b", "c | | d", "e"]),
        ("<table><tr><td>only</td><td></td></tr></table>", ["only"]),
        ("<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>", ["a", "b", "c"]),
        ("<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td>c</td></tr></table>", ["a | b | c"]),
        ("<table><caption>x</caption><tr>y</tr></table>", ["x", "y"]),
        ("<td>a</td></table></tr>b", ["a", "b"]),
        ("<tr><td>a", ["a"]),
        ("<table><tr><td>x" * 30, ["x"] * 30),
        ("", []),
        ("<!-- nothing -->", []),
        ("<base href='https://example.org'><a href='http://[bad'>x</a>", ["x"]),
    ],
)
def test_lines_are_what_is_shown(text: str, shown: list[str]) -> None:
    """Elements begin lines, inline ones do not; cells stand side by side; what is never shown is left out."""
    assert lines(text) == shown


def test_what_a_line_holds() -> None:
    """Its place, where its text begins, its heading's level, bullet, link and whether it is of the menu."""
    text = '<html><head><title>T</title><base href="https://example.org/x/"></head><body>\n<nav>m</nav></nav>\n'
    text += ' <h2>h</h2>\n<ul><li><a href="a.pdf">i</a> <a href="b.pdf">j</a></li></ul><p><b>k</b></b></p><p><a href="ftp://f">l</a>'
    page = page_of_html(text)
    assert (page.title and page.title.text, page.url) == ("T", "https://example.org/x/")
    assert page.lines == (
        PageLine(2, 1, "m", gap=True, aside=True),
        PageLine(3, 1, "h", level=2, gap=True),
        PageLine(4, 1, "i j", bullet=True, gap=True, link="https://example.org/x/a.pdf"),
        PageLine(4, 1, "k", level=BOLD_LEVEL, gap=True),
        PageLine(4, 1, "l", gap=True),
    )
    page = page_of_html("<div>\n\n one\n<!--\n\n-->\n<br>\n two <b>\nthree</b></div>")
    assert [(line.number, line.text) for line in page.lines] == [(3, "one"), (8, "two three")]


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="https://example.org/a">', "https://example.org/a"),
        ('<link rel="icon" href="https://example.org/a">', None),
        ('<meta property="og:url" content="https://example.org/a">', "https://example.org/a"),
        ('<meta name="x" content="https://example.org/a">', None),
        ('<link rel="canonical" href="/a">', None),
    ],
)
def test_the_url_of_a_page(head: str, url: str | None) -> None:
    """A page may hold the address at which it was published."""
    assert page_of_html(f"<title>a</title>{head}<p>b</p>").url == url


@pytest.mark.parametrize(
    ("text", "expected"),
    [("<p>a</p>", True), ("a<br>b", True), ("<!DOCTYPE html><p>", True), ("a < b and <this> is text", False)],
)
def test_what_is_html(text: str, expected: bool) -> None:
    """A fragment with the ends of elements is HTML; a text with a sign is not."""
    assert is_html(text) == expected


def test_elements_nested_too_deep_are_refused() -> None:
    """What stands in them would be lost without a word."""
    with pytest.raises(BadFileError, match="too deep"):
        page_of_html("<b>" * 3000 + "x")
