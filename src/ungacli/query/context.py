"""What a query starts from: the filter options as typed, and the schedule, the moment and the picks they refer to."""

from collections.abc import Callable, Sequence
from copy import copy
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ungacli.errors import QuestionError
from ungacli.model import Event, OrganizerRole, Participant, Role, Schedule, SpeakerRole
from ungacli.names import fold
from ungacli.query.lookup import ParticipantKind, find_participant, find_role, involvements
from ungacli.query.text_search import event_text

if TYPE_CHECKING:
    from ungacli.when.day_options import ScheduleDays


class Filters(NamedTuple):
    """Filter options as typed: an event has one of the values of each field.

    *query* and *where* are texts in the filter language. *selection* is whose picks *picked* and `is:picked`
    refer to: the user's own for None.
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
        """Whether every event matches."""
        return not any(value or value == "" for value in self._replace(selection=None))

    def of_participant(self, kind: ParticipantKind, name: str) -> "list[Filters]":
        """Return these filters for the events of the speaker or organizer *name*, whose role *role* is then."""
        own: dict[str, Any] = {kind: [name]}
        return [Filters(**own), self] if getattr(self, kind) else [self._replace(**own)]

    def roles_of(self, kind: ParticipantKind) -> list[Role]:
        """Return the roles to list everyone of *kind* in; none if *role* is that of another participant.

        Raises QuestionError for what is no role.
        """
        roles = [find_role(text) for text in self.role]
        own = SpeakerRole if kind == "speaker" else OrganizerRole
        theirs = not self.speaker and not getattr(self, kind) and all(isinstance(role, own) for role in roles)
        return roles if theirs else []


class QueryContext:
    """The *schedule* that a query is about, in whose zone days and times are, its *days*, and the moment *now*.

    *picked* returns the ids of the picked events and is called at most once; *selection* is whose picks they are.
    *speakers* and *organizers* are those named beside a role, which is then theirs.
    """

    def __init__(
        self,
        schedule: Schedule,
        days: "ScheduleDays",
        now: datetime,
        picked: Callable[[], frozenset[str]] = frozenset,
        selection: str | None = None,
    ) -> None:
        self.schedule = schedule
        self.days = days
        self.now = now
        self.picked = cache(picked)
        self.selection = selection
        self.speakers: tuple[Participant, ...] = ()
        self.organizers: tuple[Participant, ...] = ()
        self._participants: dict[tuple[ParticipantKind, str], Participant | QuestionError] = {}
        self._texts: dict[str, str] = {}
        self.words_of_names = cache(self._words_of_names)

    def beside(self, speakers: Sequence[Participant], organizers: Sequence[Participant]) -> "QueryContext":
        """Return this context with *speakers* and *organizers* named too."""
        wider = copy(self)
        wider.speakers, wider.organizers = (*self.speakers, *speakers), (*self.organizers, *organizers)
        return wider

    def participant(self, kind: ParticipantKind, name: str) -> Participant:
        """Return the one speaker or organizer that *name* matches; QuestionError if none or several."""
        if (kind, name) not in self._participants:
            try:
                self._participants[kind, name] = find_participant(self.schedule, kind, name)
            except QuestionError as error:
                self._participants[kind, name] = error
        result = self._participants[kind, name]
        if isinstance(result, QuestionError):
            raise result
        return result

    def _words_of_names(self, kind: ParticipantKind) -> frozenset[str]:
        """Return the folded words in the names of all speakers or organizers."""
        spellings = [spelling for one, _ in involvements(self.schedule, kind) for spelling in one.spellings]
        return frozenset(word for spelling in spellings for word in fold(spelling).split())

    def text(self, event: Event) -> str:
        """Return the text of *event* that words are looked for in, folded once for all of them."""
        if event.uid not in self._texts:
            self._texts[event.uid] = event_text(event)
        return self._texts[event.uid]

    def local(self, event: Event) -> Event:
        """Return *event* in the zone of the schedule."""
        return event.in_zone(self.schedule.timezone)
