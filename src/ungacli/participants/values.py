"""People, organizations and roles as one place of a file names them, before a registry knows who is the same."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from ungacli.model import Mode, OrganizerRole, SpeakerRole, Status


@dataclass(frozen=True, slots=True)
class Reference:
    """A person or an organization by the *id* under which this file or an earlier one declares it."""

    kind: Literal["person", "organization"]
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RawOrganization:
    """An organization as one place of a file names it.

    *id* is its id where the file declares one; *place* is where it stands: line and column, counted from 1.
    The name is empty only in an entry that adds to what an earlier file declares under that id.
    """

    name: str
    acronym: str | None = None
    kind: str | None = None
    aliases: tuple[str, ...] | None = None
    id: str | None = None
    place: tuple[int, int] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPerson:
    """A person as one place of a file names them; the name may begin with an honorific.

    *id* is the person's id where the file declares one for the schedule. *key* is an identifier that another
    program gave: it joins two mentions only if their names are spellings of one name. *place* is line and column.
    """

    name: str
    honorific: str | None = None
    honorific_suffix: str | None = None
    office: str | None = None
    employer: RawOrganization | Reference | None = None
    aliases: tuple[str, ...] | None = None
    id: str | None = None
    key: str | None = None
    place: tuple[int, int] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class RawRole:
    """What one participant does in one event; *place* is line and column."""

    participant: RawPerson | RawOrganization | Reference
    role: SpeakerRole | OrganizerRole
    status: Status = Status.CONFIRMED
    mode: Mode | None = None
    place: tuple[int, int] | None = field(default=None, compare=False)


class NotedRole(NamedTuple):
    """A role as a text gives it, and *notes* on what is not sure about it."""

    participant: RawPerson | RawOrganization
    role: SpeakerRole | OrganizerRole
    status: Status = Status.CONFIRMED
    mode: Mode | None = None
    notes: tuple[str, ...] = ()

    @property
    def raw(self) -> RawRole:
        """The role without its notes and its place."""
        return RawRole(self.participant, self.role, self.status, self.mode)


class Participants(NamedTuple):
    """What one text says of who takes part.

    *unnamed* are the parts of it that name nobody, such as `TBC`. *by_commas* is whether nothing but commas
    separates the names. *notes* are about the text as a whole.
    """

    roles: tuple[NotedRole, ...] = ()
    unnamed: tuple[str, ...] = ()
    by_commas: bool = False
    notes: tuple[str, ...] = ()
