"""Days drawn to scale."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len
from rich.console import Console

from tests.builders import GENEVA, event, schedule
from ungacli.model import Person, Schedule, Speaker, Status
from ungacli.render.layout import Trimmed
from ungacli.render.timeline import TimelineView, timeline
from ungacli.render.timeline_text import sentences

NEW_YORK = ZoneInfo("America/New_York")


def _drawn(asked: Schedule, width: int = 80, **view: Any) -> list[str]:
    """Return the lines of the drawing without its heading of three."""
    console = Console(width=width, color_system=None, markup=False, emoji=False, highlight=False)
    with console.capture() as caught:
        for part in timeline(asked, TimelineView(width, **view)):
            console.print(Trimmed(part), end="")
    lines = caught.get().splitlines()
    assert max(map(cell_len, lines)) <= width
    return lines


def _at(hour: int, minute: int = 0, **fields: Any) -> Any:
    start = datetime(2025, 9, 22, hour, minute, tzinfo=GENEVA)
    length = fields.pop("minutes", 60)
    return event(start=start, end=start + timedelta(minutes=length), **fields)


def _bars(lines: list[str], day: str = "Monday 22 September 2025") -> list[str]:
    after = lines[lines.index(day) + 1 :]
    rule = next(number for number, line in enumerate(after) if "┼" in line)
    return after[rule + 1 : after.index("", rule)]


def test_bars_stand_where_their_hours_are(unga: Schedule) -> None:
    """An hour of 8 to 19 has 7 columns of 80: 12:00 is at 28, 13:30 at 38.5, 16:30 at 59.5, 18:30 at 73.5, half up."""
    day = replace(unga, events=tuple(one for one in unga.events if one.start.day in {23, 24}))
    lines = _drawn(day)
    (bars,) = _bars(lines, "Monday 23 September 2024")
    axis = lines[lines.index("Monday 23 September 2024") + 1]
    assert [(axis.index(hour), hour) for hour in ("08", "12", "19")] == [(0, "08"), (28, "12"), (77, "19")]
    assert [(at, sign) for at, sign in enumerate(bars) if sign in "▐▌"] == [
        (0, "▐"), (10, "▌"), (28, "▐"), (38, "▌"), (60, "▐"), (73, "▌"),
    ]  # fmt: skip


def test_shapes_tell_what_colours_do() -> None:
    """Hatched what is to be confirmed, struck what is cancelled, with a diamond what is picked; the signs are told."""
    events = [
        _at(9, id="a", title="A"),
        _at(10, id="b", title="B", status=Status.TENTATIVE),
        _at(11, id="c", title="C", status=Status.CANCELLED),
        _at(12, id="d", title="D"),
    ]
    lines = _drawn(schedule(*events), 30, picked={"d"})
    assert _bars(lines) == ["▐ A ██▌▐ B ▒▒▌▐ C ╌╌▌◆ D ██▌"]
    assert "◆ picked, ▒ to be confirmed, ╌ cancelled" in " ".join(lines)
    assert "◆ d  D" in lines
    assert "b  ~ B (TBC)" in lines


def test_short_events_are_seen() -> None:
    """Each in a cell at least, picked ones with their sign, labels after or before the bar or nowhere."""
    events = [_at(9, minute, minutes=1, id=f"e{minute}") for minute in range(60)]
    bars = _bars(_drawn(schedule(*events), picked={"e7"}))
    assert sum(line.count("█") + line.count("◆") for line in bars) == 60
    assert sum(line.count("◆") for line in bars) == 1
    events = [
        _at(9, 0, id="first", minutes=15),
        _at(12, 30, id="second", minutes=15),
        _at(12, 45, id="third", minutes=15),
    ]
    assert _bars(_drawn(schedule(*events), 42)) == ["▐█▌ first" + " " * 19 + "second ▐█▌▐▌"]


@pytest.mark.parametrize(("width", "signs"), [(80, "→←"), (40, "→←")])
def test_an_event_over_midnight_is_cut_with_an_arrow(width: int, signs: str) -> None:
    """On both days; on the second the legend says when it began."""
    late = _at(22, id="night", minutes=240)
    lines = _drawn(schedule(late, _at(8, id="early")), width, picked={"night"})
    assert _bars(lines)[0].endswith("→ night")
    assert _bars(lines, "Tuesday 23 September 2025")[0].startswith("←")
    assert any(line.startswith("22 September,") for line in lines)


def test_the_clock_of_the_day_labels_its_hours() -> None:
    """Hours that come twice or never, 24 at the end, and a second clock on a line of its own, its next day marked."""
    for month, day, label in ((11, 3, "00 01 01 02 03 04"), (3, 10, "00 01 03 04 05")):
        start = datetime(2024, month, day, tzinfo=NEW_YORK)
        one = event(start=start, end=start.replace(hour=5))
        lines = _drawn(schedule(one, timezone=NEW_YORK))
        assert any(" ".join(line.split()).startswith(label) for line in lines)
    lines = _drawn(schedule(_at(18, minutes=240)), also=(ZoneInfo("Asia/Kathmandu"),))
    at = lines.index("Monday 22 September 2025")
    assert lines[at + 1].split() == ["CEST", "18", "19", "20", "21", "22"]
    assert lines[at + 2].split() == ["UTC+05:45", "21:45", "22:45", "23:45", "00:45+1", "01:45+1"]
    lines = _drawn(schedule(_at(20, minutes=240)))
    assert "20 21 22 23 24" in {" ".join(line.split()) for line in lines}


def _speaker(name: str) -> Speaker:
    return Speaker(Person(name.casefold(), name))


def test_speakers_have_rows() -> None:
    """Names at the left, wrapped, or above where there is little room; lanes where one is to be twice."""
    names = "Maximiliana Alexandrina of Saxony-Coburg"
    events = [
        _at(9, id="a", title="A", speakers=(_speaker(names),)),
        _at(9, 30, id="b", title="B", speakers=(_speaker("Bo"),)),
        _at(9, 30, id="c", title="C", speakers=(_speaker("Bo"),)),
        _at(10, id="d", title="D"),
    ]
    bars = _bars(_drawn(schedule(*events), by_speaker=True))
    assert [line[:26].strip() for line in bars] == [
        "Bo",
        "",
        "Maximiliana Alexandrina",
        "of Saxony-Coburg",
        "nobody named",
    ]
    assert ["B" in bars[0], "C" in bars[1], "A" in bars[2], "D" in bars[4]] == [True] * 4
    narrow = _bars(_drawn(schedule(*events), 40, by_speaker=True))
    assert narrow[0] == "Bo"
    assert narrow[3] == names


def test_very_few_columns_and_very_many_events() -> None:
    """Where no hour has a column events are told in sentences; two hundred at one time are two hundred lanes."""
    lines = _drawn(schedule(_at(0, minutes=1440)), 20)
    assert not any("┼" in line for line in lines)
    assert "00:00 to 00:00 on" in lines
    events = [_at(9, id=f"e{number}", title=f"Talk {number}") for number in range(200)]
    lines = _drawn(schedule(*events))
    assert len(_bars(lines)) == 200
    assert sum("Talk" in line and "–" in line for line in lines) == 200


def test_sentences_say_everything() -> None:
    """Times, length, title, speakers, what is picked, unsure or overlaps; they may stand below names."""
    unsure = Speaker(Person("bo", "Bo"), status=Status.TENTATIVE)
    events = [
        _at(9, id="a", title="A\x1b", speakers=(_speaker("Amy"), unsure), status=Status.TENTATIVE),
        _at(9, 30, id="b", title="B", minutes=24 * 60),
    ]
    told = [*sentences(schedule(*events), picked={"a"})]
    assert told == [
        "Times in Europe/Zurich (CEST, UTC+02:00)",
        "",
        "Monday 22 September 2025",
        "09:00 to 10:00, 1 h: A\\x1b; speakers: Amy, Bo (to be confirmed); picked; to be confirmed; overlaps with b",
        "09:30 to 09:30 on Tuesday 23 September 2025, 24 h: B; overlaps with a",
        "",
        "Tuesday 23 September 2025",
        "09:30 on Monday 22 September 2025 to 09:30, 24 h: B",
    ]
    start = datetime(2024, 11, 3, 1, 30, tzinfo=NEW_YORK)
    one = event(start=start, end=start.replace(hour=2, minute=0), speakers=(_speaker("Amy"),))
    told = [*sentences(schedule(one, event(start=start.replace(hour=5)), timezone=NEW_YORK), by_speaker=True)]
    assert told[2:] == [
        "Sunday 3 November 2024",
        "Amy:",
        "01:30 EDT to 02:00 EST, 1 h 30 min: Briefing; speakers: Amy",
        "nobody named:",
        "05:30 EST to 06:30 EST, 1 h: Briefing",
    ]
