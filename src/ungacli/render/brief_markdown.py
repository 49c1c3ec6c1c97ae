"""A brief as Markdown, no text of which becomes markup."""

import re
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from ungacli.escapes import markdown
from ungacli.planning.brief import Brief
from ungacli.render import clock
from ungacli.render.brief_lines import NOTHING_OPEN, OPEN, Line, facts, heading, times, title, unconfirmed
from ungacli.render.safe import safe

# What begins a list, a rule, a heading or a table where it begins a line; of a number, what follows it.
_BLOCK = re.compile(r"(?<![\s\S])(\d{0,9})([-+=:.)])")


def document(brief: Brief, *, also: Sequence[ZoneInfo] = ()) -> str:
    """Return *brief* as a document in GitHub's Markdown."""
    return "\n".join(_lines(brief, also)) + "\n"


def _lines(brief: Brief, also: Sequence[ZoneInfo]) -> Iterator[str]:
    yield f"# {_inline(brief.title)}"
    for line in heading(brief, also):
        yield f"\n{_block(line.text)}"
    for day, entries in brief.days:
        yield f"\n## {clock.day(day)}"
        for entry in entries:
            yield f"\n### {times(entry.event)}: {_inline(title(entry.event))}\n"
            for label, lines in facts(brief, entry, also):
                yield from _fact(label, lines)
    yield f"\n## {OPEN}\n"
    yield from (f"- **{_inline(event)}:** {_inline(what)}" for event, what in unconfirmed(brief))
    if not brief.unconfirmed:
        yield NOTHING_OPEN


def _fact(label: str, lines: Sequence[Line]) -> Iterator[str]:
    if len(lines) == 1:
        yield f"- **{label}:** {_inline(lines[0].text)}"
        return
    yield f"- **{label}:**"
    yield from (f"  - {_block(line.text)}" for line in lines)


def _inline(text: str) -> str:
    return markdown(safe(text).strip())


def _block(text: str) -> str:
    """Return *text* for where a line or an item of a list begins."""
    return _BLOCK.sub(r"\1\\\2", _inline(text))
