"""Where one event of a page ends and the next begins, and which line is its title."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum

from ungacli.formats.page.classify import Item, looks_like_a_place
from ungacli.formats.page.day_time_lines import DayTime, TextPiece
from ungacli.formats.page.labels import PARTICIPANTS, Kind
from ungacli.formats.page.lines import BOLD_LEVEL
from ungacli.when.clocks import DAY

_MOST_LOOKED_BACK = 40
_FACTS = {*PARTICIPANTS, Kind.LOCATION}


class Side(Enum):
    """On which side of its day and time a title stands."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Block:
    """The items of one event, from *begin* to *end* in the page; the title is a *piece* of the item at *title*.

    *anchor* is the item that shows that there is an event, *heading* the day over it, and *day_times* are the items
    with its day and times, of which the *last* is the lowest. *labelled* is whether a label stands at the anchor,
    *has_rest* whether words stand beside the day or time there, which may be the title. Times within *span*, from
    start to end, are the event's programme. *number* is its place among the blocks.
    """

    anchor: int
    begin: int
    end: int = 0
    title: int | None = None
    piece: TextPiece | None = None
    heading: int | None = None
    has_day: bool = False
    has_times: bool = False
    labelled: bool = False
    has_rest: bool = False
    span: tuple[timedelta, timedelta] | None = None
    last: int = 0
    day_times: tuple[int, ...] = ()
    number: int = 0

    def is_an_event(self, items: Sequence[Item]) -> bool:
        """Return whether the block has a time, or facts of an event though the page leaves its time open."""
        labels = (items[index].label for index in range(self.begin, self.end))
        return self.has_times or any(label is not None and label.kind in _FACTS for label in labels)


@dataclass(frozen=True, slots=True)
class Blocks:
    """The *blocks* of a page, on which *side* their titles stand if lines beside them are the titles, and how sure."""

    blocks: tuple[Block, ...]
    side: Side | None = None
    is_sure: bool = True


def find_blocks(items: Sequence[Item]) -> Blocks:
    """Return the events of a page, each from its title to the next one's, to a day's heading or to a higher heading."""
    anchored = _anchored(items)
    places = _rests_are_places(items, anchored)
    blocks = [_with_own_title(items, block, places=places) for block in anchored]
    side, is_sure = _side(items, [block for block in blocks if block.title is None and not block.labelled], blocks)
    titled = [_with_title_beside(items, block, side, blocks) for block in blocks]
    limits = [*(block.begin for block in titled[1:]), len(items)]
    ended = tuple(replace(block, end=_end(items, block, limit)) for block, limit in zip(titled, limits, strict=False))
    return Blocks(ended, side, is_sure)


def _anchored(items: Sequence[Item]) -> list[Block]:
    """Return the blocks as far as their days, times and labels show them, without titles beside them and ends."""
    blocks: list[Block] = []
    day_times: list[list[int]] = []
    heading: int | None = None
    is_open = False
    for index, item in enumerate(items):
        if item.used or item.line.aside:
            continue
        current = blocks[-1] if is_open else None
        if item.heads_a_day:
            if current and _completes(current, index, item):
                blocks[-1] = replace(current, has_day=True)
                day_times[-1].append(index)
            else:
                is_open, heading = False, index
            continue
        day_time, kind = item.when, item.label.kind if item.label else None
        # An end belongs to the event that has begun.
        if kind is Kind.END or (day_time is None and kind is not Kind.TITLE):
            continue
        is_next_row = current is not None and _is_next_row(items, current, index)
        apart = _title_between(items, current, index) if current else None
        if current and not is_next_row and apart is None and _belongs(current, item, day_time, heading):
            blocks[-1] = _joined(current, index, item, day_time)
            day_times[-1] += [index] if day_time and _is_one_more(current, day_time) else []
            continue
        above = (current.heading if current.heading is not None else current.anchor) if current else None
        block = _new(items, index, item, day_time, above if is_next_row else heading)
        if apart is not None:
            block = replace(block, begin=apart, title=apart, piece=TextPiece(items[apart].line.text, 0))
        blocks.append(replace(block, number=len(blocks)))
        day_times.append([index] if day_time else [])
        is_open = True
    return [replace(block, day_times=tuple(indexes)) for block, indexes in zip(blocks, day_times, strict=True)]


