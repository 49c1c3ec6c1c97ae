"""What pages call the places of events."""

import re

_PLACE = re.compile(
    r"\b(?:rooms?|hall|pavilion|zone|building|cent(?:er|re)|headquarters|hq|auditorium|chamber|street|st\.|avenue|ave|hotel"
    r"|palais|house|plaza|floor"
    r"|lobby|theat(?:er|re)|library|lounge|terrace|museum|campus|mission|conference\sroom|cr[- ]?\d+"
    r"|online|virtual|virtually|hybrid|zoom|webex|teams|webcast|livestream|embassy|club|venue|studio|stage|salle|gallery"
    r"|amphitheat(?:er|re)|university|trusteeship|ecosoc|salon|ballroom|square|boulevard|garden|park)\b",
    re.IGNORECASE,
)


def looks_like_a_place(text: str) -> bool:
    """Return whether *text* has a word for a place, or says that there is none: online."""
    return len(text) <= 200 and _PLACE.search(text) is not None
