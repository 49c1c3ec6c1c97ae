"""What a cell says of a day, a time and an offset, taken apart."""

import re
from typing import NamedTuple

from ungacli.formats.spreadsheet.clocks import ALL_DAY, Times, part_of_day, written_times
from ungacli.formats.spreadsheet.days import WrittenDay, written_day
from ungacli.when.vocabulary import squeezed

_OFFSET = r"[+-](?:0\d|1[0-4]):?[0-5]\d"
_ISO = re.compile(
    rf"(\d{{4}}-\d\d-\d\d)([T ])\s?(\d{{1,2}}:\d\d(?::\d\d)?)(?:\.\d+)?\s?(Z|{_OFFSET}|UTC|GMT)?", re.IGNORECASE
)
_NUMBERED = re.compile(r"([2-7]\d{4})[.,](\d+)")
_ZONE = re.compile(rf"(.*?\d.*?)\s?(?:\(?([A-Z]{{1,5}})\)?|({_OFFSET}))")
_CLOCK_WORDS = {"AM", "PM", "A", "P", "H", "HRS", "HR"}
_UNIVERSAL = {"Z", "UTC", "GMT"}
_BETWEEN = re.compile(r"^(?:at|from|@|[-–—|,;])\s|^[@,;]", re.IGNORECASE)
_MOST_WORDS = 12


class Said(NamedTuple):
    """What a cell says of when: a *day*, *times*, an *offset* such as +02:00 or else the *zone* as abbreviated."""

    day: WrittenDay | None = None
    times: Times | None = None
    offset: str = ""
    zone: str = ""
    all_day: bool = False


def taken_apart(text: str, *, rather: str) -> Said | None:
    """Return what *text* says, or None if it is no day and no time; *rather* a `day` or a `clock` if it may be both."""
    word = squeezed(text)
    if (found := _ISO.fullmatch(word)) and not _is_range(found):
        return Said(written_day(found[1]), written_times(found[3]), _offset(found[4] or ""))
    if found := _NUMBERED.fullmatch(word):
        return Said(written_day(found[1]), Times(part_of_day(f"0.{found[2]}"), numbered=True))
    if ALL_DAY.fullmatch(word):
        return Said(all_day=True)
    return _day_or_times(word, rather) or _day_and_times(word) or _with_zone(word, rather)


def _is_range(found: re.Match[str]) -> bool:
    # 10:30-12:00 is a range, though an offset too; 10:30-04:00 is none.
    _, sign, clock, offset = found.groups()
    return sign == " " and (offset or "").startswith("-") and offset[1:] > clock.zfill(5)


def _offset(text: str) -> str:
    if not text:
        return ""
    return "+00:00" if text.upper() in _UNIVERSAL else f"{text[:3]}:{text[-2:]}"


def _day_or_times(word: str, rather: str) -> Said | None:
    # A bare number may be a time only where times are looked for.
    day, times = written_day(word), None if rather == "day" and word.isdigit() else written_times(word)
    if day and (rather == "day" or not times):
        return Said(day=day)
    return Said(times=times) if times else None


def _with_zone(word: str, rather: str) -> Said | None:
    found = _ZONE.fullmatch(word)
    if not found or (found[2] or "") in _CLOCK_WORDS:
        return None
    said = _day_or_times(found[1], rather) or _day_and_times(found[1])
    if said is None or said.times is None:
        return None
    if found[3] or found[2] in _UNIVERSAL:
        return said._replace(offset=_offset(found[3] or found[2]))
    return said._replace(zone=found[2])


def _day_and_times(word: str) -> Said | None:
    words = word.split()
    for number in range(1, min(len(words), _MOST_WORDS)):
        head = " ".join(words[:number]).rstrip(",;")
        tail = _BETWEEN.sub("", " ".join(words[number:])).strip()
        for first, second in ((head, tail), (tail, head)):
            day = written_day(first)
            if day and ALL_DAY.fullmatch(second):
                return Said(day=day, all_day=True)
            if day and (times := written_times(second)):
                return Said(day=day, times=times)
    return None
