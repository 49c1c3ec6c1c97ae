"""The bundled schedule against the published page, fact by fact, as read by hand."""

from datetime import UTC, datetime

import pytest

from ungacli import Event, Schedule
from ungacli.model import Organization, Person

IOM = "International Organization for Migration"

# Times as the page prints them, in EDT.
PAGE = """
united-generations, 2024-09-19 10:30 to 12:00
  United Generations: Guarding the Future with Grit and Grace
  Ugochi Daniels: panelist
  co-organizer: Finland, Uganda, IOM, IHRC

climate-peace, 2024-09-22 13:15 to 14:30
  High-Level Roundtable on Climate, Peace and Human Mobility
  Amy Pope: opening-remarks
  Rania Sharshr: moderator
  co-organizer: COP29 Presidency, IOM

drc, 2024-09-23 08:00 to 09:30
  Ending Violence, Protection of Civilians, and Humanitarian Access in the East of the Democratic Republic of
    the Congo
  Amy Pope: speaker
  co-organizer: DRC, IOM, UNICEF, Save the Children
  co-host, tentative: Angola, Brazil, Belgium, China, EU, France, Germany, Sweden, United States of America,
    United Arab Emirates, United Kingdom

eu-migration, 2024-09-23 12:00 to 13:30
  EU High-level Segment on “Leading the Way Forward: Managing Migration Globally”
  Amy Pope: panelist
  organizer: Filippo Grandi, Amy Pope, Ghada Fathi Waly

americas-cities, 2024-09-23 16:30 to 18:30
  Migration in the Americas and the Opportunities for City-Led Solutions
  Amy Pope: opening-remarks
  co-organizer: IOM, Emerson Collective, MMC, CAF
  sponsor: Silicon Valley Community Foundation

cmil, 2024-09-24 17:00 to 19:00
  Launch of the Climate Mobility Innovation Lab
  Amy Pope: speaker
  Ugochi Daniels: speaker
  Rania Sharshr: speaker
  Hesham El-Askary: speaker
  organizer: IOM

idp-progress, 2024-09-25 12:00 to 14:00
  Monitoring Progress Towards Solutions to Internal Displacement
  Ugochi Daniels: opening-remarks
  Koko Warner: moderator

womens-health, 2024-09-25 15:00 to 16:30
  Addressing the Intersection of Conflict, Displacement, Refugees, and Women’s Health
  Ugochi Daniels: panelist
  organizer: KSrelief
  partner: WHO, UNFPA, UNHCR, IOM, IMC

amr, 2024-09-26 08:00 to 10:00
  Addressing AMR Challenges Including in Migrant and Refugee Populations
  Poonam Dhavan: speaker, virtual, tentative
  organizer: WHO, Egypt, Saudi Arabia, IOM

eps, 2024-09-26 11:15 to 12:45
  Advancing the Environment, Peace and Security Agenda at the Summit of the Future and Beyond
  Ugochi Daniels: speaker
  organizer: GCF, Slovenia, Colombia, IOM
"""


def _speakers(event: Event) -> list[str]:
    lines = []
    for part in event.speakers:
        status = "" if part.status == "confirmed" else part.status
        lines.append(f"{part.person.name}: {', '.join(filter(None, [part.role, part.mode, status]))}")
    return lines


def _organizers(event: Event) -> list[str]:
    lines: dict[str, list[str]] = {}
    for part in event.organizers:
        role = part.role + ("" if part.status == "confirmed" else f", {part.status}")
        lines.setdefault(role, []).append(part.participant.label)
    return [f"{role}: {', '.join(names)}" for role, names in lines.items()]


def test_the_ten_events_are_those_of_the_page(unga: Schedule) -> None:
    """Title, day, time, speakers with roles and organizers with roles are what the page says, in its order."""
    for event, page in zip(unga.events, PAGE.strip().split("\n\n"), strict=True):
        head = f"{event.id}, {event.start:%Y-%m-%d %H:%M} to {event.end:%H:%M}"
        assert " ".join([head, event.title, *_speakers(event), *_organizers(event)]) == " ".join(page.split())


def test_what_holds_for_all_events(unga: Schedule) -> None:
    """Times are in EDT, four hours behind UTC; no venue is invented; office-holders organize one event alone."""
    assert {event.timezone.key for event in unga.events} == {"America/New_York"}
    assert unga.events[5].start == datetime(2024, 9, 24, 21, tzinfo=UTC)
    assert {(event.location, event.mode, event.status) for event in unga.events} == {(None, None, "confirmed")}
    assert [event.id for event in unga.events if not event.summary or not event.topics] == []
    assert len({topic for event in unga.events for topic in event.topics}) <= 12
    kinds = {event.id: {type(part.participant) for part in event.organizers} for event in unga.events}
    assert kinds.pop("eu-migration") == {Person}
    assert set().union(*kinds.values()) == {Organization}


def test_everyone_has_the_office_of_the_page(unga: Schedule) -> None:
    """Eight people with office and organization; titles stand apart, and a second spelling is an alias."""
    read = {person.name: (person.office, person.organization and person.organization.label) for person in unga.people}
    assert read == {
        "Amy Pope": ("Director General", "IOM"),
        "Ugochi Daniels": ("Deputy Director General for Operations", "IOM"),
        "Rania Sharshr": ("Director, Climate Action Division", "IOM"),
        "Hesham El-Askary": ("Director of Earth Systems Science and Data Solutions Lab", "Chapman University"),
        "Koko Warner": ("Director, Global Data Institute", "IOM"),
        "Poonam Dhavan": ("Migration Health Director", "IOM"),
        "Filippo Grandi": ("UN High Commissioner for Refugees", "UNHCR"),
        "Ghada Fathi Waly": ("Executive Director", "United Nations Office on Drugs and Crime"),
    }
    titles = {one.name: (one.honorific, one.honorific_suffix, *one.aliases) for one in unga.people}
    assert {name: parts for name, parts in titles.items() if parts != (None, None)} == {
        "Hesham El-Askary": ("Professor", "PhD"),
        "Koko Warner": (None, "PhD"),
        "Poonam Dhavan": ("Dr", None),
        "Rania Sharshr": (None, None, "Rania Sharsh"),
    }


@pytest.mark.parametrize(
    ("event_id", "figures"),
    [
        ("united-generations", ["II", "IV", "WPS", "YPS"]),
        ("drc", ["61,000", "early 2024", "Mpox"]),
        ("eu-migration", ["November 2023", "GCM", "GCR"]),
        ("idp-progress", ["2023", "15 countries", "over 30", "autumn 2024", "Georgetown University", "UNDP"]),
        ("eps", ["Viet Nam", "PAX", "Baha’i International Community"]),
    ],
)
def test_summaries_keep_the_figures(unga: Schedule, event_id: str, figures: list[str]) -> None:
    """Numbers, dates and names of the prose are in the summary."""
    summaries = {event.id: event.summary or "" for event in unga.events}
    assert [figure for figure in figures if figure not in summaries[event_id]] == []


def test_ids_for_calendars_are_the_ones_handed_out(unga: Schedule) -> None:
    """UUID5 of the page's address and the event's id: what calendars have imported must never change.

    The value for cmil is that of `uuid.uuid5(uuid.NAMESPACE_URL, "https://www.iom.int/iom-unga-79#cmil")`.
    """
    uids = {event.id: event.uid for event in unga.events}
    assert len(set(uids.values())) == 10
    assert uids["cmil"] == "01335eb1-ce9f-512b-8a0d-94a469f958f0"
