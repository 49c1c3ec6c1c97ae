"""Turn a schedule into the tree of a schedule file, from which assembling makes the same again."""

from collections import Counter
from datetime import UTC, date, time
from typing import Any
from zoneinfo import ZoneInfo

from ungacli.draft.draft import Draft, RawEvent, event_path
from ungacli.draft.ids import default_uid
from ungacli.draft.registry import Registry
from ungacli.model import (
    DayRange,
    Event,
    Mode,
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
from ungacli.participants.values import RawRole
from ungacli.when.when import PartialWhen, When, is_repeated

Tree = Any
"""None, text, a list of trees or a dict from text to trees."""
_KEYS_OF_EVENTS = (
    *("id", "uid", "title", "date", "start", "end", "end_date", "timezone", "status", "mode", "location"),
    *("speakers", "organizers", "audience", "topics", "documents", "summary", "url", "contact", "note"),
)
_PLAIN_KEYS = ("id", "uid", "title", "mode", "location", "audience", "topics", "summary", "url", "contact", "note")


def tree_of(schedule: Schedule) -> Tree:
    """Return *schedule* in the shape of docs/dataset.md: keys in the order of that page, nothing that is a default.

    A participant with nothing but a name stands where the name does, all others under people and organizations.
    """
    bare = _bare(schedule)
    return present(
        {
            "schedule": about_tree(schedule),
            "people": {one.id: person_tree(one) for one in schedule.people if one not in bare},
            "organizations": {one.id: organization_tree(one) for one in schedule.organizations if one not in bare},
            "events": [
                _entry(
                    event,
                    event,
                    uid=event.uid if event.uid != default_uid(schedule.url, schedule.id, event.id) else None,
                    timezone=event.timezone.key if event.timezone != schedule.timezone else None,
                    speakers=[_role(one.person, one, one.mode, bare=one.person in bare) for one in event.speakers],
                    organizers=[_role(one.participant, one, bare=one.participant in bare) for one in event.organizers],
                    url=event.url if event.url != schedule.url else None,
                )
                for event in schedule.events
            ],
        }
    )


def present(tree: dict[str, Any]) -> dict[str, Any]:
    """Return *tree* without the keys that have no value."""
    return {key: value for key, value in tree.items() if value not in (None, [], {})}


def _values(one: Any, *keys: str) -> dict[str, Any]:
    """Return the attributes of *one* with these names, tuples as lists."""
    values = {key: getattr(one, key) for key in keys}
    return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}


def about_tree(schedule: Schedule) -> Tree:
    """Return the section about *schedule* itself."""
    context = schedule.context
    return present(
        {
            **_values(schedule, "id", "title"),
            "timezone": schedule.timezone.key,
            "url": schedule.url,
            "revision": str(schedule.revision) if schedule.revision != 1 else None,
            "revised": schedule.revised.astimezone(UTC).isoformat().replace("+00:00", "Z"),
            "days": schedule.own_days and _days(schedule.own_days),
            "context": context
            and present(
                {
                    **_values(context, "title", "theme"),
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
    """Return the participants that a file names without an entry: a reader gives them the same id."""
    employers = {person.organization for person in schedule.people}
    participants: list[Participant] = [*schedule.people, *schedule.organizations]
    spellings = Counter(spelling for each in participants for spelling in {fold(one) for one in each.spellings})
    speakers = {role.person for event in schedule.events for role in event.speakers}
    organizers = {role.participant for event in schedule.events for role in event.organizers}
    return {
        each
        for each in participants
        if each == type(each)(each.id, each.name)
        and each.id == slug(each.name)
        and not split_honorific(each.name)[0]
        and all(spellings[fold(one)] == 1 for one in each.spellings)
        # A person who only organizes would be read as an organization.
        and (each in speakers if isinstance(each, Person) else each in organizers and each not in employers)
    }


def person_tree(person: Person) -> Tree:
    """Return the entry of *person* under people."""
    facts = _values(person, "name", "honorific", "honorific_suffix", "aliases", "office")
    return present({**facts, "organization": person.organization and person.organization.id})


def organization_tree(one: Organization) -> Tree:
    """Return the entry of an organization under organizations."""
    return present(_values(one, "name", "acronym", "kind", "aliases"))


def _entry(event: Event | RawEvent, when: Event | When | PartialWhen, **others: Any) -> Tree:
    """Return the entry of *event* in the order in which people read it; of *others*, the values count."""
    values = {
        **_values(event, *_PLAIN_KEYS),
        **_times_of(when),
        "status": event.status and unless_confirmed(event.status),
        "documents": [{"title": one.title, "url": one.url} if one.url else one.title for one in event.documents or ()],
        **others,
    }
    return present({key: values[key] for key in _KEYS_OF_EVENTS})


def _times_of(when: Event | When | PartialWhen) -> dict[str, str | None]:
    """Return the keys for the time of an event in its own zone: date, start, end and, where needed, end_date."""
    if not isinstance(when, PartialWhen):
        day, end_day = when.start.date(), when.end.date()
        # Only an offset distinguishes two equal local times.
        if is_repeated(when.start) or is_repeated(when.end):
            when = PartialWhen(when.start, when.end)
        else:
            when = PartialWhen(when.start.time(), when.end.time(), day, end_day if end_day != day else None)
    return {"date": _iso(when.day), "start": _iso(when.start), "end": _iso(when.end), "end_date": _iso(when.end_day)}


def _iso(value: date | time | None) -> str | None:
    if isinstance(value, time):
        return value.isoformat("seconds").removesuffix(":00")
    return value.isoformat() if value else None


def tree_of_draft(draft: Draft, registry: Registry, zone: ZoneInfo | None = None) -> Tree:
    """Return *draft*, whose participants are in *registry*, in the shape of docs/dataset.md, to be completed by hand.

    Events are in the order of the file, each with what it has. *zone* is that of a draft without one.
    """
    home = draft.timezone or zone
    events: list[Tree] = []
    for number, raw in enumerate(draft.events):
        speakers, organizers = (
            [
                _role(participant, one, one.mode)
                for one, participant in registry.resolved(getattr(raw, section), (*event_path(raw, number), section))
            ]
            for section in ("speakers", "organizers")
        )
        timezone = raw.when.zone.key if raw.when and raw.when.zone and raw.when.zone != home else None
        when = raw.when or PartialWhen()
        events.append(_entry(raw, when, timezone=timezone, speakers=speakers, organizers=organizers))
    tree = {
        "schedule": present({**_values(draft, "id", "title"), "timezone": home and home.key, "url": draft.url}),
        "people": {person.id: person_tree(person) for person in registry.people},
        "organizations": {one.id: organization_tree(one) for one in registry.organizations},
    }
    return {**present(tree), "events": events}


def unless_confirmed(status: Status) -> str | None:
    """Return *status*, but None for the one that needs no word."""
    return None if status is Status.CONFIRMED else status


def _role(
    participant: Participant, one: Speaker | Organizer | RawRole, mode: Mode | None = None, *, bare: bool = False
) -> Tree:
    """Return one participant in one event: where nothing but the *bare* name counts, that alone."""
    kind = "person" if isinstance(participant, Person) else "organization"
    usual = one.role in {SpeakerRole.SPEAKER, OrganizerRole.ORGANIZER}
    more = present({"role": None if usual else one.role, "status": unless_confirmed(one.status), "mode": mode})
    if bare:
        return {"name": participant.name, **more} if more else participant.name
    return {kind: participant.id, **more}
