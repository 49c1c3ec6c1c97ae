"""What a reader hands over: the typed facts of one file, before they become a schedule.

None stands for what the file does not give; an empty tuple for a list that it leaves empty.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ungacli.draft.diagnostics import Diagnostic, KeyPath, Place
from ungacli.model import Context, DayRange, Document, Mode, Status
from ungacli.participants.values import RawOrganization, RawPerson, RawRole
from ungacli.when.when import PartialWhen, When


@dataclass(frozen=True, slots=True, kw_only=True)
class RawEvent:
    """One event as a file describes it.

    *id* and *uid* are those that the file gives. *occurrence* is the day of one occurrence of a series, in the zone of
    the series. *place* is where the event stands, *places* where its fields do, and *path* leads to it in a YAML or
    JSON file.
    """

    title: str | None = None
    when: When | PartialWhen | None = None
    id: str | None = None
    uid: str | None = None
    status: Status | None = None
    mode: Mode | None = None
    location: str | None = None
    speakers: tuple[RawRole, ...] | None = None
    organizers: tuple[RawRole, ...] | None = None
    audience: str | None = None
    topics: tuple[str, ...] | None = None
    documents: tuple[Document, ...] | None = None
    summary: str | None = None
    url: str | None = None
    contact: str | None = None
    note: str | None = None
    occurrence: date | None = None
    place: Place | None = field(default=None, compare=False)
    places: Mapping[str, Place] = field(default_factory=dict, compare=False, hash=False)
    path: KeyPath = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The contents of one schedule file.

    *people* and *organizations* are those that the file declares by themselves; all others are in the roles of events.
    *diagnostics* are what the reader found wrong or uncertain. *locate* works out where the values of a YAML or JSON
    file stand, on demand. In a *strict* draft one wrong event refuses the file; in any other an event that cannot be
    read is skipped and reported.
    """

    id: str | None = None
    title: str | None = None
    timezone: ZoneInfo | None = None
    url: str | None = None
    revision: int | None = None
    revised: datetime | None = None
    days: DayRange | None = None
    context: Context | None = None
    people: tuple[RawPerson, ...] = ()
    organizations: tuple[RawOrganization, ...] = ()
    events: tuple[RawEvent, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    locate: Callable[[], Mapping[KeyPath, Place]] = dict
    strict: bool = False


def event_path(raw: RawEvent, number: int) -> KeyPath:
    """Return the path of an event, by its *number* in the draft where the file has no paths."""
    return raw.path or ("events", number)
