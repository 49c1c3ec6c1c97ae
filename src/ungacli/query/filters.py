"""Which events are meant: options compiled to conditions, and the events that meet them all."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from ungacli.errors import QuestionError
from ungacli.model import (
    Appearance,
    DayRange,
    Event,
    Hosting,
    OrganizerRole,
    Party,
    Role,
    Schedule,
    SpeakerRole,
    Status,
)
from ungacli.names import did_you_mean, fold, quoted_list
from ungacli.query.lookup import PartyKind, find_choice, find_organizer, find_speaker, find_topic
from ungacli.when import MOMENT, parse_day, touches


class Filters(NamedTuple):
    """What is asked of an event, as typed: any of the values of one field, and all of the fields."""

    date: Sequence[str] = ()
    from_: str | None = None
    to: str | None = None
    speaker: Sequence[str] = ()
    organizer: Sequence[str] = ()
    role: Sequence[str] = ()
    topic: Sequence[str] = ()
    status: Sequence[str] = ()
    words: Sequence[str] = ()


class Condition(NamedTuple):
    """One thing asked of an event.

    *label* says what in a word or two, *slug* does so in a file's name, *personal* tells that it
    picks one person's events, *hint* gives what to know when no event meets it.
    """

    label: str
    holds: Callable[[Event], bool]
    slug: str
    personal: bool = False
    hint: Callable[[], str | None] = lambda: None


def of_party(filters: Filters, kind: PartyKind, name: str) -> list[Filters]:
    """Return *filters* for the events of the speaker or organizer *name*; a role is then theirs."""
    own: dict[str, Any] = {kind: [name]}
    return [Filters(**own), filters] if getattr(filters, kind) else [filters._replace(**own)]


def conditions(filters: Filters, schedule: Schedule, *, today: date) -> tuple[Condition, ...]:
    """Return what *filters* ask of the events of *schedule*; days are those of its zone.

    Raises QuestionError for a day, a name, a role, a topic or a status that cannot be understood.
    """
    return (
        *_days(filters, schedule, today),
        *_parts(filters, schedule),
        *_topics(filters, schedule),
        *_statuses(filters, schedule),
        *_words(filters, schedule),
    )


def select(schedule: Schedule, asked: Sequence[Condition]) -> Schedule:
    """Return *schedule* with the events that meet all conditions."""
    return schedule.only(lambda event: all(condition.holds(event) for condition in asked)) if asked else schedule


def emptied_by(schedule: Schedule, asked: Sequence[Condition]) -> Condition | None:
    """Return the first of the conditions, in their order, after which no event is left."""
    for condition in asked:
        schedule = select(schedule, [condition])
        if not schedule.events:
            return condition
    return None


def _days(filters: Filters, schedule: Schedule, today: date) -> list[Condition]:
    zone = schedule.timezone
    known = schedule.days
    if known:  # The last event may end on a day on which none starts.
        known = (*known, max((event.end - MOMENT).date() for event in schedule.local_events))

    def on(ranges: Sequence[DayRange]) -> Callable[[Event], bool]:
        return lambda event: any(touches(event.in_zone(zone), days) for days in ranges)

    def day(text: str) -> date:
        return parse_day(text, known=known, today=today)

    asked = []
    if filters.date:
        days = [day(text) for text in filters.date]
        label = " or ".join(map(str, days))
        asked.append(Condition(label, on([DayRange(day, day) for day in days]), "-".join(map(str, days))))
    if filters.from_ is not None or filters.to is not None:
        first = day(filters.from_) if filters.from_ is not None else date.min
        last = day(filters.to) if filters.to is not None else date.max
        if last < first:
            raise QuestionError(f"--from {first} is after --to {last}", hint="give the earlier day as --from")
        ends = [("from", filters.from_, first), ("to", filters.to, last)]
        label = " ".join(f"{word} {end}" for word, given, end in ends if given)
        asked.append(Condition(label, on([DayRange(first, last)]), label.replace(" ", "-")))
    return asked


def _parts(filters: Filters, schedule: Schedule) -> list[Condition]:
    people = [find_speaker(schedule, name) for name in filters.speaker]
    hosts = [find_organizer(schedule, name) for name in filters.organizer]
    roles = [find_choice("role", text, [*SpeakerRole, *OrganizerRole]) for text in filters.role]
    who = f"speaker {' or '.join(person.name for person in people)}" if people else ""
    by = f"organizer {' or '.join(host.label for host in hosts)}" if hosts else ""
    spoken = Condition(who, lambda event: _speaks(event, people), _joined(people), len(people) == 1)
    hosted = Condition(by, lambda event: _hosts(event, hosts), _joined(hosts))
    if not roles:
        return [*([spoken] if people else []), *([hosted] if hosts else [])]
    in_role = Condition(
        " ".join(filter(None, [who or by, f"role {' or '.join(roles)}"])),
        lambda event: _in_role(event, roles, people, hosts),
        "-".join(filter(None, [spoken.slug or hosted.slug, *roles])),
        spoken.personal,
        lambda: _roles_of(people, schedule),
    )
    return [in_role, *([hosted] if hosts and people else [])]


def _joined(parties: Sequence[Party]) -> str:
    return "-".join(party.id for party in parties)


def _speaks(event: Event, people: Sequence[Party], roles: Sequence[Role] = ()) -> bool:
    return any((not people or part.person in people) and (not roles or part.role in roles) for part in event.speakers)


def _hosts(event: Event, hosts: Sequence[Party], roles: Sequence[Role] = ()) -> bool:
    return any(
        (not hosts or any(map(part.is_by, hosts))) and (not roles or part.role in roles) for part in event.organizers
    )


def _in_role(event: Event, roles: Sequence[Role], people: Sequence[Party], hosts: Sequence[Party]) -> bool:
    """Return whether somebody has one of *roles* in *event*: one of *people*, else one of *hosts*, else anybody.

    A role of speakers is nobody's who organizes, so it may be anybody's in an event of *hosts*.
    """
    if people:
        return _speaks(event, people, roles) or _hosts(event, people, roles)
    return _hosts(event, hosts, roles) or (_speaks(event, (), roles) and (not hosts or _hosts(event, hosts)))


def _roles_of(people: Sequence[Party], schedule: Schedule) -> str | None:
    roles: set[str] = {part.role for event in schedule.events for part in event.speakers if part.person in people}
    roles |= {part.role for event in schedule.events for part in event.organizers if part.host in people}
    return f"{' or '.join(person.name for person in people)} appears as {', '.join(sorted(roles))}" if people else None


def _topics(filters: Filters, schedule: Schedule) -> list[Condition]:
    topics = [find_topic(schedule, text) for text in filters.topic]
    label = f"topic {' or '.join(topics)}"
    return (
        [Condition(label, lambda event: any(topic in event.topics for topic in topics), "-".join(topics))]
        if topics
        else []
    )


# What pages, and other spellings, call a status.
_STATUS_WORDS = {"tbc": "tentative", "unconfirmed": "tentative", "canceled": "cancelled"}


def _statuses(filters: Filters, schedule: Schedule) -> list[Condition]:
    statuses = [find_choice("status", _STATUS_WORDS.get(fold(text), text), Status) for text in filters.status]
    if not statuses:
        return []
    words = " or ".join(statuses)

    def hint() -> str | None:
        inside = [event.id for event in schedule.events if any(part.status in statuses for part in _all_parts(event))]
        return f"speakers or organizers are {words} in some: `ungacli show {' '.join(inside[:6])}`" if inside else None

    return [Condition(f"status {words}", lambda event: event.status in statuses, "-".join(statuses), hint=hint)]


def _all_parts(event: Event) -> tuple[Appearance | Hosting, ...]:
    return (*event.speakers, *event.organizers)


def _words(filters: Filters, schedule: Schedule) -> list[Condition]:
    words = fold(" ".join(filters.words)).split()
    if filters.words and not words:
        raise QuestionError("there is no word to look for", hint="name words of a title, a summary, a name or a topic")

    def hint() -> str | None:
        texts = [_text(event) for event in schedule.events]
        missing = next((word for word in words if not any(_occurs(word, text) for text in texts)), None)
        if missing is None:
            return None
        near = did_you_mean(missing, sorted({other for text in texts for other in text.split()}))
        return f"did you mean {quoted_list(near)}?" if near else None

    def holds(event: Event) -> bool:
        text = _text(event)
        return all(_occurs(word, text) for word in words)

    return [Condition(" ".join(f'"{word}"' for word in words), holds, "-".join(words), hint=hint)] if words else []


def _occurs(word: str, text: str) -> bool:
    # "eu" means the EU, not a museum; scripts without spaces between words have no such beginnings.
    return f" {word}" in text if word.isascii() else word in text


def _text(event: Event) -> str:
    """Return what words are looked for in, folded, with a space before each word."""
    people = [part.person for part in event.speakers]
    names = [spelling for person in people for spelling in person.spellings]
    names += [spelling for person in people if person.organization for spelling in person.organization.spellings]
    names += [spelling for part in event.organizers for spelling in part.spellings]
    return " " + fold(" ".join([event.title, event.summary or "", *names, *event.topics]))
