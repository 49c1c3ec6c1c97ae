"""What is asked of events, as typed: options and texts in the filter language."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from ungacli.model import OrganizerRole, Role, SpeakerRole
from ungacli.query.lookup import ParticipantKind, find_role


class Filters(NamedTuple):
    """What is asked of an event, as typed: any of the values of one field, and all of the fields.

    *query* and *where* are texts in the filter language. *selection* is whose picks are meant by *picked*, and by
    `is:picked`: the user's own for None.
    """

    date: Sequence[str] = ()
    from_: Sequence[str] = ()
    to: Sequence[str] = ()
    time: Sequence[str] = ()
    speaker: Sequence[str] = ()
    organizer: Sequence[str] = ()
    role: Sequence[str] = ()
    topic: Sequence[str] = ()
    status: Sequence[str] = ()
    mode: Sequence[str] = ()
    where: Sequence[str] = ()
    query: str | None = None
    picked: bool = False
    selection: str | None = None

    @property
    def ask_nothing(self) -> bool:
        """Whether every event is meant."""
        return not any(given or given == "" for given in self._replace(selection=None))


def of_party(filters: Filters, kind: ParticipantKind, name: str) -> list[Filters]:
    """Return *filters* for the events of the speaker or organizer *name*; a role is then theirs."""
    own: dict[str, Any] = {kind: [name]}
    return [Filters(**own), filters] if getattr(filters, kind) else [filters._replace(**own)]


def roles_of(filters: Filters, kind: ParticipantKind) -> list[Role]:
    """Return the roles in which everyone is asked for whose *kind* is listed; none if *filters* ask for another's role.

    Raises QuestionError for what is no role.
    """
    roles = [find_role(text) for text in filters.role]
    own = SpeakerRole if kind == "speaker" else OrganizerRole
    theirs = not filters.speaker and not getattr(filters, kind) and all(isinstance(role, own) for role in roles)
    return roles if theirs else []
