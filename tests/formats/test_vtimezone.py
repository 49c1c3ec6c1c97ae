import io
import zoneinfo
from datetime import UTC, datetime, timedelta, tzinfo
from importlib import resources
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.readers import content_lines, zone_by_dateutil
from tests.formats.test_ics import ZONES
from ungacli.formats.ics.vtimezone import vtimezone

START_OF_1990 = datetime(1990, 1, 1, tzinfo=UTC)


def span(key: str, first: str, last: str) -> bytes:
    """Return the component for the zone *key* from *first* to *last*, both local, as it stands in a file."""
    zone = ZoneInfo(key)
    start, end = (datetime.fromisoformat(text).replace(tzinfo=zone) for text in (first, last))
    content: bytes = vtimezone(zone, start, end).to_ical()
    return content


def observances(component: bytes) -> list[dict[str, str]]:
    """Return the properties of each observance of *component*, in order of their names, BEGIN among them.

    The parts of an RRULE are in order of their names too.
    """
    found: list[dict[str, str]] = []
    for line in content_lines(component)[2:-1]:
        name, _, value = line.partition(":")
        if name == "BEGIN":
            found.append({})
        if name == "RRULE":
            value = ";".join(sorted(value.split(";")))
        if name != "END":
            found[-1][name] = value
    return found


def onsets(component: bytes) -> list[tuple[str, str, str]]:
    """Return the DTSTART and both offsets of each observance that changes the clock, in order of time."""
    changes = [each for each in observances(component) if each["TZOFFSETFROM"] != each["TZOFFSETTO"]]
    return sorted((each["DTSTART"], each["TZOFFSETFROM"], each["TZOFFSETTO"]) for each in changes)


def rules(component: bytes) -> list[str]:
    """Return every RRULE of *component*."""
    return [each["RRULE"] for each in observances(component) if "RRULE" in each]


def offsets_differ(zone: ZoneInfo, told: tzinfo, first: datetime, last: datetime, step: timedelta) -> list[datetime]:
    """Return the moments from *first* to *last*, *step* apart, at which *told* has another offset than *zone*.

    Local times that come twice are left out; those that a change skips do not come.
    """
    found = []
    moment = first.astimezone(UTC)
    while moment <= last.astimezone(UTC):
        local = moment.astimezone(zone)
        once = local.utcoffset() == local.replace(fold=1 - local.fold).utcoffset()
        if once and local.utcoffset() != local.replace(tzinfo=told).utcoffset():
            found.append(local)
        moment += step
    return found


def changes(zone: ZoneInfo, first: datetime, last: datetime) -> list[datetime]:
    """Return each moment from *first* to *last*, at most three hours late, when *zone* changes its offset."""
    moments = [first.astimezone(UTC)]
    while moments[-1] < last.astimezone(UTC):
        moments.append(moments[-1] + timedelta(hours=3))
    offsets = [moment.astimezone(zone).utcoffset() for moment in moments]
    return [moment for moment, (before, after) in zip(moments[1:], pairwise(offsets), strict=True) if before != after]


IN_OCTOBER = "BYDAY=-1SU;BYMONTH=10;FREQ=YEARLY"


@pytest.mark.parametrize(
    ("key", "first", "last", "yearly", "expected"),
    [
        # One STANDARD, whose offset does not change.
        ("Asia/Kathmandu", "2024-05-01", "2024-05-02", [], []),
        # The last Sundays of March and October 2023 were the 26th and the 29th; the clocks show 02:00 and 03:00.
        (
            *("Europe/Zurich", "2024-05-01", "2024-05-02", [IN_OCTOBER, "BYDAY=-1SU;BYMONTH=3;FREQ=YEARLY"]),
            [("20230326T020000", "+0100", "+0200"), ("20231029T030000", "+0200", "+0100")],
        ),
        # At 23:00 on the day before March's last Sunday, so on a Saturday from 24 to 30; back on October's last Sunday.
        (
            *("America/Nuuk", "2025-05-01", "2025-05-02"),
            [IN_OCTOBER, "BYDAY=SA;BYMONTH=3;BYMONTHDAY=24,25,26,27,28,29,30;FREQ=YEARLY"],
            [("20240330T230000", "-0200", "-0100"), ("20241027T000000", "-0100", "-0200")],
        ),
        # At 02:00 on the Friday before March's last Sunday, so on one from 23 to 29.
        (
            *("Asia/Jerusalem", "2024-05-01", "2024-05-02"),
            [IN_OCTOBER, "BYDAY=FR;BYMONTH=3;BYMONTHDAY=23,24,25,26,27,28,29;FREQ=YEARLY"],
            [("20230324T020000", "+0200", "+0300"), ("20231029T020000", "+0300", "+0200")],
        ),
        # Summer ends at 24:00 on the last Thursday of October, mostly a Friday of that month but not always.
        (
            *("Africa/Cairo", "2024-01-15", "2024-12-15", []),
            [("20240426T000000", "+0200", "+0300"), ("20241101T000000", "+0300", "+0200")],
        ),
        # The clocks go back for Ramadan, and no rule says so.
        (
            *("Africa/Casablanca", "2024-02-01", "2024-05-01", []),
            [("20240310T030000", "+0100", "+0000"), ("20240414T020000", "+0000", "+0100")],
        ),
        # Until 2006 New York changed on the first Sunday of April and the last of October.
        (
            *("America/New_York", "2006-02-01", "2006-12-01", []),
            [("20060402T020000", "-0500", "-0400"), ("20061029T020000", "-0400", "-0500")],
        ),
        # Without changes now, Sao Paulo had summer until 2019.
        (
            *("America/Sao_Paulo", "2018-02-01", "2018-12-01", []),
            [("20180218T000000", "-0200", "-0300"), ("20181104T000000", "-0300", "-0200")],
        ),
    ],
)
def test_changes_are_yearly_rules_or_stand_one_by_one(
    key: str, first: str, last: str, yearly: list[str], expected: list[tuple[str, str, str]]
) -> None:
    """A weekday among the last or any seven dates of a month is a rule; what no current rule covers has each change."""
    component = span(key, f"{first}T12:00", f"{last}T12:00")
    assert content_lines(component)[:2] == ["BEGIN:VTIMEZONE", f"TZID:{key}"]
    assert sorted(rules(component)) == yearly
    assert onsets(component) == expected


