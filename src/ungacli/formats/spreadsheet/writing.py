"""CSV and TSV: tables that open rightly in Excel and in Google Calendar's import, and that read back without loss.

The columns that Google Calendar imports come first. Google leaves out those after them, which are for people and
for reading back, so that the description repeats them.

- The first column is one that no importer needs: a byte order mark, without which Excel takes UTF-8 for the system's
  old encoding, may be taken for a part of its name.
- Days are 2024-09-24 and times 17:00, which Excel and Google read in every language. Google's help has 05/30/2020
  and 10:00 AM: Excel would take 09/10/2024 for another day outside of America.
- Times are by the clock of the schedule, which `Time Zone` names: Google takes times by the clock of the calendar
  that one imports into. `Start` and `End` give the same moments by the event's own clock, with their offsets.
- Rows end with CR LF, lines within cells with LF, as Excel wants them. Lists have a line for each item.
- TSV is the same table for programs: it has tabs, no byte order mark, and rows that end with LF.
- What a spreadsheet would run as a formula has an apostrophe put before it.

Not carried: ids, aliases and kinds of people and organizations, suffixes, honorifics other than Dr, Prof and their
like, more of a person's organization than its name or acronym, an acronym that is not one word with two capitals; the
title, page, revision and context of the schedule; private notes.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from io import StringIO

from ungacli.escapes import guarded, one_line, without_controls
from ungacli.model import Event, Organization, Person, Schedule
from ungacli.names import split_honorific
from ungacli.phrases import description_lines, document, host, office, part_words, title_mark

HEADERS = (
    *("Status", "Subject", "Start Date", "Start Time", "End Date", "End Time", "All Day Event"),
    *("Description", "Location", "Time Zone", "Speakers", "Organizers", "Offices", "Audience", "Topics"),
    *("Documents", "Summary", "Link", "Contact", "Mode", "Start", "End", "Event Time Zone", "ID", "UID", "Schedule"),
)


def write(schedule: Schedule, *, title: str | None = None) -> bytes:
    """Return the events of *schedule* as CSV (RFC 4180) in UTF-8 with its mark; a *title* has no place in it."""
    return b"\xef\xbb\xbf" + _table_text(schedule, separator=",", ending="\r\n").encode()


def write_tabs(schedule: Schedule, *, title: str | None = None) -> bytes:
    """Return the events of *schedule* as TSV in UTF-8; a *title* has no place in it."""
    return _table_text(schedule, separator="\t", ending="\n").encode()


def _table_text(schedule: Schedule, *, separator: str, ending: str) -> str:
    """Return the events of *schedule* as a table with this *separator* between cells and *ending* of rows."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator=ending)
    writer.writerow(HEADERS)
    for event in schedule.events:
        cells = _cells(event, schedule)
        writer.writerow([guarded(cells[header]) for header in HEADERS])
    return text.getvalue()


def _cells(event: Event, schedule: Schedule) -> Mapping[str, str]:
    hosts = [part.participant for part in event.organizers if isinstance(part.participant, Person)]
    people = dict.fromkeys([*(part.person for part in event.speakers), *hosts])
    cells = {
        "Status": event.status.capitalize(),
        "Subject": title_mark(event.status) + one_line(event.title),
        **_google_times(event.in_zone(schedule.timezone)),
        "Location": one_line(event.location),
        "Time Zone": schedule.timezone.key,
        "Speakers": _cell_lines(f"{_name_cell(part.person)} ({part_words(part)})" for part in event.speakers),
        "Organizers": _cell_lines(
            f"{_name_cell(part.participant)} (person, {part_words(part)})"
            if isinstance(part.participant, Person)
            else f"{host(part.participant)} ({part_words(part)})"
            for part in event.organizers
        ),
        "Offices": _cell_lines(f"{_name_cell(person)}: {office(person)}" for person in people if office(person)),
        "Audience": one_line(event.audience),
        "Topics": _cell_lines(event.topics),
        "Documents": _cell_lines(map(document, event.documents)),
        "Summary": without_controls(event.summary or "").strip(),
        "Link": one_line(event.url),
        "Contact": one_line(event.contact),
        "Mode": event.mode or "",
        "Start": _exact(event.start),
        "End": _exact(event.end),
        "Event Time Zone": event.timezone.key,
        "ID": event.id,
        "UID": one_line(event.uid),
        "Schedule": event.schedule,
    }
    return {**cells, "Description": description(cells)}


def description(cells: Mapping[str, str]) -> str:
    """Return the description of an event, made of the *cells* of its row by header."""
    lists = ("Speakers", "Organizers", "Offices", "Documents")
    facts: dict[str, str | Sequence[str]] = {
        **{header: cells[header].split("\n") for header in lists if cells[header]},
        "Topics": cells["Topics"].replace("\n", ", "),
        **{header: cells[header] for header in ("Audience", "Mode", "Contact")},
        "Published at": cells["Link"],
        "Time zone": cells["Time Zone"],
    }
    lines = [cells["Summary"], "", *description_lines(facts)]
    if cells["Event Time Zone"] != cells["Time Zone"]:
        lines.append(f"There it is {cells['Start']} to {cells['End']} ({cells['Event Time Zone']})")
    return "\n".join(lines).strip()


def _google_times(local: Event) -> Mapping[str, str]:
    all_day = local.start.time() == local.end.time() == time()
    start_time, end_time = (
        "" if all_day else f"{moment:%H:%M:%S}".removesuffix(":00") for moment in (local.start, local.end)
    )
    return {
        "Start Date": local.start.date().isoformat(),
        "Start Time": start_time,
        "End Date": (local.end.date() - timedelta(days=all_day)).isoformat(),
        "End Time": end_time,
        "All Day Event": str(all_day),
    }


def _exact(moment: datetime) -> str:
    # Before there were time zones offsets had seconds, which no program reads.
    return (moment if len(f"{moment:%z}") == 5 else moment.astimezone(UTC)).isoformat(timespec="seconds")


def _name_cell(party: Organization | Person) -> str:
    if isinstance(party, Person) and party.honorific:
        whole = f"{party.honorific} {party.name}"
        return one_line(whole if split_honorific(whole) == (party.honorific, party.name) else party.name)
    return one_line(party.name)


def _cell_lines(items: Iterable[str]) -> str:
    return "\n".join(map(one_line, items))
