"""What each line of a page is: a day, a time and a title, a labelled fact, a row of a table, or prose."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ungacli.formats.page.day_time_lines import DayTime, TextPiece, day_time_line, leading_day_time, pieces_of
from ungacli.formats.page.labels import PARTICIPANTS, Kind, Label, label_alone, label_at
from ungacli.formats.page.lines import BOLD_LEVEL, PageLine
from ungacli.when.lines import is_day_of_a_list

LONGEST_HEAD = 400
"""In so many characters of a line a day and a time are looked for."""
_NOTHING = TextPiece("", 0)
_TIMES = {Kind.DATE, Kind.TIME, Kind.WHEN, Kind.START, Kind.END}
_LISTS = {*PARTICIPANTS, Kind.DOCUMENTS, Kind.DOCUMENT, Kind.SUMMARY}
_PLACE = re.compile(
    r"\b(?:rooms?|hall|pavilion|zone|building|cent(?:er|re)|headquarters|hq|auditorium|chamber|street|st\.|avenue|ave|hotel"
    r"|palais|house|plaza|floor"
    r"|lobby|theat(?:er|re)|library|lounge|terrace|museum|campus|mission|conference\sroom|cr[- ]?\d+"
    r"|online|virtual|virtually|hybrid|zoom|webex|teams|webcast|livestream|embassy|club|venue|studio|stage|salle|gallery"
    r"|amphitheat(?:er|re)|university|trusteeship|ecosoc|salon|ballroom|square|boulevard|garden|park)\b",
    re.IGNORECASE,
)
# A label and its list are shorter; what is longer is prose, whatever it begins with.
_LONGEST_FACT = 5_000
_LONGEST_TITLE = 250


def looks_like_a_place(text: str) -> bool:
    """Return whether *text* has a word for a place, or one for having none: online."""
    return len(text) <= 200 and _PLACE.search(text) is not None


@dataclass(frozen=True, slots=True)
class Item:
    """A *line* as what it is: *label* with the *value* behind it, or *day_time*, or neither.

    The value of a label that stands alone is in the line *value_in*, whose own item is *used*. *cells* are those of
    a row under a table's head, each with its label. *over_times* is whether the line is a day and its theme over the
    day's times.
    """

    line: PageLine
    label: Label | None = None
    value: TextPiece = _NOTHING
    value_in: PageLine | None = None
    day_time: DayTime | None = None
    cells: tuple[tuple[Label, TextPiece], ...] = ()
    used: bool = False
    over_times: bool = False

    @property
    def when(self) -> DayTime | None:
        """The day and the time of the line, whether it begins with them or has a label for them."""
        if not self.label or self.label.kind not in _TIMES:
            return self.day_time
        day_time, end = leading_day_time(self.value.text[:LONGEST_HEAD], expected=self.label.kind is not Kind.DATE)
        return day_time if end else None

    @property
    def stands_alone(self) -> bool:
        """Whether the line is a label and nothing else, not even a colon: `Partners`."""
        return self.label is not None and not self.value.text and not self.line.text.endswith((":", "\uff1a"))

    @property
    def heads_a_day(self) -> bool:
        """Whether the line is a day, or one of several days, over the events that follow."""
        if self.over_times or (self.day_time is not None and self.day_time.is_day):
            return True
        return not self.label and self.day_time is None and is_day_of_a_list(self.line.text[:100])

    @property
    def could_be_numbered(self) -> bool:
        """Whether the line would be a title if its number were none: `1. Field walk`."""
        return self.line.numbered and replace(self, line=replace(self.line, bullet=False)).could_be_a_title

    @property
    def could_be_a_title(self) -> bool:
        """Whether the line stands for itself and is no sentence."""
        text = self.line.text
        if self.label or self.day_time or self.used or self.line.aside or self.line.bullet or self.heads_a_day:
            return False
        return len(text) <= _LONGEST_TITLE and not text.endswith((".", ":", ";", ",")) and any(map(str.isalpha, text))


def classify(lines: Sequence[PageLine]) -> tuple[Item, ...]:
    """Return each of *lines* as what it is; a label alone takes its value from the line after it."""
    items: list[Item] = []
    columns: list[Label | None] = []
    for line in lines:
        if line.aside:
            items.append(Item(line))
            continue
        if head := _columns(line.text):
            columns = head
            items.append(Item(replace(line, aside=True)))
            continue
        columns = columns if "|" in line.text else []
        item = _row(line, columns) or _item(line)
        previous = items[-1] if items else None
        # A heading is over what follows, never the value of what stands above it.
        heads = 0 < line.level < BOLD_LEVEL
        if previous and not heads and _lacks_its_value(previous):
            complete = replace(previous, value=TextPiece(line.text, 0), value_in=line)
            begins_another = item.label or item.cells or (item.day_time and item.day_time.barred)
            if not begins_another and not _is_no_fact(complete):
                items[-1], item = complete, Item(line, used=True)
        items.append(item)
    return _with_headings([replace(item, label=None) if _is_no_fact(item) else item for item in items])


def _with_headings(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return *items*; a day with a theme right over lines of times and titles is a heading: `6 May – Field day`."""
    marked: list[Item] = []
    below: Item | None = None
    for item in reversed(items):
        is_content = not item.line.aside and not item.used
        heads = is_content and below is not None and _has_a_theme(item) and _is_timed(below)
        marked.append(replace(item, over_times=True) if heads else item)
        below = marked[-1] if is_content else below
    return tuple(reversed(marked))


