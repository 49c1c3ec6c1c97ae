"""What is asked of an event: one condition, and several joined."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from ungacli.indexed import Indexed
from ungacli.model import Event, Schedule

Positions = range | set[int]
Among = Callable[[Indexed[Event], Positions], Positions]
"""What finds, in an index, positions among some."""


class Condition(NamedTuple):
    """One thing asked of an event.

    *label* says what in a word or two, *slug* does so in a file's name, *personal* tells that it
    picks one person's events, *hint* gives what to know when none of some events meets it, and
    *words* are the folded phrases to mark where it holds. *among* finds the positions in an
    index, of some, among which are all events that meet it, or *just* these; without it they may be anywhere.
    """

    label: str
    holds: Callable[[Event], bool]
    slug: str
    personal: bool = False
    hint: Callable[[Sequence[Event]], str | None] = lambda _: None
    words: tuple[str, ...] = ()
    among: Among | None = None
    just: bool = False


def within(found: Callable[[Indexed[Event]], Iterable[int]]) -> Among:
    """Return what gives, of some positions, those that are *found* in an index."""
    return lambda events, of: {place for place in found(events) if place in of}


_MOST = 10


def told(conditions: Sequence[Condition], *, longest: int = 80) -> str:
    """Return what *conditions* ask in their words: `2024-09-23, speaker Amy Pope`.

    Of each at most *longest* characters are told, and of many the first.
    """
    labels = [condition.label for condition in conditions]
    if len(labels) > _MOST:
        labels = [*labels[: _MOST - 1], f"{len(labels) - _MOST + 1} more"]
    return ", ".join(label if len(label) < longest else f"{label[: longest - 2]} …" for label in labels)


_BEFORE = {"or": "either", "and": "both"}


def any_of(conditions: Sequence[Condition], label: str) -> Condition:
    """Return the condition, called *label*, that one of *conditions* holds."""
    joined = _joined(conditions, label, "or", lambda event: any(condition.holds(event) for condition in conditions))
    among = [condition.among for condition in conditions if condition.among]
    if len(among) < len(conditions):
        return joined
    return joined._replace(among=lambda events, of: {place for found in among for place in found(events, of)})


def all_of(conditions: Sequence[Condition], label: str) -> Condition:
    """Return the condition, called *label*, that all of *conditions* hold."""
    joined = _joined(conditions, label, "and", lambda event: all(condition.holds(event) for condition in conditions))
    return joined._replace(among=_among(conditions))


def _among(conditions: Sequence[Condition]) -> Among | None:
    """Return what finds the events among which are all that meet each of *conditions*, or None."""
    # Words are looked for in the texts of as few as possible.
    among = [condition.among for condition in sorted(conditions, key=lambda one: len(one.words)) if condition.among]
    if not among:
        return None

    def of_all(events: Indexed[Event], of: Positions) -> Positions:
        for found in among:
            of = found(events, of)
        return of

    return of_all


def _joined(conditions: Sequence[Condition], label: str, joint: str, holds: Callable[[Event], bool]) -> Condition:
    words = f"-{joint}-".join(condition.slug for condition in conditions)
    return Condition(
        label,
        holds,
        # What brackets would tell: not-a-or-b is another question than not (a or b).
        f"{_BEFORE[joint]}-{words}" if len(conditions) > 1 else words,
        len(conditions) == 1 and conditions[0].personal,
        lambda events: next(filter(None, (condition.hint(events) for condition in conditions)), None),
        tuple(word for condition in conditions for word in condition.words),
        just=all(condition.just for condition in conditions),
    )


def negated(condition: Condition) -> Condition:
    """Return the condition that *condition* does not hold; nothing is marked for it."""
    opposite = Condition(f"not {condition.label}", lambda event: not condition.holds(event), f"not-{condition.slug}")
    found = condition.among
    if found is None or not condition.just:
        return opposite
    return opposite._replace(among=lambda events, of: {*of}.difference(found(events, of)), just=True)


def select(schedule: Schedule, asked: Sequence[Condition]) -> Schedule:
    """Return *schedule* with the events that meet all conditions; of those in an index no others are made."""
    if not asked:
        return schedule
    events, left = schedule.events, asked
    among = _among(asked)
    if among and isinstance(events, Indexed):
        events, left = (
            events.at(among(events, range(len(events)))),
            [condition for condition in asked if not condition.just],
        )
    return replace(
        schedule, events=tuple([event for event in events if all(condition.holds(event) for condition in left)])
    )


class Emptied(NamedTuple):
    """The *condition* after which no event was left, and what meets all *others*, or the ones *before* it."""

    condition: Condition
    others: Schedule
    before: Schedule

    @property
    def hint(self) -> str | None:
        """What to know about the condition and the events that it was asked of."""
        return self.condition.hint(self.others.events or self.before.events)


def emptied_by(schedule: Schedule, asked: Sequence[Condition]) -> Emptied | None:
    """Return the first of the conditions, in their order, after which no event of *schedule* is left."""
    before = schedule
    for condition in asked:
        after = select(before, [condition])
        if not after.events:
            return Emptied(condition, select(schedule, [one for one in asked if one is not condition]), before)
        before = after
    return None
