"""Markdown to paste into a mail, a wiki or GitHub: a schedule as a document, which is not read back.

Everything that is not sure to be plain is escaped (CommonMark, section 2.4), so that no text of a schedule becomes
markup or HTML; links are links. Notifications that GitHub makes of names with an at sign no escape prevents.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from zoneinfo import ZoneInfo

from ungacli.escapes import markdown, markdown_block, one_line, without_controls
from ungacli.model import Document, Event, Schedule
from ungacli.phrases import VENUE_NOT_PUBLISHED, event_title, host, part_words
from ungacli.when.vocabulary import day_words, short_day
from ungacli.when.when import is_repeated


def write(schedule: Schedule, *, title: str | None = None) -> bytes:
    """Return *schedule* as Markdown in UTF-8 by the clock of its zone, under its own or another *title*."""
    lines = [
        f"# {_inline(title or schedule.title)}",
        "",
        f"Times are by the clock of {_inline(schedule.timezone.key)}.",
    ]
    pairs = zip(schedule.local_events, schedule.events, strict=True)
    for day, events in groupby(pairs, key=lambda pair: pair[0].start.date()):
        lines += ["", f"## {day_words(day)}"]
        for local, event in events:
            lines += ["", *_event(local, event.timezone)]
    return "\n".join([*lines, ""]).encode()


def _event(event: Event, own: ZoneInfo) -> Iterator[str]:
    """Yield the lines about *event*, whose times are in the schedule's zone; *own* is the event's."""
    yield f"### {_times(event)} {_inline(event_title(event))}"
    yield ""
    if own != event.timezone:
        there = event.in_zone(own)
        yield f"- **There:** {short_day(there.start.date())}, {_times(there)} ({_inline(own.key)})"
    mode = f" ({event.mode})" if event.mode else ""
    yield f"- **Venue:** {_inline(event.location or VENUE_NOT_PUBLISHED)}{mode}"
    speakers = [(one.person.honorific or "", host(one.person), f"({part_words(one)})") for one in event.speakers]
    yield from _list("Speakers", [_block(" ".join(words)) for words in speakers])
    hosts = [f"{host(one.participant)} ({part_words(one)})" for one in event.organizers]
    yield from _list("Organizers", map(_block, hosts))
    if event.audience:
        yield f"- **Audience:** {_inline(event.audience)}"
    if event.topics:
        yield f"- **Topics:** {', '.join(map(_inline, event.topics))}"
    yield from _list("Documents", map(_document, event.documents))
    if event.url:
        yield f"- **Published at:** <{_target(event.url)}>"
    if event.contact:
        yield f"- **Contact:** {_inline(event.contact)}"
    if event.summary:
        yield ""
        # Two spaces at its end make a line of its own out of a line.
        lines = without_controls(event.summary).strip().split("\n")
        yield "\n".join(_block(line) + "  " if line.strip() else "" for line in lines).rstrip()


def _list(name: str, items: Iterable[str]) -> Iterator[str]:
    lines = [f"  - {item}" for item in items]
    yield from [f"- **{name}:**", *lines] if lines else []


def _document(paper: Document) -> str:
    if paper.url is None:
        return _block(f"{paper.title} (no link published)")
    # No part of a title may be a link inside the link.
    title = re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", one_line(paper.title))
    return f"[{title}](<{_target(paper.url)}>)"


def _target(url: str) -> str:
    """Return *url* for angle brackets, which it then holds none of."""
    signs = {"<": "%3C", ">": "%3E", "\\": "%5C"}
    return "".join(signs.get(char, char) for char in without_controls(url) if not char.isspace())


def _inline(text: str) -> str:
    return markdown(one_line(text))


def _block(text: str) -> str:
    return markdown_block(one_line(text))


def _times(event: Event) -> str:
    """Return `17:00–01:00 +1`, with offsets where the clocks change between start and end or an hour comes twice."""
    moments = (event.start, event.end)
    has_offsets = event.start.utcoffset() != event.end.utcoffset() or any(map(is_repeated, moments))
    words = []
    for moment in moments:
        later = (moment.date() - event.start.date()).days
        offset = f" UTC{moment.isoformat()[19:]}" if has_offsets else ""
        words.append(f"{moment:%H:%M:%S}".removesuffix(":00") + offset + (f" +{later}" if later else ""))
    return "–".join(words)
