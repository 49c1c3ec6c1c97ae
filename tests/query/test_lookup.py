from collections.abc import Callable
from typing import Any

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

Finder = Callable[[Schedule, str], Any]


def speaker(schedule: Schedule, name: str) -> str:
    """Return the name of the speaker that *name* finds."""
    return find_participant(schedule, "speaker", name).name


def organizer(schedule: Schedule, name: str) -> str:
    """Return the name of the organizer that *name* finds."""
    return find_participant(schedule, "organizer", name).name


@pytest.mark.parametrize(
    ("find", "text", "found"),
    [
        (speaker, "Amy Pope", "Amy Pope"),
        (speaker, "pope", "Amy Pope"),
        (speaker, "Rania Sharsh", "Rania Sharshr"),
        (speaker, "amy-pope", "Amy Pope"),
        (organizer, "iom", "International Organization for Migration"),
        (organizer, "unodc", "United Nations Office on Drugs and Crime"),
        (organizer, "World Health Organization", "WHO"),
        (organizer, "waly", "Ghada Fathi Waly"),
        (find_event, "cmil", "cmil"),
        (find_event, "united", "united-generations"),
        (find_event, "innovation lab", "cmil"),
        (find_event, "Women’s Health", "womens-health"),
        (find_topic, "Clim", "climate"),
    ],
)
def test_a_name_is_found_by_any_way_to_write_it(unga: Schedule, find: Finder, text: str, found: str) -> None:
    """People, bodies by acronym or alias, also where an office-holder is named; events by id, its start or title."""
    result = find(unga, text)
    assert getattr(result, "id", result) == found


@pytest.mark.parametrize(
    ("find", "text", "message", "hint"),
    [
        (speaker, "Amy Poppe", 'no speaker matches "Amy Poppe"', 'did you mean "Amy Pope"'),
        (speaker, "xyzzy", 'no speaker matches "xyzzy"', "`ungacli speaker` lists all 6"),
        (speaker, "a", '"a" could be 2 speakers', 'did you mean "Amy Pope" or "Hesham El-Askary"?'),
        (
            speaker,
            "grandi",
            'no speaker matches "grandi"',
            'Filippo Grandi organizes: `ungacli organizer "Filippo Grandi"`',
        ),
        (find_event, "e", '"e" could be 2 events', 'did you mean "eu-migration" or "eps"?'),
        (find_event, "quantum flux", 'no event matches "quantum flux"', "`ungacli list` shows every event with its id"),
        (find_event, "cmli", 'no event matches "cmli"', 'did you mean "cmil"?'),
        (find_topic, "g", '"g" could be several topics', 'did you mean "gender" or "governance"?'),
        (find_topic, "helth", 'there is no topic "helth"', 'did you mean "health"?'),
    ],
)
def test_what_is_not_one_is_an_error_with_a_way_out(
    unga: Schedule, find: Finder, text: str, message: str, hint: str
) -> None:
    """Unknown and ambiguous names, and people who merely organize, have messages of their own."""
    with pytest.raises(QuestionError) as caught:
        find(unga, text)
    assert caught.value.message == message
    assert str(caught.value.hint).startswith(hint)


def test_a_choice_may_be_begun() -> None:
    """What is no choice is an error with all of them; no event may have a topic."""
    assert find_word("role", "opening remarks", ROLES) is SpeakerRole.OPENING_REMARKS
    with pytest.raises(QuestionError, match='there is no status "maybe"') as refused:
        find_word("status", "maybe", [*Status])
    assert refused.value.hint == "it is one of confirmed, tentative, cancelled"
    with pytest.raises(QuestionError) as none:
        find_topic(schedule(event()), "x")
    assert none.value.hint == "no event has a topic"


@pytest.mark.parametrize(
    ("topics", "text", "found"),
    [
        *((("C", "C++", "C#"), topic, topic) for topic in ("C", "C++", "C#")),
        *((("Women’s Health",), text, "Women’s Health") for text in ("womens-health", "Women's Health")),
        *((("Women’s Health",), text, "Women’s Health") for text in ("women s health", "womens health")),
    ],
)
def test_a_topic_is_found_with_its_signs_or_without(topics: tuple[str, ...], text: str, found: str) -> None:
    """As it is written a topic is that one, as completion offers it, or as a name of two words."""
    assert find_topic(schedule(event(topics=topics)), text) == found


def test_what_is_exact_wins() -> None:
    """An id over one that it begins, whichever stands first; of topics that differ in signs none is guessed."""
    with pytest.raises(QuestionError, match='"c" could be several topics'):
        find_topic(schedule(event(topics=("C", "C++", "C#"))), "c")
    events = schedule(event(id="talk-2"), event(id="talk"))
    assert find_event(events, "Talk").id == "talk"


def test_everybody_is_listed_once_with_their_events(unga: Schedule) -> None:
    """In the order of their names, each event once; a body organizes what its office-holders do."""
    listed = [f"{person.name} {len(events)}" for person, events in involvements(unga, "speaker")]
    assert listed == [
        *("Amy Pope 5", "Hesham El-Askary 1", "Koko Warner 1", "Poonam Dhavan 1", "Rania Sharshr 2"),
        "Ugochi Daniels 5",
    ]
    amy = Person("amy", "Amy")
    one = event(speakers=(Speaker(amy, SpeakerRole.OPENING_REMARKS), Speaker(amy, SpeakerRole.MODERATOR)))
    assert involvements(schedule(one), "speaker") == [(amy, (one,))]
    events = {party.label: [event.id for event in events] for party, events in involvements(unga, "organizer")}
    assert events["United Nations Office on Drugs and Crime"] == ["eu-migration"]
    assert events["UNHCR"] == ["eu-migration", "womens-health"]
    assert events["Filippo Grandi"] == ["eu-migration"]


def test_two_of_one_name_are_found_by_their_ids() -> None:
    """Where names are equal the hint gives what is not; in another order of its words a name is another one."""
    names = {"a": "Ana Lee", "b": "ANA LEE", "ana-perez": "Ana Pérez", "perez-ana": "Perez Ana"}
    some = schedule(event(speakers=tuple(Speaker(Person(*pair)) for pair in names.items())))
    with pytest.raises(QuestionError) as caught:
        find_participant(some, "speaker", "Ana Lee")
    assert caught.value.hint == 'did you mean "a" or "b"?'
    found = [find_participant(some, "speaker", name).id for name in ("b", "ana perez", "perez-ana")]
    assert found == ["b", "ana-perez", "perez-ana"]
