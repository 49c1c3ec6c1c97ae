import os
import sqlite3
import subprocess
import sys
import time
import zoneinfo
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import tzdata  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

import ungacli
from tests.conftest import Run, WriteFile
from ungacli import cache
from ungacli.cache import seal
from ungacli.sources import load, read

TEXT = "schedule: {timezone: UTC}\nevents:\n  - {title: %s, date: 2025-09-22, start: 09:00, end: 10:00}\n"
LONG_AGO = 1_700_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a cache folder that does not exist yet."""
    return tmp_path / "deep" / "cache"


@pytest.fixture
def source(write_file: WriteFile) -> Path:
    """Return a schedule file that has not been changed for long."""
    path = write_file(TEXT % "First")
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def _title(source: Path, folder: Path) -> str:
    return read([source], cache_folder=folder)[0].events[0].title


def _kept(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


@pytest.mark.parametrize("off", ["off", "OFF"])
def test_the_cache_can_be_switched_off(run: Run, monkeypatch: pytest.MonkeyPatch, off: str) -> None:
    """In any case; no folder of that name is made."""
    monkeypatch.setenv("UNGACLI_CACHE", off)
    assert run("list").code == 0
    assert [*Path().iterdir()] == []


def test_what_was_read_comes_back_without_the_file_being_parsed(source: Path, folder: Path) -> None:
    """The second answer is the first, and nothing else lies in the folder."""
    first = read([source], cache_folder=folder)[0]
    assert cache.recall(folder, [source]) == first
    assert [file.suffix for file in folder.iterdir()] == [".sqlite"]


def test_a_changed_file_is_read_anew(source: Path, folder: Path) -> None:
    """The cache never answers for a file that is not what it was."""
    _title(source, folder)
    source.write_text(TEXT % "Second")
    assert _title(source, folder) == "Second"


def test_a_change_that_keeps_size_and_time_is_noticed(source: Path, folder: Path) -> None:
    """Even an edit of the same length, with the time of change set back, shows."""
    _title(source, folder)
    source.write_text(TEXT % "Fresh")
    os.utime(source, (LONG_AGO, LONG_AGO))
    assert _title(source, folder) == "Fresh"


def test_a_file_changed_a_moment_ago_is_not_trusted_yet(source: Path, folder: Path) -> None:
    """Within one tick of the clock a second change would not show, so the cache waits."""
    os.utime(source)
    _title(source, folder)
    assert cache.recall(folder, [source]) is None
    ten_seconds_ago = time.time() - 10
    os.utime(source, (ten_seconds_ago, ten_seconds_ago))
    _title(source, folder)
    assert cache.recall(folder, [source]) is not None


def test_two_files_of_one_name_are_kept_apart(source: Path, folder: Path, tmp_path: Path) -> None:
    """The path is part of what is remembered."""
    other = tmp_path / "other" / source.name
    other.parent.mkdir()
    other.write_text(TEXT % "Other")
    os.utime(other, (LONG_AGO, LONG_AGO))
    assert [_title(source, folder), _title(other, folder)] * 2 == ["First", "Other"] * 2
    assert len(list(folder.iterdir())) == 2


def test_two_names_of_one_file_are_kept_apart(source: Path, folder: Path) -> None:
    """Id and title come from the name under which a file is opened."""
    links = [source.with_name("My Week.yaml"), source.with_name("my-week.yaml")]
    for link in links:
        link.symlink_to(source)
    titles = [read([link], cache_folder=folder)[0].title for link in (*links, *links)]
    assert titles == ["My Week", "my-week"] * 2


def test_another_version_of_the_program_reads_anew(source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version kept may mean something else."""
    _title(source, folder)
    monkeypatch.setattr(cache, "__version__", "0.0.0")
    assert cache.recall(folder, [source]) is None


