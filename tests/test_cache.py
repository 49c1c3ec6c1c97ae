import os
import pickle
import subprocess
import sys
import tempfile
import time
import zoneinfo
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

import pytest
import tzdata  # type: ignore[import-untyped]
from hypothesis import example, given
from hypothesis import strategies as st

from tests.builders import event, schedule
from tests.conftest import Run, WriteFile
from ungacli import cache, load
from ungacli.draft.diagnostics import FileDiagnostic, Level
from ungacli.model import (
    Context,
    DayRange,
    Document,
    Event,
    Mode,
    Organization,
    Organizer,
    OrganizerRole,
    Person,
    Schedule,
    Speaker,
    SpeakerRole,
    Status,
)
from ungacli.query.compiler import conditions
from ungacli.query.conditions import Filters, select
from ungacli.query.days_and_times import DaysOfSchedule, instants_of, is_on
from ungacli.sources import read
from ungacli.when.day_options import Days

TEXT = "schedule: {timezone: UTC}\nevents:\n  - {title: %s, date: 2025-09-22, start: 09:00, end: 10:00}\n"
LONG_AGO = 1_700_000_000
NOW = datetime(2025, 9, 22, 12, tzinfo=UTC)
IOM = Organization("iom", "International Organization for Migration", "IOM", "un", ("OIM",))
AMY = Person("amy-pope", "Amy Pope", "Ms", "JD", "Director General", IOM, ("A. Pope",))


def _settled(path: Path, text: str) -> Path:
    """Write a file as if it had not been changed for years."""
    path.write_text(text)
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a cache folder that does not exist yet."""
    return tmp_path / "deep" / "cache"


@pytest.fixture
def source(write_file: WriteFile) -> Path:
    """Return a schedule file that has not been changed for years."""
    return _settled(write_file(""), TEXT % "First")


def _title(source: Path, folder: Path) -> str:
    return read([source], cache_folder=folder)[0].events[0].title


def _store(folder: Path, *sources: Path, how: str = "", read: Schedule | None = None) -> None:
    cache.store(folder, sources, how, (read or load(sources[0]), ()), [source.stat() for source in sources])


def _recall(folder: Path, *sources: Path, how: str = "") -> Schedule | None:
    """Return the schedule as it comes from the cache, every event built."""
    recalled = cache.recall(folder, sources, how)
    return replace(recalled[0], events=tuple(recalled[0].events)) if recalled else None


def _round_trip(read: Schedule) -> Schedule:
    """Return the schedule that was *read* as it comes from the cache, no event built."""
    with tempfile.TemporaryDirectory() as folder:
        source = _settled(Path(folder, "mine.yaml"), "")
        _store(Path(folder), source, read=read)
        recalled = cache.recall(Path(folder), [source])
    assert recalled is not None
    return recalled[0]


def test_a_file_is_parsed_once(source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second answer is the first, diagnostics included, and one file lies in the folder."""
    source = _settled(source, f"people: {{amy: {{name: Amy}}}}\n{TEXT % 'First'}")
    first, diagnostics = read([source], cache_folder=folder)
    monkeypatch.setattr("ungacli.read_files.read_all", None)
    again, repeated = read([source], cache_folder=folder)
    assert (replace(again, events=tuple(again.events)), repeated) == (first, diagnostics)
    assert [one.message for one in repeated] == ['the person "amy" is never used']
    assert [file.suffix for file in folder.iterdir()] == [".cache"]


def test_a_diagnostic_names_the_file_as_it_is_named_now(source: Path, folder: Path) -> None:
    """By whichever path to it; the hint and the level come back too."""
    problem = FileDiagnostic(str(source), 3, 4, "events[0]", Level.SKIPPED, "it has no end", "give an end")
    other = problem._replace(file="inside.zip", hint=None)
    cache.store(folder, [source], "", (load(source), [problem, other]), [source.stat()])
    there = source.parent / "x" / ".." / source.name
    (source.parent / "x").mkdir()
    recalled = cache.recall(folder, [there])
    assert recalled is not None
    assert [*recalled[1]] == [problem._replace(file=str(there)), other]
    assert recalled[1][0].level is Level.SKIPPED