def _completes(current: Block, index: int, item: Item) -> bool:
    """Return whether a line that is a day says when the event before it is: the day may follow the time."""
    if item.day_time is None or not item.day_time.is_day or current.has_day or current.heading is not None:
        return False
    return index == current.last + 1


def _is_next_row(items: Sequence[Item], current: Block, index: int) -> bool:
    """Return whether a row of a table leaves the day to the row above it: a cell that is empty, or reaches down."""
    row, above = items[index].day_time, items[current.anchor].day_time
    if not (row and above and row.barred and above.barred and index == current.anchor + 1 and not row.day):
        return False
    has_day = above.times and (above.day or current.heading is not None)
    return bool(has_day and row.times and (row.rest or items[index].cells))


def _title_between(items: Sequence[Item], current: Block, index: int) -> int | None:
    """Return where the title of a label stands that is another event's: below one that has no time."""
    above, label = items[current.anchor], items[index].label
    plain = not current.labelled and current.has_rest and above.day_time is not None and not above.day_time.barred
    if not plain or current.has_times or label is None or label.kind is Kind.TITLE:
        return None
    between = index - 1
    while between > current.last and items[between].label:
        between -= 1
    return between if between > current.last and items[between].could_be_a_title else None


def _belongs(current: Block, item: Item, day_time: DayTime | None, heading: int | None) -> bool:
    """Return whether a day or a time is one more fact of the *current* event, not the beginning of another."""
    if item.label and item.label.kind is Kind.TITLE:
        return current.title is None and not current.has_rest
    assert day_time
    if item.label:
        # A day in a label may repeat that of a title's line.
        again = day_time.day and current.has_day and current.labelled
        return not (again and day_time.times is None) and not (day_time.times and current.has_times)
    if day_time.day or not day_time.times:
        return False
    if not current.has_times and not day_time.rest and not day_time.times.open:
        return True
    # The programme of an event: its times lie within those of the event, or no day stands over them.
    clocks = day_time.clocks
    inside = current.span and clocks and current.span[0] <= clocks.start <= current.span[1]
    return bool(current.has_day and (inside or heading is None))


def _is_one_more(current: Block, day_time: DayTime) -> bool:
    """Return whether a day or times add to those of the *current* event; others are of its programme."""
    again = current.has_times and day_time.times
    return not again and not (day_time.rest and not current.labelled and current.has_times)


def _joined(current: Block, index: int, item: Item, day_time: DayTime | None) -> Block:
    """Return the *current* block with what the item at *index* says of its event."""
    if day_time is None:
        return replace(current, title=index, piece=item.value)
    last = index if _is_one_more(current, day_time) else current.last
    return replace(_with_day_time(current, day_time), last=last)


def _with_day_time(block: Block, day_time: DayTime) -> Block:
    span, clocks = block.span, day_time.clocks
    if span is None and clocks and clocks.end is not None:
        span = clocks.start, clocks.end if clocks.end > clocks.start else clocks.end + DAY
    has_times = block.has_times or day_time.times is not None
    return replace(block, has_day=block.has_day or day_time.day is not None, has_times=has_times, span=span)


def _new(items: Sequence[Item], index: int, item: Item, day_time: DayTime | None, heading: int | None) -> Block:
    block = Block(index, index, heading=heading, last=index, labelled=item.label is not None)
    if item.label and item.label.kind is Kind.TITLE:
        return replace(block, title=index, piece=item.value)
    assert day_time
    block = replace(_with_day_time(block, day_time), has_rest=bool(day_time.rest))
    above = items[index - 1] if heading == index - 1 else None
    # A day above its time belongs to it: the title may stand above both.
    is_below_its_day = above and above.heads_a_day and above.day_time and not item.label and not day_time.day
    return replace(block, begin=index - 1) if is_below_its_day else block


