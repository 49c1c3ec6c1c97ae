"""Two schedules without what the format of either cannot say: that one has it is no difference."""

from collections.abc import Sequence
from typing import NamedTuple

from ungacli.formats.facts import FACTS, holds
from ungacli.formats.table import FORMATS
from ungacli.model import Schedule

# By these people are known again, and nobody compares them.
_OF_PARTIES = {
    *("offices", "employers", "honorifics", "honorific suffixes"),
    *("acronyms", "aliases", "kinds of organizations", "notes"),
}


class Comparable(NamedTuple):
    """Both schedules, and for each format that says less the facts that were left out of them."""

    old: Schedule
    new: Schedule
    left_out: Sequence[tuple[str, Sequence[str]]]


def comparable(old: Schedule, new: Schedule, formats: Sequence[str]) -> Comparable:
    """Return *old* and *new* without the facts that one of their *formats*, by name, cannot carry."""
    left_out = []
    for name in dict.fromkeys(formats):
        facts = [
            fact
            for fact in FACTS
            if fact in FORMATS[name].lacks - _OF_PARTIES and (holds(old, fact) or holds(new, fact))
        ]
        for fact in facts:
            old, new = FACTS[fact](old), FACTS[fact](new)
        if facts:
            left_out.append((FORMATS[name].title, facts))
    return Comparable(old, new, left_out)
