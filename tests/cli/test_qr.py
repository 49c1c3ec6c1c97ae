import re
from io import BytesIO, TextIOWrapper

import pytest
import zxingcpp

from tests.conftest import Run, WriteFile
from ungacli import Schedule
from ungacli.cli.terminal import can_print
from ungacli.formats.ics.writing import qr_text
from ungacli.render.cards import BLOCKS

LIGHT_ON_DARK = {"█": (0, 0), "▄": (1, 0), "▀": (0, 1), " ": (1, 1)}
_BLOCKS = re.compile("[█▀▄ ]+")


def _drawn(out: str) -> list[str]:
    return [line for line in out.splitlines() if _BLOCKS.fullmatch(line)]


def _modules(out: str) -> list[list[int]]:
    """Return the modules that are drawn in *out*, 1 where one is dark."""
    rows: list[list[int]] = []
    for line in _drawn(re.sub(r"\x1b\[[^m]*m", "", out)):
        pairs = [LIGHT_ON_DARK[char] for char in line]
        rows += [[upper for upper, _ in pairs], [lower for _, lower in pairs]]
    return rows


def _decoded(out: str) -> str:
    """Return what another program reads in the code, each module of 4 pixels across."""
    rows = [[module for module in row for _ in range(4)] for row in _modules(out) for _ in range(4)]
    pixels = bytes(0 if dark else 255 for row in rows for dark in row)
    image = memoryview(pixels).cast("B", (len(rows), len(rows[0])))
    found = zxingcpp.read_barcode(image, try_invert=False)
    assert found, "no code is seen"
    return str(found.text)


@pytest.mark.parametrize("color", ["always", "never"])
@pytest.mark.parametrize("name", ["cmil", "drc"])
def test_another_program_reads_the_code(run: Run, unga: Schedule, name: str, color: str) -> None:
    """In 80 columns, with colours or without, it says what the event's text is."""
    (event,) = [one for one in unga.events if one.id == name]
    answer = run("show", name, "--qr", "--color", color, columns=80)
    assert (answer.code, answer.err) == (0, "")
    assert _decoded(answer.out) == qr_text(event)


def test_letters_of_any_language_are_read(run: Run, write_file: WriteFile) -> None:
    """The code is in UTF-8."""
    path = write_file(
        "schedule: {title: Two, timezone: Europe/Zurich}\nevents:\n"
        "  - {title: Réunion Привет 東京 😀, id: here, date: 2025-09-22, start: 23:00, end: 23:30, location: Zürich}\n"
    )
    text = _decoded(run("show", "here", "--qr", "--events", str(path)).out)
    assert "SUMMARY:Réunion Привет 東京 😀\r\n" in text
    assert "LOCATION:Zürich\r\n" in text


def test_above_a_code_stand_title_and_times(run: Run) -> None:
    """And nothing else, by other clocks if one wants; several codes have a blank line between them."""
    first, second = re.split(r"\n\n(?=Ending)", run("show", "cmil", "drc", "--qr").out)
    assert ("Launch" in _decoded(first), "Ending Violence" in _decoded(second)) == (True, True)
    lines = run("show", "cmil", "--qr", "--also", "Geneva", columns=80).out.splitlines()
    assert lines[:5] == [
        "Launch of the Climate Mobility Innovation Lab",
        "Tuesday 24 September 2024",
        "17:00–19:00  America/New_York (EDT, UTC−04:00)",
        "CEST 23:00–01:00 +1, Europe/Zurich",
        "",
    ]
    assert lines[5:] == _drawn("\n".join(lines))


def test_a_code_is_drawn_as_readers_want_it(run: Run) -> None:
    """Around it four modules are light (ISO/IEC 18004), and light is white (97) on black (40) in colours."""
    rows = _modules(run("show", "cmil", "--qr").out)
    assert not any(module for row in (*rows[:4], *rows[-4:]) for module in row)
    assert not any(module for row in rows for module in (*row[:4], *row[-4:]))
    assert rows[4][4:11] == [1] * 7
    lines = [line for line in run("show", "cmil", "--qr", "--color", "always").out.splitlines() if "█" in line]
    assert all(re.fullmatch("\x1b\\[97;40m[█▀▄ ]+\x1b\\[0m", line) for line in lines)


def test_without_room_nothing_is_drawn(run: Run) -> None:
    """A text of 218 bytes takes version 9 (230): 53 modules and 8 of margin; one column less is told."""
    drawn = _drawn(run("show", "cmil", "--qr", columns=61).out)
    assert {len(line) for line in drawn} == {61}
    answer = run("show", "cmil", "--qr", columns=60)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("error: the QR code needs 61 columns, and there are 60\nhint: ")


@pytest.mark.parametrize("view", [("--json",), ("--format", "csv"), ("--format", "plain"), ("--sources",)])
def test_a_code_is_drawn_and_nothing_else(run: Run, view: tuple[str, ...]) -> None:
    """No other format holds one, nor is it asked for beside another answer."""
    answer = run("show", "cmil", "--qr", *view)
    assert (answer.code, answer.out) == (2, "")
    assert "--qr" in answer.err


def test_an_encoding_without_blocks_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Question marks would be no code. Windows' old code page 437 has blocks, Latin-1 has none."""
    answers = {}
    for encoding in ("latin-1", "cp437"):
        with monkeypatch.context() as there:
            there.setattr("sys.stdout", TextIOWrapper(BytesIO(), encoding=encoding))
            answers[encoding] = can_print(BLOCKS)
    assert answers == {"latin-1": False, "cp437": True}
    monkeypatch.setattr("ungacli.cli.show.can_print", lambda _: False)
    answer = run("show", "cmil", "--qr")
    assert (answer.code, answer.out) == (2, "")
    assert "PYTHONUTF8=1" in answer.err