def test_a_home_may_be_named_in_the_folder(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`~` is the user's home, as for the files themselves."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("UNGACLI_CACHE", "~/kept")
    assert run("list").code == 0
    assert [path.suffix for path in (tmp_path / "kept").iterdir()] == [".cache"]
    assert not Path("~").exists()


@pytest.mark.parametrize("title", ["Second", "Fresh"])
def test_a_changed_file_is_read_again(source: Path, folder: Path, title: str) -> None:
    """Even if it has the same length and time of change as before."""
    _title(source, folder)
    _settled(source, TEXT % title)
    assert _title(source, folder) == title


@pytest.mark.parametrize(("seconds", "is_stored"), [(0, False), (10, True)])
def test_a_file_changed_a_moment_ago_is_not_stored_yet(
    source: Path, folder: Path, seconds: int, is_stored: bool
) -> None:
    """Within one tick of the clock a second change would not show, so the cache waits."""
    os.utime(source, (time.time() - seconds,) * 2)
    _store(folder, source)
    assert (_recall(folder, source) is not None) is is_stored


def test_files_are_told_apart_by_path_and_name(source: Path, folder: Path, tmp_path: Path) -> None:
    """Two files of one name, and two names of one file: id and title come from the name that it is opened by."""
    (tmp_path / "other").mkdir()
    other = _settled(tmp_path / "other" / source.name, TEXT % "Other")
    assert [_title(source, folder), _title(other, folder)] * 2 == ["First", "Other"] * 2
    links = [source.with_name("My Week.yaml"), source.with_name("my-week.yaml")]
    for link in links:
        link.symlink_to(source)
    titles = [read([link], cache_folder=folder)[0].title for link in (*links, *links)]
    assert titles == ["My Week", "my-week"] * 2


def test_files_and_ways_of_reading_are_told_apart(source: Path, folder: Path, tmp_path: Path) -> None:
    """Of several files a change of any of them shows, and so does another number or order of them, or another way."""
    second, third = (_settled(tmp_path / name, TEXT % "More") for name in ("second.yaml", "third.yaml"))
    _store(folder, source, second)
    assert _recall(folder, source, second) == load(source)
    assert [_recall(folder, *paths) for paths in ([source], [second, source], [source, third])] == [None] * 3
    _settled(second, TEXT % "Else")
    assert _recall(folder, source, second) is None
    ways = {"tz=UTC": load(source), "tz=Asia/Tokyo": replace(load(source), timezone=ZoneInfo("Asia/Tokyo"))}
    for how, read_so in ways.items():
        _store(folder, source, how=how, read=read_so)
    assert {how: _recall(folder, source, how=how) for how in ways} == ways
    assert _recall(folder, source) is None


def test_another_program_reads_again(source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version, or in a checkout a module that was changed."""
    package = folder.parent / "ungacli"
    (package / "formats").mkdir(parents=True)
    module = _settled(package / "formats" / "yaml.py", "")
    monkeypatch.setattr(cache, "__file__", str(package / "cache.py"))
    _store(folder, source)
    assert _recall(folder, source) is not None
    os.utime(module, (LONG_AGO + 1, LONG_AGO + 1))
    assert _recall(folder, source) is None
    # The schedule that lies in the package shows that it is installed: nothing else is looked at.
    (package / "events.yaml").touch()
    _store(folder, source)
    os.utime(module, (LONG_AGO + 2, LONG_AGO + 2))
    assert _recall(folder, source) is not None
    monkeypatch.setattr(cache, "__version__", "0.0.0")
    assert _recall(folder, source) is None


def test_new_rules_of_a_time_zone_are_noticed(source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Instants are stored, which another rule makes another local time; the rules are the system's or a package's."""
    _settled(source, (TEXT % "First").replace("UTC", "Africa/Casablanca"))
    _store(folder, source)
    assert _recall(folder, source) is not None
    zones = folder.parent / "zoneinfo" / "Africa"
    zones.mkdir(parents=True)
    (zones / "Casablanca").write_bytes(b"other rules")
    monkeypatch.setattr(zoneinfo, "TZPATH", (str(zones.parent),))
    assert _recall(folder, source) is None
    monkeypatch.setattr(zoneinfo, "TZPATH", ())
    _store(folder, source)
    assert _recall(folder, source) is not None
    monkeypatch.setattr(tzdata, "IANA_VERSION", "1999a")
    assert _recall(folder, source) is None


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


class _Call:
    """What Python calls a function for when it reads the pickle of it."""

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, ("called",)


def _calling(file: Path) -> None:
    """Write into *file* a pickle that calls a function, with the right checksum."""
    first_line, _, body = file.read_bytes().partition(b"\n")
    other = pickle.dumps(_Call())
    file.write_bytes(first_line.replace(b"%08x" % crc32(body), b"%08x" % crc32(other)) + b"\n" + other)


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(b"ungacli cache 00000000\n"),
        lambda file: file.write_bytes(file.read_bytes()[:-1]),
        _folder,
        _calling,
    ],
)
def test_a_damaged_cache_is_as_good_as_none(source: Path, folder: Path, damage: Callable[[Path], None]) -> None:
    """Whatever stands in its place, the answer comes from the file itself, and nothing of the other is run."""
    _title(source, folder)
    (file,) = folder.iterdir()
    damage(file)
    assert _recall(folder, source) is None
    assert _title(source, folder) == "First"
    assert not Path("called").exists()


