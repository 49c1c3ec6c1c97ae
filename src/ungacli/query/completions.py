"""Complete a half-typed word of a query: with the days, names, topics, events and fields of a schedule."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from ungacli import phrases
from ungacli.model import Organization, Schedule
from ungacli.names import fold, slug
from ungacli.query.fields import FIELDS
from ungacli.query.lookup import KINDS, event_names, involvements, topic_counts
from ungacli.when.vocabulary import WEEKDAYS


class Candidate(NamedTuple):
    """A word to offer, with its meaning."""

    value: str
    meaning: str = ""


def fitting(typed: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the *candidates* that *typed* begins, in any case; without any, the only one of which it begins a word.

    Several that begin otherwise are none: shells would put what they have in common in its place.
    """
    candidates = list(candidates)
    if begun := [one for one in candidates if one.value.casefold().startswith(typed.casefold())]:
        return begun
    wanted = fold(typed)
    # A whole value and more, as in 2024-09-22.., is not one half typed.
    others = [
        one for one in candidates if wanted not in {"", fold(one.value)} and f" {wanted}" in f" {fold(one.value)}"
    ]
    return others if len(others) == 1 else []


def values_of(field: str, schedule: Schedule) -> list[Candidate]:
    """Return the values that a *field* of the filter language can have; names as people write them."""
    if field in {"date", "before", "after", "from", "to"}:
        return [
            Candidate(f"{day}", f"{WEEKDAYS[day.weekday()]}, {phrases.count(range(number))}")
            for day, number in schedule.day_counts.items()
        ]
    if field == "topic":
        return [Candidate(topic, phrases.count(range(number))) for topic, number in topic_counts(schedule).items()]
    if field == "id":
        return [Candidate(*names) for names in event_names(schedule)]
    candidates = []
    for kind in KINDS:
        for one, _ in involvements(schedule, kind) if kind == field else ():
            if isinstance(one, Organization):
                candidates.append(Candidate(one.name, one.kind or ""))
                candidates += [Candidate(one.acronym, one.name)] if one.acronym else []
            else:
                candidates.append(Candidate(one.name, phrases.office(one)))
    return candidates or [Candidate(str(word)) for word in (FIELDS[field].choices if field in FIELDS else ())]


def in_query(text: str, schedule: Schedule) -> list[Candidate]:
    """Return what *text*, a query whose last word is half typed, could become: its fields and their values.

    Nothing that is offered needs quotes: names and topics are joined by hyphens, which find them too.
    """
    match = re.fullmatch(r"((?:.*[\s(])?-*)([^\s(]*)", text, re.DOTALL)
    assert match, "any text ends in a word, be it empty"
    before, word = match.groups()
    field, colon, values = word.partition(":")
    if colon:
        earlier, comma, last = values.rpartition(",")
        completed = _in_field(field.casefold(), f"{field}:{earlier}{comma}", last, schedule)
    else:
        completed = fitting(word, [Candidate(f"{name}:", entry.values) for name, entry in FIELDS.items()])
        if len(completed) == 1:
            # One alone goes on with its values: a shell would put a space after it.
            head = completed[0].value
            completed = _in_field(head.rstrip(":"), head, "", schedule) or completed
    return [Candidate(before + one.value, one.meaning) for one in completed]


def _in_field(field: str, head: str, typed: str, schedule: Schedule) -> list[Candidate]:
    """Return the values of *field* that *typed* begins, behind *head*, as words that need no quotes."""
    bare: dict[str, Candidate] = {}
    for one in values_of(field, schedule):
        value, meaning = one
        if not re.fullmatch(r"[\w.-]+", value):
            value, meaning = slug(value, limit=len(value)), ", ".join(filter(None, one))
        # Of several that are one without their signs, such as C and C++, the first.
        bare.setdefault(value.casefold(), Candidate(value, meaning))
    bare.pop("", None)
    return [Candidate(head + one.value, one.meaning) for one in fitting(typed, bare.values())]
