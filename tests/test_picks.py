import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import filelock
import pytest

from tests.builders import GENEVA, event, schedule
from ungacli import picks
from ungacli.draft.ids import default_uid
from ungacli.errors import DataError, QuestionError
from ungacli.model import Schedule

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
    assert picks.read(tmp_path, TWO).of(None) == (picks.Pick("a", "a@example.org", "Alpha", A.start),)


def test_an_event_is_picked_once(tmp_path: Path) -> None:
    """However often it is named; what comes later stands behind."""
    picks.changed(tmp_path, TWO, None, add=[B, B])
    change = picks.changed(tmp_path, TWO, None, add=[A, B])
    assert [[pick.id for pick in some] for some in (change.before, change.after)] == [["b"], ["b", "a"]]
    before = _file(tmp_path).stat().st_ino
    picks.changed(tmp_path, TWO, None, add=[A, B])
    assert _file(tmp_path).stat().st_ino == before


def test_names_are_one_however_they_are_spelled(tmp_path: Path) -> None:
    """Case, accents and spaces do not count; the first spelling stays, and the user's own are nobody else's."""
    picks.changed(tmp_path, TWO, " Zoë  Pons", add=[A])
    assert picks.changed(tmp_path, TWO, "ZOE PONS", add=[B]).name == "Zoë Pons"
    assert picks.read(tmp_path, TWO).names == ["Zoë Pons"]
    assert (_ids(tmp_path), _ids(tmp_path, "zoe pons")) == ([], ["a", "b"])
    picks.changed(tmp_path, TWO, "zoe pons", remove=["a@example.org", "b@example.org"])
    assert json.loads(_file(tmp_path).read_text())["picks"] == {}


@pytest.mark.parametrize("name", ["", " ", "!?", "\udcff"])
def test_what_has_no_letters_is_no_name(tmp_path: Path, name: str) -> None:
    """It could not be told from the user's own."""
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


def test_an_event_is_the_one_of_its_id_or_else_of_its_uid(tmp_path: Path) -> None:
    """One that is found by neither has vanished, and stays in the file."""
    picks.changed(tmp_path, TWO, None, add=[A, B])
    moved = schedule(replace(A, id="alpha", title="Renamed"), event(id="c"))
    known = picks.matched(picks.read(tmp_path, TWO).of(None), moved)
    assert ({key: pick.id for key, pick in known.here.items()}, [one.id for one in known.vanished]) == (
        {"alpha": "a"},
        ["b"],
    )
    change = picks.changed(tmp_path, moved, None, add=moved.events)
    assert [pick.id for pick in change.after] == ["a", "b", "c"]


def test_the_uid_says_which_event_it_is_where_an_id_is_used_again(tmp_path: Path) -> None:
    """Of swapped ids each pick goes with its event; without its own event it has vanished, unless the id was kept."""
    picks.changed(tmp_path, TWO, None, add=[A, B])
    mine = picks.read(tmp_path, TWO).of(None)
    swapped = schedule(replace(A, id="b"), replace(B, id="a"))
    assert {key: pick.id for key, pick in picks.matched(mine, swapped).here.items()} == {"b": "a", "a": "b"}
    known = picks.matched(mine, schedule(replace(A, id="b")))
    assert ({key: pick.id for key, pick in known.here.items()}, [one.id for one in known.vanished]) == (
        {"b": "a"},
        ["b"],
    )
    renewed = picks.matched(mine, schedule(replace(A, uid="other@example.org")))
    assert ([*renewed.here], [one.id for one in renewed.vanished]) == (["a"], ["b"])


def test_a_pick_is_not_the_event_that_took_over_its_made_uid(tmp_path: Path) -> None:
    """An id made of the title and a number, and the UID made of it, may be another event's in the next version."""
    nine, eleven = (
        event(id=f"same-{hour}", title="Same", start=datetime(2025, 9, 22, hour, tzinfo=GENEVA)) for hour in (9, 11)
    )
    made = [default_uid(None, "example", id_) for id_ in ("same", "same-2")]
    first, second = replace(nine, id="same", uid=made[0]), replace(eleven, id="same-2", uid=made[1])
    picks.changed(tmp_path, schedule(first, second), None, add=[second])
    mine = picks.read(tmp_path, schedule(first, second)).of(None)
    early = replace(first, start=datetime(2025, 9, 22, 7, tzinfo=GENEVA))
    later = schedule(early, replace(first, id="same-2", uid=made[1]), replace(second, id="same-3", uid="3"))
    assert [*picks.matched(mine, later).here] == ["same-3"]


