"""Where one event of a page ends and the next begins, and which line is its title."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum

from ungacli.formats.page.items import Item
from ungacli.formats.page.labels import Kind
from ungacli.formats.page.leads import Lead, Piece
from ungacli.formats.page.lines import BOLD_LEVEL
from ungacli.formats.page.places import looks_like_a_place
from ungacli.when.clocks import DAY

_MOST_LOOKED_BACK = 40


class Side(Enum):
    """On which side of its day and time a title stands."""

    BEFORE = "before"
    AFTER = "after"


@dataclass
class Block:
    """The items of one event, from *begin* to *end* in the page; the title is a *piece* of the item at *title*.

    *anchor* is the item with which it is known to be an event, *heading* the day over it, *parts* are the items with
    days and times, of which the *last* is known, and *number* is its place among the blocks. What its parts have told
    so far: *has_day* and *has_times*; *labelled* that it began with a label, *has_rest* that words stood beside its
    day or time, which may be the title; *span* is from when to when it is, so that times within it are its programme.
    """

    anchor: int
    begin: int
    end: int = 0
    title: int | None = None
    piece: Piece | None = None
    heading: int | None = None
    has_day: bool = False
    has_times: bool = False
    labelled: bool = False
    has_rest: bool = False
    span: tuple[timedelta, timedelta] | None = None
    last: int = 0
    parts: list[tuple[int, Lead]] = field(default_factory=list)
    number: int = 0


@dataclass
class Found:
    """The *blocks* of a page, on which *side* their titles stand if that had to be made out."""

    blocks: list[Block]
    side: Side | None = None
    sure: bool = True


def blocks_of(items: Sequence[Item]) -> Found:
    """Return the events of a page, each from its title to the next one's, to a day's heading or to a higher heading."""
    blocks = _anchors(items)
    side, sure = _give_titles(items, blocks)
    starts = [block.begin for block in blocks]
    for number, block in enumerate(blocks):
        limit = starts[number + 1] if number + 1 < len(blocks) else len(items)
        block.end = _end(items, block, limit)
    return Found(blocks, side, sure)


def _anchors(items: Sequence[Item]) -> list[Block]:
    blocks: list[Block] = []
    current: Block | None = None
    heading: int | None = None
    for index, item in enumerate(items):
        if item.taken or item.line.aside:
            continue
        if item.heads_a_day:
            if _completes(current, index, item):
                assert current
                assert item.lead
                current.parts.append((index, item.lead))
                current.has_day = True
            else:
                current, heading = None, index
            continue
        lead = item.times or item.lead
        label = item.label.meaning.kind if item.label else None
        # An end belongs to the event that has begun.
        if label is Kind.END or (lead is None and label is not Kind.TITLE):
            continue
        next_row = current is not None and _is_next_row(items, current, index)
        apart = _title_between(items, current, index) if current else None
        if current and not next_row and apart is None and _belongs(current, item, lead, heading):
            _take(current, index, item, lead)
            continue
        day = (current.heading if current.heading is not None else current.anchor) if current and next_row else heading
        current = _new(items, index, item, lead, day)
        if apart is not None:
            current.begin = current.title = apart
            current.piece = Piece(items[apart].line.text, 0)
        current.number = len(blocks)
        blocks.append(current)
    return blocks


def _completes(current: Block | None, index: int, item: Item) -> bool:
    """Return whether a line that is a day says when the event before it is: the day may follow the time."""
    if current is None or item.lead is None or not item.lead.is_day or current.has_day or current.heading is not None:
        return False
    return index == current.last + 1


def _is_next_row(items: Sequence[Item], current: Block, index: int) -> bool:
    """Return whether a row of a table leaves the day to the row above it: a cell that is empty, or reaches down."""
    row, above = items[index].lead, items[current.anchor].lead
    if not (row and above and row.barred and above.barred and index == current.anchor + 1 and not row.day):
        return False
    known = above.times and (above.day or current.heading is not None)
    return bool(known and row.times and (row.rest or items[index].cells))


def _title_between(items: Sequence[Item], current: Block, index: int) -> int | None:
    """Return where the title of a label stands that is another event's: below one of which no time is told."""
    above, label = items[current.anchor], items[index].label
    plain = not current.labelled and current.has_rest and above.lead is not None and not above.lead.barred
    if not plain or current.has_times or label is None or label.meaning.kind is Kind.TITLE:
        return None
    between = index - 1
    while between > current.last and items[between].label:
        between -= 1
    return between if between > current.last and items[between].could_be_a_title else None


def _belongs(current: Block, item: Item, lead: Lead | None, heading: int | None) -> bool:
    """Return whether a day or a time is one more fact of the *current* event, not the beginning of another."""
    if item.label:
        kind = item.label.meaning.kind
        if kind is Kind.TITLE:
            return current.title is None and not current.has_rest
        assert lead
        # A day in a label may repeat that of a title's line.
        again = lead.day and current.has_day and current.labelled
        return not (again and lead.times is None) and not (lead.times and current.has_times)
    assert lead
    if lead.day or not lead.times:
        return False
    if not current.has_times and not lead.rest and not lead.times.open:
        return True
    # The programme of an event: its times lie within those of the event, or no day stands over them.
    inside = current.span and lead.clocks and current.span[0] <= lead.clocks.start <= current.span[1]
    return bool(current.has_day and (inside or heading is None))


