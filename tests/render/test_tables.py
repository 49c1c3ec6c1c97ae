"""What people look at, at the widths at which it changes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console, RenderableType
from syrupy.assertion import SnapshotAssertion

from tests.builders import event, schedule
from ungacli import Schedule
from ungacli.model import Mode, Organization, Organizer
from ungacli.query.lookup import ParticipantKind, find_event, find_participant, involvements
from ungacli.render import cards, columns, listings
from ungacli.render.layout import Trimmed
from ungacli.render.listings import View


def printed(*parts: RenderableType, width: int) -> str:
    """Return *parts* as they are printed without colour."""
    console = Console(width=width, color_system=None)
    with console.capture() as captured:
        for part in parts:
            console.print(Trimmed(part), end="")
    return captured.get()


def _agenda(unga: Schedule, kind: ParticipantKind, name: str, width: int) -> Iterator[RenderableType]:
    one = find_participant(unga, kind, name)
    agenda = replace(unga, events=tuple(dict(involvements(unga, kind))[one]))
    yield listings.heading(agenda, of=one)
    yield from listings.days(agenda, View(width, one))


PICTURES: dict[str, Callable[[Schedule, int], Iterable[RenderableType]]] = {
    "list": lambda unga, width: [listings.heading(unga), *listings.days(unga, View(width))],
    "agenda of a speaker, the role first": lambda unga, width: _agenda(unga, "speaker", "Amy Pope", width),
    "agenda of an organizer, with who stands for it": lambda unga, width: _agenda(unga, "organizer", "UNHCR", width),
    "speakers": lambda unga, width: [listings.participants(involvements(unga, "speaker"), width=width)],
    "organizers": lambda unga, width: [listings.participants(involvements(unga, "organizer"), width=width)],
    "events with many organizers and a doubtful speaker": lambda unga, width: cards.event_cards(
        [find_event(unga, event_id) for event_id in ("drc", "amr", "cmil")], width=width
    ),
    "info": lambda unga, width: [cards.schedule_card(unga, paths=[Path("events.yaml")], width=width)],
}


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("name", PICTURES)
def test_pictures(unga: Schedule, snapshot: SnapshotAssertion, name: str, width: int) -> None:
    """What each command prints, at the widths at which it changes."""
    assert printed(*PICTURES[name](unga, width), width=width) == snapshot


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


def test_names_with_commas_stay_apart() -> None:
    """Semicolons stand between them, in a list, in full and in counts of topics; between others commas do."""
    bodies = [Organization("m", "Ministry of Health, Labour and Welfare"), Organization("w", "WHO")]
    one = event(mode=Mode.HYBRID, organizers=tuple(map(Organizer, bodies)), topics=("phase 2", "water, sanitation"))
    organizers = "organizer: Ministry of Health, Labour and Welfare; WHO"
    assert [line.plain for line in listings.organizer_lines(one)] == [organizers]
    card = printed(*cards.event_cards([one], width=100), width=100)
    about = printed(cards.schedule_card(schedule(one), paths=[Path("x")], width=100), width=100)
    assert "Mode        hybrid\n" in card
    assert f"Organizers  {organizers}\n" in card
    assert "Topics      phase 2; water, sanitation\n" in card
    assert "Topics      phase 2 1; water, sanitation 1\n" in about
    plain = event(organizers=tuple(map(Organizer, bodies[1:] * 2)), topics=("a", "b"))
    shown = printed(*cards.event_cards([plain], width=100), width=100)
    assert "organizer: WHO, WHO\n" in shown
    assert "a, b\n" in shown