def test_a_pick_of_a_removed_event_is_not_another_of_the_same_first_words(tmp_path: Path) -> None:
    """Africa moves up to the id and the made UID that Asia had; Asia has vanished."""
    id_ = "ministerial-roundtable"
    asia = event(id=id_, title="Ministerial Roundtable on Migration: Asia", uid=default_uid(None, "example", id_))
    picks.changed(tmp_path, schedule(asia), None, add=[asia])
    africa = replace(asia, title="Ministerial Roundtable on Migration: Africa")
    result = picks.matched(picks.read(tmp_path, schedule(asia)).of(None), schedule(africa))
    assert ([*result.here], [one.title for one in result.vanished]) == ([], [asia.title])


def test_a_pick_under_an_old_id_is_found_by_title_and_start(tmp_path: Path) -> None:
    """Where ids are made of titles by another rule, and UIDs of ids; a time alone, or an id alone, is not enough."""
    picks.changed(tmp_path, schedule(A), None, add=[A])
    mine = picks.read(tmp_path, schedule(A)).of(None)
    anew = replace(A, id="new", uid="new@example.org", title=A.title.upper())
    assert [*picks.matched(mine, schedule(anew)).here] == ["new"]
    twins = schedule(anew, replace(anew, id="new-2", uid="new-2@example.org"))
    for other in (twins, schedule(replace(anew, title="Other")), schedule(replace(A, uid="x", title="Other"))):
        assert [one.id for one in picks.matched(mine, other).vanished] == [A.id]


@pytest.mark.parametrize(
    ("text", "expected"), [("a", "a"), ("alph", "a"), ("be", "b"), ("old", "old"), ("thing", "old"), ("OLD", "old")]
)
def test_a_pick_is_found_like_an_event(text: str, expected: str) -> None:
    """By its id, a start of it or its title, those that vanished too."""
    old = picks.Pick("old", "old@example.org", "Old Things", A.start)
    mine = (*(picks.Pick(one.id, one.uid, one.title, one.start) for one in (A, B)), old)
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


def _told(**fields: Any) -> bytes:
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
        _told(uid=None),
        _told(start="someday"),
        _told(start="2025-09-22T09:00:00"),
        _told(start="9999-12-31T23:59:00+00:00"),
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
    """Between finding damage and setting the file aside somebody else may have."""
    picks.changed(tmp_path, TWO, None, add=[A])
    really = Path.read_bytes
    found = iter([b"{"])
    monkeypatch.setattr(Path, "read_bytes", lambda path: next(found, None) or really(path))
    assert _ids(tmp_path) == ["a"]


def test_a_name_that_stands_twice_is_one(tmp_path: Path) -> None:
    """Somebody may have edited the file; what is no name is the user's own."""
    _file(tmp_path).parent.mkdir()
    other = {**_GOOD, "id": "b", "uid": "v"}
    told = {"schedule": "example", "picks": {"Amy": [_GOOD], "AMY": [_GOOD, other], "?": [other]}}
    _file(tmp_path).write_text(json.dumps(told), encoding="utf-8")
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


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
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


def test_another_process_is_waited_for_and_then_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After ten seconds; here after fewer."""
    assert picks.WAIT == 10
    monkeypatch.setattr(picks, "WAIT", 0.01)
    _file(tmp_path).parent.mkdir()
    with (
        filelock.FileLock(tmp_path / "picks" / ".lock"),
        pytest.raises(DataError, match="another process is busy"),
    ):
        picks.changed(tmp_path, TWO, None, add=[A])
    assert picks.changed(tmp_path, TWO, None, add=[A]).after


def test_a_file_system_without_locks_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without one two processes could lose what is picked."""

    def unable(_: object) -> None:
        raise NotImplementedError

    monkeypatch.setattr(filelock.FileLock, "acquire", unable)
    with pytest.raises(DataError, match="its file system has no locks"):
        picks.changed(tmp_path, TWO, None, add=[A])


WRITER = """
import sys
from pathlib import Path
from tests.builders import event, schedule
from ungacli import picks
folder, first = Path(sys.argv[1]), int(sys.argv[2])
events = [event(id=f"e{number}") for number in range(40)]
print("ready", flush=True)
sys.stdin.readline()
for one in events[first::2]:
    picks.changed(folder, schedule(*events), None, add=[one])
"""


def test_two_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    """Each picks twenty events, one by one, while the other does."""
    root = str(Path(__file__).parents[1])
    both = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), str(first)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([root, os.environ.get("PYTHONPATH", "")])},
            text=True,
        )
        for first in (0, 1)
    ]
    for process in both:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in both:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in both:
        process.communicate(timeout=60)
        assert process.returncode == 0
    among: Schedule = schedule(*(event(id=f"e{number}") for number in range(40)))
    assert {pick.id for pick in picks.read(tmp_path, among).of(None)} == {f"e{number}" for number in range(40)}
