"""What a listing can say of an event, a person or an organization: one column a fact."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from ungacli import phrases
from ungacli.errors import QuestionError
from ungacli.model import Event, Organizer, Participant, Schedule, Speaker
from ungacli.names import fold, suggestion
from ungacli.query.lookup import Involvement
from ungacli.record import Record, event_record
from ungacli.render import time_text
from ungacli.render.data import participant_record, total_duration
from ungacli.render.time_text import iso_duration

Item = TypeVar("Item", "ListedEvent", "ListedParticipant")


class ListedEvent:
    """An *event* in its own zone, the same by the *local* clock of the listing, and the zones of other clocks *also*.

    In the agenda *of* one participant the role in it is theirs.
    """

    def __init__(
        self, event: Event, local: Event, also: Sequence[ZoneInfo] = (), of: Participant | None = None
    ) -> None:
        self.event = event
        self.thing = event
        self.local = local
        self.also = also
        self.of = of

    @cached_property
    def record(self) -> Record:
        """The event as JSON has it."""
        return event_record(self.event)


class ListedParticipant:
    """A person or organization that takes part in *events*."""

    def __init__(self, participant: Participant, events: Sequence[Event]) -> None:
        self.participant = participant
        self.events = events
        self.thing = (participant, events)

    @cached_property
    def record(self) -> Record:
        """The person or organization as JSON has it."""
        return participant_record(self.participant, self.events)


class Column(NamedTuple, Generic[Item]):
    """A fact: its *value* as JSON has it, the same as *text*, and what to *order* by."""

    value: Callable[[Item], Any]
    text: Callable[[Item], str]
    order: Callable[[Item], Any]


class Columns(NamedTuple, Generic[Item]):
    """All that a listing can say, by name, and which of it each format has by *default*."""

    all: dict[str, Column[Item]]
    default: Mapping[str, Sequence[str]]

    def named(self, texts: Sequence[str]) -> list[str]:
        """Return the names that *texts* list between commas, each once; QuestionError for one that does not exist."""
        return list(dict.fromkeys(self._known(name.strip()) for text in texts for name in text.split(",")))

    def _known(self, name: str) -> str:
        if name.casefold() in self.all:
            return name.casefold()
        among = f"the columns are {', '.join(self.all)}"
        raise QuestionError(f'there is no column "{name}"', hint=lambda: suggestion(name, self.all, among))


def listed_events(
    schedule: Schedule, *, also: Sequence[ZoneInfo] = (), of: Participant | None = None
) -> list[ListedEvent]:
    """Return the events of *schedule* for a listing by its time_text."""
    pairs = zip(schedule.events, schedule.local_events, strict=True)
    return [ListedEvent(event, local, also, of) for event, local in pairs]


def listed_participants(involvements: Sequence[Involvement]) -> list[ListedParticipant]:
    """Return people or organizations for a listing."""
    return [ListedParticipant(one, events) for one, events in involvements]


def arranged(
    items: Sequence[Item], columns: Columns[Item], *, sort: Sequence[str], reverse: bool, limit: int | None
) -> list[Item]:
    """Return at most *limit* of *items*, in the order of the columns *sort*, what is not known last either way."""
    ordered = list(items)
    if reverse:
        ordered.reverse()
    for name in reversed(sort):
        column = columns.all[name]
        ordered.sort(key=column.order, reverse=reverse)
        # Not as part of the order, which may be reversed.
        ordered.sort(key=lambda item: not column.text(item))
    return ordered[:limit]


def records(items: Sequence[Item], columns: Columns[Item], names: Sequence[str] | None) -> list[Record]:
    """Return *items* as JSON has them: the columns *names* alone, or without any the whole documented record."""
    if names is None:
        return [item.record for item in items]
    return [{name: columns.all[name].value(item) for name in names} for item in items]


def rows(
    items: Sequence[Item], columns: Columns[Item], names: Sequence[str], *, exact: bool = False
) -> list[list[str]]:
    """Return the columns *names* of *items* as text for people, or *exact* as JSON has it where that is text."""
    return [[_cell(columns.all[name], item, exact=exact) for name in names] for item in items]


def _cell(column: Column[Item], item: Item, *, exact: bool) -> str:
    value = column.value(item) if exact else None
    return value if isinstance(value, str) else column.text(item)


def _fact(name: str, text: Callable[[Any], str | None], order: Callable[[Any], Any] | None = None) -> Column[Any]:
    """Return the column of a key of the record."""
    return _derived(lambda item: item.record.get(name), text, order)


def _derived(
    value: Callable[[Any], Any], text: Callable[[Any], str | None], order: Callable[[Any], Any] | None = None
) -> Column[Any]:
    def words(item: Any) -> str:
        return text(item) or ""

    return Column(value, words, order or (lambda item: fold(words(item))))


def _own(name: str) -> Column[Any]:
    """Return the column of a key of the record whose value is text or nothing."""
    return _fact(name, lambda item: item.record.get(name))


def _speaker(part: Speaker) -> str:
    words = phrases.speaker_part(part)
    return part.person.name if words == "speaker" else f"{part.person.name} ({words})"


def _organizer(part: Organizer) -> str:
    return f"{part.participant.label} ({phrases.organizer_part(part)})"


def _role(listed: ListedEvent) -> str:
    parts = phrases.own_parts(listed.event, listed.of, in_full=False) if listed.of else []
    return _list([words for _, words in parts])


def _list(words: Sequence[str]) -> str:
    # An office-holder has commas already.
    return "; ".join(words)


def _start(listed: ListedEvent) -> float:
    return listed.event.start.timestamp()


def _day(listed: ListedEvent) -> str:
    return listed.local.start.date().isoformat()


_EVENT: dict[str, Column[ListedEvent]] = {
    "id": _own("id"),
    "title": _fact("title", lambda listed: phrases.event_title(listed.event), lambda listed: fold(listed.event.title)),
    "start": _fact("start", lambda listed: listed.event.start.isoformat(), _start),
    "end": _fact("end", lambda listed: listed.event.end.isoformat(), lambda listed: listed.event.end.timestamp()),
    "timezone": _own("timezone"),
    "status": _own("status"),
    "mode": _own("mode"),
    "location": _own("location"),
    "speakers": _fact("speakers", lambda listed: _list([_speaker(part) for part in listed.event.speakers])),
    "organizers": _fact("organizers", lambda listed: _list([_organizer(part) for part in listed.event.organizers])),
    "audience": _own("audience"),
    "topics": _fact("topics", lambda listed: _list(listed.event.topics)),
    "documents": _fact("documents", lambda listed: _list([phrases.document(one) for one in listed.event.documents])),
    "summary": _own("summary"),
    "url": _own("url"),
    "contact": _own("contact"),
    "note": _own("note"),
    "uid": _own("uid"),
    "schedule": _own("schedule"),
    "sources": _fact("sources", lambda listed: _list(listed.event.sources)),
    "date": _derived(_day, _day),
    "time": _derived(
        lambda listed: time_text.times(listed.local),
        lambda listed: "; ".join([time_text.times(listed.local), *time_text.other_times(listed.local, listed.also)]),
        lambda listed: listed.local.start.time(),
    ),
    "duration": _derived(
        lambda listed: iso_duration(listed.event.duration),
        lambda listed: time_text.duration(listed.event.duration),
        lambda listed: listed.event.duration,
    ),
}


def _defaults(whole: Sequence[str], plain: Sequence[str], markdown: Sequence[str]) -> dict[str, Sequence[str]]:
    return {"csv": whole, "tsv": whole, "plain": plain, "markdown": markdown}


_WHOLE_EVENT = [name for name in _EVENT if name not in {"date", "time", "duration"}]
EVENTS = Columns(
    _EVENT,
    _defaults(
        _WHOLE_EVENT,
        ("date", "time", "id", "title", "speakers"),
        ("date", "time", "title", "speakers", "organizers"),
    ),
)
AGENDA = Columns(
    {**_EVENT, "role": _derived(_role, _role)},
    _defaults(
        [*_WHOLE_EVENT, "role"],
        ("date", "time", "id", "role", "title"),
        ("date", "time", "role", "title", "speakers", "organizers"),
    ),
)
"""Of the agenda of one speaker or organizer."""


def _total(listed: ListedParticipant) -> timedelta:
    return total_duration(listed.events)


_PARTICIPANT: dict[str, Column[ListedParticipant]] = {
    **{name: _own(name) for name in ("id", "name", "type", "honorific", "honorific_suffix", "office", "organization")},
    **{name: _own(name) for name in ("acronym", "kind")},
    "aliases": _fact("aliases", lambda listed: _list(listed.participant.aliases)),
    "events": _fact(
        "events", lambda listed: _list([event.id for event in listed.events]), lambda listed: len(listed.events)
    ),
    "duration": _fact("duration", lambda listed: time_text.duration(_total(listed)), _total),
}


SPEAKERS = Columns(
    _PARTICIPANT,
    _defaults(
        list(_PARTICIPANT),
        ("id", "name", "office", "organization", "duration", "events"),
        ("name", "office", "organization", "duration", "events"),
    ),
)
ORGANIZERS = Columns(
    _PARTICIPANT,
    _defaults(
        list(_PARTICIPANT),
        ("id", "name", "kind", "duration", "events"),
        ("name", "acronym", "kind", "duration", "events"),
    ),
)
