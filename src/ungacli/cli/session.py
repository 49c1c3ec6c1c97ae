"""What is asked of a schedule: the events that were meant, by which clock and at which moment."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ungacli.cli.terminal import note
from ungacli.errors import DataError, QuestionError
from ungacli.model import Schedule
from ungacli.query.filters import Filters

if TYPE_CHECKING:
    from ungacli.query.conditions import Condition


def zone(text: str, schedule: Schedule) -> ZoneInfo:
    """Return the time zone that *text* names while *schedule* runs; `local` is this machine's."""
    from ungacli.when.zones import parse_zone

    moments = [schedule.events[0].start, schedule.events[-1].end]
    return parse_zone(text, at=moments, own=schedule.timezone, local=local_zone)


def local_zone() -> ZoneInfo:
    """Return the zone that this machine is set to; DataError if it does not tell."""
    from warnings import catch_warnings, simplefilter

    from tzlocal import reload_localzone

    try:
        with catch_warnings():
            # Where the machine says nothing it would be taken for UTC, with a mere warning.
            simplefilter("error", UserWarning)
            return reload_localzone()
    except (LookupError, ValueError, UserWarning) as error:
        hint = "name the zone instead, such as Europe/Zurich; TZ may name one that there is not"
        raise DataError("this machine does not tell its time zone", hint=hint) from error


def zones(texts: Sequence[str], schedule: Schedule) -> list[ZoneInfo]:
    """Return the time zones that *texts* name while *schedule* runs, each once."""
    return [*dict.fromkeys(zone(text, schedule) for text in texts)]


def ask(schedule: Schedule, *filters: Filters, at: str | None) -> tuple[Schedule, "Sequence[Condition]"]:
    """Return *schedule* with the events that all *filters* let through, and what they ask; say if none is left.

    *at* is the moment that is taken for now.
    """
    now = moment(at, schedule)
    given = [one for one in filters if not one.ask_nothing or one.selection is not None]
    if not given:
        return schedule, ()
    # 5 ms for the filter language, which those who want to see everything never pay.
    from ungacli.query.compiler import ask_for_picks, conditions
    from ungacli.query.conditions import select

    selection = next((one.selection for one in given if one.selection is not None), None)
    if selection is not None and not any(map(ask_for_picks, given)):
        raise QuestionError("--for tells whose picks are meant, and none are asked for", hint="add --picked")
    picked = cache(lambda: picked_ids(schedule, selection))
    asked = [condition for one in given for condition in conditions(one, schedule, now=now, picked=picked)]
    found = select(schedule, asked)
    if not found.events:
        from ungacli.render.no_results import nothing_found

        note(*nothing_found(schedule, asked))
    return found, asked


_MOST_VANISHED = 10


def picked_ids(schedule: Schedule, name: str | None) -> frozenset[str]:
    """Return the ids of the events of *schedule* that are picked for *name*, None for the user; say what is odd.

    Raises QuestionError if nothing is picked for that name, DataError if picks cannot be read.
    """
    from ungacli import picks
    from ungacli.cli.sources import data_folder
    from ungacli.names import quoted_list, shell_word

    kept = picks.read(data_folder(), schedule)
    tell_of_damage(kept.damaged)
    chosen = kept.of(name)
    if not chosen and kept.names:
        note("you picked nothing yourself", f"there are picks for {quoted_list(kept.names)}: add --for NAME")
    known = picks.matched(chosen, schedule)
    for pick in known.vanished[:_MOST_VANISHED]:
        start = f"{pick.start.astimezone(schedule.timezone):%Y-%m-%d %H:%M}"
        forget = "" if name is None else f" --for {shell_word(name)}"
        hint = f"`ungacli unpick {shell_word(pick.id)}{forget}` forgets it"
        note(f'"{pick.title}" ({start}), which was picked, is no longer in the schedule', hint)
    if len(known.vanished) > _MOST_VANISHED:
        note(f"{len(known.vanished) - _MOST_VANISHED} more that were picked are no longer in it")
    return frozenset(known.here)


def quietly_picked_ids(schedule: Schedule, name: str | None, *, old: Schedule | None = None) -> frozenset[str]:
    """Return what picked_ids does, or the ids in an *old* schedule of what is picked: nothing is said or set aside."""
    from ungacli import picks
    from ungacli.cli.sources import data_folder

    kept = picks.read(data_folder(), schedule, mend=False)
    return frozenset(picks.matched(kept.of(name), old or schedule).here)


def tell_of_damage(aside: Path | None) -> None:
    """Say that a file of picks was damaged, and where it is now."""
    if aside:
        note(f"what was picked could not be read, and is now in {aside}", "it is text, which may be mended by hand")


def moment(text: str | None, schedule: Schedule) -> datetime:
    """Return what *text* has for now, by the clock of *schedule*; without it, the machine's."""
    now = datetime.now(schedule.timezone)
    if text is None:
        return now
    from ungacli.when.days import known_days
    from ungacli.when.moments import parse_moment

    return parse_moment(text, known=known_days(schedule), now=now)
