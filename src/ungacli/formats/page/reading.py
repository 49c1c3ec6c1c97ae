"""Reads a published page: events in labelled blocks, in lines between bars, or under the headings of days."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import time

from ungacli.draft.diagnostics import Diagnostic, Level, bad_file
from ungacli.draft.draft import Draft
from ungacli.draft.read_options import ReadOptions
from ungacli.formats.page.blocks import Block, find_blocks
from ungacli.formats.page.classify import Item, classify
from ungacli.formats.page.day_times import begins_with_day_time
from ungacli.formats.page.events import EventDraft, event_draft
from ungacli.formats.page.facts import PageContext, shortened
from ungacli.formats.page.lines import Page, PageLine, is_html, page_of_html, page_of_text
from ungacli.formats.text import decoded
from ungacli.names import fold
from ungacli.participants.organizations import Acronyms
from ungacli.participants.people import read_people
from ungacli.when.cells_and_lines import zone_of_the_page
from ungacli.when.days import ORDERS, common_orders
from ungacli.when.when import PartialWhen


def read(data: bytes, options: ReadOptions) -> Draft:
    """Return the events of the page in *data*; the *options* fill what it leaves out.

    Nothing is guessed: a diagnostic explains why an event is incomplete, or which option settles it, and
    each line that is in no field is reported. Raises BadFileError for what is no text, and for a page without events.
    """
    text, diagnostics = decoded(data)
    page = page_of_html(text) if is_html(text) else page_of_text(text)
    items = classify(page.lines)
    found, unsure_side = find_blocks(items)
    blocks = [block for block in found if block.is_an_event(items)]
    if not blocks:
        message = "no event found: expected a day and a time with a title, such as `Time: 10:30-12:00` under a title"
        raise bad_file(message)
    zone_line, zone_word = _zone_of_the_page(items, blocks)
    drafts = event_drafts(items, blocks, options, zone_word)
    events = tuple(draft.event for draft in drafts)
    zones = Counter(event.when.zone if event.when else None for event in events)
    heading = _heading(page, items, blocks)
    used = {index for draft in drafts for index in draft.used}
    others = [line for index, item in enumerate(items) if index not in used for line in item.lines]
    unused = [line for line in others if line is not heading and line is not zone_line]
    could_be_events = {line for line in unused if not line.aside and begins_with_day_time(line.text)}
    titles = f"the titles are taken from the lines {unsure_side} the days and times"
    no_time = "a day and a title, but no time: not taken for an event"
    without_time = [items[block.anchor].line for block in found if not block.is_an_event(items)]
    return Draft(
        title=heading.text if heading else None,
        # The zone that most events have, if each of them has one.
        timezone=None if None in zones else zones.most_common(1)[0][0],
        url=page.url,
        events=events,
        diagnostics=(
            *diagnostics,
            *(one for draft in drafts for one in draft.diagnostics),
            *_missing_zone(drafts, options),
            *([Diagnostic(("events",), titles, Level.NOTE)] if unsure_side else []),
            *(Diagnostic((), no_time, Level.WARNING, line.place) for line in without_time),
            *(
                Diagnostic(
                    (),
                    f"not used: {shortened(line.text)}",
                    Level.WARNING if line in could_be_events else Level.NOTE,
                    line.place,
                )
                for line in unused
            ),
        ),
    )


def event_drafts(
    items: Sequence[Item], blocks: Sequence[Block], options: ReadOptions, zone: str | None = None
) -> list[EventDraft]:
    """Return the event in each of *blocks*; *zone* is the word for the one that the page gives for all its times."""
    days = [item.day_time.day for item in items if item.day_time and item.day_time.day]
    years = {day.year for day in days if day.year}
    year = years.pop() if len(years) == 1 else None
    orders = [options.date_order] if options.date_order else common_orders((day for day in days if day.orders), year)
    names = {
        fold(one.participant.name)
        for item in items
        if item.label and item.label.kind == "speakers"
        for one in read_people(item.value.text).roles
    }
    acronyms = Acronyms(line.text for item in items for line in item.lines)
    page = PageContext(options, orders or ORDERS, acronyms, year, zone, names)
    return [
        event_draft(items, block, ("events", number), page, is_last=number == len(blocks) - 1)
        for number, block in enumerate(blocks)
    ]


def _zone_of_the_page(items: Sequence[Item], blocks: Sequence[Block]) -> tuple[PageLine | None, str | None]:
    """Return the line that names the zone of all times of the page, and the word for the zone."""
    within = {index for block in blocks for index in range(block.begin, block.end)}
    for index, item in enumerate(items):
        is_of_an_event = index in within and (item.label or item.day_time)
        for line in item.lines[1:] if is_of_an_event else item.lines:
            if word := zone_of_the_page(line.text):
                return line, word
    return None, None


def _heading(page: Page, items: Sequence[Item], blocks: Sequence[Block]) -> PageLine | None:
    """Return the line that names the page: its highest heading, or what stands right above the first event."""
    before = [item.line for item in items[: blocks[0].begin] if item.could_be_a_title()]
    headings = [line for line in before if 0 < line.level < 3]
    if headings:
        return min(headings, key=lambda line: line.level)
    if page.title or not before:
        return page.title
    # Menus come first, and what is nearest above the first event is about the events.
    return before[-1]


def _missing_zone(drafts: Sequence[EventDraft], options: ReadOptions) -> Iterator[Diagnostic]:
    """Yield an error at the first event that is complete but for a zone, and has no other diagnostic on that."""
    for event, _, diagnostics in drafts if not options.zone else ():
        when = event.when
        is_local = isinstance(when, PartialWhen) and when.day and when.end and isinstance(when.start, time)
        if is_local and when and not when.zone and not any(one.path[2:] == ("timezone",) for one in diagnostics):
            place = event.places.get("start", event.place)
            message = "no time zone for every event; --tz ZONE says which"
            yield Diagnostic(("schedule", "timezone"), message, Level.ERROR, place)
            return
