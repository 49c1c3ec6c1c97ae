"""Days drawn to scale: hours across, a bar for each event, a legend below."""

from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest
from math import floor
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from ungacli import phrases
from ungacli.model import Schedule, Status
from ungacli.planning.lanes import HOUR, Bar, Day, days, hours, lanes
from ungacli.render import layout, listings, time_text
from ungacli.render.layout import (
    GAP,
    NARROW,
    OWN,
    QUIET,
    TIME,
    TIMES,
    UNSURE,
    is_narrow,
    lines,
    plain,
    tilde,
    under_day,
)
from ungacli.render.timeline_text import day_name, named_rows, sentences
from ungacli.when.vocabulary import short_day

_FILLED = {Status.CONFIRMED: "█", Status.TENTATIVE: "▒", Status.CANCELLED: "╌"}
_STYLES = {Status.CONFIRMED: TIME, Status.TENTATIVE: UNSURE, Status.CANCELLED: QUIET}
_PICKED, _CAME, _GOES_ON, _LEFT, _RIGHT = "◆", "←", "→", "▐", "▌"
# The steps between labels, so that those of all days stand at the same hours.
_STEPS = (1, 2, 3, 4, 6, 12)

# Rich wraps by a console alone, whatever it is.
_MEASURE = Console(width=80)


class TimelineView(NamedTuple):
    """How days are drawn: the *width*, further zones *also*, whether a row per speaker, the *picked* ids to mark."""

    width: int
    also: Sequence[ZoneInfo] = ()
    by_speaker: bool = False
    picked: Collection[str] = frozenset()


Piece = tuple[int, str, str]
"""A text from a column on: the column, the text and its style."""


class Scale(NamedTuple):
    """The scale of all days: the hours *first* to *last* since a day began, *cells* to an hour, after a *gutter*."""

    first: int
    last: int
    cells: int
    gutter: int

    def place(self, bar: Bar, day: Day) -> tuple[int, int, tuple[float, float]]:
        """Return the first column of *bar*, the one after its last, and the room that it needs in a lane, in columns.

        It is drawn in one column at least; the room is its time, or those columns if they are more.
        """
        hours = [(moment - day.span.start) / HOUR for moment in (bar.span.start, bar.span.end)]
        first, last = (self.gutter + (hour - self.first) * self.cells for hour in hours)
        start, end = floor(first + 0.5), floor(last + 0.5)
        if start >= end:
            start = floor((first + last) / 2)
            end = start + 1
        # What is rounded down to a column leaves it to what ends before.
        return start, end, (first if first < start + 0.5 else start, max(last, end - 0.5))


def timeline(schedule: Schedule, view: TimelineView, *, total: int | None = None) -> Iterator[RenderableType]:
    """Yield the events of *schedule*, of a *total*, day by day, each to the same scale; as text where nothing fits."""
    shown = days(schedule)
    yield listings.heading(schedule, total=total, also=view.also)
    zones = [schedule.timezone, *(zone for zone in view.also if zone != schedule.timezone)]
    scale = _scale(shown, zones, view)
    if not scale.cells:
        text = sentences(schedule, also=view.also, by_speaker=view.by_speaker, picked=view.picked)
        yield Text("\n".join([*text][1:]))
        return
    key = _key(shown, view)
    if key:
        yield Text(key, QUIET)
    for day in shown:
        yield under_day(day_name(day))
        yield lines([*_axis(day, scale, zones), *_rows(day, scale, view)])
        yield Padding(_legend(day, view), (1, 0, 0, 0))


