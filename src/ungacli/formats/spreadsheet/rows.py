"""From the cells of a row to the tree of an event."""

import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from itertools import islice
from typing import Any

from ungacli.draft.diagnostics import quoted
from ungacli.formats.spreadsheet.description import MARKS
from ungacli.formats.spreadsheet.roster import Roster
from ungacli.formats.spreadsheet.style import Cells
from ungacli.model import Mode, OrganizerRole, SpeakerRole, Status
from ungacli.names import fold, quoted_list
from ungacli.participants.organizations import pieces, separated
from ungacli.participants.people import read_organizers, read_people
from ungacli.participants.roles import is_nobody, last_brackets, mode_of, status_of
from ungacli.participants.values import NotedRole, Participants, RawOrganization, RawPerson

_SPEAKERS = {"speakers": SpeakerRole.SPEAKER} | {role.value: role for role in SpeakerRole}
_ORGANIZERS = {
    **dict.fromkeys(("organizers", "organizing_person"), OrganizerRole.ORGANIZER),
    **{role.value: role for role in OrganizerRole},
}
_WITH_ACRONYM = re.compile(r"(.*\S) \((?=.*[A-Z].*[A-Z])([^\W_][\w&./'-]{1,14})\)")
_AS_THEY_STAND = ("id", "uid", "location", "audience", "url", "contact", "note")
_LINKED = re.compile(r"(.*\S)\s\(?(https?://[^\s()]+)\)?", re.DOTALL)
_OWN_LINKED = re.compile(r"(.*): (https?://\S+)", re.DOTALL)
_BARE_LINK = re.compile(r"(?:www\.)[^\s]+\.[^\s]+")
_MOST_COLONS = 20
_UNLINKED = " (no link published)"


def known_people(rows: Iterable[Cells]) -> frozenset[str]:
    """Return the folded names of everybody in the cells for speakers."""
    cells = (row[name][0] for row in rows for name in _SPEAKERS if name in row)
    return frozenset(fold(one.participant.name) for cell in cells for one in read_people(cell).roles)


