"""What the columns of a spreadsheet are called, which facts stand in them, and in which style they write days."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ungacli.draft.read_options import ReadOptions
from ungacli.model import OrganizerRole, SpeakerRole
from ungacli.names import fold_joined
from ungacli.participants.roles import role_named
from ungacli.when.cells_and_lines import CellText
from ungacli.when.clocks import counts_to_24
from ungacli.when.days import ORDER_WORDS, ORDERS, DayText, common_orders
from ungacli.when.vocabulary import DateOrder
from ungacli.when.when import Unclear
from ungacli.when.zones import read_zone

_NAMES = {
    "title": "title, subject, event, event title, event name, name, name of event, title of event, session, "
    "session title, session name, side event, side event title, activity, meeting, meeting title, what, item, "
    "agenda item, program item, talk, talk title, proposal title",
    "id": "id, event id",
    "uid": "uid, ical uid",
    "schedule": "schedule",
    "sources": "source",
    "date": "date, day, start date, begin date, event date, day and date, when, from date, date start, starting date",
    "end_date": "end date, date end, to date, until date, last day, ending date",
    "start": "start, begin, event start, scheduled at, starts at, start date time, start datetime, date time, "
    "datetime, dtstart, start date and time, date and time, from",
    "end": "end, finish, event end, ends at, end date time, end datetime, dtend, end date and time, to, until",
    "time": "time, start time, starting time, begin time, time slot, timing, hour, start hour, time start, from time",
    "end_time": "end time, finish time, ending time, end hour, time end, to time",
    "duration": "duration, length, how long",
    "all_day": "all day, all day event, allday, whole day",
    "timezone": "time zone, timezone, tz, tzid, zone",
    "event_timezone": "event time zone",
    "status": "status, event status, confirmation",
    "mode": "mode, attendance mode, modality, attendance, event mode",
    "location": "location, venue, room, place, where, address, building, event location, hall, event venue, city",
    "speakers": "speaker name, speaker list, name of speaker, who, by",
    "offices": "office",
    "organizers": "lead entity, organizing organization, event organizer",
    "organizing_person": "meeting organizer",
    "audience": "audience, who can attend, open to, target audience, access, attendee type, participation, participant",
    "topics": "topic, tag, track, category, theme, keyword, subject area, thematic area, label",
    "documents": "document, paper, material, file, attachment, concept note",
    "summary": "summary, abstract, synopsis",
    "description": "description, detail, about, body, content, event description",
    "url": "url, link, web link, website, web site, web page, webpage, page, registration, registration link, "
    "event url, event link, more information, rsvp",
    "contact": "contact, contact person, contact email, email, e mail, focal point, whom to ask, contact name, "
    "contact detail, contact information, contact point",
    "note": "note, remark, comment, internal note, private note",
    "ignored": "private, reminder on off, reminder date, reminder time, required attendee, optional attendee, "
    "guest, closing, presentation, meeting resource, billing information, mileage, priority, sensitivity, show time as",
}
_MEANINGS = {name.strip(): meaning for meaning, names in _NAMES.items() for name in names.split(",")}
_COLUMNS = {SpeakerRole.SPEAKER: "speakers", OrganizerRole.ORGANIZER: "organizers"}
_SPELLINGS = (("organis", "organiz"), ("programme", "program"), ("panellist", "panelist"))
_LETTERS = {"d": "d", "m": "m", "y": "y", "j": "d"}
_LONGEST_HEADER = 100
MOST_COLUMNS = 1000

WHEN = {"date": "day", "end_date": "day", "start": "clock", "end": "clock", "time": "clock", "end_time": "clock"}
"""The columns of times, and whether what may be both is a day or a time of day in them."""
LISTS = {
    *("speakers", "opening-remarks", "keynote", "panelist", "moderator", "topics", "documents"),
    *("organizers", "organizing_person", "co-organizer", "co-host", "sponsor", "partner"),
}
JOINED = {
    **dict.fromkeys(LISTS, "\n"),
    **dict.fromkeys(("location", "contact"), ", "),
    **dict.fromkeys(("summary", "description", "note"), "\n\n"),
}
"""What joins the cells of several columns of one meaning; of the other meanings the first column counts."""
_HARMLESS = {"", "false", "no", "off", "0", "normal"}
_NO_ZONE = re.compile(
    r"s|start|end|from|to|date|time|(?:12|24)\s?-?\s?h(?:\w*)?|[hdmyjas:/. -]+|am/pm|local(?: time)?"
    r"|optional|required|if any|approx\w*\.?",
    re.IGNORECASE,
)
_ZONE_LIKE = re.compile(r"[A-Z]{2,5}|(?:UTC|GMT)?\s?[+\-−–]\s?\d.*|(?:UTC|GMT).*", re.DOTALL)


class Cell(NamedTuple):
    """The *text* of one cell, or of several that are joined, and the *number* of its column, the first of several."""

    text: str
    number: int


Cells = Mapping[str, Cell]
"""What a row holds, by meaning: nothing is empty."""
TimeCells = Mapping[str, CellText | None]
"""What the cells of one row mean as days and times, by meaning; None for what is neither."""


class SheetColumn(NamedTuple):
    """A column with its number from 0, its *header* as written, its *meaning* or None, and the *hint* in brackets."""

    number: int
    header: str
    meaning: str | None
    hint: str = ""


def columns(headers: Sequence[str]) -> list[SheetColumn]:
    """Return what *headers* call the columns, the first thousand; a summary is the title where nothing else is one."""
    found = [
        SheetColumn(number, " ".join(text.split()), *(_meaning(text) if number < MOST_COLUMNS else (None, "")))
        for number, text in enumerate(headers)
    ]
    meanings = {column.meaning for column in found}
    if "title" not in meanings:
        # Calendars call the title so.
        found = [column._replace(meaning="title") if column.meaning == "summary" else column for column in found]
    return found


def is_header(found: Sequence[SheetColumn]) -> bool:
    """Return whether columns are those of a schedule: a title, and a day or a time."""
    meanings = {column.meaning for column in found}
    return "title" in meanings and bool(meanings & WHEN.keys())


def chosen_columns(found: Sequence[SheetColumn], rows: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    """Return the numbers of the columns of each meaning, the one that counts first.

    An empty column does not count if another of the same meaning has anything in it.
    """
    full = {number for row in rows for number, text in enumerate(row) if text.strip()}

    def order(column: SheetColumn) -> tuple[bool, bool]:
        # A session may hold several talks, and a name may be a person's.
        is_called_so = column.meaning != "title" or re.search("title|subject", column.header.casefold())
        return column.number not in full, not is_called_so

    chosen: dict[str, list[int]] = {meaning: [] for _, _, meaning, _ in found if meaning}
    for column in sorted(found, key=order):
        if column.meaning:
            chosen[column.meaning].append(column.number)
    return chosen


def cells_by_meaning(row: Sequence[str], chosen: Mapping[str, Sequence[int]]) -> Cells:
    """Return what a *row* holds by the meaning of its columns."""
    cells: dict[str, Cell] = {}
    for meaning, numbers in chosen.items():
        counting = numbers if meaning in JOINED else numbers[:1]
        texts = [Cell(text, number) for number in counting if number < len(row) and (text := row[number].strip())]
        if texts:
            cells[meaning] = Cell(JOINED.get(meaning, "").join(cell.text for cell in texts), texts[0].number)
    return cells


def unread_columns(
    found: Sequence[SheetColumn], chosen: Mapping[str, Sequence[int]], rows: Sequence[Sequence[str]]
) -> list[str]:
    """Return the names of the columns that hold more than "no" and are not read."""
    read = {number for meaning, numbers in chosen.items() if meaning in JOINED for number in numbers}
    read |= {numbers[0] for meaning, numbers in chosen.items() if meaning != "ignored"}
    full = {number for row in rows for number, text in enumerate(row) if text.strip().casefold() not in _HARMLESS}
    return [column.header or f"column {column.number + 1}" for column in found if column.number in full - read]


def _meaning(header: str) -> tuple[str | None, str]:
    if len(header) > _LONGEST_HEADER:
        return None, ""
    hint = "; ".join(text.strip() for text in re.findall(r"[(\[]([^)\]]+)[)\]]", header))
    header = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", header)
    plain = re.sub(r"[(\[][^)\]]*[)\]]", " ", header)
    # "Start (date)" is a start date.
    if meaning := _known(re.sub(r"[(\[\])]", " ", header)) or _known(plain):
        return meaning, hint
    parts = {_known(part) for part in re.split(r"/|&|\bor\b|\band\b", plain)}
    # Those who speak on a panel are speakers.
    parts = parts - {"panelist"} if parts == {"speakers", "panelist"} else parts
    return (parts.pop() if len(parts) == 1 else None), hint


def _known(text: str) -> str | None:
    name = re.sub(r"(?<=\D) ?\d{1,2}$", "", fold_joined(re.sub(r"/s\b", "", text)))
    for british, american in _SPELLINGS:
        name = name.replace(british, american)
    meaning = _MEANINGS.get(name) or _MEANINGS.get(name.removesuffix("s")) or _MEANINGS.get(re.sub("ies$", "y", name))
    word = None if meaning else role_named(name)
    return _COLUMNS.get(word.role, word.role.value) if word else meaning


def zone_in(hint: str, *, prefer: str) -> str:
    """Return the part of a column's *hint* that names a zone, or nothing; of days only what can be nothing else."""
    for part in filter(None, map(str.strip, hint.split(";"))):
        is_zone = prefer == "clock" or _ZONE_LIKE.fullmatch(part) or not isinstance(read_zone(part), Unclear)
        if is_zone and not _NO_ZONE.fullmatch(part):
            return part
    return ""


