"""A schedule told as the tree of a schedule file, from which assembling makes the same again."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from ungacli.draft.ids import default_uid
from ungacli.draft.tree_draft import Tree
from ungacli.model import (
    DayRange,
    Event,
    Organization,
    Organizer,
    OrganizerRole,
    Participant,
    Person,
    Schedule,
    Speaker,
    SpeakerRole,
    Status,
)
from ungacli.names import fold, slug, split_honorific

KEYS_OF_EVENTS = (
    *("id", "uid", "title", "date", "start", "end", "end_date", "timezone", "status", "mode", "location"),
    *("speakers", "organizers", "audience", "topics", "documents", "summary", "url", "contact", "note"),
)
"""The keys of an event in the order in which people read them."""


def tree_of(schedule: Schedule) -> Tree:
    """Return *schedule* in the shape of docs/dataset.md: keys in the order of that page, nothing that is a default.

    Whoever is nothing but a name stands where the name does, all others under people and organizations.
    """
    bare = _bare(schedule)
    named = [party for party in (*schedule.people, *schedule.organizations) if party not in bare]
    return _present(
        {
            "schedule": about_tree(schedule),
            "people": {one.id: person_tree(one) for one in named if isinstance(one, Person)},
            "organizations": {one.id: organization_tree(one) for one in named if isinstance(one, Organization)},
            "events": [_event(event, schedule, bare) for event in schedule.events],
        }
    )


def _present(tree: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in tree.items() if value not in (None, [], {})}


def about_tree(schedule: Schedule) -> Tree:
    """Return the section about *schedule* itself."""
    context = schedule.context
    return _present(
        {
            "id": schedule.id,
            "title": schedule.title,
            "timezone": schedule.timezone.key,
            "url": schedule.url,
            "revision": str(schedule.revision) if schedule.revision != 1 else None,
            "revised": schedule.revised.astimezone(UTC).isoformat().replace("+00:00", "Z"),
            "days": schedule.own_days and _days(schedule.own_days),
            "context": context
            and _present(
                {
                    "title": context.title,
                    "theme": context.theme,
                    "opens": context.opens and context.opens.isoformat(),
                    "high_level_days": [_days(days) for days in context.high_level_days],
                    "summary": context.summary,
                }
            ),
        }
    )


def _days(days: DayRange) -> str:
    return f"{days.first}" if days.first == days.last else f"{days.first}..{days.last}"


def _bare(schedule: Schedule) -> set[Participant]:
    """Return whom the name alone tells, wherever it stands, with the id that a reader would give."""
    belonging = {person.organization for person in schedule.people}
    parties: list[Participant] = [*schedule.people, *schedule.organizations]
    spellings = Counter(spelling for party in parties for spelling in {fold(one) for one in party.spellings})
    used = {part.person for event in schedule.events for part in event.speakers}
    used_bodies = {part.participant for event in schedule.events for part in event.organizers}
    return {
        party
        for party in parties
        if party == type(party)(party.id, party.name)
        and party.id == slug(party.name)
        and not split_honorific(party.name)[0]
        and all(spellings[fold(one)] == 1 for one in party.spellings)
        # A person who only organizes would be taken for a body.
        and (party in used if isinstance(party, Person) else party in used_bodies and party not in belonging)
    }


def person_tree(person: Person) -> Tree:
    """Return the entry of *person* under people."""
    return _present(
        {
            "name": person.name,
            "honorific": person.honorific,
            "honorific_suffix": person.honorific_suffix,
            "aliases": list(person.aliases),
            "office": person.office,
            "organization": person.organization and person.organization.id,
        }
    )


def organization_tree(body: Organization) -> Tree:
    """Return the entry of *body* under organizations."""
    return _present({"name": body.name, "acronym": body.acronym, "kind": body.kind, "aliases": list(body.aliases)})


def _event(event: Event, schedule: Schedule, bare: set[Participant]) -> Tree:
    return _present(
        {
            "id": event.id,
            "uid": event.uid if event.uid != default_uid(schedule.url, schedule.id, event.id) else None,
            "title": event.title,
            **times_tree(event),
            "timezone": event.timezone.key if event.timezone != schedule.timezone else None,
            "status": _unless_confirmed(event.status),
            "mode": event.mode,
            "location": event.location,
            "speakers": [_speaker(part, bare) for part in event.speakers],
            "organizers": [_organizer(part, bare) for part in event.organizers],
            "audience": event.audience,
            "topics": list(event.topics),
            "documents": [
                {"title": paper.title, "url": paper.url} if paper.url else paper.title for paper in event.documents
            ],
            "summary": event.summary,
            "url": event.url if event.url != schedule.url else None,
            "contact": event.contact,
            "note": event.note,
        }
    )


def times_tree(event: Event) -> dict[str, str]:
    """Return what tells when *event* is, by the clock of its own zone: date, start, end and, where needed, end_date."""
    if any(_is_told_twice(moment) for moment in (event.start, event.end)):
        return {"start": event.start.isoformat(), "end": event.end.isoformat()}
    first, last = event.start.date().isoformat(), event.end.date().isoformat()
    times = {"date": first, "start": _clock(event.start), "end": _clock(event.end)}
    return times if first == last else {**times, "end_date": last}


def _is_told_twice(moment: datetime) -> bool:
    return moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()


def _clock(moment: datetime) -> str:
    return moment.time().isoformat("seconds").removesuffix(":00")


def _unless_confirmed(status: Status) -> str | None:
    return None if status is Status.CONFIRMED else status


def _speaker(part: Speaker, bare: set[Participant]) -> Tree:
    role = None if part.role is SpeakerRole.SPEAKER else part.role
    return _part(
        "person", part.person, bare, {"role": role, "status": _unless_confirmed(part.status), "mode": part.mode}
    )


def _organizer(part: Organizer, bare: set[Participant]) -> Tree:
    kind = "person" if isinstance(part.participant, Person) else "organization"
    role = None if part.role is OrganizerRole.ORGANIZER else part.role
    return _part(kind, part.participant, bare, {"role": role, "status": _unless_confirmed(part.status)})


def _part(kind: str, party: Participant, bare: Iterable[Participant], more: dict[str, str | None]) -> Tree:
    told = _present({**({"name": party.name} if party in bare else {kind: party.id}), **more})
    return party.name if told.keys() == {"name"} else told
