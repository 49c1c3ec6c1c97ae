from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ungacli.names import did_you_mean, file_stem, fold, matching, quoted_list, shell_word, slug, split_honorific

EL_ASKARY = ("Hesham El-Askary", "hesham-el-askary")
SHARSHR = ("Rania Sharshr", "rania-sharshr", "Rania Sharsh")
POPE = ("Amy Pope", "amy-pope")
WALY = ("Ghada Fathi Waly", "ghada-fathi-waly")
PEOPLE = [(spellings, spellings[0]) for spellings in (EL_ASKARY, SHARSHR, POPE, WALY)]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("El-Askary", "el askary"),
        ("  two   spaces ", "two spaces"),
        ("Straße", "strasse"),
        ("Łódź, Ørsted", "lodz orsted"),
        ("e\u0301cole", "ecole"),
        ("ＦＵＬＬ", "full"),
        ("?!", ""),
    ],
)
def test_folding_leaves_only_words(text: str, folded: str) -> None:
    """Case, accents, punctuation and spaces do not survive folding."""
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    """What is folded stays as it is."""
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_plain_english_is_folded_as_beside_other_letters(text: str) -> None:
    """An accent elsewhere in the text changes nothing about it."""
    assert fold(f"{text} \u00e9") == f"{fold(text)} e".strip()


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("El Askary, Hesham", ["Hesham El-Askary"]),
        ("ELASKARY hesham", ["Hesham El-Askary"]),
        ("Professor Hesham El-Askary, PhD", ["Hesham El-Askary"]),
        ("hesh", ["Hesham El-Askary"]),
        ("sham", ["Hesham El-Askary"]),
        ("Hésham", ["Hesham El-Askary"]),
        ("el'askary", ["Hesham El-Askary"]),
        ("Rania Sharsh", ["Rania Sharshr"]),
        ("a", ["Hesham El-Askary", "Amy Pope"]),
        ("?", []),
        ("Grandi", []),
    ],
)
def test_a_person_is_found_however_the_name_is_written(query: str, names: list[str]) -> None:
    """Case, accents, hyphens, word order, honorifics and missing parts do not matter; an alias is a name."""
    assert matching(query, PEOPLE) == names


@pytest.mark.parametrize(
    ("query", "names", "best"),
    [
        pytest.param("saudi arabia", ["Saudi Arabia", "Saudi Arabia Relief"], "Saudi Arabia", id="a whole name"),
        pytest.param("pope amy", ["Amy Popeson", "Amy Pope"], "Amy Pope", id="a whole name in another order"),
        pytest.param("amypope", ["Amypope Ly", "Amy Pope"], "Amy Pope", id="a whole name without spaces"),
        pytest.param("ann", ["Joanne Low", "Ann High"], "Ann High", id="the beginning of a word"),
        pytest.param("amy amy", ["Amy Pope", "Amy Amyson"], "Amy Amyson", id="a word for each word"),
        pytest.param("a amy", ["Amy Adams", "Xa Yamy"], "Amy Adams", id="whichever word comes first"),
        pytest.param("dr", ["Dr", "Amy Pope"], "Dr", id="a title alone"),
    ],
)
def test_of_several_names_the_closest_wins(query: str, names: list[str], best: str) -> None:
    """A whole name before parts of longer ones, a beginning before an inside; each word needs one of its own."""
    assert matching(query, [((name,), name) for name in names]) == [best]


@given(st.text(), st.text())
def test_matching_never_fails(query: str, name: str) -> None:
    """Any text can be looked for among any names, and a name with a word in it finds itself."""
    matching(query, [((name,), 1)])
    assert matching(name, [((name,), 1)]) == ([1] if fold(name) else [])


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("Launch of the Lab!", 60, "launch-of-the-lab"),
        ("../../etc/passwd", 60, "etc-passwd"),
        ("気候", 60, "気候"),
        ("\x1b[31mred", 60, "31mred"),
        ("one two three", 7, "one-two"),
        ("unbreakable", 5, "unbre"),
        ("気" * 100, 60, "気" * 33),
    ],
)
def test_a_slug_is_safe_in_a_file_name(text: str, limit: int, short: str) -> None:
    """It has letters, digits and hyphens alone; a long one is cut between words where it can be."""
    assert slug(text, limit=limit) == short
    assert slug("x" * 100) == "x" * 60


@given(st.text())
def test_a_slug_fits_into_every_file_name(text: str) -> None:
    """A slug of 120 characters has no more than 200 bytes and never begins or ends with a hyphen."""
    made = slug(text, limit=120)
    assert len(made.encode("utf-8", "surrogatepass")) <= 200
    assert made == made.strip("-")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Dr Poonam Dhavan", ("Dr", "Poonam Dhavan")),
        ("Prof. Dr. Ada Ly", ("Prof. Dr.", "Ada Ly")),
        ("He Ping", (None, "He Ping")),
        ("Dr", (None, "Dr")),
        ("dr no", (None, "dr no")),
    ],
)
def test_an_honorific_is_taken_off_where_it_is_surely_one(name: str, parts: tuple[str | None, str]) -> None:
    """Titles are kept apart from names; a name that only looks like one stays whole."""
    assert split_honorific(name) == parts


def test_a_slip_is_recognised() -> None:
    """A misspelt name brings up the right one first."""
    assert did_you_mean("Amy Poppe", ["Ugochi Daniels", "Amy Pope"]) == ["Amy Pope"]
    assert did_you_mean("xyzzy", ["Amy Pope"]) == []
    assert len(did_you_mean("Amy Poppe", [f"Amy Pope{letter}" for letter in "abcde"])) == 3


def test_names_in_prose_shells_and_files() -> None:
    """A list reads as a sentence, in a shell a name is one argument, in a file's name what was cut off differs."""
    assert quoted_list(["a"]) == '"a"'
    assert quoted_list(["a", "b", "c"]) == '"a", "b" or "c"'
    assert shell_word("Amy Pope") == '"Amy Pope"'
    assert shell_word('x"; echo $(id)') == """'x"; echo $(id)'"""
    assert [file_stem(words) for words in ("Amy Pope", "amy-pope")] == ["amy-pope", "amy-pope"]
    assert file_stem("amy-pope", apart=True) == "amy-pope"
    assert file_stem("Amy Pope", apart=True) == f"amy-pope-{crc32(b'Amy Pope'):08x}"
    assert file_stem("!") == f"{crc32(b'!'):08x}"
    assert file_stem("x" * 121) != file_stem("x" * 122)
