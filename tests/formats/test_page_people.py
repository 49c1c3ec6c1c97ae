"""People and organizations in the lists of a page, and their roles in its prose."""

import pytest

from tests.formats.test_page import draft, file_of, messages_of, trees

HEAD = "1 July 2025 | A\nTime: 10-11\n"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Speakers:\nMayor Anne Hidalgo\nAl Bo\n", ["Anne Hidalgo", "Al Bo"]),
        ("Speakers:\n\nAl Bo\n\nCy Di\n", ["Al Bo", "Cy Di"]),
        ("Speakers\nMayor Anne Hidalgo; Sadiq Khan\n", ["Anne Hidalgo", "Sadiq Khan"]),
    ],
)
def test_lists_below_a_label_alone(text: str, names: list[str]) -> None:
    """Each line or paragraph that is a name is a speaker; an office may stand before it."""
    assert [one["name"] for one in file_of(HEAD + text)["people"].values()] == names


def test_a_label_over_no_names_is_reported() -> None:
    """The line is kept; brackets behind the way to take part are the place, and reported where there is one."""
    text = f"{HEAD}Speakers:\nThis will follow soon.\n"
    assert 'nothing below "Speakers" was understood' in messages_of(text)
    assert trees(text)[0]["summary"] == "This will follow soon."
    long = "Ann Lee and the others whom she brings " * 12
    assert trees(f"{HEAD}Speakers:\n{long}\n")[0]["summary"] == long.strip()
    event = trees(f"{HEAD}Format: Hybrid (Geneva & Zoom)\n")[0]
    assert (event["mode"], event["location"]) == ("hybrid", "Geneva & Zoom")
    assert 'not used of this line: "Geneva"' in messages_of(f"{HEAD}Venue: Room 5\nFormat: Hybrid (Geneva)\n")
    assert "location" not in trees(f"{HEAD}Format: Hybrid (TBC)\n")[0]


def test_roles_of_speakers_in_prose() -> None:
    """Only who is named as a speaker gets a role; who is not, and what is no role, is reported."""
    text = f"{HEAD}Speakers: Ann Lee; Bo Ek; Cy Di\nOrganizers: Li Na, Mayor\n\n"
    prose = "Ann Lee will be moderating. Keynote by Mr. Bo Ek. Cy Di chairs the session."
    prose += " Zed Ali moderates. Li Na will moderate."
    assert trees(text + prose)[0]["speakers"] == [
        {"person": "ann-lee", "role": "moderator"},
        {"person": "bo-ek", "role": "keynote"},
        {"person": "cy-di"},
    ]
    assert [message for message in messages_of(text + prose) if message.startswith("the prose")] == [
        'the prose says "Zed Ali moderates", which is not used',
        'the prose says "Li Na will moderate", which is not used',
        'the prose says "Cy Di chairs", which is not used',
    ]
    assert not any(message.startswith("the prose") for message in messages_of(f"{text}Ports Officer chairs it."))


def test_an_end_long_after_midnight_is_a_warning() -> None:
    """An event of most of a day is rather a slip than a night."""
    noted = draft("1 July 2025 | A\nTime: 15:00-14:00 EDT\n").diagnostics
    assert [str(one.level) for one in noted if "next day" in one.message or "before it begins" in one.message] == [
        "warning"
    ]
