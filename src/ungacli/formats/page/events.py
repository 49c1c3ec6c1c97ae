"""One event of a page from its block: each line as a field, as an item of the list above it, or as prose."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from ungacli.draft.diagnostics import KeyPath, Level, Place
from ungacli.draft.tree_draft import Tree
from ungacli.formats.page.blocks import Block
from ungacli.formats.page.items import Item
from ungacli.formats.page.labels import Kind, Label, has_unknown_label
from ungacli.formats.page.leads import Lead, Piece, begins_with_when, when
from ungacli.formats.page.lines import Line
from ungacli.formats.page.links import document_in, url_in
from ungacli.formats.page.lists import SoFar, is_an_item
from ungacli.formats.page.moments import EventWhen, Setting, Written, event_when
from ungacli.formats.page.places import looks_like_a_place
from ungacli.formats.page.prose import summary_of, without_footer
from ungacli.formats.page.titles import tell_title
from ungacli.formats.page.told import Told, place_of
from ungacli.participants.roles import is_left_open, mode_of, status_of, unmarked

_PARTICIPANTS = {Kind.SPEAKERS, Kind.ORGANIZERS}
_LISTS = {*_PARTICIPANTS, Kind.DOCUMENTS}
_LINES = {Kind.LOCATION: "location", Kind.AUDIENCE: "audience", Kind.CONTACT: "contact"}
_LONGEST_ITEM = _LOOKED_AT = 400


@dataclass
class EventRead:
    """An event as it was *told*, the *zone* that the page names for it, and the items that were *used*."""

    told: Told
    zone: ZoneInfo | None
    used: set[int] = field(default_factory=set)


def read_event(
    items: Sequence[Item], block: Block, path: KeyPath, setting: Setting, known: Collection[str], *, last: bool
) -> EventRead:
    """Return the event in *block*; *known* are people's names, and the *last* of a page may have a menu under it."""
    reader = _Reader(items, block, Told(path), known)
    reader.used |= tell_title(reader.told, items, block)
    reader.facts(last=last)
    reader.prose(last=last)
    place = place_of(items[block.anchor].line)
    reader.told.mark((), place)
    read = event_when(reader.written, setting, place)
    reader.take_when(read)
    # A word that names no zone, so that it is asked for: nobody else's clock may be taken instead.
    if read.unknown_zone and setting.assumed.zone is None:
        reader.told.tree.setdefault("timezone", read.unknown_zone)
    return EventRead(reader.told, read.zone, reader.used)


