"""One event of a page from its block: each line as facts, as an item of the list above it, or as prose."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from ungacli.draft.diagnostics import Diagnostic, KeyPath, Level, Place
from ungacli.draft.draft import RawEvent
from ungacli.formats.page.blocks import Block
from ungacli.formats.page.classify import Item
from ungacli.formats.page.day_time_lines import TextPiece, begins_with_day_time
from ungacli.formats.page.event_when import PageContext, WhenText, event_when
from ungacli.formats.page.labels import Kind, Label, has_unknown_label
from ungacli.formats.page.line_facts import (
    LISTS,
    Fact,
    LineFacts,
    day_time_facts,
    labelled_facts,
    listed_facts,
    marks,
    not_used,
    shortened,
    url_in,
    with_roles_of_prose,
)
from ungacli.formats.page.lines import PageLine, prose_of, without_footer
from ungacli.model import Status
from ungacli.participants.person_names import begins_with_a_person, is_plain_name
from ungacli.participants.roles import unmarked

_REPEATED = {"speakers", "organizers", "documents", "days", "times"}
_OF_WHEN = {"days", "times", "end_day", "end", "zone"}
_CANCELLED = re.compile(r"cancell?ed\s?[:–—-]\s?", re.IGNORECASE)
_LONGEST_ITEM = 400
_LONGEST_ORGANIZATION = 150


class LineReading(NamedTuple):
    """What *lines* of a block, each with its index in the page, say about a *field* of the event and perhaps others.

    Lines without *facts* are prose. So are those of a *labelled* fact if the event has another value for it.
    """

    field: str
    lines: tuple[tuple[int, PageLine], ...] = ()
    facts: LineFacts | None = LineFacts()
    labelled: bool = False


class EventDraft(NamedTuple):
    """An *event*, the field for which each item of the page was *used*, by its index, and *diagnostics*."""

    event: RawEvent
    used: Mapping[int, str]
    diagnostics: tuple[Diagnostic, ...]


def event_draft(items: Sequence[Item], block: Block, path: KeyPath, page: PageContext, *, is_last: bool) -> EventDraft:
    """Return the event in *block*, whose path is *path*; a menu may stand below the *last* of a page."""
    place = items[block.anchor].line.place()
    readings, prose = _without_clashes([_title(items, block), *_readings(items, block, page, is_last=is_last)])
    lines = [line for _, line in prose]
    lines = lines[: without_footer(lines)] if is_last else lines
    facts, diagnostics = _joined(readings)
    when = event_when(_when_text(facts), page, place)
    facts_of_event = {field: ones for field, ones in facts.items() if field not in _OF_WHEN}
    values: dict[str, Any] = {
        field: tuple(one.value for one in ones) if field in _REPEATED else ones[0].value
        for field, ones in facts_of_event.items()
    }
    speakers, unused = with_roles_of_prose(values.get("speakers", ()), lines)
    values |= {"speakers": speakers} if speakers else {}
    places = {**{field: ones[0].place for field, ones in facts_of_event.items()}, **when.places}
    if lines:
        values["summary"], places["summary"] = prose_of(lines), lines[0].place()
    event = RawEvent(**values, when=when.when, place=place, places=places, path=path)
    used = {index: _main_field(reading) for reading in readings for index, _ in reading.lines}
    used |= {index: "summary" for index, _ in prose[: len(lines)]}
    everything = [*diagnostics, *when.diagnostics, *unused, *_doubts_of_prose(lines)]
    return EventDraft(event, used, tuple(replace(one, path=(*path, *one.path)) for one in everything))


def _main_field(reading: LineReading) -> str:
    return reading.facts.facts[0].field if reading.facts and reading.facts.facts else reading.field


def _without_clashes(readings: Sequence[LineReading]) -> tuple[list[LineReading], list[tuple[int, PageLine]]]:
    """Return *readings* without prose and without second values for one field, and the lines that are prose."""
    first: dict[str, Any] = {}
    clear: list[LineReading] = []
    prose: list[tuple[int, PageLine]] = []
    for reading in readings:
        facts, doubts = reading.facts or LineFacts()
        clashes = [
            one for one in facts if one.field not in _REPEATED and first.setdefault(one.field, one.value) != one.value
        ]
        if reading.facts is None or (reading.labelled and clashes and facts[0] == clashes[0]):
            prose += reading.lines
            continue
        lost = tuple(not_used(str(one.value), one.field, one.place) for one in clashes)
        rest = LineFacts(tuple(one for one in facts if one not in clashes), (*doubts, *lost))
        clear.append(reading._replace(facts=rest))
    return clear, prose


def _joined(readings: Sequence[LineReading]) -> tuple[dict[str, list[Fact]], list[Diagnostic]]:
    """Return the facts of *readings* by their field, and their diagnostics, numbered as the facts of the event are."""
    facts: defaultdict[str, list[Fact]] = defaultdict(list)
    diagnostics: list[Diagnostic] = []
    for reading in readings:
        of_line = reading.facts or LineFacts()
        for one in of_line.diagnostics:
            field, *numbers = one.path
            path = (field, *(len(facts.get(str(field), ())) + int(number) for number in numbers))
            diagnostics.append(replace(one, path=path))
        for fact in of_line.facts:
            facts[fact.field].append(fact)
    return facts, diagnostics


def _when_text(facts: Mapping[str, Sequence[Fact]]) -> WhenText:
    days, times = (tuple((one.value, one.place) for one in facts.get(field, ())) for field in ("days", "times"))
    apart = {field: facts[field][0].value for field in ("end_day", "end", "zone") if field in facts}
    return WhenText(days, times, **apart)


def _title(items: Sequence[Item], block: Block) -> LineReading:
    """Return the title of *block*, with the marks that stand in it."""
    if block.title is None or block.piece is None:
        return LineReading("title")
    item = items[block.title]
    line = item.value_in or item.line
    place = line.place(block.piece.at)
    marked = unmarked(block.piece.text, loose=False)
    text = marked.text.strip(" :–—|-")
    cancelled = _CANCELLED.match(text)
    title = (text[cancelled.end() :] if cancelled else text) or block.piece.text
    status = Status.CANCELLED if cancelled else marked.status
    facts = LineFacts((Fact("title", title, place), *marks(status, marked.mode, line.place())))
    if block.title != block.anchor and (url := url_in(item.line.link or "")):
        facts = facts.and_also(LineFacts((Fact("url", url, line.place()),)))
    if beside := _title_beside(items, block):
        message = f'the title is taken from behind the time; it may be the line beside that: "{beside[:80]}"'
        facts = facts._replace(diagnostics=(Diagnostic(("title",), message, Level.WARNING, place),))
    return LineReading("title", _lines(block.title, item), facts)


def _lines(index: int, item: Item) -> tuple[tuple[int, PageLine], ...]:
    return ((index, item.line), (index + 1, item.value_in)) if item.value_in else ((index, item.line),)


def _title_beside(items: Sequence[Item], block: Block) -> str | None:
    """Return the line right above or below that could be the title, if it was taken from the line of day and time."""
    day_time = items[block.anchor].day_time
    if block.title != block.anchor or not (day_time and day_time.day and day_time.times) or day_time.barred:
        return None
    beside = [items[index] for index in (block.anchor - 1, block.anchor + 1) if 0 <= index < len(items)]
    # What heads the page or a part of it is no title of one event.
    return next((item.line.text for item in beside if not item.line.level and item.could_be_a_title), None)


class _List(NamedTuple):
    """A list that goes on below its *label*: whether that stands *bare*, and whether the list is *filled*.

    *is_apart* is whether its first item is a paragraph by itself.
    """

    label: Label
    place: Place
    is_bare: bool
    is_filled: bool
    is_apart: bool = False


def _readings(items: Sequence[Item], block: Block, page: PageContext, *, is_last: bool) -> Iterator[LineReading]:
    """Yield what each line of *block* says, but for its title."""
    yield _heading(items, block)
    title = {index for index, _ in _lines(block.title, items[block.title])} if block.title is not None else set()
    day_times = set(block.day_times)
    has_prose = False
    listed: _List | None = None
    for index in range(block.begin, block.end):
        item, before = items[index], listed
        if index in day_times:
            facts = day_time_facts(item, page, block.piece if index == block.title else None)
            reading, listed = (
                LineReading("times" if item.when and item.when.times else "days", _lines(index, item), facts),
                None,
            )
        elif index in title or index == block.heading or item.line.aside or item.used:
            continue
        elif item.label and not _is_of_an_item(item.label, listed):
            reading = _labelled(index, item, item.label, page)
            is_bare = not item.value.text
            opens = item.label.kind in LISTS and reading.facts is not None
            listed = _List(item.label, item.line.place(), is_bare, not is_bare) if opens else None
            if is_last and has_prose and item.label.kind is Kind.ORGANIZERS and item.stands_alone:
                message = f'"{item.line.text}" stands below the prose: it may be about the page, not the event'
                yield _doubt(item.label.kind, message, item.line.place())
        elif listed and _is_an_item(item.line, listed):
            facts = listed_facts(listed.label, TextPiece(item.line.text, 0), item.line, page)
            reading = LineReading(listed.label.kind.value, ((index, item.line),), facts)
            listed = listed if listed.is_filled else listed._replace(is_filled=True, is_apart=item.line.gap)
        else:
            reading, listed = LineReading("summary", ((index, item.line),), None), None
        has_prose = has_prose or reading.facts is None
        if before and (listed is None or listed.place != before.place):
            yield from _nothing_listed(before)
        yield reading
    if listed:
        yield from _nothing_listed(listed)


def _doubt(kind: Kind, message: str, place: Place) -> LineReading:
    return LineReading(
        kind.value, facts=LineFacts(diagnostics=(Diagnostic((kind.value,), message, Level.WARNING, place),))
    )


def _nothing_listed(listed: _List) -> Iterator[LineReading]:
    if not listed.is_filled:
        yield _doubt(listed.label.kind, f'nothing below "{listed.label.words}" was understood', listed.place)


def _heading(items: Sequence[Item], block: Block) -> LineReading:
    """Return the day over *block*, unless its own lines have one, and what stands beside that."""
    item = items[block.heading] if block.heading is not None else None
    if item is None or block.heading is None or not (item.day_time and item.day_time.day):
        return LineReading("days")
    if any((day_time := items[index].when) and day_time.day for index in block.day_times):
        return LineReading("days")
    themes = [piece for piece in item.day_time.rest if item.over_times]
    doubts = (
        Diagnostic(("date",), f'the page heads the day "{shortened(one.text)}"', Level.NOTE, item.line.place(one.at))
        for one in themes
    )
    facts = LineFacts((Fact("days", item.day_time.day, item.line.place()),), tuple(doubts))
    return LineReading("days", ((block.heading, item.line),), facts)


def _labelled(index: int, item: Item, label: Label, page: PageContext) -> LineReading:
    """Return what a line with a *label* says; prose if its value is none for that."""
    if label.kind is Kind.SUMMARY and item.value.text:
        return LineReading("summary", ((index, replace(item.line, text=item.value.text)),), None)
    if label.kind in LISTS and not item.value.text:
        return LineReading(label.kind.value, ((index, item.line),))
    facts = labelled_facts(label, item.value, item.value_in or item.line, page)
    return LineReading(label.kind.value, _lines(index, item), facts, labelled=True)


def _is_of_an_item(label: Label, listed: _List | None) -> bool:
    """Return whether a label is a word of an item: `Concept note: Title` under `Related documents:`."""
    return label.kind is Kind.DOCUMENT and listed is not None and listed.label.kind is Kind.DOCUMENTS


def _is_an_item(line: PageLine, listed: _List) -> bool:
    """Return whether a line belongs to the list above it, not to the event's prose."""
    if len(line.text) > _LONGEST_ITEM:
        return False
    if line.bullet:
        return listed.is_bare
    first_or_close = listed.is_bare and (not listed.is_filled or not line.gap)
    is_sentence = line.text.endswith(".")
    if listed.label.kind is Kind.DOCUMENTS:
        return listed.is_bare and (first_or_close or line.link is not None) and not is_sentence
    is_short = len(line.text) <= _LONGEST_ORGANIZATION and not is_sentence
    if listed.label.kind is Kind.ORGANIZERS and first_or_close and is_short:
        return True
    # Where a paragraph is an item, so is the next one that is no more than a name.
    is_a_name = listed.is_bare and listed.is_apart and is_plain_name(unmarked(line.text).text)
    return is_a_name or begins_with_a_person(line.text, sure=not first_or_close)


def _doubts_of_prose(lines: Sequence[PageLine]) -> Iterator[Diagnostic]:
    """Yield what in the prose of an event may be more than that."""
    for line in lines:
        if begins_with_day_time(line.text):
            message = f'begins with a day or a time, and is kept in the summary: "{shortened(line.text)}"'
            yield Diagnostic(("summary",), message, Level.WARNING, line.place())
        if not line.bullet and has_unknown_label(line.text):
            message = f'the label "{line.text.partition(":")[0]}" is not known: its line is kept in the summary'
            yield Diagnostic(("summary",), message, Level.NOTE, line.place())