def test_several_files_are_kept_together(source: Path, folder: Path, tmp_path: Path) -> None:
    """A change of any of them shows, and so does another number or order of them."""
    second, third = (tmp_path / name for name in ("second.yaml", "third.yaml"))
    for path in (second, third):
        path.write_text(TEXT % "More")
        os.utime(path, (LONG_AGO, LONG_AGO))
    schedule = load(source)
    cache.keep(folder, [source, second], "", schedule, [source.stat(), second.stat()])
    assert cache.recall(folder, [source, second]) == schedule
    assert [cache.recall(folder, paths) for paths in ([source], [second, source], [source, third])] == [None] * 3
    second.write_text(TEXT % "Else")
    os.utime(second, (LONG_AGO, LONG_AGO))
    assert cache.recall(folder, [source, second]) is None


def test_what_was_read_in_different_ways_is_kept_apart(source: Path, folder: Path) -> None:
    """Whatever else shaped the reading is part of what is remembered."""
    ways = {"tz=UTC": load(source), "tz=Asia/Tokyo": replace(load(source), timezone=ZoneInfo("Asia/Tokyo"))}
    for how, schedule in ways.items():
        cache.keep(folder, [source], how, schedule, [source.stat()])
    assert {how: cache.recall(folder, [source], how) for how in ways} == ways
    assert cache.recall(folder, [source]) is None


def test_new_rules_of_a_time_zone_are_noticed(source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index holds instants, which another rule makes another local time: the file is read anew."""
    source.write_text((TEXT % "First").replace("UTC", "Africa/Casablanca"))
    os.utime(source, (LONG_AGO, LONG_AGO))
    _title(source, folder)
    assert cache.recall(folder, [source]) is not None
    zones = folder.parent / "zoneinfo" / "Africa"
    zones.mkdir(parents=True)
    (zones / "Casablanca").write_bytes(b"other rules")
    monkeypatch.setattr(zoneinfo, "TZPATH", (str(zones.parent),))
    assert cache.recall(folder, [source]) is None


def test_rules_that_come_with_a_package_are_noticed_too(
    source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system has no time zones, a new version of the package that does may have others."""
    monkeypatch.setattr(zoneinfo, "TZPATH", ())
    _title(source, folder)
    assert cache.recall(folder, [source]) is not None
    monkeypatch.setattr(tzdata, "IANA_VERSION", "1999a")
    assert cache.recall(folder, [source]) is None


def _truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _lengthen(file: Path) -> None:
    file.write_bytes(file.read_bytes() + bytes(4096))


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _scribble(file: Path) -> None:
    file.write_bytes(b"not a database at all" * 100)


def _lose_events(file: Path) -> None:
    with closing(sqlite3.connect(file)) as store, store:
        store.execute("DELETE FROM block")


def _another_program(file: Path) -> None:
    with closing(sqlite3.connect(file)) as store:
        store.execute("PRAGMA application_id = 1")
    seal.close(file)


def _foreign_tables(file: Path) -> None:
    with closing(sqlite3.connect(file)) as store, store:
        store.execute("DROP TABLE schedule")
    seal.close(file)


def _no_rows(file: Path) -> None:
    with closing(sqlite3.connect(file)) as store, store:
        store.execute("DELETE FROM schedule")
    seal.close(file)


def _other_fields(file: Path) -> None:
    """Make it one of a version that knew other fields."""
    with closing(sqlite3.connect(file)) as store, store:
        store.execute("UPDATE schedule SET key = replace(key, 'audience', 'public')")
    seal.close(file)


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize(
    "damage",
    [
        _truncate,
        _lengthen,
        _empty,
        _scribble,
        _lose_events,
        _another_program,
        _foreign_tables,
        _no_rows,
        _other_fields,
        _folder,
    ],
)
def test_a_damaged_cache_is_as_good_as_none(source: Path, folder: Path, damage: Callable[[Path], None]) -> None:
    """Whatever stands in its place, the answer comes from the file itself."""
    _title(source, folder)
    damage(_kept(folder))
    assert cache.recall(folder, [source]) is None
    assert _title(source, folder) == "First"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, bytes]:
    """Return a cache folder, a source and the bytes of what is kept of it."""
    folder, source = tmp_path_factory.mktemp("cache"), tmp_path_factory.mktemp("here") / "mine.yaml"
    source.write_text(TEXT % "First")
    os.utime(source, (LONG_AGO, LONG_AGO))
    read([source], cache_folder=folder)
    return folder, source, _kept(folder).read_bytes()


