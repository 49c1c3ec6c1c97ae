"""A brief: its facts label by label, in the terminal, in Markdown, and as an HTML page to print."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from ungacli import phrases
from ungacli.escapes import markdown_block, safe
from ungacli.model import Event, Mode, Person, Speaker, Status
from ungacli.planning.brief import NO_VENUE, Brief, Entry, Near, open_of
from ungacli.render import time_text
from ungacli.render.data import markdown_text
from ungacli.when.vocabulary import day_words, short_day

if TYPE_CHECKING:
    from rich.console import RenderableType

_NOTHING_OPEN = "Everything is confirmed."
_OPEN = "Not yet confirmed"
_MOST_OVERLAPS = 3


class Line(NamedTuple):
    """A line of *text*, the address it links to, and whether it is not confirmed or less important."""

    text: str
    url: str | None = None
    unsure: bool = False
    quiet: bool = False


def brief_blocks(brief: Brief, *, width: int, also: Sequence[ZoneInfo] = ()) -> "Iterator[RenderableType]":
    """Yield *brief* for the terminal: the title, the days with their events, and what is not confirmed."""
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
    yield under_day(_OPEN)
    for event, what in unconfirmed(brief):
        yield Padding(Text.assemble(plain(event), ": ", plain(what, UNSURE)), (0, 0, 0, 2), expand=False)
    if not brief.unconfirmed:
        yield Text(_NOTHING_OPEN)


def heading(brief: Brief, also: Sequence[ZoneInfo]) -> list[Line]:
    """Return the lines below the title: office, number of events and their days, time zones, page."""
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


def brief_facts(brief: Brief, entry: Entry, also: Sequence[ZoneInfo]) -> list[tuple[str, Sequence[Line]]]:
    """Return the facts about *entry* by their labels, in order; labels without a fact are left out."""
    event, of = entry.event, brief.of
    speakers = [_speaker(part) for part in event.speakers if part.person != of]
    if not speakers and (of or not event.speakers):
        speakers = [Line("nobody else announced" if of else "nobody announced", quiet=True)]
    ends_matter = not entry.is_off and (of or len(brief.events) > 1)
    before, after = ("first of the day", "last of the day") if ends_matter else ("", "")
    if near := entry.before:
        before = f"{_gap(near)} since {near.event.title} ended at {near.event.end:%H:%M}"
    if near := entry.after:
        after = f"{_gap(near)} until {near.event.title} at {near.event.start:%H:%M}"
    overlaps = [f"overlaps {near.event.title} by {time_text.duration(near.length)}" for near in entry.overlaps]
    if len(overlaps) > _MOST_OVERLAPS:
        overlaps[_MOST_OVERLAPS:] = [f"and {len(overlaps) - _MOST_OVERLAPS} more"]
    # A missing venue stands where the venue would, and names stand above, unless they are several.
    unsure = [one.what if one.what[0].isdigit() else one.in_full for one in open_of(event) if one.what != NO_VENUE]
    is_online = event.mode is Mode.VIRTUAL and not event.location
    place = [event.location or ("" if is_online else phrases.VENUE_NOT_PUBLISHED), event.mode or ""]
    organizers = [
        Line(f"{words}: {phrases.several(map(phrases.host, hosts))}", unsure=status is not Status.CONFIRMED)
        for words, status, hosts in phrases.organizer_groups(event)
    ]
    rows: list[tuple[str, Sequence[Line]]] = [
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


def _gap(near: Near) -> str:
    return time_text.duration(near.length) if near.length else "no time"


def _speaker(part: Speaker) -> Line:
    titles = " ".join(filter(None, [part.person.honorific, part.person.name]))
    words = ", ".join(filter(None, [titles, phrases.office(part.person)]))
    return Line(f"{words}: {phrases.part_words(part)}", unsure=part.status is not Status.CONFIRMED)


def unconfirmed(brief: Brief) -> list[tuple[str, str]]:
    """Return each event that is not fully confirmed, with its day and times, and what is not confirmed of it."""
    rows = []
    for event, group in groupby(brief.unconfirmed, key=lambda one: one.event):
        name = "All events"
        if event:
            name = f"{event.title}, {short_day(event.start.date())}, {time_text.times(event)}"
        rows.append((name, "; ".join(one.in_full for one in group)))
    return rows


def markdown_document(brief: Brief, *, also: Sequence[ZoneInfo] = ()) -> str:
    """Return *brief* as a document in GitHub's Markdown."""
    parts = [
        f"# {markdown_text(brief.title)}",
        *(f"\n{markdown_block(safe(line.text).strip())}" for line in heading(brief, also)),
    ]
    for day, entries in brief.days:
        parts.append(f"\n## {day_words(day)}")
        for entry in entries:
            parts.append(f"\n### {times(entry.event)}: {markdown_text(phrases.event_title(entry.event))}\n")
            for label, lines in brief_facts(brief, entry, also):
                if len(lines) == 1:
                    parts.append(f"- **{label}:** {markdown_text(lines[0].text)}")
                else:
                    items = (markdown_block(safe(line.text).strip()) for line in lines)
                    parts += [f"- **{label}:**", *(f"  - {item}" for item in items)]
    parts.append(f"\n## {_OPEN}\n")
    parts += [f"- **{markdown_text(event)}:** {markdown_text(what)}" for event, what in unconfirmed(brief)]
    return "\n".join(parts if brief.unconfirmed else [*parts, _NOTHING_OPEN]) + "\n"


