"""Events as tables, a day at a time, or as cards where there is little room."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ungacli import phrases
from ungacli.model import Event, Participant, Schedule, Speaker, SpeakerRole, Status
from ungacli.render import clock
from ungacli.render.style import DAY, GAP, NARROW, OWN, QUIET, TIME, TIMES, TITLE, UNSURE, WIDE
from ungacli.render.text import highlight, lines, plain


class View(NamedTuple):
    """How events are shown: at which *width*, in the agenda *of* whom, by which clocks *also*, which words *marked*.

    At WIDE columns the tables say everything; below NARROW, or where second clocks leave the other columns
    as little room as they would have then, each event is a card.
    """

    width: int
    of: Participant | None = None
    also: Sequence[ZoneInfo] = ()
    marked: Sequence[str] = ()


def days(schedule: Schedule, view: View) -> Iterator[RenderableType]:
    """Yield the events of *schedule* day by day by its clock."""
    told = schedule.local_events
    times = max([TIMES, *(len(words) for event in told for words in clock.other_times(event, view.also))])
    is_narrow = view.width - times < NARROW - TIMES
    for day, group in groupby(told, key=lambda event: event.start.date()):
        events = list(group)
        if is_narrow:
            shown: RenderableType = Text("\n\n").join(card(event, view) for event in events)
        else:
            shown = _table(events, view, times)
        yield Group(Text(), Text(clock.day(day), style=DAY), shown)


def heading(schedule: Schedule, *, total: int | None = None, also: Sequence[ZoneInfo] = ()) -> RenderableType:
    """Return the schedule's title, how much is shown of it, of a *total* of events, and whose clocks tell the times."""
    starts = sorted(event.start.date() for event in schedule.local_events)
    shown = f"{count_of(schedule, total)}, {clock.days(starts[0], starts[-1])}"
    return Group(plain(schedule.title, TITLE), plain(f"{shown}\n{times_in(schedule, also)}", QUIET))


def count_of(schedule: Schedule, total: int | None) -> str:
    """Return `3 events`, or `3 of 10 events` if there is a *total* of more."""
    shown = len(schedule.events)
    return clock.count(schedule.events) if total in {None, shown} else f"{shown} of {total} events"


def times_in(schedule: Schedule, also: Sequence[ZoneInfo]) -> str:
    """Return `Times in America/New_York (EDT, UTC−04:00)`, with those *also* told: its own is none of them."""
    others = [schedule.in_zone(zone).events for zone in also if zone != schedule.timezone]
    return clock.times_in(schedule.local_events, *others)


def _table(events: Sequence[Event], view: View, times: int) -> Table:
    table = Table(box=None, show_header=False, padding=(0, GAP, 1, 0), pad_edge=False)
    wide = view.width >= WIDE
    for column in _column_widths(view.width, times):
        # Given widths spare Rich measuring every cell.
        table.add_column(width=column, overflow="fold")
    for event in events:
        cells = [lines(_people(event, view.of))]
        if wide:
            cells += [lines(organizer_lines(event)), lines([plain(topic, QUIET) for topic in event.topics])]
        title, *cells = _marked(event, [event_title(event), *cells], view.marked)
        table.add_row(lines([*_times(event, view), plain(event.id, QUIET)]), title, *cells)
    return table


def _times(event: Event, view: View) -> list[Text]:
    others = [plain(words, QUIET) for words in clock.other_times(event, view.also)]
    return [Text(clock.times(event), TIME), *others]


def _column_widths(width: int, times: int) -> list[int]:
    """Return the widths of the columns: times, title and speakers; if there is room organizers and topics too."""
    topics = 12
    if width < WIDE:
        rest = width - times - 2 * GAP
        title = rest * 3 // 5
        return [times, title, rest - title]
    rest = width - times - topics - 4 * GAP
    title = rest * 3 // 7
    speakers = (rest - title) // 2
    return [times, title, speakers, rest - title - speakers, topics]


def card(event: Event, view: View) -> Text:
    """Return *event* as a card: its times and its id, the title, who speaks."""
    first, *others = _times(event, view)
    told = _marked(event, [event_title(event), *_people(event, view.of)], view.marked)
    return lines([Text.assemble(first, "  ", plain(event.id, QUIET)), *others, *told])


def _marked(event: Event, cells: Sequence[Text], phrases: Sequence[str]) -> list[Text]:
    """Return *cells*, of which the first is the title, with the *phrases* marked.

    What a phrase was found in, but no cell shows, is quoted below the title.
    """
    if not phrases:
        return list(cells)
    from ungacli.query.text_search import folded, occurs, quotes

    told = [cell.copy() for cell in cells]
    for cell in told:
        highlight(cell, phrases)
    shown = folded(cell.plain for cell in cells)
    unseen = [phrase for phrase in phrases if not occurs(phrase, shown)]
    told[0] = lines([told[0], *(highlight(plain(quote, QUIET), phrases) for quote in quotes(event, unseen))])
    return told


def event_title(event: Event) -> Text:
    """Return the title, marked where the event itself is not certain."""
    mark = phrases.certainty(event.status)
    return Text.assemble(_tilde(event.status), plain(event.title, TITLE), (f" ({mark})" if mark else "", UNSURE))


def _people(event: Event, of: Participant | None) -> list[Text]:
    """Return who speaks; of one person or organization first what it does there, then who else speaks."""
    if of is None:
        return [speaker_line(part) for part in event.speakers]
    own = [(part.status, phrases.speaker_part(part)) for part in event.speakers if part.person == of]
    own += [
        (part.status, phrases.organizer_part(part) + (f" ({part.participant.name})" if part.participant != of else ""))
        for part in event.organizers
        if part.is_by(of)
    ]
    others = [speaker_line(part) for part in event.speakers if part.person != of]
    return [
        *(Text.assemble(_tilde(status), plain(words, _style(status, OWN))) for status, words in own),
        *(Text.assemble(("with ", QUIET), other) for other in others),
    ]


def speaker_line(part: Speaker) -> Text:
    """Return a speaker's name, with the part where it is more than to speak, in person and for sure."""
    unsure = part.status is not Status.CONFIRMED
    said = part.role is not SpeakerRole.SPEAKER or unsure or part.mode
    words = f", {phrases.speaker_part(part)}" if said else ""
    return Text.assemble(_tilde(part.status), plain(part.person.name), (words, _style(part.status, QUIET)))


def organizer_lines(event: Event, *, in_full: bool = False) -> list[Text]:
    """Return a line for each role that organizers have in *event*, with everybody in it, *in_full* or by acronym."""
    found = []
    for words, group in groupby(event.organizers, key=phrases.organizer_part):
        parts = list(group)
        names = phrases.several(phrases.host(part.participant) if in_full else part.participant.label for part in parts)
        style = _style(parts[0].status, QUIET)
        found.append(Text.assemble(_tilde(parts[0].status), (f"{words}: ", style), plain(names)))
    return found


def _style(status: Status, sure: str) -> str:
    return sure if status is Status.CONFIRMED else UNSURE


def _tilde(status: Status) -> tuple[str, str]:
    # A sign beside the colour, for those who see none.
    return ("~ " if status is Status.TENTATIVE else "", UNSURE)
