"""How people write times of day."""

import re
from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ungacli.errors import QuestionError
from ungacli.model import Event
from ungacli.names import quoted_list, suggestion
from ungacli.when.vocabulary import FROM, JOINT, PARTS_OF_THE_DAY, TO, squeezed

DAY = timedelta(days=1)
NOON = timedelta(hours=12)
_TIME_HINT = "write it as 9-12, 09:00-12:30, 9am-noon, morning, afternoon, evening or after 17:00"


class TimeRange(NamedTuple):
    """Times of day, since midnight by the clock: from *start*, included, to *end*, excluded.

    An *end* before the *start* is on the next day. *whole* tells that all of an event must lie in
    it: after 17:00, which then has no end, or before 9:00.
    """

    start: timedelta
    end: timedelta
    whole: bool = False

    def __str__(self) -> str:
        """Return `09:00–12:30`, `after 17:00`, or `08:00` for a minute."""
        if self.whole:
            return f"after {_told(self.start)}" if self.end == timedelta.max else f"before {_told(self.end)}"
        minute = self.end - self.start == timedelta(minutes=1)
        return _told(self.start) if minute else f"{_told(self.start)}–{_told(self.end)}"


_NIGHT, _MORNING, _EVENING = timedelta(), timedelta(hours=6), timedelta(hours=18)
PARTS = dict(
    zip(
        PARTS_OF_THE_DAY,
        (TimeRange(_MORNING, NOON), TimeRange(NOON, _EVENING), TimeRange(_EVENING, DAY), TimeRange(_NIGHT, _MORNING)),
        strict=True,
    )
)
"""The parts of the day that have names."""
_NAMED = {"noon": NOON, "midday": NOON, "midnight": timedelta()}
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:\s?[:.h]\s?(?P<minute>\d{2})|(?P<plain>\d{2}))?\s?h?\s*(?:(?P<half>[ap])\.?\s?m\.?)?"
)
_RANGE = re.compile(rf"(?:(?:{'|'.join(FROM)}|between) )?(.*?) ?(?:{JOINT}|-|\band\b) ?(.*)")
_ONE_END = re.compile(rf"({'|'.join((*FROM, *TO))}|after|before) (.*)")
# By a clock of twelve hours the first may be in the night and in the afternoon: 2h, 02:00 and 2am are not.
_UNCLEAR = re.compile(r"[1-6](?:[:.]\d\d)?")
_BARE = re.compile(r"[1-9]\d?(?:[:.]\d\d)?")


def parse_times(text: str) -> TimeRange:
    """Return the times of day that *text* names: `9-12`, `14h30-16h`, `9am-noon`, `morning`, `after 17:00`.

    A single time is the minute that begins then. A range may run over midnight if it begins after
    noon. Raises QuestionError for what is no time, for a range that ends before it begins, and for
    what may be in the night as well as in the afternoon: `2-4`, `after 5`.
    """
    word = squeezed(text.casefold()).removeprefix("in the ")
    if part := PARTS.get(word):
        return part
    left, right = joined.groups() if (joined := _RANGE.fullmatch(word)) else ("", "")
    if left and right:
        return _range(text, left, right)
    if found := _ONE_END.fullmatch(word):
        return _from_one_end(text, found[1], _clear_time(text, found[2], f"{found[1]} {{}}"))
    if left:
        return _from_one_end(text, FROM[0], _clear_time(text, left, "{}.."))
    if right:
        return _from_one_end(text, TO[0], _clear_time(text, right, "..{}"))
    start = _clear_time(text, word.removeprefix("at "), "{}") % DAY
    return TimeRange(start, start + timedelta(minutes=1))


def _from_one_end(text: str, word: str, at: timedelta) -> TimeRange:
    if word in {"after", *FROM}:
        if at == DAY:
            raise QuestionError(f'"{text}": no day goes on after 24:00', hint=_TIME_HINT)
        return TimeRange(at, timedelta.max, whole=True) if word == "after" else TimeRange(at, DAY)
    # Nothing is before the midnight with which a day begins: the one meant is that at its end.
    return TimeRange(timedelta(), at or DAY, whole=word == "before")


def _clear_time(text: str, word: str, form: str) -> timedelta:
    """Return what clock_time does; QuestionError for a *word* that may be in the night, with it told in this *form*."""
    at = clock_time(text, word)
    if _UNCLEAR.fullmatch(word):
        raise _unclear(text, form, at)
    return at


