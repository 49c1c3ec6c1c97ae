"""Days, times of day and zones where they stand in a line of text or in a cell of a table."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ungacli.when.clocks import ClockText, iso_moment
from ungacli.when.days import ORDERS, DayParts, DayText, day_text
from ungacli.when.vocabulary import DASH, HALF, MONTHS, NOON_OR_MIDNIGHT, OFFSET, WEEKDAYS, squeezed

_WEEKDAY = r"(?:Mon|Tue|Tues|Wed|Weds|Thu|Thur|Thurs|Fri|Sat|Sun|" + "|".join(WEEKDAYS) + r")\b\.?"
_MONTH = r"(?:" + "|".join(MONTHS) + r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:(?:19|20|21)\d\d|['’]\d\d)(?!\d)"
_BEFORE = rf"(?:{_WEEKDAY},?\s+(?:the\s+)?)?"
_AND_WEEKDAY = rf"(?:,?\s\(?{_WEEKDAY}\)?)?"
_DAY_FORMS = (
    rf"{_BEFORE}{_NUMBER}[\s-]?(?:of\s+)?{_MONTH}(?:,?[\s-]{_YEAR})?{_AND_WEEKDAY}",
    rf"{_BEFORE}{_MONTH}\s(?:the\s+)?{_NUMBER}(?!\s?[:.h]\s?\d|\d|\s?[ap]\.?m)(?:(?:,\s?|\s){_YEAR})?{_AND_WEEKDAY}",
    rf"{_BEFORE}\d{{4}}-\d\d?-\d\d?(?!\d)",
    rf"{_BEFORE}\d{{1,2}}(?P<sign>[./-])\d{{1,2}}(?P=sign)(?:\d{{4}}|\d\d)(?!\d){_AND_WEEKDAY}",
    # Without a year two numbers are a day only before a time.
    rf"{_BEFORE}\d{{1,2}}[./]\d{{1,2}}(?=,?\s(?:at\s)?\d{{1,2}}[:.][0-5]\d)",
    rf"{_WEEKDAY},?\s+(?:the\s+)?{_NUMBER}(?!\s?[:.h]\s?\d|\d|\s?[ap]\.?m|\s?[-–—])",
)
_JOINT = r"\s?(?:[-–—]|to|and|&|until|till|through)\s?"
_SEVERAL_FORMS = (
    rf"{_BEFORE}{_NUMBER}(?:\s{_MONTH})?(?:,?\s{_YEAR})?{_JOINT}{_BEFORE}{_NUMBER}\s{_MONTH}(?:,?\s{_YEAR})?",
    rf"{_BEFORE}{_MONTH}\s{_NUMBER}(?:,?\s{_YEAR})?{_JOINT}{_BEFORE}(?:{_MONTH}\s)?{_NUMBER}(?!\s?[:.h]\s?\d|\d|\s?[ap]\.?m)(?:,?\s{_YEAR})?",
)
_DAY = [re.compile(form, re.IGNORECASE) for form in _DAY_FORMS]
_SEVERAL = [re.compile(form, re.IGNORECASE) for form in _SEVERAL_FORMS]
_ONE_OF_MANY = re.compile(
    rf"(?:{_WEEKDAY}|day\s(?:\d{{1,2}}|one|two|three|four|five|six|seven)(?:\s?[:–—-].{{0,60}})?)", re.IGNORECASE
)
_HALF = rf"(?:\s?{HALF})"
_NAMED = rf"(?:12\s)?{NOON_OR_MIDNIGHT}"
_CLOCK = rf"(?:{_NAMED}|\d{{1,2}}(?:\s?[:.]\s?\d\d(?::\d\d)?(?!\d)|\s?h\s?(?:[0-5]\d)?(?!\w))?{_HALF}?)"
_HOURS = r"(?:\s?(?:hrs|hours|uhr|h)\b\.?)?"
# What people write beside times; any other word may be a place.
_ABBREVIATIONS = (
    "ACDT|ACST|ADT|AEDT|AEST|AKDT|AKST|ART|AST|AWST|BRT|BST|CAT|CDT|CEST|CET|CLST|CLT|COT|CST|CT|EAT|EDT|EEST|EET|EST"
    "|ET|GMT|GST|HKT|HST|ICT|IDT|IRST|IST|JST|KST|MDT|MSK|MST|MT|MYT|NPT|NST|NZDT|NZST|PDT|PET|PHT|PKT|PST|PT|SAST"
    "|SGT|TRT|UTC|WAT|WEST|WET|WIB"
)
_PLACE = r"(?:[A-Z][\w.’'-]*\s){1,3}(?:[Ss]tandard\s|[Dd]aylight\s|[Ss]ummer\s)?[Tt]ime\b"
_ZONE_PATTERN = rf"(?:(?:UTC|GMT)\s?{OFFSET}|(?:{_ABBREVIATIONS})\b|[A-Z][a-z]+/[A-Z]\w+|{_PLACE}|(?i:local\stime)\b)"
_ZONE = re.compile(rf"\s?,?\s?[(\[]?({_ZONE_PATTERN})(?:\s?\([A-Z]{{2,4}}\))?[)\]]?")
_BETWEEN = rf"(?:\s?(?:{_ABBREVIATIONS})\b)?"
_RANGE = re.compile(
    rf"(?:from\s|between\s)?({_CLOCK}){_HOURS}{_BETWEEN}\s?(?:{DASH}|to\b|until\b|till\b|and\b)\s?({_CLOCK}){_HOURS}",
    re.IGNORECASE,
)
_SINGLE = re.compile(rf"(?:from\s|starting\s(?:at\s)?)?({_CLOCK}){_HOURS}", re.IGNORECASE)
_PLAIN = re.compile(rf"(\d\d)(\d\d)\s?(?:{DASH}|to)\s?(\d\d)(\d\d)(?!\d)(?:\s?(?:hrs|hours|h)\b)?")
_SURE = re.compile(rf"{_HALF}|{_NAMED}|\dh\b|h\d|[:.]\s?[0-5]", re.IGNORECASE)
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
# What looks like the end of a range may be the day of another: 10:00 – 22 September.
_GOES_ON = re.compile(
    r"\w|%|\s?(?:million|billion|thousand|per cent)\b"
    r"|(?:st|nd|rd|th)?\s(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\b",
    re.IGNORECASE,
)
_FOR_THE_PAGE = re.compile(
    r"\b(?:all (?:the )?(?:event |session )?(?:times|hours)|times? zone|timezone"
    r"|times (?:are|is|shown|given|listed|in)\b)",
    re.IGNORECASE,
)


def day_at(text: str, at: int) -> tuple[DayText, int] | None:
    """Return the day that stands in *text* from *at* on, and where it ends, or None.

    It may be one that the calendar does not have, and several days.
    """
    for forms, several in ((_SEVERAL, True), (_DAY, False)):
        for form in forms:
            if match := form.match(text, at):
                written = match[0].strip()
                day = None if several else day_text(written)
                return day or DayText(written, {}, several=several), match.end()
    return None


def is_day_of_a_list(text: str) -> bool:
    """Return whether *text* heads a day whose date it does not give: `Tuesday`, `Day 2`."""
    return _ONE_OF_MANY.fullmatch(text.strip(" :.")) is not None


def times_at(text: str, at: int, *, expected: bool = False) -> tuple[ClockText, int] | None:
    """Return the times that stand in *text* from *at* on, and where they and their zone end, or None.

    Numbers alone are times only where some are *expected*, as behind `Time:`.
    """
    if expected and (plain := _PLAIN.match(text, at)):
        return _with_zone(text, plain, f"{plain[1]}:{plain[2]}", f"{plain[3]}:{plain[4]}")
    ranged = _RANGE.match(text, at)
    if ranged and (expected or _SURE.search(ranged[0])) and not _GOES_ON.match(text, ranged.end()):
        return _with_zone(text, ranged, ranged[1], ranged[2])
    single = _SINGLE.match(text, at)
    if single and (expected or _SURE.search(single[0])) and not _GOES_ON.match(text, single.end()):
        alone = _UNSURE_ALONE.fullmatch(single[1]) and not expected
        # A number such as 12.50 may count anything.
        if not alone or _UNIT_FREE.match(text, single.end()):
            return _with_zone(text, single, single[1])
    open_ = _OPEN.match(text, at)
    # By itself it may be about the title or the room.
    if open_ and (expected or open_[0].casefold().startswith(("time", "all"))):
        return ClockText(open_[0], open=True), open_.end()
    return None


def _with_zone(text: str, match: re.Match[str], left: str, right: str = "") -> tuple[ClockText, int]:
    end = match.end()
    inner = re.search(rf"\b({_ABBREVIATIONS})\b", match[0])
    zone = inner[1] if inner else ""
    if named := _ZONE.match(text, end):
        zone, end = named[1], named.end()
    if zone.casefold() == "local time":
        zone = ""
    if not right and (later := _OPEN_END.match(text, end)):
        end = later.end()
    return ClockText(text[match.start() : end].strip(), left, right, zone), end


def zone_of_the_page(text: str) -> str | None:
    """Return the words for a zone in *text* that gives it for every time of the page: `All times are in EDT`."""
    intro = _FOR_THE_PAGE.search(text[:300])
    if not intro:
        return None
    matches = _ZONE.finditer(text[intro.end() : intro.end() + 200])
    return next((match[1] for match in matches if match[1].casefold() != "local time"), None)


_EPOCH = date(1899, 12, 30)
_DAY_NUMBER = re.compile(r"[2-7]\d{4}")
_DAY_AND_PART = re.compile(r"([2-7]\d{4})([.,]\d+)")
_PART_OF_DAY = re.compile(r"0?[.,]\d+(?![\d:.])")
_ALL_DAY = re.compile(r"all[ -]?day|whole day|full day", re.IGNORECASE)
_TOGETHER = re.compile(r"(?<![\d:.])(\d{1,2})([0-5]\d)(?![\d:.])")
_RANGE_OR_OFFSET = re.compile(r"\S+ (\d{1,2}:\d\d)(?::\d\d)?\s?-(\d\d:\d\d)")
_ZONE_IN_CELL = re.compile(r"\s?\(?([A-Z]{2,5}|Z|[+-](?:0\d|1[0-4]):?[0-5]\d)\)?")
_BETWEEN_BOTH = re.compile(r"^(?:at|from|@|[-–—|,;])\s|^[@,;]", re.IGNORECASE)
# 23 Sep 2030 UTC is a day of that year or a time of the evening.
_YEAR_OR_TIME = re.compile(r"(?:19|20)\d\d \(?(?:(?!AM|PM|HR)[A-Z]|[+-]\d)")
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class CellText:
    """A *day* and *times* with the zone or offset beside them as a cell writes them, or that it is *all_day*.

    Numbers are *days_counted* and *times_counted* where a spreadsheet counts days and parts of days.
    """

    day: DayText | None = None
    times: ClockText | None = None
    all_day: bool = False
    days_counted: bool = False
    times_counted: bool = False

    @property
    def is_moment(self) -> bool:
        """Whether it is a day with times."""
        return self.day is not None and self.times is not None


def cell_text(text: str, *, prefer: str) -> CellText | None:
    """Return the day, the times or both in *text*, in any order, or None if it has neither.

    What may be both is what callers *prefer*, a `day` or a `clock`: `23.09`.
    """
    word = squeezed(text)
    if _ALL_DAY.fullmatch(word):
        return CellText(all_day=True)
    if counted := _DAY_AND_PART.fullmatch(word):
        return _day_and_times(" ".join(counted.groups()))
    # 10:30-12:00 is a range, though an offset too; 10:30-04:00 is none.
    span = _RANGE_OR_OFFSET.fullmatch(word)
    is_range = span is not None and span[2] > span[1].zfill(5)
    if not is_range and (moment := iso_moment(word)):
        clock = re.search(r"\d{1,2}:\d\d(?::\d\d)?", word)
        assert clock
        return CellText(day_text(moment.date().isoformat()), ClockText(word, clock[0], zone=f"{moment:%z}"))
    # A bare number may be a time only where times are looked for.
    day, times_alone = _day(word), None if prefer == "day" and word.isdigit() else _times(word)
    return (day if prefer == "day" else None) or times_alone or day or _day_and_times(word)


def _day(word: str) -> CellText | None:
    if _DAY_NUMBER.fullmatch(word):
        counted = _EPOCH + timedelta(days=int(word))
        parts = DayParts(counted.year, counted.month, counted.day)
        return CellText(DayText(word, dict.fromkeys(ORDERS, parts)), days_counted=True)
    day = day_text(word)
    # A bare number is no day.
    return CellText(day) if day and all(parts.month for parts in day.orders.values()) else None


def _times(word: str) -> CellText | None:
    text = _TOGETHER.sub(r"\1:\2", word)
    if part := _PART_OF_DAY.match(word):
        # Excel keeps a time as a part of a day: 0.4375 is 10:30:00.
        seconds = round(float(f"0{re.sub('^0?[.,]', '.', part[0])}") * 86400)
        text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{word[part.end() :]}"
    times, end = times_at(text, 0, expected=True) or (None, 0)
    zone = _ZONE_IN_CELL.fullmatch(text, end)
    if times is None or times.open or (end < len(text) and not zone):
        return None
    times = replace(times, text=word, zone=zone[1] if zone else times.zone)
    return CellText(times=times, times_counted=part is not None)


def _day_and_times(word: str) -> CellText | None:
    words = word.split()
    for number in range(1, min(len(words), _MOST_WORDS)):
        head = " ".join(words[:number]).rstrip(",;")
        tail = _BETWEEN_BOTH.sub("", " ".join(words[number:])).strip()
        for first, second in ((head, tail), (tail, head)):
            day = _day(first)
            if day and _ALL_DAY.fullmatch(second):
                return replace(day, all_day=True)
            if day and not _YEAR_OR_TIME.match(second) and (times := _times(second)):
                return replace(day, times=times.times, times_counted=times.times_counted)
    return None
