"""What each line of a page is: a day, a time and a title, a labelled fact, a row of a table, or prose."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ungacli.formats.page.day_times import LONGEST_HEAD, DayTime, day_time_line, leading_day_time, pieces_of
from ungacli.formats.page.lines import BOLD_LEVEL, PageLine
from ungacli.model import OrganizerRole, SpeakerRole
from ungacli.names import fold
from ungacli.participants.roles import ROLE_PHRASE, role_named
from ungacli.when.cells_and_lines import is_day_of_a_list

# The words of labels by the kind of fact before which they stand; those of participants are words for roles.
_LABELS = {
    "title": "title, event title, title of the event, event, session, session title, name of the event, event name",
    "date": "date, dates, day, event date",
    "time": "time, times, timing, hours, event time, hour, schedule",
    "when": "when, date and time, time and date, date time, day and time, date & time",
    "start": "start, starts, start time, begins, beginning",
    "end": "end, ends, end time, finish",
    "zone": "time zone, timezone",
    "location": "where, venue, place, location, room, venues, venue and platform, address",
    "mode": "format, mode, modality, event format, attendance mode",
    "status": "status",
    "audience": "participation, participants, audience, attendance, who can attend, who should attend, open to,"
    " who may come, attendees, access",
    "topics": "topic, topics, themes, tags, keywords",
    "documents": "document, documents, related documents, related document, materials, background documents,"
    " resources, downloads, publications",
    "document": "concept note, flyer, brochure, agenda, programme, program, report, policy brief, invitation,"
    " background note, background paper, factsheet, fact sheet, press release, poster, leaflet, outcome document",
    "summary": "about, about the event, description, summary, overview, what, event description, abstract, details",
    "url": "website, web site, event page, webpage, web page, event website, url",
    "contact": "contact, contacts, contact details, contact person, focal point, focal points, contact us,"
    " contact information",
}
_KINDS = {fold(word): kind for kind, words in _LABELS.items() for word in words.split(",")}
PARTICIPANTS = {"speakers", "organizers"}
LISTS = {*PARTICIPANTS, "documents"}
"""What a label may stand over a list of. Words before it may be whose they are: IOM Speaker, Confirmed panellists."""
TIMES = {"date", "time", "when", "start", "end"}
# A word of these alone on its line may be a title or a part of the page.
_NEEDS_A_COLON = {"with", "welcome", "lead", "closing", "opening", "access", "what", "end", "start", "event", "session"}
_LABEL = re.compile(r"([^:\uff1a|]{1,80}?)\s?[:\uff1a](?!\d|//)\s?")
_QUALIFIED = re.compile(r"(.*?)\s*[(\[]([^()\[\]]*)[)\]]\s*")
# Prose stands behind these, or a list below them, never one value.
_WITHOUT_VALUE = {*LISTS, "document", "summary"}
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


class Label(NamedTuple):
    """The *words* of a label and the *kind* of fact before which it stands; the value begins at *end*.

    *role* is that of participants, *near* where the words have a slightly different sense. *before* is the word before
    those of the table, and *qualified* is what stands in brackets.
    """

    words: str
    kind: str
    end: int
    role: SpeakerRole | OrganizerRole | None = None
    near: bool = False
    before: str = ""
    qualified: str = ""


def label_at(text: str) -> Label | None:
    """Return the label with which *text* begins, or None: `Time:`, `IOM Speakers:`, `Organized by X`."""
    if match := _LABEL.match(text):
        return _label(match[1], match.end())
    # Words that could be nothing else need no colon, except in a sentence.
    by = ROLE_PHRASE.match(text) if len(text) <= 200 and not text.endswith(".") else None
    return _label(by[1], by.end()) if by else None


def label_alone(text: str) -> Label | None:
    """Return the label that *text* is as a whole, without a colon: `Speakers` above a list of them."""
    if len(text) > 40 or fold(text) in _NEEDS_A_COLON:
        return None
    label = _label(text, len(text))
    return label if label and not label.before else None


def has_unknown_label(text: str) -> bool:
    """Return whether *text* begins as a labelled fact does, with words that are in no table: `Interpretation: ...`."""
    match = _LABEL.match(text)
    return match is not None and len(match[1].split()) <= 3 and _label(match[1], 0) is None


@lru_cache(maxsize=1024)
def _label(words: str, end: int) -> Label | None:
    qualified = ""
    if inside := _QUALIFIED.fullmatch(words):
        words, qualified = inside[1] or inside[2], inside[2] if inside[1] else ""
        # "Panellist(s)" is panellists.
        if fold(qualified) in {"s", "es"}:
            words, qualified = words + qualified, ""
    parts = fold(words).split()
    for skipped in (0, 1, 2):
        rest = " ".join(parts[skipped:])
        role = role_named(rest)
        kind = _KINDS.get(rest)
        if role:
            kind = "speakers" if isinstance(role.role, SpeakerRole) else "organizers"
        if kind and (not skipped or (kind in LISTS and words[:1].isupper())):
            before = words.split()[0] if skipped else ""
            return Label(
                words, kind, end, role.role if role else None, role is not None and role.near, before, qualified
            )
    return None


def looks_like_a_place(text: str) -> bool:
    """Return whether *text* has a word for a place, or one for having none: online."""
    return len(text) <= 200 and _PLACE.search(text) is not None


@dataclass(frozen=True, slots=True)
class Item:
    """A line as what it is: a *label* with the *value* behind it, a *day_time*, a row of *cells*, or none of these.

    The second of two *lines* is the value of a label that stands alone in the first. *day_time* is what the line
    begins with or what its label stands before. *cells* are those of a row under a table's head, each with its
    label. *over_times* is whether the line is a day and its theme over the day's times.
    """

    lines: tuple[PageLine, ...]
    value: PageLine
    label: Label | None = None
    day_time: DayTime | None = None
    cells: tuple[tuple[Label, PageLine], ...] = ()
    over_times: bool = False

    @property
    def line(self) -> PageLine:
        """The line, or the first of two."""
        return self.lines[0]

    @property
    def beside(self) -> tuple[PageLine, ...]:
        """What stands beside a day or time without a label: a title, a place."""
        return self.day_time.rest if self.day_time and not self.label else ()

    @property
    def heads_a_day(self) -> bool:
        """Whether the line is a day, or one of several days, over the events that follow."""
        if self.label:
            return False
        if self.day_time:
            is_day = self.day_time.day is not None and self.day_time.times is None and not self.day_time.rest
            return self.over_times or is_day
        return is_day_of_a_list(self.line.text[:100])

    def could_be_a_title(self, *, numbered: bool = False) -> bool:
        """Return whether the line stands for itself and is no sentence; it may be one of a *numbered* list."""
        text = self.line.text
        is_bullet = self.line.bullet and not (numbered and self.line.numbered)
        if self.label or self.day_time or self.line.aside or is_bullet or self.heads_a_day:
            return False
        return len(text) <= 250 and not text.endswith((".", ":", ";", ",")) and any(map(str.isalpha, text))


def classify(lines: Sequence[PageLine]) -> tuple[Item, ...]:
    """Return each of *lines* as what it is; a label alone takes its value from the line after it."""
    items: list[Item] = []
    columns: list[Label | None] = []
    for line in lines:
        head = [] if line.aside else _columns(line)
        if line.aside or head:
            columns = head or columns
            items.append(Item((replace(line, aside=True),), line))
            continue
        columns = columns if "|" in line.text else []
        item = _row(line, columns) or _item(line)
        above = items[-1] if items else None
        # A heading is over what follows, never the value of what stands above it.
        is_value = not (0 < line.level < BOLD_LEVEL or item.label or item.cells)
        is_row = item.day_time is not None and item.day_time.barred
        if above and above.label and not above.value.text and _is_no_fact(above) and is_value and not is_row:
            complete = _labelled((above.line, line), above.label, line)
            if not _is_no_fact(complete):
                items[-1] = complete
                continue
        items.append(item)
    # A label for nothing is none: `Schedule` over a page's navigation.
    items = [replace(item, label=None) if _is_no_fact(item) else item for item in items]
    content = [number for number, item in enumerate(items) if not item.line.aside]
    over_times = {one for one, below in pairwise(content) if _has_a_theme(items[one]) and _is_timed(items[below])}
    return tuple(replace(item, over_times=number in over_times) for number, item in enumerate(items))


def _has_a_theme(item: Item) -> bool:
    """Return whether an item is a day and words beside it: `6 May – Field day`, which may head the day's times."""
    has_day = item.day_time is not None and item.day_time.day is not None and item.day_time.times is None
    return has_day and len(item.beside) == 1 and not item.cells


