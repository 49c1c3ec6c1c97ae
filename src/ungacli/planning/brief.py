"""A brief for a day of events: the gaps between them, what is not confirmed, and the person or event it is about."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain, groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ungacli import phrases
from ungacli.errors import QuestionError
from ungacli.model import Event, Mode, Participant, Role, Schedule, Status
from ungacli.names import ambiguous, matching, suggestion
from ungacli.planning.busy_time import Span, overlapping, span_of, takes_time
from ungacli.query.lookup import KINDS, find_event, involvements

NO_VENUE = "venue not published"


class Near(NamedTuple):
    """Another *event*, and the time between it and the entry, or how long both go on."""

    event: Event
    length: timedelta


class Entry(NamedTuple):
    """One *event*, by the clock of the schedule, its own *zone*, and the *part* of the subject in it, in words.

    *before* is the event that ends last before it on its day, *after* the one that starts first after it: the
    lengths are the time free of events. *overlaps* are those that go on at the same time. A cancelled entry
    has none of these.
    """

    event: Event
    zone: ZoneInfo
    part: str | None = None
    before: Near | None = None
    after: Near | None = None
    overlaps: tuple[Near, ...] = ()
    is_off: bool = False


class Open(NamedTuple):
    """What is not confirmed yet of an *event*, or of all if it is None; *who* names the participants concerned."""

    event: Event | None
    what: str
    who: str = ""

    @property
    def in_full(self) -> str:
        """What is open, with all the names."""
        return f"{self.what}: {self.who}" if self.who else self.what


class Brief(NamedTuple):
    """The entries under their days, in order of time, and all that is not confirmed in them.

    *page* is the one on which all of several events were published.
    """

    title: str
    of: Participant | None
    days: tuple[tuple[date, tuple[Entry, ...]], ...]
    unconfirmed: tuple[Open, ...]
    page: str | None = None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries of all days."""
        return tuple(entry for _, entries in self.days for entry in entries)

    @property
    def events(self) -> tuple[Event, ...]:
        """The events of all days."""
        return tuple(entry.event for entry in self.entries)


def brief_subject(schedule: Schedule, text: str) -> Participant | Event:
    """Return the one person, organization or event of *schedule* that *text* names, by the whole name or a part.

    A whole name, id or title goes before a part of one, and before both what is spelt just so. Raises
    QuestionError if it is none or several.
    """
    participants = dict.fromkeys(one for kind in KINDS for one, _ in involvements(schedule, kind))
    spellings: list[tuple[Sequence[str], Participant | Event]] = [
        *((one.spellings, one) for one in participants),
        *(((event.id, event.title), event) for event in schedule.events),
    ]
    # As they stand, DRC is a country and drc an event.
    literal: list[Participant | Event] = [one for one in participants if text in one.names]
    literal += [event for event in schedule.events if text in {event.id, event.title}]
    matches = literal if len(literal) == 1 else matching(text, spellings)
    if matches and all(isinstance(one, Event) for one in matches):
        return find_event(schedule, text)
    if len(matches) == 1:
        return matches[0]
    if matches:
        names = [one.title if isinstance(one, Event) else one.name for one in matches]
        raise ambiguous(text, f"{len(matches)} people, organizers or events", names, ids=[one.id for one in matches])
    near = [spelling for one in participants for spelling in one.spellings] + [event.id for event in schedule.events]
    otherwise = "`ungacli speaker`, `ungacli organizer` and `ungacli list` list the names and events"
    raise QuestionError(
        f'no person, organizer or event matches "{text}"', hint=lambda: suggestion(text, near, otherwise)
    )


def agenda_of(schedule: Schedule, participant: Participant, roles: Sequence[Role] = ()) -> list[Event]:
    """Return the events in which *participant* speaks or organizes, in one of *roles* if any, in order of time."""
    return [
        event
        for event in schedule.events
        if any(participant in part.represents and (not roles or part.role in roles) for part in event.roles)
    ]


