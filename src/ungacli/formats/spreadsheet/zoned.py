"""By which clock times are told: as a cell, the name of a column or a column of zones says."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ungacli.errors import QuestionError
from ungacli.when.zones import parse_zone

_OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+\-−–])\s?(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)
_UNIVERSAL = {"Z", "UTC", "GMT"}
_TAIL = re.compile(r"\s+(?:standard |daylight |summer )?time(?: zone)?$|\s+timezone$", re.IGNORECASE)
_OTHER = re.compile(
    r"s|(?:12|24)\s?-?\s?h(?:\w*)?|[hdmyjas:/. -]+|am/pm|local(?: time)?|optional|required|if any|approx\w*\.?",
    re.IGNORECASE,
)
_ZONE_LIKE = re.compile(r"[A-Z]{2,5}|(?:UTC|GMT)?\s?[+\-−–]\s?\d.*|(?:UTC|GMT).*", re.DOTALL)
_HINT = "write it as Europe/Zurich, Geneva or UTC"


class Clock(NamedTuple):
    """The clock by which times are told: a *zone*, or an *offset* such as +02:00, which is no zone."""

    zone: ZoneInfo | None = None
    offset: str = ""

    @property
    def info(self) -> tzinfo | None:
        """What datetime calls it."""
        if not self.offset:
            return self.zone
        hours, minutes = int(self.offset[1:3]), int(self.offset[4:])
        return timezone(timedelta(hours=hours, minutes=minutes) * (-1 if self.offset[0] == "-" else 1))


def clock(text: str, day: date) -> Clock:
    """Return the clock that *text* names: a city, a zone, an offset, or what an abbreviation means on *day*.

    Raises QuestionError for what names none, or several.
    """
    word = _TAIL.sub("", text.strip())
    if word.upper() in _UNIVERSAL:
        return Clock(ZoneInfo("UTC"))
    if found := _OFFSET.fullmatch(word):
        hours, minutes = int(found[2]), int(found[3] or 0)
        if hours <= 14:
            return Clock(offset=f"{'+' if found[1] == '+' else '-'}{hours:02}:{minutes:02}")
    if re.search(r"[(+]|\d:\d", word):
        # Windows names zones so; its offset is that of the winter.
        raise QuestionError(f'"{text[:100]}" is no time zone', hint=_HINT)
    try:
        return Clock(_zone(word, day))
    except QuestionError as error:
        hint = (error.hint or _HINT).replace(", UTC or local", " or UTC")
        raise QuestionError(error.message, hint=hint) from None


@lru_cache(maxsize=1024)
def _zone(word: str, day: date) -> ZoneInfo:
    return parse_zone(word, at=(datetime.combine(day, time(12), UTC),))


def hinted(hint: str, *, rather: str) -> str:
    """Return the part of a column's *hint* that names a clock, or nothing; of days only what can be nothing else."""
    for part in map(str.strip, hint.split(";")):
        if not _OTHER.fullmatch(part) and part and (rather == "clock" or _is_zone(part)):
            return part
    return ""


def _is_zone(text: str) -> bool:
    if _ZONE_LIKE.fullmatch(text):
        return True
    try:
        parse_zone(_TAIL.sub("", text))
    except QuestionError:
        return False
    return True
