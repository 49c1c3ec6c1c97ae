"""iCalendar files of any program (RFC 5545, RFC 7986)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from itertools import compress
from zoneinfo import ZoneInfo

from ungacli.draft.diagnostics import BadFileError, Diagnostic, Level, each_kind_once, quoted
from ungacli.draft.draft import Draft, RawEvent
from ungacli.draft.read_options import ReadOptions
from ungacli.escapes import link_or_none
from ungacli.formats.ics.event_facts import PRODID, event_facts
from ungacli.formats.ics.occurrences import Occurrence, fewer, occurrences
from ungacli.formats.ics.recurrence import LAST_YEAR, Effort, EndlessError
from ungacli.formats.ics.syntax import Component, at_line, calendars, one_line, stamps
from ungacli.formats.ics.timing import CalendarEvent, CalendarSource
from ungacli.formats.ics.zones import UTC_CLOCK, UTC_ZONE, Clocks
from ungacli.formats.text import decoded
from ungacli.model import Status
from ungacli.when.when import When

MAX_EVENTS = 50_000

# A fold may stand between the bytes of one character: the rest of these belongs before it.
_FOLD_IN_CHARACTER = re.compile(rb"([\xc2-\xf4][\x80-\xbf]*+)(\r\n[ \t]|[\r\n][ \t])([\x80-\xbf]++)")


def read(data: bytes, options: ReadOptions) -> Draft:
    """Return what the calendars in *data* say, as one schedule; an event that cannot be read is skipped.

    Times are in the zone that their TZID names; the rules of a VTIMEZONE count where they differ
    (RFC 5545, section 3.6.5). The schedule's zone is X-WR-TIMEZONE, else that of most events, else UTC if
    all times are in UTC. Days and times without a zone are in it, or in the zone of the *options*. A series is read
    on the days that these want, each occurrence with a uid of its own: that of the series, and when it was to be.
    Speakers and roles are read from our own files alone. With busy_only, free time is left out (section 3.8.2.7).

    Raises BadFileError for what is no iCalendar 2.0, takes too much work to follow, or has more than MAX_EVENTS.
    """
    text, diagnostics = decoded(data)
    if diagnostics:
        text, diagnostics = decoded(_FOLD_IN_CHARACTER.sub(rb"\1\3\2", data))
    components, problems = calendars(text)
    for calendar in components:
        if (line := calendar.first("VERSION")) and line.value.strip() == "1.0":
            message = "vCalendar 1.0 is not read; export it as iCalendar (version 2.0)"
            raise BadFileError([at_line(line.number, message, Level.ERROR)])
    try:
        zone, sources = _sources(components, options)
        readable, skipped = _occurrences(sources, options)
    except EndlessError:
        message = "its rules of recurrence take too long to follow; --window DAYS takes fewer times"
        raise BadFileError([*diagnostics, Diagnostic((), message)]) from None
    is_free = [options.busy_only and one.event.event.value("TRANSP") == "TRANSPARENT" for one in readable]
    message = "marked as free time, so nobody is busy; skipped"
    notes = [at_line(one.event.event.line, message, Level.NOTE) for one in compress(readable, is_free)]
    events, doubts = _events(one for one, free in zip(readable, is_free, strict=True) if not free)
    clocks = [one for source in sources for one in source.clocks.diagnostics]
    everything = each_kind_once([*diagnostics, *problems, *clocks, *skipped, *notes, *doubts])
    if options.busy_only and not readable and any(one.level is Level.SKIPPED for one in everything):
        # Who has nothing to do has a calendar all the same, but not who may have.
        raise BadFileError([Diagnostic((), "no event in it can be read"), *everything])
    lines = [line for calendar in components for line in calendar.all("URL", "X-ORIGINAL-URL", "SOURCE")]
    return Draft(
        title=next((title for one in components if (title := one_line(one.first("X-WR-CALNAME", "NAME")))), None),
        timezone=zone,
        url=next((address for line in lines if (address := link_or_none(line.value))), None),
        revised=next(filter(None, map(_revised, components)), None),
        revision=next((number for one in components if (number := _revision(one)) is not None), None),
        events=tuple(events),
        diagnostics=tuple(everything),
    )


def _sources(components: Sequence[Component], options: ReadOptions) -> tuple[ZoneInfo | None, list[CalendarSource]]:
    """Return the zone of the schedule, if the file gives one, and the calendars with their clocks."""
    effort = Effort()
    calendars_clocks = [Clocks(calendar, effort) for calendar in components]
    used = Counter(zone for clocks in calendars_clocks for zone in clocks.zones)
    default = next((clocks.default for clocks in calendars_clocks if clocks.default), None)
    zone = default or next((zone for zone, _ in used.most_common(1)), None)
    starts = [(start, clocks) for clocks in calendars_clocks for start in clocks.starts]
    if zone is None and all(start.is_day or start.in_utc or start.tzid for start, _ in starts):
        # The others are moments, which UTC shows.
        has_days = any(start.is_day for start, _ in starts)
        has_moments = any(start.in_utc or (start.tzid and clocks.clock(start.tzid)) for start, clocks in starts)
        zone = UTC_ZONE if has_moments and not (has_days and options.zone) else None
    floating = default or (zone if len(used) == 1 else options.zone)
    sources = [
        CalendarSource(calendar, clocks, options, zone or options.zone, floating)
        for calendar, clocks in zip(components, calendars_clocks, strict=True)
    ]
    return zone, sources


def _is_ours(calendar: Component) -> bool:
    return calendar.value("PRODID") == PRODID.upper()


def _revision(calendar: Component) -> int | None:
    """Return the revision of the schedule that a *calendar* of ours was written from: each event's SEQUENCE."""
    numbers = {event.value("SEQUENCE") for event in calendar.parts("VEVENT")} if _is_ours(calendar) else set()
    return int(numbers.pop()) if len(numbers) == 1 and re.fullmatch("[0-9]{1,9}", next(iter(numbers))) else None


