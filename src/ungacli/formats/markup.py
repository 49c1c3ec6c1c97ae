"""Plain text of descriptions that other programs keep as HTML."""

import html
import re

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*+)([^<>]*+)>|<![^<>]*+>")
_KNOWN = re.compile(
    r"</?(?:html|body|p|br|div|span|a|b|i|u|s|em|strong|font|ul|ol|li|h[1-6]|table|tr|td|th|pre|blockquote|img|hr)"
    r"(?:\s[^<>]*+)?/?>",
    re.IGNORECASE,
)
_HIDDEN = {"script", "style", "head", "title"}
_PARAGRAPHS = {"p", "ul", "ol", "div", "blockquote", "table", "pre", *(f"h{number}" for number in range(1, 7))}
_LINES = {"br", "tr", "hr", "li"}


def is_markup(text: str) -> bool:
    """Return whether *text* has tags of HTML in it; a lone `<` or a word between angles makes none."""
    return _KNOWN.search(text) is not None


def plain(text: str) -> str:
    """Return what a browser would show of *text*: paragraphs apart, hyphens before items, links behind words."""
    pieces: list[str] = []
    end = 0
    hidden: str | None = None
    target: str | None = None
    began = 0
    for tag in _TAG.finditer(text):
        closes, name = bool(tag[1]), (tag[2] or "").lower()
        if hidden is None:
            pieces.append(re.sub(r"\s+", " ", html.unescape(text[end : tag.start()])))
        end = tag.end()
        if name in _HIDDEN:
            hidden = None if closes else hidden or name
        elif name == "a" and not closes:
            found = re.search(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", tag[3][:2000], re.IGNORECASE)
            target = html.unescape(found[1] or found[2] or found[3] or "") if found else None
            began = len(pieces)
        elif name == "a" and target:
            shown = "".join(pieces[began:])
            if target.startswith("http") and shown.strip() != target:
                pieces.append(f" ({target})")
            target = None
        elif name in _PARAGRAPHS:
            pieces.append("\n\n")
        elif name in _LINES and not (name == "li" and closes):
            pieces.append("\n- " if name == "li" else "\n")
    if hidden is None:
        pieces.append(re.sub(r"\s+", " ", html.unescape(text[end:])))
    lines = [" ".join(line.split()) for line in "".join(pieces).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
