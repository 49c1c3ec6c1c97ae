import pytest

from tests.builders import event, schedule
from ungacli import Schedule
from ungacli.errors import QuestionError
from ungacli.model import Person, Speaker, SpeakerRole, Status
from ungacli.query.lookup import (
    ROLES,
    find_event,
    find_participant,
    find_topic,
    find_word,
    involvements,
)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Amy Pope", "Amy Pope"),
        ("pope", "Amy Pope"),
        ("Rania Sharsh", "Rania Sharshr"),
        ("amy-pope", "Amy Pope"),
    ],
)
def test_a_speaker_is_found_by_any_way_to_write_the_name(unga: Schedule, name: str, found: str) -> None:
    """Names are matched as names.matching says, among those who speak."""
    assert find_participant(unga, "speaker", name).name == found


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("Amy Poppe", 'no speaker matches "Amy Poppe"', 'did you mean "Amy Pope"'),
        ("xyzzy", 'no speaker matches "xyzzy"', "`ungacli speaker` lists all 6"),
        ("a", '"a" could be 2 speakers', 'did you mean "Amy Pope" or "Hesham El-Askary"?'),
        ("grandi", 'no speaker matches "grandi"', 'Filippo Grandi organizes: `ungacli organizer "Filippo Grandi"`'),
    ],
)
def test_who_is_not_one_speaker_is_told_with_a_way_out(unga: Schedule, name: str, message: str, hint: str) -> None:
    """Unknown, ambiguous and merely organizing people are told apart."""
    with pytest.raises(QuestionError) as caught:
        find_participant(unga, "speaker", name)
    assert caught.value.message == message
    assert str(caught.value.hint).startswith(hint)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("iom", "International Organization for Migration"),
        ("unodc", "United Nations Office on Drugs and Crime"),
        ("World Health Organization", "WHO"),
        ("waly", "Ghada Fathi Waly"),
    ],
)
def test_an_organizer_is_found_by_name_acronym_or_alias(unga: Schedule, name: str, found: str) -> None:
    """Bodies, and people who organize, are found; a body also where only its office-holder is named."""
    assert find_participant(unga, "organizer", name).name == found


@pytest.mark.parametrize(
    ("text", "event_id"),
    [
        ("cmil", "cmil"),
        ("united", "united-generations"),
        ("innovation lab", "cmil"),
        ("Women’s Health", "womens-health"),
    ],
)
def test_an_event_is_found_by_id_its_start_or_its_title(unga: Schedule, text: str, event_id: str) -> None:
    """An exact id wins, then the start of an id, then words of the title."""
    assert find_event(unga, text).id == event_id


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("e", '"e" could be 2 events', 'did you mean "eu-migration" or "eps"?'),
        ("quantum flux", 'no event matches "quantum flux"', "`ungacli list` shows every event with its id"),
        ("cmli", 'no event matches "cmli"', 'did you mean "cmil"?'),
    ],
)
def test_what_is_not_one_event_is_told_with_a_way_out(unga: Schedule, text: str, message: str, hint: str) -> None:
    """Ambiguous and unknown events are wrong questions, with the ids that may be meant."""
    with pytest.raises(QuestionError) as caught:
        find_event(unga, text)
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_topics_and_choices_may_be_begun(unga: Schedule) -> None:
    """A word's beginning is enough where one fits; a slip is recognised, and nothing is guessed."""
    assert find_topic(unga, "Clim") == "climate"
    assert find_word("role", "opening remarks", ROLES) is SpeakerRole.OPENING_REMARKS
    for text, hint in [("g", 'did you mean "gender" or "governance"?'), ("helth", 'did you mean "health"?')]:
        with pytest.raises(QuestionError) as caught:
            find_topic(unga, text)
        assert caught.value.hint == hint
    with pytest.raises(QuestionError, match='there is no status "maybe"') as refused:
        find_word("status", "maybe", [*Status])
    assert refused.value.hint == "it is one of confirmed, tentative, cancelled"
    with pytest.raises(QuestionError) as none:
        find_topic(schedule(event()), "x")
    assert none.value.hint == "no event has a topic"


def test_signs_tell_topics_apart_that_are_one_without_them() -> None:
    """As it is written a topic is that one; otherwise several could be meant."""
    languages = schedule(event(topics=("C", "C++", "C#")))
    assert [find_topic(languages, text) for text in ("C", "C++", "C#")] == ["C", "C++", "C#"]
    with pytest.raises(QuestionError, match='"c" could be several topics'):
        find_topic(languages, "c")


def test_a_topic_is_meant_with_its_apostrophe_or_without() -> None:
    """As completion offers it, as it is written, and as a name of two words."""
    events = schedule(event(topics=("Women’s Health",)))
    for text in ("womens-health", "Women's Health", "women s health", "womens health"):
        assert find_topic(events, text) == "Women’s Health"


def test_an_exact_id_wins_over_one_that_it_begins() -> None:
    """Whichever stands first."""
    events = schedule(event(id="talk-2"), event(id="talk"))
    assert find_event(events, "Talk").id == "talk"


def test_everybody_is_listed_once_with_their_events(unga: Schedule) -> None:
    """Speakers stand in the order of their names, whatever they speak at."""
    listed = [f"{person.name} {len(events)}" for person, events in involvements(unga, "speaker")]
    assert listed == [
        *("Amy Pope 5", "Hesham El-Askary 1", "Koko Warner 1", "Poonam Dhavan 1", "Rania Sharshr 2"),
        "Ugochi Daniels 5",
    ]


def test_two_of_one_name_are_told_apart_by_their_ids() -> None:
    """Where names are equal the hint gives what is not."""
    parts = (Speaker(Person("a", "Ana Lee")), Speaker(Person("b", "ANA LEE")))
    with pytest.raises(QuestionError) as caught:
        find_participant(schedule(event(speakers=parts)), "speaker", "Ana Lee")
    assert caught.value.hint == 'did you mean "a" or "b"?'
    assert find_participant(schedule(event(speakers=parts)), "speaker", "b").name == "ANA LEE"


def test_a_name_as_it_stands_wins_over_its_words_in_another_order() -> None:
    """Who is called Ana Pérez is not Pérez Ana, though either order finds who is alone."""
    parts = (Speaker(Person("ana-perez", "Ana Pérez")), Speaker(Person("perez-ana", "Perez Ana")))
    found = [
        find_participant(schedule(event(speakers=parts)), "speaker", name).id for name in ("ana perez", "perez-ana")
    ]
    assert found == ["ana-perez", "perez-ana"]


def test_two_parts_in_one_event_count_once() -> None:
    """Who opens and moderates takes part in one event."""
    amy = Person("amy", "Amy")
    one = event(speakers=(Speaker(amy, SpeakerRole.OPENING_REMARKS), Speaker(amy, SpeakerRole.MODERATOR)))
    assert involvements(schedule(one), "speaker") == [(amy, (one,))]


def test_a_body_organizes_what_its_office_holders_do(unga: Schedule) -> None:
    """UNODC is named through its Executive Director only, UNHCR both ways."""
    events = {party.label: [event.id for event in events] for party, events in involvements(unga, "organizer")}
    assert events["United Nations Office on Drugs and Crime"] == ["eu-migration"]
    assert events["UNHCR"] == ["eu-migration", "womens-health"]
    assert events["Filippo Grandi"] == ["eu-migration"]
