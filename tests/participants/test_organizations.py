import pytest

from ungacli.model import OrganizerRole, Status
from ungacli.participants.organizations import Acronyms, read_organizations
from ungacli.participants.values import RawOrganization


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("WHO, Egypt and Saudi Arabia, EXO", ["WHO", "Egypt", "Saudi Arabia", "EXO"]),
        ("WHO, UNFPA, EXO and IMC", ["WHO", "UNFPA", "EXO", "IMC"]),
        ("The Sea Foundation, Chad, Mali, and EXO", ["The Sea Foundation", "Chad", "Mali", "EXO"]),
        ("Kenya | Peru / IOM\nEXO", ["Kenya", "Peru", "IOM", "EXO"]),
        ("UN/DESA", ["UN/DESA"]),
        ("United Nations Office on Drugs and Crime", ["United Nations Office on Drugs and Crime"]),
        ("Bank of Latin America and the Caribbean (CAF)", ["Bank of Latin America and the Caribbean"]),
        (
            "Permanent Mission of Hungary and International Federation for Families (IFF)",
            ["Permanent Mission of Hungary", "International Federation for Families"],
        ),
        ("UNEP and the Government of Cyprus", ["UNEP", "Government of Cyprus"]),
        ("Sea League (SL) and Port Union", ["Sea League", "Port Union"]),
        ("Oxbow & the Norse Refugee Council", ["Oxbow", "Norse Refugee Council"]),
        ("Bosnia and Herzegovina", ["Bosnia and Herzegovina"]),
        ("Ministry (Sport, Youth and Culture), EXO", ["Ministry (Sport, Youth and Culture)", "EXO"]),
        ("Sea, Inc; Port (Ltd, EXO", ["Sea, Inc", "Port (Ltd, EXO"]),
        (
            "Permanent Missions of Norway and Kenya, EXO",
            ["Permanent Mission of Norway", "Permanent Mission of Kenya", "EXO"],
        ),
        ("Governments of Norway, Kenya, and Chad", [f"Government of {one}" for one in ("Norway", "Kenya", "Chad")]),
        ("Permanent Missions of Norway", ["Permanent Missions of Norway"]),
        ("TBC; n/a", []),
    ],
)
def test_where_one_organization_ends(text: str, names: list[str]) -> None:
    """A list is cut at semicolons or the like, else at commas, and at "and" where either side stands for itself."""
    assert [one.participant.name for one in read_organizations(text).roles] == names


def test_brackets_and_what_could_be_two() -> None:
    """Brackets hold an acronym, a role or a mark, else they belong to the name; an "and" that may join two is noted."""
    found = read_organizations(
        "Trade Office (Geneva, TBC); Sea League (SL), Norway; EXO (co-host)", status=Status.CONFIRMED
    )
    assert [(one.participant.name, one.role, one.status, one.notes) for one in found.roles] == [
        ("Trade Office (Geneva)", OrganizerRole.ORGANIZER, "tentative", ()),
        ("Sea League", OrganizerRole.ORGANIZER, "confirmed", ('the page adds "Norway"',)),
        ("EXO", OrganizerRole.CO_HOST, "confirmed", ()),
    ]
    assert read_organizations("Reeds and Rivers").roles[0].notes == (
        '"Reeds and Rivers" is taken for one organization',
    )
    long = "Reeds and " * 60 + "Rivers"
    assert [one.participant.name for one in read_organizations(long).roles] == [long]
    assert read_organizations("A, B").by_commas
    assert not read_organizations("A; B, C").by_commas


def test_acronyms_in_prose() -> None:
    """An acronym stands for the words before it whose initials it is; one of two organizations explains neither."""
    acronyms = Acronyms(["The Sea Rescue Union (SRU) and the League for Port Safety (LPS) met (TBC)."])
    assert acronyms.names == {"SRU": "Sea Rescue Union", "LPS": "League for Port Safety"}
    explained = [
        acronyms.explained(RawOrganization(name=name)) for name in ("SRU", "TBC", "The League for Port Safety")
    ]
    assert [(one.name, one.acronym) for one in explained] == [
        ("Sea Rescue Union", "SRU"),
        ("TBC", None),
        ("The League for Port Safety", "LPS"),
    ]
    text = "The Sea Rescue Union (SRU), the State Road Unit (SRU). The Sea Rescue Union (SRU) has a Port Club (PC)."
    assert Acronyms([text, "Port Club (PC)"]).names == {"PC": "Port Club"}
    variants = ["World Fishing Organization (WFO)", "World Fishing Organisation (WFO)"]
    assert Acronyms(variants).names == {"WFO": "World Fishing Organization"}
