"""What may be assumed where a file says nothing; every start of the program needs it, and so it imports little."""

from datetime import date, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ungacli.model import DayRange
from ungacli.when.vocabulary import DateOrder


class ReadOptions(NamedTuple):
    """What to take for granted where a file does not say; nothing is guessed instead.

    *zone* is that of times without one, *year* that of days without one, *duration* that of events
    without an end. What repeats is told within *window*, by default from its first time on and
    before the day *until*. Where somebody is asked to be *busy_only*, what is marked as free time is left out.
    """

    zone: ZoneInfo | None = None
    year: int | None = None
    date_order: DateOrder | None = None
    duration: timedelta | None = None
    window: DayRange | None = None
    until: date = date(2100, 1, 1)
    busy_only: bool = False


NOTHING = ReadOptions()
