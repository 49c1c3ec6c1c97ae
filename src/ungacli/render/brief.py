"""A brief in words, label by label, and as it is shown in the terminal."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from ungacli import phrases
from ungacli.model import Event, Mode, Person, Speaker, Status
from ungacli.planning.brief import NO_VENUE, Brief, Entry, Near, open_of
from ungacli.render import time_text
from ungacli.when.vocabulary import short_day

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
    texts: list[str] = []
    if brief.of:
        texts.append(phrases.office(brief.of) if isinstance(brief.of, Person) else brief.of.acronym or "")
    if brief.days:
        count, (first, _), (last, _) = phrases.count(brief.events), brief.days[0], brief.days[-1]
        texts += [f"{count}, {time_text.days(first, last)}", time_text.times_in(brief.events, also)]
    return [*(Line(text) for text in texts if text), *([Line(brief.page, brief.page)] if brief.page else [])]


def times(event: Event) -> str:
    """Return `08:00–09:30, 1 h 30 min`."""
    return f"{time_text.times(event)}, {time_text.duration(event.duration)}"


def brief_facts(brief: Brief, entry: Entry, also: Sequence[ZoneInfo]) -> list[Fact]:
    """Return what there is to say of *entry*, label by label; what is not known is left out or said to be so."""
    event, of = entry.event, brief.of
    speakers = [_speaker(part) for part in event.speakers if part.person != of]
    if not speakers and (of or not event.speakers):
        speakers = [Line("nobody else announced" if of else "nobody announced", quiet=True)]
    before, after = _neighbours(brief, entry)
    overlaps = [f"overlaps {near.event.title} by {time_text.duration(near.length)}" for near in entry.overlaps[:_MOST]]
    if len(entry.overlaps) > _MOST:
        overlaps.append(f"and {len(entry.overlaps) - _MOST} more")
    # A missing venue stands where the venue would, and names stand above, unless they are several.
    unsure = [one.what if one.what[0].isdigit() else one.in_full for one in open_of(event) if one.what != NO_VENUE]
    is_online = event.mode is Mode.VIRTUAL and not event.location
    place = [event.location or ("" if is_online else phrases.VENUE_NOT_PUBLISHED), event.mode or ""]
    organizers = [
        Line(f"{words}: {phrases.several(map(phrases.host, hosts))}", unsure=status is not Status.CONFIRMED)
        for words, status, hosts in phrases.organizer_groups(event)
    ]
    rows: list[Fact] = [
        ("Part", [Line(entry.part)] if entry.part else []),
        ("There", [Line(words) for words in time_text.other_times(event, [entry.zone], in_full=True)]),
        ("Also", [Line(words, quiet=True) for words in time_text.other_times(event, also, in_full=True)]),
        ("Before", _text(before)),
        ("After", _text(after)),
        ("Overlaps", [Line(words, unsure=True) for words in overlaps]),
        ("Where", [Line(", ".join(filter(None, place)), quiet=not event.location)]),
        ("With" if of else "Speakers", speakers),
        ("Organizers", organizers),
        ("Audience", _text(event.audience)),
        ("About", _text(event.summary)),
        ("Documents", [Line(phrases.document(paper), paper.url) for paper in event.documents]),
        ("Contact", _text(event.contact)),
        ("Page", [Line(event.url, event.url)] if event.url and not brief.page else []),
        ("TBC", [Line(phrases.several(unsure), unsure=True)] if unsure else []),
        ("Note", _text(event.note)),
    ]
    return [(label, lines) for label, lines in rows if lines]


def _text(text: str | None) -> list[Line]:
    return [Line(line) for line in (text or "").splitlines() if line.strip()]


def _neighbours(brief: Brief, entry: Entry) -> tuple[str, str]:
    """Return how long it is since the event before and until the one after, or that there is none on that day."""

    def length(near: Near) -> str:
        return time_text.duration(near.length) if near.length else "no time"

    ends_matter = not entry.is_off and (brief.of or not brief.is_of_one_event)
    before, after = ("first of the day", "last of the day") if ends_matter else ("", "")
    if near := entry.before:
        before = f"{length(near)} since {near.event.title} ended at {near.event.end:%H:%M}"
    if near := entry.after:
        after = f"{length(near)} until {near.event.title} at {near.event.start:%H:%M}"
    return before, after


def _speaker(part: Speaker) -> Line:
    titles = " ".join(filter(None, [part.person.honorific, part.person.name]))
    words = ", ".join(filter(None, [titles, phrases.office(part.person)]))
    return Line(f"{words}: {phrases.speaker_part(part)}", unsure=part.status is not Status.CONFIRMED)


def unconfirmed(brief: Brief) -> list[tuple[str, str]]:
    """Return each event of which something is open, with its day and times, and what it is."""
    rows = []
    for event, group in groupby(brief.unconfirmed, key=lambda one: one.event):
        name = "All events"
        if event:
            name = f"{event.title}, {short_day(event.start.date())}, {time_text.times(event)}"
        rows.append((name, "; ".join(one.in_full for one in group)))
    return rows
