"""iCalendar files of any program (RFC 5545, RFC 7986)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from copy import deepcopy
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from ungacli.draft.diagnostics import BadFileError, Diagnostic, KeyPath, Level, Place, quoted
from ungacli.draft.read_options import ReadOptions
from ungacli.draft.tree_draft import TreeDraft
from ungacli.formats.ics import fields, roundtrip
from ungacli.formats.ics.components import Component, calendars
from ungacli.formats.ics.ids import make_distinct
from ungacli.formats.ics.moments import Source, Surroundings
from ungacli.formats.ics.notes import Notes
from ungacli.formats.ics.occurrences import Entry, Occurrence, fewer, occurrences
from ungacli.formats.ics.recurrence import LAST_YEAR, Effort, EndlessError
from ungacli.formats.ics.values import Stamp, link, one_line, stamps
from ungacli.formats.ics.versions import grouped
from ungacli.formats.ics.zones import UTC_ZONE, Clock, Clocks
from ungacli.formats.text import decoded

MAX_EVENTS = 50_000

_PLACES = {
    "title": ("SUMMARY",),
    "start": ("DTSTART",),
    "end": ("DTEND", "DURATION"),
    "timezone": ("DTSTART",),
    "status": ("STATUS",),
    "location": ("LOCATION",),
    "summary": ("DESCRIPTION", "X-ALT-DESC"),
    "speakers": ("DESCRIPTION",),
    "audience": ("DESCRIPTION",),
    "url": ("URL",),
    "uid": ("UID",),
    "id": ("SUMMARY",),
    "topics": ("CATEGORIES",),
    "documents": ("ATTACH", "DESCRIPTION"),
    "contact": ("CONTACT",),
    "organizers": ("ORGANIZER", "DESCRIPTION"),
}


def read(data: bytes, assumed: ReadOptions) -> TreeDraft:
    """Return what the calendars in *data* say, as one schedule; an event that cannot be told is left out.

    Times stand in the zone that their TZID names; the rules of a VTIMEZONE count where they differ
    (RFC 5545, section 3.6.5). The schedule's zone is X-WR-TIMEZONE, else that of most events, else UTC if
    all times are in UTC. Days and times without a zone are told in it, or in the zone *assumed*. What
    repeats is told on the days *assumed*, each time by a uid of its own: that of the series, and when
    that time was to be. Speakers and roles are read from our own files alone. Asked for what makes somebody
    busy, free time is left out (section 3.8.2.7).

    Raises BadFileError for what is no iCalendar 2.0, has no events, or has more than MAX_EVENTS.
    """
    text, noted = decoded(data)
    notes, effort = Notes(), Effort()
    try:
        found = calendars(text, notes)
        _check_version(found)
        sources = _sources(found, assumed, notes, effort)
        everything_told = list(_told(sources, notes))
    except EndlessError:
        message = "its rules of recurrence take too long to follow; --window DAYS takes fewer times"
        raise BadFileError([*noted, Diagnostic((), message)]) from None
    if any(problem.level is Level.ERROR for problem in notes.problems()):
        raise BadFileError([*noted, *notes.problems()])
    told = _busy(everything_told, notes) if assumed.busy_only else everything_told
    entries = [one.entry for one in told]
    ours = roundtrip.Ours(entry.event for entry in entries if entry.source.own)
    events = _events(told, ours, notes)
    everything = (*noted, *notes.problems())
    # Who has nothing to do, or not on the days asked for, has a calendar all the same.
    unread = any(problem.level is Level.SKIPPED for problem in everything)
    if not everything_told and (unread or not assumed.busy_only):
        raise BadFileError([*everything, Diagnostic((), "the calendar has no event that can be told")])
    tree = {"schedule": _about(sources), **ours.sections, "events": events}
    if not events:
        # There is no time that it could be wrong for.
        tree = {"schedule": {"timezone": UTC_ZONE.key, **_about(sources)}}
    return TreeDraft(tree, everything, lambda: _places(entries, found), lenient=True)


def _check_version(found: Iterable[Component]) -> None:
    for calendar in found:
        line = calendar.first("VERSION")
        if line and line.value.strip() == "1.0":
            message = "vCalendar 1.0 is not read; export it as iCalendar (version 2.0)"
            raise BadFileError([Diagnostic((), message, place=(line.number, 1))])


def _sources(found: list[Component], assumed: ReadOptions, notes: Notes, effort: Effort) -> list[Source]:
    """Return the calendars *found* with their clocks, and with what the clocks of all of them say together."""
    clocks = [Clocks(calendar, notes, effort) for calendar in found]
    used: Counter[ZoneInfo] = Counter()
    for one in clocks:
        for name, count in one.names.items():
            clock = one.clock(name)
            if clock and clock.zone:
                used[clock.zone] += count
    default = next((one.default for one in clocks if one.default), None)
    zone = default or next((zone for zone, _ in used.most_common(1)), None)
    kinds = {_kind(stamp, one) for calendar, one in zip(found, clocks, strict=True) for stamp in _starts(calendar)}
    if (
        zone is None
        and kinds & {"utc", "foreign"}
        and "floating" not in kinds
        and not ("day" in kinds and assumed.zone)
    ):
        zone = UTC_ZONE
    floating: Clock | None = Clock("", default or (zone if len(used) == 1 else assumed.zone))
    if len(used) > 1 and floating and floating.zone is None:
        floating = None
    around = Surroundings(zone or assumed.zone, floating, assumed, notes, effort)
    return [
        Source(
            calendar,
            one,
            around,
            roundtrip.is_ours(calendar),
            calendar.value("METHOD") == "CANCEL",
            named=zone is not None,
        )
        for calendar, one in zip(found, clocks, strict=True)
    ]


def _starts(calendar: Component) -> Iterator[Stamp]:
    for event in calendar.parts("VEVENT"):
        if line := event.first("DTSTART"):
            with suppress(ValueError):
                yield stamps(line)[0]


def _kind(stamp: Stamp, clocks: Clocks) -> str:
    if stamp.tzid:
        return "foreign" if clocks.clock(stamp.tzid) else "unknown"
    return "day" if stamp.is_day else "utc" if stamp.in_utc else "floating"


def _told(sources: list[Source], notes: Notes) -> Iterator[Occurrence]:
    """Yield every time of every event; what cannot be told is noted, and so are too many of them."""
    count = 0
    for master, others in grouped(sources, notes):
        first = master or others[0]
        try:
            for one in occurrences(master, others):
                if not (1900 <= one.start.year <= LAST_YEAR and one.end.year <= LAST_YEAR):
                    notes.left_out(first.event.line, f"the year is not between 1900 and {LAST_YEAR}")
                    continue
                count += 1
                if count > MAX_EVENTS:
                    notes.error(
                        first.event.line, f"more than {MAX_EVENTS:,} events{fewer(first.source.around.assumed)}"
                    )
                    return
                yield one
        except OverflowError:
            notes.left_out(first.event.line, f"the year is not between 1900 and {LAST_YEAR}")


def _busy(told: list[Occurrence], notes: Notes) -> list[Occurrence]:
    """Return those of *told* that take somebody's time; how many do not is noted."""
    busy = []
    for one in told:
        if one.entry.event.value("TRANSP") == "TRANSPARENT":
            notes.note("free", one.entry.event.line, "marked as free time, which makes nobody busy; left out")
        else:
            busy.append(one)
    return busy