@given(share=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_no_flipped_bit_goes_unnoticed(whole: tuple[Path, Path, bytes], share: float, bit: int) -> None:
    """Wherever it is, in what a question needs or elsewhere: nothing kept is read before all of it was checked."""
    folder, source, content = whole
    flipped = bytearray(content)
    flipped[int(share * len(content))] ^= 1 << bit
    _kept(folder).write_bytes(flipped)
    assert cache.recall(folder, [source]) is None


def test_no_flipped_byte_of_the_header_goes_unnoticed(whole: tuple[Path, Path, bytes]) -> None:
    """There the checksum itself stands, too."""
    folder, source, content = whole
    for at in range(100):
        _kept(folder).write_bytes(content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :])
        assert cache.recall(folder, [source]) is None
    _kept(folder).write_bytes(content)
    assert cache.recall(folder, [source]) is not None


@given(share=st.floats(0, 1, exclude_max=True))
def test_no_end_that_is_cut_off_goes_unnoticed(whole: tuple[Path, Path, bytes], share: float) -> None:
    """Wherever the file was cut."""
    folder, source, content = whole
    _kept(folder).write_bytes(content[: int(share * len(content))])
    assert cache.recall(folder, [source]) is None


def _fill(folder: Path, source: Path, count: int) -> list[Path]:
    """Keep *count* files in *folder* and return them, the last used last."""
    schedule, about = load(source), source.stat()
    paths: list[Path] = []
    for number in range(count):
        before = {*folder.glob("*")}
        cache.keep(folder, [source], f"{number}", schedule, [about])
        paths += {*folder.glob("*")} - before
        os.utime(paths[-1], (LONG_AGO + number, paths[-1].stat().st_mtime))
    return paths