class _Reader:
    """Reads one block; what it makes of a line it marks as used."""

    def __init__(self, items: Sequence[Item], block: Block, told: Told, known: Collection[str]) -> None:
        self.told = told
        self.used: set[int] = set()
        self.written = Written([], [])
        self._items = items
        self._block = block
        self._known = known
        self._prose: list[tuple[int, Line]] = []
        self._parts = dict(block.parts)
        # The list that goes on below its label, whether nothing stood behind that, and whether it has items yet.
        self._list: Label | None = None
        self._bare = self._filled = self._apart = False
        self._empty: dict[int, Label] = {}

    def facts(self, *, last: bool) -> None:
        block = self._block
        if block.heading is not None and (lead := self._items[block.heading].lead) and lead.day:
            heading = self._items[block.heading].line
            if not any(part.day for part in self._parts.values()):
                self.written.days.append((lead.day, place_of(heading)))
                self.used.add(block.heading)
                self._theme(block.heading)
        for index in range(block.begin, block.end):
            item = self._items[index]
            if index in self._parts:
                self._when(index, item)
            elif index in self.used or item.line.aside or item.taken:
                continue
            elif item.label and not self._is_in_a_list(item.label):
                if last and self._prose and item.label.meaning.kind is Kind.ORGANIZERS and item.stands_alone:
                    message = f'"{item.line.text}" stands below the prose: it may be about the page, not the event'
                    self.told.doubt(("organizers",), place_of(item.line), message)
                self._labelled(index, item, item.label)
            elif not self._continues(index, item):
                self._list = None
                self._prose.append((index, item.line))
        for index, label in self._empty.items():
            message = f'nothing below "{label.words}" was understood'
            self.told.doubt((label.meaning.kind.value,), place_of(self._items[index].line), message)

    def take_when(self, read: EventWhen) -> None:
        """Put down when the event is, with what is not sure about it."""
        for path, place in read.places.items():
            self.told.mark(path, place)
        for note in read.notes:
            self.told.doubt((note.field,), note.place, note.message, level=note.level)
        partial = read.when
        fields = {"date": partial.day, "start": partial.start, "end": partial.end, "end_date": partial.end_day}
        for key, value in fields.items():
            if value is not None:
                text = value.isoformat(timespec="minutes") if isinstance(value, (time, datetime)) else value.isoformat()
                self.told.tree.setdefault(key, text)

    def _theme(self, index: int) -> None:
        """Keep what a heading says of the day beside its date."""
        item = self._items[index]
        for piece in item.lead.rest if item.lead and item.over_times else ():
            message = f'the page heads the day "{_short(piece.text)}"'
            self.told.doubt(("date",), place_of(item.line, piece.at), message, level=Level.NOTE)

    def _is_in_a_list(self, label: Label) -> bool:
        """Return whether a label is a word of an item: `Concept note: Title` under `Related documents:`."""
        opened = self._list.meaning.kind if self._list else None
        return label.meaning.kind is Kind.DOCUMENT and opened is Kind.DOCUMENTS

    def _when(self, index: int, item: Item) -> None:
        """Take day, time and what else stands in a line that has one of them."""
        lead = self._parts[index]
        line = item.value_in or item.line
        place = place_of(line, item.value.at if item.label else 0)
        self.used.add(index)
        self._list = None
        if lead.day:
            self.written.days.append((lead.day, place))
        if lead.times:
            self.written.times.append((lead.times, place))
        if lead.end_times:
            clocks = Lead(times=lead.end_times).clocks
            self.written.end_day, self.written.end = lead.end_day, clocks.start if clocks else None
        if item.label:
            _, end = when(item.value.text[:_LOOKED_AT], expected=item.label.meaning.kind is not Kind.DATE)
            self._left_over(line, Piece(item.value.text[end:], item.value.at + end))
        for piece in lead.rest:
            if piece != self._block.piece:
                self._left_over(item.line, piece, barred=lead.barred)
        for label, piece in item.cells:
            if piece != self._block.piece:
                self._fact(label, piece, item.line)
        if item.value_in:
            self.used.add(index + 1)
            self.told.mark(("label", index), place_of(item.line))

    def _left_over(self, line: Line, piece: Piece, *, barred: bool = False) -> None:
        """Take what else stands in a line with a time: a place, or that it is not sure."""
        marked = unmarked(f" {piece.text}")
        text = marked.text.strip(" ,;|()–—-.")
        place = place_of(line, piece.at)
        if marked.status and marked.status != "confirmed":
            self.told.put("status", str(marked.status), place)
        if marked.mode:
            self.told.put("mode", str(marked.mode), place)
        if text and "location" not in self.told.tree and (barred or looks_like_a_place(text)):
            self._location(text, line, piece.at)
        elif text:
            self.told.doubt(("start",), place, f'not used of this line: "{_short(text)}"')

    def _location(self, text: str, line: Line, at: int) -> None:
        if mode := mode_of(text):
            self.told.put("mode", str(mode), place_of(line, at))
        else:
            self.told.put("location", text, place_of(line, at))

    def _labelled(self, index: int, item: Item, label: Label) -> None:
        kind = label.meaning.kind
        if kind is Kind.SUMMARY and item.value.text:
            self._list = None
            self._prose.append((index, replace(item.line, text=item.value.text)))
            return
        self._list, self._filled, self._bare = label if kind in _LISTS else None, False, not item.value.text
        if kind in _LISTS and not item.value.text:
            self.used.add(index)
            self._empty[index] = label
            self.told.mark((kind.value, "label", index), place_of(item.line))
        elif self._fact(label, item.value, item.value_in or item.line):
            self._filled = True
            self.used |= {index, index + 1} if item.value_in else {index}
            self.told.mark((kind.value, "label", index), place_of(item.line))
            self.told.mark((kind.value, "value", index), place_of(item.value_in or item.line))
        else:
            self._list = None
            self._prose.append((index, item.line))
            self._prose += [(index + 1, item.value_in)] if item.value_in else []

    def _fact(self, label: Label, value: Piece, line: Line) -> bool:
        """Take the *value* behind a *label*; return False if it is none, so that the line is prose."""
        kind, place = label.meaning.kind, place_of(line, value.at)
        if kind in _PARTICIPANTS:
            self.told.add_participants(label, value.text, place, self._known)
        elif kind is Kind.DOCUMENTS:
            self._document(value.text, line, value.at)
        elif kind is Kind.DOCUMENT:
            if not (line.link or url_in(value.text)):
                return False
            self._document(line.text, line, 0)
        elif kind in _LINES:
            return self._line(_LINES[kind], value, line)
        elif kind is Kind.END:
            return self._end(value, place)
        else:
            return self._word(kind, value.text, line, place)
        return True

    def _line(self, key: str, value: Piece, line: Line) -> bool:
        """Take a place, an audience or a contact, of which an event has one."""
        place = place_of(line, value.at)
        if key in self.told.tree:
            return False
        if is_left_open(value.text):
            self.told.mark((key,), place)
            self.told.doubt((key,), place, f'the page leaves this open: "{value.text}"')
        elif key == "location":
            self._location(value.text, line, value.at)
        else:
            self.told.put(key, value.text, place)
        return True

    def _end(self, value: Piece, place: Place) -> bool:
        times = when(value.text[:_LOOKED_AT], expected=True)[0].clocks
        if times is None:
            return False
        self.written.end = times.start
        self.told.mark(("end",), place)
        return True

    def _word(self, kind: Kind, text: str, line: Line, place: Place) -> bool:
        """Take a value that has to be one of a few words, a link or a list of topics."""
        if kind is Kind.ZONE:
            self.written.zone = text
            self.told.mark(("timezone",), place)
            return True
        found: Tree = None
        if kind is Kind.TOPICS:
            found = [topic.strip() for topic in re.split("[,;]", text) if topic.strip()]
        elif kind is Kind.URL:
            found = url_in(line.link or "") or url_in(text)
        elif kind is Kind.MODE:
            found = mode_of(text)
            if found and (beside := re.search(r"\((.+)\)\s*$", text)):
                value = Piece(beside[1], max(0, line.text.find(beside[1])))
                if not self._line("location", value, line):
                    self.told.doubt(("mode",), place, f'not used of this line: "{_short(value.text)}"')
        else:
            found = status_of(text) if kind is Kind.STATUS else None
        if found:
            self.told.put(kind.value, found if isinstance(found, list) else str(found), place)
        return bool(found)

    def _so_far(self) -> SoFar:
        return SoFar(self._bare, self._filled, self._apart)

    def _continues(self, index: int, item: Item) -> bool:
        """Take a line as the next item of the list that is open; return False if it is none."""
        label, line = self._list, item.line
        if label is None or len(line.text) > _LONGEST_ITEM:
            return False
        kind, place = label.meaning.kind, place_of(line)
        if not (self._bare if line.bullet else is_an_item(kind, line, self._so_far())):
            return False
        if kind in _PARTICIPANTS:
            self.told.add_participants(label, line.text, place, self._known)
        else:
            self._document(line.text, line, 0)
        if not self._filled:
            self._apart = line.gap
            self._empty.popitem()
        self._filled = True
        self.used.add(index)
        self.told.mark((kind.value, "line", index), place)
        return True

    def _document(self, text: str, line: Line, at: int) -> None:
        documents = self.told.tree.setdefault("documents", [])
        documents.append(document_in(text, line.link))
        self.told.mark(("documents", len(documents) - 1), place_of(line, at))

    def prose(self, *, last: bool) -> None:
        """Make the summary of what is left."""
        lines = [line for _, line in self._prose]
        if last:
            lines = lines[: without_footer(lines)]
        if not lines:
            return
        self.told.put("summary", summary_of(lines), place_of(lines[0]))
        for (index, line), _ in zip(self._prose, lines, strict=False):
            self.used.add(index)
            self.told.mark(("summary", index), place_of(line))
            self.told.roles_in_prose(line)
            if begins_with_when(line.text):
                message = f'begins with a day or a time, and is kept in the summary: "{_short(line.text)}"'
                self.told.doubt(("summary",), place_of(line), message)
            if not line.bullet and has_unknown_label(line.text):
                name = line.text.partition(":")[0]
                message = f'the label "{name}" is not known: its line is kept in the summary'
                self.told.doubt(("summary",), place_of(line), message, level=Level.NOTE)


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:80]}..."
