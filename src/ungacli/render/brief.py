"""A brief in words, label by label, and as it is shown in the terminal."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from ungacli import phrases
from ungacli.model import Event, Mode, Organization, Participant, Speaker, Status
from ungacli.planning.brief import NO_VENUE, Brief, Entry, Near, Open, open_of
from ungacli.render import time_text

if TYPE_CHECKING:
    from rich.console import RenderableType

NOTHING_OPEN = "Everything is confirmed."
OPEN = "Not yet confirmed"
_MOST = 3


class Line(NamedTuple):
    """A line of *text*, what it links to, and whether it is not confirmed, or beside the point."""

    text: str
    url: str | None = None
    unsure: bool = False
    quiet: bool = False


Fact = tuple[str, Sequence[Line]]
"""A label and what stands beside it."""


def brief_blocks(brief: Brief, *, width: int, also: Sequence[ZoneInfo] = ()) -> "Iterator[RenderableType]":
    """Yield what the terminal shows of *brief*: the title, the days with their events, and what is open."""
    # 20 ms for Rich, which files and JSON never pay.
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    from ungacli.render.layout import NARROW, OWN, QUIET, TIME, TITLE, UNSURE, facts, lines, plain, tilde, under_day

    def shown(line: Line, style: str) -> Text:
        mark = tilde(Status.TENTATIVE if line.unsure else Status.CONFIRMED)
        return Text.assemble(mark, plain(line.text, UNSURE if line.unsure else QUIET if line.quiet else style))

    yield Group(plain(brief.title, TITLE), *(plain(line.text, QUIET) for line in heading(brief, also)))
    for day, entries in brief.days:
        yield under_day(day)
        for entry in entries:
            rows = [
                (label, lines([shown(line, OWN if label == "Part" else "") for line in values]))
                for label, values in brief_facts(brief, entry, also)
            ]
            yield Text()
            yield Text.assemble((times(entry.event), TIME), "  ", plain(phrases.event_title(entry.event), TITLE))
            if width < NARROW:
                yield from (Text.assemble((f"{label}: ", QUIET), value) for label, value in rows)
            else:
                yield facts([(label, [value]) for label, value in rows], width)
    yield under_day(OPEN)
    for event, what in unconfirmed(brief):
        yield Padding(Text.assemble(plain(event), ": ", plain(what, UNSURE)), (0, 0, 0, 2), expand=False)
    if not brief.unconfirmed:
        yield Text(NOTHING_OPEN)


def heading(brief: Brief, also: Sequence[ZoneInfo]) -> list[Line]:
    """Return what stands below the title: of whom, how many events on which days, the time zones, their page."""
    texts = [_about(brief.of)] if brief.of else []
    if brief.days:
        count, (first, _), (last, _) = phrases.count(brief.events), brief.days[0], brief.days[-1]
        texts += [f"{count}, {time_text.days(first, last)}", time_text.times_in(brief.events, also)]
    return [*(Line(text) for text in texts if text), *([Line(brief.page, brief.page)] if brief.page else [])]


def _about(participant: Participant) -> str:
    if isinstance(participant, Organization):
        return participant.acronym or ""
    return phrases.office(participant)


def times(event: Event) -> str:
    """Return `08:00–09:30, 1 h 30 min`."""
    return f"{time_text.times(event)}, {time_text.duration(event.duration)}"


def brief_facts(brief: Brief, entry: Entry, also: Sequence[ZoneInfo]) -> list[Fact]:
    """Return what there is to say of *entry*, label by label; what is not known is left out or said to be so."""
    event, of = entry.event, brief.of
    speakers = [_speaker(part) for part in event.speakers if part.person != of]
    if not speakers and (of or not event.speakers):
        speakers = [Line("nobody else announced" if of else "nobody announced", quiet=True)]
    rows: list[Fact] = [
        ("Part", [Line(entry.part)] if entry.part else []),
        ("There", [Line(words) for words in time_text.other_times(event, [entry.zone], in_full=True)]),
        ("Also", [Line(words, quiet=True) for words in time_text.other_times(event, also, in_full=True)]),
        ("Before", _before(brief, entry)),
        ("After", _after(brief, entry)),
        ("Overlaps", list(_overlaps(entry.overlaps))),
        ("Where", [_place(event)]),
        ("With" if of else "Speakers", speakers),
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
    return time_text.duration(near.length) if near.length else "no time"


def _at_an_end(brief: Brief, entry: Entry, words: str) -> list[Line]:
    return [Line(words)] if not entry.is_off and (brief.of or not brief.is_of_one_event) else []


def _overlaps(overlaps: Sequence[Near]) -> Iterator[Line]:
    for near in overlaps[:_MOST]:
        yield Line(f"overlaps {near.event.title} by {time_text.duration(near.length)}", unsure=True)
    if len(overlaps) > _MOST:
        yield Line(f"and {len(overlaps) - _MOST} more", unsure=True)


def _place(event: Event) -> Line:
    virtual = event.mode is Mode.VIRTUAL and not event.location
    words = [event.location or ("" if virtual else phrases.VENUE_NOT_PUBLISHED), event.mode or ""]
    return Line(", ".join(filter(None, words)), quiet=not event.location)


def _speaker(part: Speaker) -> Line:
    titles = " ".join(filter(None, [part.person.honorific, part.person.name]))
    words = ", ".join(filter(None, [titles, phrases.office(part.person)]))
    return Line(f"{words}: {phrases.speaker_part(part)}", unsure=part.status is not Status.CONFIRMED)


def _organizers(event: Event) -> Iterator[Line]:
    for words, status, organizers in phrases.organizer_groups(event):
        names = phrases.several(map(phrases.host, organizers))
        yield Line(f"{words}: {names}", unsure=status is not Status.CONFIRMED)


def _open(event: Event) -> list[Line]:
    # A missing venue stands where the venue would.
    words = [_briefly(one) for one in open_of(event) if one.what != NO_VENUE]
    return [Line(phrases.several(words), unsure=True)] if words else []


def _briefly(one: Open) -> str:
    """Return what is open without the names that stand above already, unless it is one."""
    return one.what if one.what[0].isdigit() else one.in_full


def unconfirmed(brief: Brief) -> list[tuple[str, str]]:
    """Return each event of which something is open, with its day and times, and what it is."""
    groups = groupby(brief.unconfirmed, key=lambda one: one.event)
    return [(_which(event), "; ".join(one.in_full for one in group)) for event, group in groups]


def _which(event: Event | None) -> str:
    if event is None:
        return "All events"
    return f"{event.title}, {time_text.short_day(event.start.date())}, {time_text.times(event)}"