def _revised(calendar: Component) -> datetime | None:
    line = calendar.first("LAST-MODIFIED")
    with suppress(ValueError):
        if line and 1900 <= (stamp := stamps(line)[0]).local.year <= LAST_YEAR:
            return stamp.local.replace(tzinfo=UTC)
    return None


def _occurrences(sources: Sequence[CalendarSource], options: ReadOptions) -> tuple[list[Occurrence], list[Diagnostic]]:
    """Return every wanted time of every event, and what was skipped; BadFileError for more than MAX_EVENTS."""
    found: list[Occurrence] = []
    diagnostics: list[Diagnostic] = []
    for group in _groups(sources):
        if isinstance(group, Diagnostic):
            diagnostics.append(group)
            continue
        master, changes = group
        number = (master or changes[0]).event.line
        out_of_years = at_line(number, f"the year is not between 1900 and {LAST_YEAR}", Level.SKIPPED)
        try:
            for one in occurrences(master, changes):
                if isinstance(one, Diagnostic):
                    diagnostics.append(one)
                elif 1900 <= one.start.year <= LAST_YEAR and one.end.year <= LAST_YEAR:
                    found.append(one)
                else:
                    diagnostics.append(out_of_years)
        except OverflowError:
            diagnostics.append(out_of_years)
        if len(found) > MAX_EVENTS:
            message = f"more than {MAX_EVENTS:,} events{fewer(options)}"
            raise BadFileError([at_line(number, message, Level.ERROR), *each_kind_once(diagnostics)])
    return found, diagnostics


def _groups(
    sources: Iterable[CalendarSource],
) -> Iterator[tuple[CalendarEvent | None, list[CalendarEvent]] | Diagnostic]:
    """Yield the events of each UID, in the order of the file, with what changes single ones, and what was skipped.

    Of two with one UID (and one RECURRENCE-ID) the later counts; if that cannot be decided and they are not the
    same event, both do.
    """
    by_uid: dict[str, dict[str, list[CalendarEvent]]] = {}
    for source in sources:
        for part in source.calendar.parts("VEVENT", "VTODO", "VJOURNAL"):
            lines = (line for lines in part.properties.values() for line in lines)
            if part.name != "VEVENT":
                yield at_line(part.line, f"{part.name} is no event; not read", Level.NOTE)
            elif not part.closed:
                yield at_line(part.line, "it has no END:VEVENT", Level.SKIPPED)
            elif old := next((line for line in lines if "=QUOTED-PRINTABLE" in line.raw.upper()), None):
                message = "ENCODING=QUOTED-PRINTABLE is of vCalendar 1.0, and not read"
                yield at_line(old.number, message, Level.SKIPPED)
            else:
                uid, changed = part.first("UID"), part.first("RECURRENCE-ID")
                versions = by_uid.setdefault(uid.value.strip() if uid else f"\n{part.line}", {"": []})
                versions.setdefault(changed.value.strip() if changed else "", []).append(CalendarEvent(part, source))
    for versions in by_uid.values():
        latest = {}
        for key, entries in versions.items():
            latest[key], diagnostics = _latest(entries)
            yield from diagnostics
        masters = latest.pop("")
        changes = [entry for entries in latest.values() for entry in entries]
        # A changed occurrence has the title of its series if it has none of its own.
        title = {"SUMMARY": masters[0].event.all("SUMMARY")} if masters else {}
        events = [replace(one.event, properties={**title, **one.event.properties}) for one in changes]
        titled = [CalendarEvent(event, one.source) for event, one in zip(events, changes, strict=True)]
        yield masters[0] if masters else None, titled
        yield from ((entry, []) for entry in masters[1:])


