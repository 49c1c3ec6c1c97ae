from contextlib import suppress
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ungacli.draft.assemble import assemble
from ungacli.draft.diagnostics import BadFileError
from ungacli.draft.draft import Draft
from ungacli.draft.read_options import ReadOptions
from ungacli.formats.page.blocks import find_blocks
from ungacli.formats.page.classify import classify
from ungacli.formats.page.events import EventDraft
from ungacli.formats.page.lines import is_html, page_of_html, page_of_text
from ungacli.formats.page.reading import event_drafts, read
from ungacli.when.cells_and_lines import zone_of_the_page
from ungacli.when.when import PartialWhen

NOTHING = ReadOptions()
EVERYTHING = ReadOptions(zone=ZoneInfo("Europe/Zurich"), year=2024, date_order="dmy", duration=timedelta(hours=1))
WORDS = (
    *("19 September 2024", "Tuesday 8 November", "Monday", "Day 2", "3–5 June", "03/04/2024", "31 February", "5.6.24"),
    *("10.30-12.00", "3PM to 6PM", "noon", "14h30", "12:00 EDT", "2 - 3:30", "22:00–01:00", "TBC", "99:99", "24:00"),
    *(" | ", " - ", ": ", ", ", "; ", " and ", "(", ")", "- ", "• ", "# ", "**", " ", "\n", "\n\n"),
    *("Time", "When", "Where", "Speakers", "EXO Speaker", "Organizers", "Co-hosts (TBC)", "Related documents", "End"),
    *("Title", "Date", "Moderator", "Concept note", "Contact", "Topics", "Status", "Format", "Website", "Time zone"),
    *("Ann Lee", "Ann Leee", "Director General", "EXO", "Egypt and Chad", "Example Fund (EXF)", "will be moderating"),
    *("online", "Room 5", "All times are in EDT", "GMT+2", "https://example.org/x", "[a](https://example.org)", "PhD"),
    *("<p>", "</p>", "<tr><td>", "</td><td>", "<table>", "</table>", "<li>", "<h2>", "&amp;", "<a href='x'>", "<br>"),
    *("A sentence stands here.", "Share this page", "Foo: bar", "\u00a0", "²:30", "١٢:٣٠", "sponsored by X"),
)
LINES = [
    line
    for row in (
        "19 September 2024 | A title / Tuesday 8 November | 12:00- 13.30 | Room 4 / Monday 11 March 2024: / Wednesday",
        "8:00 a.m. to 9:30 a.m.: A title / 10:45 - 10:55 / Time: 10.30-12.00 EDT / When: 3PM, 5 June 2025 / A title",
        "Where: Room 5 / Speakers: / - Ann Lee, Director, EXO / EXO Speaker: Ann Lee (TBC) / Moderator: Bo Ek",
        "Organizers: Egypt and Chad, EXO; sponsored by X / Related documents: / - Concept note",
        "A sentence stands here. /  / - a point",
        "## Heading / Date / Title: A title / End: 13:00 / Interpretation: none / All times in CET",
        "Time | Title | Room / 9:00 | Another | CR 4 / Participation: all / Menu / Copyright / --- / Contact: x",
    )
    for line in row.split(" / ")
]


def drafted(text: str, options: ReadOptions) -> Draft | None:
    """Return the draft of a page, or None where it has no events."""
    try:
        return read(text.encode(), options)
    except BadFileError:
        return None


def is_there(draft: EventDraft, field: str) -> bool:
    """Return whether an event has a value for a *field*, or a diagnostic on that."""
    about = {one.path[2] for one in draft.diagnostics}
    if field in {"days", "times", "end", "end_day", "zone"}:
        return draft.event.when != PartialWhen() or bool(about & {"date", "start", "end"})
    return getattr(draft.event, field) is not None or field in about


def check(text: str, options: ReadOptions) -> None:
    """Check that a page makes a draft that loses no line, and that assembling it makes a schedule or is refused."""
    draft = drafted(text, options)
    if draft is None:
        return
    page = page_of_html(text) if is_html(text) else page_of_text(text)
    items = classify(page.lines)
    blocks = [block for block in find_blocks(items)[0] if block.is_an_event(items)]
    events = event_drafts(items, blocks, options)
    assert all(is_there(event, field) for event in events for field in event.used.values())
    used = {index for event in events for index in event.used}
    reported = {one.place for one in draft.diagnostics if one.message.startswith("not used: ")}
    unused = [line for index, item in enumerate(items) if index not in used for line in item.lines]
    missing = [line for line in unused if line.place not in reported]
    # One line may name the page, and one its zone.
    assert all(line.text == draft.title or zone_of_the_page(line.text) for line in missing)
    with suppress(BadFileError):
        assemble(draft, stem="page", zone=options.zone)


@given(st.lists(st.sampled_from(LINES), max_size=20), st.sampled_from([NOTHING, EVERYTHING]))
def test_every_line_is_used_or_noted(lines: list[str], options: ReadOptions) -> None:
    """Whatever lines a page is made of, each of them is in a field or reported as not used."""
    check("\n".join(lines), options)


@given(st.lists(st.sampled_from(WORDS), max_size=40).map("".join), st.sampled_from([NOTHING, EVERYTHING]))
def test_any_words_are_a_draft_or_none(text: str, options: ReadOptions) -> None:
    """Words of pages in any order, tags among them, make a draft that loses no line, or no events."""
    check(text, options)


@given(st.text(max_size=300))
def test_any_text_is_a_draft_or_none(text: str) -> None:
    """No text is a bug."""
    if "\0" not in text and text.isprintable():
        check(f"19 September 2024 | T\nTime: 10-12\n{text}", NOTHING)


HEAD = "19 September 2024 | T\nTime: 10-12\n"


@pytest.mark.parametrize(
    "unit",
    [
        *("a ", "A", "| ", ": ", "(", " and X", "12:00 ", "1 May ", "[a](", "**a ", "(TBC) ", "will be ", "AB (CD) "),
        *("<a ", "<", "<!--", "<a b='\"'>", "<td>", "<table><tr><td>x", "&#", "<p>12:00</p>", "<script>", "<!", "</"),
        *("12:00\n", "1 May\n", "Ab\n", "When: 1 May 2024 10-11\n", "Speakers:\n", "- Ab Cd\n", "# A\n", "|\n"),
        *("Time zone: EDT\n", "1 May 2024 | T\nTime: 10-12 IST\n", "Title: x\n", "x (AB)\n", "Contact\n"),
    ],
)
def test_much_of_anything_is_read(unit: str) -> None:
    """The event above it is there, however much follows; a reader that took its square in time would not end."""
    draft = drafted(HEAD + unit * (100_000 // len(unit)), NOTHING)
    assert draft is not None
    assert (draft.events[0].title or "").startswith("T")


def test_hostile_lines_are_bounded() -> None:
    """One of ten megabytes is prose; what is no zone on very many days is a note for each, and a look-up is cheap."""
    draft = drafted(HEAD + "word and " * 1_111_111, NOTHING)
    assert draft is not None
    assert len(draft.events[0].summary or "") > 9_999_000
    days = [f"1 {month} {year} | T\nTime: 10-12 XYZ Time" for year in range(2000, 2050) for month in ("May", "July")]
    draft = drafted("\n".join(days), NOTHING)
    assert draft is not None
    assert sum('no time zone "XYZ' in one.message for one in draft.diagnostics) == 100
