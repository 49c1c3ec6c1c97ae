"""The picked events of a schedule, stored in a file in the user's data folder."""

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
"""The largest file of picks that is read: those of 10,000 events take 2 MB."""

WAIT = 10.0
"""How many seconds to wait for another process that changes picks."""

_OTHER_FOLDER = "UNGACLI_DATA names another folder"


class Pick(NamedTuple):
    """An event as it was when it was picked; *start* is aware."""

    id: str
    uid: str
    title: str
    start: datetime


class Picks(NamedTuple):
    """The picks of a schedule by the name of each of the *selections*, the user's own under "".

    *damaged* is where a file was moved that could not be read, or None.
    """

    selections: Mapping[str, tuple[Pick, ...]]
    damaged: Path | None = None

    @property
    def names(self) -> list[str]:
        """The names with picks, without the user's own."""
        return [name for name, picks in self.selections.items() if name and picks]

    def of(self, name: str | None) -> tuple[Pick, ...]:
        """Return the picks for *name*, the user's own for None; QuestionError if there are none for that name."""
        selection = self.selections.get(_spelling(name, self.selections), ())
        if name is None or selection:
            return selection
        how = "`ungacli pick EVENT --for NAME` picks for one"
        others = f"there are picks for {quoted_list(self.names)}" if self.names else how
        hint = f"{others}; without --for it is you"
        raise QuestionError(f'nothing is picked for "{name}"', hint=lambda: suggestion(name, self.names, hint))


class Matched(NamedTuple):
    """Picks compared with a schedule: those *here*, by the ids of its events, and those that *vanished* from it."""

    here: Mapping[str, Pick]
    vanished: tuple[Pick, ...]


class Outcome(NamedTuple):
    """A change of the selection *name*: the picks *before* and *after*, and where a damaged file was moved."""

    name: str
    before: tuple[Pick, ...]
    after: tuple[Pick, ...]
    damaged: Path | None


def matched(picks: Sequence[Pick], schedule: Schedule) -> Matched:
    """Return which of *picks* are events of *schedule*.

    A pick is the event with its UID, if that lasts (`has_lasting_uid`) or title and start are the same too; else that
    with its title and start; else that with its UID or its id, and its title. An id that is made of a title may be
    another event's in the next version of a file.
    """
    by_uid = {event.uid: event for event in schedule.events}
    by_title = by_title_and_start(schedule.events)
    by_id = {(event.id, fold(event.title)): event.id for event in schedule.events}
    here: dict[str, Pick] = {}
    vanished: list[Pick] = []
    for pick in picks:
        title, start = fold(pick.title), pick.start.timestamp()
        event = by_uid.get(pick.uid)
        if event and (has_lasting_uid(event, schedule.url) or title_and_start(event) == (title, start)):
            id_: str | None = event.id
        else:
            same_title = event.id if event and fold(event.title) == title else by_id.get((pick.id, title))
            id_ = by_title.get((title, start)) or same_title
        if id_ is None or id_ in here:
            vanished.append(pick)
        else:
            here[id_] = pick
    return Matched(here, tuple(vanished))


def find(text: str, picks: Sequence[Pick], schedule: Schedule) -> Pick:
    """Return the one of *picks* that *text* names by its id, the first letters of it, or words of its title.

    Raises QuestionError if it names none or several.
    """
    titled = named(picks, schedule)
    titles = [(key, pick.title) for key, pick in titled]
    return titled[find_named(text, titles, what="picked event", otherwise="`ungacli pick --list` lists them")][1]


def named(picks: Sequence[Pick], schedule: Schedule) -> list[tuple[str, Pick]]:
    """Return *picks* with the titles of *schedule*, each after the id that its event has there."""
    matches = matched(picks, schedule)
    titles = dict(event_names(schedule))
    here = [(key, pick._replace(title=titles[key])) for key, pick in matches.here.items()]
    return here + [(pick.id, pick) for pick in matches.vanished]


def read(folder: Path, schedule: Schedule, *, mend: bool = True) -> Picks:
    """Return the picks of *schedule* stored in *folder*; a damaged file has none, and is set aside with *mend*.

    Raises DataError if the folder or the file cannot be read, or if a damaged file cannot be set aside.
    """
    place = _file_of(folder, schedule)
    stored = _stored(place, schedule)
    if stored or not mend:
        return stored or Picks({})
    with _locked(place):
        return _mended(place, schedule)


