import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import event
from ungacli.model import Document, Organization, Organizer, Person, Speaker
from ungacli.names import fold
from ungacli.query.text_search import event_text, occurs, quotes, spans

IOM = Organization("iom", "International Organization for Migration", "IOM", aliases=("OIM",))
FULL = event(
    title="Opening",
    summary="Crises that displace people, told at length by those who have seen some of them with their own eyes.",
    location="Room 4",
    audience="By invitation",
    topics=("health",),
    documents=(Document("Concept note"),),
    speakers=(
        Speaker(Person("a", "Ana Pérez")),
        Speaker(Person("z", "Zoë Müller", office="Director", organization=IOM, aliases=("Zoe Mueller",))),
    ),
    organizers=(Organizer(Person("s", "Sam Okoro", office="Minister")), Organizer(Organization("who", "World Health"))),
)


@pytest.mark.parametrize(
    "word",
    [
        *("opening", "crises that displace", "room 4", "invitation", "health", "concept note", "zoe muller"),
        *("mueller", "director", "iom", "oim", "okoro", "minister", "world health"),
    ],
)
def test_words_are_looked_for_everywhere(word: str) -> None:
    """Title, summary, place, audience, topics, documents, names, offices and bodies."""
    assert occurs(fold(word), event_text(FULL))
    assert not occurs(fold(word), event_text(event(title="Other")))


def test_where_no_words_are_looked_for() -> None:
    """In ids, which may be anything, and from one piece of an event into the next."""
    body = Organization("climate-body", "Exo")
    ana = Person("climate-lead", "Ana Gil", organization=body)
    text = event_text(event(id="climate", speakers=(Speaker(ana),), organizers=(Organizer(ana), Organizer(body))))
    assert not occurs("climate", text)
    assert occurs("exo", text)
    assert occurs("crises", event_text(FULL))
    assert not occurs("opening crises", event_text(FULL))


@pytest.mark.parametrize(
    ("word", "title", "expected"),
    [
        ("мир", "Адмирал", False),
        ("адм", "Адмирал", True),
        ("气候", "全球气候大会", True),
        ("AI技術", "国連AI技術会議", True),
        ("مناخ", "المناخ", True),
    ],
)
def test_a_word_matches_from_its_beginning_in_scripts_that_part_words(word: str, title: str, expected: bool) -> None:
    """Chinese does not, and what Arabic and Hebrew write before a word is no part of it."""
    assert occurs(fold(word), event_text(event(title=title))) is expected


@pytest.mark.parametrize(
    ("word", "expected"), [("womens", True), ("women's", True), ("women", True), ("ivoire", True), ("omens", False)]
)
def test_an_apostrophe_joins_and_separates(word: str, expected: bool) -> None:
    """Some leave it out, some look for what stands behind it."""
    text = event_text(event(title="Women’s Health in Côte d'Ivoire"))
    assert occurs(fold(word), text) is expected


@pytest.mark.parametrize(
    ("phrases", "text", "marked"),
    [
        (["climate"], "Climate, peace and Climate-led", ["Climate", "Climate"]),
        (["city led"], "City-Led and city led", ["City", "Led", "city", "led"]),
        (["human mobility"], "Human rights, human mobility", ["human", "mobility"]),
        (["zoe"], "Zoe\u0308 too", ["Zoe\u0308"]),
        ([fold("हिन्दी")], "हिन्दी भाषा", ["हिन्दी"]),
        (["peace climate"], "Peace 🕊 Climate", ["Peace", "Climate"]),
        (["he"], "H.E. Sam", ["H.E"]),
        (["ivoire"], "Côte d'Ivoire", ["d'Ivoire"]),
        (["气候"], "全球气候大会", ["全球气候大会"]),
        (["x"], "", []),
    ],
)
def test_the_words_of_a_phrase_are_marked_as_they_are_written(phrases: list[str], text: str, marked: list[str]) -> None:
    """Whole words, whatever their case, accents and punctuation; only where all of the phrase stands."""
    assert [text[start:end] for start, end in spans(phrases, text)] == marked


@given(st.text(max_size=40), st.text(max_size=8))
def test_marks_lie_in_the_text_and_do_not_overlap(text: str, phrase: str) -> None:
    """Whatever is looked for in whatever."""
    found = spans([fold(phrase)], text) if fold(phrase) else []
    flat = [place for span in found for place in span]
    assert flat == sorted(flat)
    assert all(0 <= start < end <= len(text) for start, end in found)


def test_what_was_found_is_quoted_with_a_few_words_around() -> None:
    """Where it stands first, cut between words on either side."""
    assert quotes(FULL, ["people"]) == ["summary: Crises that displace people, told at length by those who …"]
    assert quotes(FULL, ["eyes", "concept"]) == [
        "summary: … some of them with their own eyes.",
        "document: Concept note",
    ]
    assert quotes(FULL, ["nothing", "okoro", "sam"]) == ["organizer: Sam Okoro"]
