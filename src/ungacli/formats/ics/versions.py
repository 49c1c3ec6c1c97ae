"""The events of calendars by their UIDs: each with what else is said of single times of it."""

from collections.abc import Iterator

from ungacli.draft.diagnostics import quoted
from ungacli.formats.ics.components import Component
from ungacli.formats.ics.moments import Source
from ungacli.formats.ics.notes import Notes
from ungacli.formats.ics.occurrences import Entry

Group = tuple[Entry | None, list[Entry]]
"""An event, if the file has it, and the entries with a RECURRENCE-ID, of which there is one at least if it has not."""

Rank = tuple[int, str]


def grouped(sources: list[Source], notes: Notes) -> Iterator[Group]:
    """Yield the events of all *sources* in the order of the file; what cannot be told is noted.

    Of two with one UID (and one RECURRENCE-ID) the later counts: that with the higher SEQUENCE, else with the
    later LAST-MODIFIED (RFC 5546, section 2.1.5). If neither tells and they are not the same event, both do.
    """
    groups: dict[str, tuple[list[Entry], dict[str, list[Entry]]]] = {}
    for number, entry in enumerate(_entries(sources, notes)):
        line = entry.event.first("UID")
        key = line.value.strip() if line and line.value.strip() else f"\n{number}"
        masters, others = groups.setdefault(key, ([], {}))
        again = entry.event.first("RECURRENCE-ID")
        (others.setdefault(again.value.strip(), []) if again else masters).append(entry)
    for masters, others in groups.values():
        latest = _latest(masters, notes)
        first = latest[0] if latest else None
        anew = [entry for same in others.values() for entry in _latest(same, notes)]
        if first:
            for entry in anew:
                _take_title(entry.event, first.event)
        yield first, anew
        for entry in latest[1:]:
            yield entry, []


def _entries(sources: list[Source], notes: Notes) -> Iterator[Entry]:
    for source in sources:
        for part in source.calendar.children:
            if part.name == "VEVENT" and _is_readable(part, notes):
                yield Entry(part, source)
            elif part.name in {"VTODO", "VJOURNAL"}:
                notes.note(part.name, part.line, f"{part.name} is no event; not read")


def _is_readable(event: Component, notes: Notes) -> bool:
    if not event.closed:
        notes.left_out(event.line, "it has no END:VEVENT")
        return False
    for lines in event.properties.values():
        for line in lines:
            if "=QUOTED-PRINTABLE" in line.raw.upper():
                notes.left_out(line.number, "ENCODING=QUOTED-PRINTABLE is of vCalendar 1.0, and not read")
                return False
    return True


def _latest(entries: list[Entry], notes: Notes) -> list[Entry]:
    """Return the latest of *entries*, which have one UID, and those that are other events all the same."""
    if len(entries) < 2:
        return entries
    latest = max(reversed(entries), key=lambda entry: _rank(entry.event))
    kept = [latest]
    told = {_gist(latest.event)}
    for entry in entries:
        if entry is latest:
            continue
        uid = entry.event.properties["UID"][0]
        where = f"{quoted(uid.value.strip())} is the UID of the event in line {latest.event.line} too"
        if _rank(entry.event) == _rank(latest.event) and _gist(entry.event) not in told:
            told.add(_gist(entry.event))
            kept.append(entry)
            notes.warn("uid", uid.number, f"{where}; both are told, this one by another")
        else:
            notes.left_out(uid.number, f"{where}, which counts")
    return kept


def _rank(event: Component) -> Rank:
    number = event.value("SEQUENCE")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0, event.value(
        "LAST-MODIFIED"
    )


def _gist(event: Component) -> tuple[str, str]:
    return event.value("DTSTART"), event.value("SUMMARY")


def _take_title(event: Component, master: Component) -> None:
    if "SUMMARY" not in event.properties and "SUMMARY" in master.properties:
        event.properties["SUMMARY"] = master.properties["SUMMARY"]
