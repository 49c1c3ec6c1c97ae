import json
import os
import re
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from time import sleep
from typing import Any

import filelock
import pytest

from tests.builders import GENEVA, event, schedule
from ungacli import picks
from ungacli.draft.ids import default_uid
from ungacli.errors import DataError, QuestionError
from ungacli.model import Event

A, B = event(id="a", title="Alpha"), event(id="b", title="Beta", start=datetime(2025, 9, 22, 11, tzinfo=GENEVA))
TWO = schedule(A, B)


def _file(folder: Path, name: str = "example") -> Path:
    return folder / "picks" / f"{name}.json"


def _ids(folder: Path, name: str | None = None) -> list[str]:
    return [pick.id for pick in picks.read(folder, TWO).of(name)]


def test_what_is_picked_is_kept_in_a_readable_file(tmp_path: Path) -> None:
    """One a schedule, which says of each event what it was."""
    assert picks.read(tmp_path, TWO) == picks.Picks({})
    assert not _file(tmp_path).parent.exists()
    change = picks.changed(tmp_path, schedule(A, title="Tage in Zürich"), None, add=[A])
    assert [pick.id for pick in change.after] == ["a"]
    assert _file(tmp_path).read_text(encoding="utf-8") == (
        '{\n  "schedule": "example",\n  "title": "Tage in Zürich",\n  "picks": {\n    "": [\n      {\n'
        '        "id": "a",\n        "uid": "a@example.org",\n        "title": "Alpha",\n'
        '        "start": "2025-09-22T09:00:00+02:00"\n      }\n    ]\n  }\n}\n'
    )
    assert picks.read(tmp_path, TWO).of(None) == _picks(A)


def test_an_event_is_picked_once(tmp_path: Path) -> None:
    """However often it is named, and by its UID under another id; later picks come last, vanished ones stay."""
    picks.changed(tmp_path, TWO, None, add=[B, B])
    change = picks.changed(tmp_path, TWO, None, add=[A, B])
    assert [[pick.id for pick in some] for some in (change.before, change.after)] == [["b"], ["b", "a"]]
    before = _file(tmp_path).stat().st_ino
    picks.changed(tmp_path, TWO, None, add=[A, B])
    assert _file(tmp_path).stat().st_ino == before
    moved = schedule(replace(A, id="alpha", title="Renamed"), event(id="c"))
    assert [pick.id for pick in picks.changed(tmp_path, moved, None, add=moved.events).after] == ["b", "a", "c"]


def test_names_are_one_however_they_are_spelled(tmp_path: Path) -> None:
    """Case, accents and spaces do not count; the first spelling stays, and the user's own picks have no name."""
    picks.changed(tmp_path, TWO, " Zoë  Pons", add=[A])
    assert picks.changed(tmp_path, TWO, "ZOE PONS", add=[B]).name == "Zoë Pons"
    assert picks.read(tmp_path, TWO).names == ["Zoë Pons"]
    assert (_ids(tmp_path), _ids(tmp_path, "zoe pons")) == ([], ["a", "b"])
    picks.changed(tmp_path, TWO, "zoe pons", remove=["a@example.org", "b@example.org"])
    assert json.loads(_file(tmp_path).read_text())["picks"] == {}


@pytest.mark.parametrize("name", ["", " ", "!?", "\udcff"])
def test_what_has_no_letters_is_no_name(tmp_path: Path, name: str) -> None:
    """It would be mixed up with the user's own."""
    with pytest.raises(QuestionError, match="is no name"):
        picks.changed(tmp_path, TWO, name, add=[A])


def test_an_unknown_name_is_a_wrong_question(tmp_path: Path) -> None:
    """The hint says who is near, or who there is, or how there would be."""
    hints = []
    for name in ("Amy", "Amy Poppe", "Zoë"):
        with pytest.raises(QuestionError) as caught:
            picks.read(tmp_path, TWO).of(name)
        hints.append(caught.value.hint)
        picks.changed(tmp_path, TWO, "Amy Pope", add=[A])
    assert hints == [
        "`ungacli pick EVENT --for NAME` picks for one; without --for it is you",
        'did you mean "Amy Pope"?',
        'there are picks for "Amy Pope"; without --for it is you',
    ]


def _picks(*events: Event) -> tuple[picks.Pick, ...]:
    return tuple(picks.Pick(one.id, one.uid, one.title, one.start) for one in events)


