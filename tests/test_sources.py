import os
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

import ungacli
from tests.conftest import WriteFile
from ungacli import read_files
from ungacli.errors import DataError, UngaError
from ungacli.sources import load, read

GOOD = "schedule: {timezone: UTC}\nevents:\n  - {title: A, date: 2025-09-22, start: 09:00, end: 10:00}\n"


def test_the_package_hands_on_what_it_promises(write_file: WriteFile) -> None:
    """Every name of the Python API; a program needs to catch one class, which has the problems as lines."""
    assert [name for name in ungacli.__all__ if not hasattr(ungacli, name)] == []
    with pytest.raises(AttributeError, match="nonsense"):
        _ = ungacli.nonsense
    with pytest.raises(UngaError) as caught:
        load(write_file("schedule: {}\nevents: []\n"))
    assert len(caught.value.details) == 2


def test_the_revision_date_is_the_day_of_the_first_event(write_file: WriteFile) -> None:
    """A file that does not say when it was revised gives the same bytes on every machine and day."""
    path = write_file(GOOD)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    schedule = load(path)
    assert schedule.revised == datetime.combine(schedule.days[0], time(), UTC)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("missing.yaml", "check the path"),
        ("", "name a schedule file inside it"),
        ("no/such/folder.yaml", "check the path"),
        ("nul\0.yaml", None),
        ("x" * 5000, None),
    ],
)
def test_a_file_that_is_not_there_is_reported(name: str, hint: str | None) -> None:
    """A missing file, a folder and what is no file name at all are errors of the data."""
    with pytest.raises(DataError, match="cannot read") as caught:
        read([Path(name)])
    assert caught.value.hint == hint


def test_a_file_that_may_not_be_read_is_reported(write_file: WriteFile, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's refusal is passed on in its words."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = write_file(GOOD)
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(DataError, match="permission denied"):
        read([path])


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch, write_file: WriteFile) -> None:
    """300 MiB are not read at all (the file is sparse); a source that seems to be empty is read up to the bound."""
    path = write_file(GOOD)
    os.truncate(path, 300 * 1024 * 1024)
    with pytest.raises(DataError, match="larger than 100 MiB"):
        read([path])
    monkeypatch.setattr(read_files, "MAX_BYTES", 10)
    monkeypatch.setattr(os, "fstat", lambda _: os.stat_result([0] * 10))
    with pytest.raises(DataError, match="larger than"):
        read([path])
