"""A schedule told as the tree of a schedule file, from which assembling makes the same again."""

from collections import Counter
from datetime import UTC, time
from typing import Any
from zoneinfo import ZoneInfo

from ungacli.draft.diagnostics import KeyPath
from ungacli.draft.draft import Draft, RawEvent, event_path
from ungacli.draft.ids import default_uid
from ungacli.draft.registry import Registry
from ungacli.model import (
    DayRange,
    Event,
    Mode,
    Organization,
    OrganizerRole,
    Participant,
    Person,
    Role,
    Schedule,
    SpeakerRole,
    Status,
)
from ungacli.names import fold, slug, split_honorific
from ungacli.when.when import PartialWhen, When, is_repeated

Tree = Any
"""None, text, a list of trees or a dict from text to trees."""
KEYS_OF_EVENTS = (
    *("id", "uid", "title", "date", "start", "end", "end_date", "timezone", "status", "mode", "location"),
    *("speakers", "organizers", "audience", "topics", "documents", "summary", "url", "contact", "note"),
)
"""The keys of an event in the order in which people read them."""
_PLAIN_KEYS = ("id", "uid", "title", "mode", "location", "audience", "summary", "url", "contact", "note")


def tree_of(schedule: Schedule) -> Tree:
    """Return *schedule* in the shape of docs/dataset.md: keys in the order of that page, nothing that is a default.

    Whoever is nothing but a name stands where the name does, all others under people and organizations.
    """
    bare = _bare(schedule)
    named = [party for party in (*schedule.people, *schedule.organizations) if party not in bare]
    return present(
        {
            "schedule": about_tree(schedule),
            "people": {one.id: person_tree(one) for one in named if isinstance(one, Person)},
            "organizations": {one.id: organization_tree(one) for one in named if isinstance(one, Organization)},
            "events": [_event(event, schedule, bare) for event in schedule.events],
        }
    )


def present(tree: dict[str, Any]) -> dict[str, Any]:
    """Return *tree* without the keys that have no value."""
    return {key: value for key, value in tree.items() if value not in (None, [], {})}


def about_tree(schedule: Schedule) -> Tree:
    """Return the section about *schedule* itself."""
    context = schedule.context
    return present(
        {
            "id": schedule.id,
            "title": schedule.title,
            "timezone": schedule.timezone.key,
            "url": schedule.url,
            "revision": str(schedule.revision) if schedule.revision != 1 else None,
            "revised": schedule.revised.astimezone(UTC).isoformat().replace("+00:00", "Z"),
            "days": schedule.own_days and _days(schedule.own_days),
            "context": context
            and present(
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
    return present(
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
    return present({"name": body.name, "acronym": body.acronym, "kind": body.kind, "aliases": list(body.aliases)})


def _event(event: Event, schedule: Schedule, bare: set[Participant]) -> Tree:
    return _ordered(
        {
            **_facts(event),
            **_times(event),
            "uid": event.uid if event.uid != default_uid(schedule.url, schedule.id, event.id) else None,
            "timezone": event.timezone.key if event.timezone != schedule.timezone else None,
            "speakers": [
                _role(one.person, one.role, one.status, one.mode, bare=one.person in bare) for one in event.speakers
            ],
            "organizers": [
                _role(one.participant, one.role, one.status, None, bare=one.participant in bare)
                for one in event.organizers
            ],
            "url": event.url if event.url != schedule.url else None,
        }
    )


def _facts(event: Event | RawEvent) -> dict[str, Any]:
    """Return what stands in a file as it does in *event*."""
    return {
        **{key: getattr(event, key) for key in _PLAIN_KEYS},
        "topics": list(event.topics or ()),
        "status": event.status and unless_confirmed(event.status),
        "documents": [{"title": one.title, "url": one.url} if one.url else one.title for one in event.documents or ()],
    }


def _ordered(entry: dict[str, Any]) -> dict[str, Any]:
    return present({key: entry[key] for key in KEYS_OF_EVENTS if key in entry})


def _times(when: Event | When) -> dict[str, str]:
    """Return the keys that say when something is in its own zone: date, start, end and, where needed, end_date."""
    if any(is_repeated(moment) for moment in (when.start, when.end)):
        return {"start": when.start.isoformat(), "end": when.end.isoformat()}
    first, last = when.start.date().isoformat(), when.end.date().isoformat()
    times = {"date": first, "start": _clock(when.start.time()), "end": _clock(when.end.time())}
    return times if first == last else {**times, "end_date": last}


def _clock(clock: time) -> str:
    return clock.isoformat("seconds").removesuffix(":00")


def _partial_times(when: PartialWhen) -> dict[str, str | None]:
    times = {"date": when.day, "start": when.start, "end": when.end, "end_date": when.end_day}
    return {
        key: _clock(one) if isinstance(one, time) else one.isoformat() if one else None for key, one in times.items()
    }


def tree_of_draft(draft: Draft, registry: Registry, zone: ZoneInfo | None = None) -> Tree:
    """Return *draft*, whose participants are in *registry*, in the shape of docs/dataset.md, to be completed by hand.

    Events are in the order of the file, each with what it has. *zone* is that of a draft without one.
    """
    home = draft.timezone or zone
    about = {"id": draft.id, "title": draft.title, "timezone": home and home.key, "url": draft.url}
    tree = {
        "schedule": present(about),
        "people": {person.id: person_tree(person) for person in registry.people},
        "organizations": {one.id: organization_tree(one) for one in registry.organizations},
    }
    return {
        **present(tree),
        "events": [_raw_event(raw, event_path(raw, number), registry, home) for number, raw in enumerate(draft.events)],
    }


def _raw_event(raw: RawEvent, path: KeyPath, registry: Registry, home: ZoneInfo | None) -> Tree:
    times = _times(raw.when) if isinstance(raw.when, When) else _partial_times(raw.when or PartialWhen())
    zone = raw.when and raw.when.zone
    roles = {
        section: [
            _role(participant, one.role, one.status, one.mode, bare=False)
            for index, one in enumerate(ones or ())
            if (participant := registry.by_role.get((*path, section, index)))
        ]
        for section, ones in (("speakers", raw.speakers), ("organizers", raw.organizers))
    }
    return _ordered({**_facts(raw), **times, "timezone": zone.key if zone and zone != home else None, **roles})


def unless_confirmed(status: Status) -> str | None:
    """Return *status*, but None for the one that needs no word."""
    return None if status is Status.CONFIRMED else status


def _role(participant: Participant, role: Role, status: Status, mode: Mode | None, *, bare: bool) -> Tree:
    """Return one participant in one event: where nothing but the *bare* name counts, that alone."""
    kind = "person" if isinstance(participant, Person) else "organization"
    usual = role in {SpeakerRole.SPEAKER, OrganizerRole.ORGANIZER}
    more = present({"role": None if usual else role, "status": unless_confirmed(status), "mode": mode})
    if bare:
        return {"name": participant.name, **more} if more else participant.name
    return {kind: participant.id, **more}
