"""Times of day as pages write them: where they stand in a line, from when to when, by which clock."""

import re
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

from ungacli.errors import QuestionError
from ungacli.when.times import DAY, parse_times

_HALF = r"(?:\s?[ap]\.?\s?m\b\.?)"
_NAMED = r"(?:12\s)?(?:noon|midday|midnight)\b"
_CLOCK = rf"(?:{_NAMED}|\d{{1,2}}(?:\s?[:.]\s?[0-5]\d(?::[0-5]\d)?(?!\d)|\s?h\s?(?:[0-5]\d)?(?!\w))?{_HALF}?)"
_HOURS = r"(?:\s?(?:hrs|hours|uhr|h)\b\.?)?"
# What people write beside times; any other word may be a place.
_ABBREVIATIONS = (
    "ACDT|ACST|ADT|AEDT|AEST|AKDT|AKST|ART|AST|AWST|BRT|BST|CAT|CDT|CEST|CET|CLST|CLT|COT|CST|CT|EAT|EDT|EEST|EET|EST"
    "|ET|GMT|GST|HKT|HST|ICT|IDT|IRST|IST|JST|KST|MDT|MSK|MST|MT|MYT|NPT|NST|NZDT|NZST|PDT|PET|PHT|PKT|PST|PT|SAST"
    "|SGT|TRT|UTC|WAT|WEST|WET|WIB"
)
_OFFSET = r"(?:UTC|GMT)\s?[+−–-]\s?\d{1,2}(?::?[0-5]\d)?"
_PLACE = r"(?:[A-Z][\w.’'-]*\s){1,3}(?:[Ss]tandard\s|[Dd]aylight\s|[Ss]ummer\s)?[Tt]ime\b"
_ZONE_PATTERN = rf"(?:{_OFFSET}|(?:{_ABBREVIATIONS})\b|[A-Z][a-z]+/[A-Z]\w+|{_PLACE}|(?i:local\stime)\b)"
ZONE = re.compile(rf"\s?,?\s?[(\[]?({_ZONE_PATTERN})(?:\s?\([A-Z]{{2,4}}\))?[)\]]?")
_BETWEEN = rf"(?:\s?(?:{_ABBREVIATIONS})\b)?"
_RANGE = re.compile(
    rf"(?:from\s|between\s)?({_CLOCK}){_HOURS}{_BETWEEN}\s?(?:[-–—−\u2010\u2011]|to\b|until\b|till\b|and\b)\s?({_CLOCK}){_HOURS}",
    re.IGNORECASE,
)
_SINGLE = re.compile(rf"(?:from\s|starting\s(?:at\s)?)?({_CLOCK}){_HOURS}", re.IGNORECASE)
_PLAIN = re.compile(r"(\d{2})(\d{2})\s?(?:[-–—−\u2010\u2011]|to)\s?(\d{2})(\d{2})(?!\d)(?:\s?(?:hrs|hours|h)\b)?")
_SURE = re.compile(rf"{_HALF}|{_NAMED}|\dh\b|h\d|[:.]\s?\d", re.IGNORECASE)
_UNSURE_ALONE = re.compile(r"\d{1,2}\.\d\d")
_UNIT_FREE = re.compile(r"\s?(?:[|:–—]|-\s|$)|\s[A-Z][a-z]+\b(?!.*\.$)")
_OPEN_END = re.compile(
    r"\s?(?:[-–—−]|to|until|till)\s?(?:(?:TBC|TBD|TBA|late|close|end|open[- ]end(?:ed)?)\b)"
    r"|\s?onwards?\b|(?<=\d)\s?\+(?=\s|$)",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"all[- ]day\b|(?:time\s)?(?:TBC|TBD|TBA|to be (?:confirmed|determined|announced|decided))\b", re.IGNORECASE
)
_ALREADY_24 = re.compile(rf"((?:1[3-9]|2[0-4]|0?0)\s?[:.]\s?\d\d){_HALF}", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\w|%|\s?(?:million|billion|thousand|per cent)\b"
    r"|(?:st|nd|rd|th)?\s(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\b",
    re.IGNORECASE,
)


