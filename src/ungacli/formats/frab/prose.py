"""What is told about an event of a conference, as plain text: subtitle, abstract, description, type and language."""

import html
import re

from ungacli.formats.frab.record import Record, text

# Only these make a text HTML: "a < b" and <placeholders> are people's own.
_TAGS = "p|br|ul|ol|li|div|span|a|b|i|u|em|strong|code|pre|blockquote|h[1-6]|table|tr|td|th|img|hr"
_IS_HTML = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_LINK = re.compile(r"""<a\s[^<>]*?href\s*=\s*["']?(https?://[^"'\s<>]+)[^<>]*>([^<]*)</a>""", re.IGNORECASE)
_PARAGRAPH = re.compile(r"</?(?:p|ul|ol|div|blockquote|h[1-6]|table|pre)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_LINE = re.compile(r"<(?:br|tr|hr)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ITEM = re.compile(r"<li(?:\s[^<>]*)?>", re.IGNORECASE)


def summary(record: Record) -> str | None:
    """Return everything that the event *record* tells about itself, or None; Markdown stays as it stands.

    The description is left out if it only repeats the abstract, and the abstract if the description
    begins with it, as some programs write them.
    """
    subtitle, abstract, description = (plain(text(record.get(key))) for key in ("subtitle", "abstract", "description"))
    if description.startswith(abstract):
        abstract = ""
    told = [subtitle, abstract, description, "\n".join(_particulars(record))]
    return "\n\n".join(filter(None, told)) or None


def _particulars(record: Record) -> list[str]:
    found = (("Type", plain(text(record.get("type")))), ("Language", text(record.get("language"))))
    return [f"{what}: {' '.join(value.split())}" for what, value in found if value]


def plain(written: str) -> str:
    """Return *written* without HTML, if it has any: paragraphs apart, hyphens before items, links behind words."""
    if not _IS_HTML.search(written):
        return written
    told = re.sub(r"\s+", " ", written)
    told = _LINK.sub(lambda link: link[2] if link[2].strip() in {"", link[1]} else f"{link[2]} ({link[1]})", told)
    told = _ITEM.sub("\n- ", _LINE.sub("\n", _PARAGRAPH.sub("\n\n", told)))
    told = html.unescape(re.sub(r"<[^<>]*>", "", told))
    lines = "\n".join(line.strip() for line in told.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()