def html_page(brief: Brief, *, also: Sequence[ZoneInfo] = ()) -> str:
    """Return *brief* as a standalone page to print, which loads and runs nothing."""
    name = _escaped(brief.title)
    # The paper is the reader's own, A4 or Letter: it gives margins alone, and sizes in points.
    style = Path(__file__).with_name("brief.css").read_text(encoding="utf-8").strip()
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{name}</title>\n<style>\n{style}\n</style>\n</head>\n<body>",
        f"<header>\n<h1>{name}</h1>",
        *map(_html_line, heading(brief, also)),
        "</header>\n<main>",
    ]
    for day, entries in brief.days:
        parts.append(f"<section>\n<h2>{_escaped(day_words(day))}</h2>")
        for entry in entries:
            when = f'<time datetime="{entry.event.start.isoformat()}">{_escaped(times(entry.event))}</time>'
            parts.append(f"<article>\n<h3>{when} {_escaped(phrases.event_title(entry.event))}</h3>\n<dl>")
            for label, lines in brief_facts(brief, entry, also):
                own = ' class="part"' if label == "Part" else ""
                parts.append(f"<dt>{label}</dt><dd{own}>{''.join(map(_html_line, lines))}</dd>")
            parts.append("</dl>\n</article>")
        parts.append("</section>")
    parts.append(f"<section>\n<h2>{_OPEN}</h2>")
    items = [
        f'<li>{_escaped(event)}: <span class="unsure">{_escaped(what)}</span></li>'
        for event, what in unconfirmed(brief)
    ]
    parts += ["<ul>", *items, "</ul>"] if items else [f"<p>{_NOTHING_OPEN}</p>"]
    return "\n".join([*parts, "</section>\n</main>\n</body>\n</html>"]) + "\n"


def _html_line(line: Line) -> str:
    kind = ' class="unsure"' if line.unsure else ' class="quiet"' if line.quiet else ""
    text = _escaped(line.text)
    # Only what a browser fetches: any other scheme may run what it names.
    if line.url and line.url.casefold().startswith(("https://", "http://")):
        text = f'<a href="{_escaped(line.url)}">{text}</a>'
    return f"<p{kind}>{text}</p>"


def _escaped(text: str) -> str:
    return escape(safe(text).strip())
