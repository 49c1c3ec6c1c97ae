"""The defaults for what a file leaves open; every start of the program needs them, and so this imports little."""

from datetime import date, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ungacli.model import DayRange
from ungacli.when.vocabulary import DateOrder


class ReadOptions(NamedTuple):
    """The defaults for what a file leaves open; nothing is guessed instead.

    *zone* is that of times without one, *year* that of days without one, *duration* that of events
    without an end. Series are expanded within *window*, by default from their first occurrence on and
    before the day *until*. With *busy_only*, events that are marked as free time are ignored.
    """

    zone: ZoneInfo | None = None
    year: int | None = None
    date_order: DateOrder | None = None
    duration: timedelta | None = None
    window: DayRange | None = None
    until: date = date(2100, 1, 1)
    busy_only: bool = False


NOTHING = ReadOptions()
