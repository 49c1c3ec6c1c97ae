"""What a command works on: the schedule in use and the events that were asked for."""

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from ungacli import dataset
from ungacli.cli.options import SourceOptions
from ungacli.cli.terminal import note
from ungacli.model import Schedule
from ungacli.query.filters import Condition, Filters, conditions, select
from ungacli.render.empty import nothing_found
from ungacli.when import parse_zone


def open_schedule(source: SourceOptions) -> Schedule:
    """Return the schedule that *source* names, told by the clock that it asks for; warnings are noted."""
    schedule, warnings = dataset.read(source.events, cache_folder=cache_folder())
    for warning in warnings:
        note(warning, kind="warning")
    return schedule.in_zone(parse_zone(source.tz)) if source.tz is not None else schedule


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


def ask(schedule: Schedule, *filters: Filters) -> tuple[Schedule, Sequence[Condition]]:
    """Return *schedule* with the events that all *filters* let through, and what they ask; say if none is left."""
    today = datetime.now(schedule.timezone).date()
    asked = [condition for one in filters for condition in conditions(one, schedule, today=today)]
    found = select(schedule, asked)
    if not found.events:
        note(*nothing_found(schedule, asked))
    return found, asked
