"""Who or what a brief is of: a person, an organization or an event."""

from collections.abc import Iterator, Sequence

from ungacli.errors import QuestionError
from ungacli.model import Event, Participant, Schedule
from ungacli.names import fold, matching, quoted_list, suggestion
from ungacli.query.lookup import by_organizer, by_speaker, event_names, find_event


def find_whom(schedule: Schedule, text: str) -> Participant | Event:
    """Return the one person, organization or event of *schedule* that *text* means.

    A whole name, id or title goes before a part of one, and before both what is spelt just so. Raises
    QuestionError if it is none or several.
    """
    parties = list(dict.fromkeys(_everyone(schedule)))
    names = event_names(schedule)
    known: list[tuple[Sequence[str], Participant | str]] = [
        *((one.spellings, one) for one in parties),
        *(((key, title), key) for key, title in names),
    ]
    # As they stand, DRC is a country and drc an event.
    literal = [one for one in parties if text in one.names] + [key for key, title in names if text in {key, title}]
    found = literal if len(literal) == 1 else matching(text, known)
    if found and all(isinstance(one, str) for one in found):
        return find_event(schedule, text)
    if len(found) == 1 and not isinstance(found[0], str):
        return found[0]
    if found:
        hint = f"did you mean {quoted_list(_told_apart(found, dict(names))[:6])}?"
        raise QuestionError(f'"{text}" could be {len(found)} people, organizers or events', hint=hint)
    near = [spelling for one in parties for spelling in one.spellings] + [key for key, _ in names]
    otherwise = "`ungacli speaker`, `ungacli organizer` and `ungacli list` show whom and what there is"
    raise QuestionError(
        f'no person, organizer or event matches "{text}"', hint=lambda: suggestion(text, near, otherwise)
    )


def _everyone(schedule: Schedule) -> Iterator[Participant]:
    for involved in (by_speaker(schedule), by_organizer(schedule)):
        yield from (party for party, _ in involved)


def _told_apart(found: Sequence[Participant | str], titles: dict[str, str]) -> list[str]:
    """Return the names and titles of what was *found*, or the ids where two have one name."""
    names = [titles[one] if isinstance(one, str) else one.name for one in found]
    if len(set(map(fold, names))) == len(names):
        return names
    return [one if isinstance(one, str) else one.id for one in found]
