import pytest

from ungacli.errors import QuestionError
from ungacli.when.zones import parse_zone


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Europe/Zurich", "Europe/Zurich"),
        ("europe/zurich", "Europe/Zurich"),
        ("Europe/Zürich", "Europe/Zurich"),
        ("utc", "UTC"),
        ("New York", "America/New_York"),
        ("kathmandu", "Asia/Kathmandu"),
        (" Nairobi ", "Africa/Nairobi"),
        ("louisville", "America/Louisville"),
    ],
)
def test_a_zone_is_found_in_any_case_and_by_its_city(text: str, key: str) -> None:
    """IANA names and their last parts name a zone."""
    assert parse_zone(text).key == key


@pytest.mark.parametrize("text", ["Mars/Olympus", "", "../etc/passwd", "Europe", "UTC+2"])
def test_an_unknown_zone_is_refused_with_a_hint(text: str) -> None:
    """What names no zone is no zone."""
    with pytest.raises(QuestionError) as caught:
        parse_zone(text)
    assert caught.value.hint


def test_a_last_part_that_means_two_clocks_is_refused() -> None:
    """The west of Australia is not that of Brazil."""
    with pytest.raises(QuestionError) as caught:
        parse_zone("west")
    assert "Australia/West" in str(caught.value.hint)
    assert "Brazil/West" in str(caught.value.hint)


def test_a_misspelt_zone_brings_up_the_right_one() -> None:
    """A slip in the name is recognised."""
    with pytest.raises(QuestionError) as caught:
        parse_zone("Europe/Zurch")
    assert "Europe/Zurich" in str(caught.value.hint)
