"""Text that is safe on any terminal: control and direction characters are shown as escapes."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ungacli.record import Record

# C1 controls and DEL steer as C0 does; the others turn the direction of what follows or hide in it or, as
# the tags at the end, spell what nobody sees; lone surrogates cannot be encoded at all.
STEERING = (
    "\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f"
)
_UNSAFE = re.compile(f"[\x00-\x1f{STEERING}]")
# JSON escapes the controls of C0 by itself.
_UNSAFE_IN_JSON = re.compile(f"[{STEERING}]")


def safe(text: str) -> str:
    """Return *text* on one line, with every control or direction character written as its escape."""
    # Nothing that steers is printable, in Python's sense; most text needs no closer look.
    if text.isprintable() and "  " not in text:
        return text
    text = " ".join(re.split(r"[ \t\r\n]+", text))
    return _UNSAFE.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def dumped(record: "Record | Sequence[Record]", *, only_ascii: bool = False, indent: int | None = 2) -> str:
    """Return *record* as JSON, indented or on one line, with what would steer a terminal escaped."""
    # 3 ms that `--version` never pays.
    import json

    text = json.dumps(record, indent=indent, ensure_ascii=only_ascii)
    # By its one or two units of UTF-16.
    return _UNSAFE_IN_JSON.sub(
        lambda found: re.sub("....", r"\\u\g<0>", found[0].encode("utf-16-be", "surrogatepass").hex()), text
    )