def _is_timed(item: Item) -> bool:
    """Return whether an item is a time and a title."""
    has_time = item.day_time is not None and item.day_time.clocks is not None and item.day_time.day is None
    has_title = bool(item.cells) or any(not looks_like_a_place(piece.text) for piece in item.beside)
    return has_time and has_title


def _item(line: PageLine) -> Item:
    if len(line.text) > _LONGEST_FACT:
        return Item((line,), line)
    if label := label_at(line.text) or label_alone(line.text):
        return _labelled((line,), label, line.part(label.end))
    return Item((line,), line, day_time=day_time_line(line))


def _labelled(lines: tuple[PageLine, ...], label: Label, value: PageLine) -> Item:
    """Return the item of a *label* and its *value*, with the day and time that this begins with if it should."""
    head = value.text[:LONGEST_HEAD] if label.kind in TIMES else ""
    day_time, end = leading_day_time(head, expected=label.kind != "date")
    rest = value.part(end)
    return Item(lines, value, label, replace(day_time, rest=(rest,) if rest.text else ()) if end else None)


def _is_no_fact(item: Item) -> bool:
    """Return whether an item has a label, but no value of its kind."""
    if item.label is None or item.label.kind in _WITHOUT_VALUE:
        return False
    return not item.value.text or (item.label.kind in TIMES and item.day_time is None)


def _columns(line: PageLine) -> list[Label | None]:
    """Return the labels of the columns that a *line* heads, if it is the head of a table."""
    if "|" not in line.text or len(line.text) > LONGEST_HEAD:
        return []
    labels = [label_alone(piece.text) if piece.text else None for piece in pieces_of(line)]
    kinds = {label.kind for label in labels if label}
    return labels if len(kinds) > 1 and kinds & TIMES and len(kinds) >= len(labels) - 1 else []


def _row(line: PageLine, columns: Sequence[Label | None]) -> Item | None:
    pieces = pieces_of(line) if columns else []
    day_time = day_time_line(line) if columns and len(pieces) == len(columns) else None
    if day_time is None:
        return None
    # Which cells are the day and the time the line itself shows; a cell without a label is prose.
    cells = [(label, piece) for label, piece in zip(columns, pieces, strict=True) if piece in day_time.rest]
    others = tuple(piece for label, piece in cells if not label)
    labelled = tuple((label, piece) for label, piece in cells if label and piece.text)
    return Item((line,), line, day_time=replace(day_time, rest=others), cells=labelled)