def _events(told: list[Occurrence], ours: roundtrip.Ours, notes: Notes) -> list[dict[str, Any]]:
    known: dict[int, dict[str, Any]] = {}
    events = []
    for one in told:
        event, source = one.entry.event, one.entry.source
        if id(event) not in known:
            plain = fields.fields(event, notes)
            known[id(event)] = ours.mended(plain, event) if source.own else plain
        entry = deepcopy(known[id(event)]) if one.mark else known[id(event)]
        if source.cancels:
            entry["status"] = "cancelled"
        if one.mark and "uid" in entry:
            entry["uid"] = f"{entry['uid']}-{one.mark}"
        start, end = one.start, one.end
        zone = source.zone(one.timing, event, start)
        entry["start"], entry["end"] = _moment(start, zone), _moment(end, zone)
        if zone and zone != source.around.zone:
            entry["timezone"] = zone.key
        clock = one.timing.clock
        if clock.differs(one.local):
            message = (
                f"the VTIMEZONE {quoted(clock.name)} has another time than {clock.zone}; that of the VTIMEZONE counts"
            )
            notes.warn("differs", event.line, message)
        events.append(entry)
    make_distinct(events, {number: one.local.date() for number, one in enumerate(told) if one.mark})
    return events


def _moment(moment: datetime, zone: ZoneInfo | None) -> str:
    if zone is None:
        return moment.replace(tzinfo=None).isoformat()
    local = moment.astimezone(zone)
    # Offsets of old have seconds, and moments as people write them have not.
    offset = local.utcoffset()
    odd = offset is not None and offset.total_seconds() % 60
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if odd else local.isoformat()


def _about(sources: list[Source]) -> dict[str, Any]:
    """Return what the calendars say of the schedule: of each thing the first that says it."""

    def first(*values: str | None) -> str | None:
        return next(filter(None, values), None)

    around = sources[0].around
    all_ = [source.calendar for source in sources]
    about = {
        "title": first(*(one_line(calendar.first("X-WR-CALNAME", "NAME")) for calendar in all_)),
        "timezone": around.zone.key if around.zone and sources[0].named else None,
        "url": first(*(link(line.value) for each in all_ for line in each.all("URL", "X-ORIGINAL-URL", "SOURCE"))),
        "revised": first(*(_revised(calendar) for calendar in all_)),
        "revision": first(*(roundtrip.revision(source.calendar) for source in sources if source.own)),
    }
    return {key: value for key, value in about.items() if value}


def _revised(calendar: Component) -> str | None:
    line = calendar.first("LAST-MODIFIED")
    with suppress(ValueError):
        if line and (found := stamps(line)[0]) and 1900 <= found.local.year <= LAST_YEAR:
            return f"{found.local.isoformat()}Z"
    return None


def _places(entries: list[Entry], found: list[Component]) -> dict[KeyPath, Place]:
    places: dict[KeyPath, Place] = {("schedule",): (found[0].line, 1), ("events",): (found[0].line, 1)}
    for index, entry in enumerate(entries):
        places["events", index] = (entry.event.line, 1)
        for key, names in _PLACES.items():
            if line := entry.event.first(*names):
                places["events", index, key] = (line.number, 1)
    return places
