"""Times of day and lengths of time as people and files write them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from ungacli.errors import QuestionError
from ungacli.names import ambiguous, suggestion
from ungacli.when.vocabulary import HALF, NOON_OR_MIDNIGHT, PARTS_OF_THE_DAY, range_ends, squeezed
from ungacli.when.when import Unclear

DAY = timedelta(days=1)
NOON = timedelta(hours=12)
TIME_HINT = "write it as 9-12, 09:00-12:30, 9am-noon, morning, afternoon, evening or after 17:00"
_EACH_HINT = "name each time by itself: --time 9-12 --time 14-16, or time:9-12,14-16 in a query"
_SEVERAL = re.compile(r",|;|&| and ")
_NAMED = {"noon": NOON, "midday": NOON, "midnight": timedelta()}
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:\s?[:.h]\s?(?P<minute>\d{2})(?:(?<=:\d\d):(?P<second>\d\d))?|(?P<plain>\d{2}))?"
    r"\s?h?\s*(?:(?P<half>[ap])\.?\s?m\.?)?"
)
# By a clock of twelve hours the first may be in the night and in the afternoon: 2h, 02:00 and 2am are not.
_UNCLEAR = re.compile(r"[1-6](?:[:.]\d\d){0,2}")
_BARE = re.compile(r"[1-9]\d?(?:[:.]\d\d){0,2}")
_HALF = re.compile(HALF, re.IGNORECASE)
_BY_24_HOURS = re.compile(r"(?:1[3-9]|2[0-4]|0\d)(?:\D|\d\d|$)|.*[a-z]*h", re.IGNORECASE)
_AFTER_NOON_AND_PM = re.compile(rf"((?:1[3-9]|2[0-4]|0?0):\d\d(?::\d\d)?)\s?{HALF}")
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ]\s?(\d{1,2}:\d\d(?::\d\d)?)(?:[.,]\d+)?\s?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ClockText:
    """Times of day as a file writes them: the texts of one, or of two, from *start* to *end*.

    *text* is all of it, *zone* the zone that stands beside them. Where the file leaves the time *open*, there is
    no start.
    """

    text: str
    start: str = ""
    end: str = ""
    zone: str = ""
    open: bool = False


class ClockTimes(NamedTuple):
    """Times since midnight by the clock; an *end* that is not after the *start* is on a later day."""

    start: timedelta
    end: timedelta | None = None


@lru_cache(maxsize=1024)
def read_clocks(clocks: ClockText, *, to_24: bool = False, any_order: bool = False) -> ClockTimes | Unclear:
    """Return the times that a file means; it counts hours *to_24* if any of its times shows that.

    Unclear are times left open, what may be in the night as well as in the afternoon, and, except in *any_order*,
    an end before the start by day.
    """
    if clocks.open:
        return Unclear(f'the time is left open: "{clocks.text}"')
    text, start, end = clocks.text, _plain(clocks.start), _plain(clocks.end)
    try:
        if end:
            return ClockTimes(*times_between(text, start, end, to_24=to_24, any_order=any_order))
        return ClockTimes(clock_time(text, start, "" if to_24 else "{}"))
    except QuestionError as error:
        return Unclear(f"{error.message}; {error.hint}")


def counts_to_24(clocks: Iterable[ClockText]) -> bool:
    """Return whether any time of a file shows that it counts hours to 24: 14:30, 09:00 or 14h."""
    texts = (text for one in clocks for text in (one.start, one.end))
    return any(_BY_24_HOURS.match(text) and not _HALF.search(text) for text in texts)


def names_half(clock: str) -> bool | None:
    """Return whether a time names its half of the day, or None for one that needs none: 14:00, 0:30, noon."""
    if _HALF.search(clock):
        return True
    hour = re.match(r"0?([1-9]|1[0-2])(?!\d\D|\d$)", clock)
    return False if hour and not clock.casefold().endswith("h") else None


def _plain(clock: str) -> str:
    """Return *clock* as clock_time has it: `16:30 p.m.` is 16:30, `12 noon` is noon, `1030 hrs` is 1030."""
    word = re.sub(r"\s?(?:hrs?|hours)\b\.?", "", clock.casefold()).strip()
    word = re.sub(rf"^12 (?={NOON_OR_MIDNIGHT})", "", word)
    word = re.sub(r"(?<=\d)\s?[:.]\s?(?=\d)", ":", word)
    both = _AFTER_NOON_AND_PM.fullmatch(word)
    return both[1] if both else word


def times_between(
    text: str, left: str, right: str, *, to_24: bool = False, any_order: bool = False
) -> tuple[timedelta, timedelta]:
    """Return the times from *left* to *right*, parts of *text*: `9` to `12`, `1` to `3pm`, `22` to `2`.

    The range may run over midnight if it begins after noon. Raises QuestionError as clock_time does, and for what
    read_clocks calls unclear.
    """
    start, end = clock_time(text, left) % DAY, clock_time(text, right) or DAY
    after = _HALF.search(right)
    if after and not _HALF.search(left) and start <= NOON + timedelta(minutes=59) and left not in _NAMED:
        if end == DAY:
            message = f'"{text}" could end at noon or at midnight'
            raise QuestionError(message, hint="write noon or midnight instead of 12am")
        # "1-3pm" begins at one in the afternoon, "10-1pm" in the morning and "10-2am" in the evening.
        early, late = (clock_time(text, f"{left}{half}m") for half in "ap")
        start = late if late < end or end < early else early
    if start == end:
        raise QuestionError(f'"{text}" is no length of time', hint=TIME_HINT)
    if not to_24 and _UNCLEAR.fullmatch(left) and _BARE.fullmatch(right) and start < end <= NOON:
        raise _unclear(text, "{}-{}", start, end)
    # From 12:30 to 1:30 is hardly half a day and a night; from 22 to 2 it is the night, and from 20 to 08:00.
    by_day = not after and not right.startswith("0") and right not in _NAMED and start < end + NOON <= DAY
    if end < start and (by_day or start <= NOON) and not any_order:
        hint = f'did you mean "{clock_label(start)}-{clock_label(end + NOON)}"?' if end + NOON <= DAY else TIME_HINT
        raise QuestionError(f'"{text}" ends before it begins', hint=hint)
    return start, end


def _unclear(text: str, form: str, *times: timedelta) -> QuestionError:
    readings = [form.format(*(clock_label(at + later) for at in times)) for later in (timedelta(), NOON)]
    return ambiguous(text, "in the night or in the afternoon", readings)


def clock_label(value: timedelta) -> str:
    """Return a time since midnight as 17:00."""
    minutes = int(value.total_seconds()) // 60
    return f"{minutes // 60:02}:{minutes % 60:02}"


def clock_time(text: str, word: str, form: str = "") -> timedelta:
    """Return the time since midnight that *word*, a part of *text*, names; 24:00 is a whole day.

    Raises QuestionError for what is no time, and, if there is a *form* in which the hint gives both readings, for
    what may be in the night as well as in the afternoon.
    """
    if (named := _NAMED.get(word)) is not None:
        return named
    match = _CLOCK.fullmatch(word)
    if not match or (match["plain"] and len(match["hour"]) == 1):
        words = [*PARTS_OF_THE_DAY, *_NAMED]
        raise QuestionError(
            f'"{text}" is no time of day',
            hint=_EACH_HINT if _SEVERAL.search(text) else lambda: suggestion(text, words, TIME_HINT),
        )
    hour, minute, half = int(match["hour"]), int(match["minute"] or match["plain"] or 0), match["half"]
    if half and not 1 <= hour <= 12:
        raise QuestionError(f'"{text}" is no time: with {half}m an hour is from 1 to 12', hint=TIME_HINT)
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if minute > 59 or hour * 60 + minute > 24 * 60:
        raise QuestionError(f'"{text}" is no time: a day ends at 24:00, an hour with minute 59', hint=TIME_HINT)
    # A leap second, which no clock of ours shows.
    at = timedelta(hours=hour, minutes=minute, seconds=min(int(match["second"] or 0), 59))
    if form and _UNCLEAR.fullmatch(word):
        raise _unclear(text, form, at)
    return at


def iso_moment(text: str) -> datetime | None:
    """Return the date and time that *text* writes as ISO 8601 does, aware if an offset is written, or None.

    Between both there may be a space, behind them fractions of a second, which do not count, and UTC.
    """
    match = _MOMENT.fullmatch(text)
    if not match:
        return None
    day, clock, offset = match.groups()
    zone = "Z" if (offset or "").upper() in {"Z", "UTC", "GMT"} else offset or ""
    try:
        return datetime.fromisoformat(f"{day}T{clock.zfill(5 if clock.count(':') == 1 else 8)}{zone}")
    except ValueError:
        return None


_LENGTH = re.compile(
    r"(?:(?P<days>\d{1,9})\s*d(?:ays?)?)?\s*"
    r"(?:(?P<hours>\d{1,9}(?:\.\d{1,3})?)\s*h(?:ours?|rs?)?)?\s*"
    r"(?:(?P<minutes>\d{1,9})\s*(?P<unit>m(?:in(?:ute)?s?)?)?)?"
)
_HOURS_AND_MINUTES = re.compile(r"(\d{1,4}):(\d\d)(?::(\d\d))?")
_LENGTH_HINT = "write it as 30m, 1h30 or 2d"


def parse_duration(text: str) -> timedelta:
    """Return the length of time that *text* names: `30m`, `1h30`, `1.5h`, `90 min`, `2 days`.

    Raises QuestionError for what is none, for less than nothing and for more than four weeks.
    """
    written = squeezed(text.casefold())
    match = _LENGTH.fullmatch(written)
    # Only after hours may minutes stand without their unit.
    if not (match and match[0]) or (match["minutes"] and not match["unit"] and not match["hours"]):
        if re.match(r"[-−] ?\d", written):
            raise QuestionError(f'"{text}": a length of time cannot be negative', hint=_LENGTH_HINT)
        raise QuestionError(f'"{text}" is no length of time', hint=_LENGTH_HINT)
    days, hours, minutes = (float(match[part] or 0) for part in ("days", "hours", "minutes"))
    length = timedelta(days=days, hours=hours, minutes=minutes)
    if length > timedelta(weeks=4):
        raise QuestionError(f'"{text}" is more than four weeks', hint=_LENGTH_HINT)
    return length


def read_length(text: str, unit: str = "") -> timedelta | Unclear:
    """Return the length of time that a file means: as for parse_duration, `1:30`, or a number of a *unit*, min or h."""
    word = squeezed(text)
    if match := _HOURS_AND_MINUTES.fullmatch(word):
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return timedelta(hours=hours, minutes=minutes, seconds=seconds)
    try:
        return parse_duration(f"{word} {unit}" if unit and re.fullmatch(r"\d+(\.\d+)?", word) else word)
    except QuestionError as error:
        return Unclear(f"{error.message}; {error.hint}", "end")


def parse_length_range(text: str) -> tuple[timedelta, timedelta]:
    """Return the shortest and the longest of the lengths that *text* names: `>90m`, `<=2h`, `1h..2h`, `1h-2h`, `45m`.

    Both are included. Raises QuestionError as parse_duration does, and for a range that ends before it begins.
    """
    match = re.fullmatch(r"(<=|>=|<|>|=|) ?(.*)", squeezed(text))
    assert match, "everything is nothing or a sign, and a rest"
    sign, rest = match.groups()
    if not sign and (ends := range_ends(rest, also=r"(?<=\w) ?- ?(?=\w)")):
        left, right = ends
        shortest = parse_duration(left) if left else timedelta()
        longest = parse_duration(right) if right or not left else timedelta.max
        if longest < shortest:
            raise QuestionError(f'"{text}" ends before it begins', hint="write the shorter first: 1h..2h")
        return shortest, longest
    length = parse_duration(rest)
    if sign == "<" and not length:
        raise QuestionError(f'"{text}": nothing lasts less than no time', hint="write it as <90m")
    step = timedelta() if "=" in sign else timedelta.resolution
    if sign.startswith(">"):
        return length + step, timedelta.max
    return (timedelta(), length - step) if sign.startswith("<") else (length, length)
