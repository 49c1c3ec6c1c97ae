"""How people write time zones: IANA names, cities and abbreviations."""

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from ungacli.errors import QuestionError
from ungacli.names import quoted_list, slug, suggestion
from ungacli.when.cities import CITIES, NAMESAKES

# What North America writes beside times in summer and winter alike.
_ALL_YEAR = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}
# The first of these on a clock stands for it: the United Nations' seats, then cities that many know.
_SEATS = (
    *("America/New_York", "Europe/Zurich", "Africa/Nairobi", "Asia/Bangkok", "Asia/Beirut", "America/Santiago"),
    *(
        "Europe/London",
        "Europe/Lisbon",
        "America/Chicago",
        "America/Denver",
        "America/Los_Angeles",
        "Europe/Athens",
        "Asia/Tokyo",
    ),
    *(
        "Africa/Lagos",
        "Africa/Johannesburg",
        "America/Panama",
        "Asia/Kolkata",
        "Asia/Shanghai",
        "Asia/Seoul",
        "Australia/Sydney",
    ),
    *("Europe/Moscow", "Pacific/Auckland"),
)
# IANA keeps these as zones of their own; people mean the abbreviation.
_ABBREVIATIONS = {"CET", "EET", "EST", "HST", "MET", "MST", "WET"}
_NO_PLACES = {"Factory", "localtime"}
_CONTINENTS = {
    *("Africa", "America", "Antarctica", "Arctic", "Asia"),
    *("Atlantic", "Australia", "Europe", "Indian", "Pacific"),
}
_ZONE_HINT = "write it as Europe/Zurich, Geneva, UTC or local"


def parse_zone(
    text: str,
    *,
    at: Sequence[datetime] = (),
    own: ZoneInfo | None = None,
    local: Callable[[], ZoneInfo] | None = None,
) -> ZoneInfo:
    """Return the time zone that *text* names: by IANA name in any case, by a city, by `local` or an abbreviation.

    An abbreviation such as EDT counts if it means one thing *at* the moments given: whoever uses it
    that year is on it then, with one offset; the zone is *own* if that is one of theirs. *local*
    tells the machine's zone. Raises QuestionError for what names none, or several.
    """
    word = text.strip()
    if local is not None and word.casefold() == "local":
        return local()
    if word.upper() in _ALL_YEAR:
        return ZoneInfo(_ALL_YEAR[word.upper()])
    short = word.upper() if at and re.fullmatch("[A-Za-z]{2,5}", word) else ""
    # The list of all names takes 40 ms, which a name as it is written never pays.
    if word[:1].isupper() and word not in _NO_PLACES and short not in _ABBREVIATIONS and (zone := _zone_or_none(word)):
        return zone
    readers: list[Callable[[], ZoneInfo | None]]
    readers = [lambda: _named(word), lambda: _abbreviated(short, at, own) if short else None]
    # In capitals WEST is a clock of Lisbon's, not a name for Perth's.
    for read in reversed(readers) if short in {word, *_ABBREVIATIONS} else readers:
        if zone := read():
            return zone
    if re.search(r"[+-]\d", word):
        raise QuestionError(f'"{text}" is an offset, and a time zone has others in other seasons', hint=_ZONE_HINT)
    raise QuestionError(f'there is no time zone "{text}"', hint=lambda: _meant(word))


def zone_names() -> list[str]:
    """Return every name that parse_zone takes: IANA's of today, and cities that have none."""
    return [*sorted(name for name in available_timezones() if _is_todays(name)), *sorted(CITIES), "local"]


def _meant(word: str) -> str:
    """Return the hint for a *word* that names no zone: the clock of its city, or a name that it is nearly."""
    _, slash, city = word.rpartition("/")
    with suppress(QuestionError):
        if slash and (zone := _named(city)):
            return f'did you mean "{zone.key}"?'
    return suggestion(word, [*sorted(available_timezones() - _NO_PLACES), *sorted(CITIES)], _ZONE_HINT)


def _zone_or_none(key: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(key)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _named(word: str) -> ZoneInfo | None:
    names = available_timezones() - _NO_PLACES
    spelled = word.replace(" ", "_").casefold()
    if exact := next((name for name in names if name.casefold() == spelled), None):
        return ZoneInfo(exact)
    # A sign counts in Etc/GMT-5 and does not in a city's name.
    wanted = slug(word)
    if not wanted or any(char.isdigit() for char in wanted):
        return None
    cities = {zone for city, zone in (CITIES | NAMESAKES).items() if slug(city) == wanted}
    found = cities | {name for name in names if wanted in {slug(name), slug(name.rpartition("/")[2])}}
    if len({_offsets(name) for name in found}) > 1:
        raise QuestionError(f'"{word}" could be several time zones', hint=f"did you mean {quoted_list(sorted(found))}?")
    return ZoneInfo(min(found, key=_preference)) if found else None


@cache
def _offsets(name: str) -> tuple[timedelta | None, ...]:
    """Return the offsets of a zone month by month: two zones that share them are one clock."""
    return tuple(moment.astimezone(ZoneInfo(name)).utcoffset() for moment in _months(2024))


def _months(year: int) -> list[datetime]:
    return [datetime(year, month, 15, tzinfo=UTC) for month in range(1, 13)]


def _abbreviated(word: str, at: Sequence[datetime], own: ZoneInfo | None) -> ZoneInfo | None:
    year = [*_months(at[0].astimezone(UTC).year), *at]
    zones = [ZoneInfo(name) for name in available_timezones() if name in _SEATS or _is_todays(name)]
    using = [zone for zone in zones if any(_told(zone, moment)[0] == word for moment in year)]
    if not using:
        return None
    clocks = {zone.key: tuple(_told(zone, moment) for moment in at) for zone in using}
    told = {one for clock in clocks.values() for one in clock}
    if len(told) > 1 or {name for name, _ in told} != {word}:
        apart = {_best(key for key in clocks if clocks[key] == clock) for clock in clocks.values()}
        days = " and ".join(dict.fromkeys(f"{moment:%Y-%m-%d}" for moment in at))
        hint = f"did you mean {quoted_list(sorted(apart, key=_preference)[:4])}?"
        raise QuestionError(f'"{word}" does not mean one clock on {days}', hint=hint)
    return own if own in using else ZoneInfo(_best(zone.key for zone in using))


def _told(zone: ZoneInfo, moment: datetime) -> tuple[str | None, timedelta | None]:
    local = moment.astimezone(zone)
    return local.tzname(), local.utcoffset()


def _best(names: Iterable[str]) -> str:
    return min(names, key=_preference)


def _is_todays(name: str) -> bool:
    return name.partition("/")[0] in _CONTINENTS or name == "UTC"


def _preference(name: str) -> tuple[int, bool, int, str]:
    """Order the seats before other cities, and today's names (Continent/City) before those kept for old times' sake."""
    seat = _SEATS.index(name) if name in _SEATS else len(_SEATS)
    return (seat, not _is_todays(name), name.count("/"), name)
