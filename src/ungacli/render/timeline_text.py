"""The timeline as text: each event of a day in a sentence, for screen readers and narrow terminals."""

from collections.abc import Collection, Iterator, Sequence
from zoneinfo import ZoneInfo

from ungacli import phrases
from ungacli.escapes import safe
from ungacli.model import Event, Schedule, Status
from ungacli.planning.lanes import Bar, Day, days, overlaps, rows_of_speakers
from ungacli.render import time_text
from ungacli.when.vocabulary import day_words

_CERTAINTY = {Status.TENTATIVE: "to be confirmed", Status.CANCELLED: "cancelled"}


def sentences(
    schedule: Schedule, *, also: Sequence[ZoneInfo] = (), by_speaker: bool = False, picked: Collection[str] = ()
) -> Iterator[str]:
    """Yield the events of *schedule* as lines: the time zones, then for each day its name and a line for each event.

    *by_speaker* they stand below the name of each speaker. Lines are not wrapped.
    """
    yield safe(time_text.times_in(schedule.local_events, also))
    for day in days(schedule):
        yield ""
        yield day_name(day)
        others = overlaps(day.bars)
        for name, bars in named_rows(day, by_speaker=by_speaker):
            if name:
                yield f"{name}:"
            for bar in bars:
                yield safe(_sentence(bar, day, also, others.get(bar.event.id, ()), picked))


def day_name(day: Day) -> str:
    """Return `Monday 23 September 2024`, with the last of several days after `to`."""
    return " to ".join(dict.fromkeys(day_words(one) for one in (day.first, day.last)))


def named_rows(day: Day, *, by_speaker: bool) -> list[tuple[str, Sequence[Bar]]]:
    """Return the bars of *day* in one row without a name, or *by_speaker* in a row for each."""
    if not by_speaker:
        return [("", day.bars)]
    return [(safe(person.name) if person else "nobody named", bars) for person, bars in rows_of_speakers(day.bars)]


def _sentence(bar: Bar, day: Day, also: Sequence[ZoneInfo], others: Sequence[Event], picked: Collection[str]) -> str:
    event = bar.event
    marks = {status: f" ({words})" for status, words in _CERTAINTY.items()}
    speakers = phrases.several(f"{part.person.name}{marks.get(part.status, '')}" for part in event.speakers)
    words = [
        f"{time_text.times_as_words(event, day.first)}, {time_text.duration(event.duration)}: {event.title}",
        *time_text.other_times(event, also),
        f"speakers: {speakers}" if speakers else "",
        "picked" if event.id in picked else "",
        _CERTAINTY.get(bar.status, ""),
        f"overlaps with {phrases.several(one.id for one in others)}" if others else "",
    ]
    return "; ".join(filter(None, words))
