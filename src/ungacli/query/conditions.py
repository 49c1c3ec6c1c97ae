"""Filter options as typed, what they refer to, and the conditions on events that they are compiled to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from math import inf
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from ungacli.model import Event, OrganizerRole, Participant, Role, Schedule, SpeakerRole
from ungacli.query.lookup import ROLES, ParticipantKind, find_participant, find_word
from ungacli.query.text_search import event_text

if TYPE_CHECKING:
    from ungacli.when.day_options import ScheduleDays

ALWAYS = (-inf, inf)
_MOST = 10
_LONGEST_LABEL = 80


class Filters(NamedTuple):
    """Filter options as typed: an event has one of the values of each field.

    *query* and *where* are texts in the filter language. *selection* names the owner of the picks that *picked* and
    `is:picked` refer to, None for the user.
    """

    date: Sequence[str] = ()
    from_: Sequence[str] = ()
    to: Sequence[str] = ()
    time: Sequence[str] = ()
    speaker: Sequence[str] = ()
    organizer: Sequence[str] = ()
    role: Sequence[str] = ()
    topic: Sequence[str] = ()
    status: Sequence[str] = ()
    mode: Sequence[str] = ()
    where: Sequence[str] = ()
    query: str | None = None
    picked: bool = False
    selection: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether every event matches."""
        return not any(value or value == "" for value in self._replace(selection=None))

    def of_participant(self, kind: ParticipantKind, name: str) -> "list[Filters]":
        """Return these filters for the events of the speaker or organizer *name*, whose role *role* is then."""
        own: dict[str, Any] = {kind: [name]}
        return [Filters(**own), self] if getattr(self, kind) else [self._replace(**own)]

    def roles_of(self, kind: ParticipantKind) -> list[Role]:
        """Return the roles to list everyone of *kind* in; none if *role* is that of another participant.

        Raises QuestionError for an unknown role.
        """
        roles = [find_word("role", text, ROLES) for text in self.role]
        own = SpeakerRole if kind == "speaker" else OrganizerRole
        is_theirs = not self.speaker and not getattr(self, kind) and all(isinstance(role, own) for role in roles)
        return roles if is_theirs else []


@dataclass(frozen=True, slots=True)
class QueryContext:
    """The *schedule* that a query is about, in whose zone days and times are, its *days*, and the moment *now*.

    *picked* returns the ids of the events that *selection* picked. *named* are the speakers and organizers named
    beside a role, which is then theirs.
    """

    schedule: Schedule
    days: "ScheduleDays"
    now: datetime
    picked: Callable[[], frozenset[str]]
    selection: str | None
    named: Mapping[ParticipantKind, Sequence[Participant]]
    _participants: dict[tuple[ParticipantKind, str], Participant] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)

    def participant(self, kind: ParticipantKind, name: str) -> Participant:
        """Return the one speaker or organizer that *name* matches; QuestionError if none or several."""
        if (kind, name) not in self._participants:
            self._participants[kind, name] = find_participant(self.schedule, kind, name)
        return self._participants[kind, name]

    def text(self, event: Event) -> str:
        """Return the text of *event* that words are looked for in, folded once for all of them."""
        if event.uid not in self._texts:
            self._texts[event.uid] = event_text(event)
        return self._texts[event.uid]


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


def joined_labels(conditions: Sequence[Condition]) -> str:
    """Return the labels of *conditions*: `2024-09-23, speaker Amy Pope`.

    Each is cut to at most _LONGEST_LABEL characters, and of many only the first are named.
    """
    labels = [condition.label for condition in conditions]
    if len(labels) > _MOST:
        labels = [*labels[: _MOST - 1], f"{len(labels) - _MOST + 1} more"]
    return ", ".join(label if len(label) < _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 2]} …" for label in labels)


def joined(conditions: Sequence[Condition], joint: Literal["and", "or"]) -> Condition:
    """Return the condition that all of *conditions* hold, or that one of them does."""
    meets = any if joint == "or" else all
    starts, ends = zip(*(one.span for one in conditions), strict=True)
    slug = f"-{joint}-".join(one.slug for one in conditions)
    if len(conditions) > 1:
        # Instead of brackets: not-a-or-b is not the same as not (a or b).
        slug = f"{'either' if joint == 'or' else 'both'}-{slug}"
    return Condition(
        f"({f' {joint} '.join(one.label for one in conditions)})",
        lambda event: meets(one.holds(event) for one in conditions),
        slug,
        len(conditions) == 1 and conditions[0].personal,
        lambda events: next(filter(None, (one.hint(events) for one in conditions)), None),
        tuple(word for one in conditions for word in one.words),
        (min(starts), max(ends)) if joint == "or" else (max(starts), min(ends)),
    )


def select(schedule: Schedule, conditions: Sequence[Condition]) -> Schedule:
    """Return *schedule* with the events that meet all *conditions*."""
    if not conditions:
        return schedule
    whole = joined(conditions, "and")
    events = schedule.events if whole.span == ALWAYS else schedule.during(*whole.span)
    return replace(schedule, events=tuple(filter(whole.holds, events)))


class Emptied(NamedTuple):
    """The *condition* after which no event was left, what meets all *others*, and what helps about it."""

    condition: Condition
    others: Schedule
    hint: str | None


def emptied_by(schedule: Schedule, conditions: Sequence[Condition]) -> Emptied | None:
    """Return the first of the conditions, in their order, after which no event of *schedule* is left."""
    before = schedule
    for condition in conditions:
        after = select(before, [condition])
        if not after.events:
            others = select(schedule, [one for one in conditions if one is not condition])
            return Emptied(condition, others, condition.hint(others.events or before.events))
        before = after
    return None


class State(StrEnum):
    """The state of an event at a moment."""

    PAST = "past"
    NOW = "now"
    UPCOMING = "upcoming"


def state_at(event: Event, now: float) -> State:
    """Return the state of *event* at *now*, in seconds since 1970 in UTC; it is on until just before its end."""
    if event.start.timestamp() > now:
        return State.UPCOMING
    return State.NOW if event.end.timestamp() > now else State.PAST


def in_state(state: State, moment: datetime) -> Condition:
    """Return the condition that an event is in *state* at an aware *moment*."""
    now = moment.timestamp()
    spans = {State.PAST: (-inf, now), State.NOW: (now, now + 1), State.UPCOMING: (now, inf)}
    hint = f"{state} is seen at {moment:%Y-%m-%d %H:%M}, which --at changes"
    return Condition(
        state.value, lambda event: state_at(event, now) is state, f"is-{state}", hint=lambda _: hint, span=spans[state]
    )
