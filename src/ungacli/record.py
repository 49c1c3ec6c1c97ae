"""Events and schedules as plain data: the public JSON contract, there and back."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ungacli.model import (
    Appearance,
    Context,
    DayRange,
    Document,
    Event,
    Hosting,
    Mode,
    Organization,
    OrganizerRole,
    Person,
    Schedule,
    SpeakerRole,
    Status,
)

Record = dict[str, Any]
"""Plain data: text, numbers, booleans, None, and lists and dicts of them."""


def event_record(event: Event) -> Record:
    """Return *event* as documented in docs/dataset.md: every key always there, times with their offset."""
    return {
        "id": event.id,
        "title": event.title,
        "start": event.start.isoformat(),
        "end": event.end.isoformat(),
        "timezone": event.timezone.key,
        "status": event.status.value,
        "mode": event.mode and event.mode.value,
        "location": event.location,
        "speakers": [_appearance_record(appearance) for appearance in event.speakers],
        "organizers": [_hosting_record(hosting) for hosting in event.organizers],
        "audience": event.audience,
        "topics": list(event.topics),
        "documents": [{"title": document.title, "url": document.url} for document in event.documents],
        "summary": event.summary,
        "url": event.url,
        "contact": event.contact,
        "note": event.note,
        "uid": event.uid,
        "schedule": event.schedule,
        "sources": list(event.sources),
    }


def _appearance_record(appearance: Appearance) -> Record:
    person = appearance.person
    return {
        "id": person.id,
        "name": person.name,
        "office": person.office,
        "organization": person.organization and person.organization.label,
        "role": appearance.role.value,
        "status": appearance.status.value,
        "mode": appearance.mode and appearance.mode.value,
    }


def _hosting_record(hosting: Hosting) -> Record:
    host = hosting.host
    about: Record
    if isinstance(host, Person):
        organization = host.organization and host.organization.label
        about = {"acronym": None, "kind": "person", "office": host.office, "organization": organization}
    else:
        about = {"acronym": host.acronym, "kind": "organization"}
    return {"id": host.id, "name": host.name, **about, "role": hosting.role.value, "status": hosting.status.value}


def person_record(person: Person) -> Record:
    """Return *person* as plain data, the organization by its id."""
    return {
        "id": person.id,
        "name": person.name,
        "honorific": person.honorific,
        "honorific_suffix": person.honorific_suffix,
        "office": person.office,
        "organization": person.organization and person.organization.id,
        "aliases": list(person.aliases),
    }


def organization_record(organization: Organization) -> Record:
    """Return *organization* as plain data."""
    return {
        "id": organization.id,
        "name": organization.name,
        "acronym": organization.acronym,
        "kind": organization.kind,
        "aliases": list(organization.aliases),
    }


def schedule_record(schedule: Schedule) -> Record:
    """Return *schedule* as plain data, with its people and organizations and without its events."""
    context = schedule.context
    return {
        "id": schedule.id,
        "title": schedule.title,
        "timezone": schedule.timezone.key,
        "url": schedule.url,
        "revision": schedule.revision,
        "revised": schedule.revised.isoformat(),
        "context": context
        and {
            "title": context.title,
            "theme": context.theme,
            "opens": context.opens and context.opens.isoformat(),
            "high_level_days": [[days.first.isoformat(), days.last.isoformat()] for days in context.high_level_days],
            "summary": context.summary,
        },
        "people": [person_record(person) for person in schedule.people],
        "organizations": [organization_record(organization) for organization in schedule.organizations],
    }


def schedule_from(header: Record, events: list[Record]) -> Schedule:
    """Return the schedule that schedule_record and event_record told of.

    Raises KeyError, TypeError, ValueError or AttributeError for records that they did not write.
    """
    organizations = {
        record["id"]: Organization(**{**record, "aliases": tuple(record["aliases"])})
        for record in header["organizations"]
    }
    people = {
        record["id"]: Person(
            **{
                **record,
                "organization": organizations[record["organization"]] if record["organization"] else None,
                "aliases": tuple(record["aliases"]),
            }
        )
        for record in header["people"]
    }
    context = header["context"]
    return Schedule(
        id=header["id"],
        title=header["title"],
        timezone=ZoneInfo(header["timezone"]),
        url=header["url"],
        revision=header["revision"],
        revised=datetime.fromisoformat(header["revised"]),
        context=context
        and Context(
            title=context["title"],
            theme=context["theme"],
            opens=date.fromisoformat(context["opens"]) if context["opens"] else None,
            high_level_days=tuple(
                DayRange(date.fromisoformat(first), date.fromisoformat(last))
                for first, last in context["high_level_days"]
            ),
            summary=context["summary"],
        ),
        events=tuple(_event_from(record, people, organizations) for record in events),
        people=tuple(people.values()),
        organizations=tuple(organizations.values()),
    )


def _event_from(record: Record, people: Mapping[str, Person], organizations: Mapping[str, Organization]) -> Event:
    zone = ZoneInfo(record["timezone"])
    return Event(
        id=record["id"],
        title=record["title"],
        start=_moment(record["start"], zone),
        end=_moment(record["end"], zone),
        uid=record["uid"],
        schedule=record["schedule"],
        sources=tuple(record["sources"]),
        status=Status(record["status"]),
        mode=_mode(record["mode"]),
        location=record["location"],
        speakers=tuple(
            Appearance(people[part["id"]], SpeakerRole(part["role"]), Status(part["status"]), _mode(part["mode"]))
            for part in record["speakers"]
        ),
        organizers=tuple(
            Hosting(
                people[part["id"]] if part["kind"] == "person" else organizations[part["id"]],
                OrganizerRole(part["role"]),
                Status(part["status"]),
            )
            for part in record["organizers"]
        ),
        audience=record["audience"],
        topics=tuple(record["topics"]),
        documents=tuple(Document(part["title"], part["url"]) for part in record["documents"]),
        summary=record["summary"],
        url=record["url"],
        contact=record["contact"],
        note=record["note"],
    )


def _moment(text: str, zone: ZoneInfo) -> datetime:
    told = datetime.fromisoformat(text)
    first, second = (told.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    # Where neither has the offset told, the zone's rules have changed since: the local time is what was published.
    return second if second.utcoffset() == told.utcoffset() != first.utcoffset() else first


def _mode(value: str | None) -> Mode | None:
    return Mode(value) if value else None
