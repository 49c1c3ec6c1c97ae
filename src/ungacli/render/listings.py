"""Events, people and named columns as tables, or as cards where there is little room; what is on now and comes next."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ungacli import phrases
from ungacli.model import Event, Organization, Participant, Schedule, Speaker, SpeakerRole, Status
from ungacli.planning.upcoming import Outlook
from ungacli.query.conditions import State
from ungacli.query.lookup import Involvement
from ungacli.render import layout, time_text
from ungacli.render.data import Rows, total_duration
from ungacli.render.layout import (
    DAY,
    GAP,
    NARROW,
    OWN,
    QUIET,
    TIME,
    TIMES,
    TITLE,
    UNSURE,
    WIDE,
    event_columns,
    fitted_columns,
    highlight,
    is_narrow,
    lines,
    plain,
    style_of,
    tilde,
    under_day,
)
from ungacli.when.vocabulary import day_words

# So many rows are laid out before they are printed: long tables appear bit by bit.
_PIECE = 200
# Where a query looks for words: 2024 in a date is not what it found.
_SEARCHED = {"title", "location", "speakers", "organizers", "audience", "topics", "documents", "summary"}


class View(NamedTuple):
    """How events are shown: the *width*, the participant *of* an agenda, further zones *also*, words to be *marked*."""

    width: int
    of: Participant | None = None
    also: Sequence[ZoneInfo] = ()
    marked: Sequence[str] = ()


def heading(
    schedule: Schedule, *, of: Participant | None = None, total: int | None = None, also: Sequence[ZoneInfo] = ()
) -> RenderableType:
    """Return the title of *schedule*, or the participant *of* an agenda, the number of events, and the time zones.

    The number, of a *total*, comes with their days, or in an agenda with their duration.
    """
    shown, events = len(schedule.events), schedule.local_events
    counted = phrases.count(events) if total in {None, shown} else f"{shown} of {total} events"
    clocks = time_text.times_in(events, also)
    if of is None:
        days = sorted(event.start.date() for event in events)
        return layout.heading(schedule.title, f"{counted}, {time_text.days(days[0], days[-1])}", clocks)
    below = [about_participant(of), f"{counted}, {time_text.duration(total_duration(events))}", clocks]
    return Group(participant_name(of), plain("\n".join(filter(None, below)), QUIET))


def participant_name(participant: Participant) -> Text:
    """Return the name of an organization with its acronym, or of a person with honorifics."""
    if isinstance(participant, Organization):
        return plain(phrases.host(participant), TITLE)
    titles = ", ".join(filter(None, [participant.honorific, participant.honorific_suffix]))
    return Text.assemble(plain(participant.name, TITLE), plain(f" ({titles})" if titles else "", QUIET))


def about_participant(participant: Participant) -> str:
    """Return a person's office, or the kind of an organization, as far as the schedule has it."""
    return participant.kind or "" if isinstance(participant, Organization) else phrases.office(participant)


def days(schedule: Schedule, view: View) -> Iterator[RenderableType]:
    """Yield the events of *schedule*, a table or cards for each day in its zone."""
    local = schedule.local_events
    times = max([TIMES, *(len(words) for event in local for words in time_text.other_times(event, view.also))])
    for day, group in groupby(local, key=lambda event: event.start.date()):
        if is_narrow(view.width, times):
            yield under_day(day, Text("\n\n").join(card(event, view) for event in group))
            continue
        table = layout.grid(event_columns(view.width, times), below=1)
        for event in group:
            cells = [lines(_people(event, view.of))]
            if view.width >= WIDE:
                cells += [lines(organizer_lines(event)), lines([plain(topic, QUIET) for topic in event.topics])]
            title, *cells = _marked(event, [event_title(event), *cells], view.marked)
            table.add_row(lines([*layout.times(event, view.also), plain(event.id, QUIET)]), title, *cells)
        yield under_day(day, table)


def card(event: Event, view: View) -> Text:
    """Return *event* as a card: times, id, title and speakers."""
    first, *others = layout.times(event, view.also)
    shown = _marked(event, [event_title(event), *_people(event, view.of)], view.marked)
    return lines([Text.assemble(first, "  ", plain(event.id, QUIET)), *others, *shown])


def _marked(event: Event, cells: Sequence[Text], phrases: Sequence[str]) -> list[Text]:
    """Return *cells* with the *phrases* highlighted; below the first, the title, text that no cell shows is quoted."""
    if not phrases:
        return list(cells)
    from ungacli.query.text_search import folded, occurs, quotes

    title, *others = (highlight(cell.copy(), phrases) for cell in cells)
    shown = folded(cell.plain for cell in cells)
    unseen = [phrase for phrase in phrases if not occurs(phrase, shown)]
    return [lines([title, *(highlight(plain(quote, QUIET), phrases) for quote in quotes(event, unseen))]), *others]


def event_title(event: Event) -> Text:
    """Return the title, marked where the event itself is not certain."""
    mark = phrases.certainty(event.status)
    return Text.assemble(tilde(event.status), plain(event.title, TITLE), (f" ({mark})" if mark else "", UNSURE))