MADE = [default_uid(None, "example", id_) for id_ in ("same", "same-2", "ministerial-roundtable")]
NINE, ELEVEN, SEVEN = (
    event(id=id_, title="Same", uid=uid, start=datetime(2025, 9, 22, hour, tzinfo=GENEVA))
    for id_, uid, hour in (("same", MADE[0], 9), ("same-2", MADE[1], 11), ("same", MADE[0], 7))
)
ASIA = event(id="ministerial-roundtable", title="Ministerial Roundtable on Migration: Asia", uid=MADE[2])
ANEW = replace(A, id="new", uid="new@example.org", title=A.title.upper())


@pytest.mark.parametrize(
    ("picked", "now", "here", "vanished"),
    [
        pytest.param((A, B), (replace(A, id="alpha", title="X"), event(id="c")), {"alpha": "a"}, ["b"], id="uid"),
        pytest.param((A, B), (replace(A, id="b"), replace(B, id="a")), {"b": "a", "a": "b"}, [], id="swapped ids"),
        pytest.param((A, B), (replace(A, id="b"),), {"b": "a"}, ["b"], id="id used again"),
        pytest.param((A, B), (replace(A, uid="other@example.org"),), {"a": "a"}, ["b"], id="new uid"),
        pytest.param(
            (ELEVEN,),
            (SEVEN, replace(NINE, id="same-2", uid=MADE[1]), replace(ELEVEN, id="same-3", uid="3")),
            {"same-3": "same-2"},
            [],
            id="made uid of an event with the same title",
        ),
        pytest.param(
            (ASIA,),
            (replace(ASIA, title="Ministerial Roundtable on Migration: Africa"),),
            {},
            [ASIA.id],
            id="made uid of an event with the same first words",
        ),
        pytest.param((A,), (ANEW,), {"new": "a"}, [], id="title and start"),
        pytest.param((A,), (ANEW, replace(ANEW, id="new-2", uid="2")), {}, ["a"], id="title and start of two"),
        pytest.param((A,), (replace(ANEW, title="Other"),), {}, ["a"], id="start alone"),
        pytest.param((A,), (replace(A, uid="x", title="Other"),), {}, ["a"], id="id alone"),
    ],
)
def test_a_pick_is_found_in_another_version_of_the_schedule(
    picked: tuple[Event, ...], now: tuple[Event, ...], here: dict[str, str], vanished: list[str]
) -> None:
    """By a UID that lasts, by title and start, or by an id with its title; ids and UIDs made of titles may move."""
    matches = picks.matched(_picks(*picked), schedule(*now))
    assert {key: pick.id for key, pick in matches.here.items()} == here
    assert [pick.id for pick in matches.vanished] == vanished


@pytest.mark.parametrize(
    ("text", "expected"), [("a", "a"), ("alph", "a"), ("be", "b"), ("old", "old"), ("thing", "old"), ("OLD", "old")]
)
def test_a_pick_is_found_like_an_event(text: str, expected: str) -> None:
    """By its id, a start of it or its title, those that vanished too."""
    old = picks.Pick("old", "old@example.org", "Old Things", A.start)
    mine = (*_picks(A, B), old)
    assert picks.find(text, mine, TWO).id == expected
    with pytest.raises(QuestionError, match='no picked event matches "nothing"'):
        picks.find("nothing", mine, TWO)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("example", r"example"),
        ("../../etc/passwd", r"etc-passwd-[0-9a-f]{8}"),
        ("Example", r"example-[0-9a-f]{8}"),
        ("x" * 500, r"x{120}-[0-9a-f]{8}"),
    ],
)
def test_the_files_name_is_no_path(tmp_path: Path, key: str, name: str) -> None:
    """It is the slug of the schedule's id, and no two ids share a file."""
    picks.changed(tmp_path, schedule(A, id=key), None, add=[A])
    (path,) = (tmp_path / "picks").glob("*.json")
    assert re.fullmatch(name, path.stem)


def test_a_half_character_is_kept(tmp_path: Path) -> None:
    """JSON has an escape for what UTF-8 has not."""
    odd = schedule(event(title="half \ud800"))
    picks.changed(tmp_path, odd, None, add=odd.events)
    assert picks.read(tmp_path, odd).of(None)[0].title == "half \ud800"


_GOOD = {"id": "a", "uid": "u", "title": "t", "start": "2025-09-22T09:00:00+02:00"}


