"""The lines of a page, each with what it is: a day, a time and a title, a labelled fact, a row of a table, or prose."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ungacli.formats.page.labels import Kind, Label, label_alone, label_at
from ungacli.formats.page.leads import Lead, Piece, lead_of, pieces_of, when
from ungacli.formats.page.lines import BOLD_LEVEL, Line
from ungacli.formats.page.places import looks_like_a_place
from ungacli.when.lines import is_day_of_a_list

_NOTHING = Piece("", 0)
_TIMES = {Kind.DATE, Kind.TIME, Kind.WHEN, Kind.START, Kind.END}
_LISTS = {Kind.SPEAKERS, Kind.ORGANIZERS, Kind.DOCUMENTS, Kind.DOCUMENT, Kind.SUMMARY}
# A label and its list are shorter; what is longer is prose, whatever it begins with.
_LONGEST_FACT = 5_000
_LONGEST_TITLE = 250


@dataclass(frozen=True, slots=True)
class Item:
    """A *line* as what it is: *label* with the *value* behind it, or *lead*, or neither.

    The value of a label that stands alone is in the line *value_in*. *cells* are those of a row
    under a table's head: each with its label. *over_times* tells that a day and its theme stand over the day's times.
    """

    line: Line
    label: Label | None = None
    value: Piece = _NOTHING
    value_in: Line | None = None
    lead: Lead | None = None
    cells: tuple[tuple[Label, Piece], ...] = ()
    taken: bool = False
    over_times: bool = False

    @property
    def times(self) -> Lead | None:
        """What a label such as `When:` says of day and time, if that is what it stands before."""
        if not self.label or self.label.meaning.kind not in _TIMES:
            return None
        found, end = when(self.value.text[:400], expected=self.label.meaning.kind is not Kind.DATE)
        return found if end else None

    @property
    def stands_alone(self) -> bool:
        """Whether the line is a label and nothing else, not even a colon: `Partners`."""
        return self.label is not None and not self.value.text and not self.line.text.endswith((":", "\uff1a"))

    @property
    def heads_a_day(self) -> bool:
        """Whether the line is a day, or one of several days, over the events that follow."""
        return (
            self.over_times
            or (self.lead is not None and self.lead.is_day)
            or (not self.label and self.lead is None and is_day_of_a_list(self.line.text[:100]))
        )

    @property
    def could_be_numbered(self) -> bool:
        """Whether the line would be a title if its number were none: `1. Field walk`."""
        return self.line.numbered and replace(self, line=replace(self.line, bullet=False)).could_be_a_title

    @property
    def could_be_a_title(self) -> bool:
        """Whether the line stands for itself and is no sentence."""
        text = self.line.text
        if self.label or self.lead or self.taken or self.line.aside or self.line.bullet or self.heads_a_day:
            return False
        return len(text) <= _LONGEST_TITLE and not text.endswith((".", ":", ";", ",")) and any(map(str.isalpha, text))


def items_of(lines: Sequence[Line]) -> list[Item]:
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
            filled = replace(previous, value=Piece(line.text, 0), value_in=line)
            begins_another = item.label or item.cells or (item.lead and item.lead.barred)
            if not begins_another and not _is_no_fact(filled):
                items[-1], item = filled, Item(line, taken=True)
        items.append(item)
    return _with_headings([replace(item, label=None) if _is_no_fact(item) else item for item in items])


def _with_headings(items: list[Item]) -> list[Item]:
    """Return *items*; a day with a theme right over lines of times and titles is a heading: `6 May – Field day`."""
    below: Item | None = None
    for index in range(len(items) - 1, -1, -1):
        item = items[index]
        if item.line.aside or item.taken:
            continue
        if below and _has_a_theme(item) and _is_timed(below):
            items[index] = item = replace(item, over_times=True)
        below = item
    return items


def _has_a_theme(item: Item) -> bool:
    lead = item.lead
    return bool(lead and lead.day and not lead.times and not item.cells and len(lead.rest) == 1)


def _is_timed(item: Item) -> bool:
    lead = item.lead
    if not lead or lead.day or not lead.clocks:
        return False
    return bool(item.cells) or any(not looks_like_a_place(piece.text) for piece in lead.rest)


def _item(line: Line) -> Item:
    if len(line.text) > _LONGEST_FACT:
        return Item(line)
    label = label_at(line.text) or label_alone(line.text)
    if label:
        return Item(line, label, Piece(line.text[label.end :].strip(), label.end))
    return Item(line, lead=lead_of(line.text))


def _lacks_its_value(item: Item) -> bool:
    return item.label is not None and not item.value.text and item.label.meaning.kind not in _LISTS


def _is_no_fact(item: Item) -> bool:
    """Return whether an item has a label for nothing: `Schedule` over a page's navigation."""
    if item.label is None or item.label.meaning.kind in _LISTS:
        return False
    return not item.value.text or (item.label.meaning.kind in _TIMES and item.times is None)


def _columns(text: str) -> list[Label | None]:
    """Return the labels of the columns that *text* heads, if it is the head of a table."""
    if "|" not in text or len(text) > 400:
        return []
    labels = [label_alone(piece.text) if piece.text else None for piece in pieces_of(text)]
    kinds = {label.meaning.kind for label in labels if label}
    return labels if len(kinds) > 1 and kinds & _TIMES and len(kinds) >= len(labels) - 1 else []


def _row(line: Line, columns: list[Label | None]) -> Item | None:
    pieces = pieces_of(line.text) if columns else []
    if not columns or len(pieces) != len(columns):
        return None
    named = [(label, piece) for label, piece in zip(columns, pieces, strict=True) if label and piece.text]
    lead = lead_of(line.text)
    if lead is None:
        return None
    # Which cells are the day and the time the lead has found; a cell without a label is prose.
    others = tuple(piece for label, piece in zip(columns, pieces, strict=True) if not label and piece in lead.rest)
    cells = tuple((label, piece) for label, piece in named if piece in lead.rest)
    return Item(line, lead=replace(lead, rest=others), cells=cells)