def changed(
    folder: Path, schedule: Schedule, name: str | None, *, add: Sequence[Event] = (), remove: Collection[str] = ()
) -> Outcome:
    """Change the picks of *schedule* in *folder* for *name*, None for the user's own.

    The events to *add* come last, unless they are picked already; *remove* has the UIDs of picks. Other processes
    wait meanwhile. Raises QuestionError for a name without letters, DataError if the file cannot be written or
    another process keeps it locked.
    """
    place = _file_of(folder, schedule)
    with _locked(place):
        picks = _mended(place, schedule)
        spelling = _spelling(name, picks.selections)
        before = picks.selections.get(spelling, ())
        present = matched(before, schedule).here if add else {}
        new = [Pick(one.id, one.uid, one.title, one.start) for one in dict.fromkeys(add) if one.id not in present]
        after = (*(pick for pick in before if pick.uid not in remove), *new)
        if after != before:
            selections = {
                name: [{**pick._asdict(), "start": pick.start.isoformat()} for pick in selection]
                for name, selection in {**picks.selections, spelling: after}.items()
                if selection
            }
            record = {"schedule": schedule.id, "title": schedule.title, "picks": selections}
            # Half a character, which UTF-8 does not have, is escaped the way JSON does.
            content = (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode(errors="backslashreplace")
            write_whole({place: content}, hint=_OTHER_FOLDER, durable=True)
    return Outcome(spelling, before, after, picks.damaged)


def _spelling(name: str | None, names: Iterable[str]) -> str:
    """Return *name* as it is spelled among *names*, else as it is; QuestionError if it has no letters."""
    if name is None:
        return ""
    wanted = fold(name)
    if not wanted:
        raise QuestionError(f'"{name}" is no name', hint="--for takes a name, in letters; leave it out for your own")
    return next((one for one in names if fold(one) == wanted), " ".join(name.split()))


def _file_of(folder: Path, schedule: Schedule) -> Path:
    return folder / "picks" / f"{file_stem(schedule.id, apart=True)}.json"


def _stored(place: Path, schedule: Schedule) -> Picks | None:
    """Return the picks in the file at *place*, none if there is no file, or None if it is damaged."""
    with refusals("read", place, _OTHER_FOLDER):
        try:
            if not place.is_file() and place.stat():
                raise DataError(f"{place} is no file", hint="picks are kept there; move it away")
            # A larger file is not one of ours.
            content = place.read_bytes() if place.stat().st_size <= MOST_BYTES else b""
        except FileNotFoundError:
            return Picks({})
    try:
        record = json.loads(content.decode())
        if record["schedule"] != schedule.id:
            return None
        selections: dict[str, tuple[Pick, ...]] = {}
        for name, picks in record["picks"].items():
            # In a file edited by hand one name may stand twice.
            spelling = next((one for one in selections if fold(one) == fold(name)), name if fold(name) else "")
            every = {pick.uid: pick for pick in (*selections.get(spelling, ()), *map(_pick, picks))}
            selections[spelling] = tuple(every.values())
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError):
        return None
    return Picks(selections)


def _pick(record: Any) -> Pick:
    key, uid, title = record["id"], record["uid"], record["title"]
    start = datetime.fromisoformat(record["start"])
    # In another zone the year may be another, and there are only 9999.
    if not all(isinstance(one, str) for one in (key, uid, title)) or not start.tzinfo or not 1 < start.year < 9999:
        raise ValueError(record)
    return Pick(id=key, uid=uid, title=title, start=start)


def _mended(place: Path, schedule: Schedule) -> Picks:
    """Return the picks in the file at *place*; set a damaged one aside. To be called while locked."""
    if stored := _stored(place, schedule):
        return stored
    with refusals("set aside", place, _OTHER_FOLDER):
        names = (place.with_suffix(f".damaged{'' if number == 1 else f'-{number}'}.json") for number in count(1))
        aside = next(one for one in names if not os.path.lexists(one))
        place.rename(aside)
    return Picks({}, aside)


@contextmanager
def _locked(place: Path) -> Iterator[None]:
    """Make every other process wait that changes picks in the folder of *place*."""
    # Up to 50 ms to import, and not needed to read.
    from filelock import FileLock, Timeout

    lock = FileLock(place.with_name(".lock"), timeout=WAIT)
    with refusals("write", place, _OTHER_FOLDER):
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire()
        except Timeout:
            raise DataError(f"cannot write {place}: another process is busy with it", hint="try again") from None
        except NotImplementedError:
            # Some network folders have no locks.
            raise DataError(f"cannot write {place}: its file system has no locks", hint=_OTHER_FOLDER) from None
    try:
        yield
    finally:
        lock.release()
