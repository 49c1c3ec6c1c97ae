"""One event of a page from its block: each line as facts, as an item of the list above it, or as prose."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from ungacli.draft.diagnostics import Diagnostic, KeyPath, Level
from ungacli.draft.draft import RawEvent
from ungacli.formats.page.blocks import Block
from ungacli.formats.page.classify import Item
from ungacli.formats.page.day_times import begins_with_day_time
from ungacli.formats.page.facts import (
    Fact,
    PageContext,
    day_time_facts,
    labelled_facts,
    marks,
    not_used,
    shortened,
    url_in,
    with_roles_of_prose,
)
from ungacli.formats.page.labels import LISTS, Kind, Label, has_unknown_label
from ungacli.formats.page.lines import PageLine
from ungacli.formats.page.when import event_when
from ungacli.model import Status
from ungacli.participants.person_names import begins_with_a_person, is_plain_name
from ungacli.participants.roles import unmarked

_REPEATED = {"speakers", "organizers", "documents", "days", "times"}
_OF_WHEN = {"days", "times", "end_day", "end", "zone"}
_CANCELLED = re.compile(r"cancell?ed\s?[:–—-]\s?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:;”\"')\]]$")
_FOOTER = re.compile(
    r"(?:share (?:this|on)\b|share$|©|\(c\)|copyright\b|all rights reserved|follow us|back to top|privacy|terms of"
    r"|cookie|subscribe\b|newsletter\b|related (?:links|content|news|articles)|print(?: this)?(?: page)?$|skip to"
    r"|sitemap|site map|contact us$|about us$|accessibility|disclaimer)",
    re.IGNORECASE,
)
_LONGEST_IN_A_MENU = 60
_LONGEST_ITEM = 400
_LONGEST_ORGANIZATION = 150


class EventDraft(NamedTuple):
    """An *event*, the field for which each item of the page was *used*, by its index, and *diagnostics*."""

    event: RawEvent
    used: Mapping[int, str]
    diagnostics: tuple[Diagnostic, ...]


def event_draft(items: Sequence[Item], block: Block, path: KeyPath, page: PageContext, *, is_last: bool) -> EventDraft:
    """Return the event in *block*, whose path is *path*; a menu may stand below the *last* of a page."""
    facts: defaultdict[str, list[Fact]] = defaultdict(list)
    diagnostics = [*_themes(items, block)]
    used: dict[int, str] = {}
    prose: list[tuple[int, PageLine]] = []
    for index, line_facts in _facts_of_lines(items, block, page, is_last=is_last):
        item = items[index]
        # A labelled fact is prose if the event has another value for it.
        is_second = line_facts and index not in block.day_times and _has_another(facts, line_facts[0])
        if line_facts is None or is_second:
            is_summary = item.label and item.label.kind is Kind.SUMMARY and item.value.text
            prose += [(index, line) for line in ([item.value] if is_summary else item.lines)]
            continue
        used[index] = line_facts[0].field if line_facts or not item.label else item.label.kind.value
        for fact in line_facts:
            one = not_used(str(fact.value), fact.field, fact.place) if _has_another(facts, fact) else fact
            if one.value is not None:
                facts[one.field].append(one)
            number = [len(facts[one.field]) - 1] if one.value is not None and one.field in _REPEATED else []
            diagnostics += [Diagnostic((one.field, *number), note, Level.WARNING, one.place) for note in one.notes]
    place = items[block.anchor].line.place
    when, places_of_when, doubts = event_when(facts, page, place)
    count = _without_footer([line for _, line in prose]) if is_last else len(prose)
    lines = [line for _, line in prose[:count]]
    below = {index for index, _ in prose[count:]}
    values: dict[str, Any] = {
        field: tuple(one.value for one in ones) if field in _REPEATED else ones[0].value
        for field, ones in facts.items()
        if field not in _OF_WHEN
    }
    places = {field: facts[field][0].place for field in values} | places_of_when
    speakers, unused = with_roles_of_prose(values.get("speakers", ()), lines)
    values |= {"speakers": speakers} if speakers else {}
    if lines:
        values["summary"], places["summary"] = _prose_of(lines), lines[0].place
    event = RawEvent(**values, when=when, place=place, places=places, path=path)
    everything = [*diagnostics, *doubts, *unused, *_doubts_of_prose(lines)]
    return EventDraft(
        event,
        used | {index: "summary" for index, _ in prose if index not in below},
        tuple(replace(one, path=(*path, *one.path)) for one in everything),
    )


def _has_another(facts: Mapping[str, Sequence[Fact]], fact: Fact) -> bool:
    """Return whether *facts* have a value other than that of *fact* for its field, which has room for one."""
    others = facts.get(fact.field, ()) if fact.field not in _REPEATED and fact.value is not None else ()
    return any(other.value != fact.value for other in others[:1])


def _facts_of_lines(
    items: Sequence[Item], block: Block, page: PageContext, *, is_last: bool
) -> Iterator[tuple[int, list[Fact] | None]]:
    """Yield the index of each item of *block* that says something, with its facts; prose has None."""
    if block.title is not None and block.piece:
        yield block.title, _title(items, block, items[block.title], block.piece)
    if day := _day_above(items, block):
        yield day
    has_prose = False
    # The label over a list that goes on, and the first line of that below the label.
    opener: int | None = None
    first: PageLine | None = None
    for index in range(block.begin, block.end):
        item, label, opens = items[index], items[index].label, None
        over = items[opener] if opener is not None else None
        facts: list[Fact] | None = None
        if index in block.day_times:
            facts = day_time_facts(item, page, block.piece if index == block.title else None)
        elif index in {block.title, block.heading} or item.line.aside:
            continue
        elif label and not _is_of_a_document(label, over):
            facts = _labelled(item, label, page, is_below_prose=is_last and has_prose)
            opens = index if label.kind in LISTS else None
        elif over and over.label and _is_an_item(item.line, over.label, first, is_bare=not over.value.text):
            facts = labelled_facts(over.label, item.line, page)
            opens, first = opener, first or item.line
        if opens != opener:
            yield from _empty_list(items, opener, first)
            opener, first = opens, None
        has_prose = has_prose or facts is None
        yield index, facts
    yield from _empty_list(items, opener, first)


def _is_of_a_document(label: Label, over: Item | None) -> bool:
    """Return whether a label is a word of an item: `Concept note: Title` under `Related documents:`."""
    return (
        label.kind is Kind.DOCUMENT
        and over is not None
        and over.label is not None
        and over.label.kind is Kind.DOCUMENTS
    )


def _labelled(item: Item, label: Label, page: PageContext, *, is_below_prose: bool) -> list[Fact] | None:
    """Return the facts of a line with a *label*, None if its value is none for that."""
    is_alone = not item.value.text and not item.line.text.endswith((":", "\uff1a"))
    if is_below_prose and label.kind is Kind.ORGANIZERS and is_alone:
        message = f'"{item.line.text}" stands below the prose: it may be about the page, not the event'
        return [Fact(label.kind.value, None, item.line.place, (message,))]
    facts = labelled_facts(label, item.lines[-1] if label.kind is Kind.DOCUMENT else item.value, page)
    return facts if facts or label.kind in LISTS else None


def _empty_list(items: Sequence[Item], opener: int | None, first: PageLine | None) -> Iterator[tuple[int, list[Fact]]]:
    """Yield that there is nothing below the label that is the *opener* of a list, if it has no *first* line."""
    if opener is not None and first is None and (label := items[opener].label) and not items[opener].value.text:
        message = f'nothing below "{label.words}" was understood'
        yield opener, [Fact(label.kind.value, None, items[opener].line.place, (message,))]


def _title(items: Sequence[Item], block: Block, item: Item, piece: PageLine) -> list[Fact]:
    """Return the title of *block*, a *piece* of the *item*, with the marks that stand in it."""
    marked = unmarked(piece.text, loose=False)
    text = marked.text.strip(" :–—|-")
    cancelled = _CANCELLED.match(text)
    status = Status.CANCELLED if cancelled else marked.status
    beside = _title_beside(items, block)
    message = f'the title is taken from behind the time; it may be the line beside that: "{(beside or "")[:80]}"'
    title = (text[cancelled.end() :] if cancelled else text) or piece.text
    facts = [Fact("title", title, piece.place, (message,) if beside else ())]
    facts += marks(status, marked.mode, item.lines[-1].place)
    if block.title != block.anchor and (url := url_in(item.line.link or "")):
        facts.append(Fact("url", url, item.line.place))
    return facts


def _title_beside(items: Sequence[Item], block: Block) -> str | None:
    """Return the line right above or below that could be the title, if it was taken from the line of day and time."""
    day_time = items[block.anchor].day_time
    if block.title != block.anchor or not (day_time and day_time.day and day_time.times) or day_time.barred:
        return None
    beside = [items[index] for index in (block.anchor - 1, block.anchor + 1) if 0 <= index < len(items)]
    # What heads the page or a part of it is no title of one event.
    return next((item.line.text for item in beside if not item.line.level and item.could_be_a_title()), None)


def _day_above(items: Sequence[Item], block: Block) -> tuple[int, list[Fact]] | None:
    """Return the day over *block* with the index of its item, unless the block's own lines have one."""
    day_time = items[block.heading].day_time if block.heading is not None else None
    if block.heading is None or not day_time or not day_time.day:
        return None
    own = (items[index].day_time for index in block.day_times)
    if any(one and one.day for one in own):
        return None
    return block.heading, [Fact("days", day_time.day, items[block.heading].line.place)]


