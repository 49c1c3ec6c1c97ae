"""How people write lengths of time."""

import re
from datetime import timedelta

from ungacli.errors import QuestionError
from ungacli.when.vocabulary import JOINT, squeezed

_RANGE = re.compile(rf"(.*?) ?(?:{JOINT}|(?<=\w) ?- ?(?=\w)) ?(.*)")
_LENGTH = re.compile(
    r"(?:(?P<days>\d{1,9})\s*d(?:ays?)?)?\s*"
    r"(?:(?P<hours>\d{1,9}(?:\.\d{1,3})?)\s*h(?:ours?|rs?)?)?\s*"
    r"(?:(?P<minutes>\d{1,9})\s*(?P<unit>m(?:in(?:ute)?s?)?)?)?"
)


def parse_duration(text: str) -> timedelta:
    """Return the length of time that *text* names: `30m`, `1h30`, `1.5h`, `90 min`, `2 days`.

    Raises QuestionError for what is none, for less than nothing and for more than four weeks.
    """
    written = squeezed(text.casefold())
    found = _LENGTH.fullmatch(written)
    # Only after hours may minutes stand without their unit.
    if not (found and found[0]) or (found["minutes"] and not found["unit"] and not found["hours"]):
        if re.match(r"[-−] ?\d", written):
            raise QuestionError(f'"{text}": a length of time cannot be negative', hint="write it as 30m, 1h30 or 2d")
        raise QuestionError(f'"{text}" is no length of time', hint="write it as 30m, 1h30 or 2d")
    days, hours, minutes = (float(found[part] or 0) for part in ("days", "hours", "minutes"))
    length = timedelta(days=days, hours=hours, minutes=minutes)
    if length > timedelta(weeks=4):
        raise QuestionError(f'"{text}" is more than four weeks', hint="write it as 30m, 1h30 or 2d")
    return length


def parse_length_range(text: str) -> tuple[timedelta, timedelta]:
    """Return the shortest and the longest of the lengths that *text* names: `>90m`, `<=2h`, `1h..2h`, `1h-2h`, `45m`.

    Both are included. Raises QuestionError as parse_duration does, and for a range
    whose end is shorter than its beginning.
    """
    found = re.fullmatch(r"(<=|>=|<|>|=|) ?(.*)", squeezed(text))
    assert found, "everything is nothing or a sign, and a rest"
    sign, rest = found.groups()
    if not sign and (ends := _RANGE.fullmatch(rest)):
        left, right = ends.groups()
        shortest = parse_duration(left) if left else timedelta()
        longest = parse_duration(right) if right or not left else timedelta.max
        if longest < shortest:
            raise QuestionError(f'"{text}" ends before it begins', hint="write the shorter first: 1h..2h")
        return shortest, longest
    length = parse_duration(rest)
    if sign == "<" and not length:
        raise QuestionError(f'"{text}": nothing lasts less than no time', hint="write it as <90m")
    return {
        "": (length, length),
        "=": (length, length),
        ">=": (length, timedelta.max),
        "<=": (timedelta(), length),
        ">": (length + timedelta.resolution, timedelta.max),
        "<": (timedelta(), length - timedelta.resolution),
    }[sign]
