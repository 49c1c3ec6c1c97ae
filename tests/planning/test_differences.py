"""What has changed from one schedule to another."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import GENEVA, event, schedule
from tests.formats.schedules import schedules
from ungacli.draft.draft import RawEvent
from ungacli.draft.ids import default_uid, event_ids
from ungacli.model import (
    Context,
    DayRange,
    Document,
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
from ungacli.planning.differences import Change, ChangeKind, differences, following

ANA, BO = Person("ana", "Ana Lópe"), Person("bo", "Bo Ek")
WHO = Organization("who", "World Health Organization", "WHO")
SWAPPED: dict[str, str] = {"added": "removed", "removed": "added", "joined": "left", "left": "joined"}


def _changes(old: Event, new: Event) -> list[tuple[str, str, Any, Any]]:
    return [tuple(change) for one in differences(schedule(old), schedule(new)).events for change in one.changes]


def _kinds(old: Schedule, new: Schedule) -> list[tuple[str, str, str]]:
    return [(one["kind"], one["event"], one["field"]) for one in differences(old, new).records]


@pytest.mark.parametrize(
    ("fields", "changes"),
    [
        ({"title": "Talk"}, [("retitled", "title", "Briefing", "Talk")]),
        ({"status": Status.CANCELLED}, [("cancelled", "status", "confirmed", "cancelled")]),
        ({"status": Status.TENTATIVE}, [("unsettled", "status", "confirmed", "tentative")]),
        ({"location": "Hall"}, [("moved", "location", None, "Hall")]),
        ({"mode": Mode.HYBRID}, [("changed", "mode", None, "hybrid")]),
        ({"audience": "All"}, [("changed", "audience", None, "All")]),
        ({"summary": "Of it"}, [("changed", "summary", None, "Of it")]),
        ({"url": "https://a.org"}, [("changed", "url", None, "https://a.org")]),
        ({"contact": "me"}, [("changed", "contact", None, "me")]),
        ({"topics": ("b", "a")}, [("changed", "topics", [], ["a", "b"])]),
        (
            {"documents": (Document("Note"), Document("Plan", "https://a.org"))},
            [("changed", "documents", [], ["Note", "Plan: https://a.org"])],
        ),
        ({"note": "mine"}, []),
        ({"speakers": (Speaker(ANA),)}, [("joined", "speakers", None, "Ana Lópe, speaker")]),
        (
            {"organizers": (Organizer(WHO, OrganizerRole.CO_HOST, Status.TENTATIVE),)},
            [("joined", "organizers", None, "World Health Organization, co-host, TBC")],
        ),
    ],
)
def test_each_field_has_its_kind_of_change(fields: dict[str, Any], changes: list[tuple[str, str, Any, Any]]) -> None:
    """What differs is told with its old and its new value; the reader's own note is not."""
    assert _changes(event(), event(**fields)) == changes


