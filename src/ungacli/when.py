"""How people write days, lengths of time and time zones."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from ungacli.errors import QuestionError
from ungacli.model import DayRange, Event
from ungacli.names import did_you_mean, fold, quoted_list

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOMENT = timedelta(microseconds=1)
_RELATIVE = {"yesterday": -1, "today": 0, "tomorrow": 1}
_DAY_HINT = "write it as 2024-09-23, 23 September, Monday or today"


def parse_day(text: str, *, known: Sequence[date], today: date) -> date:
    """Return the day that *text* names: an ISO date, a day of a month, a weekday or today.

    *known* are the schedule's days in order: a weekday, or a day without month or year, is the one
    from the first to the last of them. Raises QuestionError for what is no day, for a day that
    does not exist, and where two days would fit.
    """
    word = text.strip().casefold()
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", word):
        return _calendar_day(text, *map(int, word.split("-")))
    if word in _RELATIVE:
        return today + timedelta(days=_RELATIVE[word])
    if (weekday := _weekday(word)) is not None:
        return _one_of(text, [day for day in _span(known) if day.weekday() == weekday], known)
    if day := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", word):
        return _one_of(text, [one for one in _span(known) if one.day == int(day[1])], known)
    return _other_day(text, known)


def _calendar_day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise QuestionError(f'there is no day "{text}": {error}', hint=_DAY_HINT) from None


def _span(known: Sequence[date]) -> list[date]:
    if not known:
        return []
    return [known[0] + timedelta(days=n) for n in range((known[-1] - known[0]).days + 1)]


def _one_of(text: str, fitting: list[date], known: Sequence[date]) -> date:
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        choices = quoted_list([day.isoformat() for day in fitting[:4]])
        raise QuestionError(f'"{text}" could be several days of this schedule', hint=f"did you mean {choices}?")
    days = f"it runs from {known[0]} to {known[-1]}" if known else "it has no events"
    raise QuestionError(
        f'no "{text}" within this schedule', hint=f"{days}; a full date such as 2024-09-23 always works"
    )


def _other_day(text: str, known: Sequence[date]) -> date:
    # Imported for days that are not ISO dates alone: 10 ms that those never pay.
    from dateutil import parser

    def read(default: datetime, *, day_first: bool) -> datetime:
        return parser.parse(text, default=default, dayfirst=day_first, ignoretz=True)

    # What the text leaves out comes from the default: two of them tell what it left out.
    early, late = datetime(2000, 1, 1), datetime(2004, 12, 28)
    try:
        day, other, swapped = read(early, day_first=True), read(late, day_first=True), read(early, day_first=False)
    except (ValueError, OverflowError):
        raise QuestionError(f'"{text}" is no day', hint=_DAY_HINT) from None
    if day.time() != time() or (day.month, day.day) != (other.month, other.day):
        raise QuestionError(f'"{text}" is no day', hint=_DAY_HINT)
    if day != swapped:
        raise QuestionError(f'"{text}" could be {day.day} {day:%B} or {swapped.day} {swapped:%B}', hint=_DAY_HINT)
    years = [day.year] if day.year == other.year else sorted({one.year for one in known})
    fitting = [found for year in years if (found := _day_or_none(year, day.month, day.day))]
    found = _one_of(text, [one for one in fitting if one in _span(known)] or fitting, known)
    named = {weekday for word in fold(text).split() if (weekday := _weekday(word)) is not None}
    if named - {found.weekday()}:
        raise QuestionError(f'"{text}" is no day: {found} is a {WEEKDAYS[found.weekday()]}', hint=_DAY_HINT)
    return found


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # 29 February, in most years.
        return None


def _weekday(word: str) -> int | None:
    if len(word) < 3:
        return None
    return next((number for number, name in enumerate(WEEKDAYS) if name.casefold().startswith(word)), None)


def touches(event: Event, days: DayRange) -> bool:
    """Return whether *event* takes place on one of *days*, by the clock that it is told in.

    An event over midnight is on both days; one that ends at midnight is not on the next.
    """
    return event.start.date() <= days.last and (event.end - MOMENT).date() >= days.first


def parse_zone(text: str) -> ZoneInfo:
    """Return the IANA time zone that *text* names, in any case, or by its last part if only one fits.

    Raises QuestionError for an unknown name, with the nearest known ones.
    """
    # The list of all names takes 40 ms, which a name as it is written never pays.
    if text[:1].isupper() and (zone := _zone_or_none(text)):
        return zone
    wanted = text.strip().replace(" ", "_").casefold()
    names = _zone_names()
    if name := names.get(wanted):
        return ZoneInfo(name)
    last_parts = [name for name in names.values() if "/" in name and name.rpartition("/")[2].casefold() == wanted]
    distinct = {_same_rules(name) for name in last_parts}
    if len(distinct) == 1:
        return ZoneInfo(min(last_parts, key=_preference))
    near = last_parts or did_you_mean(text, sorted(names.values()))
    hint = f"did you mean {quoted_list(near)}?" if near else "write it as Europe/Zurich or UTC"
    raise QuestionError(f'there is no time zone "{text}"', hint=hint)


def _zone_or_none(key: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(key)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


@cache
def _zone_names() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


def _same_rules(name: str) -> tuple[timedelta | None, ...]:
    zone = ZoneInfo(name)
    return tuple(datetime(2024, month, 15, tzinfo=UTC).astimezone(zone).utcoffset() for month in range(1, 13))


def _preference(name: str) -> tuple[bool, int, str]:
    """Order today's names (Continent/City) before those kept for old times' sake."""
    continents = (
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    )
    return (name.partition("/")[0] not in continents, name.count("/"), name)


_LENGTH = re.compile(
    r"(?:(?P<days>\d{1,9})\s*d(?:ays?)?)?\s*"
    r"(?:(?P<hours>\d{1,9})\s*h(?:ours?|rs?)?)?\s*"
    r"(?:(?P<minutes>\d{1,9})\s*(?P<unit>m(?:in(?:ute)?s?)?)?)?"
)


def parse_duration(text: str) -> timedelta:
    """Return the length of time that *text* names: `30m`, `1h`, `1h30`, `90 min`, `2 days`.

    Raises QuestionError for what is none, and for more than four weeks.
    """
    found = _LENGTH.fullmatch(text.strip().casefold())
    # Only after hours may minutes stand without their unit.
    if not (found and found[0]) or (found["minutes"] and not found["unit"] and not found["hours"]):
        raise QuestionError(f'"{text}" is no length of time', hint="write it as 30m, 1h30 or 2d")
    days, hours, minutes = (int(found[part] or 0) for part in ("days", "hours", "minutes"))
    length = timedelta(days=days, hours=hours, minutes=minutes)
    if length > timedelta(weeks=4):
        raise QuestionError(f'"{text}" is more than four weeks', hint="write it as 30m, 1h30 or 2d")
    return length
