"""Odd events and texts at every width: nothing is lost, nothing sticks out, columns stay columns."""

import unicodedata
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from tests.builders import GENEVA, event, schedule
from tests.render.test_tables import printed
from ungacli.model import Document, Event, Organization, Organizer, Person, Speaker, Status
from ungacli.query.lookup import involvements
from ungacli.render import cards, listings
from ungacli.render.layout import GAP, event_columns
from ungacli.render.listings import View

# Arabic with vowel signs, Hebrew, Chinese, Thai, Devanagari, an accent that stands by itself, joined emoji.
SCRIPTS = [
    *("الهِجْرَةُ والمُناخ", "הגירה ואקלים", "全球气候与移民大会", "การย้ายถิ่นฐาน", "प्रवासन और जलवायु"),
    *("Zoe\u0308 Mu\u0308ller", "👩\u200d🔬 Science 🇨🇭", "می\u200cخواهم", "عربي and English", "ﷺ", "ﬁnance", "x" * 90),
]


def _at(day: str, minutes: int, zone: ZoneInfo = GENEVA) -> dict[str, datetime]:
    start = datetime.fromisoformat(day).replace(tzinfo=zone)
    return {"start": start, "end": datetime.fromtimestamp(start.timestamp() + minutes * 60, zone)}


def _person(name: str) -> Speaker:
    return Speaker(Person(f"p{abs(hash(name))}", name, office=name[::-1]))


ODD = schedule(
    event(id="night", title="Over midnight", **_at("2025-03-29 22:00", 240)),
    event(id="spring", title="While clocks go forward", **_at("2025-03-30 01:30", 60)),
    event(id="long", title="Long " * 60, **_at("2025-03-31 09:00", 60)),
    event(id="unbroken", title="x" * 300, **_at("2025-03-31 09:00", 60)),
    event(id="same", title="At the same minute", status=Status.CANCELLED, **_at("2025-03-31 09:00", 60)),
    event(id="days", title="For two days", **_at("2025-04-01 18:00", 2 * 24 * 60)),
    event(id="tokyo", title="Elsewhere", **_at("2025-04-03 09:00", 60, ZoneInfo("Asia/Tokyo"))),
    event(
        id="names",
        title="全球气候与移民大会",
        speakers=tuple(map(_person, ["王小明", "محمد العَربي", "Zoe\u0308 Mu\u0308ller", "שרה לוי"])),
        organizers=(Organizer(Organization("who", "منظمة الصحة العالمية")),),
        topics=("气候",),
        **_at("2025-04-04 09:00", 60),
    ),
    event(id="autumn", title="While clocks go back", **_at("2025-10-26 01:30", 120)),
)
ZONES = (ZoneInfo("America/New_York"), ZoneInfo("Asia/Kathmandu"))


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_schedule_of_oddities(snapshot: SnapshotAssertion, width: int) -> None:
    """Nights, clock changes, long and foreign words, by three clocks."""
    shown = printed(listings.heading(ODD, also=ZONES), *listings.days(ODD, View(width, also=ZONES)), width=width)
    assert shown == snapshot


def test_a_clock_change_is_told_by_the_names_of_the_clocks() -> None:
    """In spring an hour passes from 1:30 to 3:30 and four from 22:00 to 3:00; in autumn two from 1:30 to 2:30."""
    shown = printed(*listings.days(ODD, View(200)), width=200)
    first_words = [line.split("  ")[0] for line in shown.splitlines()]
    for told, names in (("22:00–03:00 +1", "CET–CEST"), ("01:30–03:30", "CET–CEST"), ("01:30–02:30", "CEST–CET")):
        assert first_words[first_words.index(told) + 1] == names
    assert {"18:00–18:00 +2", "02:00–03:00"} <= set(first_words)


def width_of(text: str) -> int:
    """Return how many columns *text* takes, by Unicode's own data."""
    wide = sum(unicodedata.east_asian_width(char) in {"W", "F"} for char in text)
    return len(text) + wide - sum(unicodedata.category(char) in {"Mn", "Me", "Cf"} for char in text)


def columns_of(text: str, starts: list[int]) -> list[str]:
    """Return what stands in the columns of *text* that begin at *starts*, without spaces."""
    found = [""] * len(starts)
    for line in text.splitlines():
        at = 0
        for char in line:
            # A mark belongs to the letter before it, which may be the last of its column.
            place = at - (width_of(char) == 0)
            found[sum(start <= place for start in starts) - 1] += char.strip()
            at += width_of(char)
    return found


# Letters whose width is the same for everybody, each mark behind one; what is joined or turned has its own test below.
LETTERS = (
    st.text(alphabet="aé\u0301ß -,全球气候 العَرب שרה การย้าย", min_size=1, max_size=60)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text and all(width_of(word[0]) for word in text.split()))
)


