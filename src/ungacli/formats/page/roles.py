"""What the prose of an event says that its speakers do: `Ann Lee will be moderating`, `Keynote by Bo Ek`."""

import re

from ungacli.formats.page.lines import Line
from ungacli.formats.page.names import is_name, without_honorifics
from ungacli.formats.page.people import ToldPerson
from ungacli.formats.page.told import Told, place_of
from ungacli.model import SpeakerRole
from ungacli.names import fold

_TITLE = r"(?:Mr|Mrs|Ms|Dr|Prof|Amb|Sen|H\.E)\.\s"
_NAME = rf"((?:{_TITLE})?(?:[A-Z][\w’'-]*\s){{1,4}}[A-Z][\w’'-]*)"
_SAID = (
    (SpeakerRole.MODERATOR, re.compile(rf"\b{_NAME}\s(?:will\s(?:be\s)?|is\s)?moderat(?:e|es|ing)\b")),
    (SpeakerRole.KEYNOTE, re.compile(rf"\b[Kk]eynote\s(?:address\s|speech\s)?(?:by|from)\s{_NAME}")),
    (None, re.compile(rf"\b{_NAME}\s(?:will\s(?:be\s)?|is\s)?chair(?:s|ing)?\b")),
)
_LOOKED_AT = 2_000


def roles_in_prose(told: Told, line: Line) -> None:
    """Give the speakers of an event the roles that *line* tells; who is no speaker is told, and never made one."""
    for role, form in _SAID:
        for found in form.finditer(line.text[:_LOOKED_AT]):
            name = without_honorifics(found[1])[1]
            if is_name(name):
                _give(told, name, role, found[0], line)


def _give(told: Told, name: str, role: SpeakerRole | None, said: str, line: Line) -> None:
    speakers = told.tree.get("speakers", ())
    for party in told.parties:
        if isinstance(party.who, ToldPerson) and fold(party.who.name) == fold(name):
            part = party.part
            if any(one is part for one in speakers) and role is not None and part.get("role") in {None, str(role)}:
                part["role"] = str(role)
                return
    told.doubt(("speakers",), place_of(line), f'the prose says "{said}", which is not used')
