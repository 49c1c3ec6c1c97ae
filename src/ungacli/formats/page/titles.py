"""The title of an event of a page, with the marks that stand in it."""

import re
from collections.abc import Sequence

from ungacli.formats.page.blocks import Block
from ungacli.formats.page.items import Item
from ungacli.formats.page.links import url_in
from ungacli.formats.page.marks import unmarked
from ungacli.formats.page.told import Told, place_of

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
    told.put("title", text or block.piece.text, place_of(line, block.piece.at))
    if marked.status and marked.status != "confirmed":
        told.put("status", str(marked.status), place_of(line))
    if marked.mode:
        told.put("mode", str(marked.mode), place_of(line))
    if block.title != block.anchor and (url := url_in(item.line.link or "")):
        told.put("url", url, place_of(line))
    return {block.title, block.title + 1} if item.value_in else {block.title}
