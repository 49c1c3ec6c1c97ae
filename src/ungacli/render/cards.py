"""One event with all its facts or as a QR code, or the schedule itself."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, zip_longest
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from ungacli import phrases
from ungacli.model import Event, Schedule
from ungacli.names import shell_word
from ungacli.phrases import count
from ungacli.query.lookup import KINDS, involvements
from ungacli.render import layout, time_text
from ungacli.render.layout import DAY, NARROW, OWN, QUIET, TITLE, heading, lines, plain, spaced
from ungacli.render.listings import event_title, organizer_lines, speaker_line
from ungacli.when.vocabulary import day_words

Facts = Mapping[str, str | Sequence[Text] | None]
"""Facts by their labels."""
BLOCKS = "█▀▄ "
"""What a code is drawn of: light above and below, light above, light below, dark."""
# How many light modules must be around it (ISO/IEC 18004).
_MARGIN = 4
# Not the theme's black and white, which may be two greys; a terminal of 16 colours takes its nearest.
_LIGHT_ON_DARK = "#ffffff on #000000"


def event_cards(events: Sequence[Event], *, width: int, also: Sequence[ZoneInfo] = ()) -> Iterator[RenderableType]:
    """Yield all facts about each of *events*, a blank line between them, with the times in the zones *also* too."""
    return spaced(Group(event_title(event), _facts(_event_facts(event, also), width)) for event in events)


def _event_facts(event: Event, also: Sequence[ZoneInfo]) -> Facts:
    times, *others = layout.times(event, also, in_full=True)
    length, zone = f", {time_text.duration(event.duration)}", plain(time_text.zones([event]), QUIET)
    offices = [(speaker_line(part), plain(phrases.office(part.person), QUIET)) for part in event.speakers]
    return {
        "When": [Text(day_words(event.start.date())), Text.assemble(times, length), zone, *others],
        "Where": event.location or [Text(phrases.VENUE_NOT_PUBLISHED, QUIET)],
        "Mode": event.mode,
        "Speakers": [line for lines in offices for line in lines if line],
        "Organizers": organizer_lines(event, in_full=True),
        "Audience": event.audience,
        "Documents": [plain(phrases.document(paper)) for paper in event.documents],
        "Topics": phrases.several(event.topics),
        "Summary": event.summary,
        "Page": event.url,
        "Contact": event.contact,
        "Note": event.note,
        "Id": event.id,
        "Sources": phrases.several(event.sources) if len(event.sources) > 1 else None,
    }


def origin_cards(origins: Mapping[Event, Mapping[str, str]], *, width: int) -> Iterator[RenderableType]:
    """Yield the title of each event and below it its fields, each with the place where it was read."""
    return spaced(Group(event_title(event), _facts(places, width)) for event, places in origins.items())


def schedule_card(schedule: Schedule, *, paths: Sequence[Path], width: int) -> RenderableType:
    """Return the facts about *schedule*, read from *paths*, what it is part of and how much it contains."""
    events = schedule.local_events
    topics = Counter(topic for event in events for topic in event.topics)
    speakers, organizers = (count(involvements(schedule, kind), kind) for kind in KINDS)
    days = groupby(event.start.date() for event in events)
    revised = schedule.revised.date()
    context: Facts = {}
    if whole := schedule.context:
        context = {
            "Part of": whole.title,
            "Theme": whole.theme,
            "Opens": day_words(whole.opens) if whole.opens else None,
            "High-level": [Text(time_text.days(one.first, one.last)) for one in whole.high_level_days],
            "About": whole.summary,
        }
    facts: Facts = {
        "Holds": f"{count(events)}, {speakers}, {organizers}",
        "Days": [Text(f"{day_words(day)}, {count([*group])}") for day, group in days],
        "Times": time_text.zones(events),
        "Topics": phrases.several(f"{topic} {number}" for topic, number in topics.most_common()),
        **context,
        "Page": schedule.url,
        "Revision": f"{schedule.revision}, of {time_text.days(revised, revised)}",
        "Id": schedule.id,
        "File" if len(paths) == 1 else "Files": [plain(str(path)) for path in paths],
    }
    return Group(plain(schedule.title, TITLE), _facts(facts, width))


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


def _facts(facts: Facts, width: int) -> RenderableType:
    """Return each of *facts* beside its label, or below it where there is little room; empty ones are left out."""
    rows = [(label, [plain(fact)] if isinstance(fact, str) else fact) for label, fact in facts.items() if fact]
    if width >= NARROW:
        return layout.facts(rows, width)
    return Group(*(Padding(Group(Text(label, QUIET), lines(values)), (1, 0, 0, 0)) for label, values in rows))


def qr_code(text: str) -> str:
    """Return *text*, in UTF-8, as a QR code of the smallest size, with the best error correction of that size.

    Each line is two rows of modules, from the top; light ones are blocks, as terminals are dark.
    """
    import segno

    rows = [*segno.make_qr(text, error="l", encoding="utf-8").matrix_iter(border=_MARGIN)]
    pairs = zip_longest(rows[::2], rows[1::2], fillvalue=bytes(len(rows)))
    return "\n".join("".join(BLOCKS[2 * high + low] for high, low in zip(*pair, strict=True)) for pair in pairs)


def event_code(event: Event, code: str, also: Sequence[ZoneInfo]) -> RenderableType:
    """Return the title of *event*, its day and its times, in the zones *also* too, and its *code*."""
    day = Text(day_words(event.start.date()), style=DAY)
    times, *others = layout.times(event, also, in_full=True)
    zone = plain(time_text.zones([event]), QUIET)
    above = lines([event_title(event), day, Text("  ").join([times, zone]), *others])
    return Group(above, Text(), Text(code, _LIGHT_ON_DARK, no_wrap=True))
