"""What could be meant by a half-typed word: the days, names, topics, events and fields of a schedule."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from ungacli import phrases
from ungacli.model import Mode, Organization, OrganizerRole, Participant, Schedule, SpeakerRole, Status
from ungacli.names import fold, slug
from ungacli.query.fields import FIELDS, POSSESSIONS, STATES
from ungacli.query.lookup import EVERYONE, ParticipantKind, event_names, topic_counts
from ungacli.when.vocabulary import PARTS_OF_THE_DAY, WEEKDAYS


class Candidate(NamedTuple):
    """A word to offer, with what it means."""

    value: str
    meaning: str = ""


def fitting(typed: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the *candidates* that *typed* begins, in any case; without any, the only one of which it begins a word.

    Several that begin otherwise are none: shells would put what they have in common in its place.
    """
    known = list(candidates)
    if found := [one for one in known if one.value.casefold().startswith(typed.casefold())]:
        return found
    wanted = fold(typed)
    # A whole value and more, as in 2024-09-22.., is not one half typed.
    others = [one for one in known if wanted not in {"", fold(one.value)} and f" {wanted}" in f" {fold(one.value)}"]
    return others if len(others) == 1 else []


def values_of(field: str, schedule: Schedule) -> list[Candidate]:
    """Return what can be said of a *field* of the filter language; names as people write them."""
    return _VALUES[field](schedule) if field in _VALUES else []


def in_query(text: str, schedule: Schedule) -> list[Candidate]:
    """Return what *text*, a query whose last word is half typed, could become: its fields and their values.

    Nothing that is offered needs quotes: names and topics are joined by hyphens, which find them too.
    """
    found = re.fullmatch(r"((?:.*[\s(])?-*)([^\s(]*)", text, re.DOTALL)
    assert found, "any text ends in a word, be it empty"
    before, word = found.groups()
    field, colon, values = word.partition(":")
    if not colon:
        named = fitting(word, [Candidate(f"{name}:", field.values) for name, field in FIELDS.items()])
        # One alone goes on with its values: a shell would put a space after it.
        inside = _in_field(named[0].value, "", schedule) if len(named) == 1 else []
        return [Candidate(before + one.value, one.meaning) for one in inside or named]
    earlier, comma, last = values.rpartition(",")
    found_values = _in_field(f"{field}:{earlier}{comma}", last, schedule, field=field.casefold())
    return [Candidate(before + one.value, one.meaning) for one in found_values]


def _in_field(head: str, typed: str, schedule: Schedule, field: str | None = None) -> list[Candidate]:
    known = values_of(field or head.rstrip(":"), schedule)
    bare: dict[str, Candidate] = {}
    for one in map(_joined, known):
        # Of several that are one without their signs, such as C and C++, the first.
        bare.setdefault(one.value.casefold(), one)
    bare.pop("", None)
    return [Candidate(head + one.value, one.meaning) for one in fitting(typed, bare.values())]


def _joined(one: Candidate) -> Candidate:
    """Return *one* as a word that needs no quotes, and then with the words themselves in its meaning."""
    if re.fullmatch(r"[\w.-]+", one.value):
        return one
    return Candidate(slug(one.value, limit=len(one.value)), ", ".join(filter(None, [one.value, one.meaning])))


def _days(schedule: Schedule) -> list[Candidate]:
    return [
        Candidate(f"{day}", f"{WEEKDAYS[day.weekday()]}, {count} event{'' if count == 1 else 's'}")
        for day, count in schedule.day_counts.items()
    ]


def _parties(kind: ParticipantKind) -> Callable[[Schedule], list[Candidate]]:
    return lambda schedule: [one for party, _ in EVERYONE[kind](schedule) for one in _names(party)]


def _names(party: Participant) -> list[Candidate]:
    if not isinstance(party, Organization):
        return [Candidate(party.name, phrases.office(party))]
    acronym = [Candidate(party.acronym, party.name)] if party.acronym else []
    return [Candidate(party.name, party.kind or ""), *acronym]


def _topics(schedule: Schedule) -> list[Candidate]:
    counts = topic_counts(schedule)
    return [Candidate(topic, f"{count} event{'' if count == 1 else 's'}") for topic, count in counts.items()]


def _events(schedule: Schedule) -> list[Candidate]:
    return [Candidate(key, title) for key, title in event_names(schedule)]


def _words(words: Sequence[str]) -> Callable[[Schedule], list[Candidate]]:
    return lambda _: [Candidate(str(word)) for word in words]


_VALUES: dict[str, Callable[[Schedule], list[Candidate]]] = {
    **dict.fromkeys(("date", "before", "after", "from", "to"), _days),
    "time": _words(PARTS_OF_THE_DAY),
    "speaker": _parties("speaker"),
    "organizer": _parties("organizer"),
    "role": _words([*SpeakerRole, *OrganizerRole]),
    "topic": _topics,
    "status": _words([*Status]),
    "mode": _words([*Mode]),
    "is": _words(STATES),
    "has": _words(POSSESSIONS),
    "id": _events,
}
