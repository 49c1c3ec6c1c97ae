"""What a query is about: a schedule and a moment, and what is found out about them once for all conditions."""

from collections.abc import Callable, Sequence
from copy import copy
from datetime import datetime
from functools import cache, cached_property

from ungacli.errors import QuestionError
from ungacli.model import Event, Participant, Schedule
from ungacli.names import fold
from ungacli.query.lookup import EVERYONE, FIND, ParticipantKind
from ungacli.query.text_search import event_text
from ungacli.when.days import KnownDays, known_days


class Subject:
    """What a query is about: the schedule, by whose clock days and times are, and the moment *now*.

    *picked* returns the ids of the picked events, found out when it is first called, and *selection* is whose they are.
    *people* and *hosts* are the speakers and organizers named beside a role, which then is theirs.
    """

    def __init__(
        self,
        schedule: Schedule,
        now: datetime,
        picked: Callable[[], frozenset[str]] = frozenset,
        selection: str | None = None,
    ) -> None:
        self.schedule = schedule
        self.now = now
        self.picked = cache(picked)
        self.selection = selection
        self.people: tuple[Participant, ...] = ()
        self.hosts: tuple[Participant, ...] = ()
        self._parties: dict[tuple[ParticipantKind, str], Participant | QuestionError] = {}
        self._words: dict[ParticipantKind, frozenset[str]] = {}
        self._texts: dict[str, str] = {}

    def beside(self, people: Sequence[Participant], hosts: Sequence[Participant]) -> "Subject":
        """Return the same with *people* and *hosts* named too."""
        more = copy(self)
        more.people, more.hosts = (*self.people, *people), (*self.hosts, *hosts)
        return more

    def party(self, kind: ParticipantKind, name: str) -> Participant:
        """Return the one speaker or organizer whom *name* means; QuestionError if it is nobody or several."""
        if (kind, name) not in self._parties:
            try:
                self._parties[kind, name] = FIND[kind](self.schedule, name)
            except QuestionError as error:
                self._parties[kind, name] = error
        found = self._parties[kind, name]
        if isinstance(found, QuestionError):
            raise found
        return found

    def words_of_names(self, kind: ParticipantKind) -> frozenset[str]:
        """Return the folded words in the names of all speakers or organizers."""
        if kind not in self._words:
            spellings = [spelling for party, _ in EVERYONE[kind](self.schedule) for spelling in party.spellings]
            self._words[kind] = frozenset(word for spelling in spellings for word in fold(spelling).split())
        return self._words[kind]

    @cached_property
    def days(self) -> KnownDays:
        """The days of the schedule."""
        return known_days(self.schedule)

    def text(self, event: Event) -> str:
        """Return the text of *event* that words are looked for in, folded once for all of them."""
        if event.uid not in self._texts:
            self._texts[event.uid] = event_text(event)
        return self._texts[event.uid]

    def local(self, event: Event) -> Event:
        """Return *event* by the clock of the schedule."""
        return event.in_zone(self.schedule.timezone)
