"""How people write moments: a day, a time or both."""

import re
from datetime import date, datetime, time, timedelta

from ungacli.errors import QuestionError
from ungacli.when.days import KnownDays, parse_day, parts_of_day
from ungacli.when.times import clock_time
from ungacli.when.vocabulary import squeezed

_MOMENT = re.compile(
    r"(?:(?P<day>.*?)[ ,]+(?:at )?)?"
    r"(?P<time>\d{1,2}(?::\d\d)?\s?[ap]\.?\s?m\.?|\d{1,2}[:h]\d\d|\d{1,2}h|noon|midday|midnight)",
    re.IGNORECASE,
)
_NUMBER_LAST = re.compile(r"(?:(?P<day>.+?),? )?(?P<number>(?:1?\d|2[0-3])(?:\.[0-5]\d)?)")
_MOMENT_HINT = "write it as 2024-09-23T14:00, Monday 9am or now"


def parse_moment(text: str, *, known: KnownDays, now: datetime) -> datetime:
    """Return the moment that *text* names, in the zone of *now*: `2024-09-23T14:00`, `Monday 9am`, `14:30`.

    A day alone is its first moment, a time alone is of today. An offset in the ISO form counts.
    *known* are the schedule's days, as for parse_day. Raises QuestionError for what is no moment,
    and for a number that may be a day or a time: `14`, `Mon 9`.
    """
    words = squeezed(text)
    if words.casefold() == "now":
        return now
    try:
        return _iso_moment(words, now) or _named_moment(text, words, known, now)
    except OverflowError:
        raise QuestionError(f'"{text}" is beyond the calendar', hint=_MOMENT_HINT) from None


def _iso_moment(word: str, now: datetime) -> datetime | None:
    if not re.match(r"\d{4}-\d\d-\d\d[T ]", word):
        return None
    try:
        told = datetime.fromisoformat(word)
    except ValueError:
        return None
    return told.astimezone(now.tzinfo) if told.tzinfo else told.replace(tzinfo=now.tzinfo)


def _named_moment(text: str, words: str, known: KnownDays, now: datetime) -> datetime:
    found = _MOMENT.fullmatch(words)
    if found is None:
        _refuse_a_number(text, words, known, now.date())
    named, at = (found["day"], _time(text, found["time"])) if found else (words, timedelta())
    day = now.date() if named is None else _day(text, named, known, now.date())
    return datetime.combine(day, time(), now.tzinfo) + at


def _time(text: str, word: str) -> timedelta:
    try:
        return clock_time(text, word.casefold())
    except QuestionError as error:
        error.hint = _MOMENT_HINT
        raise


def _day(text: str, words: str, known: KnownDays, today: date) -> date:
    try:
        return parse_day(words, known=known, today=today)
    except QuestionError:
        if parts_of_day(words, known=known, today=today):
            raise  # It is a day, but comes twice or never.
        raise QuestionError(f'"{text}" is no moment', hint=_MOMENT_HINT) from None


def _refuse_a_number(text: str, words: str, known: KnownDays, today: date) -> None:
    """Raise QuestionError if *words* end in a number that may be meant for a time: `14`, `Mon 9`, `tomorrow 14`."""
    found = _NUMBER_LAST.fullmatch(words)
    if not found or (found["day"] and not parts_of_day(found["day"], known=known, today=today)):
        return
    hour = found["number"].replace(".", ":")
    as_time = f"write the time as {hour if ':' in hour else f'{hour}:00'}"
    try:
        day = parse_day(words, known=known, today=today)
    except QuestionError:
        raise QuestionError(f'"{text}" is no moment', hint=as_time) from None
    raise QuestionError(f'"{text}" could be a day or a time', hint=f"{as_time}, or the day as {day}")
