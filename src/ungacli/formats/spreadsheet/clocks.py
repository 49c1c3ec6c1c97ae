"""Times by the clock as cells have them: one, or two with a stroke between."""

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from ungacli.errors import QuestionError
from ungacli.when.durations import parse_duration
from ungacli.when.times import clock_time, parse_times
from ungacli.when.vocabulary import squeezed

_TIME = (
    r"(?:\d{1,2}(?:\s?[:.h]\s?\d\d(?:[:.]\d\d)?|\d\d)?\s?(?:h(?:rs?|ours)?)?\s?(?:[ap]\.?\s?m\.?)?"
    r"|noon|midday|midnight)"
)
_TIMES = re.compile(rf"(?:from )?({_TIME})(?:\s?(?:[-–—]|\.\.+|to|until|till)\s?({_TIME}))?", re.IGNORECASE)
_SECONDS = re.compile(r"(\d{1,2}[:.]\d\d)[:.](\d\d)(.*)")
_HALF = re.compile(r"[ap]\.?\s?m\.?", re.IGNORECASE)
_BY_24_HOURS = re.compile(r"(?:1[3-9]|2[0-4]|0\d)(?:\D|\d\d|$)|.*[a-z]*h", re.IGNORECASE)
_UNCLEAR = re.compile(r"[1-6](?:\D|$)")
_PART_OF_DAY = re.compile(r"0?[.,]\d+")
_HOURS = re.compile(r"(\d{1,3}):(\d\d)(?::\d\d)?")
ALL_DAY = re.compile(r"all[ -]?day|whole day|full day", re.IGNORECASE)


class Times(NamedTuple):
    """The text of one time, and of the one after it where a range is written; *numbered* if Excel wrote it."""

    start: str
    end: str | None = None
    numbered: bool = False


def written_times(text: str) -> Times | None:
    """Return the time or times that *text* is, as text: `10:30`, `10.30-12`, `9 am to noon`, `0.4375` of a day."""
    word = squeezed(text)
    if _PART_OF_DAY.fullmatch(word):
        return Times(part_of_day(word), numbered=True)
    found = _TIMES.fullmatch(word)
    return Times(found[1], found[2]) if found else None


def part_of_day(text: str) -> str:
    """Return the time that Excel keeps as a part of a day: 0.4375 is 10:30."""
    seconds = round(float(f"0{re.sub('^0?[.,]', '.', text)}") * 86400)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def goes_to_24(times: Iterable[Times]) -> bool:
    """Return whether any of *times* shows that its column counts to 24: 14:30, 09:00 or 14h."""
    texts = [text for one in times for text in (one.start, one.end) if text and not _HALF.search(text)]
    return any(_BY_24_HOURS.match(text) for text in texts)


def is_by_half(text: str) -> bool | None:
    """Return whether a time says am or pm, or None for one that needs neither: 14:00, 0:30, noon."""
    if _HALF.search(text):
        return True
    found = re.match(r"0?([1-9]|1[0-2])(?!\d\D|\d$)", text)
    return False if found and not text.casefold().endswith("h") else None


def read_times(times: Times, *, to_24: bool) -> tuple[timedelta, timedelta | None]:
    """Return the time since midnight of each of *times*.

    Raises QuestionError for what is none, and for what may be in the night as well as in the
    afternoon where the column is not known to count *to_24*.
    """
    start, end = times.start, times.end
    if end and _HALF.search(start + end) and not _SECONDS.match(start):
        both = parse_times(f"{_plain(start)} - {_plain(end)}")
        return both.start, both.end
    return _one(start, to_24=to_24), _one(end, to_24=to_24) if end else None


def _one(text: str, *, to_24: bool) -> timedelta:
    if _UNCLEAR.match(text) and not to_24 and not _HALF.search(text):
        hint = "write it as 14:00 or 2 pm, or as 02:00"
        raise QuestionError(f'"{text}" could be in the night or in the afternoon', hint=hint)
    word, seconds = _plain(text), 0
    if found := _SECONDS.fullmatch(word):
        word, seconds = found[1] + found[3], int(found[2])
    return clock_time(text, word.strip()) + timedelta(seconds=min(seconds, 59))


def _plain(text: str) -> str:
    return re.sub(r"\s?(?:hrs?|hours)\b", "", text.casefold())


def read_length(text: str, hint: str) -> timedelta:
    """Return the length of time that *text* is: as parse_duration has it, `1:30`, or a number of the *hint*'s unit.

    Raises QuestionError for what is none.
    """
    word = squeezed(text)
    if found := _HOURS.fullmatch(word):
        return timedelta(hours=int(found[1]), minutes=int(found[2]))
    unit = next((unit for unit in ("min", "h") if hint.casefold().startswith(unit)), "")
    return parse_duration(f"{word} {unit}" if unit and re.fullmatch(r"\d+(\.\d+)?", word) else word)
