from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from ungacli.render.data import dumped
from ungacli.render.safe import safe
from ungacli.render.text import plain


def test_terminal_escapes_are_shown_not_sent() -> None:
    """An escape sequence, a bell and C1's own escape become letters."""
    assert safe("\x1b[31mred\x07 \x9b1m") == r"\x1b[31mred\x07 \x9b1m"


def test_characters_that_turn_the_direction_are_shown_not_sent() -> None:
    """What looks like one word cannot be another."""
    assert safe("abc\u202etxt.exe\u2069") == r"abc\u202etxt.exe\u2069"


def test_white_space_is_one_space() -> None:
    """A title with a line break or a tab stays on one line."""
    assert safe("one\n two\t\tthree") == "one two three"


def test_letters_of_every_script_stay() -> None:
    """Arabic, Chinese, combining accents and joined emoji are text."""
    assert safe("مرحبا 世界 e\u0301 👩\u200d🔬") == "مرحبا 世界 e\u0301 👩\u200d🔬"


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
