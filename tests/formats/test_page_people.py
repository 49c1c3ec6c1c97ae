"""People and bodies in the lists of a page, and what its prose says of them."""

import pytest

from tests.formats.test_page import draft, said, trees

HEAD = "1 July 2025 | A\nTime: 10-11\n"


def people(text: str) -> list[tuple[str, str | None, str | None]]:
    """Return name, office and body of the people on a page with *text* below an event."""
    tree = draft(HEAD + text).tree["people"].values()
    return [(one["name"], one.get("office"), one.get("organization")) for one in tree]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Amy Pope (IOM), Tom Fletcher (OCHA), Cindy McCain, WFP",
            [("Amy Pope", None, "iom"), ("Tom Fletcher", None, "ocha"), ("Cindy McCain", None, "wfp")],
        ),
        (
            "H.E. Mia Mottley, Prime Minister of Barbados, and H.E. William Ruto, President of Kenya",
            [("Mia Mottley", "Prime Minister of Barbados", None), ("William Ruto", "President of Kenya", None)],
        ),
        ("Ann Lee (EXO) and Bo Ek, Mayor", [("Ann Lee", None, "exo"), ("Bo Ek", "Mayor", None)]),
        ("Keynote: TBC; Ann Lee", [("Ann Lee", None, None)]),
        ("Speaker TBC; Ann Lee", [("Ann Lee", None, None)]),
        ("Ann Lee, Minister of Trade and Ports", [("Ann Lee", "Minister of Trade and Ports", None)]),
        ("JOHN SMITH, CEO", [("JOHN SMITH", "CEO", None)]),
        ("Sen. John McCain III", [("John McCain", None, None)]),
    ],
)
def test_where_one_person_ends(text: str, told: list[tuple[str, str | None, str | None]]) -> None:
    """A body or an office behind a name is that person's, and the next name another person."""
    assert people(f"Speakers: {text}\n") == told


@pytest.mark.parametrize("end", ["and others", "and many others"])
def test_others_are_nobody(end: str) -> None:
    """Those whom a page does not name are told."""
    text = f"{HEAD}Speakers: Amy Pope, Tom Fletcher (TBC), {end}\n"
    assert trees(text)[0]["speakers"] == [{"person": "amy-pope"}, {"person": "tom-fletcher", "status": "tentative"}]
    assert f'the page adds "{end.removeprefix("and ")}"' in said(text)


@pytest.mark.parametrize("office", ["and Partner", "Mayor, Climate Action, Chair", "Mayor (EXO), Chair"])
def test_offices_that_may_be_more_are_told(office: str) -> None:
    """A name, a body or an "and" in an office is kept and told."""
    message = f'"{office}" behind "Ann Lee" may be more than an office'
    assert message in said(f"{HEAD}Speakers: Ann Lee, {office}\n")


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
    assert [name for name, _, _ in people(text)] == names


def test_a_label_over_nobody_is_told() -> None:
    """Where nothing below a label is a name, that is told and the line kept."""
    text = f"{HEAD}Speakers:\nThis will follow soon.\n"
    assert 'nothing below "Speakers" was understood' in said(text)
    assert trees(text)[0]["summary"] == "This will follow soon."


@pytest.mark.parametrize("label", ["Co-lead", "Co-convener", "Co-convenor"])
def test_who_leads_with_others_is_a_co_organizer(label: str) -> None:
    """The singular means what the plural does."""
    assert trees(f"{HEAD}{label}: EXO\n")[0]["organizers"] == [{"organization": "exo", "role": "co-organizer"}]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Permanent Missions of Norway and Kenya, EXO",
            ["Permanent Mission of Norway", "Permanent Mission of Kenya", "EXO"],
        ),
        ("Governments of Norway, Kenya, and Chad", [f"Government of {one}" for one in ("Norway", "Kenya", "Chad")]),
        ("Permanent Missions of Norway", ["Permanent Missions of Norway"]),
    ],
)
def test_missions_of_several_states(text: str, names: list[str]) -> None:
    """Each state has a mission of its own."""
    bodies = draft(f"{HEAD}Organizers: {text}\n").tree["organizations"].values()
    assert [one["name"] for one in bodies] == names


def test_prose_tells_the_roles_of_speakers() -> None:
    """Only who is named as a speaker gets a role; who is not, and what is no role, is told."""
    text = f"{HEAD}Speakers: Ann Lee; Bo Ek; Cy Di\nOrganizers: Li Na, Mayor\n\n"
    prose = "Ann Lee will be moderating. Keynote by Mr. Bo Ek. Cy Di chairs the session."
    prose += " Zed Ali moderates. Li Na moderates."
    assert trees(text + prose)[0]["speakers"] == [
        {"person": "ann-lee", "role": "moderator"},
        {"person": "bo-ek", "role": "keynote"},
        {"person": "cy-di"},
    ]
    assert [message for message in said(text + prose) if message.startswith("the prose")] == [
        'the prose says "Zed Ali moderates", which is not used',
        'the prose says "Li Na moderates", which is not used',
        'the prose says "Cy Di chairs", which is not used',
    ]
    assert not any(message.startswith("the prose") for message in said(f"{text}Ports Officer chairs it."))


def test_what_stands_beside_a_format_is_kept() -> None:
    """Brackets behind the way to take part are the place."""
    event = trees(f"{HEAD}Format: Hybrid (Geneva & Zoom)\n")[0]
    assert (event["mode"], event["location"]) == ("hybrid", "Geneva & Zoom")
    assert 'not used of this line: "Geneva"' in said(f"{HEAD}Venue: Room 5\nFormat: Hybrid (Geneva)\n")


def test_an_end_long_after_midnight_is_a_warning() -> None:
    """An event of most of a day is rather a slip than a night."""
    noted = draft("1 July 2025 | A\nTime: 15:00-14:00 EDT\n").noted
    assert [str(one.level) for one in noted if "next day" in one.message or "before it begins" in one.message] == [
        "warning"
    ]
