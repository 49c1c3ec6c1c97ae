"""The events of calendars by their UIDs: each with what else is said of single occurrences of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from ungacli.draft.diagnostics import Diagnostic, Level, quoted
from ungacli.formats.ics.components import Component, at_line
from ungacli.formats.ics.occurrences import Entry
from ungacli.formats.ics.timing import Source


class Group(NamedTuple):
    """An event, if the file has it, and the entries with a RECURRENCE-ID, of which there is one at least if not."""

    master: Entry | None
    changes: Sequence[Entry]


def groups(sources: Iterable[Source]) -> Iterator[Group | Diagnostic]:
    """Yield the events of all *sources* in the order of the file, and what was skipped.

    Of two with one UID (and one RECURRENCE-ID) the later counts: that with the higher SEQUENCE, else with the
    later LAST-MODIFIED (RFC 5546, section 2.1.5). If neither tells and they are not the same event, both do.
    """
    by_uid: dict[str, tuple[list[Entry], dict[str, list[Entry]]]] = {}
    for number, entry in enumerate(_entries(sources)):
        if isinstance(entry, Diagnostic):
            yield entry
            continue
        line = entry.event.first("UID")
        key = line.value.strip() if line and line.value.strip() else f"\n{number}"
        masters, changes = by_uid.setdefault(key, ([], {}))
        changed = next(iter(entry.event.all("RECURRENCE-ID")), None)
        (changes.setdefault(changed.value.strip(), []) if changed else masters).append(entry)
    for masters, changes in by_uid.values():
        versions = [_latest(same) for same in (masters, *changes.values())]
        yield from (diagnostic for _, diagnostics in versions for diagnostic in diagnostics)
        latest = [entry for entries, _ in versions[1:] for entry in entries]
        master = versions[0][0][0] if masters else None
        yield Group(master, [_with_title(entry, master) for entry in latest])
        yield from (Group(entry, []) for entry in versions[0][0][1:])


def _entries(sources: Iterable[Source]) -> Iterator[Entry | Diagnostic]:
    for source in sources:
        for part in source.calendar.children:
            if part.name == "VEVENT":
                yield _unreadable(part) or Entry(part, source)
            elif part.name in {"VTODO", "VJOURNAL"}:
                yield at_line(part.line, f"{part.name} is no event; not read", Level.NOTE)


def _unreadable(event: Component) -> Diagnostic | None:
    if not event.closed:
        return at_line(event.line, "it has no END:VEVENT", Level.SKIPPED)
    lines = (line for lines in event.properties.values() for line in lines)
    old = next((line for line in lines if "=QUOTED-PRINTABLE" in line.raw.upper()), None)
    message = "ENCODING=QUOTED-PRINTABLE is of vCalendar 1.0, and not read"
    return at_line(old.number, message, Level.SKIPPED) if old else None


def _latest(entries: list[Entry]) -> tuple[list[Entry], list[Diagnostic]]:
    """Return the latest of *entries*, which have one UID, and those that are other events all the same."""
    if len(entries) < 2:
        return entries, []
    latest = max(reversed(entries), key=lambda entry: _rank(entry.event))
    different = {_gist(latest.event): latest}
    diagnostics: list[Diagnostic] = []
    for entry in entries:
        if entry is latest:
            continue
        uid = entry.event.properties["UID"][0]
        where = f"{quoted(uid.value.strip())} is the UID of the event in line {latest.event.line} too"
        if _rank(entry.event) == _rank(latest.event) and _gist(entry.event) not in different:
            different[_gist(entry.event)] = entry
            diagnostics.append(at_line(uid.number, f"{where}; both are told, this one by another"))
        else:
            diagnostics.append(at_line(uid.number, f"{where}, which counts", Level.SKIPPED))
    return list(different.values()), diagnostics


def _rank(event: Component) -> tuple[int, str]:
    number = event.value("SEQUENCE")
    sequence = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
    return sequence, event.value("LAST-MODIFIED")


def _gist(event: Component) -> tuple[str, str]:
    return event.value("DTSTART"), event.value("SUMMARY")


def _with_title(entry: Entry, master: Entry | None) -> Entry:
    """Return *entry* with the title of its series if it has none of its own."""
    if master is None or "SUMMARY" in entry.event.properties:
        return entry
    title = {name: lines for name, lines in master.event.properties.items() if name == "SUMMARY"}
    return replace(entry, event=replace(entry.event, properties={**entry.event.properties, **title}))
