from ungacli.draft.diagnostics import MAX_SKIPPED, Diagnostic, Level, each_kind_once


def test_each_kind_once() -> None:
    """Of the same words and level the first is shown, with the number of the others."""
    notes = [Diagnostic((), "odd", level, (line, 1)) for line, level in enumerate([Level.NOTE, Level.WARNING] * 2)]
    assert each_kind_once([*notes, Diagnostic((), "rare")]) == [
        Diagnostic((), "odd (and 1 more)", Level.NOTE, (0, 1)),
        Diagnostic((), "odd (and 1 more)", Level.WARNING, (1, 1)),
        Diagnostic((), "rare"),
    ]


def test_kinds_differ_in_their_own_words() -> None:
    """What is quoted and numbers make no kind of their own; every skipped event is reported, up to a limit."""
    odd = [Diagnostic((), f'"{name}" is odd in line {line}', Level.NOTE, (line, 1)) for line, name in enumerate("ab")]
    skipped = [Diagnostic((), "no time", Level.SKIPPED, (line, 1)) for line in range(MAX_SKIPPED + 2)]
    first, *rest = each_kind_once([*odd, *skipped])

    assert first.message == '"a" is odd in line 0 (and 1 more)'
    assert rest[:-1] == skipped[:MAX_SKIPPED]
    assert rest[-1] == Diagnostic((), "no time (and 1 more)", Level.SKIPPED, (MAX_SKIPPED, 1))
