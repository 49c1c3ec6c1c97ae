"""What lies in a cache file and is made when it is looked at answers like what was read."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import GENEVA, event, schedule
from ungacli import load
from ungacli.cache import rows, stored
from ungacli.cache.stored import Store
from ungacli.cache.writing import write
from ungacli.errors import QuestionError
from ungacli.indexed import Indexed
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
from ungacli.planning.upcoming import outlook
from ungacli.query.candidates import in_query, values_of
from ungacli.query.compiler import conditions
from ungacli.query.conditions import select
from ungacli.query.fields import FIELDS
from ungacli.query.filters import Filters
from ungacli.query.lookup import by_organizer, by_speaker, find_event
from ungacli.when.days import Days, known_days, span, touches

NOW = datetime(2025, 9, 22, 12, tzinfo=UTC)
IOM = Organization("iom", "International Organization for Migration", "IOM", "un", ("OIM",))
AMY = Person("amy-pope", "Amy Pope", "Ms", "JD", "Director General", IOM, ("A. Pope",))


def kept(told: Schedule) -> Schedule:
    """Return *told* as it comes from a cache file."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "kept.sqlite")
        write(path, "key", told)
        # An open file outlives its name.
        return Store(path).schedule()


def _week(days: int = 30, each: int = 7) -> Schedule:
    """Return events on many days, by day and over midnight, in two zones, with speakers, organizers and topics."""
    people = [Person(f"person-{number}", f"Ada B{number}son", organization=IOM) for number in range(20)]
    bodies = [Organization(f"body-{number}", f"Body {number}") for number in range(5)]
    zones = [ZoneInfo("Europe/Zurich"), ZoneInfo("America/New_York")]
    return schedule(
        *(
            event(
                id=f"event-{number}",
                title=f"{['Climate', 'Health'][number % 2]} talk {number}",
                start=start,
                end=start + timedelta(hours=1 + number % 5),
                status=[*Status][number % 3],
                topics=(f"topic-{number % 11}", "all"),
                speakers=(Speaker(people[number % 20]), Speaker(people[number % 7], SpeakerRole.MODERATOR)),
                organizers=(Organizer(bodies[number % 5]), Organizer(people[number % 3])),
            )
            for number in range(days * each)
            for start in [datetime(2025, 9, 1 + number // each, 3 * (number % each) + 4, tzinfo=zones[number % 2])]
        ),
        people=tuple(people),
        organizations=(IOM, *bodies),
    )


def _sorted(told: Schedule) -> Schedule:
    return replace(told, events=tuple(sorted(told.events, key=lambda one: one.start.timestamp())))


WEEK = _sorted(_week())
STORED = kept(WEEK)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that will hold the id of each event that is made."""
    ids: list[str] = []

    def event_from(row: rows.Row, *others: object) -> Event:
        one = rows.event_from(row, *others)  # type: ignore[arg-type]
        ids.append(one.id)
        return one

    monkeypatch.setattr(stored, "event_from", event_from)
    return ids


def test_everything_comes_back() -> None:
    """Every field of a schedule, of its events and of whoever takes part in them."""
    start = datetime(2025, 9, 22, 9, tzinfo=ZoneInfo("Asia/Tokyo"))
    full = Event(
        "id",
        "Título",
        start,
        start + timedelta(hours=1, microseconds=7),
        "uid@example.org",
        "example",
        ("example", "other"),
        Status.TENTATIVE,
        Mode.HYBRID,
        "Room 1",
        (Speaker(AMY, SpeakerRole.KEYNOTE, Status.CANCELLED, Mode.VIRTUAL),),
        (Organizer(IOM, OrganizerRole.CO_HOST, Status.TENTATIVE), Organizer(AMY, OrganizerRole.SPONSOR)),
        "invited",
        ("climate", "health"),
        (Document("Paper"), Document("Note", "https://example.org")),
        "About",
        "https://example.org/1",
        "desk@example.org",
        "mine",
    )
    context = Context("Week", "Theme", date(2025, 9, 1), (DayRange(date(2025, 9, 2), date(2025, 9, 3)),), "Summary")
    told = schedule(full, context=context, url="https://example.org", revision=3, organizations=(IOM,))
    assert kept(told) == told
    assert all(getattr(full, field) for field in Event.__match_args__)


@pytest.mark.parametrize("told", [load(), WEEK, schedule(event()), schedule()])
def test_a_schedule_comes_back(told: Schedule) -> None:
    """The same, however it is compared, and with the same hash."""
    back = kept(told)
    assert back == told
    assert told == back
    assert back == kept(told)
    assert hash(back) == hash(told)
    assert back.events != tuple(reversed(told.events)) or len(told.events) < 2
    assert back.events != [*told.events] or not told.events


def test_whom_the_schedule_does_not_list_comes_back_too() -> None:
    """A schedule that was put together may name somebody in an event alone, or two people by one id."""
    other = Person("amy-pope", "Amy Pope of Elsewhere")
    parts = (Speaker(AMY), Speaker(other))
    told = schedule(event(speakers=parts, organizers=(Organizer(AMY), Organizer(IOM))), people=(AMY, AMY))
    back = kept(told)
    assert back == told
    assert [*back.people] == [AMY, AMY]


def test_a_part_of_the_events_is_a_tuple() -> None:
    """As of any tuple; the last from the end."""
    assert STORED.events[3:5] == WEEK.events[3:5]
    assert STORED.events[-1] == WEEK.events[-1]
    assert STORED.events[7] is STORED.events[7]
    with pytest.raises(IndexError):
        STORED.events[len(WEEK.events)]


def test_an_hour_that_comes_twice_is_kept_apart() -> None:
    """Both times 02:30 on the night of the change come back as the moments they were."""
    zurich = ZoneInfo("Europe/Zurich")
    first = datetime(2025, 10, 26, 2, 30, tzinfo=zurich)
    back = kept(schedule(event(start=first, end=first.replace(fold=1)))).events[0]
    assert (back.start.astimezone(UTC).hour, back.end.astimezone(UTC).hour) == (0, 1)


@given(
    moment=st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2199, 1, 1), timezones=st.timezones()),
    title=st.text(alphabet=st.characters(exclude_categories=["Cs"])),
)
def test_any_moment_and_title_come_back(moment: datetime, title: str) -> None:
    """Instants to the microsecond, zones, local times and text exactly."""
    zone = moment.tzinfo
    assert isinstance(zone, ZoneInfo)
    start = moment.astimezone(UTC).astimezone(zone)
    one = event(start=start, end=(moment.astimezone(UTC) + timedelta(hours=1)).astimezone(zone), title=title)
    assert kept(schedule(one, timezone=zone)).events == (one,)


ZONES = st.one_of(
    st.timezones(),
    # Clocks that went back over midnight, or a day forth or back.
    st.sampled_from([*map(ZoneInfo, ("America/St_Johns", "Pacific/Apia", "Pacific/Kwajalein", "Asia/Beirut"))]),
)


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    """Return a schedule of events of up to three days around a change of the clock, each in a zone of its own."""
    zone = draw(ZONES)
    around = draw(
        st.sampled_from(
            [datetime(2010, 11, 7, 3), datetime(2011, 12, 30, 10), datetime(1993, 8, 21, 12), datetime(2025, 10, 26, 1)]
        )
    ).replace(tzinfo=UTC)
    minutes = st.integers(-4 * 1440, 4 * 1440)
    starts = sorted(draw(st.lists(minutes, min_size=1, max_size=12)))
    events = []
    for number, shift in enumerate(starts):
        start, own = around + timedelta(minutes=shift), draw(st.sampled_from([zone, ZoneInfo("UTC")]))
        end = start + timedelta(minutes=draw(st.integers(1, 4000)))
        events.append(event(id=f"e{number}", start=start.astimezone(own), end=end.astimezone(own)))
    return schedule(*events, timezone=zone)


@given(
    told=schedules(),
    shift=st.integers(-5, 5),
    length=st.integers(0, 3),
    whole=st.booleans(),
    open_end=st.sampled_from([None, "first", "last"]),
)
def test_a_span_holds_all_that_takes_place_on_its_days(
    told: Schedule, shift: int, length: int, whole: bool, open_end: str | None
) -> None:
    """Whatever the clocks do: among the events that the index names are all that touch the days."""
    first = told.events[0].start.date() + timedelta(days=shift)
    last = first + timedelta(days=length)
    days = Days(date.min if open_end == "first" else first, date.max if open_end == "last" else last, whole=whole)
    stored_events = kept(told).events
    assert isinstance(stored_events, Indexed)
    found = stored_events.between(*span(days, told.timezone))
    right = [place for place, one in enumerate(told.local_events) if touches(one, days)]
    assert {*right} <= {*found}


@given(told=schedules(), zone=ZONES)
def test_days_are_those_of_the_events(told: Schedule, zone: ZoneInfo) -> None:
    """By any clock, and without an event being made."""
    back = kept(told).in_zone(zone)
    told = told.in_zone(zone)
    assert [*back.day_counts.items()] == [*told.day_counts.items()]
    assert known_days(back) == known_days(told)
    assert back.events == told.events
    assert back.local_events == told.local_events


def test_a_schedule_without_events_has_no_days() -> None:
    """Such a schedule is refused in a file, but may come from elsewhere."""
    assert known_days(kept(schedule())) == known_days(schedule()) == ((), None)


TERMS = st.sampled_from(
    [
        *("climate", "talk", '"talk 7"', "zebra", "title:health", "speaker:b3son", "speaker:b3son,b5son", "id:event-7"),
        *("organizer:body-2", "organizer:iom,body-3", "topic:topic-3", "topic:all", "role:moderator", "is:tentative"),
        *("date:5", "date:5..7", "date:5,9", "before:4", "after:20", "from:25", "to:3", "is:past", "is:now"),
        *("is:upcoming", "time:morning", "lasting:>2h", "has:speakers"),
    ]
)
QUERIES = st.recursive(
    TERMS,
    lambda inner: st.one_of(
        inner.map("-({})".format),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' '.join(parts)})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' OR '.join(parts)})"),
    ),
    max_leaves=6,
)


@given(queries=st.lists(QUERIES, min_size=1, max_size=2), zone=st.sampled_from([None, "Asia/Kathmandu"]))
def test_a_query_finds_the_same(queries: Sequence[str], zone: str | None) -> None:
    """Whatever is asked, by whatever clock."""

    def found(told: Schedule) -> list[str]:
        told = told.in_zone(ZoneInfo(zone)) if zone else told
        asked = [one for query in queries for one in conditions(Filters(query=query), told, now=NOW)]
        return [one.id for one in select(told, asked).events]

    assert found(STORED) == found(WEEK)


@pytest.mark.parametrize("field", FIELDS)
def test_the_values_of_a_field_are_the_same(field: str, made: list[str]) -> None:
    """What a shell offers, found without an event being made."""
    fresh = kept(WEEK)
    assert values_of(field, fresh) == values_of(field, WEEK)
    assert in_query(f"climate {field}:", fresh) == in_query(f"climate {field}:", WEEK)
    assert made == []


def test_everybody_takes_part_in_the_same() -> None:
    """By the order of names, each with their events; in a role too."""
    for everyone in (by_speaker, by_organizer):
        assert everyone(STORED) == everyone(WEEK)
    assert by_speaker(STORED, [SpeakerRole.MODERATOR]) == by_speaker(WEEK, [SpeakerRole.MODERATOR])


@pytest.mark.parametrize("text", ["event-7", "EVENT-70", "event-20", "health talk 9", "climate", "nothing", ""])
def test_an_event_is_found_by_the_same_words(text: str) -> None:
    """Or the same is said of why it is not."""

    def found(told: Schedule) -> object:
        try:
            return find_event(told, text)
        except QuestionError as error:
            return str(error), error.hint

    assert found(STORED) == found(WEEK)


@pytest.mark.parametrize(
    ("query", "least", "most"),
    [
        ("date:2025-09-15", 7, 9),
        ("date:15..16", 14, 16),
        ("date:15 climate", 3, 6),
        ("date:15 -climate", 3, 6),
        ("before:2", 4, 7),
        ("speaker:b19son", 10, 11),
        ("speaker:b19son topic:topic-3", 0, 1),
        ("organizer:body-3", 42, 42),
        ("topic:topic-3", 19, 20),
        ("id:event-77", 1, 1),
        ("date:4 OR date:9", 14, 18),
        ('"talk 77"', 1, 1),
        ("topic:topic-0 id:event-77", 1, 1),
        ("topic:topic-1 id:event-77", 1, 1),
        ("id:event-77 topic:topic-1", 1, 1),
        ('-"talk 77" id:event-77', 1, 1),
        ("-(topic:all id:event-77) topic:topic-0 date:8..15", 5, 6),
        ("climate OR is:tentative", 210, 210),
    ],
)
def test_no_more_events_are_made_than_a_question_needs(query: str, least: int, most: int, made: list[str]) -> None:
    """Of 210 events, those of the day, the speaker or the topic; and the answer is right."""
    fresh = kept(WEEK)
    assert made == []
    asked = conditions(Filters(query=query), fresh, now=NOW)
    found = [one.id for one in select(fresh, asked).events]
    assert found == [one.id for one in select(WEEK, conditions(Filters(query=query), WEEK, now=NOW)).events]
    assert least <= len(made) <= most
    assert len({*made}) == len(made)


def test_one_event_is_shown_without_the_others(made: list[str]) -> None:
    """By its id."""
    assert find_event(kept(WEEK), "event-99").title == "Health talk 99"
    assert made == ["event-99"]


@pytest.mark.parametrize(("hour", "most"), [(0, 5), (500, 8), (2000, 3)])
def test_few_events_are_made_of_what_is_next(made: list[str], hour: int, most: int) -> None:
    """Of 1,000 events an hour apart, each of two hours, those are made that are told, and one or two beside them."""
    first = datetime(2025, 9, 22, 9, tzinfo=GENEVA)
    hourly = [first + timedelta(hours=number) for number in range(1000)]
    told = kept(
        schedule(*(event(id=f"e{start:%d%H%m}", start=start, end=start + timedelta(hours=2)) for start in hourly))
    )
    assert outlook(told, first + timedelta(hours=hour), count=3).turns
    assert len(set(made)) <= most
