"""Lines that begin with a day or a time, alone, between bars or before a title."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from ungacli.formats.page.lines import PageLine
from ungacli.when.cells_and_lines import day_at, times_at
from ungacli.when.clocks import ClockText, ClockTimes, read_clocks
from ungacli.when.days import DayText
from ungacli.when.when import Unclear

_GLUE = re.compile(r"(?:[\s,;:|/(\[–—-]|(?:at|on|from)\s|@|T(?=\d\d:\d\d))*", re.IGNORECASE)
_JOINT = re.compile(r"\s*(?:[-–—]|to|until)\s*", re.IGNORECASE)
_SEPARATOR = re.compile(r"[\s)\]]*(?P<sign>[:|–—]|-\s|,)?[\s:|–—-]*")
# Most lines begin with neither a day nor a time, and one look shows that.
_COULD_BE = re.compile(
    r"\W*(?:\d|(?:at|on|from|between|starting|time|tb[acd]|to be|all|noon|mid(?:day|night)|jan|feb|mar|apr|may|jun"
    r"|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)\w*\b)",
    re.IGNORECASE,
)
_DAY_NUMBER = r"[(\[]?\bday\s(?:\d{1,2}|one|two|three|four|five|six|seven)\b[)\]]?"
_DAY_NUMBER_FIRST = re.compile(rf"{_DAY_NUMBER}[\s,:|–—-]*(?=\S)", re.IGNORECASE)
_DAY_NUMBER_LAST = re.compile(rf"[\s,:|–—-]*{_DAY_NUMBER}(?=\s*(?:[:|–—-]|$))", re.IGNORECASE)
_NUMBERS = re.compile(r"\d{1,2}\s?[-–—]\s?\d{1,2}\s?(?:[:|,–—]|$)(?!\s?\d)")
LONGEST_HEAD = 400
"""In so many characters of a line a day and a time are looked for."""
_LONGEST_REST = 100
_MOST_PIECES = 12


@dataclass(frozen=True, slots=True)
class DayTime:
    """The day and the times of a line, and the *rest* of it: a title, a place.

    *end_day* and *end_times* are those of an event that ends on another day. *barred* is whether bars stand
    between the parts.
    """

    day: DayText | None = None
    times: ClockText | None = None
    rest: tuple[PageLine, ...] = ()
    end_day: DayText | None = None
    end_times: ClockText | None = None
    barred: bool = False

    @property
    def clocks(self) -> ClockTimes | None:
        """The times since midnight, or None where the line has none that are clear."""
        times = read_clocks(self.times) if self.times else None
        return None if isinstance(times, Unclear) else times


def pieces_of(line: PageLine) -> list[PageLine]:
    """Return the parts of a *line* between bars, the last with all bars that are too many."""
    pieces: list[PageLine] = []
    at = 0
    for text in line.text.split("|", _MOST_PIECES):
        pieces.append(line.part(at, at + len(text)))
        at += len(text) + 1
    return pieces


@lru_cache(maxsize=4096)
def leading_day_time(text: str, *, expected: bool = False) -> tuple[DayTime, int]:
    """Return the day and the times with which *text* begins, in either order, and where they end.

    Where they are *expected*, as behind `Time:`, numbers alone are times.
    """
    day: DayText | None = None
    times: ClockText | None = None
    at = end = 0
    if not _COULD_BE.match(text):
        return DayTime(), 0
    for _ in range(2):
        at = _behind_glue(text, at)
        # Behind a day, numbers alone can be nothing but times: "25 May, 11–1: Walk".
        is_range = day is not None and _NUMBERS.match(text, at) is not None
        if day is None and (a_day := day_at(text, at)):
            day, at = a_day
        elif times is None and (some_times := times_at(text, at, expected=expected or is_range)):
            times, at = some_times
        else:
            break
        end = at
    if day and times and not times.end and (joint := _JOINT.match(text, end)):
        last = day_at(text, joint.end())
        last_times = times_at(text, _behind_glue(text, last[1]), expected=expected) if last else None
        if last and last_times:
            return DayTime(day, times, end_day=last[0], end_times=last_times[0]), last_times[1]
    return DayTime(day, times), end


def _behind_glue(text: str, at: int) -> int:
    glue = _GLUE.match(text, at)
    return glue.end() if glue else at


def begins_with_day_time(text: str) -> bool:
    """Return whether *text* begins with a day or a time, whatever follows."""
    return leading_day_time(text[:LONGEST_HEAD])[1] > 0


def day_time_line(line: PageLine) -> DayTime | None:
    """Return the day or the time with which a *line* begins; None for any other, and for a sentence that does."""
    head = line.text[:LONGEST_HEAD]
    if numbered := _DAY_NUMBER_FIRST.match(line.text):
        dated = line.part(numbered.end())
        inner = None if _DAY_NUMBER_FIRST.match(dated.text) else day_time_line(dated)
        return inner if inner and inner.day else None
    if "|" in head:
        return _barred(line)
    day_time, end = leading_day_time(head)
    if not end:
        return None
    if day_time.times is None and (number := _DAY_NUMBER_LAST.match(head, end)):
        end = number.end()
    separator = _SEPARATOR.match(head, end)
    assert separator
    rest = line.part(separator.end())
    if rest.text and not _stands_apart(day_time, (separator["sign"] or "").strip(), rest.text):
        return None
    return replace(day_time, rest=(rest,) if rest.text else ())


def _stands_apart(day_time: DayTime, sign: str, rest: str) -> bool:
    """Return whether a *rest* behind a day, a time and a *sign* goes on with no sentence that they begin."""
    if sign in {":", "–", "—", "-"}:
        return True
    # "19 September 2024, a Thursday, ..." is a sentence.
    if day_time.times is None:
        return False
    if rest[0].isupper() or (sign != "," and not rest[0].isalpha()):
        return True
    # Behind a start and an end a few words may be in small letters: "iPhone workshop".
    return day_time.times.end != "" and len(rest) <= _LONGEST_REST and not rest.endswith((".", ",", ";"))


def _barred(line: PageLine) -> DayTime | None:
    """Return the day and the times among the first parts of a *line* with bars."""
    row = DayTime(barred=True)
    rest: list[PageLine] = []
    pieces = pieces_of(line)
    for number, piece in enumerate(pieces):
        cell, end = leading_day_time(piece.text[:LONGEST_HEAD])
        is_whole = end > 0 and not piece.text[end:].strip(" .,:)]-–—")
        if number < 4 and is_whole and not (cell.day and row.day) and not (cell.times and row.times):
            row = replace(cell, day=cell.day or row.day, times=cell.times or row.times, barred=True)
        elif piece.text:
            rest.append(piece)
    if row.day is None and row.times is None:
        # "9:00-9:15 Welcome | Ann Lee": the title is in one part with its time.
        first = day_time_line(pieces[0])
        return replace(first, rest=(*first.rest, *rest[1:])) if first and first.times and first.rest else None
    return replace(row, rest=tuple(rest))
