from datetime import date, datetime
from zoneinfo import ZoneInfo

from tests.builders import GENEVA, event, schedule

LATE_IN_NEW_YORK = event(start=datetime(2025, 9, 22, 20, tzinfo=ZoneInfo("America/New_York")))


def test_days_are_those_of_the_schedules_own_clock() -> None:
    """20:00 in New York is on the next day in Geneva; each day counts once, and what is in the zone stays itself."""
    whole = schedule(event(), event(id="b"), LATE_IN_NEW_YORK)
    assert whole.days == (date(2025, 9, 22), date(2025, 9, 23))
    assert [one.timezone for one in whole.local_events] == [GENEVA] * 3
    one = event()
    assert one.in_zone(GENEVA) is one
