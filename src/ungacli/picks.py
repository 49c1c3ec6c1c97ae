"""The events that somebody picked of a schedule, stored in a file of the user's."""

import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from ungacli.draft.ids import by_title_and_start, has_lasting_uid, title_and_start
from ungacli.errors import DataError, QuestionError
from ungacli.files import refusals, write_whole
from ungacli.model import Event, Schedule
from ungacli.names import file_stem, fold, quoted_list, suggestion
from ungacli.query.lookup import event_names, find_named

MOST_BYTES = 16_000_000
"""No file of picks is larger: those of 10,000 events take 2 MB."""

WAIT = 10.0
"""How many seconds to wait for another process that changes picks."""

_OTHER_FOLDER = "UNGACLI_DATA names another folder"


class Pick(NamedTuple):
    """A picked event as it was then; *start* is aware."""

    id: str
    uid: str
    title: str
    start: datetime


class Picks(NamedTuple):
    """The *selections* of a schedule by their names, the user's own under "".

    *damaged* is where a file went that could not be read, or None.
    """

    selections: Mapping[str, tuple[Pick, ...]]
    damaged: Path | None = None

    @property
    def names(self) -> list[str]:
        """The names under which something is picked, the user's own left out."""
        return [name for name, picked in self.selections.items() if name and picked]

    def of(self, name: str | None) -> tuple[Pick, ...]:
        """Return what is picked for *name*, the user's own for None; QuestionError if nothing is for that name."""
        selection = self.selections.get(_spelling(name, self.selections), ())
        if name is None or selection:
            return selection
        among = f"there are picks for {quoted_list(self.names)}" if self.names else _HOW
        hint = f"{among}; without --for it is you"
        raise QuestionError(f'nothing is picked for "{name}"', hint=lambda: suggestion(name, self.names, hint))


_HOW = "`ungacli pick EVENT --for NAME` picks for one"


class Matched(NamedTuple):
    """Picks beside a schedule: those *here* by the ids of its events, and those that *vanished* from it."""

    here: Mapping[str, Pick]
    vanished: tuple[Pick, ...]


class Outcome(NamedTuple):
    """What became of the selection *name*: as it was *before*, *after*, and where a damaged file went."""

    name: str
    before: tuple[Pick, ...]
    after: tuple[Pick, ...]
    damaged: Path | None


def matched(picks: Sequence[Pick], schedule: Schedule) -> Matched:
    """Return *picks* beside the events of *schedule*.

    Each is the event with its UID, if that lasts (`has_lasting_uid`) or the title is the same too, else the one with
    its title and start, else the one with its id and title: an id that is made of a title may be
    another event's in the next version of a file.
    """
    by_uid = {event.uid: event for event in schedule.events}
    by_title = by_title_and_start(schedule.events)
    by_id = {(event.id, fold(event.title)): event.id for event in schedule.events}

    def key(pick: Pick) -> str | None:
        title = fold(pick.title)
        event = by_uid.get(pick.uid)
        start = pick.start.timestamp()
        if event and (has_lasting_uid(event, schedule.url) or title_and_start(event) == (title, start)):
            return event.id
        same = by_title.get((title, start))
        return same or (event.id if event and fold(event.title) == title else by_id.get((pick.id, title)))

    here: dict[str, Pick] = {}
    vanished: list[Pick] = []
    for pick in picks:
        if (id_ := key(pick)) is None or id_ in here:
            vanished.append(pick)
        else:
            here[id_] = pick
    return Matched(here, tuple(vanished))


def find(text: str, picks: Sequence[Pick], schedule: Schedule) -> Pick:
    """Return the one of *picks* that *text* means: its id, a start of one, or words of its title.

    Raises QuestionError if it is none or several.
    """
    titled = named(picks, schedule)
    titles = [(key, pick.title) for key, pick in titled]
    return titled[find_named(text, titles, what="picked event", otherwise="`ungacli pick --list` lists them")][1]


def named(picks: Sequence[Pick], schedule: Schedule) -> list[tuple[str, Pick]]:
    """Return *picks* with their titles as *schedule* has them, each behind the id that its event has there."""
    matches = matched(picks, schedule)
    titles = dict(event_names(schedule))
    here = [(key, pick._replace(title=titles[key])) for key, pick in matches.here.items()]
    return here + [(pick.id, pick) for pick in matches.vanished]


def read(folder: Path, schedule: Schedule, *, mend: bool = True) -> Picks:
    """Return the picks of *schedule* that are stored in *folder*; a damaged file is none, and set aside to *mend* it.

    Raises DataError if the folder or the file cannot be read, or a damaged file not set aside.
    """
    place = _place(folder, schedule)
    stored = _stored(place, schedule)
    if stored or not mend:
        return stored or Picks({})
    with _alone(folder, place):
        return _mended(place, schedule)


