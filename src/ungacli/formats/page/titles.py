"""The title of an event of a page, with the marks that stand in it."""

import re
from collections.abc import Sequence

from ungacli.formats.page.blocks import Block
from ungacli.formats.page.items import Item
from ungacli.formats.page.lines import Line
from ungacli.formats.page.links import url_in
from ungacli.formats.page.told import Told, place_of
from ungacli.participants.roles import unmarked

_SIGNS = " :–—|-"


def tell_title(told: Told, items: Sequence[Item], block: Block) -> set[int]:
    """Put the title of *block* into *told*, with what its marks say, and return which items it uses."""
    if block.title is None or block.piece is None:
        return set()
    item = items[block.title]
    line = item.value_in or item.line
    marked = unmarked(block.piece.text, loose=False)
    text = marked.text.strip(_SIGNS)
    told.mark(("label", block.title), place_of(item.line))
    if gone := re.match(r"(?:cancelled|canceled)\s?[:–—-]\s?", text, re.IGNORECASE):
        text = text[gone.end() :]
        told.put("status", "cancelled", place_of(line))
    if beside := _beside(items, block):
        message = f'the title is taken from behind the time; it may be the line beside that: "{beside.text[:80]}"'
        told.doubt(("title",), place_of(line, block.piece.at), message)
    told.put("title", text or block.piece.text, place_of(line, block.piece.at))
    if marked.status and marked.status != "confirmed":
        told.put("status", str(marked.status), place_of(line))
    if marked.mode:
        told.put("mode", str(marked.mode), place_of(line))
    if block.title != block.anchor and (url := url_in(item.line.link or "")):
        told.put("url", url, place_of(line))
    return {block.title, block.title + 1} if item.value_in else {block.title}


def _beside(items: Sequence[Item], block: Block) -> Line | None:
    """Return the line right above or below that could be the title, if it was taken from the line of day and time."""
    lead = items[block.anchor].lead
    if block.title != block.anchor or not (lead and lead.day and lead.times) or lead.barred:
        return None
    for index in (block.anchor - 1, block.anchor + 1):
        # What heads the page or a part of it is no title of one event.
        inside = 0 <= index < len(items) and not items[index].line.level
        if inside and items[index].could_be_a_title:
            return items[index].line
    return None