class Rows:
    """Reads what rows say of events besides when they are; *own* files have one way for everything.

    *known* are folded names of the people in the file.
    """

    def __init__(self, *, own: bool, known: frozenset[str] = frozenset()) -> None:
        self.roster = Roster()
        self._own = own
        self._known = known
        self.left_out: set[str] = set()
        self.organizers_by_commas = self.people_by_commas = False
        self._odd: list[tuple[str, int]] = []

    def event(self, cells: Cells) -> dict[str, Any]:
        """Return the tree of the event in *cells*, without its times."""
        texts = {meaning: text for meaning, (text, _) in cells.items()}
        tree: dict[str, Any] = {key: texts.get(key) for key in _AS_THEY_STAND}
        tree["title"] = self._title(texts)
        tree["status"] = self._word("status", cells, status_of, Status)
        tree["mode"] = self._word("mode", cells, mode_of, Mode)
        tree["url"] = self._link(cells)
        tree["summary"] = self._summary(texts)
        tree["topics"] = self._items(texts.get("topics"))
        tree["documents"] = [self._document(text) for text in self._items(texts.get("documents"), commas=False)]
        # In the order of the columns, whichever comes first.
        speakers = [role for name in cells if name in _SPEAKERS for role in self._participants(name, *cells[name])]
        organizers = [role for name in cells if name in _ORGANIZERS for role in self._participants(name, *cells[name])]
        tree["speakers"] = [self.roster.add(role) for role in speakers]
        tree["organizers"] = [self.roster.add(role) for role in organizers]
        named = {one.participant.name for one in [*speakers, *organizers] if isinstance(one.participant, RawPerson)}
        self._take_offices(texts.get("offices", ""), named)
        return {key: value for key, value in tree.items() if value}

    def _participants(self, column: str, text: str, number: int) -> list[NotedRole]:
        """Return those whom the cell *text* of a *column* names, and note what is odd about them."""
        found = self._read(column, text)
        self.left_out |= set(found.unnamed)
        self._odd += [(note, number) for note in found.notes]
        self._odd += [(note, number) for one in found.roles for note in one.notes]
        self.people_by_commas |= found.by_commas and column in _SPEAKERS
        self.organizers_by_commas |= found.by_commas and column in _ORGANIZERS
        if column in _ORGANIZERS and not self._own and len(parts := separated(text)) > 1:
            # An office stands behind the comma that is in a person's entry.
            names = [one.participant for one in found.roles]
            if all(isinstance(one, RawOrganization) for one in names) and any(
                len(list(pieces(part, ","))) > 1 for part in parts
            ):
                message = f"commas separate no organizers where semicolons or lines do: {quoted(text)}"
                self._odd.append((message, number))
        return list(found.roles)

    def _read(self, column: str, text: str) -> Participants:
        if self._own:
            role = _SPEAKERS.get(column) or _ORGANIZERS[column]
            return Participants(tuple(_own_role(line, role) for line in text.split("\n") if line))
        if column in _SPEAKERS:
            return read_people(text, _SPEAKERS[column], known=self._known)
        if column == "organizing_person":
            return read_people(text, OrganizerRole.ORGANIZER, known=self._known)
        return read_organizers(text, _ORGANIZERS[column], known=self._known)

    def _title(self, said: Mapping[str, str]) -> str | None:
        title = said.get("title")
        mark = MARKS.get(said.get("status", "")) if self._own else None
        return title.removeprefix(mark) if title and mark else title

    def _summary(self, said: Mapping[str, str]) -> str | None:
        texts = ["summary"] if self._own else ["summary", "description"]
        return "\n\n".join(dict.fromkeys(said[name] for name in texts if name in said)) or None

    def _items(self, cell: str | None, *, commas: bool = True) -> list[str]:
        if cell is None:
            return []
        if self._own:
            return cell.split("\n")
        parts = list(pieces(cell, r"[;\n]"))
        parts = list(pieces(cell, ",")) if commas and len(parts) == 1 else parts
        return [item for part in parts if (item := " ".join(part.split()).removeprefix("• ").strip())]

    def _document(self, text: str) -> dict[str, str]:
        if text.endswith(_UNLINKED):
            return {"title": text.removesuffix(_UNLINKED)}
        if found := (_OWN_LINKED if self._own else _LINKED).fullmatch(text):
            return {"title": found[1] if self._own else found[1].rstrip(" :-–"), "url": found[2]}
        return {"title": text, "url": text} if re.fullmatch(r"https?://\S+", text) else {"title": text}

    def _take_offices(self, text: str, named: set[str]) -> None:
        """Take the lines `name: office` of our own files, and the office beside a single speaker of others."""
        for line in filter(None, text.split("\n")):
            colons = list(islice(re.finditer(": ", line), _MOST_COLONS))
            place = next((colon for colon in reversed(colons) if line[: colon.start()] in named), None)
            if place:
                self.roster.office(line[: place.start()], line[place.end() :])
            elif len(named) == 1:
                self.roster.office(next(iter(named)), line)
            else:
                self.left_out.add(line)

    def odd(self) -> list[tuple[str, int]]:
        """Return what was odd since it was last asked for, and in which columns."""
        told, self._odd = self._odd, []
        return told

    def _word(
        self, meaning: str, cells: Cells, read: Callable[[str], StrEnum | None], choices: Iterable[StrEnum]
    ) -> str | None:
        text, number = cells.get(meaning, ("", 0))
        value = read(text)
        if text and value is None:
            self._odd.append((f"left out: {quoted(text)} is no {meaning} such as {quoted_list([*choices])}", number))
        return None if value is None else value.value

    def _link(self, cells: Cells) -> str | None:
        text, number = cells.get("url", ("", 0))
        if not text or is_nobody(text):
            return None
        link = f"https://{text}" if _BARE_LINK.fullmatch(text) else text
        if not re.fullmatch(r"https?://[^\s\x00-\x1f]+", link):
            self._odd.append((f"left out: {quoted(text)} is no link that begins with https:// or http://", number))
            return None
        return link


def _own_role(line: str, role: SpeakerRole | OrganizerRole) -> NotedRole:
    """Return who is named in a *line* of our own files, which says everything else in its last brackets."""
    inside = last_brackets(line)
    is_person = isinstance(role, SpeakerRole) or "person" in inside.rest
    rest = ", ".join(words for words in inside.rest if words != "person")
    participant: RawPerson | RawOrganization
    if is_person:
        participant = RawPerson(name=inside.text, office=rest or None)
    else:
        name = f"{inside.text} ({rest})" if rest else inside.text
        match = _WITH_ACRONYM.fullmatch(name)
        participant = RawOrganization(name=match[1], acronym=match[2]) if match else RawOrganization(name=name)
    return NotedRole(participant, inside.role or role, inside.status or Status.CONFIRMED, inside.mode)
