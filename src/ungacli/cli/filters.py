"""What the options of a command select: the events, the picks, the time zones and the current time."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ungacli.cli.files import data_folder
from ungacli.cli.options import FilterOptions
from ungacli.cli.terminal import note
from ungacli.errors import DataError, QuestionError
from ungacli.model import Schedule
from ungacli.phrases import count
from ungacli.query.conditions import Filters

if TYPE_CHECKING:
    from ungacli.query.conditions import Condition


def apply_filters(
    schedule: Schedule, options: FilterOptions, filters: Sequence[Filters] = ()
) -> tuple[Schedule, "Sequence[Condition]"]:
    """Return *schedule* with the events that match *options*, and the conditions; report why none matches.

    *filters* replace those of *options* where a command has conditions of its own.
    """
    now = moment(options.at, schedule)
    every_filter = [one for one in filters or [options.filters()] if not one.is_empty or one.selection is not None]
    if not every_filter:
        return schedule, ()
    # 5 ms for the filter language, only with filters.
    from ungacli.query.compiler import conditions, uses_picks
    from ungacli.query.conditions import select

    if options.for_ is not None and not any(map(uses_picks, every_filter)):
        raise QuestionError("--for names the owner of picks and needs --picked", hint="add --picked")
    picked = cache(lambda: picked_ids(schedule, options.for_))
    every = [condition for one in every_filter for condition in conditions(one, schedule, now=now, picked=picked)]
    matches = select(schedule, every)
    if not matches.events:
        _note_nothing_matches(schedule, every)
    return matches, every


def _note_nothing_matches(schedule: Schedule, every: "Sequence[Condition]") -> None:
    """Report that no event meets every condition, and which events there would be without one of them."""
    from ungacli.query.conditions import emptied_by, joined_labels
    from ungacli.render import time_text

    culprit = emptied_by(schedule, every)
    without, rest = "the schedule has", schedule
    if culprit and len(every) > 1 and culprit.others.events:
        without, rest = f"without {joined_labels([culprit.condition])} there would be", culprit.others
    otherwise = f"{without} {count(rest.events)}, on {time_text.day_list(rest.days)}"
    note(f"no event matches {joined_labels(every)}", (culprit and culprit.hint) or otherwise)


def without_unused_owner(options: FilterOptions) -> FilterOptions:
    """Return *options* without `--for` unless they filter by picks, for commands that use it otherwise too."""
    from ungacli.query.compiler import uses_picks

    return options if uses_picks(options.filters()) else options._replace(for_=None)


def highlighted(conditions: "Sequence[Condition]") -> list[str]:
    """Return the words of *conditions* to highlight, each once."""
    return [*dict.fromkeys(word for condition in conditions for word in condition.words)]


_MOST_VANISHED = 10


def picked_ids(schedule: Schedule, name: str | None) -> frozenset[str]:
    """Return the ids of the events of *schedule* that are picked for *name*, None for the user, and report problems.

    Raises QuestionError if nothing is picked for that name, DataError if picks cannot be read.
    """
    from ungacli import picks
    from ungacli.names import quoted_list, shell_word

    stored = picks.read(data_folder(), schedule)
    report_damage(stored.damaged)
    chosen = stored.of(name)
    if not chosen and stored.names:
        note("you picked nothing yourself", f"there are picks for {quoted_list(stored.names)}: add --for NAME")
    matches = picks.matched(chosen, schedule)
    for pick in matches.vanished[:_MOST_VANISHED]:
        start = f"{pick.start.astimezone(schedule.timezone):%Y-%m-%d %H:%M}"
        forget = "" if name is None else f" --for {shell_word(name)}"
        hint = f"`ungacli unpick {shell_word(pick.id)}{forget}` forgets it"
        note(f'"{pick.title}" ({start}), which was picked, is no longer in the schedule', hint)
    if len(matches.vanished) > _MOST_VANISHED:
        note(f"{len(matches.vanished) - _MOST_VANISHED} more that were picked are no longer in it")
    return frozenset(matches.here)


def quietly_picked_ids(schedule: Schedule, name: str | None, *, old: Schedule | None = None) -> frozenset[str]:
    """Return the ids as picked_ids does, or those of the same picks in *old*, but report and move nothing."""
    from ungacli import picks

    stored = picks.read(data_folder(), schedule, mend=False)
    return frozenset(picks.matched(stored.of(name), old or schedule).here)


def report_damage(aside: Path | None) -> None:
    """Report that a damaged file of picks was moved *aside*."""
    if aside:
        note(f"what was picked could not be read, and is now in {aside}", "it is text, which may be mended by hand")


def moment(text: str | None, schedule: Schedule) -> datetime:
    """Return the current time as *text* names it, or else the machine's, in the zone of *schedule*."""
    now = datetime.now(schedule.timezone)
    if text is None:
        return now
    from ungacli.query.days_and_times import DaysOfSchedule
    from ungacli.when.time_options import parse_moment

    return parse_moment(text, within=DaysOfSchedule(schedule), now=now)


def zones(texts: Sequence[str], schedule: Schedule) -> list[ZoneInfo]:
    """Return the time zones that *texts* name while *schedule* runs, each once; `local` is this machine's."""
    if not texts:
        return []
    from ungacli.when.zones import parse_zone

    moments = [schedule.events[0].start, schedule.events[-1].end]
    named = [parse_zone(text, at=moments, own=schedule.timezone, local=local_zone) for text in texts]
    return [*dict.fromkeys(named)]


def local_zone() -> ZoneInfo:
    """Return the zone that this machine is set to; DataError if it has none."""
    from warnings import catch_warnings, simplefilter

    from tzlocal import reload_localzone

    try:
        with catch_warnings():
            # A machine without any setting would be taken for UTC, with a mere warning.
            simplefilter("error", UserWarning)
            return reload_localzone()
    except (LookupError, ValueError, UserWarning) as error:
        hint = "name the zone instead, such as Europe/Zurich; TZ may name one that there is not"
        raise DataError("could not determine this machine's time zone", hint=hint) from error
