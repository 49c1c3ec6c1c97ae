"""Bytes as text, whatever a program saved them as."""

import codecs

from ungacli.draft.diagnostics import BadFileError, Diagnostic, Level

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    # Five bytes mean nothing there: for people they are no reason to read nothing.
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error("windows-1252", _as_windows_1252)


def decoded(data: bytes) -> tuple[str, list[Diagnostic]]:
    """Return *data* as text, and a note if its encoding had to be guessed.

    A byte order mark is believed; else it is UTF-8, with each byte that cannot be that read as Windows-1252, which
    has Latin-1 in it. Raises BadFileError for what is no text in its encoding.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    noted: list[Diagnostic] = []
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if not encoding.startswith("utf-8"):
            raise BadFileError(
                [Diagnostic((), f"not {encoding.upper()}, though it begins so", place=(line, 1))]
            ) from None
        text = data.decode(encoding, errors="windows-1252")
        message = f"not UTF-8: byte 0x{data[error.start]:02x}; read as Windows-1252 (Latin-1)"
        noted.append(Diagnostic((), message, Level.WARNING, place=(line, 1)))
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise BadFileError([Diagnostic((), "not text: it holds NUL bytes", place=(line, 1))])
    return text, noted