FIRST_HALF_PAST_TWO = datetime(2025, 10, 26, 2, 30, tzinfo=GENEVA)
NIGHT = event(start=FIRST_HALF_PAST_TWO, end=datetime(2025, 10, 26, 4, tzinfo=GENEVA))
TENTATIVE, OFF = event(status=Status.TENTATIVE), event(status=Status.CANCELLED)
KEYNOTE, PANEL = Speaker(ANA, SpeakerRole.KEYNOTE), Speaker(ANA, SpeakerRole.PANELIST)
MODERATOR = Speaker(ANA, SpeakerRole.MODERATOR, Status.TENTATIVE)
SPELT_OTHERWISE = Person("ana-lope", "Ana Lope"), Person("x", "B. Ek", aliases=("Bo Ek",))


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        (TENTATIVE, event(), [("settled", "status", "tentative", "confirmed")]),
        (OFF, event(), [("reinstated", "status", "cancelled", "confirmed")]),
        (OFF, TENTATIVE, [("reinstated", "status", "cancelled", "tentative")]),
        # An event that starts half an hour later and lasts as long as before has two other times.
        (
            event(),
            event(start=datetime(2025, 9, 22, 9, 30, tzinfo=GENEVA)),
            [
                ("moved", "start", "2025-09-22T09:00:00+02:00", "2025-09-22T09:30:00+02:00"),
                ("moved", "end", "2025-09-22T10:00:00+02:00", "2025-09-22T10:30:00+02:00"),
            ],
        ),
        # The same instant by another clock is another zone alone.
        (
            event(),
            event().in_zone(ZoneInfo("America/New_York")),
            [("moved", "timezone", "Europe/Zurich", "America/New_York")],
        ),
        # 02:30 before the clocks go back and 02:30 after are two instants, though Python takes them for one.
        (
            NIGHT,
            replace(NIGHT, start=FIRST_HALF_PAST_TWO.replace(fold=1)),
            [("moved", "start", "2025-10-26T02:30:00+02:00", "2025-10-26T02:30:00+01:00")],
        ),
        (
            event(speakers=(Speaker(ANA, status=Status.TENTATIVE), Speaker(BO)), organizers=(Organizer(WHO),)),
            event(speakers=(Speaker(BO, SpeakerRole.MODERATOR), Speaker(ANA))),
            [
                ("settled", "speakers", "Ana Lópe, speaker, TBC", "Ana Lópe, speaker"),
                ("changed", "speakers", "Bo Ek, speaker", "Bo Ek, moderator"),
                ("left", "organizers", "World Health Organization, organizer", None),
            ],
        ),
        # Who does several things may stop doing some: what is alike to the word is the same, then a role.
        (
            event(speakers=(KEYNOTE, PANEL, replace(MODERATOR, status=Status.CONFIRMED), MODERATOR)),
            event(speakers=(replace(PANEL, status=Status.TENTATIVE), MODERATOR)),
            [
                ("unsettled", "speakers", "Ana Lópe, panelist", "Ana Lópe, panelist, TBC"),
                ("left", "speakers", "Ana Lópe, keynote", None),
                ("left", "speakers", "Ana Lópe, moderator", None),
            ],
        ),
        # People are the same by id, name or another name: an accent that is missing makes nobody another.
        (event(speakers=(Speaker(ANA), Speaker(BO))), event(speakers=tuple(map(Speaker, SPELT_OTHERWISE))), []),
        # A name goes before another one's other name.
        (
            event(speakers=(Speaker(Person("ali", "Ali Ek", aliases=("Bo Ek",))), Speaker(BO))),
            event(speakers=(Speaker(Person("x", "BO EK")),)),
            [("left", "speakers", "Ali Ek, speaker", None)],
        ),
        # Somebody whom only the new schedule names is not whom the old one called by another's id.
        (
            event(speakers=(Speaker(ANA), Speaker(BO))),
            event(speakers=(Speaker(ANA), Speaker(Person("cy", "Cy Fu")))),
            [("left", "speakers", "Bo Ek, speaker", None), ("joined", "speakers", None, "Cy Fu, speaker")],
        ),
    ],
)
def test_certainty_times_and_people_have_their_kinds_of_change(
    old: Event, new: Event, changes: list[tuple[str, str, Any, Any]]
) -> None:
    """Statuses and roles are settled or changed, times are ISO 8601 with their offset, people join and leave."""
    assert _changes(old, new) == changes


def test_events_are_matched_by_id_then_uid() -> None:
    """An event under another id keeps its UID; under the same id it may have another one."""
    assert _kinds(schedule(event()), schedule(event(id="b", uid="briefing@example.org"))) == []
    assert _kinds(schedule(event()), schedule(event(uid="other"))) == []
    # A UID that lasts counts for more than id and title.
    retitled = event(id="b", title="Talk", uid="briefing@example.org")
    assert _kinds(schedule(event()), schedule(retitled, event(uid="other"))) == [
        ("retitled", "b", "title"),
        ("added", "briefing", "event"),
    ]
    # A UID that is made of the title counts last, and first together with the id and the title.
    made = default_uid(None, "example", "briefing")
    moved = event(id="b", title="Talk", start=datetime(2025, 9, 23, 9, tzinfo=GENEVA), uid=made)
    assert [field for _, _, field in _kinds(schedule(event(uid=made)), schedule(moved))] == ["title", "start", "end"]
    old, new = (event(uid=made, speakers=(Speaker(person),)) for person in (ANA, BO))
    assert _kinds(schedule(old), schedule(event(id="b", title="Talk", speakers=(Speaker(ANA),)), new)) == [
        ("added", "b", "event"),
        ("left", "briefing", "speakers"),
        ("joined", "briefing", "speakers"),
    ]


