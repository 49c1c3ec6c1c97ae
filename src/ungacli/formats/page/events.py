"""One event of a page from its block: each line as facts, as an item of the list above it, or as prose."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, takewhile
from typing import Any, NamedTuple

from ungacli.draft.diagnostics import Diagnostic, KeyPath, Level
from ungacli.draft.draft import RawEvent
from ungacli.formats.page.blocks import Block
from ungacli.formats.page.classify import LISTS, Item, Label, has_unknown_label
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
_LONGEST_ITEM = 400
_LONGEST_ORGANIZATION = 150


LineFacts = tuple[int, list[Fact] | None]
"""The index of an item of the page and the facts of its lines, None for prose."""


class EventDraft(NamedTuple):
    """An *event*, the field for which each item of the page was *used*, by its index, and *diagnostics*."""

    event: RawEvent
    used: Mapping[int, str]
    diagnostics: tuple[Diagnostic, ...]


def event_draft(items: Sequence[Item], block: Block, path: KeyPath, page: PageContext, *, is_last: bool) -> EventDraft:
    """Return the event in *block*, whose path is *path*; a menu may stand below the *last* of a page."""
    place = items[block.anchor].line.place
    facts: defaultdict[str, list[Fact]] = defaultdict(list)
    diagnostics: list[Diagnostic] = []
    used: dict[int, str] = {}
    prose: list[tuple[int, PageLine]] = []
    lines = _facts_of_lines(items, block, page, is_last=is_last)
    for index, line_facts in chain(_title(items, block), _day_above(items, block), lines):
        item = items[index]
        # A labelled fact is prose if the event has another value for it.
        is_second = line_facts and index not in block.day_times and _has_another(facts, line_facts[0])
        if line_facts is None or is_second:
            is_summary = item.label and item.label.kind == "summary" and item.value.text
            prose += [(index, line) for line in ([item.value] if is_summary else item.lines)]
            continue
        used[index] = line_facts[0].field if line_facts or not item.label else item.label.kind
        for fact in line_facts:
            one = not_used(str(fact.value), fact.field, fact.place) if _has_another(facts, fact) else fact
            facts[one.field] += [one] if one.value is not None else []
            number = [len(facts[one.field]) - 1] if one.value is not None and one.field in _REPEATED else []
            diagnostics += [Diagnostic((one.field, *number), note, one.level, one.place) for note in one.notes]
    summary = [line for _, line in prose[: _without_footer(prose) if is_last else len(prose)]]
    values: dict[str, Any] = {
        field: tuple(one.value for one in ones) if field in _REPEATED else ones[0].value
        for field, ones in facts.items()
        if ones and field not in _OF_WHEN
    }
    values["when"], places, doubts = event_when(facts, page, place)
    places |= {field: facts[field][0].place for field in values.keys() & facts.keys()}
    speakers, unused = with_roles_of_prose(values.get("speakers", ()), summary)
    values |= {"speakers": speakers} if speakers else {}
    if summary:
        values["summary"], places["summary"] = _prose_of(summary), summary[0].place
    below = {index for index, _ in prose[len(summary) :]}
    return EventDraft(
        RawEvent(**values, place=place, places=places, path=path),
        used | {index: "summary" for index, _ in prose if index not in below},
        tuple(
            replace(one, path=(*path, *one.path))
            for one in (*diagnostics, *doubts, *unused, *_doubts_of_prose(summary))
        ),
    )


def _has_another(facts: Mapping[str, Sequence[Fact]], fact: Fact) -> bool:
    """Return whether *facts* have a value other than that of *fact* for its field, which has room for one."""
    others = facts.get(fact.field, ()) if fact.field not in _REPEATED and fact.value is not None else ()
    return any(other.value != fact.value for other in others[:1])


def _facts_of_lines(items: Sequence[Item], block: Block, page: PageContext, *, is_last: bool) -> Iterator[LineFacts]:
    """Yield the facts of the lines of *block*, but for its title."""
    has_prose = False
    # The label over the list that goes on, and the lines below each label over one.
    opener: int | None = None
    below: dict[int, list[PageLine]] = {}
    for index in range(block.begin, block.end):
        item, label = items[index], items[index].label
        over = items[opener].label if opener is not None else None
        facts: list[Fact] | None = None
        if index in block.day_times:
            facts, opener = day_time_facts(item, page, block.piece if index == block.title else None), None
        elif index in {block.title, block.heading} or item.line.aside:
            continue
        # "Concept note: Title" below "Related documents:" is one of them.
        elif label and not (over and over.kind == "documents" and label.kind == "document"):
            facts = _labelled(item, label, page, is_below_prose=is_last and has_prose)
            opener = index if label.kind in LISTS else None
            below |= {index: []} if label.kind in LISTS else {}
        elif over and opener is not None and _is_an_item(item.line, items[opener], over, below[opener]):
            facts = labelled_facts(over, item.line, page)
            below[opener].append(item.line)
        else:
            opener = None
        has_prose = has_prose or facts is None
        yield index, facts
    for index, lines in below.items():
        label = items[index].label
        if label and not lines and not items[index].value.text:
            message = f'nothing below "{label.words}" was understood'
            yield index, [Fact(label.kind, None, items[index].line.place, (message,))]


def _labelled(item: Item, label: Label, page: PageContext, *, is_below_prose: bool) -> list[Fact] | None:
    """Return the facts of a line with a *label*, None if its value is none for that."""
    is_alone = not item.value.text and not item.line.text.endswith((":", "\uff1a"))
    if is_below_prose and label.kind == "organizers" and is_alone:
        message = f'"{item.line.text}" stands below the prose: it may be about the page, not the event'
        return [Fact(label.kind, None, item.line.place, (message,))]
    facts = labelled_facts(label, item.lines[-1] if label.kind == "document" else item.value, page)
    return facts if facts or label.kind in LISTS else None


def _title(items: Sequence[Item], block: Block) -> Iterator[LineFacts]:
    """Yield the title of *block*, if it has one, with the marks that stand in it."""
    if block.title is None or block.piece is None:
        return
    item = items[block.title]
    marked = unmarked(block.piece.text, loose=False)
    text = marked.text.strip(" :–—|-")
    cancelled = _CANCELLED.match(text)
    title = (text[cancelled.end() :] if cancelled else text) or block.piece.text
    beside = _title_beside(items, block)
    message = f'the title is taken from behind the time; it may be the line beside that: "{(beside or "")[:80]}"'
    facts = [Fact("title", title, block.piece.place, (message,) if beside else ())]
    facts += marks(Status.CANCELLED if cancelled else marked.status, marked.mode, item.lines[-1].place)
    if block.title != block.anchor and (url := url_in(item.line.link or "")):
        facts.append(Fact("url", url, item.line.place))
    yield block.title, facts


def _title_beside(items: Sequence[Item], block: Block) -> str | None:
    """Return the line right above or below that could be the title, if it was taken from the line of day and time."""
    day_time = items[block.anchor].day_time
    if block.title != block.anchor or not (day_time and day_time.day and day_time.times) or day_time.barred:
        return None
    beside = [items[index] for index in (block.anchor - 1, block.anchor + 1) if 0 <= index < len(items)]
    # What heads the page or a part of it is no title of one event.
    return next((item.line.text for item in beside if not item.line.level and item.could_be_a_title()), None)


def _day_above(items: Sequence[Item], block: Block) -> Iterator[LineFacts]:
    """Yield the day over *block*, with a note on the theme beside it, unless the block's own lines have a day."""
    above = items[block.heading] if block.heading is not None else None
    days = [one.day for index in block.day_times if (one := items[index].day_time) and one.day]
    if above and block.heading is not None and above.day_time and above.day_time.day and not days:
        day = Fact("days", above.day_time.day, above.line.place)
        themes = [
            Fact("date", None, piece.place, (f'the page heads the day "{shortened(piece.text)}"',), Level.NOTE)
            for piece in (above.beside if above.over_times else ())
        ]
        yield block.heading, [day, *themes]