@pytest.mark.parametrize(
    ("key", "daylight", "standard"),
    [
        # Dublin's law calls winter the exception.
        ("Europe/Dublin", ("IST", "+0100"), ("GMT", "+0000")),
        # Nuuk moved its standard time to -02 in 2023, so its summer in 2024 is -01, as no summer was before.
        ("America/Nuuk", ("-01", "-0100"), ("-02", "-0200")),
    ],
)
def test_the_later_clock_is_daylight_time(key: str, daylight: tuple[str, str], standard: tuple[str, str]) -> None:
    """The component calls it DAYLIGHT, as readers expect, and names each observance for its own offset."""
    component = span(key, "2024-05-01T12:00", "2024-05-02T12:00")
    found = {each["BEGIN"]: (each["TZNAME"], each["TZOFFSETTO"]) for each in observances(component)}
    assert found == {"DAYLIGHT": daylight, "STANDARD": standard}


def test_rules_are_found_in_what_the_clock_shows() -> None:
    """Wherever the zone comes from, and also half a second before the end of the days looked at."""
    data = resources.files("tzdata").joinpath("zoneinfo", "Europe", "Zurich").read_bytes()
    zone = ZoneInfo.from_file(io.BytesIO(data), key="Own/Zurich")
    component = vtimezone(zone, datetime(2024, 2, 1, tzinfo=zone), datetime(2024, 12, 1, tzinfo=zone)).to_ical()
    assert sorted(rules(component)) == ["BYDAY=-1SU;BYMONTH=10;FREQ=YEARLY", "BYDAY=-1SU;BYMONTH=3;FREQ=YEARLY"]
    last = datetime(2024, 11, 2, 6, 0, 0, 500_000, tzinfo=UTC).astimezone(ZoneInfo("America/New_York"))
    component = vtimezone(ZoneInfo("America/New_York"), last - timedelta(hours=1), last).to_ical()
    assert len(rules(component)) == 2


@pytest.mark.parametrize("key", [*ZONES, "Pacific/Apia"])
@pytest.mark.parametrize("year", [1995, 2011, 2024, 2036])
def test_the_hours_around_every_change_have_their_offset(key: str, year: int) -> None:
    """Near each change of the clock, and six-hourly between, the component agrees with the zone."""
    zone = ZoneInfo(key)
    first, last = datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 12, 31, tzinfo=zone)
    told = zone_by_dateutil(vtimezone(zone, first, last).to_ical())
    assert offsets_differ(zone, told, first, last, timedelta(hours=6)) == []
    for change in changes(zone, first, last):
        near = change - timedelta(hours=4), change + timedelta(hours=4)
        assert offsets_differ(zone, told, *near, timedelta(minutes=30)) == []


@settings(deadline=None, max_examples=400)
@given(
    key=st.sampled_from(sorted(zoneinfo.available_timezones())),
    first=st.integers(0, 46 * 365 * 24 * 60).map(lambda minutes: START_OF_1990 + timedelta(minutes=minutes)),
    length=st.timedeltas(timedelta(0), timedelta(days=730)),
    parts=st.lists(st.floats(0, 1), min_size=1, max_size=20),
)
def test_any_zone_places_any_time_of_the_span_rightly(
    key: str, first: datetime, length: timedelta, parts: list[float]
) -> None:
    """Whatever the zone and the years, an independent evaluator gets Python's offset for times in the span."""
    zone = ZoneInfo(key)
    last = first + length
    told = zone_by_dateutil(vtimezone(zone, first.astimezone(zone), last.astimezone(zone)).to_ical())
    for part in (0, *parts, 1):
        moment = first + length * part
        assert offsets_differ(zone, told, moment, moment, timedelta(days=1)) == []