def changed(
    folder: Path, schedule: Schedule, name: str | None, *, add: Sequence[Event] = (), remove: Collection[str] = ()
) -> Outcome:
    """Change in *folder* what is picked of *schedule* for *name*, None for the user's own.

    The events to *add* come last, unless they are picked already; the picks to *remove* are told by their
    uids. Nobody else changes picks meanwhile. Raises QuestionError for what is no name, DataError if the file
    cannot be written or another process does not let go of it.
    """
    place = _place(folder, schedule)
    with _alone(folder, place):
        picks = _mended(place, schedule)
        spelling = _spelling(name, picks.selections)
        before = picks.selections.get(spelling, ())
        present = matched(before, schedule).here if add else {}
        new = [Pick(one.id, one.uid, one.title, one.start) for one in dict.fromkeys(add) if one.id not in present]
        after = (*(pick for pick in before if pick.uid not in remove), *new)
        if after != before:
            _write(place, schedule, {**picks.selections, spelling: after})
    return Outcome(spelling, before, after, picks.damaged)


def _spelling(name: str | None, names: Iterable[str]) -> str:
    """Return how *name* is spelled among *names*, else as it is; QuestionError for what is no name."""
    if name is None:
        return ""
    wanted = fold(name)
    if not wanted:
        raise QuestionError(f'"{name}" is no name', hint="--for takes a name, in letters; leave it out for your own")
    return next((one for one in names if fold(one) == wanted), " ".join(name.split()))


def _place(folder: Path, schedule: Schedule) -> Path:
    return folder / "picks" / f"{file_stem(schedule.id, apart=True)}.json"


def _stored(place: Path, schedule: Schedule) -> Picks | None:
    """Return the picks at *place*, none if nothing is there, or None for a damaged file."""
    with refusals("read", place, _OTHER_FOLDER):
        try:
            if not place.is_file() and place.stat():
                raise DataError(f"{place} is no file", hint="picks are kept there; move it away")
            # More than that is no file of ours, whatever it holds.
            content = place.read_bytes() if place.stat().st_size <= MOST_BYTES else b""
        except FileNotFoundError:
            return Picks({})
    try:
        record = json.loads(content.decode())
        if record["schedule"] != schedule.id:
            return None
        selections: dict[str, tuple[Pick, ...]] = {}
        for name, picks in record["picks"].items():
            # Somebody may have written one name twice.
            spelling = next((one for one in selections if fold(one) == fold(name)), name if fold(name) else "")
            every = {pick.uid: pick for pick in (*selections.get(spelling, ()), *map(_pick, picks))}
            selections[spelling] = tuple(every.values())
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError):
        return None
    return Picks(selections)


def _pick(record: Any) -> Pick:
    key, uid, title = record["id"], record["uid"], record["title"]
    start = datetime.fromisoformat(record["start"])
    # Another clock may show another year, of which there are 9999.
    if not all(isinstance(one, str) for one in (key, uid, title)) or not start.tzinfo or not 1 < start.year < 9999:
        raise ValueError(record)
    return Pick(id=key, uid=uid, title=title, start=start)


def _mended(place: Path, schedule: Schedule) -> Picks:
    """Return the picks at *place*; what cannot be read as such is set aside. To be called alone."""
    if stored := _stored(place, schedule):
        return stored
    with refusals("set aside", place, _OTHER_FOLDER):
        names = (place.with_suffix(f".damaged{'' if number == 1 else f'-{number}'}.json") for number in count(1))
        aside = next(one for one in names if not os.path.lexists(one))
        place.rename(aside)
    return Picks({}, aside)


def _write(place: Path, schedule: Schedule, selections: Mapping[str, Sequence[Pick]]) -> None:
    """Put *selections* in the place of what is there, whole or not at all."""
    picks = {
        name: [{**pick._asdict(), "start": pick.start.isoformat()} for pick in picked]
        for name, picked in selections.items()
        if picked
    }
    record = {"schedule": schedule.id, "title": schedule.title, "picks": picks}
    # Half a character, which UTF-8 does not have, is escaped the way JSON does.
    content = (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode(errors="backslashreplace")
    write_whole({place: content}, hint=_OTHER_FOLDER, durable=True)


@contextmanager
def _alone(folder: Path, place: Path) -> Iterator[None]:
    """Hold off every other process that changes picks in *folder*."""
    # Up to 50 ms that nobody pays who only reads.
    from filelock import FileLock, Timeout

    lock = FileLock(folder / "picks" / ".lock", timeout=WAIT)
    with refusals("write", place, _OTHER_FOLDER):
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire()
        except Timeout:
            raise DataError(f"cannot write {place}: another process is busy with it", hint="try again") from None
        except NotImplementedError:
            # Some folders on a network have no locks.
            raise DataError(f"cannot write {place}: its file system has no locks", hint=_OTHER_FOLDER) from None
    try:
        yield
    finally:
        lock.release()
