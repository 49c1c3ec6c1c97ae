"""Where one event of a page ends and the next begins, and which line is its title."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from ungacli.formats.page.classify import PARTICIPANTS, Item, looks_like_a_place
from ungacli.formats.page.lines import BOLD_LEVEL, PageLine
from ungacli.when.clocks import DAY

_MOST_LOOKED_BACK = 40
_FACTS = {*PARTICIPANTS, "location"}

Side = Literal["above", "below"]
"""On which side of its day and time a title stands."""


@dataclass(frozen=True, slots=True)
class Block:
    """The items of one event, from *begin* to *end* in the page; the title is a *piece* of the item at *title*.

    *anchor* is the item that shows that there is an event, *heading* the day over it, and *day_times* are the items
    with its day and times, of which the *last* is the lowest; those of the block before end above *after*. Times
    within *span*, from start to end, are the event's programme.
    """

    anchor: int
    begin: int
    after: int
    last: int
    heading: int | None = None
    has_day: bool = False
    has_times: bool = False
    span: tuple[timedelta, timedelta] | None = None
    title: int | None = None
    piece: PageLine | None = None
    day_times: frozenset[int] = frozenset()
    end: int = 0

    def is_an_event(self, items: Sequence[Item]) -> bool:
        """Return whether the block has a time, or facts of an event though the page leaves its time open."""
        labels = (item.label for item in items[self.begin : self.end])
        return self.has_times or any(label is not None and label.kind in _FACTS for label in labels)


def find_blocks(items: Sequence[Item]) -> tuple[list[Block], Side | None]:
    """Return the events of a page, and the side of the titles if that is only a guess, else None.

    An event goes from its title to the title of the next event, the heading of a day, or a heading of its own level
    or a higher one, whichever comes first.
    """
    blocks = _with_own_titles(items, _anchored(items))
    untitled = [block for block in blocks if block.title is None and not items[block.anchor].label]
    side, is_sure = _side(items, untitled)
    blocks = [_with_title_beside(items, block, side) for block in blocks]
    limits = [*(block.begin for block in blocks[1:]), len(items)]
    ended = [replace(block, end=_end(items, block, limit)) for block, limit in zip(blocks, limits, strict=False)]
    return ended, None if is_sure else side


def _anchored(items: Sequence[Item]) -> list[Block]:
    """Return the blocks as far as their days, times and labels show them, without titles beside them and ends."""
    blocks: list[Block] = []
    day_times: list[list[int]] = []
    heading: int | None = None
    is_open = False
    for index, item in enumerate(items):
        kind = item.label.kind if item.label else None
        current = blocks[-1] if is_open else None
        if item.heads_a_day and not item.line.aside:
            # The day may follow the time.
            is_day = item.day_time is not None and not item.over_times
            if current and is_day and not current.has_day and current.heading is None and index == current.last + 1:
                blocks[-1] = replace(current, has_day=True, last=index)
                day_times[-1].append(index)
            else:
                is_open, heading = False, index
            continue
        # An end belongs to the event that has begun.
        if kind == "end" or (item.day_time is None and kind != "title"):
            continue
        is_next_row = current is not None and _is_next_row(items, current, index)
        title = _title_between(items, current, index) if current else None
        if current and not is_next_row and title is None and _belongs(items, current, item, heading):
            is_one_more = item.day_time is not None and _is_one_more(items, current, item)
            day_times[-1] += [index] if is_one_more else []
            blocks[-1] = _with_facts(replace(current, last=index) if is_one_more else current, index, item)
            continue
        above = (current.anchor if current.heading is None else current.heading) if current and is_next_row else heading
        begin = index if title is None else title
        # A day above its time belongs to it: the title may stand above both.
        if title is None and not item.label and item.day_time and not item.day_time.day and above == index - 1:
            begin = index - 1 if items[index - 1].heads_a_day and items[index - 1].day_time else index
        after = blocks[-1].last + 1 if blocks else 0
        block = _with_facts(Block(index, begin, after, index, above), index, item)
        blocks.append(block if title is None else replace(block, title=title, piece=items[title].line))
        day_times.append([index] if item.day_time else [])
        is_open = True
    return [replace(block, day_times=frozenset(own)) for block, own in zip(blocks, day_times, strict=True)]


def _with_facts(block: Block, index: int, item: Item) -> Block:
    """Return *block* with what the item at *index* holds of its event: a title, or a day and times."""
    day_time = item.day_time
    if day_time is None:
        return replace(block, title=index, piece=item.value)
    span, clocks = block.span, day_time.clocks
    if span is None and clocks and clocks.end is not None:
        span = clocks.start, clocks.end if clocks.end > clocks.start else clocks.end + DAY
    has_times = block.has_times or day_time.times is not None
    return replace(block, has_day=block.has_day or day_time.day is not None, has_times=has_times, span=span)


def _is_next_row(items: Sequence[Item], current: Block, index: int) -> bool:
    """Return whether a row of a table leaves the day to the row above it: a cell that is empty, or reaches down."""
    row, above = items[index].day_time, items[current.anchor].day_time
    if not (row and above and row.barred and above.barred and index == current.anchor + 1 and not row.day):
        return False
    has_day = above.times and (above.day or current.heading is not None)
    return bool(has_day and row.times and (row.rest or items[index].cells))


def _title_between(items: Sequence[Item], current: Block, index: int) -> int | None:
    """Return the line between the *current* event and the label at *index* that is the title of the label's own event.

    Only a current event without times leaves that open: otherwise the label is one of its facts.
    """
    above, label = items[current.anchor], items[index].label
    is_plain = above.beside and above.day_time and not above.day_time.barred
    if not is_plain or current.has_times or label is None or label.kind == "title":
        return None
    between = index - 1
    while between > current.last and items[between].label:
        between -= 1
    return between if between > current.last and items[between].could_be_a_title() else None


def _belongs(items: Sequence[Item], current: Block, item: Item, heading: int | None) -> bool:
    """Return whether a day or a time is one more fact of the *current* event, not the beginning of another."""
    day_time, anchor = item.day_time, items[current.anchor]
    if day_time is None:
        return current.title is None and not anchor.beside
    if item.label:
        # A day in a label may repeat that of a title's line.
        again = day_time.day and current.has_day and anchor.label
        return not (again and day_time.times is None) and not (day_time.times and current.has_times)
    if day_time.day or not day_time.times:
        return False
    if not current.has_times and not day_time.rest and not day_time.times.open:
        return True
    # The programme of an event: its times lie within those of the event, or no day stands over them.
    clocks = day_time.clocks
    inside = current.span and clocks and current.span[0] <= clocks.start <= current.span[1]
    return bool(current.has_day and (inside or heading is None))


def _is_one_more(items: Sequence[Item], current: Block, item: Item) -> bool:
    """Return whether a day or times add to those of the *current* event; others are of its programme."""
    if not current.has_times:
        return True
    has_times = item.day_time is not None and item.day_time.times is not None
    return not has_times and not (item.beside and not items[current.anchor].label)


def _with_own_titles(items: Sequence[Item], blocks: Sequence[Block]) -> list[Block]:
    """Return *blocks*, each with the title that stands beside its day and time in one line, if one does."""
    rows = {block.anchor for block in blocks if (row := items[block.anchor].day_time) and row.barred and row.times}
    # What stands alone beside day and time between bars is a place, if it is in most of these lines.
    alone = [items[index].beside[0].text for index in rows if len(items[index].beside) == 1]
    are_places = sum(map(looks_like_a_place, alone)) * 2 > len(alone)
    titled: list[Block] = []
    for block in blocks:
        item = items[block.anchor]
        titles = [piece for label, piece in item.cells if label.kind == "title"]
        for piece in item.beside:
            is_place = are_places if len(item.beside) == 1 else looks_like_a_place(piece.text)
            titles += [] if block.anchor in rows and is_place else [piece]
        has_own = block.title is None and titles and titles[0].text
        titled.append(replace(block, title=block.anchor, piece=titles[0]) if has_own else block)
    return titled


def _side(items: Sequence[Item], untitled: Sequence[Block]) -> tuple[Side, bool]:
    """Return on which side of their days and times the titles of *untitled* stand, and whether that is sure."""
    sides: tuple[Side, Side] = ("above", "below")
    beside = {side: [_title_on(items, block, side) for block in untitled] for side in sides}
    if not untitled:
        return "above", True
    complete = [side for side in sides if None not in beside[side]]
    if not complete:
        above, below = (sum(one is not None for one in beside[side]) for side in sides)
        return "below" if below > above else "above", False
    if len(complete) == 1:
        return complete[0], True
    headed = [side for side in sides if all(items[one].line.level for one in beside[side] if one is not None)]
    # A blank line between a day and time and the line beside them sets that apart.
    gaps = [(items[block.begin].line.gap, items[block.last + 1].line.gap) for block in untitled]
    close = [side for side, beside_gaps in zip(sides, zip(*gaps, strict=True), strict=True) if not any(beside_gaps)]
    side = next((fitting[0] for fitting in (headed, close) if len(fitting) == 1), None)
    return side or "above", side is not None


def _with_title_beside(items: Sequence[Item], block: Block, side: Side) -> Block:
    if block.title is not None:
        return block
    index = _title_on(items, block, "above" if items[block.anchor].label else side)
    if index is None:
        return block
    return replace(block, title=index, begin=min(index, block.begin), piece=items[index].line)


def _title_on(items: Sequence[Item], block: Block, side: Side) -> int | None:
    """Return the item on one *side* of a block's day and time that could be its title."""
    if side == "below":
        index = block.last + 1
        return index if index < len(items) and items[index].could_be_a_title() else None
    is_labelled = items[block.anchor].label is not None
    for index in range(block.begin - 1, max(block.after, block.begin - _MOST_LOOKED_BACK) - 1, -1):
        item = items[index]
        if item.could_be_a_title(numbered=index == block.begin - 1):
            return index
        # Over labels there may stand prose, and over that the title.
        if not is_labelled or item.label or item.day_time:
            return None
    return None


def _end(items: Sequence[Item], block: Block, limit: int) -> int:
    """Return where a block ends before *limit*: at a day's heading, or at a heading as high as its own."""
    own = items[block.title].line.level if block.title is not None else 0
    # A line in bold closes nothing: it may be a word of the event's own text.
    highest = min(own, BOLD_LEVEL - 1) or 2
    for index in range(max(block.last, block.title or 0) + 1, limit):
        item = items[index]
        if item.heads_a_day or (not item.label and 0 < item.line.level <= highest):
            return index
    return limit
