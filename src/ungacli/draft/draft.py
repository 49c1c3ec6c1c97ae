"""What a reader of files hands on: a tree of plain values in the shape of docs/dataset.md."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from ungacli.draft.problems import KeyPath, Place, Problem
from ungacli.model import DayRange

Tree = Any
"""None, text, a list of trees or a dict from text to trees."""

DateOrder = Literal["dmy", "mdy", "ymd"]
"""In which order a date of three numbers is written."""


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What to take for granted where a file does not say; nothing is guessed instead.

    *zone* is that of times without one, *year* that of days without one, *duration* that of events
    without an end. What repeats is told within *window*, by default from its first time on and
    before the day *until*.
    """

    zone: ZoneInfo | None = None
    year: int | None = None
    date_order: DateOrder | None = None
    duration: timedelta | None = None
    window: DayRange | None = None
    until: date = date(2100, 1, 1)


@dataclass(frozen=True)
class Draft:
    """What one file says: a *tree* in the shape of docs/dataset.md, which nobody has checked yet.

    *noted* is what its reader found wrong or odd. *places* tells where the values of the tree
    stand in the file, worked out when it is asked. *remarks* are doubts about single values, for
    whoever completes the draft by hand. A *lenient* draft loses the events that are wrong, and says
    so; any other is refused as a whole.
    """

    tree: Tree
    noted: tuple[Problem, ...] = ()
    places: Callable[[], Mapping[KeyPath, Place]] = dict
    remarks: Mapping[KeyPath, tuple[str, ...]] | None = None
    lenient: bool = False
