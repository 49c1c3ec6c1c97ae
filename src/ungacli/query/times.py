"""The fields that ask when an event takes place and how long it is."""

import re
from collections.abc import Callable
from datetime import date, datetime
from math import inf

from ungacli.model import Event
from ungacli.query.conditions import Condition, Subject
from ungacli.when.questions import Days, parse_day, span, touches
from ungacli.when.ranges import open_days, parse_days


def on_days(text: str, subject: Subject) -> Condition:
    """Return the condition that an event takes place on the days that *text* names."""
    days = parse_days(text, known=subject.days, today=subject.now.date())
    return _on(days, f"{days}", _slug_of(days), subject)


def _on(days: Days, label: str, slug: str, subject: Subject) -> Condition:
    between = span(days, subject.schedule.timezone)
    return Condition(label, lambda event: touches(subject.local(event), days), slug, span=between)


def _slug_of(days: Days) -> str:
    if days.whole:
        return f"{days}".replace(" ", "-")
    if days.last == date.max:
        return f"from-{days.first}"
    return f"to-{days.last}" if days.first == date.min else f"{days}".replace("..", "-to-")


def from_one_day(word: str) -> Callable[[str, Subject], Condition]:
    """Return what reads a day as the condition that an event takes place from it on, or to, before or after it."""

    def read(text: str, subject: Subject) -> Condition:
        day = parse_day(text, known=subject.days, today=subject.now.date())
        return _on(open_days(word, day), f"{day}", f"{word}-{day}", subject)

    return read


def at_times(text: str, subject: Subject) -> Condition:
    """Return the condition that an event takes place at the times of day that *text* names."""
    from ungacli.when.ranges import parse_times, takes_place_at

    times = parse_times(text)
    # What 1-5 was taken for is told; words say it themselves.
    label = str(times) if re.search(r"\d", text) else " ".join(text.split())
    return Condition(label, lambda event: takes_place_at(subject.local(event), times), f"time-{label.replace(':', '')}")


MOMENTS: dict[str, Callable[[Event, float], bool]] = {
    "past": lambda event, now: event.end.timestamp() <= now,
    "now": lambda event, now: event.start.timestamp() <= now < event.end.timestamp(),
    "upcoming": lambda event, now: event.start.timestamp() > now,
}
"""What an event may be at a moment, in seconds since 1970."""


def at_moment(state: str, moment: datetime) -> Condition:
    """Return the condition that an event is in one of the states of MOMENTS at a *moment*."""
    holds, now = MOMENTS[state], moment.timestamp()
    between = {"past": (-inf, now), "now": (now, now + 1), "upcoming": (now, inf)}[state]
    told = f"{state} is seen at {moment:%Y-%m-%d %H:%M}, which --at changes"
    return Condition(state, lambda event: holds(event, now), f"is-{state}", hint=lambda _: told, span=between)


_SIGNS = {"<": "under-", "<=": "at-most-", ">": "over-", ">=": "at-least-"}


def lasting(text: str, subject: Subject) -> Condition:
    """Return the condition that an event is as long as *text* says."""
    from ungacli.when.clocks import parse_length_range

    shortest, longest = parse_length_range(text)
    words = re.sub("[<>]=?", lambda sign: _SIGNS[sign[0]], text).replace("..", "-to-").replace(".", "-")
    return Condition(text, lambda event: shortest <= event.duration <= longest, f"lasting-{words}")
