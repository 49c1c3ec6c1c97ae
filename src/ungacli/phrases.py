"""The parts of an event in words, the same in the terminal and in calendars."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from itertools import groupby

from ungacli.model import Document, Event, Organization, Organizer, Participant, Person, Speaker, Status

VENUE_NOT_PUBLISHED = "Venue not published"


def count(things: Sized, noun: str = "event") -> str:
    """Return `1 event` or `5 events`."""
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"


def several(names: Iterable[str]) -> str:
    """Return *names* with commas between them, or semicolons where one has a comma already."""
    names = list(names)
    return ("; " if any("," in name for name in names) else ", ").join(names)


def office(person: Person) -> str:
    """Return `Director General, IOM`, as far as either is known."""
    return ", ".join(filter(None, [person.office, person.organization.label if person.organization else None]))


def host(participant: Participant) -> str:
    """Return a person with office and organization, or `International Organization for Migration (IOM)`."""
    if isinstance(participant, Organization):
        return f"{participant.name} ({participant.acronym})" if participant.acronym else participant.name
    return ", ".join(filter(None, [participant.name, office(participant)]))


def part_words(part: Speaker | Organizer) -> str:
    """Return a role in an event: `opening remarks`, `speaker, virtual, TBC`, `co-host`."""
    mode = part.mode if isinstance(part, Speaker) else None
    return ", ".join(filter(None, [role_words(part.role), mode, certainty(part.status)]))


def own_parts(event: Event, of: Participant, *, in_full: bool = True) -> list[tuple[Status, str]]:
    """Return the roles of a person or organization in *event*, and *in_full* the name of its representative."""
    parts = [part for part in event.roles if of in part.represents]
    names = [f" ({part.participant.name})" if in_full and part.participant != of else "" for part in parts]
    return [(part.status, f"{part_words(part)}{name}") for part, name in zip(parts, names, strict=True)]


def organizer_groups(event: Event) -> Iterator[tuple[str, Status, Sequence[Participant]]]:
    """Yield each role that organizers have in *event*, in words, its status, and everybody in it."""
    for words, group in groupby(event.organizers, key=part_words):
        parts = list(group)
        yield words, parts[0].status, [part.participant for part in parts]


def role_words(role: str) -> str:
    """Return `opening remarks` for that role, and `co-host` as it stands."""
    return role if role.startswith("co-") else role.replace("-", " ")


def certainty(status: Status) -> str:
    """Return the mark of what is not sure: `TBC`, `cancelled`, or nothing."""
    return {Status.TENTATIVE: "TBC", Status.CANCELLED: "cancelled"}.get(status, "")


def title_mark(status: Status) -> str:
    """Return the prefix of a title where a file has no other place for *status*: `[TBC] `, or nothing."""
    mark = certainty(status)
    return f"[{mark[0].upper()}{mark[1:]}] " if mark else ""


def without_mark(title: str, status: Status) -> str:
    """Return *title* without the mark of *status* before it, in whatever case."""
    mark = title_mark(status)
    return title[len(mark) :] if title.casefold().startswith(mark.casefold()) else title


def facts_in_words(event: Event) -> dict[str, str | Sequence[str] | None]:
    """Return by their labels the facts about *event* that many programs only take as a part of its description."""
    return {
        "Status": certainty(event.status),
        "Mode": event.mode,
        "Audience": event.audience,
        "Contact": event.contact,
        "Published at": event.url,
        "Speakers": [f"{host(one.person)} ({part_words(one)})" for one in event.speakers],
        "Organizers": [f"{host(one.participant)} ({part_words(one)})" for one in event.organizers],
        "Topics": event.topics,
        "Documents": [document(one) for one in event.documents],
    }


def description_lines(facts: Mapping[str, str | Sequence[str] | None]) -> Iterator[str]:
    """Yield `Mode: virtual` for a text among *facts*, and a list below its label for several; nothing for none."""
    for label, fact in facts.items():
        if fact and isinstance(fact, str):
            yield f"{label}: {' '.join(fact.split())}"
        elif fact:
            yield f"{label}:"
            yield from (f"- {' '.join(one.split())}" for one in fact)


def event_title(event: Event) -> str:
    """Return the title, with a mark if the event is not certain: `Briefing (TBC)`."""
    mark = certainty(event.status)
    return f"{event.title} ({mark})" if mark else event.title


def document(paper: Document) -> str:
    """Return a document's title with its link, if one was published."""
    return f"{paper.title}: {paper.url}" if paper.url else f"{paper.title} (no link published)"
