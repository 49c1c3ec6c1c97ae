"""The columns of our own spreadsheets, and the description that repeats them for calendars."""

from collections.abc import Iterator, Mapping

HEADERS = (
    *("Status", "Subject", "Start Date", "Start Time", "End Date", "End Time", "All Day Event"),
    *("Description", "Location", "Time Zone", "Speakers", "Organizers", "Offices", "Audience", "Topics"),
    *("Documents", "Summary", "Link", "Contact", "Mode", "Start", "End", "Event Time Zone", "ID", "UID", "Schedule"),
)
MARKS = {"Tentative": "[TBC] ", "Cancelled": "[CANCELLED] "}
"""What stands before the title of an event that is not sure: calendars import no status."""


def described(cells: Mapping[str, str]) -> str:
    """Return the description of an event, made of the *cells* of its row by header."""
    return "\n".join(_lines(cells)).strip()


def _lines(cells: Mapping[str, str]) -> Iterator[str]:
    if cells["Summary"]:
        yield cells["Summary"]
        yield ""
    for header in ("Speakers", "Organizers", "Offices", "Documents"):
        if cells[header]:
            yield f"{header}:"
            yield from (f"- {line}" for line in cells[header].split("\n"))
    if cells["Topics"]:
        yield f"Topics: {cells['Topics'].replace(chr(10), ', ')}"
    for header in ("Audience", "Mode", "Contact"):
        if cells[header]:
            yield f"{header}: {cells[header]}"
    if cells["Link"]:
        yield f"Published at: {cells['Link']}"
    yield f"Time zone: {cells['Time Zone']}"
    if cells["Event Time Zone"] != cells["Time Zone"]:
        yield f"There it is {cells['Start']} to {cells['End']} ({cells['Event Time Zone']})"
