"""What is on now and what comes next, each with a countdown."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from rich.console import Group, RenderableType
from rich.text import Text

from ungacli.model import Schedule
from ungacli.planning.upcoming import Outlook, State, Turn
from ungacli.render import clock
from ungacli.render.agenda import View, card, times_in
from ungacli.render.style import DAY, OWN, QUIET, TIME, TITLE
from ungacli.render.text import lines, plain


def drawn(schedule: Schedule, seen: Outlook, view: View) -> Iterator[RenderableType]:
    """Yield the title of *schedule*, how things stand at the moment, and a card for each event to look at."""
    shown = replace(schedule, events=tuple(turn.event for turn in seen.turns))
    moment = f"{clock.day(seen.now.date())}, {seen.now:%H:%M}"
    yield Group(
        plain(schedule.title, TITLE),
        plain(f"{moment}: {_standing(seen)}\n{times_in(shown, view.also)}", QUIET),
    )
    for turn in seen.turns:
        day = Text(clock.day(turn.event.start.date()), style=DAY)
        yield Group(Text(), lines([_countdown(turn), day, card(turn.event, view)]))


def _standing(seen: Outlook) -> str:
    """Return how things stand in a few words."""
    first, *_ = seen.turns
    if on := seen.of(State.NOW):
        return f"{clock.count(on)} on now"
    if first.starts_in is None:
        ago = timedelta(seconds=seen.now.timestamp() - first.event.end.timestamp())
        return f"over, the last event ended {clock.countdown(ago)} ago"
    coming = f"the {'next' if seen.begun else 'first'} event is in {clock.countdown(first.starts_in)}"
    return f"{'nothing is on now' if seen.begun else 'not begun'}, {coming}"


def _countdown(turn: Turn) -> Text:
    if turn.starts_in is not None:
        return Text(f"in {clock.countdown(turn.starts_in)}", style=TIME)
    if turn.ends_in is not None:
        return Text(f"on now, ends in {clock.countdown(turn.ends_in)}", style=OWN)
    return Text("over", style=QUIET)
