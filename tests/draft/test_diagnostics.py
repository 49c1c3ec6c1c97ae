from ungacli.draft.diagnostics import MAX_SKIPPED, Diagnostic, Level, each_kind_once


def test_each_kind_once() -> None:
    """Of the same words and level the first is shown, with the number of the others; numbers and quotes do not count.

    Every skipped event is reported, up to a limit.
    """
    notes = [
        Diagnostic((), f'"{name}" is odd in line {line}', level, (line, 1))
        for line, (name, level) in enumerate(zip("abcd", [Level.NOTE, Level.WARNING] * 2, strict=True))
    ]
    skipped = [Diagnostic((), "no time", Level.SKIPPED, (line, 1)) for line in range(MAX_SKIPPED + 2)]
    assert each_kind_once([*notes, Diagnostic((), "rare"), *skipped]) == [
        Diagnostic((), '"a" is odd in line 0 (and 1 more)', Level.NOTE, (0, 1)),
        Diagnostic((), '"b" is odd in line 1 (and 1 more)', Level.WARNING, (1, 1)),
        Diagnostic((), "rare"),
        *skipped[:MAX_SKIPPED],
        Diagnostic((), "no time (and 1 more)", Level.SKIPPED, (MAX_SKIPPED, 1)),
    ]