class WrittenTimes(NamedTuple):
    """Times as a page writes them: the *start* and *end* since midnight, and the *zone* in its words.

    An end of more than a day is on the next day. *doubt* tells why there are none, and *open* that
    the page leaves them open.
    """

    text: str
    start: timedelta | None = None
    end: timedelta | None = None
    zone: str | None = None
    doubt: str | None = None
    open: bool = False


def times_at(text: str, at: int, *, expected: bool = False) -> tuple[WrittenTimes, int] | None:
    """Return the times that stand in *text* from *at* on, and where they and their zone end, or None.

    Numbers alone are times only where some are *expected*, as behind `Time:`.
    """
    if expected and (plain := _PLAIN.match(text, at)):
        return _with_zone(text, plain, f"{plain[1]}:{plain[2]}", f"{plain[3]}:{plain[4]}")
    ranged = _RANGE.match(text, at)
    if ranged and (expected or _SURE.search(ranged[0])) and _ends_well(text, ranged.end()):
        return _with_zone(text, ranged, ranged[1], ranged[2])
    single = _SINGLE.match(text, at)
    if single and (expected or _SURE.search(single[0])) and _ends_well(text, single.end()):
        alone = _UNSURE_ALONE.fullmatch(single[1]) and not expected
        # A number such as 12.50 may count anything.
        if not alone or _UNIT_FREE.match(text, single.end()):
            return _with_zone(text, single, single[1], None)
    open_ = _OPEN.match(text, at)
    # By itself it may be about the title or the room.
    if open_ and (expected or open_[0].casefold().startswith(("time", "all"))):
        return WrittenTimes(open_[0], open=True), open_.end()
    return None


def _ends_well(text: str, end: int) -> bool:
    # What looks like the end of a range may be the day of another: 10:00 – 22 September.
    return _GOES_ON.match(text, end) is None


def _with_zone(text: str, found: re.Match[str], left: str, right: str | None) -> tuple[WrittenTimes, int]:
    end = found.end()
    inner = re.search(rf"\b({_ABBREVIATIONS})\b", found[0])
    zone = inner[1] if inner else None
    if named := ZONE.match(text, end):
        zone, end = named[1], named.end()
    if zone and zone.casefold() == "local time":
        zone = None
    if right is None and (later := _OPEN_END.match(text, end)):
        end = later.end()
    written = text[found.start() : end].strip()
    try:
        start, stop = _span(left, right)
    except QuestionError as error:
        return WrittenTimes(written, zone=zone, doubt=f"{error.message}; {error.hint}"), end
    return WrittenTimes(written, start, stop, zone), end


@lru_cache(maxsize=1024)
def _span(left: str, right: str | None) -> tuple[timedelta, timedelta | None]:
    if right is None:
        return parse_times(_plain(left)).start, None
    times = parse_times(f"{_plain(left)} - {_plain(right)}")
    return times.start, times.end + DAY if times.end < times.start else times.end


def _plain(clock: str) -> str:
    """Return *clock* as ungacli.when knows it: `16:30pm` is 16:30, `12 noon` is noon."""
    word = re.sub(r"\s?([:.])\s?", r"\1", clock.casefold().removeprefix("12 noon").strip() or "noon")
    if word.startswith("12 mid"):
        word = word[3:]
    word = re.sub(r"(\d\s?)([ap])\.?\s?m\.?$", r"\1\2m", word)
    word = re.sub(r"^(\d{1,2}[:.]\d\d):\d\d", r"\1", word)
    if twice := _ALREADY_24.fullmatch(word):
        return twice[1]
    return re.sub(r"(\dh)\s(?=\d)", r"\1", word)


def clock_text(time: timedelta) -> str:
    """Return *time* since midnight as the schedule file writes it: `17:00`."""
    minutes = int((time % DAY).total_seconds()) // 60
    return f"{minutes // 60:02}:{minutes % 60:02}"
