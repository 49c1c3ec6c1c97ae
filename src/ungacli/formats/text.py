"""Bytes as text, whatever a program saved them as, and as plain text what other programs keep as HTML."""

import codecs
import html
import re

from ungacli.draft.diagnostics import Diagnostic, Level, bad_file

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*+)([^<>]*+)>|<![^<>]*+>")
_KNOWN = re.compile(
    r"</?(?:html|body|p|br|div|span|a|b|i|u|s|em|strong|font|ul|ol|li|h[1-6]|table|tr|td|th|pre|blockquote|img|hr)"
    r"(?:\s[^<>]*+)?/?>",
    re.IGNORECASE,
)
_HIDDEN = {"script", "style", "head", "title"}
_PARAGRAPHS = {"p", "ul", "ol", "div", "blockquote", "table", "pre", *(f"h{number}" for number in range(1, 7))}
_LINES = {"br", "tr", "hr", "li"}


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    # Five bytes mean nothing there: for people they are no reason to read nothing.
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error("windows-1252", _as_windows_1252)


def decoded(data: bytes, *, strict: bool = False) -> tuple[str, list[Diagnostic]]:
    """Return *data* as text, and a warning if its encoding had to be guessed.

    A byte order mark is believed; else it is UTF-8, with each byte that cannot be that read as Windows-1252, which
    has Latin-1 in it. Raises BadFileError for what is no text in its encoding, and if *strict* for what is not UTF-8.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    diagnostics: list[Diagnostic] = []
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        place = (data.count(b"\n", 0, error.start) + 1, 1)
        if not encoding.startswith("utf-8"):
            raise bad_file(f"not {encoding.upper()}, though it begins so", place) from None
        reason = f"not UTF-8: byte 0x{data[error.start]:02x}"
        if strict:
            raise bad_file(f"{reason}; save it as UTF-8 and try again", place) from None
        text = data.decode(encoding, errors="windows-1252")
        diagnostics.append(Diagnostic((), f"{reason}; read as Windows-1252 (Latin-1)", Level.WARNING, place))
    if "\0" in text:
        raise bad_file("not text: it holds NUL bytes", (text.count("\n", 0, text.index("\0")) + 1, 1))
    return text, diagnostics


def plain_text(text: str) -> str:
    """Return what a browser would show of *text*: paragraphs apart, hyphens before items, links behind words.

    A text without tags of HTML stays as it is; a lone `<` or a word between angles is none.
    """
    if not _KNOWN.search(text):
        return text
    pieces: list[str] = []
    end = began = 0
    hidden = target = ""
    for tag in _TAG.finditer(f"{text}<!-->"):
        if not hidden:
            pieces.append(re.sub(r"\s+", " ", html.unescape(text[end : tag.start()])))
        end = tag.end()
        closes, name = bool(tag[1]), (tag[2] or "").lower()
        if name in _HIDDEN:
            hidden = "" if closes else hidden or name
        elif name == "a" and not closes:
            found = re.search(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", tag[3][:2000], re.IGNORECASE)
            target = html.unescape(found[1] or found[2] or found[3] or "") if found else ""
            began = len(pieces)
        elif name == "a" and target:
            if target.startswith("http") and "".join(pieces[began:]).strip() != target:
                pieces.append(f" ({target})")
            target = ""
        elif name in _PARAGRAPHS:
            pieces.append("\n\n")
        elif name in _LINES and not (name == "li" and closes):
            pieces.append("\n- " if name == "li" else "\n")
    lines = [" ".join(line.split()) for line in "".join(pieces).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
