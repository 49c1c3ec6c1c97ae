from ungacli.draft.diagnostics import Diagnostic, Level, each_kind_once


def test_each_kind_once() -> None:
    """Of the same words and level the first is shown, with the number of the others."""
    notes = [Diagnostic((), "odd", level, (line, 1)) for line, level in enumerate([Level.NOTE, Level.WARNING] * 2)]
    assert each_kind_once([*notes, Diagnostic((), "rare")]) == [
        Diagnostic((), "odd (and 1 more)", Level.NOTE, (0, 1)),
        Diagnostic((), "odd (and 1 more)", Level.WARNING, (1, 1)),
        Diagnostic((), "rare"),
    ]