def _take(current: Block, index: int, item: Item, lead: Lead | None) -> None:
    """Add the item at *index* to what the *current* event is known by."""
    if lead is None:
        current.title, current.piece = index, item.value
        return
    if not (current.has_times and lead.times) and not (lead.rest and not current.labelled and current.has_times):
        current.parts.append((index, lead))
        current.last = index
    _know(current, lead)


def _know(block: Block, lead: Lead) -> None:
    block.has_day = block.has_day or lead.day is not None
    if lead.times:
        block.has_times = True
        if block.span is None and (clocks := lead.clocks) and clocks.end is not None:
            block.span = clocks.start, clocks.end if clocks.end > clocks.start else clocks.end + DAY


def _new(items: Sequence[Item], index: int, item: Item, lead: Lead | None, heading: int | None) -> Block:
    block = Block(index, index, heading=heading, last=index, labelled=item.label is not None)
    if item.label and item.label.meaning.kind is Kind.TITLE:
        block.title, block.piece = index, item.value
    else:
        assert lead
        block.parts.append((index, lead))
        block.has_rest = bool(lead.rest)
        _know(block, lead)
        if (
            not item.label
            and heading == index - 1
            and not lead.day
            and items[index - 1].heads_a_day
            and items[index - 1].lead
        ):
            # A day above its time belongs to it: the title may stand above both.
            block.begin = index - 1
    return block


def _give_titles(items: Sequence[Item], blocks: Sequence[Block]) -> tuple[Side | None, bool]:
    places = _rests_are_places(blocks, items)
    untitled: list[Block] = []
    for block in blocks:
        item = items[block.anchor]
        if block.title is not None:
            continue
        cell = next((piece for label, piece in item.cells if label.meaning.kind is Kind.TITLE), None)
        rest = item.lead.rest if item.lead and not item.label else ()
        told = cell or next((piece for piece in rest if not _is_place(piece, item, places=places)), None)
        if told and told.text:
            block.title, block.piece = block.anchor, told
        else:
            untitled.append(block)
    side, sure = _side(items, [block for block in untitled if not block.labelled], blocks)
    for block in untitled:
        found = _beside(items, block, Side.BEFORE if block.labelled else side, blocks)
        if found is not None:
            block.title, block.begin = found, min(found, block.begin)
            block.piece = Piece(items[found].line.text, 0)
    return side, sure


def _is_place(piece: Piece, item: Item, *, places: bool) -> bool:
    if not (item.lead and item.lead.barred and item.lead.times):
        return False
    return places if len(item.lead.rest) == 1 else looks_like_a_place(piece.text)


def _rests_are_places(blocks: Sequence[Block], items: Sequence[Item]) -> bool:
    """Return whether the last part of the page's lines with bars is a place, as most of them say."""
    rests = [
        lead.rest[0].text
        for block in blocks
        if (lead := items[block.anchor].lead) and lead.barred and lead.times and len(lead.rest) == 1
    ]
    return sum(map(looks_like_a_place, rests)) * 2 > len(rests)


def _side(items: Sequence[Item], untitled: Sequence[Block], blocks: Sequence[Block]) -> tuple[Side | None, bool]:
    """Return on which side of their days and times the titles of *untitled* stand, and whether that is sure."""
    if not untitled:
        return None, True
    found = {side: [_beside(items, block, side, blocks) for block in untitled] for side in Side}
    complete = [side for side in Side if None not in found[side]]
    if len(complete) == 1:
        return complete[0], True
    if not complete:
        counts = {side: sum(one is not None for one in found[side]) for side in Side}
        return (Side.AFTER if counts[Side.AFTER] > counts[Side.BEFORE] else Side.BEFORE), False
    headed = [side for side in Side if all(items[one].line.level for one in found[side] if one is not None)]
    if len(headed) == 1:
        return headed[0], True
    close = [side for side in Side if all(_touch(items, block, side) for block in untitled)]
    return (close[0], True) if len(close) == 1 else (Side.BEFORE, False)


def _touch(items: Sequence[Item], block: Block, side: Side) -> bool:
    """Return whether no blank line stands between a day and time and the line on that *side*."""
    if side is Side.BEFORE:
        return not items[block.begin].line.gap
    return block.last + 1 < len(items) and not items[block.last + 1].line.gap


def _beside(items: Sequence[Item], block: Block, side: Side | None, blocks: Sequence[Block]) -> int | None:
    if side is Side.AFTER:
        index = block.last + 1
        return index if index < len(items) and items[index].could_be_a_title else None
    first = blocks[block.number - 1].last + 1 if block.number else 0
    index = block.begin - 1
    while index >= max(first, block.begin - _MOST_LOOKED_BACK):
        item = items[index]
        if item.could_be_a_title or (index == block.begin - 1 and item.could_be_numbered):
            return index
        # Over labels there may stand prose, and over that the title.
        if not block.labelled or item.label or item.lead or item.taken:
            return None
        index -= 1
    return None


def _end(items: Sequence[Item], block: Block, limit: int) -> int:
    """Return where a block ends before *limit*: at a day's heading, or at a heading as high as its own."""
    own = items[block.title].line.level if block.title is not None else 0
    # A line in bold closes nothing: it may be a word of the event's own text.
    highest = min(own, BOLD_LEVEL - 1) or 2
    for index in range(max(block.last, block.title or 0) + 1, limit):
        item = items[index]
        closes = not item.label and 0 < item.line.level <= highest
        if closes or (item.heads_a_day and index not in {part for part, _ in block.parts}):
            return index
    return limit
