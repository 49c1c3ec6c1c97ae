"""The clocks that a page names beside its times, as time zones."""

import re
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ungacli.errors import QuestionError
from ungacli.formats.page.clocks import ZONE
from ungacli.when.zones import parse_zone

_OFFSET = re.compile(r"(?:UTC|GMT)\s?([+−–-])\s?(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)
_OF_NORTH_AMERICA = re.compile(r"(Eastern|Central|Mountain|Pacific)\s(Standard\s|Daylight\s)?Time", re.IGNORECASE)
_TIME = re.compile(r"\s(?:(?:standard|daylight|summer)\s)?time$", re.IGNORECASE)
_FOR_THE_PAGE = re.compile(
    r"\b(?:all (?:the )?(?:event |session )?(?:times|hours)|times? zone|timezone"
    r"|times (?:are|is|shown|given|listed|in)\b)",
    re.IGNORECASE,
)
# One look-up of an abbreviation asks every zone there is: a page has a few, and a hostile one thousands.
_MOST_LOOKUPS = 40


class Clock(NamedTuple):
    """What a page's word for a clock means: a *zone*, or an *offset* such as +02:00, or neither and a *doubt*."""

    zone: ZoneInfo | None = None
    offset: str | None = None
    doubt: str | None = None


class Clocks:
    """The words for clocks that were met so far, each looked up once for one season."""

    def __init__(self) -> None:
        self._known: dict[str, list[ZoneInfo]] = {}
        self._refused: dict[tuple[str, int, int], str] = {}
        self._lookups = 0

    def meant(self, word: str, at: datetime) -> Clock:
        """Return what *word* means on the local time *at*."""
        if found := _OFFSET.fullmatch(word):
            sign = "+" if found[1] == "+" else "-"
            hours, minutes = int(found[2]), found[3] or "00"
            if hours > 14:
                return Clock(doubt=f'there is no offset "{word}"')
            return Clock(offset=f"{sign}{hours:02}:{minutes}") if hours or int(minutes) else Clock(ZoneInfo("UTC"))
        name = _named(word)
        moment = at.replace(tzinfo=UTC)
        short = re.fullmatch("[A-Z]{2,5}", name) is not None
        all_year = not short or name in {"ET", "CT", "MT", "PT", "UTC"}
        known = (zone for zone in self._known.get(name, ()) if all_year or moment.astimezone(zone).tzname() == name)
        zone = next(known, None)
        return Clock(zone) if zone else self._looked_up(name, moment)

    def _looked_up(self, name: str, moment: datetime) -> Clock:
        key = (name, moment.year, moment.month)
        if key not in self._refused:
            self._lookups += 1
            if self._lookups > _MOST_LOOKUPS:
                return Clock(doubt=f'"{name[:60]}" was not looked up: the page has too many words for clocks')
            try:
                zone = parse_zone(name, at=[moment])
            except QuestionError as error:
                self._refused[key] = f"{error.message}; {error.hint}"
            else:
                self._known.setdefault(name, []).append(zone)
                return Clock(zone)
        return Clock(doubt=self._refused[key])


def _named(word: str) -> str:
    if american := _OF_NORTH_AMERICA.fullmatch(word):
        return american[1][0].upper() + "T"
    if re.fullmatch("GMT|UTC|Z", word, re.IGNORECASE):
        return "UTC"
    return _TIME.sub("", word)


def clock_of_the_page(text: str) -> str | None:
    """Return the words for a clock in *text* that tells it for every time of the page: `All times are in EDT`."""
    said = _FOR_THE_PAGE.search(text[:300])
    if not said:
        return None
    rest = text[said.end() : said.end() + 200]
    found = next((match for match in ZONE.finditer(rest) if match[1].casefold() != "local time"), None)
    return found[1] if found else None
