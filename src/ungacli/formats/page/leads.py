"""Lines that lead with a day or a time, alone, between bars or before a title."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from ungacli.when.clocks import ClockText, ClockTimes, read_clocks
from ungacli.when.days import DayText
from ungacli.when.lines import day_at, times_at
from ungacli.when.when import Unclear

_GLUE = re.compile(r"(?:[\s,;:|/(\[–—-]|(?:at|on|from)\s|@|T(?=\d\d:\d\d))*", re.IGNORECASE)
_JOINT = re.compile(r"\s*(?:[-–—]|to|until)\s*", re.IGNORECASE)
_SEPARATOR = re.compile(r"[\s)\]]*(?P<sign>[:|–—]|-\s|,)?[\s:|–—-]*")
# Most lines begin with neither a day nor a time, and one look tells.
_COULD_BE = re.compile(
    r"\W*(?:\d|(?:at|on|from|between|starting|time|tb[acd]|to be|all|noon|mid(?:day|night)|jan|feb|mar|apr|may|jun"
    r"|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)\w*\b)",
    re.IGNORECASE,
)
_DAY_NUMBER = r"[(\[]?\bday\s(?:\d{1,2}|one|two|three|four|five|six|seven)\b[)\]]?"
_DAY_NUMBER_FIRST = re.compile(rf"{_DAY_NUMBER}[\s,:|–—-]*(?=\S)", re.IGNORECASE)
_DAY_NUMBER_LAST = re.compile(rf"[\s,:|–—-]*{_DAY_NUMBER}(?=\s*(?:[:|–—-]|$))", re.IGNORECASE)
_NUMBERS = re.compile(r"\d{1,2}\s?[-–—]\s?\d{1,2}\s?(?:[:|,–—]|$)(?!\s?\d)")
_LONGEST = 400
_LONGEST_REST = 100
_MOST_PIECES = 12


class Piece(NamedTuple):
    """A *text* within a line, *at* so many characters from its beginning."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Lead:
    """What a line says of a day and a time, and the *rest* of it: a title, a place.

    *end_day* and *end_times* are those of an event that ends on another day. *barred* tells that
    bars stand between the parts.
    """

    day: DayText | None = None
    times: ClockText | None = None
    rest: tuple[Piece, ...] = ()
    end_day: DayText | None = None
    end_times: ClockText | None = None
    barred: bool = False

    @property
    def is_day(self) -> bool:
        """Whether the line is a day and nothing else."""
        return self.day is not None and self.times is None and not self.rest

    @property
    def clocks(self) -> ClockTimes | None:
        """The times since midnight, or None where the line has none that are clear."""
        times = read_clocks(self.times) if self.times else None
        return None if isinstance(times, Unclear) else times


def pieces_of(text: str) -> list[Piece]:
    """Return the parts of *text* between bars, the last with all bars that are too many."""
    pieces: list[Piece] = []
    at = 0
    for part in text.split("|", _MOST_PIECES):
        pieces.append(Piece(part.strip(), at + len(part) - len(part.lstrip())))
        at += len(part) + 1
    return pieces


@lru_cache(maxsize=4096)
def when(text: str, *, expected: bool = False) -> tuple[Lead, int]:
    """Return the day and the times with which *text* begins, in either order, and where they end.

    Where they are *expected*, as behind `Time:`, numbers alone are times.
    """
    day: DayText | None = None
    times: ClockText | None = None
    at = end = 0
    if not _COULD_BE.match(text):
        return Lead(), 0
    for _ in range(2):
        glue = _GLUE.match(text, at)
        at = glue.end() if glue else at
        if day is None and (found_day := day_at(text, at)):
            day, at = found_day
        elif times is None and (found_times := times_at(text, at, expected=expected or _is_a_range(text, at, day))):
            times, at = found_times
        else:
            break
        end = at
    if day and times and not times.end and (joint := _JOINT.match(text, end)):
        last = day_at(text, joint.end())
        glue = _GLUE.match(text, last[1]) if last else None
        last_times = times_at(text, glue.end(), expected=expected) if glue else None
        if last and last_times:
            return Lead(day, times, end_day=last[0], end_times=last_times[0]), last_times[1]
    return Lead(day, times), end


def _is_a_range(text: str, at: int, day: DayText | None) -> bool:
    """Return whether numbers alone behind a day can be nothing but times: `25 May, 11–1: Walk`."""
    return day is not None and _NUMBERS.match(text, at) is not None


def begins_with_when(text: str) -> bool:
    """Return whether *text* begins with a day or a time, whatever follows."""
    return when(text[:_LONGEST])[1] > 0


def lead_of(text: str) -> Lead | None:
    """Return what *text* leads with if that is a day or a time; a sentence that begins with one is none."""
    if numbered := _DAY_NUMBER_FIRST.match(text):
        return _numbered(text, numbered.end())
    if "|" in text[:_LONGEST]:
        return _barred(pieces_of(text))
    head = text[:_LONGEST]
    found, end = when(head)
    if not end:
        return None
    if found.times is None and (number := _DAY_NUMBER_LAST.match(head, end)):
        end = number.end()
    separator = _SEPARATOR.match(head, end)
    assert separator
    rest = text[separator.end() :].strip()
    if not rest:
        return found
    sign = (separator["sign"] or "").strip()
    if not _leads(found, sign, rest) and not _is_short(found, rest):
        return None
    return Lead(found.day, found.times, (Piece(rest, separator.end()),), found.end_day, found.end_times)


def _numbered(text: str, at: int) -> Lead | None:
    """Return the day and what else stands behind the number of a day, which ends *at*."""
    inner = None if _DAY_NUMBER_FIRST.match(text, at) else lead_of(text[at:])
    if inner is None or inner.day is None:
        return None
    return replace(inner, rest=tuple(Piece(piece.text, piece.at + at) for piece in inner.rest))


def _is_short(found: Lead, rest: str) -> bool:
    """Return whether *rest* is no sentence, and stands behind times from which to which it is: `iPhone workshop`."""
    ends = found.times is not None and found.times.end != ""
    return ends and len(rest) <= _LONGEST_REST and not rest.endswith((".", ",", ";"))


def _leads(found: Lead, sign: str, rest: str) -> bool:
    if sign in {":", "–", "—", "-"}:
        return True
    if found.times is None or sign == ",":
        # "19 September 2024, a Thursday, ..." is a sentence.
        return found.times is not None and rest[0].isupper()
    return rest[0].isupper() or not rest[0].isalpha()


def _barred(pieces: list[Piece]) -> Lead | None:
    told = Lead()
    rest: list[Piece] = []
    for number, piece in enumerate(pieces):
        found, end = when(piece.text[:_LONGEST])
        whole = end > 0 and not piece.text[end:].strip(" .,:)]-–—")
        if number < 4 and whole and not (found.day and told.day) and not (found.times and told.times):
            told = Lead(
                found.day or told.day, found.times or told.times, (), found.end_day, found.end_times, barred=True
            )
        elif piece.text:
            rest.append(piece)
    if told.day is None and told.times is None:
        # "9:00-9:15 Welcome | Ann Lee": the title is in one part with its time.
        first = lead_of(pieces[0].text)
        return replace(first, rest=(*first.rest, *rest[1:])) if first and first.times and first.rest else None
    return Lead(told.day, told.times, tuple(rest), told.end_day, told.end_times, barred=True)
