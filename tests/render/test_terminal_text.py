import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from ungacli.escapes import STEERING, dumped, safe
from ungacli.render.layout import plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x07 \x9b1m", r"\x1b[31mred\x07 \x9b1m"),
        ("abc\u202etxt.exe\u2069", r"abc\u202etxt.exe\u2069"),
        ("one\n two\t\tthree", "one two three"),
        ("مرحبا 世界 e\u0301 👩\u200d🔬", "مرحبا 世界 e\u0301 👩\u200d🔬"),
    ],
)
def test_what_steers_a_terminal_is_shown(text: str, shown: str) -> None:
    """Escapes and direction marks become letters, white space one space; letters of every script stay."""
    assert safe(text) == shown


@pytest.mark.parametrize(
    ("char", "shown", "in_json"),
    [
        ("\x7f", r"\x7f", r"\u007f"),
        ("\u180e", r"\u180e", r"\u180e"),
        ("\u206a", r"\u206a", r"\u206a"),
        ("\u206f", r"\u206f", r"\u206f"),
        ("\ufff9", r"\ufff9", r"\ufff9"),
        ("\ufffb", r"\ufffb", r"\ufffb"),
        ("\U000e0000", r"\U000e0000", r"\udb40\udc00"),
        ("\U000e007f", r"\U000e007f", r"\udb40\udc7f"),
        ("\ud800", r"\ud800", r"\ud800"),
    ],
)
def test_what_nobody_sees_is_shown(char: str, shown: str, in_json: str) -> None:
    """Marks of old, notes between the lines and tags, each by an escape that ends where it ends."""
    assert safe(f"a{char}1") == f"a{shown}1"
    assert dumped({"a": f"{char}1"}, indent=None) == f'{{"a": "{in_json}1"}}'
    assert json.loads(dumped({"a": f"{char}1"})) == {"a": f"{char}1"}


def test_markup_is_text() -> None:
    """Rich's brackets are printed as they are, matched or not."""
    console = Console(width=60, force_terminal=True, color_system="standard")
    with console.capture() as captured:
        console.print(plain("[red]x[/] [/] [link=a]"))
    assert captured.get() == "[red]x[/] [/] [link=a]\n"


@given(st.text(alphabet=st.characters()))
def test_nothing_that_steers_a_terminal_comes_through(text: str) -> None:
    """No control character, no direction override and no lone surrogate is left, in a line or in JSON."""
    for shown in (safe(text), dumped({"title": text}).replace("\n", "")):
        assert [char for char in shown if ord(char) < 32 or 0x7F <= ord(char) < 0xA0 or char in "\u202e\u2066"] == []
        shown.encode()


def test_what_steers_a_terminal_is_not_printable() -> None:
    """So that text that Python calls printable needs no closer look, whatever Unicode adds to it."""
    steering = re.compile(f"[\x00-\x1f{STEERING}]")
    assert [char for char in map(chr, range(0x110000)) if steering.match(char) and char.isprintable()] == []
