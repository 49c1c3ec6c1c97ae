from datetime import datetime, timedelta

import pytest

from tests.builders import GENEVA, event, schedule
from ungacli.errors import QuestionError
from ungacli.model import (
    Event,
    Mode,
    Organization,
    Organizer,
    OrganizerRole,
    Person,
    Schedule,
    Speaker,
    SpeakerRole,
    Status,
)
from ungacli.planning.brief import NO_VENUE, Brief, Open, agenda_of, brief_subject, compose

HOUR = timedelta(hours=1)
NAMES = "`ungacli speaker`, `ungacli organizer` and `ungacli list` list the names and events"
ADA = Person("ada", "Ada Lovelace")
BODY = Organization("body", "Big Body", "BB")
CHIEF = Person("chief", "Cleo Chief", organization=BODY)


def at(hours: float, lasting: float = 1, **fields: object) -> Event:
    """Return an event of Ada's so many hours after midnight, called by them."""
    start = datetime(2025, 9, 22, tzinfo=GENEVA) + timedelta(hours=hours)
    name = f"at-{hours:g}"
    given: dict[str, object] = {"speakers": (Speaker(ADA),), "location": "Here", **fields}
    return event(**{"id": name, "title": name, "start": start, "end": start + timedelta(hours=lasting), **given})


def gaps(brief: Brief) -> list[tuple[float | None, float | None]]:
    """Return the hours free before and after each event."""
    told = [(entry.before and entry.before.length, entry.after and entry.after.length) for entry in brief.entries]
    return [
        (
            None if before is None else before.total_seconds() / 3600,
            None if after is None else after.total_seconds() / 3600,
        )
        for before, after in told
    ]


def brief_of(*events: Event, of: Person | Organization | None = ADA, asked: tuple[Event, ...] = ()) -> Brief:
    """Return the brief on the events *asked*, or on all."""
    return compose(schedule(*events), asked or events, of=of)


def test_amy_pope_on_23_september(unga: Schedule) -> None:
    """08:00–09:30, 12:00–13:30 and 16:30–18:30: 2.5 h and 3 h between; eleven co-hosts and every venue open."""
    amy = brief_subject(unga, "Amy Pope")
    assert isinstance(amy, Person)
    events = [one for one in agenda_of(unga, amy) if one.start.day == 23]
    brief = compose(unga, events, of=amy)
    assert [(one.event.id, one.part) for one in brief.entries] == [
        ("drc", "speaker"),
        ("eu-migration", "panelist, organizer"),
        ("americas-cities", "opening remarks"),
    ]
    assert gaps(brief) == [(None, 2.5), (2.5, 3), (3, None)]
    assert [(one.event and one.event.id, one.what) for one in brief.unconfirmed] == [
        ("drc", "11 co-hosts"),
        (None, "venue not published"),
    ]
    assert brief.unconfirmed[0].in_full == (
        "11 co-hosts: Angola, Brazil, Belgium, China, European Union, France, Germany, Sweden, "
        "United States of America, United Arab Emirates, United Kingdom"
    )


def test_gaps_are_those_of_the_whole_agenda() -> None:
    """Of 9, 11 and 15 o'clock the second or the others are asked for: an hour before it, three after it."""
    first, middle, last = at(9), at(11), at(15)
    assert gaps(brief_of(first, middle, last, asked=(middle,))) == [(1, 3)]
    assert gaps(brief_of(first, middle, last, asked=(first, last))) == [(None, 1), (3, None)]


def test_another_day_is_none_of_the_neighbours() -> None:
    """The last of one day and the first of the next have no gap between them."""
    assert gaps(brief_of(at(20), at(24 + 9))) == [(None, None), (None, None)]


def test_what_lasts_past_midnight_is_before_the_next_morning() -> None:
    """From 23:00 to 01:00, then 09:00: eight hours of sleep; the evening knows nothing of the morning."""
    assert gaps(brief_of(at(23, 2), at(33))) == [(None, None), (8, None)]


def test_what_overlaps_leaves_no_time_free() -> None:
    """9–12 holds 10–11 and 11–12; after all an hour until 13:00, before which is the one that starts first."""
    brief = brief_of(at(9, 3), at(10), at(11), at(13))
    assert gaps(brief) == [(None, 1), (None, 1), (None, 1), (1, None)]
    assert brief.entries[3].before == (brief.events[0], HOUR)
    shared = [[(near.event.id, near.length) for near in one.overlaps] for one in brief.entries]
    assert shared == [[("at-10", HOUR), ("at-11", HOUR)], [("at-9", HOUR)], [("at-9", HOUR)], []]


def test_a_gap_counts_the_time_that_passes() -> None:
    """In the night of 25 October 2025 the clock in Geneva goes back: from 02:00 to 04:00 are three hours."""
    first = event(id="a", start=datetime(2025, 10, 26, 1, tzinfo=GENEVA))
    last = event(id="b", start=datetime(2025, 10, 26, 4, tzinfo=GENEVA))
    assert gaps(brief_of(first, last, of=None)) == [(None, 3), (3, None)]


