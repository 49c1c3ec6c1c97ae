"""The prose of an event: lines as paragraphs and lists, without what stands around a page."""

import re
from collections.abc import Sequence

from ungacli.formats.page.lines import Line

_SENTENCE = re.compile(r"[.!?:;”\"')\]]$")
_FOOTER = re.compile(
    r"(?:share (?:this|on)\b|share$|©|\(c\)|copyright\b|all rights reserved|follow us|back to top|privacy|terms of"
    r"|cookie|subscribe\b|newsletter\b|related (?:links|content|news|articles)|print(?: this)?(?: page)?$|skip to"
    r"|sitemap|site map|contact us$|about us$|accessibility|disclaimer)",
    re.IGNORECASE,
)
_LONGEST_IN_A_MENU = 60


def without_footer(lines: Sequence[Line]) -> int:
    """Return how many of *lines*, the last of a page, are prose: menus and small print come after."""
    count = len(lines)
    for number, line in enumerate(lines):
        if _FOOTER.match(line.text) and len(line.text) < 200:
            count = number
            break
    menu = count
    while menu and _is_of_a_menu(lines[menu - 1]):
        menu -= 1
    return menu if count - menu > 1 else count


def _is_of_a_menu(line: Line) -> bool:
    short = len(line.text) <= _LONGEST_IN_A_MENU and not line.bullet
    return short and not _SENTENCE.search(line.text) and not re.search(r":|^\d", line.text)


def summary_of(lines: Sequence[Line]) -> str:
    """Return *lines* as text: a blank line between paragraphs, bullets as lines, broken sentences whole."""
    parts: list[str] = []
    previous: Line | None = None
    for line in lines:
        if previous is None:
            joint = ""
        elif line.bullet:
            joint = "\n" if previous.bullet or previous.text.endswith(":") else "\n\n"
        elif not line.gap and not _SENTENCE.search(previous.text) and line.text[:1].islower():
            joint = " "
        else:
            joint = "\n\n"
        parts += [joint, f"- {line.text}" if line.bullet else line.text]
        previous = line
    return "".join(parts)
