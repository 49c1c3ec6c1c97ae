"""The parts of an event in words, the same in the terminal and in calendars."""

from collections.abc import Iterable

from ungacli.model import Document, Mode, Organization, Organizer, Participant, Person, Speaker, Status

VENUE_NOT_PUBLISHED = "Venue not published"


def several(names: Iterable[str]) -> str:
    """Return *names* with commas between them, or semicolons where one has a comma already."""
    told = list(names)
    return ("; " if any("," in name for name in told) else ", ").join(told)


def body(organization: Organization) -> str:
    """Return `International Organization for Migration (IOM)`, or the name alone where there is no acronym."""
    return f"{organization.name} ({organization.acronym})" if organization.acronym else organization.name


def office(person: Person) -> str:
    """Return `Director General, IOM`, as far as either is known."""
    return ", ".join(filter(None, [person.office, person.organization.label if person.organization else None]))


def host(named: Participant) -> str:
    """Return an organizer in full: a body with its acronym, a person with office and organization."""
    if isinstance(named, Organization):
        return body(named)
    return ", ".join(filter(None, [named.name, office(named)]))


def speaker_part(part: Speaker) -> str:
    """Return what a speaker does: `opening remarks`, `speaker, virtual, TBC`."""
    return _part(part.role, part.mode, part.status)


def organizer_part(part: Organizer) -> str:
    """Return what an organizer is: `co-host, TBC`."""
    return _part(part.role, None, part.status)


def role_words(role: str) -> str:
    """Return `opening remarks` for that role, and `co-host` as it stands."""
    return role if role.startswith("co-") else role.replace("-", " ")


def _part(role: str, mode: Mode | None, status: Status) -> str:
    return ", ".join(filter(None, [role_words(role), mode, certainty(status)]))


def certainty(status: Status) -> str:
    """Return the mark of what is not sure: `TBC`, `cancelled`, or nothing."""
    return {Status.TENTATIVE: "TBC", Status.CANCELLED: "cancelled"}.get(status, "")


def document(paper: Document) -> str:
    """Return a document's title with its link, if one was published."""
    return f"{paper.title}: {paper.url}" if paper.url else f"{paper.title} (no link published)"
