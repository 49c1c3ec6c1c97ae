"""The words and signs that readers of days, times and zones share, and the ends of a range."""

import re
from datetime import date
from typing import Literal

DateOrder = Literal["dmy", "mdy", "ymd"]
"""In which order a date of three numbers is written."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
PARTS_OF_THE_DAY = ("morning", "afternoon", "evening", "night")
FROM = ("from", "since")
TO = ("to", "until", "till", "through")
HALF = r"[ap]\.?\s?m\b\.?"
"""A pattern of am and pm."""
NOON_OR_MIDNIGHT = r"(?:noon|midday|midnight)\b"
DASH = r"[-–—−\u2010\u2011]"
OFFSET = r"(?P<sign>[+−–-])\s?(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?"
"""A pattern of an offset from UTC: `+02:00`, `-5`."""
_JOINT = rf"\.{{2,4}}|…|–|—|\s-\s|\s(?:{'|'.join(TO)})\s"

ONE_END = re.compile(rf"({'|'.join((*FROM, *TO))}|after|before) (.*)", re.IGNORECASE)
"""What bounds days or times on one side: `from 23`, `before noon`."""

_LONGEST = 120


def day_words(day: date) -> str:
    """Return `Monday 23 September 2024`, whatever the system's language."""
    return f"{WEEKDAYS[day.weekday()]} {short_day(day)} {day.year}"


def short_day(day: date) -> str:
    """Return `23 September`."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def squeezed(text: str) -> str:
    """Return *text* with single spaces between its words; of what is longer than any day or time a beginning, no more.

    What is left of it is no day or time either, and patterns look at every space that there is.
    """
    return " ".join(text.split())[:_LONGEST]


def range_ends(text: str, *, also: str = "(?!)") -> tuple[str, str] | None:
    """Return the two ends of the range that *text* is, either perhaps empty, or None: `23..25`, `from 9 to 12`.

    *also* is a pattern of what may join the ends besides signs and words that stand nowhere else.
    """
    between = r"\sand\s" if text.casefold().startswith("between ") else "(?!)"
    pattern = rf"(?:(?:{'|'.join(FROM)}|between) )?(.*?) ?(?:{_JOINT}|{between}|{also}) ?(.*)"
    match = re.fullmatch(pattern, text, re.IGNORECASE)
    return (match[1], match[2]) if match else None
