"""From the cells of a row to an event without its times."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple, TypeVar

from ungacli.draft.diagnostics import Diagnostic, Level, quoted
from ungacli.draft.draft import RawEvent
from ungacli.draft.ids import IDENTIFIER, is_identifier
from ungacli.escapes import link_or_none
from ungacli.formats.spreadsheet.columns import Cell, Cells
from ungacli.model import Document, Mode, OrganizerRole, SpeakerRole, Status
from ungacli.names import fold, quoted_list
from ungacli.participants.organizations import pieces, separated
from ungacli.participants.people import read_organizers, read_people
from ungacli.participants.roles import is_nobody, last_brackets, mode_of, status_of
from ungacli.participants.values import Participants, RawOrganization, RawPerson, RawRole
from ungacli.phrases import without_mark

T = TypeVar("T")
_Problem = tuple[str, int] | None
_SPEAKERS = {"speakers": SpeakerRole.SPEAKER} | {role.value: role for role in SpeakerRole}
_ORGANIZERS = {
    **dict.fromkeys(("organizers", "organizing_person"), OrganizerRole.ORGANIZER),
    **{role.value: role for role in OrganizerRole},
}
_EVENT_FIELDS = {"date": "start", "time": "start", "event_timezone": "timezone", "description": "summary"}
_WITH_ACRONYM = re.compile(r"(.*\S) \((?=.*[A-Z].*[A-Z])([^\W_][\w&./'-]{1,14})\)")
_LINKED = re.compile(r"(.*\S)\s\(?(https?://[^\s()]+)\)?", re.DOTALL)
_OWN_LINKED = re.compile(r"(.*): (https?://\S+)", re.DOTALL)
_BARE_LINK = re.compile(r"(?:www\.)[^\s]+\.[^\s]+")
_MOST_COLONS = 20
_UNLINKED = " (no link published)"


class RowFacts(NamedTuple):
    """What a row holds besides its times: an *event* without these, and the *diagnostics* about its cells.

    *unnamed* are texts without a name. *commas* are the kinds of participants, people or organizers, that only
    commas separate.
    """

    event: RawEvent
    diagnostics: tuple[Diagnostic, ...]
    unnamed: tuple[str, ...]
    commas: frozenset[str]


class _CellRead(NamedTuple):
    """A *cell* of participants, the meaning of its *column*, and what it holds."""

    column: str
    cell: Cell
    participants: Participants


def names_of_people(rows: Iterable[Cells]) -> frozenset[str]:
    """Return the folded names in all cells for speakers."""
    cells = (row[name].text for row in rows for name in _SPEAKERS if name in row)
    return frozenset(fold(one.participant.name) for cell in cells for one in read_people(cell).roles)


def read_row(cells: Cells, line: int, *, own: bool, known: frozenset[str] = frozenset()) -> RowFacts:
    """Return the facts in the *cells* of the row in this *line*; cells of our *own* files have one way for everything.

    *known* are folded names of the people in the file.
    """
    texts = {meaning: cell.text for meaning, cell in cells.items()}
    statuses, modes = (quoted_list([*words]) for words in (Status, Mode))
    status, status_problem = _checked(cells, "status", status_of, f"no status such as {statuses}")
    mode, mode_problem = _checked(cells, "mode", mode_of, f"no mode such as {modes}")
    url, url_problem = _checked(cells, "url", _link_in, "no link that begins with https:// or http://")
    id_, id_problem = _checked(cells, "id", lambda text: text if is_identifier(text) else None, f"not {IDENTIFIER}")
    # In the order of the columns, whichever comes first.
    read = [
        _CellRead(name, cell, _participants_in(name, cell.text, known, own=own))
        for name, cell in cells.items()
        if name in _SPEAKERS or name in _ORGANIZERS
    ]
    roles = [role.participant for one in read for role in one.participants.roles]
    people = {who.name: who for who in roles if isinstance(who, RawPerson)}
    office_text, column = cells.get("offices", Cell("", 0))
    offices, without_person = _offices(office_text, people)
    problems = [*filter(None, (status_problem, mode_problem, url_problem, id_problem))]
    problems += [problem for one in read for problem in _doubts(one, own=own)]
    problems += [
        (f"the office of {quoted(name)} is {quoted(people[name].office or '')}, not {quoted(office)}", column)
        for name, office in offices.items()
        if people[name].office not in {None, office}
    ]
    lines = {meaning: " ".join(text.split()) for meaning, text in texts.items()}
    title = lines.get("title")
    summaries = ["summary"] if own else ["summary", "description"]
    documents = [_document_in(item, own=own) for item in _items(texts.get("documents", ""), own=own, commas=False)]
    event = RawEvent(
        title=without_mark(title, status) if own and title and status else title,
        id=id_,
        uid=lines.get("uid"),
        status=status,
        mode=mode,
        location=lines.get("location"),
        speakers=_roles(read, _SPEAKERS, offices, line),
        organizers=_roles(read, _ORGANIZERS, offices, line),
        audience=lines.get("audience"),
        topics=tuple(_items(texts["topics"], own=own)) if "topics" in texts else None,
        documents=tuple(documents) if "documents" in texts else None,
        summary="\n\n".join(dict.fromkeys(texts[name] for name in summaries if name in texts)) or None,
        url=url or None,
        contact=lines.get("contact"),
        note=texts.get("note"),
        place=(line, 1),
        places={_EVENT_FIELDS.get(name, name): (line, cells[name].number + 1) for name in reversed(list(cells))},
    )
    return RowFacts(
        event,
        tuple(Diagnostic((), message, Level.WARNING, (line, number + 1)) for message, number in problems),
        (*(text for one in read for text in one.participants.unnamed), *without_person),
        frozenset("people" if one.column in _SPEAKERS else "organizers" for one in read if one.participants.by_commas),
    )


def _checked(cells: Cells, meaning: str, read: Callable[[str], T | None], expected: str) -> tuple[T | None, _Problem]:
    """Return what the cell of this *meaning* holds, or None and that it is not as *expected*."""
    text, number = cells.get(meaning, Cell("", 0))
    value = read(text) if text else None
    problem = f"ignored: {quoted(text)} is {expected}" if text and value is None else ""
    return value, (problem, number) if problem else None


def _link_in(text: str) -> str | None:
    """Return the link that *text* is, nothing if it names none, or None."""
    return "" if is_nobody(text) else link_or_none(f"https://{text}" if _BARE_LINK.fullmatch(text) else text)


def _items(text: str, *, own: bool, commas: bool = True) -> list[str]:
    """Return what *text* lists: a line each, or between semicolons, or else between *commas* if these may separate."""
    if own:
        return text.split("\n")
    parts = list(pieces(text, r"[;\n]"))
    parts = list(pieces(text, ",")) if commas and len(parts) == 1 else parts
    return [item for part in parts if (item := " ".join(part.split()).removeprefix("• ").strip())]


def _document_in(text: str, *, own: bool) -> Document:
    if text.endswith(_UNLINKED):
        return Document(text.removesuffix(_UNLINKED))
    if match := (_OWN_LINKED if own else _LINKED).fullmatch(text):
        return Document(match[1] if own else match[1].rstrip(" :-–"), match[2])
    return Document(text, link_or_none(text))


def _participants_in(column: str, text: str, known: frozenset[str], *, own: bool) -> Participants:
    """Return the participants that the *text* of a cell of that *column* names."""
    role = _SPEAKERS.get(column) or _ORGANIZERS[column]
    if own:
        return Participants(tuple(_own_role(line, role) for line in text.split("\n") if line))
    if isinstance(role, SpeakerRole) or column == "organizing_person":
        return read_people(text, role, known=known)
    return read_organizers(text, role, known=known)


def _own_role(line: str, role: SpeakerRole | OrganizerRole) -> RawRole:
    """Return the participant in a *line* of our own files, which has everything else in its last brackets."""
    inside = last_brackets(line)
    rest = ", ".join(words for words in inside.rest if words != "person")
    participant: RawPerson | RawOrganization
    if isinstance(role, SpeakerRole) or "person" in inside.rest:
        participant = RawPerson(name=inside.text, office=rest or None)
    else:
        name = f"{inside.text} ({rest})" if rest else inside.text
        match = _WITH_ACRONYM.fullmatch(name)
        participant = RawOrganization(name=match[1], acronym=match[2]) if match else RawOrganization(name=name)
    return RawRole(participant, inside.role or role, inside.status or Status.CONFIRMED, inside.mode)


def _doubts(one: _CellRead, *, own: bool) -> Iterator[tuple[str, int]]:
    """Yield what is not sure about the participants in a cell."""
    text, number = one.cell
    notes = [*one.participants.notes, *(note for role in one.participants.roles for note in role.notes)]
    yield from ((note, number) for note in notes)
    if own or one.column not in _ORGANIZERS or len(parts := separated(text)) < 2:
        return
    # An office stands behind the comma that is in a person's entry.
    only_organizations = all(isinstance(role.participant, RawOrganization) for role in one.participants.roles)
    if only_organizations and any(len(list(pieces(part, ","))) > 1 for part in parts):
        yield f"commas separate no organizers where semicolons or lines do: {quoted(text)}", number


def _offices(text: str, names: Collection[str]) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """Return the offices in the *text* of a column of their own by the *names* of people, and those of no person.

    They are lines `name: office` in our own files, and in others the office beside a single person.
    """
    by_name: dict[str, str] = {}
    without_person: list[str] = []
    for line in filter(None, text.split("\n")):
        colons = list(islice(re.finditer(": ", line), _MOST_COLONS))
        colon = next((colon for colon in reversed(colons) if line[: colon.start()] in names), None)
        if colon:
            by_name.setdefault(line[: colon.start()], line[colon.end() :])
        elif len(names) == 1:
            by_name.setdefault(next(iter(names)), line)
        else:
            without_person.append(line)
    return by_name, tuple(without_person)


def _roles(
    read: Sequence[_CellRead], columns: Mapping[str, object], offices: Mapping[str, str], line: int
) -> tuple[RawRole, ...] | None:
    """Return those in these *columns*, each with the place of the cell and an office; None without such columns."""
    cells = [one for one in read if one.column in columns]
    roles: list[RawRole] = []
    for one in cells:
        for role in one.participants.roles:
            who = role.participant
            if isinstance(who, RawPerson) and not who.office:
                who = replace(who, office=offices.get(who.name))
            roles.append(replace(role, participant=who, place=(line, one.cell.number + 1)))
    return tuple(roles) if cells else None
