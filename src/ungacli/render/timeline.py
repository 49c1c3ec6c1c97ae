"""Days drawn to scale: hours across, a bar for each event, a legend below."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from math import floor
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from ungacli import phrases
from ungacli.model import Event, Schedule, Status
from ungacli.planning.lanes import HOUR, Bar, Day, days, hours, lanes
from ungacli.render import agenda, layout, time_text, timeline_text
from ungacli.render.layout import GAP, NARROW, OWN, QUIET, TIME, TIMES, UNSURE, lines, plain, tilde, under_day
from ungacli.when.vocabulary import short_day

_FILLED = {Status.CONFIRMED: "█", Status.TENTATIVE: "▒", Status.CANCELLED: "╌"}
_STYLES = {Status.CONFIRMED: TIME, Status.TENTATIVE: UNSURE, Status.CANCELLED: QUIET}
_PICKED, _CAME, _GOES_ON, _LEFT, _RIGHT = "◆", "←", "→", "▐", "▌"
# The steps between labels, so that those of all days stand at the same hours.
_STEPS = (1, 2, 3, 4, 6, 12)

# Rich wraps by a console alone, whatever it is.
_MEASURE = Console(width=80)


class TimelineView(NamedTuple):
    """How days are drawn: at which *width*, by which clocks *also*, with a row per speaker, the *picked* ids marked."""

    width: int
    also: Sequence[ZoneInfo] = ()
    by_speaker: bool = False
    picked: Collection[str] = frozenset()


class Piece(NamedTuple):
    """A *text* that stands from the column *at* on."""

    at: int
    text: str
    style: str = ""

    @property
    def after(self) -> int:
        """The first column after it."""
        return self.at + cell_len(self.text)


class Scale(NamedTuple):
    """Hours of any day, since it began, across: from *first* to *last*, so many *cells* to one, after a *gutter*."""

    first: int
    last: int
    cells: int
    gutter: int = 0

    def at(self, hours: float) -> int:
        """Return the column nearest to so many *hours* after the day began."""
        return floor(self._exact(hours) + 0.5)

    def _exact(self, hours: float) -> float:
        return self.gutter + (hours - self.first) * self.cells

    def span(self, bar: Bar, day: Day) -> tuple[int, int]:
        """Return the columns from which up to which *bar* is drawn: at least the one in which most of it is."""
        first, last = _hours(bar, day)
        start, end = self.at(first), self.at(last)
        if start < end:
            return start, end
        middle = floor(self._exact((first + last) / 2))
        return middle, middle + 1

    def room(self, bar: Bar, day: Day) -> tuple[float, float]:
        """Return what *bar* takes of a lane, in columns: its time, and what it is drawn in if that is more."""
        start, end = self.span(bar, day)
        first, last = map(self._exact, _hours(bar, day))
        # What is rounded down to a column leaves it to what ends before.
        return first if first < start + 0.5 else start, max(last, end - 0.5)


def _hours(bar: Bar, day: Day) -> tuple[float, float]:
    """Return how many hours after the *day* began *bar* starts and ends."""
    return (bar.span.start - day.span.start) / HOUR, (bar.span.end - day.span.start) / HOUR


def timeline(schedule: Schedule, view: TimelineView, *, total: int | None = None) -> Iterator[RenderableType]:
    """Yield the events of *schedule*, of a *total*, day by day, each to the same scale; as text where nothing fits."""
    shown = days(schedule)
    yield agenda.heading(schedule, total=total, also=view.also)
    clocks = [schedule.timezone, *(zone for zone in view.also if zone != schedule.timezone)]
    scale = _scale(shown, clocks, view)
    if not scale.cells:
        text = timeline_text.sentences(schedule, also=view.also, by_speaker=view.by_speaker, picked=view.picked)
        yield Text("\n".join([*text][1:]))
        return
    key = _key(shown, view)
    if key:
        yield Text(key, QUIET)
    for day in shown:
        yield under_day(timeline_text.day_name(day))
        yield lines([*_axis(day, scale, clocks), *_rows(day, scale, view)])
        yield Padding(_legend(day, view), (1, 0, 0, 0))


def _scale(shown: Sequence[Day], clocks: Sequence[ZoneInfo], view: TimelineView) -> Scale:
    """Return the scale that leaves room for the labels of all hours and of the rows; no cells if there is none."""
    first, last = hours(shown)
    names = [cell_len(_clock_name(day, first, zone)) for day in shown for zone in clocks] if len(clocks) > 1 else []
    if view.by_speaker and view.width >= NARROW:
        names += [cell_len(name) for day in shown for name, _ in timeline_text.named_rows(day) if name]
    gutter = min(max(names) + GAP, view.width // 3) if names else 0
    widest = max(
        len(label) for day in shown for zone in clocks for _, label in _labels(day, Scale(first, last, 1), zone)
    )
    return Scale(first, last, max(0, view.width - gutter - widest) // (last - first), gutter)


def _clock_name(day: Day, first: int, zone: ZoneInfo) -> str:
    return time_text.clock_name((day.span.start + first * HOUR).astimezone(zone))


def _labels(day: Day, scale: Scale, zone: ZoneInfo) -> list[tuple[int, str]]:
    """Return for each hour of *day* what the clock of *zone* shows then; the day's own midnight is its hour 24."""
    last = min(scale.last, day.span.duration // HOUR)
    labels = []
    for hour in range(scale.first, last + 1):
        at = day.span.start + hour * HOUR
        label = time_text.hour(at.astimezone(zone), day.first)
        labels.append((hour, "24" if at == day.span.end and label == "00+1" else label))
    return labels


def _axis(day: Day, scale: Scale, clocks: Sequence[ZoneInfo]) -> list[Text]:
    """Return a line of hours for each of *clocks*, and the rule that they stand on."""
    labels = [_labels(day, scale, zone) for zone in clocks]
    widest = max(len(label) for line in labels for _, label in line)
    # No label is wider than `05:45+1`, so twelve hours always have room.
    step = next(step for step in _STEPS if step * scale.cells > widest)
    shown = [hour for hour, _ in labels[0] if hour % step == 0] or [scale.first]
    texts = []
    for zone, line in zip(clocks, labels, strict=True):
        name = [Piece(0, _clock_name(day, scale.first, zone), QUIET)] if len(clocks) > 1 else []
        hour_names = [Piece(scale.at(hour), label, QUIET) for hour, label in line if hour in shown]
        texts.append(_line([*name, *hour_names]))
    ends = scale.at(labels[0][-1][0])
    rule = ["─"] * (ends - scale.gutter + 1)
    for hour in shown:
        rule[scale.at(hour) - scale.gutter] = "┼"
    return [*texts, _line([Piece(scale.gutter, "".join(rule), QUIET)])]


def _rows(day: Day, scale: Scale, view: TimelineView) -> Iterator[Text]:
    """Yield the lines of bars; by speaker with the names at their left, or above where there is little room."""
    if not view.by_speaker:
        yield from (_line(pieces) for pieces in _bars(day.bars, day, scale, view))
        return
    for name, bars in timeline_text.named_rows(day):
        in_lanes = [*_bars(bars, day, scale, view)]
        if view.width < NARROW:
            yield plain(name, OWN)
            yield from (_line(pieces) for pieces in in_lanes)
            continue
        wrapped = [line.plain for line in plain(name).wrap(_MEASURE, scale.gutter - GAP)]
        in_lanes += [[]] * (len(wrapped) - len(in_lanes))
        wrapped += [""] * (len(in_lanes) - len(wrapped))
        for words, pieces in zip(wrapped, in_lanes, strict=True):
            yield _line([Piece(0, words, OWN), *pieces])


def _bars(bars: Iterable[Bar], day: Day, scale: Scale, view: TimelineView) -> Iterator[list[Piece]]:
    """Yield each lane as pieces: in none do events overlap, or bars cover each other, however short they are."""
    for lane in lanes(bars, lambda bar: scale.room(bar, day)):
        spans = [scale.span(bar, day) for bar in lane]
        free = scale.gutter
        bounds = [*(start for start, _ in spans[1:]), view.width + 1]
        pieces: list[Piece] = []
        for bar, (start, end), bound in zip(lane, spans, bounds, strict=True):
            pieces.append(Piece(start, _bar(bar, end - start, view), _STYLES[bar.status]))
            pieces += _beside(bar.event, start, end, free, bound) if " " not in pieces[-1].text else []
            free = max(piece.after for piece in pieces) + 1
        yield sorted(pieces)


def _bar(bar: Bar, cells: int, view: TimelineView) -> str:
    """Return the bar of *bar*: how sure it is by what fills it, with its title or id if there is room."""
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


def _beside(event: Event, start: int, end: int, free: int, bound: int) -> list[Piece]:
    """Return the id after the bar, up to *bound*, or before it, from *free* on; nothing where neither has room."""
    words = plain(event.id).plain
    size = cell_len(words)
    if end + 1 + size < bound:
        return [Piece(end + 1, words)]
    return [Piece(start - 1 - size, words)] if start - 1 - size >= free else []


def _line(pieces: Iterable[Piece]) -> Text:
    line = Text(no_wrap=True)
    at = 0
    for piece in pieces:
        line.append(" " * (piece.at - at))
        line.append(piece.text, piece.style)
        at = piece.after
    return line


def _key(shown: Sequence[Day], view: TimelineView) -> str:
    """Return the signs in the drawing with their meanings."""
    bars = [bar for day in shown for bar in day.bars]
    if view.by_speaker:
        bars = [bar for day in shown for _, row in timeline_text.named_rows(day) for bar in row]
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
        rows.append(([*since, *layout.times(event, view.also)], _title(event, view)))
    times = max([TIMES, *(line.cell_len for cells, _ in rows for line in cells)])
    if view.width - times < NARROW - TIMES:
        return lines([line for cells, title in rows for line in (*cells, title)])
    table = layout.grid([times, view.width - times - GAP])
    for cells, title in rows:
        table.add_row(lines(cells), title)
    return table


def _title(event: Event, view: TimelineView) -> Text:
    mark = phrases.certainty(event.status)
    return Text.assemble(
        (f"{_PICKED} " if event.id in view.picked else "", OWN),
        plain(event.id, OWN),
        "  ",
        tilde(event.status),
        plain(event.title),
        (f" ({mark})" if mark else "", UNSURE),
    )
