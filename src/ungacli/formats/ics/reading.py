"""iCalendar files of any program (RFC 5545, RFC 7986)."""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

from ungacli.draft.diagnostics import BadFileError, Diagnostic, Level, bad_file, each_kind_once, quoted
from ungacli.draft.draft import Draft, RawEvent
from ungacli.draft.read_options import ReadOptions
from ungacli.escapes import link_or_none
from ungacli.formats.ics.event_facts import PRODID, event_facts
from ungacli.formats.ics.occurrences import CalendarEvent, Occurrence, fewer, occurrences
from ungacli.formats.ics.rules import LAST_YEAR, EndlessError
from ungacli.formats.ics.syntax import Component, at_line, calendars, one_line, stamps
from ungacli.formats.ics.zones import UTC_CLOCK, UTC_ZONE, CalendarSource, calendar_sources
from ungacli.formats.text import decoded
from ungacli.model import Status
from ungacli.when.when import When

MAX_EVENTS = 50_000

# A fold may stand between the bytes of one character: the rest of these belongs before it.
_FOLD_IN_CHARACTER = re.compile(rb"([\xc2-\xf4][\x80-\xbf]*+)(\r\n[ \t]|[\r\n][ \t])([\x80-\xbf]++)")


def read(data: bytes, options: ReadOptions) -> Draft:
    """Return the calendars in *data* as one draft; an event that cannot be read is skipped.

    Times are in the zone that their TZID names; the rules of a VTIMEZONE count where they differ (RFC 5545,
    section 3.6.5). Days and times without a zone are in that of the schedule or of the *options*. Each occurrence of a
    series has a uid of its own. Speakers and roles are read from our own files alone. With busy_only, free time is
    skipped (section 3.8.2.7).

    Raises BadFileError for a file that is not iCalendar, or is vCalendar 1.0, for rules that take too much work to
    follow, and for more than MAX_EVENTS.
    """
    text, diagnostics = decoded(data)
    if diagnostics:
        text, diagnostics = decoded(_FOLD_IN_CHARACTER.sub(rb"\1\3\2", data))
    components, problems = calendars(text)
    for calendar in components:
        if (line := calendar.first("VERSION")) and line.value.strip() == "1.0":
            raise bad_file("vCalendar 1.0 is not read; export it as iCalendar (version 2.0)", (line.number, 1))
    try:
        zone, sources = calendar_sources(components, options)
        readable, skipped = _occurrences(sources, options)
    except EndlessError:
        message = "its rules of recurrence take too long to follow; --window DAYS takes fewer times"
        raise BadFileError([*diagnostics, Diagnostic((), message)]) from None
    message = "marked as free time; skipped"
    wanted: list[Occurrence] = []
    notes: list[Diagnostic] = []
    for one in readable:
        if options.busy_only and one.component.value("TRANSP") == "TRANSPARENT":
            notes.append(at_line(one.component.line, message, Level.NOTE))
        else:
            wanted.append(one)
    events, doubts = _events(wanted)
    clocks = [one for source in sources for one in source.diagnostics]
    everything = each_kind_once([*diagnostics, *problems, *clocks, *skipped, *notes, *doubts])
    if options.busy_only and not readable and any(one.level is Level.SKIPPED for one in everything):
        # An empty calendar means that its owner is free; a calendar of unreadable events does not.
        raise BadFileError([Diagnostic((), "no event in it can be read"), *everything])
    lines = [line for calendar in components for line in calendar.all("URL", "X-ORIGINAL-URL", "SOURCE")]
    # The revision of the schedule that a calendar of ours was written from.
    revisions = [{*map(_sequence, calendar.parts("VEVENT"))} for calendar in components if _is_ours(calendar)]
    return Draft(
        title=next((title for one in components if (title := one_line(one.first("X-WR-CALNAME", "NAME")))), None),
        timezone=zone,
        url=next((address for line in lines if (address := link_or_none(line.value))), None),
        revised=next(filter(None, map(_revised, components)), None),
        revision=next(
            (number for numbers in revisions if len(numbers) == 1 for number in numbers if number is not None), None
        ),
        events=tuple(events),
        diagnostics=tuple(everything),
    )


def _is_ours(calendar: Component) -> bool:
    return calendar.value("PRODID") == PRODID.upper()


def _sequence(event: Component) -> int | None:
    number = event.value("SEQUENCE")
    return int(number) if re.fullmatch("[0-9]{1,9}", number) else None


def _revised(calendar: Component) -> datetime | None:
    line = calendar.first("LAST-MODIFIED")
    with suppress(ValueError):
        if line and 1900 <= (stamp := stamps(line)[0]).local.year <= LAST_YEAR:
            return stamp.local.replace(tzinfo=UTC)
    return None


def _occurrences(sources: Iterable[CalendarSource], options: ReadOptions) -> tuple[list[Occurrence], list[Diagnostic]]:
    """Return every wanted time of every event, and what was skipped; BadFileError for more than MAX_EVENTS.

    Of two events with one UID (and one RECURRENCE-ID) the later counts; if that cannot be decided and they are not
    the same event, both do.
    """
    by_uid, diagnostics = _by_uid(sources)
    found: list[Occurrence] = []
    for versions in by_uid:
        latest = {}
        for key, entries in versions.items():
            latest[key], doubts = _latest(entries)
            diagnostics += doubts
        masters = latest.pop("", [])
        changes = [entry for entries in latest.values() for entry in entries]
        # A changed occurrence has the title of its series if it has none of its own.
        title = {"SUMMARY": masters[0].component.all("SUMMARY")} if masters else {}
        titled = [
            replace(one, component=replace(one.component, properties={**title, **one.component.properties}))
            for one in changes
        ]
        for master, entries in [(masters[0] if masters else None, titled), *((other, []) for other in masters[1:])]:
            times, problems = occurrences(master, entries)
            found += times
            diagnostics += problems
            if len(found) > MAX_EVENTS:
                message = f"more than {MAX_EVENTS:,} events{fewer(options)}"
                number = (master or entries[0]).component.line
                raise BadFileError([at_line(number, message, Level.ERROR), *each_kind_once(diagnostics)])
    return found, diagnostics


