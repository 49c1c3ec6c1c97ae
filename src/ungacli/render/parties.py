"""Who speaks and who organizes, with how much they do."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ungacli import phrases
from ungacli.model import Event, Organization, Participant, Person, Schedule
from ungacli.query.lookup import Involvement
from ungacli.render import clock
from ungacli.render.agenda import count_of, times_in
from ungacli.render.style import NARROW, QUIET, TITLE
from ungacli.render.text import lines, plain


def table(involvements: Sequence[Involvement], *, width: int) -> RenderableType:
    """Return a line for each person or organization: name, office or kind, number of events and hours."""
    if width < NARROW:
        return Text("\n\n").join(_card(party, events) for party, events in involvements)
    grid = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=QUIET, width=min(width, 120))
    grid.add_column("Name", ratio=3, overflow="fold", style=TITLE)
    grid.add_column("Office or kind", ratio=4, overflow="fold")
    grid.add_column("Events", justify="right", width=6)
    grid.add_column("Time", justify="right", width=12)
    for party, events in involvements:
        grid.add_row(_name(party), plain(_about(party)), str(len(events)), clock.duration(clock.total_duration(events)))
    return grid


def heading(
    party: Participant, schedule: Schedule, *, total: int | None = None, also: Sequence[ZoneInfo] = ()
) -> RenderableType:
    """Return who a person or organization is, with the number, of a *total*, and hours of the events in *schedule*."""
    about = [plain(_about(party), QUIET)] if _about(party) else []
    shown = f"{count_of(schedule, total)}, {clock.duration(clock.total_duration(schedule.events))}"
    return Group(_name(party), *about, plain(f"{shown}\n{times_in(schedule, also)}", QUIET))


def _name(party: Participant) -> Text:
    if isinstance(party, Organization):
        return plain(phrases.body(party), TITLE)
    titles = ", ".join(filter(None, [party.honorific, party.honorific_suffix]))
    return Text.assemble(plain(party.name, TITLE), plain(f" ({titles})" if titles else "", QUIET))


def _about(party: Participant) -> str:
    return phrases.office(party) if isinstance(party, Person) else party.kind or ""


def _card(party: Participant, events: Sequence[Event]) -> Text:
    about = [plain(_about(party))] if _about(party) else []
    return lines([_name(party), *about, Text(_totals(events), QUIET)])


def _totals(events: Sequence[Event]) -> str:
    return f"{clock.count(events)}, {clock.duration(clock.total_duration(events))}"
