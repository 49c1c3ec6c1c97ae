"""What people and files call time zones: IANA names, cities, abbreviations, offsets and names of Windows."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from ungacli.errors import QuestionError
from ungacli.names import ambiguous, quoted_list, slug, suggestion
from ungacli.when.cities import CITIES, NAMESAKES
from ungacli.when.vocabulary import OFFSET
from ungacli.when.when import Unclear

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
    *("Europe/London", "Europe/Lisbon", "America/Chicago", "America/Denver", "America/Los_Angeles"),
    *("Europe/Athens", "Asia/Tokyo", "Africa/Lagos", "Africa/Johannesburg", "America/Panama", "Asia/Kolkata"),
    *("Asia/Shanghai", "Asia/Seoul", "Australia/Sydney", "Europe/Moscow", "Pacific/Auckland"),
)
# IANA keeps these as zones of their own; people mean the abbreviation.
_ABBREVIATIONS = {"CET", "EET", "EST", "HST", "MET", "MST", "WET"}
_NO_PLACES = {"Factory", "localtime"}
_CONTINENTS = {
    *("Africa", "America", "Antarctica", "Arctic", "Asia"),
    *("Atlantic", "Australia", "Europe", "Indian", "Pacific"),
}
_ZONE_HINT = "write it as Europe/Zurich, Geneva, UTC or local"
_FILE_HINT = "write it as Europe/Zurich, Geneva or UTC"
_OFFSET = re.compile(rf"(?:UTC|GMT)?\s?{OFFSET}", re.IGNORECASE)
_NORTH_AMERICAN = re.compile(r"(Eastern|Central|Mountain|Pacific)\s(?:(?:standard|daylight)\s)?time", re.IGNORECASE)
_TAIL = re.compile(r"\s+(?:(?:standard|daylight|summer)\s)?time(?:\szone)?$|\s+timezone$", re.IGNORECASE)
# As Windows shows its zones: "(UTC-05:00) Eastern Time (US & Canada)", with the offset of the winter.
_DISPLAYED = re.compile(r"\((?:UTC|GMT)(?:[+\-−–]\d\d:\d\d)?\)\s(.*?)(?:\s\(.*\))?", re.IGNORECASE)
_LONGEST = 200
# After the second every year has the abbreviations of the last.
_FIRST_YEAR, _LAST_YEAR = 1900, 2037


def parse_zone(
    text: str,
    *,
    at: Sequence[datetime] = (),
    own: ZoneInfo | None = None,
    local: Callable[[], ZoneInfo] | None = None,
) -> ZoneInfo:
    """Return the time zone that *text* names: by IANA name in any case, by a city, by `local` or an abbreviation.

    An abbreviation such as EDT counts if it means one thing *at* the moments given: whoever uses it
    that year is on it then, with one offset; the zone is *own* if that is one of theirs. *local* returns
    the machine's zone. Raises QuestionError for what names none, or several.
    """
    word = text.strip()
    if local is not None and word.casefold() == "local":
        return local()
    if word.upper() in _ALL_YEAR:
        return ZoneInfo(_ALL_YEAR[word.upper()])
    short = word.upper() if at and re.fullmatch("[A-Za-z]{2,5}", word) else ""
    # The list of all names takes 40 ms, which a name as it is written never pays.
    if word[:1].isupper() and word not in _NO_PLACES and short not in _ABBREVIATIONS:
        with suppress(ZoneInfoNotFoundError, ValueError, OSError):
            return ZoneInfo(word)
    # In capitals WEST is a clock of Lisbon's, not a name for Perth's.
    zone = None if short in {word, *_ABBREVIATIONS} else _named(word)
    if zone := zone or (_abbreviated(short, at, own) if short else None) or _named(word):
        return zone
    if re.search(r"[+-]\d", word):
        raise QuestionError(f'"{text}" is an offset, and a time zone has others in other seasons', hint=_ZONE_HINT)
    raise QuestionError(f'there is no time zone "{text}"', hint=lambda: _suggested_zone(word))


@lru_cache(maxsize=1024)
def read_zone(text: str, at: datetime | None = None) -> ZoneInfo | timezone | Unclear:
    """Return the time zone that *text* in a file means, or the offset if it is one; UTC is a zone.

    Beside what parse_zone takes these are offsets such as GMT+2, `Geneva time`, names of Windows (also numbered or
    as it shows them) and IANA names behind a program's own: `/freeassociation.sourceforge.net/Europe/Berlin`. An
    abbreviation is what it means on the local time *at*; without that only names count, and EST is IANA's zone.
    """
    word = text.strip()
    if word.upper() == "Z" or (at and word.upper() in {"UTC", "GMT"}):
        return ZoneInfo("UTC")
    if match := _OFFSET.fullmatch(word):
        length = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
        if length >= timedelta(hours=15):
            return Unclear(f'there is no offset "{text}"; {_FILE_HINT}', "timezone")
        return timezone(length if match["sign"] == "+" else -length) if length else ZoneInfo("UTC")
    if len(word) > _LONGEST:
        return Unclear(f'"{text[:100]}" is no time zone; {_FILE_HINT}', "timezone")
    moments = [at.replace(tzinfo=UTC)] if at else []
    try:
        return parse_zone(word, at=moments)
    except QuestionError as error:
        hint = (error.hint or _FILE_HINT).replace(", UTC or local", " or UTC")
        return _of_programs(word, moments) or Unclear(f"{error.message}; {hint}", "timezone")


def _of_programs(word: str, at: Sequence[datetime]) -> ZoneInfo | None:
    """Return the zone that programs call *word*: with a path before it, as in Windows, or with `time` after it."""
    parts = word.casefold().split("/") if word.startswith("/") else []
    tails = ("/".join(parts[-count:]) for count in (3, 2, 1))
    key = next((all_zones()[tail] for tail in tails if tail in all_zones()), None)
    if match := _NORTH_AMERICAN.fullmatch(word):
        key = _ALL_YEAR[f"{match[1][0].upper()}T"]
    if not key and (" " in word or "//" in word):
        key = _windows_names().get(re.sub(r"\s\d+$", "", word).casefold())
    if key:
        return ZoneInfo(key)
    match = _DISPLAYED.fullmatch(word)
    cities = match[1].split(",") if match else []
    zones = [zone for city in cities if isinstance(zone := read_zone(city), ZoneInfo)]
    # Of the cities named together all that are known must be on one clock.
    if len({_offsets(zone.key) for zone in zones}) == 1:
        return zones[0]
    shorter = _TAIL.sub("", word)
    with suppress(QuestionError):
        return parse_zone(shorter, at=at) if shorter != word else None
    return None


@cache
def _windows_names() -> dict[str, str]:
    # Imported for names with spaces alone: 60 ms that IANA's never pay.
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    return {name.casefold(): key for name, key in WINDOWS_TO_OLSON.items()} | {"tzone://microsoft/utc": "UTC"}


def likely_zones() -> list[str]:
    """Return the names of all zones, those that many know before the others."""
    return list(dict.fromkeys([*_SEATS, *_windows_names().values(), *all_zones().values()]))


def zone_names() -> list[str]:
    """Return every name that parse_zone takes: IANA's of today, and cities that have none."""
    return [*filter(_is_todays, all_zones().values()), *sorted(CITIES), "local"]


