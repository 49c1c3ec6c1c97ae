"""What is asked of events, as typed: options and texts in the filter language."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from ungacli.query.lookup import PartyKind


class Filters(NamedTuple):
    """What is asked of an event, as typed: any of the values of one field, and all of the fields.

    *query* and *where* are texts in the filter language.
    """

    date: Sequence[str] = ()
    from_: str | None = None
    to: str | None = None
    time: Sequence[str] = ()
    speaker: Sequence[str] = ()
    organizer: Sequence[str] = ()
    role: Sequence[str] = ()
    topic: Sequence[str] = ()
    status: Sequence[str] = ()
    mode: Sequence[str] = ()
    where: Sequence[str] = ()
    query: str | None = None

    @property
    def ask_nothing(self) -> bool:
        """Whether every event is meant."""
        return not any(given or given == "" for given in self)


def of_party(filters: Filters, kind: PartyKind, name: str) -> list[Filters]:
    """Return *filters* for the events of the speaker or organizer *name*; a role is then theirs."""
    own: dict[str, Any] = {kind: [name]}
    return [Filters(**own), filters] if getattr(filters, kind) else [filters._replace(**own)]
