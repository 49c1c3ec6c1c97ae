"""What a brief says of an event, in words, for every way of drawing it."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ungacli import phrases
from ungacli.model import Event, Mode, Organization, Participant, Speaker, Status
from ungacli.planning.brief import NO_VENUE, Brief, Entry, Near, Open, open_of
from ungacli.record import Record, event_record
from ungacli.render import clock
from ungacli.render.data import iso_duration, party_record

NOTHING_OPEN = "Everything is confirmed."
OPEN = "Not yet confirmed"
_MOST = 3


class Line(NamedTuple):
    """A line of *text*, what it links to, and whether what it says is sure, or beside the point."""

    text: str
    url: str | None = None
    unsure: bool = False
    quiet: bool = False


Fact = tuple[str, Sequence[Line]]
"""A label and what stands beside it."""


def heading(brief: Brief, also: Sequence[ZoneInfo]) -> list[Line]:
    """Return what stands below the title: of whom, how many events on which days, whose clocks, their page."""
    days = [day for day, _ in brief.days]
    lines = [_about(brief.of)] if brief.of else []
    if days:
        lines.append(f"{clock.count(brief.events)}, {clock.days(days[0], days[-1])}")
        others = [clock.zones([event.in_zone(zone) for event in brief.events]) for zone in _others(brief, also)]
        lines.append("; also ".join([f"Times in {clock.zones(brief.events)}", *others]))
    return [*(Line(line) for line in lines if line), *([Line(brief.page, brief.page)] if brief.page else [])]


def times(event: Event) -> str:
    """Return `08:00–09:30, 1 h 30 min`."""
    return f"{clock.times(event)}, {clock.duration(event.duration)}"


def _others(brief: Brief, also: Sequence[ZoneInfo]) -> list[ZoneInfo]:
    return [zone for zone in also if zone != brief.events[0].timezone]


def _about(party: Participant) -> str:
    return party.acronym or "" if isinstance(party, Organization) else phrases.office(party)


def title(event: Event) -> str:
    """Return the title, with a mark if the event is not certain."""
    mark = phrases.certainty(event.status)
    return f"{event.title} ({mark})" if mark else event.title


def facts(brief: Brief, entry: Entry, also: Sequence[ZoneInfo]) -> list[Fact]:
    """Return what there is to say of *entry*, label by label; what is not known is left out or said to be so."""
    event, of = entry.event, brief.of
    speakers = [part for part in event.speakers if part.person != of]
    nobody = (
        [] if not of and event.speakers else [Line("nobody else announced" if of else "nobody announced", quiet=True)]
    )
    rows: list[Fact] = [
        ("Part", [Line(entry.part)] if entry.part else []),
        ("There", [Line(words) for words in clock.other_times(event, [entry.zone], in_full=True)]),
        ("Also", [Line(words, quiet=True) for words in clock.other_times(event, also, in_full=True)]),
        ("Before", _before(brief, entry)),
        ("After", _after(brief, entry)),
        ("Overlaps", list(_overlaps(entry.overlaps))),
        ("Where", [_place(event)]),
        ("With" if of else "Speakers", list(map(_speaker, speakers)) or nobody),
        ("Organizers", list(_organizers(event))),
        ("Audience", _text(event.audience)),
        ("About", _text(event.summary)),
        ("Documents", [Line(phrases.document(paper), paper.url) for paper in event.documents]),
        ("Contact", _text(event.contact)),
        ("Page", [Line(event.url, event.url)] if event.url and not brief.page else []),
        ("TBC", _open(event)),
        ("Note", _text(event.note)),
    ]
    return [(label, lines) for label, lines in rows if lines]


def _text(text: str | None) -> list[Line]:
    return [Line(line) for line in (text or "").splitlines() if line.strip()]


def _before(brief: Brief, entry: Entry) -> list[Line]:
    if near := entry.before:
        return [Line(f"{_length(near)} since {near.event.title} ended at {near.event.end:%H:%M}")]
    return _at_an_end(brief, entry, "first of the day")


def _after(brief: Brief, entry: Entry) -> list[Line]:
    if near := entry.after:
        return [Line(f"{_length(near)} until {near.event.title} at {near.event.start:%H:%M}")]
    return _at_an_end(brief, entry, "last of the day")


def _length(near: Near) -> str:
    return clock.duration(near.length) if near.length else "no time"


def _at_an_end(brief: Brief, entry: Entry, words: str) -> list[Line]:
    return [Line(words)] if not entry.is_off and (brief.of or not brief.is_of_one_event) else []


def _overlaps(overlaps: Sequence[Near]) -> Iterator[Line]:
    for near in overlaps[:_MOST]:
        yield Line(f"overlaps {near.event.title} by {clock.duration(near.length)}", unsure=True)
    if len(overlaps) > _MOST:
        yield Line(f"and {len(overlaps) - _MOST} more", unsure=True)


def _place(event: Event) -> Line:
    virtual = event.mode is Mode.VIRTUAL and not event.location
    words = [event.location or ("" if virtual else phrases.VENUE_NOT_PUBLISHED), event.mode or ""]
    return Line(", ".join(filter(None, words)), quiet=not event.location)


def _speaker(part: Speaker) -> Line:
    titles = " ".join(filter(None, [part.person.honorific, part.person.name]))
    words = [titles, phrases.office(part.person)]
    return Line(f"{', '.join(filter(None, words))}: {phrases.speaker_part(part)}", unsure=_is_unsure(part.status))


def _organizers(event: Event) -> Iterator[Line]:
    for words, group in groupby(event.organizers, key=phrases.organizer_part):
        parts = list(group)
        names = phrases.several(phrases.host(part.participant) for part in parts)
        yield Line(f"{words}: {names}", unsure=_is_unsure(parts[0].status))


def _is_unsure(status: Status) -> bool:
    return status is not Status.CONFIRMED


def _open(event: Event) -> list[Line]:
    # That there is no venue stands where it would.
    told = [_briefly(one) for one in open_of(event) if one.what != NO_VENUE]
    return [Line(phrases.several(told), unsure=True)] if told else []


def _briefly(one: Open) -> str:
    """Return what is open without the names that stand above already, unless it is one."""
    return one.what if one.what[0].isdigit() else one.in_full


def unconfirmed(brief: Brief) -> list[tuple[str, str]]:
    """Return each event of which something is open, with its day and times, and what it is."""
    found = groupby(brief.unconfirmed, key=lambda one: one.event)
    return [(_which(event), "; ".join(one.in_full for one in group)) for event, group in found]


def _which(event: Event | None) -> str:
    if event is None:
        return "All events"
    return f"{event.title}, {clock.short_day(event.start.date())}, {clock.times(event)}"


def record(brief: Brief) -> Record:
    """Return *brief* as plain data."""
    return {
        "title": brief.title,
        "of": brief.of and party_record(brief.of, brief.events),
        "events": [
            {
                **event_record(entry.event.in_zone(entry.zone)),
                "part": entry.part,
                "gap_before": entry.before and iso_duration(entry.before.length),
                "gap_after": entry.after and iso_duration(entry.after.length),
                "overlaps": [
                    {"event": near.event.id, "duration": iso_duration(near.length)} for near in entry.overlaps
                ],
            }
            for entry in brief.entries
        ],
        "unconfirmed": [{"event": one.event and one.event.id, "what": one.in_full} for one in brief.unconfirmed],
    }