def _suggested_zone(word: str) -> str:
    """Return the hint for a *word* that names no zone: the clock of its city, or a name that it is nearly."""
    _, slash, city = word.rpartition("/")
    with suppress(QuestionError):
        if slash and (zone := _named(city)):
            return f'did you mean "{zone.key}"?'
    return suggestion(word, [*all_zones().values(), *sorted(CITIES)], _ZONE_HINT)


@cache
def all_zones() -> dict[str, str]:
    """Return IANA's names of zones by themselves in lower case."""
    return {name.casefold(): name for name in sorted(available_timezones() - _NO_PLACES)}


@cache
def _by_slug() -> dict[str, set[str]]:
    """Return the names of zones by the slugs of themselves, their last parts and their cities."""
    named: dict[str, set[str]] = {}
    pairs = [(word, name) for name in all_zones().values() for word in (name, name.rpartition("/")[2])]
    for word, name in [*pairs, *CITIES.items(), *NAMESAKES.items()]:
        named.setdefault(slug(word), set()).add(name)
    return named


def _named(word: str) -> ZoneInfo | None:
    if exact := all_zones().get(word.replace(" ", "_").casefold()):
        return ZoneInfo(exact)
    # A sign counts in Etc/GMT-5 and does not in a city's name.
    names = set() if re.search(r"\d", word) else _by_slug().get(slug(word), set())
    if len({_offsets(name) for name in names}) > 1:
        raise ambiguous(word, "several time zones", sorted(names))
    return ZoneInfo(min(names, key=_preference)) if names else None


@cache
def _offsets(name: str) -> tuple[timedelta | None, ...]:
    """Return the offsets of a zone month by month: two zones that share them are one clock."""
    zone = ZoneInfo(name)
    return tuple(datetime(2024, month, 15, tzinfo=UTC).astimezone(zone).utcoffset() for month in range(1, 13))


def _abbreviated(word: str, at: Sequence[datetime], own: ZoneInfo | None) -> ZoneInfo | None:
    year = min(max(at[0].astimezone(UTC).year, _FIRST_YEAR), _LAST_YEAR)
    using = [ZoneInfo(name) for name in _by_abbreviation(year).get(word, ())]
    if not using:
        return None
    locals_ = {zone.key: [moment.astimezone(zone) for moment in at] for zone in using}
    clocks = {key: tuple((one.tzname(), one.utcoffset()) for one in times) for key, times in locals_.items()}
    shown = {one for clock in clocks.values() for one in clock}
    if len(shown) > 1 or {name for name, _ in shown} != {word}:
        # The best known zone of each clock.
        apart = {clocks[key]: key for key in sorted(clocks, key=_preference, reverse=True)}
        days = " and ".join(dict.fromkeys(f"{moment:%Y-%m-%d}" for moment in at))
        hint = f"did you mean {quoted_list(sorted(apart.values(), key=_preference)[:4])}?"
        raise QuestionError(f'"{word}" does not mean one clock on {days}', hint=hint)
    return own if own in using else ZoneInfo(min(clocks, key=_preference))


@lru_cache(maxsize=200)
def _by_abbreviation(year: int) -> dict[str, list[str]]:
    """Return the names of today's zones by the abbreviations that they use in a *year*."""
    using: dict[str, list[str]] = {}
    seasons = [datetime(year, month, 15, tzinfo=UTC) for month in (1, 4, 7, 10)]
    for name in all_zones().values():
        if name in _SEATS or _is_todays(name):
            zone = ZoneInfo(name)
            for word in {moment.astimezone(zone).tzname() for moment in seasons}:
                using.setdefault(word or "", []).append(name)
    return using


def _is_todays(name: str) -> bool:
    return name.partition("/")[0] in _CONTINENTS or name == "UTC"


def _preference(name: str) -> tuple[int, bool, int, str]:
    """Order the seats before other cities, and today's names (Continent/City) before those kept for old times' sake."""
    seat = _SEATS.index(name) if name in _SEATS else len(_SEATS)
    return (seat, not _is_todays(name), name.count("/"), name)
