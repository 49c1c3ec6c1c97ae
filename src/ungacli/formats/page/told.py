"""What is told of one event while it is read: its tree, where each field stands, and what is doubtful about it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ungacli.draft.diagnostics import Diagnostic, KeyPath, Level, Place
from ungacli.draft.tree_draft import Tree
from ungacli.formats.page.bodies import Body
from ungacli.formats.page.lines import Line
from ungacli.formats.page.people import ToldPerson


@dataclass
class Participant:
    """Somebody who takes part: a person or a body, *place* of the name, and the part that will refer to them."""

    who: ToldPerson | Body
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

    def add_part(self, section: str, who: ToldPerson | Body, place: Place, doubts: Iterable[str], **facts: Any) -> None:
        """Add a speaker or an organizer; *facts* that are None are left out."""
        parts = self.tree.setdefault(section, [])
        path = (section, len(parts))
        part = {"person" if isinstance(who, ToldPerson) else "organization": ""}
        part |= {key: str(value) for key, value in facts.items() if value is not None}
        parts.append(part)
        self.parties.append(Participant(who, place, part))
        self.mark(path, place)
        self.doubt(path, place, *doubts)


def place_of(line: Line, at: int = 0) -> Place:
    """Return the place of the character *at* of a line's text."""
    return line.number, line.column + at