def _themes(items: Sequence[Item], block: Block) -> Iterator[Diagnostic]:
    """Yield a note on the theme beside the day over *block*."""
    if block.heading is not None and items[block.heading].over_times and _day_above(items, block):
        day_time = items[block.heading].day_time
        for piece in day_time.rest if day_time else ():
            message = f'the page heads the day "{shortened(piece.text)}"'
            yield Diagnostic(("date",), message, Level.NOTE, piece.place)


def _is_an_item(line: PageLine, label: Label, first: PageLine | None, *, is_bare: bool) -> bool:
    """Return whether a line belongs to the list whose *first* line stands below a *label*, not to the event's prose.

    A label *is_bare* if nothing stands behind it in its own line.
    """
    if len(line.text) > _LONGEST_ITEM:
        return False
    if line.bullet:
        return is_bare
    first_or_close = is_bare and (first is None or not line.gap)
    is_sentence = line.text.endswith(".")
    if label.kind is Kind.DOCUMENTS:
        return is_bare and (first_or_close or line.link is not None) and not is_sentence
    if label.kind is Kind.ORGANIZERS and first_or_close and len(line.text) <= _LONGEST_ORGANIZATION and not is_sentence:
        return True
    # Where a paragraph is an item, so is the next one that is no more than a name.
    is_a_name = first is not None and first.gap and is_bare and is_plain_name(unmarked(line.text).text)
    return is_a_name or begins_with_a_person(line.text, sure=not first_or_close)