@given(share=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_no_flipped_bit_goes_unnoticed(share: float, bit: int) -> None:
    """Wherever it is: nothing is used before all of the file was checked."""
    with tempfile.TemporaryDirectory() as name:
        source = _settled(Path(name, "mine.yaml"), "")
        folder = Path(name, "cache")
        _store(folder, source, read=schedule(event()))
        (file,) = folder.iterdir()
        content = bytearray(file.read_bytes())
        content[int(share * len(content))] ^= 1 << bit
        file.write_bytes(content)
        assert _recall(folder, source) is None


def test_the_number_of_files_is_bounded(source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was not used for longest makes room; files of others stay, even those that are named as ours are."""
    monkeypatch.setattr(cache, "MOST_FILES", 3)
    folder.mkdir(parents=True)
    others = [folder / name for name in ("mine-00000000.cache", "notes.cache", "other.tmp", ".ungacli-new.tmp")]
    for number, how in enumerate(["0", "1", "2"]):
        before = {*folder.iterdir()}
        _store(folder, source, how=how)
        (file,) = {*folder.iterdir()} - before
        os.utime(file, (LONG_AGO + number, LONG_AGO + number))
    for other in others:
        other.write_text("precious")
    left_behind = _settled(folder / ".ungacli-old.tmp", "half")
    os.utime(others[0], (LONG_AGO - 1, LONG_AGO - 1))
    assert _recall(folder, source, how="0") is not None
    _store(folder, source, how="3")
    assert [_recall(folder, source, how=how) is not None for how in "0123"] == [True, False, True, True]
    assert all(other.exists() for other in others)
    assert not left_behind.exists()


def test_two_processes_store_one_file_at_once(source: Path, folder: Path) -> None:
    """The last one wins, and every reader meanwhile has a whole file."""
    code = (
        "import sys\nfrom pathlib import Path\nfrom ungacli import cache, load\n"
        "folder, source = map(Path, sys.argv[1:])\nread = load(source), ()\n"
        "for _ in range(30):\n"
        "    cache.store(folder, [source], '', read, [source.stat()])\n"
        "    assert tuple(cache.recall(folder, [source])[0].events) == read[0].events\n"
    )
    processes = [subprocess.Popen([sys.executable, "-c", code, str(folder), str(source)]) for _ in range(2)]
    assert [process.wait() for process in processes] == [0, 0]
    assert [file.suffix for file in folder.iterdir()] == [".cache"]


def test_what_cannot_be_written_is_no_error(source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a folder, files are read each time; on a full disk nothing is stored, and no half file stays."""
    assert [_title(source, source / "cache") for _ in range(2)] == ["First"] * 2

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    assert _title(source, folder) == "First"
    assert list(folder.iterdir()) == []


def test_everything_comes_back() -> None:
    """Every field of a schedule, of its events and of those who take part in them, in the schedule's lists or not."""
    start = datetime(2025, 9, 22, 9, tzinfo=ZoneInfo("Asia/Tokyo"))
    full = Event(
        *("id", "Título \ud800", start, start + timedelta(hours=1, microseconds=7), "uid@example.org", "example"),
        *(("example", "other"), Status.TENTATIVE, Mode.HYBRID, "Room 1"),
        (Speaker(AMY, SpeakerRole.KEYNOTE, Status.CANCELLED, Mode.VIRTUAL), Speaker(Person("amy-pope", "Another"))),
        (Organizer(IOM, OrganizerRole.CO_HOST, Status.TENTATIVE), Organizer(AMY, OrganizerRole.SPONSOR)),
        *("invited", ("climate", "health"), (Document("Paper"), Document("Note", "https://example.org"))),
        *("About", "https://example.org/1", "desk@example.org", "mine"),
    )
    assert all(getattr(full, field) for field in Event.__match_args__)
    context = Context("Week", "Theme", date(2025, 9, 1), (DayRange(date(2025, 9, 2), date(2025, 9, 3)),), "Summary")
    more = schedule(full, context=context, url="https://example.org", revision=3, people=(AMY, AMY))
    for read_so in (more, load(), schedule(event()), schedule()):
        back = _round_trip(read_so)
        assert replace(back, events=tuple(back.events)) == read_so
        assert (len(back.events), back.events[1:-1]) == (len(read_so.events), read_so.events[1:-1])


@example(datetime(2025, 10, 26, 2, 30, tzinfo=ZoneInfo("Europe/Zurich")))
@given(moment=st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2199, 1, 1), timezones=st.timezones()))
def test_any_time_comes_back(moment: datetime) -> None:
    """Instants to the microsecond, zones and local times, and which of two hours at the end of summer time."""
    zone = moment.tzinfo
    assert isinstance(zone, ZoneInfo)
    utc = moment.astimezone(UTC)
    one = event(start=utc.astimezone(zone), end=(utc + timedelta(hours=1)).astimezone(zone))
    (back,) = _round_trip(schedule(one, timezone=zone)).events
    assert (back, back.start.fold, back.end.fold) == (one, one.start.fold, one.end.fold)


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    """Return a schedule of events of up to three days around a change of the clock, each in a zone of its own."""
    # Among them clocks that went back over midnight, or a day forth or back.
    keys = ("UTC", "America/St_Johns", "Pacific/Apia", "Pacific/Kwajalein", "Asia/Beirut", "Asia/Kathmandu")
    zone = ZoneInfo(draw(st.sampled_from(keys)))
    changes = [datetime(2010, 11, 7, 3), datetime(2011, 12, 30, 10), datetime(1969, 9, 30, 12), datetime(2025, 10, 26)]
    around = draw(st.sampled_from(changes)).replace(tzinfo=UTC)
    events = []
    for number, shift in enumerate(sorted(draw(st.lists(st.integers(-4 * 1440, 4 * 1440), min_size=1, max_size=12)))):
        start, own = around + timedelta(minutes=shift), draw(st.sampled_from([zone, ZoneInfo("UTC")]))
        end = start + timedelta(minutes=draw(st.integers(1, 4000)))
        events.append(event(id=f"e{number}", start=start.astimezone(own), end=end.astimezone(own)))
    return schedule(*events, timezone=zone)


