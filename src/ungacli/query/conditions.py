"""Conditions on events: one, several joined, and the events of a schedule that meet them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import inf
from typing import NamedTuple

from ungacli.model import Event, Schedule

ALWAYS = (-inf, inf)


class Condition(NamedTuple):
    """One condition on an event, which *holds* or not.

    *label* names it in a word or two, *slug* in a file's name. A *personal* one selects the events of one person.
    *hint* returns what helps when none of some events meets it. *words* are the folded phrases to mark where it
    holds. *span* are the instants, in seconds since 1970 in UTC, between which every event goes on that can meet it.
    """

    label: str
    holds: Callable[[Event], bool]
    slug: str
    personal: bool = False
    hint: Callable[[Sequence[Event]], str | None] = lambda _: None
    words: tuple[str, ...] = ()
    span: tuple[float, float] = ALWAYS


_MOST = 10
_LONGEST = 80


def joined_labels(conditions: Sequence[Condition]) -> str:
    """Return the labels of *conditions*: `2024-09-23, speaker Amy Pope`.

    Each is cut to at most _LONGEST characters, and of many only the first are named.
    """
    labels = [condition.label for condition in conditions]
    if len(labels) > _MOST:
        labels = [*labels[: _MOST - 1], f"{len(labels) - _MOST + 1} more"]
    return ", ".join(label if len(label) < _LONGEST else f"{label[: _LONGEST - 2]} …" for label in labels)


_BEFORE = {"or": "either", "and": "both"}


def any_of(conditions: Sequence[Condition], label: str) -> Condition:
    """Return the condition, called *label*, that one of *conditions* holds."""
    joined = _joined(conditions, label, "or", lambda event: any(condition.holds(event) for condition in conditions))
    starts, ends = zip(*(condition.span for condition in conditions), strict=True)
    return joined._replace(span=(min(starts), max(ends)))


def all_of(conditions: Sequence[Condition], label: str) -> Condition:
    """Return the condition, called *label*, that all of *conditions* hold."""
    joined = _joined(conditions, label, "and", lambda event: all(condition.holds(event) for condition in conditions))
    return joined._replace(span=_common_span(conditions))


def _common_span(conditions: Sequence[Condition]) -> tuple[float, float]:
    starts, ends = zip(ALWAYS, *(condition.span for condition in conditions), strict=True)
    return max(starts), min(ends)


def _joined(conditions: Sequence[Condition], label: str, joint: str, holds: Callable[[Event], bool]) -> Condition:
    words = f"-{joint}-".join(condition.slug for condition in conditions)
    return Condition(
        label,
        holds,
        # Instead of brackets: not-a-or-b is not the same as not (a or b).
        f"{_BEFORE[joint]}-{words}" if len(conditions) > 1 else words,
        len(conditions) == 1 and conditions[0].personal,
        lambda events: next(filter(None, (condition.hint(events) for condition in conditions)), None),
        tuple(word for condition in conditions for word in condition.words),
    )


def negated(condition: Condition) -> Condition:
    """Return the condition that *condition* does not hold; nothing is marked for it."""
    return Condition(f"not {condition.label}", lambda event: not condition.holds(event), f"not-{condition.slug}")


def select(schedule: Schedule, conditions: Sequence[Condition]) -> Schedule:
    """Return *schedule* with the events that meet all *conditions*."""
    if not conditions:
        return schedule
    span = _common_span(conditions)
    events = schedule.events if span == ALWAYS else schedule.during(*span)
    holds = [condition.holds for condition in conditions]
    return replace(schedule, events=tuple([event for event in events if all(hold(event) for hold in holds)]))


class Emptied(NamedTuple):
    """The *condition* after which no event was left, and what meets all *others*, or the ones *before* it."""

    condition: Condition
    others: Schedule
    before: Schedule

    @property
    def hint(self) -> str | None:
        """What helps about the condition and the events that it was checked on."""
        return self.condition.hint(self.others.events or self.before.events)


def emptied_by(schedule: Schedule, conditions: Sequence[Condition]) -> Emptied | None:
    """Return the first of the conditions, in their order, after which no event of *schedule* is left."""
    before = schedule
    for condition in conditions:
        after = select(before, [condition])
        if not after.events:
            return Emptied(condition, select(schedule, [one for one in conditions if one is not condition]), before)
        before = after
    return None
