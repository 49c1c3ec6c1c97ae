"""What a command works on: the schedule in use and the events that were asked for."""

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ungacli import dataset
from ungacli.cli.options import SourceOptions
from ungacli.cli.terminal import note
from ungacli.errors import DataError
from ungacli.model import Schedule
from ungacli.query.filters import Filters

if TYPE_CHECKING:
    from ungacli.query.conditions import Condition


def open_schedule(source: SourceOptions) -> Schedule:
    """Return the schedule that *source* names, told by the clock that it asks for; warnings are noted."""
    schedule, warnings = dataset.read(file_named(source.events), cache_folder=cache_folder())
    for warning in warnings:
        note(str(warning), kind=warning.level)
    return schedule.in_zone(zone(source.tz, schedule)) if source.tz is not None else schedule


def file_named(text: Path | str | None) -> Path | None:
    """Return the file that *text* names, in which no shell has put a home for `~`; None without a text."""
    # Unlike Path's own this leaves what is nobody's home as it is.
    return Path(os.path.expanduser(text)) if text else None  # noqa: PTH111


def zone(text: str, schedule: Schedule) -> ZoneInfo:
    """Return the time zone that *text* names while *schedule* runs; `local` is this machine's."""
    from ungacli.when.zones import parse_zone

    def local() -> ZoneInfo:
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

    moments = [schedule.events[0].start, schedule.events[-1].end]
    return parse_zone(text, at=moments, own=schedule.timezone, local=local)


def zones(texts: Sequence[str], schedule: Schedule) -> list[ZoneInfo]:
    """Return the time zones that *texts* name while *schedule* runs, each once."""
    return [*dict.fromkeys(zone(text, schedule) for text in texts)]


def cache_folder() -> Path | None:
    """Return where to keep what was read; UNGACLI_CACHE names another folder, or is "off"."""
    wanted = os.environ.get("UNGACLI_CACHE")
    if wanted:
        return None if wanted.casefold() == "off" else Path(wanted)
    from platformdirs import user_cache_path

    try:
        return user_cache_path("ungacli", appauthor=False)
    except RuntimeError:
        # A user without a home, as in some containers, has no place for it.
        return None


def ask(schedule: Schedule, *filters: Filters, at: str | None) -> tuple[Schedule, "Sequence[Condition]"]:
    """Return *schedule* with the events that all *filters* let through, and what they ask; say if none is left.

    *at* is the moment that is taken for now.
    """
    now = moment(at, schedule)
    given = [one for one in filters if not one.ask_nothing]
    if not given:
        return schedule, ()
    # 5 ms for the filter language, which those who want to see everything never pay.
    from ungacli.query.compiler import conditions
    from ungacli.query.conditions import select

    asked = [condition for one in given for condition in conditions(one, schedule, now=now)]
    found = select(schedule, asked)
    if not found.events:
        from ungacli.render.empty import nothing_found

        note(*nothing_found(schedule, asked))
    return found, asked


def moment(text: str | None, schedule: Schedule) -> datetime:
    """Return what *text* has for now, by the clock of *schedule*; without it, the machine's."""
    now = datetime.now(schedule.timezone)
    if text is None:
        return now
    from ungacli.when.days import known_days
    from ungacli.when.moments import parse_moment

    return parse_moment(text, known=known_days(schedule), now=now)