def _unclear(text: str, form: str, *times: timedelta) -> QuestionError:
    meant = [form.format(*(_told(at + later) for at in times)) for later in (timedelta(), NOON)]
    return QuestionError(
        f'"{text}" could be in the night or in the afternoon', hint=f"did you mean {quoted_list(meant)}?"
    )


def _range(text: str, left: str, right: str) -> TimeRange:
    start, end = clock_time(text, left) % DAY, clock_time(text, right) or DAY
    before, after = _half(left), _half(right)
    if after and not before and start <= NOON + timedelta(minutes=59) and left not in _NAMED:
        if end == DAY:
            raise QuestionError(
                f'"{text}" could end at noon or at midnight', hint="write noon or midnight instead of 12am"
            )
        # "1-3pm" begins at one in the afternoon, "10-1pm" in the morning and "10-2am" in the evening.
        early, late = (clock_time(text, f"{left}{half}m") for half in "ap")
        start = late if late < end or end < early else early
    if start == end:
        raise QuestionError(f'"{text}" is no length of time', hint=_TIME_HINT)
    if _UNCLEAR.fullmatch(left) and _BARE.fullmatch(right) and start < end <= NOON:
        raise _unclear(text, "{}-{}", start, end)
    # From 12:30 to 1:30 is hardly half a day and a night; from 22 to 2 it is the night, and from 20 to 08:00.
    by_day = not after and not right.startswith("0") and right not in _NAMED and start < end + NOON <= DAY
    if end < start and (by_day or start <= NOON):
        meant = f'did you mean "{_told(start)}-{_told(end + NOON)}"?' if end + NOON <= DAY else _TIME_HINT
        raise QuestionError(f'"{text}" ends before it begins', hint=meant)
    return TimeRange(start, end)


def _half(word: str) -> str | None:
    """Return the `a` or `p` of a time by the twelve-hour clock."""
    found = _CLOCK.fullmatch(word)
    return found["half"] if found else None


def _told(value: timedelta) -> str:
    minutes = int(value.total_seconds()) // 60
    return f"{minutes // 60:02}:{minutes % 60:02}"


def clock_time(text: str, word: str) -> timedelta:
    """Return the time since midnight that *word*, a part of *text*, names; 24:00 is a whole day."""
    if (named := _NAMED.get(word)) is not None:
        return named
    found = _CLOCK.fullmatch(word)
    if not found or (found["plain"] and len(found["hour"]) == 1):
        raise _no_time(text)
    hour, minute, half = int(found["hour"]), int(found["minute"] or found["plain"] or 0), found["half"]
    if half and not 1 <= hour <= 12:
        raise QuestionError(f'"{text}" is no time: with {half}m an hour is from 1 to 12', hint=_TIME_HINT)
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if minute > 59 or hour * 60 + minute > 24 * 60:
        raise QuestionError(f'"{text}" is no time: a day ends at 24:00, an hour with minute 59', hint=_TIME_HINT)
    return timedelta(hours=hour, minutes=minute)


def _no_time(text: str) -> QuestionError:
    if re.search(r",|;|&| and ", text):
        each = "name each time by itself: --time 9-12 --time 14-16, or time:9-12,14-16 in a query"
        return QuestionError(f'"{text}" is no time of day', hint=each)
    return QuestionError(f'"{text}" is no time of day', hint=lambda: suggestion(text, [*PARTS, *_NAMED], _TIME_HINT))


def takes_place_at(event: Event, times: TimeRange) -> bool:
    """Return whether *event* takes place at *times* on some day, in part or *whole*, by the clock it is told in."""
    midnight = datetime.combine(event.start, time())
    begins, ends = event.start.replace(tzinfo=None) - midnight, event.end.replace(tzinfo=None) - midnight
    if times.whole:
        return begins >= times.start and ends <= times.end
    if ends - begins >= DAY:
        return True
    length = (times.end - times.start) % DAY or DAY
    # Yesterday's range may run into today, and the event into tomorrow.
    starts = [times.start + DAY * day for day in (-1, 0, 1)]
    if any(begins < start + length and start < ends for start in starts):
        return True
    # By the clock an event may seem to end before it begins: what a change repeats is seen by the instants.
    return any(
        _instant(midnight + start, event.timezone, 0) < event.end.timestamp()
        and _instant(midnight + start + length - timedelta.resolution, event.timezone, 1) >= event.start.timestamp()
        for start in starts
    )


def _instant(local: datetime, zone: ZoneInfo, fold: int) -> float:
    # What a clock change repeats begins at its first coming and ends at its second.
    return local.replace(tzinfo=zone, fold=fold).timestamp()
