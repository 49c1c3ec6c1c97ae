"""Who in one schedule is whom in another."""

from collections.abc import Iterator, Sequence

from ungacli.model import Event, Participant, Schedule
from ungacli.names import fold
from ungacli.planning.pairing import paired

Who = str
"""One word for whom two schedules name, whatever each calls them."""


class Acquaintance:
    """Who is who in two schedules: the same id is the same one, then the same name or another one of theirs.

    Names are folded. A format that keeps no ids makes them of names, and so may differ in them.
    """

    def __init__(self, old: Schedule, new: Schedule) -> None:
        """Bring everybody together whom *old* and *new* name in their events."""
        before, after = _named(old), _named(new)
        pairs, left, come = paired(before, after, [_keys, _name, _names], order=_key)
        self._old = {_key(one): f"both {_key(one)}" for one, _ in pairs} | {
            _key(one): f"old {_key(one)}" for one in left
        }
        self._new = {_key(other): f"both {_key(one)}" for one, other in pairs}
        self._new |= {_key(one): f"new {_key(one)}" for one in come}

    def who(self, party: Participant, *, is_new: bool) -> Who:
        """Return the word for *party*, as the old or the new schedule names them."""
        return (self._new if is_new else self._old)[_key(party)]


def _named(schedule: Schedule) -> list[Participant]:
    return [*{_key(party): party for event in schedule.events for party in parties(event)}.values()]


def parties(event: Event) -> Iterator[Participant]:
    """Yield everybody who takes part in *event*, speakers first."""
    yield from (part.person for part in event.speakers)
    yield from (part.participant for part in event.organizers)


def _key(party: Participant) -> str:
    return f"{type(party).__name__} {party.id}"


def _keys(party: Participant) -> Sequence[str]:
    return [_key(party)]


def _name(party: Participant) -> Sequence[str]:
    return [*filter(None, [fold(party.name)])]


def _names(party: Participant) -> Sequence[str]:
    return [*filter(None, map(fold, party.names))]
