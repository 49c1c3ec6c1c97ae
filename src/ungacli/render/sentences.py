"""Each event of a day in a sentence, for who hears it or has no room for a drawing."""

from collections.abc import Collection, Iterator, Sequence
from zoneinfo import ZoneInfo

from ungacli import phrases
from ungacli.model import Event, Person, Schedule, Status
from ungacli.planning.lanes import Bar, Day, overlaps
from ungacli.planning.lanes import days as days_of
from ungacli.planning.lanes import rows_of_speakers as rows_of
from ungacli.render import clock
from ungacli.render.agenda import times_in
from ungacli.render.safe import safe

NOBODY = "nobody named"
_CERTAINTY = {Status.TENTATIVE: "to be confirmed", Status.CANCELLED: "cancelled"}


def days(
    schedule: Schedule, *, also: Sequence[ZoneInfo] = (), by_speaker: bool = False, picked: Collection[str] = ()
) -> Iterator[str]:
    """Yield the lines that tell the events of *schedule*: whose clock, then for each day its name and a line for each.

    *by_speaker* they stand below the name of each speaker. Lines are as long as they are.
    """
    yield safe(times_in(schedule, also))
    for day in days_of(schedule):
        yield ""
        yield day_name(day)
        yield from _day(day, also, by_speaker=by_speaker, picked=picked)


def day_name(day: Day) -> str:
    """Return `Monday 23 September 2024`, with the last of several days after `to`."""
    return " to ".join(dict.fromkeys(clock.day(one) for one in (day.first, day.last)))


def row_name(person: Person | None) -> str:
    """Return the name of a row of speakers."""
    return safe(person.name) if person else NOBODY


def _day(day: Day, also: Sequence[ZoneInfo], *, by_speaker: bool, picked: Collection[str]) -> Iterator[str]:
    others = overlaps(day.bars)
    rows = _rows(day) if by_speaker else [("", day.bars)]
    for name, bars in rows:
        if name:
            yield f"{name}:"
        for bar in bars:
            yield safe(_sentence(bar, day, also, others.get(bar.event.id, ()), picked))


def _rows(day: Day) -> list[tuple[str, Sequence[Bar]]]:
    return [(row_name(person), bars) for person, bars in rows_of(day.bars)]


def _sentence(bar: Bar, day: Day, also: Sequence[ZoneInfo], others: Sequence[Event], picked: Collection[str]) -> str:
    event = bar.event
    speakers = phrases.several(_speaker(part.person.name, part.status) for part in event.speakers)
    told = [
        f"{clock.spoken_times(event, day.first)}, {clock.duration(event.duration)}: {event.title}",
        *clock.other_times(event, also),
        f"speakers: {speakers}" if speakers else "",
        "picked" if event.id in picked else "",
        _CERTAINTY.get(bar.status, ""),
        f"overlaps with {phrases.several(one.id for one in others)}" if others else "",
    ]
    return "; ".join(filter(None, told))


def _speaker(name: str, status: Status) -> str:
    return f"{name} ({_CERTAINTY[status]})" if status in _CERTAINTY else name
