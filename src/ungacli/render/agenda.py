"""Events as tables, a day at a time, or as cards where there is little room."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ungacli import phrases
from ungacli.model import Appearance, Event, Party, Person, Schedule, SpeakerRole, Status
from ungacli.render import clock
from ungacli.render.text import lines, plain

WIDE = 120
NARROW = 60
GAP = 2

# The sixteen colours of the terminal's own theme, so that they suit dark and light ones.
DAY, TIME, TITLE, OWN, QUIET, UNSURE = "bold blue", "cyan", "bold", "green", "dim", "magenta"


def days(schedule: Schedule, *, width: int, of: Party | None = None) -> Iterator[RenderableType]:
    """Yield the events of *schedule* day by day by its clock; *of* somebody, with the role in each event.

    At WIDE columns the tables say everything, below NARROW each event is a card.
    """
    told = schedule.local_events
    for day, group in groupby(told, key=lambda event: event.start.date()):
        events = list(group)
        cards = width < NARROW
        shown = Text("\n\n").join(_card(event, of) for event in events) if cards else _table(events, width, of)
        yield Group(Text(), Text(clock.day(day), style=DAY), shown)


def heading(schedule: Schedule) -> RenderableType:
    """Return the schedule's title, how much is shown of it and whose clock tells the times."""
    told = schedule.local_events
    counted = f"{clock.count(told)}, {clock.days(told[0].start.date(), told[-1].start.date())}"
    return Group(plain(schedule.title, TITLE), plain(f"{counted}\nTimes in {clock.zones(told)}", QUIET))


def _table(events: Sequence[Event], width: int, of: Party | None) -> Table:
    table = Table(box=None, show_header=False, padding=(0, GAP, 1, 0), pad_edge=False)
    wide = width >= WIDE
    for column in _column_widths(width):
        # Given widths spare Rich measuring every cell.
        table.add_column(width=column, overflow="fold")
    for event in events:
        when = Text.assemble((clock.times(event), TIME), "\n", plain(event.id, QUIET))
        cells: list[RenderableType] = [when, event_title(event), lines(_people(event, of))]
        if wide:
            cells += [lines(organizer_lines(event)), lines([plain(topic, QUIET) for topic in event.topics])]
        table.add_row(*cells)
    return table


def _column_widths(width: int) -> list[int]:
    """Return the widths of the columns: times, title and speakers; if there is room organizers and topics too."""
    times, topics = 18, 12
    if width < WIDE:
        rest = width - times - 2 * GAP
        title = rest * 3 // 5
        return [times, title, rest - title]
    rest = width - times - topics - 4 * GAP
    title = rest * 3 // 7
    speakers = (rest - title) // 2
    return [times, title, speakers, rest - title - speakers, topics]


def _card(event: Event, of: Party | None) -> Text:
    when = Text.assemble((clock.times(event), TIME), "  ", plain(event.id, QUIET))
    return lines([when, event_title(event), *_people(event, of)])


def event_title(event: Event) -> Text:
    """Return the title, marked where the event itself is not certain."""
    mark = phrases.certainty(event.status)
    return Text.assemble(_tilde(event.status), plain(event.title, TITLE), (f" ({mark})" if mark else "", UNSURE))


def _people(event: Event, of: Party | None) -> list[Text]:
    """Return who speaks; of one person or organization first what it does there, then who else speaks."""
    if of is None:
        return [speaker_line(part) for part in event.speakers]
    own = [(part.status, phrases.speaker_part(part)) for part in event.speakers if part.person == of]
    own += [
        (part.status, phrases.organizer_part(part) + (f" ({part.host.name})" if part.host != of else ""))
        for part in event.organizers
        if part.is_by(of)
    ]
    others = [speaker_line(part) for part in event.speakers if part.person != of]
    return [
        *(Text.assemble(_tilde(status), plain(words, _style(status, OWN))) for status, words in own),
        *(Text.assemble(("with ", QUIET), other) for other in others),
    ]


def speaker_line(part: Appearance) -> Text:
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
        # An office-holder in full has commas already.
        separator = "; " if in_full and any(isinstance(part.host, Person) for part in parts) else ", "
        names = separator.join(phrases.host(part.host) if in_full else part.host.label for part in parts)
        style = _style(parts[0].status, QUIET)
        found.append(Text.assemble(_tilde(parts[0].status), (f"{words}: ", style), plain(names)))
    return found


def _style(status: Status, sure: str) -> str:
    return sure if status is Status.CONFIRMED else UNSURE


def _tilde(status: Status) -> tuple[str, str]:
    # A sign beside the colour, for those who see none.
    return ("~ " if status is Status.TENTATIVE else "", UNSURE)
