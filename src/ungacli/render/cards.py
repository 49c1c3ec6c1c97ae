"""One event with everything that is known of it or as a QR code, or the schedule itself."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from ungacli import phrases
from ungacli.model import Event, Schedule
from ungacli.names import shell_word
from ungacli.phrases import count
from ungacli.query.lookup import KINDS, involvements
from ungacli.render import layout, time_text
from ungacli.render.agenda import event_title, organizer_lines, speaker_line
from ungacli.render.layout import DAY, NARROW, OWN, QUIET, TIME, TITLE, heading, lines, plain, spaced
from ungacli.when.vocabulary import day_words

Row = tuple[str, Sequence[Text]]
BLOCKS = "█▀▄"
"""What a code is drawn of, besides spaces."""
# How many light modules must be around it (ISO/IEC 18004).
_MARGIN = 4
_DARK_ON_LIGHT = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
_LIGHT_ON_DARK = {(not upper, not lower): block for (upper, lower), block in _DARK_ON_LIGHT.items()}
# Not the theme's black and white, which may be two greys; a terminal of 16 colours takes its nearest.
_INK, _EDGE = "#000000 on #ffffff", "#ffffff on #ffffff"


def event_cards(events: Sequence[Event], *, width: int, also: Sequence[ZoneInfo] = ()) -> Iterator[RenderableType]:
    """Yield everything about each of *events*, a blank line between them, with its times by other clocks *also*."""
    return spaced(_event_card(event, width, also) for event in events)


def _event_card(event: Event, width: int, also: Sequence[ZoneInfo]) -> RenderableType:
    """Return everything about *event*; a venue that was not published is said to be so."""
    times = Text.assemble((time_text.times(event), TIME), f", {time_text.duration(event.duration)}")
    zone = plain(time_text.zones([event]), QUIET)
    speakers: list[Text] = []
    for part in event.speakers:
        office = phrases.office(part.person)
        speakers += [speaker_line(part), *([plain(office, QUIET)] if office else [])]
    rows: list[Row] = [
        ("When", [Text(day_words(event.start.date())), times, zone, *_other_times(event, also)]),
        ("Where", _text(event.location) or [Text(phrases.VENUE_NOT_PUBLISHED, QUIET)]),
        ("Mode", _text(event.mode)),
        ("Speakers", speakers),
        ("Organizers", organizer_lines(event, in_full=True)),
        ("Audience", _text(event.audience)),
        ("Documents", [plain(phrases.document(paper)) for paper in event.documents]),
        ("Topics", _text(phrases.several(event.topics))),
        ("Summary", _text(event.summary)),
        ("Page", _text(event.url)),
        ("Contact", _text(event.contact)),
        ("Note", _text(event.note)),
        ("Id", _text(event.id)),
        ("Sources", _text(phrases.several(event.sources)) if len(event.sources) > 1 else []),
    ]
    return Group(event_title(event), _facts(rows, width))


def origin_cards(origins: Mapping[Event, Sequence[tuple[str, str]]], *, width: int) -> Iterator[RenderableType]:
    """Yield the title of each event and below it its fields, each with the place where it was read."""
    return spaced(
        Group(event_title(event), _facts([(field, [plain(place)]) for field, place in rows], width))
        for event, rows in origins.items()
    )


def schedule_card(schedule: Schedule, *, paths: Sequence[Path], width: int) -> RenderableType:
    """Return what *schedule*, read from *paths*, is, what it is part of and how much it holds."""
    events = schedule.local_events
    topics = Counter(topic for event in events for topic in event.topics)
    speakers, organizers = (count(involvements(schedule, kind), kind) for kind in KINDS)
    days = groupby(event.start.date() for event in events)
    revised = schedule.revised.date()
    context: list[Row] = []
    if whole := schedule.context:
        context = [
            ("Part of", _text(whole.title)),
            ("Theme", _text(whole.theme)),
            ("Opens", [Text(day_words(whole.opens))] if whole.opens else []),
            ("High-level", [Text(time_text.days(one.first, one.last)) for one in whole.high_level_days]),
            ("About", _text(whole.summary)),
        ]
    rows: list[Row] = [
        ("Holds", [Text(f"{count(events)}, {speakers}, {organizers}")]),
        ("Days", [Text(f"{day_words(day)}, {count([*group])}") for day, group in days]),
        ("Times", _text(time_text.zones(events))),
        ("Topics", _text(phrases.several(f"{topic} {number}" for topic, number in topics.most_common()))),
        *context,
        ("Page", _text(schedule.url)),
        ("Revision", [Text(f"{schedule.revision}, of {time_text.days(revised, revised)}")]),
        ("Id", _text(schedule.id)),
        ("File" if len(paths) == 1 else "Files", [plain(str(path)) for path in paths]),
    ]
    return Group(plain(schedule.title, TITLE), _facts(rows, width))


def welcome(schedule: Schedule) -> RenderableType:
    """Return the schedule's title and days, and three commands to try first."""
    speakers = involvements(schedule, "speaker")
    busiest = max(speakers, key=lambda one: len(one[1]), default=None)
    counts = schedule.day_counts
    fullest = max(counts, key=lambda day: counts[day])
    otherwise = "ungacli organizer" if involvements(schedule, "organizer") else "ungacli info"
    commands = [
        f"ungacli list --date {fullest}",
        f"ungacli speaker {shell_word(busiest[0].name)}" if busiest else otherwise,
        "ungacli export --ics",
    ]
    return Group(
        heading(schedule.title, f"{count(schedule.events)} on {time_text.day_list([*counts])}"),
        Text("\nTry first:"),
        *(Padding(plain(command, OWN), (0, 0, 0, 2)) for command in commands),
        Text("\nEvery command: ungacli --help", QUIET),
    )


