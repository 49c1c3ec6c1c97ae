"""Markdown to paste into a mail, a wiki or GitHub: a schedule as a document, which is not read back.

Everything that is not sure to be plain is escaped (CommonMark, section 2.4), so that no text of a schedule becomes
markup or HTML; links are links. Notifications that GitHub makes of names with an at sign no escape prevents.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from ungacli.escapes import markdown, markdown_block, one_line, without_controls
from ungacli.model import Document, Event, Schedule
from ungacli.phrases import VENUE_NOT_PUBLISHED, event_title, host, organizer_part, speaker_part
from ungacli.when.vocabulary import day_words, short_day
from ungacli.when.when import is_repeated


def write(schedule: Schedule, *, title: str | None = None) -> bytes:
    """Return *schedule* as Markdown in UTF-8 by the clock of its zone, under its own or another *title*."""
    return "\n".join(_document(schedule, title or schedule.title)).encode()


def _document(schedule: Schedule, title: str) -> Iterator[str]:
    yield f"# {_inline(title)}"
    yield ""
    yield f"Times are by the clock of {_inline(schedule.timezone.key)}."
    pairs = zip(schedule.local_events, schedule.events, strict=True)
    for day, events in groupby(pairs, key=lambda pair: pair[0].start.date()):
        yield ""
        yield f"## {day_words(day)}"
        for local, event in events:
            yield ""
            yield from _event(local, event.timezone)
    yield ""


def _event(event: Event, own: ZoneInfo) -> Iterator[str]:
    yield f"### {_times(event)} {_inline(event_title(event))}"
    yield ""
    if own != event.timezone:
        there = event.in_zone(own)
        yield f"- **There:** {short_day(there.start.date())}, {_times(there)} ({_inline(own.key)})"
    mode = f" ({event.mode})" if event.mode else ""
    yield f"- **Venue:** {_inline(event.location or VENUE_NOT_PUBLISHED)}{mode}"
    yield from _list(
        "Speakers",
        [_parted(f"{part.person.honorific or ''} {host(part.person)}", speaker_part(part)) for part in event.speakers],
    )
    yield from _list("Organizers", [_parted(host(part.participant), organizer_part(part)) for part in event.organizers])
    if event.audience:
        yield f"- **Audience:** {_inline(event.audience)}"
    if event.topics:
        yield f"- **Topics:** {', '.join(map(_inline, event.topics))}"
    yield from _list("Documents", [_paper(paper) for paper in event.documents])
    if event.url:
        yield f"- **Published at:** {_link(event.url)}"
    if event.contact:
        yield f"- **Contact:** {_inline(event.contact)}"
    if event.summary:
        yield ""
        # Two spaces at its end make a line of its own out of a line.
        yield "\n".join(_block(line) + "  " if line.strip() else "" for line in _text_lines(event.summary)).rstrip()


def _list(name: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield f"- **{name}:**"
        yield from (f"  - {item}" for item in items)


def _parted(who: str, part: str) -> str:
    return _block(f"{who} ({part})")


def _paper(paper: Document) -> str:
    if paper.url is None:
        return _block(f"{paper.title} (no link published)")
    return f"[{_inline(paper.title, linked=False)}](<{_target(paper.url)}>)"


def _link(url: str) -> str:
    return f"<{_target(url)}>"


def _target(url: str) -> str:
    """Return *url* for angle brackets, which it then holds none of."""
    signs = {"<": "%3C", ">": "%3E", "\\": "%5C"}
    return "".join(signs.get(char, char) for char in without_controls(url) if not char.isspace())


def _inline(text: str, *, linked: bool = True) -> str:
    line = one_line(text)
    return markdown(line) if linked else re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", line)


def _block(text: str) -> str:
    return markdown_block(one_line(text))


def _text_lines(text: str) -> list[str]:
    return without_controls(text).strip().split("\n")


def _times(event: Event) -> str:
    offsets = event.start.utcoffset() != event.end.utcoffset() or any(map(is_repeated, (event.start, event.end)))
    return "–".join(_clock(moment, event.start.date(), offset=offsets) for moment in (event.start, event.end))


def _clock(moment: datetime, day: date, *, offset: bool) -> str:
    told = f"{moment:%H:%M:%S}".removesuffix(":00")
    later = (moment.date() - day).days
    zone = moment.isoformat()[19:] if offset else ""
    return " ".join(filter(None, [told, f"UTC{zone}" if zone else "", f"+{later}" if later else ""]))