def _people(event: Event, of: Participant | None) -> list[Text]:
    """Return the speakers; in the agenda *of* a participant first their roles, then the other speakers."""
    if of is None:
        return [speaker_line(part) for part in event.speakers]
    own = [
        Text.assemble(tilde(status), plain(words, style_of(status, OWN)))
        for status, words in phrases.own_parts(event, of)
    ]
    others = [speaker_line(part) for part in event.speakers if part.person != of]
    return [*own, *(Text.assemble(("with ", QUIET), other) for other in others)]


def speaker_line(part: Speaker) -> Text:
    """Return a speaker's name, with the role unless it is a confirmed speaker's in person."""
    is_plain = part.role is SpeakerRole.SPEAKER and part.status is Status.CONFIRMED and not part.mode
    words = "" if is_plain else f", {phrases.part_words(part)}"
    return Text.assemble(tilde(part.status), plain(part.person.name), (words, style_of(part.status, QUIET)))


def organizer_lines(event: Event, *, in_full: bool = False) -> list[Text]:
    """Return a line for each role of organizers in *event*, with their names *in_full* or by acronym."""
    rows = []
    for words, status, organizers in phrases.organizer_groups(event):
        names = phrases.several(phrases.host(one) if in_full else one.label for one in organizers)
        rows.append(Text.assemble(tilde(status), (f"{words}: ", style_of(status, QUIET)), plain(names)))
    return rows


def upcoming(schedule: Schedule, outlook: Outlook, view: View) -> Iterator[RenderableType]:
    """Yield the title of *schedule*, what is on now or when the next event is, and a card for each event."""
    first, *_ = outlook.turns
    if on := [turn for turn in outlook.turns if turn.state is State.NOW]:
        standing = f"{phrases.count(on)} on now"
    elif first.starts_in is None:
        ago = timedelta(seconds=outlook.now.timestamp() - first.event.end.timestamp())
        standing = f"over, the last event ended {time_text.countdown(ago)} ago"
    else:
        begun, which = ("nothing is on now", "next") if outlook.begun else ("not begun", "first")
        standing = f"{begun}, the {which} event is in {time_text.countdown(first.starts_in)}"
    moment = f"{day_words(outlook.now.date())}, {outlook.now:%H:%M}"
    shown = replace(schedule, events=tuple(turn.event for turn in outlook.turns))
    clocks = time_text.times_in(shown.local_events, view.also)
    yield layout.heading(schedule.title, f"{moment}: {standing}", clocks)
    for turn in outlook.turns:
        when = Text("over", style=QUIET)
        if turn.starts_in is not None:
            when = Text(f"in {time_text.countdown(turn.starts_in)}", style=TIME)
        elif turn.ends_in is not None:
            when = Text(f"on now, ends in {time_text.countdown(turn.ends_in)}", style=OWN)
        day = Text(day_words(turn.event.start.date()), style=DAY)
        yield Group(Text(), lines([when, day, card(turn.event, view)]))


def participants(involvements: Sequence[Involvement], *, width: int) -> RenderableType:
    """Return a line for each person or organization: name, office or kind, number of events and hours."""
    grid = Table(box=None, padding=(0, GAP, 0, 0), pad_edge=False, header_style=QUIET, width=min(width, 120))
    grid.add_column("Name", ratio=3, overflow="fold", style=TITLE)
    grid.add_column("Office or kind", ratio=4, overflow="fold")
    grid.add_column("Events", justify="right", width=6)
    grid.add_column("Time", justify="right", width=12)
    cards = []
    for one, events in involvements:
        name, about, hours = participant_name(one), about_participant(one), time_text.duration(total_duration(events))
        grid.add_row(name, plain(about), str(len(events)), hours)
        total = Text(f"{phrases.count(events)}, {hours}", QUIET)
        cards.append(lines([name, *([plain(about)] if about else []), total]))
    return Text("\n\n").join(cards) if width < NARROW else grid


def table(
    header: Sequence[str],
    rows: Rows,
    *,
    width: int,
    heading: RenderableType | None = None,
    marked: Sequence[str] = (),
) -> Iterator[RenderableType]:
    """Yield a *heading* and the *rows* under their *header*, or each row as a card where columns would be too narrow.

    The words of the phrases *marked* are highlighted in the columns that a query searches.
    """
    if heading:
        yield Group(heading, Text())
    cells = [[plain(cell) for cell in row] for row in rows]
    widths = fitted_columns(header, cells, width)
    if marked:
        for row in cells:
            for name, cell in zip(header, row, strict=True):
                if name in _SEARCHED:
                    highlight(cell, marked)
    if widths is None:
        for number, row in enumerate(cells):
            facts = zip(header, row, strict=True)
            card = lines([Text.assemble((f"{name}: ", QUIET), cell) for name, cell in facts if cell])
            yield Group(Text(), card) if number else card
        return
    for start in range(0, len(cells), _PIECE):
        piece = layout.grid(widths, header=() if start else header)
        for row in cells[start : start + _PIECE]:
            piece.add_row(*row)
        yield piece
