"""What has changed from one schedule to another, in words: for the terminal, and for a mail as Markdown."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from ungacli.model import Event, Schedule
from ungacli.phrases import several
from ungacli.planning.differences import Change, ChangeKind, Differences
from ungacli.render import time_text
from ungacli.render.data import markdown_text
from ungacli.render.layout import OWN, QUIET, TITLE, UNSURE, plain, spaced
from ungacli.when.vocabulary import short_day


class ChangeLine(NamedTuple):
    """A change of a *kind*: its *label* and its *values*, the old and the new apart if they are long."""

    kind: ChangeKind
    label: str
    values: Sequence[str]


_LONG = 80
_STYLES = {ChangeKind.ADDED: OWN, ChangeKind.JOINED: OWN, ChangeKind.SETTLED: OWN, ChangeKind.REINSTATED: OWN}
_ONE = {"speakers": "speaker", "organizers": "organizer"}
_NAMES = {
    "timezone": "time zone",
    "url": "page",
    "own_days": "own days",
    "context.high_level_days": "context high-level days",
}
_VERBS = {
    ChangeKind.JOINED: "added",
    ChangeKind.LEFT: "removed",
    ChangeKind.SETTLED: "confirmed",
    ChangeKind.UNSETTLED: "to be confirmed",
}


def blocks(changes: Differences, new: Schedule) -> Iterator[RenderableType]:
    """Yield the changes of the schedule itself, now *new*, and of each event, a blank line between them."""
    groups = []
    for event, lines in _sections(changes):
        subject = event or new
        parts: list[RenderableType] = [Text.assemble(plain(subject.title, TITLE), "  ", plain(subject.id, QUIET))]
        for kind, label, values in lines:
            name = Text(label, _STYLES.get(kind, UNSURE))
            if len(values) == 1:
                parts.append(Padding(Text.assemble(name, ": ", plain(values[0])), (0, 0, 0, 2)))
            else:
                parts += [Padding(name, (0, 0, 0, 2)), *(Padding(plain(value), (0, 0, 0, 4)) for value in values)]
        groups.append(Group(*parts))
    return spaced(groups)


def markdown_lines(changes: Differences, new: Schedule) -> Iterator[str]:
    """Yield *changes* as a document of GitHub's Markdown, in which no text of a schedule is markup."""
    yield f"# Changes: {markdown_text(new.title)}"
    for event, lines in _sections(changes):
        heading = f"{markdown_text(event.title)} ({markdown_text(event.id)})" if event else "The schedule"
        yield f"\n## {heading}\n"
        for _, label, values in lines:
            if len(values) == 1:
                yield f"- **{label}:** {markdown_text(values[0])}"
            else:
                yield f"- **{label}**"
                yield from (f"  - {markdown_text(value)}" for value in values)


def _sections(changes: Differences) -> Iterator[tuple[Event | None, Sequence[ChangeLine]]]:
    """Yield the changes of the schedule itself, under None, and of each event; its times are one change."""
    if changes.about:
        yield None, [*map(_line, changes.about)]
    for one in changes.events:
        if one.old is None or one.new is None:
            kind = one.changes[0].kind
            yield one.event, [ChangeLine(kind, kind.value, [_when(one.event, in_full=True)])]
            continue
        lines = [_line(change) for change in one.changes if change.field not in {"start", "end"}]
        if len(lines) < len(one.changes):
            in_full = one.old.start.year != one.new.start.year
            zoned = one.old.timezone != one.new.timezone
            times = " → ".join(_when(event, in_full=in_full, zoned=zoned) for event in (one.old, one.new))
            lines.insert(0, ChangeLine(ChangeKind.MOVED, "moved", [times]))
        yield one.event, lines


def _when(event: Event, *, in_full: bool = False, zoned: bool = False) -> str:
    day = event.start.date()
    words = f"{time_text.days(day, day) if in_full else short_day(day)} {time_text.times(event)}"
    return f"{words} {time_text.offset(event.start)}" if zoned else words


def _line(change: Change) -> ChangeLine:
    old, new = words(change.old), words(change.new)
    if role := _ONE.get(change.field):
        text = old or new
        if old and new:
            # The same name is not written again: `Amy Pope, speaker, TBC → speaker`.
            (name, _, _), (other, _, part) = old.partition(", "), new.partition(", ")
            text = f"{old} → {part if name == other else new}"
        return ChangeLine(change.kind, f"{role} {_VERBS.get(change.kind, change.kind.value)}", [text])
    is_title = change.kind is ChangeKind.RETITLED
    label = change.kind.value if is_title else _NAMES.get(change.field, change.field.replace(".", " "))
    if len(old) + len(new) <= _LONG:
        return ChangeLine(change.kind, label, [f"{old or 'none'} → {new or 'none'}"])
    values = [f"old: {old or 'none'}", f"new: {new or 'none'}"]
    return ChangeLine(change.kind, label if is_title else f"{label} changed", values)


def words(value: Any) -> str:
    """Return the old or new value of a change as text; nothing is empty."""
    if isinstance(value, list):
        return several(value)
    return "" if value is None else str(value)