def _with_own_title(items: Sequence[Item], block: Block, *, places: bool) -> Block:
    """Return *block* with the title that stands beside its day and time in one line, if one does."""
    if block.title is not None:
        return block
    item = items[block.anchor]
    cell = next((piece for label, piece in item.cells if label.kind is Kind.TITLE), None)
    rest = item.day_time.rest if item.day_time and not item.label else ()
    piece = cell or next((piece for piece in rest if not _is_place(piece, item, places=places)), None)
    return replace(block, title=block.anchor, piece=piece) if piece and piece.text else block


def _is_place(piece: TextPiece, item: Item, *, places: bool) -> bool:
    if not (item.day_time and item.day_time.barred and item.day_time.times):
        return False
    return places if len(item.day_time.rest) == 1 else looks_like_a_place(piece.text)


def _rests_are_places(items: Sequence[Item], blocks: Sequence[Block]) -> bool:
    """Return whether the last part of the page's lines with bars is a place, as it is in most of them."""
    rests = [
        row.rest[0].text
        for block in blocks
        if (row := items[block.anchor].day_time) and row.barred and row.times and len(row.rest) == 1
    ]
    return sum(map(looks_like_a_place, rests)) * 2 > len(rests)


def _side(items: Sequence[Item], untitled: Sequence[Block], blocks: Sequence[Block]) -> tuple[Side | None, bool]:
    """Return on which side of their days and times the titles of *untitled* stand, and whether that is sure."""
    if not untitled:
        return None, True
    beside = {side: [_title_on(items, block, side, blocks) for block in untitled] for side in Side}
    complete = [side for side in Side if None not in beside[side]]
    if len(complete) == 1:
        return complete[0], True
    if not complete:
        counts = {side: sum(one is not None for one in beside[side]) for side in Side}
        return (Side.AFTER if counts[Side.AFTER] > counts[Side.BEFORE] else Side.BEFORE), False
    headed = [side for side in Side if all(items[one].line.level for one in beside[side] if one is not None)]
    if len(headed) == 1:
        return headed[0], True
    close = [side for side in Side if all(_touch(items, block, side) for block in untitled)]
    return (close[0], True) if len(close) == 1 else (Side.BEFORE, False)


def _touch(items: Sequence[Item], block: Block, side: Side) -> bool:
    """Return whether no blank line stands between a day and time and the line on that *side*."""
    if side is Side.BEFORE:
        return not items[block.begin].line.gap
    return block.last + 1 < len(items) and not items[block.last + 1].line.gap


def _with_title_beside(items: Sequence[Item], block: Block, side: Side | None, blocks: Sequence[Block]) -> Block:
    if block.title is not None:
        return block
    index = _title_on(items, block, Side.BEFORE if block.labelled else side, blocks)
    if index is None:
        return block
    return replace(block, title=index, begin=min(index, block.begin), piece=TextPiece(items[index].line.text, 0))


def _title_on(items: Sequence[Item], block: Block, side: Side | None, blocks: Sequence[Block]) -> int | None:
    """Return the item on one *side* of a block's day and time that could be its title."""
    if side is Side.AFTER:
        index = block.last + 1
        return index if index < len(items) and items[index].could_be_a_title else None
    first = blocks[block.number - 1].last + 1 if block.number else 0
    for index in range(block.begin - 1, max(first, block.begin - _MOST_LOOKED_BACK) - 1, -1):
        item = items[index]
        if item.could_be_a_title or (index == block.begin - 1 and item.could_be_numbered):
            return index
        # Over labels there may stand prose, and over that the title.
        if not block.labelled or item.label or item.day_time or item.used:
            return None
    return None


def _end(items: Sequence[Item], block: Block, limit: int) -> int:
    """Return where a block ends before *limit*: at a day's heading, or at a heading as high as its own."""
    own = items[block.title].line.level if block.title is not None else 0
    # A line in bold closes nothing: it may be a word of the event's own text.
    highest = min(own, BOLD_LEVEL - 1) or 2
    day_times = set(block.day_times)
    for index in range(max(block.last, block.title or 0) + 1, limit):
        item = items[index]
        closes = not item.label and 0 < item.line.level <= highest
        if closes or (item.heads_a_day and index not in day_times):
            return index
    return limit
