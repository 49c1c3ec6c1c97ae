"""Files made to harm, and what is merely broken: one clear problem each, soon."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats import builders, test_conference_json, test_conference_xml
from ungacli.draft.diagnostics import BadFileError, Diagnostic
from ungacli.draft.draft import Draft
from ungacli.draft.read_options import ReadOptions
from ungacli.formats.conference import schedule_json, schedule_xml
from ungacli.formats.table import format_of

READERS = pytest.mark.parametrize("read", [schedule_xml.read, schedule_json.read])


def bad(text: str | bytes) -> list[str]:
    """Return the problems for which a file called conf.xml with *text* is refused."""
    return builders.refused(text, "conf.xml")


def problems(read: Callable[[bytes, ReadOptions], Draft], data: bytes) -> tuple[Diagnostic, ...]:
    """Return what *read* has to say of *data*, whether it makes a draft of it or not."""
    try:
        return read(data, ReadOptions()).diagnostics
    except BadFileError as error:
        return error.problems


@pytest.mark.parametrize(
    "declarations",
    [
        "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)),
        f'<!ENTITY a "{"a" * 50_000}">',
        '<!ENTITY a SYSTEM "file:///etc/hostname">',
        '<!ENTITY % a SYSTEM "https://example.org/x.dtd"> %a;',
        "",
    ],
    ids=["laughs", "blow-up", "file", "network", "nothing"],
)
def test_document_types(declarations: str) -> None:
    """No document type is read, whatever it declares."""
    (line,) = bad(f"<!DOCTYPE schedule [{declarations}]>\n<schedule>{'&a;' * 50_000}</schedule>")
    assert line.startswith("1:20: it has a document type (<!DOCTYPE ...>)")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<schedule>\n<day>\n</schedule>", "3:3: not well-formed XML: mismatched tag"),
        ("<schedule>\n&nbsp;</schedule>", "2:1: not well-formed XML: undefined entity"),
        ("<schedule>", "1:11: not well-formed XML: no element found"),
        ("", "1:1: not well-formed XML: no element found"),
        ("<feed/>", "1:1: not a schedule.xml: it holds <feed>, not <schedule>"),
        ("<schedule/>", "1:1: no event in it can be read"),
        ("<schedule>\n" + "<a>" * 100_000, "2:148: elements more than 50 deep"),
        ("<schedule>\0</schedule>", "1:1: not text: it holds NUL bytes"),
        ('<?xml version="1.0" encoding="punycode"?><schedule>é</schedule>', '1:1: unknown encoding "punycode"'),
        ('<?xml version="1.0" encoding="iso-8859-99"?><schedule>é</schedule>', "1:1: not iso-8859-99, though it says"),
        ('<?xml version="1.0" encoding="us-ascii"?><schedule>é</schedule>', "1:1: not us-ascii, though it says so"),
    ],
    ids=["tags", "entity", "cut", "empty", "page", "bare", "deep", "nul", "odd", "unknown", "wrong"],
)
def test_broken_files(text: str, expected: str) -> None:
    """What is not well-formed, no schedule, nested without end or not in its encoding is refused with its place."""
    (line,) = bad(text)
    assert line.startswith(expected)


def test_too_many_elements(monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of elements is bounded."""
    monkeypatch.setattr(schedule_xml, "MAX_ELEMENTS", 1000)
    assert bad("<schedule>" + "<a/>" * 1000) == ["1:4007: more than 1,000 elements; is it really a schedule?"]


def test_encodings() -> None:
    """A declared encoding is used, a mark at the beginning too; a file that is not in its own has a warning."""
    text = test_conference_xml.one("<title>Čaj</title>")
    for declared, encoding in (("iso-8859-2", "iso-8859-2"), ("utf-16", "utf-16"), (None, "utf-16")):
        head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
        assert builders.read((head + text).encode(encoding), "conf.xml").events[0].title == "Čaj"
    latin = '<?xml version="1.0" encoding="UTF-8"?>' + text.replace("Č", "é")
    _, said = builders.told(latin.encode("latin-1"), "conf.xml")
    assert said == ["1:1: warning: not UTF-8: byte 0xe9; read as Windows-1252 (Latin-1)"]


@pytest.mark.parametrize(
    "abstract",
    [
        "a" * 5_000_000,
        "<p>" + "<" * 500_000,
        "<p>" + "<a href='http://x" * 200_000,
        "<p>" + "<a href='http://x'>" * 200_000,
        "<p>" + "<li " * 500_000,
        "<p>" + "&lt" * 500_000,
        "<p>" + " \n" * 1_000_000,
    ],
    ids=["long", "angles", "links", "open", "items", "entities", "space"],
)
def test_long_texts(abstract: str) -> None:
    """A text of megabytes in one line, HTML that never ends included, is read to its end."""
    assert test_conference_xml.event(f"<abstract><![CDATA[{abstract}]]></abstract>").title == "Talk"


@pytest.mark.parametrize(
    "data",
    [
        *(b"<!-- -->" * 8000, b"<!--" * 16_000, b"<?a" * 20_000, b" " * 65_536, b"{" * 65_536),
        *(b'{"conference"' * 5000, b'{"conference":' + b" " * 65_000),
    ],
    ids=range(7),
)
def test_formats_are_known_at_once(data: bytes) -> None:
    """No beginning of a file keeps its format from being told."""
    assert format_of(data, ".json") in {"json", "voc"}


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(["10:00", "2025-05-09T10:00:00Z", "1:00"]),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["url", "name", "id", "en", "events"]), inner),
    max_leaves=5,
)
_FIELDS = [
    *("title", "start", "date", "duration", "end", "id", "guid", "code", "slug", "persons", "links", "url", "track"),
    *("abstract", "room"),
]


@given(st.dictionaries(st.sampled_from(_FIELDS), _VALUES))
@settings(max_examples=100)
def test_any_values(fields: dict[str, object]) -> None:
    """Whatever an event's values are, it is read or left out, and the others stay."""
    text = test_conference_json.conference(fields, test_conference_json.TALK)
    schedule, _ = builders.told(text, "schedule.json")
    assert "Talk" in [event.title for event in schedule.events]


@given(st.integers(0, len(test_conference_xml.PRETALX)), st.text(max_size=5))
@settings(max_examples=100)
def test_any_damage(place: int, text: str) -> None:
    """A file with something put into it anywhere gives a draft or problems with places."""
    data = (test_conference_xml.PRETALX[:place] + text + test_conference_xml.PRETALX[place:]).encode("utf-8", "replace")
    missing = {(), ("schedule",)}
    assert all(problem.place or problem.path in missing for problem in problems(schedule_xml.read, data))