def test_events_are_matched_by_title_and_one_who_takes_part() -> None:
    """With another id and UID the title in any case and one of the people do, or nobody on both sides."""
    old = event(speakers=(Speaker(ANA), Speaker(BO)))
    new = event(id="b", title="BRIEFING", speakers=(Speaker(ANA),))
    assert _kinds(schedule(old), schedule(new)) == [("retitled", "b", "title"), ("left", "b", "speakers")]
    assert _kinds(schedule(event()), schedule(event(id="b"))) == []
    hers, his = (event(id=name, speakers=(Speaker(person),)) for name, person in (("a", ANA), ("b", BO)))
    assert _kinds(schedule(hers), schedule(his)) == [("removed", "a", "event"), ("added", "b", "event")]
    # What both take part in is one of the two.
    assert _kinds(schedule(hers, his), schedule(old)) == [
        ("removed", "b", "event"),
        ("joined", "briefing", "speakers"),
    ]


def test_events_are_matched_by_start_and_all_who_take_part() -> None:
    """A new title for the same people at the same time is a new title; without people it is another event."""
    old, new = (event(id=name, title=name, speakers=(Speaker(ANA),)) for name in "ab")
    assert _kinds(schedule(old), schedule(new)) == [("retitled", "b", "title")]
    later = replace(new, start=new.end, end=new.end + timedelta(hours=1))
    assert _kinds(schedule(old), schedule(later)) == [("removed", "a", "event"), ("added", "b", "event")]
    old, new = event(id="a", title="?"), event(id="b", title="!")
    assert _kinds(schedule(old), schedule(new)) == [("removed", "a", "event"), ("added", "b", "event")]


def test_what_repeats_is_matched_by_its_time_first() -> None:
    """Of three briefings the first is gone: it, and not the last, is what is removed."""
    days = [event(id=f"a{day}", start=datetime(2025, 9, day, 9, tzinfo=GENEVA)) for day in (22, 23, 24)]
    renamed = [replace(one, id=f"b{one.id}", uid=f"b{one.uid}") for one in days[1:]]
    assert _kinds(schedule(*days), schedule(*renamed)) == [("removed", "a22", "event")]
    # Of two at one time the first by id is the same, in whatever order they stand.
    first, second, third, fourth = (event(id=name, summary=text) for name, text in zip("abcd", "xyxy", strict=True))
    assert _kinds(schedule(first, second), schedule(fourth, third)) == []


def test_added_and_removed_events_have_their_times() -> None:
    """They are on one side; the events stand in order of time."""
    later = event(id="later", title="Later", start=datetime(2025, 9, 23, 9, tzinfo=GENEVA))
    keys = ("kind", "event", "title", "field", "old", "new")
    days = [f"2025-09-{day}T09:00:00+02:00/2025-09-{day}T10:00:00+02:00" for day in (22, 23)]
    assert differences(schedule(event()), schedule(later)).records == [
        dict(zip(keys, ("removed", "briefing", "Briefing", "event", days[0], None), strict=True)),
        dict(zip(keys, ("added", "later", "Later", "event", None, days[1]), strict=True)),
    ]


def test_what_a_schedule_says_of_itself_is_compared() -> None:
    """Days are told as a schedule file has them; the id and the moment of writing are no news."""
    days = DayRange(date(2025, 9, 20), date(2025, 9, 28))
    context = Context("The Assembly", high_level_days=(days, DayRange(date(2025, 9, 30), date(2025, 9, 30))))
    old = schedule(event())
    new = schedule(
        event(),
        id="other",
        title="Days",
        revision=2,
        revised=old.revised + timedelta(days=1),
        own_days=days,
        context=context,
    )
    assert differences(old, new).about == (
        Change(ChangeKind.CHANGED, "title", "Example Days", "Days"),
        Change(ChangeKind.CHANGED, "revision", 1, 2),
        Change(ChangeKind.CHANGED, "own_days", None, "2025-09-20..2025-09-28"),
        Change(ChangeKind.CHANGED, "context.title", None, "The Assembly"),
        Change(ChangeKind.CHANGED, "context.high_level_days", None, ["2025-09-20..2025-09-28", "2025-09-30"]),
    )


@given(schedules())
@settings(max_examples=20, deadline=None)  # The first look-up of a clock takes its time.
def test_a_schedule_does_not_differ_from_itself(one: Schedule) -> None:
    """However odd it is."""
    assert differences(one, one) == ((), ())


@given(schedules(), schedules(), st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)  # The first look-up of a clock takes its time.
def test_the_way_back_is_the_way_there_turned_round(old: Schedule, new: Schedule, random: Any) -> None:
    """Swapped, old and new values and what was added and removed change places; the order of events says nothing."""
    there, back = differences(old, new), differences(new, old)

    def told(records: list[dict[str, Any]], *, is_swapped: bool) -> list[tuple[str, str, str]]:
        values = ("new", "old") if is_swapped else ("old", "new")
        kinds = SWAPPED if is_swapped else {kind: kind for kind in SWAPPED}
        return sorted(
            (kinds.get(one["kind"], ""), one["field"], repr([one[value] for value in values])) for one in records
        )

    assert told(there.records, is_swapped=False) == told(back.records, is_swapped=True)
    mixed = replace(new, events=tuple(random.sample(new.events, len(new.events))))
    assert differences(old, mixed) == there