def _doubts_of_prose(lines: Sequence[PageLine]) -> Iterator[Diagnostic]:
    """Yield what in the prose of an event may be more than that."""
    for line in lines:
        if begins_with_day_time(line.text):
            message = f'begins with a day or a time, and is kept in the summary: "{shortened(line.text)}"'
            yield Diagnostic(("summary",), message, Level.WARNING, line.place)
        if not line.bullet and has_unknown_label(line.text):
            message = f'the label "{line.text.partition(":")[0]}" is not known: its line is kept in the summary'
            yield Diagnostic(("summary",), message, Level.NOTE, line.place)


def _without_footer(lines: Sequence[PageLine]) -> int:
    """Return how many of *lines*, the last of a page, are prose: menus and small print come after."""
    is_footer = (len(line.text) < 200 and _FOOTER.match(line.text) for line in lines)
    count = next((number for number, footer in enumerate(is_footer) if footer), len(lines))
    menu = count
    while menu and _is_of_a_menu(lines[menu - 1]):
        menu -= 1
    return menu if count - menu > 1 else count


def _is_of_a_menu(line: PageLine) -> bool:
    short = len(line.text) <= _LONGEST_IN_A_MENU and not line.bullet
    return short and not _SENTENCE_END.search(line.text) and not re.search(r":|^\d", line.text)


def _prose_of(lines: Sequence[PageLine]) -> str:
    """Return *lines* as text: a blank line between paragraphs, bullets as lines, broken sentences whole."""
    previous: PageLine | None = None
    parts: list[str] = []
    for line in lines:
        if previous is None:
            joint = ""
        elif line.bullet:
            joint = "\n" if previous.bullet or previous.text.endswith(":") else "\n\n"
        elif not line.gap and not _SENTENCE_END.search(previous.text) and line.text[:1].islower():
            joint = " "
        else:
            joint = "\n\n"
        parts += [joint, f"- {line.text}" if line.bullet else line.text]
        previous = line
    return "".join(parts)