def _has_a_theme(item: Item) -> bool:
    day_time = item.day_time
    return bool(day_time and day_time.day and not day_time.times and not item.cells and len(day_time.rest) == 1)


def _is_timed(item: Item) -> bool:
    day_time = item.day_time
    if not day_time or day_time.day or not day_time.clocks:
        return False
    return bool(item.cells) or any(not looks_like_a_place(piece.text) for piece in day_time.rest)


def _item(line: PageLine) -> Item:
    if len(line.text) > _LONGEST_FACT:
        return Item(line)
    if label := label_at(line.text) or label_alone(line.text):
        return Item(line, label, TextPiece(line.text[label.end :].strip(), label.end))
    return Item(line, day_time=day_time_line(line.text))


def _lacks_its_value(item: Item) -> bool:
    return item.label is not None and not item.value.text and item.label.kind not in _LISTS


def _is_no_fact(item: Item) -> bool:
    """Return whether an item has a label for nothing: `Schedule` over a page's navigation."""
    if item.label is None or item.label.kind in _LISTS:
        return False
    return not item.value.text or (item.label.kind in _TIMES and item.when is None)


def _columns(text: str) -> list[Label | None]:
    """Return the labels of the columns that *text* heads, if it is the head of a table."""
    if "|" not in text or len(text) > LONGEST_HEAD:
        return []
    labels = [label_alone(piece.text) if piece.text else None for piece in pieces_of(text)]
    kinds = {label.kind for label in labels if label}
    return labels if len(kinds) > 1 and kinds & _TIMES and len(kinds) >= len(labels) - 1 else []


def _row(line: PageLine, columns: Sequence[Label | None]) -> Item | None:
    pieces = pieces_of(line.text) if columns else []
    day_time = day_time_line(line.text) if columns and len(pieces) == len(columns) else None
    if day_time is None:
        return None
    # Which cells are the day and the time the line itself shows; a cell without a label is prose.
    cells = [(label, piece) for label, piece in zip(columns, pieces, strict=True) if piece in day_time.rest]
    others = tuple(piece for label, piece in cells if not label)
    labelled = tuple((label, piece) for label, piece in cells if label and piece.text)
    return Item(line, day_time=replace(day_time, rest=others), cells=labelled)
