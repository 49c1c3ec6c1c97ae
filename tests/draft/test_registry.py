from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from ungacli.draft.assemble import assemble
from ungacli.draft.draft import Draft, RawEvent
from ungacli.draft.registry import Registry
from ungacli.model import Organization, OrganizerRole, Person, SpeakerRole
from ungacli.participants.values import RawOrganization, RawPerson, RawRole
from ungacli.when.when import PartialWhen, When

GENEVA = ZoneInfo("Europe/Zurich")
NINE = When(datetime(2025, 9, 22, 9, tzinfo=GENEVA), datetime(2025, 9, 22, 10, tzinfo=GENEVA))


def event(speakers: Sequence[RawPerson] = (), organizers: Sequence[RawPerson | RawOrganization] = ()) -> RawEvent:
    """Return an event with these participants."""
    return RawEvent(
        title="Talk",
        when=NINE,
        speakers=tuple(RawRole(one, SpeakerRole.SPEAKER) for one in speakers),
        organizers=tuple(RawRole(one, OrganizerRole.ORGANIZER) for one in organizers),
    )


def registry(*people: RawPerson, organizers: Sequence[RawPerson | RawOrganization] = ()) -> Registry:
    """Return the registry of a page or a table with one event for each of *people* and one by *organizers*."""
    return Registry(Draft(events=(*(event([one]) for one in people), event(organizers=organizers))))


def messages(result: Registry) -> list[str]:
    """Return what is wrong or uncertain."""
    return [one.message for one in result.diagnostics]


def test_one_name_is_one_person_however_it_is_written() -> None:
    """Unless keys differ: a mention without one is the first, and one key joins only spellings of one name."""
    result = registry(RawPerson(name="Ana Pérez"), RawPerson(name="Dr ANA PEREZ"))
    assert result.people == (Person("ana-perez", "Ana Pérez", honorific="Dr"),)
    result = registry(
        RawPerson(name="Li Wei", key="1"),
        RawPerson(name="Li Wei", key="2"),
        RawPerson(name="Li Wei"),
        RawPerson(name="Alma B. Ray", key="3"),
        RawPerson(name="Alma Ray", key="3"),
        RawPerson(name="Boris Ott", key="3"),
    )
    assert [one.name for one in result.people] == ["Li Wei", "Li Wei", "Alma B. Ray", "Boris Ott"]
    assert [one.id for one in result.people] == ["li-wei", "li-wei-2", "alma-b-ray", "boris-ott"]
    assert [result.by_role["events", number, "speakers", 0].id for number in range(6)] == [
        *("li-wei", "li-wei-2", "li-wei", "alma-b-ray", "alma-b-ray", "boris-ott"),
    ]
    assert result.people[2].aliases == ("Alma Ray",)
    assert messages(result) == []
    result = registry(RawPerson(name="A", key="1"), RawPerson(name="A", key="2"), RawPerson(name="A 2"))
    assert [(one.id, one.name) for one in result.people] == [("a", "A"), ("a-3", "A"), ("a-2", "A 2")]


@pytest.mark.parametrize(
    ("first", "second", "people", "message"),
    [
        ("Director, IOM", "Director", 1, "taken for one person: Rania Sharshr, Rania Sharsh"),
        ("Director", "Minister", 2, "may be one person"),
        ("Director", None, 2, "may be one person"),
    ],
)
def test_names_one_letter_apart(first: str, second: str | None, people: int, message: str) -> None:
    """They are one person if their offices agree, with the odd spelling as an alias; else that is reported.

    Where another program gave them two keys, they are two.
    """
    one, other = RawPerson(name="Rania Sharshr", office=first), RawPerson(name="Rania Sharsh", office=second)
    result = registry(one, other)
    assert len(result.people) == people
    assert message in messages(result)[0]
    assert len(registry(replace(one, key="1"), replace(other, key="2")).people) == 2


def test_offices_that_differ_are_reported() -> None:
    """The fullest wording counts where it covers the others, else the first."""
    fuller = registry(RawPerson(name="A B", office="Director"), RawPerson(name="A B", office="Director of Health"))
    assert (fuller.people[0].office, messages(fuller)) == ("Director of Health", [])
    other = registry(RawPerson(name="A B", office="Director"), RawPerson(name="A B", office="Mayor"))
    assert other.people[0].office == "Director"
    assert messages(other) == ['the offices of "A B" differ: Director; Mayor']


def test_an_acronym_that_is_explained_once_counts_everywhere() -> None:
    """Before its explanation too, and as an employer; one of two organizations stays what it is."""
    iom = RawOrganization(name="International Organization for Migration", acronym="IOM")
    person = RawPerson(name="Ann Lee", employer=RawOrganization(name="IOM"))
    result = registry(person, organizers=[RawOrganization(name="IOM"), iom])
    first = Organization("iom", "International Organization for Migration", "IOM")
    assert result.organizations == (first,)
    assert result.people[0].organization == first
    assert messages(result) == []
    names = ("Workers Housing Office", "World Health Organization")
    result = registry(
        organizers=[RawOrganization(name="WHO"), *(RawOrganization(name=n, acronym="WHO") for n in names)]
    )
    assert [(one.name, one.acronym) for one in result.organizations] == [("WHO", None), *((n, None) for n in names)]
    assert messages(result) == [f'"WHO" stands for several: WHO and {" and ".join(names)}'] * 2


def test_an_organizer_with_the_name_of_a_speaker_is_that_person() -> None:
    """Only where no organization has the name."""
    result = registry(RawPerson(name="Ann Lee"), organizers=[RawOrganization(name="Dr Ann Lee")])
    assert isinstance(result.by_role["events", 1, "organizers", 0], Person)
    assert result.organizations == ()


def test_an_event_that_cannot_be_read_is_skipped_and_the_zone_of_most_counts() -> None:
    """The reason is reported with the title; of several zones the usual one shows the times, with a note."""
    tokyo = ZoneInfo("Asia/Tokyo")
    nine = When(datetime(2025, 9, 22, 9, tzinfo=tokyo), datetime(2025, 9, 22, 10, tzinfo=tokyo))
    late = RawEvent(title="Late", when=PartialWhen(datetime(2025, 9, 22, 9), datetime(2025, 9, 22, 8)))
    events = (event(), event(), RawEvent(title="Tea", when=nine), late, RawEvent(when=NINE))
    result = assemble(Draft(events=events), stem="x")
    assert [one.title for one in result.schedule.events] == ["Tea", "Talk", "Talk"]
    assert result.schedule.timezone == GENEVA
    assert [one.level.name for one in result.diagnostics] == ["SKIPPED", "SKIPPED", "NOTE"]
    assert '"Late": the event ends at' in result.diagnostics[0].message
    assert result.diagnostics[1].message == '"title" is missing'
    assert "Europe/Zurich" in result.diagnostics[2].message
