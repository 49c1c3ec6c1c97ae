"""Text from files nobody here wrote, without what would steer a terminal."""

import re

# C1 controls and DEL steer as C0 does; the others turn the direction of what follows or hide in it or, as
# the tags at the end, spell what nobody sees; lone surrogates cannot be encoded at all.
STEERING = (
    "\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f"
)
_UNSAFE = re.compile(f"[\x00-\x1f{STEERING}]")


def safe(text: str) -> str:
    """Return *text* on one line, with every control or direction character written as its escape."""
    # Nothing that steers is printable, in Python's sense; most text needs no closer look.
    if text.isprintable() and "  " not in text:
        return text
    return _UNSAFE.sub(lambda found: _escape(found[0]), " ".join(re.split(r"[ \t\r\n]+", text)))


def _escape(char: str) -> str:
    return char.encode("unicode_escape").decode()
