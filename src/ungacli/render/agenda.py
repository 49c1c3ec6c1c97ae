"""Events as tables, a day at a time, or as cards where there is little room; and what is on now and comes next."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType
from rich.text import Text

from ungacli import phrases
from ungacli.model import Event, Organization, Participant, Schedule, Speaker, SpeakerRole, Status
from ungacli.planning.upcoming import Outlook, State
from ungacli.render import layout, time_text
from ungacli.render.data import total_duration
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
    highlight,
    lines,
    plain,
    style_of,
    tilde,
    under_day,
)
from ungacli.when.vocabulary import day_words


class View(NamedTuple):
    """How events are shown: at which *width*, in the agenda *of* whom, by which clocks *also*, which words *marked*.

    At WIDE columns the tables say everything; below NARROW, or where second clocks leave the other columns
    as little room as they would have then, each event is a card.
    """

    width: int
    of: Participant | None = None
    also: Sequence[ZoneInfo] = ()
    marked: Sequence[str] = ()


def heading(
    schedule: Schedule, *, of: Participant | None = None, total: int | None = None, also: Sequence[ZoneInfo] = ()
) -> RenderableType:
    """Return the title of *schedule*, or the name of whose agenda it is, how much is shown, and the time zones.

    What is shown is the number of events, of a *total*, with their days, or in an agenda their duration.
    """
    shown, events = len(schedule.events), schedule.local_events
    counted = phrases.count(events) if total in {None, shown} else f"{shown} of {total} events"
    clocks = time_text.times_in(events, also)
    if of is None:
        days = sorted(event.start.date() for event in events)
        return layout.heading(schedule.title, f"{counted}, {time_text.days(days[0], days[-1])}", clocks)
    about = [plain(about_participant(of), QUIET)] if about_participant(of) else []
    below = f"{counted}, {time_text.duration(total_duration(events))}\n{clocks}"
    return Group(participant_name(of), *about, plain(below, QUIET))


def participant_name(participant: Participant) -> Text:
    """Return the name of an organization with its acronym, or of a person with honorifics."""
    if isinstance(participant, Organization):
        return plain(phrases.body(participant), TITLE)
    titles = ", ".join(filter(None, [participant.honorific, participant.honorific_suffix]))
    return Text.assemble(plain(participant.name, TITLE), plain(f" ({titles})" if titles else "", QUIET))


def about_participant(participant: Participant) -> str:
    """Return a person's office, or the kind of an organization; nothing where it is not in the schedule."""
    return participant.kind or "" if isinstance(participant, Organization) else phrases.office(participant)


def days(schedule: Schedule, view: View) -> Iterator[RenderableType]:
    """Yield the events of *schedule* day by day by its clock."""
    local = schedule.local_events
    times = max([TIMES, *(len(words) for event in local for words in time_text.other_times(event, view.also))])
    is_narrow = view.width - times < NARROW - TIMES
    for day, group in groupby(local, key=lambda event: event.start.date()):
        if is_narrow:
            yield under_day(day, Text("\n\n").join(card(event, view) for event in group))
            continue
        table = layout.grid(column_widths(view.width, times), below=1)
        for event in group:
            cells = [lines(_people(event, view.of))]
            if view.width >= WIDE:
                cells += [lines(organizer_lines(event)), lines([plain(topic, QUIET) for topic in event.topics])]
            title, *cells = _marked(event, [event_title(event), *cells], view.marked)
            table.add_row(lines([*layout.times(event, view.also), plain(event.id, QUIET)]), title, *cells)
        yield under_day(day, table)


def column_widths(width: int, times: int) -> list[int]:
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
    first, *others = layout.times(event, view.also)
    shown = _marked(event, [event_title(event), *_people(event, view.of)], view.marked)
    return lines([Text.assemble(first, "  ", plain(event.id, QUIET)), *others, *shown])


def _marked(event: Event, cells: Sequence[Text], phrases: Sequence[str]) -> list[Text]:
    """Return *cells*, of which the first is the title, with the *phrases* marked.

    Text with a phrase that no cell shows is quoted below the title.
    """
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
    """Return who speaks; of one person or organization first what it does there, then who else speaks."""
    if of is None:
        return [speaker_line(part) for part in event.speakers]
    own = [
        Text.assemble(tilde(status), plain(words, style_of(status, OWN)))
        for status, words in phrases.own_parts(event, of)
    ]
    others = [speaker_line(part) for part in event.speakers if part.person != of]
    return [*own, *(Text.assemble(("with ", QUIET), other) for other in others)]


def speaker_line(part: Speaker) -> Text:
    """Return a speaker's name, with the part where it is more than to speak, in person and for sure."""
    is_plain = part.role is SpeakerRole.SPEAKER and part.status is Status.CONFIRMED and not part.mode
    words = "" if is_plain else f", {phrases.speaker_part(part)}"
    return Text.assemble(tilde(part.status), plain(part.person.name), (words, style_of(part.status, QUIET)))


def organizer_lines(event: Event, *, in_full: bool = False) -> list[Text]:
    """Return a line for each role that organizers have in *event*, with everybody in it, *in_full* or by acronym."""
    rows = []
    for words, status, organizers in phrases.organizer_groups(event):
        names = phrases.several(phrases.host(one) if in_full else one.label for one in organizers)
        rows.append(Text.assemble(tilde(status), (f"{words}: ", style_of(status, QUIET)), plain(names)))
    return rows


def upcoming(schedule: Schedule, outlook: Outlook, view: View) -> Iterator[RenderableType]:
    """Yield the title of *schedule*, how things stand at the moment, and a card for each event to look at."""
    shown = replace(schedule, events=tuple(turn.event for turn in outlook.turns))
    moment = f"{day_words(outlook.now.date())}, {outlook.now:%H:%M}"
    clocks = time_text.times_in(shown.local_events, view.also)
    yield layout.heading(schedule.title, f"{moment}: {_standing(outlook)}", clocks)
    for turn in outlook.turns:
        when = Text("over", style=QUIET)
        if turn.starts_in is not None:
            when = Text(f"in {time_text.countdown(turn.starts_in)}", style=TIME)
        elif turn.ends_in is not None:
            when = Text(f"on now, ends in {time_text.countdown(turn.ends_in)}", style=OWN)
        day = Text(day_words(turn.event.start.date()), style=DAY)
        yield Group(Text(), lines([when, day, card(turn.event, view)]))


def _standing(outlook: Outlook) -> str:
    """Return how things stand in a few words."""
    first, *_ = outlook.turns
    if on := outlook.of(State.NOW):
        return f"{phrases.count(on)} on now"
    if first.starts_in is None:
        ago = timedelta(seconds=outlook.now.timestamp() - first.event.end.timestamp())
        return f"over, the last event ended {time_text.countdown(ago)} ago"
    coming = f"the {'next' if outlook.begun else 'first'} event is in {time_text.countdown(first.starts_in)}"
    return f"{'nothing is on now' if outlook.begun else 'not begun'}, {coming}"