def test_thousands_of_events_by_the_same_people_are_soon_compared() -> None:
    """Though all have one title and stand at the same time."""
    some = [event(id=f"a{number}", speakers=(Speaker(ANA),)) for number in range(3000)]
    others = [replace(one, id=f"b{number}", uid=f"b{number}") for number, one in enumerate(some)]
    assert differences(schedule(*some), schedule(*others)).events == ()


def test_what_is_withdrawn_is_cancelled() -> None:
    """An event is the same by its UID, whatever its id."""
    gone = event(id="gone")
    old, new = schedule(gone, event(id="a", uid="1")), schedule(event(id="b", uid="1"))
    assert following(new, old).events == (*new.events, replace(gone, status=Status.CANCELLED))


def test_a_withdrawn_event_has_an_id_of_its_own() -> None:
    """Files name events by their ids, in whatever case of letters."""
    old = schedule(event(id="aB", uid="1"), event(id="AB-Cancelled", uid="2"))
    ids = [one.id for one in following(schedule(event(id="Ab", uid="3")), old).events]
    assert ids == ["Ab", "aB-cancelled-2", "AB-Cancelled"]


def test_the_revision_is_above_the_old_one() -> None:
    """It is raised where it has to be, and what is gone stands at its time."""
    early = event(id="early", start=datetime(2025, 9, 21, 9, tzinfo=GENEVA))
    old = schedule(early, revision=4)
    assert [one.id for one in following(schedule(event()), old).events] == ["early", "briefing"]
    assert following(schedule(event()), old).revision == 5
    assert following(schedule(event(), revision=7), old).revision == 7


def _with_made_uids(*titles: str) -> Schedule:
    """Return a schedule with an event for each of *titles*, an hour apart, as a file without ids or UIDs gives them."""
    starts = [datetime(2025, 9, 22, 9 + number, tzinfo=GENEVA) for number in range(len(titles))]
    events = [(title, start) for title, start in zip(titles, starts, strict=True) if title]
    ids = event_ids([(RawEvent(title=title), start) for title, start in events])
    return schedule(
        *(
            event(id=id_, title=title, start=start, uid=default_uid(None, "example", id_))
            for id_, (title, start) in zip(ids, events, strict=True)
        )
    )


AFRICA, ASIA, EUROPE = (f"Ministerial Roundtable on Migration: {name}" for name in ("Africa", "Asia", "Europe"))


def test_an_event_between_others_of_the_same_first_words_changes_none_of_them() -> None:
    """Their ids and UIDs are made of the same words and a number, which is another one then."""
    old, new = _with_made_uids("", AFRICA, ASIA), _with_made_uids(EUROPE, AFRICA, ASIA)
    assert old.events[0].uid == new.events[0].uid
    assert [kind for kind, _, _ in _kinds(old, new)] == ["added"]
    assert [kind for kind, _, _ in _kinds(new, old)] == ["removed"]
    followed = following(new, old)
    uids = {one.title: one.uid for one in followed.events}
    assert [uids[one.title] for one in old.events] == [one.uid for one in old.events]
    assert len({one.uid for one in followed.events}) == len(followed.events) == 3
    assert [one.title for one in following(old, new).events if one.status is Status.CANCELLED] == [EUROPE]


def test_an_event_keeps_the_uid_of_an_old_calendar() -> None:
    """The UIDs in a calendar do not show that they were made of titles: they count as the event's own."""
    new = _with_made_uids("", ASIA)
    old = schedule(*(replace(one, uid=f"{number}@example.org") for number, one in enumerate(new.events)))
    followed = following(new, old)
    assert [(one.uid, one.status) for one in followed.events] == [("0@example.org", Status.CONFIRMED)]
    # Another event that only begins with the same words is not the one with that UID.
    other = following(_with_made_uids("", "", EUROPE), old)
    assert [(one.title, one.status) for one in other.events] == [
        (ASIA, Status.CANCELLED),
        (EUROPE, Status.CONFIRMED),
    ]
    assert other.events[0].uid == "0@example.org" != other.events[1].uid