class SheetStyle(NamedTuple):
    """How the *columns* of one file write days and times: their *orders* by column, and whether hours count *to_24*.

    *recognized* is what of that had to be inferred, in words. *own* files name zones as the library does.
    """

    columns: Sequence[SheetColumn]
    orders: Mapping[int, set[DateOrder]]
    to_24: bool
    recognized: Sequence[str]
    options: ReadOptions
    own: bool


def sheet_style(
    rows: Sequence[tuple[Cells, TimeCells]], columns: Sequence[SheetColumn], options: ReadOptions, *, own: bool
) -> SheetStyle:
    """Return the style of the *columns* that hold days and times, from all *rows*."""
    texts = [(cells[meaning].number, one) for cells, times in rows for meaning, one in times.items() if one]
    days: dict[int, list[DayText]] = defaultdict(list)
    for column, one in texts:
        if one.day:
            days[column].append(one.day)
    orders: dict[int, set[DateOrder]] = {}
    for column, written in days.items():
        hints = map(_order_in, columns[column].hint.split(";"))
        order = options.date_order or next(filter(None, hints), None)
        orders[column] = {order} if order else common_orders(written, options.year)
    # One program writes all its columns in one order.
    decided = {order for possible in orders.values() if len(possible) == 1 for order in possible}
    orders = {column: possible & decided or possible for column, possible in orders.items()}
    used = {
        order
        for column, written in days.items()
        if len(orders[column]) == 1 and not all(day.is_clear for day in written)
        for order in orders[column]
    }
    undated = options.year is not None and any(day.year is None for written in days.values() for day in written)
    inferred = {
        **{ORDER_WORDS[order]: True for order in sorted(used)},
        "numbers of days as Excel counts them": any(one.days_counted for _, one in texts),
        "times as parts of a day": any(one.times_counted for _, one in texts),
        f"days without a full year as of {options.year}": undated,
    }
    to_24 = counts_to_24([one.times for _, one in texts if one.times])
    return SheetStyle(columns, orders, to_24, [words for words, holds in inferred.items() if holds], options, own)


def _order_in(hint: str) -> DateOrder | None:
    """Return the order that a column's name gives in brackets: `dd/mm/yyyy`."""
    letters = re.sub(r"[^a-z]", "", hint.casefold())
    order = "".join(dict.fromkeys(_LETTERS.get(letter, "?") for letter in letters))
    return next((one for one in ORDERS if one == order or (len(order) == 2 and one.startswith(order))), None)