def _content(**fields: Any) -> bytes:
    return json.dumps({"schedule": "example", "picks": {"": [{**_GOOD, **fields}]}}).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"\xff\xfe",
        b"[]",
        b"[" * 100_000,
        b'{"schedule": "other", "picks": {}}',
        b'{"schedule": "example", "picks": []}',
        b'{"schedule": "example", "picks": {"": {"a": 1}}}',
        _content(uid=None),
        _content(start="someday"),
        _content(start="2025-09-22T09:00:00"),
        _content(start="9999-12-31T23:59:00+00:00"),
        b" " * (picks.MOST_BYTES + 1),
    ],
)
def test_a_damaged_file_is_set_aside(tmp_path: Path, content: bytes) -> None:
    """It is never overwritten, nor is one that was set aside before; Tab alone moves nothing."""
    _file(tmp_path).parent.mkdir()
    for name in ("example.damaged", "example.damaged-2", "example.damaged-3"):
        _file(tmp_path).write_bytes(content)
        assert picks.read(tmp_path, TWO, mend=False) == picks.Picks({})
        assert picks.read(tmp_path, TWO) == picks.Picks({}, _file(tmp_path, name))
        assert _file(tmp_path, name).read_bytes() == content
    _file(tmp_path).write_bytes(content)
    assert picks.changed(tmp_path, TWO, None, add=[A]).damaged == _file(tmp_path, "example.damaged-4")
    assert _ids(tmp_path) == ["a"]


def test_what_another_process_mended_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process may mend it between reading the damage and setting the file aside."""
    picks.changed(tmp_path, TWO, None, add=[A])
    really = Path.read_bytes
    found = iter([b"{"])
    monkeypatch.setattr(Path, "read_bytes", lambda path: next(found, None) or really(path))
    assert _ids(tmp_path) == ["a"]


def test_a_name_that_stands_twice_is_one(tmp_path: Path) -> None:
    """As in a file edited by hand; picks under no name are the user's own."""
    _file(tmp_path).parent.mkdir()
    other = {**_GOOD, "id": "b", "uid": "v"}
    content = {"schedule": "example", "picks": {"Amy": [_GOOD], "AMY": [_GOOD, other], "?": [other]}}
    _file(tmp_path).write_text(json.dumps(content), encoding="utf-8")
    assert (_ids(tmp_path, "amy"), _ids(tmp_path)) == (["a", "b"], ["b"])


def test_a_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing beside it."""
    picks.changed(tmp_path, TWO, None, add=[A])

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DataError, match="no space left on device") as caught:
        picks.changed(tmp_path, TWO, None, add=[B])
    assert caught.value.hint == "UNGACLI_DATA names another folder"
    assert (_ids(tmp_path), len([*_file(tmp_path).parent.glob("*example*")])) == (["a"], 1)


def test_a_file_in_the_place_of_the_folder_is_reported(tmp_path: Path) -> None:
    """Neither reading nor writing fails without a word."""
    (tmp_path / "picks").write_bytes(b"")
    for fails in (lambda: picks.read(tmp_path, TWO), lambda: picks.changed(tmp_path, TWO, None, add=[A])):
        with pytest.raises(DataError) as caught:
            fails()
        assert caught.value.hint
    (tmp_path / "picks").unlink()
    _file(tmp_path).mkdir(parents=True)
    with pytest.raises(DataError, match="is no file"):
        picks.read(tmp_path, TWO)


def test_a_lock_that_cannot_be_had_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After ten seconds, here after fewer, or where a file system has none: two processes could lose what is picked."""
    assert picks.WAIT == 10
    monkeypatch.setattr(picks, "WAIT", 0.01)
    _file(tmp_path).parent.mkdir()
    with (
        filelock.FileLock(tmp_path / "picks" / ".lock"),
        pytest.raises(DataError, match="another process is busy"),
    ):
        picks.changed(tmp_path, TWO, None, add=[A])
    assert picks.changed(tmp_path, TWO, None, add=[A]).after

    def unable(_: object) -> None:
        raise NotImplementedError

    monkeypatch.setattr(filelock.FileLock, "acquire", unable)
    with pytest.raises(DataError, match="its file system has no locks"):
        picks.changed(tmp_path, TWO, None, add=[A])


EVENTS = [event(id=f"e{number}") for number in range(40)]


def _pick_every_second(folder: Path, first: int) -> None:
    """Pick twenty events one by one, as soon as another process is ready to do so too."""
    Path(folder, f"ready-{first}").touch()
    while len([*folder.glob("ready-*")]) < 2:
        sleep(0.01)
    for one in EVENTS[first::2]:
        picks.changed(folder, schedule(*EVENTS), None, add=[one])


def test_two_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    """Each waits until the other has written."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        done = [pool.submit(_pick_every_second, tmp_path, first) for first in (0, 1)]
        assert [one.result(timeout=60) for one in done] == [None, None]
    stored = picks.read(tmp_path, schedule(*EVENTS)).of(None)
    assert sorted(pick.id for pick in stored) == sorted(one.id for one in EVENTS)
