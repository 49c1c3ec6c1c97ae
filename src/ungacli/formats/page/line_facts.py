"""What one line of an event says: values for the event's fields, each with its place, and what is not sure about it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any, NamedTuple

from ungacli.draft.diagnostics import Diagnostic, Level, Place
from ungacli.formats.page.classify import LONGEST_HEAD, Item, looks_like_a_place
from ungacli.formats.page.day_time_lines import DayTime, TextPiece, leading_day_time
from ungacli.formats.page.event_when import PageContext
from ungacli.formats.page.labels import PARTICIPANTS, Kind, Label
from ungacli.formats.page.lines import PageLine
from ungacli.model import Document, Mode, SpeakerRole, Status
from ungacli.names import fold
from ungacli.participants.organizations import Acronyms, is_acronym
from ungacli.participants.people import read_organizers, read_people
from ungacli.participants.person_names import roles_in_prose
from ungacli.participants.roles import is_left_open, mode_of, status_of, unmarked
from ungacli.participants.values import RawOrganization, RawPerson, RawRole

LISTS = {*PARTICIPANTS, Kind.DOCUMENTS}
"""What a label may stand over a list of."""
_TEXTS = {Kind.LOCATION, Kind.AUDIENCE, Kind.CONTACT}
_URL = re.compile(r"https?://[^\s<>()\[\]]+[^\s<>()\[\].,;:]")


class Fact(NamedTuple):
    """A *value* for a *field* of an event, or for one of the texts that say when it is, and its place in the page."""

    field: str
    value: Any
    place: Place


class LineFacts(NamedTuple):
    """The *facts* of a line or a part of one, and *diagnostics* on paths within the event.

    A path with a number is that of a fact among those of its field here.
    """

    facts: tuple[Fact, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def and_also(self, *others: "LineFacts") -> "LineFacts":
        """Return this with the facts and diagnostics of *others* behind its own."""
        facts, diagnostics = zip(self, *others, strict=True)
        return LineFacts(tuple(chain(*facts)), tuple(chain(*diagnostics)))


def labelled_facts(label: Label, value: TextPiece, line: PageLine, page: PageContext) -> LineFacts | None:
    """Return what the *value* behind a *label* says, or None if it is none for that."""
    kind, text, place = label.kind, value.text, line.place(value.at)
    if kind in LISTS:
        return listed_facts(label, value, line, page)
    if kind in _TEXTS:
        return _text(kind, text, place)
    if kind is Kind.DOCUMENT:
        has_link = line.link or url_in(text)
        return LineFacts((Fact("documents", _document(line.text, line), line.place()),)) if has_link else None
    single = _single_value(kind, text, line)
    if single is None:
        return None
    facts = LineFacts((Fact(kind.value, single, place),))
    if kind is Kind.MODE and (beside := re.search(r"\((.+)\)\s*$", text)):
        facts = facts.and_also(_text(Kind.LOCATION, beside[1], line.place(max(0, line.text.find(beside[1])))))
    return facts


def _single_value(kind: Kind, text: str, line: PageLine) -> Any:
    """Return what *text* is for a *kind* of fact that has one value, or None if it is nothing for that."""
    if kind is Kind.END:
        clocks = leading_day_time(text[:LONGEST_HEAD], expected=True)[0].clocks
        return clocks.start if clocks else None
    if kind is Kind.TOPICS:
        return tuple(topic.strip() for topic in re.split("[,;]", text) if topic.strip()) or None
    if kind is Kind.URL:
        return url_in(line.link or "") or url_in(text)
    readers: dict[Kind, Callable[[str], Any]] = {
        Kind.MODE: mode_of,
        Kind.STATUS: status_of,
        Kind.ZONE: str,
    }
    return readers[kind](text) if kind in readers else None


def _text(kind: Kind, text: str, place: Place) -> LineFacts:
    """Return a location, an audience or a contact; what is not decided yet is none."""
    if is_left_open(text):
        message = f'the page leaves this open: "{text}"'
        return LineFacts(diagnostics=(Diagnostic((kind.value,), message, Level.WARNING, place),))
    mode = mode_of(text) if kind is Kind.LOCATION else None
    return LineFacts((Fact("mode", mode, place) if mode else Fact(kind.value, text, place),))


def day_time_facts(item: Item, page: PageContext, title: TextPiece | None) -> LineFacts:
    """Return day, times and what else stands in a line that has one of them, but for the *title*."""
    day_time = item.when or DayTime()
    line = item.value_in or item.line
    place = line.place(item.value.at if item.label else 0)
    end = DayTime(times=day_time.end_times).clocks
    values = {"days": day_time.day, "times": day_time.times, "end_day": day_time.end_day, "end": end and end.start}
    facts = LineFacts(tuple(Fact(field, value, place) for field, value in values.items() if value is not None))
    others: list[LineFacts] = []
    if item.label:
        _, at = leading_day_time(item.value.text[:LONGEST_HEAD], expected=item.label.kind is not Kind.DATE)
        others.append(_left_over(line, TextPiece(item.value.text[at:], item.value.at + at)))
    others += [_left_over(item.line, one, barred=day_time.barred) for one in day_time.rest if one != title]
    for label, piece in item.cells:
        if piece != title:
            unused = LineFacts(diagnostics=(not_used(piece.text, label.kind.value, item.line.place(piece.at)),))
            others.append(labelled_facts(label, piece, item.line, page) or unused)
    return facts.and_also(*others)


def _left_over(line: PageLine, piece: TextPiece, *, barred: bool = False) -> LineFacts:
    """Return what else stands in a line with a time: marks, and a place if words say so or bars stand around it."""
    marked = unmarked(f" {piece.text}")
    text = marked.text.strip(" ,;|()–—-.")
    place = line.place(piece.at)
    facts = LineFacts(marks(marked.status, marked.mode, place))
    if not text:
        return facts
    if barred or looks_like_a_place(text):
        return facts.and_also(_text(Kind.LOCATION, text, place))
    return facts._replace(diagnostics=(not_used(text, "start", place),))


def marks(status: Status | None, mode: Mode | None, place: Place) -> tuple[Fact, ...]:
    """Return the facts of marks such as `(TBC, online)`; that something is confirmed is none."""
    status = None if status is Status.CONFIRMED else status
    return tuple(Fact(field, value, place) for field, value in (("status", status), ("mode", mode)) if value)


def listed_facts(label: Label, value: TextPiece, line: PageLine, page: PageContext) -> LineFacts:
    """Return the participants or the document in a *value*, behind or under its *label*."""
    section, place = label.kind.value, line.place(value.at)
    if label.kind is Kind.DOCUMENTS:
        return LineFacts((Fact(section, _document(value.text, line), place),))
    status = status_of(label.qualified)
    if isinstance(label.role, SpeakerRole):
        participants = read_people(value.text, label.role, status, page.names)
    else:
        assert label.role
        participants = read_organizers(value.text, label.role, status, page.names)
    facts: list[Fact] = []
    doubts: list[Diagnostic] = []
    for number, one in enumerate(participants.roles):
        at = (place[0], place[1] + max(0, value.text.find(one.participant.name)))
        facts.append(Fact(section, _role(one, label, at, page.acronyms), at))
        heads = [f'the page heads this "{label.words}"'] if label.near and one.role is label.role else []
        doubts += [Diagnostic((section, number), note, Level.WARNING, at) for note in (*one.notes, *heads)]
    nobody = [f'"{label.words}" names nobody yet: "{value.text[:80]}"'] if not facts and not participants.notes else []
    doubts += [Diagnostic((section,), note, Level.WARNING, place) for note in (*participants.notes, *nobody)]
    return LineFacts(tuple(facts), tuple(doubts))


def _role(one: RawRole, label: Label, place: Place, acronyms: Acronyms) -> RawRole:
    """Return a role at its *place*, with acronyms as the page explains them, and one in the *label* as employer."""
    participant: RawPerson | RawOrganization
    if isinstance(one.participant, RawOrganization):
        participant = acronyms.explained(one.participant)
    else:
        employer = one.participant.employer
        # Who is an "IOM Speaker" is of IOM.
        if employer is None and label.kind is Kind.SPEAKERS and is_acronym(label.before):
            employer = RawOrganization(name=label.before)
        participant = replace(one.participant, employer=employer and acronyms.explained(employer))
    return replace(one, participant=participant, place=place)


def with_roles_of_prose(
    speakers: Sequence[RawRole], prose: Sequence[PageLine]
) -> tuple[tuple[RawRole, ...], list[Diagnostic]]:
    """Return *speakers* with the roles that the *prose* gives them, and what it says of others.

    Who is no speaker is never made one.
    """
    roles = list(speakers)
    numbers: dict[str, list[int]] = {}
    for number, one in enumerate(speakers):
        numbers.setdefault(fold(one.participant.name) if isinstance(one.participant, RawPerson) else "", []).append(
            number
        )
    unused: list[Diagnostic] = []
    for line in prose:
        for name, role, words in roles_in_prose(line.text):
            named = [
                number for number in numbers.get(fold(name), ()) if roles[number].role in {SpeakerRole.SPEAKER, role}
            ]
            if role and named:
                roles[named[0]] = replace(roles[named[0]], role=role)
            else:
                message = f'the prose says "{words}", which is not used'
                unused.append(Diagnostic(("speakers",), message, Level.WARNING, line.place()))
    return tuple(roles), unused


def url_in(text: str) -> str | None:
    """Return the first link in *text*, without the punctuation behind it."""
    match = _URL.search(text)
    return match[0] if match else None


def _document(text: str, line: PageLine) -> Document:
    """Return the document that *text* names, with its link or that of its *line*."""
    url = url_in(text)
    return Document(text.replace(url or "\0", "").strip(" :–—-()") or text, url or url_in(line.link or ""))


def not_used(text: str, field: str, place: Place) -> Diagnostic:
    """Return the diagnostic on a part of a line that is in no field of its event."""
    return Diagnostic((field,), f'not used of this line: "{shortened(text)}"', Level.WARNING, place)


def shortened(text: str) -> str:
    """Return *text*, or the beginning of one that is too long for a message."""
    return text if len(text) <= 80 else f"{text[:80]}..."
