"""The day, the times of day and the zone in a cell of a table, in any order."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta, timezone

from ungacli.when.clocks import ClockText, iso_moment
from ungacli.when.days import ORDERS, DayParts, DayText, day_text
from ungacli.when.vocabulary import squeezed
from ungacli.when.zones import read_zone

_EPOCH = date(1899, 12, 30)
_DAY_NUMBER = re.compile(r"[2-7]\d{4}")
_DAY_AND_PART = re.compile(r"([2-7]\d{4})[.,](\d+)")
_PART_OF_DAY = re.compile(r"0?[.,]\d+")
_TIME = (
    r"(?:\d{1,2}(?:\s?[:.h]\s?\d\d(?:[:.]\d\d)?|\d\d)?\s?(?:h(?:rs?|ours)?)?\s?(?:[ap]\.?\s?m\.?)?"
    r"|noon|midday|midnight)"
)
_TIMES = re.compile(rf"(?:from )?({_TIME})(?:\s?(?:[-–—]|\.\.+|to|until|till)\s?({_TIME}))?", re.IGNORECASE)
_ALL_DAY = re.compile(r"all[ -]?day|whole day|full day", re.IGNORECASE)
_OFFSET = r"[+-](?:0\d|1[0-4]):?[0-5]\d"
_RANGE = re.compile(r"\S+ (\d{1,2}:\d\d)(?::\d\d)?\s?-(\d\d:\d\d)")
_ZONE = re.compile(rf"(.*?\d.*?)\s?(?:\(?([A-Z]{{1,5}})\)?|({_OFFSET}))")
_CLOCK_WORDS = {"AM", "PM", "A", "P", "H", "HRS", "HR"}
_BETWEEN = re.compile(r"^(?:at|from|@|[-–—|,;])\s|^[@,;]", re.IGNORECASE)
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class CellText:
    """A *day*, *times* with the zone beside them and an *offset* as a cell writes them, or that it is *all_day*.

    Numbers are *days_counted* and *times_counted* where a spreadsheet counts days and parts of days.
    """

    day: DayText | None = None
    times: ClockText | None = None
    offset: timezone | None = None
    all_day: bool = False
    days_counted: bool = False
    times_counted: bool = False

    @property
    def is_moment(self) -> bool:
        """Whether it is a day with times."""
        return self.day is not None and self.times is not None


def cell_text(text: str, *, prefer: str) -> CellText | None:
    """Return the day, the times or both in *text*, or None if it has neither.

    What may be both is what callers *prefer*, a `day` or a `clock`: `23.09`.
    """
    word = squeezed(text)
    # 10:30-12:00 is a range, though an offset too; 10:30-04:00 is none.
    span = _RANGE.fullmatch(word)
    is_range = span is not None and span[2] > span[1].zfill(5)
    if not is_range and (moment := iso_moment(word)):
        offset = timezone(moment.utcoffset() or timedelta()) if moment.tzinfo else None
        clock = re.search(r"\d{1,2}:\d\d(?::\d\d)?", word)
        assert clock
        return CellText(day_text(moment.date().isoformat()), ClockText(word, clock[0]), offset)
    if match := _DAY_AND_PART.fullmatch(word):
        day, times = _counted_day(match[1]), ClockText(word, part_of_day(f"0.{match[2]}"))
        return CellText(day, times, days_counted=True, times_counted=True)
    if _ALL_DAY.fullmatch(word):
        return CellText(all_day=True)
    return _day_or_times(word, prefer) or _day_and_times(word) or _with_zone(word, prefer)


def _counted_day(number: str) -> DayText:
    day = _EPOCH + timedelta(days=int(number))
    return DayText(number, dict.fromkeys(ORDERS, DayParts(day.year, day.month, day.day)))


def part_of_day(text: str) -> str:
    """Return the time that Excel keeps as a part of a day: 0.4375 is 10:30:00."""
    seconds = round(float(f"0{re.sub('^0?[.,]', '.', text)}") * 86400)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _day(word: str) -> CellText | None:
    if _DAY_NUMBER.fullmatch(word):
        return CellText(_counted_day(word), days_counted=True)
    day = day_text(word)
    # A bare number is no day.
    return CellText(day) if day and all(parts.month for parts in day.orders.values()) else None


def _times(word: str) -> CellText | None:
    if _PART_OF_DAY.fullmatch(word):
        return CellText(times=ClockText(word, part_of_day(word)), times_counted=True)
    match = _TIMES.fullmatch(word)
    return CellText(times=ClockText(word, match[1], match[2] or "")) if match else None


def _day_or_times(word: str, prefer: str) -> CellText | None:
    # A bare number may be a time only where times are looked for.
    day, times = _day(word), None if prefer == "day" and word.isdigit() else _times(word)
    return day if day and (prefer == "day" or not times) else times


def _day_and_times(word: str) -> CellText | None:
    words = word.split()
    for number in range(1, min(len(words), _MOST_WORDS)):
        head = " ".join(words[:number]).rstrip(",;")
        tail = _BETWEEN.sub("", " ".join(words[number:])).strip()
        for first, second in ((head, tail), (tail, head)):
            day = _day(first)
            if day and _ALL_DAY.fullmatch(second):
                return replace(day, all_day=True)
            if day and (times := _times(second)):
                return replace(day, times=times.times, times_counted=times.times_counted)
    return None


def _with_zone(word: str, prefer: str) -> CellText | None:
    match = _ZONE.fullmatch(word)
    if not match or (match[2] or "") in _CLOCK_WORDS:
        return None
    cell = _day_or_times(match[1], prefer) or _day_and_times(match[1])
    if cell is None or cell.times is None:
        return None
    zone = match[3] or match[2]
    if zone in {"Z", "UTC", "GMT"}:
        return replace(cell, offset=UTC)
    if match[3]:
        offset = read_zone(zone)
        return replace(cell, offset=offset if isinstance(offset, timezone) else UTC)
    return replace(cell, times=replace(cell.times, zone=zone))