def _latest(entries: list[CalendarEvent]) -> tuple[list[CalendarEvent], list[Diagnostic]]:
    """Return the latest of *entries*, which have one UID, and those that are other events all the same.

    It has the highest SEQUENCE, else the latest LAST-MODIFIED (RFC 5546, section 2.1.5).
    """

    def rank(entry: CalendarEvent) -> tuple[int, str]:
        number = entry.event.value("SEQUENCE")
        return int(number) if re.fullmatch("[0-9]{1,9}", number) else 0, entry.event.value("LAST-MODIFIED")

    def gist(entry: CalendarEvent) -> tuple[str, str]:
        return entry.event.value("DTSTART"), entry.event.value("SUMMARY")

    if not entries:
        return [], []
    latest = max(reversed(entries), key=rank)
    different = {gist(latest): latest}
    diagnostics: list[Diagnostic] = []
    for entry in entries:
        if entry is latest:
            continue
        uid = entry.event.all("UID")[0]
        where = f"{quoted(uid.value.strip())} is the UID of the event in line {latest.event.line} too"
        if rank(entry) == rank(latest) and gist(entry) not in different:
            different[gist(entry)] = entry
            diagnostics.append(at_line(uid.number, f"{where}; both are read, this one under another id"))
        else:
            diagnostics.append(at_line(uid.number, f"{where}, which counts", Level.SKIPPED))
    return list(different.values()), diagnostics


def _events(found: Iterable[Occurrence]) -> tuple[list[RawEvent], list[Diagnostic]]:
    """Return the event of each occurrence, and what was ignored or assumed for it."""
    facts: dict[int, RawEvent] = {}
    uids: set[str] = set()
    events: list[RawEvent] = []
    diagnostics: list[Diagnostic] = []
    for one in found:
        event, source, clock, start = one.event.event, one.event.source, one.event.clock, one.event.start
        if id(event) not in facts:
            facts[id(event)], problems = event_facts(event, own=_is_ours(source.calendar))
            diagnostics += problems
            if start.is_day:
                message = f"all-day event: read as 00:00 to 00:00 in {clock.zone}"
                diagnostics.append(at_line(event.all("DTSTART")[0].number, message, Level.NOTE))
            elif start.tzid is None and not start.in_utc:
                message = f"time without a zone, read as {clock.zone}"
                diagnostics.append(at_line(event.all("DTSTART")[0].number, message, Level.NOTE))
        raw = facts[id(event)]
        # A time in UTC says when, and nothing of where.
        zone = ((raw.when and raw.when.zone) or source.clocks.default) if clock is UTC_CLOCK else clock.zone
        zone = zone or source.zone or UTC_ZONE
        when = When(one.start.astimezone(zone), one.end.astimezone(zone))
        cancels = source.calendar.value("METHOD") == "CANCEL"
        raw = replace(raw, when=when, status=Status.CANCELLED if cancels else raw.status)
        if one.mark:
            uid = f"{raw.uid}-{one.mark}" if raw.uid else None
            raw = replace(raw, id=None, uid=uid, occurrence=one.local.date())
        uid = (raw.uid or "").casefold()
        events.append(replace(raw, uid=None) if uid in uids else raw)
        uids.add(uid)
        if clock.differs(one.local):
            names = f"the VTIMEZONE {quoted(clock.name)} has another time than {clock.zone}"
            diagnostics.append(at_line(event.line, f"{names}; that of the VTIMEZONE counts"))
    return events, diagnostics
