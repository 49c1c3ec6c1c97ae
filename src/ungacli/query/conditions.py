"""Conditions on events: what they are about, one, several joined, and the events of a schedule that meet them."""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace
from datetime import datetime
from functools import cache, cached_property
from math import inf
from typing import NamedTuple

from ungacli.errors import QuestionError
from ungacli.model import Event, Participant, Schedule
from ungacli.names import fold
from ungacli.query.lookup import EVERYONE, FIND, ParticipantKind
from ungacli.query.text_search import event_text
from ungacli.when.questions import KnownDays, known_days

ALWAYS = (-inf, inf)


class Subject:
    """What a query is about: the schedule, by whose clock days and times are, and the moment *now*.

    *picked* returns the ids of the picked events, found out when it is first called, and *selection* is whose they are.
    *people* and *hosts* are the speakers and organizers named beside a role, which then is theirs.
    """

    def __init__(
        self,
        schedule: Schedule,
        now: datetime,
        picked: Callable[[], frozenset[str]] = frozenset,
        selection: str | None = None,
    ) -> None:
        self.schedule = schedule
        self.now = now
        self.picked = cache(picked)
        self.selection = selection
        self.people: tuple[Participant, ...] = ()
        self.hosts: tuple[Participant, ...] = ()
        self._parties: dict[tuple[ParticipantKind, str], Participant | QuestionError] = {}
        self._words: dict[ParticipantKind, frozenset[str]] = {}
        self._texts: dict[str, str] = {}

    def beside(self, people: Sequence[Participant], hosts: Sequence[Participant]) -> "Subject":
        """Return the same with *people* and *hosts* named too."""
        more = copy(self)
        more.people, more.hosts = (*self.people, *people), (*self.hosts, *hosts)
        return more

    def party(self, kind: ParticipantKind, name: str) -> Participant:
        """Return the one speaker or organizer whom *name* means; QuestionError if it is nobody or several."""
        if (kind, name) not in self._parties:
            try:
                self._parties[kind, name] = FIND[kind](self.schedule, name)
            except QuestionError as error:
                self._parties[kind, name] = error
        found = self._parties[kind, name]
        if isinstance(found, QuestionError):
            raise found
        return found

    def words_of_names(self, kind: ParticipantKind) -> frozenset[str]:
        """Return the folded words in the names of all speakers or organizers."""
        if kind not in self._words:
            spellings = [spelling for party, _ in EVERYONE[kind](self.schedule) for spelling in party.spellings]
            self._words[kind] = frozenset(word for spelling in spellings for word in fold(spelling).split())
        return self._words[kind]

    @cached_property
    def days(self) -> KnownDays:
        """The days of the schedule."""
        return known_days(self.schedule)

    def text(self, event: Event) -> str:
        """Return the text of *event* that words are looked for in, folded once for all of them."""
        if event.uid not in self._texts:
            self._texts[event.uid] = event_text(event)
        return self._texts[event.uid]

    def local(self, event: Event) -> Event:
        """Return *event* by the clock of the schedule."""
        return event.in_zone(self.schedule.timezone)


class Condition(NamedTuple):
    """One thing asked of an event.

    *label* says what in a word or two, *slug* does so in a file's name, *personal* tells that it
    picks one person's events, *hint* gives what to know when none of some events meets it, and
    *words* are the folded phrases to mark where it holds. *span* are the instants, in seconds since 1970
    in UTC, between which everything goes on that can meet it.
    """

    label: str
    holds: Callable[[Event], bool]
    slug: str
    personal: bool = False
    hint: Callable[[Sequence[Event]], str | None] = lambda _: None
    words: tuple[str, ...] = ()
    span: tuple[float, float] = ALWAYS


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
        # What brackets would tell: not-a-or-b is another question than not (a or b).
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
