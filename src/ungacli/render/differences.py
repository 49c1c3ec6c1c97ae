"""What has changed from one schedule to another, in words: for the terminal, and for a mail as Markdown."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from ungacli.model import Event, Schedule
from ungacli.phrases import several
from ungacli.planning.differences import Change, Differences, EventDifference, Kind
from ungacli.render import time_text
from ungacli.render.data import markdown_text
from ungacli.render.layout import OWN, QUIET, TITLE, UNSURE, plain, spaced

Line = tuple[str, Sequence[str]]
"""What a change is called, and what there is to say of it: the old and the new, each by itself if it is long."""

_LONG = 80
_STYLES = {Kind.ADDED: OWN, Kind.JOINED: OWN, Kind.SETTLED: OWN, Kind.REINSTATED: OWN}
_ONE = {"speakers": "speaker", "organizers": "organizer"}
_NAMES = {
    "timezone": "time zone",
    "url": "page",
    "own_days": "own days",
    "context.high_level_days": "context high-level days",
}
_VERBS = {Kind.JOINED: "added", Kind.LEFT: "removed", Kind.SETTLED: "confirmed", Kind.UNSETTLED: "to be confirmed"}


def blocks(changes: Differences, new: Schedule) -> Iterator[RenderableType]:
    """Yield what changed in the schedule itself, now *new*, and in each event, a blank line between them."""
    schedule = [_block(new.title, new.id, _lines(changes.about))] if changes.about else []
    return spaced([*schedule, *(_block(one.event.title, one.event.id, event_lines(one)) for one in changes.events)])


def _block(title: str, name: str, changes: Sequence[tuple[Kind, Line]]) -> RenderableType:
    heading = Text.assemble(plain(title, TITLE), "  ", plain(name, QUIET))
    return Group(heading, *(Padding(_labelled(kind, line), (0, 0, 0, 2)) for kind, line in changes))


def _labelled(kind: Kind, line: Line) -> RenderableType:
    label, values = line
    style = _STYLES.get(kind, UNSURE)
    if len(values) == 1:
        return Text.assemble((label, style), ": ", plain(values[0]))
    return Group(Text(label, style), *(Padding(plain(value), (0, 0, 0, 2)) for value in values))


def markdown_lines(changes: Differences, new: Schedule) -> Iterator[str]:
    """Yield *changes* as a document of GitHub's Markdown, in which no text of a schedule is markup."""
    yield f"# Changes: {markdown_text(new.title)}"
    if changes.about:
        yield from _section("The schedule", _lines(changes.about))
    for one in changes.events:
        yield from _section(f"{markdown_text(one.event.title)} ({markdown_text(one.event.id)})", event_lines(one))


def _section(heading: str, changes: Sequence[tuple[Kind, Line]]) -> Iterator[str]:
    yield f"\n## {heading}\n"
    for _, (label, values) in changes:
        if len(values) == 1:
            yield f"- **{label}:** {markdown_text(values[0])}"
        else:
            yield f"- **{label}**"
            yield from (f"  - {markdown_text(value)}" for value in values)


def event_lines(one: EventDifference) -> list[tuple[Kind, Line]]:
    """Return each change of an event with what is to be said of it; its times are one."""
    if one.old is None or one.new is None:
        return [(change.kind, (change.kind.value, [_when(one.event, in_full=True)])) for change in one.changes]
    moved = [change for change in one.changes if change.field in {"start", "end"}]
    others = _lines([change for change in one.changes if change not in moved])
    if not moved:
        return others
    in_full = one.old.start.year != one.new.start.year
    zoned = one.old.timezone != one.new.timezone
    times = " → ".join(_when(event, in_full=in_full, zoned=zoned) for event in (one.old, one.new))
    return [(Kind.MOVED, ("moved", [times])), *others]


def _when(event: Event, *, in_full: bool = False, zoned: bool = False) -> str:
    day = event.start.date()
    words = f"{time_text.days(day, day) if in_full else time_text.short_day(day)} {time_text.times(event)}"
    return f"{words} {time_text.offset(event.start)}" if zoned else words


def _lines(changes: Sequence[Change]) -> list[tuple[Kind, Line]]:
    return [(change.kind, _line(change)) for change in changes]


def _line(change: Change) -> Line:
    old, new = words(change.old), words(change.new)
    one = _ONE.get(change.field)
    if one:
        label = f"{one} {_VERBS.get(change.kind, change.kind.value)}"
        return label, [_parts(old, new) if old and new else old or new]
    is_title = change.kind is Kind.RETITLED
    label = change.kind.value if is_title else _name(change.field)
    if len(old) + len(new) > _LONG:
        return label if is_title else f"{label} changed", [f"old: {old or 'none'}", f"new: {new or 'none'}"]
    return label, [f"{old or 'none'} → {new or 'none'}"]


def _parts(old: str, new: str) -> str:
    """Return `Amy Pope, speaker, TBC → speaker`: the same name is not said again."""
    (name, _, _), (other, _, does) = old.partition(", "), new.partition(", ")
    return f"{old} → {does if name == other else new}"


def _name(field: str) -> str:
    return _NAMES.get(field, field.replace(".", " "))


def words(value: Any) -> str:
    """Return the old or new value of a change as text; nothing is empty."""
    if isinstance(value, list):
        return several(value)
    return "" if value is None else str(value)
