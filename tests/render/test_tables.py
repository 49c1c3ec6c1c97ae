"""What people look at, at the widths at which it changes."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from rich.console import Console, RenderableType
from syrupy.assertion import SnapshotAssertion

from tests.builders import event, schedule
from ungacli import Schedule
from ungacli.model import Mode, Organization, Organizer, OrganizerRole, Person, Speaker, SpeakerRole, Status
from ungacli.query.lookup import find_event, find_participant, involvements
from ungacli.render import cards, columns, listings
from ungacli.render.layout import Trimmed
from ungacli.render.listings import View

WIDTHS = pytest.mark.parametrize("width", [40, 60, 80, 120])


def printed(*parts: RenderableType, width: int) -> str:
    """Return *parts* as they are printed without colour."""
    console = Console(width=width, color_system=None)
    with console.capture() as captured:
        for part in parts:
            console.print(Trimmed(part), end="")
    return captured.get()


@WIDTHS
def test_the_list(unga: Schedule, snapshot: SnapshotAssertion, width: int) -> None:
    """The whole schedule, day by day."""
    assert printed(listings.heading(unga), *listings.days(unga, View(width)), width=width) == snapshot


@WIDTHS
def test_a_speakers_agenda(unga: Schedule, snapshot: SnapshotAssertion, width: int) -> None:
    """One person's events, the role first."""
    amy = find_participant(unga, "speaker", "Amy Pope")
    found = replace(unga, events=tuple(one for one in unga.events if any(part.person == amy for part in one.speakers)))
    shown = printed(listings.heading(found, of=amy), *listings.days(found, View(width, amy)), width=width)
    assert shown == snapshot


@WIDTHS
def test_an_organizers_events(unga: Schedule, snapshot: SnapshotAssertion, width: int) -> None:
    """One body's events, with the person who stands for it."""
    unhcr = find_participant(unga, "organizer", "UNHCR")
    found = replace(
        unga, events=tuple(one for one in unga.events if any(unhcr in part.represents for part in one.organizers))
    )
    shown = printed(listings.heading(found, of=unhcr), *listings.days(found, View(width, unhcr)), width=width)
    assert shown == snapshot


@WIDTHS
def test_everyone_who_speaks(unga: Schedule, snapshot: SnapshotAssertion, width: int) -> None:
    """All speakers with their events and hours."""
    assert printed(listings.participants(involvements(unga, "speaker"), width=width), width=width) == snapshot


@WIDTHS
def test_everyone_who_organizes(unga: Schedule, snapshot: SnapshotAssertion, width: int) -> None:
    """All organizers with their events and hours."""
    assert printed(listings.participants(involvements(unga, "organizer"), width=width), width=width) == snapshot


@WIDTHS
def test_one_event(unga: Schedule, snapshot: SnapshotAssertion, width: int) -> None:
    """Everything about the event with the most organizers and about the one with a doubtful speaker."""
    events = [find_event(unga, event_id) for event_id in ("drc", "amr", "cmil")]
    assert printed(*cards.event_cards(events, width=width), width=width) == snapshot


@WIDTHS
def test_the_schedule_itself(unga: Schedule, snapshot: SnapshotAssertion, width: int) -> None:
    """What info prints."""
    assert printed(cards.schedule_card(unga, paths=[Path("events.yaml")], width=width), width=width) == snapshot


def test_the_welcome(unga: Schedule, snapshot: SnapshotAssertion) -> None:
    """What the program says when it is asked nothing."""
    assert printed(cards.welcome(unga), width=80) == snapshot
    assert printed(cards.welcome(schedule(event())), width=80) == snapshot


@pytest.mark.parametrize("width", range(60, 200, 7))
@pytest.mark.parametrize("names", [["date", "time", "title", "speakers", "organizers"], ["id", "time", "start", "end"]])
def test_a_table_of_columns_breaks_no_date_time_or_id(unga: Schedule, width: int, names: list[str]) -> None:
    """A column has room for its longest word; where that is too much, each event is a card."""
    told = columns.EVENTS.rows(columns.listed_events(unga), names)
    words = printed(*listings.table(names, told, width=width), width=width).split()
    whole = [cell for row in told for name, cell in zip(names, row, strict=True) if name not in {"title", "speakers"}]
    assert [word for cell in whole for word in cell.split() if word not in words] == []


