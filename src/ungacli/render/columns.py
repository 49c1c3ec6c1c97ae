"""What a listing can show of an event, a person or an organization: one column a fact."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from ungacli import phrases
from ungacli.errors import QuestionError
from ungacli.model import Event, Participant, Schedule, Speaker
from ungacli.names import fold, suggestion
from ungacli.query.lookup import Involvement
from ungacli.record import Record, event_record
from ungacli.render import time_text
from ungacli.render.data import participant_record, total_duration


@dataclass(frozen=True)
class ListedEvent:
    """An event, *thing*, in its own zone, the same in the *local* zone of the listing, and other zones to show *also*.

    In the agenda *of* one participant the role in it is theirs.
    """

    thing: Event
    local: Event
    also: Sequence[ZoneInfo] = ()
    of: Participant | None = None

    @cached_property
    def record(self) -> Record:
        """The event as JSON has it."""
        return event_record(self.thing)


@dataclass(frozen=True)
class ListedParticipant:
    """A person or organization with the events that they take part in, *thing*."""

    thing: Involvement

    @cached_property
    def record(self) -> Record:
        """The person or organization as JSON has it."""
        return participant_record(*self.thing)


Listed = ListedEvent | ListedParticipant


class Column(NamedTuple):
    """A fact: its *value* as JSON has it, the same as *text*, and its key to *order* by."""

    value: Callable[[Any], Any]
    text: Callable[[Any], str]
    order: Callable[[Any], Any]


class Columns(NamedTuple):
    """All columns of a listing by name, and which of them each format has by *default*."""

    all: dict[str, Column]
    default: Mapping[str, Sequence[str]]

    def named(self, texts: Sequence[str]) -> list[str]:
        """Return the names that *texts* list between commas, each once; QuestionError for one that does not exist."""
        names = [name.strip() for text in texts for name in text.split(",")]
        for name in names:
            if name.casefold() not in self.all:
                hint = f"the columns are {', '.join(self.all)}"
                raise QuestionError(f'there is no column "{name}"', hint=partial(suggestion, name, self.all, hint))
        return [*dict.fromkeys(map(str.casefold, names))]

    def arranged(self, items: Sequence[Listed], *, sort: Sequence[str], reverse: bool, limit: int | None) -> list[Any]:
        """Return at most *limit* of *items*, in the order of the columns *sort*, empty values last either way."""
        ordered = list(reversed(items)) if reverse else list(items)
        for name in reversed(sort):
            column = self.all[name]
            ordered.sort(key=column.order, reverse=reverse)
            # Not as part of the order, which may be reversed.
            ordered.sort(key=lambda item: not column.text(item))
        return ordered[:limit]

    def records(self, items: Sequence[Listed], names: Sequence[str] | None) -> list[Record]:
        """Return *items* as JSON has them: the columns *names* alone, or without any the whole documented record."""
        if names is None:
            return [item.record for item in items]
        return [{name: self.all[name].value(item) for name in names} for item in items]

    def rows(self, items: Sequence[Listed], names: Sequence[str], *, exact: bool = False) -> list[list[str]]:
        """Return the columns *names* of *items* as text for people, or *exact* as JSON has it where that is text."""
        cells = []
        for item in items:
            values = [self.all[name].value(item) if exact else None for name in names]
            pairs = zip(names, values, strict=True)
            cells.append([value if isinstance(value, str) else self.all[name].text(item) for name, value in pairs])
        return cells


def listed_events(
    schedule: Schedule, *, also: Sequence[ZoneInfo] = (), of: Participant | None = None
) -> list[ListedEvent]:
    """Return the events of *schedule* for a listing in its zone."""
    pairs = zip(schedule.events, schedule.local_events, strict=True)
    return [ListedEvent(event, local, also, of) for event, local in pairs]


def _column(
    name: str,
    text: Callable[[Any], str | None] | None = None,
    order: Callable[[Any], Any] | None = None,
    value: Callable[[Any], Any] | None = None,
) -> Column:
    """Return the column of a key of the record, or of another *value*, with its *text* unless the value is one."""
    fact = value or (lambda item: item.record.get(name))

    def words(item: Any) -> str:
        return (text or fact)(item) or ""

    return Column(fact, words, order or (lambda item: fold(words(item))))


# An office-holder has commas already.
_list = "; ".join


def _speaker(part: Speaker) -> str:
    words = phrases.part_words(part)
    return part.person.name if words == "speaker" else f"{part.person.name} ({words})"


_WHOLE_EVENT = (
    *("id", "title", "start", "end", "timezone", "status", "mode", "location", "speakers", "organizers"),
    *("audience", "topics", "documents", "summary", "url", "contact", "note", "uid", "schedule", "sources"),
)
_EVENT = {
    **{name: _column(name) for name in _WHOLE_EVENT},
    "title": _column("title", lambda one: phrases.event_title(one.thing), lambda one: fold(one.thing.title)),
    "start": _column("start", order=lambda one: one.thing.start.timestamp()),
    "end": _column("end", order=lambda one: one.thing.end.timestamp()),
    "speakers": _column("speakers", lambda one: _list(map(_speaker, one.thing.speakers))),
    "organizers": _column(
        "organizers",
        lambda one: _list(f"{part.participant.label} ({phrases.part_words(part)})" for part in one.thing.organizers),
    ),
    "topics": _column("topics", lambda one: _list(one.thing.topics)),
    "documents": _column("documents", lambda one: _list(map(phrases.document, one.thing.documents))),
    "sources": _column("sources", lambda one: _list(one.thing.sources)),
    "date": _column("date", value=lambda one: one.local.start.date().isoformat()),
    "time": _column(
        "time",
        lambda one: _list([time_text.times(one.local), *time_text.other_times(one.local, one.also)]),
        lambda one: one.local.start.time(),
        lambda one: time_text.times(one.local),
    ),
    "duration": _column(
        "duration",
        lambda one: time_text.duration(one.thing.duration),
        lambda one: one.thing.duration,
        lambda one: time_text.iso_duration(one.thing.duration),
    ),
}
_ROLE = _column(
    "role", value=lambda one: _list(words for _, words in phrases.own_parts(one.thing, one.of, in_full=False))
)


def _defaults(whole: Sequence[str], plain: str, markdown: str) -> dict[str, Sequence[str]]:
    return {"csv": whole, "tsv": whole, "plain": plain.split(), "markdown": markdown.split()}


EVENTS = Columns(_EVENT, _defaults(_WHOLE_EVENT, "date time id title speakers", "date time title speakers organizers"))
AGENDA = Columns(
    {**_EVENT, "role": _ROLE},
    _defaults((*_WHOLE_EVENT, "role"), "date time id role title", "date time role title speakers organizers"),
)
"""Of the agenda of one speaker or organizer."""

_WHOLE_PARTICIPANT = (
    *("id", "name", "type", "honorific", "honorific_suffix", "office", "organization", "acronym", "kind"),
    *("aliases", "events", "duration"),
)
_PARTICIPANT = {
    **{name: _column(name) for name in _WHOLE_PARTICIPANT},
    "aliases": _column("aliases", lambda one: _list(one.thing[0].aliases)),
    "events": _column("events", lambda one: _list(event.id for event in one.thing[1]), lambda one: len(one.thing[1])),
    "duration": _column(
        "duration",
        lambda one: time_text.duration(total_duration(one.thing[1])),
        lambda one: total_duration(one.thing[1]),
    ),
}
_OFFICES = "name office organization duration events"
SPEAKERS = Columns(_PARTICIPANT, _defaults(_WHOLE_PARTICIPANT, f"id {_OFFICES}", _OFFICES))
ORGANIZERS = Columns(
    _PARTICIPANT,
    _defaults(_WHOLE_PARTICIPANT, "id name kind duration events", "name acronym kind duration events"),
)
