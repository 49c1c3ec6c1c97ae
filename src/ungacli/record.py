"""Events and schedules as plain data: the public JSON contract."""

from typing import Any

from ungacli.model import DayRange, Event, Organization, Organizer, Person, Schedule, Speaker

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
        "speakers": [_speaker_record(speaker) for speaker in event.speakers],
        "organizers": [_organizer_record(organizer) for organizer in event.organizers],
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


def _speaker_record(speaker: Speaker) -> Record:
    person = speaker.person
    return {
        "id": person.id,
        "name": person.name,
        "office": person.office,
        "organization": person.organization and person.organization.label,
        "role": speaker.role.value,
        "status": speaker.status.value,
        "mode": speaker.mode and speaker.mode.value,
    }


def _organizer_record(organizer: Organizer) -> Record:
    host = organizer.participant
    about: Record
    if isinstance(host, Person):
        organization = host.organization and host.organization.label
        about = {"acronym": None, "kind": "person", "office": host.office, "organization": organization}
    else:
        about = {"acronym": host.acronym, "kind": "organization"}
    return {"id": host.id, "name": host.name, **about, "role": organizer.role.value, "status": organizer.status.value}


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


def about_record(schedule: Schedule) -> Record:
    """Return what *schedule* itself is as plain data."""
    context = schedule.context
    return {
        "id": schedule.id,
        "title": schedule.title,
        "timezone": schedule.timezone.key,
        "url": schedule.url,
        "revision": schedule.revision,
        "revised": schedule.revised.isoformat(),
        "own_days": schedule.own_days and _days(schedule.own_days),
        "context": context
        and {
            "title": context.title,
            "theme": context.theme,
            "opens": context.opens and context.opens.isoformat(),
            "high_level_days": [_days(days) for days in context.high_level_days],
            "summary": context.summary,
        },
    }


def _days(days: DayRange) -> list[str]:
    return [days.first.isoformat(), days.last.isoformat()]


def schedule_record(schedule: Schedule) -> Record:
    """Return *schedule* as plain data, with its people and organizations and without its events."""
    return {
        **about_record(schedule),
        "people": [person_record(person) for person in schedule.people],
        "organizations": [organization_record(organization) for organization in schedule.organizations],
    }