def _text(text: str | None) -> list[Text]:
    return [plain(text)] if text else []


def _facts(rows: Sequence[Row], width: int) -> RenderableType:
    """Return each label that has lines with them beside it, or below it where there is little room."""
    filled = [(label, values) for label, values in rows if values]
    if width >= NARROW:
        return layout.facts(filled, width)
    return Group(*(Padding(Group(Text(label, QUIET), lines(values)), (1, 0, 0, 0)) for label, values in filled))


def _other_times(event: Event, also: Sequence[ZoneInfo]) -> list[Text]:
    return [plain(words, QUIET) for words in time_text.other_times(event, also, in_full=True)]


class Code(NamedTuple):
    """The *rows* of a QR code with its margin, from above, each module True where it is dark."""

    rows: Sequence[Sequence[bool]]

    @property
    def width(self) -> int:
        """How many columns it takes."""
        return len(self.rows)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        """Yield its lines: black on white in colours, and otherwise light blocks, as terminals are dark."""
        colored = console.color_system is not None and not console.no_color
        light = [False] * self.width
        below = [*self.rows[1::2], light]
        for upper, lower in zip(self.rows[::2], below, strict=True):
            pairs = list(zip(upper, lower, strict=True))
            if colored:
                # The last column is a block, white on white: spaces at an end are taken off.
                row = "".join(_DARK_ON_LIGHT[pair] for pair in pairs[:-1])
                yield Text.assemble((row, _INK), ("█", _EDGE), no_wrap=True)
            else:
                yield Text("".join(_LIGHT_ON_DARK[pair] for pair in pairs), no_wrap=True)


def code(text: str) -> Code:
    """Return *text*, in UTF-8, as a QR code of the smallest size, corrected as well as that size allows."""
    import segno

    symbol = segno.make_qr(text, error="l", encoding="utf-8")
    return Code([[bool(module) for module in row] for row in symbol.matrix_iter(border=_MARGIN)])


def event_code(event: Event, picture: Code, also: Sequence[ZoneInfo]) -> RenderableType:
    """Return the title of *event*, its day and its times, by other clocks *also*, and its code as a *picture*."""
    day = Text(day_words(event.start.date()), style=DAY)
    times = Text.assemble((time_text.times(event), TIME), "  ", plain(time_text.zones([event]), QUIET))
    return Group(lines([event_title(event), day, times, *_other_times(event, also)]), Text(), picture)