def test_what_is_cancelled_takes_no_time() -> None:
    """Neither a cancelled event nor a cancelled part in one stands between two others, nor is beside any."""
    off = at(11, status=Status.CANCELLED)
    out = at(12, speakers=(Speaker(ADA, status=Status.CANCELLED),))
    brief = brief_of(at(9), off, out, at(15))
    assert gaps(brief) == [(None, 5), (None, None), (None, None), (5, None)]
    assert [one.is_off for one in brief.entries] == [False, True, True, False]


def test_one_event_alone_has_nothing_beside_it() -> None:
    """Of an event that was asked for by name no gap is told."""
    one = at(9)
    (entry,) = compose(schedule(one, at(10)), [one]).entries
    assert (entry.before, entry.after, entry.overlaps, entry.part) == (None, None, (), None)


def test_a_body_takes_part_through_who_holds_an_office_in_it() -> None:
    """The body's part names its chief; in its own name there is none to add."""
    events = (
        at(9, organizers=(Organizer(CHIEF, OrganizerRole.SPONSOR),)),
        at(11, organizers=(Organizer(BODY),)),
        at(12),
    )
    whole = schedule(*events)
    assert [one.id for one in agenda_of(whole, BODY)] == ["at-9", "at-11"]
    brief = compose(whole, agenda_of(whole, BODY), of=BODY)
    assert [one.part for one in brief.entries] == ["sponsor (Cleo Chief)", "organizer"]
    assert agenda_of(whole, BODY, [OrganizerRole.SPONSOR]) == [events[0]]


def test_what_is_open() -> None:
    """A tentative event, speakers and hosts and a missing venue; the virtual needs none, the cancelled nothing."""
    unsure = at(
        9,
        status=Status.TENTATIVE,
        location=None,
        speakers=(
            Speaker(ADA, SpeakerRole.KEYNOTE, Status.TENTATIVE, Mode.VIRTUAL),
            Speaker(CHIEF, SpeakerRole.MODERATOR, Status.TENTATIVE),
        ),
        organizers=(
            *(Organizer(one, status=Status.TENTATIVE) for one in (BODY, ADA)),
            *(Organizer(CHIEF, OrganizerRole.CO_HOST, Status.TENTATIVE), Organizer(CHIEF)),
        ),
    )
    virtual = at(11, mode=Mode.VIRTUAL, location=None)
    off = at(12, status=Status.CANCELLED, location=None)
    assert brief_of(unsure, virtual, off).unconfirmed == (
        Open(unsure, "the event itself"),
        Open(unsure, "keynote, virtual", "Ada Lovelace"),
        Open(unsure, "moderator", "Cleo Chief"),
        Open(unsure, "2 organizers", "Big Body, Ada Lovelace"),
        Open(unsure, "co-host", "Cleo Chief"),
        Open(unsure, "venue not published"),
    )
    assert brief_of(virtual).unconfirmed == ()
    assert brief_of(at(9, location=None), at(11, location=None), off).unconfirmed == (Open(None, NO_VENUE),)


def test_notes_are_private() -> None:
    """A note is in a brief that asks for it, and in no other."""
    one = at(9, note="bring cake")
    assert [compose(schedule(one), [one], notes=notes).events[0].note for notes in (False, True)] == [
        None,
        "bring cake",
    ]


def test_whom_is_a_person_a_body_or_an_event() -> None:
    """Each by a part of the name, or an event by its id; a whole name goes before a part of another."""
    whole = schedule(
        at(9, organizers=(Organizer(BODY),)),
        event(id="talk", title="Ada's machine"),
        event(id="t2", title="Big Body talk"),
    )
    assert brief_subject(whole, "lovelace") == ADA
    assert brief_subject(whole, "big body") == BODY
    assert brief_subject(whole, "talk") == brief_subject(whole, "ta") == whole.events[1]
    assert brief_subject(whole, "machine") == whole.events[1]


def test_letters_tell_an_id_from_an_acronym(unga: Schedule) -> None:
    """`drc` is an event and DRC a country; Drc could be both."""
    event, country = brief_subject(unga, "drc"), brief_subject(unga, "DRC")
    assert isinstance(event, Event)
    assert isinstance(country, Organization)
    with pytest.raises(QuestionError):
        brief_subject(unga, "Drc")


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("ada", '"ada" could be 2 people, organizers or events', 'did you mean "Ada Lovelace" or "Ada"?'),
        ("lovelase", 'no person, organizer or event matches "lovelase"', 'did you mean "Ada Lovelace"?'),
        ("qqqqqqqq", 'no person, organizer or event matches "qqqqqqqq"', NAMES),
        ("twin", '"twin" could be 2 people, organizers or events', 'did you mean "twin-1" or "twin-2"?'),
        ("same", '"same" could be 2 people, organizers or events', 'did you mean "same-1" or "same-2"?'),
    ],
)
def test_whom_is_one(text: str, message: str, hint: str) -> None:
    """Whoever it could be is named; two of one name by their ids."""
    twins = (
        Speaker(Person("twin-1", "Twin")),
        Speaker(Person("twin-2", "Twin")),
        Speaker(Person("same-1", "Same")),
    )
    whole = schedule(at(9), event(id="x", title="Ada", speakers=twins), event(id="same-2", title="Same"))
    with pytest.raises(QuestionError) as raised:
        brief_subject(whole, text)
    assert raised.value.message == message
    assert raised.value.hint == hint