def compose(
    schedule: Schedule, events: Sequence[Event], *, of: Participant | None = None, notes: bool = False
) -> Brief:
    """Return the brief on *events*, which are in order of time, by the clock of *schedule*'s zone.

    Gaps are those in the whole agenda of the participant that it is *of*, else those among *events*. The
    private notes are in it with *notes* alone.
    """
    local = [event.in_zone(schedule.timezone) for event in events]
    if not notes:
        local = [replace(event, note=None) for event in local]
    whole = {event.id: event for event in local}
    if of:
        whole |= {event.id: event.in_zone(schedule.timezone) for event in agenda_of(schedule, of)}
    near = _neighbours(event for event in whole.values() if takes_time(event, [of] if of else []))
    entries = [
        Entry(
            event,
            original.timezone,
            phrases.several(words for _, words in phrases.own_parts(event, of)) if of else None,
            *near.get(event.id, (None, None, ())),
            is_off=event.id not in near,
        )
        for original, event in zip(events, local, strict=True)
    ]
    days = groupby(entries, key=lambda entry: entry.event.start.date())
    pages = {event.url for event in local}
    return Brief(
        f"Brief for {of.name}" if of else f"Brief: {schedule.title}",
        of,
        tuple((day, tuple(group)) for day, group in days),
        tuple(_unconfirmed(local)),
        pages.pop() if len(pages) == 1 and len(local) > 1 else None,
    )


def _neighbours(events: Iterable[Event]) -> dict[str, tuple[Near | None, Near | None, tuple[Near, ...]]]:
    """Return for the id of each of *events* those before, after and beside it on the day on which it starts."""
    events = sorted(events, key=lambda event: event.start.timestamp())
    spans = [*map(span_of, events)]
    starts = [span.start for span in spans]
    # Of several that end together the one that starts first comes last.
    by_end = sorted(range(len(events)), key=lambda index: (spans[index].end, -index))
    ends = [spans[index].end for index in by_end]
    result = {}
    for event, span, indexes in zip(events, spans, overlapping(spans), strict=True):
        # An overlapping event that starts earlier or ends later leaves no time free.
        around = [span, *(spans[index] for index in indexes)]
        whole = Span(min(one.start for one in around), max(one.end for one in around))
        ended, following = by_end[: bisect_right(ends, whole.start)], bisect_left(starts, whole.end)
        before = after = None
        if ended and (events[ended[-1]].end - timedelta.resolution).date() >= event.start.date():
            before = Near(events[ended[-1]], whole.gap(spans[ended[-1]]))
        if following < len(events) and events[following].start.date() == event.start.date():
            after = Near(events[following], whole.gap(spans[following]))
        overlaps = tuple(Near(events[index], span.overlap(spans[index])) for index in indexes)
        result[event.id] = (before, after, overlaps)
    return result


def open_of(event: Event) -> Iterator[Open]:
    """Yield what is not confirmed of *event*: itself, its speakers, its organizers, its venue."""
    if event.status is Status.CANCELLED:
        return
    if event.status is Status.TENTATIVE:
        yield Open(event, "the event itself")
    for part in event.speakers:
        if part.status is Status.TENTATIVE:
            words = phrases.role_words(part.role) + (f", {part.mode}" if part.mode else "")
            yield Open(event, words, part.person.name)
    hosts = [part for part in event.organizers if part.status is Status.TENTATIVE]
    for role, number in Counter(part.role for part in hosts).items():
        names = phrases.several(part.participant.name for part in hosts if part.role is role)
        words = phrases.role_words(role)
        yield Open(event, f"{number} {words}s" if number > 1 else words, names)
    if event.location is None and event.mode is not Mode.VIRTUAL:
        yield Open(event, NO_VENUE)


def _unconfirmed(events: Sequence[Event]) -> Iterator[Open]:
    """Yield what is not confirmed of *events*; if all that take place lack a venue, that once for all of them."""
    by_event = [[*open_of(event)] for event in events if event.status is not Status.CANCELLED]
    lacks_venue = [any(one.what == NO_VENUE for one in group) for group in by_event]
    everywhere = len(by_event) > 1 and all(lacks_venue)
    yield from (one for one in chain(*by_event) if not (everywhere and one.what == NO_VENUE))
    if everywhere:
        yield Open(None, NO_VENUE)
