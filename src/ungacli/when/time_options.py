"""The times and moments that command-line options and queries accept: 9-12, after 17:00, Monday 9am."""

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from ungacli.errors import QuestionError
from ungacli.when.clocks import DAY, TIME_HINT, clock_label, clock_time, iso_moment, times_between
from ungacli.when.day_options import ScheduleDays, parse_day, parts_of_day
from ungacli.when.vocabulary import FROM, HALF, NOON_OR_MIDNIGHT, ONE_END, PARTS_OF_THE_DAY, TO, range_ends, squeezed

_MOMENT = re.compile(
    r"(?:(?P<day>.*?)[ ,]+(?:at )?)?"
    rf"(?P<time>\d{{1,2}}(?::\d\d)?\s?{HALF}|\d{{1,2}}[:h]\d\d|\d{{1,2}}h|{NOON_OR_MIDNIGHT})",
    re.IGNORECASE,
)
_NUMBER_LAST = re.compile(r"(?:(?P<day>.+?),? )?(?P<number>(?:1?\d|2[0-3])(?:\.[0-5]\d)?)")
_MOMENT_HINT = "write it as 2024-09-23T14:00, Monday 9am or now"


class TimeRange(NamedTuple):
    """Times of day, since midnight by the clock: from *start*, included, to *end*, excluded.

    An *end* before the *start* is on the next day. *whole* is whether all of an event must lie in it: after
    17:00, which then has no end, or before 9:00.
    """

    start: timedelta
    end: timedelta
    whole: bool = False

    def __str__(self) -> str:
        """Return `09:00–12:30`, `after 17:00`, or `08:00` for a minute."""
        start = clock_label(self.start)
        if self.end == timedelta.max:
            return f"after {start}"
        if self.whole:
            return f"before {clock_label(self.end)}"
        return start if self.end - self.start == _MINUTE else f"{start}–{clock_label(self.end)}"


_MINUTE = timedelta(minutes=1)
_PARTS = {
    word: TimeRange(timedelta(hours=first), timedelta(hours=last))
    for word, first, last in zip(PARTS_OF_THE_DAY, (6, 12, 18, 0), (12, 18, 24, 6), strict=True)
}


def parse_times(text: str) -> TimeRange:
    """Return the times of day that *text* names: `9-12`, `14h30-16h`, `9am-noon`, `morning`, `after 17:00`.

    A single time is the minute that begins then. A range may run over midnight if it begins after
    noon. Raises QuestionError for what is no time, for a range that ends before it begins, and for
    what may be in the night as well as in the afternoon: `2-4`, `after 5`.
    """
    word = squeezed(text.casefold()).removeprefix("in the ")
    if part := _PARTS.get(word):
        return part
    left, right = range_ends(word, also=r"-|\band\b") or ("", "")
    if left and right:
        return TimeRange(*times_between(text, left, right))
    if match := ONE_END.fullmatch(word):
        bound, at = match[1], clock_time(text, match[2], f"{match[1]} {{}}")
    elif left or right:
        bound, at = FROM[0] if left else TO[0], clock_time(text, left or right, "{}.." if left else "..{}")
    else:
        start = clock_time(text, word.removeprefix("at "), "{}") % DAY
        return TimeRange(start, start + _MINUTE)
    if bound in {"after", *FROM}:
        if at == DAY:
            raise QuestionError(f'"{text}": no day goes on after 24:00', hint=TIME_HINT)
        return TimeRange(at, timedelta.max, whole=True) if bound == "after" else TimeRange(at, DAY)
    # Nothing is before the midnight with which a day begins: it is that at its end.
    return TimeRange(timedelta(), at or DAY, whole=bound == "before")


def parse_moment(text: str, *, within: ScheduleDays, now: datetime) -> datetime:
    """Return the moment that *text* names, in the zone of *now*: `2024-09-23T14:00`, `Monday 9am`, `14:30`.

    A day alone is its first moment, a time alone is of today. An offset in the ISO form counts.
    *within* are the schedule's days, as for parse_day. Raises QuestionError for what is no moment,
    and for a number that may be a day or a time: `14`, `Mon 9`.
    """
    words = squeezed(text)
    if words.casefold() == "now":
        return now
    try:
        if exact := iso_moment(words):
            return exact.astimezone(now.tzinfo) if exact.tzinfo else exact.replace(tzinfo=now.tzinfo)
        return _named_moment(text, words, within, now)
    except OverflowError:
        raise QuestionError(f'"{text}" is beyond the calendar', hint=_MOMENT_HINT) from None


def _named_moment(text: str, words: str, within: ScheduleDays, now: datetime) -> datetime:
    match, today = _MOMENT.fullmatch(words), now.date()
    if not match:
        _refuse_a_number(text, words, within, today)
    try:
        at = clock_time(text, match["time"].casefold()) if match else timedelta()
    except QuestionError as error:
        error.hint = _MOMENT_HINT
        raise
    day = match["day"] if match else words
    # For a day that comes twice or never parse_day has the reason.
    if day is not None and not parts_of_day(day, within=within, today=today):
        raise QuestionError(f'"{text}" is no moment', hint=_MOMENT_HINT)
    on = today if day is None else parse_day(day, within=within, today=today)
    return datetime.combine(on, time(), now.tzinfo) + at


def _refuse_a_number(text: str, words: str, within: ScheduleDays, today: date) -> None:
    """Raise QuestionError if *words* end in a number that may be a time: `14`, `Mon 9`, `tomorrow 14`."""
    match = _NUMBER_LAST.fullmatch(words)
    if not match or (match["day"] and not parts_of_day(match["day"], within=within, today=today)):
        return
    hour = match["number"].replace(".", ":")
    as_time = f"write the time as {hour if ':' in hour else f'{hour}:00'}"
    try:
        day = parse_day(words, within=within, today=today)
    except QuestionError:
        raise QuestionError(f'"{text}" is no moment', hint=as_time) from None
    raise QuestionError(f'"{text}" could be a day or a time', hint=f"{as_time}, or the day as {day}")
