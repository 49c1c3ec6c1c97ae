import pytest

from ungacli.model import OrganizerRole, SpeakerRole
from ungacli.participants.people import read_organizers, read_people
from ungacli.participants.person_names import are_people
from ungacli.participants.values import RawOrganization, RawPerson, RawRole


def words(part: RawRole) -> str:
    """Return name, honorific, suffix, office, employer, role, status and mode, as far as they are unusual."""
    who = part.participant
    assert isinstance(who, RawPerson)
    facts = (
        who.name,
        who.honorific,
        who.honorific_suffix,
        who.office,
        who.employer.name if isinstance(who.employer, RawOrganization) else None,
    )
    role = "" if part.role is SpeakerRole.SPEAKER else part.role.value
    status = "" if part.status == "confirmed" else part.status.value
    return "|".join([*(fact or "" for fact in facts), role, status, part.mode or ""]).rstrip("|")


def people(text: str, *known: str) -> list[str]:
    """Return the people in *text*, who have no notes, each as `words`."""
    found = read_people(text, known=known)
    assert (found.notes, [note for one in found.roles for note in one.notes]) == ((), [])
    return [words(one) for one in found.roles]


def notes(text: str) -> list[str]:
    """Return everything that is noted about the people in *text*."""
    found = read_people(text)
    return [*found.notes, *(note for one in found.roles for note in one.notes)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Amy Pope; Sam Okoro", ["Amy Pope", "Sam Okoro"]),
        ("Amy Pope | Sam Okoro / Bo Li\nKoko Warner", ["Amy Pope", "Sam Okoro", "Bo Li", "Koko Warner"]),
        ("Amy Pope/Bo Li", ["Amy Pope", "Bo Li"]),
        ("Amy Pope, Director/Founder", ["Amy Pope|||Director/Founder"]),
        ("Amy Day, Ben Eck, and Cy Fox", ["Amy Day", "Ben Eck", "Cy Fox"]),
        ("Amy Day, Ben Eck & Cy Fox", ["Amy Day", "Ben Eck", "Cy Fox"]),
        ("1. Amy Pope,\n- Sam Okoro <sam@example.org>\n• Bo Li", ["Amy Pope", "Sam Okoro", "Bo Li"]),
        ("Ann Lee, Director. Bo Ek, Mayor.", ["Ann Lee|||Director", "Bo Ek|||Mayor"]),
        ("Prof. Ann Lee", ["Ann Lee|Prof."]),
        ("Lumi, Boris Ott", ["Lumi", "Boris Ott"]),
        ("Alma Ray, World Bank; Boris Ott, United Nations", ["Alma Ray||||World Bank", "Boris Ott||||United Nations"]),
        (
            "Amy Pope (IOM), Tom Fletcher (OCHA), Cindy McCain, WFP",
            ["Amy Pope||||IOM", "Tom Fletcher||||OCHA", "Cindy McCain||||WFP"],
        ),
        (
            "H.E. Mia Mottley, Prime Minister of Barbados, and H.E. William Ruto, President of Kenya",
            ["Mia Mottley|H.E.||Prime Minister of Barbados", "William Ruto|H.E.||President of Kenya"],
        ),
        ("Ann Lee (EXO) and Bo Ek, Mayor", ["Ann Lee||||EXO", "Bo Ek|||Mayor"]),
        ("Ann Lee, Mayor, moderator, Bo Ek", ["Ann Lee|||Mayor||moderator", "Bo Ek"]),
        ("POPE, Amy; GRANDI, Filippo, TBC", ["Amy Pope", "Filippo Grandi||||||tentative"]),
        ("李强, 习近平", ["李强", "习近平"]),
        ("Keynote: Bo Ek; Ann Lee", ["Bo Ek|||||keynote", "Ann Lee"]),
        (
            "Chair: Amy Day; Panellists: Ben Eck, Cy Fox",
            ["Amy Day|||||moderator", "Ben Eck|||||panelist", "Cy Fox|||||panelist"],
        ),
        ("IOM Speaker (TBC): Amy Day", ["Amy Day"]),
        ("Moderated by Amy Day", ["Amy Day|||||moderator"]),
    ],
)
def test_where_one_person_ends(text: str, expected: list[str]) -> None:
    """Semicolons, bars, slashes, lines and sentences separate people, and commas do between names."""
    assert people(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Amy Pope, Director General, IOM", "Amy Pope|||Director General|IOM"),
        ("Amy Pope – Director General, IOM", "Amy Pope|||Director General|IOM"),
        ("Ali Haddad, Minister of Water, Fiji", "Ali Haddad|||Minister of Water|Fiji"),
        ("Ana Ruiz PhD, Chair, Example Fund (EXF)", "Ana Ruiz||PhD|Chair|Example Fund"),
        ("Eva Moll, Senior Officer for Seas (EEB)", "Eva Moll|||Senior Officer for Seas|EEB"),
        ("Eva Moll, IOM Climate Division", "Eva Moll|||Climate Division|IOM"),
        ("Bo Ek, Expert on Trade across Asia, MENA & the Sea", "Bo Ek|||Expert on Trade across Asia, MENA & the Sea"),
        ("Bo Ek, Director, CEO", "Bo Ek|||Director, CEO"),
        ("Ann Lee, Minister of Trade and Ports", "Ann Lee|||Minister of Trade and Ports"),
        ("Mayor Anne Hidalgo", "Anne Hidalgo|||Mayor"),
        ("Sen. John McCain III", "John McCain|Sen.|III"),
        ("Amy Pope, MD, PhD", "Amy Pope||MD, PhD"),
        (
            "H.E. Dr. João Silva (Minister of Health, Brazil), moderator",
            "João Silva|H.E. Dr.||Minister of Health, Brazil||moderator",
        ),
        ("Sam Okoro (moderator, virtual, TBC)", "Sam Okoro|||||moderator|tentative|virtual"),
        ("Sam Okoro (EXO, keynote speaker)", "Sam Okoro||||EXO|keynote"),
        ("Li Na – moderator", "Li Na|||||moderator"),
        ("Tom Ode, Representative to the UN, as panelist", "Tom Ode|||Representative to the UN||panelist"),
        ("Tom Ode, Mayor, who will be moderating", "Tom Ode|||Mayor||moderator"),
        ("Tom Ode, Mayor, moderator, TBC", "Tom Ode|||Mayor||moderator|tentative"),
        ("Li Na, virtual, TBC", "Li Na||||||tentative|virtual"),
        ("Bo Li TBC", "Bo Li||||||tentative"),
        ("Ms. Ann Church, Director", "Ann Church|Ms.||Director"),
    ],
)
def test_what_stands_around_a_name(text: str, expected: str) -> None:
    """Honorifics, degrees, offices, employers, roles and marks are separated from names."""
    assert people(text) == [expected]