@given(read_so=schedules(), shift=st.integers(-5, 5), length=st.integers(0, 3), whole=st.booleans())
def test_the_span_of_some_days_holds_all_that_takes_place_on_them(
    read_so: Schedule, shift: int, length: int, *, whole: bool
) -> None:
    """Whatever the clocks do, from the cache and otherwise; and the days of the schedule are those of its events."""
    first = read_so.events[0].start.date() + timedelta(days=shift)
    days = Days(first, first + timedelta(days=length), whole=whole)
    between = instants_of(days, read_so.timezone)
    right = [one.id for one in read_so.local_events if is_on(one, days)]
    stored = _round_trip(read_so)
    for one in (read_so, stored):
        assert {*right} <= {found.id for found in one.during(*between)}
    # An event that ends when the time begins is not going on in it.
    edge = read_so.events[0].end.timestamp()
    assert tuple(stored.during(edge, edge + 3600)) == tuple(read_so.during(edge, edge + 3600))
    starts = {one.start.date() for one in read_so.local_events}
    ends = {(one.end - timedelta.resolution).date() for one in read_so.local_events}
    known = DaysOfSchedule(read_so)
    assert (known.start, known.all[0], known.all[-1]) == (tuple(sorted(starts)), min(starts), max(ends))


@pytest.mark.parametrize(
    ("query", "most"),
    [("date:2025-09-15", 32), ("date:15", 64), ("date:15 -climate", 64), ("date:2025-09-04 OR date:2025-09-09", 64)],
)
def test_a_question_about_a_day_builds_few_events(query: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 210 the blocks that hold the day, and where the days of the schedule matter its first and last day."""
    built: list[str] = []

    class Counted(Event):
        def __init__(self, *fields: Any) -> None:
            built.append(fields[0])
            super().__init__(*fields)

    start = datetime(2025, 9, 1, 4, tzinfo=ZoneInfo("Europe/Zurich"))
    titles = ["Climate", "Health"]
    starts = [start + timedelta(days=number // 7, hours=3 * (number % 7)) for number in range(210)]
    month = schedule(
        *(
            event(id=f"event-{number}", title=titles[number % 2], start=one, end=one + timedelta(hours=1 + number % 5))
            for number, one in enumerate(starts)
        )
    )
    stored = _round_trip(month)
    monkeypatch.setattr("ungacli.model.Event", Counted)
    found = [one.id for one in select(stored, conditions(Filters(query=query), stored, now=NOW)).events]
    assert found == [one.id for one in select(month, conditions(Filters(query=query), month, now=NOW)).events]
    assert 0 < len(found) <= len(built) <= most
    assert len({*built}) == len(built)
