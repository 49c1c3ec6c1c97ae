"""What is told of one event while it is read: its tree, where each field stands, and what is doubtful about it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from ungacli.draft.diagnostics import Diagnostic, KeyPath, Level, Place
from ungacli.draft.tree_draft import Tree
from ungacli.formats.page.labels import Kind, Label
from ungacli.formats.page.lines import Line
from ungacli.model import SpeakerRole, Status
from ungacli.names import fold
from ungacli.participants.organizations import is_acronym
from ungacli.participants.people import read_organizers, read_people
from ungacli.participants.person_names import roles_in_prose
from ungacli.participants.roles import status_of
from ungacli.participants.values import NotedRole, RawOrganization, RawPerson


@dataclass
class Participant:
    """Somebody who takes part: a person or a body, *place* of the name, and the part that will refer to them."""

    who: RawPerson | RawOrganization
    place: Place
    part: dict[str, Any]


@dataclass
class Told:
    """One event as far as it is told; paths begin at the event's own."""

    path: KeyPath
    tree: dict[str, Tree] = field(default_factory=dict)
    places: dict[KeyPath, Place] = field(default_factory=dict)
    remarks: dict[KeyPath, list[str]] = field(default_factory=dict)
    noted: list[Diagnostic] = field(default_factory=list)
    parties: list[Participant] = field(default_factory=list)

    def put(self, key: str, value: Tree, place: Place) -> None:
        """Set the field *key*, which stands at *place*, unless it has a value already."""
        self.tree.setdefault(key, value)
        self.mark((key,), place)

    def mark(self, path: KeyPath, place: Place) -> None:
        """Note that what is at *path* within the event stands at *place*."""
        self.places.setdefault((*self.path, *path), place)

    def doubt(self, path: KeyPath, place: Place, *messages: str, level: Level = Level.WARNING) -> None:
        """Note what is not sure about what is, or should be, at *path* within the event."""
        whole = (*self.path, *path)
        for message in messages:
            self.remarks.setdefault(whole, []).append(message)
            self.noted.append(Diagnostic(whole, message, level, place))

    def add_participants(self, label: Label, text: str, place: Place, known: Collection[str]) -> None:
        """Add the speakers or organizers in *text*, behind or under *label*; *known* are names of people."""
        section, role, status = label.meaning.kind.value, label.meaning.role, status_of(label.qualified)
        if isinstance(role, SpeakerRole):
            found = read_people(text, role, status, known)
        else:
            assert role
            found = read_organizers(text, role, status, known)
        for one in found.roles:
            notes = [*one.notes]
            if label.meaning.near and one.role is role:
                notes.append(f'the page heads this "{label.words}"')
            self._add(section, one, label, (place[0], place[1] + max(0, text.find(one.participant.name))), notes)
        if not found.roles and not found.notes:
            self.mark((section,), place)
            self.doubt((section,), place, f'"{label.words}" names nobody yet: "{text[:80]}"')
        elif found.notes:
            self.mark((section,), place)
            self.doubt((section,), place, *found.notes)

    def _add(self, section: str, one: NotedRole, label: Label, place: Place, notes: Iterable[str]) -> None:
        who, role, status, mode = one.participant, one.role, one.status, one.mode
        if label.meaning.kind is Kind.SPEAKERS and isinstance(who, RawPerson) and not who.employer and label.before:
            # Who is an "IOM Speaker" is of IOM.
            who = replace(who, employer=RawOrganization(name=label.before)) if is_acronym(label.before) else who
        parts = self.tree.setdefault(section, [])
        path = (section, len(parts))
        part = {"person" if isinstance(who, RawPerson) else "organization": ""}
        part |= {"role": str(role)} if role is not SpeakerRole.SPEAKER else {}
        part |= {"status": str(status)} if status is not Status.CONFIRMED else {}
        part |= {"mode": str(mode)} if mode else {}
        parts.append(part)
        self.parties.append(Participant(who, place, part))
        self.mark(path, place)
        self.doubt(path, place, *notes)

    def roles_in_prose(self, line: Line) -> None:
        """Give the speakers the roles that *line* gives; who is no speaker is noted, and never made one."""
        speakers = self.tree.get("speakers", ())
        for name, role, words in roles_in_prose(line.text):
            parts = [
                party.part
                for party in self.parties
                if isinstance(party.who, RawPerson)
                and fold(party.who.name) == fold(name)
                and any(one is party.part for one in speakers)
                and role is not None
                and party.part.get("role") in {None, str(role)}
            ]
            if parts:
                parts[0]["role"] = str(role)
            else:
                self.doubt(("speakers",), place_of(line), f'the prose says "{words}", which is not used')


def place_of(line: Line, at: int = 0) -> Place:
    """Return the place of the character *at* of a line's text."""
    return line.number, line.column + at