def _is_an_item(line: PageLine, opener: Item, label: Label, above: Sequence[PageLine]) -> bool:
    """Return whether a line belongs to the list below the *opener* with its *label*, of which lines are *above*."""
    if len(line.text) > _LONGEST_ITEM:
        return False
    is_bare = not opener.value.text
    if line.bullet:
        return is_bare
    first_or_close = is_bare and not (above and line.gap)
    is_sentence = line.text.endswith(".")
    if label.kind == "documents":
        return is_bare and (first_or_close or line.link is not None) and not is_sentence
    if label.kind == "organizers" and first_or_close and len(line.text) <= _LONGEST_ORGANIZATION and not is_sentence:
        return True
    # Where a paragraph is an item, so is the next one that is no more than a name.
    are_paragraphs = is_bare and any(one.gap for one in above[:1])
    is_a_name = are_paragraphs and is_plain_name(unmarked(line.text).text)
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


def _without_footer(prose: Sequence[tuple[int, PageLine]]) -> int:
    """Return how many lines of the *prose* at the end of a page are no menus and no small print."""
    lines = [line for _, line in prose]
    footers = (number for number, line in enumerate(lines) if len(line.text) < 200 and _FOOTER.match(line.text))
    count = next(footers, len(lines))
    menu = len([*takewhile(_could_be_of_a_menu, reversed(lines[:count]))])
    return count - menu if menu > 1 else count


def _could_be_of_a_menu(line: PageLine) -> bool:
    is_prose = _SENTENCE_END.search(line.text) or re.search(r":|^\d", line.text)
    return len(line.text) <= 60 and not line.bullet and not is_prose


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
