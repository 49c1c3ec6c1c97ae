"""One event as the text of a QR code that a phone puts into its calendar."""

from bisect import bisect_left
from datetime import UTC

from ungacli.formats.ics.writing import line
from ungacli.model import Event
from ungacli.phrases import certainty

MOST = 367
"""How many bytes a code of version 12 holds at the lowest level of correction (ISO/IEC 18004).

With its margin it is 73 columns wide, and its modules are still large enough for a camera.
"""


def event_text(event: Event) -> str:
    """Return *event* as a VCALENDAR of one VEVENT (RFC 5545) of at most MOST bytes in UTF-8.

    These are the properties that ZXing, which many readers of codes are made of, takes from a VEVENT,
    and the UID by which a calendar knows the event again. PRODID and DTSTAMP, which the format asks of a
    file, are left out: ZXing skips them, and every byte makes the code finer. The times are
    in UTC, for no code has room for a VTIMEZONE. The lines are not folded. Where it would be too long, the
    UID is left out first, then the longer of title and venue is cut, with `…` where it was.
    """
    mark = certainty(event.status)
    title, venue = f"[{mark}] {event.title}" if mark else event.title, event.location or ""
    whole = _written(event, title, venue, uid=event.uid)
    if _size(whole) <= MOST:
        return whole

    def cut(most: int) -> str:
        return _written(event, _cut(title, most), _cut(venue, most))

    # Every character is one byte or more, so of neither is there room for more than MOST.
    longest = bisect_left(range(MOST), 1, key=lambda most: _size(cut(most + 1)) > MOST)
    return cut(longest)


def _written(event: Event, title: str, venue: str, *, uid: str = "") -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "BEGIN:VEVENT",
        *([f"UID:{line(uid)}"] if uid else []),
        f"SUMMARY:{line(title)}",
        f"DTSTART:{event.start.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTEND:{event.end.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        *([f"LOCATION:{line(venue)}"] if venue else []),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{one}\r\n" for one in lines)


def _size(text: str) -> int:
    # Surrogates, which a file may hold, are left out of values anyway.
    return len(text.encode("utf-8", "ignore"))


def _cut(text: str, most: int) -> str:
    """Return at most *most* characters of *text*, the last of which shows that there were more."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
