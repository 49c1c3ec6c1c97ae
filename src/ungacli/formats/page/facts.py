"""From one line of an event to values for its fields, each with its place and notes on what is unsure."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from ungacli.draft.diagnostics import Diagnostic, Level, Place
from ungacli.draft.read_options import ReadOptions
from ungacli.formats.page.classify import PARTICIPANTS, Item, Label, looks_like_a_place
from ungacli.formats.page.day_times import LONGEST_HEAD, DayTime, leading_day_time
from ungacli.formats.page.lines import PageLine
from ungacli.model import Document, Mode, SpeakerRole, Status
from ungacli.names import fold
from ungacli.participants.organizations import Acronyms, is_acronym
from ungacli.participants.people import read_organizers, read_people
from ungacli.participants.person_names import roles_in_prose
from ungacli.participants.roles import mode_of, status_of, unmarked
from ungacli.participants.values import RawOrganization, RawPerson, RawRole
from ungacli.when.vocabulary import DateOrder

_URL = re.compile(r"https?://[^\s<>()\[\]“”„«»]+[^\s<>()\[\]“”„«».,;:!?'\"’…]")


@dataclass(frozen=True, slots=True)
class PageContext:
    """What holds for all events of a page: the *options*, and what the page gives once.

    These are the *orders* in which its days can be written, the *acronyms* that it explains, its *year*, the words for
    its *zone*, and the folded *names* of its speakers.
    """

    options: ReadOptions
    orders: Collection[DateOrder]
    acronyms: Acronyms
    year: int | None
    zone: str | None
    names: Collection[str]


class Fact(NamedTuple):
    """A *value* for a *field* of an event, or for one of the texts of its day and time, and its place in the page.

    *notes* of a *level* are about what is unsure; the value is None if they are about a text that is not used.
    """

    field: str
    value: Any
    place: Place
    notes: tuple[str, ...] = ()
    level: Level = Level.WARNING


def labelled_facts(label: Label, value: PageLine, page: PageContext) -> list[Fact]:
    """Return the facts in the *value* behind or below a *label*, none if it is no value for that."""
    kind, text = label.kind, value.text
    if not text:
        return []
    if kind in PARTICIPANTS:
        return _participants(label, value, page)
    if kind in {"location", "audience", "contact"}:
        return [_text_fact(kind, value)]
    single = _single_value(kind, value)
    if single is None:
        return []
    facts = [Fact("documents" if kind == "document" else kind, single, value.place)]
    if kind == "mode" and (beside := re.search(r"\((.+)\)\s*$", text)):
        facts.append(_text_fact("location", value.part(*beside.span(1))))
    return facts


def _single_value(kind: str, value: PageLine) -> Any:
    """Return the *value* that stands for a *kind* of fact, or None if it is nothing for that."""
    text = value.text
    url, link = url_in(text), url_in(value.link or "")
    single: Any = None
    match kind:
        case "documents" | "document" if kind == "documents" or url or value.link:
            # Quotes and brackets around an address and the punctuation behind it are not part of the title.
            around = rf"[\s(<“„«\"']*{re.escape(url)}[.,;:!?)>”“»\"'…]*" if url else "$"
            title = re.sub(around, " ", text).strip(" :–—-()")
            single = Document(title or url or text, url or link)
        case "url":
            single = link or url
        case "end":
            clocks = leading_day_time(text[:LONGEST_HEAD], expected=True)[0].clocks
            single = clocks and clocks.start
        case "topics":
            single = tuple(topic.strip() for topic in re.split("[,;]", text) if topic.strip()) or None
        case "mode":
            single = mode_of(text)
        case "status":
            single = status_of(text)
        case "zone":
            single = text
    return single


def _text_fact(kind: str, value: PageLine) -> Fact:
    """Return the fact in a location, an audience or a contact; "TBC" is none, and "online" as a location is a mode."""
    if status_of(value.text) is Status.TENTATIVE:
        return Fact(kind, None, value.place, (f'the page leaves this open: "{value.text}"',))
    mode = mode_of(value.text) if kind == "location" else None
    return Fact("mode", mode, value.place) if mode else Fact(kind, value.text, value.place)


def day_time_facts(item: Item, page: PageContext, title: PageLine | None) -> list[Fact]:
    """Return day, times and what else stands in a line that has one of them, but for the *title*."""
    day_time = item.day_time or DayTime()
    end = DayTime(times=day_time.end_times).clocks
    values = {"days": day_time.day, "times": day_time.times, "end_day": day_time.end_day, "end": end and end.start}
    facts = [Fact(field, value, item.value.place) for field, value in values.items() if value is not None]
    for piece in day_time.rest:
        facts += _beside_a_time(piece, is_barred=day_time.barred) if piece != title else []
    for label, cell in item.cells:
        if cell != title:
            facts += labelled_facts(label, cell, page) or [not_used(cell.text, label.kind, cell.place)]
    return facts


def _beside_a_time(piece: PageLine, *, is_barred: bool) -> list[Fact]:
    """Return what else stands in a line with a time: marks, and what is worded as a place or stands between bars."""
    marked = unmarked(f" {piece.text}")
    text = marked.text.strip(" ,;|()–—-.")
    facts = marks(marked.status, marked.mode, piece.place)
    if text and (is_barred or looks_like_a_place(text)):
        facts.append(_text_fact("location", replace(piece, text=text)))
    elif text:
        facts.append(not_used(text, "start", piece.place))
    return facts


def marks(status: Status | None, mode: Mode | None, place: Place) -> list[Fact]:
    """Return the facts of marks such as `(TBC, online)`; that something is confirmed is none."""
    status = None if status is Status.CONFIRMED else status
    return [Fact(field, value, place) for field, value in (("status", status), ("mode", mode)) if value]


def _participants(label: Label, value: PageLine, page: PageContext) -> list[Fact]:
    """Return the people or organizations in a *value* behind or below its *label*."""
    status = status_of(label.qualified)
    if isinstance(label.role, SpeakerRole):
        participants = read_people(value.text, label.role, status, page.names)
    else:
        assert label.role
        participants = read_organizers(value.text, label.role, status, page.names)
    facts: list[Fact] = []
    for one in participants.roles:
        participant = one.participant
        at = value.part(max(0, value.text.find(participant.name))).place
        near = [f'the page heads this "{label.words}"'] if label.near and one.role is label.role else []
        if isinstance(participant, RawPerson):
            # Who is an "IOM Speaker" is of IOM.
            is_of_the_label = label.kind == "speakers" and is_acronym(label.before)
            employer = participant.employer or (RawOrganization(name=label.before) if is_of_the_label else None)
            participant = replace(participant, employer=employer and page.acronyms.explained(employer))
        else:
            participant = page.acronyms.explained(participant)
        role = replace(one, participant=participant, place=at)
        facts.append(Fact(label.kind, role, at, (*one.notes, *near)))
    nobody = () if facts else (f'"{label.words}" names nobody yet: "{value.text[:80]}"',)
    if notes_on_all := participants.notes or nobody:
        facts.append(Fact(label.kind, None, value.place, notes_on_all))
    return facts


def with_roles_of_prose(
    speakers: Sequence[RawRole], prose: Sequence[PageLine]
) -> tuple[tuple[RawRole, ...], list[Diagnostic]]:
    """Return *speakers* with the roles that the *prose* gives them, and diagnostics on the roles that are not used.

    These are the roles of people who are not among the speakers, and second roles of those who are.
    """
    roles = list(speakers)
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(speakers):
        if isinstance(one.participant, RawPerson):
            numbers[fold(one.participant.name)].append(number)
    unused: list[Diagnostic] = []
    for line in prose:
        for name, role, words in roles_in_prose(line.text):
            same_name = numbers.get(fold(name), ())
            named = [number for number in same_name if roles[number].role in {SpeakerRole.SPEAKER, role}]
            if role and named:
                roles[named[0]] = replace(roles[named[0]], role=role)
            else:
                message = f'the prose says "{words}", which is not used'
                unused.append(Diagnostic(("speakers",), message, Level.WARNING, line.place))
    return tuple(roles), unused


def url_in(text: str) -> str | None:
    """Return the first address in *text*, without brackets and the punctuation of the sentence around it."""
    match = _URL.search(text)
    return match[0] if match else None


def not_used(text: str, field: str, place: Place) -> Fact:
    """Return the note on a part of a line that is in no field of its event."""
    return Fact(field, None, place, (f'not used of this line: "{shortened(text)}"',))


def shortened(text: str) -> str:
    """Return *text*, or the beginning of one that is too long for a message."""
    return text if len(text) <= 80 else f"{text[:80]}..."
