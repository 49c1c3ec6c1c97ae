"""Which lines belong to the list that a label above them has opened."""

from typing import NamedTuple

from ungacli.formats.page.labels import Kind
from ungacli.formats.page.lines import Line
from ungacli.participants.person_names import begins_with_a_person, is_plain_name
from ungacli.participants.roles import unmarked

_LONGEST_BODY = 150


class SoFar(NamedTuple):
    """A list: whether its label stands *bare*, whether it is *filled*, and its first item is a paragraph *apart*."""

    bare: bool
    filled: bool
    apart: bool


def is_an_item(kind: Kind, line: Line, so_far: SoFar) -> bool:
    """Return whether a line without a bullet belongs to the list above it rather than to the event's prose."""
    first_or_close = so_far.bare and (not so_far.filled or not line.gap)
    sentence = line.text.endswith(".")
    if kind is Kind.DOCUMENTS:
        return so_far.bare and (first_or_close or line.link is not None) and not sentence
    if kind is Kind.ORGANIZERS and first_or_close and len(line.text) <= _LONGEST_BODY and not sentence:
        return True
    # Where a paragraph is an item, so is the next one that is no more than a name.
    name = so_far.bare and so_far.apart and is_plain_name(unmarked(line.text).text)
    return name or begins_with_a_person(line.text, sure=not first_or_close)
