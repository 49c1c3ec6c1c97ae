"""The formats by name: what their files look like, and which module reads or writes them."""

import re
from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from ungacli.draft.draft import Assumptions, Draft

_HEAD = 64 * 1024


class Format(NamedTuple):
    """A kind of schedule file, what its *title* is and which *suffixes* its files have.

    *signature* is what a file of it holds near its beginning, for sure; *reader* and *writer* are
    modules of this package, imported on use, and *hint* tells how to mend a file.
    """

    title: str
    suffixes: tuple[str, ...]
    reader: str | None = None
    writer: str | None = None
    signature: str | None = None
    hint: str | None = None

    def read(self, data: bytes, assumed: Assumptions) -> Draft:
        """Return what *data* says, with what is *assumed* where it does not; BadFileError if it says nothing."""
        assert self.reader
        read: Callable[[bytes, Assumptions], Draft] = import_module(f"ungacli.formats.{self.reader}").read
        return read(data, assumed)


FORMATS = {
    "page": Format(
        "published page",
        (".txt", ".text", ".html", ".htm", ".md"),
        "page.reading",
        signature=r"\A[^<]{0,8}(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*<(?:!doctype\s+html|html\b)",
        hint="what a page does not say, --year, --tz, --duration and --date-order do; `ungacli convert` makes a draft",
    ),
    "yaml": Format("YAML", (".yaml", ".yml"), "yaml", hint="docs/dataset.md describes the file"),
}


def format_of(data: bytes, suffix: str) -> str:
    """Return the name of the format of a file that holds *data*: what it looks like for sure, or what *suffix* says."""
    # UTF-16 has a NUL in each letter of the signatures.
    head = data[:_HEAD].replace(b"\0", b"").decode("latin-1")
    for name, one in FORMATS.items():
        if one.signature and re.search(one.signature, head, re.IGNORECASE):
            return name
    named = (name for name, one in FORMATS.items() if one.reader and suffix.casefold() in one.suffixes)
    return next(named, "yaml")