def test_commas_may_separate_names() -> None:
    """A single name behind one is a person only if the file has it elsewhere; whether commas alone separate is told."""
    assert people("Boris Ott, Lumi", "lumi") == ["Boris Ott", "Lumi"]
    assert len(people("Boris Ott, Lumi")) == 1
    assert read_people("Amy Pope, Bo Li, moderator").by_commas
    assert not read_people("Amy Pope, Mayor").by_commas
    assert not read_people("Amy Pope; Bo Li").by_commas


@pytest.mark.parametrize(
    "text", ["TBC", "n/a", "01", "Keynote: TBC", "Speaker TBC", "★", "(virtual) (TBC)", "x" * 2000]
)
def test_nobody(text: str) -> None:
    """What has no letter, is to be confirmed or is far too long names nobody."""
    found = read_people(text)
    assert (found.roles, bool(found.unnamed), found.notes) == ((), True, ())


@pytest.mark.parametrize("name", ["Blue News Channel", "IOM", "Kenya", "POPE, IOM", "World Bank (WB)"])
def test_an_organization_is_no_person(name: str) -> None:
    """Who is named as an organization is noted and ignored, unless the file has the name as a person's."""
    found = read_people(name)
    assert (found.roles, len(found.notes)) == ((), 1)
    first = name.partition(",")[0].partition(" (")[0]
    assert "organization" in found.notes[0]
    assert first in found.notes[0]
    assert len(read_people(name, known={first.casefold()}).roles) == 1


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Representatives of member states", '"Representatives of member states" may be no person'),
        ("Kim Ono, will deliver the remarks", 'the page says of "Kim Ono": "will deliver the remarks"'),
        ("Amy Pope, Tom Fletcher (TBC), and many others", 'the page adds "many others"'),
        ("Ann Lee, and Partner", '"and Partner" behind "Ann Lee" may be more than an office'),
        ("Ann Lee, Mayor, Climate Action, Chair", '"Mayor, Climate Action, Chair" behind "Ann Lee" may be more'),
        ("Ann Lee, Mayor (EXO), Chair", '"Mayor (EXO), Chair" behind "Ann Lee" may be more than an office'),
    ],
)
def test_doubts_are_noted(text: str, note: str) -> None:
    """What is not sure about a person stands in a note beside them."""
    assert [one[: len(note)] for one in notes(text)] == [note]


def test_organizers_are_organizations_or_people() -> None:
    """Each part of a list has the role that stands before it; an office-holder is a person."""
    found = read_organizers("EXO, Chad (co-host); sponsored by Sea League (SL, TBC)")
    assert [(one.participant.name, one.role, one.status) for one in found.roles] == [
        ("EXO", OrganizerRole.ORGANIZER, "confirmed"),
        ("Chad", OrganizerRole.CO_HOST, "confirmed"),
        ("Sea League", OrganizerRole.SPONSOR, "tentative"),
    ]
    (person,) = read_organizers("Bo Ek, Minister of Seas, Fiji").roles
    assert words(person) == "Bo Ek|||Minister of Seas|Fiji|organizer"
    assert person == RawRole(person.participant, OrganizerRole.ORGANIZER)
    assert read_organizers("EXO, moderated by Bo Ek").notes == ('"moderated by Bo Ek" names no organizer',)
    assert isinstance(read_organizers("Bo Ek").roles[0].participant, RawOrganization)
    assert are_people("Bo Ek", {"bo ek"})
