import json
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from zlib import crc32

import pytest

from tests.conftest import Run, WriteFile
from ungacli import cache
from ungacli.dataset import load, read

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
    assert cache.recall(folder, [source], "") == first
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
    assert cache.recall(folder, [source], "") is None
    ten_seconds_ago = time.time() - 10
    os.utime(source, (ten_seconds_ago, ten_seconds_ago))
    _title(source, folder)
    assert cache.recall(folder, [source], "") is not None


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
    assert cache.recall(folder, [source], "") is None


def _truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _scribble(file: Path) -> None:
    file.write_bytes(b"not a database at all" * 100)


def _lose_events(file: Path) -> None:
    with closing(sqlite3.connect(file)) as store, store:
        store.execute("DELETE FROM event")


def _foreign_records(file: Path) -> None:
    with closing(sqlite3.connect(file)) as store, store:
        store.execute("""UPDATE event SET record = '{"title": []}'""")


def _other_title(file: Path) -> None:
    with closing(sqlite3.connect(file)) as store, store:
        store.execute("UPDATE event SET record = json_set(record, '$.title', 'Forged')")


def _nobody(file: Path) -> None:
    """Make the records refer to nobody, with the right checksum."""
    with closing(sqlite3.connect(file)) as store, store:
        header = json.dumps({**json.loads(store.execute("SELECT header FROM schedule").fetchone()[0]), "people": {}})
        (record,) = store.execute("SELECT record FROM event").fetchone()
        record = json.dumps(
            {**json.loads(record), "speakers": [{"id": "x", "role": "speaker", "status": "", "mode": ""}]}
        )
        checksum = crc32(record.encode(), crc32(header.encode()))
        store.execute("UPDATE schedule SET header = ?, checksum = ?", (header, checksum))
        store.execute("UPDATE event SET record = ?", (record,))


def _foreign_tables(file: Path) -> None:
    with closing(sqlite3.connect(file)) as store, store:
        store.execute("DROP TABLE schedule")


def _no_rows(file: Path) -> None:
    with closing(sqlite3.connect(file)) as store, store:
        store.execute("DELETE FROM schedule")


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize(
    "damage",
    [
        _truncate,
        _empty,
        _scribble,
        _lose_events,
        _foreign_records,
        _other_title,
        _foreign_tables,
        _no_rows,
        _folder,
        _nobody,
    ],
)
def test_a_damaged_cache_is_as_good_as_none(source: Path, folder: Path, damage: Callable[[Path], None]) -> None:
    """Whatever stands in its place, the answer comes from the file itself."""
    _title(source, folder)
    damage(_kept(folder))
    assert cache.recall(folder, [source], "") is None
    assert _title(source, folder) == "First"


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