@settings(deadline=None)
@given(LETTERS, LETTERS, LETTERS, st.integers(60, 200))
def test_columns_stay_columns_and_nothing_is_lost(title: str, name: str, topic: str, width: int) -> None:
    """Each text stands whole in its own column, counted in columns of the terminal, and no line sticks out."""
    one = event(
        title=title, speakers=(_person(name),), topics=(topic,), organizers=(Organizer(Organization("o", name)),)
    )
    shown = printed(*listings.days(schedule(one), View(width)), width=width)
    assert max(map(width_of, shown.splitlines())) <= width
    sizes = event_columns(width, 18)
    starts = [sum(sizes[:number]) + GAP * number for number in range(len(sizes))]
    found = columns_of(shown.partition("2025\n")[2], starts)
    texts = [title, name, f"organizer:{name}", topic][: len(sizes) - 1]
    assert found == ["09:00–10:00briefing", *("".join(text.split()) for text in texts)]


def _rendered(one: Event, width: int) -> Iterator[str]:
    """Yield *one* in every way that there is of showing it."""
    odd = schedule(one)
    person = one.speakers[0].person
    yield printed(*listings.days(odd, View(width)), width=width)
    yield printed(*listings.days(odd, View(width, marked=("zoe", "大会", "x"))), width=width)
    yield printed(*listings.days(odd, View(width, of=person, also=ZONES)), width=width)
    yield printed(*cards.event_cards(odd.events, width=width, also=ZONES), width=width)
    yield printed(listings.participants(involvements(odd, "speaker"), width=width), width=width)
    yield printed(*listings.table(["title", "speakers"], [[one.title, person.name]], width=width), width=width)


@pytest.mark.parametrize("text", SCRIPTS)
@pytest.mark.parametrize("width", [40, 59, 60, 80, 119, 120, 200])
def test_no_letter_of_any_script_is_lost(text: str, width: int) -> None:
    """In tables, cards, agendas, lists of people and tables of columns each letter comes, in its order."""
    wanted = "".join(text.split())
    for shown in _rendered(event(title=text, speakers=(_person(text),)), width):
        letters = iter("".join(shown.split()))
        assert all(char in letters for char in wanted)


@pytest.mark.parametrize("width", [*range(40, 131, 9), 200])
def test_no_letter_of_an_endless_word_is_lost(width: int) -> None:
    """Wherever it stands: words that no line has room for are broken, not cut off."""
    person = Person("p", "Ж" * 150, office="Д" * 150)
    one = event(
        speakers=(Speaker(person),),
        organizers=(Organizer(Organization("o", "Щ" * 150, kind="Ц" * 150)),),
        location="Ф" * 150,
        audience="Й" * 150,
        topics=("Ш" * 150,),
        documents=(Document("Ч" * 150),),
        summary="Ю" * 150,
    )
    card = printed(*cards.event_cards([one], width=width), width=width)
    assert {char: card.count(char) for char in "ЖДЩФЙШЧЮ"} == dict.fromkeys("ЖДЩФЙШЧЮ", 150)
    people = printed(listings.participants(involvements(schedule(one), "speaker"), width=width), width=width)
    bodies = printed(listings.participants(involvements(schedule(one), "organizer"), width=width), width=width)
    assert [people.count("Ж"), people.count("Д"), bodies.count("Щ"), bodies.count("Ц")] == [150] * 4


@pytest.mark.parametrize("width", range(40, 201, 7))
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    """Whatever the words, at any width."""
    for one in (*ODD.events, event(title="气候 " * 40, speakers=(_person("x" * 200),))):
        whole = one if one.speakers else event(**{**_fields(one), "speakers": (_person("A Name"),)})
        for shown in _rendered(whole, width):
            assert max(map(width_of, shown.splitlines())) <= width


def _fields(one: Event) -> dict[str, object]:
    return {name: getattr(one, name) for name in ("id", "title", "start", "end", "status")}


def test_a_second_clock_counts_days_from_the_first() -> None:
    """22:00 in Geneva is on the next day in Kathmandu; 37 cells for Lord Howe's change leave room for the rest."""
    (shown, *_) = [printed(day, width=120) for day in listings.days(ODD, View(120, also=ZONES))]
    assert "EDT 17:00–21:00" in shown
    assert "UTC+05:45 02:45 +1–06:45 +1" in shown
    start = datetime(2025, 9, 22, 1, tzinfo=GENEVA)
    early = schedule(event(start=start, end=start + timedelta(hours=1)))
    assert "EDT 19:00 -1–20:00 -1" in printed(*listings.days(early, View(120, also=ZONES)), width=120)
    start = datetime(2025, 10, 4, 16, 30, tzinfo=GENEVA)
    one = event(title="Coordination of the partners", start=start, end=start + timedelta(hours=2))
    told = "UTC+10:30–UTC+11:00 01:00 +1–03:30 +1"
    for width, first in ((78, "16:30–18:30  briefing"), (79, f"16:30–18:30{' ' * 28}Coordination of the")):
        shown = printed(*listings.days(schedule(one), View(width, also=[ZoneInfo("Australia/Lord_Howe")])), width=width)
        lines = shown.partition("2025\n")[2].splitlines()
        assert lines[0].startswith(first)
        assert lines[1].startswith(told)