def test_what_was_not_used_for_longest_makes_room(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder keeps so many files and no more; use counts, not age."""
    folder = tmp_path / "cache"
    monkeypatch.setattr(cache, "MOST_FILES", 3)
    first, second, third = _fill(folder, source, 3)
    assert cache.recall(folder, [source], "0") is not None
    cache.keep(folder, [source], "3", load(source), [source.stat()])
    assert [path.exists() for path in (first, second, third)] == [True, False, True]
    assert len([*folder.iterdir()]) == 3


def test_files_of_others_are_left_alone(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even those that are called as ours are, and even links and folders."""
    folder = tmp_path / "cache"
    folder.mkdir()
    others = [folder / name for name in ("mine-00000000.sqlite", "notes.sqlite", "own-12345678.sqlite", "a-1.tmp")]
    with closing(sqlite3.connect(others[0])) as store:
        store.execute("CREATE TABLE precious (thing TEXT)")
    others[1].write_text("precious")
    others[2].mkdir()
    others[3].write_text("precious")
    monkeypatch.setattr(cache, "MOST_FILES", 1)
    _fill(folder, source, 2)
    assert all(path.exists() for path in others)
    assert len([*folder.iterdir()]) == len(others) + 1


def test_a_file_that_cannot_be_removed_is_no_error(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody may have opened it."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    folder = tmp_path / "cache"
    monkeypatch.setattr(cache, "MOST_FILES", 1)
    _fill(folder, source, 1)
    monkeypatch.setattr(Path, "unlink", refuse)
    cache.keep(folder, [source], "1", load(source), [source.stat()])
    assert [cache.recall(folder, [source], how) for how in ("0", "1")] == [load(source)] * 2


def test_two_processes_keep_one_file_at_once(source: Path, folder: Path) -> None:
    """Whoever is last wins, and everybody who reads meanwhile has a whole file."""
    code = (
        "import sys\nfrom pathlib import Path\nfrom ungacli import cache, load\n"
        "folder, source = map(Path, sys.argv[1:])\n"
        "schedule = load(source)\n"
        "for _ in range(30):\n"
        "    cache.keep(folder, [source], '', schedule, [source.stat()])\n"
        "    assert cache.recall(folder, [source]) == schedule\n"
    )
    command = [sys.executable, "-c", code, str(folder), str(source)]
    processes = [subprocess.Popen(command) for _ in range(2)]
    assert [process.wait() for process in processes] == [0, 0]
    assert [file.suffix for file in folder.iterdir()] == [".sqlite"]


def test_a_folder_that_cannot_be_made_is_no_error(source: Path, tmp_path: Path) -> None:
    """Without a place to keep things, things are read each time, and nothing is left behind."""
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert _title(source, blocked / "cache") == "First"
    assert blocked.read_text() == "in the way"


def test_a_failure_to_keep_leaves_nothing_behind(source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk while the cache is written is no error, and no half file stays."""

    def fail(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(sqlite3, "connect", fail)
    cache.keep(folder, [source], "", load(source), [source.stat()])
    assert list(folder.iterdir()) == []


def test_what_no_file_can_hold_is_not_kept(source: Path, folder: Path) -> None:
    """Half a character, as JSON may spell one, is no error."""
    schedule = load(source)
    odd = replace(schedule, events=(replace(schedule.events[0], topics=("\ud800",)),))
    cache.keep(folder, [source], "", odd, [source.stat()])
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="there names are text")
def test_a_folder_whose_name_is_no_text_is_one_all_the_same(source: Path, tmp_path: Path) -> None:
    """Any bytes can be a name."""
    folder = tmp_path / os.fsdecode(b"caf\xe9 100%?#")
    _title(source, folder)
    assert cache.recall(folder, [source]) == load(source)


def test_ctrl_c_while_it_is_kept_leaves_nothing_behind(
    source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An interrupt passes on, and no half file stays."""

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sqlite3, "connect", interrupt)
    with pytest.raises(KeyboardInterrupt):
        cache.keep(folder, [source], "", load(source), [source.stat()])
    assert list(folder.iterdir()) == []


def test_what_a_killed_process_left_is_removed(source: Path, folder: Path) -> None:
    """A day later; a file that somebody may be writing stays, and so does whatever has another name."""
    folder.mkdir(parents=True)
    names = ["ungacli-old.tmp", "ungacli-new.tmp", "other.tmp"]
    for name in names:
        (folder / name).write_text("half")
    two_days_ago = time.time() - 2 * 86_400
    for name in ("ungacli-old.tmp", "other.tmp"):
        os.utime(folder / name, (two_days_ago, two_days_ago))
    _title(source, folder)
    assert sorted(path.name for path in folder.glob("*.tmp")) == ["other.tmp", "ungacli-new.tmp"]


def test_another_state_of_a_checkout_reads_anew(source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The version is the same before and after an edit of a reader; what it made of the file may not be."""
    _title(source, folder)
    assert cache.recall(folder, [source], "") is not None
    monkeypatch.setattr(cache, "_program", lambda: "edited")
    assert cache.recall(folder, [source], "") is None


def test_a_home_may_be_named_in_the_folder(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`~` is the user's home, as it is for the files themselves."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("UNGACLI_CACHE", "~/kept")
    assert run("list").code == 0
    assert [path.suffix for path in (tmp_path / "kept").iterdir()] == [".sqlite"]
    assert not Path("~").exists()


def test_an_installed_program_is_known_by_its_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The schedule that lies in the package says that it is no checkout; nothing else is looked at."""
    package = tmp_path / "ungacli"
    (package / "cache").mkdir(parents=True)
    (package / "events.yaml").touch()
    monkeypatch.setattr(cache, "__file__", str(package / "cache" / "__init__.py"))
    assert cache._program() == ungacli.__version__  # noqa: SLF001 (nothing else tells which program it takes itself for)
