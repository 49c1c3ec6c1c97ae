"""iCalendar files of any program (RFC 5545, RFC 7986)."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from ungacli.draft.diagnostics import BadFileError, Diagnostic, Level, each_kind_once, quoted
from ungacli.draft.draft import Draft, RawEvent
from ungacli.draft.read_options import ReadOptions
from ungacli.formats.ics.components import Component, at_line, calendars
from ungacli.formats.ics.event_facts import PRODID, event_facts
from ungacli.formats.ics.occurrences import Occurrence, fewer, occurrences
from ungacli.formats.ics.recurrence import LAST_YEAR, Effort, EndlessError
from ungacli.formats.ics.timing import Source, Surroundings
from ungacli.formats.ics.values import Stamp, link, one_line, stamps
from ungacli.formats.ics.versions import groups
from ungacli.formats.ics.zones import UTC_ZONE, Clocks
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
    _check_version(components)
    try:
        sources, is_named = _sources(components, options)
        readable, skipped = _occurrences(sources)
    except EndlessError:
        message = "its rules of recurrence take too long to follow; --window DAYS takes fewer times"
        raise BadFileError([*diagnostics, Diagnostic((), message)]) from None
    busy, free = _busy(readable) if options.busy_only else (readable, [])
    events, doubts = _events(busy)
    clocks = [one for source in sources for one in source.clocks.diagnostics]
    everything = each_kind_once([*diagnostics, *problems, *clocks, *skipped, *free, *doubts])
    if options.busy_only and not readable and any(one.level is Level.SKIPPED for one in everything):
        # Who has nothing to do has a calendar all the same, but not who may have.
        raise BadFileError([Diagnostic((), "no event in it can be read"), *everything])
    return Draft(
        title=_first(one_line(calendar.first("X-WR-CALNAME", "NAME")) for calendar in components),
        timezone=sources[0].around.zone if is_named else None,
        url=_first(link(line.value) for one in components for line in one.all("URL", "X-ORIGINAL-URL", "SOURCE")),
        revised=next(filter(None, map(_revised, components)), None),
        revision=next((number for one in sources if one.own and (number := _revision(one.calendar)) is not None), None),
        events=tuple(events),
        diagnostics=tuple(everything),
    )


def _first(values: Iterable[str | None]) -> str | None:
    return next(filter(None, values), None)


def _check_version(components: Iterable[Component]) -> None:
    for calendar in components:
        line = calendar.first("VERSION")
        if line and line.value.strip() == "1.0":
            message = "vCalendar 1.0 is not read; export it as iCalendar (version 2.0)"
            raise BadFileError([at_line(line.number, message, Level.ERROR)])


def _sources(components: Sequence[Component], options: ReadOptions) -> tuple[list[Source], bool]:
    """Return the calendars with their clocks and what these say together, and whether the file gives its zone."""
    effort = Effort()
    clocks = [Clocks(calendar, effort) for calendar in components]
    used: Counter[ZoneInfo] = Counter()
    for one in clocks:
        for name, count in one.names.items():
            clock = one.clock(name)
            if clock and clock.zone:
                used[clock.zone] += count
    default = next((one.default for one in clocks if one.default), None)
    zone = default or next((zone for zone, _ in used.most_common(1)), None)
    kinds = {_kind(start, one) for one in clocks for start in one.starts}
    has_instants = kinds & {"utc", "foreign"} and "floating" not in kinds
    if zone is None and has_instants and not ("day" in kinds and options.zone):
        zone = UTC_ZONE
    floating = default or (zone if len(used) == 1 else options.zone)
    around = Surroundings(zone or options.zone, floating, options, effort)
    return [
        Source(calendar, one, around, _is_ours(calendar), calendar.value("METHOD") == "CANCEL")
        for calendar, one in zip(components, clocks, strict=True)
    ], zone is not None


def _kind(stamp: Stamp, clocks: Clocks) -> str:
    if stamp.tzid:
        return "foreign" if clocks.clock(stamp.tzid) else "unknown"
    return "day" if stamp.is_day else "utc" if stamp.in_utc else "floating"


def _is_ours(calendar: Component) -> bool:
    line = calendar.first("PRODID")
    return line is not None and line.value.strip() == PRODID


def _revision(calendar: Component) -> int | None:
    """Return the revision of the schedule that *calendar* was written from: each event's SEQUENCE."""
    numbers = {event.value("SEQUENCE") for event in calendar.parts("VEVENT")}
    return int(numbers.pop()) if len(numbers) == 1 and re.fullmatch("[0-9]{1,9}", next(iter(numbers))) else None


def _revised(calendar: Component) -> datetime | None:
    line = calendar.first("LAST-MODIFIED")
    with suppress(ValueError):
        if line and (stamp := stamps(line)[0]) and 1900 <= stamp.local.year <= LAST_YEAR:
            return stamp.local.replace(tzinfo=UTC)
    return None


def _occurrences(sources: Sequence[Source]) -> tuple[list[Occurrence], list[Diagnostic]]:
    """Return every wanted time of every event, and what was skipped; BadFileError for more than MAX_EVENTS."""
    found: list[Occurrence] = []
    diagnostics: list[Diagnostic] = []
    for group in groups(sources):
        if isinstance(group, Diagnostic):
            diagnostics.append(group)
            continue
        first = group.master or group.changes[0]
        out_of_years = at_line(first.event.line, f"the year is not between 1900 and {LAST_YEAR}", Level.SKIPPED)
        try:
            for one in occurrences(*group):
                if isinstance(one, Diagnostic):
                    diagnostics.append(one)
                elif 1900 <= one.start.year <= LAST_YEAR and one.end.year <= LAST_YEAR:
                    found.append(one)
                else:
                    diagnostics.append(out_of_years)
        except OverflowError:
            diagnostics.append(out_of_years)
        if len(found) > MAX_EVENTS:
            message = f"more than {MAX_EVENTS:,} events{fewer(first.source.around.options)}"
            raise BadFileError([at_line(first.event.line, message, Level.ERROR), *each_kind_once(diagnostics)])
    return found, diagnostics


def _busy(found: Iterable[Occurrence]) -> tuple[list[Occurrence], list[Diagnostic]]:
    """Return the occurrences that take somebody's time, and a note about each other."""
    parts: dict[bool, list[Occurrence]] = {True: [], False: []}
    for one in found:
        parts[one.entry.event.value("TRANSP") == "TRANSPARENT"].append(one)
    message = "marked as free time, which makes nobody busy; left out"
    return parts[False], [at_line(one.entry.event.line, message, Level.NOTE) for one in parts[True]]


def _events(found: Iterable[Occurrence]) -> tuple[list[RawEvent], list[Diagnostic]]:
    """Return the event of each occurrence, and what was ignored or assumed for it."""
    facts: dict[int, RawEvent] = {}
    uids: set[str] = set()
    events: list[RawEvent] = []
    diagnostics: list[Diagnostic] = []
    for one in found:
        event, source, clock = one.entry.event, one.entry.source, one.timing.clock
        if id(event) not in facts:
            raw, problems = event_facts(event, own=source.own)
            facts[id(event)] = raw
            note = one.timing.note()
            diagnostics += [*problems, *([note] if note else [])]
        raw = facts[id(event)]
        zone = source.zone(one.timing, raw.when.zone if raw.when else None)
        when = When(one.start.astimezone(zone), one.end.astimezone(zone), all_day=one.timing.start.is_day)
        raw = replace(raw, when=when, status=Status.CANCELLED if source.cancels else raw.status)
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
