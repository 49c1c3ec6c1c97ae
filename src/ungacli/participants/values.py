"""People, organizations and roles as one place of a file names them, before equal ones are joined."""

from dataclasses import dataclass, field
from typing import NamedTuple

from ungacli.model import Mode, OrganizerRole, SpeakerRole, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class RawOrganization:
    """An organization as one place of a file names it.

    *id* is its id where the file declares one. In a role, or as an employer, an id refers to an organization that this
    file or an earlier one declares; the name is empty then, as in an entry that adds to one of an earlier file.
    *place* is where it stands: line and column, counted from 1.
    """

    name: str = ""
    acronym: str | None = None
    kind: str | None = None
    aliases: tuple[str, ...] | None = None
    id: str | None = None
    place: tuple[int, int] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPerson:
    """A person as one place of a file names them; the name may begin with an honorific.

    *id* and *place* are as for an organization. *key* is an identifier that another program gave: it joins two
    mentions only if their names are spellings of one name.
    """

    name: str = ""
    honorific: str | None = None
    honorific_suffix: str | None = None
    office: str | None = None
    employer: RawOrganization | None = None
    aliases: tuple[str, ...] | None = None
    id: str | None = None
    key: str | None = None
    place: tuple[int, int] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class RawRole:
    """What one participant does in one event; *place* is line and column, *notes* are on what is not sure about it."""

    participant: RawPerson | RawOrganization
    role: SpeakerRole | OrganizerRole
    status: Status = Status.CONFIRMED
    mode: Mode | None = None
    place: tuple[int, int] | None = field(default=None, compare=False)
    notes: tuple[str, ...] = field(default=(), compare=False)


class Participants(NamedTuple):
    """The participants that one text names.

    *unnamed* are the parts of it without a name, such as `TBC`. *by_commas* is whether nothing but commas
    separates the names. *notes* are about the text as a whole.
    """

    roles: tuple[RawRole, ...] = ()
    unnamed: tuple[str, ...] = ()
    by_commas: bool = False
    notes: tuple[str, ...] = ()