def test_columns_share_what_their_words_leave() -> None:
    """Of 56 cells their words take 2, 5 and 7; of the 42 that are left title wants 51 more and summary 49."""
    told = printed(*listings.table(["id", "title", "summary"], [["x", "a " * 200, "b " * 200]], width=60), width=60)
    first = told.splitlines()[1]
    assert (first.index("a"), first.index("b")) == (2 + 2, 2 + 2 + 5 + 21 + 2)


def test_a_long_table_of_columns_comes_in_pieces() -> None:
    """Of 450 rows 200 are there first, under the only header, and the columns stay where they are."""
    rows = [[f"e{number}", "short" if number < 200 else "a longer one"] for number in range(450)]
    pieces = [printed(piece, width=80).splitlines() for piece in listings.table(["id", "title"], rows, width=80)]
    assert list(map(len, pieces)) == [201, 200, 50]
    assert [piece[0] for piece in pieces] == ["id    title", "e200  a longer one", "e400  a longer one"]


ODD = schedule(
    event(
        id="everything-is-odd-here",
        title="全球气候与移民大会 " + "unbreakable" * 12,
        status=Status.TENTATIVE,
        mode=Mode.HYBRID,
        location="[bold]Room[/] \x1b[31m7",
        start=datetime(2025, 9, 22, 23, tzinfo=ZoneInfo("Europe/Zurich")),
        end=datetime(2025, 9, 24, 1, tzinfo=ZoneInfo("Europe/Zurich")),
        speakers=(
            Speaker(Person("a", "مريم العلي"), SpeakerRole.KEYNOTE, Status.CANCELLED),
            Speaker(Person("b", "Nguye\u0302\u0303n Thị"), SpeakerRole.SPEAKER, Status.CONFIRMED, Mode.VIRTUAL),
        ),
        organizers=(
            Organizer(Organization("o", "[red]Body"), OrganizerRole.CO_HOST, Status.TENTATIVE),
            Organizer(Person("c", "Somebody")),
        ),
    ),
    event(id="off", title="Called off", status=Status.CANCELLED),
    event(id="far", title="Elsewhere", start=datetime(2025, 12, 1, 9, tzinfo=ZoneInfo("Asia/Kathmandu"))),
)


@WIDTHS
def test_odd_events(snapshot: SnapshotAssertion, width: int) -> None:
    """Wide characters, endless words, other scripts, several days and zones, hostile text, and nothing certain."""
    parts = [listings.heading(ODD), *listings.days(ODD, View(width)), *cards.event_cards(ODD.events[:1], width=width)]
    assert printed(*parts, width=width) == snapshot


def test_names_with_commas_stay_apart() -> None:
    """Semicolons stand between them, in a list, in full and in counts of topics; between others commas do."""
    bodies = [Organization("m", "Ministry of Health, Labour and Welfare"), Organization("w", "WHO")]
    one = event(organizers=tuple(map(Organizer, bodies)), topics=("phase 2", "water, sanitation"))
    organizers = "organizer: Ministry of Health, Labour and Welfare; WHO"
    assert [line.plain for line in listings.organizer_lines(one)] == [organizers]
    card = printed(*cards.event_cards([one], width=100), width=100)
    about = printed(cards.schedule_card(schedule(one), paths=[Path("x")], width=100), width=100)
    assert f"Organizers  {organizers}\n" in card
    assert "Topics      phase 2; water, sanitation\n" in card
    assert "Topics      phase 2 1; water, sanitation 1\n" in about
    plain = event(organizers=tuple(map(Organizer, bodies[1:] * 2)), topics=("a", "b"))
    shown = printed(*cards.event_cards([plain], width=100), width=100)
    assert "organizer: WHO, WHO\n" in shown
    assert "a, b\n" in shown
