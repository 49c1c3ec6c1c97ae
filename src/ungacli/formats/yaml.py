"""The schedule file that people write by hand (docs/dataset.md)."""

from ungacli.draft.draft import Assumptions, Draft
from ungacli.draft.problems import BadFileError, Problem
from ungacli.formats import yaml_tree

_MEND = "save it as UTF-8 and try again"


def read(data: bytes, assumed: Assumptions) -> Draft:
    """Return what *data* says as it stands; nothing is *assumed*.

    Raises BadFileError for what is not UTF-8 or not YAML, with its place.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadFileError(
            [Problem((), f"not UTF-8: byte 0x{data[error.start]:02x}; {_MEND}", place=(line, 1))]
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise BadFileError([Problem((), f"not UTF-8 text: it holds NUL bytes; {_MEND}", place=(line, 1))])
    tree, noted = yaml_tree.parse(text)
    return Draft(tree, tuple(noted), lambda: yaml_tree.places(text))
