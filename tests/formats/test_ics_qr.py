import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import segno
import vobject
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import event
from ungacli import Schedule
from ungacli.formats.ics.writing import MAX_QR_BYTES, qr_text
from ungacli.model import Status


def _read(text: str) -> dict[str, str]:
    """Return the properties of the one event of *text*, as another library reads them."""
    (one,) = vobject.readOne(text).vevent_list
    return {child.name: child.value for child in one.getChildren()}


def test_the_bundled_launch(unga: Schedule) -> None:
    """24 September 2024 from 17:00 to 19:00 in New York is 21:00 to 23:00 in UTC; its venue is not known."""
    (cmil,) = [one for one in unga.events if one.id == "cmil"]
    assert qr_text(cmil).split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "BEGIN:VEVENT",
        f"UID:{cmil.uid}",
        "SUMMARY:Launch of the Climate Mobility Innovation Lab",
        "DTSTART:20240924T210000Z",
        "DTEND:20240924T230000Z",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_signs_of_the_format_are_escaped() -> None:
    """Commas, semicolons, backslashes and breaks are text (RFC 5545, section 3.3.11), also where lines would begin."""
    text = qr_text(event(title="A, b; c\\n\r\nDTSTART:1\x1b", location="Room 1, 2nd floor"))
    assert "\r\nSUMMARY:A\\, b\\; c\\\\n DTSTART:1\r\n" in text
    assert "\r\nLOCATION:Room 1\\, 2nd floor\r\n" in text
    assert text.count("DTSTART:2025") == 1


@pytest.mark.parametrize(
    ("status", "title"),
    [
        (Status.CONFIRMED, "Briefing"),
        (Status.TENTATIVE, "[TBC] Briefing"),
        (Status.CANCELLED, "[cancelled] Briefing"),
    ],
)
def test_what_is_not_sure_is_marked(status: Status, title: str) -> None:
    """As in a calendar file; phones know no STATUS."""
    assert f"\r\nSUMMARY:{title}\r\n" in qr_text(event(status=status))


def test_what_is_too_long_is_cut() -> None:
    """One byte more is a larger code: a title of 219 leaves no room for a UID, else the longer text is cut."""
    text = qr_text(event(title="a" * 219, uid="u" * 36, location="Room 1"))
    told = _read(text)
    assert (told["SUMMARY"], told["LOCATION"]) == ("a" * 219, "Room 1")
    assert "UID:" not in text
    one = _read(qr_text(event(title="word " * 200, location="Room 1")))
    assert re.fullmatch("(word )+(w|wo|wor|word)…", one["SUMMARY"])
    assert one["LOCATION"] == "Room 1"
    both = _read(qr_text(event(title="a" * 500, location="b" * 500)))
    assert re.fullmatch("a+…", both["SUMMARY"])
    assert re.fullmatch("b+…", both["LOCATION"])
    assert len(both["SUMMARY"]) == len(both["LOCATION"])
    assert segno.make_qr("a" * MAX_QR_BYTES, error="l", encoding="utf-8").version == 12
    assert segno.make_qr("a" * (MAX_QR_BYTES + 1), error="l", encoding="utf-8").version == 13


@given(title=st.text(max_size=500), location=st.text(max_size=500), uid=st.text(max_size=100))
def test_no_text_is_larger_than_the_limit(title: str, location: str, uid: str) -> None:
    """Whatever an event says, with its times whole."""
    text = qr_text(event(title=title, location=location, uid=uid))
    assert len(text.encode()) <= MAX_QR_BYTES
    assert "\r\nDTSTART:20250922T070000Z\r\nDTEND:20250922T080000Z\r\n" in text


def test_the_second_coming_of_an_hour_is_another_instant() -> None:
    """Where clocks go back, 02:30 comes twice: at 00:30 and at 01:30 in UTC."""
    start = datetime(2025, 10, 26, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Zurich"))
    assert "DTSTART:20251026T013000Z" in qr_text(event(start=start))