def _by_uid(sources: Iterable[CalendarSource]) -> tuple[list[dict[str, list[CalendarEvent]]], list[Diagnostic]]:
    """Return the events of each UID by their RECURRENCE-ID, in the order of the file, and what was skipped."""
    by_uid: dict[str, dict[str, list[CalendarEvent]]] = {}
    diagnostics: list[Diagnostic] = []
    for source in sources:
        for part in source.calendar.parts("VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY"):
            lines = (line for lines in part.properties.values() for line in lines)
            if part.name != "VEVENT":
                diagnostics.append(at_line(part.line, f"{part.name} is not an event; ignored", Level.NOTE))
            elif not part.closed:
                diagnostics.append(at_line(part.line, "it has no END:VEVENT", Level.SKIPPED))
            elif old := next((line for line in lines if "=QUOTED-PRINTABLE" in line.raw.upper()), None):
                message = "ENCODING=QUOTED-PRINTABLE is of vCalendar 1.0, and not read"
                diagnostics.append(at_line(old.number, message, Level.SKIPPED))
            else:
                uid, changed = part.first("UID"), part.first("RECURRENCE-ID")
                versions = by_uid.setdefault(uid.value.strip() if uid else f"\n{part.line}", {})
                versions.setdefault(changed.value.strip() if changed else "", []).append(CalendarEvent(part, source))
    return [*by_uid.values()], diagnostics


def _latest(entries: Sequence[CalendarEvent]) -> tuple[list[CalendarEvent], list[Diagnostic]]:
    """Return the latest of *entries*, which have one UID, and what was skipped for it.

    The latest has the highest SEQUENCE, else the latest LAST-MODIFIED (RFC 5546, section 2.1.5). An entry that is as
    late but has another title or start is another event, and is returned too.
    """
    ranks = [(_sequence(entry.component) or 0, entry.component.value("LAST-MODIFIED")) for entry in entries]
    gists = [(entry.component.value("DTSTART"), entry.component.value("SUMMARY")) for entry in entries]
    top = max(range(len(entries)), key=lambda number: (ranks[number], number))
    different = {gists[top]: entries[top]}
    diagnostics: list[Diagnostic] = []
    for number, entry in enumerate(entries):
        if number == top:
            continue
        uid = entry.component.all("UID")[0]
        same = different.get(gists[number], entries[top]).component
        where = f"{quoted(uid.value.strip())} is the UID of the event in line {same.line} too"
        if ranks[number] == ranks[top] and gists[number] not in different:
            different[gists[number]] = entry
            diagnostics.append(at_line(uid.number, f"{where}; both are read, this one with another UID"))
        else:
            diagnostics.append(at_line(uid.number, f"{where}, and that event is used", Level.SKIPPED))
    return [*different.values()], diagnostics


def _events(found: Iterable[Occurrence]) -> tuple[list[RawEvent], list[Diagnostic]]:
    """Return the event of each occurrence, and what was ignored or assumed for it."""
    facts: dict[int, RawEvent] = {}
    uids: set[str] = set()
    events: list[RawEvent] = []
    diagnostics: list[Diagnostic] = []
    for one in found:
        component, source, clock, start = one.component, one.source, one.clock, one.start
        if id(component) not in facts:
            facts[id(component)], problems = event_facts(component, own=_is_ours(source.calendar))
            diagnostics += problems
            if start.is_day or (start.tzid is None and not start.in_utc):
                what = "all-day event: read as 00:00 to 00:00 in" if start.is_day else "time without a zone, read as"
                number = component.all("DTSTART")[0].number
                diagnostics.append(at_line(number, f"{what} {clock.zone}", Level.NOTE))
        raw = facts[id(component)]
        # A time in UTC says when, and nothing of where.
        zone = ((raw.when and raw.when.zone) or source.default) if clock is UTC_CLOCK else clock.zone
        zone = zone or source.zone or UTC_ZONE
        when = When(one.begin.astimezone(zone), one.end.astimezone(zone))
        cancels = source.calendar.value("METHOD") == "CANCEL"
        raw = replace(raw, when=when, status=Status.CANCELLED if cancels else raw.status)
        if one.mark:
            uid = f"{raw.uid}-{one.mark}" if raw.uid else None
            raw = replace(raw, id=None, uid=uid, occurrence=one.local.date())
        uid = (raw.uid or "").casefold()
        events.append(replace(raw, uid=None) if uid in uids else raw)
        uids.add(uid)
        if clock.rules and clock.zone and one.begin != one.local.replace(tzinfo=clock.zone, fold=0).astimezone(UTC):
            names = f"the VTIMEZONE {quoted(clock.name)} has another time than {clock.zone}"
            diagnostics.append(at_line(component.line, f"{names}; that of the VTIMEZONE counts"))
    return events, diagnostics
