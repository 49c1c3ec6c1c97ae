"""Who speaks in an event and who organizes it, from labelled lines and the lists under them."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from ungacli.draft.diagnostics import Place
from ungacli.formats.page.bodies import Body, body, is_acronym, split_bodies
from ungacli.formats.page.labels import ROLE_WORDS, Label, inner_label
from ungacli.formats.page.marks import is_left_open, status_of, unmarked
from ungacli.formats.page.people import are_people, told_people
from ungacli.formats.page.told import Told
from ungacli.model import OrganizerRole, SpeakerRole, Status

_ROLE_INSIDE = re.compile(rf"[,;.]\s+(?:and\s)?(?={ROLE_WORDS}\s)", re.IGNORECASE)


def add_speakers(told: Told, label: Label, text: str, place: Place) -> None:
    """Add the people in *text*, which stands behind or under *label*."""
    people = told_people(text)
    if not people:
        told.mark(("speakers",), place)
        told.doubt(("speakers",), place, f'"{label.words}" names nobody yet: "{text[:80]}"')
    known = status_of(label.qualified)
    for one in people:
        role = one.role or label.meaning.role
        doubts = list(one.doubts)
        if label.meaning.near and one.role is None:
            doubts.append(f'the page heads this "{label.words}"')
        # Who is an "IOM Speaker" is of IOM.
        of_the_label = one.employer is None and is_acronym(label.before)
        told.add_part(
            "speakers",
            replace(one, employer=Body(label.before)) if of_the_label else one,
            (place[0], place[1] + max(0, text.find(one.name))),
            doubts,
            role=None if role in {None, SpeakerRole.SPEAKER} else role,
            status=_unusual(one.status or known),
            mode=one.mode,
        )


def add_organizers(told: Told, label: Label, text: str, place: Place, known: Collection[str] = ()) -> None:
    """Add the bodies or the people in *text*, which stands behind or under *label*; *known* are names of people."""
    assert isinstance(label.meaning.role, OrganizerRole)
    count = len(told.tree.get("organizers", ()))
    tentative = status_of(label.qualified)
    for role, group in _groups(text, label.meaning.role):
        here = (place[0], place[1] + max(0, text.find(group)))
        if are_people(group, known):
            for person in told_people(group):
                status = _unusual(person.status or tentative)
                told.add_part("organizers", person, here, person.doubts, role=role, status=status)
        else:
            _add_bodies(told, group, here, role=role, tentative=tentative)
    if len(told.tree.get("organizers", ())) == count:
        told.mark(("organizers",), place)
        told.doubt(("organizers",), place, f'"{label.words}" names nobody yet: "{text[:80]}"')


def _add_bodies(told: Told, text: str, place: Place, *, role: OrganizerRole, tentative: Status | None) -> None:
    split = split_bodies(text)
    for part in split.parts:
        marked = unmarked(part)
        one = body(marked.text)
        if not one.name or is_left_open(part):
            continue
        doubts = [f'"{one.name}" is taken for one organization'] if part in split.unsure else []
        if one.adds:
            doubts.append(f'the page adds "{one.adds}"')
        told.add_part("organizers", one, place, doubts, role=role, status=_unusual(marked.status or tentative))


def _groups(text: str, role: OrganizerRole) -> Iterator[tuple[OrganizerRole, str]]:
    """Yield the parts of *text* that have a role of their own: `A, B; sponsored by C`."""
    for piece in _ROLE_INSIDE.split(text):
        inner = inner_label(piece)
        if inner and isinstance(inner.meaning.role, OrganizerRole):
            role = inner.meaning.role
            yield role, piece[inner.end :]
        else:
            yield role, piece


def _unusual(status: Status | None) -> Status | None:
    return None if status is Status.CONFIRMED else status