def _scale(shown: Sequence[Day], zones: Sequence[ZoneInfo], view: TimelineView) -> Scale:
    """Return the scale that leaves room for the labels of all hours and of the rows; no cells if there is none."""
    first, last = hours(shown)
    names = [_zone_name(day, first, zone) for day in shown for zone in zones] if len(zones) > 1 else []
    if view.width >= NARROW:
        names += [name for day in shown for name, _ in named_rows(day, by_speaker=view.by_speaker) if name]
    gutter = min(max(map(cell_len, names)) + GAP, view.width // 3) if names else 0
    widest = max(len(label) for day in shown for zone in zones for _, label in _labels(day, first, last, zone))
    return Scale(first, last, max(0, view.width - gutter - widest) // (last - first), gutter)


def _zone_name(day: Day, first: int, zone: ZoneInfo) -> str:
    return time_text.clock_name((day.span.start + first * HOUR).astimezone(zone))


def _labels(day: Day, first: int, last: int, zone: ZoneInfo) -> list[tuple[int, str]]:
    """Return the label of each hour of *day* in *zone*: `08`, `05:45+1`; the day's own midnight is its hour 24."""
    labels = []
    for hour in range(first, min(last, day.span.duration // HOUR) + 1):
        moment = (day.span.start + hour * HOUR).astimezone(zone)
        shift = (moment.date() - day.first).days
        label = f"{moment:%H:%M}".removesuffix(":00") + (f"{shift:+d}" if shift else "")
        labels.append((hour, "24" if moment == day.span.end and label == "00+1" else label))
    return labels


def _axis(day: Day, scale: Scale, zones: Sequence[ZoneInfo]) -> list[Text]:
    """Return a line of hours for each of *zones*, and a rule below them."""
    labels = [_labels(day, scale.first, scale.last, zone) for zone in zones]
    widest = max(len(label) for line in labels for _, label in line)
    # No label is wider than `05:45+1`, so twelve hours always have room.
    step = next(step for step in _STEPS if step * scale.cells > widest)
    shown = [hour for hour, _ in labels[0] if hour % step == 0] or [scale.first]
    columns = {hour: scale.gutter + (hour - scale.first) * scale.cells for hour, _ in labels[0]}
    texts = []
    for zone, line in zip(zones, labels, strict=True):
        name = _zone_name(day, scale.first, zone) if len(zones) > 1 else ""
        texts.append(
            _line([(0, name, QUIET), *((columns[hour], label, QUIET) for hour, label in line if hour in shown)])
        )
    signs = ["─"] * (max(columns.values()) - scale.gutter + 1)
    for hour in shown:
        signs[columns[hour] - scale.gutter] = "┼"
    return [*texts, _line([(scale.gutter, "".join(signs), QUIET)])]


def _rows(day: Day, scale: Scale, view: TimelineView) -> Iterator[Text]:
    """Yield the lines of bars; by speaker with the names at their left, or above where there is little room."""
    for name, bars in named_rows(day, by_speaker=view.by_speaker):
        beside: list[str] = []
        if name and view.width < NARROW:
            yield plain(name, OWN)
        elif name:
            beside = [line.plain for line in plain(name).wrap(_MEASURE, scale.gutter - GAP)]
        for words, pieces in zip_longest(beside, _lanes(bars, day, scale, view)):
            yield _line([(0, words or "", OWN), *(pieces or ())])


def _lanes(bars: Sequence[Bar], day: Day, scale: Scale, view: TimelineView) -> Iterator[list[Piece]]:
    """Yield each lane as pieces: in none do events overlap, or bars cover each other, however short they are.

    A bar without words has the id of its event after it or, where there is only room there, before it.
    """
    placed = [(bar, *scale.place(bar, day)) for bar in bars]
    for lane in lanes(placed, lambda one: one[3]):
        free = scale.gutter
        bounds = [*(start for _, start, _, _ in lane[1:]), view.width + 1]
        pieces: list[Piece] = []
        for (bar, start, end, _), bound in zip(lane, bounds, strict=True):
            text = _bar(bar, end - start, view)
            pieces.append((start, text, _STYLES[bar.status]))
            name = plain(bar.event.id).plain
            size = cell_len(name)
            if " " not in text and end + 1 + size < bound:
                pieces.append((end + 1, name, ""))
            elif " " not in text and start - 1 - size >= free:
                pieces.append((start - 1 - size, name, ""))
            free = max(column + cell_len(words) for column, words, _ in pieces) + 1
        yield sorted(pieces)


def _bar(bar: Bar, cells: int, view: TimelineView) -> str:
    """Return *bar* with a sign for its status, and with the title or id of its event if there is room."""
    sign = _FILLED[bar.status]
    left = _CAME if bar.from_day_before else _PICKED if bar.event.id in view.picked else _LEFT
    right = _GOES_ON if bar.to_day_after else _RIGHT
    if cells == 1:
        return next((end for end in (left, right) if end in {_CAME, _PICKED, _GOES_ON}), sign)
    mark = _PICKED if bar.from_day_before and bar.event.id in view.picked and cells > 2 else ""
    room = cells - 2 - len(mark)
    words = (plain(text).plain for text in (bar.event.title, bar.event.id))
    label = next((f" {text} " for text in words if cell_len(text) + 3 <= room), "")
    return f"{left}{mark}{label}{sign * (room - cell_len(label))}{right}"


def _line(pieces: Sequence[Piece]) -> Text:
    line = Text(no_wrap=True)
    for column, text, style in pieces:
        line.append(" " * (column - line.cell_len)).append(text, style)
    return line


def _key(shown: Sequence[Day], view: TimelineView) -> str:
    """Return the signs in the drawing with their meanings."""
    bars = [bar for day in shown for _, row in named_rows(day, by_speaker=view.by_speaker) for bar in row]
    signs = [
        (_PICKED, "picked", any(bar.event.id in view.picked for bar in bars)),
        (_FILLED[Status.TENTATIVE], "to be confirmed", any(bar.status is Status.TENTATIVE for bar in bars)),
        (_FILLED[Status.CANCELLED], "cancelled", any(bar.status is Status.CANCELLED for bar in bars)),
        (_CAME, "from the day before", any(bar.from_day_before for bar in bars)),
        (_GOES_ON, "to the day after", any(bar.to_day_after for bar in bars)),
    ]
    return ", ".join(f"{sign} {words}" for sign, words, is_used in signs if is_used)


def _legend(day: Day, view: TimelineView) -> RenderableType:
    """Return for each event of *day* its times, its id and its whole title."""
    rows = []
    for event in (bar.event for bar in day.bars):
        start = event.start.date()
        since = [Text(f"{short_day(start)},", QUIET)] if start != day.first else []
        mark = phrases.certainty(event.status)
        title = Text.assemble(
            (f"{_PICKED} " if event.id in view.picked else "", OWN),
            plain(event.id, OWN),
            "  ",
            tilde(event.status),
            plain(event.title),
            (f" ({mark})" if mark else "", UNSURE),
        )
        rows.append(([*since, *layout.times(event, view.also)], title))
    times = max([TIMES, *(line.cell_len for cells, _ in rows for line in cells)])
    if is_narrow(view.width, times):
        return lines([line for cells, title in rows for line in (*cells, title)])
    table = layout.grid([times, view.width - times - GAP])
    for cells, title in rows:
        table.add_row(lines(cells), title)
    return table
