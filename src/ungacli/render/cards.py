"""One event, or the schedule itself, with everything that is known of it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ungacli import phrases
from ungacli.model import Event, Schedule, Speaker
from ungacli.names import shell_word
from ungacli.query.lookup import by_organizer, by_speaker
from ungacli.render import clock
from ungacli.render.agenda import event_title, organizer_lines, speaker_line
from ungacli.render.style import NARROW, OWN, QUIET, TIME, TITLE
from ungacli.render.text import lines, plain

Row = tuple[str, Sequence[Text]]


def event_cards(events: Sequence[Event], *, width: int, also: Sequence[ZoneInfo] = ()) -> Iterator[RenderableType]:
    """Yield everything about each of *events*, a blank line between them, with its times by other clocks *also*."""
    for number, event in enumerate(events):
        if number:
            yield Text()
        yield _event_card(event, width, also)


def _event_card(event: Event, width: int, also: Sequence[ZoneInfo]) -> RenderableType:
    """Return everything about *event*; a venue that was not published is said to be so."""
    times = Text.assemble((clock.times(event), TIME), f", {clock.duration(event.duration)}")
    others = [plain(words, QUIET) for words in clock.other_times(event, also, in_full=True)]
    rows: list[Row] = [
        ("When", [Text(clock.day(event.start.date())), times, plain(clock.zones([event]), QUIET), *others]),
        ("Where", [plain(event.location) if event.location else Text(phrases.VENUE_NOT_PUBLISHED, QUIET)]),
        ("Mode", [Text(event.mode)] if event.mode else []),
        ("Speakers", [line for part in event.speakers for line in _speaker(part)]),
        ("Organizers", organizer_lines(event, in_full=True)),
        ("Audience", [plain(event.audience)] if event.audience else []),
        ("Documents", [plain(phrases.document(paper)) for paper in event.documents]),
        ("Topics", [plain(phrases.several(event.topics))] if event.topics else []),
        ("Summary", [plain(event.summary)] if event.summary else []),
        ("Page", [plain(event.url)] if event.url else []),
        ("Contact", [plain(event.contact)] if event.contact else []),
        ("Note", [plain(event.note)] if event.note else []),
        ("Id", [plain(event.id)]),
        ("Sources", [plain(phrases.several(event.sources))] if len(event.sources) > 1 else []),
    ]
    return Group(event_title(event), _facts(rows, width))


def origin_cards(told: Mapping[Event, Sequence[Sequence[str]]], *, width: int) -> Iterator[RenderableType]:
    """Yield the title of each event and below it what was *told*: a field and where it was read."""
    for number, (event, rows) in enumerate(told.items()):
        if number:
            yield Text()
        yield Group(event_title(event), _facts([(field, [plain(place)]) for field, place in rows], width))


def schedule_card(schedule: Schedule, *, paths: Sequence[Path], width: int) -> RenderableType:
    """Return what *schedule*, read from *paths*, is, what it is part of and how much it holds."""
    context = schedule.context
    events = schedule.local_events
    topics = Counter(topic for event in events for topic in event.topics)
    counts = ", ".join(
        [
            clock.count(events),
            clock.count(by_speaker(schedule), "speaker"),
            clock.count(by_organizer(schedule), "organizer"),
        ]
    )
    rows: list[Row] = [
        ("Holds", [Text(counts)]),
        ("Days", [_day(list(group)) for _, group in groupby(events, key=lambda event: event.start.date())]),
        ("Times", [plain(clock.zones(events))]),
        (
            "Topics",
            [plain(phrases.several(f"{topic} {count}" for topic, count in topics.most_common()))] if topics else [],
        ),
        ("Part of", [plain(context.title)] if context else []),
        ("Theme", [plain(context.theme)] if context and context.theme else []),
        ("Opens", [Text(clock.day(context.opens))] if context and context.opens else []),
        (
            "High-level",
            [Text(clock.days(days.first, days.last)) for days in context.high_level_days] if context else [],
        ),
        ("About", [plain(context.summary)] if context and context.summary else []),
        ("Page", [plain(schedule.url)] if schedule.url else []),
        ("Revision", [Text(f"{schedule.revision}, of {clock.days(schedule.revised.date(), schedule.revised.date())}")]),
        ("Id", [plain(schedule.id)]),
        ("File" if len(paths) == 1 else "Files", [plain(str(path)) for path in paths]),
    ]
    return Group(plain(schedule.title, TITLE), _facts(rows, width))


def welcome(schedule: Schedule) -> RenderableType:
    """Return the schedule's title and days, and three commands to try first."""
    speakers = by_speaker(schedule)
    busiest = max(speakers, key=lambda one: len(one[1]), default=None)
    counts = schedule.day_counts
    fullest = max(counts, key=lambda day: counts[day])
    otherwise = "ungacli organizer" if by_organizer(schedule) else "ungacli info"
    commands = [
        f"ungacli list --date {fullest}",
        f"ungacli speaker {shell_word(busiest[0].name)}" if busiest else otherwise,
        "ungacli export --ics",
    ]
    return Group(
        plain(schedule.title, TITLE),
        plain(f"{clock.count(schedule.events)} on {clock.day_list([*counts])}", QUIET),
        Text("\nTry first:"),
        *(Padding(plain(command, OWN), (0, 0, 0, 2)) for command in commands),
        Text("\nEvery command: ungacli --help", QUIET),
    )


def _day(events: Sequence[Event]) -> Text:
    return Text(f"{clock.day(events[0].start.date())}, {clock.count(events)}")


def _speaker(part: Speaker) -> list[Text]:
    office = phrases.office(part.person)
    return [speaker_line(part), *([plain(office, QUIET)] if office else [])]


def _facts(rows: Sequence[Row], width: int) -> RenderableType:
    known = [(label, values) for label, values in rows if values]
    if width < NARROW:
        return Group(*(Padding(Group(Text(label, QUIET), lines(values)), (1, 0, 0, 0)) for label, values in known))
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False, width=min(width, 100))
    table.add_column(style=QUIET, width=10)
    table.add_column(ratio=1, overflow="fold")
    for label, values in known:
        table.add_row(label, lines(values))
    return table
